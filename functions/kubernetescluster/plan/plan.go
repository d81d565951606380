// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package plan decides what a cluster consists of, whichever cloud serves it: which
// version each part of it has next, which pools there are, and what stays as it is
// until something else is ready.
package plan

import (
	"net/netip"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// Components of a cluster. Each has a condition of its own, for example
// NodePoolsReady.
const (
	ComponentNetwork      managed.Component = "Network"
	ComponentIdentity     managed.Component = "Identity"
	ComponentEncryption   managed.Component = "Encryption"
	ComponentLogging      managed.Component = "Logging"
	ComponentControlPlane managed.Component = "ControlPlane"
	ComponentAccess       managed.Component = "Access"
	ComponentNodePools    managed.Component = "NodePools"
	ComponentAddons       managed.Component = "Addons"
	ComponentGitOps       managed.Component = "GitOps"
	ComponentFleet        managed.Component = "Fleet"
)

// Components lists the components in the order in which they are reported.
func Components() []managed.Component {
	return []managed.Component{
		ComponentNetwork, ComponentIdentity, ComponentEncryption, ComponentLogging, ComponentControlPlane,
		ComponentAccess, ComponentNodePools, ComponentAddons, ComponentGitOps, ComponentFleet,
	}
}

// Keys of what every cloud composes alike.
const (
	// KeyNetwork is the Network that a cluster without a networkRef composes.
	KeyNetwork managed.Key = "network"

	// KeyCluster is the control plane, on every cloud.
	KeyCluster managed.Key = "cluster"

	// KeyNodePool starts the key of a pool. NodePool.Key has the rest.
	KeyNodePool managed.Key = "nodepool"
)

// A Plan is a cluster in the terms that all clouds share.
type Plan struct {
	// Claim that the cluster is for.
	Claim claim.Claim

	// Version of the control plane, and where it is going.
	Version Version

	// Network that the cluster is in.
	Network Network

	// NodePools of the cluster: those of the claim in its order, and then
	// those that retire, sorted by key.
	NodePools []NodePool

	// SystemPool is what the cloud's own parts run on, for clouds whose
	// clusters cannot be without nodes. No parameter changes it, because
	// changing it may replace the cluster. Its version is the control
	// plane's, one step behind it like that of any pool.
	SystemPool NodePool

	// Endpoint of the API server.
	Endpoint Endpoint

	// Admins and Viewers of the cluster, those of the environment included,
	// sorted and each of them once. Nobody is in both.
	Admins  []string
	Viewers []string

	// Subjects are those whom the claim itself names in access, in its order,
	// so that a cloud can refuse what has not the form that it wants.
	Subjects []Subject

	// WorkloadIdentity lets pods act as identities of the cloud.
	WorkloadIdentity bool

	// Encryption of secrets.
	Encryption Encryption

	// Logging of the control plane.
	Logging Logging

	// Addons has every add-on that there is, sorted by name.
	Addons []Addon

	// Maintenance says when the cluster may be disturbed.
	Maintenance Maintenance

	// GitOps of the cluster. Nil means none.
	GitOps *v1alpha1.GitOps

	// Fleet to register the cluster with. Nil means none.
	Fleet *Fleet

	// DeletionProtection refuses to delete the cluster.
	DeletionProtection bool

	// Adopt is set when the cluster exists already. Nothing else but Claim,
	// Warnings and Recorded is set then.
	Adopt *v1alpha1.Adopt

	// Warnings for the developer. None of them blocks anything.
	Warnings []string

	// Recorded is the status that was recorded last time. Builders fall back
	// on it for values that must not change once they are known.
	Recorded v1alpha1.Status
}

// A Version is where a control plane is on its way.
type Version struct {
	// ControlPlane is the minor version that the control plane is to have
	// now, for example 1.33. It is never below what it has, and never more
	// than one above.
	ControlPlane string

	// Current is the minor version that the control plane was last seen
	// with. Empty while there is none.
	Current string

	// Target is the minor version that the claim asks for.
	Target string

	// EndOfSupport is the day on which the cloud's standard support of the
	// current version, or of the one that the cluster starts with, ends. The
	// zero time means that it is not known.
	EndOfSupport time.Time

	// Held says why the next step does not happen yet. Empty means that it
	// does, or that there is none.
	Held string
}

// A Network is the one that a cluster is in.
type Network struct {
	// Name of the Network, as namespace/name.
	Name string

	// Own are the parameters of the Network that the cluster composes. Nil
	// when the claim refers to one.
	Own *networkv1alpha1.Parameters

	// Referenced is the status of the Network that the claim refers to, with
	// what was recorded in place of what is lost. Builders read the status
	// of either Network with Plan.NetworkStatus.
	Referenced networkv1alpha1.Status

	// Waits says what the cluster waits for before it can be created, for
	// example that the Network has no id yet. Empty means nothing. It only
	// tells about a Network that the claim refers to: what waits for the
	// cluster's own comes After KeyNetwork.
	Waits string
}

// A NodePool is a group of equal nodes.
type NodePool struct {
	// Name of the pool in the claim.
	Name string

	// Key of the pool: its name and its generation, for example
	// main-x7k2p. At most 32 characters, legal in resource names and label
	// values. It is another one whenever a field changes that no pool can
	// change.
	Key string

	// Generation is the part of the key that changes.
	Generation string

	// Version is the minor version that the nodes are to have now. It is
	// never above what the control plane was last seen with.
	Version string

	// MachineType of the nodes in the cloud's own words.
	MachineType string

	// Machine is what the machine type has. Its architecture is always set.
	Machine v1alpha1.Machine

	// Count is the number of nodes in all zones together. It is zero when
	// there is autoscaling.
	Count int

	// Autoscaling of the pool. Nil means none.
	Autoscaling *v1alpha1.Autoscaling

	// Initial is the number of nodes to create the pool with. With
	// autoscaling it must be in InitProvider only, because the autoscaler
	// owns the number afterwards.
	Initial int

	// Spot nodes are cheap, and the cloud takes them back at short notice.
	Spot bool

	// Zones that the nodes are in, in order. Never empty, unless the region
	// has no zones.
	Zones []regions.Zone

	// AllZones is true when the claim named no zones.
	AllZones bool

	// DiskGiB is the size of the disk of each node.
	DiskGiB int

	// Labels of the nodes.
	Labels map[string]string

	// Taints of the nodes, in the order of the claim.
	Taints []v1alpha1.Taint

	// Surge is how many nodes are added during an upgrade, and
	// MaxUnavailable how many may be missing. At least one of them is above
	// zero.
	Surge          int
	MaxUnavailable int

	// Retiring pools are kept exactly as they were until the pool that takes
	// their place is ready. They are not part of the claim any more.
	Retiring bool

	// Held says what does not happen yet, and why.
	Held string
}

// ResourceKey is the key of the pool's managed resource.
func (n NodePool) ResourceKey() managed.Key { return KeyNodePool.Join(n.Key) }

// An Endpoint of an API server.
type Endpoint struct {
	// Access says who reaches it.
	Access v1alpha1.EndpointAccess

	// AllowedCIDRs are the ranges of the internet that reach it, sorted. Only
	// of a Restricted one, which has at least one.
	AllowedCIDRs []netip.Prefix
}

// Encryption of secrets with a key of the customer's.
type Encryption struct {
	// Enabled encrypts secrets with Key.
	Enabled bool

	// Key that the environment gives, as the cloud identifies it. Empty
	// means to create one for the cluster.
	Key string
}

// Logging of a control plane.
type Logging struct {
	// Components whose logs are kept, sorted.
	Components []v1alpha1.LogComponent

	// RetentionDays says for how many days.
	RetentionDays int
}

// An Addon is a part of a cluster that its workloads count on.
type Addon struct {
	// Name of the add-on.
	Name v1alpha1.AddonName

	// Enabled is true when the add-on is wanted.
	Enabled bool

	// Explicit is true when the claim names the add-on, so that a cloud can
	// refuse what it cannot do with it.
	Explicit bool

	// Version of the add-on. Empty means the cloud's choice.
	Version string

	// Values of the add-on's configuration as JSON, which is YAML too. Empty
	// means none.
	Values string

	// Path of the add-on in the claim. Nil when the claim does not name it.
	Path *field.Path
}

// Maintenance says when a cluster may be disturbed.
type Maintenance struct {
	// Window in which the cluster may be disturbed. Nil means always.
	Window *Window

	// Exclusions are sorted by their first day.
	Exclusions []Exclusion

	// Channel says how early the cloud brings patch releases by itself.
	Channel v1alpha1.Channel

	// Open is true while the cluster may be disturbed. Plan respects it:
	// builders need not look at it.
	Open bool

	// Next is when the cluster may be disturbed next. The zero time means
	// now, or that no such time was found.
	Next time.Time
}

// A Window of maintenance.
type Window struct {
	// Days on which the window opens, Monday first. All of them are named.
	Days []platform.Weekday

	// Hour and Minute of UTC at which it opens.
	Hour   int
	Minute int

	// Duration for which it stays open.
	Duration time.Duration
}

// An Exclusion of maintenance.
type Exclusion struct {
	// Name of the exclusion, unique within the cluster.
	Name string

	// From is the first moment of the first day, and To the first moment
	// after the last day.
	From time.Time
	To   time.Time
}

// A Fleet to register a cluster with.
type Fleet struct {
	// Engine of the fleet.
	Engine v1alpha1.GitOpsEngine

	// Namespace of the Secret or ConfigMap that registers the cluster.
	Namespace string

	// Name of the Secret or ConfigMap.
	Name string

	// ProviderConfig of provider-kubernetes for where the fleet is managed.
	ProviderConfig string

	// Labels of the Secret or ConfigMap.
	Labels map[string]string
}

// PoolPath is the path of the i-th pool of the plan in the claim. Pools that retire
// are behind all others, and have none.
func PoolPath(i int) *field.Path {
	return field.NewPath("spec", "parameters", "nodePools").Index(i)
}

// Addon returns the add-on with the supplied name.
func (p Plan) Addon(name v1alpha1.AddonName) Addon {
	for _, a := range p.Addons {
		if a.Name == name {
			return a
		}
	}
	return Addon{Name: name}
}

// Keys of the connection details, the same on every cloud.
const (
	ConnectionKubeconfig = "kubeconfig"
	ConnectionEndpoint   = "endpoint"
	ConnectionClusterCA  = "clusterCA"
	ConnectionName       = "name"
)

// ConnectionKeys lists the keys of the connection details, sorted.
func ConnectionKeys() []string {
	return []string{ConnectionClusterCA, ConnectionEndpoint, ConnectionKubeconfig, ConnectionName}
}
