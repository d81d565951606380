// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/internal/claim"
)

// A cloudOfPools does what it is told, one pass later, unless something is stuck.
type cloudOfPools struct {
	t       *testing.T
	claim   claim.Claim
	p       v1alpha1.Parameters
	status  v1alpha1.Status
	control string
	pools   map[string]string

	// stuck are the keys of pools that do not change, and broken those that are
	// not ready. The control plane has the key cluster.
	stuck, broken map[string]bool

	// withSystem is true on a cloud with a system pool.
	withSystem bool
}

func newCloud(t *testing.T, p v1alpha1.Parameters) *cloudOfPools {
	t.Helper()
	return &cloudOfPools{t: t, claim: testClaim(), p: p, pools: map[string]string{}, stuck: map[string]bool{}, broken: map[string]bool{}}
}

// pass plans, reports what is there, and then lets the cloud do what was planned.
func (c *cloudOfPools) pass() Plan {
	c.t.Helper()
	p := mustPlanFor(c.t, c.claim, c.p, c.status)
	c.check(p)
	f := c.facts(p)
	var s v1alpha1.Status
	p.Report(f, v1alpha1.NetworkStatus{ID: "vpc-1", Own: true, Zones: p.Network.Own.Zones}, &s)
	s.Phase = p.Phase(f, c.general(p, f))
	if f.ControlPlane.Exists {
		s.ID = "arn:aws:eks:us-east-1:123456789012:cluster/shop"
	}
	c.status = s
	c.apply(p)
	return p
}

// check proves what must hold at any time: versions go up by one and never down, and
// nodes are never newer than the control plane.
func (c *cloudOfPools) check(p Plan) {
	c.t.Helper()
	wanted := MinorOf(p.Version.ControlPlane)
	if had := MinorOf(c.control); had != 0 && (wanted < had || wanted > had+1) {
		c.t.Fatalf("the control plane must not go from %s to %s", had, wanted)
	}
	for _, n := range c.all(p) {
		if had := MinorOf(c.control); had != 0 && MinorOf(n.Version) > had {
			c.t.Fatalf("pool %s must not have %s while the control plane has %s", n.Key, n.Version, had)
		}
		if MinorOf(n.Version) < MinorOf(c.pools[n.Key]) {
			c.t.Fatalf("pool %s must not go back from %s to %s", n.Key, c.pools[n.Key], n.Version)
		}
	}
}

func (c *cloudOfPools) all(p Plan) []NodePool {
	if c.withSystem {
		return append([]NodePool{p.SystemPool}, p.NodePools...)
	}
	return p.NodePools
}

func (c *cloudOfPools) facts(p Plan) lifecycle.Facts {
	f := lifecycle.Facts{ControlPlane: lifecycle.ControlPlane{Exists: c.control != "", Ready: c.control != "", Version: c.control}}
	for _, n := range p.NodePools {
		f.Pools = append(f.Pools, c.pool(n))
	}
	if c.withSystem {
		f.System = new(c.pool(p.SystemPool))
	}
	return f
}

func (c *cloudOfPools) pool(n NodePool) lifecycle.Pool {
	version, exists := c.pools[n.Key]
	return lifecycle.Pool{Key: n.Key, Exists: exists, Ready: exists && !c.broken[n.Key], Version: version, Nodes: n.Count}
}

// general is the phase that the engine would give.
func (c *cloudOfPools) general(p Plan, f lifecycle.Facts) platform.Phase {
	ready := f.ControlPlane.Ready
	for _, n := range f.Pools {
		ready = ready && n.Ready
	}
	switch {
	case ready:
		return platform.PhaseReady
	case p.Recorded.Phase == "" || p.Recorded.Phase == platform.PhaseProvisioning:
		return platform.PhaseProvisioning
	}
	return platform.PhaseUpdating
}

func (c *cloudOfPools) apply(p Plan) {
	exists := c.control != ""
	if !c.stuck["cluster"] {
		c.control = p.Version.ControlPlane + ".1"
	}
	keys := map[string]bool{}
	for _, n := range c.all(p) {
		keys[n.Key] = true
		if exists && !c.stuck[n.Key] {
			c.pools[n.Key] = n.Version + ".1"
		}
	}
	maps.DeleteFunc(c.pools, func(key, _ string) bool { return !keys[key] })
}

// state is what the cloud has, by the names of pools.
func (c *cloudOfPools) state() string {
	var parts []string
	for _, key := range slices.Sorted(maps.Keys(c.pools)) {
		name, _, _ := strings.Cut(key, "-")
		parts = append(parts, fmt.Sprintf("%s %s", name, MinorOf(c.pools[key])))
	}
	return fmt.Sprintf("%s: %s", MinorOf(c.control), strings.Join(parts, ", "))
}

// run passes until nothing changes any more, and returns every state and phase.
func (c *cloudOfPools) run() []string {
	c.t.Helper()
	var out []string
	same := 0
	for range 60 {
		c.pass()
		line := c.state() + " " + string(c.status.Phase)
		if len(out) == 0 || out[len(out)-1] != line {
			out, same = append(out, line), 0
		}
		if same++; same > 3 {
			return out
		}
	}
	c.t.Fatalf("nothing settled: %q", out)
	return nil
}

func twoPools() []v1alpha1.NodePool {
	return []v1alpha1.NodePool{{Name: "main"}, {Name: "web", Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 5}}}
}

// TestUpgradePath proves that a cluster goes three versions up in order: the control
// plane by one, then each pool, then the control plane again.
func TestUpgradePath(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{Version: "1.32", NodePools: twoPools()})
	c.run()
	c.p.Version = "1.35"
	got := c.run()
	states := make([]string, 0, len(got))
	for _, line := range got {
		state, _, _ := strings.Cut(line, " Upgrading")
		state, _, _ = strings.Cut(state, " Running")
		if len(states) == 0 || states[len(states)-1] != state {
			states = append(states, state)
		}
	}
	want := []string{
		"1.33: main 1.32, web 1.32", "1.33: main 1.33, web 1.32", "1.33: main 1.33, web 1.33",
		"1.34: main 1.33, web 1.33", "1.34: main 1.34, web 1.33", "1.34: main 1.34, web 1.34",
		"1.35: main 1.34, web 1.34", "1.35: main 1.35, web 1.34", "1.35: main 1.35, web 1.35",
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("steps: -want, +got:\n%s", diff)
	}
	if last := got[len(got)-1]; last != "1.35: main 1.35, web 1.35 Running" {
		t.Errorf("want a running cluster in the end, got %s", last)
	}
	v := c.status.Version
	if v.Current != "1.35.1" || v.Target != "1.35" || v.Next != "1.35" || v.Held != "" || v.EndOfSupport != "2027-03-27" {
		t.Errorf("status.version: got %+v", v)
	}
}

// TestUpgradeWithSystemPool proves that the pool of the cloud's own parts goes first.
func TestUpgradeWithSystemPool(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{Version: "1.33"})
	c.withSystem = true
	c.run()
	c.p.Version = "1.34"
	c.pass()
	c.pass()
	c.pass()
	if got := c.state(); got != "1.34: main 1.33, system 1.34" {
		t.Errorf("want the system pool first, got %s", got)
	}
	c.run()
	if got := c.state(); got != "1.34: main 1.34, system 1.34" {
		t.Errorf("want both in the end, got %s", got)
	}
}

// TestUpgradeStops proves that nothing goes on past a part that failed, and that it
// goes on once that works again.
func TestUpgradeStops(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		fail   func(c *cloudOfPools, key string)
		mend   func(c *cloudOfPools, key string)
		want   string
	}{
		"PoolStuck": {
			reason: "A pool that does not get its version stops the others and the next step.",
			fail:   func(c *cloudOfPools, key string) { c.stuck[key] = true },
			mend:   func(c *cloudOfPools, key string) { delete(c.stuck, key) },
			want:   "1.33: main 1.32, web 1.32 Upgrading",
		},
		"ControlPlaneStuck": {
			reason: "Pools wait for a control plane that does not get its version.",
			fail:   func(c *cloudOfPools, _ string) { c.stuck["cluster"] = true },
			mend:   func(c *cloudOfPools, _ string) { delete(c.stuck, "cluster") },
			want:   "1.32: main 1.32, web 1.32 Upgrading",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCloud(t, v1alpha1.Parameters{Version: "1.32", NodePools: twoPools()})
			c.run()
			key := c.status.NodePools[0].Key
			tc.fail(c, key)
			c.p.Version = "1.34"
			got := c.run()
			if last := got[len(got)-1]; last != tc.want {
				t.Errorf("%s\nwant %s, got %q", tc.reason, tc.want, got)
			}
			tc.mend(c, key)
			got = c.run()
			if last := got[len(got)-1]; last != "1.34: main 1.34, web 1.34 Running" {
				t.Errorf("%s\nwant the upgrade to go on, got %q", tc.reason, got)
			}
		})
	}
}

// TestUpgradeWaitsForUnreadyPool proves that a pool that lost its readiness is waited
// for, before anything else is disturbed.
func TestUpgradeWaitsForUnreadyPool(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{Version: "1.33", NodePools: twoPools()})
	c.run()
	web := c.status.NodePools[1].Key
	c.broken[web] = true
	c.pass()
	if c.status.Phase != v1alpha1.PhaseSelfHealing {
		t.Errorf("want a cluster that heals itself, got %s", c.status.Phase)
	}
	c.p.Version = "1.34"
	p := c.pass()
	if p.Version.ControlPlane != "1.33" || p.Version.Held != "1.34 waits: pool web is not ready" {
		t.Errorf("want the control plane to wait, got %+v", p.Version)
	}
	delete(c.broken, web)
	got := c.run()
	if last := got[len(got)-1]; last != "1.34: main 1.34, web 1.34 Running" {
		t.Errorf("want the upgrade to go on, got %q", got)
	}
}

// TestUpgradeInWindow proves that every step waits for the maintenance window, and
// that a step which has begun is not taken back when it closes.
func TestUpgradeInWindow(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{
		Version: "1.33", NodePools: twoPools(),
		Maintenance: &v1alpha1.Maintenance{Window: &v1alpha1.MaintenanceWindow{Start: "22:00", DurationHours: 4}},
	})
	c.run()
	c.p.Version = "1.34"
	p := c.pass()
	const held = "it is outside of the maintenance window, which opens at 2026-11-21T22:00:00Z"
	if p.Version.ControlPlane != "1.33" || p.Version.Held != "1.34 waits: "+held || c.status.Version.Held != p.Version.Held {
		t.Errorf("want the control plane to wait, got %+v and %+v", p.Version, c.status.Version)
	}
	if !slices.Contains(p.Warnings, "version "+p.Version.Held) || c.status.Maintenance.Open || c.status.Maintenance.Next != "2026-11-21T22:00:00Z" {
		t.Errorf("want to be told, got %q and %+v", p.Warnings, c.status.Maintenance)
	}
	if c.status.Phase != v1alpha1.PhaseRunning {
		t.Errorf("a cluster that waits is running, got %s", c.status.Phase)
	}
	c.claim.Now = c.claim.Now.Add(12 * time.Hour)
	c.pass()
	c.claim.Now = c.claim.Now.Add(12 * time.Hour)
	p = c.pass()
	if p.Version.ControlPlane != "1.34" {
		t.Errorf("a step that has begun is not taken back, got %s", p.Version.ControlPlane)
	}
	p = c.pass()
	if got := c.state(); got != "1.34: main 1.33, web 1.33" || p.NodePools[0].Held == "" || !strings.HasPrefix(p.Version.Held, "pool main waits: it is outside") {
		t.Errorf("want pools to wait too, got %s and %+v", got, p.Version)
	}
	c.claim.Now = c.claim.Now.Add(12 * time.Hour)
	if got := c.run(); got[len(got)-1] != "1.34: main 1.34, web 1.34 Running" {
		t.Errorf("want the upgrade to go on, got %q", got)
	}
}

// TestNewPoolDuringUpgrade proves that a pool that comes while the control plane is
// upgraded starts with the version that the control plane has.
func TestNewPoolDuringUpgrade(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{Version: "1.33"})
	c.run()
	c.p.Version, c.stuck["cluster"] = "1.34", true
	c.pass()
	c.p.NodePools = []v1alpha1.NodePool{{Name: "main"}, {Name: "web"}}
	p := c.pass()
	if p.Version.ControlPlane != "1.34" || p.NodePools[1].Version != "1.33" {
		t.Errorf("want a pool with 1.33 beside a control plane on its way to 1.34, got %s and %s", p.NodePools[1].Version, p.Version.ControlPlane)
	}
	delete(c.stuck, "cluster")
	if got := c.run(); got[len(got)-1] != "1.34: main 1.34, web 1.34 Running" {
		t.Errorf("want both pools to follow, got %q", got)
	}
}

// TestForcedUpgrade proves that what a cloud did by itself is neither fought nor a
// reason to refuse everything else.
func TestForcedUpgrade(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{Version: "1.32"})
	c.run()
	// What a cloud does is known only once it was recorded.
	c.status.Version.Current, c.control = "1.33.4", "1.33.4"
	p := c.pass()
	if p.Version.ControlPlane != "1.33" || p.Version.Target != "1.33" {
		t.Errorf("want the version that the cloud chose, got %+v", p.Version)
	}
	if !slices.Contains(p.Warnings, "the cloud upgraded the control plane to 1.33: set version to 1.33") {
		t.Errorf("want to be told, got %q", p.Warnings)
	}
}

// TestVersionCorrected proves that a version that the cloud does not have can be
// corrected, as long as there is no cluster.
func TestVersionCorrected(t *testing.T) {
	t.Parallel()

	recorded := v1alpha1.Status{Version: &v1alpha1.VersionStatus{Next: "1.99", Target: "1.99"}}
	if got := mustPlan(t, v1alpha1.Parameters{Version: "1.35"}, recorded).Version; got.ControlPlane != "1.35" || got.Target != "1.35" {
		t.Errorf("want the version that is asked for now, got %+v", got)
	}
}

// TestStableFollows proves that stable goes on when a newer release knows more, and
// not back when it knows less.
func TestStableFollows(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{})
	c.claim.Guardrails.Allowed.KubernetesVersions = []string{"1.33"}
	c.run()
	if got := c.state(); got != "1.33: main 1.33" {
		t.Fatalf("want the newest version that is allowed, got %s", got)
	}
	c.claim.Guardrails.Allowed.KubernetesVersions = []string{"1.33", "1.34"}
	c.run()
	if got := c.state(); got != "1.34: main 1.34" {
		t.Errorf("want stable to go on, got %s", got)
	}
	c.claim.Guardrails.Allowed.KubernetesVersions = []string{"1.33"}
	c.run()
	if got := c.state(); got != "1.34: main 1.34" {
		t.Errorf("want stable to stay, got %s", got)
	}
}
