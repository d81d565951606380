// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"slices"
	"strings"
	"testing"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
)

func TestGoodNetworks(t *testing.T) {
	t.Parallel()
	for _, cloud := range []string{"aws", "azure", "gcp"} {
		for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{
			"Cluster":    func(u *unstructured.Unstructured) *unstructured.Unstructured { return u },
			"Namespaced": namespaced,
		} {
			t.Run(cloud+scope, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				var us []*unstructured.Unstructured
				for _, u := range sorted(objects(t, cloud+".yaml")) {
					us = append(us, convert(u))
				}
				w.apply(us...)
				w.run()
				for _, u := range w.unready() {
					t.Errorf("a network that the cloud accepts should become ready: %s", u)
				}
				for _, u := range us {
					fits(t, w.get(u))
				}
				w.delete(us...)
				w.run()
				for _, u := range w.left() {
					t.Errorf("a network should be deleted in whatever order: %s", u)
				}
			})
		}
	}
}

// fits fails the test if what was observed of a managed resource does not fit its
// CRD. An API server drops what is not in it without a word.
func fits(t *testing.T, w wrapped) {
	t.Helper()
	gvk := w.GetUnstructured().GroupVersionKind()
	all := every()
	i := slices.IndexFunc(all, func(k scopedKind) bool { return k.gvk() == gvk })
	k := all[i]
	crd, err := crds.Find(k.Provider(), k.Type, k.scope)
	if err != nil {
		t.Fatal(err)
	}
	v := slices.IndexFunc(crd.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool { return v.Name == gvk.Version })
	root := crd.Spec.Versions[v].Schema.OpenAPIV3Schema.Properties
	for _, misfit := range misfits("atProvider", root["status"].Properties["atProvider"], map[string]any(text(w, "status", "atProvider"))) {
		t.Errorf("%s %s: status.%s", gvk.Kind, w.GetName(), misfit)
	}
	for _, misfit := range misfits("forProvider", root["spec"].Properties["forProvider"], map[string]any(text(w, "spec", "forProvider"))) {
		t.Errorf("%s %s: spec.%s", gvk.Kind, w.GetName(), misfit)
	}
	if k.scope == managed.ScopeNamespaced && w.GetNamespace() == "" {
		t.Errorf("%s %s should be in a namespace", gvk.Kind, w.GetName())
	}
}

func misfits(path string, s extv1.JSONSchemaProps, v any) []string {
	var out []string
	if s.XPreserveUnknownFields != nil && *s.XPreserveUnknownFields {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			p, ok := s.Properties[name]
			if !ok && s.AdditionalProperties != nil && s.AdditionalProperties.Schema != nil {
				p, ok = *s.AdditionalProperties.Schema, true
			}
			if !ok {
				out = append(out, path+"."+name+" is not in the CRD")
				continue
			}
			out = append(out, misfits(path+"."+name, p, value)...)
		}
		return expect(out, path, s, "object")
	case []any:
		for _, i := range v {
			if s.Items != nil && s.Items.Schema != nil {
				out = append(out, misfits(path+"[]", *s.Items.Schema, i)...)
			}
		}
		return expect(out, path, s, "array")
	case string:
		return expect(nil, path, s, "string")
	case bool:
		return expect(nil, path, s, "boolean")
	}
	return expect(nil, path, s, "number integer")
}

func expect(misfits []string, path string, s extv1.JSONSchemaProps, types string) []string {
	if slices.Contains(strings.Fields(types), s.Type) {
		return misfits
	}
	return append(misfits, path+" is not "+types+" but "+s.Type+" in the CRD")
}
