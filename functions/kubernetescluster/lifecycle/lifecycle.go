// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package lifecycle says in which phase a cluster is. It is a state machine: the
// next phase follows from the phase before and from what was observed, and from
// nothing else.
package lifecycle

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Facts are what was observed of a cluster, in the terms that all clouds share.
type Facts struct {
	// ControlPlane of the cluster.
	ControlPlane ControlPlane

	// Pools that are wanted, those that retire included, in the order of the
	// plan.
	Pools []Pool

	// System is the pool of the cloud's own parts. Nil on clouds that want
	// none.
	System *Pool

	// Addons that are wanted, sorted by name.
	Addons []Part

	// GitOps is the engine within the cluster. Nil means that none is wanted.
	GitOps *Part

	// Fleet is the registration with a fleet. Nil means that none is wanted.
	Fleet *Part

	// Problem is what the cloud says of something that will not get any
	// further by itself, wherever in the cluster it is. Empty means nothing.
	Problem string
}

// A ControlPlane as it was observed.
type ControlPlane struct {
	// Exists is true once the cloud knows the control plane.
	Exists bool

	// Ready is true while the API server serves.
	Ready bool

	// Updating is true while the cloud works on the control plane.
	Updating bool

	// Version in the cloud's own words. Empty while it is not known.
	Version string
}

// A Pool as it was observed.
type Pool struct {
	// Key of the pool: its name and its generation.
	Key string

	// ID of the pool at the cloud.
	ID string

	// Exists is true once the pool was composed.
	Exists bool

	// Ready is true while the pool is as it is wanted.
	Ready bool

	// Updating is true while the cloud works on the pool.
	Updating bool

	// Version of the nodes in the cloud's own words. Empty while it is not
	// known.
	Version string

	// Nodes that there are. Zero where the cloud does not say.
	Nodes int
}

// A Part is anything else of a cluster.
type Part struct {
	// Name of the part.
	Name string

	// Version of the part, where the cloud says.
	Version string

	// Ready is true when the part works.
	Ready bool
}

// Progress is how far a cluster is from what is wanted of it.
type Progress struct {
	// General is the phase that any other claim would have: Provisioning
	// until everything was ready for the first time.
	General platform.Phase

	// Upgrading is true while the control plane or a pool does not have the
	// version yet that it was asked to have, or will be next.
	Upgrading bool

	// Scaling is true while a pool is new or retires, or gets or loses nodes.
	Scaling bool

	// Lost is true while something that was ready before is not, be it only
	// because it is being upgraded.
	Lost bool
}

// Next returns the phase of a cluster, from the phase that it was in, from what was
// observed, and from how far that is from what is wanted.
func Next(before platform.Phase, f Facts, p Progress) platform.Phase {
	if f.Problem != "" {
		return v1alpha1.PhaseFailed
	}
	if !complete(before, p) {
		return creating(f)
	}
	switch {
	case p.Upgrading && p.General == platform.PhaseDegraded && !p.Lost:
		// Everything works, and the cloud refuses the step.
		return v1alpha1.PhaseFailed
	case p.Upgrading:
		return v1alpha1.PhaseUpgrading
	case p.Lost:
		return v1alpha1.PhaseSelfHealing
	case p.Scaling:
		return v1alpha1.PhaseScaling
	case p.General == platform.PhaseDegraded:
		// Something that is no part of these facts is refused by the cloud.
		return v1alpha1.PhaseFailed
	case p.General == platform.PhaseReady:
		return v1alpha1.PhaseRunning
	}
	return v1alpha1.PhaseScaling
}

// complete says whether a cluster once had everything that it asked for.
func complete(before platform.Phase, p Progress) bool {
	if slices.Contains([]platform.Phase{v1alpha1.PhaseRunning, v1alpha1.PhaseUpgrading, v1alpha1.PhaseScaling, v1alpha1.PhaseSelfHealing}, before) {
		return true
	}
	return p.General != platform.PhaseProvisioning
}

// creating is the phase of a cluster that never had everything.
func creating(f Facts) platform.Phase {
	if f.ControlPlane.Ready {
		return v1alpha1.PhaseBootstrapping
	}
	return v1alpha1.PhaseProvisioning
}
