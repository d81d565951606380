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

// namespacedVersion is the version of the namespaced managed resources of the
// clouds' providers. It has the shape of the newest cluster-scoped version, whatever
// that is called.
const namespacedVersion = "v1beta1"

// infix tells the groups of namespaced managed resources from those of
// cluster-scoped ones: ec2.aws.m.upbound.io, helm.m.crossplane.io.
const infix = "m."

// vendors are the domains that the groups of managed resources end with.
//
//nolint:gochecknoglobals // It is a constant.
var vendors = []string{"upbound.io", "crossplane.io"}

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

// separator joins the parts of a key.
const separator = "-"

// Join returns the key that is made of k and the supplied parts.
func (k Key) Join(parts ...string) Key {
	size := len(k)
	for _, p := range parts {
		size += len(separator) + len(p)
	}
	var joined strings.Builder
	joined.Grow(size)
	joined.WriteString(string(k))
	for _, p := range parts {
		joined.WriteString(separator)
		joined.WriteString(p)
	}
	return Key(joined.String())
}

// Begins says whether the key is k, or was joined from it and other parts.
func (k Key) Begins(key Key) bool {
	rest, ok := strings.CutPrefix(string(key), string(k))
	return ok && (rest == "" || strings.HasPrefix(rest, separator))
}

// A Type is a kind of managed resource, which exists in two scopes.
type Type struct {
	// Group of the cluster-scoped kind, for example ec2.aws.upbound.io.
	Group string

	// Version is the newest served version of the cluster-scoped kind.
	Version string

	// NamespacedVersion is the version of the namespaced kind, where that is
	// not v1beta1.
	NamespacedVersion string

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
	for _, vendor := range vendors {
		if parent, ok := strings.CutSuffix(t.Group, vendor); ok {
			return parent + infix + vendor
		}
	}
	return t.Group
}

// VersionIn returns the API version of the type in the supplied scope.
func (t Type) VersionIn(s Scope) string {
	if s == ScopeCluster {
		return t.Version
	}
	if t.NamespacedVersion != "" {
		return t.NamespacedVersion
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

	// ProviderConfig is the key of the composed ProviderConfig that the
	// resource is managed with, for what lives inside of a cluster that the
	// claim creates. It is empty for everything that lives in the account of
	// the claim's environment. The resource waits until the ProviderConfig
	// exists.
	ProviderConfig Key

	// ProviderConfigName is the name of a ProviderConfig that nobody composes,
	// for what lives neither in the account of the claim's environment nor
	// inside of a cluster that the claim creates. It is empty for everything
	// else.
	ProviderConfigName string

	// ConnectionSecret is true for a resource that publishes connection
	// details which somebody reads. claim.Claim.SecretOf says where.
	ConnectionSecret bool

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

	// Succeeds is what the keys begin with of those that are the same thing at the
	// cloud, one after the other: each has a key of its own, because the cloud has to do
	// something anew. The resource is created once every other one is gone, and not only
	// unwanted: it would be taken for the one that goes, and go with it. Empty means that
	// there are no others.
	Succeeds Key

	// ObserveOnly resources are read and never created, changed or deleted.
	ObserveOnly bool

	// Retain leaves the resource at its cloud when it is not composed any more:
	// because others use it, or because what it is in may be gone before it.
	Retain bool

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

	Published
}

// Published is what a resource makes known beside its atProvider.
type Published interface {
	// Status decodes the whole observed status of a resource, which is how to
	// read a claim that was composed. It returns false and leaves the value
	// alone when there is none.
	Status(k Key, into any) bool

	// Connection returns the observed connection details of a resource that
	// was composed with a ConnectionSecret. It is nil when there are none,
	// and must not be changed.
	Connection(k Key) map[string][]byte
}

// At returns the observed status.atProvider of a resource, or its zero value.
func At[T any](o Observed, k Key) T {
	var t T
	o.AtProvider(k, &t)
	return t
}

// Known returns an observed value, or the recorded one if the resource exists and what was
// observed of it was lost: what a claim's status once said of something that is there is
// not taken back.
func Known(o Observed, k Key, observed, recorded string) string {
	if observed == "" && o.Exists(k) {
		return recorded
	}
	return observed
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
	// Key of the resource to select, which is the value of its label LabelKey.
	// It is no entry of Labels, because nearly every selector has nothing
	// else, and there are more of them than there are resources.
	Key Key `json:"-"`

	MatchControllerRef bool              `json:"matchControllerRef"`
	Labels             map[string]string `json:"matchLabels,omitempty"`
	Policy             *SelectorPolicy   `json:"policy,omitempty"`
}

// Select the resource with the supplied key in the same composite.
func Select(k Key) *Selector {
	return &Selector{MatchControllerRef: true, Key: k}
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
	return &Selector{MatchControllerRef: true, Labels: labels}
}

// A SecretLocation is where a Secret is.
type SecretLocation struct {
	Namespace string
	Name      string
}

// Key refers to one key of the Secret.
func (l SecretLocation) Key(key string) SecretRef {
	return SecretRef{Namespace: l.Namespace, Name: l.Name, Key: key}
}

// A SecretRef refers to one key of a Secret. Namespace is dropped for namespaced
// managed resources, which may only read Secrets of their own namespace.
type SecretRef struct {
	Name      string `json:"name"`
	Key       string `json:"key"`
	Namespace string `json:"namespace,omitempty"`
}
