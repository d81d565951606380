// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
)

func readySingle(t *testing.T) v1alpha1.Status {
	t.Helper()
	s := full().Status()
	s.ID, s.Name, s.Ready = "id-of-machine-g1abc", "team-a-shop", 1
	s.Image.ID = "ami-0a"
	s.Addresses = &v1alpha1.Addresses{Private: "10.0.0.10", Public: "203.0.113.10", DNSName: "ip-10-0-0-10.eu-west-1.compute.internal"}
	const byID = "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_"
	for i, id := range []string{"vol-0disk-data", "vol-0disk-scratch-0123456", "vol-0b"} {
		s.Disks[i].ID, s.Disks[i].Device, s.Disks[i].Attached = id, byID+strings.ReplaceAll(id, "-", ""), true
	}
	return s
}

func readyFleet(t *testing.T) v1alpha1.Status {
	t.Helper()
	p := fleet()
	c := &compute{Plan: p}
	s := p.Status()
	s.Desired = 6
	s.Groups = []v1alpha1.GroupStatus{
		{Name: "regular", Key: "group-regular", Phase: v1alpha1.GroupReady, ID: "arn-of-group-regular", CloudName: c.groupName(p.Groups[0]), Desired: 2},
		{Name: "spot", Key: "group-spot", Phase: v1alpha1.GroupReady, ID: "arn-of-group-spot", CloudName: c.groupName(p.Groups[1]), Desired: 4, Min: 1, Max: 8},
	}
	s.ID, s.Name = s.Groups[0].ID, s.Groups[0].CloudName
	s.LoadBalancer = &v1alpha1.LoadBalancerStatus{
		ID: "arn-of-balancer", Scheme: v1alpha1.SchemePublic, DNSName: "shop.elb.eu-west-1.amazonaws.com", DNSZoneID: "Z2IFOLAFXWLO4F",
	}
	return s
}

func recorded(p plan.Plan, s v1alpha1.Status) plan.Plan {
	p.Recorded = s
	return p
}

func TestReport(t *testing.T) {
	t.Parallel()
	_, single := converge(t, full())
	_, groups := converge(t, fleet())
	planned := full().Status()
	planned.Name = "team-a-shop"
	lost := readySingle(t)
	lost.Ready = 0
	for i := range lost.Disks {
		lost.Disks[i].Attached = false
	}
	plannedFleet := readyFleet(t)
	plannedFleet.ID, plannedFleet.LoadBalancer, plannedFleet.Desired = "", &v1alpha1.LoadBalancerStatus{Scheme: v1alpha1.SchemePublic}, 3
	for i := range plannedFleet.Groups {
		g := &plannedFleet.Groups[i]
		g.ID, g.Phase, g.Desired = "", v1alpha1.GroupPlanned, fleet().Groups[i].Initial
	}
	updating := readyFleet(t)
	for i := range updating.Groups {
		updating.Groups[i].Phase = v1alpha1.GroupUpdating
	}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     v1alpha1.Status
	}{
		"Planned":      {reason: "What was decided is known before anything exists.", plan: full(), observed: observations{}, want: withDevices(planned)},
		"Ready":        {reason: "Everything that exists is reported.", plan: full(), observed: single, want: readySingle(t)},
		"Lost":         {reason: "What was known stays while its resource exists.", plan: recorded(full(), readySingle(t)), observed: single.Lost(), want: lost},
		"Gone":         {reason: "What does not exist is not reported.", plan: recorded(full(), readySingle(t)), observed: observations{}, want: withDevices(planned)},
		"FleetPlanned": {reason: "Groups wait for others.", plan: fleet(), observed: observations{}, want: plannedFleet},
		"FleetReady":   {reason: "Groups sum up.", plan: fleet(), observed: groups, want: readyFleet(t)},
		"FleetLost":    {reason: "They are the same groups.", plan: recorded(fleet(), readyFleet(t)), observed: groups.Lost(), want: updating},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			Report(tc.plan, tc.observed, &got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// withDevices is a status in which volumes of others are known.
func withDevices(s v1alpha1.Status) v1alpha1.Status {
	for i, d := range s.Disks {
		if d.ID != "" {
			s.Disks[i].Device = "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + strings.ReplaceAll(d.ID, "-", "")
		}
	}
	return s
}

func TestPhase(t *testing.T) {
	t.Parallel()
	_, ready := converge(t, group())
	next := with(group(), func(p *plan.Plan) { p.Template.Generation = nextGeneration })
	released := observedTemplate(t, ready, "Machines of generation g2def", "2")
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		had      v1alpha1.GroupPhase
		observed observations
		want     v1alpha1.GroupPhase
	}{
		"Planned":  {reason: "There is none.", plan: group(), observed: observations{}, want: v1alpha1.GroupPlanned},
		"Creating": {reason: "It was never ready.", plan: group(), had: v1alpha1.GroupPlanned, observed: ready.Lost(), want: v1alpha1.GroupCreating},
		"Ready":    {reason: "It is.", plan: group(), had: v1alpha1.GroupCreating, observed: ready, want: v1alpha1.GroupReady},
		"Updating": {reason: "It makes machines from another template.", plan: next, had: v1alpha1.GroupReady, observed: released, want: v1alpha1.GroupUpdating},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			had := v1alpha1.Status{Groups: []v1alpha1.GroupStatus{{Name: "regular", Key: "group-regular", Phase: tc.had}}}
			Report(recorded(tc.plan, had), tc.observed, &got)
			if got.Groups[0].Phase != tc.want {
				t.Errorf("%s\nphase: %q", tc.reason, got.Groups[0].Phase)
			}
		})
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, single := converge(t, full())
	_, groups := converge(t, fleet())
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     map[string]string
	}{
		"Nothing": {reason: "There is nothing to connect to yet.", plan: full(), observed: observations{}, want: map[string]string{"username": "ubuntu"}},
		"Single":  {reason: "A machine has addresses.", plan: full(), observed: single, want: map[string]string{"username": "ubuntu", "host": "203.0.113.10", "addresses": "10.0.0.10,203.0.113.10"}},
		"Fleet":   {reason: "A balancer has a name.", plan: fleet(), observed: groups, want: map[string]string{"username": "ubuntu", "host": "shop.elb.eu-west-1.amazonaws.com"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for k, v := range Connection(tc.plan, tc.observed) {
				if len(v) > 0 {
					got[k] = string(v)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nConnection(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
