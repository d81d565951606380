// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func report(p plan.Plan, o managed.Observed) v1alpha1.Status {
	var s v1alpha1.Status
	Report(p, o, &s)
	return s
}

// recorded is a plan that knows what was reported.
func recorded(p plan.Plan, s v1alpha1.Status) plan.Plan {
	p.Recorded = s
	return p
}

func TestReportMachine(t *testing.T) {
	t.Parallel()
	resources, o := converge(t, full())
	name := managedtest.Find(t, resources, keyTestMachine).ExternalName
	got := report(full(), o)
	want := v1alpha1.Status{
		ID: "projects/acme-prod/zones/europe-west1-c/instances/" + name, Name: name, Desired: 1, Ready: 1,
		Addresses: &v1alpha1.Addresses{Private: testPrivate, Public: testAddress, DNSName: name + ".europe-west1-c.c.acme-prod.internal"},
		Disks: []v1alpha1.DiskStatus{
			{Name: "orders", ID: testVolume, Storage: "team-a/orders", Slot: 2, Zone: "b", Attached: true, Device: "/dev/disk/by-id/google-orders"},
			{
				Name: "data", ID: "projects/acme-prod/zones/europe-west1-c/disks/" + managedtest.Find(t, resources, "disk-data").ExternalName, SizeGiB: 200,
				Performance: v1alpha1.PerformanceHigh, Zone: "b", Attached: true, Device: "/dev/disk/by-id/google-data",
			},
		},
	}
	pick := func(s v1alpha1.Status) v1alpha1.Status {
		return v1alpha1.Status{ID: s.ID, Name: s.Name, Desired: s.Desired, Ready: s.Ready, Addresses: s.Addresses, Disks: s.Disks}
	}
	if diff := cmp.Diff(want, pick(got)); diff != "" {
		t.Errorf("Report(...): -want, +got:\n%s", diff)
	}
	if got.Image.ID != "projects/ubuntu-os-cloud/global/images/ubuntu-1" || got.Image.User != "ubuntu" {
		t.Errorf("the image is another one: %+v", got.Image)
	}
	if diff := cmp.Diff(got, report(recorded(full(), got), o.Lost())); diff != "" {
		t.Errorf("what was recorded is lost: -want, +got:\n%s", diff)
	}
	connection := map[string][]byte{"host": []byte(testAddress), "addresses": []byte(testPrivate + "," + testAddress), "username": []byte("ubuntu")}
	if diff := cmp.Diff(connection, Connection(full(), o)); diff != "" {
		t.Errorf("Connection(...): -want, +got:\n%s", diff)
	}
}

// TestReportDetails are those that differ between machines.
func TestReportDetails(t *testing.T) {
	t.Parallel()
	_, o := converge(t, smallest())
	got := report(smallest(), o)
	if got.Addresses.Public != "" || got.Image.User != "" {
		t.Errorf("there is neither an address of the internet nor anybody who logs in with a key: %+v, %+v", got.Addresses, got.Image)
	}
	if _, ok := Connection(smallest(), o)["username"]; ok {
		t.Error("OS Login decides what people are called")
	}
	stopped := o.Changed(keyTestMachine, func(v *managedtest.Observation) {
		v.AtProvider = strings.Replace(managedtest.JSON(t, v.AtProvider), "RUNNING", "TERMINATED", 1)
	})
	if got := report(recorded(smallest(), got), stopped); got.Ready != 0 || got.ID == "" {
		t.Errorf("a machine that was stopped is ready: %+v", got)
	}
	domain := "projects/example.com:shop/zones/europe-west1-c/instances/web"
	if got := hostOf(domain); got != "web.europe-west1-c.c.shop.example.com.internal" {
		t.Errorf("a machine of a project of a domain is called %q", got)
	}
	windows := plans()["Windows"]
	windows.Single.Disks = full().Single.Disks[1:]
	_, o = converge(t, windows)
	if got := report(windows, o).Disks[0]; got.Device != "" || !got.Attached {
		t.Errorf("Windows finds disks otherwise: %+v", got)
	}
}

func TestReportGroups(t *testing.T) {
	t.Parallel()
	resources, o := converge(t, fullGroup())
	regular, spot := managedtest.Spec[gcp.RegionInstanceGroupManager](t, resources, "group-regular").Name, managedtest.Spec[gcp.RegionInstanceGroupManager](t, resources, "group-spot").Name
	managers := "projects/acme-prod/regions/europe-west1/instanceGroupManagers/"
	want := v1alpha1.Status{
		ID: managers + regular, Name: regular, Desired: 5, Ready: 5,
		Groups: []v1alpha1.GroupStatus{
			{Name: "regular", Key: "group-regular", Phase: v1alpha1.GroupReady, ID: managers + regular, CloudName: regular, Desired: 2, Ready: 2},
			{Name: "spot", Key: "group-spot", Phase: v1alpha1.GroupReady, ID: managers + spot, CloudName: spot, Desired: 3, Ready: 3, Min: 1, Max: 8},
		},
		LoadBalancer: &v1alpha1.LoadBalancerStatus{
			ID:     "projects/acme-prod/regions/europe-west1/backendServices/" + managedtest.Find(t, resources, "balancer-tcp").ExternalName,
			Scheme: v1alpha1.SchemePublic, Address: testAddress,
		},
	}
	got := report(fullGroup(), o)
	pick := func(s v1alpha1.Status) v1alpha1.Status {
		return v1alpha1.Status{ID: s.ID, Name: s.Name, Desired: s.Desired, Ready: s.Ready, Groups: s.Groups, LoadBalancer: s.LoadBalancer}
	}
	if diff := cmp.Diff(want, pick(got)); diff != "" {
		t.Errorf("Report(...): -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(pick(got), pick(report(recorded(fullGroup(), got), o.Lost()))); diff != "" {
		t.Errorf("what was recorded is lost: -want, +got:\n%s", diff)
	}
	connection := map[string][]byte{"host": []byte(testAddress), "addresses": []byte(testAddress), "username": []byte("ubuntu")}
	if diff := cmp.Diff(connection, Connection(fullGroup(), o)); diff != "" {
		t.Errorf("Connection(...): -want, +got:\n%s", diff)
	}
}

func TestReportPhases(t *testing.T) {
	t.Parallel()
	_, o := converge(t, group())
	observed := func(old, replaced string) managed.Observed {
		return o.Changed("group-regular", func(v *managedtest.Observation) {
			v.AtProvider = strings.Replace(managedtest.JSON(t, v.AtProvider), old, replaced, 1)
		})
	}
	was := func(phase v1alpha1.GroupPhase) v1alpha1.Status {
		return v1alpha1.Status{Groups: []v1alpha1.GroupStatus{{Name: "regular", Key: "group-regular", Phase: phase, ID: "projects/p/regions/r/instanceGroupManagers/g", Desired: 3, Ready: 2}}}
	}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed managed.Observed
		want     v1alpha1.GroupPhase
		ready    int
	}{
		"Nothing":  {reason: "What does not exist is planned.", plan: group(), observed: observations{}, want: v1alpha1.GroupPlanned},
		"Asked":    {reason: "What was asked for is created.", plan: group(), observed: observations{"group-regular": {}}, want: v1alpha1.GroupCreating},
		"Creating": {reason: "Machines are on their way.", plan: group(), observed: observed(`"isStable":true`, `"isStable":false`), want: v1alpha1.GroupCreating},
		"Replacing": {
			reason: "Machines are replaced.", plan: recorded(group(), was(v1alpha1.GroupReady)), observed: observed(`"isReached":true`, `"isReached":false`), want: v1alpha1.GroupUpdating,
		},
		"Growing": {
			reason: "Google Cloud was not told yet.", plan: recorded(with(group(), func(p *plan.Plan) { p.Groups[0].Initial = 5 }), was(v1alpha1.GroupReady)),
			observed: o, want: v1alpha1.GroupUpdating,
		},
		"Retired": {
			reason: "All machines are of another template.", plan: recorded(with(group(), func(p *plan.Plan) { p.Template.Generation = "npqrs" }), was(v1alpha1.GroupUpdating)),
			observed: o, want: v1alpha1.GroupUpdating,
		},
		"Ready": {reason: "Everything is there.", plan: group(), observed: o, want: v1alpha1.GroupReady, ready: 3},
		"Lost":  {reason: "What was known stays.", plan: recorded(group(), was(v1alpha1.GroupUpdating)), observed: o.Lost(), want: v1alpha1.GroupUpdating, ready: 2},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := report(tc.plan, tc.observed)
			if got.Groups[0].Phase != tc.want || got.Ready != tc.ready {
				t.Errorf("%s\nReport(...): %+v", tc.reason, got.Groups[0])
			}
		})
	}
}

func TestReportNothing(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		got := report(p, observations{})
		if got.ID != "" || got.Name != "" || got.Addresses != nil || got.Ready != 0 {
			t.Errorf("%s: something is reported that does not exist: %+v", name, got)
		}
		for _, d := range got.Disks {
			if d.ID != "" && d.Storage == "" || d.Attached {
				t.Errorf("%s: a disk is reported that does not exist: %+v", name, d)
			}
		}
		if b := got.LoadBalancer; b != nil && (b.ID != "" || b.Address != "") {
			t.Errorf("%s: a balancer is reported that does not exist: %+v", name, b)
		}
		for k, v := range Connection(p, observations{}) {
			if k != "username" && v != nil {
				t.Errorf("%s: %s is known of what does not exist: %s", name, k, v)
			}
		}
	}
}
