// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"sigs.k8s.io/controller-runtime/pkg/client"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// An event is what an object became.
type event struct {
	// revision of everything that the API server stores. It grows with every change to
	// whatever object.
	revision uint64

	// gone is true if the object is not there any more.
	gone bool

	object *unstructured.Unstructured
}

// A journal has everything that happened to a composite and to what it is composed of.
type journal struct {
	composite types.UID

	mu     sync.Mutex
	events []event

	// ours are the composite and what it was composed of. What loses the composite it
	// belonged to is still among them.
	ours map[types.UID]bool
}

// follow a claim until the test ends: its composite, and everything of the kinds that it
// is composed of.
func (w *world) follow(t *testing.T, r ref) *journal {
	t.Helper()
	s := w.snapshot()
	c, err := s.claim(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	us, err := s.composed(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{composite: c.composite.GetUID(), ours: map[types.UID]bool{c.composite.GetUID(): true}}
	seen := map[schema.GroupVersionKind]bool{}
	for _, u := range append(us, c.composite) {
		gvk := u.GroupVersionKind()
		if seen[gvk] {
			continue
		}
		seen[gvk] = true
		l := &unstructured.UnstructuredList{}
		l.SetGroupVersionKind(gvk)
		stream, err := w.kube.Watch(t.Context(), l, client.InNamespace(u.GetNamespace()))
		if err != nil {
			t.Fatalf("cannot watch %s: %v", gvk.Kind, err)
		}
		go j.record(stream)
	}
	w.await(t, func(context.Context) error { return j.knows(us) }, r)
	return j
}

// knows returns nil if there was an event of each object.
func (j *journal) knows(us []*unstructured.Unstructured) error {
	known := map[types.UID]bool{}
	for _, e := range j.since(0) {
		known[e.object.GetUID()] = true
	}
	for _, u := range us {
		if !known[u.GetUID()] {
			return errors.Errorf("nothing is known of %s", refOf(u))
		}
	}
	return nil
}

// record what happens until the test ends.
func (j *journal) record(stream watch.Interface) {
	defer stream.Stop()
	for e := range stream.ResultChan() {
		u, ok := e.Object.(*unstructured.Unstructured)
		if !ok {
			continue
		}
		revision, err := strconv.ParseUint(u.GetResourceVersion(), 10, 64)
		if err == nil {
			j.add(event{revision: revision, gone: e.Type == watch.Deleted, object: u})
		}
	}
}

// add an event, unless it is of others.
func (j *journal) add(e event) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if o := metav1.GetControllerOf(e.object); o != nil && o.UID == j.composite {
		j.ours[e.object.GetUID()] = true
	}
	if j.ours[e.object.GetUID()] {
		j.events = append(j.events, e)
	}
}

// since a revision, everything that happened, in order.
func (j *journal) since(revision uint64) []event {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := slices.DeleteFunc(slices.Clone(j.events), func(e event) bool { return e.revision <= revision })
	slices.SortFunc(out, func(a, b event) int { return cmp.Compare(a.revision, b.revision) })
	return out
}

// now is the revision of what happened last.
func (j *journal) now() uint64 {
	var out uint64
	for _, e := range j.since(0) {
		out = e.revision
	}
	return out
}

// isComposite is true for the composite, and not for what it is composed of.
func (j *journal) isComposite(e event) bool { return e.object.GetUID() == j.composite }

// A stage is a phase of the composite, and what blocked while it was in it.
type stage struct {
	phase  platform.Phase
	blocks []platform.BlockingResource
}

// stages of the composite since a revision. A phase that stays is named once.
func (j *journal) stages(t *testing.T, since uint64) []stage {
	t.Helper()
	var out []stage
	for _, e := range j.since(since) {
		if !j.isComposite(e) {
			continue
		}
		st, err := statusOf(e.object)
		if err != nil {
			t.Fatal(err)
		}
		if len(out) == 0 || out[len(out)-1].phase != st.Phase {
			out = append(out, stage{phase: st.Phase})
		}
		now := &out[len(out)-1]
		for _, b := range st.Blocking {
			if !slices.Contains(now.blocks, b) {
				now.blocks = append(now.blocks, b)
			}
		}
	}
	return out
}

// checkPhases of the composite since a revision. Where they are others, it says what blocked in
// each of them.
func (j *journal) checkPhases(t *testing.T, since uint64, want ...platform.Phase) {
	t.Helper()
	stages := j.stages(t, since)
	got := make([]platform.Phase, 0, len(stages))
	for _, s := range stages {
		got = append(got, s.phase)
	}
	diff := gocmp.Diff(want, got)
	if diff == "" {
		return
	}
	t.Errorf("phases: -want, +got:\n%s", diff)
	for _, s := range stages {
		t.Logf("%s: %+v", s.phase, s.blocks)
	}
}

// isReady says whether an object was ready.
func (e event) isReady() bool {
	st, err := statusOf(e.object)
	return err == nil && !e.gone && st.condition(xpv2.TypeReady).Status == corev1.ConditionTrue
}

// ends are the revisions at which what the composite was composed of was gone, by its key.
func (j *journal) ends() map[string]uint64 {
	out := map[string]uint64{}
	for _, e := range j.since(0) {
		if e.gone && !j.isComposite(e) {
			out[keyOf(e.object)] = e.revision
		}
	}
	return out
}
