// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/tags"
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

// targets are the kinds that selectors may select, by the name of their field.
func targets() map[string]string {
	return map[string]string{
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
	}
}

// selectors of a resource by the name of their field.
func selectors(v any) map[string]*managed.Selector {
	out := map[string]*managed.Selector{}
	collect(reflect.ValueOf(v), "", out)
	return out
}

func collect(v reflect.Value, name string, out map[string]*managed.Selector) {
	if s, ok := v.Interface().(*managed.Selector); ok {
		if s != nil {
			out[name] = s
		}
		return
	}
	switch v.Kind() { //nolint:exhaustive // Nothing else holds selectors.
	case reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			collect(v.Field(i), tag, out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), name, out)
		}
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, resources := range [][]managed.Resource{Build(p, observations{}), Build(p, observe(t, Build(p, observations{})))} {
				kinds := map[managed.Key]string{}
				for _, r := range resources {
					if _, ok := kinds[r.Key]; ok {
						t.Errorf("two resources have the key %q", r.Key)
					}
					if errs := validation.IsValidLabelValue(string(r.Key)); len(errs) > 0 {
						t.Errorf("key %q cannot be the value of a label: %v", r.Key, errs)
					}
					if r.Component == "" {
						t.Errorf("%q belongs to no component", r.Key)
					}
					kinds[r.Key] = r.ForProvider.Type().Kind
				}
				for _, r := range resources {
					checkReferences(t, r, resources, kinds)
				}
			}
		})
	}
}

func checkReferences(t *testing.T, r managed.Resource, resources []managed.Resource, kinds map[managed.Key]string) {
	t.Helper()
	for _, k := range slices.Concat(r.After, r.DeleteBefore) {
		if kinds[k] == "" {
			t.Errorf("%q comes after or is deleted before %q, which does not exist", r.Key, k)
		}
	}
	for name, s := range selectors(r.ForProvider) {
		want := targets()[name]
		if want == "" {
			t.Fatalf("targets() has nothing for %s", name)
		}
		if !s.MatchControllerRef {
			t.Errorf("%s of %q selects resources of other networks", name, r.Key)
		}
		if tier, ok := s.Labels[labelTier]; ok {
			if !slices.ContainsFunc(resources, func(o managed.Resource) bool {
				return o.Labels[labelTier] == tier && o.ForProvider.Type().Kind == want
			}) {
				t.Errorf("%s of %q selects tier %q, which has no %s", name, r.Key, tier, want)
			}
			continue
		}
		if got := kinds[s.Key]; got != want {
			t.Errorf("%s of %q selects %q, which is %q and not %q", name, r.Key, s.Key, got, want)
		}
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
				for field, s := range selectors(r.ForProvider) {
					to := s.Key
					if waits[to] && !slices.Contains(r.After, to) && len(r.Waits) == 0 {
						t.Errorf("%s of %q selects %q, which waits, and %q does not wait for it", field, r.Key, to, r.Key)
					}
				}
			}
		})
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	rules := map[string]naming.Rule{"Group": naming.AWSLogGroup, "Role": naming.AWSIAMRole, "RolePolicy": naming.AWSIAMRolePolicy}
	named := map[string]bool{}
	for _, r := range Build(fullPlan(), observations{}) {
		kind := r.ForProvider.Type().Kind
		if rule, ok := rules[kind]; ok {
			named[kind] = true
			if err := naming.Valid(rule, r.ExternalName); err != nil {
				t.Errorf("external name of %q: %v", r.Key, err)
			}
			continue
		}
		if r.ExternalName != "" {
			t.Errorf("%q has the external name %q, but AWS assigns it", r.Key, r.ExternalName)
		}
		if g, ok := r.ForProvider.(aws.SecurityGroup); ok {
			named[kind] = true
			if err := naming.Valid(naming.AWSSecurityGroup, g.Name); err != nil {
				t.Errorf("name of %q: %v", r.Key, err)
			}
			if g.Description == "" {
				t.Errorf("%q has no description, which cannot be added later", r.Key)
			}
		}
	}
	if want := len(rules) + 1; len(named) != want {
		t.Errorf("there are names of %v, want those of %d kinds", named, want)
	}
}

// TestBuildTags checks that whatever AWS can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for _, r := range Build(fullPlan(), observations{}) {
		v := reflect.ValueOf(r.ForProvider)
		f := v.FieldByName("Tags")
		if !f.IsValid() {
			continue
		}
		got, plain := f.Interface().(map[string]string)
		if !plain {
			shared, _ := f.Interface().(*tags.Shared)
			got = shared.Map()
		}
		if got["Name"] == "" || got["team"] != "team-a" || got["claim"] != "shop" {
			t.Errorf("%q has the tags %v", r.Key, got)
		}
	}
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
			for _, r := range resources {
				if len(r.Waits) > 0 {
					t.Errorf("%q still waits for %v", r.Key, r.Waits)
				}
			}
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
			got := Build(tc.after, o.lost())
			if diff := cmp.Diff(forProviders(t, want), forProviders(t, got)); diff != "" {
				t.Errorf("%s\nBuild(...): -before, +after:\n%s", tc.reason, diff)
			}
		})
	}
}

// forProviders is all that is wanted, by key.
func forProviders(t *testing.T, resources []managed.Resource) map[managed.Key]map[string]any {
	t.Helper()
	out := make(map[managed.Key]map[string]any, len(resources))
	for _, r := range resources {
		var m map[string]any
		if err := json.Unmarshal([]byte(toJSON(t, r.ForProvider)), &m); err != nil {
			t.Fatal(err)
		}
		out[r.Key] = m
	}
	return out
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
			after := forProviders(t, Build(tc.after, o))
			if len(after) <= len(before) {
				t.Fatalf("%s\nBuild(...) has %d resources, had %d", tc.reason, len(after), len(before))
			}
			for k, want := range forProviders(t, before) {
				if diff := cmp.Diff(want, after[k]); diff != "" {
					t.Errorf("%s\nBuild(...) changes %q: -before, +after:\n%s", tc.reason, k, diff)
				}
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, o := converge(t, fullPlan())
	want := toJSON(t, Build(fullPlan(), o))
	for range 20 {
		if got := toJSON(t, Build(fullPlan(), o)); got != want {
			t.Fatalf("Build(...) differs between calls:\n%s\n%s", want, got)
		}
	}
}
