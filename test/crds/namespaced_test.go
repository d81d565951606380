// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package crds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// TestNamespaced compares the derived CRD with the true one for every kind that we
// compose and of which a release carries both scopes.
func TestNamespaced(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, p := range platform.Providers() {
		sources, err := For(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, src := range sources {
			for _, k := range kinds.Of(p) {
				ty := k.ForProvider.Type()
				if !src.Has(ty.CRDIn(managed.ScopeCluster)) || !src.Has(ty.CRDIn(managed.ScopeNamespaced)) {
					continue
				}
				compareNamespaced(t, src, ty)
				compared++
			}
		}
	}
	if compared == 0 {
		t.Error("there was nothing to compare")
	}
}

func compareNamespaced(t *testing.T, src *Source, ty managed.Type) {
	t.Helper()
	in, err := src.Get(ty.CRDIn(managed.ScopeCluster))
	if err != nil {
		t.Fatal(err)
	}
	want, err := src.Get(ty.CRDIn(managed.ScopeNamespaced))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Namespaced(in, ty)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Spec.Names, got.Spec.Names); diff != "" {
		t.Errorf("%s: names: -want, +got:\n%s", want.GetName(), diff)
	}
	if diff := cmp.Diff(specOf(t, want, ty), specOf(t, got, ty)); diff != "" {
		t.Errorf("%s: spec: -want, +got:\n%s", want.GetName(), diff)
	}
}

func specOf(t *testing.T, crd *extv1.CustomResourceDefinition, ty managed.Type) extv1.JSONSchemaProps {
	t.Helper()
	for _, v := range crd.Spec.Versions {
		if v.Name == ty.VersionIn(managed.ScopeNamespaced) {
			return undescribed(v.Schema.OpenAPIV3Schema.Properties["spec"])
		}
	}
	t.Fatalf("%s does not have the version %s", crd.GetName(), ty.VersionIn(managed.ScopeNamespaced))
	return extv1.JSONSchemaProps{}
}

// undescribed returns the schema without its prose.
func undescribed(in extv1.JSONSchemaProps) extv1.JSONSchemaProps {
	out := *in.DeepCopy()
	out.Description = ""
	for n, p := range out.Properties {
		out.Properties[n] = undescribed(p)
	}
	if out.Items != nil && out.Items.Schema != nil {
		s := undescribed(*out.Items.Schema)
		out.Items.Schema = &s
	}
	if out.AdditionalProperties != nil && out.AdditionalProperties.Schema != nil {
		s := undescribed(*out.AdditionalProperties.Schema)
		out.AdditionalProperties.Schema = &s
	}
	return out
}
