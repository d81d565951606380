// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/crossplane/apis/v2/apiextensions/v1alpha1"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestPolicies fails when a kind was added to or removed from the code, and the
// policies were not generated anew.
func TestPolicies(t *testing.T) {
	t.Parallel()
	for _, f := range flavour.Flavours() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			path, err := repo.Path(policyPath(f)...)
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(policy(f)), string(got)); diff != "" {
				t.Errorf("%s is out of date, run make generate: -want, +got:\n%s", path, diff)
			}
			mrap := &v1alpha1.ManagedResourceActivationPolicy{}
			if err := yaml.UnmarshalStrict(got, mrap); err != nil {
				t.Fatal(err)
			}
			if len(mrap.Spec.Activations) != len(activated(f)) {
				t.Errorf("%s activates %d kinds, want %d", path, len(mrap.Spec.Activations), len(activated(f)))
			}
		})
	}
}
