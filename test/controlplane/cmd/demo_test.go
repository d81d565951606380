// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func TestExamplePath(t *testing.T) {
	t.Parallel()
	type want struct {
		path string
		err  string
	}
	cases := map[string]struct {
		reason string
		name   string
		want   want
	}{
		"API": {
			reason: "an API stands for all of its examples",
			name:   "network",
			want:   want{path: "examples/network"},
		},
		"Example": {
			reason: "one example is named without the end of its file's name",
			name:   "network/aws",
			want:   want{path: "examples/network/aws.yaml"},
		},
		"File": {
			reason: "one that was completed by a shell is understood too",
			name:   "network/aws.yaml",
			want:   want{path: "examples/network/aws.yaml"},
		},
		"Unknown": {
			reason: "nobody should wait for something that was never claimed",
			name:   "network/asw",
			want:   want{err: `there is no example "network/asw"`},
		},
		"Outside": {
			reason: "only examples are looked for",
			name:   "../README.md",
			want:   want{err: `there is no example "../README.md"`},
		},
		"Empty": {
			reason: "an empty name is not the folder of all",
			name:   "",
			want:   want{err: `there is no example ""`},
		},
	}
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := examplePath(tc.name)
			if tc.want.err != "" {
				if err == nil || !strings.Contains(err.Error(), tc.want.err) {
					t.Fatalf("\n%s\nexamplePath(%q): got error %v, want %q", tc.reason, tc.name, err, tc.want.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(filepath.Join(root, tc.want.path), p); diff != "" {
				t.Errorf("\n%s\nexamplePath(%q): -want, +got:\n%s", tc.reason, tc.name, diff)
			}
		})
	}
}

// TestExamples shows that one example comes with the environments, and nothing else.
func TestExamples(t *testing.T) {
	t.Parallel()
	us, err := examples(flavour.Claims, []string{"network/smallest"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range demo.Claims(us) {
		got = append(got, u.GetKind()+" "+u.GetName())
	}
	if diff := cmp.Diff([]string{"Network smallest"}, got); diff != "" {
		t.Errorf("examples(...): -want, +got:\n%s", diff)
	}
	if n := len(us) - len(got); n < 2 {
		t.Errorf("examples(...): got %d further objects, want the environments and what exists at the clouds", n)
	}
}
