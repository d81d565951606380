// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

const inClusterFile = "incluster.yaml"

// inNamespace turns an object that is about a cluster into one of the other scope.
func inNamespace(u *unstructured.Unstructured) *unstructured.Unstructured {
	if strings.Contains(u.GetAPIVersion(), "upbound.io") {
		return namespaced(u)
	}
	if u.GetKind() == "Secret" {
		return u
	}
	out := u.DeepCopy()
	version := "v1alpha1"
	if strings.HasPrefix(u.GetAPIVersion(), string(kinds.Helm)) {
		version = "v1beta1"
	}
	group, _, _ := strings.Cut(u.GetAPIVersion(), ".")
	out.SetAPIVersion(group + ".m.crossplane.io/" + version)
	out.SetNamespace(namespace)
	if u.GetKind() != kindProviderConfig {
		set(out, "spec.providerConfigRef.kind", kindProviderConfig)
	}
	return out
}

// A host is a cloud that has a cluster.
type host struct {
	// cloud of the cluster, by its number, and the provider config for it.
	cloud int

	// cluster that exists, and that nobody manages.
	cluster cloud.Wanted

	// publisher publishes the kubeconfig of the cluster.
	publisher string

	// identity that the providers need beside the kubeconfig.
	identity map[string]any

	// key of the kubeconfig.
	key string

	// server is what the URL of the API server begins with.
	server string
}

func hosts(w *world) map[string]host {
	entra := map[string]any{"tenantId": "00000000-0000-0000-0000-000000000002", "azureRbacEnabled": true}
	return map[string]host{
		"aws": {
			cluster: cloud.Wanted{Kind: "eks/Cluster", Account: w.accountID(0), Name: "shop", For: cloud.Value{"region": "eu-west-1"}},
			publisher: `{apiVersion: eks.aws.upbound.io/v1beta1, kind: ClusterAuth, metadata: {name: cluster},
  spec: {forProvider: {region: eu-west-1, clusterName: shop}, writeConnectionSecretToRef: {namespace: shop, name: kubeconfig}}}`,
			key: "kubeconfig", server: "https://",
		},
		"azure": {
			cloud: 1,
			cluster: cloud.Wanted{Kind: "containerservice/KubernetesCluster", Account: subscription, Name: "shop", For: cloud.Value{
				"location": "westeurope", "resourceGroupName": "shop", "dnsPrefix": "shop", "azureActiveDirectoryRoleBasedAccessControl": entra,
			}},
			publisher: `{apiVersion: containerservice.azure.upbound.io/v1beta2, kind: KubernetesCluster, metadata: {name: cluster, annotations: {crossplane.io/external-name: shop}},
  spec: {managementPolicies: [Observe], forProvider: {location: westeurope, resourceGroupName: shop}, writeConnectionSecretToRef: {namespace: shop, name: kubeconfig}}}`,
			key: "attribute.kube_admin_config_raw", server: "https://shop-",
		},
		"gcp": {
			cloud:   2,
			cluster: cloud.Wanted{Kind: "container/Cluster", Account: projectID, Name: "shop", For: cloud.Value{"location": "europe-west1"}},
			publisher: `{apiVersion: container.gcp.upbound.io/v1beta2, kind: Cluster, metadata: {name: cluster, annotations: {crossplane.io/external-name: shop}},
  spec: {managementPolicies: [Observe], forProvider: {location: europe-west1}, writeConnectionSecretToRef: {namespace: shop, name: kubeconfig}}}`,
			key: "kubeconfig", server: "https://2",
			identity: map[string]any{"type": "GoogleApplicationCredentials", "source": "InjectedIdentity"},
		},
	}
}

// settle a cluster at a cloud of a world, and return what there is to be in it and what
// publishes its kubeconfig.
func (w *world) settle(on string) map[string]*unstructured.Unstructured {
	w.t.Helper()
	h := hosts(w)[on]
	if err := w.clouds[h.cloud].Seed(h.cluster.Account, h.cluster); err != nil {
		w.t.Fatal(err)
	}
	us := objects(w.t, inClusterFile)
	for _, name := range []string{"ProviderConfig/helm", "ProviderConfig/kubernetes"} {
		set(us[name], "spec.credentials.secretRef.key", h.key)
		if h.identity != nil {
			set(us[name], "spec.identity", h.identity)
		}
	}
	maps.Copy(us, parse(w.t, h.publisher))
	return us
}

// lose the cluster behind everybody's back.
func (w *world) lose(on string) {
	h := hosts(w)[on]
	h.cluster.AccountSpec = cloud.Value{"subscriptionID": subscription, "projectID": projectID}
	if on == "aws" {
		h.cluster.Account = "default"
	}
	w.clouds[h.cloud].Vanish(h.cluster)
}

// inside lists what is in clusters.
func (w *world) inside() []string {
	var out []string
	for _, r := range w.clusters.Resources() {
		out = append(out, string(r.Kind)+" "+r.ID)
	}
	return out
}

// eachHost runs a test on every cloud and in both scopes, with everything ready.
func eachHost(t *testing.T, do func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, on string)) {
	t.Helper()
	for _, on := range []string{"aws", "azure", "gcp"} {
		for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": inNamespace} {
			t.Run(on+scope, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				us := w.settle(on)
				for name, u := range us {
					us[name] = convert(u)
				}
				w.apply(sorted(us)...)
				w.run()
				w.wantReady()
				do(t, w, us, on)
			})
		}
	}
}

func TestGoodInClusters(t *testing.T) {
	t.Parallel()
	eachHost(t, func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, _ string) {
		t.Helper()
		for name, u := range us {
			if u.GetKind() != kindProviderConfig {
				fits(t, w.get(us[name]))
			}
		}
		want := []string{
			"helm/Release argocd/argocd", "helm/Release flux-system/flux",
			"kubernetes/Object argoproj.io/Application/argocd/bootstrap",
			"kubernetes/Object core/ServiceAccount/default/checkout",
			"kubernetes/Object source.toolkit.fluxcd.io/GitRepository/flux-system/bootstrap",
		}
		if diff := cmp.Diff(want, w.inside()); diff != "" {
			t.Errorf("in the cluster: -want, +got:\n%s", diff)
		}
		got := w.get(us["Release/argo"])
		if diff := cmp.Diff(cloud.Value{"state": "deployed", "releaseDescription": "Install complete", "revision": int64(1)}, text(got, "status", "atProvider")); diff != "" {
			t.Errorf("atProvider of a release: -want, +got:\n%s", diff)
		}
		if synced := text(got, "status")["synced"]; synced != true {
			t.Errorf("a release that is deployed should be synced, got %v", synced)
		}
		if got := w.observed(us["Object/repository"]).String("manifest.spec.secretRef.name"); got != "bootstrap" {
			t.Errorf("what looks like a reference should be applied as it is, got %q", got)
		}
		for name, users := range map[string]int64{"ProviderConfig/helm": 2, "ProviderConfig/kubernetes": 3} {
			pc := config{resourceBase{*w.get(us[name]).GetUnstructured()}}
			if got := pc.GetUsers(); got != users {
				t.Errorf("%s: want %d users, got %d", name, users, got)
			}
			if !slices.Contains(pc.GetFinalizers(), "in-use.crossplane.io") {
				t.Errorf("%s should have the finalizer of what is in use", name)
			}
		}
	})
}

// TestDeletionInClusters deletes provider configs first: what is in the cluster needs
// them until it is gone.
func TestDeletionInClusters(t *testing.T) {
	t.Parallel()
	eachHost(t, func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, on string) {
		t.Helper()
		configs := []*unstructured.Unstructured{us["ProviderConfig/helm"], us["ProviderConfig/kubernetes"]}
		w.delete(configs...)
		w.run()
		for _, pc := range configs {
			if w.gone(pc) {
				t.Fatalf("%s should stay while it is in use", pc.GetName())
			}
			if c := w.get(pc).GetCondition("Terminating"); c.Status != corev1.ConditionTrue {
				t.Errorf("%s should say that it is being deleted, got %q", pc.GetName(), c.Status)
			}
		}
		w.delete(us["Object/application"], us["Object/repository"], us["Object/account"])
		w.run()
		if !w.gone(configs[1]) {
			t.Errorf("%s should go once nobody uses it", configs[1].GetName())
		}
		w.delete(us["Release/argo"], us["Release/flux"])
		w.run()
		for _, name := range slices.Sorted(maps.Keys(us)) {
			if us[name].GetLabels() == nil && w.gone(us[name]) != !strings.HasSuffix(name, "/cluster") {
				t.Errorf("%s: gone: %t", name, w.gone(us[name]))
			}
		}
		if diff := cmp.Diff([]string{"kubernetes/Object core/ServiceAccount/default/checkout"}, w.inside()); diff != "" {
			t.Errorf("what is retained should stay in the cluster: -want, +got:\n%s", diff)
		}
		w.lose(on)
		if got := w.inside(); len(got) > 0 {
			t.Errorf("nothing should outlive its cluster, got %v", got)
		}
	})
}

// TestClusterIsGone shows what hangs when a cluster goes before what is in it: everything
// that is not retained.
func TestClusterIsGone(t *testing.T) {
	t.Parallel()
	eachHost(t, func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, on string) {
		t.Helper()
		w.lose(on)
		w.delete(us["Release/argo"], us["Object/application"], us["Object/account"])
		w.run()
		if !w.gone(us["Object/account"]) {
			t.Error("an object that is retained should go without asking the cluster")
		}
		for name, want := range map[string]string{
			"Release/argo":       "observe failed: failed to get last helm release: Kubernetes cluster unreachable: Get \"" + hosts(w)[on].server,
			"Object/application": "observe failed: cannot get object: Get \"" + hosts(w)[on].server,
		} {
			if w.gone(us[name]) {
				t.Errorf("%s should hang: nobody can say whether it is gone", name)
				continue
			}
			if got := message(w.get(us[name])); !strings.HasPrefix(got, want) {
				t.Errorf("message of %s: want it to begin with %q, got %q", name, want, got)
			}
		}
	})
}

// TestEngineIsGone shows what hangs when an engine goes before what it is told to do:
// nothing where the chart keeps its kinds, else everything of those.
func TestEngineIsGone(t *testing.T) {
	t.Parallel()
	eachHost(t, func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, _ string) {
		t.Helper()
		w.delete(us["Release/argo"], us["Release/flux"])
		w.run()
		w.delete(us["Object/application"], us["Object/repository"])
		w.run()
		if !w.gone(us["Object/application"]) {
			t.Error("the kinds of Argo CD stay when it goes")
		}
		if w.gone(us["Object/repository"]) {
			t.Fatal("the kinds of Flux go with it")
		}
		w.wantMessage(us["Object/repository"], `observe failed: cannot get object: no matches for kind "GitRepository" in version "source.toolkit.fluxcd.io/v1"`)
	})
}

func TestUpdatesInClusters(t *testing.T) {
	t.Parallel()
	eachHost(t, func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, _ string) {
		t.Helper()
		w.change(us["Release/argo"], func(u *unstructured.Unstructured) {
			set(u, "spec.forProvider.chart.version", "9.6.0")
			unset(u, "spec.forProvider.values.replicas")
		})
		w.change(us["Object/account"], func(u *unstructured.Unstructured) {
			set(u, "spec.forProvider.manifest.metadata.annotations", map[string]any{"example.org/role": "cart"})
		})
		w.change(us["Object/repository"], func(u *unstructured.Unstructured) {
			set(u, "spec.forProvider.manifest.metadata.name", "another")
		})
		w.run()
		w.wantReady()
		if diff := cmp.Diff(cloud.Value{"state": "deployed", "releaseDescription": "Upgrade complete", "revision": int64(2)}, w.observed(us["Release/argo"])); diff != "" {
			t.Errorf("atProvider of a release: -want, +got:\n%s", diff)
		}
		if got := w.observed(us["Object/account"]).Map("manifest.metadata.annotations")["example.org/role"]; got != "cart" {
			t.Errorf("an object should be changed, got %q", got)
		}
		for _, name := range []string{"bootstrap", "another"} {
			if !slices.Contains(w.inside(), "kubernetes/Object source.toolkit.fluxcd.io/GitRepository/flux-system/"+name) {
				t.Errorf("who changes the name of an object leaves the first one behind, and %q is not there", name)
			}
		}
	})
}

func TestRestartInClusters(t *testing.T) {
	t.Parallel()
	eachHost(t, func(t *testing.T, w *world, us map[string]*unstructured.Unstructured, on string) {
		t.Helper()
		w.change(us["Release/argo"], func(u *unstructured.Unstructured) { set(u, "spec.forProvider.chart.version", "9.6.0") })
		w.run()
		before, revision := w.inside(), w.observed(us["Release/argo"])
		w.start()
		w.connect()
		w.settle(on)
		for _, r := range w.reconcilers() {
			for _, u := range w.list(r) {
				r.restore(context.Background(), wrap(u, r.kind.scope))
			}
		}
		w.poll()
		w.run()
		w.wantReady()
		if diff := cmp.Diff(before, w.inside()); diff != "" {
			t.Errorf("in the cluster: -before, +after:\n%s", diff)
		}
		if diff := cmp.Diff(revision, w.observed(us["Release/argo"])); diff != "" {
			t.Errorf("a release should not be deployed again: -before, +after:\n%s", diff)
		}
	})
}

func TestBrokenInClusters(t *testing.T) {
	t.Parallel()
	for name, tc := range brokenInClusters() {
		for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": inNamespace} {
			t.Run(name+scope, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				us := w.settle(tc.on)
				for path, value := range tc.with {
					change(us[tc.of], path, value)
				}
				if tc.how != nil {
					tc.how(us)
				}
				for name, u := range us {
					us[name] = convert(u)
				}
				w.apply(sorted(us)...)
				w.run()
				mg := w.get(us[tc.blames()])
				if mg.isTrue(xpv2.TypeReady) {
					t.Errorf("%s\n%s should not become ready", tc.reason, tc.blames())
				}
				if got := message(mg); !strings.HasPrefix(got, tc.want) {
					t.Errorf("%s\nmessage of %s should begin with %q, is %q", tc.reason, tc.blames(), tc.want, got)
				}
			})
		}
	}
}

// A brokenCluster is a good one with one mistake.
type brokenCluster struct {
	broken

	// on which cloud.
	on string

	// blamed is the object that says so, where it is not the one with the mistake.
	blamed string
}

func (b brokenCluster) blames() string {
	if b.blamed != "" {
		return b.blamed
	}
	return b.of
}

const (
	cannotBuild = "connect failed: cannot build kube client for provider config: cannot get REST config for provider: "
	cannotPull  = "create failed: failed to install release: failed to pull chart: "
	cannotApply = "create failed: cannot create object: cannot create object: "
)

func brokenInClusters() map[string]brokenCluster {
	out := brokenAccessToClusters()
	maps.Copy(out, brokenReleases())
	maps.Copy(out, brokenObjects())
	return out
}

// fake changes the connection details that the cluster publishes.
func fake(key, old, replacement string) func(us map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		set(us["ProviderConfig/helm"], "spec.credentials.secretRef.name", "fake")
		us["Secret/fake"] = &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "v1", "kind": "Secret", "metadata": map[string]any{"name": "fake", "namespace": "shop"},
			"data": map[string]any{key: base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(kubeconfigOf, old, replacement)))},
		}}
	}
}

// kubeconfigOf a cluster that there never was.
const kubeconfigOf = `{apiVersion: v1, kind: Config, current-context: a, contexts: [{name: a, context: {cluster: a, user: a}}],
clusters: [{name: a, cluster: {server: "https://nowhere.example.org"}}], users: [{name: a, user: {token: a}}]}`

func brokenAccessToClusters() map[string]brokenCluster {
	const helmConfig, kubernetesConfig = "ProviderConfig/helm", "ProviderConfig/kubernetes"
	identity := func(kind, source string) map[string]any {
		return map[string]any{"spec.identity": map[string]any{"type": kind, "source": source}}
	}
	return map[string]brokenCluster{
		"HelmNoConfig": {on: "aws", broken: broken{
			reason: "A release needs to know where its cluster is.",
			of:     "Release/argo", with: map[string]any{"spec.providerConfigRef.name": "other"},
			want: "connect failed: failed to resolve provider config: cannot get provider config: providerconfigs.",
		}},
		"KubernetesNoConfig": {on: "aws", broken: broken{
			reason: "So does an object.",
			of:     "Object/account", with: map[string]any{"spec.providerConfigRef.name": "helm"},
			want: "connect failed: cannot get provider config: providerconfigs.",
		}},
		"NoSecret": {on: "aws", blamed: "Release/argo", broken: broken{
			reason: "The kubeconfig must be somewhere.",
			of:     helmConfig, with: map[string]any{"spec.credentials.secretRef.name": "other"},
			want: cannotBuild + `cannot get credentials: cannot get credentials secret: secrets "other" not found`,
		}},
		"NoKey": {on: "aws", blamed: "Release/argo", broken: broken{
			reason: "What is in the Secret must be a kubeconfig.",
			of:     helmConfig, with: map[string]any{"spec.credentials.secretRef.key": "kubeConfig"},
			want: cannotBuild + "cannot create new REST config using provider secret: currentContext not set in kubeconfig",
		}},
		"NoServer": {on: "aws", blamed: "Release/argo", broken: broken{
			reason: "A kubeconfig may be of a cluster that does not exist.",
			of:     helmConfig, how: fake("kubeconfig", "", ""),
			want: `observe failed: failed to get last helm release: Kubernetes cluster unreachable: Get "https://nowhere.example.org/api": dial tcp: lookup nowhere.example.org: no such host`,
		}},
		"NoAddress": {on: "aws", blamed: "Release/argo", broken: broken{
			reason: "Addresses are not looked up.",
			of:     helmConfig, how: fake("kubeconfig", "nowhere.example.org", "240.0.0.1"),
			want: `observe failed: failed to get last helm release: Kubernetes cluster unreachable: Get "https://240.0.0.1/api": dial tcp 240.0.0.1:443: i/o timeout`,
		}},
		"NoIdentity": {on: "gcp", blamed: "Object/account", broken: broken{
			reason: "The kubeconfig of GKE says nothing of who one is.",
			of:     kubernetesConfig, with: map[string]any{"spec.identity": nil},
			want: `observe failed: cannot get object: forbidden: User "system:anonymous" cannot get path "/api"`,
		}},
		"NoIdentitySecret": {on: "gcp", blamed: "Object/account", broken: broken{
			reason: "A key of a service account must be somewhere.",
			of:     kubernetesConfig,
			with: map[string]any{"spec.identity": map[string]any{
				"type": "GoogleApplicationCredentials", "source": "Secret", "secretRef": map[string]any{"namespace": "shop", "name": "installer", "key": "key"},
			}},
			want: cannotBuild + `cannot extract GoogleApplicationCredentials: cannot get credentials secret: secrets "installer" not found`,
		}},
		"UserOfEntra": {on: "azure", blamed: "Object/account", broken: broken{
			reason: "People log in with a program that providers do not have.",
			of:     kubernetesConfig, with: map[string]any{"spec.credentials.secretRef.key": "kubeconfig"},
			want: "observe failed: cannot get object: getting credentials: exec: executable kubelogin not found",
		}},
		"InjectedOnAzure": {on: "azure", blamed: "Object/account", broken: broken{
			reason: "Nobody injects an identity of Azure.",
			of:     kubernetesConfig, with: identity("AzureWorkloadIdentityCredentials", "InjectedIdentity"),
			want: cannotBuild + "InjectedIdentity is not supported as identity source for identity type AzureWorkloadIdentityCredentials",
		}},
		"SecretOnAWS": {on: "aws", blamed: "Object/account", broken: broken{
			reason: "An identity of AWS is always injected.",
			of:     kubernetesConfig, with: identity("AWSWebIdentityCredentials", "Secret"),
			want: cannotBuild + "Secret is not supported as identity source for identity type AWSWebIdentityCredentials",
		}},
		"NoPublisher": {on: "aws", blamed: "Release/argo", broken: broken{
			reason: "Without a ClusterAuth there is no token.",
			of:     helmConfig, how: without("ClusterAuth/cluster"),
			want: cannotBuild + `cannot get credentials: cannot get credentials secret: secrets "kubeconfig" not found`,
		}},
	}
}

func brokenReleases() map[string]brokenCluster {
	const of = "Release/argo"
	cases := map[string]broken{
		"Repository": {
			reason: "A chart is in a repository.",
			with:   map[string]any{"spec.forProvider.chart.repository": nil},
			want:   cannotPull + "non-absolute URLs should be in form of repo_name/path_to_chart, got: argo-cd",
		},
		"RepositoryUnknown": {
			reason: "The repository must exist.",
			with:   map[string]any{"spec.forProvider.chart.repository": "https://argoproj.github.io/argo-charts"},
			want:   cannotPull + `looks like "https://argoproj.github.io/argo-charts" is not a valid chart repository or cannot be reached`,
		},
		"Chart": {
			reason: "The repository must have the chart.",
			with:   map[string]any{"spec.forProvider.chart.name": "argocd"},
			want:   cannotPull + `chart "argocd" version "9.5.14" not found in https://argoproj.github.io/argo-helm repository`,
		},
		"Version": {
			reason: "Nobody should get another version tomorrow.",
			with:   map[string]any{"spec.forProvider.chart.version": nil},
			want:   cannotPull + `no version of chart "argo-cd" is asked for`,
		},
		"VersionRange": {
			reason: "A version is one.",
			with:   map[string]any{"spec.forProvider.chart.version": "9.5"},
			want:   cannotPull + `chart "argo-cd" version "9.5" not found`,
		},
		"Name": {
			reason: "Helm's names are short.",
			how:    named(of, strings.Repeat("a", 54)),
			want:   "create failed: failed to install release: release name \"" + strings.Repeat("a", 54) + "\": invalid release name",
		},
		"Namespace": {
			reason: "Somebody has to create the namespace.",
			with:   map[string]any{"spec.forProvider.skipCreateNamespace": true},
			want:   `create failed: failed to install release: create: failed to create: namespaces "argocd" not found`,
		},
	}
	out := map[string]brokenCluster{}
	for name, tc := range cases {
		tc.of = of
		how := tc.how
		tc.how = func(us map[string]*unstructured.Unstructured) {
			// It would be in the namespace.
			delete(us, "Object/application")
			if how != nil {
				how(us)
			}
		}
		out["Release"+name] = brokenCluster{on: "aws", broken: tc}
	}
	return out
}

func brokenObjects() map[string]brokenCluster {
	const of = "Object/account"
	cases := map[string]broken{
		"Engine": {
			reason: "An engine brings the kinds that it knows.",
			of:     "Object/application", how: without("Release/argo"),
			want: `observe failed: cannot get object: no matches for kind "Application" in version "argoproj.io/v1alpha1"`,
		},
		"Kind": {
			reason: "Kinds have versions.",
			with:   map[string]any{"spec.forProvider.manifest.apiVersion": "v2"},
			want:   `observe failed: cannot get object: no matches for kind "ServiceAccount" in version "v2"`,
		},
		"NoKind": {
			reason: "A manifest says what it is of.",
			with:   map[string]any{"spec.forProvider.manifest.kind": nil},
			want:   "observe failed: cannot get object: Object 'Kind' is missing",
		},
		"Namespace": {
			reason: "A namespace must exist.",
			with:   map[string]any{"spec.forProvider.manifest.metadata.namespace": "shop"},
			want:   cannotApply + `namespaces "shop" not found`,
		},
		"NoNamespace": {
			reason: "A service account is in a namespace.",
			with:   map[string]any{"spec.forProvider.manifest.metadata.namespace": nil},
			want:   cannotApply + "an empty namespace may not be set during creation",
		},
		"Name": {
			reason: "Kubernetes has rules for names.",
			with:   map[string]any{"spec.forProvider.manifest.metadata.name": "Check_Out"},
			want:   cannotApply + `ServiceAccount "Check_Out" is invalid: metadata.name: Invalid value: "Check_Out": a lowercase RFC 1123 subdomain`,
		},
		"Label": {
			reason: "And for labels.",
			with:   map[string]any{"spec.forProvider.manifest.metadata.labels": map[string]any{"team": "a b"}},
			want:   cannotApply + `ServiceAccount "checkout" is invalid: metadata.labels: Invalid value: "team=a b": `,
		},
		"References": {
			reason: "We use no references, so that nobody simulates them.",
			with:   map[string]any{"spec.references": []any{map[string]any{"dependsOn": map[string]any{"name": "other"}}}},
			want:   "observe failed: cannot resolve resource references: ",
		},
		"AllTrue": {
			reason: "What has no conditions is not ready by them.",
			with:   map[string]any{"spec.readiness.policy": "AllTrue"},
		},
		"DeriveFromObject": {
			reason: "Neither is what has no condition of the name.",
			with:   map[string]any{"spec.readiness.policy": "DeriveFromObject"},
		},
	}
	out := map[string]brokenCluster{}
	for name, tc := range cases {
		if tc.of == "" {
			tc.of = of
		}
		out["Object"+name] = brokenCluster{on: "aws", broken: tc}
	}
	return out
}

// TestPlatformCluster shows that the cluster of the platform is always there, and that the
// engines which deploy to all others run in it.
func TestPlatformCluster(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": inNamespace} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), objects(t, inClusterFile)
			pc, object := us["ProviderConfig/kubernetes"], us["Object/application"]
			set(pc, "spec.credentials", map[string]any{"source": "InjectedIdentity"})
			w.apply(convert(pc), convert(object))
			w.run()
			w.wantReady()
		})
	}
}

// TestFaultsInClusters shows that what happens to clouds happens to clusters, too.
func TestFaultsInClusters(t *testing.T) {
	t.Parallel()
	for fault, want := range map[string]string{
		"error":       "create failed: failed to install release: an error on the server has prevented the request from succeeding",
		"error=:boom": "create failed: failed to install release: boom",
		"quota":       `create failed: failed to install release: "argocd" is forbidden: exceeded quota`,
		"throttle":    "observe failed: failed to get last helm release: client rate limiter Wait returned an error: context deadline exceeded",
		"region-down": "observe failed: failed to get last helm release: Get \"https://",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := w.settle("aws")
			meta.AddAnnotations(us["Release/argo"], map[string]string{AnnotationFault: fault})
			w.apply(sorted(us)...)
			w.run()
			if got := message(w.get(us["Release/argo"])); !strings.HasPrefix(got, want) {
				t.Errorf("want a message that begins with %q, got %q", want, got)
			}
			w.change(us["Release/argo"], func(u *unstructured.Unstructured) { meta.RemoveAnnotations(u, AnnotationFault) })
			w.run()
			w.wantReady()
		})
	}
}

// TestUsagesGo shows that a usage does not outlive its user.
func TestUsagesGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := w.settle("aws")
	w.apply(sorted(us)...)
	w.run()
	u := &unstructured.Unstructured{}
	u.SetAPIVersion("helm.crossplane.io/v1beta1")
	u.SetKind(kindUsage)
	u.SetName(string(w.get(us["Release/argo"]).GetUID()))
	if err := w.client.Get(context.Background(), types.NamespacedName{Name: u.GetName()}, u); err != nil {
		t.Fatal(err)
	}
	w.delete(us["Release/argo"])
	w.run()
	if !w.gone(u) {
		t.Error("the usage should be gone")
	}
}
