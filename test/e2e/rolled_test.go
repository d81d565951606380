// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/crossplane/function-sdk-go/errors"

	compute "github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
)

// Parts of the keys of what machines are composed of.
const (
	keyMachines = "group-"
	keyMachine  = "machine-"
	keyDisk     = "disk-data"
)

// keysOfBalancer are what the keys of a balancer begin with, on one cloud or another.
func keysOfBalancer() []string { return []string{"balancer", "load-balancer"} }

// kept is what a claim says when a change would cost a machine that nobody said may go.
const kept = "cannot change on a machine that exists: set allowReplacement to true"

// testRolled changes machines on each cloud: those of a group are rolled, scaled and handed
// to an autoscaler, and a single one grows in place, is only replaced when its claim permits
// that, and keeps its data. Nothing is left of them.
func (w *world) testRolled(t *testing.T) {
	w.leavesNothing(t, func(t *testing.T) {
		t.Helper()
		onEachCloud(t, w.testdata(t, "rolled"), w.roll)
	})
}

// roll claims: a network, and a group and a machine in it.
func (w *world) roll(t *testing.T, us []*unstructured.Unstructured) {
	t.Helper()
	w.apply(t, us...)
	network, group, machine := refOf(us[0]), refOf(us[1]), refOf(us[2])
	w.awaitReady(t, network, group, machine)
	if !t.Run("Group", (&machines{ref: group, world: w, journal: w.follow(t, group)}).rollGroup) ||
		!t.Run("Machine", (&machines{ref: machine, world: w, journal: w.follow(t, machine)}).changeMachine) {
		return
	}
	w.awaitGone(t, group, machine)
	w.awaitGone(t, network)
}

// machines are those of a claim.
type machines struct {
	ref

	world   *world
	journal *journal
}

// await until the machines are ready, and their status is as it should be.
func (m *machines) await(t *testing.T, check func(compute.Status) error) compute.Status {
	t.Helper()
	var out compute.Status
	m.world.await(t, func(ctx context.Context) error {
		s := m.world.snapshot()
		if err := s.ready(ctx, m.ref); err != nil {
			return err
		}
		c, err := s.claim(ctx, m.ref)
		if err != nil {
			return err
		}
		st := compute.Status{}
		obj, _, _ := unstructured.NestedMap(c.object.Object, "status")
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(obj, &st); err != nil {
			return errors.Wrapf(err, "cannot decode the status of %s", m.ref)
		}
		if err := check(st); err != nil {
			return errors.Wrapf(err, "%s", m.ref)
		}
		out = st
		return s.settled(ctx, m.ref)
	}, m.ref)
	return out
}

// with a key that begins like this, the identities of what the machines are composed of.
func (m *machines) with(t *testing.T, prefixes ...string) map[string]identity {
	t.Helper()
	out := map[string]identity{}
	for uid, id := range identities(m.world.everything(t, m.ref)) {
		if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(id.Key, p) }) {
			out[uid] = id
		}
	}
	return out
}

// wholeGroup returns nil for a group that is the only one, and of another generation than
// it was.
func wholeGroup(was string, count int) func(compute.Status) error {
	return func(s compute.Status) error {
		if len(s.Groups) != 1 || s.Template == nil || len(s.Template.Retiring) > 0 {
			return errors.Errorf("there are %d groups, and the template is %v", len(s.Groups), s.Template)
		}
		if s.Template.Generation == was {
			return errors.Errorf("the generation is still %s", was)
		}
		if g := s.Groups[0]; g.ID == "" || g.Desired != count {
			return errors.Errorf("group %q has %d machines, and is to have %d", g.ID, g.Desired, count)
		}
		return nil
	}
}

// rollGroup to other user data and another image, scale it, and hand it to an autoscaler.
func (m *machines) rollGroup(t *testing.T) {
	s := m.await(t, wholeGroup("", 2))
	balancer := m.with(t, keysOfBalancer()...)
	if s.LoadBalancer == nil || s.LoadBalancer.ID == "" || len(balancer) == 0 {
		t.Fatalf("there is no balancer: %v, %v", s.LoadBalancer, balancer)
	}

	// The group stays, and its machines are replaced.
	group := m.with(t, keyMachines)
	m.world.change(t, m.ref, map[string]any{"userData": map[string]any{"text": "#cloud-config\npackages: [nginx]\n"}})
	s = m.await(t, wholeGroup(s.Template.Generation, 2))
	m.checkSame(t, group, m.with(t, keyMachines))

	// A group that cannot have another image stays until another one has it.
	m.world.change(t, m.ref, map[string]any{"image": map[string]any{"name": "ubuntu-24.04"}})
	m.await(t, wholeGroup(s.Template.Generation, 2))
	m.checkReplaced(t, group, m.with(t, keyMachines))
	m.checkSame(t, balancer, m.with(t, keysOfBalancer()...))

	group = m.with(t, keyMachines)
	for _, count := range []int{4, 3} {
		m.world.change(t, m.ref, map[string]any{"count": count})
		m.await(t, wholeGroup("", count))
	}
	m.world.change(t, m.ref, map[string]any{"count": nil, "autoscaling": map[string]any{"min": 2, "max": 6}})
	m.await(t, func(s compute.Status) error {
		if len(s.Groups) != 1 || s.Groups[0].Min != 2 || s.Groups[0].Max != 6 {
			return errors.Errorf("the autoscaler has the bounds of %v", s.Groups)
		}
		return nil
	})
	m.checkSame(t, group, m.with(t, keyMachines))
	m.checkSame(t, balancer, m.with(t, keysOfBalancer()...))
}

// checkSame that nothing was replaced.
func (m *machines) checkSame(t *testing.T, before, after map[string]identity) {
	t.Helper()
	for uid, was := range before {
		if diff := gocmp.Diff(was, after[uid]); diff != "" {
			t.Errorf("%s: what existed was replaced or lost: -before, +after:\n%s", m.ref, diff)
		}
	}
}

// checkReplaced that whatever was replaced was there until what replaces it was ready.
func (m *machines) checkReplaced(t *testing.T, before, after map[string]identity) {
	t.Helper()
	for uid, next := range after {
		if _, stayed := before[uid]; stayed {
			continue
		}
		for _, e := range m.journal.since(0) {
			if keyOf(e.object) == next.Key && e.isReady() {
				break
			}
			if was, old := before[string(e.object.GetUID())]; old && e.object.GetDeletionTimestamp() != nil {
				t.Fatalf("%s: %s goes before %s is ready", m.ref, was.Key, next.Key)
			}
		}
	}
}

// changeMachine to a bigger one in place, and to one with another image.
func (m *machines) changeMachine(t *testing.T) {
	s := m.await(t, func(s compute.Status) error {
		if s.ID == "" || len(s.Disks) != 1 || !s.Disks[0].Attached || s.Addresses == nil || s.Addresses.Private == "" {
			return errors.Errorf("machine %q has the addresses %v and the disks %v", s.ID, s.Addresses, s.Disks)
		}
		return nil
	})
	machine, disks := m.with(t, keyMachine), m.with(t, keyDisk)
	if len(disks) != 1 {
		t.Fatalf("there are the disks %v", disks)
	}

	was := s.MachineType
	m.world.change(t, m.ref, map[string]any{"size": "large"})
	s = m.await(t, func(s compute.Status) error {
		if s.MachineType == was {
			return errors.Errorf("the machine still is a %s", was)
		}
		return nil
	})
	m.checkSame(t, machine, m.with(t, keyMachine))

	// Nothing happens to a machine that nobody said may go.
	m.world.change(t, m.ref, map[string]any{"image": map[string]any{"name": "ubuntu-24.04"}})
	m.world.awaitRefusal(t, m.ref, kept)
	m.checkSame(t, machine, m.with(t, keyMachine))

	id := s.ID
	m.world.change(t, m.ref, map[string]any{"allowReplacement": true})
	m.await(t, func(s compute.Status) error {
		if s.ID == id || s.ID == "" || len(s.Disks) != 1 || !s.Disks[0].Attached {
			return errors.Errorf("machine %q has the disks %v", s.ID, s.Disks)
		}
		return nil
	})
	for uid, old := range machine {
		if now, ok := m.with(t, keyMachine)[uid]; ok {
			t.Errorf("%s: %s was not replaced: %v", m.ref, old.Key, now)
		}
	}
	m.checkSame(t, disks, m.with(t, keyDisk))
	m.world.change(t, m.ref, map[string]any{"allowReplacement": false})
	m.await(t, func(compute.Status) error { return nil })
}
