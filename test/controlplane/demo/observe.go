// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"cmp"
	"context"
	"slices"

	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"
)

// A snapshot looks at claims. It lists each kind once, and only the kinds of what
// unready claims compose, because each list reads the database.
type snapshot struct {
	kube  client.Reader
	lists map[schema.GroupVersionKind]map[client.ObjectKey]*unstructured.Unstructured
}

// Observe claims as they are now.
func Observe(ctx context.Context, kube client.Reader, claims []*unstructured.Unstructured) ([]Claim, error) {
	s := &snapshot{kube: kube, lists: map[schema.GroupVersionKind]map[client.ObjectKey]*unstructured.Unstructured{}}
	out := make([]Claim, 0, len(claims))
	for _, u := range claims {
		c, err := s.claim(ctx, u)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

func (s *snapshot) claim(ctx context.Context, wanted *unstructured.Unstructured) (Claim, error) {
	u, err := s.get(ctx, wanted.GroupVersionKind(), client.ObjectKeyFromObject(wanted))
	if err != nil || u == nil {
		return describe(wanted, object{}, object{}, 0), err
	}
	claim, err := parse(u)
	if err != nil {
		return Claim{}, err
	}
	composite := claim
	if ref := claim.Spec.ResourceRef; ref != nil {
		if composite, err = s.object(ctx, ref.kind(), client.ObjectKey{Name: ref.Name}); err != nil {
			return Claim{}, err
		}
	}
	if claim.ready() && len(composite.Status.Blocking)+len(composite.Status.Waiting) == 0 {
		return describe(u, claim, composite, len(composite.composed())), nil
	}
	n, err := s.available(ctx, composite, u.GetNamespace())
	return describe(u, claim, composite, n), err
}

// available resources of a composite. What a namespaced composite composes lives
// in its namespace.
func (s *snapshot) available(ctx context.Context, composite object, namespace string) (int, error) {
	if len(composite.Spec.ResourceRefs) > 0 {
		namespace = ""
	}
	n := 0
	for _, ref := range composite.composed() {
		o, err := s.object(ctx, ref.kind(), client.ObjectKey{Namespace: namespace, Name: ref.Name})
		if err != nil {
			return 0, err
		}
		if o.ready() {
			n++
		}
	}
	return n, nil
}

// object returns an empty one if there is none.
func (s *snapshot) object(ctx context.Context, kind schema.GroupVersionKind, key client.ObjectKey) (object, error) {
	u, err := s.get(ctx, kind, key)
	if err != nil || u == nil {
		return object{}, err
	}
	return parse(u)
}

// get returns nil if there is none.
func (s *snapshot) get(ctx context.Context, kind schema.GroupVersionKind, key client.ObjectKey) (*unstructured.Unstructured, error) {
	if found, ok := s.lists[kind]; ok {
		return found[key], nil
	}
	l := &unstructured.UnstructuredList{}
	l.SetGroupVersionKind(kind)
	if err := s.kube.List(ctx, l); err != nil && !kerrors.IsNotFound(err) {
		return nil, errors.Wrapf(err, "cannot list %s", kind.Kind)
	}
	found := make(map[client.ObjectKey]*unstructured.Unstructured, len(l.Items))
	for i := range l.Items {
		found[client.ObjectKeyFromObject(&l.Items[i])] = &l.Items[i]
	}
	s.lists[kind] = found
	return found[key], nil
}
