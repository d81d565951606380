// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloudsim

import (
	"slices"
	"strings"
	"testing"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/incluster"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/provider"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/references"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// TestEveryKindIsSimulated fails when one of the APIs composes a kind that nothing
// simulates, or a provider config that nobody counts the users of.
func TestEveryKindIsSimulated(t *testing.T) {
	t.Parallel()
	have := map[string]managed.Type{}
	for _, c := range Everything() {
		for _, k := range c.Kinds() {
			have[k.CRDIn(managed.ScopeCluster)] = k.Type
		}
	}
	clouds := Clouds()
	ct := provider.NewController(nil, nil, clouds, incluster.New(clouds), nil, provider.Options{})
	for _, p := range kinds.Providers() {
		composed, err := kinds.Composed(p, apis.Names()...)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range composed {
			want := k.ForProvider.Type()
			for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
				gvk, ok := ct.Lookup(want.CRDIn(s))
				if !ok || gvk.GroupVersion().String() != want.APIVersionIn(s) || gvk.Kind != want.Kind {
					t.Errorf("%s: want %s %s served, got %s", p, want.APIVersionIn(s), want.Kind, gvk)
				}
			}
			if got := have[want.CRDIn(managed.ScopeCluster)]; kinds.IsManaged(k) && got != want {
				t.Errorf("%s: want it simulated as %+v, got %+v", p, want, got)
			}
		}
	}
}

// TestTablesFitCRDs looks up every argument that a table names in the CRDs of the
// providers.
func TestTablesFitCRDs(t *testing.T) {
	t.Parallel()
	for _, c := range Everything() {
		for _, k := range c.Kinds() {
			for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
				t.Run(k.CRDIn(s), func(t *testing.T) {
					t.Parallel()
					crd, err := crds.Find(k.Provider(), k.Type, s)
					if err != nil {
						t.Fatal(err)
					}
					spec := forProvider(t, crd, k.VersionIn(s))
					for _, path := range argumentsOf(k) {
						if !has(spec, path) {
							t.Errorf("there is no argument %q", path)
						}
					}
				})
			}
		}
	}
}

func forProvider(t *testing.T, crd *extv1.CustomResourceDefinition, version string) extv1.JSONSchemaProps {
	t.Helper()
	i := slices.IndexFunc(crd.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool { return v.Name == version })
	if i < 0 {
		t.Fatalf("%s has no version %s", crd.GetName(), version)
	}
	return crd.Spec.Versions[i].Schema.OpenAPIV3Schema.Properties["spec"].Properties["forProvider"]
}

// argumentsOf lists the paths of the arguments that the table of a kind names.
func argumentsOf(k *cloud.Kind) []string {
	var out []string
	for _, r := range k.Required {
		out = append(out, strings.Split(r, "|")...)
	}
	out = append(out, k.Immutable...)
	for _, l := range k.Links {
		out = append(out, l.Field)
	}
	for d := range k.Defaults {
		out = append(out, d)
	}
	rs, _, err := references.Of(schema.GroupKind{Group: k.Group, Kind: k.Kind})
	if err != nil {
		return nil
	}
	for _, r := range rs {
		out = append(out, r.Field, r.Ref, r.Selector)
	}
	return out
}

func has(s extv1.JSONSchemaProps, path string) bool {
	name, rest, deeper := strings.Cut(path, ".")
	p, ok := s.Properties[strings.TrimSuffix(name, "[]")]
	if !ok || !deeper {
		return ok
	}
	if p.Items != nil && p.Items.Schema != nil {
		p = *p.Items.Schema
	}
	return has(p, rest)
}

// TestReferencesAreExtracted fails when a kind is simulated whose references nobody
// extracted.
func TestReferencesAreExtracted(t *testing.T) {
	t.Parallel()
	for _, c := range Everything() {
		for _, k := range c.Kinds() {
			_, ok, err := references.Of(schema.GroupKind{Group: k.Group, Kind: k.Kind})
			if err != nil {
				t.Fatal(err)
			}
			// What is in a cluster refers to nothing.
			if !ok && slices.Contains(platform.Providers(), k.Provider()) {
				t.Errorf("%s: run go generate ./cloudsim/references", k.CRDIn(managed.ScopeCluster))
			}
		}
	}
}

// TestLinksLeadSomewhere fails when a link is to a kind that does not exist, or when
// a reference leads elsewhere.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	for _, c := range Everything() {
		for _, k := range c.Kinds() {
			rs, _, err := references.Of(schema.GroupKind{Group: k.Group, Kind: k.Kind})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range k.Links {
				if c.Kind(l.To) == nil {
					t.Errorf("%s: %s leads to %s, which is no kind", k.Name(), l.Field, l.To)
				}
				i := slices.IndexFunc(rs, func(r references.Reference) bool { return r.Field == l.Field })
				if i < 0 || l.Loose {
					continue
				}
				if to := rs[i].Target(); cloud.NameOf(to.Group, to.Kind) != l.To {
					t.Errorf("%s: %s leads to %s, its reference to %s", k.Name(), l.Field, l.To, to)
				}
			}
		}
	}
}
