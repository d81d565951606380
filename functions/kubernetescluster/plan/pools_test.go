// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

// keys of the pools of a plan, those that retire in brackets.
func keys(p Plan) []string {
	var out []string
	for _, n := range p.NodePools {
		if n.Retiring {
			out = append(out, "["+n.Key+"]")
			continue
		}
		out = append(out, n.Key)
	}
	return out
}

// TestPoolGeneration proves what makes another pool of a pool, and what does not.
func TestPoolGeneration(t *testing.T) {
	t.Parallel()

	base := v1alpha1.NodePool{Name: "main", Size: v1alpha1.SizeMedium}
	cases := map[string]struct {
		reason string
		change func(n *v1alpha1.NodePool)
		want   bool
	}{
		"Size":         {reason: "No pool changes its machine type everywhere.", change: func(n *v1alpha1.NodePool) { n.Size = v1alpha1.SizeLarge }, want: true},
		"Architecture": {reason: "Another architecture is another machine type.", change: func(n *v1alpha1.NodePool) { n.Machine = &v1alpha1.Machine{Architecture: v1alpha1.ArchitectureARM64} }, want: true},
		"Disk":         {reason: "No pool changes its disks everywhere.", change: func(n *v1alpha1.NodePool) { n.DiskGiB = 200 }, want: true},
		"Spot":         {reason: "No pool becomes a spot one.", change: func(n *v1alpha1.NodePool) { n.Spot = true }, want: true},
		"Zones":        {reason: "No pool moves.", change: func(n *v1alpha1.NodePool) { n.Zones = []platform.Zone{platform.ZoneA} }, want: true},
		"SameZones":    {reason: "All zones are all zones, whether they are named or not.", change: func(n *v1alpha1.NodePool) { n.Zones = []platform.Zone{platform.ZoneC, platform.ZoneA, platform.ZoneB} }},
		"SameMachine": {
			reason: "The same machine type is the same, however it is asked for.",
			change: func(n *v1alpha1.NodePool) { n.Size, n.Machine = "", &v1alpha1.Machine{CPU: 4, Memory: 16} },
		},
		"Count":       {reason: "Every pool grows and shrinks.", change: func(n *v1alpha1.NodePool) { n.Count = new(7) }},
		"Autoscaling": {reason: "Every pool can be autoscaled.", change: func(n *v1alpha1.NodePool) { n.Autoscaling = &v1alpha1.Autoscaling{Min: 1, Max: 9} }},
		"Labels":      {reason: "Every pool changes its labels.", change: func(n *v1alpha1.NodePool) { n.Labels = map[string]string{"a": "b"} }},
		"Taints":      {reason: "Every pool changes its taints.", change: func(n *v1alpha1.NodePool) { n.Taints = []v1alpha1.Taint{{Key: "a"}} }},
		"Surge":       {reason: "Every pool changes how it is upgraded.", change: func(n *v1alpha1.NodePool) { n.Surge, n.MaxUnavailable = new(0), 1 }},
	}
	before := mustPlan(t, v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{base}}, v1alpha1.Status{}).NodePools[0]
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := base
			tc.change(&n)
			after := mustPlan(t, v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{n}}, v1alpha1.Status{}).NodePools[0]
			if got := after.Key != before.Key; got != tc.want {
				t.Errorf("%s\nanother pool: want %t, got %t", tc.reason, tc.want, got)
			}
		})
	}
}

// TestPoolReplacement proves that the new pool is there before the old one goes, and
// that the old one is kept exactly as it was meanwhile.
func TestPoolReplacement(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{{
		Name: "main", Count: new(5), Labels: map[string]string{"a": "b"}, Taints: []v1alpha1.Taint{{Key: "k", Value: "v", Effect: v1alpha1.EffectNoExecute}},
	}}})
	c.run()
	before := c.pass().NodePools[0]

	c.p.NodePools = []v1alpha1.NodePool{{Name: "main", Size: v1alpha1.SizeLarge}}
	p := c.pass()
	wanted := p.NodePools[0].Key
	c.broken[wanted] = true
	for range 3 {
		p = c.pass()
		if diff := cmp.Diff([]string{wanted, "[" + before.Key + "]"}, keys(p)); diff != "" || wanted == before.Key {
			t.Fatalf("The old pool stays until the new one is ready: -want, +got:\n%s", diff)
		}
		kept := p.NodePools[1]
		kept.Retiring = false
		if diff := cmp.Diff(before, kept); diff != "" {
			t.Fatalf("The old pool stays as it was: -want, +got:\n%s", diff)
		}
		if c.status.NodePools[1].Phase != v1alpha1.NodePoolRetiring || c.status.Phase != v1alpha1.PhaseScaling {
			t.Errorf("want a pool that retires in a cluster that scales, got %s and %s", c.status.NodePools[1].Phase, c.status.Phase)
		}
	}
	delete(c.broken, wanted)
	c.pass()
	p = c.pass()
	if diff := cmp.Diff([]string{wanted}, keys(p)); diff != "" {
		t.Errorf("The old pool goes once the new one is ready: -want, +got:\n%s", diff)
	}
}

// TestPoolReplacementTakenBack proves that who thinks better of it gets the old pool
// back, and that a pool that never had nodes just goes.
func TestPoolReplacementTakenBack(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{{Name: "main"}}})
	c.run()
	before := keys(c.pass())
	c.p.NodePools = []v1alpha1.NodePool{{Name: "main", Size: v1alpha1.SizeLarge}}
	c.broken[keys(c.pass())[0]] = true
	c.pass()
	c.p.NodePools = []v1alpha1.NodePool{{Name: "main"}}
	if diff := cmp.Diff(before, keys(c.pass())); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	c.p.NodePools = []v1alpha1.NodePool{{Name: "main", Size: v1alpha1.SizeXLarge}}
	c.broken[keys(c.pass())[0]] = true
	c.pass()
	c.p.NodePools = []v1alpha1.NodePool{{Name: "main", DiskGiB: 500}}
	got := keys(c.pass())
	if len(got) != 2 || got[1] != "["+before[0]+"]" {
		t.Errorf("want the third pool and the first one beside it, got %q", got)
	}
}

// TestPoolReplacementInWindow proves that a pool is replaced in the maintenance window
// only, and scaled at any time.
func TestPoolReplacementInWindow(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{
		NodePools:   []v1alpha1.NodePool{{Name: "main"}},
		Maintenance: &v1alpha1.Maintenance{Window: &v1alpha1.MaintenanceWindow{Start: "22:00", DurationHours: 4}},
	})
	c.run()
	before := c.pass().NodePools[0]
	c.p.NodePools = []v1alpha1.NodePool{{Name: "main", Size: v1alpha1.SizeLarge, Count: new(9)}, {Name: "new"}}
	p := c.pass()
	held := p.NodePools[0]
	if held.Key != before.Key || held.MachineType != before.MachineType || held.Count != 9 || !strings.HasPrefix(held.Held, "its replacement waits: it is outside of the maintenance window") {
		t.Errorf("want the old pool with the new count, got %+v", held)
	}
	if len(p.NodePools) != 2 || p.NodePools[1].Held != "" {
		t.Errorf("want a new pool at any time, got %q", keys(p))
	}
	c.claim.Now = c.claim.Now.Add(12 * time.Hour)
	if got := keys(c.pass()); len(got) != 3 || got[0] == before.Key || got[2] != "["+before.Key+"]" {
		t.Errorf("want the replacement to begin in the window, got %q", got)
	}
	c.claim.Now = c.claim.Now.Add(12 * time.Hour)
	if got := keys(c.pass()); len(got) != 3 {
		t.Errorf("want the replacement to go on after the window, got %q", got)
	}
}

// TestPoolRemoved proves that a pool that the claim does not have any more goes.
func TestPoolRemoved(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{NodePools: twoPools()})
	c.run()
	c.p.NodePools = twoPools()[:1]
	if got := c.pass(); len(got.NodePools) != 1 || got.NodePools[0].Name != "main" {
		t.Errorf("want one pool, got %q", keys(got))
	}
}

// TestPoolIsSticky proves that neither a newer table nor a larger network replaces
// nodes.
func TestPoolIsSticky(t *testing.T) {
	t.Parallel()

	c := newCloud(t, v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{{Name: "main"}}})
	c.run()
	s := &c.status.NodePools[0]
	// An older release chose an older machine type, in fewer zones.
	s.MachineType, s.Zones = "m5.xlarge", []platform.Zone{platform.ZoneA, platform.ZoneB}
	r := planner{claim: c.claim}
	s.Key = r.identify(r.restored(*s)).Key
	got := mustPlanFor(t, c.claim, c.p, c.status).NodePools
	if len(got) != 1 || got[0].Key != s.Key || got[0].MachineType != "m5.xlarge" || len(got[0].Zones) != 2 {
		t.Errorf("want the pool that is there, got %+v", got)
	}
}

// TestPoolsOnRegionWithoutZones proves that there are regions without zones.
func TestPoolsOnRegionWithoutZones(t *testing.T) {
	t.Parallel()

	got := mustPlanFor(t, onCloud(platform.ProviderAzure, "westus"), v1alpha1.Parameters{}, v1alpha1.Status{})
	if len(got.NodePools[0].Zones) != 0 || got.Network.Own.Zones != 1 {
		t.Errorf("want a pool without zones in a network with one, got %v and %d", got.NodePools[0].Zones, got.Network.Own.Zones)
	}
}

func TestPoolRefusals(t *testing.T) {
	t.Parallel()

	one := func(change func(n *v1alpha1.NodePool)) v1alpha1.Parameters {
		n := v1alpha1.NodePool{Name: "main"}
		change(&n)
		return v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{n}}
	}
	sizes := within(func(e *environment.Environment) { e.Allowed.Sizes = []string{"small", "medium"} })
	testRefusals(t, map[string]refusal{
		"Name":   {reason: "Names of pools are labels.", p: one(func(n *v1alpha1.NodePool) { n.Name = "Main" }), want: []string{`spec.parameters.nodePools[0].name: Invalid value: "Main": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 16 characters`}},
		"System": {reason: "One name is taken.", p: one(func(n *v1alpha1.NodePool) { n.Name = "system" }), want: []string{`spec.parameters.nodePools[0].name: Invalid value: "system": is the name of the pool that the cloud's own parts run on: choose another name`}},
		"Twice":  {reason: "Names are unique.", p: v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{{Name: "a"}, {Name: "a"}}}, want: []string{`spec.parameters.nodePools[1].name: Duplicate value: "a"`}},
		"Size":   {reason: "Sizes are known.", p: one(func(n *v1alpha1.NodePool) { n.Size = "huge" }), want: []string{`spec.parameters.nodePools[0].size: Unsupported value: "huge": supported values: "small", "medium", "large", "xlarge"`}},
		"SizeAndCPU": {
			reason: "A size has its CPUs already.",
			p:      one(func(n *v1alpha1.NodePool) { n.Size, n.Machine = v1alpha1.SizeSmall, &v1alpha1.Machine{CPU: 8} }),
			want:   []string{`spec.parameters.nodePools[0].machine: Forbidden: must not set cpu or memory beside size: use either`},
		},
		"GPUModel": {
			reason: "A cloud has the GPUs that it has.",
			p:      one(func(n *v1alpha1.NodePool) { n.Machine = &v1alpha1.Machine{GPU: &v1alpha1.GPU{Count: 3, Model: "T4"}} }),
			want:   []string{`spec.parameters.nodePools[0].machine: Invalid value: "amd64, 3 GPU T4": no aws machine has 3 GPUs of model T4: the counts are 1, 4`},
		},
		"SizeNotAllowed": {
			reason: "An environment bounds sizes.", claim: sizes,
			p:    one(func(n *v1alpha1.NodePool) { n.Size = v1alpha1.SizeLarge }),
			want: []string{`spec.parameters.nodePools[0].size: Forbidden: environment "default" does not allow size "large"; use one of small, medium, or ask your platform team (rule allowed.sizes)`},
		},
		"MachineNotAllowed": {
			reason: "A machine is no way around sizes.", claim: sizes,
			p:    one(func(n *v1alpha1.NodePool) { n.Machine = &v1alpha1.Machine{CPU: 2} }),
			want: []string{`spec.parameters.nodePools[0].machine: Forbidden: environment "default" allows sizes only; use one of small, medium, or ask your platform team (rule allowed.sizes)`},
		},
		"CountAndAutoscaling": {
			reason: "Only one of them decides.",
			p:      one(func(n *v1alpha1.NodePool) { n.Count, n.Autoscaling = new(3), &v1alpha1.Autoscaling{Min: 1, Max: 3} }),
			want:   []string{`spec.parameters.nodePools[0].count: Forbidden: the autoscaler decides: remove count, or remove autoscaling`},
		},
		"MinAboveMax": {
			reason: "There must be something between min and max.",
			p:      one(func(n *v1alpha1.NodePool) { n.Autoscaling = &v1alpha1.Autoscaling{Min: 5, Max: 3} }),
			want:   []string{`spec.parameters.nodePools[0].autoscaling.min: Invalid value: 5: must not be above max, which is 3`},
		},
		"TooManyNodes": {
			reason: "An environment bounds clusters.",
			claim:  within(func(e *environment.Environment) { e.Kubernetes.MaxNodes = 10 }),
			p:      v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{{Name: "a", Count: new(4)}, {Name: "b", Autoscaling: &v1alpha1.Autoscaling{Max: 7}}}},
			want:   []string{`spec.parameters.nodePools: Forbidden: environment "default" allows 10 nodes in a cluster and these pools have up to 11; lower count or autoscaling.max, or ask your platform team (rule kubernetes.maxNodes)`},
		},
		"NoSurge": {
			reason: "Something must give during an upgrade.",
			p:      one(func(n *v1alpha1.NodePool) { n.Surge = new(0) }),
			want:   []string{`spec.parameters.nodePools[0].surge: Invalid value: 0: must be at least 1 where maxUnavailable is 0, or no node could ever be replaced`},
		},
		"Zone": {
			reason: "A network has the zones that it has.",
			claim:  onCloud(platform.ProviderAWS, "us-west-1", "us-west-1a", "us-west-1c"),
			p: v1alpha1.Parameters{
				Endpoint:  &v1alpha1.Endpoint{Access: v1alpha1.EndpointPrivate},
				NodePools: []v1alpha1.NodePool{{Name: "main", Zones: []platform.Zone{platform.ZoneC}}},
			},
			want: []string{`spec.parameters.nodePools[0].zones[0]: Invalid value: "c": must be a zone of the cluster's network, which has a, b`},
		},
		"Label": {
			reason: "Clouds keep labels for themselves.",
			p: one(func(n *v1alpha1.NodePool) {
				n.Labels = map[string]string{"node-role.kubernetes.io/web": "true", "a b": "c", "ok": "not ok"}
			}),
			want: []string{
				`spec.parameters.nodePools[0].labels[a b]: Invalid value: "a b": must be a key such as example.com/team: up to 63 letters, digits, hyphens, underscores and dots, after a domain name and a slash if there is one`,
				`spec.parameters.nodePools[0].labels[node-role.kubernetes.io/web]: Invalid value: "node-role.kubernetes.io/web": must not be below kubernetes.io, which clouds keep for themselves: use a domain of your own`,
				`spec.parameters.nodePools[0].labels[ok]: Invalid value: "not ok": must be the value of a label: up to 63 letters, digits, hyphens, underscores and dots, that starts and ends with a letter or a digit`,
			},
		},
		"Taints": {
			reason: "A taint is a key, a value and an effect.",
			p: one(func(n *v1alpha1.NodePool) {
				n.Taints = []v1alpha1.Taint{{Key: "a"}, {Key: "a", Value: "b"}, {Key: "b", Effect: "Never"}}
			}),
			want: []string{
				`spec.parameters.nodePools[0].taints[1]: Duplicate value: "a:NoSchedule"`,
				`spec.parameters.nodePools[0].taints[2].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"`,
			},
		},
		"Bounds": {
			reason: "Numbers are bounded.",
			p: one(func(n *v1alpha1.NodePool) {
				n.Count, n.DiskGiB, n.MaxUnavailable = new(1001), 10, 51
			}),
			want: []string{
				`spec.parameters.nodePools[0].count: Invalid value: 1001: must be between 0 and 1000`,
				`spec.parameters.nodePools[0].diskGiB: Invalid value: 10: must be between 30 and 2048`,
				`spec.parameters.nodePools[0].maxUnavailable: Invalid value: 51: must be between 0 and 50`,
			},
		},
	})
}
