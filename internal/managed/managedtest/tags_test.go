// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"testing"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A flat is tagged in a map of its own, and a cellar in one that it shares.
type (
	flat   struct{ Tags map[string]string }
	cellar struct{ Tags *tags.Shared }
	attic  struct{ Tags []string }
)

func (flat) Type() managed.Type   { return managed.Type{Kind: "Flat"} }
func (cellar) Type() managed.Type { return managed.Type{Kind: "Cellar"} }
func (attic) Type() managed.Type  { return managed.Type{Kind: "Attic"} }

func TestCheckTags(t *testing.T) {
	t.Parallel()
	all := tags.New(tags.Platform{Team: "shop", Claim: "checkout"}, nil, nil)
	cases := map[string]struct {
		reason string
		spec   managed.Spec
		want   []string
	}{
		"Untaggable": {reason: "What cannot be tagged need not be.", spec: house{}},
		"Tagged":     {reason: "More tags do no harm.", spec: flat{Tags: map[string]string{"team": "shop", "Name": "any", "floor": "3"}}},
		"Shared":     {reason: "Tags may be shared.", spec: cellar{Tags: all.SharedAWS("any")}},
		"SharedLack": {reason: "What is shared may lack something, too.", spec: cellar{Tags: &tags.Shared{}}, want: []string{`"house" has "" as team`, `"house" has no Name`}},
		"Other":      {reason: "Each tag has its value.", spec: flat{Tags: map[string]string{"team": "bar", "Name": "any"}}, want: []string{`"house" has "bar" as team and not "shop"`}},
		"Unnamed":    {reason: "Some have any value, but one.", spec: flat{Tags: map[string]string{"team": "shop"}}, want: []string{`"house" has no Name`}},
		"Untagged":   {reason: "What can be tagged is.", spec: flat{}, want: []string{`"house" has "" as team`, `"house" has no Name`}},
		"Unknown":    {reason: "Tags that nobody can read are none.", spec: attic{Tags: []string{"team=shop"}}, want: []string{`"house" has "" as team`, `"house" has no Name`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckTags(r, []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.ForProvider = tc.spec })}, "Tags", map[string]string{"team": "shop"}, "Name")
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}
