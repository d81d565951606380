// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"encoding/json"
	"slices"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// builds is how often something is built to see whether it is always the same. Maps of few
// keys are often walked through in the same order.
const builds = 20

// CheckRepeatable checks that resources are the same whenever they are built.
func CheckRepeatable(t TB, build func() []managed.Resource) {
	t.Helper()
	want := JSON(t, build())
	for range builds {
		if got := JSON(t, build()); got != want {
			t.Errorf("what is built differs between calls:\n%s\n%s", want, got)
			return
		}
	}
}

// CheckNothingWaits checks that no resource waits for anything any more.
func CheckNothingWaits(t TB, resources []managed.Resource) {
	t.Helper()
	for _, r := range resources {
		if len(r.Waits) > 0 {
			t.Errorf("%q still waits for %v", r.Key, r.Waits)
		}
	}
}

// CheckObserveOnly checks that all resources of what was adopted are only observed, because
// it is somebody else's, and that none is of anything else. Ours are the keys of what is made
// for what was adopted, and is nothing of the cloud.
func CheckObserveOnly(t TB, resources []managed.Resource, adopted bool, ours ...managed.Key) {
	t.Helper()
	for _, r := range resources {
		if want := adopted && !slices.Contains(ours, r.Key); r.ObserveOnly != want {
			t.Errorf("%q is observed only: %t", r.Key, r.ObserveOnly)
		}
	}
}

// CheckKept checks that resources are wanted as they were before, but for those with the keys
// of what has to change.
func CheckKept(t TB, reason string, before, after []managed.Resource, changes ...managed.Key) {
	t.Helper()
	was, is := forProviders(t, before), forProviders(t, after)
	for _, k := range changes {
		if cmp.Equal(was[k], is[k]) {
			t.Errorf("%s\n%q should have changed", reason, k)
		}
		delete(was, k)
		delete(is, k)
	}
	if diff := cmp.Diff(was, is); diff != "" {
		t.Errorf("%s\n-before, +after:\n%s", reason, diff)
	}
}

// CheckGrows checks that there are more resources than before, or that those with the keys of
// what has to change did so, and that all others are as they were.
func CheckGrows(t TB, reason string, before, after []managed.Resource, changes ...managed.Key) {
	t.Helper()
	d := Compare(t, before, after)
	was, is := forProviders(t, before), forProviders(t, after)
	for _, k := range slices.Concat(d.Changed, d.Dropped) {
		if !slices.Contains(changes, k) {
			t.Errorf("%s\n%q: -before, +after:\n%s", reason, k, cmp.Diff(was[k], is[k]))
		}
	}
	for _, k := range changes {
		if !slices.Contains(d.Changed, k) {
			t.Errorf("%s\n%q should have changed", reason, k)
		}
	}
	if len(d.Added)+len(changes) == 0 {
		t.Errorf("%s\nnothing is added", reason)
	}
}

// A Difference is what distinguishes resources from those that there were before, each in the
// order of the keys.
type Difference struct {
	// Changed are the keys of what is wanted differently.
	Changed []managed.Key

	// Added are the keys of what was not there before.
	Added []managed.Key

	// Dropped are the keys of what is not there any more.
	Dropped []managed.Key
}

// Compare what is wanted of resources with what was wanted before.
func Compare(t TB, before, after []managed.Resource) Difference {
	t.Helper()
	var d Difference
	was, is := forProviders(t, before), forProviders(t, after)
	for k := range was {
		if _, ok := is[k]; !ok {
			d.Dropped = append(d.Dropped, k)
			continue
		}
		if !cmp.Equal(was[k], is[k]) {
			d.Changed = append(d.Changed, k)
		}
	}
	for k := range is {
		if _, ok := was[k]; !ok {
			d.Added = append(d.Added, k)
		}
	}
	slices.Sort(d.Changed)
	slices.Sort(d.Added)
	slices.Sort(d.Dropped)
	return d
}

// forProviders are what is wanted of resources, by key.
func forProviders(t TB, resources []managed.Resource) map[managed.Key]map[string]any {
	t.Helper()
	out := make(map[managed.Key]map[string]any, len(resources))
	for _, r := range resources {
		var m map[string]any
		if err := json.Unmarshal([]byte(JSON(t, r.ForProvider)), &m); err != nil {
			t.Errorf("cannot decode %q: %v", r.Key, err)
		}
		out[r.Key] = m
	}
	return out
}
