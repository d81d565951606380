// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package golden compares what Crossplane makes of our examples with golden files.
// Run go test ./golden -update to write them anew, and read the difference.
package golden

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

var update = flag.Bool("update", false, "write the golden files anew")

// renderer is shared by all tests, so that each function is started once.
var renderer *render.Renderer

// now is when everything is rendered: what a function makes of the time must not
// depend on when the tests run.
var now = time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	r, err := render.New(context.Background(), render.At(now))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer r.Close()
	renderer = r
	return m.Run()
}

// licence starts every golden file.
const licence = `# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

`

// testdata of an API.
func testdata(a apis.API) string { return filepath.Join("testdata", a.Name) }

// TestGolden renders everything that there is a golden file for, and then validates
// all that was rendered.
func TestGolden(t *testing.T) {
	t.Parallel()
	rendered := newCollection()
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			testExamples(t, a, rendered)
			testWrongClaims(t, a)
			testStates(t, a, rendered)
			testJourneys(t, a, rendered)
		})
	}
	for _, f := range flavour.Flavours() {
		t.Run("valid/"+string(f), func(t *testing.T) {
			t.Parallel()
			rendered.validate(t, f)
		})
	}
}

// testExamples renders every example as its developer would see it the first time.
func testExamples(t *testing.T, a apis.API, rendered *collection) {
	t.Helper()
	for _, path := range files(t, a, "examples", "*.yaml") {
		for _, f := range flavour.Flavours() {
			example := nameOf(path)
			t.Run("examples/"+example+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				claims, others := load(t, path, f)
				others = slices.Concat(others, required(t, a, example, f))
				out := &bytes.Buffer{}
				for i, c := range claims {
					res := mustRender(t, render.Input{Flavour: f, Claim: c, Required: renderer.Others(t.Context(), f, claims, i, others)})
					rendered.add(f, res, t.Name())
					out.Write(format(t, res))
				}
				compare(t, filepath.Join(testdata(a), example, string(f)+".yaml"), out.Bytes())
			})
		}
	}
}

// testWrongClaims renders what must be refused. The first object of a file is the
// claim, and further ones are what it refers to.
func testWrongClaims(t *testing.T, a apis.API) {
	t.Helper()
	for _, path := range files(t, a, "test/golden/testdata", "wrong/*.yaml") {
		t.Run("wrong/"+nameOf(path), func(t *testing.T) {
			t.Parallel()
			us, err := manifest.Read(path)
			if err != nil || len(us) == 0 {
				t.Fatalf("cannot read %s: %v", path, err)
			}
			others := slices.Concat(us[1:], environments(t), required(t, a, "", flavour.Claims))
			res, err := renderer.Render(t.Context(), render.Input{Flavour: flavour.Claims, Claim: us[0], Required: others})
			if err == nil {
				t.Fatalf("it is not refused, but becomes %d resources", len(res.Composed))
			}
			var refused *render.RefusedError
			if !errors.As(err, &refused) {
				t.Fatal(err)
			}
			compareText(t, strings.TrimSuffix(path, ".yaml")+".txt", []byte(refused.Message+"\n"))
		})
	}
}

// TestNoStaleFiles fails for golden files that nothing is compared with any more, and
// for what an example that is gone required.
func TestNoStaleFiles(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		examples := map[string]bool{}
		for _, path := range files(t, a, "examples", "*.yaml") {
			examples[nameOf(path)] = true
		}
		for _, name := range entries(t, testdata(a), "") {
			if !examples[name] && !slices.Contains([]string{"wrong", "states", "journeys", "required", "required.yaml"}, name) {
				t.Errorf("%s: there is no such example any more", filepath.Join(testdata(a), name))
			}
		}
		for _, name := range entries(t, filepath.Join(testdata(a), "required"), ".yaml") {
			if !examples[name] {
				t.Errorf("%s: there is no such example any more", filepath.Join(testdata(a), "required", name))
			}
		}
		wrong := entries(t, filepath.Join(testdata(a), "wrong"), ".yaml")
		for _, name := range entries(t, filepath.Join(testdata(a), "wrong"), ".txt") {
			if !slices.Contains(wrong, name) {
				t.Errorf("%s: there is no such wrong claim any more", filepath.Join(testdata(a), "wrong", name))
			}
		}
	}
}

// TestNoStaleAPIs fails for golden files of an API that is not there any more.
func TestNoStaleAPIs(t *testing.T) {
	t.Parallel()
	functions, err := repo.Folders("functions")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range entries(t, "testdata", "") {
		if !slices.Contains(functions, name) {
			t.Errorf("%s: there is no such API any more", filepath.Join("testdata", name))
		}
	}
}

// entries of a folder that end with a suffix, without it. There may be no such
// folder.
func entries(t *testing.T, dir, suffix string) []string {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var out []string
	for _, e := range found {
		if name, ok := strings.CutSuffix(e.Name(), suffix); ok {
			out = append(out, name)
		}
	}
	return out
}

// files of an API.
func files(t *testing.T, a apis.API, folder, pattern string) []string {
	t.Helper()
	paths, err := a.Files(folder, pattern)
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func nameOf(path string) string { return strings.TrimSuffix(filepath.Base(path), ".yaml") }

func environments(t *testing.T) []*unstructured.Unstructured {
	t.Helper()
	dir, err := repo.Path("examples", "environments")
	if err != nil {
		t.Fatal(err)
	}
	us, err := manifest.ReadAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	return us
}

// required returns what exists already when the claims of an API are rendered: what
// any of them may refer to, and what is there for one example.
func required(t *testing.T, a apis.API, example string, f flavour.Flavour) []*unstructured.Unstructured {
	t.Helper()
	paths := []string{filepath.Join(testdata(a), "required.yaml")}
	if example != "" {
		paths = append(paths, filepath.Join(testdata(a), "required", example+".yaml"))
	}
	var out []*unstructured.Unstructured
	for _, path := range paths {
		if _, err := os.Stat(path); os.IsNotExist(err) {
			continue
		}
		claims, others := read(t, path, f)
		out = slices.Concat(out, claims, others)
	}
	return out
}

// load the claims of a file in a flavour, and what else they may refer to.
func load(t *testing.T, path string, f flavour.Flavour) (claims, others []*unstructured.Unstructured) {
	t.Helper()
	claims, others = read(t, path, f)
	return claims, append(environments(t), others...)
}

// read the claims of a file in a flavour, and what else there is in it.
func read(t *testing.T, path string, f flavour.Flavour) (claims, others []*unstructured.Unstructured) {
	t.Helper()
	us, err := manifest.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range us {
		if !render.IsClaim(u) {
			others = append(others, u)
			continue
		}
		c, err := flavour.Claim(u, f)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
	return claims, others
}

func mustRender(t *testing.T, in render.Input) render.Result {
	t.Helper()
	res, err := renderer.Render(t.Context(), in)
	if err != nil {
		t.Fatalf("cannot render %s: %v", in.Claim.GetName(), err)
	}
	return res
}

// format what was rendered, without what Crossplane adds to every resource.
func format(t *testing.T, res render.Result) []byte {
	t.Helper()
	res.Composite = composite(res.Composite)
	composed := make([]*unstructured.Unstructured, 0, len(res.Composed))
	for _, u := range res.Composed {
		composed = append(composed, plain(u))
	}
	res.Composed = composed
	b, err := res.YAML()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// composite returns a composite without the references to what it composes.
func composite(in *unstructured.Unstructured) *unstructured.Unstructured {
	out := in.DeepCopy()
	unstructured.RemoveNestedField(out.Object, "spec")
	return out
}

// plain returns a composed resource without its owner, which is always the
// composite.
func plain(in *unstructured.Unstructured) *unstructured.Unstructured {
	out := in.DeepCopy()
	unstructured.RemoveNestedField(out.Object, "metadata", "ownerReferences")
	unstructured.RemoveNestedField(out.Object, "metadata", "generateName")
	return out
}

// compare with a golden file of YAML, or write it.
func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	compareText(t, path, append([]byte(licence), got...))
}

// compareText with a golden file, or write it.
func compareText(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run make golden", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s: run make golden if this is meant: -want, +got:\n%s", path, diff)
	}
}
