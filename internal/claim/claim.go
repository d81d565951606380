// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package claim describes the claim that is served, once everything that is the
// same for every API has been decided: who asks, on which cloud, where, within
// which guardrails, and under which names and tags.
package claim

import (
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A Claim is what a developer asked for, without the part that is particular to
// one API.
type Claim struct {
	// Namespace and Name of what the developer applied.
	Namespace string
	Name      string

	// Provider that serves the claim.
	Provider platform.Provider

	// Region that serves the claim.
	Region regions.Region

	// Environment is the name of the environment.
	Environment string

	// Guardrails of the environment.
	Guardrails environment.Environment

	// Names for everything that the claim creates at its cloud.
	Names naming.Namer

	// Tags for everything that the claim creates at its cloud.
	Tags tags.Set

	// References to other claims, by the path of the field that holds them.
	References map[string]Referenced
}

// A Reference from a claim to another claim.
type Reference struct {
	// Path of the field that holds the reference.
	Path *field.Path

	// Kind of the claim that is referred to, for example Network.
	Kind string

	// To is the claim that is referred to.
	To platform.LocalReference
}

// A Referenced claim is one that the claim may refer to.
type Referenced struct {
	// Namespace and Name of the referenced claim.
	Namespace string
	Name      string

	// Found is false while the referenced claim does not exist.
	Found bool

	// Status decodes the status of the referenced claim.
	Status func(into any) error
}
