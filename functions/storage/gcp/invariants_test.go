// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"reflect"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components:  plan.Components(),
		TargetKinds: map[string]string{"bucketSelector": "Bucket"},
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

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"Bucket": naming.GCPBucket, "KeyRing": naming.GCPKMS, "CryptoKey": naming.GCPKMS, "Disk": naming.GCPCompute, "Instance": naming.GCPFilestore,
	}}
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names.Check(t, Build(p, observations{}))
		})
	}
}

// TestBuildLabels checks that whatever GCP can label is labelled, and that everything is
// in the project of the environment.
func TestBuildLabels(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		resources := Build(p, observations{})
		managedtest.CheckTags(t, resources, "Labels", map[string]string{"team": "team-a", "claim": "shop"})
		for _, r := range resources {
			v := reflect.ValueOf(r.ForProvider)
			if f := v.FieldByName("Project"); f.IsValid() && f.String() != p.Claim.Guardrails.GCP.ProjectID {
				t.Errorf("%s: %q is in the project %q", name, r.Key, f.String())
			}
		}
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, p)
			managedtest.CheckNothingWaits(t, resources)
			invariants().Check(t, resources)
		})
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	unknown := func(p *plan.Plan) { p.Network = &plan.Network{Name: "team-a/main"} }
	environmentLost := func(p *plan.Plan) {
		p.Claim.Guardrails.GCP.ProjectNumber = ""
		p.Key.ID = (&storage{Plan: full(), observed: observations{}}).keyID()
	}
	cases := map[string]struct {
		reason        string
		before, after plan.Plan
	}{
		"StoreLost":   {reason: "No resource may lose a value because status is lost for a moment.", before: full(), after: full()},
		"DiskLost":    {reason: "A disk keeps its key, without which it would be another one.", before: plans()["BlockWithKey"], after: plans()["BlockWithKey"]},
		"FilesLost":   {reason: "A file system keeps its key and its network.", before: plans()["FileWithKey"], after: plans()["FileWithKey"]},
		"NetworkLost": {reason: "A file system keeps its network.", before: plans()["FileWithKey"], after: with(plans()["FileWithKey"], unknown)},
		"NumberLost":  {reason: "Who may use a key stays who it is.", before: full(), after: with(full(), environmentLost)},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			got := Build(tc.after, o.Lost())
			managedtest.CheckKept(t, tc.reason, want, got)
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changes are the keys of what changes beside what is added.
		changes []managed.Key
	}{
		"Public": {
			reason: "Opening a bucket changes what may be granted.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.Public = true }),
			changes: []managed.Key{keyBucket},
		},
		"AccessLogs": {
			reason: "A bucket says where its logs go.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 30 }),
			changes: []managed.Key{keyBucket},
		},
		"Key": {
			reason: "A key that is created encrypts what is written from then on.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Key = createdKey() }),
			changes: []managed.Key{keyBucket},
		},
		"LogsOfAFullStore": {
			reason:  "A log bucket is the same whatever the store has.",
			before:  with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 180 }),
			after:   with(full(), func(p *plan.Plan) { p.Object.Replica = nil }),
			changes: []managed.Key{keyBucket},
		},
		"Size": {
			reason: "A disk grows in place.",
			before: block(v1alpha1.PerformanceStandard, platformKey()),
			after: with(block(v1alpha1.PerformanceStandard, platformKey()), func(p *plan.Plan) {
				p.Block = &plan.Block{SizeGiB: 400, Performance: v1alpha1.PerformanceStandard, Zone: p.Block.Zone}
			}),
			changes: []managed.Key{keyDisk},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, tc.before)
			managedtest.CheckGrows(t, tc.reason, before, Build(tc.after, o), tc.changes...)
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o := converge(t, p)
			managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(p, o) })
		})
	}
}
