// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// keySecondMoat is where the first moat was.
const keySecondMoat managed.Key = keyMoat + "-second"

// successionAPI has nothing but a moat that takes the place of those before it.
func successionAPI() API[castleParameters, castleStatus, castle] {
	api := castleAPI()
	p := api.Providers[platform.ProviderAWS]
	p.Build = func(castle, managed.Observed) []managed.Resource {
		return []managed.Resource{{Key: keySecondMoat, Component: componentMoat, ForProvider: moat{WallID: "w-1"}, Succeeds: keyMoat}}
	}
	api.Providers = map[platform.Provider]Provider[castleStatus, castle]{platform.ProviderAWS: p}
	return api
}

// TestPredecessors proves that a resource which takes the place of another one at its cloud is
// created once that is gone, which Crossplane does not tell of by itself.
func TestPredecessors(t *testing.T) {
	t.Parallel()
	const served = "{provider: aws, region: eu-west-1}"
	flavours := map[string]struct{ template, kind, composite, namespace string }{
		"Claims": {castleClaim, "water.aws.upbound.io/v1beta1", "camelot-x7k2p", ""},
		"Native": {castleComposite, "water.aws.m.upbound.io/v1beta1", "camelot", "team-a"},
	}
	cases := map[string]struct {
		reason   string
		status   string
		moat     string
		of       string
		observed map[string]string
		waits    string
	}{
		"New":          {reason: "What was never served has nothing that could be in the way.", status: "{}", moat: "{key: moat-first}"},
		"StillThere":   {reason: "Two at a time would be the same thing at the cloud.", status: served, moat: "{key: moat-first}", waits: "moat-first is not gone yet"},
		"Gone":         {reason: "Nothing is in the way any more.", status: served},
		"Others":       {reason: "What another composite has is in nobody's way.", status: served, moat: "{key: moat-first}", of: "orkney"},
		"Unrelated":    {reason: "A key that only looks similar is something else's.", status: served, moat: "{key: moats}"},
		"ItselfGoes":   {reason: "One that was asked for again must be gone before it is created anew.", status: served, moat: "{key: moat-second, goes: true}", waits: "moat-second is not gone yet"},
		"ItselfUnseen": {reason: "What was created just now and is not seen yet does not wait for itself.", status: served, moat: "{key: moat-second}"},
		"Exists":       {reason: "What exists is never withheld.", status: served, moat: "{key: moat-first}", observed: map[string]string{string(keySecondMoat): readyMoat}},
	}
	for name, tc := range cases {
		for flavour, f := range flavours {
			t.Run(name+"/"+flavour, func(t *testing.T) {
				t.Parallel()
				w := world{composite: fmt.Sprintf(f.template, "{provider: aws, region: eu-west}", tc.status), observed: tc.observed}.real(t)
				w.Function = New(successionAPI(), logging.NewNopLogger())
				if tc.moat != "" {
					w.Objects = append(w.Objects, theMoat(t, tc.moat, f.kind, first(tc.of, f.composite), f.namespace))
				}
				rsp := w.Run(t)
				if m := fatal(rsp); m != "" {
					t.Fatal(m)
				}
				if got, want := desiredResource(rsp, string(keySecondMoat)) != nil, tc.waits == ""; got != want {
					t.Errorf("%s\ncomposed: want %t, got %t", tc.reason, want, got)
				}
				got := ""
				if waiting := statusOf(rsp).GetFields()["waiting"].GetListValue().GetValues(); len(waiting) > 0 {
					got = waiting[0].GetStructValue().GetFields()["for"].GetListValue().GetValues()[0].GetStringValue()
				}
				if diff := cmp.Diff(tc.waits, got); diff != "" {
					t.Errorf("%s\nwaits for: -want, +got:\n%s", tc.reason, diff)
				}
			})
		}
	}
}

// theMoat of a composite, from its key and from whether it is being deleted.
func theMoat(tb testing.TB, short, apiVersion, composite, namespace string) *structpb.Struct {
	tb.Helper()
	is := object(tb, short).GetFields()
	o := object(tb, fmt.Sprintf(`
apiVersion: %s
kind: Moat
metadata:
  labels: {%s: %s, %s: %s}
`, apiVersion, labelComposite, composite, managed.LabelKey, is["key"].GetStringValue()))
	metadata := o.GetFields()["metadata"].GetStructValue().GetFields()
	if namespace != "" {
		metadata["namespace"] = structpb.NewStringValue(namespace)
	}
	if is["goes"].GetBoolValue() {
		metadata["deletionTimestamp"] = structpb.NewStringValue("2026-01-01T00:00:00Z")
	}
	return o
}

// TestRequirePredecessors proves that nothing is asked for that nothing depends on: each
// requirement is one more list that Crossplane keeps.
func TestRequirePredecessors(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason   string
		status   string
		observed map[string]string
		want     bool
	}{
		"New":     {reason: "A new claim has no predecessors.", status: "{}"},
		"Exists":  {reason: "What exists does not wait.", status: "{provider: aws}", observed: map[string]string{string(keySecondMoat): readyMoat}},
		"Missing": {reason: "What is to be created may have a predecessor.", status: "{provider: aws}", want: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world{composite: fmt.Sprintf(castleClaim, "{provider: aws, region: eu-west}", tc.status), observed: tc.observed}.real(t)
			w.Function = New(successionAPI(), logging.NewNopLogger())
			rsp := w.Run(t)
			if _, got := rsp.GetRequirements().GetResources()[requirementPredecessors+"water.aws.upbound.io/v1beta1/Moat"]; got != tc.want {
				t.Errorf("%s\nrequired: want %t, got %t", tc.reason, tc.want, got)
			}
		})
	}
}
