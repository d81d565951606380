// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A NodePool is a group of equal nodes. Numbers of nodes are for each zone, unless
// they say that they are totals.
// https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools
type NodePool struct {
	Project         string               `json:"project,omitempty"`
	Location        string               `json:"location,omitempty"`
	Cluster         string               `json:"cluster,omitempty"`
	Version         string               `json:"version,omitempty"`
	NodeLocations   []string             `json:"nodeLocations,omitempty"`
	NodeCount       *int                 `json:"nodeCount,omitempty"`
	Autoscaling     *NodePoolAutoscaling `json:"autoscaling,omitempty"`
	Management      *NodeManagement      `json:"management,omitempty"`
	UpgradeSettings *NodeUpgradeSettings `json:"upgradeSettings,omitempty"`
	NetworkConfig   *NodeNetwork         `json:"networkConfig,omitempty"`
	NodeConfig      *NodeConfig          `json:"nodeConfig,omitempty"`
}

// Type of a NodePool.
func (NodePool) Type() managed.Type {
	return managed.Type{Group: groupContainer, Version: v1beta2, Kind: "NodePool", Plural: "nodepools"}
}

// A NodePoolInitial is what is wanted of a NodePool while it is created, and left to
// the autoscaler afterwards.
type NodePoolInitial struct {
	InitialNodeCount *int `json:"initialNodeCount,omitempty"`
}

// Type of a NodePool.
func (NodePoolInitial) Type() managed.Type { return NodePool{}.Type() }

// A LocationPolicy says in which zones an autoscaler adds nodes.
type LocationPolicy string

// Location policies. Spot nodes are where there are some left.
const (
	LocationPolicyBalanced LocationPolicy = "BALANCED"
	LocationPolicyAny      LocationPolicy = "ANY"
)

// A NodePoolAutoscaling bounds the number of nodes in all zones together.
type NodePoolAutoscaling struct {
	TotalMinNodeCount *int           `json:"totalMinNodeCount,omitempty"`
	TotalMaxNodeCount *int           `json:"totalMaxNodeCount,omitempty"`
	LocationPolicy    LocationPolicy `json:"locationPolicy,omitempty"`
}

// A NodeManagement is what GKE does to nodes by itself.
type NodeManagement struct {
	AutoRepair  *bool `json:"autoRepair,omitempty"`
	AutoUpgrade *bool `json:"autoUpgrade,omitempty"`
}

// A NodeUpgradeStrategy says how nodes are replaced.
type NodeUpgradeStrategy string

// NodeUpgradeStrategySurge adds some nodes and takes some away, until all are new.
const NodeUpgradeStrategySurge NodeUpgradeStrategy = "SURGE"

// NodeUpgradeSettings say how nodes are replaced.
type NodeUpgradeSettings struct {
	Strategy       NodeUpgradeStrategy `json:"strategy,omitempty"`
	MaxSurge       *int                `json:"maxSurge,omitempty"`
	MaxUnavailable *int                `json:"maxUnavailable,omitempty"`
}

// A NodeNetwork says which addresses nodes have.
type NodeNetwork struct {
	EnablePrivateNodes *bool `json:"enablePrivateNodes,omitempty"`
}

// A NodeConfig is what nodes are like.
type NodeConfig struct {
	MachineType            string             `json:"machineType,omitempty"`
	ImageType              string             `json:"imageType,omitempty"`
	DiskSizeGB             int                `json:"diskSizeGb,omitempty"`
	DiskType               NodeDiskType       `json:"diskType,omitempty"`
	Spot                   *bool              `json:"spot,omitempty"`
	GuestAccelerator       []GuestAccelerator `json:"guestAccelerator,omitempty"`
	Labels                 map[string]string  `json:"labels,omitempty"`
	Taint                  []NodeTaint        `json:"taint,omitempty"`
	ResourceLabels         map[string]string  `json:"resourceLabels,omitempty"`
	Metadata               map[string]string  `json:"metadata,omitempty"`
	OAuthScopes            []string           `json:"oauthScopes,omitempty"`
	ServiceAccount         string             `json:"serviceAccount,omitempty"`
	ServiceAccountSelector *managed.Selector  `json:"serviceAccountSelector,omitempty"`
	ShieldedInstanceConfig *ShieldedInstance  `json:"shieldedInstanceConfig,omitempty"`
	WorkloadMetadataConfig *WorkloadMetadata  `json:"workloadMetadataConfig,omitempty"`
}

// A NodeDiskType is a kind of disk that nodes boot from.
type NodeDiskType string

// Kinds of disks. Some machines boot from Hyperdisk alone.
const (
	NodeDiskTypeBalanced          NodeDiskType = "pd-balanced"
	NodeDiskTypeHyperdiskBalanced NodeDiskType = "hyperdisk-balanced"
)

// NodeImageContainerd is Container-Optimized OS.
const NodeImageContainerd = "COS_CONTAINERD"

// OAuthScopeAll leaves it to IAM what nodes may do.
// https://cloud.google.com/kubernetes-engine/docs/how-to/access-scopes
const OAuthScopeAll = "https://www.googleapis.com/auth/cloud-platform"

// A GuestAccelerator is the GPUs of a node.
type GuestAccelerator struct {
	AcceleratorType             string     `json:"type,omitempty"`
	Count                       int        `json:"count,omitempty"`
	GPUDriverInstallationConfig *GPUDriver `json:"gpuDriverInstallationConfig,omitempty"`
}

// A GPUDriverVersion says which driver GKE installs.
type GPUDriverVersion string

// GPUDriverVersionDefault is the driver that goes with the version of the nodes.
const GPUDriverVersionDefault GPUDriverVersion = "DEFAULT"

// A GPUDriver is the driver of the GPUs of a node.
type GPUDriver struct {
	GPUDriverVersion GPUDriverVersion `json:"gpuDriverVersion,omitempty"`
}

// A NodeTaintEffect says what a taint does.
type NodeTaintEffect string

// Effects of taints.
const (
	NodeTaintNoSchedule       NodeTaintEffect = "NO_SCHEDULE"
	NodeTaintPreferNoSchedule NodeTaintEffect = "PREFER_NO_SCHEDULE"
	NodeTaintNoExecute        NodeTaintEffect = "NO_EXECUTE"
)

// A NodeTaint keeps pods away that do not tolerate it.
type NodeTaint struct {
	Key    string          `json:"key,omitempty"`
	Value  string          `json:"value"`
	Effect NodeTaintEffect `json:"effect,omitempty"`
}

// A ShieldedInstance boots nothing that was tampered with.
type ShieldedInstance struct {
	EnableIntegrityMonitoring *bool `json:"enableIntegrityMonitoring,omitempty"`
	EnableSecureBoot          *bool `json:"enableSecureBoot,omitempty"`
}

// A WorkloadMetadataMode says which metadata pods see.
type WorkloadMetadataMode string

// Modes of metadata: that of the pod's own identity, or that of the node.
const (
	WorkloadMetadataGKE WorkloadMetadataMode = "GKE_METADATA"
	WorkloadMetadataGCE WorkloadMetadataMode = "GCE_METADATA"
)

// A WorkloadMetadata says which metadata pods see.
type WorkloadMetadata struct {
	Mode WorkloadMetadataMode `json:"mode,omitempty"`
}

// A NodePoolObservation is what we read of a NodePool.
type NodePoolObservation struct {
	ID            string   `json:"id"`
	Version       string   `json:"version"`
	NodeCount     int      `json:"nodeCount"`
	NodeLocations []string `json:"nodeLocations"`
}
