// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// An item of the queue: a managed resource.
type item struct {
	gvk schema.GroupVersionKind
	key client.ObjectKey
}

// waiters are the managed resources that wait for others. The real providers only
// try again and again; we also try when there is news of a sibling, which makes
// claims ready sooner and saves requests.
type waiters struct {
	mu sync.Mutex

	// groups of siblings: what waits, and the kind that it waits for. An
	// empty kind stands for any.
	groups map[string]map[item]schema.GroupKind
}

// groupOf returns what the siblings of a managed resource have in common: their
// controller, else their namespace.
func groupOf(o metav1.Object) string {
	if c := metav1.GetControllerOf(o); c != nil {
		return string(c.UID)
	}
	return "namespace/" + o.GetNamespace()
}

// wait for siblings of a kind.
func (w *waiters) wait(group string, i item, kind schema.GroupKind) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.groups[group] == nil {
		w.groups[group] = map[item]schema.GroupKind{}
	}
	w.groups[group][i] = kind
}

// done waiting.
func (w *waiters) done(group string, i item) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.groups[group], i)
	if len(w.groups[group]) == 0 {
		delete(w.groups, group)
	}
}

// news of a sibling of a kind: returns who waits for it. They wait no more.
func (w *waiters) news(group string, kind schema.GroupKind) []item {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []item
	for i, what := range w.groups[group] {
		if what.Empty() || what == kind {
			out = append(out, i)
			delete(w.groups[group], i)
		}
	}
	return out
}
