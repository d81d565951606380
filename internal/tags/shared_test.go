// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package tags

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

func TestEncodeShared(t *testing.T) {
	t.Parallel()
	s := New(platform(), nil, map[string]string{"app": "shop"})
	cases := map[string]struct {
		reason string
		tags   *Shared
	}{
		"Name":      {reason: "A resource has its name beside the tags of its claim.", tags: s.SharedAWS("vpc")},
		"OtherName": {reason: "Another resource has another name.", tags: s.SharedAWS("subnet")},
		"NoName":    {reason: "Without a name there are the tags of the claim.", tags: s.SharedAWS("")},
		"More":      {reason: "A resource may have more tags of its own.", tags: s.SharedAWS("subnet").With("role", "elb").With("zone", "a")},
		"Over":      {reason: "The tags of a resource are over those of its claim, and the last one wins.", tags: s.SharedAWS("vpc").With("app", "first").With("app", "last")},
		"ZeroSet":   {reason: "A name needs no tags of a claim.", tags: Set{}.SharedAWS("vpc")},
	}
	// All of them are encoded in one response, twice, and looked at in the end.
	e := &structcodec.Encoder{}
	for range 2 {
		encoded := map[string]*structpb.Value{}
		for name, tc := range cases {
			encoded[name] = tc.tags.EncodeTo(e)
		}
		for name, tc := range cases {
			if diff := cmp.Diff(tc.tags.Map(), texts(encoded[name])); diff != "" {
				t.Errorf("%s: %s\n-want, +got:\n%s", name, tc.reason, diff)
			}
		}
	}
	for name, resource := range map[string]string{"Name": "vpc", "OtherName": "subnet", "NoName": ""} {
		if diff := cmp.Diff(s.AWS(resource), cases[name].tags.Map()); diff != "" {
			t.Errorf("%s: shared tags should say the same as others: -want, +got:\n%s", name, diff)
		}
	}
	if got := cases["Over"].tags.Map()["app"]; got != "last" {
		t.Errorf("the tag that was added last is %q", got)
	}
}

// TestEncodeNothing shows that a resource without tags has no field for them.
func TestEncodeNothing(t *testing.T) {
	t.Parallel()
	for name, tags := range map[string]*Shared{"Nil": nil, "Zero": {}, "ZeroSet": Set{}.SharedAWS("")} {
		if got := tags.EncodeTo(&structcodec.Encoder{}); got != nil {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestEqual(t *testing.T) {
	t.Parallel()
	s := New(platform(), nil, nil)
	if !s.SharedAWS("vpc").With("a", "1").With("b", "2").Equal(s.SharedAWS("vpc").With("b", "2").With("a", "1")) {
		t.Error("The order of tags should make no difference.")
	}
	if s.SharedAWS("vpc").Equal(s.SharedAWS("subnet")) || s.SharedAWS("vpc").Equal(nil) {
		t.Error("Other tags should make a difference.")
	}
}

func texts(v *structpb.Value) map[string]string {
	out := map[string]string{}
	for key, value := range v.GetStructValue().GetFields() {
		out[key] = value.GetStringValue()
	}
	return out
}
