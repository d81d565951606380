// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// runCastle runs an API of castles on a composite, with the supplied objects to require.
func runCastle(tb testing.TB, api API[castleParameters, castleStatus, castle], composite string, objects ...string) *fnv1.RunFunctionResponse {
	tb.Helper()
	w := composetest.World{Function: New(api, nil), Composite: object(tb, composite)}
	for _, o := range objects {
		w.Objects = append(w.Objects, object(tb, o))
	}
	return w.Run(tb)
}

// castleWith returns the API of castles with another provider.
func castleWith(change func(p *Provider[castleStatus, castle])) API[castleParameters, castleStatus, castle] {
	api := castleAPI()
	p := api.Providers[platform.ProviderAWS]
	change(&p)
	api.Providers = map[platform.Provider]Provider[castleStatus, castle]{platform.ProviderAWS: p}
	return api
}

// TestProtected proves that a claim which must not be deleted is protected, and that
// the composite behind it is.
func TestProtected(t *testing.T) {
	t.Parallel()

	const besieged = "the castle is besieged: wait"
	usage := `{apiVersion: protection.crossplane.io/v1beta1, kind: Usage, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: deletion-protection}},
		spec: {of: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Castle, resourceRef: {name: camelot}}, reason: "` + besieged + `"}}`
	clusterUsage := `{apiVersion: protection.crossplane.io/v1beta1, kind: ClusterUsage, metadata: {labels: {platform.hyperscalar.io/key: deletion-protection-composite}},
		spec: {of: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: XCastle, resourceRef: {name: camelot-x7k2p}}, reason: "` + besieged + `"}}`
	cases := map[string]struct {
		reason    string
		composite string
		because   string
		want      map[managed.Key]string
	}{
		"Claim": {
			reason:    "A usage goes with the namespace of its claim, so that the composite has one of its own.",
			composite: castleClaim,
			because:   besieged,
			want:      map[managed.Key]string{keyProtection: usage, keyCompositeProtection: clusterUsage},
		},
		"Composite": {
			reason:    "What a developer deletes is the composite itself.",
			composite: castleComposite,
			because:   besieged,
			want:      map[managed.Key]string{keyProtection: usage},
		},
		"NotProtected": {
			reason:    "Without a reason the claim may be deleted.",
			composite: castleClaim,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := castleWith(func(p *Provider[castleStatus, castle]) { p.Protected = func(castle) string { return tc.because } })
			rsp := runCastle(t, api, fmt.Sprintf(tc.composite, "{provider: aws, region: eu-west}", "{}"))
			for _, k := range []managed.Key{keyProtection, keyCompositeProtection} {
				got, want := desiredResource(rsp, string(k)), tc.want[k]
				if want == "" && got == nil {
					continue
				}
				if want == "" {
					t.Errorf("%s\n%s: want none, got %v", tc.reason, k, got)
					continue
				}
				if diff := cmp.Diff(object(t, want), got, protocmp.Transform()); diff != "" {
					t.Errorf("%s\n%s: -want, +got:\n%s", tc.reason, k, diff)
				}
			}
		})
	}
}

// TestRetain proves that a retained resource is left at its cloud, and only that.
func TestRetain(t *testing.T) {
	t.Parallel()

	api := castleWith(func(p *Provider[castleStatus, castle]) {
		p.Build = func(c castle, o managed.Observed) []managed.Resource {
			out := buildCastle(c, o)
			out[0].Retain = true
			return out
		}
	})
	rsp := runCastle(t, api, claimed("{provider: aws, region: eu-west, gates: [north]}"))
	want := map[string][]string{
		"wall":       {policyObserve, policyCreate, policyUpdate},
		"gate-north": {policyObserve, policyCreate, policyUpdate, policyDelete},
	}
	got := map[string][]string{}
	for key := range want {
		for _, p := range at(desiredResource(rsp, key), "spec", "managementPolicies").GetListValue().GetValues() {
			got[key] = append(got[key], p.GetStringValue())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}

// TestLenientReference proves what a claim is told of a claim that it may not, or soon
// cannot, refer to.
func TestLenientReference(t *testing.T) {
	t.Parallel()

	const orkney = `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Castle, metadata: {name: orkney, namespace: team-b%s},
		spec: {parameters: {shareWith: [%s]}}, status: {wallID: w-9}}`
	cases := map[string]struct {
		reason  string
		objects []string
		want    claim.Referenced
	}{
		"Shared": {
			reason:  "A shared claim is as good as one's own.",
			objects: []string{fmt.Sprintf(orkney, "", "team-a")},
			want:    claim.Referenced{Namespace: "team-b", Name: "orkney", Found: true},
		},
		"NotShared": {
			reason:  "What is not shared any more can be taken back, and nothing of it is told.",
			objects: []string{fmt.Sprintf(orkney, ", deletionTimestamp: 2026-01-01T00:00:00Z", "team-c")},
			want:    claim.Referenced{Namespace: "team-b", Name: "orkney", Refused: true},
		},
		"Missing": {
			reason: "Whether a claim of another namespace exists is not told.",
			want:   claim.Referenced{Namespace: "team-b", Name: "orkney", Refused: true},
		},
		"Deleting": {
			reason:  "A claim that goes is still there.",
			objects: []string{fmt.Sprintf(orkney, ", deletionTimestamp: 2026-01-01T00:00:00Z", "team-a")},
			want:    claim.Referenced{Namespace: "team-b", Name: "orkney", Found: true, Deleting: true},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api := castleAPI()
			api.References = func(p castleParameters) []claim.Reference {
				out := castleReferences(p)
				out[0].Lenient = true
				return out
			}
			var got castle
			plan := api.Plan
			api.Plan = func(c claim.Claim, p castleParameters, recorded castleStatus) (castle, field.ErrorList) {
				l, errs := plan(c, p, recorded)
				got = l
				return l, errs
			}
			rsp := runCastle(t, api, claimed("{provider: aws, region: eu-west, ally: {name: orkney, namespace: team-b}}"), tc.objects...)
			if message := composetest.Fatal(rsp); message != "" {
				t.Fatalf("%s\nrefused: %s", tc.reason, message)
			}
			if wantID := map[bool]string{true: "w-9"}[tc.want.Found]; got.allyID != wantID {
				t.Errorf("%s\nid: want %q, got %q", tc.reason, wantID, got.allyID)
			}
			got.ally.Status = nil
			if diff := cmp.Diff(tc.want, got.ally); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
