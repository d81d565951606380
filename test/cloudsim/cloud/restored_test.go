// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAsked(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		read   any
		want   any
		result any
	}{
		"Text": {
			reason: "what was read is what the cloud has",
			read:   "large", want: "small", result: "large",
		},
		"Map": {
			reason: "maps are compared by what is asked for, so what the cloud added may stay",
			read:   map[string]any{"size": "large", "id": "7"}, want: map[string]any{"size": "small"},
			result: map[string]any{"size": "large", "id": "7"},
		},
		"List": {
			reason: "lists are compared as a whole, so that an address in an element would look like a change",
			read:   []any{map[string]any{"network": "n", "addresses": []any{"10.0.0.1"}, "inner": map[string]any{"a": "1", "b": "2"}}},
			want:   []any{map[string]any{"network": "m", "inner": map[string]any{"a": "0"}}},
			result: []any{map[string]any{"network": "n", "inner": map[string]any{"a": "1"}}},
		},
		"Length": {
			reason: "elements cannot be told apart when there is another number of them",
			read:   []any{"a", "b"}, want: []any{"a"}, result: []any{"a", "b"},
		},
		"Kind": {
			reason: "what was read as something else stays as it is",
			read:   "a", want: []any{"a"}, result: "a",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.result, asked(tc.read, tc.want, false)); diff != "" {
				t.Errorf("\n%s\nasked(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
