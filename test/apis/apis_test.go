// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package apis

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

// parts of an API that must be there, each in a folder of the API's name.
func parts() map[string][]string {
	return map[string][]string{
		"apis":                 {"definition.yaml", "README.md", "support.go", "testdata/values.yaml", "testdata/changes.yaml", "testdata/largest.yaml.tmpl"},
		"compositions":         {"default.yaml", "aws.yaml", "azure.yaml", "gcp.yaml"},
		"examples":             {"*.yaml"},
		"functions":            {"main.go", "fn.go", "suite_test.go"},
		"package/functions":    {"crossplane.yaml", "input/input.yaml"},
		"test/golden/testdata": {"wrong/*.yaml", "states/aws.yaml", "states/azure.yaml", "states/gcp.yaml", "states/refusals.yaml"},
	}
}

// missing returns the parts of an API that are not there.
func missing(t *testing.T, name string) []string {
	t.Helper()
	var out []string
	for folder, patterns := range parts() {
		for _, p := range patterns {
			if _, err := (API{Name: name}).Files(folder, p); err != nil {
				out = append(out, filepath.Join(folder, name, p))
			}
		}
	}
	slices.Sort(out)
	return out
}

// TestComplete shows that every API that is listed has all its parts, and that every
// API that has all its parts is listed.
func TestComplete(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		for _, p := range missing(t, name) {
			t.Errorf("%s: there is no %s", name, p)
		}
	}
	functions, err := repo.Folders("functions")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range functions {
		if !slices.Contains(Names(), name) && len(missing(t, name)) == 0 {
			t.Errorf("%s has all parts of an API, and is not listed", name)
		}
	}
}

// TestSorted shows that the list is in order, and has nothing twice.
func TestSorted(t *testing.T) {
	t.Parallel()
	var names []string
	for _, a := range listed() {
		names = append(names, a.Name)
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("the APIs must be sorted, each of them once: %v", names)
	}
}
