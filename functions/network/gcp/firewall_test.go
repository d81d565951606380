// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func anyProtocol() []gcp.FirewallProtocol {
	return []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolAll}}
}

func TestFirewalls(t *testing.T) {
	t.Parallel()
	p := full()
	rs := Build(p, observe(Build(p, observations{})))
	cases := map[string]struct {
		reason string
		key    managed.Key
		want   gcp.Firewall
	}{
		"Internal": {
			reason: "What comes from the network or its pods is allowed, unless a rule of the claim says otherwise.",
			key:    keyInternalRule,
			want: gcp.Firewall{
				Direction: gcp.FirewallDirectionIngress, Priority: 65000,
				SourceRanges: []string{"10.0.0.0/16", "10.100.0.0/16"}, Allow: anyProtocol(),
			},
		},
		"InternalIPv6": {
			reason: "What comes from the network's own IPv6 range is allowed, and the range is written as firewall rules report it.",
			key:    keyInternalV6Rule,
			want: gcp.Firewall{
				Direction: gcp.FirewallDirectionIngress, Priority: 65000,
				SourceRanges: []string{"fd20:1:2::/48"}, Allow: anyProtocol(),
			},
		},
		"PublicIPv6": {
			reason: "Public subnets have an IPv6 range of the internet, which is not part of the network's own.",
			key:    keyPublicV6Rule,
			want: gcp.Firewall{
				Direction: gcp.FirewallDirectionIngress, Priority: 65000,
				SourceRanges: []string{"2600:1900:1:2::/64"}, Allow: anyProtocol(),
			},
		},
		"Peer": {
			reason: "What comes from a peer is allowed.",
			key:    keyPeerRule.Join("data"),
			want: gcp.Firewall{
				Direction: gcp.FirewallDirectionIngress, Priority: 65000,
				SourceRanges: []string{"10.50.0.0/16"}, Allow: anyProtocol(),
			},
		},
		"InboundAllow": {
			reason: "An inbound rule matches the other side's ranges as sources and the tier's as destinations.",
			key:    keyRule.Join("web"),
			want: gcp.Firewall{
				Direction: gcp.FirewallDirectionIngress, Priority: 1000,
				SourceRanges: []string{"0.0.0.0/0"}, DestinationRanges: []string{"10.0.0.0/19"},
				Allow: []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolTCP, Ports: []string{"443", "8000-8100"}}},
			},
		},
		"OutboundDeny": {
			reason: "An outbound rule matches the tiers' ranges as sources, and the pods' with those of private subnets.",
			key:    keyRule.Join("no-crosstalk"),
			want: gcp.Firewall{
				Direction: gcp.FirewallDirectionEgress, Priority: 1010,
				SourceRanges:      []string{"10.0.128.0/18", "10.0.64.0/18", "10.100.0.0/16"},
				DestinationRanges: []string{"10.0.0.0/20"},
				Deny:              anyProtocol(),
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.want.Project = testProject
			tc.want.NetworkSelector = managed.Select(keyNetwork)
			if diff := cmp.Diff(tc.want, managedtest.Spec[gcp.Firewall](t, rs, tc.key)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestClaimRule(t *testing.T) {
	t.Parallel()
	one := plan.FirewallRule{
		Name: "one", Direction: v1alpha1.DirectionInbound, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolAll,
		CIDRs: []netip.Prefix{cidr("10.0.0.0/8")}, Tiers: []v1alpha1.Tier{v1alpha1.TierPrivate},
	}
	cases := map[string]struct {
		reason string
		change func(r *plan.FirewallRule)
		want   []gcp.FirewallProtocol
	}{
		"All":  {reason: "All protocols are one word.", change: func(*plan.FirewallRule) {}, want: anyProtocol()},
		"UDP":  {reason: "UDP is a protocol.", change: func(r *plan.FirewallRule) { r.Protocol = v1alpha1.ProtocolUDP }, want: []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolUDP}}},
		"ICMP": {reason: "ICMP is a protocol.", change: func(r *plan.FirewallRule) { r.Protocol = v1alpha1.ProtocolICMP }, want: []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolICMP}}},
		"TierNotInUse": {
			reason: "A rule for a tier that is not in use must not become a rule for every machine.",
			change: func(r *plan.FirewallRule) { r.Tiers = []v1alpha1.Tier{v1alpha1.TierPublic} },
		},
		"NoRanges": {
			reason: "A rule without ranges must not become a rule for the whole internet.",
			change: func(r *plan.FirewallRule) { r.CIDRs = nil },
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := one
			tc.change(&r)
			var got []gcp.FirewallProtocol
			for _, res := range claimRule(small(), r) {
				got = append(got, managedtest.Spec[gcp.Firewall](t, []managed.Resource{res}, res.Key).Allow...)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPeerRanges(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		status v1alpha1.Status
		want   []string
	}{
		"Unknown": {reason: "A network that does not exist has no ranges.", want: nil},
		"WithPods": {
			reason: "Pods have addresses of their own.",
			status: v1alpha1.Status{CIDR: "10.50.0.0/16", Kubernetes: &v1alpha1.KubernetesRanges{PodCIDR: "10.40.0.0/16"}, Subnets: []v1alpha1.Subnet{{CIDR: "10.50.0.0/20"}}},
			want:   []string{"10.40.0.0/16", "10.50.0.0/16"},
		},
		"Adopted": {
			reason: "An adopted network has the ranges of its subnets only.",
			status: v1alpha1.Status{Subnets: []v1alpha1.Subnet{{CIDR: "10.9.0.0/24"}, {CIDR: ""}, {CIDR: "10.8.0.0/24"}}},
			want:   []string{"10.8.0.0/24", "10.9.0.0/24"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, peerRanges(tc.status)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestIsolation(t *testing.T) {
	t.Parallel()
	isolated := func(p *plan.Plan) { p.Tiers = tiers(v1alpha1.TierIsolated) }
	endpoints := func(p *plan.Plan) { p.Endpoints = []v1alpha1.Service{v1alpha1.ServiceSecrets} }
	cases := map[string]struct {
		reason  string
		changes []change
		denied  map[string]bool
	}{
		"Plain": {
			reason:  "Isolated subnets reach private addresses only.",
			changes: []change{isolated},
			denied: map[string]bool{
				"0.0.0.0": true, "8.8.8.8": true, "9.255.255.255": true, "11.0.0.0": true, "34.126.0.1": true, "172.32.0.1": true,
				"172.15.255.255": true, "192.167.255.255": true, "192.169.0.0": true, "199.36.153.8": true, "255.255.255.255": true,
				"10.0.0.1": false, "10.255.255.255": false, "172.16.0.1": false, "192.168.1.1": false, "100.64.0.1": false,
			},
		},
		"Endpoints": {
			reason:  "With private endpoints they reach Google's APIs, and nothing beside them.",
			changes: []change{isolated, endpoints},
			denied: map[string]bool{
				"199.36.153.8": false, "199.36.153.11": false, "34.126.0.0": false, "34.126.63.255": false,
				"199.36.153.7": true, "199.36.153.12": true, "34.126.64.0": true, "34.125.255.255": true, "8.8.8.8": true,
			},
		},
		"OwnRange": {
			reason:  "The network's own range is within it, even if it is not a private one.",
			changes: []change{isolated, func(p *plan.Plan) { p.CIDR = cidr("30.0.0.0/16") }},
			denied:  map[string]bool{"30.0.1.1": false, "30.1.0.0": true},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := managedtest.Spec[gcp.Firewall](t, Build(small(tc.changes...), observations{}), keyIsolationRule)
			if f.Priority >= priorityFirst || f.Direction != gcp.FirewallDirectionEgress || len(f.Allow) > 0 {
				t.Errorf("%s\nThe rule must deny what leaves, before any rule of the claim: %+v", tc.reason, f)
			}
			if diff := cmp.Diff([]string{"10.0.128.0/18"}, f.SourceRanges); diff != "" {
				t.Errorf("The rule must hold for isolated subnets only: -want, +got:\n%s", diff)
			}
			for address, want := range tc.denied {
				got := false
				for _, r := range f.DestinationRanges {
					got = got || cidr(r).Contains(netip.MustParseAddr(address))
				}
				if got != want {
					t.Errorf("%s\n%s is denied: %t, want %t", tc.reason, address, got, want)
				}
			}
		})
	}
}

func TestPrioritiesFit(t *testing.T) {
	t.Parallel()
	if last := priorityFirst + priorityStep*(maxRules-1); last >= priorityInternal || last+priorityStep < priorityInternal {
		t.Errorf("The last rule that Validate lets pass has priority %d, which must be the last one before %d", last, priorityInternal)
	}
}
