// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package helm

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
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
		"Smallest": {
			reason: "Values are embedded by the engine; the provider has defaults for the rest.",
			in:     Release{Chart: Chart{URL: "oci://example.org/a"}, Namespace: "b", Values: Chart{}, RollbackLimit: new(1)},
			want:   `{"chart":{"url":"oci://example.org/a"},"namespace":"b"}`,
		},
		"Waits": {
			reason: "A release may wait until it works.",
			in:     Release{Chart: Chart{Repository: "r", Name: "n", Version: "v"}, Namespace: "b", Wait: true, WaitTimeout: "10m", SkipCreateNamespace: true},
			want:   `{"chart":{"repository":"r","name":"n","version":"v"},"namespace":"b","skipCreateNamespace":true,"wait":true,"waitTimeout":"10m"}`,
		},
		"NothingBeside": {
			reason: "A release is tried for ever.",
			in:     Release{}.Beside(),
			want:   "{}",
		},
		"Beside": {
			reason: "Nought is an opinion.",
			in:     Release{RollbackLimit: new(0)}.Beside(),
			want:   `{"rollbackLimit":0}`,
		},
		"ProviderConfig": {
			reason: "A cluster is reached in the same way by both providers.",
			in: ProviderConfig{kubernetes.Access{
				Credentials: kubernetes.Credentials{Source: kubernetes.SourceSecret, SecretRef: kubernetes.KeyOf(managed.SecretLocation{Namespace: "shop", Name: "main"}, "kubeconfig")},
			}}.SpecIn(managed.ScopeCluster),
			want: `{"credentials":{"source":"Secret","secretRef":{"name":"main","namespace":"shop","key":"kubeconfig"}}}`,
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
