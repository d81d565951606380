// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the parameters and the status of the KubernetesCluster API.
// The schema that a developer sees is definition.yaml beside this package; a test
// proves that both say the same.
package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// VersionStable is the version of a cluster that follows the newest minor version
// that every part of its cloud supports.
const VersionStable = "stable"

// A Size of a machine, which every cloud has.
type Size string

// Sizes.
const (
	SizeSmall  Size = "small"
	SizeMedium Size = "medium"
	SizeLarge  Size = "large"
	SizeXLarge Size = "xlarge"
)

// Sizes lists every size, the smallest first.
func Sizes() []Size { return []Size{SizeSmall, SizeMedium, SizeLarge, SizeXLarge} }

// An Architecture of a machine's processors.
type Architecture string

// Architectures.
const (
	ArchitectureAMD64 Architecture = "amd64"
	ArchitectureARM64 Architecture = "arm64"
)

// An Effect of a taint.
type Effect string

// Effects.
const (
	EffectNoSchedule       Effect = "NoSchedule"
	EffectPreferNoSchedule Effect = "PreferNoSchedule"
	EffectNoExecute        Effect = "NoExecute"
)

// Effects lists every effect.
func Effects() []Effect {
	return []Effect{EffectNoSchedule, EffectPreferNoSchedule, EffectNoExecute}
}

// An EndpointAccess says who reaches the API server.
type EndpointAccess string

// Endpoint accesses.
const (
	// EndpointPrivate API servers are reached from the network only.
	EndpointPrivate EndpointAccess = "Private"

	// EndpointRestricted API servers are reached from the network, and from
	// some ranges of the internet.
	EndpointRestricted EndpointAccess = "Restricted"

	// EndpointPublic API servers are reached from everywhere.
	EndpointPublic EndpointAccess = "Public"
)

// EndpointAccesses lists every endpoint access, the most private first.
func EndpointAccesses() []EndpointAccess {
	return []EndpointAccess{EndpointPrivate, EndpointRestricted, EndpointPublic}
}

// A LogComponent is a part of a control plane that writes a log.
type LogComponent string

// Components that write logs.
const (
	LogAPIServer         LogComponent = "APIServer"
	LogAudit             LogComponent = "Audit"
	LogAuthenticator     LogComponent = "Authenticator"
	LogControllerManager LogComponent = "ControllerManager"
	LogScheduler         LogComponent = "Scheduler"
)

// LogComponents lists every component that writes a log, sorted by name.
func LogComponents() []LogComponent {
	return []LogComponent{LogAPIServer, LogAudit, LogAuthenticator, LogControllerManager, LogScheduler}
}

// An AddonName names a part of a cluster that its workloads count on.
type AddonName string

// Add-ons.
const (
	// AddonBlockStorage provides volumes that one node mounts at a time.
	AddonBlockStorage AddonName = "BlockStorage"

	// AddonDNS resolves the names of services.
	AddonDNS AddonName = "DNS"

	// AddonFileStorage provides volumes that many nodes mount at a time.
	AddonFileStorage AddonName = "FileStorage"

	// AddonGPU offers the GPUs of nodes to pods.
	AddonGPU AddonName = "GPU"

	// AddonMetrics serves the metrics API, which autoscaling of pods and
	// kubectl top need.
	AddonMetrics AddonName = "Metrics"

	// AddonNetworkPolicy enforces network policies.
	AddonNetworkPolicy AddonName = "NetworkPolicy"

	// AddonNodeAutoscaling adds and removes nodes of pools that have
	// autoscaling.
	AddonNodeAutoscaling AddonName = "NodeAutoscaling"
)

// AddonNames lists every add-on, sorted by name.
func AddonNames() []AddonName {
	return []AddonName{
		AddonBlockStorage, AddonDNS, AddonFileStorage, AddonGPU, AddonMetrics, AddonNetworkPolicy, AddonNodeAutoscaling,
	}
}

// A Channel says how early the cloud brings patch releases of a cluster's minor
// version by itself. The minor version itself is the claim's alone to change.
type Channel string

// Channels.
const (
	// ChannelNone brings nothing that the cloud does not force.
	ChannelNone Channel = "None"

	// ChannelStable brings what has proven itself elsewhere.
	ChannelStable Channel = "Stable"

	// ChannelRegular brings what the cloud recommends.
	ChannelRegular Channel = "Regular"

	// ChannelRapid brings everything as soon as it is there.
	ChannelRapid Channel = "Rapid"
)

// Channels lists every channel, the latest first.
func Channels() []Channel {
	return []Channel{ChannelNone, ChannelStable, ChannelRegular, ChannelRapid}
}

// A GitOpsEngine keeps a cluster as a repository says.
type GitOpsEngine string

// GitOps engines.
const (
	EngineArgoCD GitOpsEngine = "argocd"
	EngineFlux   GitOpsEngine = "flux"
)

// GitOpsEngines lists every engine, sorted by name.
func GitOpsEngines() []GitOpsEngine { return []GitOpsEngine{EngineArgoCD, EngineFlux} }

// Parameters of a KubernetesCluster.
type Parameters struct {
	platform.CommonParameters `json:",inline"`

	// Version is the minor version, for example 1.33, or stable.
	Version string `json:"version,omitempty"`

	// NetworkRef refers to the Network that the cluster is in. Without it the
	// cluster composes a Network of its own.
	NetworkRef *platform.LocalReference `json:"networkRef,omitempty"`

	// NodePools are groups of equal nodes.
	NodePools []NodePool `json:"nodePools,omitempty"`

	// Endpoint of the API server.
	Endpoint *Endpoint `json:"endpoint,omitempty"`

	// Access of people and machines to the cluster.
	Access *Access `json:"access,omitempty"`

	// WorkloadIdentity lets pods act as identities of the cloud, without
	// keys. Nil means true.
	WorkloadIdentity *bool `json:"workloadIdentity,omitempty"`

	// Encryption of the cluster's secrets with a key of its own.
	Encryption *Encryption `json:"encryption,omitempty"`

	// Logging of the control plane.
	Logging *Logging `json:"logging,omitempty"`

	// Addons to switch on or off, or to configure.
	Addons []Addon `json:"addons,omitempty"`

	// Maintenance says when the cluster may be disturbed.
	Maintenance *Maintenance `json:"maintenance,omitempty"`

	// GitOps keeps the cluster as a repository says.
	GitOps *GitOps `json:"gitops,omitempty"`

	// DeletionProtection refuses to delete the cluster. Nil means that the
	// environment decides.
	DeletionProtection *bool `json:"deletionProtection,omitempty"`

	// Adopt an existing cluster instead of creating one.
	Adopt *Adopt `json:"adopt,omitempty"`

	// ShareWith lists the namespaces whose claims may refer to this cluster.
	ShareWith []string `json:"shareWith,omitempty"`
}

// A NodePool is a group of equal nodes.
type NodePool struct {
	// Name of the pool, unique within the cluster.
	Name string `json:"name"`

	// Size of the nodes' machines. Empty means medium, unless Machine says
	// what is needed.
	Size Size `json:"size,omitempty"`

	// Machine describes the nodes' machines more closely.
	Machine *Machine `json:"machine,omitempty"`

	// Count is the number of nodes in all zones together, unless there is
	// Autoscaling. Nil means DefaultCount.
	Count *int `json:"count,omitempty"`

	// Autoscaling lets the number of nodes follow what is to run on them.
	Autoscaling *Autoscaling `json:"autoscaling,omitempty"`

	// Spot nodes are cheap, and the cloud takes them back at short notice.
	Spot bool `json:"spot,omitempty"`

	// Zones that the nodes are in. None means all zones of the network.
	Zones []platform.Zone `json:"zones,omitempty"`

	// DiskGiB is the size of the disk of each node.
	DiskGiB int `json:"diskGiB,omitempty"`

	// Labels of the nodes.
	Labels map[string]string `json:"labels,omitempty"`

	// Taints of the nodes.
	Taints []Taint `json:"taints,omitempty"`

	// Surge is how many nodes are added during an upgrade. Nil means
	// DefaultSurge.
	Surge *int `json:"surge,omitempty"`

	// MaxUnavailable is how many nodes may be missing during an upgrade.
	MaxUnavailable int `json:"maxUnavailable,omitempty"`
}

// A Machine is described by what it must at least have. The cheapest machine type
// that has it is chosen.
type Machine struct {
	// CPU is the number of virtual processors.
	CPU int `json:"cpu,omitempty"`

	// Memory in GiB.
	Memory int `json:"memory,omitempty"`

	// Architecture of the processors.
	Architecture Architecture `json:"architecture,omitempty"`

	// GPU that the machine has.
	GPU *GPU `json:"gpu,omitempty"`
}

// A GPU of a machine.
type GPU struct {
	// Count is the number of GPUs.
	Count int `json:"count,omitempty"`

	// Model of the GPUs, for example L4. Empty means any.
	Model string `json:"model,omitempty"`

	// Memory of each GPU in GiB.
	Memory int `json:"memory,omitempty"`
}

// Autoscaling of a pool.
type Autoscaling struct {
	// Min is the least number of nodes, in all zones together.
	Min int `json:"min"`

	// Max is the greatest number of nodes, in all zones together.
	Max int `json:"max"`
}

// A Taint keeps pods away that do not tolerate it.
type Taint struct {
	// Key of the taint.
	Key string `json:"key"`

	// Value of the taint.
	Value string `json:"value,omitempty"`

	// Effect of the taint.
	Effect Effect `json:"effect,omitempty"`
}

// An Endpoint of an API server. Nodes are private however it is reached.
type Endpoint struct {
	// Access says who reaches the API server. Empty means Restricted, or
	// Private where the environment demands it.
	Access EndpointAccess `json:"access,omitempty"`

	// AllowedCIDRs are the ranges of the internet that reach a Restricted API
	// server, besides those of the environment.
	AllowedCIDRs []string `json:"allowedCIDRs,omitempty"`
}

// Access of people and machines: ARNs of roles and users on AWS, object ids of
// Entra groups on Azure, addresses of Google groups on GCP.
type Access struct {
	// Admins may do everything in the cluster.
	Admins []string `json:"admins,omitempty"`

	// Viewers may see everything in the cluster but secrets.
	Viewers []string `json:"viewers,omitempty"`
}

// Encryption of secrets.
type Encryption struct {
	// Enabled encrypts secrets with a key of the environment, or one of the
	// cluster's own. Nil means wherever the environment gives or allows one.
	Enabled *bool `json:"enabled,omitempty"`
}

// Logging of a control plane.
type Logging struct {
	// Components whose logs are kept.
	Components []LogComponent `json:"components,omitempty"`

	// RetentionDays says for how many days logs are kept.
	RetentionDays int `json:"retentionDays,omitempty"`
}

// An Addon is switched on or off, or configured.
type Addon struct {
	// Name of the add-on.
	Name AddonName `json:"name"`

	// Enabled switches the add-on on. Nil means true, because who configures
	// an add-on wants it.
	Enabled *bool `json:"enabled,omitempty"`

	// Version of the add-on, where the cloud has more than one. Empty means
	// the cloud's choice.
	Version string `json:"version,omitempty"`

	// Values of the add-on's configuration, as YAML.
	Values string `json:"values,omitempty"`
}

// Maintenance of a cluster.
type Maintenance struct {
	// Window in which the cluster may be disturbed. Nil means always.
	Window *MaintenanceWindow `json:"window,omitempty"`

	// Exclusions are days on which the cluster must not be disturbed.
	Exclusions []MaintenanceExclusion `json:"exclusions,omitempty"`

	// Channel says how early the cloud brings patch releases by itself.
	Channel Channel `json:"channel,omitempty"`
}

// A MaintenanceWindow opens on some days of the week.
type MaintenanceWindow struct {
	// Days on which the window opens. None means every day.
	Days []platform.Weekday `json:"days,omitempty"`

	// Start is when the window opens, as hours and minutes of UTC.
	Start string `json:"start"`

	// DurationHours says for how long the window stays open.
	DurationHours int `json:"durationHours,omitempty"`
}

// A MaintenanceExclusion is a range of days.
type MaintenanceExclusion struct {
	// Name of the exclusion, unique within the cluster.
	Name string `json:"name"`

	// From is the first day, for example 2026-12-18.
	From string `json:"from"`

	// To is the last day.
	To string `json:"to"`
}

// GitOps of a cluster.
type GitOps struct {
	// Engine to install in the cluster.
	Engine GitOpsEngine `json:"engine,omitempty"`

	// URL of the repository.
	URL string `json:"url"`

	// Revision to follow: a branch, a tag or a commit.
	Revision string `json:"revision,omitempty"`

	// Path within the repository.
	Path string `json:"path,omitempty"`
}

// Adopt describes a cluster that exists already. It is observed, and never created,
// changed or deleted.
type Adopt struct {
	// ID of the cluster: its name on AWS, its resource id on Azure,
	// projects/<project>/locations/<location>/clusters/<name> on GCP.
	ID string `json:"id"`
}
