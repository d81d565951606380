// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"Smallest": {
			reason: "A machine is made from a template, and lets nobody in by itself.", plan: smallest(),
			want: []managed.Key{"machine-g1abc", "security-group", "template"},
		},
		"Group": {
			reason: "So is a group.", plan: group(),
			want: []managed.Key{"group-regular", "security-group", "template"},
		},
		"Adopted": {
			reason: "Without a group of the tier, the own one lets the network in and machines out.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Network.SecurityGroup = "" }),
			want:   []managed.Key{"egress", "inside", "machine-g1abc", "security-group", "template"},
		},
		"Disks": {
			reason: "A volume of a Storage is attached and not created.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Single = &plan.Single{Disks: full().Single.Disks} }),
			want: []managed.Key{
				"disk-attachment-data-g1abc", "disk-attachment-scratch-0123456-g1abc", "disk-attachment-shared-g1abc",
				"disk-data", "disk-scratch-0123456", "machine-g1abc", "security-group", "template",
			},
		},
		"Address": {
			reason: "An address stays when the machine is replaced.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Template.PublicIP = true }),
			want:   []managed.Key{"address", "address-association-g1abc", "machine-g1abc", "security-group", "template"},
		},
		"Scheduled": {
			reason: "A group wakes and sleeps.", plan: scheduled(),
			want: []managed.Key{"group-regular", "schedule-regular-sleep", "schedule-regular-wake", "security-group", "template"},
		},
		"Balancer": {
			reason: "Ports that pass on to the same one share its target group, and so do TCP and UDP of one number.",
			plan:   plans()["Internal"],
			want: []managed.Key{
				"balancer", "balancer-egress", "balancer-group",
				"balancer-ingress-tcp-443-network", "balancer-ingress-tcp-53-network", "balancer-ingress-tcp-80-network", "balancer-ingress-udp-53-network",
				"group-regular", "listener-443", "listener-53", "listener-80", "security-group",
				"target-attachment-regular-tcp-8080-http", "target-attachment-regular-tcpudp-5353-http",
				"target-group-tcp-8080-http", "target-group-tcpudp-5353-http",
				"target-ingress-tcp-5353", "target-ingress-tcp-8080", "target-ingress-tcp-9090", "target-ingress-udp-5353", "template",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Keys(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestEveryMachineIsClosed proves the profile that every machine has, whatever it is for.
func TestEveryMachineIsClosed(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		resources, _ := converge(t, p)
		lt := managedtest.Spec[aws.LaunchTemplate](t, resources, keyTemplate)
		if m := lt.MetadataOptions; m.HTTPTokens != "required" || m.HTTPEndpoint != "enabled" || m.HTTPPutResponseHopLimit != 1 {
			t.Errorf("%s: whoever tricks a machine can ask for its metadata: %+v", name, m)
		}
		for _, d := range lt.BlockDeviceMappings {
			if d.EBS.Encrypted != aws.OptionalTrue || d.EBS.KMSKeyID != p.Key || d.EBS.DeleteOnTermination != aws.OptionalTrue {
				t.Errorf("%s: disk %s is not as it should be: %+v", name, d.DeviceName, d.EBS)
			}
		}
		for _, n := range lt.NetworkInterfaces {
			if (n.AssociatePublicIPAddress == aws.OptionalTrue) != p.Template.PublicIP || n.AssociatePublicIPAddress == "" {
				t.Errorf("%s: the address of the internet is %q", name, n.AssociatePublicIPAddress)
			}
		}
		for _, r := range resources {
			switch s := r.ForProvider.(type) {
			case aws.EBSVolume:
				if !s.Encrypted || s.KMSKeyID != p.Key {
					t.Errorf("%s: %q is not encrypted with the key", name, r.Key)
				}
			case aws.Instance:
				if initial, ok := r.InitProvider.(aws.InstanceInitial); !ok || *initial.AssociatePublicIPAddress {
					t.Errorf("%s: %q gets an address of the internet from AWS", name, r.Key)
				}
			case aws.SecurityGroupIngressRule:
				if s.CIDRIPv4 == "" && s.ReferencedGroupSelector == nil || s.CIDRIPv4 == "0.0.0.0/0" {
					t.Errorf("%s: %q lets in everybody", name, r.Key)
				}
			}
		}
	}
}

func TestTemplate(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	claim := testClaim()
	want := aws.LaunchTemplate{
		Region: testRegion, Name: "team-a-shop-" + suffix(managedtest.Spec[aws.LaunchTemplate](t, resources, keyTemplate).Name),
		Description: "Machines of generation g1abc",
		ImageID:     "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
		KeyName:     managedtest.Find(t, resources, keyKeyPair.Join(claim.Names.Hash(8, testSSHKey))).ExternalName,
		UserData:    "IyEvYmluL3NoCmVjaG8gaGVsbG8K", EBSOptimized: "true", ShutdownBehavior: "stop",
		BlockDeviceMappings: []aws.BlockDeviceMapping{{DeviceName: "/dev/sda1", EBS: &aws.BlockDeviceMappingsEBS{
			DeleteOnTermination: "true", Encrypted: "true", IOPS: 3000, KMSKeyID: testKey, Throughput: 125, VolumeSize: 32, VolumeType: "gp3",
		}}},
		InstanceMarketOptions: &aws.InstanceMarketOptions{
			MarketType: "spot", SpotOptions: &aws.SpotOptions{InterruptionBehavior: "stop", RequestType: "persistent"},
		},
		MetadataOptions: &aws.MetadataOptions{HTTPEndpoint: "enabled", HTTPTokens: "required", HTTPPutResponseHopLimit: 1},
		Monitoring:      &aws.LaunchTemplateMonitoring{Enabled: new(false)},
	}
	ignore := cmpopts.IgnoreFields(aws.LaunchTemplate{}, "Tags", "TagSpecifications")
	if diff := cmp.Diff(want, managedtest.Spec[aws.LaunchTemplate](t, resources, keyTemplate), ignore); diff != "" {
		t.Errorf("template of a machine: -want, +got:\n%s", diff)
	}

	resources, _ = converge(t, fleet())
	want.KeyName = managedtest.Find(t, resources, keyKeyPair.Join(claim.Names.Hash(8, testSSHKey))).ExternalName
	want.InstanceMarketOptions, want.ShutdownBehavior, want.InstanceType = nil, "", "t3.small"
	want.UserData = base64.StdEncoding.EncodeToString([]byte("#cloud-config\n"))
	want.BlockDeviceMappings = append(want.BlockDeviceMappings, aws.BlockDeviceMapping{DeviceName: "/dev/sdf", EBS: &aws.BlockDeviceMappingsEBS{
		DeleteOnTermination: "true", Encrypted: "true", IOPS: 16000, KMSKeyID: testKey, Throughput: 1000, VolumeSize: 50, VolumeType: "gp3",
	}})
	want.IAMInstanceProfile = &aws.LaunchTemplateProfile{Name: testProfile}
	want.NetworkInterfaces = []aws.LaunchTemplateInterface{{
		AssociatePublicIPAddress: "false", DeleteOnTermination: "true", SecurityGroups: []string{testGroup, "id-of-security-group"},
	}}
	got := managedtest.Spec[aws.LaunchTemplate](t, resources, keyTemplate)
	if diff := cmp.Diff(want, got, ignore); diff != "" {
		t.Errorf("template of groups: -want, +got:\n%s", diff)
	}
	if name := got.TagSpecifications[0].Tags["Name"]; name != "team-a-shop-g1abc" {
		t.Errorf("machines of a group are called %q", name)
	}
}

// suffix is the last word of a name.
func suffix(name string) string { return name[strings.LastIndex(name, "-")+1:] }

func TestImages(t *testing.T) {
	t.Parallel()
	native := func(id string) plan.Image { return plan.Image{Native: id, OS: v1alpha1.OSLinux} }
	cases := map[string]struct {
		reason     string
		image      plan.Image
		id, device string
	}{
		"Amazon":  {reason: "Amazon Linux boots from xvda.", image: image(images.AmazonLinux2023, machines.ArchitectureARM64), id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64", device: "/dev/xvda"},
		"Debian":  {reason: "So does Debian.", image: image(images.Debian12, machines.ArchitectureAMD64), id: "resolve:ssm:/aws/service/debian/release/12/latest/amd64", device: "/dev/xvda"},
		"Windows": {reason: "Windows does not.", image: image(images.Windows2022, machines.ArchitectureAMD64), id: "resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base", device: "/dev/sda1"},
		"Native":  {reason: "Most images do not.", image: native("ami-0123456789abcdef0"), id: "ami-0123456789abcdef0", device: "/dev/sda1"},
		"NativeAmazon": {
			reason: "What AWS publishes is known.", image: native("resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64"),
			id: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64", device: "/dev/xvda",
		},
		"NativeOwn": {reason: "What others publish is not.", image: native("resolve:ssm:/golden/image"), id: "resolve:ssm:/golden/image", device: "/dev/sda1"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := imageID(tc.image); got != tc.id {
				t.Errorf("%s\nimageID(...): %q", tc.reason, got)
			}
			if got := rootDevice(tc.image); got != tc.device {
				t.Errorf("%s\nrootDevice(...): %q", tc.reason, got)
			}
		})
	}
}

func TestUserData(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		os     v1alpha1.OS
		text   string
		want   string
	}{
		"Linux":   {reason: "Linux reads what it is given.", os: v1alpha1.OSLinux, text: "#cloud-config", want: "#cloud-config"},
		"Windows": {reason: "Windows runs what is between tags.", os: v1alpha1.OSWindows, text: "Get-Date", want: "<powershell>\nGet-Date\n</powershell>\n"},
		"Tagged":  {reason: "Whoever writes tags knows why.", os: v1alpha1.OSWindows, text: "\n<script>date</script>", want: "\n<script>date</script>"},
		"None":    {reason: "Nothing is not run.", os: v1alpha1.OSWindows},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := userData(plan.Template{Image: plan.Image{OS: tc.os}, UserData: &plan.UserData{Text: tc.text}})
			if got != tc.want {
				t.Errorf("%s\nuserData(...): %q", tc.reason, got)
			}
		})
	}
}

func TestMachine(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	r := managedtest.Find(t, resources, "machine-g1abc")
	want := aws.Instance{
		Region: testRegion, IAMInstanceProfile: testProfile, InstanceType: "t3.small",
		MaintenanceOptions: &aws.InstanceMaintenance{AutoRecovery: "default"}, SubnetID: "subnet-0a",
		VPCSecurityGroupIDs: []string{testGroup, "id-of-security-group"}, Tags: testClaim().Tags.AWS("team-a-shop"),
	}
	if diff := cmp.Diff(want, r.ForProvider); diff != "" {
		t.Errorf("machine: -want, +got:\n%s", diff)
	}
	initial := aws.InstanceInitial{
		AssociatePublicIPAddress: new(false),
		LaunchTemplate:           &aws.InstanceLaunchTemplate{Name: managedtest.Spec[aws.LaunchTemplate](t, resources, keyTemplate).Name, Version: "$Latest"},
	}
	if diff := cmp.Diff(managed.Spec(initial), r.InitProvider); diff != "" {
		t.Errorf("what is wanted once: -want, +got:\n%s", diff)
	}
	if !slices.Contains(r.DeleteBefore, "disk-attachment-data-g1abc") {
		t.Error("disks are taken away from a machine that runs")
	}
}

// TestReplacement shows that a machine is made from the template of its own generation,
// and gets the disks and the address of the one before.
func TestReplacement(t *testing.T) {
	t.Parallel()
	before, o := converge(t, full())
	next := with(full(), func(p *plan.Plan) { p.Template.Generation = nextGeneration })
	waiting := managedtest.Find(t, Build(next, o), "machine-g2def")
	if !slices.Contains(waiting.Waits, waitTemplate) {
		t.Errorf("the machine is made from the template of the one before: %v", waiting.Waits)
	}
	after, _ := converge(t, next)
	for _, k := range []managed.Key{"disk-data", "address"} {
		if diff := cmp.Diff(managedtest.JSON(t, managedtest.Find(t, before, k).ForProvider), managedtest.JSON(t, managedtest.Find(t, after, k).ForProvider)); diff != "" {
			t.Errorf("%q changes: %s", k, diff)
		}
	}
	for _, k := range managedtest.Keys(after) {
		if strings.Contains(string(k), testGeneration) {
			t.Errorf("%q is of the generation before", k)
		}
	}
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	ignore := cmpopts.IgnoreFields(aws.VolumeAttachment{}, "Region", "InstanceIDSelector")
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   aws.VolumeAttachment
	}{
		"Own":     {reason: "A disk is at its slot.", plan: full(), key: "disk-attachment-scratch-0123456-g1abc", want: aws.VolumeAttachment{DeviceName: "/dev/sdh", VolumeIDSelector: managed.Select("disk-scratch-0123456")}},
		"Storage": {reason: "A volume of a Storage is known by its id.", plan: full(), key: "disk-attachment-shared-g1abc", want: aws.VolumeAttachment{DeviceName: "/dev/sdg", VolumeID: "vol-0b"}},
		"Windows": {reason: "Windows calls devices otherwise.", plan: plans()["Windows"], key: "disk-attachment-data-g1abc", want: aws.VolumeAttachment{DeviceName: "xvdf", VolumeIDSelector: managed.Select("disk-data")}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Spec[aws.VolumeAttachment](t, Build(tc.plan, observations{}), tc.key), ignore); diff != "" {
				t.Errorf("%s\nattachment: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	missing := with(full(), func(p *plan.Plan) {
		p.Single = &plan.Single{Disks: []plan.Disk{{Name: "shared", Volume: &plan.Volume{Name: "team-a/shared"}}}}
	})
	if r := managedtest.Find(t, Build(missing, observations{}), "disk-attachment-shared-g1abc"); len(r.Waits) != 1 {
		t.Errorf("a volume without an id waits for %v", r.Waits)
	}
}

func TestSpeed(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason           string
		performance      v1alpha1.Performance
		size             int
		iops, throughput int
	}{
		"Standard":  {reason: "What is included in the price.", performance: v1alpha1.PerformanceStandard, size: 16384, iops: 3000, throughput: 125},
		"HighSmall": {reason: "A small volume cannot be as fast as a large one.", performance: v1alpha1.PerformanceHigh, size: 10, iops: 5000, throughput: 1000},
		"HighLarge": {reason: "A large volume is as fast as is sensible.", performance: v1alpha1.PerformanceHigh, size: 1000, iops: 16000, throughput: 1000},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if iops, throughput := speed(tc.performance, tc.size); iops != tc.iops || throughput != tc.throughput {
				t.Errorf("%s\nspeed(...): %d, %d", tc.reason, iops, throughput)
			}
		})
	}
}

func TestIngress(t *testing.T) {
	t.Parallel()
	type rule struct {
		Protocol aws.SecurityGroupProtocol
		From, To int
		CIDR     string
	}
	var got []rule
	for _, r := range Build(full(), observations{}) {
		if s, ok := r.ForProvider.(aws.SecurityGroupIngressRule); ok {
			got = append(got, rule{s.IPProtocol, *s.FromPort, *s.ToPort, s.CIDRIPv4})
		}
	}
	want := []rule{
		{"icmp", -1, -1, "192.0.2.0/24"},
		{"tcp", 22, 22, "10.0.0.0/8"},
		{"tcp", 22, 22, "192.0.2.0/24"},
		{"tcp", 8000, 8100, "10.0.0.0/8"},
		{"tcp", 8000, 8100, "192.0.2.0/24"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules: -want, +got:\n%s", diff)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fleet())
	ignore := cmpopts.IgnoreFields(aws.AutoscalingGroup{}, "Tags", "InstanceRefresh")
	subnets := []string{"subnet-0a", "subnet-0b", "subnet-0c"}
	regular := aws.AutoscalingGroup{
		Region: testRegion, DesiredCapacity: new(2), MinSize: new(2), MaxSize: new(2), HealthCheckType: "ELB", HealthCheckGracePeriod: 300,
		LaunchTemplate: &aws.AutoscalingTemplate{IDSelector: managed.Select(keyTemplate), Version: "1"}, VPCZoneIdentifier: subnets,
	}
	if diff := cmp.Diff(regular, managedtest.Spec[aws.AutoscalingGroup](t, resources, "group-regular"), ignore); diff != "" {
		t.Errorf("regular group: -want, +got:\n%s", diff)
	}
	spot := aws.AutoscalingGroup{
		Region: testRegion, MinSize: new(1), MaxSize: new(8), HealthCheckType: "ELB", HealthCheckGracePeriod: 300, CapacityRebalance: new(true),
		MixedInstancesPolicy: &aws.AutoscalingMixedInstances{
			InstancesDistribution: &aws.AutoscalingDistribution{OnDemandBaseCapacity: new(0), OnDemandPercentage: new(0), SpotAllocationStrategy: "price-capacity-optimized"},
			LaunchTemplate: &aws.AutoscalingMixedTemplate{Specification: &aws.AutoscalingTemplateSpecification{
				IDSelector: managed.Select(keyTemplate), Version: "1",
			}},
		},
		VPCZoneIdentifier: subnets,
	}
	r := managedtest.Find(t, resources, "group-spot")
	if diff := cmp.Diff(managed.Spec(spot), r.ForProvider, ignore); diff != "" {
		t.Errorf("spot group: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(managed.Spec(aws.AutoscalingGroupInitial{DesiredCapacity: new(1)}), r.InitProvider); diff != "" {
		t.Errorf("what the autoscaler owns: -want, +got:\n%s", diff)
	}
	if got := managedtest.Spec[aws.AutoscalingPolicy](t, resources, "scaling-policy-spot").TargetTracking.TargetValue; got != 60 {
		t.Errorf("machines are to be busy to %d percent", got)
	}
}

// observedTemplate is what is observed once AWS has another version of the template.
func observedTemplate(t *testing.T, o observations, description string, version string) observations {
	t.Helper()
	out := maps.Clone(o)
	out[keyTemplate] = managedtest.Observation{
		Ready: true, ForProvider: o[keyTemplate].ForProvider,
		AtProvider: `{"id":"lt-0a","description":"` + description + `","latestVersion":` + version + `}`,
	}
	return out
}

// TestRelease shows that machines of a group are replaced with their generation, and
// never by a template that does not have it yet.
func TestRelease(t *testing.T) {
	t.Parallel()
	_, o := converge(t, group())
	next := with(group(), func(p *plan.Plan) { p.Template.Generation = nextGeneration })
	cases := map[string]struct {
		reason        string
		plan          plan.Plan
		observed      observations
		version, name string
	}{
		"Same":    {reason: "Nothing changes.", plan: group(), observed: o, version: "1", name: "team-a-shop-regular-g1abc"},
		"Tags":    {reason: "Another version of the same generation replaces nobody.", plan: group(), observed: observedTemplate(t, o, "Machines of generation g1abc", "2"), version: "1", name: "team-a-shop-regular-g1abc"},
		"Planned": {reason: "AWS does not have the new template yet.", plan: next, observed: o, version: "1", name: "team-a-shop-regular-g1abc"},
		"Release": {reason: "Now it has.", plan: next, observed: observedTemplate(t, o, "Machines of generation g2def", "3"), version: "3", name: "team-a-shop-regular-g2def"},
		"Lost":    {reason: "Nobody is replaced because something is lost.", plan: next, observed: o.Lost(), version: "1", name: "team-a-shop-regular-g1abc"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Spec[aws.AutoscalingGroup](t, Build(tc.plan, tc.observed), "group-regular")
			if got.LaunchTemplate.Version != tc.version || nameOf(got.Tags) != tc.name {
				t.Errorf("%s\nversion %q of machines that are called %q", tc.reason, got.LaunchTemplate.Version, nameOf(got.Tags))
			}
		})
	}
}

func TestRefresh(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason      string
		group       plan.Group
		rollout     plan.Rollout
		least, most int
	}{
		"Surge":       {reason: "One more of three.", group: plan.Group{Count: 3}, rollout: plan.Rollout{Surge: 1}, least: 100, most: 134},
		"Unavailable": {reason: "One less of three.", group: plan.Group{Count: 3}, rollout: plan.Rollout{MaxUnavailable: 1}, least: 66, most: 100},
		"Both":        {reason: "One more and one less of ten.", group: plan.Group{Count: 10}, rollout: plan.Rollout{MaxUnavailable: 1, Surge: 1}, least: 90, most: 110},
		"One":         {reason: "One is replaced by another.", group: plan.Group{Count: 1}, rollout: plan.Rollout{Surge: 1}, least: 100, most: 200},
		"OneOrNone":   {reason: "The range that AWS takes favours what is there.", group: plan.Group{Count: 1}, rollout: plan.Rollout{MaxUnavailable: 1, Surge: 1}, least: 100, most: 200},
		"Many":        {reason: "No more than twice as many.", group: plan.Group{Count: 2}, rollout: plan.Rollout{MaxUnavailable: 100, Surge: 100}, least: 100, most: 200},
		"Autoscaled":  {reason: "Never more than was said, however many there are.", group: plan.Group{Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 20}}, rollout: plan.Rollout{MaxUnavailable: 1, Surge: 1}, least: 95, most: 105},
		"None":        {reason: "Nothing is replaced in a group that is empty.", group: plan.Group{}, rollout: plan.Rollout{Surge: 1}, least: 100, most: 200},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := refresh(tc.group, tc.rollout).Preferences
			if *got.MinHealthyPercentage != tc.least || got.MaxHealthyPercentage != tc.most {
				t.Errorf("%s\nrefresh(...): %d to %d percent", tc.reason, *got.MinHealthyPercentage, got.MaxHealthyPercentage)
			}
		})
	}
}

func TestSchedule(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, scheduled())
	wake := aws.AutoscalingSchedule{
		Region: testRegion, AutoscalingGroupNameSelector: managed.Select("group-regular"), DesiredCapacity: new(3), MinSize: new(3), MaxSize: new(3),
		Recurrence: "30 7 * * 1,2,3,4,5", TimeZone: "Europe/Berlin",
	}
	if diff := cmp.Diff(wake, managedtest.Spec[aws.AutoscalingSchedule](t, resources, "schedule-regular-wake")); diff != "" {
		t.Errorf("wake: -want, +got:\n%s", diff)
	}
	sleep := wake
	sleep.DesiredCapacity, sleep.MinSize, sleep.MaxSize, sleep.Recurrence = new(0), new(0), new(0), "0 19 * * 1,2,3,4,5"
	if diff := cmp.Diff(sleep, managedtest.Spec[aws.AutoscalingSchedule](t, resources, "schedule-regular-sleep")); diff != "" {
		t.Errorf("sleep: -want, +got:\n%s", diff)
	}
	r := managedtest.Find(t, resources, "group-regular")
	if g := managedtest.Spec[aws.AutoscalingGroup](t, resources, "group-regular"); g.MinSize != nil || g.MaxSize != nil || g.DesiredCapacity != nil {
		t.Error("the group would not sleep")
	}
	want := aws.AutoscalingGroupInitial{DesiredCapacity: new(3), MinSize: new(3), MaxSize: new(3)}
	if diff := cmp.Diff(managed.Spec(want), r.InitProvider); diff != "" {
		t.Errorf("what schedules own: -want, +got:\n%s", diff)
	}
}

func TestRecurrence(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		at     time.Duration
		days   []platform.Weekday
		want   string
	}{
		"Always":  {reason: "All days are every day.", at: 6 * time.Hour, days: platform.Weekdays(), want: "0 6 * * *"},
		"Weekend": {reason: "Sunday is the first day.", at: 23*time.Hour + 59*time.Minute, days: []platform.Weekday{platform.Saturday, platform.Sunday}, want: "59 23 * * 0,6"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := recurrence(tc.at, tc.days); got != tc.want {
				t.Errorf("%s\nrecurrence(...): %q", tc.reason, got)
			}
		})
	}
	for _, z := range v1alpha1.TimeZones() {
		if _, err := time.LoadLocation(timeZone(z)); err != nil || !strings.Contains(timeZone(z), "/") {
			t.Errorf("%q is no time zone of the IANA: %v", timeZone(z), err)
		}
	}
}

func TestBalancer(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fleet())
	lb := managedtest.Spec[aws.LoadBalancer](t, resources, keyBalancer)
	want := aws.LoadBalancer{
		Region: testRegion, Name: lb.Name, CrossZone: new(true), Internal: new(false), LoadBalancerType: "network",
		SecurityGroupSelector: managed.Select(keyBalancerGroup), Subnets: []string{"subnet-1a", "subnet-1b", "subnet-1c"},
		Tags: testClaim().Tags.AWS("team-a-shop"),
	}
	if diff := cmp.Diff(want, lb); diff != "" {
		t.Errorf("balancer: -want, +got:\n%s", diff)
	}
	if got := managedtest.Spec[aws.LoadBalancer](t, Build(plans()["Internal"], observations{}), keyBalancer); !*got.Internal || got.Subnets[0] != "subnet-0a" {
		t.Errorf("an internal balancer is in %v", got.Subnets)
	}
	tls := aws.LoadBalancerListener{
		Region: testRegion, CertificateARN: testBalancer("").Certificate, SSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", Port: 443, Protocol: "TLS",
		DefaultAction:           []aws.LoadBalancerAction{{Index: "default", Type: "forward", TargetGroupARNSelector: managed.Follow("target-group-tcp-8080-http")}},
		LoadBalancerARNSelector: managed.Select(keyBalancer), Tags: testClaim().Tags.AWS("team-a-shop-443"),
	}
	if diff := cmp.Diff(tls, managedtest.Spec[aws.LoadBalancerListener](t, resources, "listener-443")); diff != "" {
		t.Errorf("listener with TLS: -want, +got:\n%s", diff)
	}
	if got := managedtest.Spec[aws.LoadBalancerListener](t, resources, "listener-53").Protocol; got != "TCP_UDP" {
		t.Errorf("the listener of both transports is for %s", got)
	}
	health := &aws.LoadBalancerHealthCheck{HealthyThreshold: 3, Interval: 10, Path: "/healthz", Port: "9090", Protocol: "HTTP", Timeout: 5, UnhealthyThreshold: 3}
	target := managedtest.Spec[aws.LoadBalancerTargetGroup](t, resources, "target-group-tcp-8080-http")
	if diff := cmp.Diff(health, target.HealthCheck); diff != "" || target.Port != 8080 || target.Protocol != "TCP" || target.VPCID != testVPC {
		t.Errorf("target group %+v: -want, +got:\n%s", target, diff)
	}
	if r := managedtest.Find(t, resources, keyBalancer); !slices.Contains(r.After, keyBalancerGroup) {
		t.Error("a balancer that starts without a security group never gets one")
	}
}

// TestBalancerSubnets shows where a public balancer is.
func TestBalancerSubnets(t *testing.T) {
	t.Parallel()
	public := func(zones ...regions.Zone) plan.Plan {
		return with(fleet(), func(p *plan.Plan) { p.Template.Zones = zones })
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Zone":      {reason: "It is where the machines are.", plan: public(regions.Zone{Name: "eu-west-1b"}), want: []string{"subnet-1b"}},
		"Elsewhere": {reason: "It reaches them from other zones.", plan: public(regions.Zone{Name: "eu-west-1d"}), want: []string{"subnet-1a", "subnet-1b", "subnet-1c"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Spec[aws.LoadBalancer](t, Build(tc.plan, observations{}), keyBalancer).Subnets); diff != "" {
				t.Errorf("%s\nsubnets: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	missing := with(fleet(), func(p *plan.Plan) {
		p.Network.Status.Subnets = append(slices.Clone(p.Network.Status.Subnets[:5]), networkv1alpha1.Subnet{Name: "public-c", Tier: networkv1alpha1.TierPublic, Zone: "eu-west-1c"})
	})
	if r := managedtest.Find(t, Build(missing, observations{}), keyBalancer); len(r.Waits) != 1 {
		t.Errorf("a subnet without an id: %v", r.Waits)
	}
}

func TestGrants(t *testing.T) {
	t.Parallel()
	principals := func(p plan.Plan) []string {
		var out []string
		for _, r := range Build(p, observations{}) {
			if g, ok := r.ForProvider.(aws.KMSGrant); ok {
				out = append(out, g.GranteePrincipal)
			}
		}
		return out
	}
	const autoscaling = "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Group":   {reason: "EC2 Auto Scaling launches machines itself.", plan: fleet(), want: []string{autoscaling}},
		"Spot":    {reason: "So does EC2 where it takes machines back.", plan: full(), want: []string{"arn:aws:iam::123456789012:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"}},
		"Single":  {reason: "Whoever creates a machine uses the key in person.", plan: with(smallest(), func(p *plan.Plan) { p.Key = testKey })},
		"NoKey":   {reason: "Everybody may use the key of AWS.", plan: group()},
		"Account": {reason: "Nobody says which account it is but the key.", plan: with(fleet(), func(p *plan.Plan) { p.Claim.Guardrails.AWS.AccountID = "" }), want: []string{autoscaling}},
		"China": {
			reason: "China has roles of its own.", plan: with(fleet(), func(p *plan.Plan) { p.Claim.Region.Native = "cn-north-1" }),
			want: []string{strings.Replace(autoscaling, "arn:aws:", "arn:aws-cn:", 1)},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, principals(tc.plan)); diff != "" {
				t.Errorf("%s\nwho may use the key: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestRevocable(t *testing.T) {
	t.Parallel()
	for _, r := range Build(fleet(), observations{}) {
		_, in := r.ForProvider.(aws.SecurityGroupIngressRule)
		_, grant := r.ForProvider.(aws.KMSGrant)
		if want := in || grant; Revocable(r.Key) != want {
			t.Errorf("%q is revoked: %t", r.Key, !want)
		}
	}
}
