// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// maxLines of a Composition. It is wiring only; what it does is in the function.
const maxLines = 20

// TestFunctions shows that what is shipped with every function is the same, but for its
// name and what it says of itself.
func TestFunctions(t *testing.T) {
	t.Parallel()
	want := functionFiles(t, apis.Names()[0])
	for _, api := range apis.Names() {
		if diff := cmp.Diff(want, functionFiles(t, api)); diff != "" {
			t.Errorf("package/functions/%s: -%s, +%s:\n%s", api, apis.Names()[0], api, diff)
		}
	}
}

// functionFiles returns the metadata and the input of a function, without its name and
// what it says of itself.
func functionFiles(t *testing.T, api string) []*unstructured.Unstructured {
	t.Helper()
	a := apis.API{Name: api}
	var out []*unstructured.Unstructured
	for _, pattern := range []string{"crossplane.yaml", "input/input.yaml"} {
		files, err := a.Files("package/functions", pattern)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		b = bytes.ReplaceAll(b, []byte(a.Function()), []byte("function"))
		b = bytes.ReplaceAll(b, []byte(api+".fn."), []byte("fn."))
		us, err := manifest.Parse(b)
		if err != nil || len(us) != 1 {
			t.Fatalf("%s: want one object: %v", files[0], err)
		}
		for _, name := range []string{"description", "readme"} {
			annotation := "meta.crossplane.io/" + name
			if us[0].GetKind() == "Function" && us[0].GetAnnotations()[annotation] == "" {
				t.Errorf("%s: it has no %s", files[0], name)
			}
			unstructured.RemoveNestedField(us[0].Object, "metadata", "annotations", annotation)
		}
		out = append(out, us[0])
	}
	return out
}

// TestCompositions shows that every API has a Composition that leaves the provider
// open and one that pins each provider, by the same name in file, label and input.
func TestCompositions(t *testing.T) {
	t.Parallel()
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	for _, api := range apis.Names() {
		files := []string{"default.yaml"}
		for _, p := range platform.Providers() {
			files = append(files, string(p)+".yaml")
		}
		for _, f := range files {
			checkComposition(t, api, filepath.Join(root, "compositions", api, f))
		}
		found, err := filepath.Glob(filepath.Join(root, "compositions", api, "*"))
		if err != nil || len(found) != len(files) {
			t.Errorf("%s: want the Compositions %v, found %v (%v)", api, files, found, err)
		}
	}
}

func checkComposition(t *testing.T, api, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(b, []byte("\n")); n > maxLines {
		t.Errorf("%s has %d lines, want %d at most", path, n, maxLines)
	}
	u, err := manifest.ReadOne(path)
	if err != nil {
		t.Fatal(err)
	}
	steps := list(u, "spec", "pipeline")
	if len(steps) != 1 || str(steps[0], "functionRef", "name") != "hyperscalar-function-"+api {
		t.Fatalf("%s: want one step, that of hyperscalar-function-%s", path, api)
	}
	name, provider := api, ""
	if file := strings.TrimSuffix(filepath.Base(path), ".yaml"); file != "default" {
		name, provider = api+"-"+file, file
	}
	got := []string{u.GetName(), u.GetLabels()["provider"], str(steps[0], "input", "provider")}
	if want := []string{name, provider, provider}; !slices.Equal(want, got) {
		t.Errorf("%s: want name, label and input %q, got %q", path, want, got)
	}
}
