// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func report(p plan.Plan, o observations) v1alpha1.Status {
	var s v1alpha1.Status
	Report(p, o, &s)
	return s
}

func TestReport(t *testing.T) {
	t.Parallel()
	p := full()
	rs := Build(p, observations{})
	name := func(k string) string { return managedtest.Find(t, rs, subnetKey(v1alpha1.Tier(k))).ExternalName }
	subnetID := func(k string) string { return "projects/acme-prod/regions/europe-west1/subnetworks/" + name(k) }
	want := v1alpha1.Status{
		ID:       "projects/acme-prod/global/networks/" + managedtest.Find(t, rs, keyNetwork).ExternalName,
		CIDR:     "10.0.0.0/16",
		IPv6CIDR: "fd20:1:2::/48",
		Subnets: []v1alpha1.Subnet{
			{Name: "public", ID: subnetID("public"), Tier: "public", CIDR: "10.0.0.0/19", IPv6CIDR: "2600:1900:1:2::/64"},
			{Name: "private", ID: subnetID("private"), Tier: "private", CIDR: "10.0.64.0/18", IPv6CIDR: "fd20:1:2:3::/64"},
			{Name: "isolated", ID: subnetID("isolated"), Tier: "isolated", CIDR: "10.0.128.0/18", IPv6CIDR: "fd20:1:2:3::/64"},
		},
		NATAddresses: []string{"203.0.113.1", "203.0.113.2", "203.0.113.3"},
		DNSZone:      &v1alpha1.DNSZone{Name: "shop.internal", ID: "projects/acme-prod/managedZones/" + managedtest.Find(t, rs, keyZone).ExternalName},
		Kubernetes: &v1alpha1.KubernetesRanges{
			PodCIDR: "10.100.0.0/16", PodRangeName: "pods", ServiceCIDR: "10.200.0.0/20", ServiceRangeName: "services",
		},
		Peerings: []v1alpha1.PeeringStatus{{Network: "team-a/data", ID: "shop/" + managedtest.Find(t, rs, "peering-data").ExternalName, State: "ACTIVE"}},
		Plan: &v1alpha1.AddressPlan{
			Zones: 3, Tiers: v1alpha1.Tiers(),
			Subnets: []v1alpha1.PlannedSubnet{
				{Name: "public", Tier: "public", CIDR: "10.0.0.0/19"},
				{Name: "private", Tier: "private", CIDR: "10.0.64.0/18"},
				{Name: "isolated", Tier: "isolated", CIDR: "10.0.128.0/18"},
			},
		},
	}
	o := observe(rs)
	if diff := cmp.Diff(want, report(p, o)); diff != "" {
		t.Fatalf("Everything that is known must be reported: -want, +got:\n%s", diff)
	}

	p.Recorded = want
	o = o.Lost()
	if diff := cmp.Diff(want, report(p, o)); diff != "" {
		t.Errorf("What was recorded must be kept while it is lost: -want, +got:\n%s", diff)
	}

	want.ID, want.IPv6CIDR, want.NATAddresses, want.DNSZone.ID = "", "", nil, ""
	want.Peerings = []v1alpha1.PeeringStatus{{Network: "team-a/data"}}
	want.Subnets = []v1alpha1.Subnet{
		{Name: "public", Tier: "public", CIDR: "10.0.0.0/19"},
		{Name: "private", Tier: "private", CIDR: "10.0.64.0/18"},
		{Name: "isolated", Tier: "isolated", CIDR: "10.0.128.0/18"},
	}
	if diff := cmp.Diff(want, report(p, observations{})); diff != "" {
		t.Errorf("What does not exist must not have an id, and what is planned must be there: -want, +got:\n%s", diff)
	}
}

func TestReportProjectOfNetwork(t *testing.T) {
	t.Parallel()
	o := observations{keyNetwork: {AtProvider: gcp.NetworkObservation{
		ID: "projects/of-the-credentials/global/networks/n", SelfLink: selfLinkPrefix + "projects/acme-prod/global/networks/n",
	}}}
	if got, want := report(small(), o).ID, "projects/acme-prod/global/networks/n"; got != want {
		t.Errorf("The id must name the project that the network is in: got %q, want %q", got, want)
	}
	o = observations{keyNetwork: {AtProvider: gcp.NetworkObservation{ID: "projects/p/global/networks/n"}}}
	if got, want := report(small(), o).ID, "projects/p/global/networks/n"; got != want {
		t.Errorf("Without a self link the provider's id is the best there is: got %q, want %q", got, want)
	}
}

func TestReportIPv6(t *testing.T) {
	t.Parallel()
	p := full(func(p *plan.Plan) { p.IPv6 = false })
	s := report(p, observe(Build(p, observations{})))
	if s.IPv6CIDR != "" || s.Subnets[0].IPv6CIDR != "" {
		t.Errorf("A network that was not asked to speak IPv6 must not report ranges: %q, %q", s.IPv6CIDR, s.Subnets[0].IPv6CIDR)
	}
}

func TestReportNATAddresses(t *testing.T) {
	t.Parallel()
	address := func(a string) managedtest.Observation {
		return managedtest.Observation{AtProvider: gcp.AddressObservation{Address: a}}
	}
	cases := map[string]struct {
		reason   string
		mode     v1alpha1.NATMode
		recorded []string
		observed observations
		want     []string
	}{
		"None":      {reason: "Without NAT there are no addresses.", mode: v1alpha1.NATNone, recorded: []string{"192.0.2.1"}},
		"First":     {reason: "What is known is reported.", mode: v1alpha1.NATPerZone, observed: observations{"nat-address-a": address("192.0.2.1")}, want: []string{"192.0.2.1"}},
		"OneIsLost": {reason: "No address vanishes because one is lost.", mode: v1alpha1.NATPerZone, recorded: []string{"192.0.2.1", "192.0.2.2"}, observed: observations{"nat-address-a": {}, "nat-address-b": address("192.0.2.2")}, want: []string{"192.0.2.1", "192.0.2.2"}},
		"Shrunk":    {reason: "Addresses that were given up are not reported.", mode: v1alpha1.NATSingle, recorded: []string{"192.0.2.1", "192.0.2.2"}, observed: observations{"nat-address-a": address("192.0.2.1"), "nat-address-b": address("192.0.2.2")}, want: []string{"192.0.2.1"}},
		"Deleted":   {reason: "An address that does not exist any more is not reported.", mode: v1alpha1.NATSingle, recorded: []string{"192.0.2.1"}, want: nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := full(func(p *plan.Plan) { p.NAT, p.Recorded.NATAddresses = tc.mode, tc.recorded })
			if diff := cmp.Diff(tc.want, report(p, tc.observed).NATAddresses); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestReportReserved(t *testing.T) {
	t.Parallel()
	p := small(func(p *plan.Plan) {
		p.Reserved = []plan.Reserved{
			{CIDR: cidr("10.0.96.0/20"), For: "zone d of private"},
			{CIDR: cidr("10.0.128.0/18"), For: "tier isolated"},
		}
	})
	want := []v1alpha1.ReservedRange{{CIDR: "10.0.128.0/18", For: "tier isolated"}}
	if diff := cmp.Diff(want, report(p, observations{}).Plan.Reserved); diff != "" {
		t.Errorf("What is kept for more zones of a tier is part of the tier's subnet, and therefore in use: -want, +got:\n%s", diff)
	}
}

func TestReportAdopted(t *testing.T) {
	t.Parallel()
	p := adopting()
	host := "projects/host-project/"
	o := observations{
		keyNetwork: {AtProvider: gcp.NetworkObservation{ID: "projects/other/global/networks/legacy", SelfLink: selfLinkPrefix + host + "global/networks/legacy"}},
		"subnet-private": {AtProvider: gcp.SubnetworkObservation{
			SelfLink: selfLinkPrefix + host + "regions/europe-west1/subnetworks/apps", IPCIDRRange: "10.8.0.0/20",
			SecondaryIPRange: []gcp.SecondaryIPRange{{RangeName: "pods", IPCIDRRange: "10.9.0.0/16"}, {RangeName: "legacy", IPCIDRRange: "10.11.0.0/16"}},
		}},
		"subnet-public": {},
	}
	want := v1alpha1.Status{
		ID: host + "global/networks/legacy",
		Subnets: []v1alpha1.Subnet{
			{Name: "public", Tier: "public"},
			{Name: "private", ID: host + "regions/europe-west1/subnetworks/apps", Tier: "private", CIDR: "10.8.0.0/20"},
		},
		Kubernetes: &v1alpha1.KubernetesRanges{PodCIDR: "10.9.0.0/16", PodRangeName: "pods"},
	}
	if diff := cmp.Diff(want, report(p, o)); diff != "" {
		t.Fatalf("An adopted network must fill the same status: -want, +got:\n%s", diff)
	}
	p.Recorded = want
	if diff := cmp.Diff(want, report(p, observations{keyNetwork: {}, "subnet-private": {}, "subnet-public": {}})); diff != "" {
		t.Errorf("What was recorded must be kept while it is lost: -want, +got:\n%s", diff)
	}
}

func TestReportAdoptedFromAnotherNetwork(t *testing.T) {
	t.Parallel()
	p := adopting()
	subnet := gcp.SubnetworkObservation{SelfLink: selfLinkPrefix + "projects/host-project/regions/europe-west1/subnetworks/apps", IPCIDRRange: "10.8.0.0/20"}
	id := func(network string) string {
		subnet.Network = network
		s := report(p, observations{"subnet-private": {AtProvider: subnet}})
		return s.Subnets[len(s.Subnets)-1].ID
	}
	if got := id(selfLinkPrefix + "projects/host-project/global/networks/secret"); got != "" {
		t.Errorf("A subnet of a network that was not adopted is offered to nobody: got %q", got)
	}
	if got := id(selfLinkPrefix + p.Adopt.ID); got == "" {
		t.Error("A subnet of the adopted network is offered.")
	}
}
