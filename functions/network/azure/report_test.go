// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
)

// reported is the status of the largest network once everything exists.
func reported(p plan.Plan) v1alpha1.Status {
	return v1alpha1.Status{
		ID:            "/id/of/virtual-network",
		ResourceGroup: resourceGroupName(p),
		CIDR:          "10.0.0.0/16",
		IPv6CIDR:      "fd12:3456:789a::/48",
		Subnets: []v1alpha1.Subnet{
			{Name: "public", ID: "/id/of/subnet-public", Tier: v1alpha1.TierPublic, CIDR: "10.0.0.0/20", IPv6CIDR: "fd12:3456:789a::/64"},
			{Name: "private", ID: "/id/of/subnet-private", Tier: v1alpha1.TierPrivate, CIDR: "10.0.64.0/18", IPv6CIDR: "fd12:3456:789a:8::/64"},
			{Name: "isolated", ID: "/id/of/subnet-isolated", Tier: v1alpha1.TierIsolated, CIDR: "10.0.128.0/19", IPv6CIDR: "fd12:3456:789a:10::/64"},
		},
		SecurityGroups: []v1alpha1.SecurityGroup{
			{Tier: v1alpha1.TierPublic, ID: "/id/of/security-group-public"},
			{Tier: v1alpha1.TierPrivate, ID: "/id/of/security-group-private"},
			{Tier: v1alpha1.TierIsolated, ID: "/id/of/security-group-isolated"},
		},
		NATAddresses: []string{"203.0.113.7"},
		DNSZone:      &v1alpha1.DNSZone{Name: "corp.example.com", ID: "/id/of/dns-zone"},
		Kubernetes:   &v1alpha1.KubernetesRanges{PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16"},
		Peerings: []v1alpha1.PeeringStatus{
			{Network: "team-b/net", ID: "/id/of/peering-team-b-net"},
			{Network: "team-c/net"},
		},
		Plan: &v1alpha1.AddressPlan{
			Zones: 3,
			Tiers: v1alpha1.Tiers(),
			Subnets: []v1alpha1.PlannedSubnet{
				{Name: "public", Tier: v1alpha1.TierPublic, CIDR: "10.0.0.0/20"},
				{Name: "private", Tier: v1alpha1.TierPrivate, CIDR: "10.0.64.0/18"},
				{Name: "isolated", Tier: v1alpha1.TierIsolated, CIDR: "10.0.128.0/19"},
			},
			Reserved: []v1alpha1.ReservedRange{{CIDR: "10.0.192.0/18", For: "tiers to come"}},
		},
	}
}

// withoutIDs is a status of which nothing exists yet.
func withoutIDs(s v1alpha1.Status) v1alpha1.Status {
	s.ID = ""
	for i := range s.Subnets {
		s.Subnets[i].ID = ""
	}
	for i := range s.SecurityGroups {
		s.SecurityGroups[i].ID = ""
	}
	for i := range s.Peerings {
		s.Peerings[i].ID = ""
	}
	s.NATAddresses = nil
	s.DNSZone.ID = ""
	return s
}

func TestReport(t *testing.T) {
	t.Parallel()
	p := largest()
	p.Recorded.IPv6CIDR = "fd12:3456:789a::/48"
	recorded := p
	recorded.Recorded = reported(p)
	w := observe(Build(p, observations{}))
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     v1alpha1.Status
	}{
		"First": {reason: "Everything but ids is known from the first pass.", plan: p, observed: observations{}, want: withoutIDs(reported(p))},
		"Ready": {reason: "Ids are reported once they are observed.", plan: p, observed: w, want: reported(p)},
		"Lost":  {reason: "An id that is known is not blanked while its resource exists.", plan: recorded, observed: w.Lost(), want: reported(p)},
		"Gone":  {reason: "What does not exist has no id.", plan: recorded, observed: observations{}, want: withoutIDs(reported(p))},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			Report(tc.plan, tc.observed, &got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestReportSmallest(t *testing.T) {
	t.Parallel()
	p := smallest()
	want := v1alpha1.Status{
		ResourceGroup:  resourceGroupName(p),
		CIDR:           "10.0.0.0/16",
		Subnets:        []v1alpha1.Subnet{{Name: "private", Tier: v1alpha1.TierPrivate, CIDR: "10.0.64.0/18"}},
		SecurityGroups: []v1alpha1.SecurityGroup{{Tier: v1alpha1.TierPrivate}},
		Plan: &v1alpha1.AddressPlan{
			Zones:   3,
			Tiers:   []v1alpha1.Tier{v1alpha1.TierPrivate},
			Subnets: []v1alpha1.PlannedSubnet{{Name: "private", Tier: v1alpha1.TierPrivate, CIDR: "10.0.64.0/18"}},
		},
	}
	var got v1alpha1.Status
	Report(p, observations{}, &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Report(...): -want, +got:\n%s", diff)
	}
}
