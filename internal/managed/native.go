// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managed

// A NativeSpec is what is wanted of a resource that is no managed resource: it has
// no forProvider, no managementPolicies and no providerConfigRef, and may have
// another kind in each scope.
type NativeSpec interface {
	Spec

	// TypeIn returns the apiVersion and the kind of the resource in a scope.
	TypeIn(s Scope) (apiVersion, kind string)

	// SpecIn returns the whole spec of the resource in a scope.
	SpecIn(s Scope) any
}

// A LocalSpec is a NativeSpec of a kind that exists in namespaces only. It is
// composed in the namespace of the claim, whichever scope everything else has.
type LocalSpec interface {
	NativeSpec

	// Local does nothing: having it says it all.
	Local()
}

// An ExtendedSpec is a Spec of a kind with more than a forProvider.
type ExtendedSpec interface {
	Spec

	// Beside returns a struct with the fields that stand beside forProvider.
	Beside() any

	// Embedded returns the whole objects that stand below forProvider.
	Embedded() []Embedded
}

// An Embedded object belongs to somebody else: it is passed on as it is.
type Embedded struct {
	// Field of forProvider that holds the object.
	Field string

	// Object is a struct, or nil when the field is not set.
	Object any
}

// Identify returns the apiVersion and the kind of a resource in a scope.
func Identify(spec Spec, s Scope) (apiVersion, kind string) {
	if n, ok := spec.(NativeSpec); ok {
		return n.TypeIn(s)
	}
	t := spec.Type()
	return t.APIVersionIn(s), t.Kind
}

// InNamespace is true for a resource that lives in a namespace when everything else
// has the supplied scope.
func InNamespace(spec Spec, s Scope) bool {
	_, local := spec.(LocalSpec)
	return local || s == ScopeNamespaced
}
