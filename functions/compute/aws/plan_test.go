// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"testing"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

const (
	testRegion     = "eu-west-1"
	testAccount    = "123456789012"
	testKey        = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
	testVPC        = "vpc-0a1b2c3d4e5f67890"
	testGroup      = "sg-0123456789abcdef0"
	testProfile    = "team-a-shop"
	testSSHKey     = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExam me@example"
	testGeneration = "g1abc"
	nextGeneration = "g2def"
	testZone       = "eu-west-1a"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAWS,
		Region:      regions.Region{Native: testRegion},
		Environment: "production",
		Guardrails:  environment.Environment{AWS: environment.AWS{AccountID: testAccount}},
		Names:       naming.New("", "team-a", "shop").For("compute"),
		Tags:        tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

// testNetwork has private and public subnets in three zones.
func testNetwork() plan.Network {
	out := plan.Network{Name: "team-a/main", SecurityGroup: testGroup}
	out.Status.ID, out.Status.CIDR = testVPC, "10.0.0.0/16"
	for _, zone := range []string{"a", "b", "c"} {
		private := networkv1alpha1.Subnet{Name: "private-" + zone, Tier: networkv1alpha1.TierPrivate, Zone: "eu-west-1" + zone, ID: "subnet-0" + zone}
		public := networkv1alpha1.Subnet{Name: "public-" + zone, Tier: networkv1alpha1.TierPublic, Zone: "eu-west-1" + zone, ID: "subnet-1" + zone}
		out.Status.Subnets = append(out.Status.Subnets, private, public)
		out.Subnets = append(out.Subnets, private)
	}
	return out
}

// unknownNetwork has nothing yet.
func unknownNetwork() plan.Network {
	return plan.Network{Name: "team-a/main", Waits: []string{"network team-a/main has no id yet"}}
}

func image(n images.Name, a machines.Architecture) plan.Image {
	for _, m := range images.All(platform.ProviderAWS) {
		if m.Name == n && m.Architecture == a {
			return plan.Image{Named: &m, OS: v1alpha1.OS(m.OS), User: m.User}
		}
	}
	return plan.Image{}
}

func testIdentity() *plan.Identity {
	return &plan.Identity{IdentityStatus: v1alpha1.IdentityStatus{
		Name: "team-a/shop", ID: "arn:aws:iam::123456789012:role/shop", InstanceProfile: testProfile,
	}}
}

func prefixes(cidrs ...string) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(cidrs))
	for _, c := range cidrs {
		out = append(out, netip.MustParsePrefix(c))
	}
	return out
}

// smallest is a machine with what every claim gets.
func smallest() plan.Plan {
	p := plan.Plan{
		Claim: testClaim(), Kind: v1alpha1.KindSingle, Network: testNetwork(), Single: &plan.Single{},
		Template: plan.Template{
			Generation: testGeneration, MachineType: "t3.small", Machine: machines.Machine{Name: "t3.small"},
			Image: image(images.Ubuntu2404, machines.ArchitectureAMD64), Tier: networkv1alpha1.TierPrivate,
			Zones:    []regions.Zone{{Key: "a", Name: testZone}},
			RootDisk: plan.RootDisk{SizeGiB: 32, Performance: v1alpha1.PerformanceStandard},
		},
	}
	p.Network.Subnets = p.Network.Subnets[:1]
	return p
}

// full is a machine with everything that there is.
func full() plan.Plan {
	p := smallest()
	p.Key, p.Identity = testKey, testIdentity()
	p.Template.SSHKeys = []plan.SSHKey{{Type: plan.SSHKeyED25519, Line: testSSHKey}}
	p.Template.UserData = &plan.UserData{Text: "#!/bin/sh\necho hello\n"}
	p.Template.PublicIP = true
	p.Single.Spot = true
	p.Single.Disks = []plan.Disk{
		{Name: "data", SizeGiB: 100, Performance: v1alpha1.PerformanceHigh},
		{Name: "scratch-0123456", SizeGiB: 10, Performance: v1alpha1.PerformanceStandard, Slot: 2},
		{Name: "shared", Slot: 1, Volume: &plan.Volume{Name: "team-a/shared", ID: "vol-0b"}},
	}
	p.Ingress = []plan.Ingress{
		{Name: "ping", Protocol: v1alpha1.RuleICMP, CIDRs: prefixes("192.0.2.0/24")},
		{Name: "ssh-and-a-name-of-32-characters1", Protocol: v1alpha1.RuleTCP, Ports: []validate.PortRange{{From: 22, To: 22}, {From: 8000, To: 8100}}, CIDRs: prefixes("10.0.0.0/8", "192.0.2.0/24")},
	}
	return p
}

// group is a group of machines with what every claim gets.
func group() plan.Plan {
	p := smallest()
	p.Kind, p.Single = v1alpha1.KindGroup, nil
	p.Groups = []plan.Group{{Name: plan.GroupRegular, Count: 3, Initial: 3}}
	p.Rollout = plan.Rollout{Surge: 1}
	p.Template.Zones = []regions.Zone{{Key: "a", Name: "eu-west-1a"}, {Key: "b", Name: "eu-west-1b"}, {Key: "c", Name: "eu-west-1c"}}
	p.Network = testNetwork()
	return p
}

func testBalancer(scheme v1alpha1.Scheme, clients ...string) *plan.LoadBalancer {
	return &plan.LoadBalancer{
		Scheme: scheme, AllowedCIDRs: prefixes(clients...),
		Ports: []plan.Port{
			{Name: "dns-tcp", Port: 53, TargetPort: 5353, Protocol: v1alpha1.PortTCP, Index: 2},
			{Name: "dns-udp", Port: 53, TargetPort: 5353, Protocol: v1alpha1.PortUDP, Index: 3},
			{Name: "https", Port: 443, TargetPort: 8080, Protocol: v1alpha1.PortTLS},
			{Name: "plain", Port: 80, TargetPort: 8080, Protocol: v1alpha1.PortTCP, Index: 1},
		},
		HealthCheck: plan.HealthCheck{
			Protocol: v1alpha1.CheckHTTP, Port: 9090, Path: "/healthz", IntervalSeconds: 10, TimeoutSeconds: 5, Threshold: 3, GraceSeconds: 300,
		},
		Certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
	}
}

// fleet is groups with everything that there is.
func fleet() plan.Plan {
	p := group()
	p.Key, p.Identity = testKey, testIdentity()
	p.Template.SSHKeys = []plan.SSHKey{{Type: plan.SSHKeyED25519, Line: testSSHKey}}
	p.Template.UserData = &plan.UserData{Text: "#cloud-config\n"}
	disks := []plan.Disk{{Name: "cache", SizeGiB: 50, Performance: v1alpha1.PerformanceHigh, Slot: 0}}
	p.Groups = []plan.Group{
		{Name: plan.GroupRegular, Count: 2, Initial: 2, Disks: disks},
		{Name: plan.GroupSpot, Spot: true, Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 8, TargetCPU: 60}, Initial: 1, Disks: disks},
	}
	p.Rollout = plan.Rollout{MaxUnavailable: 1, Surge: 2}
	p.LoadBalancer = testBalancer(v1alpha1.SchemePublic, "192.0.2.0/24", "198.51.100.0/24")
	p.Ingress = full().Ingress
	return p
}

// scheduled is a group that sleeps.
func scheduled() plan.Plan {
	p := group()
	p.Schedule = &plan.Schedule{
		Days: platform.Weekdays()[:5], Wake: 7*time.Hour + 30*time.Minute, Sleep: 19 * time.Hour, TimeZone: "Europe/Berlin",
	}
	return p
}

// with returns a plan that was changed. What it points to must not be shared.
func with(p plan.Plan, change func(p *plan.Plan)) plan.Plan {
	change(&p)
	return p
}

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	return map[string]plan.Plan{
		"Smallest": smallest(),
		"Full":     full(),
		"Adopted":  with(full(), func(p *plan.Plan) { p.Network.SecurityGroup = "" }),
		"Windows": with(full(), func(p *plan.Plan) {
			p.Template.Image = image(images.Windows2022, machines.ArchitectureAMD64)
			p.Template.UserData = &plan.UserData{Text: "Write-Host hello"}
		}),
		"Group":    group(),
		"Fleet":    fleet(),
		"Internal": with(group(), func(p *plan.Plan) { p.LoadBalancer = testBalancer(v1alpha1.SchemeInternal) }),
		"Public": with(group(), func(p *plan.Plan) {
			p.Template.PublicIP, p.Template.Tier = true, networkv1alpha1.TierPublic
		}),
		"Autoscaled": with(group(), func(p *plan.Plan) {
			p.Groups = []plan.Group{{Name: plan.GroupRegular, Autoscaling: &v1alpha1.Autoscaling{Min: 2, Max: 20, TargetCPU: 70}, Initial: 2}}
		}),
		"Scheduled":      scheduled(),
		"ScheduledFleet": with(fleet(), func(p *plan.Plan) { p.Schedule = scheduled().Schedule }),
	}
}

// unknown are plans of which others are not known yet.
func unknown() map[string]plan.Plan {
	change := func(p *plan.Plan) {
		p.Network = unknownNetwork()
		p.Identity = &plan.Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "team-a/shop"}, Waits: []string{"identity team-a/shop has no id yet"}}
	}
	return map[string]plan.Plan{"Full": with(full(), change), "Fleet": with(fleet(), change)}
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(t *testing.T, resources []managed.Resource) observations {
	t.Helper()
	return managedtest.Created(resources, func(r managed.Resource) any { return atProvider(t, r) })
}

// atProvider is what AWS would report of a resource.
func atProvider(t *testing.T, r managed.Resource) any {
	t.Helper()
	m := managedtest.Overlay(t, r.ForProvider)
	m["id"] = "id-of-" + string(r.Key)
	m["arn"] = "arn-of-" + string(r.Key)
	switch r.ForProvider.Type().Kind {
	case "LaunchTemplate":
		m["latestVersion"] = 1
	case "Instance":
		m["ami"], m["instanceState"], m["privateIp"], m["privateDns"] = "ami-0a", "running", "10.0.0.10", "ip-10-0-0-10.eu-west-1.compute.internal"
	case "EBSVolume":
		m["id"] = "vol-0" + string(r.Key)
	case "EIP":
		m["publicIp"] = "203.0.113.10"
	case "LB":
		m["dnsName"], m["zoneId"] = "shop.elb.eu-west-1.amazonaws.com", "Z2IFOLAFXWLO4F"
	case "AutoscalingGroup":
		if _, ok := m["desiredCapacity"]; !ok {
			m["desiredCapacity"] = 4
		}
	}
	return m
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, observations{}, func(o managed.Observed) []managed.Resource { return Build(p, o) }, func(rs []managed.Resource) observations { return observe(t, rs) })
}

// taggedAs are the tags of another team.
func taggedAs(team string) tags.Set {
	return tags.New(tags.Platform{Team: team, Claim: "shop"}, nil, nil)
}
