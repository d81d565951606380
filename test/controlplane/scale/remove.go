// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package scale

import (
	"context"
	"fmt"
	"time"

	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
)

const compositeKind = "XNetwork"

type references struct {
	Spec struct {
		ResourceRefs []reference `json:"resourceRefs"`
		Crossplane   struct {
			ResourceRefs []reference `json:"resourceRefs"`
		} `json:"crossplane"`
	} `json:"spec"`
}

type reference struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
}

// remove the claims, and return how long it took until nothing was left.
func (r *run) remove(ctx context.Context) (time.Duration, error) {
	kinds, err := r.composed(ctx)
	if err != nil {
		return 0, err
	}
	claim := &unstructured.Unstructured{}
	claim.SetGroupVersionKind(claimKind())
	begun := time.Now()
	if err := r.Kube.DeleteAllOf(ctx, claim, client.InNamespace(Namespace)); err != nil {
		return 0, errors.Wrap(err, "cannot delete claims")
	}
	for i, k := range kinds {
		if err := r.gone(ctx, k); err != nil {
			return 0, err
		}
		_, _ = fmt.Fprintf(r.Out, "%8s  %d of %d kinds are gone\n", seconds(time.Since(begun)), i+1, len(kinds))
	}
	return time.Since(begun), nil
}

// composed returns every kind that there is something of, the claims first.
func (r *run) composed(ctx context.Context) ([]schema.GroupVersionKind, error) {
	kinds := []schema.GroupVersionKind{claimKind()}
	if r.Flavour != flavour.Native {
		kinds = append(kinds, claimKind().GroupVersion().WithKind(compositeKind))
	}
	l := &unstructured.UnstructuredList{}
	l.SetGroupVersionKind(kinds[len(kinds)-1])
	if err := r.Kube.List(ctx, l, r.selector(kinds[len(kinds)-1])...); err != nil {
		return nil, errors.Wrap(err, "cannot list composites")
	}
	seen := map[schema.GroupVersionKind]bool{}
	for i := range l.Items {
		refs := references{}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(l.Items[i].Object, &refs); err != nil {
			return nil, errors.Wrapf(err, "cannot parse composite %q", l.Items[i].GetName())
		}
		for _, ref := range append(refs.Spec.ResourceRefs, refs.Spec.Crossplane.ResourceRefs...) {
			k := schema.FromAPIVersionAndKind(ref.APIVersion, ref.Kind)
			if !seen[k] {
				seen[k] = true
				kinds = append(kinds, k)
			}
		}
	}
	return kinds, nil
}

// selector of what is ours of a kind.
func (r *run) selector(k schema.GroupVersionKind) []client.ListOption {
	if k == claimKind() {
		return []client.ListOption{client.InNamespace(Namespace)}
	}
	return ours(r.Flavour)
}

// gone returns when nothing is left of a kind.
func (r *run) gone(ctx context.Context, k schema.GroupVersionKind) error {
	left := 0
	for {
		l := &metav1.PartialObjectMetadataList{}
		l.SetGroupVersionKind(k)
		err := r.Kube.List(ctx, l, r.selector(k)...)
		if kerrors.IsNotFound(err) || err == nil && len(l.Items) == 0 {
			return nil
		}
		if err == nil {
			left = len(l.Items)
		}
		select {
		case <-ctx.Done():
			return errors.Errorf("%d of the kind %s are left", left, k.Kind)
		case <-time.After(interval):
		}
	}
}
