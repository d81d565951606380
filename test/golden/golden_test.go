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
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

var update = flag.Bool("update", false, "write the golden files anew")

// renderer is shared by all tests, so that the functions are started once.
var renderer *render.Renderer

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	r, err := render.New(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer r.Close()
	renderer = r
	return m.Run()
}

// testdata of the Network API.
var testdata = filepath.Join("testdata", "network")

// licence starts every golden file.
const licence = `# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

`

// TestExamples renders every example as its developer would see it the first time.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, path := range examples(t) {
		for _, f := range flavour.Flavours() {
			name := strings.TrimSuffix(filepath.Base(path), ".yaml")
			t.Run(name+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				claims, required := load(t, path, f)
				out := &bytes.Buffer{}
				for i, c := range claims {
					res := mustRender(t, render.Input{Flavour: f, Claim: c, Required: renderer.Others(t.Context(), f, claims, i, required)})
					validate(t, f, res)
					out.Write(format(t, res))
				}
				compare(t, filepath.Join(testdata, name, string(f)+".yaml"), out.Bytes())
			})
		}
	}
}

// TestWrongClaims renders what must be refused. The first object of a file is the
// claim, and further ones are what it refers to.
func TestWrongClaims(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob(filepath.Join(testdata, "wrong", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no wrong claims (%v)", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			t.Parallel()
			us, err := manifest.Read(path)
			if err != nil || len(us) == 0 {
				t.Fatalf("cannot read %s: %v", path, err)
			}
			res, err := renderer.Render(t.Context(), render.Input{Flavour: flavour.Claims, Claim: us[0], Required: append(us[1:], environments(t)...)})
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

// TestNoStaleFiles fails for golden files that nothing is compared with any more.
func TestNoStaleFiles(t *testing.T) {
	t.Parallel()
	want := map[string]bool{}
	for _, path := range examples(t) {
		want[strings.TrimSuffix(filepath.Base(path), ".yaml")] = true
	}
	entries, err := os.ReadDir(testdata)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !want[e.Name()] && e.Name() != "wrong" && e.Name() != "states" {
			t.Errorf("%s: there is no such example any more", filepath.Join(testdata, e.Name()))
		}
	}
	texts, err := filepath.Glob(filepath.Join(testdata, "wrong", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range texts {
		if _, err := os.Stat(strings.TrimSuffix(path, ".txt") + ".yaml"); err != nil {
			t.Errorf("%s: there is no such wrong claim any more", path)
		}
	}
}

func examples(t *testing.T) []string {
	t.Helper()
	dir, err := repo.Path("examples", "network")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no examples in %s (%v)", dir, err)
	}
	return paths
}

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

// load the claims of a file in a flavour, and what else they may refer to.
func load(t *testing.T, path string, f flavour.Flavour) (claims, required []*unstructured.Unstructured) {
	t.Helper()
	us, err := manifest.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	required = environments(t)
	for _, u := range us {
		if !render.IsClaim(u) {
			required = append(required, u)
			continue
		}
		c, err := flavour.Claim(u, f)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, c)
	}
	return claims, required
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
