// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"encoding/json"
	"reflect"
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// builds is how often something is built to see whether it is always the same. Maps of few
// keys are often walked through in the same order.
const builds = 20

// CheckRepeatable checks that resources are the same whenever they are built.
func CheckRepeatable(t TB, build func() []managed.Resource) {
	t.Helper()
	want := encode(t, build())
	for range builds {
		if got := encode(t, build()); got != want {
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

// ForProviders are what is wanted of resources, by key.
func ForProviders(t TB, resources []managed.Resource) map[managed.Key]map[string]any {
	t.Helper()
	out := make(map[managed.Key]map[string]any, len(resources))
	for _, r := range resources {
		var m map[string]any
		if err := json.Unmarshal([]byte(encode(t, r.ForProvider)), &m); err != nil {
			t.Errorf("cannot decode %q: %v", r.Key, err)
		}
		out[r.Key] = m
	}
	return out
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
func Compare(before, after map[managed.Key]map[string]any) Difference {
	var d Difference
	for k, was := range before {
		is, ok := after[k]
		if !ok {
			d.Dropped = append(d.Dropped, k)
			continue
		}
		if !reflect.DeepEqual(was, is) {
			d.Changed = append(d.Changed, k)
		}
	}
	for k := range after {
		if _, ok := before[k]; !ok {
			d.Added = append(d.Added, k)
		}
	}
	slices.Sort(d.Changed)
	slices.Sort(d.Added)
	slices.Sort(d.Dropped)
	return d
}
