// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"instanceNameSelector": "Instance", "targetSelector": "RegionInstanceGroupManager", "healthChecksSelector": "RegionHealthCheck",
			"ipAddressSelector": "Address", "backendServiceSelector": "RegionBackendService",
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

func TestBuildNames(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		names := map[string]managed.Key{}
		for _, r := range Build(p, observations{}) {
			kind, called := r.ForProvider.Type().Kind, r.ExternalName
			switch s := r.ForProvider.(type) {
			case gcp.InstanceIAMMember:
				if called != "" {
					t.Errorf("%s: %q has the external name %q, but the provider assigns it", name, r.Key, called)
				}
				continue
			case gcp.InstanceTemplate:
				called = s.Name
			case gcp.RegionInstanceGroupManager:
				called = s.Name
				if err := naming.Valid(naming.GCPInstanceBase, s.BaseInstanceName); err != nil {
					t.Errorf("%s: name of the machines of %q: %v", name, r.Key, err)
				}
			}
			if err := naming.Valid(naming.GCPCompute, called); err != nil {
				t.Errorf("%s: name of %q: %v", name, r.Key, err)
			}
			if other := names[kind+called]; other != "" {
				t.Errorf("%s: %q and %q are both called %q", name, other, r.Key, called)
			}
			names[kind+called] = r.Key
		}
	}
}

// TestBuildLabels checks that whatever Google Cloud can label is labelled, and that
// everything is in the project of the environment. Machines of a group are labelled by
// the group, and not by their template, which cannot change.
func TestBuildLabels(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		resources := Build(p, observations{})
		templates := func(r managed.Resource) bool { return r.ForProvider.Type() == (gcp.InstanceTemplate{}).Type() }
		managedtest.CheckTags(t, slices.DeleteFunc(slices.Clone(resources), templates), "Labels", map[string]string{"team": "team-a", "claim": "shop"})
		for _, r := range resources {
			v := reflect.ValueOf(r.ForProvider)
			if f := v.FieldByName("Project"); f.String() != p.Claim.Guardrails.GCP.ProjectID {
				t.Errorf("%s: %q is in the project %q", name, r.Key, f.String())
			}
			template, ok := r.ForProvider.(gcp.InstanceTemplate)
			if ok && slices.ContainsFunc(template.Disk, func(d gcp.TemplateDisk) bool { return d.Labels["claim"] != "shop" }) {
				t.Errorf("%s: a disk of %q has no labels", name, r.Key)
			}
			group, ok := r.ForProvider.(gcp.RegionInstanceGroupManager)
			if ok && group.AllInstancesConfig.Labels["claim"] != "shop" {
				t.Errorf("%s: the machines of %q have the labels %v", name, r.Key, group.AllInstancesConfig.Labels)
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

// lostNetwork is what a claim knows whose network, identity and volumes are lost, even
// before they were ever recorded.
func lostNetwork(p *plan.Plan) {
	p.Network = plan.Network{Name: "team-a/main", Waits: []string{"network team-a/main has no id yet"}}
	if p.Identity != nil {
		p.Identity = &plan.Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "team-a/web"}, Waits: []string{"identity team-a/web has no id yet"}}
	}
	if p.Single == nil {
		return
	}
	disks := slices.Clone(p.Single.Disks)
	for i := range disks {
		if disks[i].Volume != nil {
			disks[i].Volume = &plan.Volume{Name: disks[i].Volume.Name}
		}
	}
	single := *p.Single
	single.Disks, p.Single = disks, &single
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		before, after plan.Plan
	}{
		"MachineLost":    {reason: "No resource may lose a value because status is lost for a moment.", before: full(), after: full()},
		"GroupLost":      {reason: "A group keeps its template, and the balancer its groups.", before: fullGroup(), after: fullGroup()},
		"InternalLost":   {reason: "A balancer keeps its address.", before: plans()["Internal"], after: plans()["Internal"]},
		"NetworkLost":    {reason: "A machine keeps its subnetwork, its identity and its volumes.", before: full(), after: with(full(), lostNetwork)},
		"NetworkOfGroup": {reason: "A group keeps its template.", before: fullGroup(), after: with(fullGroup(), lostNetwork)},
		"NetworkOfVIP":   {reason: "An internal balancer keeps its subnetwork.", before: plans()["Internal"], after: with(plans()["Internal"], lostNetwork)},
		"NumberLost": {
			reason: "Who may start the machine stays who it is.", before: full(),
			after: with(full(), func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectNumber = "" }),
		},
		"ZonesAdded": {
			reason: "A group stays where it is.", before: with(group(), func(p *plan.Plan) { p.Template.Zones = zones()[:2] }),
			after: with(group(), func(p *plan.Plan) { p.Rollout.Surge = 2 }),
		},
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

// TestBuildWaits proves that nothing is created before what it needs is known.
func TestBuildWaits(t *testing.T) {
	t.Parallel()
	const noNetwork, noIdentity = "network team-a/main has no id yet", "identity team-a/web has no id yet"
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   []string
	}{
		"Machine": {
			reason: "A machine needs everything.", plan: with(full(), lostNetwork), key: "machine-bcdfg",
			want: []string{noNetwork, noIdentity, "disk data has no id yet", "storage team-a/orders does not exist", "the machine has no address of the internet yet"},
		},
		"Rule":     {reason: "A rule is for a network.", plan: with(full(), lostNetwork), key: "ingress-ssh", want: []string{noNetwork}},
		"Template": {reason: "A template is for a subnetwork and an identity.", plan: with(fullGroup(), lostNetwork), key: "template-spot-bcdfg", want: []string{noNetwork, noIdentity}},
		"Group":    {reason: "A group is made of a template.", plan: group(), key: "group-regular", want: []string{"the template of the group has no id yet"}},
		"Balancer": {reason: "A balancer is for groups.", plan: fullGroup(), key: "balancer-tcp", want: []string{"group regular has no id yet", "group spot has no id yet"}},
		"VIP":      {reason: "An internal address is one of a subnetwork.", plan: with(plans()["Internal"], lostNetwork), key: keyVIP, want: []string{noNetwork}},
		"Port":     {reason: "So is what listens there.", plan: with(plans()["Internal"], lostNetwork), key: "forwarding-udp-53", want: []string{noNetwork}},
		"Number": {
			reason: "Compute Engine's own account has the number of the project in its name.",
			plan:   with(full(), func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectNumber = "" }), key: "scheduler-bcdfg", want: []string{waitNumber},
		},
		"Disk": {
			reason: "A disk is where the volumes are.",
			plan:   with(full(), func(p *plan.Plan) { p.Single.Waits = []string{"storage team-a/orders has no id yet"} }),
			key:    "disk-data", want: []string{"storage team-a/orders has no id yet"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Find(t, Build(tc.plan, observations{}), tc.key).Waits); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	tcp := func(port int) plan.Port {
		return plan.Port{Name: "more", Port: port, TargetPort: port, Protocol: v1alpha1.PortTCP, Index: 3}
	}
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// added and changed are the keys of what else there is, and of what is different.
		added, changed []managed.Key
	}{
		"Ingress": {
			reason: "A rule is added beside others.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Ingress = full().Ingress[1:] }),
			added: []managed.Key{"ingress-ssh"},
		},
		"Disk": {
			reason: "A disk is attached to a machine that runs.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Single.Disks = full().Single.Disks[1:] }),
			added: []managed.Key{"disk-data"}, changed: []managed.Key{"machine-bcdfg"},
		},
		"Size": {
			reason: "A disk grows in place.", before: full(),
			after: with(full(), func(p *plan.Plan) { p.Single.Disks[1].SizeGiB = 400 }), changed: []managed.Key{"disk-data"},
		},
		"PublicIP": {
			reason: "An address is given to a machine that runs.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Template.PublicIP, p.Template.Tier = true, network.TierPublic }),
			added: []managed.Key{"address"}, changed: []managed.Key{"machine-bcdfg"},
		},
		"MachineType": {
			reason: "A machine is stopped and started with another type.",
			before: smallest(), after: onMachine(smallest(), "e2-standard-4"), changed: []managed.Key{"machine-bcdfg"},
		},
		"Schedule": {
			reason: "A schedule is given to a machine that runs.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Schedule = weekdaysOnly() }),
			added: []managed.Key{(&compute{Plan: full()}).scheduleKey(), "scheduler-bcdfg"}, changed: []managed.Key{"machine-bcdfg"},
		},
		"Replaced": {
			reason: "Another machine takes over the disks and the address.", before: full(),
			after: with(full(), func(p *plan.Plan) { p.Template.Generation, p.Schedule = "npqrs", nil }), added: []managed.Key{"machine-npqrs"},
		},
		"Count": {
			reason: "A group grows in place.", before: group(),
			after: with(group(), func(p *plan.Plan) { p.Groups[0].Count, p.Groups[0].Initial = 5, 5 }), changed: []managed.Key{"group-regular"},
		},
		"Balancer": {
			reason: "A balancer comes in front of the machines that there are.", before: group(), after: balanced(),
			added: []managed.Key{
				"balancer-address", "balancer-check", "balancer-clients", "balancer-probes", "balancer-tcp", "balancer-udp", "check-repair",
				"forwarding-tcp-443", "forwarding-tcp-80", "forwarding-udp-53",
			},
			changed: []managed.Key{"group-regular"},
		},
		"Port": {
			reason: "A port is added beside others, and let in.", before: balanced(),
			after: with(balanced(), func(p *plan.Plan) { p.LoadBalancer.Ports = append(p.LoadBalancer.Ports, tcp(8443)) }),
			added: []managed.Key{"forwarding-tcp-8443"}, changed: []managed.Key{"balancer-clients"},
		},
		"Autoscaling": {
			reason: "An autoscaler takes over the number.", before: group(),
			after: with(group(), func(p *plan.Plan) {
				p.Groups[0] = plan.Group{Name: plan.GroupRegular, Autoscaling: &v1alpha1.Autoscaling{Min: 3, Max: 9, TargetCPU: 50}, Initial: 3}
			}),
			added: []managed.Key{"autoscaler-regular"}, changed: []managed.Key{"group-regular"},
		},
		"Tags": {
			reason: "The machines of a group get other labels where they run.", before: group(), after: tagged(group()), changed: []managed.Key{"group-regular"},
		},
		"Template": {
			reason: "A template cannot be changed.", before: group(),
			after: with(group(), func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: "#!/bin/sh\n"} }),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, tc.before)
			resources, _ := convergeFrom(t, tc.after, o)
			got := managedtest.Compare(t, before, resources)
			if diff := cmp.Diff(managedtest.Difference{Added: tc.added, Changed: tc.changed, Dropped: got.Dropped}, got); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
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

// TestRevocable shows that nothing is left behind but disks.
func TestRevocable(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			_, disk := r.ForProvider.(gcp.Disk)
			if Revocable(r.Key) == disk {
				t.Errorf("%s: %q is left behind, or deleted with what is on it", name, r.Key)
			}
		}
	}
}
