// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"maps"
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Names say what the external names of resources are like.
type Names struct {
	// Rules are those of the kinds whose name is ours to choose, by kind.
	Rules map[string]naming.Rule

	// Given are the kinds whose name says what they are about, so that it is no choice of
	// ours.
	Given []string

	// Scoped are the kinds whose names are told apart by what they are in, so that there may
	// be two with the same name.
	Scoped []string
}

// Check that every name of ours is legal and nobody else's, and that everything else is left
// to the cloud to name.
func (n Names) Check(t TB, resources []managed.Resource) {
	t.Helper()
	type name struct{ kind, name string }
	taken := map[name]managed.Key{}
	for _, r := range resources {
		kind := r.ForProvider.Type().Kind
		rule, ok := n.Rules[kind]
		if !ok {
			if r.ExternalName != "" && !slices.Contains(n.Given, kind) {
				t.Errorf("%q has the external name %q, but the cloud names a %s", r.Key, r.ExternalName, kind)
			}
			continue
		}
		if err := naming.Valid(rule, r.ExternalName); err != nil {
			t.Errorf("external name of %q: %v", r.Key, err)
		}
		of := name{kind: kind, name: r.ExternalName}
		if other, ok := taken[of]; ok && !slices.Contains(n.Scoped, kind) {
			t.Errorf("%q and %q are both called %q", other, r.Key, r.ExternalName)
		}
		taken[of] = r.Key
	}
}

// CheckComplete checks that there is a resource of every kind that has a rule, so that no rule
// is left unproven.
func (n Names) CheckComplete(t TB, resources []managed.Resource) {
	t.Helper()
	for _, kind := range slices.Sorted(maps.Keys(n.Rules)) {
		if !slices.ContainsFunc(resources, func(r managed.Resource) bool { return r.ForProvider.Type().Kind == kind }) {
			t.Errorf("there is no %s whose name could be checked", kind)
		}
	}
}
