// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package proof

import (
	"testing"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// TestManagedKinds proves every struct of internal/managed against the CRDs of the
// pinned provider releases, and of every release that the environment variable
// CRDS names.
func TestManagedKinds(t *testing.T) {
	t.Parallel()
	for _, p := range kinds.Providers() {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			sources, err := crds.For(p)
			if err != nil {
				t.Fatal(err)
			}
			for _, src := range sources {
				t.Run(src.Name, func(t *testing.T) {
					t.Parallel()
					for _, k := range kinds.Of(p) {
						proveKind(t, k, src, p)
					}
				})
			}
		})
	}
}

func proveKind(t *testing.T, k managed.Kind, src *crds.Source, p platform.Provider) {
	t.Helper()
	for _, s := range scopes(k, src, p) {
		crd, err := src.Get(k.ForProvider.Type().CRDIn(s))
		if errors.Is(err, crds.ErrNotFound) {
			t.Errorf("%T: %v", k.ForProvider, err)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range Kind(k, crd, s) {
			t.Errorf("%T: %s: %s", k.ForProvider, crd.GetName(), problem)
		}
	}
}

// scopes returns the scopes in which a source must carry a kind. The pinned
// release of provider-gcp is the last one without namespaced kinds: its namespaced
// kinds are proven against the folders of CRDS. Those carry some kinds only, but
// if they carry one then in both scopes.
func scopes(k managed.Kind, src *crds.Source, p platform.Provider) []managed.Scope {
	t := k.ForProvider.Type()
	if src.Pinned && p == platform.ProviderGCP {
		return []managed.Scope{managed.ScopeCluster}
	}
	if src.Pinned || src.Has(t.CRDIn(managed.ScopeCluster)) || src.Has(t.CRDIn(managed.ScopeNamespaced)) {
		return []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced}
	}
	return nil
}

// TestKindsAreUnique catches a kind that is listed twice or misnamed by copying.
func TestKindsAreUnique(t *testing.T) {
	t.Parallel()
	for _, p := range kinds.Providers() {
		seen := map[string]bool{}
		for _, k := range kinds.Of(p) {
			name := k.ForProvider.Type().CRDIn(managed.ScopeCluster)
			if seen[name] {
				t.Errorf("%s: %q is listed twice", p, name)
			}
			seen[name] = true
		}
	}
}
