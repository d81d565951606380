// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/internal/claim"
)

func TestConsent(t *testing.T) {
	t.Parallel()
	at := field.NewPath("spec", "parameters", "adopt", "id")
	cases := map[string]struct {
		reason    string
		adoptions []claim.Adoption
		want      []string
	}{
		"Nothing": {reason: "Who adopts nothing needs no consent."},
		"Permitted": {
			reason:    "What the environment lists may be adopted.",
			adoptions: []claim.Adoption{{Path: at, What: "cluster", ID: "legacy", Permitted: true, Rule: "adoption.clusters"}},
		},
		"Refused": {
			reason:    "What it does not list may be somebody else's.",
			adoptions: []claim.Adoption{{Path: at, What: "cluster", ID: "legacy", Rule: "adoption.clusters"}},
			want:      []string{`spec.parameters.adopt.id: Forbidden: environment "production" does not let claims adopt cluster "legacy", which may be somebody else's; ask your platform team (rule adoption.clusters)`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range consent(claim.Claim{Environment: "production"}, tc.adoptions) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nconsent(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
