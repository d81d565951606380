// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Phases of a cluster, in place of those that other claims have.
const (
	// PhaseProvisioning clusters have no control plane yet.
	PhaseProvisioning platform.Phase = "Provisioning"

	// PhaseBootstrapping clusters have a control plane, and have never had
	// everything else.
	PhaseBootstrapping platform.Phase = "Bootstrapping"

	// PhaseRunning clusters have everything they asked for.
	PhaseRunning platform.Phase = "Running"

	// PhaseUpgrading clusters are on the way to another version.
	PhaseUpgrading platform.Phase = "Upgrading"

	// PhaseScaling clusters get or lose nodes, pools or add-ons.
	PhaseScaling platform.Phase = "Scaling"

	// PhaseSelfHealing clusters lost something that was ready, and the cloud
	// or the platform is bringing it back.
	PhaseSelfHealing platform.Phase = "SelfHealing"

	// PhaseFailed clusters do not get any further by themselves.
	PhaseFailed platform.Phase = "Failed"
)

// Phases lists every phase of a cluster.
func Phases() []platform.Phase {
	return []platform.Phase{
		PhaseProvisioning, PhaseBootstrapping, PhaseRunning, PhaseUpgrading, PhaseScaling, PhaseSelfHealing, PhaseFailed,
	}
}

// A NodePoolPhase says how far a pool has come.
type NodePoolPhase string

// Phases of a pool.
const (
	// NodePoolPlanned pools wait for something else before they are created.
	NodePoolPlanned NodePoolPhase = "Planned"

	// NodePoolCreating pools have never been ready.
	NodePoolCreating NodePoolPhase = "Creating"

	// NodePoolReady pools have what was asked for.
	NodePoolReady NodePoolPhase = "Ready"

	// NodePoolUpgrading pools are on the way to another version.
	NodePoolUpgrading NodePoolPhase = "Upgrading"

	// NodePoolScaling pools get or lose nodes, or are changed in place.
	NodePoolScaling NodePoolPhase = "Scaling"

	// NodePoolUnready pools were ready, and are not any more.
	NodePoolUnready NodePoolPhase = "Unready"

	// NodePoolRetiring pools go once the pool that takes their place is
	// ready.
	NodePoolRetiring NodePoolPhase = "Retiring"
)

// Status of a KubernetesCluster.
type Status struct {
	platform.CommonStatus     `json:",inline"`
	platform.ConnectionStatus `json:",inline"`

	// ID of the cluster: an ARN on AWS, a resource id on Azure,
	// projects/.../locations/.../clusters/... on GCP.
	ID string `json:"id,omitempty"`

	// Name of the cluster at the cloud.
	Name string `json:"name,omitempty"`

	// ResourceGroup of the cluster. Only on Azure.
	ResourceGroup string `json:"resourceGroup,omitempty"`

	// Endpoint of the API server.
	Endpoint *EndpointStatus `json:"endpoint,omitempty"`

	// Version of the cluster.
	Version *VersionStatus `json:"version,omitempty"`

	// Network that the cluster is in.
	Network *NetworkStatus `json:"network,omitempty"`

	// NodePools of the cluster, those that retire included.
	NodePools []NodePoolStatus `json:"nodePools,omitempty"`

	// SystemPool is what the cloud's own parts run on, where the cloud wants
	// nodes for them that are not part of any pool. Only on Azure.
	SystemPool *NodePoolStatus `json:"systemPool,omitempty"`

	// Addons of the cluster.
	Addons []AddonStatus `json:"addons,omitempty"`

	// WorkloadIdentity of the cluster.
	WorkloadIdentity *WorkloadIdentityStatus `json:"workloadIdentity,omitempty"`

	// Encryption of the cluster's secrets.
	Encryption *EncryptionStatus `json:"encryption,omitempty"`

	// Maintenance says whether the cluster may be disturbed now.
	Maintenance *MaintenanceStatus `json:"maintenance,omitempty"`

	// GitOps of the cluster.
	GitOps *GitOpsStatus `json:"gitops,omitempty"`

	// Fleet that the cluster is registered with.
	Fleet *FleetStatus `json:"fleet,omitempty"`

	// InCluster is how the platform reaches what is in the cluster. Nil while
	// there are no credentials for it.
	InCluster *InCluster `json:"inCluster,omitempty"`

	// DeletionProtection is true while the cluster cannot be deleted.
	DeletionProtection bool `json:"deletionProtection,omitempty"`

	// Adopted is true when the cluster existed before its claim.
	Adopted bool `json:"adopted,omitempty"`
}

// An EndpointStatus is how the API server is reached.
type EndpointStatus struct {
	// URL of the API server.
	URL string `json:"url,omitempty"`

	// Access says who reaches the API server.
	Access EndpointAccess `json:"access,omitempty"`

	// AllowedCIDRs are the ranges of the internet that reach it.
	AllowedCIDRs []string `json:"allowedCIDRs,omitempty"`
}

// A VersionStatus is where a cluster is on its way to a version.
type VersionStatus struct {
	// Current version of the control plane, in the cloud's own words.
	Current string `json:"current,omitempty"`

	// Target is the minor version that the claim asks for.
	Target string `json:"target,omitempty"`

	// Next is the minor version that the control plane was asked to have.
	// It equals the target at the last step.
	Next string `json:"next,omitempty"`

	// EndOfSupport is the day on which the cloud's standard support of the
	// current minor version ends. Empty when it is not known.
	EndOfSupport string `json:"endOfSupport,omitempty"`

	// Held says why the next step does not happen yet.
	Held string `json:"held,omitempty"`
}

// A NetworkStatus is the network that a cluster is in, as it was last seen.
type NetworkStatus struct {
	// Name of the Network, as namespace/name.
	Name string `json:"name,omitempty"`

	// Own is true when the cluster composed the Network.
	Own bool `json:"own,omitempty"`

	// ID of the network at the cloud.
	ID string `json:"id,omitempty"`

	// ResourceGroup of the network. Only on Azure.
	ResourceGroup string `json:"resourceGroup,omitempty"`

	// Zones is the number of zones of a Network that the cluster composed.
	Zones int `json:"zones,omitempty"`

	// CIDR is the IPv4 range of the network.
	CIDR string `json:"cidr,omitempty"`

	// Subnets of the network.
	Subnets []network.Subnet `json:"subnets,omitempty"`

	// SecurityGroups of the network.
	SecurityGroups []network.SecurityGroup `json:"securityGroups,omitempty"`

	// Kubernetes ranges of the network.
	Kubernetes *network.KubernetesRanges `json:"kubernetes,omitempty"`
}

// A NodePoolStatus is a pool as it was planned and observed. What was planned is
// complete, so that a pool which retires can be kept exactly as it was.
type NodePoolStatus struct {
	// Name of the pool in the claim.
	Name string `json:"name"`

	// Key of the pool: its name and its generation. Another generation is
	// another pool, because a field changed that no pool can change.
	Key string `json:"key"`

	// Phase of the pool.
	Phase NodePoolPhase `json:"phase,omitempty"`

	// ID of the pool at the cloud.
	ID string `json:"id,omitempty"`

	// Version of the nodes, in the cloud's own words.
	Version string `json:"version,omitempty"`

	// TargetVersion is the minor version that the nodes were asked to have.
	TargetVersion string `json:"targetVersion,omitempty"`

	// MachineType of the nodes, in the cloud's own words. It stays while the
	// same is requested, even if a better one comes.
	MachineType string `json:"machineType,omitempty"`

	// Machine is what the machine type has.
	Machine *Machine `json:"machine,omitempty"`

	// Spot says whether the nodes are spot ones.
	Spot bool `json:"spot,omitempty"`

	// Zones that the nodes are in.
	Zones []platform.Zone `json:"zones,omitempty"`

	// AllZones is true when the claim named no zones, so that they were all
	// zones of the network when the pool was created.
	AllZones bool `json:"allZones,omitempty"`

	// DiskGiB is the size of the disk of each node.
	DiskGiB int `json:"diskGiB,omitempty"`

	// Labels of the nodes.
	Labels map[string]string `json:"labels,omitempty"`

	// Taints of the nodes.
	Taints []Taint `json:"taints,omitempty"`

	// Count is the number of nodes that was asked for, unless there is
	// autoscaling.
	Count int `json:"count,omitempty"`

	// Autoscaling of the pool.
	Autoscaling *Autoscaling `json:"autoscaling,omitempty"`

	// Surge is how many nodes are added during an upgrade.
	Surge int `json:"surge,omitempty"`

	// MaxUnavailable is how many nodes may be missing during an upgrade.
	MaxUnavailable int `json:"maxUnavailable,omitempty"`

	// Nodes is the number of nodes that there are, where the cloud says.
	Nodes int `json:"nodes,omitempty"`

	// Held says what does not happen yet, and why.
	Held string `json:"held,omitempty"`
}

// An AddonStatus is the state of an add-on.
type AddonStatus struct {
	// Name of the add-on.
	Name AddonName `json:"name"`

	// Version of the add-on, where the cloud says.
	Version string `json:"version,omitempty"`

	// Ready is true when the add-on works.
	Ready bool `json:"ready,omitempty"`
}

// A WorkloadIdentityStatus is what identities of the cloud need to trust pods.
type WorkloadIdentityStatus struct {
	// Issuer of the tokens of service accounts.
	Issuer string `json:"issuer,omitempty"`

	// ProviderID is the id of the issuer at the cloud: the ARN of the OIDC
	// provider on AWS, the workload pool on GCP.
	ProviderID string `json:"providerID,omitempty"`
}

// An EncryptionStatus says with what secrets are encrypted.
type EncryptionStatus struct {
	// Key that secrets are encrypted with, as the cloud identifies it.
	Key string `json:"key,omitempty"`

	// Own is true when the key was created for the cluster.
	Own bool `json:"own,omitempty"`
}

// A MaintenanceStatus says whether a cluster may be disturbed now.
type MaintenanceStatus struct {
	// Open is true while the cluster may be disturbed.
	Open bool `json:"open,omitempty"`

	// Next is when the window opens next, as a time of UTC. Empty while it
	// is open.
	Next string `json:"next,omitempty"`
}

// A GitOpsStatus is the state of the engine in the cluster.
type GitOpsStatus struct {
	// Engine in the cluster.
	Engine GitOpsEngine `json:"engine,omitempty"`

	// Ready is true when the engine runs and follows the repository.
	Ready bool `json:"ready,omitempty"`
}

// A FleetStatus is the registration of the cluster with a fleet.
type FleetStatus struct {
	// Engine of the fleet.
	Engine GitOpsEngine `json:"engine,omitempty"`

	// Name of the Secret or ConfigMap that registers the cluster.
	Name string `json:"name,omitempty"`

	// Namespace of the Secret or ConfigMap.
	Namespace string `json:"namespace,omitempty"`

	// Ready is true when the cluster is registered.
	Ready bool `json:"ready,omitempty"`
}

// InCluster says how to reach what is in a cluster, in the words of provider-kubernetes
// and provider-helm. It is for the platform: developers have the connection details.
type InCluster struct {
	// Kubeconfig is where the kubeconfig is.
	Kubeconfig SecretKey `json:"kubeconfig"`

	// Identity is who to be, where the kubeconfig does not say it.
	Identity *InClusterIdentity `json:"identity,omitempty"`
}

// A SecretKey is one key of a Secret.
type SecretKey struct {
	// Name of the Secret.
	Name string `json:"name"`

	// Namespace of the Secret.
	Namespace string `json:"namespace"`

	// Key within the Secret.
	Key string `json:"key"`
}

// An InClusterIdentity is who to be at a cluster.
type InClusterIdentity struct {
	// Type of the credentials.
	Type string `json:"type"`

	// Source of the credentials.
	Source string `json:"source"`

	// SecretRef is where the credentials are, if they are in a Secret.
	SecretRef *SecretKey `json:"secretRef,omitempty"`
}
