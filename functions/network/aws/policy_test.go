// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// A packet of a protocol. ProtocolAll stands for one that rules have no name for.
type packet struct {
	protocol v1alpha1.Protocol
	port     int
	addr     netip.Addr
}

func (m match) has(k packet) bool {
	if !m.cidr.Contains(k.addr) || m.protocol != v1alpha1.ProtocolAll && m.protocol != k.protocol {
		return false
	}
	return !hasPorts(m.protocol) || m.ports.From <= k.port && k.port <= m.ports.To
}

// wanted says what the rules mean: the first match wins.
func wanted(rules []plan.FirewallRule, k packet) bool {
	for _, r := range rules {
		if slices.ContainsFunc(matches(r), func(m match) bool { return m.has(k) }) {
			return r.Action == v1alpha1.ActionAllow
		}
	}
	return false
}

// happens says what AWS does: a network ACL and a security group must both allow.
func happens(p *policy, t v1alpha1.Tier, d v1alpha1.Direction, k packet) bool {
	entries := p.entries(t, d)
	slices.SortFunc(entries, func(a, b entry) int { return a.number - b.number })
	if i := slices.IndexFunc(entries, func(e entry) bool { return e.has(k) }); i >= 0 && entries[i].action == v1alpha1.ActionDeny {
		return false
	}
	return slices.ContainsFunc(p.allowed(t, d), func(a allowance) bool { return a.has(k) })
}

// ranges and ports that overlap each other in many ways.
func someRanges() []string {
	return []string{
		"0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.0.8.0/21", "10.0.8.7/32", "10.1.0.0/16", "100.64.0.0/16", "128.0.0.0/1",
		"192.168.0.0/16", "203.0.0.0/8", "203.0.112.0/20", "203.0.113.0/24", "203.0.113.7/32", "198.51.100.0/24",
	}
}

func somePorts() []validate.PortRange {
	return []validate.PortRange{{From: 1, To: 65535}, {From: 22, To: 22}, {From: 80, To: 443}, {From: 443, To: 443}, {From: 1024, To: 65535}}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func randomRule(r *rand.Rand, priority int) plan.FirewallRule {
	out := rule(priority, "random", pick(r, directions()...), pick(r, v1alpha1.ActionAllow, v1alpha1.ActionDeny),
		pick(r, v1alpha1.ProtocolAll, v1alpha1.ProtocolTCP, v1alpha1.ProtocolUDP, v1alpha1.ProtocolICMP), pick(r, someRanges()...), v1alpha1.Tiers()...)
	if r.IntN(2) == 0 {
		out.CIDRs = append(out.CIDRs, netip.MustParsePrefix(pick(r, someRanges()...)))
	}
	if hasPorts(out.Protocol) && r.IntN(3) > 0 {
		out.Ports = []validate.PortRange{pick(r, somePorts()...)}
	}
	return out
}

func randomPacket(r *rand.Rand) packet {
	k := packet{protocol: pick(r, v1alpha1.ProtocolTCP, v1alpha1.ProtocolUDP, v1alpha1.ProtocolICMP, v1alpha1.ProtocolAll)}
	if hasPorts(k.protocol) {
		k.port = pick(r, 0, 1, 21, 22, 23, 79, 80, 443, 444, 1023, 1024, 65535)
	}
	first := netip.MustParsePrefix(pick(r, someRanges()...)).Addr()
	k.addr = pick(r, first, first.Next(), netip.AddrFrom4([4]byte{byte(r.IntN(256)), byte(r.IntN(256)), byte(r.IntN(256)), byte(r.IntN(256))}))
	return k
}

// TestPolicyMeansTheSame checks that security groups and network ACLs together let
// pass what the rules let pass. Only protocols without a name may fare worse.
func TestPolicyMeansTheSame(t *testing.T) {
	t.Parallel()
	// The same numbers each time, so that a failure can be looked into.
	r := rand.New(rand.NewPCG(1, 2))
	denied, byACL := 0, 0
	for range 400 {
		p := &policy{Plan: newPlan(1, v1alpha1.Tiers()...), peers: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}}
		p.Kubernetes = kubernetes(p.Zones)
		for i := range 1 + r.IntN(5) {
			p.Firewall = append(p.Firewall, randomRule(r, i))
		}
		tier, d := pick(r, v1alpha1.Tiers()...), pick(r, directions()...)
		byACL += len(p.entries(tier, d))
		for range 100 {
			k := randomPacket(r)
			want, got := wanted(p.rules(tier, d), k), happens(p, tier, d, k)
			if !want {
				denied++
			}
			if got != want && (k.protocol != v1alpha1.ProtocolAll || got) {
				t.Fatalf("%s %s packet %v: AWS allows it is %t, the rules say %t\nrules: %+v\nallowed: %+v\nentries: %+v",
					tier, d, k, got, want, p.rules(tier, d), p.allowed(tier, d), p.entries(tier, d))
			}
		}
	}
	if denied == 0 || byACL == 0 {
		t.Errorf("nothing was denied (%d) or no network ACL was needed (%d)", denied, byACL)
	}
}

func TestAllowed(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason    string
		rules     []plan.FirewallRule
		tier      v1alpha1.Tier
		direction v1alpha1.Direction
		want      []string
	}{
		"InboundByDefault": {
			reason:    "Without rules nothing but the network itself gets in.",
			tier:      v1alpha1.TierPublic,
			direction: v1alpha1.DirectionInbound,
			want:      []string{"all-10.0.0.0-16"},
		},
		"OutboundByDefault": {
			reason:    "Private subnets may go anywhere; whether they get there is up to routes.",
			tier:      v1alpha1.TierPrivate,
			direction: v1alpha1.DirectionOutbound,
			want:      []string{"all-0.0.0.0-0"},
		},
		"OutboundIsolated": {
			reason:    "Isolated subnets stay inside.",
			tier:      v1alpha1.TierIsolated,
			direction: v1alpha1.DirectionOutbound,
			want:      []string{"all-10.0.0.0-16"},
		},
		"OtherTier": {
			reason:    "A rule is for its tiers alone.",
			rules:     []plan.FirewallRule{rule(0, "open", v1alpha1.DirectionInbound, v1alpha1.ActionAllow, v1alpha1.ProtocolICMP, "0.0.0.0/0", v1alpha1.TierPublic)},
			tier:      v1alpha1.TierPrivate,
			direction: v1alpha1.DirectionInbound,
			want:      []string{"all-10.0.0.0-16"},
		},
		"OutboundAllowList": {
			reason: "Allowing one port and denying the rest leaves that port, and replies pass because nothing is stateless.",
			rules: []plan.FirewallRule{
				{Name: "https", Direction: v1alpha1.DirectionOutbound, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolTCP, Ports: []validate.PortRange{{From: 443, To: 443}}, CIDRs: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}, Tiers: v1alpha1.Tiers()},
				rule(1, "nothing-else", v1alpha1.DirectionOutbound, v1alpha1.ActionDeny, v1alpha1.ProtocolAll, "0.0.0.0/0", v1alpha1.Tiers()...),
			},
			tier:      v1alpha1.TierPrivate,
			direction: v1alpha1.DirectionOutbound,
			want:      []string{"tcp-443-0.0.0.0-0"},
		},
		"DenyInside": {
			reason:    "What is denied inside is cut out of the network's range.",
			rules:     []plan.FirewallRule{rule(0, "not-from-private-a", v1alpha1.DirectionInbound, v1alpha1.ActionDeny, v1alpha1.ProtocolUDP, "10.0.128.0/17", v1alpha1.Tiers()...)},
			tier:      v1alpha1.TierPrivate,
			direction: v1alpha1.DirectionInbound,
			want:      []string{"all-10.0.0.0-17", "icmp-10.0.128.0-17", "tcp-0-65535-10.0.128.0-17"},
		},
		"Twice": {
			reason: "AWS refuses two rules that allow the same.",
			rules: []plan.FirewallRule{
				rule(0, "one", v1alpha1.DirectionInbound, v1alpha1.ActionAllow, v1alpha1.ProtocolAll, "10.0.0.0/16", v1alpha1.Tiers()...),
			},
			tier:      v1alpha1.TierPrivate,
			direction: v1alpha1.DirectionInbound,
			want:      []string{"all-10.0.0.0-16"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &policy{Plan: newPlan(1, v1alpha1.Tiers()...)}
			p.Firewall = tc.rules
			var got []string
			for _, a := range p.allowed(tc.tier, tc.direction) {
				got = append(got, a.key())
			}
			slices.Sort(got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nallowed(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestAllowedIPv6(t *testing.T) {
	t.Parallel()
	everybody := netip.MustParsePrefix("0.0.0.0/0")
	deny := func(protocol v1alpha1.Protocol, cidr netip.Prefix) []plan.FirewallRule {
		return []plan.FirewallRule{{Direction: v1alpha1.DirectionOutbound, Action: v1alpha1.ActionDeny, Protocol: protocol, CIDRs: []netip.Prefix{cidr}, Tiers: v1alpha1.Tiers()}}
	}
	cases := map[string]struct {
		reason string
		rules  []plan.FirewallRule
		want   []string
	}{
		"Default":       {reason: "Without rules IPv6 is as open as IPv4.", want: []string{"all"}},
		"DenyEverybody": {reason: "Who denies all of IPv4 does not mean to leave IPv6 open.", rules: deny(v1alpha1.ProtocolAll, everybody)},
		"DenyUDP":       {reason: "What is denied of IPv4 to everybody is denied of IPv6.", rules: deny(v1alpha1.ProtocolUDP, everybody), want: []string{"tcp-0-65535", "icmp"}},
		"DenySome":      {reason: "A range of IPv4 is none of IPv6.", rules: deny(v1alpha1.ProtocolAll, netip.MustParsePrefix("128.0.0.0/1")), want: []string{"all"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &policy{Plan: newPlan(1, v1alpha1.TierPublic)}
			p.Firewall = tc.rules
			var got []string
			for _, m := range p.allowedIPv6(v1alpha1.TierPublic, v1alpha1.DirectionOutbound) {
				got = append(got, m.key())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nallowedIPv6(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestDeniedByACL(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		cidr   string
		want   bool
	}{
		"Internet":     {reason: "Replies to connections into the network must pass where all others are denied.", cidr: "0.0.0.0/0"},
		"LargeRange":   {reason: "A large range takes few rules of a security group.", cidr: "203.0.0.0/8"},
		"SmallRange":   {reason: "A small range takes many rules of a security group.", cidr: "203.0.0.0/9", want: true},
		"Address":      {reason: "An address takes the most rules of a security group.", cidr: "203.0.113.7/32", want: true},
		"PrivateRange": {reason: "A private range may be one that the network works with.", cidr: "172.16.4.0/24"},
		"Network":      {reason: "The network itself may have public addresses.", cidr: "198.51.100.128/25"},
		"Peer":         {reason: "Peers belong to the network.", cidr: "192.0.2.0/24"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &policy{Plan: plan.Plan{CIDR: netip.MustParsePrefix("198.51.100.0/24")}, peers: []netip.Prefix{netip.MustParsePrefix("192.0.0.0/16")}}
			if got := p.deniedByACL(match{protocol: v1alpha1.ProtocolAll, cidr: netip.MustParsePrefix(tc.cidr)}); got != tc.want {
				t.Errorf("%s\ndeniedByACL(%s) is %t, want %t", tc.reason, tc.cidr, got, tc.want)
			}
		})
	}
}
