// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// Paths that errors start at.
//
//nolint:gochecknoglobals // Paths are immutable.
var (
	parameters = field.NewPath("spec", "parameters")
	inputPath  = field.NewPath("input")
)

// An Input is what a Composition tells the function.
type Input struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`

	// Provider that the Composition is for. Empty means that the claim or
	// its environment decides.
	Provider platform.Provider `json:"provider,omitempty"`
}

// A request is a RunFunctionRequest whose parts have been told apart.
type request struct {
	req *fnv1.RunFunctionRequest

	// composite that is observed.
	composite *structpb.Struct

	// api is the name of the API that is served.
	api string

	// scope of the managed resources to compose.
	scope managed.Scope

	// kind, namespace and name of what the developer applied.
	kind      string
	namespace string
	name      string

	// compositeKind and compositeName are those of the composite itself.
	compositeKind string
	compositeName string

	// pinned is the provider that the Composition is for.
	pinned platform.Provider

	// common parameters, and the common status that was recorded.
	common   platform.CommonParameters
	recorded platform.CommonStatus

	observed     *observed
	requirements *fnv1.Requirements

	// refusals do not keep the plan from being made, which may have more to
	// say.
	refusals field.ErrorList
}

func (r *request) refuse(errs ...*field.Error) { r.refusals = append(r.refusals, errs...) }

// about is what we read of any composite resource.
type about struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name      string `json:"name"`
		Namespace string `json:"namespace"`
	} `json:"metadata"`
	Spec struct {
		ClaimRef struct {
			Kind      string `json:"kind"`
			Name      string `json:"name"`
			Namespace string `json:"namespace"`
		} `json:"claimRef"`
	} `json:"spec"`
}

func read(req *fnv1.RunFunctionRequest, api string) (*request, field.ErrorList) {
	r := &request{
		req:       req,
		composite: wire.Content(req.GetObserved().GetComposite()),
		api:       api,
		observed:  newObserved(req.GetObserved().GetResources()),
	}
	var in Input
	if errs := structcodec.DecodeStrict(req.GetInput(), &in, inputPath); len(errs) > 0 {
		return nil, errs
	}
	r.pinned = in.Provider

	var xr about
	if err := structcodec.Decode(r.composite, &xr); err != nil {
		return nil, field.ErrorList{field.InternalError(field.NewPath("metadata"), err)}
	}
	r.identify(xr)
	r.decodeStatus(&r.recorded)
	return r, nil
}

// identify who asks. A composite in a namespace was applied by a developer; any
// other one stands for the claim that it refers to.
func (r *request) identify(xr about) {
	r.scope, r.namespace, r.name = managed.ScopeCluster, xr.Spec.ClaimRef.Namespace, xr.Spec.ClaimRef.Name
	r.kind, r.compositeKind, r.compositeName = xr.Spec.ClaimRef.Kind, xr.Kind, xr.Metadata.Name
	if xr.Metadata.Namespace != "" {
		r.kind = xr.Kind
		r.scope, r.namespace, r.name = managed.ScopeNamespaced, xr.Metadata.Namespace, xr.Metadata.Name
	}
	if r.name == "" {
		r.name = xr.Metadata.Name
	}
}

// decodeParameters decodes spec.parameters strictly. Everything else in the spec
// belongs to Crossplane.
func (r *request) decodeParameters(into any) field.ErrorList {
	p := child(child(r.composite, "spec"), "parameters")
	if errs := structcodec.DecodeStrict(p, into, parameters); len(errs) > 0 {
		return errs
	}
	if err := structcodec.Decode(p, &r.common); err != nil {
		return field.ErrorList{field.InternalError(parameters, err)}
	}
	if r.common.Environment == "" {
		r.common.Environment = platform.DefaultEnvironment
	}
	return nil
}

// decodeStatus decodes what we wrote to the composite's status last time. What is
// not as we write it is as good as not recorded.
func (r *request) decodeStatus(into any) {
	_ = structcodec.Decode(child(r.composite, "status"), into)
}

// child returns the object below a key of another one, or nil.
func child(s *structpb.Struct, key string) *structpb.Struct {
	return s.GetFields()[key].GetStructValue()
}
