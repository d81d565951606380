// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Priorities of firewall rules, of which the smallest applies. Between the claim's
// rules there is room for rules that others add by hand. What no rule matches is
// denied inbound and allowed outbound by Google Cloud itself.
// https://cloud.google.com/firewall/docs/firewalls#default_firewall_rules
const (
	// priorityIsolation is before the claim's rules: none of them opens the
	// internet to isolated subnets.
	priorityIsolation = 500

	// priorityFirst is that of the claim's first rule.
	priorityFirst = 1000

	// priorityStep is how far the claim's rules are apart.
	priorityStep = 10

	// priorityInternal is behind the claim's rules: any of them can deny what
	// is allowed within the network.
	priorityInternal = 65000
)

// maxRules is how many rules fit between the first priority and what is allowed
// within the network.
const maxRules = (priorityInternal - priorityFirst) / priorityStep

// firewalls returns the rules of the network.
func firewalls(p plan.Plan, o managed.Observed) []managed.Resource {
	out := []managed.Resource{internalRule(p)}
	out = append(out, internalIPv6Rules(p, o)...)
	out = append(out, isolationRule(p)...)
	for _, peer := range p.Peers {
		out = append(out, peerRule(p, o, peer))
	}
	for _, r := range p.Firewall {
		out = append(out, claimRule(p, r)...)
	}
	return out
}

// rule returns a firewall rule. Names of rules are unique within a project.
func rule(p plan.Plan, k managed.Key, f gcp.Firewall) managed.Resource {
	f.Project = project(p)
	f.NetworkSelector = managed.Select(keyNetwork)
	return managed.Resource{
		Key:          k,
		Component:    plan.ComponentFirewall,
		ExternalName: p.Claim.Names.Name(naming.GCPCompute, string(k)),
		ForProvider:  f,
	}
}

// internalRule allows what comes from within the network.
func internalRule(p plan.Plan) managed.Resource {
	return rule(p, keyInternalRule, allowInside(text(ranges(p))))
}

// internalIPv6Rules allow what comes from within the network over IPv6. Google
// chooses the ranges, so the rules wait until those are known. Public subnets have
// a range of the internet, which is not part of the network's own.
func internalIPv6Rules(p plan.Plan, o managed.Observed) []managed.Resource {
	if !p.IPv6 {
		return nil
	}
	network := managed.At[gcp.NetworkObservation](o, keyNetwork).InternalIPv6Range
	out := []managed.Resource{sourcedRule(p, o, keyInternalV6Rule, single(network), "the network has no IPv6 range yet")}
	if !p.HasTier(v1alpha1.TierPublic) {
		return out
	}
	public := managed.At[gcp.SubnetworkObservation](o, subnetKey(v1alpha1.TierPublic)).ExternalIPv6Prefix
	return append(out, sourcedRule(p, o, keyPublicV6Rule, single(public), "the public subnet has no IPv6 range yet"))
}

// peerRule allows what comes from a network that this one is connected with.
func peerRule(p plan.Plan, o managed.Observed, peer plan.Peer) managed.Resource {
	return sourcedRule(p, o, keyPeerRule.Join(peer.Key), peerRanges(peer.Peer), "network "+peer.Network+" has no range yet")
}

// peerRanges are what a network's machines and pods have addresses from. A network
// that was adopted has no range, only those of its subnets.
func peerRanges(s v1alpha1.Status) []string {
	var out []string
	if s.CIDR != "" {
		out = append(out, s.CIDR)
	}
	for _, n := range s.Subnets {
		if s.CIDR == "" && n.CIDR != "" {
			out = append(out, n.CIDR)
		}
	}
	if s.Kubernetes != nil && s.Kubernetes.PodCIDR != "" {
		out = append(out, s.Kubernetes.PodCIDR)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sourcedRule allows what comes from sources that are learned from elsewhere. A rule
// that exists keeps its sources when they are lost, and one that does not exist waits
// for them: without sources it would not be a rule.
func sourcedRule(p plan.Plan, o managed.Observed, k managed.Key, sources []string, waits string) managed.Resource {
	if len(sources) == 0 {
		sources = managed.Wanted[gcp.Firewall](o, k).SourceRanges
	}
	r := rule(p, k, allowInside(sources))
	if len(sources) == 0 {
		r.Waits = []string{waits}
	}
	return r
}

func allowInside(sources []string) gcp.Firewall {
	return gcp.Firewall{
		Direction:    gcp.FirewallDirectionIngress,
		Priority:     priorityInternal,
		SourceRanges: sources,
		Allow:        []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolAll}},
	}
}

// isolationRule denies isolated subnets everything that is not a private address.
// An egress rule matches the address of the machine before it is translated, so the
// rule also holds for a machine that was given an external address.
// https://cloud.google.com/firewall/docs/firewalls#targets_and_ips_egress
func isolationRule(p plan.Plan) []managed.Resource {
	isolated := tierRanges(p, []v1alpha1.Tier{v1alpha1.TierIsolated})
	if len(isolated) == 0 {
		return nil
	}
	inside := append(validate.PrivateRanges(), ranges(p)...)
	if len(p.Endpoints) > 0 {
		inside = append(inside, googleAPIs(), directAccess())
	}
	return []managed.Resource{rule(p, keyIsolationRule, gcp.Firewall{
		Direction:         gcp.FirewallDirectionEgress,
		Priority:          priorityIsolation,
		SourceRanges:      text(isolated),
		DestinationRanges: text(without(validate.Anywhere(), inside)),
		Deny:              []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolAll}},
	})}
}

// claimRule returns a rule of the claim. A rule without a side of its own would
// match every machine, so there is no such rule.
func claimRule(p plan.Plan, r plan.FirewallRule) []managed.Resource {
	here, there := text(tierRanges(p, r.Tiers)), text(r.CIDRs)
	if len(here) == 0 || len(there) == 0 {
		return nil
	}
	f := gcp.Firewall{
		Direction:         gcp.FirewallDirectionIngress,
		Priority:          priorityFirst + priorityStep*r.Priority,
		SourceRanges:      there,
		DestinationRanges: here,
	}
	if r.Direction == v1alpha1.DirectionOutbound {
		f.Direction, f.SourceRanges, f.DestinationRanges = gcp.FirewallDirectionEgress, here, there
	}
	what := []gcp.FirewallProtocol{{Protocol: protocol(r.Protocol), Ports: validate.PortTexts(r.Ports)}}
	if r.Action == v1alpha1.ActionDeny {
		f.Deny = what
		return []managed.Resource{rule(p, keyRule.Join(r.Name), f)}
	}
	f.Allow = what
	return []managed.Resource{rule(p, keyRule.Join(r.Name), f)}
}

func protocol(p v1alpha1.Protocol) gcp.IPProtocol {
	switch p {
	case v1alpha1.ProtocolTCP:
		return gcp.IPProtocolTCP
	case v1alpha1.ProtocolUDP:
		return gcp.IPProtocolUDP
	case v1alpha1.ProtocolICMP:
		return gcp.IPProtocolICMP
	case v1alpha1.ProtocolAll:
		return gcp.IPProtocolAll
	}
	return gcp.IPProtocolAll
}

// ranges that the addresses of the network are from.
func ranges(p plan.Plan) []netip.Prefix {
	out := []netip.Prefix{p.CIDR}
	if p.Kubernetes != nil && p.Kubernetes.PodCIDR.IsValid() {
		out = append(out, p.Kubernetes.PodCIDR)
	}
	return out
}

// tierRanges are the ranges of tiers. Pods live on the nodes of private subnets.
func tierRanges(p plan.Plan, tiers []v1alpha1.Tier) []netip.Prefix {
	var out []netip.Prefix
	for _, t := range p.Tiers {
		if !slices.Contains(tiers, t.Tier) {
			continue
		}
		out = append(out, t.Range)
		if t.Tier == v1alpha1.TierPrivate && p.Kubernetes != nil && p.Kubernetes.PodCIDR.IsValid() {
			out = append(out, p.Kubernetes.PodCIDR)
		}
	}
	return out
}

// without returns the parts of a range that are in none of the supplied ranges.
func without(r netip.Prefix, ranges []netip.Prefix) []netip.Prefix {
	if !slices.ContainsFunc(ranges, r.Overlaps) {
		return []netip.Prefix{r}
	}
	if validate.IsInside(r, ranges) {
		return nil
	}
	low, high := halves(r)
	return append(without(low, ranges), without(high, ranges)...)
}

func halves(r netip.Prefix) (low, high netip.Prefix) {
	bits := r.Bits()
	b := r.Addr().As4()
	low = netip.PrefixFrom(netip.AddrFrom4(b), bits+1)
	b[bits/8] |= 0x80 >> (bits % 8)
	return low, netip.PrefixFrom(netip.AddrFrom4(b), bits+1)
}

// text returns ranges as the cloud writes them, sorted.
func text(ranges []netip.Prefix) []string {
	out := make([]string, 0, len(ranges))
	for _, r := range ranges {
		out = append(out, r.String())
	}
	slices.Sort(out)
	return out
}

// single returns a range that the cloud reported as a list.
func single(reported string) []string {
	if reported == "" {
		return nil
	}
	return []string{canonical(reported)}
}

// canonical returns a range in its short form. Google Cloud reports the IPv6 ranges
// of networks and subnetworks in full but those of firewall rules shortened, so a
// rule that repeated the former would for ever differ from what is observed of it.
// https://github.com/hashicorp/terraform-provider-google/issues/23169
func canonical(reported string) string {
	r, err := netip.ParsePrefix(reported)
	if err != nil {
		return reported
	}
	return r.Masked().String()
}
