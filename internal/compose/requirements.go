// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

// An EnvironmentConfig holds the guardrails of an environment.
// https://docs.crossplane.io/latest/composition/environment-configs/
const (
	environmentAPIVersion = "apiextensions.crossplane.io/v1beta1"
	environmentKind       = "EnvironmentConfig"
)

// requirementEnvironment and requirementReference start the names of our
// requirements, which are ours alone within a request.
const (
	requirementEnvironment = "environment/"
	requirementReference   = "reference/"
)

// require everything that the claim depends on: its environment, those that it
// inherits from as far as they are known, and the claims that it refers to.
// Crossplane calls the function again until it asks for nothing new.
func (r *request) require(references []claim.Reference) {
	r.requirements = &fnv1.Requirements{Resources: map[string]*fnv1.ResourceSelector{}}
	name := r.common.Environment
	for range environment.MaxDepth {
		if name == "" {
			break
		}
		r.requirements.Resources[requirementEnvironment+name] = selectorByName(environmentAPIVersion, environmentKind, name, "")
		name = r.environmentData(name).GetFields()["inherits"].GetStringValue()
	}
	for _, ref := range references {
		r.requirements.Resources[requirementReference+ref.Path.String()] = selectorByName(platform.APIVersion, ref.Kind, ref.To.Name, r.namespaceOf(ref))
	}
}

// namespaceOf the claim that is referred to.
func (r *request) namespaceOf(ref claim.Reference) string {
	if ref.To.Namespace != "" {
		return ref.To.Namespace
	}
	return r.namespace
}

func selectorByName(apiVersion, kind, name, namespace string) *fnv1.ResourceSelector {
	s := &fnv1.ResourceSelector{ApiVersion: apiVersion, Kind: kind, Match: &fnv1.ResourceSelector_MatchName{MatchName: name}}
	if namespace != "" {
		s.Namespace = &namespace
	}
	return s
}

// required returns the one resource that a requirement asked for, or nil when
// there is none.
func (r *request) required(name string) *structpb.Struct {
	items := r.req.GetRequiredResources()[name].GetItems()
	if len(items) == 0 {
		return nil
	}
	return items[0].GetResource()
}

func (r *request) environmentData(name string) *structpb.Struct {
	return child(r.required(requirementEnvironment+name), "data")
}

// incomplete is true while Crossplane has not looked for everything that is
// required.
func (r *request) incomplete() bool {
	for name := range r.requirements.GetResources() {
		if _, fetched := r.req.GetRequiredResources()[name]; !fetched {
			return true
		}
	}
	return false
}
