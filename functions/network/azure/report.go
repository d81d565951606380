// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Report what was observed of a network.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	if p.Adopt != nil {
		reportAdopted(p, o, s)
		return
	}
	s.ResourceGroup = resourceGroupName(p)
	s.ID = managed.Known(o, keyVirtualNetwork, managed.At[azure.VirtualNetworkObservation](o, keyVirtualNetwork).ID, p.Recorded.ID)
	s.CIDR = p.CIDR.String()
	s.IPv6CIDR = text(ipv6Network(p))
	for _, t := range p.Tiers {
		s.Subnets = append(s.Subnets, reportSubnet(p, t, o))
		s.SecurityGroups = append(s.SecurityGroups, reportSecurityGroup(p, t.Tier, o))
	}
	s.NATAddresses = reportNATAddresses(p, o)
	s.DNSZone = reportDNSZone(p, o)
	s.Kubernetes = reportKubernetes(p)
	for _, peer := range p.Peers {
		s.Peerings = append(s.Peerings, reportPeering(p, peer, o))
	}
	s.Plan = p.RegionalPlan()
}

// text of a range. Unlike its String, that of the zero Prefix is empty.
func text(r netip.Prefix) string {
	if !r.IsValid() {
		return ""
	}
	return r.String()
}

func reportSubnet(p plan.Plan, t plan.Tier, o managed.Observed) v1alpha1.Subnet {
	key := tierKey(keySubnet, t.Tier)
	s := v1alpha1.Subnet{Name: string(t.Tier), Tier: t.Tier}
	s.ID = managed.Known(o, key, managed.At[azure.SubnetObservation](o, key).ID, recordedSubnet(p, s).ID)
	s.CIDR = t.Range.String()
	s.IPv6CIDR = text(ipv6Subnet(p, t))
	return s
}

func reportSecurityGroup(p plan.Plan, t v1alpha1.Tier, o managed.Observed) v1alpha1.SecurityGroup {
	key := tierKey(keySecurityGroup, t)
	recorded := ""
	for _, g := range p.Recorded.SecurityGroups {
		if g.Tier == t {
			recorded = g.ID
		}
	}
	return v1alpha1.SecurityGroup{
		Tier: t,
		ID:   managed.Known(o, key, managed.At[azure.SecurityGroupObservation](o, key).ID, recorded),
	}
}

func reportNATAddresses(p plan.Plan, o managed.Observed) []string {
	if !hasNAT(p) || !o.Exists(keyNATAddress) {
		return nil
	}
	if a := managed.At[azure.PublicIPObservation](o, keyNATAddress).IPAddress; a != "" {
		return []string{a}
	}
	return slices.Clone(p.Recorded.NATAddresses)
}

func reportDNSZone(p plan.Plan, o managed.Observed) *v1alpha1.DNSZone {
	if p.DNSZone == "" {
		return nil
	}
	recorded := ""
	if r := p.Recorded.DNSZone; r != nil && r.Name == p.DNSZone {
		recorded = r.ID
	}
	return &v1alpha1.DNSZone{
		Name: p.DNSZone,
		ID:   managed.Known(o, keyDNSZone, managed.At[azure.PrivateDNSZoneObservation](o, keyDNSZone).ID, recorded),
	}
}

// reportKubernetes records the ranges of clusters. They are those of an overlay,
// so nothing else is to be done about them but to keep them free.
// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
func reportKubernetes(p plan.Plan) *v1alpha1.KubernetesRanges {
	if p.Kubernetes == nil {
		return nil
	}
	return &v1alpha1.KubernetesRanges{
		PodCIDR:     text(p.Kubernetes.PodCIDR),
		ServiceCIDR: text(p.Kubernetes.ServiceCIDR),
	}
}

func reportPeering(p plan.Plan, peer plan.Peer, o managed.Observed) v1alpha1.PeeringStatus {
	key := peeringKey(peer)
	recorded := ""
	for _, r := range p.Recorded.Peerings {
		if r.Network == peer.Network {
			recorded = r.ID
		}
	}
	return v1alpha1.PeeringStatus{
		Network: peer.Network,
		ID:      managed.Known(o, key, managed.At[azure.VirtualNetworkPeeringObservation](o, key).ID, recorded),
	}
}
