// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

// observed is the part of a status that a cloud says.
type observed struct {
	ID, Name, ResourceGroup string
	Addresses               *v1alpha1.Addresses
	Disks                   []v1alpha1.DiskStatus
	Desired, Ready          int
	Groups                  []v1alpha1.GroupStatus
	LoadBalancer            *v1alpha1.LoadBalancerStatus
}

func observedOf(s v1alpha1.Status) observed {
	return observed{
		ID: s.ID, Name: s.Name, ResourceGroup: s.ResourceGroup, Addresses: s.Addresses, Disks: s.Disks,
		Desired: s.Desired, Ready: s.Ready, Groups: s.Groups, LoadBalancer: s.LoadBalancer,
	}
}

func readyMachine() observed {
	c := newCompute(full(), observations{})
	return observed{
		ID: testGroup + "/of/" + string(machineKey), Name: c.machineName(), ResourceGroup: c.resourceGroupName(),
		Addresses: &v1alpha1.Addresses{Private: "10.0.0.5", Public: "203.0.113.9", DNSName: "shop-1.x.ax.internal.cloudapp.net"},
		Disks: []v1alpha1.DiskStatus{
			{
				Name: "data", ID: testGroup + "/of/disk-data", SizeGiB: 200, Performance: v1alpha1.PerformanceHigh, Zone: platform.ZoneB, Slot: 0,
				Device: "/dev/disk/azure/scsi1/lun0", Attached: true,
			},
			{Name: "orders", ID: testVolume, Zone: platform.ZoneB, Storage: "team-a/orders", Slot: 2, Device: "/dev/disk/azure/scsi1/lun2", Attached: true},
		},
		Desired: 1, Ready: 1,
	}
}

func plannedMachine() observed {
	out := readyMachine()
	out.ID, out.Name, out.Addresses, out.Ready = "", "", nil, 0
	out.Disks[0].ID, out.Disks[0].Attached, out.Disks[1].Attached = "", false, false
	return out
}

// lostMachine is what is known of a machine whose status was lost, together with who is
// ready.
func lostMachine() observed {
	out := readyMachine()
	out.Ready, out.Disks[0].Attached, out.Disks[1].Attached = 0, false, false
	return out
}

func readyFleet(t *testing.T) observed {
	t.Helper()
	c := newCompute(fleet(), observations{})
	regular, spot := groupOf(t, fleet(), plan.GroupRegular), groupOf(t, fleet(), plan.GroupSpot)
	id := func(k managed.Key) string { return testGroup + "/of/" + string(k) }
	return observed{
		ID: id(regular.key()), Name: c.scaleSetName(regular), ResourceGroup: c.resourceGroupName(),
		Disks:   []v1alpha1.DiskStatus{{Name: "scratch", SizeGiB: 100, Performance: v1alpha1.PerformanceStandard}},
		Desired: 8,
		Groups: []v1alpha1.GroupStatus{
			{Name: "regular", Key: string(regular.key()), Phase: v1alpha1.GroupReady, ID: id(regular.key()), CloudName: c.scaleSetName(regular), Desired: 4},
			{Name: "spot", Key: string(spot.key()), Phase: v1alpha1.GroupReady, ID: id(spot.key()), CloudName: c.scaleSetName(spot), Desired: 4, Min: 3, Max: 20},
		},
		LoadBalancer: &v1alpha1.LoadBalancerStatus{ID: id(keyBalancer), Scheme: v1alpha1.SchemePublic, Address: "203.0.113.9"},
	}
}

func plannedFleet(t *testing.T) observed {
	t.Helper()
	out := readyFleet(t)
	out.ID, out.Desired = "", 5
	out.LoadBalancer = &v1alpha1.LoadBalancerStatus{Scheme: v1alpha1.SchemePublic}
	for i, desired := range []int{2, 3} {
		out.Groups[i].ID, out.Groups[i].Phase, out.Groups[i].Desired = "", v1alpha1.GroupPlanned, desired
	}
	return out
}

func TestReport(t *testing.T) {
	t.Parallel()
	_, machine := converge(t, full())
	_, groups := converge(t, fleet())
	lostFleet := readyFleet(t)
	for i := range lostFleet.Groups {
		lostFleet.Groups[i].Phase = v1alpha1.GroupUpdating
	}
	creating := plannedFleet(t)
	for i := range creating.Groups {
		creating.Groups[i].Phase = v1alpha1.GroupCreating
	}
	creating.LoadBalancer = readyFleet(t).LoadBalancer
	unready := maps.Clone(groups)
	for _, g := range newCompute(fleet(), observations{}).current() {
		unready[g.key()] = managedtest.Observation{}
	}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     observed
	}{
		"Planned":       {reason: "What was decided is known before anything exists.", plan: full(), observed: observations{}, want: plannedMachine()},
		"Ready":         {reason: "Everything that exists is reported.", plan: full(), observed: machine, want: readyMachine()},
		"Lost":          {reason: "What was known stays while its resource exists.", plan: record(full(), machine), observed: machine.Lost(), want: lostMachine()},
		"FleetPlanned":  {reason: "Groups are planned before they exist.", plan: fleet(), observed: observations{}, want: plannedFleet(t)},
		"FleetCreating": {reason: "They are being created until they are ready for the first time.", plan: fleet(), observed: unready, want: creating},
		"FleetReady":    {reason: "Their machines are counted by Azure.", plan: fleet(), observed: groups, want: readyFleet(t)},
		"FleetLost":     {reason: "What was known stays, and they were ready before.", plan: record(fleet(), groups), observed: groups.Lost(), want: lostFleet},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			Report(tc.plan, tc.observed, &got)
			if diff := cmp.Diff(tc.want, observedOf(got)); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestReportGone shows that a machine that is gone is not reported, but for the disks that
// may hold something.
func TestReportGone(t *testing.T) {
	t.Parallel()
	_, o := converge(t, full())
	var got v1alpha1.Status
	Report(record(full(), o), observations{}, &got)
	if got.ID != "" || got.Name != "" || got.Addresses != nil || got.Ready != 0 || got.Disks[0].ID != "" {
		t.Errorf("what is gone is reported: %+v", observedOf(got))
	}
}

// TestReportReplaced shows that nothing of the machine before is said of the next one.
func TestReportReplaced(t *testing.T) {
	t.Parallel()
	_, o := converge(t, full())
	next := with(record(full(), o), func(p *plan.Plan) { p.Template.Generation = "xxxxx" })
	var got v1alpha1.Status
	Report(next, o, &got)
	if got.ID != "" || got.Disks[0].ID == "" || got.Disks[0].Attached {
		t.Errorf("the next machine: %+v", observedOf(got))
	}
	if a := got.Addresses; a == nil || a.Public == "" || a.Private != "" || a.DNSName != "" {
		t.Errorf("the next machine has the addresses %+v, and keeps the public one alone", a)
	}
}

func TestReportRetiring(t *testing.T) {
	t.Parallel()
	_, o := converge(t, group3())
	next := with(record(group3(), o), func(p *plan.Plan) { p.Template.RootDisk.Performance = v1alpha1.PerformanceHigh })
	var got v1alpha1.Status
	Report(next, o, &got)
	if len(got.Groups) != 2 || got.Groups[0].Phase != v1alpha1.GroupPlanned || got.Groups[1].Phase != v1alpha1.GroupRetiring || got.ID != "" {
		t.Errorf("groups: %+v", got.Groups)
	}
}

// TestReportGenerations shows that the generations before are not piled up.
func TestReportGenerations(t *testing.T) {
	t.Parallel()
	_, o := converge(t, group3())
	next := with(record(group3(), o), func(p *plan.Plan) { p.Template.Generation, p.Template.Retiring = "xxxxx", []string{"aaaaa"} })
	var got v1alpha1.Status
	Report(next, o, &got)
	if got.Template == nil || got.Template.Generation != "xxxxx" || len(got.Template.Retiring) > 0 {
		t.Errorf("template: %+v", got.Template)
	}
}

// TestBeginsAsLarge shows that a group that takes the place of another begins with as many
// machines as an autoscaler has made of it, and not with fewer or more than it may have.
func TestBeginsAsLarge(t *testing.T) {
	t.Parallel()
	scaled := with(group3(), func(p *plan.Plan) {
		p.Groups = []plan.Group{{Name: plan.GroupRegular, Autoscaling: &v1alpha1.Autoscaling{Min: 3, Max: 9, TargetCPU: 60}, Initial: 3}}
	})
	_, o := converge(t, scaled)
	cases := map[string]struct {
		reason string
		has    int
		want   int
	}{
		"Busy":    {reason: "All of its machines are busy.", has: 7, want: 7},
		"Asleep":  {reason: "A group never begins with fewer than it is to have at least.", has: 0, want: 3},
		"Shrinks": {reason: "Nor with more than it may have.", has: 12, want: 9},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			next := with(record(scaled, o), func(p *plan.Plan) {
				p.Template.RootDisk.Performance = v1alpha1.PerformanceHigh
				p.Recorded.Groups[0].Desired = tc.has
			})
			got := first(t, Build(next, o), plan.KeyGroup)
			if diff := cmp.Diff(azure.LinuxScaleSetInitial{Instances: &tc.want}, got.InitProvider); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
			var s v1alpha1.Status
			if Report(next, o, &s); s.Groups[0].Desired != tc.want {
				t.Errorf("%s\nReport(...): want %d machines, got %d", tc.reason, tc.want, s.Groups[0].Desired)
			}
		})
	}
}

func TestReportInside(t *testing.T) {
	t.Parallel()
	_, o := converge(t, internal())
	var got v1alpha1.Status
	Report(internal(), o, &got)
	want := &v1alpha1.LoadBalancerStatus{ID: testGroup + "/of/load-balancer", Scheme: v1alpha1.SchemeInternal, Address: "10.0.0.6"}
	if diff := cmp.Diff(want, got.LoadBalancer); diff != "" {
		t.Errorf("balancer: -want, +got:\n%s", diff)
	}
}

func TestDevices(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   string
	}{
		"SCSI":    {reason: "Linux finds disks by their number.", plan: full(), want: "/dev/disk/azure/scsi1/lun0"},
		"NVMe":    {reason: "Elsewhere on NVMe.", plan: with(full(), func(p *plan.Plan) { p.Template.Machine = machineType("Standard_D2s_v6") }), want: "/dev/disk/azure/data/by-lun/0"},
		"Windows": {reason: "Windows has no such names.", plan: windows()},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			Report(tc.plan, observations{}, &got)
			if got.Disks[0].Device != tc.want {
				t.Errorf("%s\nwant %q, got %q", tc.reason, tc.want, got.Disks[0].Device)
			}
		})
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, machine := converge(t, full())
	_, groups := converge(t, fleet())
	native := with(smallest(), func(p *plan.Plan) { p.Template.Image = plan.Image{Native: galleryImage, OS: v1alpha1.OSLinux} })
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     map[string]string
	}{
		"Planned": {reason: "Who logs in is known before anything exists.", plan: full(), observed: observations{}, want: map[string]string{"username": "ubuntu"}},
		"Native":  {reason: "Azure is told to create somebody.", plan: native, observed: observations{}, want: map[string]string{"username": "azureuser"}},
		"Single": {
			reason: "A machine is reached at its public address.", plan: full(), observed: machine,
			want: map[string]string{"username": "ubuntu", "host": "203.0.113.9", "addresses": "10.0.0.5,203.0.113.9"},
		},
		"Fleet": {
			reason: "A group is reached through its balancer.", plan: fleet(), observed: groups,
			want: map[string]string{"username": "ubuntu", "host": "203.0.113.9", "addresses": "203.0.113.9"},
		},
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
