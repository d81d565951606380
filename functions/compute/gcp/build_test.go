// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

const keyTestMachine = managed.Key("machine-" + testGeneration)

// TestMachinesAreClosed is the profile that every machine has, whatever is asked for.
func TestMachinesAreClosed(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			var shielded *gcp.ShieldedVM
			var metadata map[string]string
			var account *gcp.InstanceServiceAccount
			var nics []gcp.InstanceInterface
			switch s := r.ForProvider.(type) {
			case gcp.ComputeInstance:
				shielded, metadata, account, nics = s.ShieldedInstanceConfig, s.Metadata, s.ServiceAccount, s.NetworkInterface
			case gcp.InstanceTemplate:
				shielded, metadata, account, nics = s.ShieldedInstanceConfig, s.Metadata, s.ServiceAccount, s.NetworkInterface
			default:
				continue
			}
			if shielded == nil || !*shielded.EnableSecureBoot || !*shielded.EnableVTPM || !*shielded.EnableIntegrityMonitoring {
				t.Errorf("%s: %q boots what was tampered with: %+v", name, r.Key, shielded)
			}
			if metadata["serial-port-enable"] != "FALSE" {
				t.Errorf("%s: %q has a serial port", name, r.Key)
			}
			if p.Template.Image.OS == v1alpha1.OSLinux && (metadata["block-project-ssh-keys"] != "TRUE" || (metadata["enable-oslogin"] == "TRUE") != (metadata["ssh-keys"] == "")) {
				t.Errorf("%s: somebody else logs in to %q: %v", name, r.Key, metadata)
			}
			if (account == nil) != (p.Identity == nil) {
				t.Errorf("%s: %q acts as %+v", name, r.Key, account)
			}
			if len(nics) != 1 || len(nics[0].AccessConfig) > 0 && !p.Template.PublicIP {
				t.Errorf("%s: %q has an address of the internet: %+v", name, r.Key, nics)
			}
		}
	}
}

// TestNothingIsOpen shows that nobody is let in whom the claim does not name, and to
// nothing else.
func TestNothingIsOpen(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			f, ok := r.ForProvider.(gcp.Firewall)
			if !ok {
				continue
			}
			if f.Direction != gcp.FirewallDirectionIngress || f.Network != testVPC || !slices.Equal(f.TargetTags, []string{testClaim().Names.Name(naming.GCPCompute)}) {
				t.Errorf("%s: %q is for others: %+v", name, r.Key, f)
			}
			public := p.LoadBalancer != nil && r.Key == keyClients
			if slices.Contains(f.SourceRanges, "0.0.0.0/0") != public || len(f.SourceRanges) == 0 {
				t.Errorf("%s: %q lets in %v", name, r.Key, f.SourceRanges)
			}
			for _, a := range f.Allow {
				if a.Protocol == gcp.IPProtocolAll || len(a.Ports) == 0 && a.Protocol != gcp.IPProtocolICMP {
					t.Errorf("%s: %q opens everything: %+v", name, r.Key, a)
				}
			}
		}
	}
}

func TestMachine(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	r := managedtest.Find(t, resources, keyTestMachine)
	got, _ := r.ForProvider.(gcp.ComputeInstance)
	name := r.ExternalName
	want := gcp.ComputeInstance{
		Project: testProject, Zone: "europe-west1-c", Description: "Compute team-a/shop", MachineType: "e2-standard-2",
		AttachedDisk: []gcp.InstanceAttachedDisk{
			{Source: "projects/acme-prod/zones/europe-west1-c/disks/" + managedtest.Find(t, resources, "disk-data").ExternalName, DeviceName: "data"},
			{Source: testVolume, DeviceName: "orders"},
		},
		NetworkInterface: []gcp.InstanceInterface{{Subnetwork: testSubnet, AccessConfig: []gcp.AccessConfig{{NATIP: testAddress, NetworkTier: "PREMIUM"}}}},
		ServiceAccount:   &gcp.InstanceServiceAccount{Email: testEmail, Scopes: []string{"https://www.googleapis.com/auth/cloud-platform"}},
		Scheduling: &gcp.InstanceScheduling{
			ProvisioningModel: "SPOT", Preemptible: new(true), AutomaticRestart: new(false), OnHostMaintenance: "TERMINATE", InstanceTerminationAction: "STOP",
		},
		ShieldedInstanceConfig: got.ShieldedInstanceConfig,
		Metadata: map[string]string{
			"block-project-ssh-keys": "TRUE", "serial-port-enable": "FALSE", "enable-oslogin": "FALSE",
			"ssh-keys":  "ubuntu:" + testSSHKey + "\nubuntu:ssh-rsa AAAA ops",
			"user-data": "#cloud-config\npackages: [nginx]\n",
		},
		Labels: got.Labels, Tags: []string{testClaim().Names.Name(naming.GCPCompute)},
		ResourcePolicies:       []string{"projects/acme-prod/regions/europe-west1/resourcePolicies/" + managedtest.Find(t, resources, (&compute{Plan: full()}).scheduleKey()).ExternalName},
		AllowStoppingForUpdate: new(true), DeletionProtection: new(false),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	wantBoot := gcp.ComputeInstance{BootDisk: &gcp.InstanceBootDisk{
		AutoDelete: new(true), KMSKeySelfLink: testKey,
		InitializeParams: &gcp.BootDiskParams{
			Image: "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-amd64", DiskType: "pd-ssd", Size: 64, Labels: got.Labels,
		},
	}}
	if diff := cmp.Diff(wantBoot, r.InitProvider); diff != "" {
		t.Errorf("what the machine boots from: -want, +got:\n%s", diff)
	}
	if !strings.Contains(name, testGeneration) {
		t.Errorf("%q does not tell machines apart", name)
	}
	disk := managedtest.Spec[gcp.Disk](t, resources, "disk-data")
	if disk.DiskEncryptionKey == nil || disk.DiskEncryptionKey.KMSKeySelfLink != testKey || disk.Size != 200 || disk.Zone != "europe-west1-c" || disk.DiskType != gcp.DiskTypeSSD {
		t.Errorf("the disk is another one: %+v", disk)
	}
}

func TestSmallest(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, smallest())
	if len(resources) != 1 {
		t.Errorf("a machine is all that there is, not %d resources", len(resources))
	}
	got := managedtest.Spec[gcp.ComputeInstance](t, resources, keyTestMachine)
	want := gcp.InstanceScheduling{ProvisioningModel: "STANDARD", Preemptible: new(false), AutomaticRestart: new(true), OnHostMaintenance: "MIGRATE"}
	if diff := cmp.Diff(want, *got.Scheduling); diff != "" {
		t.Errorf("a machine that stays: -want, +got:\n%s", diff)
	}
	if got.AttachedDisk != nil || got.ResourcePolicies != nil || got.BootDisk != nil {
		t.Errorf("the smallest machine is more than that: %+v", got)
	}
}

// TestHardware shows that machines get the disks that they take, and stay where they
// cannot migrate.
func TestHardware(t *testing.T) {
	t.Parallel()
	gpu := managedtest.Spec[gcp.ComputeInstance](t, Build(plans()["GPU"], observations{}), keyTestMachine)
	if gpu.Scheduling.OnHostMaintenance != gcp.HostMaintenanceTerminate || !*gpu.Scheduling.AutomaticRestart {
		t.Errorf("a machine with GPUs does not migrate: %+v", gpu.Scheduling)
	}
	resources := Build(plans()["Hyperdisk"], observations{})
	boot, _ := managedtest.Find(t, resources, keyTestMachine).InitProvider.(gcp.ComputeInstance)
	if got := boot.BootDisk.InitializeParams; got.DiskType != "hyperdisk-balanced" || got.ProvisionedIOPS != 0 {
		t.Errorf("the machine boots from another disk: %+v", got)
	}
	if got := managedtest.Spec[gcp.Disk](t, resources, "disk-data"); got.DiskType != "hyperdisk-balanced" || got.ProvisionedIOPS != 6000 || got.ProvisionedThroughput != 500 {
		t.Errorf("the disk is not fast: %+v", got)
	}
	small := (&compute{Plan: plans()["Hyperdisk"]}).volumeOf(10, v1alpha1.PerformanceHigh)
	if small.iops != 5000 {
		t.Errorf("a disk of 10 GiB has %d operations", small.iops)
	}
}

func TestMetadata(t *testing.T) {
	t.Parallel()
	data := func(image plan.Image, text string) plan.Plan {
		return with(smallest(), func(p *plan.Plan) { p.Template.Image, p.Template.UserData = image, &plan.UserData{Text: text} })
	}
	native := plan.Image{Native: "projects/acme/global/images/golden", OS: v1alpha1.OSLinux}
	const script, config = "#!/bin/sh\n", "#cloud-config\n"
	linux := func(key, text string) map[string]string {
		return map[string]string{"block-project-ssh-keys": "TRUE", "serial-port-enable": "FALSE", "enable-oslogin": "TRUE", key: text}
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   map[string]string
	}{
		"CloudInit":    {reason: "Ubuntu has cloud-init.", plan: data(namedImage(images.Ubuntu2404, machines.ArchitectureARM64), script), want: linux("user-data", script)},
		"Agent":        {reason: "Debian has an agent that runs scripts.", plan: data(namedImage(images.Debian12, machines.ArchitectureAMD64), script), want: linux("startup-script", script)},
		"NativeScript": {reason: "Every image has the agent.", plan: data(native, script), want: linux("startup-script", script)},
		"NativeConfig": {reason: "Only cloud-init reads a configuration.", plan: data(native, config), want: linux("user-data", config)},
		"Windows": {
			reason: "Windows runs PowerShell once, and has no keys.",
			plan:   data(namedImage(images.Windows2025, machines.ArchitectureAMD64), "Write-Output hello"),
			want:   map[string]string{"serial-port-enable": "FALSE", "sysprep-specialize-script-ps1": "Write-Output hello"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Spec[gcp.ComputeInstance](t, Build(tc.plan, observations{}), keyTestMachine).Metadata
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nmetadata: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPowerSchedule(t *testing.T) {
	t.Parallel()
	key := (&compute{Plan: full()}).scheduleKey()
	resources := Build(full(), observations{})
	want := gcp.InstanceSchedulePolicy{
		VMStartSchedule: &gcp.CronSchedule{Schedule: "30 7 * * MON,TUE,WED,THU,FRI"},
		VMStopSchedule:  &gcp.CronSchedule{Schedule: "0 19 * * MON,TUE,WED,THU,FRI"},
		TimeZone:        "Europe/Berlin",
	}
	if diff := cmp.Diff(want, *managedtest.Spec[gcp.ResourcePolicy](t, resources, key).InstanceSchedulePolicy); diff != "" {
		t.Errorf("schedule: -want, +got:\n%s", diff)
	}
	wantMember := gcp.InstanceIAMMember{
		Project: testProject, Zone: "europe-west1-c", InstanceNameSelector: managed.Select(keyTestMachine),
		Role: "roles/compute.instanceAdmin.v1", Member: "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com",
	}
	if diff := cmp.Diff(wantMember, managedtest.Spec[gcp.InstanceIAMMember](t, resources, "scheduler-bcdfg")); diff != "" {
		t.Errorf("who starts the machine: -want, +got:\n%s", diff)
	}
	if got := managedtest.Spec[gcp.ComputeInstance](t, resources, keyTestMachine).ResourcePolicies; got != nil {
		t.Errorf("the machine has a schedule that nobody may follow yet: %v", got)
	}
	other := with(full(), func(p *plan.Plan) { p.Schedule.Wake += time.Minute })
	if (&compute{Plan: other}).scheduleKey() == key {
		t.Error("another schedule must be another policy, because none can be changed")
	}
}

// TestScheduleChanges shows that a machine always has a schedule that exists.
func TestScheduleChanges(t *testing.T) {
	t.Parallel()
	_, o := converge(t, full())
	later := with(full(), func(p *plan.Plan) { p.Schedule.Sleep += time.Hour })
	before := managedtest.Spec[gcp.ComputeInstance](t, Build(full(), o), keyTestMachine).ResourcePolicies
	if got := managedtest.Spec[gcp.ComputeInstance](t, Build(later, o), keyTestMachine).ResourcePolicies; !slices.Equal(got, before) {
		t.Errorf("the machine has a schedule that does not exist: %v", got)
	}
	resources, _ := convergeFrom(t, later, o)
	if got := managedtest.Spec[gcp.ComputeInstance](t, resources, keyTestMachine).ResourcePolicies; slices.Equal(got, before) {
		t.Errorf("the machine keeps its schedule: %v", got)
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[gcp.InstanceTemplate](t, Build(fullGroup(), observations{}), "template-spot-bcdfg")
	if got.Labels != nil {
		t.Errorf("machines keep the labels %v of their template", got.Labels)
	}
	labels := testClaim().Tags.GCP()
	disk := func(size int, kind gcp.DiskType) gcp.TemplateDisk {
		return gcp.TemplateDisk{AutoDelete: new(true), DiskType: kind, DiskSizeGB: size, DiskEncryptionKey: &gcp.DiskEncryptionKey{KMSKeySelfLink: testKey}, Labels: labels}
	}
	boot, cache, scratch := disk(64, "pd-ssd"), disk(50, "pd-ssd"), disk(100, "pd-balanced")
	boot.Boot, boot.SourceImage = new(true), "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-amd64"
	cache.Boot, cache.DeviceName = new(false), "cache"
	scratch.Boot, scratch.DeviceName = new(false), "scratch"
	if diff := cmp.Diff([]gcp.TemplateDisk{boot, cache, scratch}, got.Disk); diff != "" {
		t.Errorf("disks: -want, +got:\n%s", diff)
	}
	if got.Scheduling.InstanceTerminationAction != gcp.TerminationDelete || got.Scheduling.ProvisioningModel != gcp.ProvisioningSpot {
		t.Errorf("a spot machine is kept: %+v", got.Scheduling)
	}
	regular := managedtest.Spec[gcp.InstanceTemplate](t, Build(fullGroup(), observations{}), "template-regular-bcdfg")
	if regular.Scheduling.ProvisioningModel != gcp.ProvisioningStandard || regular.Name == got.Name {
		t.Errorf("a regular machine is a spot one: %+v", regular)
	}
	want := []gcp.InstanceInterface{{Subnetwork: testSubnet, AccessConfig: []gcp.AccessConfig{{NetworkTier: "PREMIUM"}}}}
	if diff := cmp.Diff(want, got.NetworkInterface); diff != "" {
		t.Errorf("network: -want, +got:\n%s", diff)
	}
}

func TestGroup(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fullGroup())
	r := managedtest.Find(t, resources, "group-spot")
	got, _ := r.ForProvider.(gcp.RegionInstanceGroupManager)
	template := managedtest.Spec[gcp.InstanceTemplate](t, resources, "template-spot-bcdfg")
	want := gcp.RegionInstanceGroupManager{
		Project: testProject, Region: testRegion, Name: got.Name, Description: "Compute team-a/shop", BaseInstanceName: got.BaseInstanceName,
		DistributionPolicyZones: []string{"europe-west1-b", "europe-west1-c", "europe-west1-d"},
		Version:                 []gcp.GroupVersion{{InstanceTemplate: "projects/acme-prod/global/instanceTemplates/" + template.Name}},
		AllInstancesConfig:      &gcp.AllInstancesConfig{Labels: testClaim().Tags.GCP()},
		UpdatePolicy: &gcp.GroupUpdatePolicy{
			UpdateType: "PROACTIVE", MinimalAction: "REFRESH", MostDisruptiveAllowedAction: "REPLACE", ReplacementMethod: "SUBSTITUTE",
			InstanceRedistributionType: "PROACTIVE", MaxSurgeFixed: 3, MaxUnavailableFixed: 4,
		},
		AutoHealingPolicies: &gcp.AutoHealingPolicies{
			HealthCheck: "projects/acme-prod/global/healthChecks/" + managedtest.Find(t, resources, keyRepairCheck).ExternalName, InitialDelaySec: 300,
		},
		WaitForInstances: new(false),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(gcp.RegionInstanceGroupManager{TargetSize: new(1)}, r.InitProvider); diff != "" {
		t.Errorf("what the autoscaler decides: -want, +got:\n%s", diff)
	}
	regular := managedtest.Find(t, resources, "group-regular")
	if s, _ := regular.ForProvider.(gcp.RegionInstanceGroupManager); s.TargetSize == nil || *s.TargetSize != 2 || regular.InitProvider != nil {
		t.Errorf("nobody else decides how many machines there are: %+v", regular)
	}
}

func TestRollout(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason             string
		rollout            plan.Rollout
		zones              int
		surge, unavailable int
	}{
		"Surge":       {reason: "A machine is added in each zone.", rollout: plan.Rollout{Surge: 1}, zones: 3, surge: 3},
		"OneZone":     {reason: "There is only one.", rollout: plan.Rollout{Surge: 1, MaxUnavailable: 1}, zones: 1, surge: 1, unavailable: 1},
		"Missing":     {reason: "No more are missing than the claim says.", rollout: plan.Rollout{Surge: 2, MaxUnavailable: 2}, zones: 3, surge: 3},
		"Many":        {reason: "As many as the claim says.", rollout: plan.Rollout{Surge: 10, MaxUnavailable: 5}, zones: 3, surge: 10, unavailable: 5},
		"Unavailable": {reason: "Machines go before others come.", rollout: plan.Rollout{MaxUnavailable: 3}, zones: 3, unavailable: 3},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := updatePolicy(tc.rollout, tc.zones, gcp.GroupActionRefresh)
			if got.MaxSurgeFixed != tc.surge || got.MaxUnavailableFixed != tc.unavailable {
				t.Errorf("%s\nupdatePolicy(...): %d are added and %d are missing", tc.reason, got.MaxSurgeFixed, got.MaxUnavailableFixed)
			}
		})
	}
}

// TestGenerations shows how a group goes over to another template, and when the one
// before goes.
func TestGenerations(t *testing.T) {
	t.Parallel()
	old := with(balanced(), func(p *plan.Plan) { p.Template.Generation = oldGeneration })
	_, o := converge(t, old)
	changed := with(balanced(), func(p *plan.Plan) { p.Template.Retiring = []string{oldGeneration} })

	first := Build(changed, o)
	templates := []string{
		managedtest.Spec[gcp.InstanceTemplate](t, first, "template-regular-hjklm").Name, managedtest.Spec[gcp.InstanceTemplate](t, first, "template-regular-bcdfg").Name,
	}
	used := func(resources []managed.Resource) string {
		return nameOf(managedtest.Spec[gcp.RegionInstanceGroupManager](t, resources, "group-regular").Version[0].InstanceTemplate)
	}
	if got := used(first); got != templates[0] {
		t.Errorf("the group is made of %q, which does not exist", got)
	}
	second, o := convergeFrom(t, changed, o)
	if got := used(second); got != templates[1] {
		t.Errorf("the group is still made of %q", got)
	}
	managedtest.Find(t, second, "template-regular-hjklm")

	moving := o.Changed("group-regular", func(v *managedtest.Observation) {
		v.AtProvider = strings.Replace(managedtest.JSON(t, v.AtProvider), `"isReached":true`, `"isReached":false`, 1)
	})
	if got := (&compute{Plan: changed, observed: moving}).retiring(); !slices.Equal(got, []string{oldGeneration}) {
		t.Errorf("machines are still made of %q, and yet the templates %q are all that is kept", oldGeneration, got)
	}
	if got := (&compute{Plan: changed, observed: o}).retiring(); got != nil {
		t.Errorf("no machine is made of %q any more", got)
	}
	if got := (&compute{Plan: changed, observed: o.Lost()}).retiring(); !slices.Equal(got, []string{oldGeneration}) {
		t.Errorf("nobody knows what machines are made of, and yet only %q are kept", got)
	}
	for _, r := range Build(balanced(), o) {
		if r.Key == "template-regular-hjklm" {
			t.Error("a template that nothing is made of stays")
		}
	}
}

// TestGroupTags shows that other labels reach the machines of a group where they run, and
// that they wait until those of another template are there.
func TestGroupTags(t *testing.T) {
	t.Parallel()
	before, after := balanced().Claim.Tags.GCP(), tagged(balanced()).Claim.Tags.GCP()
	_, steady := converge(t, balanced())
	old := with(balanced(), func(p *plan.Plan) { p.Template.Generation = oldGeneration })
	_, behind := converge(t, old)
	retiring := func(p plan.Plan) plan.Plan {
		return with(p, func(p *plan.Plan) { p.Template.Retiring = []string{oldGeneration} })
	}
	_, moved := convergeFrom(t, retiring(balanced()), behind)
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		labels   map[string]string
		least    gcp.GroupAction
	}{
		"New":    {reason: "A group begins with its labels.", plan: tagged(balanced()), observed: observations{}, labels: after, least: "REFRESH"},
		"Steady": {reason: "Machines run on.", plan: tagged(balanced()), observed: steady, labels: after, least: "REFRESH"},
		"Begins": {reason: "The other template does not exist yet.", plan: tagged(retiring(balanced())), observed: behind, labels: before, least: "REPLACE"},
		"Moving": {reason: "Machines that were replaced are not replaced again.", plan: tagged(retiring(balanced())), observed: moved, labels: before, least: "REPLACE"},
		"Lost":   {reason: "The group is made of another template, whatever the status of the claim knows.", plan: tagged(balanced()), observed: behind, labels: before, least: "REPLACE"},
		"Moved":  {reason: "Once all machines are of the template, they get the labels.", plan: tagged(balanced()), observed: moved, labels: after, least: "REFRESH"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Spec[gcp.RegionInstanceGroupManager](t, Build(tc.plan, tc.observed), "group-regular")
			if diff := cmp.Diff(tc.labels, got.AllInstancesConfig.Labels); diff != "" {
				t.Errorf("%s\nlabels: -want, +got:\n%s", tc.reason, diff)
			}
			if got.UpdatePolicy.MinimalAction != tc.least {
				t.Errorf("%s\nmachines are at least told to %s, want %s", tc.reason, got.UpdatePolicy.MinimalAction, tc.least)
			}
		})
	}
}

func TestAutoscalers(t *testing.T) {
	t.Parallel()
	scaled := managedtest.Spec[gcp.RegionAutoscaler](t, Build(fullGroup(), observations{}), "autoscaler-spot")
	want := gcp.RegionAutoscaler{
		Project: testProject, Region: testRegion, TargetSelector: managed.Select("group-spot"),
		AutoscalingPolicy: &gcp.AutoscalingPolicy{Mode: "ON", MinReplicas: 1, MaxReplicas: 8, CPUUtilization: &gcp.CPUUtilization{Target: 0.6}},
	}
	if diff := cmp.Diff(want, scaled); diff != "" {
		t.Errorf("autoscaling: -want, +got:\n%s", diff)
	}
	resources := Build(plans()["Scheduled"], observations{})
	wantPolicy := gcp.AutoscalingPolicy{Mode: "ON", MaxReplicas: 3, ScalingSchedules: []gcp.ScalingSchedule{{
		Name: "awake", Schedule: "30 7 * * MON,TUE,WED,THU,FRI", DurationSec: 41400, MinRequiredReplicas: 3, TimeZone: "Europe/Berlin",
	}}}
	if diff := cmp.Diff(wantPolicy, *managedtest.Spec[gcp.RegionAutoscaler](t, resources, "autoscaler-regular").AutoscalingPolicy); diff != "" {
		t.Errorf("schedule: -want, +got:\n%s", diff)
	}
	if g := managedtest.Find(t, resources, "group-regular"); g.InitProvider == nil || managedtest.Spec[gcp.RegionInstanceGroupManager](t, resources, "group-regular").TargetSize != nil {
		t.Errorf("the machines of a group that sleeps would come back: %+v", g)
	}
	for _, r := range Build(group(), observations{}) {
		if _, ok := r.ForProvider.(gcp.RegionAutoscaler); ok {
			t.Errorf("%q decides how many machines there are", r.Key)
		}
	}
	daily := with(group(), func(p *plan.Plan) {
		p.Schedule = weekdaysOnly()
		p.Schedule.Days = platform.Weekdays()
		p.Groups[0].Count = 0
	})
	got := managedtest.Spec[gcp.RegionAutoscaler](t, Build(daily, observations{}), "autoscaler-regular").AutoscalingPolicy
	if got.ScalingSchedules[0].Schedule != "30 7 * * *" || got.MaxReplicas != 1 || got.ScalingSchedules[0].MinRequiredReplicas != 0 {
		t.Errorf("a group of none: %+v", got)
	}
}

func TestBalancer(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fullGroup())
	service := managedtest.Spec[gcp.RegionBackendService](t, resources, "balancer-tcp")
	groups := apiURL + "projects/acme-prod/regions/europe-west1/instanceGroups/"
	want := gcp.RegionBackendService{
		Project: testProject, Region: testRegion, Description: "Compute team-a/shop", LoadBalancingScheme: "EXTERNAL", Protocol: "TCP",
		HealthChecksSelector: managed.Select("balancer-check"),
		Backend: []gcp.Backend{
			{Group: groups + managedtest.Spec[gcp.RegionInstanceGroupManager](t, resources, "group-regular").Name, BalancingMode: "CONNECTION"},
			{Group: groups + managedtest.Spec[gcp.RegionInstanceGroupManager](t, resources, "group-spot").Name, BalancingMode: "CONNECTION"},
		},
		ConnectionDrainingTimeoutSec: 300,
	}
	if diff := cmp.Diff(want, service); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	rule := managedtest.Spec[gcp.ForwardingRule](t, resources, "forwarding-udp-53")
	wantRule := gcp.ForwardingRule{
		Project: testProject, Region: testRegion, Description: "Compute team-a/shop", LoadBalancingScheme: "EXTERNAL", IPProtocol: "UDP", Ports: []string{"53"},
		IPAddressSelector: managed.Select("balancer-address"), BackendServiceSelector: managed.Select("balancer-udp"), NetworkTier: "PREMIUM", Labels: rule.Labels,
	}
	if diff := cmp.Diff(wantRule, rule); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	probe := gcp.HealthProbe{
		Description: "Compute team-a/shop", CheckIntervalSec: 10, TimeoutSec: 5, HealthyThreshold: 3, UnhealthyThreshold: 3,
		HTTPHealthCheck: &gcp.HTTPCheck{Port: 8080, RequestPath: "/healthz"},
	}
	if diff := cmp.Diff(gcp.RegionHealthCheck{Project: testProject, Region: testRegion, HealthProbe: probe}, managedtest.Spec[gcp.RegionHealthCheck](t, resources, "balancer-check")); diff != "" {
		t.Errorf("check of the balancer: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(gcp.HealthCheck{Project: testProject, HealthProbe: probe}, managedtest.Spec[gcp.HealthCheck](t, resources, "check-repair")); diff != "" {
		t.Errorf("check of the groups: -want, +got:\n%s", diff)
	}
	clients := managedtest.Spec[gcp.Firewall](t, resources, "balancer-clients")
	if diff := cmp.Diff([]gcp.FirewallProtocol{{Protocol: "tcp", Ports: []string{"80", "443"}}, {Protocol: "udp", Ports: []string{"53"}}}, clients.Allow); diff != "" {
		t.Errorf("clients: -want, +got:\n%s", diff)
	}
	probes := managedtest.Spec[gcp.Firewall](t, resources, "balancer-probes")
	if diff := cmp.Diff([]gcp.FirewallProtocol{{Protocol: "tcp", Ports: []string{"8080"}}}, probes.Allow); diff != "" || len(probes.SourceRanges) != 4 {
		t.Errorf("probes from %v: -want, +got:\n%s", probes.SourceRanges, diff)
	}
}

func TestInternalBalancer(t *testing.T) {
	t.Parallel()
	resources := Build(plans()["Internal"], observations{})
	address := managedtest.Spec[gcp.Address](t, resources, "balancer-address")
	want := gcp.Address{Project: testProject, Region: testRegion, AddressType: "INTERNAL", Purpose: "SHARED_LOADBALANCER_VIP", Subnetwork: testSubnet, Labels: address.Labels}
	if diff := cmp.Diff(want, address); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	rule := managedtest.Spec[gcp.ForwardingRule](t, resources, "forwarding-tcp-443")
	if rule.LoadBalancingScheme != "INTERNAL" || rule.Network != testVPC || rule.Subnetwork != testSubnet || rule.NetworkTier != "" || !*rule.AllowGlobalAccess {
		t.Errorf("the balancer is somewhere else: %+v", rule)
	}
	if got := managedtest.Spec[gcp.RegionHealthCheck](t, resources, keyCheck); got.TCPHealthCheck == nil || got.TCPHealthCheck.Port != 443 || got.HTTPHealthCheck != nil {
		t.Errorf("the check asks for something else: %+v", got)
	}
	for _, r := range resources {
		if r.Key == keyClients {
			t.Error("somebody is let in who is not in the network")
		}
	}
	https := with(plans()["Internal"], func(p *plan.Plan) {
		p.LoadBalancer.HealthCheck.Protocol, p.LoadBalancer.HealthCheck.Path = v1alpha1.CheckHTTPS, "/"
	})
	if got := managedtest.Spec[gcp.HealthCheck](t, Build(https, observations{}), keyRepairCheck); got.HTTPSHealthCheck == nil || got.HTTPSHealthCheck.RequestPath != "/" || got.TCPHealthCheck != nil {
		t.Errorf("the check asks for something else: %+v", got)
	}
}

func TestIngress(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[gcp.Firewall](t, Build(full(), observations{}), "ingress-ssh")
	want := gcp.Firewall{
		Project: testProject, Network: testVPC, Direction: "INGRESS", Priority: 65000, SourceRanges: []string{"198.51.100.0/24", "203.0.113.7/32"},
		TargetTags: got.TargetTags, Allow: []gcp.FirewallProtocol{{Protocol: "tcp", Ports: []string{"22", "8000-8100"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	ping := managedtest.Spec[gcp.Firewall](t, Build(full(), observations{}), "ingress-ping")
	if diff := cmp.Diff([]gcp.FirewallProtocol{{Protocol: "icmp"}}, ping.Allow); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	udp := with(full(), func(p *plan.Plan) { p.Ingress[1].Protocol = v1alpha1.RuleUDP })
	if got := managedtest.Spec[gcp.Firewall](t, Build(udp, observations{}), "ingress-ssh").Allow[0].Protocol; got != gcp.IPProtocolUDP {
		t.Errorf("UDP is let in as %s", got)
	}
}
