// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

func TestNetwork(t *testing.T) {
	t.Parallel()
	want := gcp.Network{
		Project: testProject, AutoCreateSubnetworks: new(false), DeleteDefaultRoutesOnCreate: new(true),
		EnableULAInternalIPv6: new(true), RoutingMode: gcp.RoutingModeRegional,
	}
	for name, p := range map[string]plan.Plan{"Small": small(), "Full": full(), "Isolated": plans()["Isolated"]} {
		if diff := cmp.Diff(want, managedtest.Spec[gcp.Network](t, Build(p, observations{}), keyNetwork)); diff != "" {
			t.Errorf("%s: the network must not depend on what may be added to it later, because it would have to be replaced: -want, +got:\n%s", name, diff)
		}
	}
}

func TestSubnets(t *testing.T) {
	t.Parallel()
	network := managed.Select(keyNetwork)
	log := &gcp.SubnetworkLogConfig{AggregationInterval: "INTERVAL_1_MIN", FlowSampling: 1, Metadata: "INCLUDE_ALL_METADATA"}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		tier   v1alpha1.Tier
		want   gcp.Subnetwork
	}{
		"Smallest": {
			reason: "A subnet has the whole range of its tier, and no access to anything.",
			plan:   small(), tier: v1alpha1.TierPrivate,
			want: gcp.Subnetwork{
				Project: testProject, Region: testRegion, NetworkSelector: network, IPCIDRRange: "10.0.64.0/18", Purpose: "PRIVATE",
				PrivateIPGoogleAccess: new(false), StackType: "IPV4_ONLY",
			},
		},
		"Public": {
			reason: "Public subnets have IPv6 addresses of the internet.",
			plan:   full(), tier: v1alpha1.TierPublic,
			want: gcp.Subnetwork{
				Project: testProject, Region: testRegion, NetworkSelector: network, IPCIDRRange: "10.0.0.0/19", Purpose: "PRIVATE",
				StackType: "IPV4_IPV6", IPv6AccessType: "EXTERNAL", LogConfig: log,
			},
		},
		"Private": {
			reason: "Private subnets hold the ranges of the clusters.",
			plan:   full(), tier: v1alpha1.TierPrivate,
			want: gcp.Subnetwork{
				Project: testProject, Region: testRegion, NetworkSelector: network, IPCIDRRange: "10.0.64.0/18", Purpose: "PRIVATE",
				SecondaryIPRange: []gcp.SecondaryIPRange{
					{RangeName: "pods", IPCIDRRange: "10.100.0.0/16"}, {RangeName: "services", IPCIDRRange: "10.200.0.0/20"},
				},
				PrivateIPGoogleAccess: new(true), StackType: "IPV4_IPV6", IPv6AccessType: "INTERNAL", LogConfig: log,
			},
		},
		"Isolated": {
			reason: "Isolated subnets reach Google's APIs when private endpoints are asked for.",
			plan:   full(), tier: v1alpha1.TierIsolated,
			want: gcp.Subnetwork{
				Project: testProject, Region: testRegion, NetworkSelector: network, IPCIDRRange: "10.0.128.0/18", Purpose: "PRIVATE",
				PrivateIPGoogleAccess: new(true), StackType: "IPV4_IPV6", IPv6AccessType: "INTERNAL", LogConfig: log,
			},
		},
		"OnlyServices": {
			reason: "A range that was not asked for is not made.",
			plan:   small(func(p *plan.Plan) { p.Kubernetes = &plan.Kubernetes{ServiceCIDR: cidr("10.200.0.0/20")} }), tier: v1alpha1.TierPrivate,
			want: gcp.Subnetwork{
				Project: testProject, Region: testRegion, NetworkSelector: network, IPCIDRRange: "10.0.64.0/18", Purpose: "PRIVATE",
				SecondaryIPRange:      []gcp.SecondaryIPRange{{RangeName: "services", IPCIDRRange: "10.200.0.0/20"}},
				PrivateIPGoogleAccess: new(true), StackType: "IPV4_ONLY",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Spec[gcp.Subnetwork](t, Build(tc.plan, observations{}), subnetKey(tc.tier))); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestRangeNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{rangePods, rangeServices} {
		if err := naming.Valid(naming.GCPCompute, name); err != nil {
			t.Errorf("The name of a secondary range must be legal: %v", err)
		}
	}
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	want := map[managed.Key]string{
		keyInternetRoute:   "0.0.0.0/0",
		keyGoogleAPIsRoute: "199.36.153.8/30",
		keyDirectRoute:     "34.126.0.0/18",
	}
	rs := Build(full(), observations{})
	for k, to := range want {
		route := gcp.Route{Project: testProject, NetworkSelector: managed.Select(keyNetwork), DestRange: to, NextHopGateway: "default-internet-gateway"}
		if diff := cmp.Diff(route, managedtest.Spec[gcp.Route](t, rs, k)); diff != "" {
			t.Errorf("%q: -want, +got:\n%s", k, diff)
		}
	}
}

func TestNAT(t *testing.T) {
	t.Parallel()
	name := func(z string) string { return small().Claim.Names.Name(naming.GCPCompute, "nat", z) }
	cases := map[string]struct {
		reason string
		mode   v1alpha1.NATMode
		ips    []string
		after  []managed.Key
	}{
		"Single": {
			reason: "One address is enough for one gateway.",
			mode:   v1alpha1.NATSingle,
			ips:    []string{name("a")},
			after:  []managed.Key{keyRouter, "subnet-private", "nat-address-a"},
		},
		"PerZone": {
			reason: "One gateway leaves from an address for each zone.",
			mode:   v1alpha1.NATPerZone,
			ips:    []string{name("a"), name("b"), name("c")},
			after:  []managed.Key{keyRouter, "subnet-private", "nat-address-a", "nat-address-b", "nat-address-c"},
		},
	}
	for title, tc := range cases {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			rs := Build(full(func(p *plan.Plan) { p.NAT = tc.mode }), observations{})
			want := gcp.RouterNAT{
				Project: testProject, Region: testRegion, RouterSelector: managed.Select(keyRouter),
				NATIPAllocateOption: "MANUAL_ONLY", SourceSubnetworkIPRangesToNAT: "LIST_OF_SUBNETWORKS",
				NATIPs: tc.ips,
				Subnetwork: []gcp.RouterNATSubnetwork{{
					Name: managedtest.Find(t, rs, "subnet-private").ExternalName, SourceIPRangesToNAT: []gcp.IPRanges{"ALL_IP_RANGES"},
				}},
				EnableDynamicPortAllocation: new(true), EnableEndpointIndependentMapping: new(false),
				LogConfig: &gcp.RouterNATLogConfig{Enable: true, Filter: "ERRORS_ONLY"},
			}
			if diff := cmp.Diff(want, managedtest.Spec[gcp.RouterNAT](t, rs, keyNAT), sorted()); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.after, managedtest.Find(t, rs, keyNAT).After); diff != "" {
				t.Errorf("The gateway must wait for what it names: -want, +got:\n%s", diff)
			}
			for _, k := range tc.after[2:] {
				a := managedtest.Find(t, rs, k)
				if !slices.Contains(tc.ips, a.ExternalName) {
					t.Errorf("%s\n%q is called %q, which the gateway does not use", tc.reason, k, a.ExternalName)
				}
				if got := managedtest.Spec[gcp.Address](t, rs, k); got.AddressType != "EXTERNAL" || got.NetworkTier != "PREMIUM" || got.Labels["team"] != "team-a" {
					t.Errorf("%q must be a labelled external address of the premium tier: %+v", k, got)
				}
			}
		})
	}
}

// sorted compares lists of names as the sets that they are.
func sorted() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "NATIPs" }, cmp.Comparer(func(a, b []string) bool {
		if len(a) != len(b) {
			return false
		}
		for _, s := range a {
			if !slices.Contains(b, s) {
				return false
			}
		}
		return true
	}))
}

func TestZone(t *testing.T) {
	t.Parallel()
	p := full()
	got := managedtest.Spec[gcp.ManagedZone](t, Build(p, observations{keyNetwork: {AtProvider: gcp.NetworkObservation{SelfLink: testLink}}}), keyZone)
	want := gcp.ManagedZone{
		Project: testProject, DNSName: "shop.internal.", Description: "Private zone of network team-a/shop", Visibility: "private",
		PrivateVisibilityConfig: &gcp.PrivateVisibilityConfig{Networks: []gcp.VisibleNetwork{{NetworkURL: testLink}}},
		Labels:                  p.Claim.Tags.GCP(),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("The zone must be private to the network: -want, +got:\n%s", diff)
	}
	if len(got.Labels) == 0 {
		t.Error("The zone must have labels")
	}
}

func TestPeering(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[gcp.NetworkPeering](t, Build(full(), observations{}), keyPeering.Join("data"))
	want := gcp.NetworkPeering{
		NetworkSelector:    managed.Select(keyNetwork),
		PeerNetwork:        "https://www.googleapis.com/compute/v1/projects/acme-data/global/networks/data",
		ImportCustomRoutes: new(false), ExportCustomRoutes: new(false), ImportSubnetRoutesWithPublicIP: new(false),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("A peering must be with the other network, and must exchange no routes but those of subnets: -want, +got:\n%s", diff)
	}
}

func TestAdopted(t *testing.T) {
	t.Parallel()
	want := []managed.Resource{
		{
			Key: keyNetwork, Component: plan.ComponentNetwork, ExternalName: "legacy", ObserveOnly: true,
			ForProvider: gcp.Network{Project: "host-project"},
		},
		{
			Key: "subnet-private", Component: plan.ComponentSubnets, ExternalName: "apps", ObserveOnly: true,
			ForProvider: gcp.Subnetwork{Project: "host-project", Region: testRegion},
		},
		{
			Key: "subnet-public", Component: plan.ComponentSubnets, ExternalName: "edge", ObserveOnly: true,
			ForProvider: gcp.Subnetwork{Project: "host-project", Region: testRegion},
		},
	}
	if diff := cmp.Diff(want, Build(adopting(), observations{})); diff != "" {
		t.Errorf("What is adopted must be looked up by project, region and name: -want, +got:\n%s", diff)
	}
}

func TestLocations(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		id      string
		network bool
		subnet  bool
	}{
		"Network":       {reason: "This is the path of a network.", id: "projects/p-1/global/networks/n", network: true},
		"DomainProject": {reason: "Old projects belong to a domain.", id: "projects/example:p-1/global/networks/n", network: true},
		"Subnet":        {reason: "This is the path of a subnetwork.", id: "projects/p-1/regions/europe-west1/subnetworks/s", subnet: true},
		"SelfLink":      {reason: "A self link is more than a path.", id: selfLinkPrefix + "projects/p-1/global/networks/n"},
		"Name":          {reason: "A name does not say which project.", id: "n"},
		"NoProject":     {reason: "A project has a name.", id: "projects//global/networks/n"},
		"BadName":       {reason: "No network has such a name.", id: "projects/p-1/global/networks/N_1"},
		"BadRegion":     {reason: "No region has such a name.", id: "projects/p-1/regions/Europe/subnetworks/s"},
		"Zonal":         {reason: "No network is in a zone.", id: "projects/p-1/zones/a/networks/n"},
		"Longer":        {reason: "This is something in a network.", id: "projects/p-1/global/networks/n/x"},
		"LongProject":   {reason: "Projects have at most 30 characters.", id: "projects/p123456789012345678901234567890/global/networks/n"},
		"VPC":           {reason: "This is a network of another cloud.", id: "vpc-0123456789"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, ok := networkLocation(tc.id); ok != tc.network {
				t.Errorf("%s\nnetworkLocation(%q): %t", tc.reason, tc.id, ok)
			}
			if _, ok := subnetLocation(tc.id); ok != tc.subnet {
				t.Errorf("%s\nsubnetLocation(%q): %t", tc.reason, tc.id, ok)
			}
		})
	}
}
