// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	pkgvalidate "github.com/crossplane/cli/v2/pkg/validate"
	"github.com/crossplane/crossplane-runtime/v2/pkg/xcrd"
	xpextv1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// A collection of everything that was rendered, to be validated at once: Crossplane's
// validation compiles the rules of a schema for every resource that it looks at, so
// that each resource is looked at once, however often it is rendered.
type collection struct {
	mu     sync.Mutex
	seen   map[string]bool
	values map[flavour.Flavour][]rendered
}

type rendered struct {
	object *unstructured.Unstructured
	by     string
}

func newCollection() *collection {
	return &collection{seen: map[string]bool{}, values: map[flavour.Flavour][]rendered{}}
}

// add what a test rendered.
func (c *collection) add(f flavour.Flavour, res render.Result, by string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, u := range append([]*unstructured.Unstructured{withStatus(res)}, res.Composed...) {
		// No schema says anything of metadata.
		nameless := u.DeepCopy()
		delete(nameless.Object, "metadata")
		same, err := nameless.MarshalJSON()
		if key := string(f) + string(same); err != nil || !c.seen[key] {
			c.seen[key] = true
			c.values[f] = append(c.values[f], rendered{object: u, by: by})
		}
	}
}

// validate everything that was rendered in a flavour against the schemas of
// Crossplane, of the providers, and of our own definitions, with Crossplane's own
// validation.
func (c *collection) validate(t *testing.T, f flavour.Flavour) {
	t.Helper()
	us := make([]*unstructured.Unstructured, 0, len(c.values[f]))
	for _, r := range c.values[f] {
		us = append(us, r.object)
	}
	for i, p := range problems(t, us, definitions(t, f)) {
		t.Errorf("%s: %s", c.values[f][i].by, p)
	}
	t.Logf("%d resources", len(us))
}

// problems returns what is wrong with resources, by their indexes, above all when there
// is no schema for one because it is not among the kinds that we compose.
func problems(t *testing.T, us []*unstructured.Unstructured, schemas []*extv1.CustomResourceDefinition) map[int]string {
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
	out := map[int]string{}
	for i, r := range v.Resources {
		if r.Status == pkgvalidate.ValidationStatusValid {
			continue
		}
		messages := []string{r.APIVersion, r.Kind, render.Key(us[i]), "is", string(r.Status)}
		for _, e := range r.Errors {
			messages = append(messages, e.Message)
		}
		out[i] = strings.Join(messages, " ")
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
			got := problems(t, us, nil)[0]
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

// definitions returns the CRDs of the composites of a flavour, and of the claims: a
// claim may be composed itself.
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
		if f == flavour.Native {
			continue
		}
		if crd, err = xcrd.ForCompositeResourceClaim(xrd); err != nil {
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
	for _, p := range kinds.Providers() {
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

// TestEveryKindIsComposed fails for a kind that a function names, and that is therefore
// activated in every control plane, but that no example or state composes.
func TestEveryKindIsComposed(t *testing.T) {
	t.Parallel()
	if *update {
		t.Skip("the golden files are being written")
	}
	composed := goldenKinds(t)
	for _, p := range kinds.Providers() {
		ks, err := kinds.Composed(p, apis.Names()...)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range ks {
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

// head of an object in a golden file.
var head = regexp.MustCompile(`(?m)^apiVersion: (.+)\nkind: (.+)$`)

// goldenKinds returns the kinds of the objects of every golden file.
func goldenKinds(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, a := range apis.All() {
		paths, err := manifest.Files(testdata(a))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range head.FindAllStringSubmatch(string(b), -1) {
				out[m[1]+"/"+m[2]] = true
			}
		}
	}
	return out
}
