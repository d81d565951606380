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

// A snapshot looks at claims and their composites. It lists each kind once, because each
// list costs what it is meant to watch. Of what composites compose it believes what
// they say themselves.
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
		return describe(wanted, object{}, object{}), err
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
	return describe(u, claim, composite), nil
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
