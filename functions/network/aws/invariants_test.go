// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	single := newPlan(2, v1alpha1.TierPublic, v1alpha1.TierPrivate)
	single.NAT = v1alpha1.NATSingle
	ipv6 := newPlan(3, v1alpha1.Tiers()...)
	ipv6.IPv6 = true
	unknownPeers := fullPlan()
	unknownPeers.Peers[0].Peer = v1alpha1.Status{}
	unknownPeers.Peers[1].ConnectionID = ""
	pods := newPlan(2, v1alpha1.TierPrivate)
	pods.Kubernetes = kubernetes(pods.Zones)
	endpoints := newPlan(1, v1alpha1.TierIsolated)
	endpoints.Endpoints = allServices()
	adopted := plan.Plan{Claim: testClaim(), Adopt: &v1alpha1.Adopt{
		ID:      "vpc-0a1b2c3d4e5f67890",
		Subnets: []v1alpha1.AdoptedSubnet{{ID: "subnet-0a1b2c3d4e5f67890", Tier: v1alpha1.TierPrivate}},
	}}
	return map[string]plan.Plan{
		"Smallest":     newPlan(1, v1alpha1.TierPrivate),
		"Isolated":     newPlan(3, v1alpha1.TierIsolated),
		"SingleNAT":    single,
		"IPv6":         ipv6,
		"Pods":         pods,
		"Endpoints":    endpoints,
		"Full":         fullPlan(),
		"UnknownPeers": unknownPeers,
		"Adopted":      adopted,
	}
}

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"vpcIdSelector":                  "VPC",
			"subnetIdSelector":               "Subnet",
			"routeTableIdSelector":           "RouteTable",
			"gatewayIdSelector":              "InternetGateway",
			"egressOnlyGatewayIdSelector":    "EgressOnlyInternetGateway",
			"natGatewayIdSelector":           "NATGateway",
			"vpcPeeringConnectionIdSelector": "VPCPeeringConnection",
			"allocationIdSelector":           "EIP",
			"securityGroupIdSelector":        "SecurityGroup",
			"networkAclIdSelector":           "NetworkACL",
			"vpcEndpointIdSelector":          "VPCEndpoint",
			"logDestinationSelector":         "Group",
			"iamRoleArnSelector":             "Role",
			"roleSelector":                   "Role",
		},
	}
}

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
		})
	}
}

// TestBuildSelectsWhatIsComposed shows that whatever selects something that waits, waits
// for it too. Until then nothing would match its selector.
func TestBuildSelectsWhatIsComposed(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(p, observations{})
			waits := map[managed.Key]bool{}
			for _, r := range resources {
				waits[r.Key] = len(r.After)+len(r.Waits) > 0
			}
			for _, r := range resources {
				for _, s := range managedtest.Selections(r) {
					to := s.Selector.Key
					if waits[to] && !slices.Contains(r.After, to) && len(r.Waits) == 0 {
						t.Errorf("%s of %q selects %q, which waits, and %q does not wait for it", s.Field, r.Key, to, r.Key)
					}
				}
			}
		})
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{"Group": naming.AWSLogGroup, "Role": naming.AWSIAMRole, "RolePolicy": naming.AWSIAMRolePolicy}}
	resources := Build(fullPlan(), observations{})
	names.Check(t, resources)
	names.CheckComplete(t, resources)
	groups := 0
	for _, r := range resources {
		g, ok := r.ForProvider.(aws.SecurityGroup)
		if !ok {
			continue
		}
		groups++
		if err := naming.Valid(naming.AWSSecurityGroup, g.Name); err != nil {
			t.Errorf("name of %q: %v", r.Key, err)
		}
		if g.Description == "" {
			t.Errorf("%q has no description, which cannot be added later", r.Key)
		}
	}
	if groups == 0 {
		t.Error("there is no security group whose name could be checked")
	}
}

// TestBuildTags checks that whatever AWS can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	managedtest.CheckTags(t, Build(fullPlan(), observations{}), "Tags", map[string]string{"team": "team-a", "claim": "shop"}, "Name")
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		if name == "UnknownPeers" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, p)
			managedtest.CheckNothingWaits(t, resources)
			invariants().Check(t, resources)
		})
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	lostPeers := fullPlan()
	for i := range lostPeers.Peers {
		lostPeers.Peers[i].Peer, lostPeers.Peers[i].ConnectionID = v1alpha1.Status{}, ""
	}
	cases := map[string]struct {
		reason string
		before plan.Plan
		after  plan.Plan
	}{
		"StatusLost": {
			reason: "No resource may vanish or lose a value because status is lost for a moment.",
			before: fullPlan(),
			after:  fullPlan(),
		},
		"PeersLost": {
			reason: "A peering that exists stays as it is when the other network is lost for a moment.",
			before: fullPlan(),
			after:  lostPeers,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			got := Build(tc.after, o.Lost())
			managedtest.CheckKept(t, tc.reason, want, got)
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	// everything but what is there once for each zone or tier.
	with := func(p plan.Plan, nat v1alpha1.NATMode) plan.Plan {
		full := fullPlan()
		p.NAT, p.IPv6, p.DNSZone, p.Endpoints, p.Peers, p.FlowLogRetentionDays = nat, true, full.DNSZone, full.Endpoints, full.Peers, 30
		return p
	}
	cases := map[string]struct {
		reason        string
		before, after plan.Plan
	}{
		"Zone": {
			reason: "Another zone adds resources and leaves the others alone.",
			before: with(newPlan(2, v1alpha1.Tiers()...), v1alpha1.NATPerZone),
			after:  with(newPlan(3, v1alpha1.Tiers()...), v1alpha1.NATPerZone),
		},
		"ZoneWithSingleNAT": {
			reason: "Another zone uses the NAT gateway that there is.",
			before: with(newPlan(1, v1alpha1.Tiers()...), v1alpha1.NATSingle),
			after:  with(newPlan(3, v1alpha1.Tiers()...), v1alpha1.NATSingle),
		},
		"PublicTier": {
			reason: "A public tier adds an internet gateway and leaves private subnets alone.",
			before: with(newPlan(2, v1alpha1.TierPrivate), v1alpha1.NATNone),
			after:  with(newPlan(2, v1alpha1.TierPublic, v1alpha1.TierPrivate), v1alpha1.NATNone),
		},
		"PrivateTier": {
			reason: "A private tier does not move the endpoints out of the isolated one.",
			before: with(newPlan(2, v1alpha1.TierIsolated), v1alpha1.NATNone),
			after:  with(newPlan(2, v1alpha1.TierPrivate, v1alpha1.TierIsolated), v1alpha1.NATNone),
		},
		"IsolatedTier": {
			reason: "An isolated tier leaves the others alone.",
			before: with(newPlan(2, v1alpha1.TierPublic, v1alpha1.TierPrivate), v1alpha1.NATSingle),
			after:  with(newPlan(2, v1alpha1.Tiers()...), v1alpha1.NATSingle),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, tc.before)
			managedtest.CheckGrows(t, tc.reason, before, Build(tc.after, o))
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, o := converge(t, fullPlan())
	managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(fullPlan(), o) })
}
