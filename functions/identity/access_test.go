// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

const day = 24 * time.Hour

// grants of an identity by what they are on, as its status reports them.
func grants(rsp *fnv1.RunFunctionResponse) map[string]string {
	out := map[string]string{}
	for _, v := range composetest.At(composetest.Status(rsp), "grants").GetListValue().GetValues() {
		g := v.GetStructValue().GetFields()
		out[g["target"].GetStringValue()] = g["role"].GetStringValue() + " " + g["state"].GetStringValue()
	}
	return out
}

// about are the desired resources whose keys contain a text.
func about(rsp *fnv1.RunFunctionResponse, text string) []string {
	return slices.DeleteFunc(composetest.Keys(rsp), func(k string) bool { return !strings.Contains(k, text) })
}

// both stores of a claim, one of which belongs to another namespace.
const both = "{compute: {}, access: [{to: {kind: Storage, name: assets}, role: reader}, {to: {kind: Storage, name: assets, namespace: team-b}, role: writer}]}"

// unshared is a store that its owner shares with nobody.
func unshared(o *structpb.Struct) *structpb.Struct {
	composetest.At(o, "spec", "parameters").GetStructValue().Fields["shareWith"] = structpb.NewListValue(&structpb.ListValue{})
	return o
}

// TestRevoking proves that a grant is taken away when the claim does not ask for it any
// more, when its target is gone, and when its target is not shared any more; and that
// nothing else changes.
func TestRevoking(t *testing.T) {
	t.Parallel()
	const name, foreign = "storage-assets", "storage-team-b-assets"
	cases := map[string]struct {
		reason  string
		params  string
		objects func(p platform.Provider) []*structpb.Struct
		gone    string
		want    map[string]string
	}{
		"Removed": {
			reason: "What a claim does not ask for is not granted.",
			params: access("assets", "reader"),
			objects: func(p platform.Provider) []*structpb.Struct {
				return []*structpb.Struct{store(t, p, "team-a", "assets"), store(t, p, "team-b", "assets")}
			},
			gone: foreign,
			want: map[string]string{"team-a/assets": "reader Granted"},
		},
		"Unshared": {
			reason: "Who owns a store decides who may use it.",
			params: both,
			objects: func(p platform.Provider) []*structpb.Struct {
				return []*structpb.Struct{store(t, p, "team-a", "assets"), unshared(store(t, p, "team-b", "assets"))}
			},
			gone: foreign,
			want: map[string]string{"team-a/assets": "reader Granted", "team-b/assets": "writer Waiting"},
		},
		"ForeignGone": {
			reason: "A name that nobody has may be somebody else's next.",
			params: both,
			objects: func(p platform.Provider) []*structpb.Struct {
				return []*structpb.Struct{store(t, p, "team-a", "assets")}
			},
			gone: foreign,
			want: map[string]string{"team-a/assets": "reader Granted", "team-b/assets": "writer Waiting"},
		},
		"OwnGone": {
			reason: "A name that nobody has may be somebody else's next.",
			params: both,
			objects: func(p platform.Provider) []*structpb.Struct {
				return []*structpb.Struct{store(t, p, "team-b", "assets")}
			},
			gone: name,
			want: map[string]string{"team-a/assets": "reader Waiting", "team-b/assets": "writer Granted"},
		},
	}
	for label, tc := range cases {
		for _, p := range platform.Providers() {
			t.Run(label+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				s := suite()
				w, before := s.World(t, s.Claim(t, p, both), store(t, p, "team-a", "assets"), store(t, p, "team-b", "assets")).Simulated(t)
				if len(about(before, tc.gone)) == 0 {
					t.Fatalf("%s\nnothing was granted: %v", tc.reason, composetest.Keys(before))
				}
				after := s.World(t, s.Claim(t, p, tc.params), tc.objects(p)...)
				after.Observed = w.Observed
				after.Composite.Fields["status"] = w.Composite.GetFields()["status"]
				rsp := after.Run(t)
				if m := composetest.Fatal(rsp); m != "" {
					t.Fatalf("%s\nrefused: %s", tc.reason, m)
				}
				if left := about(rsp, tc.gone); len(left) > 0 {
					t.Errorf("%s\nwhat was granted is left: %v", tc.reason, left)
				}
				if diff := cmp.Diff(tc.want, grants(rsp)); diff != "" {
					t.Errorf("%s\nstatus.grants: -want, +got:\n%s", tc.reason, diff)
				}
				rest := func(r *fnv1.RunFunctionResponse) map[string]*fnv1.Resource {
					out := maps.Clone(r.GetDesired().GetResources())
					for _, k := range about(r, tc.gone) {
						delete(out, k)
					}
					return out
				}
				if diff := cmp.Diff(rest(before), rest(rsp), protocmp.Transform()); diff != "" {
					t.Errorf("%s\nwhat else there is changed: -before, +after:\n%s", tc.reason, diff)
				}
			})
		}
	}
}

// TestRevokingFromWhatStays proves that what is taken away is taken away at the cloud, even
// if the identity is left behind when its claim is deleted.
func TestRevokingFromWhatStays(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ reason, before, after string }{
		"Grant":      {reason: "Access that is not asked for must not stay.", before: access("assets", "reader"), after: "{compute: {}}"},
		"InCluster":  {reason: "Access that is not asked for must not stay.", before: "{compute: {}, access: [" + clusterAccess("reader") + "]}", after: "{compute: {}}"},
		"Narrowed":   {reason: "A role that is not asked for must not stay.", before: "{compute: {}, access: [" + clusterAccess("admin") + "]}", after: "{compute: {}, access: [" + clusterAccess("reader") + "]}"},
		"Permission": {reason: "Permissions that are not asked for must not stay.", before: "{environment: development, compute: {}, permissions: @PERMISSIONS@}", after: nobody},
		"Pods":       {reason: "Pods that are not meant must not stay the identity.", before: pods, after: strings.ReplaceAll(pods, "web", "worker")},
		"Elsewhere":  {reason: "Who is not meant must not stay the identity.", before: elsewhere(""), after: strings.ReplaceAll(elsewhere(""), "acme/shop", "acme/books")},
	}
	for label, tc := range cases {
		for _, p := range platform.Providers() {
			t.Run(label+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				s := suite()
				claim := func(params string) *structpb.Struct {
					return s.Claim(t, p, strings.TrimSuffix(params, "}")+", deletionPolicy: Orphan}")
				}
				w, before := s.World(t, claim(tc.before), s.Objects(t, p)...).Simulated(t)
				w = s.Replace(t, w, claim(tc.after))
				first := w.Run(t)
				_, last := w.Simulated(t)
				for _, k := range composetest.Keys(before) {
					if composetest.Desired(last, k) == nil && !isDeletable(first, k) && !isShared(before, k) {
						t.Errorf("%s\n%s is left at the cloud", tc.reason, k)
					}
				}
			})
		}
	}
}

// TestRotationFromWhatStays proves that a key which was replaced does not work for ever, even
// if the identity is left behind when its claim is deleted.
func TestRotationFromWhatStays(t *testing.T) {
	t.Parallel()
	for _, p := range []platform.Provider{platform.ProviderAWS, platform.ProviderGCP} {
		s := suite()
		w := s.World(t, s.Claim(t, p, "{environment: development, machine: {rotationDays: 30, overlapDays: 7}, deletionPolicy: Orphan}"))
		w.Now = time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)
		w, _ = w.Simulated(t)
		w.Now = w.Now.Add(30 * day)
		w, _ = w.Simulated(t)
		w.Now = w.Now.Add(7 * day)
		if rsp := w.Run(t); !isDeletable(rsp, "key-a") || isDeletable(rsp, "key-b") {
			t.Errorf("%s: the key that was replaced is left at the cloud, or the current one is not: %v", p, about(rsp, "key-"))
		}
	}
}

// isDeletable says whether a desired resource is deleted at its cloud once it is not desired
// any more.
func isDeletable(rsp *fnv1.RunFunctionResponse, k string) bool {
	for _, v := range composetest.At(composetest.Desired(rsp, k), "spec", "managementPolicies").GetListValue().GetValues() {
		if v.GetStringValue() == "Delete" {
			return true
		}
	}
	return false
}

// isShared says whether a resource is nothing that an identity has alone, or nothing at a
// cloud.
func isShared(rsp *fnv1.RunFunctionResponse, k string) bool {
	kinds := []string{"OpenIDConnectProvider", "WorkloadIdentityPool", "WorkloadIdentityPoolProvider", "Object", "ProviderConfig", "Usage", "ClusterUsage"}
	return slices.Contains(kinds, composetest.At(composetest.Desired(rsp, k), "kind").GetStringValue())
}

// TestAccessNeedsConsent proves that nothing is granted on what its owner never shared.
func TestAccessNeedsConsent(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			s := suite()
			w := s.World(t, s.Claim(t, p, both), store(t, p, "team-a", "assets"), unshared(store(t, p, "team-b", "assets")))
			if m := composetest.Fatal(w.Run(t)); !strings.Contains(m, "not shared") || !strings.Contains(m, "access[1].to") {
				t.Errorf("without consent the claim must be refused, got %q", m)
			}
		})
	}
}

// TestWidening proves that more is granted before anything is taken away, and that less is
// granted at once.
func TestWidening(t *testing.T) {
	t.Parallel()
	const inCluster = "{compute: {}, access: [{to: {kind: KubernetesCluster, name: main}, role: @ROLE@}]}"
	cases := map[string]struct {
		reason, params, from, to string
		kept                     bool
	}{
		"Storage":  {reason: "Nobody is locked out while more is granted.", params: access("assets", "@ROLE@"), from: "reader", to: "admin", kept: true},
		"Cluster":  {reason: "Nobody is locked out while more is granted.", params: inCluster, from: "writer", to: "admin", kept: true},
		"Narrowed": {reason: "Who loses a role loses it at once.", params: access("assets", "@ROLE@"), from: "admin", to: "reader"},
		"Lowered":  {reason: "Who loses a role loses it at once.", params: inCluster, from: "admin", to: "writer"},
	}
	for label, tc := range cases {
		for _, p := range platform.Providers() {
			t.Run(label+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				s := suite()
				claim := func(role string) *structpb.Struct {
					return s.Claim(t, p, strings.ReplaceAll(tc.params, "@ROLE@", role))
				}
				w, before := s.World(t, claim(tc.from), store(t, p, "team-a", "assets"), cluster(t, p, "team-a", "main", "default")).Simulated(t)
				next := s.Replace(t, w, claim(tc.to))
				// What names the role is another resource for another role.
				had := about(before, tc.from)
				if kept := about(next.Run(t), tc.from); tc.kept && !slices.Equal(had, kept) || !tc.kept && len(kept) > 0 {
					t.Errorf("%s\nbefore it works: had %v, kept %v", tc.reason, had, kept)
				}
				_, after := next.Simulated(t)
				if left := about(after, tc.from); len(left) > 0 {
					t.Errorf("%s\nonce it works: left %v", tc.reason, left)
				}
			})
		}
	}
}

// TestOverlap proves that a key which was replaced works for as long as the claim says.
func TestOverlap(t *testing.T) {
	t.Parallel()
	keysAfter := func(p platform.Provider, overlap string) []string {
		s := suite()
		w := s.World(t, s.Claim(t, p, machine("rotationDays: 30, overlapDays: "+overlap)))
		w.Now = time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)
		w, _ = w.Simulated(t)
		w.Now = w.Now.Add(30 * day)
		w, _ = w.Simulated(t)
		w.Now = w.Now.Add(5 * day)
		return about(w.Run(t), "key-")
	}
	for _, p := range []platform.Provider{platform.ProviderAWS, platform.ProviderGCP} {
		if got := keysAfter(p, "4"); len(got) != 1 {
			t.Errorf("%s: a key that was replaced 5 days ago works for 4: %v", p, got)
		}
		if got := keysAfter(p, "6"); len(got) != 2 {
			t.Errorf("%s: a key that was replaced 5 days ago works for 6: %v", p, got)
		}
	}
}
