// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"slices"
	"sync"

	corev1 "k8s.io/api/core/v1"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	pkgv1beta1 "github.com/crossplane/crossplane/apis/v2/pkg/v1beta1"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
)

const (
	lockName = "lock"

	// annotationPaced is on what we paused, and not somebody else.
	annotationPaced = "controlplane.hyperscalar.io/paced"

	// quietTicks is how often in a row nothing must be done before it is believed that
	// nothing will: what was written last may not have been noticed yet.
	quietTicks = 2
)

// A resolution of everything that the Configuration depends on. Its stages are never
// left again: what becomes of packages after them does not matter.
type resolution struct {
	kube     client.Reader
	packages []packages.Package

	// idle is true while the package manager has nothing to do.
	idle func(ctx context.Context) (bool, error)

	mu          sync.Mutex
	lock        *pkgv1beta1.Lock
	quiet       calm
	complete    bool
	established bool
}

// A calm is how often in a row nothing was done.
type calm int

// lasts is true if nothing was done for long enough, now that it is known whether something is.
func (c *calm) lasts(idle bool) bool {
	if !idle {
		*c = 0
		return false
	}
	*c++
	return *c >= quietTicks
}

// follow the resolution for as long as the context lasts.
func (r *resolution) follow(ctx context.Context) {
	// What fails now may not fail later: Crossplane may not run yet.
	_ = poll(ctx, func() error {
		if err := r.advance(ctx); err != nil {
			return err
		}
		return r.awaitEstablished()
	})
}

// advance to the stage that has been reached. Where every package is known from the beginning
// an earlier run has established them, and those that have changed are not to be held up.
func (r *resolution) advance(ctx context.Context) error {
	l := &pkgv1beta1.Lock{}
	if err := r.kube.Get(ctx, client.ObjectKey{Name: lockName}, l); client.IgnoreNotFound(err) != nil {
		return errors.Wrap(err, "cannot get the lock of packages")
	}
	complete := !slices.ContainsFunc(r.packages, func(p packages.Package) bool { return !locks(l, p) })
	quiet := false
	if complete {
		var err error
		if quiet, err = r.isQuiet(ctx); err != nil {
			return err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.lock == nil
	r.lock = l
	r.complete = r.complete || complete
	r.established = r.quiet.lasts(quiet) || r.established || first && complete
	return nil
}

// isQuiet is true if every package that the Configuration depends on is healthy, and
// nothing is done about any of them.
func (r *resolution) isQuiet(ctx context.Context) (bool, error) {
	revs, err := activeRevisions(ctx, r.kube)
	if err != nil {
		return false, err
	}
	// The first is the Configuration.
	for _, p := range r.packages[1:] {
		rev, ok := revs[p.Name()]
		if !ok || pkgv1.PackageHealth(rev).Status != corev1.ConditionTrue {
			return false, nil
		}
	}
	return r.idle(ctx)
}

// isComplete is true once Crossplane knows every package.
func (r *resolution) isComplete() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.complete
}

// isEstablished is true once every package that the Configuration depends on is
// established, and Crossplane has nothing more to do about them.
func (r *resolution) isEstablished() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.established
}

// awaitEstablished returns nil once isEstablished.
func (r *resolution) awaitEstablished() error {
	if !r.isEstablished() {
		return errors.New("packages are not established yet")
	}
	return nil
}

// knowsPackage is true if Crossplane knows the package with the supplied name.
func (r *resolution) knowsPackage(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.packages, func(p packages.Package) bool { return p.Name() == name && locks(r.lock, p) })
}

// knowsRevision is true if Crossplane knows the revision with the supplied name and what it
// depends on.
func (r *resolution) knowsRevision(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lock != nil && slices.ContainsFunc(r.lock.Packages, func(p pkgv1beta1.LockPackage) bool { return p.Name == name })
}

func locks(l *pkgv1beta1.Lock, p packages.Package) bool {
	return l != nil && slices.ContainsFunc(l.Packages, func(lp pkgv1beta1.LockPackage) bool { return lp.Source == packages.Registry+"/"+p.Repository })
}

// A pacer pauses packages and their revisions while there is nothing that they could do.
// Crossplane looks for one package after the other, and reads and parses every package
// again each time that it has found one or that a revision has changed, which is most of
// what it does while it installs.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/#paused
type pacer struct {
	kube client.Client

	// new returns an empty object of the kind to reconcile.
	new func() client.Object

	// known is true once the object with the supplied name has done what it can for
	// now.
	known func(name string) bool

	// until is true once the object can go on.
	until func() bool
}

// pacers of everything that is installed. Providers and functions are established once
// everything is resolved. The Configuration follows when they are: as it defines the
// composites and activates the managed resources, all of them would be written over and
// over again while providers are still established.
func pacers(kube client.Client, r *resolution) []*pacer {
	return []*pacer{
		{kube: kube, new: func() client.Object { return &pkgv1.ConfigurationRevision{} }, known: r.knowsRevision, until: r.isEstablished},
		{kube: kube, new: func() client.Object { return &pkgv1.FunctionRevision{} }, known: r.knowsRevision, until: r.isComplete},
		{kube: kube, new: func() client.Object { return &pkgv1.ProviderRevision{} }, known: r.knowsRevision, until: r.isComplete},
		{kube: kube, new: func() client.Object { return &pkgv1.Function{} }, known: r.knowsPackage, until: r.isEstablished},
		{kube: kube, new: func() client.Object { return &pkgv1.Provider{} }, known: r.knowsPackage, until: r.isEstablished},
	}
}

// Reconcile a package or the revision of one.
func (p *pacer) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	o := p.new()
	if err := p.kube.Get(ctx, req.NamespacedName, o); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if p.until() {
		return ctrl.Result{}, p.resume(ctx, o)
	}
	if !p.known(o.GetName()) {
		return ctrl.Result{RequeueAfter: pollInterval}, nil
	}
	return ctrl.Result{RequeueAfter: pollInterval}, p.pause(ctx, o)
}

func (p *pacer) pause(ctx context.Context, o client.Object) error {
	if meta.IsPaused(o) {
		return nil
	}
	was := o.DeepCopyObject().(client.Object) //nolint:forcetypeassert // A copy has the type of what it copies.
	meta.AddAnnotations(o, map[string]string{annotationPaced: "true", meta.AnnotationKeyReconciliationPaused: "true"})
	err := p.kube.Patch(ctx, o, client.MergeFrom(was))
	return errors.Wrapf(client.IgnoreNotFound(err), "cannot pause %q", o.GetName())
}

// resume what we paused.
func (p *pacer) resume(ctx context.Context, o client.Object) error {
	if o.GetAnnotations()[annotationPaced] == "" {
		return nil
	}
	was := o.DeepCopyObject().(client.Object) //nolint:forcetypeassert // A copy has the type of what it copies.
	meta.RemoveAnnotations(o, annotationPaced, meta.AnnotationKeyReconciliationPaused)
	err := p.kube.Patch(ctx, o, client.MergeFrom(was))
	return errors.Wrapf(client.IgnoreNotFound(err), "cannot resume %q", o.GetName())
}
