// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package render shows what Crossplane would make of a claim. The rendering itself
// is done by Crossplane, as crossplane composition render does it; around it, this
// package does what a control plane does before a Composition gets to see a claim:
// it validates the claim, applies its defaults, chooses the Composition and makes
// the composite. It also runs the composition functions.
package render

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/crossplane/cli/v2/cmd/crossplane/render"
	"github.com/crossplane/cli/v2/cmd/crossplane/render/contextfn"
	xrpkg "github.com/crossplane/cli/v2/pkg/xr"
	"github.com/crossplane/crossplane-runtime/v2/pkg/logging"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured/composed"
	ucomposite "github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured/composite"
	xpextv1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/compose"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
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

// A Renderer renders claims. It runs the composition functions that they need until it
// is closed.
type Renderer struct {
	engine     render.Engine
	catalogues map[flavour.Flavour]*catalogue
	functions  *functions

	// seed tells the functions what time it is. It is nil when the clock does.
	seed *contextfn.Handle
	now  time.Time
}

// An Option of a Renderer.
type Option func(r *Renderer)

// At renders everything at the supplied time.
func At(now time.Time) Option {
	return func(r *Renderer) { r.now = now }
}

// New returns a Renderer for the definitions, Compositions and functions of this
// repository. It must be closed.
func New(ctx context.Context, opts ...Option) (*Renderer, error) {
	crossplane, err := repo.Tool(repo.Crossplane)
	if err != nil {
		return nil, err
	}
	r := &Renderer{
		engine:     render.NewEngineFromFlags(&render.EngineFlags{CrossplaneBinary: crossplane}, logging.NewNopLogger()),
		catalogues: map[flavour.Flavour]*catalogue{},
		functions:  newFunctions(ctx),
	}
	for _, o := range opts {
		o(r)
	}
	for _, f := range flavour.Flavours() {
		if r.catalogues[f], err = newCatalogue(f); err != nil {
			return nil, err
		}
	}
	if !r.now.IsZero() {
		values := map[string]any{compose.ContextNow: r.now.Format(time.RFC3339)}
		r.seed, err = contextfn.Start(ctx, logging.NewNopLogger(), values)
	}
	return r, errors.Wrap(err, "cannot start what tells the time")
}

// Close stops the composition functions.
func (r *Renderer) Close() {
	r.functions.stop()
	if r.seed != nil {
		r.seed.Stop()
	}
}

// Render a claim. It returns a RefusedError if the API server or the function would
// refuse it.
func (r *Renderer) Render(ctx context.Context, in Input) (Result, error) {
	j, err := r.prepare(ctx, in)
	if err != nil {
		return Result{}, err
	}
	out, err := r.run(ctx, j)
	if err != nil {
		return Result{}, err
	}
	res, err := result(out)
	res.Composition, res.Input = j.composition.GetName(), j.composite
	return res, err
}

// A job is what Crossplane needs for one rendering.
type job struct {
	definition  *unstructured.Unstructured
	composite   *unstructured.Unstructured
	composition *unstructured.Unstructured
	functions   map[string]string
	observed    []*unstructured.Unstructured
	required    []*unstructured.Unstructured
}

// prepare does what a control plane does before Compositions come in.
func (r *Renderer) prepare(ctx context.Context, in Input) (job, error) {
	c := r.catalogues[in.Flavour]
	a, err := c.find(in.Claim)
	if err != nil {
		return job{}, err
	}
	claim, err := a.admit(ctx, in.Claim)
	if err != nil {
		return job{}, err
	}
	composition, err := c.choose(a, claim)
	if err != nil {
		return job{}, err
	}
	fns, err := r.functions.of(composition)
	return job{
		definition:  a.definition,
		composite:   composite(a, claim, composition.GetName(), in),
		composition: composition,
		functions:   fns,
		observed:    in.Observed,
		required:    in.Required,
	}, err
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

// run does what crossplane composition render does, with the code that it does it
// with: starting that program for each of some thousand renderings would take most of
// their time. A test compares both.
func (r *Renderer) run(ctx context.Context, j job) (render.CompositionOutputs, error) {
	in, err := j.inputs()
	if err != nil {
		return render.CompositionOutputs{}, err
	}
	if r.seed != nil {
		fn := r.seed.Function()
		in.FunctionAddrs[fn.GetName()] = fn.GetAnnotations()[render.AnnotationKeyRuntimeDevelopmentTarget]
		in.Composition.Spec.Pipeline = slices.Insert(in.Composition.Spec.Pipeline, 0, r.seed.CompositeSeedStep())
	}
	req, err := render.BuildCompositeRequest(in)
	if err != nil {
		return render.CompositionOutputs{}, errors.Wrap(err, "cannot build render request")
	}
	rsp, err := r.engine.Render(ctx, req)
	if err != nil {
		if m, ok := fatalMessage(err.Error()); ok {
			return render.CompositionOutputs{}, &RefusedError{Message: m}
		}
		return render.CompositionOutputs{}, errors.Wrapf(err, "cannot render: %s", r.functions.logs())
	}
	out, err := render.ParseCompositeResponse(rsp.GetComposite())
	return out, errors.Wrap(err, "cannot parse render response")
}

func (j job) inputs() (render.CompositionInputs, error) {
	comp, xrd := &xpextv1.Composition{}, &xpextv1.CompositeResourceDefinition{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(j.composition.Object, comp); err != nil {
		return render.CompositionInputs{}, errors.Wrap(err, "cannot read Composition")
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(j.definition.Object, xrd); err != nil {
		return render.CompositionInputs{}, errors.Wrap(err, "cannot read definition")
	}
	xr := ucomposite.New()
	xr.SetUnstructuredContent(j.composite.DeepCopy().Object)
	if err := xrpkg.ApplyXRDDefaults(xr.GetUnstructured(), xrd); err != nil {
		return render.CompositionInputs{}, errors.Wrap(err, "cannot apply the definition's defaults")
	}
	in := render.CompositionInputs{CompositeResource: xr, Composition: comp, FunctionAddrs: j.functions, XRD: j.definition}
	for _, u := range j.observed {
		in.ObservedResources = append(in.ObservedResources, composed.Unstructured{Unstructured: *u})
	}
	for _, u := range j.required {
		in.RequiredResources = append(in.RequiredResources, *u)
	}
	return in, nil
}

// result of a rendering, in an order that is always the same.
func result(out render.CompositionOutputs) (Result, error) {
	var res Result
	var err error
	if res.Composite, err = stable(&out.CompositeResource.Unstructured); err != nil {
		return Result{}, err
	}
	for i := range out.ComposedResources {
		u, err := stable(&out.ComposedResources[i].Unstructured)
		if err != nil {
			return Result{}, err
		}
		res.Composed = append(res.Composed, u)
	}
	for i := range out.Results {
		if !notReady.MatchString(str(&out.Results[i], "message")) {
			res.Results = append(res.Results, &out.Results[i])
		}
	}
	slices.SortStableFunc(res.Composed, func(a, b *unstructured.Unstructured) int {
		return strings.Compare(Key(a), Key(b))
	})
	return res, nil
}

// stable returns an object with the types that a manifest has, and without the time
// at which it was rendered.
func stable(in *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	if err := render.ReplaceConditionTimestamps(in); err != nil {
		return nil, errors.Wrap(err, "cannot replace the time of conditions")
	}
	b, err := json.Marshal(in.Object)
	if err != nil {
		return nil, errors.Wrap(err, "cannot format what was rendered")
	}
	out := &unstructured.Unstructured{}
	return out, errors.Wrap(out.UnmarshalJSON(b), "cannot parse what was rendered")
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
