// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"reflect"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// CheckTags checks that whatever has a field for tags, which clouds call differently, has the
// wanted ones there, and some with the supplied names.
func CheckTags(t TB, resources []managed.Resource, field string, want map[string]string, names ...string) {
	t.Helper()
	for _, r := range resources {
		f := reflect.ValueOf(r.ForProvider).FieldByName(field)
		if !f.IsValid() {
			continue
		}
		got := tagsOf(f)
		for name, value := range want {
			if got[name] != value {
				t.Errorf("%q has %q as %s and not %q: %v", r.Key, got[name], name, value, got)
			}
		}
		for _, name := range names {
			if got[name] == "" {
				t.Errorf("%q has no %s: %v", r.Key, name, got)
			}
		}
	}
}

// tagsOf a field, or nothing.
func tagsOf(f reflect.Value) map[string]string {
	switch v := f.Interface().(type) {
	case map[string]string:
		return v
	case *tags.Shared:
		return v.Map()
	}
	return nil
}
