// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"reflect"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// encodedSelector is what every selector has in JSON, and nothing else.
const encodedSelector = `"matchControllerRef":`

// A Selection is a selector, and where it stands.
type Selection struct {
	// Field is the name of the selector's field in JSON.
	Field string

	// Lists are the names, in JSON, of the lists that the selector stands in, the outermost
	// first.
	Lists []string

	// Selector itself.
	Selector *managed.Selector
}

// Selections returns every selector of a resource, however deep it is.
func Selections(r managed.Resource) []Selection {
	out := selections(reflect.ValueOf(r.ForProvider), "", nil)
	if r.InitProvider != nil {
		out = append(out, selections(reflect.ValueOf(r.InitProvider), "", nil)...)
	}
	return out
}

func selections(v reflect.Value, field string, lists []string) []Selection {
	switch v.Kind() { //nolint:exhaustive // Nothing else holds selectors.
	case reflect.Pointer, reflect.Interface:
		return pointedTo(v, field, lists)
	case reflect.Struct:
		return inStruct(v, lists)
	case reflect.Slice, reflect.Array, reflect.Map:
		return inItems(v, field, lists)
	}
	return nil
}

// pointedTo is a selector, or what holds selectors.
func pointedTo(v reflect.Value, field string, lists []string) []Selection {
	if v.IsNil() {
		return nil
	}
	if v.CanInterface() {
		if s, ok := v.Interface().(*managed.Selector); ok {
			return []Selection{{Field: field, Lists: lists, Selector: s}}
		}
	}
	return selections(v.Elem(), field, lists)
}

func inStruct(v reflect.Value, lists []string) []Selection {
	var out []Selection
	for f, value := range v.Fields() {
		if name, ok := nameOf(f); ok {
			out = append(out, selections(value, name, lists)...)
		}
	}
	return out
}

// inItems of a list or of a map, whose keys tell the items apart.
func inItems(v reflect.Value, field string, lists []string) []Selection {
	if v.Kind() != reflect.Map {
		lists = append(slices.Clone(lists), field)
	}
	var out []Selection
	for _, value := range v.Seq2() {
		out = append(out, selections(value, field, lists)...)
	}
	return out
}

// nameOf a field in JSON. It returns false for a field that is not encoded.
func nameOf(f reflect.StructField) (string, bool) {
	tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if tag == "-" || !f.IsExported() && !f.Anonymous {
		return "", false
	}
	if tag == "" {
		return f.Name, true
	}
	return tag, true
}

// countEncoded counts the selectors that a resource has once it is encoded, so that none is
// left unchecked because it could not be found.
func countEncoded(t TB, r managed.Resource) int {
	t.Helper()
	n := strings.Count(JSON(t, r.ForProvider), encodedSelector)
	if r.InitProvider != nil {
		n += strings.Count(JSON(t, r.InitProvider), encodedSelector)
	}
	return n
}
