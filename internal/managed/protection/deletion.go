// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package protection

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// A Deletion protects the claim that composes it from being deleted, until the claim
// does not compose it any more. It protects what a developer deletes: the claim in
// one flavour, and the composite in the other, which have the same kind and name.
type Deletion struct {
	// Kind and Name of the claim.
	Kind string
	Name string

	// Reason is what whoever tries to delete the claim is told.
	Reason string
}

var _ managed.LocalSpec = Deletion{}

// Type of a Usage.
func (Deletion) Type() managed.Type { return Usage{}.Type() }

// TypeIn returns the apiVersion and the kind of a usage, which lives in the namespace
// of the claim in both scopes.
func (Deletion) TypeIn(managed.Scope) (string, string) { return group + "/" + version, kindUsage }

// SpecIn returns the spec of a usage without a user.
func (d Deletion) SpecIn(managed.Scope) any {
	return deletionSpec{
		Of:     claimSubject{APIVersion: platform.APIVersion, Kind: d.Kind, ResourceRef: resourceRef{Name: d.Name}},
		Reason: d.Reason,
	}
}

// Local is true of a usage in the namespace of a claim.
func (Deletion) Local() {}

// A CompositeDeletion protects a cluster-scoped composite from being deleted, until it
// does not compose it any more.
type CompositeDeletion struct {
	// Kind and Name of the composite.
	Kind string
	Name string

	// Reason is what whoever tries to delete the composite is told.
	Reason string
}

var _ managed.NativeSpec = CompositeDeletion{}

// Type of a Usage.
func (CompositeDeletion) Type() managed.Type { return Usage{}.Type() }

// TypeIn returns the apiVersion and the kind of a usage of something cluster-scoped.
func (CompositeDeletion) TypeIn(managed.Scope) (string, string) {
	return group + "/" + version, kindClusterUsage
}

// SpecIn returns the spec of a usage without a user.
func (d CompositeDeletion) SpecIn(s managed.Scope) any { return Deletion(d).SpecIn(s) }

type deletionSpec struct {
	Of     claimSubject `json:"of"`
	Reason string       `json:"reason"`
}

type claimSubject struct {
	APIVersion  string      `json:"apiVersion"`
	Kind        string      `json:"kind"`
	ResourceRef resourceRef `json:"resourceRef"`
}

type resourceRef struct {
	Name string `json:"name"`
}
