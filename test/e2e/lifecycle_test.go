// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"

	kubernetescluster "github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/provider"
)

// The pools of the claims of the test data: somebody says how many nodes the first one has,
// and an autoscaler how many the other one has.
const (
	poolMain = "main"
	poolWeb  = "web"
)

// Keys of what a cluster is composed of.
const (
	keyControlPlane = "cluster"
	keySystemPool   = "system"
	keyPools        = "nodepool-"
	keyNetwork      = "network"
)

// Minor versions of the clusters, and the one on the way at which something goes wrong.
const (
	firstMinor  = 32
	wrongMinor  = 34
	targetMinor = 35
)

// refusal is what the clouds say when a pool cannot be upgraded.
const refusal = "Pod shop/web cannot be evicted because of its PodDisruptionBudget"

// scaledNodes is how many nodes the autoscaler makes it.
const scaledNodes = 9

// A versioned part of a cluster is asked to have a version, and is seen with one.
type versioned struct {
	asked, seen string
}

// An anatomy says where the parts of a cluster are at one cloud.
type anatomy struct {
	controlPlane versioned
	pool         versioned

	// system is the pool of the cloud's own parts, within the control plane. It is
	// empty where there is none.
	system versioned

	// wants is the argument of a pool that refuses to be upgraded.
	wants map[string]string

	// autoscaled is how an autoscaler changes the number of nodes: path:value.
	autoscaled string

	// order in which what has these keys goes, two at a time.
	order [][2]string
}

func anatomies() map[platform.Provider]anatomy {
	wrong := "1." + strconv.Itoa(wrongMinor)
	return map[platform.Provider]anatomy{
		platform.ProviderAWS: {
			controlPlane: versioned{"spec.forProvider.version", "status.atProvider.version"},
			pool:         versioned{"spec.forProvider.version", "status.atProvider.version"},
			wants:        map[string]string{"version": wrong},
			autoscaled:   "scalingConfig.desiredSize:9",
			order:        [][2]string{{keyPools, keyControlPlane}, {"node-autoscaler", keyControlPlane}, {keyControlPlane, "cluster-role-policy"}},
		},
		platform.ProviderAzure: {
			controlPlane: versioned{"spec.forProvider.kubernetesVersion", "status.atProvider.currentKubernetesVersion"},
			pool:         versioned{"spec.forProvider.orchestratorVersion", "status.atProvider.orchestratorVersion"},
			system:       versioned{"spec.forProvider.defaultNodePool.orchestratorVersion", "status.atProvider.defaultNodePool.orchestratorVersion"},
			wants:        map[string]string{"orchestratorVersion": wrong},
			autoscaled:   "nodeCount:9",
			order:        [][2]string{{keyControlPlane, "identity"}},
		},
		platform.ProviderGCP: {
			controlPlane: versioned{"spec.forProvider.minMasterVersion", "status.atProvider.masterVersion"},
			pool:         versioned{"spec.forProvider.version", "status.atProvider.version"},
			wants:        map[string]string{"version": wrong + ".1-gke.1829034"},
			autoscaled:   "nodeCount:3",
		},
	}
}

// testLifecycle takes a cluster through its life on each cloud: it is created, upgraded over
// three minor versions although something goes wrong on the way, scaled, gets another pool
// in the place of one that cannot change, and is deleted. Nothing is left.
func (w *world) testLifecycle(t *testing.T) {
	claims := w.testdata(t, "lifecycle")
	if len(claims) == 0 {
		// What needs no examples is proven in the other flavour.
		return
	}
	faults := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "crossplane-system", Name: cloudsim.ConfigMapFaults}}
	if err := w.kube.Create(t.Context(), faults); err != nil {
		t.Fatal(err)
	}
	w.leavesNothing(t, func(t *testing.T) {
		t.Helper()
		for _, us := range claims {
			w.apply(t, us...)
		}
		onEachCloud(t, claims, w.live)
	})
	if err := w.kube.Delete(t.Context(), faults); err != nil {
		t.Error(err)
	}
}

// leavesNothing runs a part of the suite on every cloud, and then waits until there is at
// the clouds what there was, and nothing else: the next part starts where this one did.
func (w *world) leavesNothing(t *testing.T, part func(*testing.T)) {
	t.Helper()
	before := w.atClouds(t)
	if !t.Run("Clouds", part) {
		return
	}
	w.await(t, func(context.Context) error {
		if diff := gocmp.Diff(before, w.atClouds(t)); diff != "" {
			return errors.Errorf("what is at the clouds: -before, +after:\n%s", diff)
		}
		return nil
	})
}

// atClouds is what there is at all clouds.
func (w *world) atClouds(t *testing.T) map[leftover]bool {
	t.Helper()
	rs, err := w.plane.Resources()
	if err != nil {
		t.Fatal(err)
	}
	out := map[leftover]bool{}
	for _, r := range rs {
		out[leftover{r.Kind, r.ID}] = true
	}
	return out
}

// A life is that of one cluster.
type life struct {
	ref
	anatomy

	world   *world
	name    string
	journal *journal
}

func (w *world) live(t *testing.T, us []*unstructured.Unstructured) {
	t.Helper()
	l := &life{ref: refOf(us[0]), world: w, name: us[0].GetName()}
	w.awaitReady(t, l.ref)
	c, err := w.snapshot().claim(t.Context(), l.ref)
	if err != nil {
		t.Fatal(err)
	}
	l.anatomy, l.journal = anatomies()[c.status.Provider], w.follow(t, l.ref)
	l.await(t, l.runs(func(s kubernetescluster.Status) error { return checkMinor(s, firstMinor) }))
	for _, part := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"Upgraded", l.upgrade},
		{"Scaled", l.scale},
		{"Replaced", l.replace},
		{"Deleted", l.remove},
	} {
		// What comes later needs what is there by then.
		if !t.Run(part.name, part.run) {
			return
		}
	}
}

// await a check of the cluster.
func (l *life) await(t *testing.T, check func(context.Context) error) {
	t.Helper()
	l.world.await(t, check, l.ref)
}

// status of the cluster, as developers see it.
func (l *life) status(ctx context.Context) (kubernetescluster.Status, error) {
	c, err := l.world.snapshot().claim(ctx, l.ref)
	if err != nil {
		return kubernetescluster.Status{}, err
	}
	s := kubernetescluster.Status{}
	m, _, _ := unstructured.NestedMap(c.object.Object, "status")
	err = runtime.DefaultUnstructuredConverter.FromUnstructured(m, &s)
	return s, errors.Wrapf(err, "cannot decode the status of %s", l.ref)
}

// runs returns a check that the cluster is as it is wanted, and that its status says so.
func (l *life) runs(check func(kubernetescluster.Status) error) func(context.Context) error {
	return func(ctx context.Context) error {
		s, err := l.status(ctx)
		if err != nil {
			return err
		}
		if err := check(s); err != nil {
			return errors.Wrapf(err, "%s", l.ref)
		}
		now := l.world.snapshot()
		if err := now.ready(ctx, l.ref); err != nil {
			return err
		}
		return now.settled(ctx, l.ref)
	}
}

// pool of the claim, of which there is one.
func poolOf(s kubernetescluster.Status, name string) (kubernetescluster.NodePoolStatus, error) {
	var found []kubernetescluster.NodePoolStatus
	for _, n := range s.NodePools {
		if n.Name == name {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		return kubernetescluster.NodePoolStatus{}, errors.Errorf("there are %d pools %s", len(found), name)
	}
	return found[0], nil
}

// checkMinor that a cluster has, with all of its pools.
func checkMinor(s kubernetescluster.Status, minor int) error {
	if s.Version == nil || cloud.Minor(s.Version.Current) != minor {
		return errors.Errorf("the control plane has not 1.%d: %v", minor, s.Version)
	}
	for _, n := range s.NodePools {
		if cloud.Minor(n.Version) != minor {
			return errors.Errorf("pool %s has %s and not 1.%d", n.Name, n.Version, minor)
		}
	}
	return nil
}

// resource of a pool.
func (l *life) resource(t *testing.T, pool string) *unstructured.Unstructured {
	t.Helper()
	s, err := l.status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n, err := poolOf(s, pool)
	if err != nil {
		t.Fatal(err)
	}
	now := l.world.snapshot()
	c, err := now.claim(t.Context(), l.ref)
	if err != nil {
		t.Fatal(err)
	}
	us, err := now.composed(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(us, func(u *unstructured.Unstructured) bool { return keyOf(u) == keyPools+n.Key })
	if i < 0 {
		t.Fatalf("%s has no resource of pool %s", l.ref, pool)
	}
	return us[i]
}

// suffer from a fault of a resource, until the returned function is called.
func (l *life) suffer(t *testing.T, u *unstructured.Unstructured, wants map[string]string, fault string) func() {
	t.Helper()
	rule, err := yaml.Marshal(provider.Rule{Kind: u.GetKind(), Namespace: u.GetNamespace(), Name: u.GetName(), Wants: wants, Fault: fault})
	if err != nil {
		t.Fatal(err)
	}
	set := func(rule any) {
		t.Helper()
		b, err := json.Marshal(map[string]any{"data": map[string]any{l.name: rule}})
		if err != nil {
			t.Fatal(err)
		}
		cm := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "crossplane-system", Name: cloudsim.ConfigMapFaults}}
		if err := l.world.kube.Patch(t.Context(), cm, client.RawPatch(types.MergePatchType, b)); err != nil {
			t.Fatalf("cannot set faults: %v", err)
		}
	}
	set(string(rule))
	return func() { set(nil) }
}

// upgrade the cluster over three minor versions. The cloud refuses a step in the middle: the
// claim says so, nothing goes on past it, and it goes on by itself afterwards.
func (l *life) upgrade(t *testing.T) {
	t.Helper()
	begun := l.journal.now()
	pool := l.resource(t, poolMain)
	heal := l.suffer(t, pool, l.wants, "error=:"+refusal)
	l.world.change(t, l.ref, map[string]any{"version": "1." + strconv.Itoa(targetMinor)})
	l.await(t, func(ctx context.Context) error { return l.checkFailed(ctx, pool) })
	heal()
	l.await(t, l.runs(func(s kubernetescluster.Status) error { return checkMinor(s, targetMinor) }))

	l.journal.checkPhases(t, begun, kubernetescluster.PhaseRunning, kubernetescluster.PhaseUpgrading, kubernetescluster.PhaseFailed, kubernetescluster.PhaseUpgrading, kubernetescluster.PhaseRunning)
	if diff := gocmp.Diff([]int{firstMinor, firstMinor + 1, firstMinor + 2, targetMinor}, l.checkOrder(t, begun)); diff != "" {
		t.Errorf("minor versions of the control plane: -want, +got:\n%s", diff)
	}
	l.checkSuccession(t)
}

// checkSuccession of everything that happened: there are never two managed resources of one add-on
// at a time, because they are the same thing at the cloud.
func (l *life) checkSuccession(t *testing.T) {
	t.Helper()
	there := map[string]types.UID{}
	for _, e := range l.journal.since(0) {
		name, named, _ := unstructured.NestedString(e.object.Object, "spec", "forProvider", "addonName")
		if !named {
			continue
		}
		if e.gone {
			delete(there, name)
			continue
		}
		if uid := e.object.GetUID(); there[name] != "" && there[name] != uid {
			t.Errorf("%s was created while another resource of add-on %s was there", keyOf(e.object), name)
		}
		there[name] = e.object.GetUID()
	}
}

// checkFailed returns nil once the claim says that a pool blocks it, and why.
func (l *life) checkFailed(ctx context.Context, pool *unstructured.Unstructured) error {
	s, err := l.status(ctx)
	if err != nil {
		return err
	}
	if s.Phase != kubernetescluster.PhaseFailed || s.Version == nil || cloud.Minor(s.Version.Next) != wrongMinor {
		return errors.Errorf("%s is %s and has the versions %v", l.ref, s.Phase, s.Version)
	}
	for _, b := range s.Blocking {
		if b.Resource == keyOf(pool) && b.Kind == pool.GetKind() && b.Name == pool.GetName() && strings.Contains(b.Message, refusal) {
			return nil
		}
	}
	return errors.Errorf("%s does not say that %s blocks it because %q: %v", l.ref, keyOf(pool), refusal, s.Blocking)
}

// A part of a cluster is asked to have a minor version, and is seen with one.
type part struct {
	asked, seen int
}

func (v versioned) of(u *unstructured.Unstructured) part {
	text := func(path string) string {
		s, _, _ := unstructured.NestedString(u.Object, strings.Split(path, ".")...)
		return s
	}
	seen := cloud.Minor(text(v.seen))
	// What is not asked for stays as it is.
	return part{asked: max(cloud.Minor(text(v.asked)), seen), seen: seen}
}

// parts of a cluster that an object is.
func (a anatomy) parts(u *unstructured.Unstructured) map[string]part {
	out := map[string]part{}
	switch key := keyOf(u); {
	case key == keyControlPlane:
		out[key] = a.controlPlane.of(u)
		if a.system.asked != "" {
			out[keySystemPool] = a.system.of(u)
		}
	case strings.HasPrefix(key, keyPools) && isManaged(u):
		out[key] = a.pool.of(u)
	}
	return out
}

// checkOrder of everything that happened since a revision: the control plane goes up by one minor version at
// a time, once all pools were seen with the one that it has; pools follow one after the
// other, once the control plane was seen with the one that it was asked to have. It returns
// the minor versions that the control plane was seen with.
func (l *life) checkOrder(t *testing.T, begun uint64) []int {
	t.Helper()
	var minors []int
	all := map[string]part{}
	for _, e := range l.journal.since(0) {
		for key, now := range l.parts(e.object) {
			was, known := all[key]
			if e.gone {
				delete(all, key)
				continue
			}
			all[key] = now
			if key == keyControlPlane && now.seen != 0 {
				minors = append(minors, now.seen)
			}
			if e.revision <= begun {
				// This is how it was, and in no order.
				continue
			}
			if known && now.asked != was.asked {
				checkStep(t, key, was, now, all)
			}
			if now.seen > all[keyControlPlane].seen {
				t.Errorf("%s: %s has 1.%d, and is ahead of the control plane: %v", l.ref, key, now.seen, all)
			}
		}
	}
	return slices.Compact(minors)
}

// checkStep of one part, among all of them.
func checkStep(t *testing.T, key string, was, now part, all map[string]part) {
	t.Helper()
	if now.asked != was.asked+1 || was.seen != was.asked {
		t.Errorf("%s has 1.%d, was asked to have 1.%d, and then 1.%d", key, was.seen, was.asked, now.asked)
	}
	for other, p := range all {
		if other == key {
			continue
		}
		if p.seen != p.asked {
			t.Errorf("%s is asked to have 1.%d while %s is on its way from 1.%d to 1.%d", key, now.asked, other, p.seen, p.asked)
		}
		if key == keyControlPlane && p.seen != was.seen {
			t.Errorf("%s is asked to have 1.%d while %s has 1.%d", key, now.asked, other, p.seen)
		}
	}
	if c := all[keyControlPlane]; key != keyControlPlane && now.asked > c.seen {
		t.Errorf("%s is asked to have 1.%d while the control plane has 1.%d", key, now.asked, c.seen)
	}
}

// pools of the claim with a number of nodes, and the most that an autoscaler may make it.
func pools(size string, count, most int) map[string]any {
	main := map[string]any{"name": poolMain, "count": count}
	if size != "" {
		main["size"] = size
	}
	return map[string]any{"nodePools": []any{main, map[string]any{"name": poolWeb, "size": "large", "autoscaling": map[string]any{"min": 3, "max": most}}}}
}

// scale the cluster up and down. What the autoscaler does meanwhile is never taken back.
func (l *life) scale(t *testing.T) {
	t.Helper()
	begun := l.journal.now()
	web := l.resource(t, poolWeb)
	heal := l.suffer(t, web, nil, "drift="+l.autoscaled)
	l.await(t, l.runs(func(s kubernetescluster.Status) error { return checkNodes(s, 3, scaledNodes) }))
	heal()
	if now := l.resource(t, poolWeb).GetGeneration(); now != web.GetGeneration() {
		t.Errorf("the autoscaler did its work, and the pool was asked for something else: generation %d, then %d", web.GetGeneration(), now)
	}
	for _, count := range []int{6, 3} {
		l.world.change(t, l.ref, pools("", count, 9+count))
		l.await(t, l.runs(func(s kubernetescluster.Status) error { return checkNodes(s, count, scaledNodes) }))
	}
	l.journal.checkPhases(t, begun, kubernetescluster.PhaseRunning, kubernetescluster.PhaseScaling, kubernetescluster.PhaseRunning, kubernetescluster.PhaseScaling, kubernetescluster.PhaseRunning)
}

// checkNodes that the two pools have.
func checkNodes(s kubernetescluster.Status, inMain, inWeb int) error {
	for name, want := range map[string]int{poolMain: inMain, poolWeb: inWeb} {
		n, err := poolOf(s, name)
		if err != nil {
			return err
		}
		if n.Nodes != want {
			return errors.Errorf("pool %s has %d nodes and not %d", name, n.Nodes, want)
		}
	}
	return nil
}

// replace a pool by one of another size: the new one is ready before the old one goes.
func (l *life) replace(t *testing.T) {
	t.Helper()
	begun := l.journal.now()
	old := l.resource(t, poolMain)
	l.world.change(t, l.ref, pools("large", 3, 12))
	l.await(t, l.runs(func(s kubernetescluster.Status) error {
		if l.journal.ends()[keyOf(old)] == 0 {
			return errors.Errorf("%s is still there", keyOf(old))
		}
		return checkNodes(s, 3, scaledNodes)
	}))
	next := l.resource(t, poolMain)
	for _, e := range l.journal.since(begun) {
		if keyOf(e.object) == keyOf(next) && e.isReady() {
			break
		}
		if keyOf(e.object) == keyOf(old) && e.object.GetDeletionTimestamp() != nil {
			t.Fatalf("%s goes before %s is ready", keyOf(old), keyOf(next))
		}
	}
	l.journal.checkPhases(t, begun, kubernetescluster.PhaseRunning, kubernetescluster.PhaseScaling, kubernetescluster.PhaseRunning)
}

// remove the cluster. What needs something else goes before it.
func (l *life) remove(t *testing.T) {
	t.Helper()
	all := map[string]bool{}
	for _, e := range l.journal.since(0) {
		if key := keyOf(e.object); !l.journal.isComposite(e) {
			all[key] = true
		}
	}
	l.world.awaitGone(t, l.ref)
	l.await(t, func(context.Context) error {
		ends := l.journal.ends()
		for key := range all {
			if ends[key] == 0 {
				return errors.Errorf("%s is not gone", key)
			}
		}
		return nil
	})
	l.checkEnds(t)
}

// checkEnds of everything: what needs something else goes before it.
func (l *life) checkEnds(t *testing.T) {
	t.Helper()
	ends := l.journal.ends()
	for _, o := range append(l.order, [2]string{keyControlPlane, keyNetwork}) {
		last, found := ends[o[1]], false
		for key, at := range ends {
			if key != o[0] && (o[0] != keyPools || !strings.HasPrefix(key, keyPools)) {
				continue
			}
			found = true
			if at > last {
				t.Errorf("%s went after %s", key, o[1])
			}
		}
		if !found || last == 0 {
			t.Errorf("there was no %s or no %s", o[0], o[1])
		}
	}
}
