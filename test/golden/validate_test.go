// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"slices"
	"strings"
	"sync"
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	pkgvalidate "github.com/crossplane/cli/v2/pkg/validate"
	"github.com/crossplane/crossplane-runtime/v2/pkg/xcrd"
	xpextv1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1"

	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// validate everything that was rendered against the schemas of Crossplane, of the
// providers, and of our own definitions, with Crossplane's own validation.
func validate(t *testing.T, f flavour.Flavour, res render.Result) {
	t.Helper()
	all := append([]*unstructured.Unstructured{withStatus(res)}, res.Composed...)
	for _, p := range problems(t, all, definitions(t, f)) {
		t.Error(p)
	}
}

// problems returns what is wrong with resources, above all when there is no schema
// for one because it is not among the kinds that we compose.
func problems(t *testing.T, us []*unstructured.Unstructured, schemas []*extv1.CustomResourceDefinition) []string {
	t.Helper()
	seen := map[schema.GroupVersionKind]bool{}
	for _, u := range us {
		gvk := u.GroupVersionKind()
		if crd, ok := composable(t)[gvk]; ok && !seen[gvk] {
			schemas = append(schemas, crd)
		}
		seen[gvk] = true
	}
	v, err := pkgvalidate.SchemaValidate(t.Context(), us, schemas)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, r := range v.Resources {
		if r.Status == pkgvalidate.ValidationStatusValid {
			continue
		}
		messages := []string{r.APIVersion, r.Kind, render.Key(us[i]), "is", string(r.Status)}
		for _, e := range r.Errors {
			messages = append(messages, e.Message)
		}
		out = append(out, strings.Join(messages, " "))
	}
	return out
}

// TestProblems shows that the validation of golden files notices mistakes.
func TestProblems(t *testing.T) {
	t.Parallel()
	const vpc = "{apiVersion: ec2.aws.upbound.io/v1beta1, kind: VPC, metadata: {name: a, annotations: {crossplane.io/composition-resource-name: vpc}}, spec: "
	cases := map[string]struct {
		reason string
		in     string
		want   string
	}{
		"Right": {
			reason: "A resource that obeys its schema has no problem.",
			in:     vpc + "{forProvider: {region: eu-west-1, cidrBlock: 10.0.0.0/16}}}",
		},
		"UnknownField": {
			reason: "A field that the CRD does not have is a problem.",
			in:     vpc + "{forProvider: {region: eu-west-1, colour: blue}}}",
			want:   `spec.forProvider.colour: Invalid value: "colour": unknown field: "colour"`,
		},
		"WrongType": {
			reason: "A value of another type is a problem.",
			in:     vpc + "{forProvider: {region: eu-west-1, enableDnsSupport: 'yes'}}}",
			want:   `spec.forProvider.enableDnsSupport: Invalid value: "string"`,
		},
		"MissingField": {
			reason: "A required field that is missing is a problem.",
			in:     vpc + "{forProvider: {}}}",
			want:   "spec.forProvider.region: Required value",
		},
		"RequiredByRule": {
			reason: "A field that a rule requires is a problem when it is missing.",
			in:     "{apiVersion: azure.upbound.io/v1beta1, kind: ResourceGroup, metadata: {name: a}, spec: {forProvider: {}}}",
			want:   "spec.forProvider.location is a required parameter",
		},
		"UnknownKind": {
			reason: "A kind that is not listed, and therefore not activated, is a problem.",
			in:     "{apiVersion: ec2.aws.upbound.io/v1beta1, kind: Instance, metadata: {name: a}}",
			want:   "missingSchema",
		},
		"UnknownVersion": {
			reason: "Another version than the one that we compose is a problem.",
			in:     "{apiVersion: ec2.aws.upbound.io/v1beta9, kind: VPC, metadata: {name: a}}",
			want:   "missingSchema",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			us, err := manifest.Parse([]byte(tc.in))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(problems(t, us, nil), "; ")
			if (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
				t.Errorf("%s\nproblems(...): want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

// withStatus returns the composite that was rendered with the status that it got.
func withStatus(res render.Result) *unstructured.Unstructured {
	out := res.Input.DeepCopy()
	if status, ok, _ := unstructured.NestedMap(res.Composite.Object, "status"); ok {
		_ = unstructured.SetNestedMap(out.Object, status, "status")
	}
	return out
}

// definitions returns the CRDs of the composites of a flavour.
func definitions(t *testing.T, f flavour.Flavour) []*extv1.CustomResourceDefinition {
	t.Helper()
	var out []*extv1.CustomResourceDefinition
	for _, d := range renderer.Definitions(f) {
		xrd := &xpextv1.CompositeResourceDefinition{}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(d.Object, xrd); err != nil {
			t.Fatal(err)
		}
		crd, err := xcrd.ForCompositeResource(xrd)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, crd)
	}
	return out
}

// composable returns the CRDs of everything that we may compose, in the one
// version that we compose.
func composable(t *testing.T) map[schema.GroupVersionKind]*extv1.CustomResourceDefinition {
	t.Helper()
	all, err := composableOnce()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var composableOnce = sync.OnceValues(func() (map[schema.GroupVersionKind]*extv1.CustomResourceDefinition, error) {
	out := map[schema.GroupVersionKind]*extv1.CustomResourceDefinition{}
	add := func(crd *extv1.CustomResourceDefinition, version string) {
		crd = crd.DeepCopy()
		crd.Spec.Versions = slices.DeleteFunc(crd.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool { return v.Name != version })
		out[schema.GroupVersionKind{Group: crd.Spec.Group, Version: version, Kind: crd.Spec.Names.Kind}] = crd
	}
	for _, p := range platform.Providers() {
		for _, k := range kinds.Of(p) {
			ty := k.ForProvider.Type()
			for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
				crd, err := crds.Find(p, ty, s)
				if err != nil {
					return nil, err
				}
				add(crd, ty.VersionIn(s))
			}
		}
	}
	core, err := crds.Core()
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"usages.protection.crossplane.io", "clusterusages.protection.crossplane.io"} {
		crd, err := core.Get(name)
		if err != nil {
			return nil, err
		}
		add(crd, "v1beta1")
	}
	return out, nil
})

// TestEveryKindIsComposed fails for a kind that is listed, and therefore activated
// in every control plane, but that no example or state composes.
func TestEveryKindIsComposed(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("the golden files are being written")
	}
	composed := map[string]bool{}
	for _, u := range goldenObjects(t) {
		composed[strings.Join([]string{u.GetAPIVersion(), u.GetKind()}, "/")] = true
	}
	for _, p := range platform.Providers() {
		for _, k := range kinds.Of(p) {
			ty := k.ForProvider.Type()
			for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
				if name := ty.APIVersionIn(s) + "/" + ty.Kind; !composed[name] {
					t.Errorf("no golden file holds a %s", name)
				}
			}
		}
	}
	if t.Failed() {
		t.Log("compose these kinds in an example, or drop them from internal/managed")
	}
}
