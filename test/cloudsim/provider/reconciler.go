// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"

	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpmanaged "github.com/crossplane/crossplane-runtime/v2/pkg/reconciler/managed"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// A reconciler reconciles the managed resources of one kind in one scope.
type reconciler struct {
	*kindClient

	runtime *xpmanaged.Reconciler
}

func newReconciler(c client.Client, k scopedKind, types func(schema.GroupKind) *managed.Type, fs *Faults, o Options) (*reconciler, error) {
	kc := newKindClient(c, k, types)
	kc.patience = o.Patience
	m, err := newKindManager(kc, k)
	if err != nil {
		return nil, err
	}
	opts := []xpmanaged.ReconcilerOption{
		xpmanaged.WithExternalConnector(kc.connector(fs)),
		xpmanaged.WithManagementPolicies(),
		xpmanaged.WithPollInterval(o.Poll),
		// Clouds show at once what was created, and a resource that vanishes
		// shall be missed at once.
		xpmanaged.WithCreationGracePeriod(0),
		// Every id is derived from the UID of the managed resource.
		xpmanaged.WithDeterministicExternalName(true),
	}
	if k.Naming != cloud.Given {
		opts = append(opts, xpmanaged.WithInitializers())
	}
	return &reconciler{kindClient: kc, runtime: xpmanaged.NewReconciler(m, resource.ManagedKind(k.gvk()), opts...)}, nil
}

func (k *kindClient) connector(fs *Faults) xpmanaged.ExternalConnector {
	if k.kind.clusters != nil {
		return &clusterConnector{kindClient: k, faults: fs}
	}
	return &connector{kindClient: k, faults: fs}
}

// reconcile one managed resource.
func (r *reconciler) reconcile(ctx context.Context, key client.ObjectKey) (reconcile.Result, *outcome, error) {
	ctx, o := withOutcome(ctx)
	result, err := r.runtime.Reconcile(ctx, reconcile.Request{NamespacedName: key})
	if err != nil {
		return result, o, err
	}
	err = o.draft.flush(ctx, r.Client)
	if kerrors.IsConflict(err) {
		// Somebody else was faster.
		return reconcile.Result{Requeue: true}, o, nil
	}
	return result, o, client.IgnoreNotFound(err)
}

// restore what a managed resource was observed to have before we were started.
func (r *reconciler) restore(ctx context.Context, w wrapped) {
	at := text(w, "status", "atProvider")
	_, created := w.GetAnnotations()[meta.AnnotationKeyExternalCreateSucceeded]
	if !created && at.String("id") == "" {
		return
	}
	account, spec, err := r.account(ctx, w)
	if err != nil {
		return
	}
	if want := r.wanted(w, account, spec); !want.ObserveOnly {
		r.kind.cloud.Restore(want, at)
	}
}
