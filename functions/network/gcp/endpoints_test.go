// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// TestGoogleDomains proves which names of Google's resolve to the addresses that
// the network has a route to.
func TestGoogleDomains(t *testing.T) {
	t.Parallel()

	addresses := "199.36.153.8 199.36.153.9 199.36.153.10 199.36.153.11"
	apis := map[string]string{"private.googleapis.com. A": addresses, "*.googleapis.com. CNAME": "private.googleapis.com."}
	cases := map[string]struct {
		reason    string
		endpoints []v1alpha1.Service
		want      map[string]string
	}{
		"Nothing": {reason: "Who asks for no endpoint gets the names that everybody gets.", want: map[string]string{}},
		"Storage": {reason: "One domain holds most of Google's APIs.", endpoints: []v1alpha1.Service{v1alpha1.ServiceObjectStorage}, want: apis},
		"Registry": {
			reason:    "Container registries have domains of their own.",
			endpoints: []v1alpha1.Service{v1alpha1.ServiceContainerRegistry},
			want: map[string]string{
				"private.googleapis.com. A": addresses, "*.googleapis.com. CNAME": "private.googleapis.com.",
				"pkg.dev. A": addresses, "*.pkg.dev. CNAME": "pkg.dev.",
				"gcr.io. A": addresses, "*.gcr.io. CNAME": "gcr.io.",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for _, r := range endpoints(plan.Plan{Endpoints: tc.endpoints}, observations{}) {
				record, ok := r.ForProvider.(gcp.RecordSet)
				if !ok {
					continue
				}
				got[record.Name+" "+string(record.RecordType)] = strings.Join(record.RRDatas, " ")
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nendpoints(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
