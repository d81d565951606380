// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"testing"

	ext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"

	"github.com/hyperscalar/hyperscalar/test/apis"
)

// TestCRDs validates what Crossplane derives from every definition as an API server
// does before it serves it. This compiles the rules, and refuses those that could
// cost too much.
func TestCRDs(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
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
