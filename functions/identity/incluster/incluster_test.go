// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package incluster

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

func workload(change func(w *plan.Workload)) plan.Plan {
	w := plan.Workload{
		Key: "workload-1", Cluster: "shop/main", Namespace: "shop", ServiceAccount: "web", Create: true,
		Access: &v1alpha1.ClusterAccess{Kubeconfig: v1alpha1.SecretKey{Name: "main", Namespace: "system", Key: "kubeconfig"}},
	}
	change(&w)
	return plan.Plan{Workload: &w}
}

func access(identity *kubernetes.Identity) kubernetes.ProviderConfig {
	return kubernetes.ProviderConfig{Access: kubernetes.Access{
		Credentials: kubernetes.Credentials{Source: kubernetes.SourceSecret, SecretRef: &kubernetes.SecretKey{Name: "main", Namespace: "system", Key: "kubeconfig"}},
		Identity:    identity,
	}}
}

func serviceAccount(annotations map[string]string, waits ...string) managed.Resource {
	return managed.Resource{
		Key: "service-account-workload-1", Component: plan.ComponentServiceAccount, ProviderConfig: "cluster-workload-1", Waits: waits, Retain: true,
		ForProvider: kubernetes.Object{Manifest: ServiceAccount{
			APIVersion: "v1", Kind: "ServiceAccount",
			Metadata: Metadata{Name: "web", Namespace: "shop", Annotations: annotations},
		}},
	}
}

func TestBuild(t *testing.T) {
	t.Parallel()
	annotations := map[string]string{"iam.gke.io/gcp-service-account": "a@b"}
	config := managed.Resource{Key: "cluster-workload-1", Component: plan.ComponentServiceAccount, ForProvider: access(nil)}
	secret := &v1alpha1.SecretKey{Name: "key", Namespace: "system", Key: "json"}
	cases := map[string]struct {
		reason      string
		plan        plan.Plan
		annotations map[string]string
		waits       []string
		want        []managed.Resource
	}{
		"Created": {
			reason: "The service account says which identity it stands for.", plan: workload(func(*plan.Workload) {}), annotations: annotations,
			want: []managed.Resource{config, serviceAccount(annotations)},
		},
		"Waits": {
			reason: "Without its annotations the service account is not created.", plan: workload(func(*plan.Workload) {}), waits: []string{"the identity has no client id yet"},
			want: []managed.Resource{config, serviceAccount(nil, "the identity has no client id yet")},
		},
		"Unreachable": {
			reason: "A cluster that does not say how to reach it is waited for.", plan: workload(func(w *plan.Workload) { w.Access = nil }),
			want: []managed.Resource{
				{Key: config.Key, Component: config.Component, ForProvider: kubernetes.ProviderConfig{}, Waits: []string{"cluster shop/main does not say yet how to reach it"}},
				serviceAccount(nil),
			},
		},
		"Identity": {
			reason: "Some clusters are reached as somebody.",
			plan: workload(func(w *plan.Workload) {
				w.Access.Identity = &v1alpha1.ClusterIdentity{Type: "GoogleApplicationCredentials", Source: "Secret", SecretRef: secret}
			}),
			want: []managed.Resource{{
				Key: config.Key, Component: config.Component,
				ForProvider: access(&kubernetes.Identity{
					Type: kubernetes.IdentityGoogleApplicationCredentials, Source: kubernetes.SourceSecret,
					SecretRef: &kubernetes.SecretKey{Name: "key", Namespace: "system", Key: "json"},
				}),
			}, serviceAccount(nil)},
		},
		"Injected": {
			reason: "Some clusters are reached as who the provider runs as.",
			plan: workload(func(w *plan.Workload) {
				w.Access.Identity = &v1alpha1.ClusterIdentity{Type: "GoogleApplicationCredentials", Source: "InjectedIdentity"}
			}),
			want: []managed.Resource{{
				Key: config.Key, Component: config.Component,
				ForProvider: access(&kubernetes.Identity{Type: kubernetes.IdentityGoogleApplicationCredentials, Source: kubernetes.SourceInjectedIdentity}),
			}, serviceAccount(nil)},
		},
		"Declined":   {reason: "Somebody else creates the service account.", plan: workload(func(w *plan.Workload) { w.Create = false })},
		"NoWorkload": {reason: "Only pods have a service account.", plan: plan.Plan{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Build(tc.plan, tc.annotations, tc.waits...)); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
