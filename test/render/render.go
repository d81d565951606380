// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package render shows what Crossplane would make of a claim. The rendering itself
// is done by Crossplane, through crossplane composition render; around it, this
// package does what a control plane does before a Composition gets to see a claim:
// it validates the claim, applies its defaults, chooses the Composition and makes
// the composite. It also runs the composition functions.
package render

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// resultAPIVersion is that of the results among what crossplane composition render
// prints.
const (
	resultAPIVersion = "render.crossplane.io/v1beta1"
	resultKind       = "Result"
)

// A RefusedError says why a claim is refused, in the words that its developer would
// get to read.
type RefusedError struct {
	// Message of the API server or of the function.
	Message string
}

// Error returns the message.
func (e *RefusedError) Error() string { return e.Message }

// Input of one rendering.
type Input struct {
	// Flavour of the package that the claim is rendered with.
	Flavour flavour.Flavour

	// Claim as a developer writes it: a claim, or in the native flavour a
	// namespaced composite.
	Claim *unstructured.Unstructured

	// Composite that was rendered from the claim before. Its status is what
	// the composite has by now.
	Composite *unstructured.Unstructured

	// Observed composed resources.
	Observed []*unstructured.Unstructured

	// Required resources that the function may ask for: EnvironmentConfigs,
	// and other claims.
	Required []*unstructured.Unstructured
}

// A Result of a rendering.
type Result struct {
	// Composition that was chosen.
	Composition string

	// Composite with its status.
	Composite *unstructured.Unstructured

	// Composed resources, in the order of their names within the composite.
	Composed []*unstructured.Unstructured

	// Results that the function returned for people to read.
	Results []*unstructured.Unstructured

	// Input is the composite that was rendered, as the control plane would
	// have made it from the claim.
	Input *unstructured.Unstructured
}

// YAML returns everything that was rendered: the composite, what is composed, and
// the function's results.
func (r Result) YAML() ([]byte, error) {
	return manifest.Format(slices.Concat([]*unstructured.Unstructured{r.Composite}, r.Composed, r.Results)...)
}

// A Renderer renders claims. It runs the composition functions until it is closed.
type Renderer struct {
	cli        string
	crossplane string
	catalogues map[flavour.Flavour]*catalogue
	functions  *functions
}

// New returns a Renderer for the definitions, Compositions and functions of this
// repository. It must be closed.
func New(ctx context.Context) (*Renderer, error) {
	r := &Renderer{catalogues: map[flavour.Flavour]*catalogue{}}
	var err error
	if r.cli, err = repo.Tool(repo.CrossplaneCLI); err != nil {
		return nil, err
	}
	if r.crossplane, err = repo.Tool(repo.Crossplane); err != nil {
		return nil, err
	}
	root, err := repo.Root()
	if err != nil {
		return nil, err
	}
	for _, f := range flavour.Flavours() {
		if r.catalogues[f], err = newCatalogue(root, f); err != nil {
			return nil, err
		}
	}
	r.functions, err = startFunctions(ctx, root)
	return r, err
}

// Close stops the composition functions.
func (r *Renderer) Close() {
	r.functions.stop()
}

// Render a claim. It returns a RefusedError if the API server or the function would
// refuse it.
func (r *Renderer) Render(ctx context.Context, in Input) (Result, error) {
	c := r.catalogues[in.Flavour]
	a, err := c.find(in.Claim)
	if err != nil {
		return Result{}, err
	}
	claim, err := a.admit(ctx, in.Claim)
	if err != nil {
		return Result{}, err
	}
	composition, err := c.choose(a, claim)
	if err != nil {
		return Result{}, err
	}
	dir, err := os.MkdirTemp("", "render-")
	if err != nil {
		return Result{}, errors.Wrap(err, "cannot create folder for the rendering's files")
	}
	defer os.RemoveAll(dir) //nolint:errcheck // It is a temporary folder.

	xr := composite(a, claim, composition.GetName(), in)
	args, err := r.arguments(dir, a, xr, composition, in)
	if err != nil {
		return Result{}, err
	}
	out, err := r.run(ctx, args)
	if err != nil {
		return Result{}, err
	}
	res, err := parse(out)
	res.Composition, res.Input = composition.GetName(), xr
	return res, err
}

// Admit returns the claim as the API server would store it.
func (r *Renderer) Admit(ctx context.Context, f flavour.Flavour, claim *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	a, err := r.catalogues[f].find(claim)
	if err != nil {
		return nil, err
	}
	return a.admit(ctx, claim)
}

// Definitions returns the CompositeResourceDefinitions of a flavour.
func (r *Renderer) Definitions(f flavour.Flavour) []*unstructured.Unstructured {
	out := make([]*unstructured.Unstructured, 0, len(r.catalogues[f].apis))
	for _, a := range r.catalogues[f].apis {
		out = append(out, a.definition)
	}
	return out
}

// arguments writes the files that crossplane composition render reads, and returns
// its arguments.
func (r *Renderer) arguments(dir string, a *api, xr, composition *unstructured.Unstructured, in Input) ([]string, error) {
	fns, err := r.functions.manifests(composition)
	if err != nil {
		return nil, err
	}
	file := func(name string) string { return filepath.Join(dir, name) }
	args := []string{
		"composition", "render", file("xr.yaml"), file("composition.yaml"), file("functions.yaml"),
		"--crossplane-binary=" + r.crossplane, "--xrd=" + file("xrd.yaml"), "--include-function-results",
	}
	files := map[string][]*unstructured.Unstructured{
		"xr.yaml":          {xr},
		"composition.yaml": {composition},
		"functions.yaml":   fns,
		"xrd.yaml":         {a.definition},
	}
	if len(in.Observed) > 0 {
		files["observed.yaml"] = in.Observed
		args = append(args, "--observed-resources="+file("observed.yaml"))
	}
	if len(in.Required) > 0 {
		files["required.yaml"] = in.Required
		args = append(args, "--required-resources="+file("required.yaml"))
	}
	for name, us := range files {
		if err := manifest.Write(file(name), us...); err != nil {
			return nil, err
		}
	}
	return args, nil
}

func (r *Renderer) run(ctx context.Context, args []string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, r.cli, args...) //nolint:gosec // It is Crossplane's own tool.
	stdout, stderr := &bytes.Buffer{}, &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err := cmd.Run()
	if err == nil {
		return stdout.Bytes(), nil
	}
	if m, ok := fatalMessage(stderr.String()); ok {
		return nil, &RefusedError{Message: m}
	}
	return nil, errors.Wrapf(err, "cannot render: %s%s", stderr, r.functions.logs())
}

// parse what crossplane composition render prints: the composite first.
func parse(out []byte) (Result, error) {
	us, err := manifest.Parse(out)
	if err != nil || len(us) == 0 {
		return Result{}, errors.Errorf("cannot parse what was rendered: %v\n%s", err, out)
	}
	res := Result{Composite: us[0]}
	for _, u := range us[1:] {
		if u.GetAPIVersion() != resultAPIVersion || u.GetKind() != resultKind {
			res.Composed = append(res.Composed, u)
			continue
		}
		if !notReady.MatchString(str(u, "message")) {
			res.Results = append(res.Results, u)
		}
	}
	slices.SortStableFunc(res.Composed, func(a, b *unstructured.Unstructured) int {
		return strings.Compare(Key(a), Key(b))
	})
	return res, nil
}

// notReady matches what Crossplane itself says about each resource that is not
// ready. It says so in random order, and the composite's status says it better.
var notReady = regexp.MustCompile(`^Composed resource "[^"]+" is not yet ready$`)

// annotationKey holds the name of a composed resource within its composite.
const annotationKey = "crossplane.io/composition-resource-name"

// Key returns the name of a composed resource within its composite.
func Key(u *unstructured.Unstructured) string {
	return u.GetAnnotations()[annotationKey]
}
