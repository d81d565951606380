// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package parity

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

func table() Table {
	return Table{
		{
			Path:  "size",
			AWS:   Entry{Level: Supported},
			Azure: Entry{Level: Emulated, Note: "as a | b\nand c"},
			GCP:   Entry{Level: Supported, Note: "whole numbers only"},
		},
		{
			Path:  "disks[].kind=Fast",
			AWS:   Entry{Level: Supported},
			Azure: Entry{Level: Supported},
			GCP:   Entry{Level: Rejected, Note: "use Slow"},
		},
	}
}

const matrix = "| Parameter | AWS | Azure | GCP |\n" +
	"|---|---|---|---|\n" +
	"| `size` | supported | emulated: as a \\| b and c | supported: whole numbers only |\n" +
	"| `disks[].kind=Fast` | supported | supported | **rejected**: use Slow |\n"

func TestMarkdown(t *testing.T) {
	t.Parallel()

	if diff := cmp.Diff(matrix, table().Markdown()); diff != "" {
		t.Errorf("Markdown(): a row for each field in the order of the table, and cells that nothing breaks out of: -want, +got:\n%s", diff)
	}
}

func TestEntries(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		got    Entry
		want   Entry
	}{
		"Supports": {reason: "What is supported may need a word.", got: Supports("as labels"), want: Entry{Level: Supported, Note: "as labels"}},
		"SimplySo": {reason: "What is simply supported needs none.", got: Supports(""), want: Entry{Level: Supported}},
		"Emulates": {reason: "The way is told.", got: Emulates("in steps of 10"), want: Entry{Level: Emulated, Note: "in steps of 10"}},
		"Rejects":  {reason: "The way out is told.", got: Rejects("use Slow"), want: Entry{Level: Rejected, Note: "use Slow"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tc.got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestEverywhere(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		path   string
	}{
		"Parameter": {reason: "A parameter is the same on every cloud.", path: "size"},
		"Value":     {reason: "A value of one is, too.", path: "disks[].kind=Slow"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			alike := Entry{Level: Supported}
			want := Field{Path: tc.path, AWS: alike, Azure: alike, GCP: alike}
			if diff := cmp.Diff(want, Everywhere(tc.path)); diff != "" {
				t.Errorf("%s\nEverywhere(%q): -want, +got:\n%s", tc.reason, tc.path, diff)
			}
		})
	}
}

func TestFieldOn(t *testing.T) {
	t.Parallel()

	f := Field{AWS: Entry{Level: Supported, Note: "a"}, Azure: Entry{Level: Emulated, Note: "b"}, GCP: Entry{Level: Rejected, Note: "c"}}
	cases := map[string]struct {
		reason   string
		provider platform.Provider
		want     Entry
	}{
		"AWS":     {reason: "AWS has a column.", provider: platform.ProviderAWS, want: f.AWS},
		"Azure":   {reason: "Azure has a column.", provider: platform.ProviderAzure, want: f.Azure},
		"GCP":     {reason: "GCP has a column.", provider: platform.ProviderGCP, want: f.GCP},
		"Unknown": {reason: "Nothing is supported where nobody said so.", provider: "other", want: Entry{Level: Rejected, Note: `provider "other" is not known`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, f.On(tc.provider)); diff != "" {
				t.Errorf("%s\nOn(%q): -want, +got:\n%s", tc.reason, tc.provider, diff)
			}
		})
	}
}

func TestFieldPath(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason    string
		path      string
		parameter string
		value     string
	}{
		"Parameter": {reason: "A path without a value is a parameter.", path: "dns.zone", parameter: "dns.zone"},
		"Value":     {reason: "What is behind the equals sign is the value.", path: "firewall[].action=Deny", parameter: "firewall[].action", value: "Deny"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := Field{Path: tc.path}
			if diff := cmp.Diff([]string{tc.parameter, tc.value}, []string{f.Parameter(), f.Value()}); diff != "" {
				t.Errorf("%s\nParameter(), Value(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestFind(t *testing.T) {
	t.Parallel()

	if f, ok := table().Find("disks[].kind=Fast"); !ok || f.GCP.Note != "use Slow" {
		t.Errorf("Find(...): a path in the table must be found, got %+v, %t", f, ok)
	}
	if f, ok := table().Find("disks[].kind"); ok {
		t.Errorf("Find(...): a path that is only the beginning of another must not be found, got %+v", f)
	}
}

func TestInto(t *testing.T) {
	t.Parallel()

	type want struct {
		page string
		err  error
	}
	cases := map[string]struct {
		reason string
		page   string
		want   want
	}{
		"Replaced": {
			reason: "What is between the markers is replaced, and nothing else.",
			page:   "before\n" + MarkerBegin + "\nold\n" + MarkerEnd + "\nafter\n",
			want:   want{page: "before\n" + MarkerBegin + "\n" + matrix + MarkerEnd + "\nafter\n"},
		},
		"Unchanged": {
			reason: "A page that is up to date stays as it is.",
			page:   MarkerBegin + "\n" + matrix + MarkerEnd,
			want:   want{page: MarkerBegin + "\n" + matrix + MarkerEnd},
		},
		"NoBegin": {
			reason: "Without a beginning there is no place for the matrix.",
			page:   "text " + MarkerEnd,
			want:   want{err: cmpopts.AnyError},
		},
		"NoEnd": {
			reason: "Without an end the rest of the page would be lost.",
			page:   MarkerEnd + MarkerBegin + " text",
			want:   want{err: cmpopts.AnyError},
		},
		"TwoBegins": {
			reason: "A second beginning could be within the old matrix or behind it.",
			page:   MarkerBegin + MarkerBegin + MarkerEnd,
			want:   want{err: cmpopts.AnyError},
		},
		"TwoEnds": {
			reason: "With two ends it is not known how much to replace.",
			page:   MarkerBegin + MarkerEnd + MarkerEnd,
			want:   want{err: cmpopts.AnyError},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := table().Into(tc.page)
			if diff := cmp.Diff(tc.want.err, err, cmpopts.EquateErrors()); diff != "" {
				t.Errorf("%s\nInto(...): -want error, +got error:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.want.page, got); diff != "" {
				t.Errorf("%s\nInto(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
