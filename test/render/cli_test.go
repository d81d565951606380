// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/internal/compose"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// noon of any day. What a function makes of the time must not depend on when the tests
// run.
var noon = time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)

// TestAsTheCommandLine compares what we render with what crossplane composition
// render prints, for an example of every API, the first time and when some of its
// resources exist.
func TestAsTheCommandLine(t *testing.T) {
	t.Parallel()
	r, err := New(t.Context(), At(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	for _, a := range apis.All() {
		for _, f := range flavour.Flavours() {
			t.Run(a.Name+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				in := exampleOf(t, a, f)
				first := compareWithCLI(t, r, in)
				in.Composite = first.Composite
				in.Observed = first.Composed
				compareWithCLI(t, r, in)
			})
		}
	}
}

// TestRefusedAsByTheCommandLine compares the messages of a claim that a function
// refuses.
func TestRefusedAsByTheCommandLine(t *testing.T) {
	t.Parallel()
	r, err := New(t.Context(), At(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	in := Input{Flavour: flavour.Claims, Claim: network(t, "{name: a}", "{parameters: {provider: aws, region: nowhere}}")}
	_, got := r.Render(t.Context(), in)
	j, err := r.prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	_, stderr := runCLI(t, j)
	want, refused := fatalMessage(stderr)
	if !refused {
		t.Fatalf("the command line does not refuse it: %s", stderr)
	}
	if diff := cmp.Diff(want, refusal(t, got)); diff != "" {
		t.Errorf("refusal: -command line, +ours:\n%s", diff)
	}
}

// exampleOf an API: its first one, and what it may refer to.
func exampleOf(t *testing.T, a apis.API, f flavour.Flavour) Input {
	t.Helper()
	files, err := a.Files("examples", "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	us, err := manifest.Read(files[0])
	if err != nil {
		t.Fatal(err)
	}
	dir, err := repo.Path("examples", "environments")
	if err != nil {
		t.Fatal(err)
	}
	required, err := manifest.ReadAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	claim, err := flavour.Claim(us[0], f)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Flavour: f, Claim: claim, Required: required}
}

// compareWithCLI renders a claim in both ways.
func compareWithCLI(t *testing.T, r *Renderer, in Input) Result {
	t.Helper()
	res, err := r.Render(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	got, err := res.YAML()
	if err != nil {
		t.Fatal(err)
	}
	j, err := r.prepare(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr := runCLI(t, j)
	us, err := manifest.Parse([]byte(stdout))
	if err != nil || len(us) == 0 {
		t.Fatalf("cannot parse what was rendered: %v: %s%s", err, stdout, stderr)
	}
	// Crossplane says in random order which resources are not ready.
	var kept []*unstructured.Unstructured
	for _, u := range us {
		if !notReady.MatchString(str(u, "message")) {
			kept = append(kept, u)
		}
	}
	want, err := manifest.Format(kept...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-command line, +ours:\n%s", diff)
	}
	return res
}

// runCLI runs crossplane composition render, and returns what it prints.
func runCLI(t *testing.T, j job) (stdout, stderr string) {
	t.Helper()
	cli, err := repo.Tool(repo.CrossplaneCLI)
	if err != nil {
		t.Fatal(err)
	}
	crossplane, err := repo.Tool(repo.Crossplane)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	args := []string{
		"composition", "render", file("xr.yaml"), file("composition.yaml"), file("functions.yaml"),
		"--crossplane-binary=" + crossplane, "--xrd=" + file("xrd.yaml"), "--include-function-results",
		"--context-values=" + compose.ContextNow + "=" + strconv.Quote(noon.Format(time.RFC3339)),
	}
	files := map[string][]*unstructured.Unstructured{
		"xr.yaml":          {j.composite},
		"composition.yaml": {j.composition},
		"functions.yaml":   functionManifests(j.functions),
		"xrd.yaml":         {j.definition},
	}
	if len(j.observed) > 0 {
		files["observed.yaml"] = j.observed
		args = append(args, "--observed-resources="+file("observed.yaml"))
	}
	if len(j.required) > 0 {
		files["required.yaml"] = j.required
		args = append(args, "--required-resources="+file("required.yaml"))
	}
	for name, us := range files {
		if err := manifest.Write(file(name), us...); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), cli, args...)
	out, errs := &bytes.Buffer{}, &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, errs
	_ = cmd.Run() // What it prints says whether it failed.
	return out.String(), errs.String()
}

// functionManifests say that functions run already, and where.
func functionManifests(addresses map[string]string) []*unstructured.Unstructured {
	var out []*unstructured.Unstructured
	for name, address := range addresses {
		fn := &unstructured.Unstructured{}
		fn.SetAPIVersion("pkg.crossplane.io/v1")
		fn.SetKind("Function")
		fn.SetName(name)
		fn.SetAnnotations(map[string]string{
			"render.crossplane.io/runtime":                    "Development",
			"render.crossplane.io/runtime-development-target": address,
		})
		_ = unstructured.SetNestedField(fn.Object, "xpkg.crossplane.io/hyperscalar/"+name, "spec", "package")
		out = append(out, fn)
	}
	return out
}
