// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"os"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/crossplane-runtime/v2/pkg/fieldpath"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/aws"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/azure"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/gcp"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/incluster"
)

const (
	delay     = 2 * time.Second
	namespace = "shop"

	// The subscription of the provider configs of tests, and their project.
	subscription = "00000000-0000-0000-0000-000000000001"
	projectID    = "shop-project"
)

// TestMain has garbage collected less often: worlds are small, and there are hundreds.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// A world is a control plane in memory with all clouds, and a clock that only moves
// when it is told to.
type world struct {
	t      *testing.T
	now    time.Time
	client client.Client
	clouds []*cloud.Cloud
	faults *Faults

	clusters *incluster.Clusters

	controller *Controller
	kinds      map[schema.GroupVersionKind]*reconciler

	// step is how far the clock moves in each round. By default nothing takes
	// longer than one.
	step time.Duration

	// patience of the reconcilers, in real time.
	patience time.Duration

	// used are the kinds of the managed resources that were applied.
	used map[schema.GroupVersionKind]bool

	// settled managed resources, and the version that they settled in.
	settled map[types.UID]string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, step: 2 * delay, now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), faults: NewFaults(), settled: map[types.UID]string{}, used: map[schema.GroupVersionKind]bool{}}
	w.start()
	scheme, mapper, err := known()
	if err != nil {
		t.Fatal(err)
	}
	w.client, err = newMemory(scheme, mapper, providerConfigs()...)
	if err != nil {
		t.Fatal(err)
	}
	w.connect()
	return w
}

// known types and kinds, which are the same in every world.
func known() (*runtime.Scheme, meta.RESTMapper, error) {
	k, err := knownOnce()
	return k.scheme, k.mapper, err
}

type knowledge struct {
	scheme *runtime.Scheme
	mapper meta.RESTMapper
}

var knownOnce = sync.OnceValues(func() (knowledge, error) {
	mapper := meta.NewDefaultRESTMapper(nil)
	mapper.Add(corev1.SchemeGroupVersion.WithKind("Secret"), meta.RESTScopeNamespace)
	for _, k := range every() {
		mapper.AddSpecific(k.gvk(), k.gvk().GroupVersion().WithResource(k.Plural), k.gvk().GroupVersion().WithResource(strings.ToLower(k.Kind.Kind)), scopeOf(k.scope))
	}
	for _, k := range configKinds() {
		scope := meta.RESTScopeRoot
		if k.scope == managed.ScopeNamespaced && k.Kind == kindProviderConfig {
			scope = meta.RESTScopeNamespace
		}
		mapper.Add(k.GroupVersionKind, scope)
		mapper.Add(k.usage, scopeOf(k.scope))
	}
	for _, pc := range providerConfigs() {
		mapper.Add(pc.GetObjectKind().GroupVersionKind(), meta.RESTScopeRoot)
	}
	scheme, err := newScheme()
	return knowledge{scheme: scheme, mapper: mapper}, err
})

func providerConfigs() []client.Object {
	var out []client.Object
	for _, p := range []string{"aws", "azure", "gcp"} {
		for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
			out = append(out, providerConfig(p, s, "default"), providerConfig(p, s, "other"))
		}
	}
	return out
}

// start the clouds, empty.
func (w *world) start() {
	opts := []cloud.Option{
		cloud.WithDelay(func(cloud.Name) time.Duration { return delay }),
		cloud.WithClock(func() time.Time { return w.now }),
	}
	w.clouds = []*cloud.Cloud{aws.New(opts...), azure.New(opts...), gcp.New(opts...)}
	w.clusters = incluster.New(w.clouds, opts...)
}

// every kind that is simulated.
var every = sync.OnceValue(func() []scopedKind {
	w := &world{}
	w.start()
	w.connect()
	return w.controller.all
})

// connect the clouds with the control plane.
func (w *world) connect() {
	w.controller = NewController(nil, nil, w.clouds, w.clusters, w.faults, Options{})
	w.kinds = map[schema.GroupVersionKind]*reconciler{}
}

// reconcilers of the kinds of the managed resources that were applied.
func (w *world) reconcilers() []*reconciler {
	w.t.Helper()
	var out []*reconciler
	for _, k := range w.controller.all {
		if !w.used[k.gvk()] {
			continue
		}
		if w.kinds[k.gvk()] == nil {
			r, err := newReconciler(w.client, k, w.controller.typeOf, w.faults, Options{Poll: time.Minute, Patience: w.patience})
			if err != nil {
				w.t.Fatal(err)
			}
			w.kinds[k.gvk()] = r
		}
		out = append(out, w.kinds[k.gvk()])
	}
	return out
}

func scopeOf(s managed.Scope) meta.RESTScope {
	if s == managed.ScopeNamespaced {
		return meta.RESTScopeNamespace
	}
	return meta.RESTScopeRoot
}

func providerConfig(p string, s managed.Scope, name string) *unstructured.Unstructured {
	u := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{}}}
	u.SetAPIVersion(p + ".upbound.io/v1beta1")
	u.SetKind(kindProviderConfig)
	if s == managed.ScopeNamespaced {
		u.SetAPIVersion(p + ".m.upbound.io/v1beta1")
		u.SetKind(kindClusterProviderConfig)
	}
	u.SetName(name)
	if name == "default" {
		u.Object["spec"] = map[string]any{"subscriptionID": subscription, "projectID": projectID}
	}
	return u
}

// accountID is the id that a cloud makes up for an account whose provider config has
// none.
func (w *world) accountID(cloud int) string {
	return w.clouds[cloud].Dialect().AccountID("default", nil)
}

// objects of a file of testdata, by kind and name.
func objects(t *testing.T, file string) map[string]*unstructured.Unstructured {
	t.Helper()
	all, ok := parsed.Load(file)
	if !ok {
		b, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		all, _ = parsed.LoadOrStore(file, parse(t, string(b)))
	}
	out := map[string]*unstructured.Unstructured{}
	for name, u := range all.(map[string]*unstructured.Unstructured) {
		out[name] = u.DeepCopy()
	}
	return out
}

// parsed files of testdata, which hundreds of worlds begin with.
var parsed sync.Map

func parse(t *testing.T, text string) map[string]*unstructured.Unstructured {
	t.Helper()
	out := map[string]*unstructured.Unstructured{}
	for doc := range strings.SplitSeq(text, "\n---\n") {
		u := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(doc), &u.Object); err != nil {
			t.Fatal(err)
		}
		own(u, "composite")
		if _, ok := u.Object["spec"].(map[string]any)["providerConfigRef"]; !ok && u.GetKind() != kindProviderConfig {
			set(u, "spec.providerConfigRef", map[string]any{"name": "default"})
		}
		out[u.GetKind()+"/"+u.GetName()] = u
	}
	return out
}

// own an object: make it one of the composed resources of a composite.
func own(u *unstructured.Unstructured, composite string) {
	yes := true
	u.SetOwnerReferences([]metav1.OwnerReference{{
		APIVersion: "example.org/v1", Kind: "Composite", Name: composite, UID: types.UID(composite), Controller: &yes,
	}})
}

func set(u *unstructured.Unstructured, path string, value any) {
	if err := fieldpath.Pave(u.Object).SetValue(path, value); err != nil {
		panic(err)
	}
}

func unset(u *unstructured.Unstructured, path string) {
	if err := fieldpath.Pave(u.Object).DeleteField(path); err != nil {
		panic(err)
	}
}

// namespaced turns an object into one of the other scope.
func namespaced(u *unstructured.Unstructured) *unstructured.Unstructured {
	out := u.DeepCopy()
	group, _, _ := strings.Cut(u.GetAPIVersion(), "/")
	out.SetAPIVersion(strings.TrimSuffix(group, "upbound.io") + "m.upbound.io/v1beta1")
	out.SetNamespace(namespace)
	set(out, "spec.providerConfigRef", map[string]any{"kind": kindClusterProviderConfig, "name": "default"})
	if _, found, _ := unstructured.NestedMap(out.Object, "spec", "writeConnectionSecretToRef"); found {
		unset(out, "spec.writeConnectionSecretToRef.namespace")
	}
	return out
}

// apply objects.
func (w *world) apply(us ...*unstructured.Unstructured) {
	w.t.Helper()
	for _, u := range us {
		u = u.DeepCopy()
		w.used[u.GroupVersionKind()] = true
		if u.GetUID() == "" {
			u.SetUID(types.UID(strings.Join([]string{u.GetAPIVersion(), u.GetKind(), u.GetNamespace(), u.GetName()}, "/")))
		}
		if err := w.client.Create(context.Background(), u); err != nil {
			w.t.Fatal(err)
		}
	}
}

func sorted(m map[string]*unstructured.Unstructured) []*unstructured.Unstructured {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out := make([]*unstructured.Unstructured, 0, len(m))
	for _, k := range keys {
		out = append(out, m[k])
	}
	return out
}

// list every managed resource of a kind.
func (w *world) list(r *reconciler) []unstructured.Unstructured {
	w.t.Helper()
	l := &unstructured.UnstructuredList{}
	gvk := r.kind.gvk()
	l.SetGroupVersionKind(gvk.GroupVersion().WithKind(gvk.Kind + "List"))
	if err := w.client.List(context.Background(), l); err != nil {
		w.t.Fatal(err)
	}
	return l.Items
}

// once reconciles everything once that changed, or that did not go well.
func (w *world) once() {
	w.t.Helper()
	w.configs()
	for _, r := range w.reconcilers() {
		for _, u := range w.list(r) {
			if w.settled[u.GetUID()] == u.GetResourceVersion() {
				continue
			}
			result, o, err := r.reconcile(context.Background(), client.ObjectKeyFromObject(&u))
			if err != nil {
				w.t.Fatalf("cannot reconcile %s %s: %s", u.GetKind(), u.GetName(), err)
			}
			got := u.DeepCopy()
			if w.client.Get(context.Background(), client.ObjectKeyFromObject(&u), got) != nil {
				continue
			}
			desired := resource.DesiredStateChanged().Update(event.UpdateEvent{ObjectOld: &u, ObjectNew: got}) ||
				!cmp.Equal(u.Object["spec"], got.Object["spec"]) || len(u.GetFinalizers()) != len(got.GetFinalizers())
			if result.RequeueAfter > 0 && o.until.IsZero() && !o.again && !desired {
				w.settled[u.GetUID()] = got.GetResourceVersion()
			}
		}
	}
}

// configs reconciles the provider configs whose users are counted.
func (w *world) configs() {
	w.t.Helper()
	for _, k := range configKinds() {
		if !w.used[k.GroupVersionKind] {
			continue
		}
		r, err := newConfigReconciler(w.client, k)
		if err != nil {
			w.t.Fatal(err)
		}
		l := &unstructured.UnstructuredList{}
		l.SetGroupVersionKind(k.GroupVersion().WithKind(k.Kind + "List"))
		if err := w.client.List(context.Background(), l); err != nil {
			w.t.Fatal(err)
		}
		for _, u := range l.Items {
			if _, err := r.reconcile(context.Background(), client.ObjectKeyFromObject(&u)); err != nil {
				w.t.Fatalf("cannot reconcile %s %s: %s", u.GetKind(), u.GetName(), err)
			}
		}
	}
}

// poll reconciles everything again that settled.
func (w *world) poll() { clear(w.settled) }

// run everything until nothing changes for longer than anything takes.
func (w *world) run() {
	w.t.Helper()
	rounds, before := 0, w.unready()
	for quiet := time.Duration(0); quiet < max(3*delay, 2*w.step); quiet += w.step {
		w.once()
		w.now = w.now.Add(w.step)
		after := w.unready()
		if !slices.Equal(before, after) {
			quiet = 0
			if rounds++; rounds > 60 {
				w.t.Fatalf("this never ends: -before, +after:\n%s", cmp.Diff(before, after))
			}
		}
		before = after
	}
}

// get an object again.
func (w *world) get(u *unstructured.Unstructured) wrapped {
	w.t.Helper()
	out := &unstructured.Unstructured{}
	out.SetGroupVersionKind(u.GroupVersionKind())
	if err := w.client.Get(context.Background(), client.ObjectKeyFromObject(u), out); err != nil {
		w.t.Fatal(err)
	}
	s := managed.ScopeCluster
	if out.GetNamespace() != "" {
		s = managed.ScopeNamespaced
	}
	return wrap(*out, s)
}

// change an object.
func (w *world) change(u *unstructured.Unstructured, how func(u *unstructured.Unstructured)) {
	w.t.Helper()
	got := w.get(u).GetUnstructured()
	how(got)
	if err := w.client.Update(context.Background(), got); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) delete(us ...*unstructured.Unstructured) {
	w.t.Helper()
	for _, u := range us {
		if err := w.client.Delete(context.Background(), u.DeepCopy()); client.IgnoreNotFound(err) != nil {
			w.t.Fatal(err)
		}
	}
}

// left counts the managed resources that there are.
func (w *world) left() []string {
	var out []string
	for _, r := range w.reconcilers() {
		for _, u := range w.list(r) {
			out = append(out, u.GetKind()+"/"+u.GetName()+": "+message(wrap(u, r.kind.scope)))
		}
	}
	return out
}

// unready lists what is not ready, and why.
func (w *world) unready() []string {
	var out []string
	for _, r := range w.reconcilers() {
		for _, u := range w.list(r) {
			mg := wrap(u, r.kind.scope)
			if !mg.isTrue(xpv2.TypeReady) || !mg.isTrue(xpv2.TypeSynced) {
				out = append(out, u.GetKind()+"/"+u.GetName()+": "+message(mg))
			}
		}
	}
	return out
}

var (
	requestID = regexp.MustCompile(`RequestID: [0-9a-f-]+`)
	ids       = regexp.MustCompile(`\b([a-z]+)-0[0-9a-f]{16}`)
	zoneIDs   = regexp.MustCompile(`\bZ0[0-9A-F]{19}`)
)

// message of what is wrong with a managed resource, without what is random in it.
func message(mg wrapped) string {
	m := mg.GetCondition(xpv2.TypeSynced).Message
	return ids.ReplaceAllString(zoneIDs.ReplaceAllString(requestID.ReplaceAllString(m, "RequestID: ..."), "Z..."), "$1-...")
}
