// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kubernetes

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	var got []string
	for _, k := range Kinds() {
		got = append(got, k.ForProvider.Type().CRDIn(managed.ScopeCluster))
	}
	if want := slices.Compact(slices.Sorted(slices.Values(got))); !slices.Equal(want, got) {
		t.Errorf("Kinds() must be sorted and unique: %v", got)
	}
}

// TestSpecs proves that nothing is emitted that nobody set.
func TestSpecs(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     any
		want   string
	}{
		"Manifest": {
			reason: "The manifest is embedded by the engine, and nothing else is part of forProvider.",
			in:     Object{Manifest: Credentials{}, Watch: true, Readiness: &Readiness{Policy: ReadyAllTrue}},
			want:   "{}",
		},
		"NothingBeside": {
			reason: "The provider has defaults.",
			in:     Object{}.Beside(),
			want:   "{}",
		},
		"Beside": {
			reason: "Readiness, references and watch stand beside forProvider.",
			in: Object{
				Watch:      true,
				Readiness:  &Readiness{Policy: ReadyDeriveFromCelQuery, CELQuery: "true"},
				References: []Reference{{DependsOn: &DependsOn{Name: "a"}}, {PatchesFrom: &PatchesFrom{Name: "b", FieldPath: "data.c"}, ToFieldPath: "spec.d"}},
			}.Beside(),
			want: `{"readiness":{"policy":"DeriveFromCelQuery","celQuery":"true"},"references":[{"dependsOn":{"name":"a"}},{"patchesFrom":{"name":"b","fieldPath":"data.c"},"toFieldPath":"spec.d"}],"watch":true}`,
		},
		"ProviderConfig": {
			reason: "An identity comes beside the kubeconfig where that does not say who one is.",
			in: ProviderConfig{Access{
				Credentials: Credentials{Source: SourceSecret, SecretRef: KeyOf(managed.SecretLocation{Namespace: "shop", Name: "main"}, "kubeconfig")},
				Identity:    &Identity{Type: IdentityGoogleApplicationCredentials, Source: SourceInjectedIdentity},
			}}.SpecIn(managed.ScopeNamespaced),
			want: `{"credentials":{"source":"Secret","secretRef":{"name":"main","namespace":"shop","key":"kubeconfig"}},"identity":{"type":"GoogleApplicationCredentials","source":"InjectedIdentity"}}`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := json.Marshal(tc.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, string(got)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
