// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"testing"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// houses have names of lower-case letters, and people have none of ours.
func houses() Names {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return Names{Rules: map[string]naming.Rule{"House": {Kind: "a house", MinLength: 1, MaxLength: 10, First: letters, Inner: letters, Last: letters}}}
}

// called is a house with a name.
func called(name string, k managed.Key) managed.Resource {
	return with(aHouse(), func(r *managed.Resource) { r.Key, r.ExternalName = k, name })
}

func TestCheckNames(t *testing.T) {
	t.Parallel()
	baptized := with(living(person{}), func(r *managed.Resource) { r.ExternalName = "villa" })
	given, scoped := houses(), houses()
	given.Given, scoped.Scoped = []string{"Person"}, []string{"House"}
	cases := map[string]struct {
		reason    string
		names     Names
		resources []managed.Resource
		want      []string
	}{
		"Legal":      {reason: "What is ours to name has a legal name.", names: houses(), resources: []managed.Resource{called("villa", "a"), called("hut", "b"), living(person{})}},
		"Illegal":    {reason: "Other names are refused.", names: houses(), resources: []managed.Resource{called("Villa!", "a")}, want: []string{`external name of "a"`}},
		"Unnamed":    {reason: "No name is no legal one.", names: houses(), resources: []managed.Resource{called("", "a")}, want: []string{`external name of "a"`}},
		"Taken":      {reason: "No two have the same name.", names: houses(), resources: []managed.Resource{called("villa", "a"), called("villa", "b")}, want: []string{`"a" and "b" are both called "villa"`}},
		"Scoped":     {reason: "They may where they are in something else.", names: scoped, resources: []managed.Resource{called("villa", "a"), called("villa", "b")}},
		"ScopedRule": {reason: "The names have to be legal there, too.", names: scoped, resources: []managed.Resource{called("Villa!", "a")}, want: []string{`external name of "a"`}},
		"OfTheCloud": {reason: "What the cloud names we do not.", names: houses(), resources: []managed.Resource{baptized}, want: []string{`"person" has the external name "villa", but the cloud names a Person`}},
		"Given":      {reason: "A name that says what something is about is given.", names: given, resources: []managed.Resource{baptized}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			tc.names.Check(r, tc.resources)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

func TestCheckCompleteNames(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason    string
		resources []managed.Resource
		want      []string
	}{
		"Complete": {reason: "Every rule has a resource.", resources: []managed.Resource{living(person{}), aHouse()}},
		"Lacking":  {reason: "A rule without one proves nothing.", resources: []managed.Resource{living(person{})}, want: []string{"there is no House whose name could be checked"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			houses().CheckComplete(r, tc.resources)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}
