// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func errorsOfPorts(values ...string) field.ErrorList {
	_, errs := PortRanges(at(), values)
	return errs
}

func TestPortErrors(t *testing.T) {
	t.Parallel()
	const example = `: must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`
	testChecks(t, map[string]check{
		"Port":         {reason: "A port is accepted.", errs: errorsOfPorts("65535")},
		"Range":        {reason: "A range is accepted.", errs: errorsOfPorts("1-65535")},
		"OneOfOne":     {reason: "A range of one port is accepted.", errs: errorsOfPorts("80-80")},
		"Backwards":    {reason: "The right range is named.", errs: errorsOfPorts("90-80"), want: `spec.value[0]: Invalid value: "90-80": must start with the lower port: use 80-90`},
		"Zero":         {reason: "Port 0 is reserved.", errs: errorsOfPorts("0-10"), want: `spec.value[0]: Invalid value: "0-10"` + example},
		"TooHigh":      {reason: "Ports have 16 bits.", errs: errorsOfPorts("1-65536"), want: `spec.value[0]: Invalid value: "1-65536"` + example},
		"Empty":        {reason: "Nothing is no port.", errs: errorsOfPorts(""), want: `spec.value[0]: Invalid value: ""` + example},
		"OpenRange":    {reason: "Both ends are needed.", errs: errorsOfPorts("80-"), want: `spec.value[0]: Invalid value: "80-"` + example},
		"Space":        {reason: "A port has one form.", errs: errorsOfPorts(" 80"), want: `spec.value[0]: Invalid value: " 80"` + example},
		"Plus":         {reason: "A port has one form.", errs: errorsOfPorts("+80"), want: `spec.value[0]: Invalid value: "+80"` + example},
		"LeadingZero":  {reason: "A port has one form.", errs: errorsOfPorts("080"), want: `spec.value[0]: Invalid value: "080"` + example},
		"ThreeNumbers": {reason: "A range has two ends.", errs: errorsOfPorts("1-2-3"), want: `spec.value[0]: Invalid value: "1-2-3"` + example},
		"Overlap":      {reason: "The range before it that holds a port of its own is named.", errs: errorsOfPorts("80-90", "443", "90"), want: `spec.value[2]: Invalid value: "90": overlaps 80-90: leave one of them out, or join them`},
		"Twice":        {reason: "A port overlaps itself.", errs: errorsOfPorts("80", "80"), want: `spec.value[1]: Invalid value: "80": overlaps 80: leave one of them out, or join them`},
		"Adjacent":     {reason: "Ranges that touch do not overlap.", errs: errorsOfPorts("80-89", "90")},
		"Every":        {reason: "Every value that is wrong is named.", errs: errorsOfPorts("0", "443", "x"), want: `spec.value[0]: Invalid value: "0"` + example + "\n" + `spec.value[2]: Invalid value: "x"` + example},
	})
}

func TestPortRanges(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		values []string
		want   []PortRange
	}{
		"None":   {reason: "There is nothing to parse."},
		"Port":   {reason: "A port is a range of its own.", values: []string{"443"}, want: []PortRange{{From: 443, To: 443}}},
		"Range":  {reason: "A range has two ends.", values: []string{"8000-8100"}, want: []PortRange{{From: 8000, To: 8100}}},
		"Sorted": {reason: "The lowest is first, as a number.", values: []string{"8000-8100", "443", "1024"}, want: []PortRange{{From: 443, To: 443}, {From: 1024, To: 1024}, {From: 8000, To: 8100}}},
		"Wrong":  {reason: "What is wrong is left out.", values: []string{"https", "80"}, want: []PortRange{{From: 80, To: 80}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _ := PortRanges(at(), tc.values)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nPortRanges(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPortTexts(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		ranges []PortRange
		want   []string
	}{
		"None":  {reason: "No ports are no list, which is left out."},
		"Texts": {reason: "A range of one port is that port, and the order stays.", ranges: []PortRange{{From: 8000, To: 8100}, {From: 443, To: 443}}, want: []string{"8000-8100", "443"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, PortTexts(tc.ranges)); diff != "" {
				t.Errorf("%s\nPortTexts(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPortRangeContents(t *testing.T) {
	t.Parallel()
	r := PortRange{From: 80, To: 90}
	cases := map[string]struct {
		reason string
		other  PortRange
		want   bool
	}{
		"Below":  {reason: "A range that ends before it begins is another.", other: PortRange{From: 1, To: 79}},
		"Begin":  {reason: "Its first port is in it.", other: PortRange{From: 1, To: 80}, want: true},
		"Within": {reason: "A part of it is in it.", other: PortRange{From: 85, To: 85}, want: true},
		"Around": {reason: "What holds all of it overlaps.", other: PortRange{From: 1, To: 65535}, want: true},
		"End":    {reason: "Its last port is in it.", other: PortRange{From: 90, To: 100}, want: true},
		"Above":  {reason: "A range that begins after its end is another.", other: PortRange{From: 91, To: 91}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := r.Overlaps(tc.other); got != tc.want {
				t.Errorf("%s\n%s.Overlaps(%s): got %t", tc.reason, r, tc.other, got)
			}
			if got := tc.other.Overlaps(r); got != tc.want {
				t.Errorf("%s\n%s.Overlaps(%s): got %t", tc.reason, tc.other, r, got)
			}
			if got, want := r.Has(tc.other.From), tc.want && tc.other.From >= r.From; got != want {
				t.Errorf("%s\n%s.Has(%d): got %t", tc.reason, r, tc.other.From, got)
			}
		})
	}
}
