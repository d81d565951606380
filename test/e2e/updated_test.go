// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	claimtags "github.com/hyperscalar/hyperscalar/internal/tags"
)

// A tag that every claim is given later.
const (
	tagName  = "e2e"
	tagValue = "changed"
)

// An identity is what a composed resource must never lose.
type identity struct {
	Kind         string
	Name         string
	Key          string
	ExternalName string
	ID           string
}

// identities of composed resources, by their UID.
func identities(us map[string]*unstructured.Unstructured) map[string]identity {
	out := map[string]identity{}
	for uid, u := range us {
		out[uid] = identity{Kind: u.GetKind(), Name: u.GetName(), Key: keyOf(u), ExternalName: externalName(u), ID: idOf(u)}
	}
	return out
}

// testUpdated changes the tags of every claim, and more of some. Nothing is replaced.
func (w *world) testUpdated(t *testing.T) {
	changed := w.changed(t)
	kept := slices.DeleteFunc(w.claims(t), func(r ref) bool { return changed[r] != nil })
	before := identities(w.everything(t, kept...))
	for _, r := range w.claims(t) {
		w.change(t, r, map[string]any{"tags": map[string]any{tagName: tagValue}})
	}
	grown := map[ref]int{}
	for _, us := range w.testdata(t, "updates") {
		r := refOf(us[0])
		grown[r] = len(w.everything(t, r))
		w.change(t, r, parameters(us[1]))
	}
	for r, parameters := range changed {
		w.change(t, r, parameters)
	}
	w.awaitReady(t, w.claims(t)...)

	after := w.everything(t)
	w.checkTags(t, after)
	w.checkUnique(t, after)
	now := identities(after)
	for uid, was := range before {
		if diff := cmp.Diff(was, now[uid]); diff != "" {
			t.Errorf("what existed was replaced or lost: -before, +after:\n%s", diff)
		}
	}
	for r, n := range grown {
		if now := len(w.everything(t, r)); now <= n {
			t.Errorf("%s was composed of %d resources, was told to grow, and is composed of %d", r, n, now)
		}
	}
}

// changed parameters of claims whose change replaces something.
func (w *world) changed(t *testing.T) map[ref]map[string]any {
	t.Helper()
	out := map[ref]map[string]any{}
	for _, us := range w.testdata(t, "changes") {
		out[refOf(us[0])] = parameters(us[1])
	}
	return out
}

// checkTags of everything that has tags, or labels in the place of tags.
func (w *world) checkTags(t *testing.T, us map[string]*unstructured.Unstructured) {
	t.Helper()
	tagged := map[string]int{}
	for _, u := range us {
		if !isManaged(u) || isObserved(u) {
			continue
		}
		for _, field := range []string{"tags", "labels", "allInstancesConfig.labels"} {
			tags, ok, _ := unstructured.NestedStringMap(u.Object, append([]string{"spec", "forProvider"}, strings.Split(field, ".")...)...)
			if !ok || tags["managed-by"] != claimtags.ManagedBy {
				continue
			}
			if tags[tagName] != tagValue {
				t.Errorf("%s %s has the %s %v", u.GetKind(), keyOf(u), field, tags)
			}
			cloud, _, _ := strings.Cut(strings.TrimSuffix(u.GroupVersionKind().Group, ".upbound.io"), ".")
			tagged[cloud]++
		}
	}
	if len(tagged) == 0 {
		t.Error("nothing is tagged")
	}
}

// testShared refers to a claim of another namespace, which has to allow it.
func (w *world) testShared(t *testing.T) {
	onEachCloud(t, w.testdata(t, "shared"), func(t *testing.T, us []*unstructured.Unstructured) {
		t.Helper()
		host, guest := refOf(us[0]), refOf(us[1])
		w.apply(t, us...)
		w.awaitRefused(t, guest, `is not shared with namespace "`+guest.Namespace+`"`)
		w.change(t, host, map[string]any{"shareWith": []string{guest.Namespace}})
		w.awaitReady(t, guest, host)
	})
}
