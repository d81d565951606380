// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"serviceAccountIdSelector":       "ServiceAccount",
			"workloadIdentityPoolIdSelector": "WorkloadIdentityPool",
		},
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(first))
			invariants().Check(t, first)
			invariants().Check(t, second)
		})
	}
}

// TestKeysAreShort proves that the longest keys that a plan has still make labels, also
// when the engine orders deletion by them.
func TestKeysAreShort(t *testing.T) {
	t.Parallel()
	p := with(workload())
	p.Workload.Key = strings.Repeat("w", 40)
	for i := range p.Grants {
		p.Grants[i].TargetKey += strings.Repeat("x", 40-len(p.Grants[i].TargetKey))
		p.Grants[i].Key = p.Grants[i].TargetKey + "-" + string(p.Grants[i].Role)
	}
	user := with(machine())
	user.Grants = p.Grants
	managedtest.CheckKeys(t, slices.Concat(Build(p, observations{}), Build(user, observations{})))
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"ServiceAccount": naming.GCPServiceAccount, "WorkloadIdentityPool": naming.GCPWorkloadIdentityPool,
		"WorkloadIdentityPoolProvider": naming.GCPWorkloadIdentityPool,
	}}
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names.Check(t, Build(p, observations{}))
		})
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _, _ := converge(t, p)
			managedtest.CheckNothingWaits(t, resources)
			invariants().Check(t, resources)
		})
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o, s := converge(t, p)
			p := record(p, s)
			for reason, got := range map[string][]managed.Resource{
				"No resource may lose a value because its status is lost for a moment.": Build(p, o.LostStatus()),
				"What was granted stays as it is when its target is lost for a moment.": Build(unknown(p), o),
				"Nothing changes either when everything is lost at once, for a moment.": Build(unknown(p), o.LostStatus()),
			} {
				managedtest.CheckKept(t, reason, want, got)
			}
		})
	}
}

// TestBuildWaits shows that nothing is granted to what does not exist, and that the
// identity itself does not wait for it.
func TestBuildWaits(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]plan.Plan{"Workload": with(workload()), "Machine": with(machine())} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range Build(unknown(p), observations{}) {
				grant := r.Component == plan.ComponentAccess || r.Component == plan.ComponentTrust
				if grant != (len(r.Waits) > 0) {
					t.Errorf("%q waits for %v", r.Key, r.Waits)
				}
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o, _ := converge(t, p)
			managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(p, o) })
		})
	}
}
