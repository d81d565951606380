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

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"Small": {
			reason: "A private subnet without NAT has neither a route nor a router.",
			plan:   small(),
			want:   []managed.Key{"network", "subnet-private", "firewall-internal"},
		},
		"Isolated": {
			reason: "Isolated subnets are cut off by a rule, and reach Google's APIs by routes to nothing else.",
			plan:   plans()["Isolated"],
			want:   []managed.Key{"network", "subnet-isolated", "firewall-internal", "firewall-isolated", "route-google-apis", "route-google-direct", "dns-zone-google-googleapis-com", "dns-record-google-googleapis-com-addresses", "dns-record-google-googleapis-com-names"},
		},
		"Public": {
			reason: "Public subnets need the route to the internet, and no NAT.",
			plan:   small(func(p *plan.Plan) { p.Tiers = tiers(v1alpha1.TierPublic) }),
			want:   []managed.Key{"network", "subnet-public", "route-internet", "firewall-internal"},
		},
		"NATWithoutPublic": {
			reason: "Cloud NAT needs no public subnet, only the route to the internet.",
			plan:   small(func(p *plan.Plan) { p.NAT = v1alpha1.NATSingle }),
			want:   []managed.Key{"network", "subnet-private", "route-internet", "nat-address-a", "router", "nat", "firewall-internal"},
		},
		"NATWithoutPrivate": {
			reason: "NAT is for private subnets, so without them there is none.",
			plan:   small(func(p *plan.Plan) { p.NAT, p.Tiers = v1alpha1.NATSingle, tiers(v1alpha1.TierIsolated) }),
			want:   []managed.Key{"network", "subnet-isolated", "firewall-internal", "firewall-isolated"},
		},
		"Full": {
			reason: "Everything that was asked for is composed.",
			plan:   full(),
			want: []managed.Key{
				"network", "subnet-public", "subnet-private", "subnet-isolated", "route-internet",
				"nat-address-a", "nat-address-b", "nat-address-c", "router", "nat",
				"firewall-internal", "firewall-internal-ipv6", "firewall-public-ipv6", "firewall-isolated",
				"firewall-peer-data", "firewall-rule-web", "firewall-rule-no-crosstalk",
				"route-google-apis", "route-google-direct",
				"dns-zone-google-googleapis-com", "dns-record-google-googleapis-com-addresses", "dns-record-google-googleapis-com-names",
				"dns-zone", "peering-data",
			},
		},
		"Adopted": {
			reason: "An adopted network is looked at, and nothing is added to it.",
			plan:   adopting(),
			want:   []managed.Key{"network", "subnet-private", "subnet-public"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Order(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want keys, +got keys:\n%s", tc.reason, diff)
			}
		})
	}
}

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"managedZoneSelector": "ManagedZone",
			"networkSelector":     "Network",
			"routerSelector":      "Router",
		},
		ShortenedUsages: []managed.Key{keyGoogleRecord},
	}
}

// TestBuildHoldsTogether checks what holds for every resource of every plan.
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
			names := map[string]managed.Key{}
			for _, r := range first {
				checkName(t, r, names)
			}
		})
	}
}

// checkName checks that a name is legal, and that nothing else has it. Records are
// the only resources that the cloud names itself.
func checkName(t *testing.T, r managed.Resource, names map[string]managed.Key) {
	t.Helper()
	if _, ok := r.ForProvider.(gcp.RecordSet); ok {
		if r.ExternalName != "" {
			t.Errorf("%q is called %q, but the cloud names records", r.Key, r.ExternalName)
		}
		return
	}
	id := r.ForProvider.Type().Kind + "/" + r.ExternalName
	if other, ok := names[id]; ok {
		t.Errorf("%q and %q are both called %q", other, r.Key, r.ExternalName)
	}
	names[id] = r.Key
	if err := naming.Valid(ruleOf(r), r.ExternalName); err != nil {
		t.Errorf("%q: %v", r.Key, err)
	}
}

func ruleOf(r managed.Resource) naming.Rule {
	switch r.ForProvider.(type) {
	case gcp.RouterNAT:
		return naming.GCPRouterNAT
	case gcp.ManagedZone:
		return naming.GCPDNSManagedZone
	}
	return naming.GCPCompute
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		want := Build(p, observations{})
		for range 20 {
			if diff := cmp.Diff(want, Build(p, observations{})); diff != "" {
				t.Fatalf("%s: two builds of one plan differ:\n%s", name, diff)
			}
		}
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	base := func(p *plan.Plan) {
		p.Zones, p.Tiers = zones(2), tiers(v1alpha1.TierPublic, v1alpha1.TierPrivate)
		p.Firewall, p.Peers, p.DNSZone, p.Endpoints = p.Firewall[:1], nil, "", nil
	}
	cases := map[string]struct {
		reason string
		change change
		added  []managed.Key
		may    []managed.Key
	}{
		"Zone": {
			reason: "A zone adds an address, which the one gateway uses too; subnets span zones anyway.",
			change: func(p *plan.Plan) { p.Zones = zones(3) },
			added:  []managed.Key{"nat-address-c"},
			may:    []managed.Key{keyNAT},
		},
		"Tier": {
			reason: "A tier adds its subnet and its rule, and changes no other.",
			change: func(p *plan.Plan) { p.Tiers = tiers(v1alpha1.Tiers()...) },
			added:  []managed.Key{"subnet-isolated", "firewall-isolated"},
		},
		"Peer": {
			reason: "A peer adds a peering and a rule.",
			change: func(p *plan.Plan) { p.Peers = full().Peers },
			added:  []managed.Key{"firewall-peer-data", "peering-data"},
		},
		"Rule": {
			reason: "A rule after the others changes none of them.",
			change: func(p *plan.Plan) { p.Firewall = full().Firewall },
			added:  []managed.Key{"firewall-rule-no-crosstalk"},
		},
		"DNS": {
			reason: "A zone for names changes nothing else.",
			change: func(p *plan.Plan) { p.DNSZone = "shop.internal" },
			added:  []managed.Key{"dns-zone"},
		},
		"Endpoints": {
			reason: "Private endpoints add routes and names; the private subnet had the setting for its clusters already.",
			change: func(p *plan.Plan) { p.Endpoints = full().Endpoints },
			added:  []managed.Key{"route-google-apis", "route-google-direct", "dns-zone-google-googleapis-com", "dns-record-google-googleapis-com-addresses", "dns-record-google-googleapis-com-names"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, after := Build(full(base), observations{}), Build(full(base, tc.change), observations{})
			var added []managed.Key
			for _, k := range managedtest.Order(after) {
				if !slices.Contains(managedtest.Keys(before), k) {
					added = append(added, k)
				}
			}
			if diff := cmp.Diff(tc.added, added); diff != "" {
				t.Errorf("%s\n-want added, +got added:\n%s", tc.reason, diff)
			}
			for _, r := range before {
				if slices.Contains(tc.may, r.Key) {
					continue
				}
				if diff := cmp.Diff(r, managedtest.Find(t, after, r.Key)); diff != "" {
					t.Errorf("%s\n%q changed:\n%s", tc.reason, r.Key, diff)
				}
			}
		})
	}
}

// TestBuildSurvivesLoss checks that nothing that exists loses a value because
// something else is not known for a moment.
func TestBuildSurvivesLoss(t *testing.T) {
	t.Parallel()
	p := full()
	o := observe(Build(p, observe(Build(p, observations{}))))
	want := Build(p, o)
	for _, k := range managedtest.Keys(want) {
		if w := managedtest.Find(t, want, k).Waits; len(w) > 0 {
			t.Errorf("%q still waits when everything is there: %v", k, w)
		}
	}
	o = o.Lost()
	if diff := cmp.Diff(want, Build(p, o)); diff != "" {
		t.Errorf("A resource must keep its values when what was observed of others is lost: -want, +got:\n%s", diff)
	}
	p.Peers = []plan.Peer{peer("data", v1alpha1.Status{})}
	if diff := cmp.Diff(want, Build(p, o)); diff != "" {
		t.Errorf("A peering and its rule must keep their values when the other network's status is lost: -want, +got:\n%s", diff)
	}
}

func TestBuildWaits(t *testing.T) {
	t.Parallel()
	p := full(func(p *plan.Plan) { p.Peers = []plan.Peer{peer("data", v1alpha1.Status{})} })
	want := map[managed.Key][]string{
		keyZone:                          {"the network has no self link yet"},
		"dns-zone-google-googleapis-com": {"the network has no self link yet"},
		keyInternalV6Rule:                {"the network has no IPv6 range yet"},
		keyPublicV6Rule:                  {"the public subnet has no IPv6 range yet"},
		keyPeering.Join("data"):          {"network team-a/data does not exist"},
		keyPeerRule.Join("data"):         {"network team-a/data has no range yet"},
	}
	got := map[managed.Key][]string{}
	for _, r := range Build(p, observations{}) {
		if len(r.Waits) > 0 {
			got[r.Key] = r.Waits
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("What lacks a value must wait for it: -want, +got:\n%s", diff)
	}
}
