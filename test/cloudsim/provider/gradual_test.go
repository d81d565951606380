// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
)

// TestChangesGradually checks that a cluster is as it was, and works, for as long as its
// cloud changes it; and that nobody can ask for anything else meanwhile.
func TestChangesGradually(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		good    func(t *testing.T) (*world, map[string]*unstructured.Unstructured)
		cluster string
		ask     string
		sees    string
		was     string
		becomes string
	}{
		"EKS": {reason: "EKS upgrades a control plane within minutes.", good: goodCluster, cluster: "Cluster/shop", ask: "version", sees: "version", was: "1.34", becomes: "1.35"},
		"AKS": {
			reason: "AKS upgrades a control plane within minutes.", good: goodAKS, cluster: "KubernetesCluster/shop", ask: "kubernetesVersion",
			sees: "currentKubernetesVersion", was: "1.34.2", becomes: "1.35.2",
		},
		"GKE": {
			reason: "GKE upgrades a control plane within minutes.", good: goodGKE, cluster: "Cluster/shop", ask: "minMasterVersion",
			sees: "masterVersion", was: "1.34.1-gke.1829034", becomes: "1.35.1-gke.1829035",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, us := tc.good(t)
			cluster := us[tc.cluster]
			want := func(when, version string) {
				t.Helper()
				w.once()
				w.once()
				if got := w.observed(cluster).String(tc.sees); got != version {
					t.Errorf("%s\n%s: want version %s, got %s", tc.reason, when, version, got)
				}
				if s := w.get(cluster).GetCondition(xpv2.TypeReady).Status; s != corev1.ConditionTrue {
					t.Errorf("%s\n%s: it should be ready, it is %q: %s", tc.reason, when, s, message(w.get(cluster)))
				}
			}
			w.change(cluster, func(u *unstructured.Unstructured) { change(u, "spec.forProvider."+tc.ask, "1.35") })
			want("asked", tc.was)
			w.change(cluster, func(u *unstructured.Unstructured) { change(u, "spec.forProvider."+tc.ask, "1.36") })
			want("asked again", tc.was)
			w.now = w.now.Add(delay)
			want("changed", tc.becomes)
		})
	}
}
