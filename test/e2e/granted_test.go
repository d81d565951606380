// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/crossplane/function-sdk-go/errors"

	identityv1alpha1 "github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
)

// What the keys of the resources contain that grant access to the claims of the test data.
const (
	toAssets  = "storage-assets"
	toLedger  = "storage-team-lends"
	toCluster = "cluster-main"
)

// writes is what the clouds call it that an identity may write objects.
func writes() []string {
	return []string{"s3:PutObject", "Storage Blob Data Contributor", "roles/storage.objectUser"}
}

// A grantee is an identity, and every resource that ever granted it something.
type grantee struct {
	ref

	world *world
	seen  map[leftover]string
}

// testGranted proves on each cloud that access is granted once there is something to grant
// it on, is widened, and is revoked; and that an identity and what it has access to can be
// deleted in any order.
func (w *world) testGranted(t *testing.T) {
	w.leavesNothing(t, func(t *testing.T) {
		t.Helper()
		onEachCloud(t, w.testdata(t, "granted"), w.grant)
	})
}

// grant access to claims: the first two are identities, and the others are a store of
// theirs, one of another namespace, and a cluster.
func (w *world) grant(t *testing.T, us []*unstructured.Unstructured) {
	t.Helper()
	first, last := w.grantee(us[0]), w.grantee(us[1])
	assets, ledger, cluster := refOf(us[2]), refOf(us[3]), refOf(us[4])

	// There is nothing to grant access to yet, and what belongs to somebody else must
	// be there before anybody may ask for it.
	w.apply(t, us[1], us[3])
	w.await(t, last.waits, last.ref)
	w.apply(t, us...)
	w.awaitReady(t, first.ref, last.ref, assets, ledger, cluster)
	w.await(t, first.has(map[string]string{toAssets: "reader", toLedger: "reader", toCluster: "reader"}), first.ref)
	w.await(t, last.has(map[string]string{toAssets: "reader", toCluster: "reader"}), last.ref)

	// More is granted.
	access := []any{accessTo(assets, "writer", first), accessTo(ledger, "reader", first), accessTo(cluster, "writer", first)}
	w.change(t, first.ref, map[string]any{"access": access})
	w.await(t, first.has(map[string]string{toAssets: "writer", toLedger: "reader", toCluster: "writer"}), first.ref)

	// Less is granted, because the identity does not ask for it any more.
	w.change(t, first.ref, map[string]any{"access": access[:2]})
	w.await(t, first.has(map[string]string{toAssets: "writer", toLedger: "reader"}), first.ref)

	// Who owns a store decides who may use it, from then on, and again.
	w.change(t, ledger, map[string]any{"shareWith": []string{}})
	w.await(t, first.has(map[string]string{toAssets: "writer"}), first.ref)
	w.change(t, ledger, map[string]any{"shareWith": []string{first.Namespace}})
	w.await(t, first.has(map[string]string{toAssets: "writer", toLedger: "reader"}), first.ref)

	// One identity goes before what it has access to, and one after it.
	w.awaitGone(t, first.ref)
	w.awaitGone(t, assets, ledger, cluster)
	w.await(t, last.waits, last.ref)
	w.awaitGone(t, last.ref)
	for _, g := range []*grantee{first, last} {
		w.await(t, func(context.Context) error { return g.checkRevoked(nil) })
	}
}

func (w *world) grantee(u *unstructured.Unstructured) *grantee {
	return &grantee{ref: refOf(u), world: w, seen: map[leftover]string{}}
}

// accessTo a claim, as an identity asks for it.
func accessTo(r ref, role string, g *grantee) map[string]any {
	to := map[string]any{"kind": r.Kind, "name": r.Name}
	if r.Namespace != g.Namespace {
		to["namespace"] = r.Namespace
	}
	return map[string]any{"to": to, "role": role}
}

// status of the identity.
func (g *grantee) status(c claim) (identityv1alpha1.Status, error) {
	var s identityv1alpha1.Status
	m, _, _ := unstructured.NestedMap(c.object.Object, "status")
	err := runtime.DefaultUnstructuredConverter.FromUnstructured(m, &s)
	return s, errors.Wrapf(err, "cannot decode the status of %s", g.ref)
}

// waits returns nil if every grant waits, and nothing is granted at the cloud.
func (g *grantee) waits(ctx context.Context) error {
	c, err := g.world.snapshot().claim(ctx, g.ref)
	if err != nil {
		return err
	}
	s, err := g.status(c)
	if err != nil {
		return err
	}
	if len(s.Grants) == 0 {
		return errors.Errorf("%s says nothing of grants", g.ref)
	}
	for _, grant := range s.Grants {
		if grant.State != identityv1alpha1.GrantWaiting || grant.Message == "" {
			return errors.Errorf("%s: %s of %s is %s and does not wait: %s", g.ref, grant.Role, grant.Target, grant.State, grant.Message)
		}
	}
	return g.checkRevoked(nil)
}

// has returns a check that the identity has these roles on these targets, at its cloud, and
// no others.
func (g *grantee) has(want map[string]string) func(context.Context) error {
	return func(ctx context.Context) error {
		s := g.world.snapshot()
		c, err := s.claim(ctx, g.ref)
		if err != nil {
			return err
		}
		us, err := s.composed(ctx, c)
		if err != nil {
			return err
		}
		granted := map[leftover]string{}
		for _, target := range []string{toAssets, toLedger, toCluster} {
			if err := g.check(about(us, target), want[target], target, granted); err != nil {
				return err
			}
		}
		maps.Copy(g.seen, granted)
		return g.checkRevoked(granted)
	}
}

// check that resources grant a role, or nothing. They are added to what is granted.
func (g *grantee) check(us []*unstructured.Unstructured, role, target string, granted map[leftover]string) error {
	if role == "" && len(us) > 0 || role != "" && len(us) == 0 {
		return errors.Errorf("%s: %d resources are for %s, which is to have the role %q", g.ref, len(us), target, role)
	}
	writer := false
	for _, u := range us {
		if err := whole(u); err != nil {
			return errors.Wrapf(err, "%s", g.ref)
		}
		if !strings.Contains(keyOf(u), role) && strings.Contains(keyOf(u), "reader") {
			return errors.Errorf("%s: %s is still there", g.ref, keyOf(u))
		}
		b, err := u.MarshalJSON()
		if err != nil {
			return err
		}
		writer = writer || slices.ContainsFunc(writes(), func(text string) bool { return strings.Contains(string(b), text) })
		granted[leftover{kindOf(u), idOf(u)}] = keyOf(u)
	}
	if target != toCluster && writer != (role == "writer") {
		return errors.Errorf("%s: has the role %q on %s, and whether it may write is %t", g.ref, role, target, writer)
	}
	return nil
}

// checkRevoked returns nil if of all that was ever granted the cloud has what still is, and
// nothing else.
func (g *grantee) checkRevoked(granted map[leftover]string) error {
	rs, err := g.world.plane.Resources()
	if err != nil {
		return err
	}
	there := map[leftover]bool{}
	for _, r := range rs {
		there[leftover{r.Kind, r.ID}] = true
	}
	for id, key := range g.seen {
		if _, want := granted[id]; want != there[id] {
			return errors.Errorf("%s: whether the cloud has %s (%s) is %t, and should be %t", g.ref, id.ID, key, there[id], want)
		}
	}
	return nil
}

// about are the managed resources that grant access to a target.
func about(us []*unstructured.Unstructured, target string) []*unstructured.Unstructured {
	var out []*unstructured.Unstructured
	for _, u := range us {
		if isManaged(u) && strings.Contains(keyOf(u), target) {
			out = append(out, u)
		}
	}
	return out
}

// awaitGone deletes claims, and waits until nothing is left of them.
func (w *world) awaitGone(t *testing.T, rs ...ref) {
	t.Helper()
	all, s := w.everything(t, rs...), w.snapshot()
	for _, r := range rs {
		c, err := s.claim(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		all[string(c.object.GetUID())], all[string(c.composite.GetUID())] = c.object, c.composite
	}
	w.remove(t, rs...)
	w.await(t, func(ctx context.Context) error {
		s := w.snapshot()
		for uid, u := range all {
			found, err := s.list(ctx, u.GroupVersionKind())
			if err != nil {
				return err
			}
			for _, f := range found {
				if string(f.GetUID()) == uid {
					return errors.Errorf("%s is not gone: it has the finalizers %v", refOf(f), f.GetFinalizers())
				}
			}
		}
		return nil
	}, rs...)
}
