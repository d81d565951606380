// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/manager"

	xpunstructured "github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/incluster"
)

// A scopedKind is a kind of managed resource in one scope.
type scopedKind struct {
	*cloud.Kind

	cloud *cloud.Cloud
	scope managed.Scope

	// clusters are where the managed resources are, if they are not at a cloud.
	clusters *incluster.Clusters
}

func gvkOf(t managed.Type, s managed.Scope) schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: t.GroupIn(s), Version: t.VersionIn(s), Kind: t.Kind}
}

func (k scopedKind) gvk() schema.GroupVersionKind { return gvkOf(k.Type, k.scope) }

// A kindClient is a client for the managed resources of one kind. It tells what has
// no kind yet which one it is.
type kindClient struct {
	client.Client

	kind     scopedKind
	types    func(schema.GroupKind) *managed.Type
	patience time.Duration
}

func newKindClient(c client.Client, k scopedKind, types func(schema.GroupKind) *managed.Type) *kindClient {
	return &kindClient{Client: xpunstructured.NewClient(c), kind: k, types: types}
}

// Get an object.
func (k *kindClient) Get(ctx context.Context, key client.ObjectKey, obj client.Object, opts ...client.GetOption) error {
	w, ok := obj.(wrapped)
	if !ok {
		return k.Client.Get(ctx, key, obj, opts...)
	}
	if w.GetUnstructured().GetKind() == "" {
		w.GetUnstructured().SetGroupVersionKind(k.kind.gvk())
	}
	if err := k.Client.Get(ctx, key, obj, opts...); err != nil {
		return err
	}
	outcomeOf(ctx).draft.read(w)
	return nil
}

// Update an object: a managed resource later, see draft.
func (k *kindClient) Update(ctx context.Context, obj client.Object, opts ...client.UpdateOption) error {
	d := &outcomeOf(ctx).draft
	w, ok := obj.(wrapped)
	if !ok || !d.about(w) {
		return k.Client.Update(ctx, obj, opts...)
	}
	return d.update(ctx, k.Client, w)
}

// Patch an object: a managed resource, whose references were resolved, at once, because
// with server-side apply it matters who writes what.
func (k *kindClient) Patch(ctx context.Context, obj client.Object, patch client.Patch, opts ...client.PatchOption) error {
	d := &outcomeOf(ctx).draft
	w, ok := obj.(wrapped)
	if !ok || !d.about(w) {
		return k.Client.Patch(ctx, obj, patch, opts...)
	}
	if err := d.flush(ctx, k.Client); err != nil {
		return err
	}
	return d.write(w, func() error { return k.Client.Patch(ctx, obj, patch, opts...) })
}

// Status returns what writes the status of objects.
func (k *kindClient) Status() client.SubResourceWriter {
	return &statusWriter{SubResourceWriter: k.Client.Status(), client: k.Client, patience: k.patience}
}

// keepStatus of a managed resource that is written. It stays what it is in memory, which
// is what is written next, whatever the API server answers.
func keepStatus(w wrapped, write func() error) error {
	before := text(w, "status")
	if err := write(); err != nil {
		return err
	}
	if len(before) > 0 {
		w.GetUnstructured().Object["status"] = map[string]any(before)
	}
	return nil
}

// A kindManager is what is needed of a manager to make a reconciler for one kind.
type kindManager struct {
	manager.Manager

	client client.Client
	scheme *runtime.Scheme
}

func newKindManager(c client.Client, k scopedKind) (kindManager, error) {
	s, err := newScheme()
	if err != nil {
		return kindManager{}, err
	}
	var empty runtime.Object = &clusterManaged{}
	if k.scope == managed.ScopeNamespaced {
		empty = &namespacedManaged{}
	}
	s.AddKnownTypeWithName(k.gvk(), empty)
	return kindManager{client: c, scheme: s}, nil
}

func newScheme() (*runtime.Scheme, error) {
	s := runtime.NewScheme()
	return s, errors.Wrap(corev1.AddToScheme(s), "cannot register core types")
}

// GetClient returns the client of the kind.
func (m kindManager) GetClient() client.Client { return m.client }

// GetScheme returns a scheme in which the kind is known.
func (m kindManager) GetScheme() *runtime.Scheme { return m.scheme }
