// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

func TestFirewallRule(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		rule   plan.FirewallRule
		want   azure.SecurityRule
	}{
		"Inbound": {
			reason: "Inbound, the ranges are sources. Ranges and ports that overlap are refused by Azure, so they are joined.",
			rule: plan.FirewallRule{
				Name: "web", Direction: v1alpha1.DirectionInbound, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolTCP,
				Ports: []validate.PortRange{{From: 8000, To: 8100}, {From: 443, To: 443}, {From: 8050, To: 9000}},
				CIDRs: []netip.Prefix{prefix("10.0.0.0/8"), prefix("10.1.0.0/16"), prefix("192.168.0.0/16")},
			},
			want: azure.SecurityRule{
				Direction: "Inbound", Access: "Allow", Protocol: "Tcp",
				SourceAddressPrefixes:    []string{"10.0.0.0/8", "192.168.0.0/16"},
				DestinationAddressPrefix: "*",
				DestinationPortRanges:    []string{"443", "8000-9000"},
			},
		},
		"Outbound": {
			reason: "Outbound, the ranges are destinations. No ports means all of them.",
			rule: plan.FirewallRule{
				Name: "web", Direction: v1alpha1.DirectionOutbound, Action: v1alpha1.ActionDeny, Protocol: v1alpha1.ProtocolUDP,
				CIDRs: []netip.Prefix{prefix("0.0.0.0/0")},
			},
			want: azure.SecurityRule{
				Direction: "Outbound", Access: "Deny", Protocol: "Udp",
				SourceAddressPrefix:        "*",
				DestinationAddressPrefixes: []string{"0.0.0.0/0"},
				DestinationPortRanges:      []string{"0-65535"},
			},
		},
		"ICMP": {
			reason: "ICMP has no ports.",
			rule: plan.FirewallRule{
				Name: "web", Direction: v1alpha1.DirectionInbound, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolICMP,
				CIDRs: []netip.Prefix{prefix("10.0.0.0/8")},
			},
			want: azure.SecurityRule{
				Direction: "Inbound", Access: "Allow", Protocol: "Icmp",
				SourceAddressPrefixes:    []string{"10.0.0.0/8"},
				DestinationAddressPrefix: "*",
				DestinationPortRange:     "*",
			},
		},
		"All": {
			reason: "All protocols means any port, too.",
			rule: plan.FirewallRule{
				Name: "web", Direction: v1alpha1.DirectionInbound, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolAll,
				CIDRs: []netip.Prefix{prefix("10.0.0.0/8")},
			},
			want: azure.SecurityRule{
				Direction: "Inbound", Access: "Allow", Protocol: "*",
				SourceAddressPrefixes:    []string{"10.0.0.0/8"},
				DestinationAddressPrefix: "*",
				DestinationPortRange:     "*",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.want.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
			tc.want.NetworkSecurityGroupNameSelector = managed.Select("security-group-private")
			tc.want.Description = "Firewall rule web of the network."
			tc.want.Priority = priority(tc.rule)
			tc.want.SourcePortRange = "*"
			got := firewallRule(smallest(), tc.rule, v1alpha1.TierPrivate)
			if diff := cmp.Diff(managed.Spec(tc.want), got.ForProvider); diff != "" {
				t.Errorf("%s\nfirewallRule(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestSecurityRules checks what Azure demands of the rules of a security group.
func TestSecurityRules(t *testing.T) {
	t.Parallel()
	p := largest()
	p.Firewall = nil
	for i := range maxFirewallRules {
		p.Firewall = append(p.Firewall, testRule(fmt.Sprintf("rule-%d", i), i, v1alpha1.Tiers()...))
	}
	taken := map[string]managed.Key{}
	for _, r := range Build(p, observations{}) {
		s, ok := r.ForProvider.(azure.SecurityRule)
		if !ok {
			continue
		}
		place := fmt.Sprint(s.NetworkSecurityGroupNameSelector.Key, s.Direction, s.Priority)
		if other, ok := taken[place]; ok {
			t.Errorf("%q and %q have the same priority", r.Key, other)
		}
		taken[place] = r.Key
		if s.Priority < 100 || s.Priority > 4096 {
			t.Errorf("%q has the priority %d", r.Key, s.Priority)
		}
		exclusive := map[string]bool{
			"source":      (s.SourceAddressPrefix == "") != (len(s.SourceAddressPrefixes) == 0),
			"destination": (s.DestinationAddressPrefix == "") != (len(s.DestinationAddressPrefixes) == 0),
			"ports":       (s.DestinationPortRange == "") != (len(s.DestinationPortRanges) == 0),
		}
		for what, ok := range exclusive {
			if !ok {
				t.Errorf("%q has no %s, or both kinds of it: %+v", r.Key, what, s)
			}
		}
		if s.SourcePortRange != "*" {
			t.Errorf("%q matches the source ports %q", r.Key, s.SourcePortRange)
		}
		if len(s.Description) > 140 {
			t.Errorf("%q has a description of %d characters", r.Key, len(s.Description))
		}
	}
}

func TestPriority(t *testing.T) {
	t.Parallel()
	rule := func(name string, place int) int { return priority(plan.FirewallRule{Name: name, Priority: place}) }
	names := []string{"web", "admin", "dns", "a", "b"}
	for i, a := range names {
		for _, b := range names[:i] {
			if rule(a, 0) == rule(b, 0) {
				t.Errorf("rules %q and %q would block each other when they change places", a, b)
			}
			if rule(a, 3) >= rule(b, 4) || rule(b, 3) >= rule(a, 4) {
				t.Errorf("rules %q and %q are out of order", a, b)
			}
		}
	}
	last := rule("web", maxFirewallRules-1)
	if last >= priorityAllowNetwork {
		t.Errorf("the last rule has the priority %d, after those of the tiers", last)
	}
}

// TestIsolation checks what the isolated tier reaches, by walking its rules like
// Azure does.
func TestIsolation(t *testing.T) {
	t.Parallel()
	reaches := func(p plan.Plan, tier v1alpha1.Tier, destination string) bool {
		var rules []azure.SecurityRule
		for _, r := range Build(p, observations{}) {
			s, ok := r.ForProvider.(azure.SecurityRule)
			if ok && s.Direction == "Outbound" && s.NetworkSecurityGroupNameSelector.Key == tierKey(keySecurityGroup, tier) {
				rules = append(rules, s)
			}
		}
		slices.SortFunc(rules, func(a, b azure.SecurityRule) int { return a.Priority - b.Priority })
		for _, s := range rules {
			if s.DestinationAddressPrefix == "*" || s.DestinationAddressPrefix == destination {
				return s.Access == "Allow"
			}
		}
		return true
	}
	cases := map[string]struct {
		reason      string
		tier        v1alpha1.Tier
		destination string
		want        bool
	}{
		"Network":         {reason: "The network is reached from everywhere in it.", tier: v1alpha1.TierIsolated, destination: "VirtualNetwork", want: true},
		"Pods":            {reason: "Pods of an overlay are part of the network.", tier: v1alpha1.TierIsolated, destination: "100.64.0.0/16", want: true},
		"Registry":        {reason: "A service with an endpoint is reached.", tier: v1alpha1.TierIsolated, destination: "AzureContainerRegistry", want: true},
		"Vault":           {reason: "A service with an endpoint is reached.", tier: v1alpha1.TierIsolated, destination: "AzureKeyVault", want: true},
		"Storage":         {reason: "A service with an endpoint is reached.", tier: v1alpha1.TierIsolated, destination: "Storage", want: true},
		"Internet":        {reason: "The isolated tier does not reach the internet.", tier: v1alpha1.TierIsolated, destination: "Internet", want: false},
		"IPv6":            {reason: "Nor does it over IPv6.", tier: v1alpha1.TierIsolated, destination: "::/0", want: false},
		"PrivateInternet": {reason: "The private tier may reach the internet, if there is a way.", tier: v1alpha1.TierPrivate, destination: "Internet", want: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := reaches(largest(), tc.tier, tc.destination); got != tc.want {
				t.Errorf("%s\nwant %v, got %v", tc.reason, tc.want, got)
			}
		})
	}
	if reaches(plans()["Isolated"], v1alpha1.TierIsolated, "Storage") {
		t.Error("a service without an endpoint is reached")
	}
}

// TestNothingIsOpen checks that no rule lets anything in unless the claim says so.
func TestNothingIsOpen(t *testing.T) {
	t.Parallel()
	p := largest()
	p.Firewall = nil
	for _, r := range Build(p, observations{}) {
		if s, ok := r.ForProvider.(azure.SecurityRule); ok && s.Direction != "Outbound" {
			t.Errorf("%q lets something in: %+v", r.Key, s)
		}
	}
}
