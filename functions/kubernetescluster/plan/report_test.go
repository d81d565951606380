// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

func TestReport(t *testing.T) {
	t.Parallel()

	c := within(func(e *environment.Environment) {
		e.Kubernetes.Fleet.Engine = environment.FleetFlux
		e.Kubernetes.CreateKeys = new(true)
	})
	p := mustPlanFor(t, c, v1alpha1.Parameters{
		GitOps: &v1alpha1.GitOps{URL: "https://example.com/a"}, DeletionProtection: new(true),
	}, v1alpha1.Status{})
	n := p.NodePools[0]
	var s v1alpha1.Status
	p.Report(lifecycle.Facts{
		ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: "1.35.1"},
		Pools:        []lifecycle.Pool{{Key: n.Key, ID: "ng-1", Exists: true, Ready: true, Version: "1.35.1", Nodes: 3}},
		Addons:       []lifecycle.Part{{Name: "DNS", Version: "v1", Ready: true}},
		GitOps:       &lifecycle.Part{Ready: true},
	}, v1alpha1.NetworkStatus{ID: "vpc-1", Own: true, Zones: 3}, &s)
	want := v1alpha1.Status{
		Endpoint: &v1alpha1.EndpointStatus{Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []string{office}},
		Version:  &v1alpha1.VersionStatus{Current: "1.35.1", Target: "1.35", Next: "1.35", EndOfSupport: "2027-03-27"},
		Network:  &v1alpha1.NetworkStatus{ID: "vpc-1", Own: true, Zones: 3},
		NodePools: []v1alpha1.NodePoolStatus{{
			Name: "main", Key: n.Key, Phase: v1alpha1.NodePoolReady, ID: "ng-1", Version: "1.35.1", TargetVersion: "1.35",
			MachineType: n.MachineType, Machine: &n.Machine, Zones: []platform.Zone{platform.ZoneA, platform.ZoneB, platform.ZoneC}, AllZones: true,
			DiskGiB: DefaultDiskGiB, Count: 3, Surge: 1, Nodes: 3,
		}},
		Addons:             []v1alpha1.AddonStatus{{Name: v1alpha1.AddonDNS, Version: "v1", Ready: true}},
		Encryption:         &v1alpha1.EncryptionStatus{Own: true},
		Maintenance:        &v1alpha1.MaintenanceStatus{Open: true},
		GitOps:             &v1alpha1.GitOpsStatus{Engine: v1alpha1.EngineArgoCD, Ready: true},
		Fleet:              &v1alpha1.FleetStatus{Engine: v1alpha1.EngineFlux, Name: p.Fleet.Name, Namespace: "flux-system"},
		DeletionProtection: true,
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	if p.Protected() == "" || (Plan{}).Protected() != "" {
		t.Error("a cluster that is protected says why, and another one nothing")
	}

	// What was not observed is what was recorded.
	s.ID, s.Name, s.ResourceGroup = "arn", "shop", "rg"
	s.Endpoint.URL, s.Encryption.Key = "https://api", "key"
	s.WorkloadIdentity = &v1alpha1.WorkloadIdentityStatus{Issuer: "https://issuer"}
	p = mustPlanFor(t, c, v1alpha1.Parameters{
		GitOps: &v1alpha1.GitOps{URL: "https://example.com/a"}, DeletionProtection: new(true),
	}, s)
	var lost v1alpha1.Status
	p.Report(lifecycle.Facts{Pools: []lifecycle.Pool{{Key: n.Key, Exists: true}}, GitOps: &lifecycle.Part{Ready: true}}, *s.Network, &lost)
	kept := s
	kept.Addons = nil
	kept.NodePools = slices.Clone(s.NodePools)
	kept.NodePools[0].Phase, kept.NodePools[0].Nodes = v1alpha1.NodePoolUnready, 0
	if diff := cmp.Diff(kept, lost); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}

func TestReportAdopted(t *testing.T) {
	t.Parallel()

	p := mustPlan(t, v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "old"}}, v1alpha1.Status{})
	f := lifecycle.Facts{
		ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: "1.33"},
		Pools:        []lifecycle.Pool{{Key: "a", Ready: true, Version: "1.33", Nodes: 2}, {Key: "b"}},
	}
	var s v1alpha1.Status
	p.Report(f, v1alpha1.NetworkStatus{}, &s)
	want := v1alpha1.Status{
		Adopted:  true,
		Endpoint: &v1alpha1.EndpointStatus{},
		Version:  &v1alpha1.VersionStatus{Current: "1.33", EndOfSupport: "2026-07-29"},
		NodePools: []v1alpha1.NodePoolStatus{
			{Name: "a", Key: "a", Phase: v1alpha1.NodePoolReady, Version: "1.33", Nodes: 2},
			{Name: "b", Key: "b", Phase: v1alpha1.NodePoolUnready},
		},
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	if got := p.Phase(f, platform.PhaseReady); got != v1alpha1.PhaseRunning {
		t.Errorf("want a running cluster, got %s", got)
	}
	if got := p.Phase(lifecycle.Facts{}, platform.PhaseProvisioning); got != v1alpha1.PhaseProvisioning {
		t.Errorf("want one that was not found yet, got %s", got)
	}
}

// TestPoolPhase proves what every phase of a pool stands for.
func TestPoolPhase(t *testing.T) {
	t.Parallel()

	had := func(p v1alpha1.NodePoolPhase) v1alpha1.NodePoolStatus { return v1alpha1.NodePoolStatus{Phase: p} }
	wanted := NodePool{Version: "1.34"}
	cases := map[string]struct {
		reason  string
		n       NodePool
		f       lifecycle.Pool
		had     v1alpha1.NodePoolStatus
		version Minor
		want    v1alpha1.NodePoolPhase
	}{
		"Planned":   {reason: "It waits.", n: wanted, want: v1alpha1.NodePoolPlanned},
		"Creating":  {reason: "It was never ready.", n: wanted, f: lifecycle.Pool{Exists: true}, want: v1alpha1.NodePoolCreating},
		"Unknown":   {reason: "Without a version nobody knows whether it is ready.", n: wanted, f: lifecycle.Pool{Exists: true, Ready: true}, want: v1alpha1.NodePoolCreating},
		"Ready":     {reason: "It has what was asked for.", n: wanted, f: lifecycle.Pool{Exists: true, Ready: true}, version: 34, want: v1alpha1.NodePoolReady},
		"Newer":     {reason: "A cloud may be ahead.", n: wanted, f: lifecycle.Pool{Exists: true, Ready: true}, version: 35, want: v1alpha1.NodePoolReady},
		"Upgrading": {reason: "It has the version before.", n: wanted, f: lifecycle.Pool{Exists: true, Ready: true}, had: had(v1alpha1.NodePoolReady), version: 33, want: v1alpha1.NodePoolUpgrading},
		"Scaling":   {reason: "The cloud works on it.", n: wanted, f: lifecycle.Pool{Exists: true, Updating: true}, had: had(v1alpha1.NodePoolReady), version: 34, want: v1alpha1.NodePoolScaling},
		"Unready":   {reason: "It was ready.", n: wanted, f: lifecycle.Pool{Exists: true}, had: had(v1alpha1.NodePoolReady), version: 34, want: v1alpha1.NodePoolUnready},
		"Gone":      {reason: "What was ready does not wait to be created.", n: wanted, had: had(v1alpha1.NodePoolUnready), version: 34, want: v1alpha1.NodePoolUnready},
		"Retiring":  {reason: "It goes.", n: NodePool{Retiring: true}, f: lifecycle.Pool{Exists: true, Ready: true}, want: v1alpha1.NodePoolRetiring},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := poolPhase(tc.n, tc.f, tc.had, tc.version); got != tc.want {
				t.Errorf("%s\nwant %s, got %s", tc.reason, tc.want, got)
			}
		})
	}
}

// TestPhaseOfAddons proves that an add-on that was ready comes back, and that nodes
// that are missing are on their way.
func TestPhaseOfAddons(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{})
	c.run()
	c.status.Addons = []v1alpha1.AddonStatus{{Name: v1alpha1.AddonDNS, Ready: true}}
	p := mustPlanFor(t, c.claim, c.p, c.status)
	f := c.facts(p)
	f.Addons = []lifecycle.Part{{Name: string(v1alpha1.AddonDNS)}}
	if got := p.Phase(f, platform.PhaseDegraded); got != v1alpha1.PhaseSelfHealing {
		t.Errorf("want an add-on to come back, got %s", got)
	}
	f = c.facts(p)
	f.Pools[0].Nodes = 2
	if got := p.Phase(f, platform.PhaseReady); got != v1alpha1.PhaseScaling {
		t.Errorf("want a node to come, got %s", got)
	}
	f = c.facts(p)
	f.ControlPlane.Ready = false
	if got := p.Phase(f, platform.PhaseDegraded); got != v1alpha1.PhaseSelfHealing {
		t.Errorf("want a control plane to come back, got %s", got)
	}
	f.Problem = "the cloud gave up"
	if got := p.Phase(f, platform.PhaseDegraded); got != v1alpha1.PhaseFailed {
		t.Errorf("want a cluster that failed, got %s", got)
	}
}

// TestPhaseOfUpgrades proves that a cluster is upgrading until it has the version that
// was asked for, unless it waits for its window.
func TestPhaseOfUpgrades(t *testing.T) {
	t.Parallel()

	pools := func(versions ...string) []lifecycle.Pool {
		var out []lifecycle.Pool
		for _, v := range versions {
			out = append(out, lifecycle.Pool{Key: "main-x", Exists: true, Ready: true, Version: v})
		}
		return out
	}
	cases := map[string]struct {
		reason       string
		closed       bool
		controlPlane string
		pools        []lifecycle.Pool
		next         string
		want         bool
	}{
		"There":            {reason: "Everything has its version.", controlPlane: "1.35.1", pools: pools("1.35"), next: "1.35"},
		"ControlPlane":     {reason: "The control plane was asked to go.", controlPlane: "1.34", pools: pools("1.34"), next: "1.35", want: true},
		"BetweenSteps":     {reason: "The next step begins at once.", controlPlane: "1.34", pools: pools("1.34"), next: "1.34", want: true},
		"Pools":            {reason: "Pools follow the control plane.", controlPlane: "1.35", pools: pools("1.34"), next: "1.35", want: true},
		"NewPool":          {reason: "A pool that comes has no version yet.", controlPlane: "1.35", pools: pools(""), next: "1.35"},
		"Waiting":          {reason: "What waits for its window is not on its way.", closed: true, controlPlane: "1.33", pools: pools("1.33"), next: "1.33"},
		"BegunBeforeClose": {reason: "What has begun goes on.", closed: true, controlPlane: "1.33", pools: pools("1.33"), next: "1.34", want: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Plan{
				Version:     Version{Target: "1.35", ControlPlane: tc.next},
				Maintenance: Maintenance{Open: !tc.closed},
				NodePools:   []NodePool{{Key: "main-x"}},
			}
			if got := p.isBehind(lifecycle.ControlPlane{Version: tc.controlPlane}, tc.pools); got != tc.want {
				t.Errorf("%s\nisBehind(...): want %t, got %t", tc.reason, tc.want, got)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()

	spot := []v1alpha1.NodePool{{Name: "main", Spot: true}}
	cases := map[string]struct {
		reason string
		now    time.Time
		p      v1alpha1.Parameters
		want   []string
	}{
		"Fine": {reason: "There is nothing to say."},
		"Unknown": {
			reason: "A version that is not known may well be there.", p: v1alpha1.Parameters{Version: "1.99"},
			want: []string{"version 1.99 is newer than 1.35, the newest that was known on aws when this release was made"},
		},
		"Soon": {
			reason: "Support ends in a few days.", p: v1alpha1.Parameters{Version: "1.34"},
			want: []string{"standard support of version 1.34 on aws ends on 2026-12-02: set version to a newer one"},
		},
		"Ended": {
			reason: "Support has ended.", p: v1alpha1.Parameters{Version: "1.33"},
			want: []string{"standard support of version 1.33 on aws ended on 2026-07-29: set version to a newer one"},
		},
		"LastDay": {
			reason: "Support includes its last day.", p: v1alpha1.Parameters{Version: "1.33"}, now: time.Date(2026, time.July, 29, 23, 59, 0, 0, time.UTC),
			want: []string{"standard support of version 1.33 on aws ends on 2026-07-29: set version to a newer one"},
		},
		"Ancient": {
			reason: "What is not known any more is older than what is.", p: v1alpha1.Parameters{Version: "1.20"},
			want: []string{"version 1.20 is out of support on aws: set version to a newer one"},
		},
		"Spot": {
			reason: "All nodes may go at once.", p: v1alpha1.Parameters{NodePools: spot},
			want: []string{"all pools are spot ones, which the cloud may take back together: add a pool that is not, for what must keep running"},
		},
		"PrivateGitOps": {
			reason: "Somebody must reach the API server.",
			p:      v1alpha1.Parameters{Endpoint: &v1alpha1.Endpoint{Access: v1alpha1.EndpointPrivate}, GitOps: &v1alpha1.GitOps{URL: "https://example.com/a"}},
			want:   []string{"gitops needs the control plane of the platform to reach the API server, which is Private: connect its network with that of the cluster"},
		},
		"NoGPU": {
			reason: "Nobody offers the GPUs.",
			p: v1alpha1.Parameters{
				NodePools: []v1alpha1.NodePool{{Name: "gpu", Machine: &v1alpha1.Machine{GPU: &v1alpha1.GPU{}}}},
				Addons:    []v1alpha1.Addon{{Name: v1alpha1.AddonGPU, Enabled: new(false)}},
			},
			want: []string{"add-on GPU is switched off, and pods get no GPUs until something else offers them"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testClaim()
			if !tc.now.IsZero() {
				c.Now = tc.now
			}
			if diff := cmp.Diff(tc.want, mustPlanFor(t, c, tc.p, v1alpha1.Status{}).Warnings); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
