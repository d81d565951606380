// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"cmp"
	"context"
	"slices"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
)

// testInterrupted claims everything at once, and kills every function and Crossplane
// while it is half done. What there is by then is still there in the end.
func (w *world) testInterrupted(t *testing.T) {
	w.apply(t, w.examples(t)...)
	for _, folder := range []string{"updates", "changes"} {
		for _, us := range w.testdata(t, folder) {
			w.apply(t, us[0])
		}
	}
	w.apply(t, w.namesakes(t, "team-east")...)
	w.apply(t, w.namesakes(t, "team-west")...)
	rs := w.claims(t)
	w.await(t, func(ctx context.Context) error { return w.halfDone(ctx, rs) }, rs...)
	before := w.everything(t)
	for _, a := range apis.All() {
		w.kill(t, a.Function())
	}
	w.kill(t, controlplane.ProcessCrossplane)
	w.awaitReady(t, rs...)
	after := w.everything(t)
	for uid, u := range before {
		if after[uid] == nil {
			t.Errorf("%s was lost", refOf(u))
		}
	}
	w.checkUnique(t, after)
}

func (w *world) kill(t *testing.T, process string) {
	t.Helper()
	if err := w.plane.Kill(t.Context(), process); err != nil {
		t.Fatal(err)
	}
}

// halfDone returns nil once half of the claims are composed of something.
func (w *world) halfDone(ctx context.Context, rs []ref) error {
	s, composed := w.snapshot(), 0
	for _, r := range rs {
		if c, err := s.claim(ctx, r); err == nil {
			if us, err := s.composed(ctx, c); err == nil && len(us) > 0 {
				composed++
			}
		}
	}
	if 2*composed < len(rs) {
		return errors.Errorf("%d of %d claims are composed of something", composed, len(rs))
	}
	return nil
}

// claims that there are of every API.
func (w *world) claims(t *testing.T) []ref {
	t.Helper()
	s := w.snapshot()
	var out []ref
	for _, u := range demo.Claims(w.examples(t)) {
		found, err := s.list(t.Context(), u.GroupVersionKind())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range found {
			// Some claims are composed by others, and are their business.
			if r := refOf(c); !slices.Contains(out, r) && c.GetDeletionTimestamp() == nil && metav1.GetControllerOf(c) == nil {
				out = append(out, r)
			}
		}
	}
	return out
}

// everything that claims are composed of, by its UID.
func (w *world) everything(t *testing.T, rs ...ref) map[string]*unstructured.Unstructured {
	t.Helper()
	if len(rs) == 0 {
		rs = w.claims(t)
	}
	s, out := w.snapshot(), map[string]*unstructured.Unstructured{}
	for _, r := range rs {
		c, err := s.claim(t.Context(), r)
		if err != nil {
			continue
		}
		us, err := s.tree(t.Context(), c)
		if err != nil {
			continue
		}
		for _, u := range us {
			out[string(u.GetUID())] = u
		}
	}
	return out
}

// checkUnique checks that nothing exists twice: neither for a composite, nor at a cloud.
// Claims of one name in several namespaces do not get into each other's way.
func (w *world) checkUnique(t *testing.T, us map[string]*unstructured.Unstructured) {
	t.Helper()
	type place struct{ owner, kind, name string }
	seen := map[place]string{}
	check := func(p place, u *unstructured.Unstructured) {
		t.Helper()
		if other := seen[p]; other != "" {
			t.Errorf("%s and %s are both %v", other, refOf(u), p)
		}
		seen[p] = refOf(u).String()
	}
	created := 0
	for _, u := range us {
		if o := metav1.GetControllerOf(u); o != nil {
			check(place{string(o.UID), "resource", keyOf(u)}, u)
		}
		if isManaged(u) && !isObserved(u) {
			created++
			account, _, _ := unstructured.NestedString(u.Object, "spec", "providerConfigRef", "name")
			// What clouds have no id for has none.
			check(place{account, u.GroupVersionKind().GroupKind().String(), cmp.Or(idOf(u), u.GetName())}, u)
		}
	}
	w.await(t, func(context.Context) error {
		rs, err := w.plane.Resources()
		if err != nil {
			return err
		}
		managed := 0
		for _, r := range rs {
			if r.Managed {
				managed++
			}
		}
		if managed != created {
			return errors.Errorf("%d managed resources manage %d resources at the clouds", created, managed)
		}
		return nil
	})
}

// testReady checks that the status of everything that is ready is as documented.
func (w *world) testReady(t *testing.T) {
	s := w.snapshot()
	for _, r := range w.claims(t) {
		t.Run(r.Kind+"/"+r.Namespace+"/"+r.Name, func(t *testing.T) {
			c, err := s.claim(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.documented(t.Context(), s, c); err != nil {
				t.Errorf("the status is not as documented: %v", err)
			}
		})
	}
}
