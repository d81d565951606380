// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// A policy is what the firewall rules of a network amount to on AWS.
//
// AWS has no firewall rules in which the first match wins and replies pass.
// Security groups are stateful, but only ever allow. So what a rule denies is taken
// out of what later rules allow, and the rest is what security groups allow:
// exactly the same packets.
//
// That takes one rule for each bit of a small range within a large one, and AWS
// allows few rules. Small ranges of the internet are therefore denied by a network
// ACL, whose first match wins. Network ACLs are stateless: an address that is
// denied there gets no replies either. This is why ranges that the network works
// with, and most of the internet at once, are left to the security groups.
type policy struct {
	plan.Plan

	// peers are the ranges of peered networks, as far as they are known.
	peers []netip.Prefix
}

// largestACLBits is the prefix length up to which security groups deny a range.
// Taking such a range out of the whole internet leaves no more rules than this.
const largestACLBits = 8

// Descriptions of what is allowed without a rule.
const (
	reasonInside   = "inside the network"
	reasonAnywhere = "anywhere"
)

// An allowance is traffic that a security group allows, and why.
type allowance struct {
	match

	reason string
}

// inside are the ranges that traffic is allowed from and to without a rule.
func (p *policy) inside() []netip.Prefix {
	out := []netip.Prefix{p.CIDR}
	if p.Kubernetes != nil && p.Kubernetes.PodCIDR.IsValid() {
		out = append(out, p.Kubernetes.PodCIDR)
	}
	return append(out, p.peers...)
}

// rules of a tier in one direction, in the order in which they apply. The last one
// says what happens without the others.
func (p *policy) rules(t v1alpha1.Tier, d v1alpha1.Direction) []plan.FirewallRule {
	var out []plan.FirewallRule
	for _, r := range p.Firewall {
		if r.Direction == d && slices.Contains(r.Tiers, t) {
			out = append(out, r)
		}
	}
	last := plan.FirewallRule{Name: reasonInside, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolAll, CIDRs: p.inside()}
	if p.outboundAnywhere(t, d) {
		last.Name, last.CIDRs = reasonAnywhere, []netip.Prefix{validate.Anywhere()}
	}
	return append(out, last)
}

// outboundAnywhere says whether traffic may go anywhere without a rule.
func (p *policy) outboundAnywhere(t v1alpha1.Tier, d v1alpha1.Direction) bool {
	return d == v1alpha1.DirectionOutbound && t != v1alpha1.TierIsolated
}

// allowed traffic of a tier in one direction, each once.
func (p *policy) allowed(t v1alpha1.Tier, d v1alpha1.Direction) []allowance {
	var out []allowance
	var denied []match
	seen := make(map[match]bool)
	for _, r := range p.rules(t, d) {
		if r.Action == v1alpha1.ActionDeny {
			denied = append(denied, p.deniedByGroups(r)...)
			continue
		}
		for _, m := range matches(r) {
			for _, left := range m.without(denied) {
				if !seen[left] {
					out = append(out, allowance{match: left, reason: r.Name})
				}
				seen[left] = true
			}
		}
	}
	return out
}

// allowedIPv6 is what is left of the traffic that is allowed without a rule.
// Rules have IPv4 ranges, and one that denies all of IPv4 means everybody.
func (p *policy) allowedIPv6(t v1alpha1.Tier, d v1alpha1.Direction) []match {
	anywhere := netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	var denied []match
	for _, r := range p.rules(t, d) {
		for _, m := range matches(r) {
			if r.Action == v1alpha1.ActionDeny && m.cidr == validate.Anywhere() {
				m.cidr = anywhere
				denied = append(denied, m)
			}
		}
	}
	return match{protocol: v1alpha1.ProtocolAll, cidr: anywhere}.without(denied)
}

// deniedByGroups is what security groups leave out because of a rule.
func (p *policy) deniedByGroups(r plan.FirewallRule) []match {
	return slices.DeleteFunc(matches(r), func(m match) bool { return p.deniedByACL(m) })
}

// deniedByACL says whether a network ACL denies a match.
func (p *policy) deniedByACL(m match) bool {
	if m.cidr.Bits() <= largestACLBits {
		return false
	}
	return !slices.ContainsFunc(append(validate.PrivateRanges(), p.inside()...), m.cidr.Overlaps)
}

// deniesInternet says whether security groups leave out any of the supplied
// traffic to the internet.
func (p *policy) deniesInternet(t v1alpha1.Tier, protocol v1alpha1.Protocol, ports validate.PortRange) bool {
	internet := match{protocol: protocol, ports: ports, cidr: validate.Anywhere()}
	own := append(validate.PrivateRanges(), p.inside()...)
	for _, r := range p.rules(t, v1alpha1.DirectionOutbound) {
		if r.Action != v1alpha1.ActionDeny {
			continue
		}
		for _, m := range p.deniedByGroups(r) {
			if internet.overlaps(m) && !validate.IsInside(m.cidr, own) {
				return true
			}
		}
	}
	return false
}

// An entry is a numbered rule of a network ACL.
type entry struct {
	match

	number int
	action v1alpha1.Action
}

// numbersPerRule is how many entries a firewall rule may expand to before the
// numbers of the next one start. AWS allows fewer entries than that.
const numbersPerRule = 100

// entries of the network ACL of a tier in one direction: what it denies, and what
// earlier rules allow of that. There are none when it denies nothing.
func (p *policy) entries(t v1alpha1.Tier, d v1alpha1.Direction) []entry {
	if !slices.ContainsFunc(p.Firewall, denies) {
		return nil
	}
	rules := p.rules(t, d)
	var out []entry
	for i, r := range rules {
		number := numbersPerRule * (r.Priority + 1)
		for _, m := range matches(r) {
			if !p.inACL(m, r, rules[i+1:]) {
				continue
			}
			out = append(out, entry{match: m, number: number, action: r.Action})
			number++
		}
	}
	return out
}

func denies(r plan.FirewallRule) bool { return r.Action == v1alpha1.ActionDeny }

// inACL says whether a network ACL must have an entry for a match of a rule, given
// the rules that come later.
func (p *policy) inACL(m match, r plan.FirewallRule, later []plan.FirewallRule) bool {
	if r.Action == v1alpha1.ActionDeny {
		return p.deniedByACL(m)
	}
	for _, l := range later {
		if l.Action != v1alpha1.ActionDeny {
			continue
		}
		if slices.ContainsFunc(matches(l), func(o match) bool { return p.deniedByACL(o) && m.overlaps(o) }) {
			return true
		}
	}
	return false
}
