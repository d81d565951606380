// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func example() Value {
	return Value{
		"name": "a", "on": true, "n": int64(3), "f": 4.0, "empty": "", "none": nil,
		"tags": map[string]any{"a": "b"},
		"list": []any{map[string]any{"id": "x", "ids": []any{"p", "q"}}, map[string]any{"id": "y"}},
	}
}

func TestValueStrings(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		path   string
		want   []string
	}{
		"One":      {reason: "A string is a list of one.", path: "name", want: []string{"a"}},
		"Nested":   {reason: "A path leads into objects.", path: "tags.a", want: []string{"b"}},
		"Each":     {reason: "Brackets stand for every item.", path: "list[].id", want: []string{"x", "y"}},
		"EachList": {reason: "A list at the end is taken apart.", path: "list[].ids", want: []string{"p", "q"}},
		"Nothing":  {reason: "What is not there is nothing.", path: "list[].other.a"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, example().Strings(tc.path)); diff != "" {
				t.Errorf("%s\nStrings(%q): -want, +got:\n%s", tc.reason, tc.path, diff)
			}
		})
	}
}

func TestValueScalars(t *testing.T) {
	t.Parallel()
	v := example()
	if n, ok := v.Int("n"); n != 3 || !ok {
		t.Errorf("Int(n): got %d, %t", n, ok)
	}
	if n, ok := v.Int("f"); n != 4 || !ok {
		t.Errorf("Int(f): got %d, %t", n, ok)
	}
	if _, ok := v.Int("name"); ok {
		t.Error("a string should not be a number")
	}
	if !v.Bool("on") || v.Bool("name") {
		t.Error("only true should be true")
	}
	if v.Has("empty") || v.Has("none") || v.Has("other") || !v.Has("name") {
		t.Error("what is empty should count as nothing")
	}
	if got := len(v.List("list")); got != 2 {
		t.Errorf("List(list): want 2, got %d", got)
	}
	if diff := cmp.Diff(map[string]string{"a": "b"}, v.Map("tags")); diff != "" {
		t.Errorf("Map(tags): -want, +got:\n%s", diff)
	}
}

func TestValueBare(t *testing.T) {
	t.Parallel()
	in := Value{
		"vpcId": "a", "vpcIdRef": map[string]any{"name": "a"}, "vpcIdSelector": map[string]any{}, "subnetIdRefs": []any{},
		"selector": "stays", "list": []any{map[string]any{"id": "x", "idSelector": map[string]any{}}},
	}
	want := Value{"vpcId": "a", "selector": "stays", "list": []any{map[string]any{"id": "x"}}}
	if diff := cmp.Diff(want, in.Bare()); diff != "" {
		t.Errorf("Bare(): -want, +got:\n%s", diff)
	}
}

func TestValueOver(t *testing.T) {
	t.Parallel()
	got := Value{"a": "top", "m": map[string]any{"x": 1.0}}.Over(Value{"a": "under", "b": "under", "m": map[string]any{"x": 2.0, "y": 3.0}})
	want := Value{"a": "top", "b": "under", "m": map[string]any{"x": 1.0, "y": 3.0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Over(): -want, +got:\n%s", diff)
	}
}

func TestValueChanges(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		have   Value
		wanted Value
		want   []Change
	}{
		"Same":    {reason: "Numbers of different types are the same.", have: Value{"n": int64(1)}, wanted: Value{"n": 1.0}},
		"Empty":   {reason: "Nothing and an empty list are the same.", have: Value{}, wanted: Value{"l": []any{}}},
		"More":    {reason: "What is not wanted does not matter.", have: Value{"a": "b", "c": "d"}, wanted: Value{"a": "b"}},
		"Nested":  {reason: "A change has a path.", have: Value{"m": map[string]any{"a": "b"}}, wanted: Value{"m": map[string]any{"a": "c"}}, want: []Change{{Path: "m.a", Old: "b", New: "c"}}},
		"Tags":    {reason: "Tags change as a whole, so that one can go.", have: Value{"tags": map[string]any{"a": "b", "c": "d"}}, wanted: Value{"tags": map[string]any{"a": "b"}}, want: []Change{{Path: "tags", Old: map[string]any{"a": "b", "c": "d"}, New: map[string]any{"a": "b"}}}},
		"List":    {reason: "Lists change as a whole.", have: Value{"l": []any{"a", "b"}}, wanted: Value{"l": []any{"a"}}, want: []Change{{Path: "l", Old: []any{"a", "b"}, New: []any{"a"}}}},
		"Missing": {reason: "What is missing changes.", have: Value{}, wanted: Value{"a": "b"}, want: []Change{{Path: "a", New: "b"}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tc.have.Changes(tc.wanted)); diff != "" {
				t.Errorf("%s\nChanges(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestSnake(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"cidrBlock": "cidr_block", "ipv6CidrBlock": "ipv6_cidr_block", "vpc[].vpcId": "vpc.0.vpc_id", "name": "name"} {
		if got := Snake(in); got != want {
			t.Errorf("Snake(%q): want %q, got %q", in, want, got)
		}
	}
}

func TestCIDRs(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{"10.0.0.0/16": true, "10.0.0.1/16": false, "10.0.0.0": false, "2001:db8::/56": true, "": false} {
		if _, got := CIDR(in); got != want {
			t.Errorf("CIDR(%q): want %t, got %t", in, want, got)
		}
	}
	all := CIDRs("10.0.0.0/16", "no", "10.2.0.0/16")
	for in, want := range map[string][2]bool{"10.0.1.0/24": {true, true}, "10.0.0.0/8": {false, true}, "10.1.0.0/16": {false, false}} {
		p, _ := CIDR(in)
		if got := Inside(p, all); got != want[0] {
			t.Errorf("Inside(%s): want %t, got %t", in, want[0], got)
		}
		if _, got := Overlapping(p, all); got != want[1] {
			t.Errorf("Overlapping(%s): want %t, got %t", in, want[1], got)
		}
	}
}
