// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// plans are representative networks.
func plans() map[string]plan.Plan {
	noZones := largest()
	noZones.Claim.Region.Zones = nil

	long := largest()
	long.Claim.Namespace = strings.Repeat("n", 63)
	long.Claim.Name = strings.Repeat("c", 253)
	long.Claim.Names = naming.New("prefix", long.Claim.Namespace, long.Claim.Name)

	isolated := smallest()
	isolated.Tiers = []plan.Tier{testTier(v1alpha1.TierIsolated)}
	return map[string]plan.Plan{
		"Smallest": smallest(),
		"Largest":  largest(),
		"NoZones":  noZones,
		"Long":     long,
		"Isolated": isolated,
		"Adopted":  adopted(),
	}
}

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"resourceGroupNameSelector":        "ResourceGroup",
			"virtualNetworkNameSelector":       "VirtualNetwork",
			"virtualNetworkIdSelector":         "VirtualNetwork",
			"subnetIdSelector":                 "Subnet",
			"natGatewayIdSelector":             "NATGateway",
			"publicIpAddressIdSelector":        "PublicIP",
			"networkSecurityGroupNameSelector": "SecurityGroup",
			"networkSecurityGroupIdSelector":   "SecurityGroup",
			"privateDnsZoneNameSelector":       "PrivateDNSZone",
			"storageAccountIdSelector":         "Account",
		},
	}
}

// TestBuildHoldsTogether checks what must hold for every network.
func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(first))
			invariants().Check(t, first)
			invariants().Check(t, second)
			managedtest.CheckObserveOnly(t, slices.Concat(first, second), p.Adopt != nil)
			for _, r := range first {
				checkName(t, r)
				if !r.ObserveOnly {
					checkSelects(t, r)
				}
			}
		})
	}
}

// checkName checks that a resource has a name its cloud accepts, and none where
// the cloud makes it up.
func checkName(t *testing.T, r managed.Resource) {
	t.Helper()
	rules := map[string]naming.Rule{
		"ResourceGroup":                    naming.AzureResourceGroup,
		"VirtualNetwork":                   naming.AzureVirtualNetwork,
		"Subnet":                           naming.AzureSubnet,
		"NATGateway":                       naming.AzureNATGateway,
		"PublicIP":                         naming.AzurePublicIP,
		"SecurityGroup":                    naming.AzureSecurityGroup,
		"SecurityRule":                     naming.AzureSecurityRule,
		"PrivateDNSZoneVirtualNetworkLink": naming.AzurePrivateDNSZoneLink,
		"VirtualNetworkPeering":            naming.AzureVirtualNetworkPeering,
		"WatcherFlowLog":                   naming.AzureFlowLog,
		"Account":                          naming.AzureStorageAccount,
	}
	kind := r.ForProvider.Type().Kind
	rule, named := rules[kind]
	if kind == "PrivateDNSZone" {
		named = true
		rule = naming.Rule{Kind: kind, MaxLength: 253, First: "c", Inner: "abcdefghijklmnopqrstuvwxyz.", Last: "m"}
	}
	if !named {
		if r.ExternalName != "" {
			t.Errorf("%q is called %q, but Azure names a %s", r.Key, r.ExternalName, kind)
		}
		return
	}
	if err := naming.Valid(rule, r.ExternalName); err != nil {
		t.Errorf("%q: %v", r.Key, err)
	}
}

// checkSelects checks that a resource selects something in every field that selects.
func checkSelects(t *testing.T, r managed.Resource) {
	t.Helper()
	v := reflect.ValueOf(r.ForProvider)
	for f, value := range v.Fields() {
		if s, ok := value.Interface().(*managed.Selector); ok && s == nil {
			t.Errorf("%q selects nothing for %s", r.Key, f.Name)
		}
	}
}

// TestBuildIsDeterministic checks that the same plan builds the same network.
func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	want := Build(largest(), observations{})
	for range 20 {
		if diff := cmp.Diff(want, Build(largest(), observations{}), cmp.Comparer(equalPrefix)); diff != "" {
			t.Fatalf("Build(...): -first, +again:\n%s", diff)
		}
	}
}

func equalPrefix(a, b netip.Prefix) bool { return a == b }

// TestBuildGrows checks that what is asked for later adds resources and leaves
// those that exist as they are.
func TestBuildGrows(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		grow   func(p *plan.Plan)
		adds   int
	}{
		"Zone": {
			reason: "Subnets span zones, so one more zone changes nothing.",
			grow:   func(p *plan.Plan) { p.Zones = testZones(3) },
			adds:   0,
		},
		"Tier": {
			reason: "A tier brings its subnet, its security group and the association, and the isolated tier its rules.",
			grow:   func(p *plan.Plan) { p.Tiers = append(p.Tiers, testTier(v1alpha1.TierIsolated)) },
			adds:   5,
		},
		"NAT": {
			reason: "A NAT gateway changes no subnet.",
			grow:   func(p *plan.Plan) { p.NAT = v1alpha1.NATSingle },
			adds:   4,
		},
		"Rule": {
			reason: "A rule at the end leaves the rules before it alone.",
			grow: func(p *plan.Plan) {
				p.Firewall = append(p.Firewall, testRule("more", len(p.Firewall), v1alpha1.TierPrivate))
			},
			adds: 1,
		},
		"FlowLogs": {
			reason: "A flow log needs no change to the network.",
			grow:   func(p *plan.Plan) { p.FlowLogRetentionDays = 7 },
			adds:   2,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := smallest()
			p.Zones = testZones(1)
			p.Firewall = []plan.FirewallRule{testRule("web", 0, v1alpha1.TierPrivate)}
			before := Build(p, observations{})
			tc.grow(&p)
			after := Build(p, observations{})
			if got := len(after) - len(before); got != tc.adds {
				t.Errorf("%s\nwant %d more resources, got %d", tc.reason, tc.adds, got)
			}
			for _, r := range before {
				i := slices.IndexFunc(after, func(a managed.Resource) bool { return a.Key == r.Key })
				if i < 0 {
					t.Errorf("%s\n%q is gone", tc.reason, r.Key)
					continue
				}
				if diff := cmp.Diff(r, after[i]); diff != "" {
					t.Errorf("%s\n%q: -before, +after:\n%s", tc.reason, r.Key, diff)
				}
			}
		})
	}
}

// TestBuildKeepsWhatItHas checks that no resource vanishes and none loses a value
// when what was observed is lost.
func TestBuildKeepsWhatItHas(t *testing.T) {
	t.Parallel()
	p := largest()
	w := observe(Build(p, observations{}))
	has := Build(p, w)
	w = observe(has)

	p.Peers[0].Peer = v1alpha1.Status{}
	got := Build(p, w.Lost())
	if diff := cmp.Diff(managedtest.Keys(has), managedtest.Keys(got)); diff != "" {
		t.Errorf("resources: -had, +kept:\n%s", diff)
	}
	for i, r := range got {
		if w.Exists(r.Key) && len(r.Waits) > 0 {
			t.Errorf("%q exists and waits for %v", r.Key, r.Waits)
		}
		if diff := cmp.Diff(has[i].ForProvider, r.ForProvider); diff != "" {
			t.Errorf("%q: -had, +kept:\n%s", r.Key, diff)
		}
	}
}

// TestBuildPlacesEverythingInTheRegion checks location and tags of whatever has
// them.
func TestBuildPlacesEverythingInTheRegion(t *testing.T) {
	t.Parallel()
	for _, r := range Build(largest(), observations{}) {
		v := reflect.ValueOf(r.ForProvider)
		if l := v.FieldByName("Location"); l.IsValid() && l.String() != "westeurope" {
			t.Errorf("%q is in %q", r.Key, l.String())
		}
		if m := v.FieldByName("Tags"); m.IsValid() && m.Len() == 0 {
			t.Errorf("%q has no tags", r.Key)
		}
	}
}

// TestBuildWithoutOptions checks that nothing is built that nobody asked for.
func TestBuildWithoutOptions(t *testing.T) {
	t.Parallel()
	want := []managed.Key{
		"resource-group",
		"security-group-association-private",
		"security-group-private",
		"subnet-private",
		"virtual-network",
	}
	got := Build(smallest(), observations{})
	if diff := cmp.Diff(want, managedtest.Keys(got)); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	s := managedtest.Spec[azure.Subnet](t, got, "subnet-private")
	if diff := cmp.Diff([]string{"10.0.64.0/18"}, s.AddressPrefixes); diff != "" {
		t.Errorf("subnet: -want, +got:\n%s", diff)
	}
	if len(s.ServiceEndpoints) > 0 {
		t.Errorf("subnet has service endpoints %v", s.ServiceEndpoints)
	}
}
