// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/test/apis"
)

func TestClaimed(t *testing.T) {
	everything := []string{"compute", "identity", "network", "storage", "kubernetescluster"}
	cases := map[string]struct {
		reason string
		names  string
		want   []string
	}{
		"All":        {reason: "Every API, unless some are named.", want: apis.Names()},
		"Alone":      {reason: "Networks refer to nothing but networks.", names: "network", want: []string{"network"}},
		"Referred":   {reason: "A cluster waits for its network.", names: "kubernetescluster", want: []string{"kubernetescluster", "network"}},
		"Indirectly": {reason: "What is referred to refers to more.", names: "compute", want: everything},
		"Once":       {reason: "What is named need not be added.", names: "network,storage", want: []string{"network", "storage"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Setenv(envClaimed, tc.names)
			if diff := cmp.Diff(tc.want, claimed()); diff != "" {
				t.Errorf("%s\nclaimed(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
