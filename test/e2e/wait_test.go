// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"reflect"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
)

const (
	// patience is how long anything may take: a loaded machine is slow, and there may be
	// hundreds of claims.
	patience = 15 * time.Minute

	interval = time.Second

	// tailLines is how much of each log is shown when something takes too long.
	tailLines = 15
)

// await a check that returns nil, or explain why it never did.
func (w *world) await(t *testing.T, check func(context.Context) error, about ...ref) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		err := check(ctx)
		if err == nil {
			return
		}
		select {
		case <-time.After(interval):
		case <-ctx.Done():
			w.explain(t, about)
			t.Fatalf("not within %s: %v", patience, err)
		}
	}
}

// awaitReady waits until claims are ready, and everything that they are composed of.
func (w *world) awaitReady(t *testing.T, rs ...ref) {
	t.Helper()
	w.await(t, func(ctx context.Context) error {
		s := w.snapshot()
		for _, r := range rs {
			if err := s.ready(ctx, r); err != nil {
				return err
			}
		}
		for _, r := range rs {
			if err := s.settled(ctx, r); err != nil {
				return err
			}
		}
		return nil
	}, rs...)
}

// ready returns nil once a claim says that it is, and its composite has seen what the
// claim wants.
func (s *snapshot) ready(ctx context.Context, r ref) error {
	c, err := s.claim(ctx, r)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(parameters(c.object), parameters(c.composite)) {
		return errors.Errorf("%s: the composite does not want the same yet", r)
	}
	for _, want := range []xpv2.ConditionType{"Accepted", xpv2.TypeSynced, xpv2.TypeReady} {
		if got := c.status.condition(want); got.Status != corev1.ConditionTrue {
			return errors.Errorf("%s is not %s: %s %s", r, want, got.Reason, got.Message)
		}
	}
	d, err := detailOf(r.Kind)
	if err != nil {
		return err
	}
	if c.status.Phase != cmp.Or(d.phase, platform.PhaseReady) || len(c.status.Blocking)+len(c.status.Waiting) > 0 {
		return errors.Errorf("%s is %s, %d resources block and %d wait", r, c.status.Phase, len(c.status.Blocking), len(c.status.Waiting))
	}
	return seen(c.composite)
}

// settled returns nil once everything that a claim is composed of is as it should be.
func (s *snapshot) settled(ctx context.Context, r ref) error {
	c, err := s.claim(ctx, r)
	if err != nil {
		return err
	}
	us, err := s.composed(ctx, c)
	if err != nil {
		return err
	}
	if len(us) == 0 {
		return errors.Errorf("%s is composed of nothing", r)
	}
	for _, u := range us {
		if err := whole(u); err != nil {
			return errors.Wrapf(err, "%s", r)
		}
	}
	return nil
}

func parameters(u *unstructured.Unstructured) map[string]any {
	p, _, _ := unstructured.NestedMap(u.Object, "spec", "parameters")
	return p
}

// whole returns nil if a composed resource is synced and ready, as far as it has
// conditions.
func whole(u *unstructured.Unstructured) error {
	st, err := statusOf(u)
	if err != nil {
		return err
	}
	if len(st.Conditions) == 0 && isManaged(u) {
		return errors.Errorf("%s %s has no conditions", u.GetKind(), keyOf(u))
	}
	for _, c := range st.Conditions {
		if (c.Type == xpv2.TypeSynced || c.Type == xpv2.TypeReady) && c.Status != corev1.ConditionTrue {
			return errors.Errorf("%s %s is not %s: %s %s", u.GetKind(), keyOf(u), c.Type, c.Reason, c.Message)
		}
	}
	return seen(u)
}

// seen returns nil if an object was reconciled since it last changed.
func seen(u *unstructured.Unstructured) error {
	st, err := statusOf(u)
	if err != nil {
		return err
	}
	if g := st.condition(xpv2.TypeSynced).ObservedGeneration; g != 0 && g != u.GetGeneration() {
		return errors.Errorf("%s was not reconciled since it changed", refOf(u))
	}
	return nil
}

// explain what claims wait for.
func (w *world) explain(t *testing.T, rs []ref) {
	t.Helper()
	s := w.snapshot()
	for _, r := range rs {
		c, err := s.claim(t.Context(), r)
		if err != nil {
			t.Log(err)
			continue
		}
		if s.ready(t.Context(), r) == nil && s.settled(t.Context(), r) == nil {
			continue
		}
		t.Logf("%s: phase %q", r, c.status.Phase)
		for _, cn := range c.status.Conditions {
			t.Logf("%s: %s=%s %s %s", r, cn.Type, cn.Status, cn.Reason, cn.Message)
		}
		for _, b := range c.status.Blocking {
			t.Logf("%s: %s (%s %s) blocks: %s %s", r, b.Resource, b.Kind, b.Name, b.Reason, b.Message)
		}
		for _, b := range c.status.Waiting {
			t.Logf("%s: %s waits for %v", r, b.Resource, b.For)
		}
		w.explainComposed(t, s, c)
	}
	for _, name := range []string{controlplane.ProcessClouds, controlplane.ProcessCrossplane} {
		t.Logf("the end of the log of %s:\n%s", name, tail(w.plane.Log(name)))
	}
}

// explainComposed says what is wrong with what a claim is composed of.
func (w *world) explainComposed(t *testing.T, s *snapshot, c claim) {
	t.Helper()
	us, err := s.composed(t.Context(), c)
	if err != nil {
		t.Log(err)
	}
	for _, u := range us {
		err := whole(u)
		if err != nil || u.GetDeletionTimestamp() != nil {
			t.Logf("%s %s: deleted %v, finalizers %v: %v", u.GetKind(), u.GetName(), u.GetDeletionTimestamp(), u.GetFinalizers(), err)
		}
	}
}

// tail of a log.
func tail(path string) []byte {
	b, err := os.ReadFile(path)
	if err != nil {
		return []byte(err.Error())
	}
	lines := bytes.Split(b, []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-tailLines):], []byte("\n"))
}
