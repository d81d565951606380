// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
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
	testRegion     = "northeurope"
	testGroup      = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/shop"
	testKey        = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/Acme-keys/keys/disks"
	testSubnet     = testGroup + "/providers/Microsoft.Network/virtualNetworks/main/subnets/private"
	testVolume     = testGroup + "/providers/Microsoft.Compute/disks/orders"
	testIdentity   = testGroup + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web"
	testGeneration = "bcdfg"
	testSSHKey     = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb0r1n5i4yZ8vT1yT5K0v9M3v1nN7n3mC1xJ2b1J9kQ dev@acme.example"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAzure,
		Region:      regions.Region{Native: testRegion, Zones: []string{"1", "2", "3"}},
		Environment: "production",
		Names:       naming.New("", "team-a", "shop").For("compute"),
		Tags:        tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

// machineType that Azure has.
func machineType(name string) machines.Machine {
	m, _ := machines.Lookup(platform.ProviderAzure, name)
	return m
}

func namedImage(name images.Name, a machines.Architecture) plan.Image {
	m, _ := images.Resolve(platform.ProviderAzure, name, a)
	return plan.Image{Named: &m, OS: v1alpha1.OS(m.OS), User: m.User}
}

func zones() []regions.Zone {
	return []regions.Zone{{Key: platform.ZoneA, Name: "1"}, {Key: platform.ZoneB, Name: "2"}, {Key: platform.ZoneC, Name: "3"}}
}

// base is what all plans have in common.
func base() plan.Plan {
	return plan.Plan{
		Claim: testClaim(),
		Template: plan.Template{
			Generation:  testGeneration,
			MachineType: "Standard_D2s_v5",
			Machine:     machineType("Standard_D2s_v5"),
			Image:       namedImage(images.Ubuntu2404, machines.ArchitectureAMD64),
			Tier:        network.TierPrivate,
			RootDisk:    plan.RootDisk{SizeGiB: 32, Performance: v1alpha1.PerformanceStandard},
			SSHKeys:     []plan.SSHKey{{Type: "ssh-ed25519", Line: testSSHKey}},
		},
		Network: plan.Network{
			Name:    "team-a/main",
			Status:  network.Status{ID: testGroup + "/providers/Microsoft.Network/virtualNetworks/main"},
			Subnets: []network.Subnet{{Name: "private", Tier: network.TierPrivate, ID: testSubnet}},
		},
	}
}

// smallest is one machine with what every claim gets.
func smallest() plan.Plan {
	p := base()
	p.Kind, p.Single = v1alpha1.KindSingle, &plan.Single{}
	p.Template.Zones = zones()[:1]
	return p
}

// full is one machine with everything that there is.
func full() plan.Plan {
	p := smallest()
	p.Template.Zones = zones()[1:2]
	p.Template.PublicIP = true
	p.Template.UserData = &plan.UserData{Text: "#!/bin/sh\necho hello\n"}
	p.Template.RootDisk = plan.RootDisk{SizeGiB: 64, Performance: v1alpha1.PerformanceHigh}
	p.Single.Disks = []plan.Disk{
		{Name: "data", SizeGiB: 200, Performance: v1alpha1.PerformanceHigh, Slot: 0},
		{Name: "orders", Slot: 2, Volume: &plan.Volume{Name: "team-a/orders", ID: testVolume}},
	}
	p.Single.Spot = true
	p.Key = testKey
	p.Ingress = []plan.Ingress{
		{Name: "ping", Protocol: v1alpha1.RuleICMP, CIDRs: prefixesOf("198.51.100.0/24")},
		{Name: "ssh", Protocol: v1alpha1.RuleTCP, Ports: []validate.PortRange{{From: 22, To: 22}, {From: 8000, To: 8100}}, CIDRs: prefixesOf("198.51.100.0/24", "203.0.113.7/32")},
	}
	p.Identity = &plan.Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "team-a/web", ID: testIdentity}}
	return p
}

// windows is one machine with Windows.
func windows() plan.Plan {
	p := smallest()
	p.Template.Image = namedImage(images.Windows2022, machines.ArchitectureAMD64)
	p.Template.RootDisk.SizeGiB = 128
	p.Template.SSHKeys = nil
	p.Template.Password = &managed.SecretRef{Name: "admin", Key: "password", Namespace: "team-a"}
	p.Single.Disks = []plan.Disk{{Name: "data", SizeGiB: 200, Performance: v1alpha1.PerformanceStandard, Slot: 1}}
	return p
}

// group of machines of a fixed count.
func group3() plan.Plan {
	p := base()
	p.Kind = v1alpha1.KindGroup
	p.Template.Zones = zones()
	p.Groups = []plan.Group{{Name: plan.GroupRegular, Count: 3, Initial: 3}}
	p.Rollout = plan.Rollout{Surge: 1}
	return p
}

// fleet is groups with everything that there is.
func fleet() plan.Plan {
	p := group3()
	disks := []plan.Disk{{Name: "scratch", SizeGiB: 100, Performance: v1alpha1.PerformanceStandard, Slot: 0}}
	p.Groups = []plan.Group{
		{Name: plan.GroupRegular, Count: 2, Initial: 2, Disks: disks},
		{Name: plan.GroupSpot, Spot: true, Autoscaling: &v1alpha1.Autoscaling{Min: 3, Max: 20, TargetCPU: 60}, Initial: 3, Disks: disks},
	}
	p.Rollout = plan.Rollout{Surge: 2, MaxUnavailable: 1}
	p.Key = testKey
	p.Identity = full().Identity
	p.Template.UserData = full().Template.UserData
	p.Ingress = full().Ingress
	p.Schedule = &plan.Schedule{
		Days: []platform.Weekday{platform.Monday, platform.Friday}, Wake: 7*time.Hour + 30*time.Minute, Sleep: 20 * time.Hour, TimeZone: "Europe/Berlin",
	}
	p.LoadBalancer = &plan.LoadBalancer{
		Scheme: v1alpha1.SchemePublic,
		Ports: []plan.Port{
			{Name: "dns", Port: 53, TargetPort: 5353, Protocol: v1alpha1.PortUDP, Index: 1},
			{Name: "web", Port: 443, TargetPort: 8443, Protocol: v1alpha1.PortTCP, Index: 0},
		},
		AllowedCIDRs: prefixesOf("0.0.0.0/0"),
		HealthCheck: plan.HealthCheck{
			Protocol: v1alpha1.CheckHTTPS, Port: 8443, Path: "/healthz", IntervalSeconds: 10, TimeoutSeconds: 5, Threshold: 3, GraceSeconds: 601,
		},
	}
	return p
}

// internal is a group behind a balancer of its network.
func internal() plan.Plan {
	p := group3()
	p.LoadBalancer = &plan.LoadBalancer{
		Scheme:      v1alpha1.SchemeInternal,
		Ports:       []plan.Port{{Name: "web", Port: 80, TargetPort: 8080, Protocol: v1alpha1.PortTCP}},
		HealthCheck: plan.HealthCheck{Protocol: v1alpha1.CheckTCP, Port: 8080, IntervalSeconds: 10, TimeoutSeconds: 5, Threshold: 3, GraceSeconds: 300},
	}
	return p
}

// windowsGroup is a group of machines with Windows that sleeps.
func windowsGroup() plan.Plan {
	p := group3()
	p.Template.Image, p.Template.SSHKeys, p.Template.Password = windows().Template.Image, nil, windows().Template.Password
	p.Schedule = fleet().Schedule
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
		"Windows":  windows(),
		"SecretUserData": with(smallest(), func(p *plan.Plan) {
			p.Template.UserData = &plan.UserData{SecretRef: &managed.SecretRef{Name: "setup", Key: "cloud-init", Namespace: "team-a"}}
		}),
		"NoZones": with(full(), func(p *plan.Plan) {
			p.Claim.Region.Zones, p.Template.Zones = nil, []regions.Zone{{Key: platform.ZoneA}}
		}),
		"Group":        group3(),
		"Fleet":        fleet(),
		"Internal":     internal(),
		"WindowsGroup": windowsGroup(),
		"GroupNoZones": with(internal(), func(p *plan.Plan) { p.Claim.Region.Zones, p.Template.Zones = nil, nil }),
	}
}

// unknownNetwork takes the network away from a plan.
func unknownNetwork(p plan.Plan) plan.Plan {
	p.Network = plan.Network{Name: "team-a/main", Waits: []string{"network team-a/main has no id yet"}}
	return p
}

func prefixesOf(cidrs ...string) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(cidrs))
	for _, c := range cidrs {
		out = append(out, netip.MustParsePrefix(c))
	}
	return out
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	return managedtest.Created(resources, atProvider)
}

// atProvider is what Azure would report of a resource.
func atProvider(r managed.Resource) any {
	id := testGroup + "/of/" + string(r.Key)
	switch r.ForProvider.Type().Kind {
	case "UserAssignedIdentity":
		return `{"id":"` + id + `","principalId":"principal-of-` + string(r.Key) + `","tenantId":"tenant"}`
	case "PublicIP":
		return `{"id":"` + id + `","ipAddress":"203.0.113.9"}`
	case "NetworkInterface":
		return `{"id":"` + id + `","privateIpAddress":"10.0.0.5","internalDomainNameSuffix":"x.ax.internal.cloudapp.net"}`
	case "LinuxVirtualMachine", "WindowsVirtualMachine":
		return `{"id":"` + id + `","computerName":"shop-1","privateIpAddress":"10.0.0.5"}`
	case "LinuxVirtualMachineScaleSet", "WindowsVirtualMachineScaleSet":
		return `{"id":"` + id + `","instances":4}`
	case "LoadBalancer":
		return `{"id":"` + id + `","privateIpAddress":"10.0.0.6"}`
	default:
		return `{"id":"` + id + `"}`
	}
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return convergeFrom(t, p, observations{})
}

func convergeFrom(t *testing.T, p plan.Plan, o observations) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, o, func(o managed.Observed) []managed.Resource { return Build(p, o) }, observe)
}

// record returns the plan of the claim once its status was recorded.
func record(p plan.Plan, o observations) plan.Plan {
	var s v1alpha1.Status
	Report(p, o, &s)
	p.Recorded = s
	return p
}

// first returns the first resource whose key begins with one.
func first(t *testing.T, resources []managed.Resource, k managed.Key) managed.Resource {
	t.Helper()
	i := slices.IndexFunc(resources, func(r managed.Resource) bool { return k.Begins(r.Key) })
	if i < 0 {
		t.Fatalf("there is no resource whose key begins with %q", k)
	}
	return resources[i]
}

func as[T managed.Spec](t *testing.T, r managed.Resource) T {
	t.Helper()
	out, ok := r.ForProvider.(T)
	if !ok {
		t.Fatalf("%q is no %T", r.Key, out)
	}
	return out
}
