// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managed

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

type member struct {
	ClubSelector *Selector `json:"clubSelector,omitempty"`
}

func TestEncodeSelector(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason   string
		selector *Selector
		want     string
	}{
		"Nil":    {reason: "No selector is nothing.", want: `{}`},
		"Select": {reason: "The label is what a resource carries.", selector: Select("vpc"), want: `{"clubSelector":{"matchControllerRef":true,"matchLabels":{"platform.hyperscalar.io/key":"vpc"}}}`},
		"Follow": {
			reason: "A follower of what others select has a policy.", selector: Follow("vpc"),
			want: `{"clubSelector":{"matchControllerRef":true,"matchLabels":{"platform.hyperscalar.io/key":"vpc"},"policy":{"resolve":"Always"}}}`,
		},
		"Labels": {reason: "Other labels take the place of the key.", selector: SelectLabels(map[string]string{"tier": "public"}), want: `{"clubSelector":{"matchControllerRef":true,"matchLabels":{"tier":"public"}}}`},
		"Both": {
			reason: "Labels beside the key are not lost.", selector: &Selector{Key: "vpc", Labels: map[string]string{"tier": "public"}},
			want: `{"clubSelector":{"matchControllerRef":false,"matchLabels":{"platform.hyperscalar.io/key":"vpc","tier":"public"}}}`,
		},
		"OtherPolicy": {
			reason: "A policy of somebody's own is not taken for another one.", selector: &Selector{Key: "vpc", MatchControllerRef: true, Policy: &SelectorPolicy{Resolve: "IfNotPresent"}},
			want: `{"clubSelector":{"matchControllerRef":true,"matchLabels":{"platform.hyperscalar.io/key":"vpc"},"policy":{"resolve":"IfNotPresent"}}}`,
		},
		"Everything": {reason: "What selects nothing in particular has no labels.", selector: &Selector{MatchControllerRef: true}, want: `{"clubSelector":{"matchControllerRef":true}}`},
	}
	for name, tc := range cases {
		got, err := json.Marshal(member{ClubSelector: tc.selector})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, string(got)); diff != "" {
			t.Errorf("%s: %s\nJSON: -want, +got:\n%s", name, tc.reason, diff)
		}
	}
	// All of them are encoded in one response, twice.
	e := structcodec.NewEncoder(len(cases))
	for range 2 {
		for name, tc := range cases {
			got, err := e.Encode(member{ClubSelector: tc.selector})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(object(t, tc.want), got, protocmp.Transform()); diff != "" {
				t.Errorf("%s: %s\n-want, +got:\n%s", name, tc.reason, diff)
			}
		}
	}
}

func TestEncodeShares(t *testing.T) {
	t.Parallel()
	e := structcodec.NewEncoder(1)
	first, second := Select("vpc").EncodeTo(e), Select("vpc").EncodeTo(e)
	if first != second {
		t.Error("Resources that select the same one should share the selector.")
	}
	labels := Follow("vpc").EncodeTo(e).GetStructValue().GetFields()["matchLabels"]
	if labels != EncodeLabels(e, "vpc", nil) {
		t.Error("A resource should share its labels with those who select it.")
	}
	if EncodeLabels(e, "vpc", map[string]string{"tier": "public"}) == labels {
		t.Error("A resource with more labels must not share them.")
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	if got, want := Key("subnet").Join("public", "a"), Key("subnet-public-a"); got != want {
		t.Errorf("want %q, got %q", want, got)
	}
	if got, want := Key("vpc").Join(), Key("vpc"); got != want {
		t.Errorf("want %q, got %q", want, got)
	}
}

func object(t *testing.T, j string) *structpb.Struct {
	t.Helper()
	s := &structpb.Struct{}
	if err := protojson.Unmarshal([]byte(j), s); err != nil {
		t.Fatal(err)
	}
	return s
}
