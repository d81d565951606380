// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package claim describes the claim that is served, once everything that is the
// same for every API has been decided: who asks, on which cloud, where, within
// which guardrails, and under which names and tags.
package claim

import (
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
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

	// Now is the minute in which the claim is served. It is for maintenance
	// windows and the rotation of keys only: everything else must be the same
	// at any time.
	Now time.Time

	// SecretNamespace is where resources publish connection details: the
	// claim's own namespace, or one that belongs to the platform where the
	// resources have no namespace themselves.
	SecretNamespace string
}

// SecretOf returns where the resource with the supplied key publishes its connection
// details. It is the same for as long as the claim exists.
func (c Claim) SecretOf(k managed.Key) managed.SecretLocation {
	return managed.SecretLocation{Namespace: c.SecretNamespace, Name: c.Names.Name(naming.KubernetesSecret, string(k))}
}

// A Reference from a claim to another claim.
type Reference struct {
	// Path of the field that holds the reference.
	Path *field.Path

	// Kind of the claim that is referred to, for example Network.
	Kind string

	// To is the claim that is referred to.
	To platform.LocalReference

	// Lenient references may be to a claim that is not shared: it is Refused
	// instead of the claim that refers to it, which can then take back what it
	// made of the reference.
	Lenient bool
}

// A Referenced claim is one that the claim may refer to.
type Referenced struct {
	// Namespace and Name of the referenced claim.
	Namespace string
	Name      string

	// Found is false while the referenced claim does not exist.
	Found bool

	// Refused is true when a Lenient reference is to a claim of another
	// namespace that does not exist or is not shared. Found is false then.
	Refused bool

	// Deleting is true once somebody has asked for the claim to be deleted.
	Deleting bool

	// Status decodes the status of the referenced claim.
	Status func(into any) error
}

// WaitsFor says what a claim waits for while another one that it refers to has no id.
// What the other one is, and its name, as namespace/name, are for people, who see whether
// it was found: they may have mistyped the name.
func WaitsFor(what, name string, found bool) string {
	if !found {
		return what + " " + name + " does not exist"
	}
	return what + " " + name + " has no id yet"
}

// An Adoption is something that exists already, and that a claim takes for its own. An
// account does not know which namespace it belongs to.
type Adoption struct {
	// Path of the field that names it.
	Path *field.Path

	// What it is, for people.
	What string

	// ID that the claim names it by.
	ID string

	// Permitted says whether the environment consents.
	Permitted bool

	// Rule of the environment that would consent.
	Rule string
}

// Unshared refuses a reference to a claim of another namespace. Whether the claim exists
// is not told: that is the other namespace's business.
func Unshared(ref Reference, own string) *field.Error {
	return field.Forbidden(ref.Path, fmt.Sprintf(
		"%s %q of namespace %q does not exist or is not shared with namespace %q; its owner must list %q in its shareWith", ref.Kind, ref.To.Name, ref.To.Namespace, own, own))
}
