// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package bootstrap

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// A publisher is the one resource that exists, and publishes some connection details.
type publisher struct {
	managed.Observed

	exists  bool
	details map[string][]byte
}

func (p publisher) Exists(k managed.Key) bool { return p.exists && k == plan.KeyCluster }

func (p publisher) Connection(managed.Key) map[string][]byte { return p.details }

func TestInCluster(t *testing.T) {
	t.Parallel()

	secret := managed.SecretLocation{Namespace: "crossplane-system", Name: "shop"}
	byToken := kubernetes.Access{Credentials: kubernetes.Credentials{Source: kubernetes.SourceSecret, SecretRef: kubernetes.KeyOf(secret, "kubeconfig")}}
	byIdentity, byKey := byToken, byToken
	byIdentity.Identity = &kubernetes.Identity{Type: kubernetes.IdentityGoogleApplicationCredentials, Source: kubernetes.SourceInjectedIdentity}
	byKey.Identity = &kubernetes.Identity{Type: kubernetes.IdentityGoogleApplicationCredentials, Source: kubernetes.SourceSecret, SecretRef: kubernetes.KeyOf(secret, "key")}
	at := v1alpha1.SecretKey{Namespace: "crossplane-system", Name: "shop", Key: "kubeconfig"}
	details := map[string][]byte{"kubeconfig": []byte("apiVersion: v1")}
	cases := map[string]struct {
		reason   string
		observed publisher
		access   kubernetes.Access
		recorded *v1alpha1.InCluster
		want     *v1alpha1.InCluster
	}{
		"NotYet": {
			reason:   "Whoever is told of a Secret reads it.",
			observed: publisher{exists: true, details: map[string][]byte{"endpoint": []byte("https://a")}},
			access:   byToken,
		},
		"Token": {
			reason:   "The kubeconfig says who one is.",
			observed: publisher{exists: true, details: details},
			access:   byToken,
			want:     &v1alpha1.InCluster{Kubeconfig: at},
		},
		"Identity": {
			reason:   "The kubeconfig does not say who one is.",
			observed: publisher{exists: true, details: details},
			access:   byIdentity,
			want:     &v1alpha1.InCluster{Kubeconfig: at, Identity: &v1alpha1.InClusterIdentity{Type: "GoogleApplicationCredentials", Source: "InjectedIdentity"}},
		},
		"Key": {
			reason:   "Who one is may be in a Secret.",
			observed: publisher{exists: true, details: details},
			access:   byKey,
			want: &v1alpha1.InCluster{Kubeconfig: at, Identity: &v1alpha1.InClusterIdentity{
				Type: "GoogleApplicationCredentials", Source: "Secret", SecretRef: &v1alpha1.SecretKey{Namespace: "crossplane-system", Name: "shop", Key: "key"},
			}},
		},
		"Lost": {
			reason:   "Others rely on what is lost for a moment.",
			observed: publisher{exists: true},
			access:   byToken,
			recorded: &v1alpha1.InCluster{Kubeconfig: at},
			want:     &v1alpha1.InCluster{Kubeconfig: at},
		},
		"Gone": {
			reason:   "There is nothing to reach any more.",
			access:   byToken,
			recorded: &v1alpha1.InCluster{Kubeconfig: at},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := InCluster(plan.Plan{Recorded: v1alpha1.Status{InCluster: tc.recorded}}, tc.observed, plan.KeyCluster, tc.access)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nInCluster(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
