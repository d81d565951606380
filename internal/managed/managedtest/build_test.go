// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestCheckRepeatable(t *testing.T) {
	t.Parallel()
	calls := 0
	cases := map[string]struct {
		reason string
		build  func() []managed.Resource
		want   []string
	}{
		"Same": {reason: "What is always the same is repeatable.", build: func() []managed.Resource { return []managed.Resource{aHouse()} }},
		"Differs": {
			reason: "What differs is not, even if it does so late.",
			build: func() []managed.Resource {
				calls++
				return []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.Retain = calls > builds })}
			},
			want: []string{"what is built differs between calls"},
		},
		"NotEncodable": {
			reason: "What cannot be encoded cannot be compared.",
			build:  func() []managed.Resource { return []managed.Resource{{ForProvider: broken{}}} },
			want:   repeated("cannot encode []managed.Resource", builds+1),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckRepeatable(r, tc.build)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

// repeated is a text many times.
func repeated(text string, times int) []string {
	out := make([]string, times)
	for i := range out {
		out[i] = text
	}
	return out
}

func TestCheckNothingWaits(t *testing.T) {
	t.Parallel()
	waiting := with(aHouse(), func(r *managed.Resource) { r.Waits = []string{"there is no road yet"} })
	cases := map[string]struct {
		reason    string
		resources []managed.Resource
		want      []string
	}{
		"Nothing": {reason: "What waits for nothing is fine.", resources: []managed.Resource{aHouse()}},
		"Waits":   {reason: "What waits is told with what it waits for.", resources: []managed.Resource{aHouse(), waiting}, want: []string{`"house" still waits for [there is no road yet]`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckNothingWaits(r, tc.resources)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

func TestCheckObserveOnly(t *testing.T) {
	t.Parallel()
	observed := with(aHouse(), func(r *managed.Resource) { r.ObserveOnly = true })
	cases := map[string]struct {
		reason   string
		resource managed.Resource
		adopted  bool
		ours     []managed.Key
		want     []string
	}{
		"Adopted":    {reason: "What is somebody else's is observed.", resource: observed, adopted: true},
		"Ours":       {reason: "What is ours is managed.", resource: aHouse()},
		"Touched":    {reason: "What is somebody else's is not touched.", resource: aHouse(), adopted: true, want: []string{`"house" is observed only: false`}},
		"Neglected":  {reason: "What is ours is not only observed.", resource: observed, want: []string{`"house" is observed only: true`}},
		"Beside":     {reason: "We make something beside what was adopted.", resource: aHouse(), adopted: true, ours: []managed.Key{keyHouse}},
		"BesideOnly": {reason: "It has to be made.", resource: observed, adopted: true, ours: []managed.Key{keyHouse}, want: []string{`"house" is observed only: true`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckObserveOnly(r, []managed.Resource{tc.resource}, tc.adopted, tc.ours...)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

func TestForProviders(t *testing.T) {
	t.Parallel()
	r := &recorder{}
	got := ForProviders(r, []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.ForProvider = house{Street: "Main Street"} }), living(person{})})
	want := map[managed.Key]map[string]any{keyHouse: {"street": "Main Street"}, keyPerson: {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ForProviders(...): -want, +got:\n%s", diff)
	}
	compareFailures(t, "What can be encoded fails nothing.", nil, r.failures)
	ForProviders(r, []managed.Resource{{Key: keyHouse, ForProvider: broken{}}})
	compareFailures(t, "What cannot be encoded cannot be compared.", []string{"cannot encode", `cannot decode "house"`}, r.failures)
}

func TestCompare(t *testing.T) {
	t.Parallel()
	before := map[managed.Key]map[string]any{"same": {"a": "b"}, "more": {}, "less": {"a": "b"}, "gone": {}, "lost": {}}
	after := map[managed.Key]map[string]any{"same": {"a": "b"}, "more": {"a": "b"}, "less": {}, "new": {}, "another": {}}
	want := Difference{
		Changed: []managed.Key{"less", "more"},
		Added:   []managed.Key{"another", "new"},
		Dropped: []managed.Key{"gone", "lost"},
	}
	if diff := cmp.Diff(want, Compare(before, after)); diff != "" {
		t.Errorf("Compare(...): -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(Difference{}, Compare(before, before)); diff != "" {
		t.Errorf("What is the same should not differ: -want, +got:\n%s", diff)
	}
}
