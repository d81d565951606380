// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	identityv1alpha1 "github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storagev1alpha1 "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

func weekdays() []platform.Weekday {
	return []platform.Weekday{platform.Monday, platform.Tuesday, platform.Wednesday, platform.Thursday, platform.Friday}
}

func ref(name string) *platform.LocalReference { return &platform.LocalReference{Name: name} }

// TestNew looks at one part of a plan at a time.
func TestNew(t *testing.T) {
	t.Parallel()

	type zones []platform.Zone
	zonesOf := func(p Plan) any { return zones(keysOf(p.Template.Zones)) }
	groups := func(p Plan) any { return p.Groups }
	cases := map[string]struct {
		reason   string
		claim    claim.Claim
		p        func(p *v1alpha1.Parameters)
		recorded v1alpha1.Status
		part     func(p Plan) any
		want     any
	}{
		"SmallestIsSingle": {
			reason: "One machine without anything in front of it is a single one.",
			part:   func(p Plan) any { return []any{p.Kind, p.Single, p.Groups} },
			want:   []any{v1alpha1.KindSingle, &Single{}, []Group(nil)},
		},
		"SmallestIsPrivate": {
			reason: "Nothing is open, and nobody acts as anybody.",
			part: func(p Plan) any {
				return []any{p.Template.Tier, p.Template.PublicIP, len(p.Ingress), p.LoadBalancer == nil, p.Identity == nil, p.Network.SecurityGroup, len(p.Network.Subnets)}
			},
			want: []any{networkv1alpha1.TierPrivate, false, 0, true, true, "sg-2", 1},
		},
		"SmallestMachine": {
			reason: "Without a size it is small, and runs the newest Ubuntu LTS.",
			part: func(p Plan) any {
				return []any{p.Template.MachineType, string(p.Template.Image.Named.Name), p.Template.Image.User, p.Template.RootDisk}
			},
			want: []any{"m6i.large", "ubuntu-24.04", "ubuntu", RootDisk{SizeGiB: 32, Performance: v1alpha1.PerformanceStandard}},
		},
		"Windows": {
			reason: "Windows needs a larger disk.",
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Name: v1alpha1.ImageWindows2022} },
			part:   func(p Plan) any { return []any{p.Template.Image.OS, p.Template.RootDisk.SizeGiB} },
			want:   []any{v1alpha1.OSWindows, 128},
		},
		"NativeOnAWS": {
			reason: "The image knows who logs in, and nobody else.",
			claim:  guarded(onAWS(), environment.Environment{Compute: environment.Compute{NativeImages: new(true)}}),
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Native: "ami-0123456789abcdef0"} },
			part:   func(p Plan) any { return p.Template.Image },
			want:   Image{Native: "ami-0123456789abcdef0", OS: v1alpha1.OSLinux},
		},
		"NativeOnAzure": {
			reason: "The user is created, and must be called something.",
			claim:  guarded(onAzure(), environment.Environment{Compute: environment.Compute{NativeImages: new(true)}}),
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Native: "Acme:linux:9:latest"} },
			part:   func(p Plan) any { return p.Template.Image },
			want:   Image{Native: "Acme:linux:9:latest", OS: v1alpha1.OSLinux, User: DefaultNativeUser},
		},
		"MachineStays": {
			reason:   "The machine type that there is stays while it is what is asked for.",
			recorded: v1alpha1.Status{MachineType: "m5.large"},
			part:     func(p Plan) any { return p.Template.MachineType },
			want:     "m5.large",
		},
		"CountOfThree": {
			reason: "A count other than one is a group of that many.",
			p:      func(p *v1alpha1.Parameters) { p.Count = new(3) },
			part:   groups,
			want:   []Group{{Name: GroupRegular, Count: 3, Initial: 3}},
		},
		"CountOfNone": {
			reason: "A group may have no machines for a while.",
			p:      func(p *v1alpha1.Parameters) { p.Count = new(0) },
			part:   groups,
			want:   []Group{{Name: GroupRegular}},
		},
		"GroupOfOne": {
			reason: "Autoscaling makes a group, even of one.",
			p:      func(p *v1alpha1.Parameters) { p.Autoscaling = &v1alpha1.Autoscaling{Min: 1, Max: 1} },
			part:   groups,
			want:   []Group{{Name: GroupRegular, Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 1, TargetCPU: 60}, Initial: 1}},
		},
		"BalancerOfOne": {
			reason: "A load balancer makes a group, even of one.",
			p: func(p *v1alpha1.Parameters) {
				p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{{Name: "a", Port: 80}}}
			},
			part: groups,
			want: []Group{{Name: GroupRegular, Count: 1, Initial: 1}},
		},
		"Spot": {
			reason: "All of them are spot ones.",
			p:      func(p *v1alpha1.Parameters) { p.Count, p.Spot = new(3), &v1alpha1.Spot{} },
			part:   groups,
			want:   []Group{{Name: GroupSpot, Spot: true, Count: 3, Initial: 3}},
		},
		"SpotWithBase": {
			reason: "What is not spot is a group of its own.",
			p:      func(p *v1alpha1.Parameters) { p.Count, p.Spot = new(3), &v1alpha1.Spot{OnDemandBase: 1} },
			part:   groups,
			want:   []Group{{Name: GroupRegular, Count: 1, Initial: 1}, {Name: GroupSpot, Spot: true, Count: 2, Initial: 2}},
		},
		"SpotWithBaseThatScales": {
			reason: "Only the spot machines scale, so that there are as many as was asked for together.",
			p: func(p *v1alpha1.Parameters) {
				p.Autoscaling, p.Spot = &v1alpha1.Autoscaling{Min: 3, Max: 9, TargetCPU: 80}, &v1alpha1.Spot{OnDemandBase: 2}
			},
			part: groups,
			want: []Group{
				{Name: GroupRegular, Count: 2, Initial: 2},
				{Name: GroupSpot, Spot: true, Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 7, TargetCPU: 80}, Initial: 1},
			},
		},
		"Rollout": {
			reason: "One more at a time, unless the claim says otherwise.",
			p:      func(p *v1alpha1.Parameters) { p.Count = new(3) },
			part:   func(p Plan) any { return p.Rollout },
			want:   Rollout{Surge: 1},
		},
		"RolloutWithoutSurge": {
			reason: "What the claim says wins.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Rollout = new(3), &v1alpha1.Rollout{MaxUnavailable: 2, Surge: new(0)}
			},
			part: func(p Plan) any { return p.Rollout },
			want: Rollout{MaxUnavailable: 2},
		},
		"ZoneOfASingle": {
			reason: "A single machine is in the first zone.",
			part:   zonesOf,
			want:   zones{platform.ZoneA},
		},
		"ZoneOfAVolume": {
			reason: "A single machine is beside its volume.",
			claim:  referring(onAWS(), volumePath(0), storagev1alpha1.Status{ID: "vol-1", Zone: "eu-west-1b", Type: storagev1alpha1.TypeBlock}),
			p: func(p *v1alpha1.Parameters) {
				p.Disks = []v1alpha1.Disk{{Name: "data", StorageRef: ref("data")}}
			},
			part: func(p Plan) any { return []any{zonesOf(p), p.Single.Disks, p.Single.Waits} },
			want: []any{zones{platform.ZoneB}, []Disk{{Name: "data", Volume: &Volume{Name: "shop/data", Found: true, ID: "vol-1"}}}, []string(nil)},
		},
		"ZoneOfAVolumeThatIsNotThere": {
			reason: "Nobody knows where the machine is to be, so that it waits.",
			p: func(p *v1alpha1.Parameters) {
				p.Disks = []v1alpha1.Disk{{Name: "data", StorageRef: ref("data")}}
			},
			part: func(p Plan) any { return []any{p.Single.Waits, p.Status().Template, p.Single.Disks[0].Volume.Waits()} },
			want: []any{[]string{"storage shop/data does not exist"}, (*v1alpha1.TemplateStatus)(nil), []string{"storage shop/data does not exist"}},
		},
		"ZoneStays": {
			reason:   "A machine stays where it is.",
			recorded: v1alpha1.Status{Kind: v1alpha1.KindSingle, Template: &v1alpha1.TemplateStatus{Generation: "a", Zones: []platform.Zone{platform.ZoneB}}},
			part:     zonesOf,
			want:     zones{platform.ZoneB},
		},
		"ZonesOfAGroup": {
			reason: "A group is in all zones that the network has for its tier.",
			p:      func(p *v1alpha1.Parameters) { p.Count = new(3) },
			part:   func(p Plan) any { return []any{zonesOf(p), len(p.Network.Subnets)} },
			want:   []any{zones{platform.ZoneA, platform.ZoneB}, 2},
		},
		"ZonesOfAGroupStay": {
			reason:   "Another zone of the network does not change a group.",
			p:        func(p *v1alpha1.Parameters) { p.Count = new(3) },
			recorded: v1alpha1.Status{Kind: v1alpha1.KindGroup, ID: "a", Template: &v1alpha1.TemplateStatus{Generation: "a", Tier: networkv1alpha1.TierPrivate, Zones: []platform.Zone{platform.ZoneA}}},
			part:     zonesOf,
			want:     zones{platform.ZoneA},
		},
		"ZonesWhereSubnetsSpanThem": {
			reason: "Three zones are enough.",
			claim:  onAzure("1", "2", "3", "4"),
			p:      func(p *v1alpha1.Parameters) { p.Count = new(3) },
			part:   func(p Plan) any { return []any{zonesOf(p), len(p.Network.Subnets)} },
			want:   []any{zones{platform.ZoneA, platform.ZoneB, platform.ZoneC}, 1},
		},
		"NoZones": {
			reason: "A region without zones is one place.",
			claim:  onAzure(),
			part:   func(p Plan) any { return p.Template.Zones },
			want:   []regions.Zone{{Key: platform.ZoneA}},
		},
		"NetworkThatIsNotThere": {
			reason: "Machines wait for their network, whose name may be mistyped, and where they are is not recorded before it is known.",
			claim:  at(platform.ProviderAWS, "eu-west-1", "eu-west-1a"),
			part:   func(p Plan) any { return []any{p.Network.Waits, p.Status().Template} },
			want:   []any{[]string{"network shop/main does not exist"}, (*v1alpha1.TemplateStatus)(nil)},
		},
		"NetworkThatIsPlanned": {
			reason: "A network that was just claimed has no id.",
			claim:  referring(onAWS(), Path("networkRef"), networkv1alpha1.Status{}),
			part:   func(p Plan) any { return p.Network.Waits },
			want:   []string{"network shop/main has no id yet"},
		},
		"NetworkThatIsLost": {
			reason:   "What was known of a network is still true when it does not say so any more.",
			claim:    at(platform.ProviderAWS, "eu-west-1", "eu-west-1a", "eu-west-1b"),
			recorded: v1alpha1.Status{Network: &v1alpha1.NetworkStatus{Name: "shop/main", ID: "vpc-1", Subnets: networkOnAWS().Subnets, SecurityGroups: networkOnAWS().SecurityGroups}},
			part: func(p Plan) any {
				return []any{p.Network.Waits, p.Network.Status.ID, p.Network.Subnets[0].ID, p.Network.SecurityGroup}
			},
			want: []any{[]string(nil), "vpc-1", "subnet-2", "sg-2"},
		},
		"Identity": {
			reason: "Machines act as what the Identity says.",
			claim: referring(onAWS(), Path("identityRef"), identityv1alpha1.Status{
				ID: "arn:role", Subject: identityv1alpha1.SubjectCompute, Compute: &identityv1alpha1.ComputeStatus{Compute: "shop/web", InstanceProfile: "profile"},
			}),
			p:    func(p *v1alpha1.Parameters) { p.IdentityRef = ref("web") },
			part: func(p Plan) any { return p.Identity },
			want: &Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "shop/web", ID: "arn:role", InstanceProfile: "profile"}},
		},
		"IdentityThatIsNotThere": {
			reason: "Machines wait for their identity.",
			p:      func(p *v1alpha1.Parameters) { p.IdentityRef = ref("web") },
			part:   func(p Plan) any { return p.Identity },
			want:   &Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "shop/web"}, Waits: []string{"identity shop/web does not exist"}},
		},
		"IdentityThatIsLost": {
			reason:   "What was known of an identity is still true when it does not say so any more.",
			p:        func(p *v1alpha1.Parameters) { p.IdentityRef = ref("web") },
			recorded: v1alpha1.Status{Identity: &v1alpha1.IdentityStatus{Name: "shop/web", ID: "id", Email: "a@b"}},
			part:     func(p Plan) any { return p.Identity },
			want:     &Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "shop/web", ID: "id", Email: "a@b"}},
		},
		"Balancer": {
			reason: "A balancer is internal, connects to the first port that it can, and asks every ten seconds.",
			p: func(p *v1alpha1.Parameters) {
				p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{
					{Name: "udp", Port: 53, Protocol: v1alpha1.PortUDP}, {Name: "tcp", Port: 53, TargetPort: 5353},
				}}
			},
			part: func(p Plan) any { return p.LoadBalancer },
			want: &LoadBalancer{
				Scheme: v1alpha1.SchemeInternal,
				Ports: []Port{
					{Name: "tcp", Port: 53, TargetPort: 5353, Protocol: v1alpha1.PortTCP, Index: 1},
					{Name: "udp", Port: 53, TargetPort: 53, Protocol: v1alpha1.PortUDP},
				},
				HealthCheck: HealthCheck{Protocol: v1alpha1.CheckTCP, Port: 5353, IntervalSeconds: 10, TimeoutSeconds: 5, Threshold: 3, GraceSeconds: 300},
			},
		},
		"PublicBalancer": {
			reason: "Whoever asks for a public balancer and names nobody means everybody.",
			p: func(p *v1alpha1.Parameters) {
				p.LoadBalancer = &v1alpha1.LoadBalancer{
					Scheme: v1alpha1.SchemePublic, Ports: []v1alpha1.Port{{Name: "a", Port: 443, Protocol: v1alpha1.PortTLS}},
					TLS:         &v1alpha1.TLS{Certificate: "arn"},
					HealthCheck: &v1alpha1.HealthCheck{Protocol: v1alpha1.CheckHTTP, Port: 8080, IntervalSeconds: 5},
				}
			},
			part: func(p Plan) any {
				return []any{p.LoadBalancer.AllowedCIDRs, p.LoadBalancer.Certificate, p.LoadBalancer.HealthCheck.Path}
			},
			want: []any{[]netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}, "arn", "/"},
		},
		"Ingress": {
			reason: "Rules, ports and ranges are sorted.",
			p: func(p *v1alpha1.Parameters) {
				p.Ingress = []v1alpha1.Ingress{
					{Name: "web", Ports: []string{"8000-8100", "443"}, CIDRs: []string{"203.0.113.0/24", "10.0.0.0/8"}},
					{Name: "ping", Protocol: v1alpha1.RuleICMP, CIDRs: []string{"0.0.0.0/0"}},
				}
			},
			part: func(p Plan) any { return p.Ingress },
			want: []Ingress{
				{Name: "ping", Protocol: v1alpha1.RuleICMP, CIDRs: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}},
				{
					Name: "web", Protocol: v1alpha1.RuleTCP, Ports: []validate.PortRange{{From: 443, To: 443}, {From: 8000, To: 8100}},
					CIDRs: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("203.0.113.0/24")},
				},
			},
		},
		"Schedule": {
			reason: "Days are in the order of the week.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Schedule = new(2), &v1alpha1.Schedule{Days: []platform.Weekday{platform.Friday, platform.Monday}, Wake: "07:05", Sleep: "19:30"}
			},
			part: func(p Plan) any { return []any{*p.Schedule, p.Schedule.Awake()} },
			want: []any{
				Schedule{Days: []platform.Weekday{platform.Monday, platform.Friday}, Wake: 7*time.Hour + 5*time.Minute, Sleep: 19*time.Hour + 30*time.Minute, TimeZone: v1alpha1.TimeZoneUTC},
				12*time.Hour + 25*time.Minute,
			},
		},
		"ScheduleOfEveryDay": {
			reason: "Whoever names no days means all of them.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Schedule = new(2), &v1alpha1.Schedule{Wake: "00:00", Sleep: "23:59"}
			},
			part: func(p Plan) any { return p.Schedule.Days },
			want: append(weekdays(), platform.Saturday, platform.Sunday),
		},
		"Slots": {
			reason: "A disk keeps its slot, and a new one gets the first that is free.",
			p: func(p *v1alpha1.Parameters) {
				p.Disks = []v1alpha1.Disk{{Name: "new", SizeGiB: 10}, {Name: "old", SizeGiB: 10}, {Name: "newer", SizeGiB: 10}}
			},
			recorded: v1alpha1.Status{Disks: []v1alpha1.DiskStatus{{Name: "old", Slot: 1}}},
			part: func(p Plan) any {
				out := map[string]int{}
				for _, d := range p.Single.Disks {
					out[d.Name] = d.Slot
				}
				return out
			},
			want: map[string]int{"new": 0, "old": 1, "newer": 2},
		},
		"EncryptionKey": {
			reason: "The environment's key encrypts all disks.",
			claim:  guarded(onAWS(), environment.Environment{Compute: environment.Compute{CustomerKeys: new(true)}, AWS: environment.AWS{EncryptionKeys: environment.EncryptionKeys{"eu-west": "arn:key"}}}),
			part:   func(p Plan) any { return p.Key },
			want:   "arn:key",
		},
		"EncryptionKeyStays": {
			reason:   "The disks of a single machine cannot get another key.",
			claim:    guarded(onAWS(), environment.Environment{Compute: environment.Compute{CustomerKeys: new(true)}, AWS: environment.AWS{EncryptionKeys: environment.EncryptionKeys{"eu-west": "arn:key"}}}),
			recorded: v1alpha1.Status{Encryption: &v1alpha1.EncryptionStatus{}, Template: &v1alpha1.TemplateStatus{}},
			part:     func(p Plan) any { return []string{p.Key, strings.Join(p.Warnings, "\n")} },
			want:     []string{"", `spec.parameters: environment "strict" wants disks to be encrypted with another key, and they keep theirs: create another Compute, and delete this one when nothing uses it any more (rule compute.customerKeys)`},
		},
		"EncryptionKeyOfGroupStays": {
			reason:   "Whatever the environment says later, the disks of a group keep the key that they use.",
			p:        func(p *v1alpha1.Parameters) { p.Count = new(2) },
			recorded: v1alpha1.Status{Kind: v1alpha1.KindGroup, Encryption: &v1alpha1.EncryptionStatus{Key: "arn:key"}, Template: &v1alpha1.TemplateStatus{}},
			part:     func(p Plan) any { return []any{p.Key, p.Warnings} },
			want:     []any{"arn:key", []string(nil)},
		},
		"EncryptionKeyOfNothing": {
			reason:   "As long as it is not known where machines are, there is nothing that could be encrypted.",
			claim:    guarded(onAWS(), environment.Environment{Compute: environment.Compute{CustomerKeys: new(true)}, AWS: environment.AWS{EncryptionKeys: environment.EncryptionKeys{"eu-west": "arn:key"}}}),
			recorded: v1alpha1.Status{Encryption: &v1alpha1.EncryptionStatus{}},
			part:     func(p Plan) any { return p.Key },
			want:     "arn:key",
		},
		"Protection": {
			reason: "The environment protects who says nothing.",
			claim:  guarded(onAWS(), environment.Environment{Compute: environment.Compute{DeletionProtection: new(true)}}),
			part:   func(p Plan) any { return p.Protected() != "" },
			want:   true,
		},
		"ProtectionOff": {
			reason: "The claim has the last word.",
			claim:  guarded(onAWS(), environment.Environment{Compute: environment.Compute{DeletionProtection: new(true)}}),
			p:      func(p *v1alpha1.Parameters) { p.DeletionProtection = new(false) },
			part:   func(p Plan) any { return p.Protected() },
			want:   "",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = onAWS()
			}
			got := tc.part(mustPlan(t, tc.claim, machine(tc.p), tc.recorded))
			if diff := cmp.Diff(tc.want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b }), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestWarnings proves that what may surprise is said.
func TestWarnings(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		claim  claim.Claim
		p      func(p *v1alpha1.Parameters)
		want   string
	}{
		"Nothing": {reason: "Most machines surprise nobody."},
		"Spot": {
			reason: "A single spot machine may stay away.",
			p:      func(p *v1alpha1.Parameters) { p.Spot = &v1alpha1.Spot{} },
			want:   "the cloud may stop the machine at any time",
		},
		"PublicIP": {
			reason: "An address alone lets nobody in.",
			p:      func(p *v1alpha1.Parameters) { p.Tier, p.PublicIP = networkv1alpha1.TierPublic, true },
			want:   "nobody reaches the machines at their addresses of the internet",
		},
		"Azure": {
			reason: "The firewall of the network is not ours.",
			claim:  onAzure("1"),
			p: func(p *v1alpha1.Parameters) {
				p.LoadBalancer = &v1alpha1.LoadBalancer{Scheme: v1alpha1.SchemePublic, Ports: []v1alpha1.Port{{Name: "a", Port: 80}}}
			},
			want: "the Network must let in from outside",
		},
		"PrivateKey": {
			reason: "Everybody who sees the claim can read it.",
			p: func(p *v1alpha1.Parameters) {
				p.UserData = &v1alpha1.UserData{Text: "-----BEGIN PRIVATE KEY-----"}
			},
			want: "there is a private key in it",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = onAWS()
			}
			got := strings.Join(mustPlan(t, tc.claim, machine(tc.p), v1alpha1.Status{}).Warnings, "\n")
			if !strings.Contains(got, tc.want) || tc.want == "" && got != "" {
				t.Errorf("%s\nWarnings: want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

// TestReferences proves that everything that is referred to is looked up.
func TestReferences(t *testing.T) {
	t.Parallel()

	p := machine(func(p *v1alpha1.Parameters) {
		p.IdentityRef = ref("identity")
		p.Disks = []v1alpha1.Disk{{Name: "own", SizeGiB: 10}, {Name: "volume", StorageRef: ref("storage")}}
	})
	var got []string
	for _, r := range References(p) {
		got = append(got, r.Path.String()+" "+r.Kind+" "+r.To.Name)
	}
	want := []string{
		"spec.parameters.networkRef Network main", "spec.parameters.identityRef Identity identity", "spec.parameters.disks[1].storageRef Storage storage",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("References(...): -want, +got:\n%s", diff)
	}
	if got := References(v1alpha1.Parameters{}); len(got) > 0 {
		t.Errorf("References(...): want none, got %v", got)
	}
}
