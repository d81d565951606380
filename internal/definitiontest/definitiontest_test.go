// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package definitiontest

import (
	"reflect"
	"testing"
)

// TestCompareFindsDifferences proves that a definition and a Go type that differ are told apart.
func TestCompareFindsDifferences(t *testing.T) {
	t.Parallel()

	type colour string
	type item struct {
		Name   string   `json:"name"`
		Count  int      `json:"count,omitempty"`
		Colour colour   `json:"colour,omitempty"`
		Tags   []string `json:"tags,omitempty"`
	}
	constants := map[string][]string{"colour": {"blue", "red"}}
	good := func() *Schema {
		return &Schema{Type: "object", Required: []string{"name"}, Properties: map[string]*Schema{
			"name": {Type: "string"}, "count": {Type: "integer"}, "colour": {Type: "string", Enum: []string{"red", "blue"}},
			"tags": {Type: "array", Items: &Schema{Type: "string"}},
		}}
	}
	cases := map[string]struct {
		reason string
		change func(s *Schema)
		want   int
	}{
		"Equal":         {reason: "Nothing differs.", change: func(*Schema) {}, want: 0},
		"Missing":       {reason: "The definition lacks a property.", change: func(s *Schema) { delete(s.Properties, "count") }, want: 1},
		"Unknown":       {reason: "The Go type lacks a field.", change: func(s *Schema) { s.Properties["size"] = &Schema{Type: "string"} }, want: 1},
		"Type":          {reason: "A number is not a string.", change: func(s *Schema) { s.Properties["count"].Type = "string" }, want: 1},
		"ItemType":      {reason: "Items are compared too.", change: func(s *Schema) { s.Properties["tags"].Items.Type = "integer" }, want: 1},
		"Required":      {reason: "A field that is never left out is required.", change: func(s *Schema) { s.Required = nil }, want: 1},
		"NotRequired":   {reason: "A field that may be left out is not required.", change: func(s *Schema) { s.Required = []string{"count", "name"} }, want: 1},
		"EnumLacks":     {reason: "A constant is missing in the enum.", change: func(s *Schema) { s.Properties["colour"].Enum = []string{"red"} }, want: 1},
		"EnumExceeds":   {reason: "The enum has more than the constants.", change: func(s *Schema) { s.Properties["colour"].Enum = []string{"red", "blue", "green"} }, want: 1},
		"EnumOfAString": {reason: "A plain string has no constants.", change: func(s *Schema) { s.Properties["name"].Enum = []string{"x"} }, want: 1},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := good()
			tc.change(s)
			if got := Compare("", s, reflect.TypeFor[item](), constants); len(got) != tc.want {
				t.Errorf("%s\nCompare(...): want %d differences, got %q", tc.reason, tc.want, got)
			}
		})
	}
}
