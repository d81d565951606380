// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Cluster is a control plane of Kubernetes. Its node pools are resources of their
// own.
// https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
type Cluster struct {
	Project                        string                   `json:"project,omitempty"`
	Location                       string                   `json:"location"`
	MinMasterVersion               string                   `json:"minMasterVersion,omitempty"`
	ReleaseChannel                 *ClusterReleaseChannel   `json:"releaseChannel,omitempty"`
	Network                        string                   `json:"network,omitempty"`
	Subnetwork                     string                   `json:"subnetwork,omitempty"`
	NetworkingMode                 NetworkingMode           `json:"networkingMode,omitempty"`
	IPAllocationPolicy             *ClusterIPAllocation     `json:"ipAllocationPolicy,omitempty"`
	DatapathProvider               DatapathProvider         `json:"datapathProvider,omitempty"`
	PrivateClusterConfig           *PrivateCluster          `json:"privateClusterConfig,omitempty"`
	MasterAuthorizedNetworksConfig *AuthorizedNetworks      `json:"masterAuthorizedNetworksConfig,omitempty"`
	MasterAuth                     *ClusterAuth             `json:"masterAuth,omitempty"`
	EnableLegacyABAC               *bool                    `json:"enableLegacyAbac,omitempty"`
	EnableShieldedNodes            *bool                    `json:"enableShieldedNodes,omitempty"`
	WorkloadIdentityConfig         *ClusterWorkloadIdentity `json:"workloadIdentityConfig,omitempty"`
	DatabaseEncryption             *DatabaseEncryption      `json:"databaseEncryption,omitempty"`
	LoggingConfig                  *ClusterLogging          `json:"loggingConfig,omitempty"`
	AddonsConfig                   *ClusterAddons           `json:"addonsConfig,omitempty"`
	MaintenancePolicy              *MaintenancePolicy       `json:"maintenancePolicy,omitempty"`
	NodePoolDefaults               *NodePoolDefaults        `json:"nodePoolDefaults,omitempty"`
	RemoveDefaultNodePool          *bool                    `json:"removeDefaultNodePool,omitempty"`
	InitialNodeCount               int                      `json:"initialNodeCount,omitempty"`
	DeletionProtection             *bool                    `json:"deletionProtection,omitempty"`
	ResourceLabels                 map[string]string        `json:"resourceLabels,omitempty"`
}

// Type of a Cluster.
func (Cluster) Type() managed.Type {
	return managed.Type{Group: groupContainer, Version: v1beta2, Kind: "Cluster", Plural: "clusters"}
}

// A ClusterInitial is what is wanted of a Cluster while it is created: the nodes that
// GKE does not create a cluster without, and that go at once.
type ClusterInitial struct {
	NodeConfig *NodeConfig `json:"nodeConfig,omitempty"`
}

// Type of a Cluster.
func (ClusterInitial) Type() managed.Type { return Cluster{}.Type() }

// A ReleaseChannel says how early a cluster gets new versions by itself.
// https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels
type ReleaseChannel string

// Release channels. A cluster of no channel gets versions only when it must.
const (
	ReleaseChannelNone    ReleaseChannel = "UNSPECIFIED"
	ReleaseChannelStable  ReleaseChannel = "STABLE"
	ReleaseChannelRegular ReleaseChannel = "REGULAR"
	ReleaseChannelRapid   ReleaseChannel = "RAPID"
)

// A ClusterReleaseChannel is the channel that a cluster is in.
type ClusterReleaseChannel struct {
	Channel ReleaseChannel `json:"channel,omitempty"`
}

// A NetworkingMode says where pods get addresses from.
type NetworkingMode string

// NetworkingModeVPCNative pods have addresses of the network.
const NetworkingModeVPCNative NetworkingMode = "VPC_NATIVE"

// A StackTypeOfCluster says which versions of IP pods and services speak.
type StackTypeOfCluster string

// StackTypeOfClusterIPv4 pods and services have IPv4 addresses.
const StackTypeOfClusterIPv4 StackTypeOfCluster = "IPV4"

// A ClusterIPAllocation names the ranges of the subnetwork that pods and services
// have.
type ClusterIPAllocation struct {
	ClusterSecondaryRangeName  string             `json:"clusterSecondaryRangeName,omitempty"`
	ServicesSecondaryRangeName string             `json:"servicesSecondaryRangeName,omitempty"`
	StackType                  StackTypeOfCluster `json:"stackType,omitempty"`
}

// A DatapathProvider carries the traffic of pods.
// https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2
type DatapathProvider string

// Datapath providers. The advanced one enforces network policies by itself.
const (
	DatapathProviderLegacy   DatapathProvider = "LEGACY_DATAPATH"
	DatapathProviderAdvanced DatapathProvider = "ADVANCED_DATAPATH"
)

// A PrivateCluster says which parts of a cluster have private addresses only.
type PrivateCluster struct {
	EnablePrivateNodes       *bool         `json:"enablePrivateNodes,omitempty"`
	EnablePrivateEndpoint    *bool         `json:"enablePrivateEndpoint,omitempty"`
	MasterGlobalAccessConfig *GlobalAccess `json:"masterGlobalAccessConfig,omitempty"`
}

// A GlobalAccess lets other regions reach the private endpoint of a control plane.
type GlobalAccess struct {
	Enabled *bool `json:"enabled,omitempty"`
}

// AuthorizedNetworks reach the control plane of a cluster.
// https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
type AuthorizedNetworks struct {
	CIDRBlocks                  []CIDRBlock `json:"cidrBlocks,omitempty"`
	GCPPublicCIDRsAccessEnabled *bool       `json:"gcpPublicCidrsAccessEnabled,omitempty"`
}

// A CIDRBlock is a range that reaches the control plane.
type CIDRBlock struct {
	CIDRBlock   string `json:"cidrBlock,omitempty"`
	DisplayName string `json:"displayName,omitempty"`
}

// A ClusterAuth says who a cluster knows besides Google's identities.
type ClusterAuth struct {
	ClientCertificateConfig *ClientCertificate `json:"clientCertificateConfig,omitempty"`
}

// A ClientCertificate never expires and cannot be revoked.
type ClientCertificate struct {
	IssueClientCertificate *bool `json:"issueClientCertificate,omitempty"`
}

// A ClusterWorkloadIdentity lets service accounts of the cluster stand for
// identities.
type ClusterWorkloadIdentity struct {
	WorkloadPool string `json:"workloadPool,omitempty"`
}

// A DatabaseEncryptionState says whether secrets are encrypted with a key of the
// customer's.
type DatabaseEncryptionState string

// States of a database encryption.
const (
	DatabaseEncrypted DatabaseEncryptionState = "ENCRYPTED"
	DatabaseDecrypted DatabaseEncryptionState = "DECRYPTED"
)

// A DatabaseEncryption encrypts the secrets of a cluster.
type DatabaseEncryption struct {
	State   DatabaseEncryptionState `json:"state,omitempty"`
	KeyName string                  `json:"keyName,omitempty"`
}

// A LoggingComponent is a part of a cluster whose logs are kept.
type LoggingComponent string

// Components that write logs.
const (
	LoggingComponentSystem            LoggingComponent = "SYSTEM_COMPONENTS"
	LoggingComponentWorkloads         LoggingComponent = "WORKLOADS"
	LoggingComponentAPIServer         LoggingComponent = "APISERVER"
	LoggingComponentControllerManager LoggingComponent = "CONTROLLER_MANAGER"
	LoggingComponentScheduler         LoggingComponent = "SCHEDULER"
)

// A ClusterLogging says whose logs are kept.
type ClusterLogging struct {
	EnableComponents []LoggingComponent `json:"enableComponents,omitempty"`
}

// ClusterAddons are parts of a cluster that GKE installs.
type ClusterAddons struct {
	GCEPersistentDiskCSIDriverConfig *EnabledAddon  `json:"gcePersistentDiskCsiDriverConfig,omitempty"`
	GCPFilestoreCSIDriverConfig      *EnabledAddon  `json:"gcpFilestoreCsiDriverConfig,omitempty"`
	HorizontalPodAutoscaling         *DisabledAddon `json:"horizontalPodAutoscaling,omitempty"`
	HTTPLoadBalancing                *DisabledAddon `json:"httpLoadBalancing,omitempty"`
	NetworkPolicyConfig              *DisabledAddon `json:"networkPolicyConfig,omitempty"`
}

// An EnabledAddon is one that is switched on.
type EnabledAddon struct {
	Enabled bool `json:"enabled"`
}

// A DisabledAddon is one that is switched off.
type DisabledAddon struct {
	Disabled bool `json:"disabled"`
}

// A MaintenancePolicy says when GKE may disturb a cluster by itself.
// https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions
type MaintenancePolicy struct {
	RecurringWindow      *RecurringWindow       `json:"recurringWindow,omitempty"`
	MaintenanceExclusion []MaintenanceExclusion `json:"maintenanceExclusion,omitempty"`
}

// A RecurringWindow is the first of many windows, and how they recur.
type RecurringWindow struct {
	StartTime  string `json:"startTime,omitempty"`
	EndTime    string `json:"endTime,omitempty"`
	Recurrence string `json:"recurrence,omitempty"`
}

// A MaintenanceExclusion is a time in which GKE must not do some things.
type MaintenanceExclusion struct {
	ExclusionName    string            `json:"exclusionName,omitempty"`
	StartTime        string            `json:"startTime,omitempty"`
	EndTime          string            `json:"endTime,omitempty"`
	ExclusionOptions *ExclusionOptions `json:"exclusionOptions,omitempty"`
}

// An ExclusionScope says what must not be done.
type ExclusionScope string

// Scopes of exclusions.
const (
	ExclusionScopeNoUpgrades      ExclusionScope = "NO_UPGRADES"
	ExclusionScopeNoMinorUpgrades ExclusionScope = "NO_MINOR_UPGRADES"
)

// ExclusionOptions say what an exclusion is about.
type ExclusionOptions struct {
	Scope ExclusionScope `json:"scope,omitempty"`
}

// NodePoolDefaults are for every node of a cluster.
type NodePoolDefaults struct {
	NodeConfigDefaults *NodeConfigDefaults `json:"nodeConfigDefaults,omitempty"`
}

// NodeConfigDefaults are for every node of a cluster.
type NodeConfigDefaults struct {
	InsecureKubeletReadonlyPortEnabled ReadonlyPort `json:"insecureKubeletReadonlyPortEnabled,omitempty"`
}

// A ReadonlyPort says whether kubelets answer those whom they do not know.
type ReadonlyPort string

// ReadonlyPortDisabled kubelets do not.
const ReadonlyPortDisabled ReadonlyPort = "FALSE"

// A ClusterObservation is what we read of a Cluster.
type ClusterObservation struct {
	ID                             string                       `json:"id"`
	SelfLink                       string                       `json:"selfLink"`
	Endpoint                       string                       `json:"endpoint"`
	MasterVersion                  string                       `json:"masterVersion"`
	MasterAuth                     ClusterAuthObservation       `json:"masterAuth"`
	NodePool                       []ClusterNodePoolObservation `json:"nodePool"`
	PrivateClusterConfig           PrivateCluster               `json:"privateClusterConfig"`
	MasterAuthorizedNetworksConfig *AuthorizedNetworks          `json:"masterAuthorizedNetworksConfig"`
	WorkloadIdentityConfig         ClusterWorkloadIdentity      `json:"workloadIdentityConfig"`
	DatabaseEncryption             DatabaseEncryption           `json:"databaseEncryption"`
}

// A ClusterAuthObservation is what clients need to trust a cluster.
type ClusterAuthObservation struct {
	ClusterCACertificate string `json:"clusterCaCertificate"`
}

// A ClusterNodePoolObservation is a node pool of a cluster that somebody else set up.
type ClusterNodePoolObservation struct {
	Name              string   `json:"name"`
	NodeCount         int      `json:"nodeCount"`
	InstanceGroupURLs []string `json:"instanceGroupUrls"`
	Version           string   `json:"version"`
}
