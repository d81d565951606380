// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/base64"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

const (
	testProject = "acme-prod"
	testNumber  = "123456789012"
	testRegion  = "europe-west1"
	testAdmin   = "platform-admins@example.com"
	testViewer  = "auditors@example.com"
	testKey     = "projects/acme-keys/locations/europe-west1/keyRings/keys/cryptoKeys/clusters"
	testVersion = "1.34.1-gke.1829001"
	testCA      = "-----BEGIN CERTIFICATE-----"
	poolMain    = managed.Key("nodepool-main-x7k2p")
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderGCP,
		Region:      regions.Region{Native: testRegion},
		Environment: "production",
		Guardrails: environment.Environment{
			GCP:      environment.GCP{ProjectID: testProject, ProjectNumber: testNumber},
			Packages: environment.Packages{Helm: new(true), Kubernetes: new(true)},
		},
		Names:           naming.New("", "team-a", "shop").For("kubernetescluster"),
		Tags:            tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
		Now:             time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC),
		SecretNamespace: "team-a",
	}
}

// pool of three nodes in all zones.
func pool(name, generation string) plan.NodePool {
	out := plan.NodePool{
		Name: name, Generation: generation, Key: name + "-" + generation, Version: "1.34",
		MachineType: "e2-standard-4", Machine: v1alpha1.Machine{CPU: 4, Memory: 16, Architecture: v1alpha1.ArchitectureAMD64},
		Count: 3, Initial: 3, AllZones: true, DiskGiB: 100, Surge: 1,
	}
	for _, key := range []string{"b", "c", "d"} {
		out.Zones = append(out.Zones, regions.Zone{Key: platform.Zone(key), Name: testRegion + "-" + key})
	}
	return out
}

// addonsOf a plan: all that there are, of which some are enabled.
func addonsOf(enabled ...v1alpha1.AddonName) []plan.Addon {
	var out []plan.Addon
	for _, name := range v1alpha1.AddonNames() {
		out = append(out, plan.Addon{Name: name, Enabled: slices.Contains(enabled, name)})
	}
	return out
}

// A change makes one plan of another.
type change func(p *plan.Plan)

// newPlan of a cluster that says nothing, in a network that has everything.
func newPlan(changes ...change) plan.Plan {
	p := plan.Plan{
		Claim:            testClaim(),
		Version:          plan.Version{ControlPlane: "1.34", Target: "1.34", EndOfSupport: time.Date(2026, time.October, 1, 0, 0, 0, 0, time.UTC)},
		Network:          plan.Network{Name: "team-a/main", Referenced: networkStatus()},
		NodePools:        []plan.NodePool{pool("main", "x7k2p")},
		SystemPool:       plan.NodePool{MachineType: "e2-standard-2", DiskGiB: 100},
		Endpoint:         plan.Endpoint{Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}},
		WorkloadIdentity: true,
		Logging:          plan.Logging{Components: []v1alpha1.LogComponent{v1alpha1.LogAudit, v1alpha1.LogAuthenticator}, RetentionDays: 30},
		Addons:           addonsOf(v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy),
		Maintenance:      plan.Maintenance{Channel: v1alpha1.ChannelRegular, Open: true},
	}
	for _, c := range changes {
		c(&p)
	}
	return p
}

// full makes a plan ask for everything.
func full(p *plan.Plan) {
	gpu, spot := pool("gpu", "g4h2t"), pool("spot", "b7d1z")
	gpu.MachineType, gpu.Machine.GPU = "g2-standard-4", &v1alpha1.GPU{Count: 1, Model: "L4", Memory: 24}
	gpu.Taints = []v1alpha1.Taint{{Key: "example.com/gpu", Value: "true", Effect: v1alpha1.EffectNoSchedule}}
	gpu.Zones, gpu.AllZones = gpu.Zones[:1], false
	spot.MachineType, spot.Machine.Architecture, spot.Spot = "c4a-standard-4", v1alpha1.ArchitectureARM64, true
	spot.Labels = map[string]string{"example.com/tier": "batch"}
	spot.Count, spot.Autoscaling, spot.Initial, spot.MaxUnavailable = 0, &v1alpha1.Autoscaling{Min: 2, Max: 9}, 2, 2
	p.NodePools = append(p.NodePools, gpu, spot)
	p.Admins, p.Viewers = []string{testAdmin}, []string{testViewer}
	p.Encryption = plan.Encryption{Enabled: true}
	p.Addons = addonsOf(v1alpha1.AddonNames()...)
	p.Logging.Components = v1alpha1.LogComponents()
	p.GitOps = &v1alpha1.GitOps{Engine: v1alpha1.EngineArgoCD, URL: "https://github.com/acme/clusters", Revision: "main", Path: "."}
	p.Fleet = &plan.Fleet{Engine: v1alpha1.EngineArgoCD, Namespace: "argocd", Name: "shop", ProviderConfig: "platform"}
	p.Maintenance.Window = &plan.Window{Days: []platform.Weekday{platform.Tuesday, platform.Sunday}, Hour: 22, Minute: 30, Duration: 8 * time.Hour}
	p.DeletionProtection = true
}

// ownNetwork makes a plan compose its network.
func ownNetwork(p *plan.Plan) { p.Network = plan.Network{Own: &network.Parameters{Zones: 3}} }

// unknownProject makes a plan of an environment that leaves the project to the
// provider config.
func unknownProject(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectID = "" }

// networkStatus is what a network says of itself.
func networkStatus() network.Status {
	at := "projects/" + testProject + "/regions/" + testRegion + "/subnetworks/main-"
	return network.Status{
		ID: "projects/" + testProject + "/global/networks/main", CIDR: "10.0.0.0/16",
		Subnets: []network.Subnet{
			{Name: "public", ID: at + "public", Tier: network.TierPublic, CIDR: "10.0.0.0/20"},
			{Name: "private", ID: at + "private", Tier: network.TierPrivate, CIDR: "10.0.16.0/20"},
		},
		Kubernetes: &network.KubernetesRanges{PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16", PodRangeName: "pods", ServiceRangeName: "services"},
	}
}

// observations are what a test observes.
type observations = managedtest.Observations

// reporting returns the observations with something else reported of a resource.
func reporting(o observations, k managed.Key, at any) observations {
	return o.Changed(k, func(o *managedtest.Observation) { o.AtProvider = at })
}

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	out := managedtest.Created(resources, atProvider)
	if out.Exists(plan.KeyNetwork) {
		out = out.Changed(plan.KeyNetwork, func(o *managedtest.Observation) { o.Status = networkStatus() })
	}
	return out
}

// atProvider is what the provider would report of a resource.
func atProvider(r managed.Resource) any {
	switch spec := r.ForProvider.(type) {
	case gcp.Cluster:
		return gcp.ClusterObservation{
			ID:       "projects/elsewhere/locations/" + spec.Location + "/clusters/" + r.ExternalName,
			SelfLink: "https://container.googleapis.com/v1/projects/" + testProject + "/locations/" + spec.Location + "/clusters/" + r.ExternalName,
			Endpoint: "198.51.100.7", MasterVersion: testVersion,
			MasterAuth: gcp.ClusterAuthObservation{ClusterCACertificate: base64.StdEncoding.EncodeToString([]byte(testCA))},
		}
	case gcp.NodePool:
		return gcp.NodePoolObservation{ID: "id-of-" + r.ExternalName, Version: testVersion, NodeCount: 1, NodeLocations: spec.NodeLocations}
	case gcp.ServiceAccount:
		return gcp.ServiceAccountObservation{Email: r.ExternalName + "@" + testProject + accountSuffix}
	}
	return struct{}{}
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, observations{}, func(o managed.Observed) []managed.Resource { return Build(p, o) }, observe)
}

// ofGCP says whether a resource is one of Google Cloud.
func ofGCP(r managed.Resource) bool {
	return strings.HasSuffix(r.ForProvider.Type().Group, ".gcp.upbound.io")
}
