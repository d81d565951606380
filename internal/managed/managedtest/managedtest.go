// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package managedtest proves what holds for the resources of every claim, whatever was asked
// for and of which cloud: that whatever they refer to is composed too, that nothing waits for
// itself, and that what was built once is built again. Only tests import it.
package managedtest

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// TB is what a check needs of a test.
type TB interface {
	// Helper says that failures are those of who called the check.
	Helper()

	// Errorf reports a failure.
	Errorf(format string, args ...any)

	// Fatalf reports a failure, and ends the test.
	Fatalf(format string, args ...any)
}

// keyUsage starts the keys of what orders deletion. The engine joins it with the keys of both
// sides, and labels what it composes with all of that.
const keyUsage managed.Key = "usage"

// kindProviderConfig is what a resource may be managed with.
const kindProviderConfig = "ProviderConfig"

// Invariants hold for the resources that a builder makes of any plan.
type Invariants struct {
	// Components that resources may belong to.
	Components []managed.Component

	// TargetKinds are the kinds that selectors may select, by the name of their field in
	// JSON.
	TargetKinds map[string]string

	// IndexedLists are the lists that selectors may stand in, because their items are told
	// apart by an index: the kind of a resource and the name of its field in JSON, with a
	// dot in between.
	IndexedLists []string

	// ShortenedUsages are what the keys of resources begin with that are deleted before
	// others, and have so long a key together with them that the engine has to shorten it.
	// It may do so, because nobody selects what orders deletion.
	ShortenedUsages []managed.Key
}

// Check that the invariants hold for all resources of a claim.
func (i Invariants) Check(t TB, resources []managed.Resource) {
	t.Helper()
	if len(resources) == 0 {
		t.Errorf("there are no resources that anything could hold for")
	}
	CheckKeys(t, resources, i.ShortenedUsages...)
	composed := make(map[managed.Key]managed.Resource, len(resources))
	for _, r := range resources {
		if _, ok := composed[r.Key]; ok {
			t.Errorf("two resources have the key %q", r.Key)
		}
		if !slices.Contains(i.Components, r.Component) {
			t.Errorf("%q belongs to the component %q, which is none of %q", r.Key, r.Component, i.Components)
		}
		composed[r.Key] = r
	}
	for _, r := range resources {
		checkNamed(t, r, composed)
		i.checkSelected(t, r, composed)
		i.checkLists(t, r)
	}
	checkOrder(t, resources)
}

// CheckKeys checks that the keys of resources make values of labels, also when the engine
// orders deletion by them, but for the resources whose keys begin with what is shortened.
func CheckKeys(t TB, resources []managed.Resource, shortened ...managed.Key) {
	t.Helper()
	for _, r := range resources {
		checkLabel(t, r.Key)
		if slices.ContainsFunc(shortened, func(k managed.Key) bool { return k.Begins(r.Key) }) {
			continue
		}
		for _, k := range r.DeleteBefore {
			checkLabel(t, keyUsage.Join(string(r.Key), string(k)))
		}
	}
}

func checkLabel(t TB, k managed.Key) {
	t.Helper()
	if problems := validation.IsValidLabelValue(string(k)); k == "" || len(problems) > 0 {
		t.Errorf("key %q cannot be the value of a label: %v", k, problems)
	}
}

// checkNamed checks that whatever a resource names by its key is composed.
func checkNamed(t TB, r managed.Resource, composed map[managed.Key]managed.Resource) {
	t.Helper()
	for _, k := range slices.Concat(r.After, r.DeleteBefore) {
		if _, ok := composed[k]; !ok {
			t.Errorf("%q comes after or is deleted before %q, which does not exist", r.Key, k)
		}
	}
	if r.ProviderConfig == "" {
		return
	}
	if got := kindOf(composed, r.ProviderConfig); got != kindProviderConfig {
		t.Errorf("%q is managed with %q, which is %q and not %q", r.Key, r.ProviderConfig, got, kindProviderConfig)
	}
}

// checkSelected checks that every selector of a resource selects what its field is about,
// from the resources of the same claim.
func (i Invariants) checkSelected(t TB, r managed.Resource, composed map[managed.Key]managed.Resource) {
	t.Helper()
	found := Selections(r)
	if encoded := countEncoded(t, r); encoded != len(found) {
		t.Errorf("%q has %d selectors, but %d of them can be found", r.Key, encoded, len(found))
	}
	for _, s := range found {
		want, ok := i.TargetKinds[s.Field]
		if !ok {
			t.Errorf("nobody knows the kind that %s of %q selects", s.Field, r.Key)
			continue
		}
		if !s.Selector.MatchControllerRef {
			t.Errorf("%s of %q selects resources of other claims", s.Field, r.Key)
		}
		if s.Selector.Key == "" && len(s.Selector.Labels) == 0 {
			t.Errorf("%s of %q selects nothing in particular", s.Field, r.Key)
		}
		if got := kindOf(composed, s.Selector.Key); s.Selector.Key != "" && got != want {
			t.Errorf("%s of %q selects %q, which is %q and not %q", s.Field, r.Key, s.Selector.Key, got, want)
		}
		if len(s.Selector.Labels) > 0 && !anyLabelled(composed, want, s.Selector.Labels) {
			t.Errorf("%s of %q selects %v, which no %s has", s.Field, r.Key, s.Selector.Labels, want)
		}
	}
}

// checkLists checks that nothing is selected in a list: it belongs as a whole to whoever
// applied it last, and what the provider resolved in it would be taken away each time.
func (i Invariants) checkLists(t TB, r managed.Resource) {
	t.Helper()
	for _, s := range Selections(r) {
		for _, list := range s.Lists {
			if !slices.Contains(i.IndexedLists, r.ForProvider.Type().Kind+"."+list) {
				t.Errorf("%s of %q stands in the list %s", s.Field, r.Key, list)
			}
		}
	}
}

// checkOrder checks that nothing waits for itself, neither to be created nor to be deleted. A
// resource is not ready before what it selects exists.
func checkOrder(t TB, resources []managed.Resource) {
	t.Helper()
	creation, deletion := map[managed.Key][]managed.Key{}, map[managed.Key][]managed.Key{}
	for _, r := range resources {
		deletion[r.Key] = r.DeleteBefore
		creation[r.Key] = slices.Clone(r.After)
		if r.ProviderConfig != "" {
			creation[r.Key] = append(creation[r.Key], r.ProviderConfig)
		}
		for _, s := range Selections(r) {
			creation[r.Key] = append(creation[r.Key], s.Selector.Key)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(creation)) {
		if leads(creation, k, k, map[managed.Key]bool{}) {
			t.Errorf("the creation of %q waits for itself", k)
		}
		if leads(deletion, k, k, map[managed.Key]bool{}) {
			t.Errorf("the deletion of %q waits for itself", k)
		}
	}
}

// leads says whether edges lead from one key to another one. What was seen on the way leads
// nowhere else when it is seen again.
func leads(edges map[managed.Key][]managed.Key, from, to managed.Key, seen map[managed.Key]bool) bool {
	return slices.ContainsFunc(edges[from], func(k managed.Key) bool {
		if k == to {
			return true
		}
		if seen[k] {
			return false
		}
		seen[k] = true
		return leads(edges, k, to, seen)
	})
}

// kindOf a resource that is composed, or nothing.
func kindOf(composed map[managed.Key]managed.Resource, k managed.Key) string {
	r, ok := composed[k]
	if !ok {
		return ""
	}
	return r.ForProvider.Type().Kind
}

// anyLabelled says whether a resource of a kind has all of some labels.
func anyLabelled(composed map[managed.Key]managed.Resource, kind string, labels map[string]string) bool {
	for _, r := range composed {
		if r.ForProvider.Type().Kind != kind {
			continue
		}
		all := true
		for name, value := range labels {
			all = all && r.Labels[name] == value
		}
		if all {
			return true
		}
	}
	return false
}
