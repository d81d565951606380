// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Small":   {reason: "Nothing is wrong with the smallest network.", plan: small()},
		"Full":    {reason: "Nothing is wrong with a network that asks for everything.", plan: full()},
		"Adopted": {reason: "Nothing is wrong with what is adopted.", plan: adopting()},
		"Retention": {
			reason: "Flow logs are kept for as long as the project's bucket keeps them.",
			plan:   full(func(p *plan.Plan) { p.FlowLogRetentionDays = 14 }),
			want:   []string{"spec.parameters.flowLogs.retentionDays: Invalid value: 14: must be 30 on GCP"},
		},
		"RangesWithoutPrivate": {
			reason: "Ranges for clusters belong to the private subnet.",
			plan:   full(func(p *plan.Plan) { p.Tiers = tiers(v1alpha1.TierIsolated) }),
			want:   []string{`spec.parameters.kubernetes: Forbidden: ranges for clusters are secondary ranges of the private subnet on GCP: add private`},
		},
		"SmallRange": {
			reason: "No range is smaller than a /29.",
			plan:   small(func(p *plan.Plan) { p.Kubernetes = &plan.Kubernetes{ServiceCIDR: cidr("10.200.0.0/30")} }),
			want:   []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "10.200.0.0/30": must be a /29 or larger`},
		},
		"ProhibitedPods": {
			reason: "Some ranges are Google's.",
			plan:   small(func(p *plan.Plan) { p.Kubernetes = &plan.Kubernetes{PodCIDR: cidr("169.254.0.0/17")} }),
			want:   []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "169.254.0.0/17": overlaps 169.254.0.0/16`},
		},
		"Prohibited": {
			reason: "A range that holds Google's own addresses would hide them.",
			plan:   small(func(p *plan.Plan) { p.CIDR = cidr("199.36.152.0/22") }),
			want:   []string{`spec.parameters.cidr: Invalid value: "199.36.152.0/22": overlaps 199.36.153.4/30`},
		},
		"SmallNetwork": {
			reason: "A network must have room for subnets.",
			plan: small(func(p *plan.Plan) {
				p.CIDR = cidr("10.0.0.0/28")
				p.Tiers[0].Range = cidr("10.0.0.0/30")
			}),
			want: []string{`spec.parameters.cidr: Invalid value: "10.0.0.0/28": leaves a /30 for the private subnet`},
		},
		"PortsOfAll": {
			reason: "Only TCP and UDP have ports.",
			plan:   full(func(p *plan.Plan) { p.Firewall[1].Ports = []validate.PortRange{{From: 1, To: 2}} }),
			want:   []string{`spec.parameters.firewall[1].ports: Invalid value: ["1-2"]: protocol All has no ports`},
		},
		"TooManyRules": {
			reason: "There are only so many priorities.",
			plan:   full(func(p *plan.Plan) { p.Firewall = make([]plan.FirewallRule, maxRules+1) }),
			want:   []string{"spec.parameters.firewall: Too many: 6401: must have at most 6400 items"},
		},
		"PeerOfAnotherCloud": {
			reason: "Networks are peered within a cloud.",
			plan:   full(func(p *plan.Plan) { p.Peers[0].Peer.ID = "vpc-0123" }),
			want:   []string{`spec.parameters.peerings: Invalid value: "team-a/data": has the id "vpc-0123"`},
		},
		"PeerUnknown": {
			reason: "A peer may come later.",
			plan:   full(func(p *plan.Plan) { p.Peers[0].Peer.ID = "" }),
		},
		"AdoptOtherCloud": {
			reason: "The message must show what an id looks like.",
			plan:   adopting(func(p *plan.Plan) { p.Adopt.ID, p.Adopt.Subnets = "vpc-0123", nil }),
			want:   []string{`spec.parameters.adopt.id: Invalid value: "vpc-0123": must be the id of a network on GCP, projects/<project>/global/networks/<name>`},
		},
		"AdoptLinks": {
			reason: "The id within a link is named.",
			plan: adopting(func(p *plan.Plan) {
				p.Adopt.ID = "https://www.googleapis.com/compute/v1/projects/host-project/global/networks/main"
				p.Adopt.Subnets = p.Adopt.Subnets[:1]
				p.Adopt.Subnets[0].ID = "https://www.googleapis.com/compute/v1/projects/host-project/regions/europe-west1/subnetworks/apps"
			}),
			want: []string{
				`spec.parameters.adopt.id: Invalid value: "https://www.googleapis.com/compute/v1/projects/host-project/global/networks/main": must be the id of a network on GCP, projects/<project>/global/networks/<name>: use projects/host-project/global/networks/main`,
				`spec.parameters.adopt.subnets[0].id: Invalid value: "https://www.googleapis.com/compute/v1/projects/host-project/regions/europe-west1/subnetworks/apps": must be the id of a subnet on GCP, projects/<project>/regions/<region>/subnetworks/<name>: use projects/host-project/regions/europe-west1/subnetworks/apps`,
			},
		},
		"AdoptBadSubnet": {
			reason: "The message must show what an id looks like.",
			plan:   adopting(func(p *plan.Plan) { p.Adopt.Subnets[0].ID = "apps" }),
			want:   []string{`spec.parameters.adopt.subnets[0].id: Invalid value: "apps": must be the id of a subnet on GCP, projects/<project>/regions/<region>/subnetworks/<name>`},
		},
		"AdoptTwice": {
			reason: "A tier is one subnet.",
			plan:   adopting(func(p *plan.Plan) { p.Adopt.Subnets[1].Tier = v1alpha1.TierPrivate }),
			want:   []string{`spec.parameters.adopt.subnets[1].tier: Invalid value: "private": is the tier of another subnet already`},
		},
		"AdoptElsewhere": {
			reason: "Machines and their subnet are in one region, and a subnet and its network in one project.",
			plan: adopting(func(p *plan.Plan) {
				p.Adopt.Subnets[0].ID = "projects/host-project/regions/us-east4/subnetworks/apps"
				p.Adopt.Subnets[1].ID = "projects/guest-project/regions/europe-west1/subnetworks/edge"
			}),
			want: []string{
				`spec.parameters.adopt.subnets[0].id: Invalid value: "projects/host-project/regions/us-east4/subnetworks/apps": is in region us-east4, and the claim is in europe-west1`,
				`spec.parameters.adopt.subnets[1].id: Invalid value: "projects/guest-project/regions/europe-west1/subnetworks/edge": is in project guest-project, and the network is in host-project`,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for i, err := range Validate(tc.plan) {
				m := err.Error()
				// What a message advises is left to review.
				if i < len(tc.want) && strings.HasPrefix(m, tc.want[i]) {
					m = tc.want[i]
				}
				got = append(got, m)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want messages, +got messages:\n%s", tc.reason, diff)
			}
		})
	}
}
