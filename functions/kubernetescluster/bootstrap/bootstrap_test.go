// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package bootstrap

import (
	"encoding/base64"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// observed are the resources that are ready, and what was wanted of a registration.
type observed struct {
	managed.Observed
	ready      []managed.Key
	registered *configuration
}

func (o observed) Ready(k managed.Key) bool { return slices.Contains(o.ready, k) }

func (o observed) ForProvider(k managed.Key, into any) bool {
	r, ok := into.(*registered)
	if k != KeyFleet || !ok || o.registered == nil {
		return false
	}
	r.Manifest = *o.registered
	return true
}

func testPlan() plan.Plan {
	return plan.Plan{
		Claim:  claim.Claim{Namespace: "team-a", Name: "shop"},
		GitOps: &v1alpha1.GitOps{Engine: v1alpha1.EngineArgoCD, URL: "https://github.com/acme/clusters", Revision: "main", Path: "clusters/shop"},
		Fleet: &plan.Fleet{
			Engine: v1alpha1.EngineArgoCD, Name: "shop-x", Namespace: "argocd", ProviderConfig: "platform", Labels: map[string]string{"tier": "gold"},
		},
	}
}

func testCluster() Cluster {
	return Cluster{
		Access:   kubernetes.Access{Credentials: kubernetes.Credentials{Source: kubernetes.SourceSecret}},
		After:    []managed.Key{"auth", "nodepool-main"},
		Outlives: []managed.Key{"auth", "cluster"},
		Releases: []Release{{Key: "autoscaler", Component: plan.ComponentAddons, Name: "cluster-autoscaler", Namespace: "kube-system", After: []managed.Key{"role"}}},
		Registration: Registration{
			Server: "https://api", CA: base64.StdEncoding.EncodeToString([]byte("PEM")),
			AWS: &AWSAuth{ClusterName: "shop"}, Flux: map[string]string{"provider": "aws"},
		},
	}
}

func byKey(resources []managed.Resource) map[managed.Key]managed.Resource {
	out := make(map[managed.Key]managed.Resource, len(resources))
	for _, r := range resources {
		out[r.Key] = r
	}
	return out
}

// TestBuild proves what is composed, in which order it comes, and in which it goes.
func TestBuild(t *testing.T) {
	t.Parallel()

	flux := testPlan()
	flux.GitOps = &v1alpha1.GitOps{Engine: v1alpha1.EngineFlux, URL: "ssh://git@github.com/acme/clusters", Revision: "main", Path: "."}
	nothing := testPlan()
	nothing.GitOps, nothing.Fleet = nil, nil
	cases := map[string]struct {
		reason string
		p      plan.Plan
		want   []managed.Key
	}{
		"ArgoCD":  {reason: "Argo CD is told by an Application.", p: testPlan(), want: []managed.Key{KeyHelmConfig, "autoscaler", KeyEngine, KeyKubernetesConfig, KeySync, KeyFleet}},
		"Flux":    {reason: "Flux is told by a repository and what to do with it.", p: flux, want: []managed.Key{KeyHelmConfig, "autoscaler", KeyEngine, KeyKubernetesConfig, KeySource, KeySync, KeyFleet}},
		"Nothing": {reason: "What the cloud wants to install needs a way in.", p: nothing, want: []managed.Key{KeyHelmConfig, "autoscaler"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []managed.Key
			resources := Build(tc.p, observed{}, testCluster())
			for _, r := range resources {
				got = append(got, r.Key)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			checkOrder(t, resources)
		})
	}
	if got := Build(nothing, observed{}, Cluster{}); len(got) != 0 {
		t.Errorf("nothing is composed for nothing, got %v", got)
	}
}

// checkOrder proves that everything goes before what it needs to go.
func checkOrder(t *testing.T, resources []managed.Resource) {
	t.Helper()
	all := byKey(resources)
	for _, r := range resources {
		if r.ProviderConfig != "" && !slices.Contains(r.DeleteBefore, r.ProviderConfig) {
			t.Errorf("%s must go before %s, by which it is deleted", r.Key, r.ProviderConfig)
		}
		_, isObject := r.ForProvider.(kubernetes.Object)
		_, isRelease := r.ForProvider.(helm.Release)
		if !isObject && !isRelease {
			if diff := cmp.Diff([]managed.Key{"auth", "cluster"}, r.DeleteBefore); diff != "" {
				t.Errorf("%s must go before what it needs: -want, +got:\n%s", r.Key, diff)
			}
		}
		if isObject && r.Key != KeyFleet && !slices.Contains(r.After, KeyEngine) {
			t.Errorf("%s must come after the engine that brings its kind", r.Key)
		}
		for _, k := range r.DeleteBefore {
			if _, ok := all[k]; !ok && k != "auth" && k != "cluster" {
				t.Errorf("%s goes before %s, which there is not", r.Key, k)
			}
		}
	}
}

func TestRefOf(t *testing.T) {
	t.Parallel()

	const commit = "0123456789abcdef0123456789abcdef01234567"
	for revision, want := range map[string]gitRef{
		"main":            {Branch: "main"},
		"release/2026-11": {Branch: "release/2026-11"},
		"v1.2.3":          {Tag: "v1.2.3"},
		"1.2":             {Tag: "1.2"},
		commit:            {Commit: commit},
		"refs/tags/main":  {Name: "refs/tags/main"},
	} {
		if diff := cmp.Diff(want, refOf(revision)); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", revision, diff)
		}
	}
}

func TestFlux(t *testing.T) {
	t.Parallel()

	g := v1alpha1.GitOps{Engine: v1alpha1.EngineFlux, URL: "ssh://git@github.com/acme/clusters", Revision: "main", Path: "."}
	if r := repository(g); r.Spec.SecretRef == nil || r.Spec.SecretRef.Name != name {
		t.Errorf("ssh needs a key, got %+v", r.Spec)
	}
	g.URL = "https://github.com/acme/clusters"
	if r := repository(g); r.Spec.SecretRef != nil {
		t.Errorf("https needs no key, got %+v", r.Spec)
	}
	for _, r := range sync(g) {
		if !r.Retain {
			t.Errorf("%s has a finalizer, and nobody takes it off once the nodes are gone", r.Key)
		}
	}
	want := fluxValues{CRDs: fluxKinds{Annotations: map[string]string{"helm.sh/resource-policy": "keep"}}}
	if diff := cmp.Diff(want, engine(g).Values); diff != "" {
		t.Errorf("what the repository made must not be taken away with its kinds: -want, +got:\n%s", diff)
	}
	if k := kustomization(g); k.Spec.Path != "./." || k.Spec.DeletionPolicy != "Orphan" {
		t.Errorf("got %+v", k.Spec)
	}
}

// TestRegistration proves what a fleet gets to see, and that it stays while it is lost.
func TestRegistration(t *testing.T) {
	t.Parallel()

	manifestOf := func(p plan.Plan, o observed, c Cluster) (configuration, managed.Resource) {
		r := byKey(Build(p, o, c))[KeyFleet]
		m, ok := r.ForProvider.(kubernetes.Object).Manifest.(configuration)
		if !ok {
			t.Fatalf("want a configuration, got %+v", r)
		}
		return m, r
	}
	secret, r := manifestOf(testPlan(), observed{}, testCluster())
	if r.ProviderConfigName != "platform" || r.ProviderConfig != "" || len(r.Waits) != 0 {
		t.Errorf("a registration is where the fleet is managed, got %+v", r)
	}
	want := configuration{
		APIVersion: "v1", Kind: "Secret",
		Metadata: metadata{Name: "shop-x", Namespace: "argocd", Labels: map[string]string{"tier": "gold", labelSecretType: "cluster"}},
		Data: map[string]string{
			"name": encode("team-a-shop"), "server": encode("https://api"),
			"config": encode(`{"awsAuthConfig":{"clusterName":"shop"},"tlsClientConfig":{"caData":"UEVN"}}`),
		},
	}
	if diff := cmp.Diff(want, secret); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}

	lost := testCluster()
	lost.Registration.Server = ""
	kept, r := manifestOf(testPlan(), observed{registered: &secret}, lost)
	if diff := cmp.Diff(secret, kept); diff != "" || len(r.Waits) == 0 {
		t.Errorf("what was registered stays: -want, +got:\n%s", diff)
	}

	p := testPlan()
	p.Fleet.Engine = v1alpha1.EngineFlux
	config, _ := manifestOf(p, observed{}, testCluster())
	if diff := cmp.Diff(map[string]string{"provider": "aws", "address": "https://api", "ca.crt": "PEM"}, config.Data); diff != "" || config.Kind != "ConfigMap" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	if _, ok := config.Metadata.Labels[labelSecretType]; ok {
		t.Error("only Argo CD looks for this label")
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()

	var f lifecycle.Facts
	Facts(testPlan(), observed{ready: []managed.Key{KeyEngine, KeySync}}, &f)
	if f.GitOps == nil || !f.GitOps.Ready || f.Fleet == nil || f.Fleet.Ready {
		t.Errorf("want an engine that is ready and a registration that is not, got %+v and %+v", f.GitOps, f.Fleet)
	}
	f = lifecycle.Facts{}
	Facts(testPlan(), observed{ready: []managed.Key{KeyEngine, KeyFleet}}, &f)
	if f.GitOps.Ready || !f.Fleet.Ready {
		t.Errorf("want an engine that is not told yet and a registration, got %+v and %+v", f.GitOps, f.Fleet)
	}
	f = lifecycle.Facts{}
	Facts(plan.Plan{}, observed{}, &f)
	if f.GitOps != nil || f.Fleet != nil {
		t.Errorf("want nothing, got %+v", f)
	}
}
