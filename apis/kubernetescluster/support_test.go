// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kubernetescluster

import (
	"flag"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/parity"
)

var update = flag.Bool("update", false, "write the support matrix of README.md anew")

// leaves are the parameters that have a value of their own, by their paths, with
// the values that they can have where there are few.
func leaves(s *schema) map[string][]string {
	out := make(map[string][]string)
	s.walk("", func(path string, s *schema) {
		switch s.Type {
		case "array":
			if s.Items.Type != "object" {
				out[path] = s.Items.Enum
			}
		case "object":
			if s.AdditionalProperties != nil {
				out[path] = nil
			}
		default:
			out[path] = s.Enum
		}
	})
	// Items of lists and values of maps are part of what holds them.
	for path := range out {
		if n := len(path); n > 2 && (path[n-2:] == "[]" || path[n-2:] == "{}") {
			delete(out, path)
		}
	}
	return out
}

func TestSupportIsComplete(t *testing.T) {
	t.Parallel()

	values := leaves(parameters(t))
	found := make(map[string]bool)
	given := make(map[string][]string)
	for _, f := range Support() {
		if found[f.Path] {
			t.Errorf("%s: stands twice in the table", f.Path)
		}
		found[f.Path] = true
		if _, ok := values[f.Parameter()]; !ok {
			t.Errorf("%s: is in the table, and not a parameter of the definition", f.Path)
		}
		if f.Value() != "" {
			given[f.Parameter()] = append(given[f.Parameter()], f.Value())
		}
	}
	for path, all := range values {
		if !found[path] {
			t.Errorf("%s: is a parameter of the definition, and not in the table", path)
		}
		if len(given[path]) == 0 {
			continue
		}
		slices.Sort(given[path])
		if diff := cmp.Diff(slices.Sorted(slices.Values(all)), given[path]); diff != "" {
			t.Errorf("%s: where values differ each of them is in the table: -definition, +table:\n%s", path, diff)
		}
	}
}

func TestSupportIsExplained(t *testing.T) {
	t.Parallel()

	for _, f := range Support() {
		for _, p := range platform.Providers() {
			e := f.On(p)
			if !slices.Contains(parity.Levels(), e.Level) {
				t.Errorf("%s on %s: there is no level %q", f.Path, p, e.Level)
			}
			if e.Level != parity.Supported && e.Note == "" {
				t.Errorf("%s on %s: is %s, and does not say how or why", f.Path, p, e.Level)
			}
		}
	}
}

// TestReadme proves that the reference page shows the support matrix as it is. Run
// it with -update to write it.
func TestReadme(t *testing.T) {
	t.Parallel()

	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := Readme(string(content))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(content)); diff != "" {
		t.Errorf("README.md: the support matrix is out of date, run make generate: -want, +got:\n%s", diff)
	}
}
