// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

func TestIPv6Network(t *testing.T) {
	t.Parallel()
	p := largest()
	r := ipv6Network(p)
	if r.Bits() != 48 || !prefix("fd00::/8").Contains(r.Addr()) || r != r.Masked() {
		t.Errorf("%s is not a /48 of unique local addresses", r)
	}
	other := largest()
	other.Claim.Names = naming.New("hs", "team-a", "other")
	if ipv6Network(other) == r {
		t.Errorf("two networks have the range %s", r)
	}
	p.Recorded.IPv6CIDR = "fd12:3456:789a::/48"
	if got := ipv6Network(p).String(); got != p.Recorded.IPv6CIDR {
		t.Errorf("want the recorded range %s, got %s", p.Recorded.IPv6CIDR, got)
	}
	p.Recorded.IPv6CIDR = "10.0.0.0/16"
	if got := ipv6Network(p); got != r {
		t.Errorf("want %s instead of a recorded range that is none, got %s", r, got)
	}
	p.IPv6 = false
	if got := ipv6Network(p); got.IsValid() {
		t.Errorf("want no range, got %s", got)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	p := largest()
	p.Recorded.IPv6CIDR = "fd12:3456:789a::/48"
	got := Build(p, observations{})
	want := map[managed.Key][]string{
		"subnet-public":   {"10.0.0.0/20", "fd12:3456:789a::/64"},
		"subnet-private":  {"10.0.64.0/18", "fd12:3456:789a:8::/64"},
		"subnet-isolated": {"10.0.128.0/19", "fd12:3456:789a:10::/64"},
	}
	for k, prefixes := range want {
		if diff := cmp.Diff(prefixes, managedtest.Spec[azure.Subnet](t, got, k).AddressPrefixes); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", k, diff)
		}
	}
	network := managedtest.Spec[azure.VirtualNetwork](t, got, keyVirtualNetwork)
	if diff := cmp.Diff([]string{"10.0.0.0/16", "fd12:3456:789a::/48"}, network.AddressSpace); diff != "" {
		t.Errorf("network: -want, +got:\n%s", diff)
	}
}

func TestSubnetsHaveNoWayOutOfTheirOwn(t *testing.T) {
	t.Parallel()
	got := Build(largest(), observations{})
	for _, tier := range v1alpha1.Tiers() {
		s := managedtest.Spec[azure.Subnet](t, got, tierKey(keySubnet, tier))
		if s.DefaultOutboundAccessEnabled == nil || *s.DefaultOutboundAccessEnabled {
			t.Errorf("the %s subnet has default outbound access", tier)
		}
		if s.PrivateEndpointNetworkPolicies != "Enabled" {
			t.Errorf("security groups do not apply to private endpoints in the %s subnet", tier)
		}
	}
}

func TestServiceEndpoints(t *testing.T) {
	t.Parallel()
	const registry, vault, storage = "Microsoft.ContainerRegistry", "Microsoft.KeyVault", "Microsoft.Storage"
	cases := map[string]struct {
		reason    string
		endpoints []v1alpha1.Service
		want      []string
		wantRules []managed.Key
	}{
		"ObjectStorage": {
			reason:    "Blobs are in storage accounts.",
			endpoints: []v1alpha1.Service{v1alpha1.ServiceObjectStorage},
			want:      []string{storage},
			wantRules: []managed.Key{"tier-rule-isolated-allow-storage"},
		},
		"ContainerRegistry": {
			reason:    "Layers of images are in storage accounts.",
			endpoints: []v1alpha1.Service{v1alpha1.ServiceContainerRegistry},
			want:      []string{registry, storage},
			wantRules: []managed.Key{"tier-rule-isolated-allow-registry", "tier-rule-isolated-allow-storage"},
		},
		"SecretsAndKeys": {
			reason:    "Secrets and keys are both in key vaults, whose endpoint must not be listed twice.",
			endpoints: []v1alpha1.Service{v1alpha1.ServiceKeyManagement, v1alpha1.ServiceSecrets},
			want:      []string{vault},
			wantRules: []managed.Key{"tier-rule-isolated-allow-vault"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := smallest()
			p.Tiers = largest().Tiers
			p.Endpoints = tc.endpoints
			got := Build(p, observations{})
			want := map[v1alpha1.Tier][]string{v1alpha1.TierPrivate: tc.want, v1alpha1.TierIsolated: tc.want}
			for _, tier := range v1alpha1.Tiers() {
				s := managedtest.Spec[azure.Subnet](t, got, tierKey(keySubnet, tier))
				if diff := cmp.Diff(want[tier], s.ServiceEndpoints); diff != "" {
					t.Errorf("%s\n%s: -want, +got:\n%s", tc.reason, tier, diff)
				}
			}
			if diff := cmp.Diff(tc.wantRules, managedtest.Keys(endpointRules(p))); diff != "" {
				t.Errorf("%s\nrules: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestNAT(t *testing.T) {
	t.Parallel()
	noPrivate := smallest()
	noPrivate.NAT = v1alpha1.NATSingle
	noPrivate.Tiers = []plan.Tier{testTier(v1alpha1.TierIsolated)}
	noZones := smallest()
	noZones.NAT = v1alpha1.NATSingle
	noZones.Claim.Region.Zones = nil
	single := smallest()
	single.NAT = v1alpha1.NATSingle
	single.Zones = testZones(1)

	cases := map[string]struct {
		reason    string
		plan      plan.Plan
		want      bool
		wantZones []string
	}{
		"None":      {reason: "Nobody asked for NAT.", plan: smallest()},
		"NoPrivate": {reason: "Only private subnets leave through NAT.", plan: noPrivate},
		"NoZones":   {reason: "A region without zones refuses zones.", plan: noZones, want: true},
		"Single":    {reason: "The address is in all zones of the region, not only those in use.", plan: single, want: true, wantZones: []string{"1", "2", "3"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := nat(tc.plan)
			if !tc.want {
				if len(got) > 0 {
					t.Errorf("%s\nwant nothing, got %v", tc.reason, managedtest.Keys(got))
				}
				return
			}
			want := []managed.Key{"nat-address", "nat-address-association", "nat-gateway", "nat-subnet-association-private"}
			if diff := cmp.Diff(want, managedtest.Keys(got)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			address := managedtest.Spec[azure.PublicIP](t, got, keyNATAddress)
			if diff := cmp.Diff(tc.wantZones, address.Zones); diff != "" {
				t.Errorf("%s\nzones: -want, +got:\n%s", tc.reason, diff)
			}
			if address.SKU != "Standard" || address.AllocationMethod != "Static" {
				t.Errorf("%s\na NAT gateway does not take a %s %s address", tc.reason, address.SKU, address.AllocationMethod)
			}
			subnet := managedtest.Spec[azure.SubnetNATGatewayAssociation](t, got, "nat-subnet-association-private").SubnetIDSelector
			if diff := cmp.Diff(managed.Select("subnet-private"), subnet); diff != "" {
				t.Errorf("%s\nsubnet: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestDNS(t *testing.T) {
	t.Parallel()
	got := dns(largest())
	if got[0].ExternalName != "corp.example.com" {
		t.Errorf("the zone is called %q", got[0].ExternalName)
	}
	if managedtest.Spec[azure.PrivateDNSZoneVirtualNetworkLink](t, got, keyDNSZoneLink).RegistrationEnabled {
		t.Error("machines register in the zone by themselves")
	}
}
