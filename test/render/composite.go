// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"context"
	"crypto/sha256"
	"maps"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
)

// Labels that Crossplane gives to the composite of a claim.
const (
	labelClaimName      = "crossplane.io/claim-name"
	labelClaimNamespace = "crossplane.io/claim-namespace"
)

// composite returns the composite that Crossplane makes from an admitted claim, in
// the native flavour the claim itself, once a Composition was chosen for it.
// https://github.com/crossplane/crossplane/blob/v2.4.0/internal/controller/apiextensions/claim/syncer_ssa.go
func composite(a *api, claim *unstructured.Unstructured, composition string, in Input) *unstructured.Unstructured {
	xr := claim.DeepCopy()
	where := []string{"spec", "crossplane", "compositionRef", "name"}
	if in.Flavour == flavour.Claims {
		xr = compositeOf(a, claim)
		where = []string{"spec", "compositionRef", "name"}
	}
	// The API server checked that these are objects.
	_ = unstructured.SetNestedField(xr.Object, composition, where...)
	if in.Composite != nil {
		if status, ok, _ := unstructured.NestedMap(in.Composite.Object, "status"); ok {
			_ = unstructured.SetNestedMap(xr.Object, status, "status")
		}
	}
	return xr
}

func compositeOf(a *api, claim *unstructured.Unstructured) *unstructured.Unstructured {
	xr := &unstructured.Unstructured{}
	xr.SetGroupVersionKind(a.composite)
	xr.SetName(claim.GetName() + "-" + suffix(claim))
	xr.SetAnnotations(unreserved(claim.GetAnnotations()))
	labels := unreserved(claim.GetLabels())
	if labels == nil {
		labels = map[string]string{}
	}
	labels[labelClaimName] = claim.GetName()
	labels[labelClaimNamespace] = claim.GetNamespace()
	xr.SetLabels(labels)

	spec, _, _ := unstructured.NestedMap(claim.Object, "spec")
	for _, f := range []string{"resourceRef", "writeConnectionSecretToRef", "compositeDeletePolicy"} {
		delete(spec, f)
	}
	_ = unstructured.SetNestedMap(xr.Object, spec, "spec")
	_ = unstructured.SetNestedStringMap(xr.Object, map[string]string{
		"apiVersion": claim.GetAPIVersion(),
		"kind":       claim.GetKind(),
		"namespace":  claim.GetNamespace(),
		"name":       claim.GetName(),
	}, "spec", "claimRef")
	return xr
}

// alphabet of generated names.
// https://github.com/kubernetes/kubernetes/blob/v1.35.0/staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go
const (
	alphabet     = "bcdfghjklmnpqrstvwxz2456789"
	suffixLength = 5
)

// suffix of the composite's name. Crossplane's is random; this one is the same for
// the same claim.
func suffix(claim *unstructured.Unstructured) string {
	sum := sha256.Sum256([]byte(claim.GetNamespace() + "/" + claim.GetName()))
	out := make([]byte, suffixLength)
	for i := range out {
		out[i] = alphabet[int(sum[i])%len(alphabet)]
	}
	return string(out)
}

// unreserved drops the labels or annotations that belong to Kubernetes, which
// Crossplane does not copy from a claim to its composite.
func unreserved(in map[string]string) map[string]string {
	out := maps.Clone(in)
	maps.DeleteFunc(out, func(k, _ string) bool {
		prefix, _, _ := strings.Cut(k, "/")
		return strings.HasSuffix(prefix, "kubernetes.io") || strings.HasSuffix(prefix, "k8s.io")
	})
	return out
}

// IsClaim is true for what a developer applies to get something of the platform.
func IsClaim(u *unstructured.Unstructured) bool {
	return u.GroupVersionKind().Group == platform.Group
}

// Others returns what a claim may refer to: the supplied resources, and the other
// claims as the API server would store them.
func (r *Renderer) Others(ctx context.Context, f flavour.Flavour, claims []*unstructured.Unstructured, self int, required []*unstructured.Unstructured) []*unstructured.Unstructured {
	var out []*unstructured.Unstructured
	for i, c := range claims {
		if i == self {
			continue
		}
		// Claims that are refused are not there to be referred to.
		if admitted, err := r.Admit(ctx, f, c); err == nil {
			out = append(out, admitted)
		}
	}
	return append(out, required...)
}
