// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package flavour derives the native flavour of the packages from the claims
// flavour, which is the only one that is written down. In the claims flavour a
// developer applies a claim, from which Crossplane makes a cluster-scoped
// composite. In the native flavour the composite itself lives in the developer's
// namespace, under the name that the claim would have.
package flavour

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"
)

// A Flavour of the packages.
type Flavour string

// Flavours.
const (
	// Claims are namespaced, and have a cluster-scoped composite each.
	Claims Flavour = "claims"

	// Native composites are namespaced, and there are no claims.
	Native Flavour = "native"
)

// Flavours lists every flavour.
func Flavours() []Flavour { return []Flavour{Claims, Native} }

const (
	apiVersionXRD = "apiextensions.crossplane.io/v2"
	scope         = "Namespaced"
)

// claimsOnly are the fields of a definition that only claims have a use for.
// https://docs.crossplane.io/latest/guides/upgrade-to-crossplane-v2/
func claimsOnly() []string {
	return []string{"claimNames", "connectionSecretKeys", "defaultCompositeDeletePolicy"}
}

// XRD derives the CompositeResourceDefinition of a flavour from that of the claims
// flavour. The composite takes the names of the claim.
func XRD(in *unstructured.Unstructured, f Flavour) (*unstructured.Unstructured, error) {
	out := in.DeepCopy()
	if f == Claims {
		return out, nil
	}
	names, ok, err := unstructured.NestedMap(out.Object, "spec", "claimNames")
	if err != nil || !ok {
		return nil, errors.Errorf("cannot find spec.claimNames of definition %q", in.GetName())
	}
	plural, _, _ := unstructured.NestedString(out.Object, "spec", "claimNames", "plural")
	group, _, _ := unstructured.NestedString(out.Object, "spec", "group")
	if plural == "" || group == "" {
		return nil, errors.Errorf("cannot name the composite of definition %q: it has no group or no plural", in.GetName())
	}
	out.SetAPIVersion(apiVersionXRD)
	out.SetName(plural + "." + group)
	for _, field := range claimsOnly() {
		unstructured.RemoveNestedField(out.Object, "spec", field)
	}
	if err := unstructured.SetNestedMap(out.Object, names, "spec", "names"); err != nil {
		return nil, errors.Wrapf(err, "cannot set the names of definition %q", out.GetName())
	}
	err = unstructured.SetNestedField(out.Object, scope, "spec", "scope")
	return out, errors.Wrapf(err, "cannot set the scope of definition %q", out.GetName())
}

// Composition derives the Composition of a flavour from that of the claims
// flavour. It serves the composite that has the kind of the claim.
func Composition(in *unstructured.Unstructured, f Flavour) (*unstructured.Unstructured, error) {
	out := in.DeepCopy()
	if f == Claims {
		return out, nil
	}
	kind, _, _ := unstructured.NestedString(out.Object, "spec", "compositeTypeRef", "kind")
	native, ok := strings.CutPrefix(kind, "X")
	if !ok {
		return nil, errors.Errorf("cannot derive Composition %q: the kind %q does not begin with X", in.GetName(), kind)
	}
	err := unstructured.SetNestedField(out.Object, native, "spec", "compositeTypeRef", "kind")
	return out, errors.Wrapf(err, "cannot set the kind of Composition %q", out.GetName())
}

// crossplaneFields are the fields of a claim's spec that Crossplane reads, and that
// a namespaced composite has under spec.crossplane instead.
func crossplaneFields() []string {
	return []string{"compositionRef", "compositionSelector", "compositionRevisionRef", "compositionRevisionSelector", "compositionUpdatePolicy"}
}

// Claim derives what a developer applies in a flavour from what they would apply
// in the claims flavour.
func Claim(in *unstructured.Unstructured, f Flavour) (*unstructured.Unstructured, error) {
	out := in.DeepCopy()
	if f == Claims {
		return out, nil
	}
	for _, field := range crossplaneFields() {
		v, ok, err := unstructured.NestedFieldNoCopy(out.Object, "spec", field)
		if err != nil || !ok {
			continue
		}
		if err := unstructured.SetNestedField(out.Object, v, "spec", "crossplane", field); err != nil {
			return nil, errors.Wrapf(err, "cannot set spec.crossplane.%s of %s %q", field, in.GetKind(), in.GetName())
		}
		unstructured.RemoveNestedField(out.Object, "spec", field)
	}
	for _, field := range []string{"compositeDeletePolicy", "writeConnectionSecretToRef"} {
		unstructured.RemoveNestedField(out.Object, "spec", field)
	}
	return out, nil
}
