// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"testing"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

const (
	testRegion     = "europe-west1"
	testProject    = "acme-prod"
	testNumber     = "123456789012"
	testKey        = "projects/acme-keys/locations/europe-west1/keyRings/keys/cryptoKeys/disks"
	testVPC        = "projects/acme-prod/global/networks/main"
	testSubnet     = "projects/acme-prod/regions/europe-west1/subnetworks/main-private"
	testVolume     = "projects/acme-prod/zones/europe-west1-c/disks/orders"
	testEmail      = "web@acme-prod.iam.gserviceaccount.com"
	testGeneration = "bcdfg"
	oldGeneration  = "hjklm"
	testSSHKey     = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb0r1n5i4yZ8vT1yT5K0v9M3v1nN7n3mC1xJ2b1J9kQ dev@acme.example"
	testAddress    = "203.0.113.7"
	testPrivate    = "10.1.2.3"
	apiURL         = "https://www.googleapis.com/compute/v1/"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderGCP,
		Region:      regions.Region{Native: testRegion, Zones: []string{"europe-west1-b", "europe-west1-c", "europe-west1-d"}},
		Environment: "production",
		Guardrails:  environment.Environment{GCP: environment.GCP{ProjectID: testProject, ProjectNumber: testNumber}},
		Names:       naming.New("", "team-a", "shop").For("compute"),
		Tags:        tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

// machineType that Google Cloud has.
func machineType(name string) machines.Machine {
	m, _ := machines.Lookup(platform.ProviderGCP, name)
	return m
}

func namedImage(name images.Name, a machines.Architecture) plan.Image {
	m, _ := images.Resolve(platform.ProviderGCP, name, a)
	return plan.Image{Named: &m, OS: v1alpha1.OS(m.OS), User: m.User}
}

func zones() []regions.Zone {
	return []regions.Zone{{Key: platform.ZoneA, Name: "europe-west1-b"}, {Key: platform.ZoneB, Name: "europe-west1-c"}, {Key: platform.ZoneC, Name: "europe-west1-d"}}
}

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(texts))
	for _, s := range texts {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// base is what all plans have in common.
func base() plan.Plan {
	return plan.Plan{
		Claim: testClaim(),
		Template: plan.Template{
			Generation:  testGeneration,
			MachineType: "e2-standard-2",
			Machine:     machineType("e2-standard-2"),
			Image:       namedImage(images.Ubuntu2404, machines.ArchitectureAMD64),
			Tier:        network.TierPrivate,
			RootDisk:    plan.RootDisk{SizeGiB: 32, Performance: v1alpha1.PerformanceStandard},
		},
		Network: plan.Network{
			Name:    "team-a/main",
			Status:  network.Status{ID: testVPC},
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

func weekdaysOnly() *plan.Schedule {
	return &plan.Schedule{Days: platform.Weekdays()[:5], Wake: 7*time.Hour + 30*time.Minute, Sleep: 19 * time.Hour, TimeZone: "Europe/Berlin"}
}

// full is one machine with everything that there is.
func full() plan.Plan {
	p := smallest()
	p.Template.Zones = zones()[1:2]
	p.Template.Tier, p.Template.PublicIP = network.TierPublic, true
	p.Template.SSHKeys = []plan.SSHKey{{Type: "ssh-ed25519", Line: testSSHKey}, {Type: "ssh-rsa", Line: "ssh-rsa AAAA ops"}}
	p.Template.UserData = &plan.UserData{Text: "#cloud-config\npackages: [nginx]\n"}
	p.Template.RootDisk = plan.RootDisk{SizeGiB: 64, Performance: v1alpha1.PerformanceHigh}
	p.Single.Disks = []plan.Disk{
		{Name: "orders", Slot: 2, Volume: &plan.Volume{Name: "team-a/orders", ID: testVolume}},
		{Name: "data", SizeGiB: 200, Performance: v1alpha1.PerformanceHigh, Slot: 0},
	}
	p.Single.Spot = true
	p.Schedule = weekdaysOnly()
	p.Key = testKey
	p.Ingress = []plan.Ingress{
		{Name: "ping", Protocol: v1alpha1.RuleICMP, CIDRs: prefixes("198.51.100.0/24")},
		{Name: "ssh", Protocol: v1alpha1.RuleTCP, Ports: []validate.PortRange{{From: 22, To: 22}, {From: 8000, To: 8100}}, CIDRs: prefixes("198.51.100.0/24", "203.0.113.7/32")},
	}
	p.Identity = &plan.Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: "team-a/web", ID: "projects/acme-prod/serviceAccounts/" + testEmail, Email: testEmail}}
	return p
}

// group of three machines.
func group() plan.Plan {
	p := base()
	p.Kind = v1alpha1.KindGroup
	p.Template.Zones = zones()
	p.Groups = []plan.Group{{Name: plan.GroupRegular, Count: 3, Initial: 3}}
	p.Rollout = plan.Rollout{Surge: 1}
	return p
}

// balanced is a group with a balancer of everybody.
func balanced() plan.Plan {
	p := group()
	p.LoadBalancer = &plan.LoadBalancer{
		Scheme: v1alpha1.SchemePublic,
		Ports: []plan.Port{
			{Name: "dns", Port: 53, TargetPort: 53, Protocol: v1alpha1.PortUDP, Index: 1},
			{Name: "http", Port: 80, TargetPort: 80, Protocol: v1alpha1.PortTCP, Index: 2},
			{Name: "https", Port: 443, TargetPort: 443, Protocol: v1alpha1.PortTCP},
		},
		AllowedCIDRs: prefixes("0.0.0.0/0"),
		HealthCheck:  plan.HealthCheck{Protocol: v1alpha1.CheckHTTP, Port: 8080, Path: "/healthz", IntervalSeconds: 10, TimeoutSeconds: 5, Threshold: 3, GraceSeconds: 300},
	}
	return p
}

// tagged otherwise than other plans.
func tagged(p plan.Plan) plan.Plan {
	p.Claim.Tags = tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, map[string]string{"tier": "web"})
	return p
}

// fullGroup is two groups with everything that there is.
func fullGroup() plan.Plan {
	p := balanced()
	single := full()
	p.Template.SSHKeys, p.Template.UserData, p.Template.RootDisk = single.Template.SSHKeys, single.Template.UserData, single.Template.RootDisk
	p.Template.PublicIP, p.Template.Tier = true, network.TierPublic
	p.Key, p.Ingress, p.Identity = single.Key, single.Ingress, single.Identity
	disks := []plan.Disk{{Name: "scratch", SizeGiB: 100, Performance: v1alpha1.PerformanceStandard, Slot: 1}, {Name: "cache", SizeGiB: 50, Performance: v1alpha1.PerformanceHigh, Slot: 0}}
	p.Groups = []plan.Group{
		{Name: plan.GroupRegular, Count: 2, Initial: 2, Disks: disks},
		{Name: plan.GroupSpot, Spot: true, Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 8, TargetCPU: 60}, Initial: 1, Disks: disks},
	}
	p.Rollout = plan.Rollout{MaxUnavailable: 4, Surge: 1}
	return p
}

// with returns a plan that was changed. What it points to must not be shared.
func with(p plan.Plan, change func(p *plan.Plan)) plan.Plan {
	change(&p)
	return p
}

func onMachine(p plan.Plan, name string) plan.Plan {
	p.Template.MachineType, p.Template.Machine = name, machineType(name)
	return p
}

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	return map[string]plan.Plan{
		"Smallest": smallest(),
		"Full":     full(),
		"Windows": with(smallest(), func(p *plan.Plan) {
			p.Template.Image = namedImage(images.Windows2022, machines.ArchitectureAMD64)
			p.Template.UserData = &plan.UserData{Text: "Write-Output hello"}
		}),
		"Native": with(smallest(), func(p *plan.Plan) {
			p.Template.Image = plan.Image{Native: "projects/acme/global/images/golden", OS: v1alpha1.OSLinux}
		}),
		"GPU":       onMachine(smallest(), "g2-standard-4"),
		"Hyperdisk": onMachine(with(smallest(), func(p *plan.Plan) { p.Single.Disks = full().Single.Disks[1:] }), "c4-standard-4"),
		"NoProject": with(full(), func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectID = "" }),
		"Group":     group(),
		"Balanced":  balanced(),
		"FullGroup": fullGroup(),
		"Internal": with(balanced(), func(p *plan.Plan) {
			p.LoadBalancer.Scheme, p.LoadBalancer.AllowedCIDRs = v1alpha1.SchemeInternal, nil
			p.LoadBalancer.HealthCheck = plan.HealthCheck{Protocol: v1alpha1.CheckTCP, Port: 443, IntervalSeconds: 10, TimeoutSeconds: 5, Threshold: 3, GraceSeconds: 300}
		}),
		"Scheduled":        with(group(), func(p *plan.Plan) { p.Schedule = weekdaysOnly() }),
		"NoProjectOfGroup": with(fullGroup(), func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectID = "" }),
	}
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	return managedtest.Created(resources, atProvider)
}

// atProvider is what Google Cloud would report of a resource.
func atProvider(r managed.Resource) any {
	link := func(path string) map[string]any {
		return map[string]any{"id": "projects/other/" + path, "selfLink": apiURL + "projects/acme-prod/" + path}
	}
	regional := "regions/" + testRegion + "/"
	var out map[string]any
	switch s := r.ForProvider.(type) {
	case gcp.ComputeInstance:
		out = link("zones/" + s.Zone + "/instances/" + r.ExternalName)
		out["currentStatus"], out["attachedDisk"] = "RUNNING", s.AttachedDisk
		out["networkInterface"] = []any{map[string]any{"networkIp": testPrivate}}
		out["bootDisk"] = map[string]any{"initializeParams": map[string]any{"image": apiURL + "projects/ubuntu-os-cloud/global/images/ubuntu-1"}}
	case gcp.Disk:
		out = link("zones/" + s.Zone + "/disks/" + r.ExternalName)
	case gcp.Address:
		out = link(regional + "addresses/" + r.ExternalName)
		out["address"] = testAddress
	case gcp.HealthCheck:
		out = link("global/healthChecks/" + r.ExternalName)
	case gcp.InstanceTemplate:
		out = link("global/instanceTemplates/" + s.Name)
	case gcp.ResourcePolicy:
		out = link(regional + "resourcePolicies/" + r.ExternalName)
	case gcp.RegionBackendService:
		out = link(regional + "backendServices/" + r.ExternalName)
	case gcp.RegionInstanceGroupManager:
		out = link(regional + "instanceGroupManagers/" + s.Name)
		out["instanceGroup"] = apiURL + "projects/acme-prod/" + regional + "instanceGroups/" + s.Name
		out["version"], out["targetSize"] = s.Version, 3
		if s.TargetSize != nil {
			out["targetSize"] = *s.TargetSize
		}
		out["status"] = []any{map[string]any{"isStable": true, "versionTarget": []any{map[string]any{"isReached": true}}}}
	default:
		out = link("others/" + string(r.Key))
	}
	return out
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
