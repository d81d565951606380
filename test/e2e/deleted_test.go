// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// A leftover is a resource at a cloud that nobody manages.
type leftover struct {
	Kind cloud.Name
	ID   string
}

// testDeleted deletes every claim at once. The simulated clouds refuse to delete what is
// in use, so that nothing would ever be gone in an illegal order. Only what was there
// before is left, what claims said to leave, and what belongs to others as well.
func (w *world) testDeleted(t *testing.T) {
	rs := w.claims(t)
	w.release(t, rs)
	want, shared := w.leftovers(t)
	all := w.everything(t)
	kinds := map[schema.GroupVersionKind]bool{}
	for _, u := range all {
		kinds[u.GroupVersionKind()] = true
	}
	s := w.snapshot()
	for _, r := range rs {
		if c, err := s.claim(t.Context(), r); err == nil {
			kinds[c.composite.GroupVersionKind()] = true
		}
		kinds[r.GroupVersionKind] = true
	}
	w.remove(t, rs...)
	w.await(t, func(ctx context.Context) error { return w.gone(ctx, kinds, all) }, rs...)
	w.await(t, func(context.Context) error {
		left, err := w.plane.Resources()
		if err != nil {
			return err
		}
		got := map[leftover]bool{}
		for _, r := range left {
			if l := (leftover{r.Kind, r.ID}); want[l] || !shared[l] {
				got[l] = true
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			return errors.Errorf("what is left at the clouds: -want, +got:\n%s", diff)
		}
		return nil
	})
}

// release claims that are protected from being deleted by mistake.
func (w *world) release(t *testing.T, rs []ref) {
	t.Helper()
	s, released := w.snapshot(), []ref(nil)
	for _, r := range rs {
		c, err := s.claim(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		d, err := detailOf(r.Kind)
		if err != nil {
			t.Fatal(err)
		}
		if d.released == nil {
			continue
		}
		w.change(t, r, d.released(parameters(c.object)))
		released = append(released, r)
	}
	w.awaitReady(t, released...)
}

// leftovers that there must be when every claim is gone, and those that there may be,
// because they go with something else, or are others' as well.
func (w *world) leftovers(t *testing.T) (out, shared map[leftover]bool) {
	t.Helper()
	out, shared = map[leftover]bool{}, map[leftover]bool{}
	for _, r := range w.before {
		out[leftover{r.Kind, r.ID}] = true
	}
	s, orphans := w.snapshot(), 0
	for _, r := range w.claims(t) {
		c, err := s.claim(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		us, err := s.tree(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		p, _, _ := unstructured.NestedString(c.object.Object, "spec", "parameters", "deletionPolicy")
		for _, u := range us {
			switch l := (leftover{kindOf(u), idOf(u)}); {
			case !isManaged(u):
			case p == string(platform.DeletionPolicyOrphan):
				orphans++
				out[l] = true
			case isRetained(u):
				shared[l] = true
			}
		}
	}
	if orphans == 0 {
		t.Error("no example leaves anything behind")
	}
	return out, shared
}

// isRetained is true for managed resources that stay at their cloud when they are deleted.
func isRetained(u *unstructured.Unstructured) bool {
	ps, _, _ := unstructured.NestedStringSlice(u.Object, "spec", "managementPolicies")
	return !slices.Contains(ps, string(xpv2.ManagementActionDelete))
}

// kindOf a managed resource of either scope at its cloud.
func kindOf(u *unstructured.Unstructured) cloud.Name {
	return cloud.NameOf(clusterScoped(u.GroupVersionKind().Group), u.GetKind())
}

// gone returns nil once there is nothing of the supplied kinds, unless it was there
// besides what claims were composed of.
func (w *world) gone(ctx context.Context, kinds map[schema.GroupVersionKind]bool, composed map[string]*unstructured.Unstructured) error {
	s := w.snapshot()
	for gvk := range kinds {
		found, err := s.list(ctx, gvk)
		if err != nil {
			return err
		}
		for _, u := range found {
			if gvk.Group == platform.Group || composed[string(u.GetUID())] != nil {
				return errors.Errorf("%s is not gone", refOf(u))
			}
		}
	}
	return nil
}
