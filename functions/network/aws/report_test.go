// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// reportPlan is small enough to write down its status.
func reportPlan() plan.Plan {
	p := newPlan(1, v1alpha1.TierPublic, v1alpha1.TierPrivate)
	full := fullPlan()
	p.NAT, p.IPv6, p.DNSZone, p.Peers = v1alpha1.NATSingle, true, full.DNSZone, full.Peers
	p.Kubernetes = kubernetes(p.Zones)
	return p
}

// firstStatus is the status before anything exists.
func firstStatus() v1alpha1.Status {
	return v1alpha1.Status{
		CIDR: "10.0.0.0/16",
		Subnets: []v1alpha1.Subnet{
			{Name: "public-a", Tier: v1alpha1.TierPublic, Zone: "eu-west-1a", CIDR: "10.0.0.0/21"},
			{Name: "private-a", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1a", CIDR: "10.0.64.0/21"},
		},
		SecurityGroups: []v1alpha1.SecurityGroup{{Tier: v1alpha1.TierPublic}, {Tier: v1alpha1.TierPrivate}},
		DNSZone:        &v1alpha1.DNSZone{Name: "shop.internal.example.com"},
		Kubernetes: &v1alpha1.KubernetesRanges{
			PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16",
			PodSubnets: []v1alpha1.PodSubnet{{Zone: "eu-west-1a", CIDR: "100.64.0.0/19"}},
		},
		Peerings: []v1alpha1.PeeringStatus{{Network: "team-b/data"}, {Network: "team-c/core"}},
		Plan: &v1alpha1.AddressPlan{
			Zones: 1,
			Tiers: []v1alpha1.Tier{v1alpha1.TierPublic, v1alpha1.TierPrivate},
			Subnets: []v1alpha1.PlannedSubnet{
				{Name: "public-a", Tier: v1alpha1.TierPublic, Zone: "eu-west-1a", CIDR: "10.0.0.0/21"},
				{Name: "private-a", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1a", CIDR: "10.0.64.0/21"},
			},
			Reserved: []v1alpha1.ReservedRange{{CIDR: "10.0.192.0/18", For: "further tiers"}},
		},
	}
}

// readyStatus is the status once everything exists.
func readyStatus() v1alpha1.Status {
	s := firstStatus()
	s.ID, s.IPv6CIDR = "vpc-0a", "2a05:d018:abc:de00::/56"
	for i := range s.Subnets {
		s.Subnets[i].ID, s.Subnets[i].IPv6CIDR = "id-of-subnet-"+s.Subnets[i].Name, "2a05:d018:abc:de01::/64"
	}
	s.SecurityGroups[0].ID, s.SecurityGroups[1].ID = "id-of-security-group-public", "id-of-security-group-private"
	s.NATAddresses = []string{"198.51.100.1"}
	s.DNSZone.ID = "Z0A"
	s.Kubernetes.PodSubnets[0].ID = "id-of-subnet-pods-a"
	s.Peerings = []v1alpha1.PeeringStatus{
		{Network: "team-b/data", ID: "pcx-0b", State: "pending-acceptance"},
		{Network: "team-c/core", ID: "pcx-0c", State: "active"},
	}
	return s
}

func TestReport(t *testing.T) {
	t.Parallel()
	_, ready := converge(t, reportPlan())
	recorded := reportPlan()
	recorded.Recorded = readyStatus()
	adopted := plans()["Adopted"]
	adopted.Adopt.Subnets = append(adopted.Adopt.Subnets, v1alpha1.AdoptedSubnet{ID: "subnet-0bbbbbbb", Tier: v1alpha1.TierPrivate}, v1alpha1.AdoptedSubnet{ID: "subnet-0ccccccc", Tier: v1alpha1.TierPrivate})
	vpc, first, second, third := adoptedKey(adopted.Adopt.ID), adoptedKey(adopted.Adopt.Subnets[0].ID), adoptedKey(adopted.Adopt.Subnets[1].ID), adoptedKey(adopted.Adopt.Subnets[2].ID)
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed managed.Observed
		want     v1alpha1.Status
	}{
		"First": {
			reason:   "The plan is there from the first render.",
			plan:     reportPlan(),
			observed: observations{},
			want:     firstStatus(),
		},
		"Ready": {
			reason:   "Everything that others rely on is reported.",
			plan:     reportPlan(),
			observed: ready,
			want:     readyStatus(),
		},
		"Lost": {
			reason:   "What was known stays known while its resource exists.",
			plan:     recorded,
			observed: ready.Lost(),
			want:     readyStatus(),
		},
		"Gone": {
			reason:   "What does not exist is not reported because it was once recorded.",
			plan:     recorded,
			observed: observations{},
			want:     firstStatus(),
		},
		"Adopted": {
			reason: "An adopted network fills the same status. Subnets get the names of ours, unless two would have the same or the zone is not known.",
			plan:   adopted,
			observed: observations{
				vpc:    {AtProvider: `{"id":"vpc-0a1b2c3d4e5f67890","cidrBlock":"10.9.0.0/16"}`},
				first:  {AtProvider: `{"id":"subnet-0a1b2c3d4e5f67890","availabilityZone":"eu-west-1b","cidrBlock":"10.9.1.0/24"}`},
				second: {AtProvider: `{"id":"subnet-0bbbbbbb","availabilityZone":"eu-west-1c","cidrBlock":"10.9.2.0/24"}`},
			},
			want: v1alpha1.Status{
				ID: "vpc-0a1b2c3d4e5f67890", CIDR: "10.9.0.0/16",
				Subnets: []v1alpha1.Subnet{
					{Name: "private-b", ID: "subnet-0a1b2c3d4e5f67890", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1b", CIDR: "10.9.1.0/24"},
					{Name: "private-c", ID: "subnet-0bbbbbbb", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1c", CIDR: "10.9.2.0/24"},
					{Name: "private-subnet-0ccccccc", Tier: v1alpha1.TierPrivate},
				},
			},
		},
		"AdoptedFromAnother": {
			reason: "A subnet of a network that was not adopted is offered to nobody.",
			plan:   adopted,
			observed: observations{
				first:  {AtProvider: `{"id":"subnet-0a1b2c3d4e5f67890","vpcId":"vpc-0a1b2c3d4e5f67890","availabilityZone":"eu-west-1b"}`},
				second: {AtProvider: `{"id":"subnet-0bbbbbbb","vpcId":"vpc-0ffffffff","availabilityZone":"eu-west-1c","cidrBlock":"10.50.2.0/24"}`},
			},
			want: v1alpha1.Status{
				Subnets: []v1alpha1.Subnet{
					{Name: "private-b", ID: "subnet-0a1b2c3d4e5f67890", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1b"},
					{Name: "private-subnet-0bbbbbbb", Tier: v1alpha1.TierPrivate},
					{Name: "private-subnet-0ccccccc", Tier: v1alpha1.TierPrivate},
				},
			},
		},
		"AdoptedSameZone": {
			reason: "Two adopted subnets of one tier may be in one zone.",
			plan:   adopted,
			observed: observations{
				first:  {AtProvider: `{"id":"subnet-0a1b2c3d4e5f67890","availabilityZone":"eu-west-1b"}`},
				second: {AtProvider: `{"id":"subnet-0bbbbbbb","availabilityZone":"eu-west-1b"}`},
				third:  {AtProvider: `{"id":"subnet-0ccccccc","availabilityZone":"eu-west-1a"}`},
			},
			want: v1alpha1.Status{
				Subnets: []v1alpha1.Subnet{
					{Name: "private-subnet-0a1b2c3d4e5f67890", ID: "subnet-0a1b2c3d4e5f67890", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1b"},
					{Name: "private-subnet-0bbbbbbb", ID: "subnet-0bbbbbbb", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1b"},
					{Name: "private-a", ID: "subnet-0ccccccc", Tier: v1alpha1.TierPrivate, Zone: "eu-west-1a"},
				},
			},
		},
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
