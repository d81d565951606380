// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package managed describes managed resources independently of how they reach
// Crossplane: what they are (Type), what is wanted of them (Resource), how they
// refer to each other (Selector) and what was observed of them (Observed). The
// packages below it hold one lean struct for each kind that we compose.
package managed

import (
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// LabelKey is the label that every composed resource carries. Its value is the
// resource's Key, so that others can select it together with matchControllerRef.
const LabelKey = platform.Group + "/key"

// namespacedVersion is the version of every namespaced managed resource. It has
// the shape of the newest cluster-scoped version, whatever that is called.
const namespacedVersion = "v1beta1"

// A Scope says whether managed resources live in a namespace.
type Scope string

// Scopes.
const (
	// ScopeCluster is the scope of the managed resources of a claim.
	ScopeCluster Scope = "Cluster"

	// ScopeNamespaced is the scope of the managed resources of a composite
	// that lives in a namespace itself.
	ScopeNamespaced Scope = "Namespaced"
)

// A Key identifies a composed resource within its composite for life. It is
// made of constants, a tier and a zone; never of an index.
type Key string

// Join returns the key that is made of k and the supplied parts.
func (k Key) Join(parts ...string) Key {
	return Key(strings.Join(append([]string{string(k)}, parts...), "-"))
}

// A Type is a kind of managed resource, which exists in two scopes.
type Type struct {
	// Group of the cluster-scoped kind, for example ec2.aws.upbound.io.
	Group string

	// Version is the newest served version of the cluster-scoped kind.
	Version string

	// Kind, which is the same in both scopes.
	Kind string

	// Plural name of the kind, which is the same in both scopes.
	Plural string
}

// GroupIn returns the API group of the type in the supplied scope.
func (t Type) GroupIn(s Scope) string {
	if s == ScopeCluster {
		return t.Group
	}
	return strings.TrimSuffix(t.Group, "upbound.io") + "m.upbound.io"
}

// VersionIn returns the API version of the type in the supplied scope.
func (t Type) VersionIn(s Scope) string {
	if s == ScopeCluster {
		return t.Version
	}
	return namespacedVersion
}

// APIVersionIn returns the apiVersion of a manifest of the type in the supplied
// scope.
func (t Type) APIVersionIn(s Scope) string {
	return t.GroupIn(s) + "/" + t.VersionIn(s)
}

// CRDIn returns the name of the CustomResourceDefinition of the type in the
// supplied scope.
func (t Type) CRDIn(s Scope) string {
	return t.Plural + "." + t.GroupIn(s)
}

// A Spec is what is wanted of a managed resource: its forProvider or its
// initProvider.
type Spec interface {
	// Type of the managed resource.
	Type() Type
}

// A NativeSpec is what is wanted of a resource that Crossplane itself manages, and
// no provider. It has no forProvider, and may have another kind in each scope.
type NativeSpec interface {
	Spec

	// TypeIn returns the apiVersion and the kind of the resource in a scope.
	TypeIn(s Scope) (apiVersion, kind string)

	// SpecIn returns the whole spec of the resource in a scope.
	SpecIn(s Scope) any
}

// A Kind is everything that we know about a kind of managed resource.
type Kind struct {
	// ForProvider is the zero value of the struct that holds what we set.
	ForProvider Spec

	// AtProvider is the zero value of the struct that holds what we read. It
	// is nil when nothing is read.
	AtProvider any
}

// A Component is a part of an API that a developer would name, for example the
// NAT of a network. Each component has a condition of its own.
type Component string

// A Resource is a composed managed resource.
type Resource struct {
	// Key that identifies the resource within its composite for life.
	Key Key

	// Component that the resource belongs to.
	Component Component

	// ForProvider is what we want, and keep wanting.
	ForProvider Spec

	// InitProvider is what we want only while the resource is created,
	// because another controller owns it afterwards. It may be nil.
	InitProvider Spec

	// ExternalName is the name of the resource at its cloud. It is empty
	// where the cloud assigns the name.
	ExternalName string

	// Labels to add to the resource's own.
	Labels map[string]string

	// After lists the resources that must have become ready before this one
	// is created. A resource that exists is never withheld again.
	After []Key

	// Waits says in words what else must happen before this resource can be
	// created, for example that another claim does not exist yet. A resource
	// that exists is never withheld again.
	Waits []string

	// ObserveOnly resources are read and never created, changed or deleted.
	ObserveOnly bool

	// DeleteBefore lists resources that may only be deleted once this one is
	// gone, where the references do not enforce it.
	DeleteBefore []Key
}

// Observed is what is known of the resources that exist.
type Observed interface {
	// Exists is true for a resource that was composed before.
	Exists(k Key) bool

	// Ready is true for a resource that exists and is ready.
	Ready(k Key) bool

	// AtProvider decodes the observed status.atProvider of a resource. It
	// returns false and leaves the value alone when there is none.
	AtProvider(k Key, into any) bool

	// ForProvider decodes the observed spec.forProvider of a resource. It
	// returns false and leaves the value alone when there is none.
	ForProvider(k Key, into any) bool
}

// At returns the observed status.atProvider of a resource, or its zero value.
func At[T any](o Observed, k Key) T {
	var t T
	o.AtProvider(k, &t)
	return t
}

// Wanted returns the observed spec.forProvider of a resource, or its zero value.
// A builder falls back on it when the source of a value is lost, because a value
// that a resource already has must not be taken away from it.
func Wanted[T any](o Observed, k Key) T {
	var t T
	o.ForProvider(k, &t)
	return t
}

// A ResolvePolicy says when a reference is resolved.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/
type ResolvePolicy string

// ResolveAlways resolves a selector again on every reconcile, so that a resource
// follows when its selector changes.
const ResolveAlways ResolvePolicy = "Always"

// A SelectorPolicy tunes how a selector is resolved.
type SelectorPolicy struct {
	Resolve ResolvePolicy `json:"resolve,omitempty"`
}

// A Selector selects other resources of the same composite.
type Selector struct {
	MatchControllerRef bool              `json:"matchControllerRef"`
	MatchLabels        map[string]string `json:"matchLabels,omitempty"`
	Policy             *SelectorPolicy   `json:"policy,omitempty"`
}

// Select the resource with the supplied key in the same composite.
func Select(k Key) *Selector {
	return &Selector{MatchControllerRef: true, MatchLabels: map[string]string{LabelKey: string(k)}}
}

// Follow selects the resource with the supplied key in the same composite, and
// selects again whenever the key changes.
func Follow(k Key) *Selector {
	s := Select(k)
	s.Policy = &SelectorPolicy{Resolve: ResolveAlways}
	return s
}

// SelectLabels selects every resource of the same composite with the supplied
// labels.
func SelectLabels(labels map[string]string) *Selector {
	return &Selector{MatchControllerRef: true, MatchLabels: labels}
}

// A SecretRef refers to one key of a Secret. Namespace is dropped for namespaced
// managed resources, which may only read Secrets of their own namespace.
type SecretRef struct {
	Name      string `json:"name"`
	Key       string `json:"key"`
	Namespace string `json:"namespace,omitempty"`
}
