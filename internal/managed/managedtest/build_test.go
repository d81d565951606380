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

// on is a house in a street.
func on(street string, k managed.Key) managed.Resource {
	return managed.Resource{Key: k, ForProvider: house{Street: street}}
}

func TestCheckKept(t *testing.T) {
	t.Parallel()
	before := []managed.Resource{on("Main Street", "a"), on("Main Street", "b")}
	cases := map[string]struct {
		reason  string
		after   []managed.Resource
		changes []managed.Key
		want    []string
	}{
		"Same":    {reason: "What is the same is kept, in any order.", after: []managed.Resource{before[1], before[0]}},
		"Changed": {reason: "What is wanted differently is not kept.", after: []managed.Resource{before[0], on("High Street", "b")}, want: []string{"High Street"}},
		"Gone":    {reason: "What is gone is not kept.", after: before[:1], want: []string{"Main Street"}},
		"New":     {reason: "What is new was not there.", after: append(before[:2:2], on("Side Street", "c")), want: []string{"Side Street"}},
		"Allowed": {reason: "What has to change may.", after: []managed.Resource{before[0], on("High Street", "b")}, changes: []managed.Key{"b"}},
		"HasTo":   {reason: "What has to change must.", after: before, changes: []managed.Key{"b"}, want: []string{`"b" should have changed`}},
		"Others":  {reason: "What has to change allows nothing else.", after: []managed.Resource{on("Side Street", "a"), on("High Street", "b")}, changes: []managed.Key{"b"}, want: []string{"Side Street"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckKept(r, tc.reason, before, tc.after, tc.changes...)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

func TestCheckGrows(t *testing.T) {
	t.Parallel()
	before := []managed.Resource{on("Main Street", "a"), on("Main Street", "b")}
	more := on("Side Street", "c")
	cases := map[string]struct {
		reason  string
		after   []managed.Resource
		changes []managed.Key
		want    []string
	}{
		"More":       {reason: "More is more.", after: append(before[:2:2], more)},
		"Changed":    {reason: "What changes as it has to need not bring anything.", after: []managed.Resource{before[0], on("High Street", "b")}, changes: []managed.Key{"b"}},
		"Nothing":    {reason: "Something has to come of it.", after: before, want: []string{"nothing is added"}},
		"Unchanged":  {reason: "What has to change must.", after: append(before[:2:2], more), changes: []managed.Key{"b"}, want: []string{`"b" should have changed`}},
		"Unexpected": {reason: "Nothing else may.", after: []managed.Resource{before[0], on("High Street", "b"), more}, want: []string{"High Street"}},
		"Gone":       {reason: "Nothing goes.", after: []managed.Resource{before[0], more}, want: []string{`"b": -before, +after`}},
		"Replaced":   {reason: "What has to change does not go.", after: []managed.Resource{before[0], more}, changes: []managed.Key{"b"}, want: []string{`"b" should have changed`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckGrows(r, tc.reason, before, tc.after, tc.changes...)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	before := []managed.Resource{on("Main Street", "same"), on("", "more"), on("Main Street", "less"), on("", "lost"), on("", "gone")}
	after := []managed.Resource{on("Main Street", "same"), on("Main Street", "more"), on("", "less"), on("", "new"), on("", "another")}
	want := Difference{
		Changed: []managed.Key{"less", "more"},
		Added:   []managed.Key{"another", "new"},
		Dropped: []managed.Key{"gone", "lost"},
	}
	r := &recorder{}
	if diff := cmp.Diff(want, Compare(r, before, after)); diff != "" {
		t.Errorf("Compare(...): -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(Difference{}, Compare(r, before, before)); diff != "" {
		t.Errorf("What is the same should not differ: -want, +got:\n%s", diff)
	}
	compareFailures(t, "A difference alone is no failure.", nil, r.failures)
	Compare(r, nil, []managed.Resource{{Key: keyHouse, ForProvider: broken{}}})
	compareFailures(t, "What cannot be encoded cannot be compared.", []string{"cannot encode", `cannot decode "house"`}, r.failures)
}
