// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloudsim

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// publisher of the kubeconfig of a cluster that exists.
const publisher = `apiVersion: container.gcp.upbound.io/v1beta2
kind: Cluster
metadata:
  name: cluster
  annotations: {crossplane.io/external-name: shop}
spec:
  managementPolicies: [Observe]
  forProvider: {location: europe-west1}
  writeConnectionSecretToRef: {namespace: shop, name: kubeconfig}
`

// inCluster are the manifests of what is in a cluster of GKE, in a scope, and of what says
// how to get there.
func inCluster(t *testing.T, scope managed.Scope) []*unstructured.Unstructured {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("provider", "testdata", "incluster.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*unstructured.Unstructured
	for doc := range strings.SplitSeq(string(b)+"\n---\n"+publisher, "\n---\n") {
		u := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(doc), &u.Object); err != nil {
			t.Fatal(err)
		}
		if u.GetKind() == "ProviderConfig" {
			identity := map[string]any{"type": "GoogleApplicationCredentials", "source": "InjectedIdentity"}
			u.Object["spec"].(map[string]any)["identity"] = identity
		}
		if scope == managed.ScopeNamespaced {
			intoNamespace(u)
		}
		out = append(out, u)
	}
	return out
}

func intoNamespace(u *unstructured.Unstructured) {
	u.SetNamespace("native")
	spec := u.Object["spec"].(map[string]any)
	group, _, _ := strings.Cut(u.GetAPIVersion(), ".crossplane.io/")
	switch group {
	case string(kinds.Helm):
		u.SetAPIVersion(group + ".m.crossplane.io/v1beta1")
	case string(kinds.Kubernetes):
		u.SetAPIVersion(group + ".m.crossplane.io/v1alpha1")
	default:
		u.SetAPIVersion("container.gcp.m.upbound.io/v1beta1")
		spec["providerConfigRef"] = map[string]any{"kind": "ClusterProviderConfig", "name": "native"}
		unstructured.RemoveNestedField(spec, "writeConnectionSecretToRef", "namespace")
		return
	}
	if u.GetKind() == "ProviderConfig" {
		_ = unstructured.SetNestedField(spec, "native", "credentials", "secretRef", "namespace")
		return
	}
	_ = unstructured.SetNestedField(spec, "ProviderConfig", "providerConfigRef", "kind")
}

// installConfigs installs the provider configs of what is in clusters, with their usages.
func (w *world) installConfigs() {
	w.t.Helper()
	for _, p := range []platform.Provider{kinds.Helm, kinds.Kubernetes} {
		src, err := crds.Pinned(p)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, name := range []string{
			"providerconfigs.%s.crossplane.io", "providerconfigusages.%s.crossplane.io",
			"providerconfigs.%s.m.crossplane.io", "providerconfigusages.%s.m.crossplane.io",
		} {
			crd, err := src.Get(fmt.Sprintf(name, p))
			if err != nil {
				w.t.Fatal(err)
			}
			w.install(crd.DeepCopy())
		}
	}
}

// collect the garbage: usages whose user is gone. There is no controller here that does.
func (w *world) collect() error {
	for _, version := range []string{"helm.crossplane.io/v1beta1", "helm.m.crossplane.io/v1beta1", "kubernetes.crossplane.io/v1alpha1", "kubernetes.m.crossplane.io/v1alpha1"} {
		l := &unstructured.UnstructuredList{}
		l.SetAPIVersion(version)
		l.SetKind("ProviderConfigUsageList")
		if err := w.client.List(context.Background(), l); err != nil {
			return err
		}
		for _, u := range l.Items {
			user := &unstructured.Unstructured{}
			owner := u.GetOwnerReferences()[0]
			user.SetAPIVersion(owner.APIVersion)
			user.SetKind(owner.Kind)
			err := w.client.Get(context.Background(), types.NamespacedName{Namespace: u.GetNamespace(), Name: owner.Name}, user)
			if client.IgnoreNotFound(err) != nil {
				return err
			}
			if err != nil {
				err = w.client.Delete(context.Background(), &u)
			}
			if client.IgnoreNotFound(err) != nil {
				return err
			}
		}
	}
	return nil
}

// testInClusters puts things into clusters from both scopes, and shows that provider
// configs go last.
func testInClusters(w *world) {
	t := w.t
	ns := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "native"}}}
	apply(t, w.client, ns)
	first, second := inCluster(t, managed.ScopeCluster), inCluster(t, managed.ScopeNamespaced)
	all := slices.Concat(first, second)
	w.installKinds(managed.ScopeCluster, first)
	w.installKinds(managed.ScopeNamespaced, second)
	stop := w.run(quick())
	defer stop()
	w.installConfigs()
	cm := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "ConfigMap", "data": map[string]any{
		"first":  "- {group: container.gcp.upbound.io, kind: Cluster, account: shop-project, externalName: shop, forProvider: {location: europe-west1}}",
		"second": "- {group: container.gcp.upbound.io, kind: Cluster, account: native-project, externalName: shop, forProvider: {location: europe-west1}}",
	}}}
	cm.SetNamespace(Defaults().Namespace)
	cm.SetName(ConfigMapObjects)
	apply(t, w.client, cm)
	eventually(t, "manifests should be accepted", func() error { return w.tryApply(all) })

	var configs, rest []*unstructured.Unstructured
	for _, u := range all {
		if u.GetKind() == "ProviderConfig" {
			configs = append(configs, u)
			continue
		}
		rest = append(rest, u)
	}
	eventually(t, "everything should become ready", func() error { return w.ready(rest) })
	eventually(t, "users should be counted", func() error { return w.inUse(configs) })
	for _, u := range configs {
		if err := w.client.Delete(context.Background(), u.DeepCopy()); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(time.Second)
	if err := w.inUse(configs); err != nil {
		t.Errorf("what is in use should stay: %s", err)
	}
	// What an engine is told goes before it, and the cluster stays.
	w.deleteAll("Object", rest)
	w.deleteAll("Release", rest)
	eventually(t, "provider configs should go after what uses them", func() error {
		return errors.Join(w.collect(), w.gone(configs))
	})
}

// deleteAll deletes everything of a kind, and waits until it is gone.
func (w *world) deleteAll(kind string, us []*unstructured.Unstructured) {
	w.t.Helper()
	of := slices.DeleteFunc(slices.Clone(us), func(u *unstructured.Unstructured) bool { return u.GetKind() != kind })
	for _, u := range of {
		if err := w.client.Delete(context.Background(), u.DeepCopy()); err != nil {
			w.t.Fatal(err)
		}
	}
	eventually(w.t, kind+"s should be deleted", func() error { return w.gone(of) })
}

// inUse returns an error unless provider configs have users.
func (w *world) inUse(configs []*unstructured.Unstructured) error {
	for _, u := range configs {
		got := u.DeepCopy()
		if err := w.client.Get(context.Background(), client.ObjectKeyFromObject(u), got); err != nil {
			return err
		}
		if n, _, _ := unstructured.NestedInt64(got.Object, "status", "users"); n < 2 {
			return fmt.Errorf("%s has %d users", u.GetName(), n)
		}
	}
	return nil
}
