// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/claims"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// KindNetwork is the kind that networkRef refers to.
const KindNetwork = "Network"

// defaultZones is the number of zones of a cluster that does not say otherwise.
const defaultZones = 3

// References are the claims that the parameters refer to.
func References(p v1alpha1.Parameters) []claim.Reference {
	if p.NetworkRef == nil {
		return nil
	}
	return []claim.Reference{{Path: networkPath(), Kind: KindNetwork, To: *p.NetworkRef}}
}

func networkPath() *field.Path { return field.NewPath("spec", "parameters", "networkRef") }

// network is the one that the claim refers to, or one of the cluster's own.
func (r *planner) network() Network {
	r.checkSameNetwork()
	if r.p.NetworkRef == nil {
		return Network{Own: r.ownNetwork()}
	}
	path, ref := networkPath(), *r.p.NetworkRef
	errs := validate.ObjectName(path.Child("name"), ref.Name)
	if ref.Namespace != "" {
		errs = append(errs, validate.Namespace(path.Child("namespace"), ref.Namespace)...)
	}
	if len(errs) > 0 {
		r.refuse(errs...)
		return Network{}
	}
	return r.referenced(path, cmp.Or(ref.Namespace, r.claim.Namespace)+"/"+ref.Name)
}

// checkSameNetwork refuses to move a cluster into another network: the control plane
// would have to be replaced.
func (r *planner) checkSameNetwork() {
	before := r.recorded.Network
	if before == nil || r.recorded.ID == "" {
		return
	}
	const instead = "create another cluster in the other network"
	path := networkPath()
	switch {
	case before.Own && r.p.NetworkRef != nil:
		r.refuse(field.Forbidden(path, "the cluster has a network of its own: remove networkRef, or "+instead))
	case !before.Own && r.p.NetworkRef == nil:
		r.refuse(field.Required(path, "the cluster is in network "+before.Name+": restore networkRef, or "+instead))
	case r.p.NetworkRef != nil:
		id := cmp.Or(r.p.NetworkRef.Namespace, r.claim.Namespace) + "/" + r.p.NetworkRef.Name
		r.refuse(validate.Immutable(path, id, before.Name, instead)...)
	}
}

// referenced is the Network of the claim. What is lost of it is what was recorded.
func (r *planner) referenced(path *field.Path, id string) Network {
	out := Network{Name: id}
	found, ok := r.claim.References[path.String()]
	if ok && found.Found {
		if err := found.Status(&out.Referenced); err != nil {
			r.refuse(field.InternalError(path, err))
			return out
		}
	}
	r.checkPlace(path, id, out.Referenced.CommonStatus)
	out.Referenced = r.restoredNetwork(out.Referenced)
	if out.Referenced.ID == "" {
		out.Waits = claim.WaitsFor("network", id, found.Found)
	}
	return out
}

// checkPlace refuses a network that is elsewhere.
func (r *planner) checkPlace(path *field.Path, id string, s platform.CommonStatus) {
	if s.Provider != "" && s.Provider != r.claim.Provider {
		r.refuse(field.Invalid(path, id, fmt.Sprintf("is on %s and this cluster is on %s: refer to a network on %s", s.Provider, r.claim.Provider, r.claim.Provider)))
		return
	}
	if s.Region != "" && s.Region != r.claim.Region.Native {
		r.refuse(field.Invalid(path, id, fmt.Sprintf("is in %s and this cluster is in %s: refer to a network in %s", s.Region, r.claim.Region.Native, r.claim.Region.Native)))
	}
	if own := r.claim.Guardrails.ProviderConfig(r.claim.Provider); s.ProviderConfig != "" && s.ProviderConfig != own {
		r.refuse(field.Invalid(path, id, fmt.Sprintf("is served with provider config %q and this cluster with %q: refer to a network of the same account", s.ProviderConfig, own)))
	}
}

// restoredNetwork is the status of a network with what was recorded in place of what
// is lost.
func (r *planner) restoredNetwork(s networkv1alpha1.Status) networkv1alpha1.Status {
	had := r.recorded.Network
	if had == nil || s.ID != "" {
		return s
	}
	s.ID, s.ResourceGroup, s.CIDR = had.ID, had.ResourceGroup, had.CIDR
	s.Subnets, s.SecurityGroups, s.Kubernetes = had.Subnets, had.SecurityGroups, had.Kubernetes
	return s
}

// ownNetwork is what a cluster needs of a network: a public tier for load balancers,
// a private one with a way out for nodes, and ranges for pods and services where
// these do not come from the nodes' subnets.
func (r *planner) ownNetwork() *networkv1alpha1.Parameters {
	p := networkv1alpha1.Parameters{
		CommonParameters: r.p.CommonParameters,
		Zones:            r.ownZones(),
		Tiers:            []networkv1alpha1.Tier{networkv1alpha1.TierPublic, networkv1alpha1.TierPrivate},
		NAT:              networkv1alpha1.NATSingle,
	}
	p.Provider, p.Region, p.Environment = r.claim.Provider, r.claim.Region.Native, r.claim.Environment
	if r.claim.Provider != platform.ProviderAWS {
		p.Kubernetes = &networkv1alpha1.Kubernetes{}
	}
	return &p
}

// ownZones is the number of zones of the cluster's own network. It covers every zone
// that a pool names, and never shrinks.
func (r *planner) ownZones() int {
	n := max(min(defaultZones, len(r.claim.Region.Lettered())), 1)
	if had := r.recorded.Network; had != nil && had.Own {
		n = max(n, had.Zones)
	}
	for _, pool := range r.p.NodePools {
		for _, z := range pool.Zones {
			n = max(n, slices.Index(platform.Zones(), z)+1)
		}
	}
	return min(n, max(len(r.claim.Region.Lettered()), 1))
}

// zones that pools can be in: those of the network's private subnets where subnets
// belong to a zone, and else those of the region.
func (r *planner) zones(n *Network) []regions.Zone {
	all := r.claim.Region.Lettered()
	if n.Own != nil {
		return all[:min(n.Own.Zones, len(all))]
	}
	var out []regions.Zone
	for _, z := range all {
		if slices.ContainsFunc(n.Referenced.Subnets, func(s networkv1alpha1.Subnet) bool { return s.Zone == z.Name && isForNodes(s) }) {
			out = append(out, z)
		}
	}
	if len(out) > 0 {
		return out
	}
	return all[:min(defaultZones, len(all))]
}

// isForNodes says whether nodes may be in a subnet. They are private, so that they
// never are in a public one.
func isForNodes(s networkv1alpha1.Subnet) bool { return s.Tier != networkv1alpha1.TierPublic }

// NodeTier is the tier of the subnets that nodes are in: private, or isolated in a
// network that has no private ones.
func NodeTier(n v1alpha1.NetworkStatus) networkv1alpha1.Tier {
	for _, s := range n.Subnets {
		if s.Tier == networkv1alpha1.TierPrivate {
			return networkv1alpha1.TierPrivate
		}
	}
	return networkv1alpha1.TierIsolated
}

// NetworkResource is the Network that the cluster composes. It is false for a cluster
// that refers to one.
func (p Plan) NetworkResource() (managed.Resource, bool) {
	if p.Network.Own == nil {
		return managed.Resource{}, false
	}
	return managed.Resource{
		Key:         KeyNetwork,
		Component:   ComponentNetwork,
		ForProvider: claims.Network{Parameters: *p.Network.Own},
	}, true
}

// NetworkStatus is what is known of the network that the cluster is in: the one that
// it refers to, or its own. Values that are lost for a moment are those that were
// recorded.
func (p Plan) NetworkStatus(o managed.Observed) v1alpha1.NetworkStatus {
	s := p.Network.Referenced
	out := v1alpha1.NetworkStatus{Name: p.Network.Name}
	if p.Network.Own != nil {
		s = networkv1alpha1.Status{}
		o.Status(KeyNetwork, &s)
		out.Own, out.Zones = true, p.Network.Own.Zones
	}
	out.ID, out.ResourceGroup, out.CIDR = s.ID, s.ResourceGroup, s.CIDR
	out.Subnets, out.SecurityGroups, out.Kubernetes = s.Subnets, s.SecurityGroups, s.Kubernetes
	had := p.Recorded.Network
	if out.ID != "" || had == nil {
		return out
	}
	out.ID, out.ResourceGroup, out.CIDR = had.ID, had.ResourceGroup, had.CIDR
	out.Subnets, out.SecurityGroups, out.Kubernetes = had.Subnets, had.SecurityGroups, had.Kubernetes
	return out
}
