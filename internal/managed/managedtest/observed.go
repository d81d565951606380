// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// passes are how often something is built until nothing may change any more. Nothing composes
// so long a chain of resources that wait for each other.
const passes = 10

// An Observation is what is observed of one composed resource. A document is JSON, or a value
// that is encoded as JSON, or nothing when nothing is known.
type Observation struct {
	// Ready is true for a resource that is ready.
	Ready bool

	// ForProvider is the document of spec.forProvider.
	ForProvider any

	// AtProvider is the document of status.atProvider.
	AtProvider any

	// Status is the document of the whole status.
	Status any

	// Connection are the connection details.
	Connection map[string][]byte
}

// Observations are what is observed, by the keys of the resources that exist.
type Observations map[managed.Key]Observation

var _ managed.Observed = Observations{}

// Created are resources as they are once a cloud has made them, and reports of each what
// report says.
func Created(resources []managed.Resource, report func(managed.Resource) any) Observations {
	out := make(Observations, len(resources))
	for _, r := range resources {
		out[r.Key] = Observation{Ready: true, ForProvider: r.ForProvider, AtProvider: report(r)}
	}
	return out
}

// Exists is true for a resource that is observed.
func (o Observations) Exists(k managed.Key) bool {
	_, ok := o[k]
	return ok
}

// Ready is true for a resource that is observed to be ready.
func (o Observations) Ready(k managed.Key) bool { return o[k].Ready }

// AtProvider decodes the observed status.atProvider of a resource.
func (o Observations) AtProvider(k managed.Key, into any) bool { return decode(o[k].AtProvider, into) }

// ForProvider decodes the observed spec.forProvider of a resource.
func (o Observations) ForProvider(k managed.Key, into any) bool {
	return decode(o[k].ForProvider, into)
}

// Status decodes the whole observed status of a resource.
func (o Observations) Status(k managed.Key, into any) bool { return decode(o[k].Status, into) }

// Connection returns the observed connection details of a resource.
func (o Observations) Connection(k managed.Key) map[string][]byte { return o[k].Connection }

// Lost is what is left when everything but what is wanted is lost.
func (o Observations) Lost() Observations {
	out := make(Observations, len(o))
	for k, v := range o {
		out[k] = Observation{ForProvider: v.ForProvider}
	}
	return out
}

// LostStatus is what is left when the status of everything is lost. Secrets are objects of
// their own.
func (o Observations) LostStatus() Observations {
	out := make(Observations, len(o))
	for k, v := range o {
		out[k] = Observation{ForProvider: v.ForProvider, Connection: v.Connection}
	}
	return out
}

// Publishing is what is observed once the resources that have a secret publish their connection
// details.
func (o Observations) Publishing(resources []managed.Resource, details func(managed.Resource) map[string][]byte) Observations {
	out := o
	for _, r := range resources {
		if r.ConnectionSecret {
			out = out.Changed(r.Key, func(o *Observation) { o.Connection = details(r) })
		}
	}
	return out
}

// Changed is what is observed once something else is observed of one resource.
func (o Observations) Changed(k managed.Key, change func(*Observation)) Observations {
	out := maps.Clone(o)
	v := out[k]
	change(&v)
	out[k] = v
	return out
}

// Possible are those resources that exist or may be created, because they wait for nothing,
// and whatever they come after is ready.
func (o Observations) Possible(resources []managed.Resource) []managed.Resource {
	return slices.DeleteFunc(slices.Clone(resources), func(r managed.Resource) bool {
		waits := len(r.Waits) > 0 || slices.ContainsFunc(r.After, func(k managed.Key) bool { return !o.Ready(k) })
		return waits && !o.Exists(r.Key)
	})
}

// Converge builds until nothing changes any more, observing all that is possible, from what is
// observed at first. It returns what was built and is observed at last.
func Converge(t TB, o Observations, build func(managed.Observed) []managed.Resource, observe func([]managed.Resource) Observations) ([]managed.Resource, Observations) {
	t.Helper()
	for range passes {
		resources := build(o)
		next := observe(o.Possible(resources))
		if len(next) == len(resources) && JSON(t, resources) == JSON(t, build(next)) {
			return resources, next
		}
		o = next
	}
	t.Fatalf("after %d passes there is still something that changes, or waits", passes)
	return nil, nil
}

// ConvergeReported is Converge for what is built of a plan that remembers what was reported:
// what is reported at last must be what was recorded before.
func ConvergeReported[P, S any](
	t TB, p P, build func(P, managed.Observed) []managed.Resource, report func(P, managed.Observed, *S), record func(P, S) P,
	observe func([]managed.Resource) Observations,
) ([]managed.Resource, Observations, S) {
	t.Helper()
	var recorded S
	built := func(o managed.Observed) []managed.Resource { return build(p, o) }
	resources, o := Converge(t, Observations{}, built, func(resources []managed.Resource) Observations {
		next := observe(resources)
		var s S
		report(p, next, &s)
		p, recorded = record(p, s), s
		return next
	})
	var s S
	report(p, o, &s)
	if is, was := JSON(t, s), JSON(t, recorded); is != was {
		t.Fatalf("what is reported is still changing:\n%s\n%s", was, is)
	}
	return resources, o, s
}

// Find returns the resource with a key.
func Find(t TB, resources []managed.Resource, k managed.Key) managed.Resource {
	t.Helper()
	i := slices.IndexFunc(resources, func(r managed.Resource) bool { return r.Key == k })
	if i < 0 {
		t.Fatalf("there is no resource with the key %q", k)
	}
	return resources[i]
}

// Spec returns what is wanted of the resource with a key.
func Spec[T managed.Spec](t TB, resources []managed.Resource, k managed.Key) T {
	t.Helper()
	spec := Find(t, resources, k).ForProvider
	out, ok := spec.(T)
	if !ok {
		t.Fatalf("%q is a %T and no %T", k, spec, out)
	}
	return out
}

// Keys of resources, sorted.
func Keys(resources []managed.Resource) []managed.Key {
	out := Order(resources)
	slices.Sort(out)
	return out
}

// Order of resources, by their keys.
func Order(resources []managed.Resource) []managed.Key {
	out := make([]managed.Key, 0, len(resources))
	for _, r := range resources {
		out = append(out, r.Key)
	}
	return out
}

// JSON encodes a value as text. What cannot be encoded is a failure, and nothing.
func JSON(t TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Errorf("cannot encode %T: %v", v, err)
	}
	return string(b)
}

// Overlay returns what documents say together. What a later one says wins, also within objects.
func Overlay(t TB, documents ...any) map[string]any {
	t.Helper()
	out := map[string]any{}
	for _, d := range documents {
		if d == nil || d == "" {
			continue
		}
		var over map[string]any
		if !decode(d, &over) {
			t.Fatalf("%v is no document", d)
		}
		overlay(out, over)
	}
	return out
}

func overlay(out, over map[string]any) {
	for k, v := range over {
		below, nested := out[k].(map[string]any)
		if more, ok := v.(map[string]any); ok && nested {
			overlay(below, more)
			continue
		}
		out[k] = v
	}
}

// decode a document. It returns false when there is none.
func decode(document, into any) bool {
	text, ok := document.(string)
	if ok {
		return text != "" && json.Unmarshal([]byte(text), into) == nil
	}
	if document == nil {
		return false
	}
	b, err := json.Marshal(document)
	return err == nil && json.Unmarshal(b, into) == nil
}
