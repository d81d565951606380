// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	celconfig "k8s.io/apiserver/pkg/apis/cel"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestExamples applies every example in both flavours: it must have no field that is
// not known, be valid, and stay within what rules may cost at run time.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		claims := examples(t, api)
		for _, s := range servedBy(t, api) {
			// Nobody applies the composite of a claim.
			if s.as == asComposite {
				continue
			}
			srv := newServer(t, s.crd)
			for name, claim := range claims {
				t.Run(api+"/"+s.as+"/"+name, func(t *testing.T) {
					t.Parallel()
					applied, err := flavour.Claim(claim, s.flavour)
					if err != nil {
						t.Fatal(err)
					}
					obj := srv.accept(t, applied)
					for _, text := range srv.create(t.Context(), obj) {
						t.Error(text)
					}
					checkCost(t, srv, obj)
				})
			}
		}
	}
}

func checkCost(t *testing.T, srv server, obj *unstructured.Unstructured) {
	t.Helper()
	cost := srv.cost(t.Context(), obj)
	if cost <= 0 || cost >= celconfig.RuntimeCELCostBudget {
		t.Errorf("the rules cost %d, want less than %d", cost, celconfig.RuntimeCELCostBudget)
	}
	t.Logf("the rules cost %.1f %% of what they may", 100*float64(cost)/celconfig.RuntimeCELCostBudget)
}

// examples returns the claims among the examples of an API, by the names of their
// files and their own.
func examples(t *testing.T, api string) map[string]*unstructured.Unstructured {
	t.Helper()
	dir, err := repo.Path("examples", api)
	if err != nil {
		t.Fatal(err)
	}
	files, err := manifest.Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	kind := servedBy(t, api)[0].crd.Spec.Names.Kind
	out := map[string]*unstructured.Unstructured{}
	for _, f := range files {
		us, err := manifest.Read(f)
		if err != nil {
			t.Fatal(err)
		}
		before := len(out)
		for _, u := range us {
			if u.GetKind() == kind {
				out[strings.TrimSuffix(filepath.Base(f), ".yaml")+"/"+u.GetNamespace()+"/"+u.GetName()] = u
			}
		}
		if len(out) == before {
			t.Errorf("%s: there is no %s in this example", f, kind)
		}
	}
	if len(out) == 0 {
		t.Fatalf("there are no examples in %s", dir)
	}
	return out
}
