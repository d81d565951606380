// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"

	"github.com/go-logr/logr"
	"k8s.io/apimachinery/pkg/api/equality"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	ctrlconfig "sigs.k8s.io/controller-runtime/pkg/config"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	"github.com/crossplane/function-sdk-go/errors"
)

// A packageRuntime tells Crossplane where the programs of packages run. Crossplane
// would create a Deployment for each and look that up; told that the runtime is
// External, it waits for somebody else to write the same into the status of the
// package's revision.
type packageRuntime struct {
	kube client.Client

	// new returns an empty revision of the kind to reconcile.
	new func() pkgv1.PackageRevisionWithRuntime

	// endpoints of the functions, by the name of their package.
	endpoints map[string]string

	resolution *resolution
}

// runPackages for as long as the context lasts.
func (s *supervisor) runPackages(ctx context.Context) error {
	ctrl.SetLogger(logr.Discard())
	mgr, err := ctrl.NewManager(s.rest, ctrl.Options{
		Scheme:                 s.kube.Scheme(),
		Metrics:                server.Options{BindAddress: "0"},
		HealthProbeBindAddress: "0",
		Controller:             ctrlconfig.Controller{SkipNameValidation: new(true)},
	})
	if err != nil {
		return errors.Wrap(err, "cannot create controller manager")
	}
	s.resolution = &resolution{kube: mgr.GetClient(), packages: s.packages, idle: s.packageManagerIdle}
	for _, n := range []func() pkgv1.PackageRevisionWithRuntime{
		func() pkgv1.PackageRevisionWithRuntime { return &pkgv1.FunctionRevision{} },
		func() pkgv1.PackageRevisionWithRuntime { return &pkgv1.ProviderRevision{} },
	} {
		r := &packageRuntime{kube: mgr.GetClient(), new: n, endpoints: s.endpoints, resolution: s.resolution}
		if err := ctrl.NewControllerManagedBy(mgr).For(n()).Complete(r); err != nil {
			return errors.Wrap(err, "cannot create controller")
		}
	}
	for _, p := range pacers(mgr.GetClient(), s.resolution) {
		if err := ctrl.NewControllerManagedBy(mgr).For(p.new()).Complete(p); err != nil {
			return errors.Wrap(err, "cannot create controller")
		}
	}
	go s.resolution.follow(ctx)
	go func() {
		if err := mgr.Start(ctx); err != nil {
			s.logf("the package runtime ended: %v", err)
		}
	}()
	return nil
}

// Reconcile the revision of a package.
func (r *packageRuntime) Reconcile(ctx context.Context, req ctrl.Request) (ctrl.Result, error) {
	rev := r.new()
	if err := r.kube.Get(ctx, req.NamespacedName, rev); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	if meta.IsPaused(rev) {
		// Crossplane forgets what was said of it as soon as it goes on, of which we are
		// told.
		return ctrl.Result{}, nil
	}
	if !started(rev) {
		// Crossplane installs what a package carries once it runs, and all over
		// again for each package that is found to be needed after that.
		if !r.resolution.isComplete() {
			return ctrl.Result{RequeueAfter: pollInterval}, nil
		}
	}
	was := rev.DeepCopyObject().(client.Object) //nolint:forcetypeassert // A copy has the type of what it copies.
	if err := r.run(rev); err != nil {
		return ctrl.Result{}, err
	}
	if equality.Semantic.DeepEqual(was, rev) {
		return ctrl.Result{}, nil
	}
	// Crossplane writes to the same status. When it was first we are told to
	// look again.
	err := r.kube.Status().Patch(ctx, rev, client.MergeFromWithOptions(was, client.MergeFromWithOptimisticLock{}))
	return ctrl.Result{}, errors.Wrapf(client.IgnoreNotFound(err), "cannot update the status of revision %q", rev.GetName())
}

// started is true for a revision that runs, and for those that carry nothing but a
// program.
func started(rev pkgv1.PackageRevisionWithRuntime) bool {
	_, isProvider := rev.(*pkgv1.ProviderRevision)
	return !isProvider || rev.GetObservedTLSServerSecretName() != nil
}

// run writes down where the program of a revision runs.
func (r *packageRuntime) run(rev pkgv1.PackageRevisionWithRuntime) error {
	name := rev.GetLabels()[pkgv1.LabelParentPackage]
	switch rev := rev.(type) {
	case *pkgv1.FunctionRevision:
		endpoint, ok := r.endpoints[name]
		if !ok {
			return errors.Errorf("cannot run function %q: there is no program for it", name)
		}
		rev.Status.Endpoint = endpoint
		rev.Status.TLSServerSecretName = new(secretFunctions)
	case *pkgv1.ProviderRevision:
		rev.Status.TLSServerSecretName = new(secretFunctions)
	}
	if c := rev.GetCondition(pkgv1.TypeRuntimeHealthy); c.Status != "True" {
		rev.SetConditions(pkgv1.RuntimeHealthy())
	}
	return nil
}
