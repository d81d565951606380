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

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// maxLines of a Composition. It is wiring only; what it does is in the function.
const maxLines = 20

// TestCompositions shows that every API has a Composition that leaves the provider
// open and one that pins each provider, by the same name in file, label and input.
func TestCompositions(t *testing.T) {
	t.Parallel()
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	apis, err := (&builder{root: root}).functions()
	if err != nil {
		t.Fatal(err)
	}
	for _, api := range apis {
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
