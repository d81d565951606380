// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"sync/atomic"

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

	// annotationPaced is on revisions that we paused, and not somebody else.
	annotationPaced = "controlplane.hyperscalar.io/paced"
)

// A resolution of everything that the Configuration depends on.
type resolution struct {
	kube     client.Reader
	packages []packages.Package

	completed atomic.Bool
}

// complete is true once Crossplane knows every package. What becomes of them after that
// does not matter.
func (r *resolution) complete(ctx context.Context) (bool, error) {
	if r.completed.Load() {
		return true, nil
	}
	lock, err := r.lock(ctx)
	if err != nil {
		return false, err
	}
	known := map[string]bool{}
	for _, p := range lock.Packages {
		known[p.Source] = true
	}
	for _, p := range r.packages {
		if !known[packages.Registry+"/"+p.Repository] {
			return false, nil
		}
	}
	r.completed.Store(true)
	return true, nil
}

// knows is true if Crossplane knows the supplied revision and what it depends on.
func (r *resolution) knows(ctx context.Context, revision string) (bool, error) {
	lock, err := r.lock(ctx)
	if err != nil {
		return false, err
	}
	for _, p := range lock.Packages {
		if p.Name == revision {
			return true, nil
		}
	}
	return false, nil
}

func (r *resolution) lock(ctx context.Context) (*pkgv1beta1.Lock, error) {
	l := &pkgv1beta1.Lock{}
	err := r.kube.Get(ctx, client.ObjectKey{Name: lockName}, l)
	return l, errors.Wrap(err, "cannot get the lock of packages")
}

// A pacer pauses revisions that have done what they can until every package is known.
// Crossplane looks for one package after the other, and reads and parses every
// package again each time that it has found one, which is most of what it does while
// it installs.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/#paused
type pacer struct {
	kube client.Client

	// new returns an empty revision of the kind to reconcile.
	new func() pkgv1.PackageRevision

	resolution *resolution
}

// Reconcile the revision of a package.
func (p *pacer) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	rev := p.new()
	if err := p.kube.Get(ctx, req.NamespacedName, rev); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	complete, err := p.resolution.complete(ctx)
	if err != nil {
		return ctrl.Result{}, err
	}
	if complete {
		return ctrl.Result{}, p.resume(ctx, rev)
	}
	known, err := p.resolution.knows(ctx, rev.GetName())
	if err != nil {
		return ctrl.Result{}, err
	}
	if known {
		err = p.pause(ctx, rev)
	}
	return ctrl.Result{RequeueAfter: pollInterval}, err
}

func (p *pacer) pause(ctx context.Context, rev pkgv1.PackageRevision) error {
	if meta.IsPaused(rev) {
		return nil
	}
	was := rev.DeepCopyObject().(client.Object) //nolint:forcetypeassert // A copy has the type of what it copies.
	meta.AddAnnotations(rev, map[string]string{annotationPaced: "true", meta.AnnotationKeyReconciliationPaused: "true"})
	err := p.kube.Patch(ctx, rev, client.MergeFrom(was))
	return errors.Wrapf(client.IgnoreNotFound(err), "cannot pause revision %q", rev.GetName())
}

// resume a revision that we paused.
func (p *pacer) resume(ctx context.Context, rev pkgv1.PackageRevision) error {
	if rev.GetAnnotations()[annotationPaced] == "" {
		return nil
	}
	was := rev.DeepCopyObject().(client.Object) //nolint:forcetypeassert // A copy has the type of what it copies.
	meta.RemoveAnnotations(rev, annotationPaced, meta.AnnotationKeyReconciliationPaused)
	err := p.kube.Patch(ctx, rev, client.MergeFrom(was))
	return errors.Wrapf(client.IgnoreNotFound(err), "cannot resume revision %q", rev.GetName())
}
