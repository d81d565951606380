// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package lifecycle

import (
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Phases in short, so that the table below can be read.
const (
	none         platform.Phase = ""
	provisioning                = v1alpha1.PhaseProvisioning
	bootstrap                   = v1alpha1.PhaseBootstrapping
	running                     = v1alpha1.PhaseRunning
	upgrading                   = v1alpha1.PhaseUpgrading
	scaling                     = v1alpha1.PhaseScaling
	healing                     = v1alpha1.PhaseSelfHealing
	failed                      = v1alpha1.PhaseFailed
)

// A situation is what is observed, whatever the phase before was.
type situation struct {
	reason string
	facts  Facts
	p      Progress

	// next is the phase after each phase.
	next map[platform.Phase]platform.Phase
}

// always is the same next phase after every phase.
func always(p platform.Phase) map[platform.Phase]platform.Phase {
	return map[platform.Phase]platform.Phase{
		none: p, provisioning: p, bootstrap: p, running: p, upgrading: p, scaling: p, healing: p, failed: p,
	}
}

// never is the next phase of a cluster that never had everything, but for what it was
// in before, which says that it had.
func never(p, complete platform.Phase) map[platform.Phase]platform.Phase {
	next := always(p)
	for _, before := range []platform.Phase{running, upgrading, scaling, healing} {
		next[before] = complete
	}
	return next
}

func situations() map[string]situation {
	up := Facts{ControlPlane: ControlPlane{Exists: true, Ready: true}}
	return map[string]situation{
		"Problem": {
			reason: "What a cloud gave up does not come by itself, whatever else is under way.",
			facts:  Facts{Problem: "quota exceeded"}, p: Progress{Upgrading: true, Lost: true, Scaling: true},
			next: always(failed),
		},
		"Nothing": {
			reason: "Without a control plane a cluster is provisioned, unless it had one.",
			p:      Progress{General: platform.PhaseProvisioning},
			next:   never(provisioning, scaling),
		},
		"ControlPlaneOnly": {
			reason: "With a control plane a cluster is bootstrapped until it has everything.",
			facts:  up, p: Progress{General: platform.PhaseProvisioning, Scaling: true},
			next: never(bootstrap, scaling),
		},
		"LostWhileBootstrapping": {
			reason: "What comes and goes before everything is there is bootstrapped.",
			facts:  up, p: Progress{General: platform.PhaseProvisioning, Lost: true, Scaling: true},
			next: never(bootstrap, healing),
		},
		"Everything": {
			reason: "A cluster that has everything runs.",
			facts:  up, p: Progress{General: platform.PhaseReady},
			next: always(running),
		},
		"Upgrading": {
			reason: "An upgrade explains why something is not ready.",
			facts:  up, p: Progress{General: platform.PhaseUpdating, Upgrading: true, Lost: true, Scaling: true},
			next: always(upgrading),
		},
		"UpgradeDisturbs": {
			reason: "What is being upgraded may well be away for a while.",
			facts:  up, p: Progress{General: platform.PhaseDegraded, Upgrading: true, Lost: true},
			next: always(upgrading),
		},
		"UpgradeRefused": {
			reason: "A step that the cloud refuses needs somebody.",
			facts:  up, p: Progress{General: platform.PhaseDegraded, Upgrading: true},
			next: always(failed),
		},
		"Lost": {
			reason: "What was ready and is not comes back by itself.",
			facts:  up, p: Progress{General: platform.PhaseDegraded, Lost: true, Scaling: true},
			next: always(healing),
		},
		"ControlPlaneLost": {
			reason: "A control plane that was there is not provisioned for the first time.",
			p:      Progress{General: platform.PhaseDegraded, Lost: true},
			next:   always(healing),
		},
		"Scaling": {
			reason: "Nodes come and go.",
			facts:  up, p: Progress{General: platform.PhaseReady, Scaling: true},
			next: always(scaling),
		},
		"Refused": {
			reason: "A change that the cloud refuses needs somebody.",
			facts:  up, p: Progress{General: platform.PhaseDegraded},
			next: always(failed),
		},
		"Adding": {
			reason: "What a change added is on its way.",
			facts:  up, p: Progress{General: platform.PhaseUpdating},
			next: always(scaling),
		},
	}
}

// TestNext is the transition table: every phase, in every situation.
func TestNext(t *testing.T) {
	t.Parallel()

	for name, s := range situations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, before := range append([]platform.Phase{none}, v1alpha1.Phases()...) {
				want, ok := s.next[before]
				if !ok {
					t.Fatalf("there is no phase after %q", before)
				}
				if got := Next(before, s.facts, s.p); got != want {
					t.Errorf("%s\nafter %q: want %s, got %s", s.reason, before, want, got)
				}
			}
		})
	}
}

// TestNextSettles proves that no situation makes a cluster go back and forth, and
// that every phase can be reached and left.
func TestNextSettles(t *testing.T) {
	t.Parallel()

	reached := map[platform.Phase]bool{}
	left := map[platform.Phase]bool{}
	for name, s := range situations() {
		for _, before := range v1alpha1.Phases() {
			once := Next(before, s.facts, s.p)
			reached[once] = true
			left[before] = left[before] || once != before
			if twice := Next(once, s.facts, s.p); twice != once {
				t.Errorf("%s: after %s comes %s and then %s", name, before, once, twice)
			}
		}
	}
	for _, p := range v1alpha1.Phases() {
		if !reached[p] || !left[p] {
			t.Errorf("%s: reached %t, left %t", p, reached[p], left[p])
		}
	}
}
