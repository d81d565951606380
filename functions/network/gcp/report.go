// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// Report what is known of the network. There are no security groups: firewalls hold
// for the network as a whole, and match the ranges of its tiers.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	n := managed.At[gcp.NetworkObservation](o, keyNetwork)
	s.ID = known(pathOf(n.SelfLink, n.ID), p.Recorded.ID, o.Exists(keyNetwork))
	if p.IPv6 || p.Adopt != nil {
		s.IPv6CIDR = known(canonical(n.InternalIPv6Range), p.Recorded.IPv6CIDR, o.Exists(keyNetwork))
	}
	if p.Adopt != nil {
		s.Subnets = adoptedSubnets(p, o)
		s.Kubernetes = adoptedRanges(p, o)
		return
	}
	s.CIDR = p.CIDR.String()
	s.Subnets = plannedSubnets(p, o)
	s.NATAddresses = natAddresses(p, o)
	s.DNSZone = dnsZone(p, o)
	s.Kubernetes = kubernetesRanges(p)
	s.Peerings = peeringStatuses(p, o)
	s.Plan = p.RegionalPlan()
}

// known returns what is observed, or what was recorded while a resource exists whose
// observation is lost.
func known(observed, recorded string, exists bool) string {
	if observed != "" || !exists {
		return observed
	}
	return recorded
}

// pathOf returns the path of a self link. The provider's own id is the second choice,
// because it names the project of the credentials, whichever project the resource is
// in.
func pathOf(selfLink, id string) string {
	if selfLink == "" {
		return id
	}
	if i := strings.Index(selfLink, "/projects/"); i >= 0 {
		return selfLink[i+1:]
	}
	return selfLink
}

func plannedSubnets(p plan.Plan, o managed.Observed) []v1alpha1.Subnet {
	out := make([]v1alpha1.Subnet, 0, len(p.Tiers))
	for _, t := range p.Tiers {
		out = append(out, reportedSubnet(p, o, v1alpha1.Subnet{Name: string(t.Tier), Tier: t.Tier, CIDR: t.Range.String()}))
	}
	return out
}

// reportedSubnet adds what is known of a subnet at the cloud.
func reportedSubnet(p plan.Plan, o managed.Observed, s v1alpha1.Subnet) v1alpha1.Subnet {
	k := subnetKey(s.Tier)
	exists := o.Exists(k)
	at := managed.At[gcp.SubnetworkObservation](o, k)
	if p.Adopt != nil && at.Network != "" && pathOf(at.Network, at.Network) != p.Adopt.ID {
		// It is not the adopted network's, so that nobody gets to use it.
		return s
	}
	var recorded v1alpha1.Subnet
	if i := slices.IndexFunc(p.Recorded.Subnets, func(r v1alpha1.Subnet) bool { return r.Name == s.Name }); i >= 0 {
		recorded = p.Recorded.Subnets[i]
	}
	s.ID = known(pathOf(at.SelfLink, at.ID), recorded.ID, exists)
	if s.CIDR == "" {
		s.CIDR = known(at.IPCIDRRange, recorded.CIDR, exists)
	}
	if p.IPv6 || p.Adopt != nil {
		s.IPv6CIDR = known(canonical(at.ExternalIPv6Prefix+at.InternalIPv6Prefix), recorded.IPv6CIDR, exists)
	}
	return s
}

// natAddresses are the addresses of the zones that have one, in the order of the
// zones. While some are lost, those that were recorded for as many zones are kept.
func natAddresses(p plan.Plan, o managed.Observed) []string {
	if !hasNAT(p) {
		return nil
	}
	zones := p.NATZones()
	var out []string
	exist := 0
	for _, z := range zones {
		if o.Exists(addressKey(z)) {
			exist++
		}
		if a := managed.At[gcp.AddressObservation](o, addressKey(z)).Address; a != "" {
			out = append(out, a)
		}
	}
	recorded := p.Recorded.NATAddresses
	recorded = recorded[:min(len(recorded), exist)]
	if len(recorded) > len(out) {
		return slices.Clone(recorded)
	}
	return out
}

func dnsZone(p plan.Plan, o managed.Observed) *v1alpha1.DNSZone {
	if p.DNSZone == "" {
		return nil
	}
	recorded := ""
	if p.Recorded.DNSZone != nil {
		recorded = p.Recorded.DNSZone.ID
	}
	id := managed.At[gcp.ManagedZoneObservation](o, keyZone).ID
	return &v1alpha1.DNSZone{Name: p.DNSZone, ID: known(id, recorded, o.Exists(keyZone))}
}

func kubernetesRanges(p plan.Plan) *v1alpha1.KubernetesRanges {
	if p.Kubernetes == nil {
		return nil
	}
	var out v1alpha1.KubernetesRanges
	if r := p.Kubernetes.PodCIDR; r.IsValid() {
		out.PodCIDR, out.PodRangeName = r.String(), rangePods
	}
	if r := p.Kubernetes.ServiceCIDR; r.IsValid() {
		out.ServiceCIDR, out.ServiceRangeName = r.String(), rangeServices
	}
	return &out
}

func peeringStatuses(p plan.Plan, o managed.Observed) []v1alpha1.PeeringStatus {
	var out []v1alpha1.PeeringStatus
	for _, peer := range p.Peers {
		k := peeringKey(peer)
		at := managed.At[gcp.NetworkPeeringObservation](o, k)
		var recorded v1alpha1.PeeringStatus
		if i := slices.IndexFunc(p.Recorded.Peerings, func(r v1alpha1.PeeringStatus) bool { return r.Network == peer.Network }); i >= 0 {
			recorded = p.Recorded.Peerings[i]
		}
		out = append(out, v1alpha1.PeeringStatus{
			Network: peer.Network,
			ID:      known(at.ID, recorded.ID, o.Exists(k)),
			State:   known(at.State, recorded.State, o.Exists(k)),
		})
	}
	return out
}
