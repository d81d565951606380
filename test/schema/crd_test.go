// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"path/filepath"
	"testing"

	ext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestCRDs validates what Crossplane derives from every definition as an API server
// does before it serves it. This compiles the rules, and refuses those that could
// cost too much.
func TestCRDs(t *testing.T) {
	t.Parallel()
	for _, api := range apis(t) {
		for _, s := range servedBy(t, api) {
			t.Run(api+"/"+s.as, func(t *testing.T) {
				t.Parallel()
				crd := &ext.CustomResourceDefinition{}
				if err := extv1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(s.crd, crd, nil); err != nil {
					t.Fatal(err)
				}
				// Both are set by control planes.
				for i := range crd.OwnerReferences {
					crd.OwnerReferences[i].UID = "uid"
				}
				for _, v := range crd.Spec.Versions {
					crd.Status.StoredVersions = append(crd.Status.StoredVersions, v.Name)
				}
				for _, err := range validation.ValidateCustomResourceDefinition(t.Context(), crd) {
					t.Error(err)
				}
			})
		}
	}
}

// apis returns the names of all APIs.
func apis(t *testing.T) []string {
	t.Helper()
	pattern, err := repo.Path("apis", "*", "definition.yaml")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no definitions at %s (%v)", pattern, err)
	}
	out := make([]string, 0, len(paths))
	for _, p := range paths {
		out = append(out, filepath.Base(filepath.Dir(p)))
	}
	return out
}
