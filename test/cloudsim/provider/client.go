// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/manager"

	xpunstructured "github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// A scopedKind is a kind of managed resource in one scope.
type scopedKind struct {
	*cloud.Kind

	cloud *cloud.Cloud
	scope managed.Scope
}

func gvkOf(t managed.Type, s managed.Scope) schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: t.GroupIn(s), Version: t.VersionIn(s), Kind: t.Kind}
}

func (k scopedKind) gvk() schema.GroupVersionKind { return gvkOf(k.Type, k.scope) }

// A kindClient is a client for the managed resources of one kind. It tells what has
// no kind yet which one it is.
type kindClient struct {
	client.Client

	kind  scopedKind
	types func(schema.GroupKind) *managed.Type
}

func newKindClient(c client.Client, k scopedKind, types func(schema.GroupKind) *managed.Type) *kindClient {
	return &kindClient{Client: xpunstructured.NewClient(c), kind: k, types: types}
}

// Get an object.
func (k *kindClient) Get(ctx context.Context, key client.ObjectKey, obj client.Object, opts ...client.GetOption) error {
	if w, ok := obj.(wrapped); ok && w.GetUnstructured().GetKind() == "" {
		w.GetUnstructured().SetGroupVersionKind(k.kind.gvk())
	}
	return k.Client.Get(ctx, key, obj, opts...)
}

// Update an object. Its status stays what it is in memory where the API server has
// none, because that is what decoding an answer into a Go struct comes to.
func (k *kindClient) Update(ctx context.Context, obj client.Object, opts ...client.UpdateOption) error {
	return keepStatus(obj, func() error { return k.Client.Update(ctx, obj, opts...) })
}

// Patch an object. Its status stays, like that of Update.
func (k *kindClient) Patch(ctx context.Context, obj client.Object, patch client.Patch, opts ...client.PatchOption) error {
	return keepStatus(obj, func() error { return k.Client.Patch(ctx, obj, patch, opts...) })
}

func keepStatus(obj client.Object, write func() error) error {
	w, ok := obj.(wrapped)
	if !ok {
		return write()
	}
	before := text(w, "status")
	if err := write(); err != nil {
		return err
	}
	if len(before) > 0 {
		w.GetUnstructured().Object["status"] = map[string]any(text(w, "status").Over(before))
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
