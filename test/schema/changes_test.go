// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is recorded of networks, in the words of their status.
const (
	// undecided networks were refused before anything of them was decided.
	undecided = ""

	// decided networks have a cloud and a region, and were refused or not found
	// after that.
	decided = "provider: aws, region: eu-west-1"

	// created networks exist, with ranges for clusters.
	created = "provider: aws, region: eu-west-1, id: vpc-1, cidr: 10.0.0.0/16, kubernetes: {podCIDR: 100.64.0.0/16, serviceCIDR: 172.20.0.0/16}, plan: {zones: 3, tiers: [public, private], subnets: []}"

	// adopted networks were found.
	adopted = "provider: aws, region: eu-west-1, id: vpc-1, cidr: 10.50.0.0/16"
)

// A change is one of the parameters of a network.
type change struct {
	reason string
	status string
	from   string
	to     string
	want   []string
}

func (c change) admission() admission {
	return admission{status: c.status, from: &c.from, to: c.to, want: c.want}
}

// TestChanges changes the parameters of a network of each case, as a claim, as the
// composite of one, and as a native composite.
func TestChanges(t *testing.T) {
	t.Parallel()
	for _, s := range servedBy(t, network) {
		srv := newServer(t, s.crd)
		for name, tc := range changes() {
			t.Run(name+"/"+s.as, func(t *testing.T) {
				t.Parallel()
				if diff := cmp.Diff(tc.want, tc.admission().apply(t, srv)); diff != "" {
					t.Errorf("%s\n{%s} to {%s} with {%s}: -want, +got:\n%s", tc.reason, tc.from, tc.to, tc.status, diff)
				}
			})
		}
	}
}

func changes() map[string]change {
	return map[string]change{
		"Nothing": {
			reason: "What stays the same is permitted.",
			status: created,
			from:   "",
			to:     "",
		},
		"ProviderBeforeDecided": {
			reason: "Nothing is anywhere yet.",
			status: undecided,
			from:   "provider: aws",
			to:     "provider: gcp",
		},
		"ProviderNamed": {
			reason: "It is the one that was decided.",
			status: created,
			from:   "",
			to:     "provider: aws",
		},
		"ProviderLeftOut": {
			reason: "What was decided stays.",
			status: created,
			from:   "provider: aws",
			to:     "",
		},
		"ProviderStaysWrong": {
			reason: "The function refuses it, and other parameters can be changed.",
			status: decided,
			from:   "provider: gcp",
			to:     "provider: gcp, zones: 2",
		},
		"ProviderChanged": {
			reason: "A network cannot move to another cloud.",
			status: decided,
			from:   "provider: aws",
			to:     "provider: gcp",
			want:   []string{`spec.parameters.provider: Invalid value: is immutable and was aws before: create another network on the other cloud, and delete this one when nothing uses it any more`},
		},
		"ProviderNamedOtherwise": {
			reason: "A network cannot move to another cloud.",
			status: created,
			from:   "",
			to:     "provider: azure",
			want:   []string{`spec.parameters.provider: Invalid value: is immutable and was aws before: create another network on the other cloud, and delete this one when nothing uses it any more`},
		},
		"RegionBeforeDecided": {
			reason: "Nothing is anywhere yet.",
			status: undecided,
			from:   "region: eu-west",
			to:     "region: us-east",
		},
		"RegionInTheCloudsWords": {
			reason: "It is the same region.",
			status: created,
			from:   "region: eu-west",
			to:     "region: eu-west-1",
		},
		"RegionNamed": {
			reason: "Only the function knows whether it is the same region.",
			status: created,
			from:   "",
			to:     "region: eu-west",
		},
		"RegionLeftOut": {
			reason: "What was decided stays.",
			status: created,
			from:   "region: eu-west",
			to:     "",
		},
		"RegionChanged": {
			reason: "A network cannot move to another region.",
			status: decided,
			from:   "region: eu-west",
			to:     "region: us-east",
			want:   []string{`spec.parameters.region: Invalid value: is immutable and was eu-west before: create another network in the other region, and delete this one when nothing uses it any more`},
		},
		"CIDRBeforePlanned": {
			reason: "Nothing has an address yet.",
			status: decided,
			from:   "cidr: 10.1.0.0/16",
			to:     "cidr: 10.2.0.0/16",
		},
		"CIDRRestored": {
			reason: "It is the range that the network has.",
			status: created,
			from:   "cidr: 10.1.0.0/16",
			to:     "cidr: 10.0.0.0/16",
		},
		"CIDRChanged": {
			reason: "Everything in the network would have to be replaced.",
			status: created,
			from:   "",
			to:     "cidr: 10.1.0.0/16",
			want:   []string{`spec.parameters.cidr: Invalid value: is immutable and was 10.0.0.0/16 before: create a new network for another range`},
		},
		"CIDRChangedBeforeReported": {
			reason: "The range was planned already.",
			status: "plan: {zones: 3, tiers: [public, private], subnets: []}",
			from:   "cidr: 10.1.0.0/16",
			to:     "cidr: 10.2.0.0/16",
			want:   []string{`spec.parameters.cidr: Invalid value: is immutable and was 10.1.0.0/16 before: create a new network for another range`},
		},
		"ZonesMore": {
			reason: "There is space for more zones.",
			status: created,
			from:   "",
			to:     "zones: 6",
		},
		"ZonesFewerThanAsked": {
			reason: "No more than three are in use.",
			status: created,
			from:   "zones: 6",
			to:     "zones: 4",
		},
		"ZonesFewer": {
			reason: "Subnets would be deleted.",
			status: created,
			from:   "",
			to:     "zones: 2",
			want:   []string{`spec.parameters.zones: Invalid value: must not be less than the zones in use, which status.plan.zones counts, because their subnets would be deleted with everything in them; keep the number, or set allowReplacement to true`},
		},
		"ZonesFewerBeforePlanned": {
			reason: "There are no subnets yet.",
			status: decided,
			from:   "",
			to:     "zones: 2",
		},
		"ZonesFewerOnPurpose": {
			reason: "Who permits it knows what it does.",
			status: created,
			from:   "",
			to:     "zones: 2, allowReplacement: true",
		},
		"TiersMore": {
			reason: "There is space for more tiers.",
			status: created,
			from:   "",
			to:     "tiers: [isolated, private, public]",
		},
		"TiersFewerThanAsked": {
			reason: "The tier that is left out is not in use.",
			status: created,
			from:   "tiers: [public, private, isolated]",
			to:     "tiers: [public, private]",
		},
		"TiersFewer": {
			reason: "Subnets would be deleted.",
			status: created,
			from:   "",
			to:     "tiers: [public]",
			want:   []string{`spec.parameters.tiers: Invalid value: must keep the tiers in use, public and private, because leaving one out deletes its subnets with everything in them: add it, or set allowReplacement to true`},
		},
		"TiersReplaced": {
			reason: "Subnets would be deleted.",
			status: created,
			from:   "",
			to:     "tiers: [isolated]",
			want:   []string{`spec.parameters.tiers: Invalid value: must keep the tiers in use, public and private, because leaving one out deletes its subnets with everything in them: add it, or set allowReplacement to true`},
		},
		"TiersFewerBeforePlanned": {
			reason: "There are no subnets yet.",
			status: decided,
			from:   "",
			to:     "tiers: [public]",
		},
		"TiersFewerOnPurpose": {
			reason: "Who permits it knows what it does.",
			status: created,
			from:   "",
			to:     "tiers: [public], allowReplacement: true",
		},
		"KubernetesAdded": {
			reason: "Nobody uses other ranges.",
			status: decided,
			from:   "",
			to:     "kubernetes: {podCIDR: 10.64.0.0/16}",
		},
		"KubernetesRemoved": {
			reason: "Clusters would lose their ranges.",
			status: created,
			from:   "kubernetes: {}",
			to:     "",
			want:   []string{`spec.parameters.kubernetes: Invalid value: removing it takes the ranges of pods and services away from clusters; restore it, or set allowReplacement to true`},
		},
		"KubernetesRemovedOnPurpose": {
			reason: "Who permits it knows what it does.",
			status: created,
			from:   "kubernetes: {}",
			to:     "allowReplacement: true",
		},
		"KubernetesChangedBefore": {
			reason: "Nobody uses the ranges yet.",
			status: decided,
			from:   "kubernetes: {}",
			to:     "kubernetes: {podCIDR: 100.65.0.0/16, serviceCIDR: 172.21.0.0/16}",
		},
		"KubernetesRestored": {
			reason: "These are the ranges that clusters use.",
			status: created,
			from:   "kubernetes: {podCIDR: 100.65.0.0/16, serviceCIDR: 172.21.0.0/16}",
			to:     "kubernetes: {}",
		},
		"PodsChanged": {
			reason: "Clusters use the range.",
			status: created,
			from:   "kubernetes: {}",
			to:     "kubernetes: {podCIDR: 100.65.0.0/16}",
			want:   []string{`spec.parameters.kubernetes.podCIDR: Invalid value: is immutable and was 100.64.0.0/16 before: clusters use it; create a new network for another range`},
		},
		"ServicesChanged": {
			reason: "Clusters use the range.",
			status: created,
			from:   "kubernetes: {}",
			to:     "kubernetes: {serviceCIDR: 172.21.0.0/16}",
			want:   []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: is immutable and was 172.20.0.0/16 before: clusters use it; create a new network for another range`},
		},
		"AdoptedBeforePlanned": {
			reason: "Nothing was created.",
			status: decided,
			from:   "",
			to:     "adopt: {id: vpc-1}",
		},
		"AdoptedAfterCreated": {
			reason: "What was created would be left behind.",
			status: created,
			from:   "",
			to:     "adopt: {id: vpc-2}",
			want:   []string{`spec.parameters.adopt: Forbidden: this Network created its network already: remove adopt, or adopt the other network with another Network`},
		},
		"AdoptionBothStays": {
			reason: "The function refuses it, and other parameters can be changed.",
			status: created,
			from:   "adopt: {id: vpc-1}",
			to:     "adopt: {id: vpc-1}, shareWith: [team-a]",
		},
		"CreatedBeforeFound": {
			reason: "Nothing was adopted.",
			status: decided,
			from:   "adopt: {id: vpc-1}",
			to:     "",
		},
		"CreatedAfterAdopted": {
			reason: "Others use what was adopted.",
			status: adopted,
			from:   "adopt: {id: vpc-1}",
			to:     "",
			want:   []string{`spec.parameters.adopt: Required value: this Network adopted one that exists and cannot create one in its place: restore adopt, or create another Network`},
		},
		"AdoptedSubnetsChanged": {
			reason: "Subnets can be offered at any time.",
			status: adopted,
			from:   "adopt: {id: vpc-1}",
			to:     "adopt: {id: vpc-1, subnets: [{id: subnet-1, tier: private}]}",
		},
		"AdoptedIDBeforeFound": {
			reason: "A typing error can be corrected.",
			status: decided,
			from:   "adopt: {id: vpc-2}",
			to:     "adopt: {id: vpc-1}",
		},
		"AdoptedIDRestored": {
			reason: "It is the network that was found.",
			status: adopted,
			from:   "adopt: {id: vpc-2}",
			to:     "adopt: {id: vpc-1}",
		},
		"AdoptedIDChanged": {
			reason: "Others use what was adopted.",
			status: adopted,
			from:   "adopt: {id: vpc-1}",
			to:     "adopt: {id: vpc-2}",
			want:   []string{`spec.parameters.adopt.id: Invalid value: is immutable and was vpc-1 before: adopt the other network with another Network, and delete this one when nothing uses it any more`},
		},
	}
}
