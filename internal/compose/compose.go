// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package compose runs a composition function. It is the only package that knows
// the function protocol, and it keeps the rules that hold for every API:
//
//   - Fatal or nothing: an error discards every change.
//   - A resource that exists is never withheld.
//   - The same request gets the same response, byte for byte.
//   - What other functions want is left alone.
package compose

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// An API is what is particular to one kind of claim. P are its parameters, S is
// its status and L is its plan.
type API[P, S, L any] struct {
	// Name of the API in lower case, for example network.
	Name string

	// Components of the API, in the order in which they are reported.
	Components []managed.Component

	// References that the parameters hold. Nil means none.
	References func(p P) []claim.Reference

	// Plan what the claim consists of, from its parameters and the status
	// that was recorded last time.
	Plan func(c claim.Claim, p P, recorded S) (L, field.ErrorList)

	// Adopts says what a plan adopts that exists already, which its environment
	// must consent to. Nil means nothing.
	Adopts func(l L) []claim.Adoption

	// Warnings about a plan that is served all the same, for example that a
	// version will soon go without support. They are shown on claim and
	// composite. Nil means none.
	Warnings func(l L) []string

	// Phase of the claim in the words of the API, from the phase that any claim
	// would be in. Nil means the latter.
	Phase func(l L, o managed.Observed, general platform.Phase) platform.Phase

	// Providers that the API is served on.
	Providers map[platform.Provider]Provider[S, L]
}

// A Provider serves an API on one cloud.
type Provider[S, L any] struct {
	// Validate refuses the parts of a plan that this cloud cannot do.
	Validate func(l L) field.ErrorList

	// Build the managed resources of a plan.
	Build func(l L, o managed.Observed) []managed.Resource

	// Report what was observed.
	Report func(l L, o managed.Observed, s *S)

	// Connection details of the claim, by key. Every key that belongs to them
	// is listed; one whose value is not known is nil, and keeps the value that
	// it had. Nil instead of a function means that there are none.
	Connection func(l L, o managed.Observed) map[string][]byte

	// Protected says why the claim must not be deleted, and what to do first.
	// It returns nothing when it may be. Nil means that it always may.
	Protected func(l L) string

	// Revocable says of a resource that the claim does not ask for any more
	// whether it is taken away at its cloud even if the claim leaves behind
	// everything that it has when it is deleted. Nil means that nothing is.
	Revocable func(k managed.Key) bool
}

// A Function is a composition function that serves one API.
type Function[P, S, L any] struct {
	fnv1.UnimplementedFunctionRunnerServiceServer

	api API[P, S, L]
	log logging.Logger

	// now is the clock.
	now func() time.Time

	// secretNamespace is where cluster-scoped resources publish connection
	// details.
	secretNamespace string
}

// New returns a composition function that serves an API.
func New[P, S, L any](api API[P, S, L], log logging.Logger) *Function[P, S, L] {
	return &Function[P, S, L]{api: api, log: log, now: time.Now, secretNamespace: DefaultSecretNamespace}
}

// RunFunction composes the resources of one claim. It never returns an error:
// what is wrong with a claim is a fatal result.
func (f *Function[P, S, L]) RunFunction(_ context.Context, req *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	r, errs := read(req, f.api.Name)
	if len(errs) > 0 {
		return refuse(req, nil, errs), nil
	}
	rsp, errs := f.compose(r)
	if len(errs) > 0 {
		f.log.Debug("Refused", "namespace", r.namespace, "name", r.name, "fields", fieldsOf(errs))
		return refuse(req, r.requirements, errs), nil
	}
	return rsp, nil
}

// compose builds the response to a request. Errors take the place of a response.
func (f *Function[P, S, L]) compose(r *request) (*fnv1.RunFunctionResponse, field.ErrorList) {
	var p P
	if errs := r.decodeParameters(&p); len(errs) > 0 {
		return nil, errs
	}
	var references []claim.Reference
	if f.api.References != nil {
		references = f.api.References(p)
	}
	r.require(references)
	if r.incomplete() {
		return r.ask(), nil
	}
	c, errs := decide(r, references)
	if len(errs) > 0 {
		return nil, errs
	}
	if c.Now, errs = r.now(f.now); len(errs) > 0 {
		return nil, errs
	}
	c.SecretNamespace = r.secretNamespace(f.secretNamespace)
	return f.serve(r, c, p)
}

// serve a claim whose provider, region and guardrails are known.
func (f *Function[P, S, L]) serve(r *request, c claim.Claim, p P) (*fnv1.RunFunctionResponse, field.ErrorList) {
	provider, ok := f.api.Providers[c.Provider]
	if !ok {
		return nil, field.ErrorList{field.NotSupported(parameters.Child("provider"), c.Provider, platform.Providers())}
	}
	l, errs := f.plan(r, c, p, provider)
	if len(errs) > 0 {
		return nil, errs
	}
	resources := provider.Build(l, r.observed)
	r.requirePredecessors(resources)
	if r.incomplete() {
		return r.ask(), nil
	}
	if provider.Protected != nil {
		resources = append(resources, r.protect(provider.Protected(l), f.api.Components[0])...)
	}
	d, errs := r.desire(c, resources)
	if len(errs) > 0 {
		return nil, errs
	}
	if provider.Revocable != nil {
		r.revoke(d, provider.Revocable)
	}
	if provider.Connection != nil {
		if err := r.connect(c, d, provider.Connection(l, r.observed)); err != nil {
			return nil, field.ErrorList{field.InternalError(parameters, err)}
		}
	}
	var s S
	provider.Report(l, r.observed, &s)
	return f.respond(r, c, d, l, &s)
}

// plan what the claim consists of, and refuse what the cloud cannot do and what the
// environment does not consent to.
func (f *Function[P, S, L]) plan(r *request, c claim.Claim, p P, provider Provider[S, L]) (L, field.ErrorList) {
	var recorded S
	r.decodeStatus(&recorded)
	l, errs := f.api.Plan(c, p, recorded)
	if errs = append(r.refusals, errs...); len(errs) > 0 {
		return l, errs
	}
	if errs := provider.Validate(l); len(errs) > 0 || f.api.Adopts == nil {
		return l, errs
	}
	return l, consent(c, f.api.Adopts(l))
}

// respond with what is desired, and with what the API itself has to say about it.
func (f *Function[P, S, L]) respond(r *request, c claim.Claim, d *desired, l L, s *S) (*fnv1.RunFunctionResponse, field.ErrorList) {
	d.phase = d.general(r.recorded.Phase)
	if f.api.Phase != nil {
		d.phase = f.api.Phase(l, r.observed, d.general(r.phaseBefore(d)))
	}
	rsp, errs := r.respond(c, d, s, f.api.Components)
	if len(errs) > 0 {
		return nil, errs
	}
	if f.api.Phase != nil {
		rsp.Conditions = append(rsp.Conditions, condition(r.provisionedCondition(d)))
	}
	if f.api.Warnings != nil {
		warn(rsp, f.api.Warnings(l))
	}
	return rsp, nil
}
