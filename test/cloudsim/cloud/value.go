// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
)

// A Value is a tree of arguments or attributes: what JSON calls an object. Paths are
// the names of nested fields joined with dots. A name that ends in [] stands for
// every item of a list.
type Value map[string]any

// Copy returns a copy that shares nothing with the value.
func (v Value) Copy() Value {
	if v == nil {
		return Value{}
	}
	return runtime.DeepCopyJSON(v)
}

// At returns what is at a path. It is nil if there is nothing.
func (v Value) At(path string) any {
	found := v.All(path)
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

// All returns everything that a path stands for.
func (v Value) All(path string) []any {
	at := []any{map[string]any(v)}
	for name := range strings.SplitSeq(path, ".") {
		key, each := strings.CutSuffix(name, "[]")
		var next []any
		for _, a := range at {
			m, ok := a.(map[string]any)
			if !ok || m[key] == nil {
				continue
			}
			if l, ok := m[key].([]any); ok && each {
				next = append(next, l...)
				continue
			}
			next = append(next, m[key])
		}
		at = next
	}
	return at
}

// Has is true if there is something at a path. Empty values count as nothing.
func (v Value) Has(path string) bool {
	return !empty(v.At(path))
}

// String returns the string at a path, or nothing.
func (v Value) String(path string) string {
	s, _ := v.At(path).(string)
	return s
}

// Strings returns the strings that a path stands for. A list of strings at the end
// of the path is taken apart.
func (v Value) Strings(path string) []string {
	var out []string
	for _, a := range v.All(path) {
		switch a := a.(type) {
		case string:
			out = append(out, a)
		case []any:
			for _, i := range a {
				if s, ok := i.(string); ok {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// Bool returns the boolean at a path, or false.
func (v Value) Bool(path string) bool {
	b, _ := v.At(path).(bool)
	return b
}

// Int returns the number at a path. It returns false if there is none.
func (v Value) Int(path string) (int, bool) {
	switch n := v.At(path).(type) {
	case int:
		return n, true
	case int64:
		return int(n), true
	case float64:
		return int(n), true
	}
	return 0, false
}

// List returns the objects that a path stands for.
func (v Value) List(path string) []Value {
	var out []Value
	for _, a := range v.All(path) {
		switch a := a.(type) {
		case map[string]any:
			out = append(out, a)
		case []any:
			for _, i := range a {
				if m, ok := i.(map[string]any); ok {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// Map returns the strings of the object at a path.
func (v Value) Map(path string) map[string]string {
	out := map[string]string{}
	m, _ := v.At(path).(map[string]any)
	for k, a := range m {
		if s, ok := a.(string); ok {
			out[k] = s
		}
	}
	return out
}

// Over returns the value with everything of another one that it lacks.
func (v Value) Over(under Value) Value {
	out := v.Copy()
	for k, u := range under.Copy() {
		have, ok := out[k]
		if !ok || have == nil {
			out[k] = u
			continue
		}
		a, aok := have.(map[string]any)
		b, bok := u.(map[string]any)
		if aok && bok {
			out[k] = map[string]any(Value(a).Over(b))
		}
	}
	return out
}

// Bare returns the value without references, selectors and references to Secrets:
// what a provider sends to the cloud.
func (v Value) Bare() Value {
	out, _ := bare(map[string]any(v)).(map[string]any)
	if out == nil {
		return Value{}
	}
	return out
}

func bare(in any) any {
	switch in := in.(type) {
	case map[string]any:
		out := make(map[string]any, len(in))
		for k, a := range in {
			if !reference(k) {
				out[k] = bare(a)
			}
		}
		return out
	case []any:
		out := make([]any, len(in))
		for i := range in {
			out[i] = bare(in[i])
		}
		return out
	}
	return in
}

func reference(key string) bool {
	return slices.ContainsFunc([]string{"Ref", "Refs", "Selector"}, func(s string) bool { return strings.HasSuffix(key, s) })
}

// Set what is at a path of names.
func (v Value) Set(path string, to any) {
	names := strings.Split(path, ".")
	at := v
	for _, n := range names[:len(names)-1] {
		next, ok := at[n].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[n] = next
		}
		at = next
	}
	at[names[len(names)-1]] = to
}

// A Change is an argument that is not what it should be.
type Change struct {
	Path     string
	Old, New any
}

// Changes lists what has to change for the value to have everything of another one,
// sorted by path. Lists change as a whole.
func (v Value) Changes(wanted Value) []Change {
	return changes("", v, wanted)
}

func changes(at string, have, want map[string]any) []Change {
	var out []Change
	for _, k := range slices.Sorted(maps.Keys(want)) {
		path := strings.TrimPrefix(at+"."+k, ".")
		h, hok := have[k].(map[string]any)
		w, wok := want[k].(map[string]any)
		if hok && wok && !isSet(k) {
			out = append(out, changes(path, h, w)...)
			continue
		}
		if !equal(have[k], want[k]) {
			out = append(out, Change{Path: path, Old: have[k], New: want[k]})
		}
	}
	return out
}

// isSet is true for the maps whose keys belong to the user, and which therefore
// change as a whole.
func isSet(key string) bool {
	return key == "tags" || key == "labels"
}

// equal compares without regard to the types of numbers and to empty values.
func equal(a, b any) bool {
	if empty(a) && empty(b) {
		return true
	}
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, equal)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, equal)
	}
	return fmt.Sprint(a) == fmt.Sprint(b)
}

func empty(a any) bool {
	switch a := a.(type) {
	case nil:
		return true
	case string:
		return a == ""
	case []any:
		return len(a) == 0
	case map[string]any:
		return len(a) == 0
	}
	return false
}
