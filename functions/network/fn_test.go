// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// everything is a claim that uses whatever every cloud can do.
const everything = `{cidr: 10.20.0.0/16, zones: 3, tiers: [public, private, isolated], nat: Single, ipv6: true,
	kubernetes: {podCIDR: 100.64.0.0/16, serviceCIDR: 172.20.0.0/16}, flowLogs: {enabled: true, retentionDays: 30},
	privateEndpoints: [ObjectStorage, ContainerRegistry, Secrets, KeyManagement], dns: {zone: shop.internal},
	firewall: [{name: web, ports: ["443"], cidrs: [0.0.0.0/0], tiers: [public]}, {name: no-mail, direction: Outbound, action: Deny, ports: ["25"], cidrs: [0.0.0.0/0], tiers: [public, private]}],
	peerings: [{networkRef: {name: other}}]}`

// other is a network to peer with, that exists already.
func other(tb testing.TB, p platform.Provider) *structpb.Struct {
	tb.Helper()
	id := map[platform.Provider]string{
		platform.ProviderAWS:   "vpc-0other",
		platform.ProviderAzure: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/other",
		platform.ProviderGCP:   "projects/acme/global/networks/other",
	}[p]
	return composetest.Object(tb, `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: team-a, name: other}
spec: {parameters: {peerings: [{networkRef: {name: shop}}]}}
status: {provider: `+string(p)+`, region: us-east-1, id: `+id+`, cidr: 10.99.0.0/16, peerings: [{network: team-a/shop, id: pcx-1}]}
`)
}

func full(tb testing.TB, p platform.Provider, f flavour) composetest.World {
	tb.Helper()
	return worldOf(tb, claimFor(tb, p, everything), f, other(tb, p))
}

// TestExamplesConverge proves that every example, in both flavours, becomes ready
// once its resources do, and then changes nothing any more.
func TestExamplesConverge(t *testing.T) {
	t.Parallel()
	all := examples(t)
	for name, claim := range all {
		for flavourName, f := range flavours() {
			t.Run(name+"/"+flavourName, func(t *testing.T) {
				t.Parallel()
				w := worldOf(t, claim, f, peersOf(t, claim, all)...)
				_, rsp := w.Converge(t, atProvider)
				if got := composetest.At(composetest.Status(rsp), "phase").GetStringValue(); got != string(platform.PhaseReady) {
					t.Errorf("phase: want %s, got %s; waiting: %v", platform.PhaseReady, got, composetest.At(composetest.Status(rsp), "waiting"))
				}
				if rsp.GetDesired().GetComposite().GetReady() == fnv1.Ready_READY_FALSE {
					t.Error("the composite should not be unready")
				}
			})
		}
	}
}

// peersOf a claim are the other examples, as if they were ready.
func peersOf(tb testing.TB, claim *structpb.Struct, all map[string]*structpb.Struct) []*structpb.Struct {
	tb.Helper()
	var out []*structpb.Struct
	for _, o := range all {
		if proto.Equal(o, claim) {
			continue
		}
		rsp := worldOf(tb, o, native).Run(tb)
		if composetest.Fatal(rsp) != "" {
			continue
		}
		o = proto.CloneOf(o)
		status := composetest.Status(rsp)
		status.Fields["id"] = structpb.NewStringValue(other(tb, platform.Provider(status.GetFields()["provider"].GetStringValue())).GetFields()["status"].GetStructValue().GetFields()["id"].GetStringValue())
		for _, p := range status.GetFields()["peerings"].GetListValue().GetValues() {
			p.GetStructValue().Fields["id"] = structpb.NewStringValue("pcx-1")
		}
		o.Fields["status"] = structpb.NewStructValue(status)
		out = append(out, o)
	}
	return out
}

// TestDependencyLost proves that nothing is taken away, and no value changes, when
// what everything depends on turns unready or is gone.
func TestDependencyLost(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		for flavourName, f := range flavours() {
			t.Run(string(p)+"/"+flavourName, func(t *testing.T) {
				t.Parallel()
				w, ready := full(t, p, f).Converge(t, atProvider)
				for key := range ready.GetDesired().GetResources() {
					unready := w
					unready.Observed = maps.Clone(w.Observed)
					r := proto.CloneOf(w.Observed[key])
					delete(r.GetResource().GetFields(), "status")
					unready.Observed[key] = r
					got := unready.Run(t)
					want, is := asReady(ready), asReady(got)
					// A difference is expensive to describe, so that it is only described
					// where there is one.
					if !proto.Equal(want, is) {
						t.Fatalf("when %s is unready: -want, +got:\n%s", key, cmp.Diff(want, is, protocmp.Transform()))
					}
					if got.GetDesired().GetComposite().GetReady() != fnv1.Ready_READY_FALSE {
						t.Errorf("when %s is unready the composite should be as well", key)
					}
				}
			})
		}
	}
}

// asReady returns the desired resources of a response as if all of them were ready,
// because readiness is what is expected to change.
func asReady(rsp *fnv1.RunFunctionResponse) *fnv1.State {
	out := &fnv1.State{Resources: make(map[string]*fnv1.Resource, len(rsp.GetDesired().GetResources()))}
	for k, r := range rsp.GetDesired().GetResources() {
		out.Resources[k] = &fnv1.Resource{Resource: r.GetResource(), Ready: fnv1.Ready_READY_TRUE}
	}
	return out
}

// TestGrowth proves that what exists stays as it is when a claim asks for more.
func TestGrowth(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		before string
		after  string
	}{
		"Zone":      {reason: "Another zone must not move a subnet.", before: "{zones: 2, tiers: [public, private, isolated]}", after: "{zones: 3, tiers: [public, private, isolated]}"},
		"Tier":      {reason: "Another tier must not move a subnet.", before: "{tiers: [public, private]}", after: "{tiers: [public, private, isolated]}"},
		"Endpoints": {reason: "Private endpoints are added beside what exists.", before: "{dns: {zone: a.internal}}", after: "{dns: {zone: a.internal}, privateEndpoints: [Secrets]}"},
		"DNS":       {reason: "A zone is added beside what exists.", before: "{}", after: "{dns: {zone: a.internal}}"},
	}
	for name, tc := range cases {
		for _, p := range platform.Providers() {
			t.Run(name+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				w, before := worldOf(t, claimFor(t, p, tc.before), claims).Converge(t, atProvider)
				grown := w
				grown.Composite = claims(t, claimFor(t, p, tc.after))
				grown.Composite.Fields["status"] = w.Composite.GetFields()["status"]
				after := grown.Run(t)
				if m := composetest.Fatal(after); m != "" {
					t.Fatalf("%s\nrefused: %s", tc.reason, m)
				}
				for key, r := range before.GetDesired().GetResources() {
					diff := cmp.Diff(identity(r.GetResource()), identity(composetest.Desired(after, key)))
					if diff != "" {
						t.Errorf("%s\n%s: -before, +after:\n%s", tc.reason, key, diff)
					}
				}
			})
		}
	}
}

// identity is what a resource cannot change without being replaced, on any cloud.
func identity(r *structpb.Struct) map[string]string {
	out := map[string]string{"kind": composetest.At(r, "kind").GetStringValue()}
	out["name"] = composetest.At(r, "metadata", "annotations", "crossplane.io/external-name").GetStringValue()
	for _, f := range []string{"cidrBlock", "availabilityZone", "ipCidrRange", "region", "location", "name", "zone"} {
		out[f] = composetest.At(r, "spec", "forProvider", f).String()
	}
	return out
}

// TestDeterministic proves that the same claim gets the same response, byte for
// byte.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			w, _ := full(t, p, claims).Converge(t, atProvider)
			var want string
			for i := range 20 {
				b, err := proto.MarshalOptions{Deterministic: true}.Marshal(w.Run(t))
				if err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					want = string(b)
				}
				if want != string(b) {
					t.Fatalf("run %d differs from the first", i)
				}
			}
		})
	}
}
