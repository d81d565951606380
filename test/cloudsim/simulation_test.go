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

	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
)

const (
	namespace = "shop"

	// longEnough is how long anything takes at most, on a machine that has more to
	// do.
	longEnough = 3 * time.Minute

	// Subscriptions of the provider configs for the two scopes.
	subscription       = "00000000-0000-0000-0000-000000000001"
	nativeSubscription = "00000000-0000-0000-0000-000000000002"
)

func TestMain(m *testing.M) {
	ctrllog.SetLogger(logr.Discard())
	os.Exit(m.Run())
}

// A world is an API server with a simulation.
type world struct {
	t      *testing.T
	cfg    *rest.Config
	client client.Client
	crds   map[string]*extv1.CustomResourceDefinition
}

func newWorld(t *testing.T) *world {
	t.Helper()
	cfg := startAPIServer(t)
	w := &world{t: t, cfg: cfg, client: newClient(t, cfg), crds: map[string]*extv1.CustomResourceDefinition{}}
	for _, n := range []string{namespace, Defaults().Namespace} {
		ns := &unstructured.Unstructured{}
		ns.SetAPIVersion("v1")
		ns.SetKind("Namespace")
		ns.SetName(n)
		apply(t, w.client, ns)
	}
	for _, c := range Clouds() {
		p := string(c.Dialect().Provider())
		w.installConfig(p+".upbound.io", "ProviderConfig", extv1.ClusterScoped)
		w.installConfig(p+".m.upbound.io", "ClusterProviderConfig", extv1.ClusterScoped)
	}
	return w
}

// installConfig installs the kind of a provider config, and a default one.
func (w *world) installConfig(group, kind string, scope extv1.ResourceScope) {
	w.t.Helper()
	yes := true
	plural := strings.ToLower(kind) + "s"
	crd := &extv1.CustomResourceDefinition{
		ObjectMeta: metav1.ObjectMeta{Name: plural + "." + group},
		Spec: extv1.CustomResourceDefinitionSpec{
			Group: group, Scope: scope, Names: extv1.CustomResourceDefinitionNames{Kind: kind, Plural: plural},
			Versions: []extv1.CustomResourceDefinitionVersion{{
				Name: "v1beta1", Served: true, Storage: true,
				Schema: &extv1.CustomResourceValidation{OpenAPIV3Schema: &extv1.JSONSchemaProps{Type: "object", XPreserveUnknownFields: &yes}},
			}},
		},
	}
	w.install(crd)
	pc := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{
		"subscriptionID": subscription, "projectID": "shop-project",
		"assumeRoleChain": []any{map[string]any{"roleARN": "arn:aws:iam::123456789012:role/shop"}},
	}}}
	pc.SetAPIVersion(group + "/v1beta1")
	pc.SetKind(kind)
	pc.SetName("default")
	if kind == "ClusterProviderConfig" {
		pc.Object["spec"] = map[string]any{"subscriptionID": nativeSubscription, "projectID": "native-project"}
		pc.SetName("native")
	}
	eventually(w.t, "provider configs should be served", func() error {
		return w.client.Patch(context.Background(), pc.DeepCopy(), client.Apply, client.FieldOwner("test")) //nolint:staticcheck // Crossplane does so.
	})
}

func (w *world) install(crd *extv1.CustomResourceDefinition) {
	w.t.Helper()
	crd.SetGroupVersionKind(extv1.SchemeGroupVersion.WithKind("CustomResourceDefinition"))
	m, err := runtime.DefaultUnstructuredConverter.ToUnstructured(crd)
	if err != nil {
		w.t.Fatal(err)
	}
	delete(m, "status")
	apply(w.t, w.client, &unstructured.Unstructured{Object: m})
}

// installKinds of a file of manifests, as they are and in the other scope.
func (w *world) installKinds(scope managed.Scope, us []*unstructured.Unstructured) {
	w.t.Helper()
	for _, c := range Everything() {
		for _, k := range c.Kinds() {
			used := slices.ContainsFunc(us, func(u *unstructured.Unstructured) bool {
				return u.GetKind() == k.Kind && u.GroupVersionKind().Group == k.GroupIn(scope)
			})
			if !used {
				continue
			}
			crd, err := crds.Find(k.Provider(), k.Type, scope)
			if err != nil {
				w.t.Fatal(err)
			}
			crd = crd.DeepCopy()
			crd.Spec.Conversion = nil
			crd.Spec.Versions = slices.DeleteFunc(crd.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool { return v.Name != k.VersionIn(scope) })
			crd.Spec.Versions[0].Storage = true
			w.install(crd)
		}
	}
}

// run a simulation for as long as the test needs it.
func (w *world) run(o Options) (stop func()) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan int, 1), make(chan error, 1)
	o.Ready = func(kinds int, _ []string) { ready <- kinds }
	go func() { done <- Run(ctx, w.cfg, o) }()
	select {
	case <-ready:
	case err := <-done:
		w.t.Fatal(err)
	case <-time.After(longEnough):
		w.t.Fatal("the simulation should become ready")
	}
	return func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Error(err)
		}
	}
}

func quick() Options {
	o := Defaults()
	o.Delay = 200 * time.Millisecond
	o.Retry = 200 * time.Millisecond
	o.Poll = 5 * time.Second
	return o
}

// manifests of a network that the cloud accepts, in a scope.
func manifests(t *testing.T, cloud string, scope managed.Scope) []*unstructured.Unstructured {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("provider", "testdata", cloud+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	text := string(b)
	if scope == managed.ScopeNamespaced {
		// Both scopes run at a time, and share the names of the whole world.
		text = strings.NewReplacer(subscription, nativeSubscription, "shoplogs", "nativelogs").Replace(text)
	}
	var out []*unstructured.Unstructured
	for doc := range strings.SplitSeq(text, "\n---\n") {
		u := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(doc), &u.Object); err != nil {
			t.Fatal(err)
		}
		u.SetOwnerReferences([]metav1.OwnerReference{{APIVersion: "example.org/v1", Kind: "Composite", Name: "composite", UID: "composite", Controller: &yes}})
		if scope == managed.ScopeNamespaced {
			group, _, _ := strings.Cut(u.GetAPIVersion(), "/")
			u.SetAPIVersion(strings.TrimSuffix(group, "upbound.io") + "m.upbound.io/v1beta1")
			u.SetNamespace(namespace)
			u.Object["spec"].(map[string]any)["providerConfigRef"] = map[string]any{"kind": "ClusterProviderConfig", "name": "native"}
			unstructured.RemoveNestedField(u.Object, "spec", "writeConnectionSecretToRef", "namespace")
		}
		out = append(out, u)
	}
	return out
}

func (w *world) ready(us []*unstructured.Unstructured) error {
	var errs []error
	for _, u := range us {
		got := u.DeepCopy()
		if err := w.client.Get(context.Background(), client.ObjectKeyFromObject(u), got); err != nil {
			errs = append(errs, err)
			continue
		}
		conditions, _, _ := unstructured.NestedSlice(got.Object, "status", "conditions")
		good := 0
		for _, c := range conditions {
			m, ok := c.(map[string]any)
			if ok && m["status"] == string(corev1.ConditionTrue) && (m["type"] == "Ready" || m["type"] == "Synced") {
				good++
			}
		}
		if good != 2 {
			errs = append(errs, fmt.Errorf("%s %s is not ready: %v", u.GetKind(), u.GetName(), conditions))
		}
	}
	return errors.Join(errs...)
}

func (w *world) gone(us []*unstructured.Unstructured) error {
	for _, u := range us {
		err := w.client.Get(context.Background(), client.ObjectKeyFromObject(u), u.DeepCopy())
		if client.IgnoreNotFound(err) != nil || err == nil {
			return fmt.Errorf("%s %s is still there: %w", u.GetKind(), u.GetName(), err)
		}
	}
	return nil
}

// TestSimulation runs simulations against a real API server with the
// CustomResourceDefinitions of the providers, which refuses what does not fit them. It is
// one after the other, because an API server takes long to start.
func TestSimulation(t *testing.T) { //nolint:paralleltest // See above.
	w := newWorld(t)
	for _, part := range []struct { //nolint:paralleltest // See above.
		name string
		test func(w *world)
	}{{"Networks", testNetworks}, {"ConfigMaps", testConfigMaps}, {"InClusters", testInClusters}} {
		t.Run(part.name, func(t *testing.T) {
			within := *w
			within.t = t
			part.test(&within)
		})
	}
}

// testNetworks creates the good networks of all clouds in both scopes.
func testNetworks(w *world) {
	t := w.t
	var first, second []*unstructured.Unstructured
	for _, c := range []string{"aws", "azure", "gcp"} {
		first = append(first, manifests(t, c, managed.ScopeCluster)...)
		second = append(second, manifests(t, c, managed.ScopeNamespaced)...)
	}
	w.installKinds(managed.ScopeCluster, first)
	stop := w.run(quick())
	eventually(t, "managed resources should be accepted", func() error { return w.tryApply(first) })
	eventually(t, "kinds that exist at the start should be served", func() error { return w.ready(first) })

	w.installKinds(managed.ScopeNamespaced, second)
	eventually(t, "managed resources should be accepted", func() error { return w.tryApply(second) })
	eventually(t, "kinds that appear later should be served", func() error { return w.ready(second) })

	before := w.ids(first)
	stop()
	stop = w.run(quick())
	time.Sleep(2 * time.Second)
	if err := w.ready(first); err != nil {
		t.Errorf("everything should still be ready after a restart: %s", err)
	}
	for name, v := range w.ids(first) {
		if before[name] != v {
			t.Errorf("%s should have the same id after a restart: was %q, is %q", name, before[name], v)
		}
	}
	for _, u := range append(first, second...) {
		if err := w.client.Delete(context.Background(), u.DeepCopy()); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "everything should be deleted", func() error { return errors.Join(w.gone(first), w.gone(second)) })
	stop()
}

func (w *world) tryApply(us []*unstructured.Unstructured) error {
	for _, u := range us {
		err := w.client.Patch(context.Background(), u.DeepCopy(), client.Apply, client.FieldOwner("apiextensions.crossplane.io/composed"), client.ForceOwnership) //nolint:staticcheck // Crossplane does so.
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *world) ids(us []*unstructured.Unstructured) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	for _, u := range us {
		got := u.DeepCopy()
		if err := w.client.Get(context.Background(), client.ObjectKeyFromObject(u), got); err != nil {
			w.t.Fatal(err)
		}
		id, _, _ := unstructured.NestedString(got.Object, "status", "atProvider", "id")
		out[u.GetKind()+"/"+u.GetName()] = id
	}
	return out
}

// testConfigMaps has clouds fail, and have what nobody composed.
func testConfigMaps(w *world) {
	t := w.t
	vpc := manifests(t, "aws", managed.ScopeCluster)[:1]
	w.installKinds(managed.ScopeCluster, vpc)
	stop := w.run(quick())
	defer stop()

	cm := &unstructured.Unstructured{Object: map[string]any{"data": map[string]any{"vpcs": "{kind: VPC, fault: quota}"}}}
	cm.SetAPIVersion("v1")
	cm.SetKind("ConfigMap")
	cm.SetNamespace(Defaults().Namespace)
	cm.SetName(ConfigMapFaults)
	apply(t, w.client, cm.DeepCopy())
	existing := cm.DeepCopy()
	existing.SetName(ConfigMapObjects)
	existing.Object["data"] = map[string]any{"network": `- {group: ec2.aws.upbound.io, kind: VPC, account: "123456789012", externalName: vpc-adopted, forProvider: {region: eu-west-1, cidrBlock: 10.9.0.0/16}}`}
	apply(t, w.client, existing)

	adopted := vpc[0].DeepCopy()
	adopted.SetName("adopted")
	adopted.SetAnnotations(map[string]string{"crossplane.io/external-name": "vpc-adopted"})
	adopted.Object["spec"] = map[string]any{"managementPolicies": []any{"Observe"}, "forProvider": map[string]any{"region": "eu-west-1"}}
	eventually(t, "managed resources should be accepted", func() error { return w.tryApply(append(vpc, adopted)) })
	eventually(t, "what exists should be observed", func() error { return w.ready([]*unstructured.Unstructured{adopted}) })

	eventually(t, "the quota should be used up", func() error {
		err := w.ready(vpc)
		if err == nil || !strings.Contains(err.Error(), "VpcLimitExceeded") {
			return fmt.Errorf("no quota: %w", err)
		}
		return nil
	})
	if err := w.client.Delete(context.Background(), cm); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the VPC should be created once there is a quota again", func() error { return w.ready(vpc) })
}
