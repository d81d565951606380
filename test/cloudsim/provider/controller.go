// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	toolscache "k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/event"

	"github.com/crossplane/crossplane-runtime/v2/pkg/logging"
	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/incluster"
)

// Options of a Controller.
type Options struct {
	// Workers that reconcile at a time.
	Workers int

	// Poll is how often a resource is observed that nothing happens to.
	Poll time.Duration

	// Retry and MaxRetry are how long to wait after the first and after many
	// errors.
	Retry, MaxRetry time.Duration

	// Patience is for how long after it was created nothing is said about a managed
	// resource whose references cannot be resolved. Mostly what it refers to was
	// created together with it, and is there a moment later.
	Patience time.Duration

	// Log of what happens.
	Log logging.Logger
}

// A Controller reconciles the managed resources of every kind that is served.
type Controller struct {
	cache  cache.Cache
	client client.Client
	faults *Faults
	opts   Options

	all     []scopedKind
	types   map[schema.GroupKind]*managed.Type
	queue   workqueue.TypedRateLimitingInterface[item]
	waiters *waiters

	mu      sync.RWMutex
	serving map[schema.GroupVersionKind]*reconciler

	// there are the kinds that were served so far, and configs those of them that
	// are provider configs.
	there   map[schema.GroupVersionKind]bool
	configs map[schema.GroupVersionKind]*configReconciler
}

// NewController returns a controller of the kinds of the supplied clouds, and of what is
// in the clusters that these have. It serves none before it is told to.
func NewController(ca cache.Cache, c client.Client, clouds []*cloud.Cloud, clusters *incluster.Clusters, fs *Faults, o Options) *Controller {
	ct := &Controller{
		cache:   ca,
		client:  c,
		faults:  fs,
		opts:    o,
		types:   map[schema.GroupKind]*managed.Type{},
		waiters: &waiters{groups: map[string]map[item]schema.GroupKind{}},
		serving: map[schema.GroupVersionKind]*reconciler{},
		there:   map[schema.GroupVersionKind]bool{},
		configs: map[schema.GroupVersionKind]*configReconciler{},
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[item](o.Retry, o.MaxRetry)),
	}
	for _, cl := range clouds {
		ct.add(scopedKind{cloud: cl})
	}
	// Clusters come before what is in them when everything is restored.
	ct.add(scopedKind{cloud: clusters.Cloud, clusters: clusters})
	return ct
}

// add every kind of a cloud, in both scopes.
func (c *Controller) add(like scopedKind) {
	for _, k := range like.cloud.Kinds() {
		c.types[schema.GroupKind{Group: k.Group, Kind: k.Kind}] = &k.Type
		for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
			like.Kind, like.scope = k, s
			c.all = append(c.all, like)
		}
	}
}

// Lookup the kind of managed resource of a CustomResourceDefinition. It returns
// false if it is none of ours.
func (c *Controller) Lookup(crd string) (schema.GroupVersionKind, bool) {
	for _, k := range c.all {
		if k.CRDIn(k.scope) == crd {
			return k.gvk(), true
		}
	}
	for _, k := range configKinds() {
		if gvk, ok := k.crds()[crd]; ok {
			return gvk, true
		}
	}
	return schema.GroupVersionKind{}, false
}

// Serve kinds. Those that exist already are restored first, all of them, because
// clouds refuse things for the sake of others.
func (c *Controller) Serve(ctx context.Context, kinds []schema.GroupVersionKind) error {
	var fresh []*reconciler
	for _, k := range c.all {
		for _, gvk := range kinds {
			if k.gvk() != gvk || c.reconcilerOf(gvk) != nil {
				continue
			}
			r, err := newReconciler(c.client, k, c.typeOf, c.faults, c.opts)
			if err != nil {
				return err
			}
			fresh = append(fresh, r)
		}
	}
	if err := c.sync(ctx, fresh); err != nil {
		return err
	}
	for _, r := range fresh {
		if err := c.watch(ctx, r); err != nil {
			return err
		}
	}
	return c.serveConfigs(ctx, kinds)
}

// serveConfigs serves those of the kinds that are provider configs, once there are usages
// of them, too.
func (c *Controller) serveConfigs(ctx context.Context, kinds []schema.GroupVersionKind) error {
	c.mu.Lock()
	for _, k := range kinds {
		c.there[k] = true
	}
	var fresh []configKind
	for _, k := range configKinds() {
		if c.there[k.GroupVersionKind] && c.there[k.usage] && c.configs[k.GroupVersionKind] == nil {
			fresh = append(fresh, k)
		}
	}
	c.mu.Unlock()
	for _, k := range fresh {
		r, err := newConfigReconciler(c.client, k)
		if err != nil {
			return err
		}
		c.mu.Lock()
		c.configs[k.GroupVersionKind] = r
		c.mu.Unlock()
		for _, gvk := range []schema.GroupVersionKind{k.GroupVersionKind, k.usage} {
			informer, err := c.cache.GetInformer(ctx, emptyOf(gvk))
			if err != nil {
				return errors.Wrapf(err, "cannot watch %s", gvk)
			}
			if _, err := informer.AddEventHandler(c.configEvents(k)); err != nil {
				return errors.Wrapf(err, "cannot watch %s", gvk)
			}
		}
	}
	return nil
}

// configEvents reconciles the provider configs of a kind when they or their usages change.
func (c *Controller) configEvents(k configKind) toolscache.ResourceEventHandler {
	enqueue := func(obj any) {
		if d, ok := obj.(toolscache.DeletedFinalStateUnknown); ok {
			obj = d.Obj
		}
		u, ok := obj.(*unstructured.Unstructured)
		if !ok {
			return
		}
		key, used := k.uses(u)
		if u.GroupVersionKind() == k.GroupVersionKind {
			key, used = client.ObjectKeyFromObject(u), true
		}
		if used {
			c.queue.Add(item{gvk: k.GroupVersionKind, key: key})
		}
	}
	return toolscache.ResourceEventHandlerFuncs{AddFunc: enqueue, UpdateFunc: func(_, obj any) { enqueue(obj) }, DeleteFunc: enqueue}
}

func (c *Controller) reconcileConfig(ctx context.Context, i item) {
	c.mu.RLock()
	r := c.configs[i.gvk]
	c.mu.RUnlock()
	if r == nil {
		return
	}
	result, err := r.reconcile(ctx, i.key)
	if err != nil || result.RequeueAfter > 0 {
		c.queue.AddRateLimited(i)
		return
	}
	c.queue.Forget(i)
}

func (c *Controller) typeOf(gk schema.GroupKind) *managed.Type { return c.types[gk] }

func (c *Controller) reconcilerOf(gvk schema.GroupVersionKind) *reconciler {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.serving[gvk]
}

// sync the caches of kinds, and restore what is in them.
func (c *Controller) sync(ctx context.Context, rs []*reconciler) error {
	wg, errs := sync.WaitGroup{}, make([]error, len(rs))
	for i, r := range rs {
		wg.Go(func() {
			_, err := c.cache.GetInformer(ctx, objectOf(r))
			errs[i] = errors.Wrapf(err, "cannot watch %s", r.kind.gvk())
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, r := range rs {
		err := c.each(ctx, r, func(w wrapped) { r.restore(ctx, w) })
		if err != nil {
			return err
		}
	}
	return nil
}

func objectOf(r *reconciler) *unstructured.Unstructured { return emptyOf(r.kind.gvk()) }

func emptyOf(gvk schema.GroupVersionKind) *unstructured.Unstructured {
	u := &unstructured.Unstructured{}
	u.SetGroupVersionKind(gvk)
	return u
}

// each calls a function with every managed resource of a kind.
func (c *Controller) each(ctx context.Context, r *reconciler, do func(wrapped)) error {
	l := &unstructured.UnstructuredList{}
	gvk := r.kind.gvk()
	l.SetGroupVersionKind(gvk.GroupVersion().WithKind(gvk.Kind + "List"))
	if err := c.client.List(ctx, l); err != nil {
		return errors.Wrapf(err, "cannot list %s", gvk)
	}
	for _, u := range l.Items {
		do(wrap(u, r.kind.scope))
	}
	return nil
}

func (c *Controller) watch(ctx context.Context, r *reconciler) error {
	c.mu.Lock()
	c.serving[r.kind.gvk()] = r
	c.mu.Unlock()
	informer, err := c.cache.GetInformer(ctx, objectOf(r))
	if err != nil {
		return errors.Wrapf(err, "cannot watch %s", r.kind.gvk())
	}
	_, err = informer.AddEventHandler(&events{controller: c, reconciler: r})
	return errors.Wrapf(err, "cannot watch %s", r.kind.gvk())
}

// Forget a kind whose CustomResourceDefinition is gone.
func (c *Controller) Forget(ctx context.Context, gvk schema.GroupVersionKind) error {
	c.mu.Lock()
	known := c.serving[gvk] != nil || c.there[gvk]
	delete(c.serving, gvk)
	delete(c.there, gvk)
	for _, k := range configKinds() {
		if k.GroupVersionKind == gvk || k.usage == gvk {
			delete(c.configs, k.GroupVersionKind)
		}
	}
	c.mu.Unlock()
	if !known {
		return nil
	}
	return errors.Wrapf(c.cache.RemoveInformer(ctx, emptyOf(gvk)), "cannot stop to watch %s", gvk)
}

// Serves is true if a kind is served.
func (c *Controller) Serves(gvk schema.GroupVersionKind) bool { return c.reconcilerOf(gvk) != nil }

// Serving is how many kinds are served.
func (c *Controller) Serving() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.serving)
}

// SetFaults sets the rules of what goes wrong, and has everything reconciled.
func (c *Controller) SetFaults(ctx context.Context, rules []Rule) error {
	c.faults.Set(rules)
	c.mu.RLock()
	defer c.mu.RUnlock()
	for gvk, r := range c.serving {
		err := c.each(ctx, r, func(w wrapped) {
			c.queue.Add(item{gvk: gvk, key: client.ObjectKeyFromObject(w)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Run until the context is done.
func (c *Controller) Run(ctx context.Context) {
	wg := sync.WaitGroup{}
	for range c.opts.Workers {
		wg.Go(func() {
			for c.next(ctx) {
			}
		})
	}
	<-ctx.Done()
	c.queue.ShutDown()
	wg.Wait()
}

// next reconciles the next managed resource. It returns false when there is none
// any more.
func (c *Controller) next(ctx context.Context) bool {
	i, shutdown := c.queue.Get()
	if shutdown {
		return false
	}
	defer c.queue.Done(i)
	if r := c.reconcilerOf(i.gvk); r != nil {
		c.reconcile(ctx, r, i)
		return true
	}
	c.reconcileConfig(ctx, i)
	return true
}

func (c *Controller) reconcile(ctx context.Context, r *reconciler, i item) {
	result, o, err := r.reconcile(ctx, i.key)
	if err != nil {
		c.opts.Log.Info("Cannot reconcile", "kind", i.gvk.Kind, "name", i.key.String(), "error", err)
	}
	u := objectOf(r)
	if getErr := c.client.Get(ctx, i.key, u); getErr != nil {
		c.queue.Forget(i)
		return
	}
	group := groupOf(u)
	switch {
	case !o.until.IsZero():
		c.settle(group, i, time.Until(o.until))
	case o.again:
		c.settle(group, i, 0)
	case o.frozen:
		c.waiters.done(group, i)
	case err != nil || result.Requeue: //nolint:staticcheck // The managed reconciler of Crossplane uses it.
		c.waiters.wait(group, i, o.waitsFor)
		c.queue.AddRateLimited(i)
	default:
		c.settle(group, i, result.RequeueAfter)
	}
}

// settle a managed resource that went well. It is reconciled again after a while.
func (c *Controller) settle(group string, i item, after time.Duration) {
	c.waiters.done(group, i)
	c.queue.Forget(i)
	if after <= 0 {
		c.queue.Add(i)
		return
	}
	c.queue.AddAfter(i, after)
}

// events of the managed resources of one kind.
type events struct {
	controller *Controller
	reconciler *reconciler
}

var _ toolscache.ResourceEventHandler = &events{}

func (e *events) item(u *unstructured.Unstructured) item {
	return item{gvk: e.reconciler.kind.gvk(), key: client.ObjectKeyFromObject(u)}
}

// OnAdd reconciles a managed resource.
func (e *events) OnAdd(obj any, _ bool) {
	if u, ok := obj.(*unstructured.Unstructured); ok {
		e.controller.queue.Add(e.item(u))
		e.news(u)
	}
}

// OnUpdate reconciles a managed resource whose desired state changed, like the
// providers do, and those that waited for it.
func (e *events) OnUpdate(before, after any) {
	b, bok := before.(*unstructured.Unstructured)
	a, aok := after.(*unstructured.Unstructured)
	if !bok || !aok {
		return
	}
	desired := resource.DesiredStateChanged().Update(event.UpdateEvent{ObjectOld: b, ObjectNew: a})
	if desired || len(b.GetFinalizers()) != len(a.GetFinalizers()) {
		e.controller.queue.Add(e.item(a))
	}
	if progress(b) != progress(a) {
		e.news(a)
	}
}

// progress of a managed resource, as far as others may wait for it.
func progress(u *unstructured.Unstructured) string {
	w := wrap(*u, managed.ScopeCluster)
	id := text(w, "status", "atProvider").String("id")
	return meta.GetExternalName(u) + "/" + id + "/" + string(w.GetCondition("Ready").Status)
}

// OnDelete leaves a resource that was not deleted to whoever finds it.
func (e *events) OnDelete(obj any) {
	if d, ok := obj.(toolscache.DeletedFinalStateUnknown); ok {
		obj = d.Obj
	}
	if u, ok := obj.(*unstructured.Unstructured); ok {
		e.reconciler.kind.cloud.Release(string(u.GetUID()))
		e.news(u)
	}
}

func (e *events) news(u *unstructured.Unstructured) {
	k := e.reconciler.kind
	for _, i := range e.controller.waiters.news(groupOf(u), schema.GroupKind{Group: k.Group, Kind: k.Kind.Kind}) {
		e.controller.queue.Add(i)
	}
}
