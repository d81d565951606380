// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	identityv1alpha1 "github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storagev1alpha1 "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

// strict is an environment that forbids what it can.
func strict() claim.Claim {
	return guarded(onAWS(), environment.Environment{
		Allowed: environment.Allowed{Sizes: []string{"small", "medium"}},
		Compute: environment.Compute{Images: []string{"debian-12"}, PrivateOnly: new(true), MaxCount: 5, CustomerKeys: new(true)},
		AWS:     environment.AWS{EncryptionKeys: environment.EncryptionKeys{"eu-west": "arn:key"}},
	})
}

func consenting(c claim.Claim) claim.Claim {
	return guarded(c, environment.Environment{Compute: environment.Compute{NativeImages: new(true)}})
}

func balancer(change func(b *v1alpha1.LoadBalancer)) func(p *v1alpha1.Parameters) {
	return func(p *v1alpha1.Parameters) {
		p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{{Name: "http", Port: 80}}}
		change(p.LoadBalancer)
	}
}

func rule(change func(i *v1alpha1.Ingress)) func(p *v1alpha1.Parameters) {
	return func(p *v1alpha1.Parameters) {
		p.Ingress = []v1alpha1.Ingress{{Name: "web", Ports: []string{"443"}, CIDRs: []string{"10.0.0.0/8"}}}
		change(&p.Ingress[0])
	}
}

func disks(d ...v1alpha1.Disk) func(p *v1alpha1.Parameters) {
	return func(p *v1alpha1.Parameters) { p.Disks = d }
}

func TestRefusedMachines(t *testing.T) {
	t.Parallel()

	testRefusals(t, map[string]refusal{
		"Size": {
			reason: "There is no such size.",
			p:      func(p *v1alpha1.Parameters) { p.Size = "huge" },
			want:   []string{`spec.parameters.size: Unsupported value: "huge": supported values: "small", "medium", "large", "xlarge"`},
		},
		"SizeNotAllowed": {
			reason: "The environment decides about sizes.",
			claim:  strict(),
			p: func(p *v1alpha1.Parameters) {
				p.Size, p.Image = v1alpha1.SizeLarge, &v1alpha1.Image{Name: v1alpha1.ImageDebian12}
			},
			want: []string{`spec.parameters.size: Forbidden: environment "strict" does not allow size "large"; use one of small, medium, or ask your platform team (rule allowed.sizes)`},
		},
		"MachineNotAllowed": {
			reason: "The environment allows sizes only.",
			claim:  strict(),
			p: func(p *v1alpha1.Parameters) {
				p.Machine, p.Image = &v1alpha1.Machine{CPU: 2}, &v1alpha1.Image{Name: v1alpha1.ImageDebian12}
			},
			want: []string{`spec.parameters.machine: Forbidden: environment "strict" allows sizes only; use one of small, medium, or ask your platform team (rule allowed.sizes)`},
		},
		"MachineTooLarge": {
			reason: "Nobody has such a machine.",
			p:      func(p *v1alpha1.Parameters) { p.Machine = &v1alpha1.Machine{CPU: 200} },
			want:   []string{`spec.parameters.machine: Invalid value: "amd64, 200 CPU": no aws machine with architecture amd64 and no GPU has 200 CPUs: the nearest is c7i.48xlarge with 192 CPUs and 384 GiB of memory`},
		},
		"MachineOutOfBounds": {
			reason: "Numbers have bounds.",
			p: func(p *v1alpha1.Parameters) {
				p.Machine = &v1alpha1.Machine{CPU: 513, Memory: 8193, GPU: &v1alpha1.GPU{Count: 17, Memory: 513}}
			},
			want: []string{
				`spec.parameters.machine.cpu: Invalid value: 513: must be between 0 and 512`,
				`spec.parameters.machine.gpu.count: Invalid value: 17: must be between 1 and 16`,
				`spec.parameters.machine.gpu.memory: Invalid value: 513: must be between 0 and 512`,
				`spec.parameters.machine.memory: Invalid value: 8193: must be between 0 and 8192`,
			},
		},
		"ImageUnknown": {
			reason: "There is no such image.",
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Name: "beos"} },
			want:   []string{`spec.parameters.image.name: Unsupported value: "beos": supported values: "amazon-linux-2023", "debian-12", "rocky-9", "ubuntu-22.04", "ubuntu-24.04", "windows-2022", "windows-2025"`},
		},
		"ImageNotThere": {
			reason: "The cloud does not have it.",
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Name: v1alpha1.ImageRocky9} },
			want:   []string{`spec.parameters.image.name: Invalid value: "rocky-9": has no public parameter on AWS, so that its newest image is not known: use amazon-linux-2023, or image.native with an image of the owner 792107900819`},
		},
		"ImageNotAllowed": {
			reason: "The environment decides about images.",
			claim:  strict(),
			want:   []string{`spec.parameters.image.name: Forbidden: environment "strict" does not allow image "ubuntu-24.04"; use one of debian-12, or ask your platform team (rule compute.images)`},
		},
		"ImageOfAnOS": {
			reason: "The OS of a name is known, and so is who logs in.",
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{OS: v1alpha1.OSLinux, User: "me"} },
			want: []string{
				`spec.parameters.image.os: Forbidden: belongs to native, and the OS of ubuntu-24.04 is known: remove os`,
				`spec.parameters.image.user: Forbidden: belongs to native, and who logs in to ubuntu-24.04 is known: remove user, and read status.image.user`,
			},
		},
		"NativeWithoutConsent": {
			reason: "Nobody but its owner keeps it up to date.",
			p:      func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Native: "ami-0123456789abcdef0"} },
			want:   []string{`spec.parameters.image.native: Forbidden: environment "default" does not allow images in the cloud's own words; set name instead, or ask your platform team (rule compute.nativeImages)`},
		},
		"NativeWrong": {
			reason: "Everything that is wrong is told at once.",
			claim:  consenting(onAWS()),
			p: func(p *v1alpha1.Parameters) {
				p.Image = &v1alpha1.Image{Name: v1alpha1.ImageDebian12, Native: "ubuntu", OS: "BeOS", User: "1st"}
			},
			want: []string{
				`spec.parameters.image.name: Forbidden: an image is either named or native: remove name, or native`,
				`spec.parameters.image.native: Invalid value: "ubuntu": must be the id of an AMI such as ami-0123456789abcdef0, or resolve:ssm: and the name of a parameter that holds one`,
				`spec.parameters.image.os: Unsupported value: "BeOS": supported values: "Linux", "Windows"`,
				`spec.parameters.image.user: Invalid value: "1st": must be up to 32 letters, digits, underscores and hyphens, and must start with a letter or an underscore`,
			},
		},
		"RootDisk": {
			reason: "An image needs room.",
			p: func(p *v1alpha1.Parameters) {
				p.Image = &v1alpha1.Image{Name: v1alpha1.ImageWindows2025}
				p.RootDisk = &v1alpha1.RootDisk{SizeGiB: 64, Performance: "best"}
			},
			want: []string{
				`spec.parameters.rootDisk.performance: Unsupported value: "best": supported values: "standard", "high"`,
				`spec.parameters.rootDisk.sizeGiB: Invalid value: 64: must be between 128, which images of Windows need, and 2048`,
			},
		},
		"PasswordOfLinux": {
			reason: "Nobody logs in to Linux with a password.",
			p: func(p *v1alpha1.Parameters) {
				p.Windows = &v1alpha1.Windows{PasswordSecretRef: &v1alpha1.SecretKey{Name: "Admin", Key: "a/b"}}
			},
			want: []string{
				`spec.parameters.windows.passwordSecretRef: Forbidden: the image is not one of Windows, and nobody logs in to Linux with a password: remove windows, and set sshKeys`,
				`spec.parameters.windows.passwordSecretRef.key: Invalid value: "a/b": must be the key of a Secret: letters, digits, hyphens, underscores and dots`,
				`spec.parameters.windows.passwordSecretRef.name: Invalid value: "Admin": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`,
			},
		},
		"UserDataOfNothing": {
			reason: "There must be some.",
			p:      func(p *v1alpha1.Parameters) { p.UserData = &v1alpha1.UserData{} },
			want:   []string{`spec.parameters.userData: Required value: set text, or secretRef where the cloud takes it`},
		},
		"UserDataTwice": {
			reason: "It is one or the other.",
			p: func(p *v1alpha1.Parameters) {
				p.UserData = &v1alpha1.UserData{Text: "a", SecretRef: &v1alpha1.SecretKey{Name: "a", Key: "a"}}
			},
			want: []string{`spec.parameters.userData.secretRef: Forbidden: user data is either text or in a Secret: remove one of them`},
		},
		"UserDataTooLong": {
			reason: "No cloud takes as much, and the message does not repeat it.",
			p: func(p *v1alpha1.Parameters) {
				p.UserData = &v1alpha1.UserData{Text: strings.Repeat("a", MaxUserData+1)}
			},
			want: []string{`spec.parameters.userData.text: Too long: may not be more than 262144 bytes`},
		},
		"UserDataBinary": {
			reason: "Manifests hold text.",
			p:      func(p *v1alpha1.Parameters) { p.UserData = &v1alpha1.UserData{Text: "a\x00"} },
			want:   []string{`spec.parameters.userData.text: Invalid value: "": must be text: fetch what is binary when the machine boots`},
		},
		"NoKeyForTheRegion": {
			reason: "What the environment demands it must have.",
			claim:  guarded(onAWS(), environment.Environment{Compute: environment.Compute{CustomerKeys: new(true)}}),
			want:   []string{`spec.parameters.region: Forbidden: environment "strict" encrypts disks with keys of its own and has none for eu-west-1; choose another region, or ask your platform team (rule compute.customerKeys)`},
		},
	})
}

func TestRefusedCounts(t *testing.T) {
	t.Parallel()

	testRefusals(t, map[string]refusal{
		"Negative": {
			reason: "There are no negative machines.",
			p:      func(p *v1alpha1.Parameters) { p.Count = new(-1) },
			want:   []string{`spec.parameters.count: Invalid value: -1: must be between 0 and 1000`},
		},
		"Twice": {
			reason: "Only one decides.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Autoscaling = new(2), &v1alpha1.Autoscaling{Min: 1, Max: 2}
			},
			want: []string{`spec.parameters.count: Forbidden: the autoscaler decides: remove count, or remove autoscaling`},
		},
		"Autoscaling": {
			reason: "Numbers have bounds.",
			p:      func(p *v1alpha1.Parameters) { p.Autoscaling = &v1alpha1.Autoscaling{Min: 0, Max: 1001, TargetCPU: 95} },
			want: []string{
				`spec.parameters.autoscaling.max: Invalid value: 1001: must be between 1 and 1000`,
				`spec.parameters.autoscaling.min: Invalid value: 0: must be between 1 and 1000`,
				`spec.parameters.autoscaling.targetCPU: Invalid value: 95: must be between 10 and 90`,
			},
		},
		"UpsideDown": {
			reason: "The least is not above the greatest.",
			p:      func(p *v1alpha1.Parameters) { p.Autoscaling = &v1alpha1.Autoscaling{Min: 3, Max: 2} },
			want:   []string{`spec.parameters.autoscaling.min: Invalid value: 3: must not be above max, which is 2`},
		},
		"Limit": {
			reason: "The environment pays.",
			claim:  strict(),
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Image = new(6), &v1alpha1.Image{Name: v1alpha1.ImageDebian12}
			},
			want: []string{`spec.parameters.count: Forbidden: environment "strict" allows 5 machines in a claim, and these are up to 6; set it to 5 or less, or ask your platform team (rule compute.maxCount)`},
		},
		"SpotBaseOfASingle": {
			reason: "One machine is one or the other.",
			p:      func(p *v1alpha1.Parameters) { p.Spot = &v1alpha1.Spot{OnDemandBase: 1} },
			want:   []string{`spec.parameters.spot.onDemandBase: Forbidden: counts machines of a group, and this Compute is a single machine: remove it, or remove spot`},
		},
		"SpotBase": {
			reason: "Some must be spot ones.",
			p:      func(p *v1alpha1.Parameters) { p.Count, p.Spot = new(2), &v1alpha1.Spot{OnDemandBase: 2} },
			want:   []string{`spec.parameters.spot.onDemandBase: Invalid value: 2: must be less than the 2 machines that there are at least, or there would be no spot ones: lower it, or remove spot`},
		},
		"RolloutOfASingle": {
			reason: "It is not replaced one after another.",
			p:      func(p *v1alpha1.Parameters) { p.Rollout = &v1alpha1.Rollout{} },
			want:   []string{`spec.parameters.rollout: Forbidden: replaces the machines of a group, and this Compute is a single machine: remove it, or set allowReplacement to true where the machine may be replaced`},
		},
		"Rollout": {
			reason: "Something must give.",
			p:      func(p *v1alpha1.Parameters) { p.Count, p.Rollout = new(2), &v1alpha1.Rollout{Surge: new(0)} },
			want:   []string{`spec.parameters.rollout.surge: Invalid value: 0: must be at least 1 where maxUnavailable is 0, or no machine could ever be replaced`},
		},
		"RolloutOutOfBounds": {
			reason: "Numbers have bounds.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Rollout = new(2), &v1alpha1.Rollout{Surge: new(101), MaxUnavailable: -1}
			},
			want: []string{
				`spec.parameters.rollout.maxUnavailable: Invalid value: -1: must be between 0 and 100`,
				`spec.parameters.rollout.surge: Invalid value: 101: must be between 0 and 100`,
			},
		},
		"Schedule": {
			reason: "Everything that is wrong is told at once.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Schedule = new(2), &v1alpha1.Schedule{Days: []platform.Weekday{"Someday", platform.Monday, platform.Monday}, Wake: "7:00", Sleep: "25:00", TimeZone: "Mars/Utopia"}
			},
			want: []string{
				`spec.parameters.schedule.days[0]: Unsupported value: "Someday": supported values: "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"`,
				`spec.parameters.schedule.days[2]: Duplicate value: "Monday"`,
				`spec.parameters.schedule.sleep: Invalid value: "25:00": must be hours and minutes such as 07:30`,
				`spec.parameters.schedule.timeZone: Unsupported value: "Mars/Utopia": supported values: "UTC", "Africa/Johannesburg", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Asia/Dubai", "Asia/Kolkata", "Asia/Seoul", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Europe/Athens", "Europe/Berlin", "Europe/Helsinki", "Europe/London", "Europe/Paris", "Europe/Warsaw"`,
				`spec.parameters.schedule.wake: Invalid value: "7:00": must be hours and minutes such as 07:30`,
			},
		},
		"ScheduleOfTheNight": {
			reason: "Both are of one day.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Schedule = new(2), &v1alpha1.Schedule{Wake: "07:00", Sleep: "07:00"}
			},
			want: []string{`spec.parameters.schedule.sleep: Invalid value: "07:00": must be after wake, which is 07:00, on the same day: machines that are to run through the night need no schedule`},
		},
	})
}

func TestRefusedPlaces(t *testing.T) {
	t.Parallel()

	elsewhere := func(change func(s *networkv1alpha1.Status)) claim.Claim {
		s := networkOnAWS()
		change(&s)
		return referring(onAWS(), Path("networkRef"), s)
	}
	testRefusals(t, map[string]refusal{
		"Nowhere": {
			reason: "Machines are in a network.",
			p:      func(p *v1alpha1.Parameters) { p.NetworkRef = nil },
			want:   []string{`spec.parameters.networkRef: Required value: machines are in a Network: name one of this namespace, or one that is shared with it`},
		},
		"NetworkOfNoName": {
			reason: "Nothing has such a name.",
			p: func(p *v1alpha1.Parameters) {
				p.NetworkRef = &platform.LocalReference{Name: "Main", Namespace: "a.b"}
			},
			want: []string{
				`spec.parameters.networkRef.name: Invalid value: "Main": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`,
				`spec.parameters.networkRef.namespace: Invalid value: "a.b": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 63 characters`,
			},
		},
		"NetworkOfAnotherCloud": {
			reason: "No network spans clouds.",
			claim:  elsewhere(func(s *networkv1alpha1.Status) { s.Provider = platform.ProviderGCP }),
			want:   []string{`spec.parameters.networkRef: Invalid value: "shop/main": is on gcp and this Compute is on aws: refer to a network on aws`},
		},
		"NetworkOfAnotherRegion": {
			reason: "Subnets are in a region.",
			claim:  elsewhere(func(s *networkv1alpha1.Status) { s.Region = "us-east-1" }),
			want:   []string{`spec.parameters.networkRef: Invalid value: "shop/main": is in us-east-1 and this Compute is in eu-west-1: refer to a network in eu-west-1`},
		},
		"NetworkOfAnotherAccount": {
			reason: "Subnets are in an account.",
			claim:  elsewhere(func(s *networkv1alpha1.Status) { s.ProviderConfig = "other" }),
			want:   []string{`spec.parameters.networkRef: Invalid value: "shop/main": is served with provider config "other" and this Compute with "default": refer to a network of the same account`},
		},
		"NetworkWithoutTier": {
			reason: "There is nowhere to be.",
			p:      func(p *v1alpha1.Parameters) { p.Tier = networkv1alpha1.TierIsolated },
			want:   []string{`spec.parameters.networkRef: Invalid value: "shop/main": has no isolated subnets: set tier to public or private, or add the tier to the network`},
		},
		"Tier": {
			reason: "There is no such tier.",
			p:      func(p *v1alpha1.Parameters) { p.Tier = "secret" },
			want: []string{
				`spec.parameters.networkRef: Invalid value: "shop/main": has no secret subnets: set tier to public or private, or add the tier to the network`,
				`spec.parameters.tier: Unsupported value: "secret": supported values: "public", "private", "isolated"`,
			},
		},
		"Zones": {
			reason: "The network must have them.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Zones = new(3), []platform.Zone{"c", "x", "a", "a"}
			},
			want: []string{
				`spec.parameters.zones[0]: Invalid value: "c": must be a zone of the network, which has a, b`,
				`spec.parameters.zones[1]: Unsupported value: "x": supported values: "a", "b", "c", "d", "e", "f"`,
				`spec.parameters.zones[3]: Duplicate value: "a"`,
			},
		},
		"ZonesOfASingle": {
			reason: "One machine is in one zone.",
			p:      func(p *v1alpha1.Parameters) { p.Zones = []platform.Zone{"a", "b"} },
			want:   []string{`spec.parameters.zones: Too many: 2: must have at most 1 item`},
		},
		"ZonesWhereThereAreNone": {
			reason: "Some regions have none.",
			claim:  onAzure(),
			p:      func(p *v1alpha1.Parameters) { p.Zones = []platform.Zone{"a"} },
			want:   []string{`spec.parameters.zones[0]: Invalid value: "a": the region has no zones: remove zones`},
		},
		"PublicIP": {
			reason: "There is no way to it.",
			p:      func(p *v1alpha1.Parameters) { p.PublicIP = true },
			want:   []string{`spec.parameters.publicIP: Invalid value: true: there is no way from the internet to tier private: set tier to public, or put a load balancer of scheme Public in front of the machines`},
		},
		"PrivateOnly": {
			reason: "The environment has no way from the internet.",
			claim:  strict(),
			p: func(p *v1alpha1.Parameters) {
				p.Image, p.Tier, p.PublicIP = &v1alpha1.Image{Name: v1alpha1.ImageDebian12}, networkv1alpha1.TierPublic, true
				rule(func(i *v1alpha1.Ingress) { i.CIDRs = []string{"203.0.113.0/24"} })(p)
				balancer(func(b *v1alpha1.LoadBalancer) { b.Scheme = v1alpha1.SchemePublic })(p)
			},
			want: []string{
				`spec.parameters.ingress[0].cidrs: Forbidden: environment "strict" lets nobody in from the internet, and 203.0.113.0/24 is there; choose private ranges, or ask your platform team (rule compute.privateOnly)`,
				`spec.parameters.loadBalancer.scheme: Forbidden: environment "strict" does not allow load balancers that are reached from the internet; set it to Internal, or ask your platform team (rule compute.privateOnly)`,
				`spec.parameters.publicIP: Forbidden: environment "strict" does not allow addresses of the internet; set it to false, or ask your platform team (rule compute.privateOnly)`,
			},
		},
		"IdentityOfPods": {
			reason: "It trusts nobody else.",
			claim:  referring(onAWS(), Path("identityRef"), identityv1alpha1.Status{Subject: identityv1alpha1.SubjectWorkload}),
			p:      func(p *v1alpha1.Parameters) { p.IdentityRef = ref("pods") },
			want:   []string{`spec.parameters.identityRef: Invalid value: "shop/pods": is for Workload: refer to an Identity with spec.parameters.compute`},
		},
		"IdentityOfOthers": {
			reason: "It is for one Compute alone.",
			claim: referring(onAWS(), Path("identityRef"), identityv1alpha1.Status{
				Subject: identityv1alpha1.SubjectCompute, Compute: &identityv1alpha1.ComputeStatus{Compute: "shop/other"},
			}),
			p:    func(p *v1alpha1.Parameters) { p.IdentityRef = ref("other") },
			want: []string{`spec.parameters.identityRef: Invalid value: "shop/other": is for shop/other alone: change its computeRef, or refer to an Identity of this Compute's own`},
		},
		"IdentityOfAnotherCloud": {
			reason: "Identities belong to a cloud, and to no region.",
			claim: referring(onAWS(), Path("identityRef"), identityv1alpha1.Status{
				CommonStatus: platform.CommonStatus{Provider: platform.ProviderGCP, Region: "anywhere"},
			}),
			p:    func(p *v1alpha1.Parameters) { p.IdentityRef = ref("other") },
			want: []string{`spec.parameters.identityRef: Invalid value: "shop/other": is on gcp and this Compute is on aws: refer to an identity on aws`},
		},
	})
}

func TestRefusedIngress(t *testing.T) {
	t.Parallel()

	testRefusals(t, map[string]refusal{
		"Twice": {
			reason: "Names tell rules apart.",
			p: func(p *v1alpha1.Parameters) {
				rule(func(*v1alpha1.Ingress) {})(p)
				p.Ingress = append(p.Ingress, p.Ingress[0])
			},
			want: []string{`spec.parameters.ingress[1].name: Duplicate value: "web"`},
		},
		"Wrong": {
			reason: "Everything that is wrong is told at once.",
			p: rule(func(i *v1alpha1.Ingress) {
				i.Name, i.Protocol, i.Ports, i.CIDRs = "Web", "SCTP", []string{"80", "1-1024", "http"}, []string{"10.0.0.0/8", "10.1.0.0/16", "10.0.0.1/8"}
			}),
			want: []string{
				`spec.parameters.ingress[0].cidrs[1]: Invalid value: "10.1.0.0/16": overlaps 10.0.0.0/8: leave the smaller one out`,
				`spec.parameters.ingress[0].cidrs[2]: Invalid value: "10.0.0.1/8": must be the first address of its range: use 10.0.0.0/8`,
				`spec.parameters.ingress[0].name: Invalid value: "Web": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 32 characters`,
				`spec.parameters.ingress[0].ports[1]: Invalid value: "1-1024": overlaps 80: leave one of them out, or join them`,
				`spec.parameters.ingress[0].ports[2]: Invalid value: "http": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
				`spec.parameters.ingress[0].protocol: Unsupported value: "SCTP": supported values: "TCP", "UDP", "ICMP"`,
			},
		},
		"Nothing": {
			reason: "Nobody means all ports, nor everybody.",
			p:      rule(func(i *v1alpha1.Ingress) { i.Ports, i.CIDRs = nil, nil }),
			want: []string{
				`spec.parameters.ingress[0].cidrs: Required value: name the ranges of who may connect; 0.0.0.0/0 is everybody`,
				`spec.parameters.ingress[0].ports: Required value: say which ports may be reached; 1-65535 is all of them`,
			},
		},
		"PortsOfICMP": {
			reason: "ICMP has none.",
			p:      rule(func(i *v1alpha1.Ingress) { i.Protocol = v1alpha1.RuleICMP }),
			want:   []string{`spec.parameters.ingress[0].ports: Forbidden: ICMP has no ports: remove them, or set protocol to TCP or UDP`},
		},
		"LoginOfEverybody": {
			reason: "Somebody would try all passwords.",
			p:      rule(func(i *v1alpha1.Ingress) { i.Ports, i.CIDRs = []string{"20-30"}, []string{"0.0.0.0/1"} }),
			want:   []string{`spec.parameters.ingress[0].cidrs: Forbidden: 0.0.0.0/1 is nobody's own, and people log in at port 22: name the ranges of who may, or leave the port out`},
		},
		"Isolated": {
			reason: "Isolated is isolated.",
			claim:  onAzure("1"),
			p: func(p *v1alpha1.Parameters) {
				p.Tier = networkv1alpha1.TierIsolated
				rule(func(i *v1alpha1.Ingress) { i.CIDRs = []string{"203.0.113.0/24"} })(p)
			},
			want: []string{`spec.parameters.ingress[0].cidrs: Forbidden: isolated subnets have no way from the internet, and 203.0.113.0/24 is there: choose private ranges, or another tier`},
		},
	})
}

func TestRefusedBalancers(t *testing.T) {
	t.Parallel()

	testRefusals(t, map[string]refusal{
		"Nothing": {
			reason: "It must listen at something.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.Ports = nil }),
			want: []string{
				`spec.parameters.loadBalancer.healthCheck.port: Required value: UDP says nothing about health: name a port that answers to TCP, HTTP or HTTPS`,
				`spec.parameters.loadBalancer.ports: Required value: say which ports the balancer listens at`,
			},
		},
		"Ports": {
			reason: "Everything that is wrong is told at once.",
			p: balancer(func(b *v1alpha1.LoadBalancer) {
				b.Ports = []v1alpha1.Port{
					{Name: "http", Port: 80}, {Name: "http", Port: 80, TargetPort: 70000, Protocol: v1alpha1.PortTLS}, {Name: "X", Port: 0, TargetPort: 1, Protocol: "SCTP"},
				}
				b.TLS = &v1alpha1.TLS{}
			}),
			want: []string{
				`spec.parameters.loadBalancer.ports[1].name: Duplicate value: "http"`,
				`spec.parameters.loadBalancer.ports[1].port: Invalid value: 80: another port listens at 80/TCP already: choose another number`,
				`spec.parameters.loadBalancer.ports[1].targetPort: Invalid value: 70000: must be between 1 and 65535`,
				`spec.parameters.loadBalancer.ports[2].name: Invalid value: "X": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 16 characters`,
				`spec.parameters.loadBalancer.ports[2].port: Invalid value: 0: must be between 1 and 65535`,
				`spec.parameters.loadBalancer.ports[2].protocol: Unsupported value: "SCTP": supported values: "TCP", "UDP", "TLS"`,
				`spec.parameters.loadBalancer.tls.certificate: Invalid value: "": must be a certificate in the cloud's own words, of up to 512 characters`,
			},
		},
		"TLSWithoutCertificate": {
			reason: "Nothing can be decrypted.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.Ports[0].Protocol = v1alpha1.PortTLS }),
			want:   []string{`spec.parameters.loadBalancer.tls: Required value: port http decrypts TLS and needs a certificate: set tls.certificate, or protocol to TCP`},
		},
		"CertificateWithoutTLS": {
			reason: "Nobody uses it.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.TLS = &v1alpha1.TLS{Certificate: "a"} }),
			want:   []string{`spec.parameters.loadBalancer.tls: Forbidden: no port uses it: set the protocol of a port to TLS, or remove tls`},
		},
		"Scheme": {
			reason: "There is no such scheme.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.Scheme = "Open" }),
			want:   []string{`spec.parameters.loadBalancer.scheme: Unsupported value: "Open": supported values: "Internal", "Public"`},
		},
		"Isolated": {
			reason: "Isolated is isolated.",
			claim:  onAzure("1"),
			p: func(p *v1alpha1.Parameters) {
				p.Tier = networkv1alpha1.TierIsolated
				balancer(func(b *v1alpha1.LoadBalancer) { b.Scheme = v1alpha1.SchemePublic })(p)
			},
			want: []string{`spec.parameters.loadBalancer.scheme: Invalid value: "Public": machines in tier isolated are reached from inside of the network only: set tier to private, or scheme to Internal`},
		},
		"ClientsOfTheInternet": {
			reason: "Nobody reaches an internal balancer from there.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.AllowedCIDRs = []string{"10.0.0.0/8", "203.0.113.0/24"} }),
			want:   []string{`spec.parameters.loadBalancer.allowedCIDRs[1]: Invalid value: "203.0.113.0/24": is not a private range, and nobody reaches a balancer of scheme Internal from there: remove it, or set scheme to Public`},
		},
		"Check": {
			reason: "Numbers have bounds.",
			p: balancer(func(b *v1alpha1.LoadBalancer) {
				b.HealthCheck = &v1alpha1.HealthCheck{Protocol: "ping", Port: 65536, IntervalSeconds: 4, Threshold: 11, GraceSeconds: 29}
			}),
			want: []string{
				`spec.parameters.loadBalancer.healthCheck.graceSeconds: Invalid value: 29: must be between 30 and 3600`,
				`spec.parameters.loadBalancer.healthCheck.intervalSeconds: Invalid value: 4: must be between 5 and 300`,
				`spec.parameters.loadBalancer.healthCheck.port: Invalid value: 65536: must be between 1 and 65535`,
				`spec.parameters.loadBalancer.healthCheck.protocol: Unsupported value: "ping": supported values: "TCP", "HTTP", "HTTPS"`,
				`spec.parameters.loadBalancer.healthCheck.threshold: Invalid value: 11: must be between 2 and 10`,
			},
		},
		"CheckOfUDP": {
			reason: "UDP says nothing about health.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.Ports[0].Protocol = v1alpha1.PortUDP }),
			want:   []string{`spec.parameters.loadBalancer.healthCheck.port: Required value: UDP says nothing about health: name a port that answers to TCP, HTTP or HTTPS`},
		},
		"PathOfTCP": {
			reason: "TCP has none.",
			p:      balancer(func(b *v1alpha1.LoadBalancer) { b.HealthCheck = &v1alpha1.HealthCheck{Path: "/"} }),
			want:   []string{`spec.parameters.loadBalancer.healthCheck.path: Forbidden: TCP has no paths: remove it, or set protocol to HTTP or HTTPS`},
		},
		"Path": {
			reason: "It is not a path.",
			p: balancer(func(b *v1alpha1.LoadBalancer) {
				b.HealthCheck = &v1alpha1.HealthCheck{Protocol: v1alpha1.CheckHTTP, Path: "health z"}
			}),
			want: []string{`spec.parameters.loadBalancer.healthCheck.path: Invalid value: "health z": must be a path such as /healthz of up to 1024 characters`},
		},
	})
}

func TestRefusedDisks(t *testing.T) {
	t.Parallel()

	volume := v1alpha1.Disk{Name: "data", StorageRef: ref("data")}
	beside := func(s storagev1alpha1.Status) claim.Claim { return referring(onAWS(), volumePath(0), s) }
	testRefusals(t, map[string]refusal{
		"Wrong": {
			reason: "Everything that is wrong is told at once.",
			p: disks(
				v1alpha1.Disk{Name: "a"}, v1alpha1.Disk{Name: "a", SizeGiB: 10}, v1alpha1.Disk{Name: "B", SizeGiB: 9, Performance: "best", Lifetime: "Day"},
			),
			want: []string{
				`spec.parameters.disks[0].sizeGiB: Required value: a disk needs a size: set it to at least 10, or attach a volume with storageRef`,
				`spec.parameters.disks[1].name: Duplicate value: "a"`,
				`spec.parameters.disks[2].lifetime: Unsupported value: "Day": supported values: "Claim", "Machine"`,
				`spec.parameters.disks[2].name: Invalid value: "B": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 16 characters`,
				`spec.parameters.disks[2].performance: Unsupported value: "best": supported values: "standard", "high"`,
				`spec.parameters.disks[2].sizeGiB: Invalid value: 9: must be between 10 and 16384`,
			},
		},
		"OfAGroup": {
			reason: "Nobody loses what is on a disk without having said so.",
			p: func(p *v1alpha1.Parameters) {
				p.Count, p.Disks = new(2), []v1alpha1.Disk{{Name: "a", SizeGiB: 10}}
			},
			want: []string{`spec.parameters.disks[0].lifetime: Invalid value: "Claim": the machines of a group come and go, and each disk with its machine: set lifetime to Machine if that is what you want, or keep what must stay in a Storage`},
		},
		"OfAMachine": {
			reason: "A single machine has no such disks.",
			p:      disks(v1alpha1.Disk{Name: "a", SizeGiB: 10, Lifetime: v1alpha1.LifetimeMachine}),
			want:   []string{`spec.parameters.disks[0].lifetime: Invalid value: "Machine": the disks of a single machine stay when it is replaced: remove lifetime`},
		},
		"VolumeOfAGroup": {
			reason: "A volume is attached once.",
			p:      func(p *v1alpha1.Parameters) { p.Count, p.Disks = new(2), []v1alpha1.Disk{volume} },
			want:   []string{`spec.parameters.disks[0].storageRef: Forbidden: a volume is attached to one machine, and this Compute is a group: mount a Storage of type File from all of them`},
		},
		"VolumeWithSize": {
			reason: "The volume has its size.",
			p:      disks(v1alpha1.Disk{Name: "data", StorageRef: ref("data"), SizeGiB: 10}),
			want:   []string{`spec.parameters.disks[0].storageRef: Forbidden: the Storage says what its volume is like: remove sizeGiB and performance, or storageRef`},
		},
		"VolumeOfFiles": {
			reason: "Files are reached over the network.",
			claim:  beside(storagev1alpha1.Status{ID: "fs-1", Type: storagev1alpha1.TypeFile}),
			p:      disks(volume),
			want:   []string{`spec.parameters.disks[0].storageRef: Invalid value: "shop/data": is of type File, and only one of type Block is attached: reach it over the network, and remove disk data`},
		},
		"VolumeOfAnotherRegion": {
			reason: "A volume is in a region.",
			claim:  beside(storagev1alpha1.Status{CommonStatus: platform.CommonStatus{Region: "us-east-1"}, ID: "vol-1"}),
			p:      disks(volume),
			want:   []string{`spec.parameters.disks[0].storageRef: Invalid value: "shop/data": is in us-east-1 and this Compute is in eu-west-1: refer to a storage in eu-west-1`},
		},
		"VolumeOfAnotherZone": {
			reason: "A volume is in a zone.",
			claim:  beside(storagev1alpha1.Status{ID: "vol-1", Zone: "eu-west-1b"}),
			p: func(p *v1alpha1.Parameters) {
				p.Zones, p.Disks = []platform.Zone{platform.ZoneA}, []v1alpha1.Disk{volume}
			},
			want: []string{`spec.parameters.disks[0].storageRef: Invalid value: "shop/data": is in zone b and the machine is in zone a, and no volume leaves its zone: attach a volume of zone a, or create another Compute in zone b`},
		},
	})
}
