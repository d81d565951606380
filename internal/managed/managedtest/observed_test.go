// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// failuresOf what a test does, which may end itself.
func failuresOf(test func(t TB)) []string {
	r := &recorder{}
	var wg sync.WaitGroup
	wg.Go(func() { test(r) })
	wg.Wait()
	return r.failures
}

// A report is what a cloud says of a house, and what is asked of it.
type report struct {
	ID    string `json:"id,omitempty"`
	Rooms int    `json:"rooms,omitempty"`
}

func TestObservations(t *testing.T) {
	t.Parallel()
	type answers struct {
		Exists, Ready bool
		AtProvider    report
		At            bool
		ForProvider   report
		For           bool
		Status        report
		Has           bool
		Connection    map[string][]byte
	}
	secret := map[string][]byte{"key": []byte("open")}
	full := Observations{keyHouse: {Ready: true, ForProvider: report{Rooms: 3}, AtProvider: `{"id":"h-1"}`, Status: map[string]any{"rooms": 4}, Connection: secret}}
	cases := map[string]struct {
		reason   string
		observed Observations
		want     answers
	}{
		"Nothing": {reason: "What is not observed does not exist.", observed: Observations{}},
		"Unknown": {reason: "What exists may say nothing.", observed: Observations{keyHouse: {}}, want: answers{Exists: true}},
		"Empty":   {reason: "No text is no document.", observed: Observations{keyHouse: {AtProvider: ""}}, want: answers{Exists: true}},
		"Broken":  {reason: "Nor is a text of something else.", observed: Observations{keyHouse: {AtProvider: "{", ForProvider: broken{}}}, want: answers{Exists: true}},
		"Full": {
			reason: "A document is JSON, or what can be encoded as JSON.", observed: full,
			want: answers{
				Exists: true, Ready: true, AtProvider: report{ID: "h-1"}, At: true, ForProvider: report{Rooms: 3}, For: true,
				Status: report{Rooms: 4}, Has: true, Connection: secret,
			},
		},
		"Lost": {
			reason: "What is wanted stays when everything else is lost.", observed: full.Lost(),
			want: answers{Exists: true, ForProvider: report{Rooms: 3}, For: true},
		},
		"LostStatus": {
			reason: "So does what is secret when only the status is lost.", observed: full.LostStatus(),
			want: answers{Exists: true, ForProvider: report{Rooms: 3}, For: true, Connection: secret},
		},
		"Published": {
			reason: "Who has a secret publishes it.",
			observed: Observations{keyHouse: {}}.Publishing([]managed.Resource{with(aHouse(), func(r *managed.Resource) { r.ConnectionSecret = true })},
				func(managed.Resource) map[string][]byte { return secret }),
			want: answers{Exists: true, Connection: secret},
		},
		"Secretless": {
			reason:   "Nobody else does.",
			observed: Observations{keyHouse: {}}.Publishing([]managed.Resource{aHouse()}, func(managed.Resource) map[string][]byte { return secret }),
			want:     answers{Exists: true},
		},
		"Changed": {
			reason:   "One observation may change.",
			observed: full.Changed(keyHouse, func(o *Observation) { *o = Observation{Ready: true} }),
			want:     answers{Exists: true, Ready: true},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := answers{Exists: tc.observed.Exists(keyHouse), Ready: tc.observed.Ready(keyHouse), Connection: tc.observed.Connection(keyHouse)}
			got.At = tc.observed.AtProvider(keyHouse, &got.AtProvider)
			got.For = tc.observed.ForProvider(keyHouse, &got.ForProvider)
			got.Has = tc.observed.Status(keyHouse, &got.Status)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPossible(t *testing.T) {
	t.Parallel()
	after := with(living(person{}), func(r *managed.Resource) { r.After = []managed.Key{keyHouse} })
	waiting := with(aHouse(), func(r *managed.Resource) { r.Waits = []string{"there is no road yet"} })
	cases := map[string]struct {
		reason    string
		observed  Observations
		resources []managed.Resource
		want      []managed.Key
	}{
		"First":   {reason: "What waits for nothing comes first.", resources: []managed.Resource{aHouse(), after}, want: []managed.Key{keyHouse}},
		"NotYet":  {reason: "What is not ready is waited for.", observed: Observations{keyHouse: {}}, resources: []managed.Resource{aHouse(), after}, want: []managed.Key{keyHouse}},
		"Then":    {reason: "What is ready is not.", observed: Observations{keyHouse: {Ready: true}}, resources: []managed.Resource{aHouse(), after}, want: []managed.Key{keyHouse, keyPerson}},
		"Waits":   {reason: "What waits does not come.", resources: []managed.Resource{waiting}, want: []managed.Key{}},
		"IsThere": {reason: "What is there stays, whatever it waits for.", observed: Observations{keyHouse: {}}, resources: []managed.Resource{waiting}, want: []managed.Key{keyHouse}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := Order(tc.resources)
			if diff := cmp.Diff(tc.want, Keys(tc.observed.Possible(tc.resources))); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(all, Order(tc.resources)); diff != "" {
				t.Errorf("The resources themselves stay as they are: -want, +got:\n%s", diff)
			}
		})
	}
}

func TestConverge(t *testing.T) {
	t.Parallel()
	observe := func(resources []managed.Resource) Observations {
		return Created(resources, func(r managed.Resource) any { return report{ID: string(r.Key)} })
	}
	// The person moves in once the house has an id.
	moving := func(o managed.Observed) []managed.Resource {
		h := managed.At[report](o, keyHouse)
		return []managed.Resource{aHouse(), with(living(person{}), func(r *managed.Resource) {
			r.ExternalName = h.ID
			if h.ID == "" {
				r.Waits = []string{"there is no house yet"}
			}
		})}
	}
	calls := 0
	cases := map[string]struct {
		reason string
		from   Observations
		build  func(managed.Observed) []managed.Resource
		want   []managed.Key
		fails  int
	}{
		"Converges": {reason: "What waits for others comes after them.", build: moving, want: []managed.Key{keyHouse, keyPerson}},
		"GoesOn":    {reason: "It may begin with what is there.", from: Observations{keyHouse: {}}, build: moving, want: []managed.Key{keyHouse, keyPerson}},
		"Waits": {
			reason: "What waits for ever is no end.", fails: 1,
			build: func(managed.Observed) []managed.Resource {
				return []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.Waits = []string{"for ever"} })}
			},
		},
		"Changes": {
			reason: "Nor is what always changes.", fails: 1,
			build: func(managed.Observed) []managed.Resource {
				calls++
				return []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.Retain = calls%2 == 0 })}
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []managed.Resource
			var observed Observations
			failures := failuresOf(func(t TB) { got, observed = Converge(t, tc.from, tc.build, observe) })
			if len(failures) != tc.fails {
				t.Fatalf("%s\nwant %d failures, got %q", tc.reason, tc.fails, failures)
			}
			if diff := cmp.Diff(tc.want, Keys(got), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			for _, k := range tc.want {
				if !observed.Ready(k) {
					t.Errorf("%s\n%q is not observed", tc.reason, k)
				}
			}
		})
	}
}

func TestConvergeReported(t *testing.T) {
	t.Parallel()
	build := func(string, managed.Observed) []managed.Resource { return []managed.Resource{aHouse()} }
	observe := func(resources []managed.Resource) Observations {
		return Created(resources, func(managed.Resource) any { return report{ID: "h-1"} })
	}
	record := func(_, reported string) string { return reported }
	cases := map[string]struct {
		reason string
		report func(recorded string, o managed.Observed, into *string)
		want   string
		fails  int
	}{
		"Same": {reason: "What is reported again is what was recorded.", want: "h-1", report: func(_ string, o managed.Observed, into *string) {
			*into = managed.At[report](o, keyHouse).ID
		}},
		"Grows": {reason: "What is reported must not depend on how often it was.", fails: 1, report: func(recorded string, _ managed.Observed, into *string) {
			*into = recorded + "x"
		}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got string
			failures := failuresOf(func(t TB) { _, _, got = ConvergeReported(t, "", build, tc.report, record, observe) })
			if len(failures) != tc.fails || got != tc.want {
				t.Errorf("%s\nwant %q and %d failures, got %q and %q", tc.reason, tc.want, tc.fails, got, failures)
			}
		})
	}
}

func TestSpec(t *testing.T) {
	t.Parallel()
	resources := []managed.Resource{aHouse()}
	if diff := cmp.Diff(house{}, Spec[house](t, resources, keyHouse)); diff != "" {
		t.Errorf("Spec(...): -want, +got:\n%s", diff)
	}
	compareFailures(t, "There is nothing else.", []string{`no resource with the key "person"`}, failuresOf(func(t TB) { Spec[person](t, resources, keyPerson) }))
	compareFailures(t, "A house is nobody.", []string{`"house" is a managedtest.house and no managedtest.person`}, failuresOf(func(t TB) { Spec[person](t, resources, keyHouse) }))
}

func TestOverlay(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason    string
		documents []any
		want      map[string]any
		fails     []string
	}{
		"Nothing": {reason: "What says nothing changes nothing.", documents: []any{nil, ""}, want: map[string]any{}},
		"Wins":    {reason: "The last one wins.", documents: []any{report{ID: "a", Rooms: 1}, `{"id":"b"}`}, want: map[string]any{"id": "b", "rooms": 1.0}},
		"Within":  {reason: "It does so within objects, too.", documents: []any{`{"a":{"b":{"c":1},"d":2}}`, `{"a":{"b":{"e":3}}}`}, want: map[string]any{"a": map[string]any{"b": map[string]any{"c": 1.0, "e": 3.0}, "d": 2.0}}},
		"Replace": {reason: "What is no object is replaced.", documents: []any{`{"a":{"b":1}}`, `{"a":[2]}`}, want: map[string]any{"a": []any{2.0}}},
		"Broken":  {reason: "What is no document is a mistake.", documents: []any{"{"}, fails: []string{"{ is no document"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got map[string]any
			compareFailures(t, tc.reason, tc.fails, failuresOf(func(t TB) { got = Overlay(t, tc.documents...) }))
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nOverlay(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	if got := JSON(t, report{ID: "a"}); got != `{"id":"a"}` {
		t.Errorf("JSON(...): got %s", got)
	}
	compareFailures(t, "What cannot be encoded is a mistake.", []string{"cannot encode managedtest.broken"}, failuresOf(func(t TB) { JSON(t, broken{}) }))
}
