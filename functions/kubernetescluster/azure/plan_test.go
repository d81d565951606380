// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

const (
	idGroup   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/group"
	idSubnet  = idGroup + "/providers/Microsoft.Network/virtualNetworks/net/subnets/private"
	idCluster = idGroup + "/providers/Microsoft.ContainerService/managedClusters/shop"
	idVault   = idGroup + "/providers/Microsoft.KeyVault/vaults/acme-keys"
	idKey     = idVault + "/keys/shop"
	urlKey    = "https://acme-keys.vault.azure.net/keys/shop/0a1b"
	issuer    = "https://westeurope.oic.prod-aks.azure.com/tenant/0a1b/"
	admins    = "11111111-2222-3333-4444-555555555555"
	auditors  = "66666666-7777-8888-9999-000000000000"
	natIP     = "20.1.2.3"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAzure,
		Region:      regions.Region{Native: "westeurope", Zones: []string{"1", "2", "3"}},
		Environment: "production",
		Guardrails:  environment.Environment{Packages: environment.Packages{Helm: new(true), Kubernetes: new(true)}},
		Names:       naming.New("", "team-a", "shop").For("kubernetescluster"),
		Tags:        tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

// testPool has three nodes in all zones.
func testPool(name, generation string) plan.NodePool {
	out := plan.NodePool{
		Name: name, Generation: generation, Key: name + "-" + generation, Version: "1.34",
		MachineType: "Standard_D4s_v5", Machine: v1alpha1.Machine{CPU: 4, Memory: 16, Architecture: v1alpha1.ArchitectureAMD64},
		Count: 3, Initial: 3, AllZones: true, DiskGiB: 100, Surge: 1,
	}
	for i, key := range []platform.Zone{platform.ZoneA, platform.ZoneB, platform.ZoneC} {
		out.Zones = append(out.Zones, regions.Zone{Key: key, Name: string(rune('1' + i))})
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

// smallest is a cluster that says nothing, in a network of the platform's.
func smallest() plan.Plan {
	system := testPool(plan.SystemPoolName, "")
	system.Key = plan.SystemPoolName
	return plan.Plan{
		Claim:            testClaim(),
		Version:          plan.Version{ControlPlane: "1.34", Target: "1.34"},
		Network:          plan.Network{Name: "team-a/main", Referenced: networkStatus()},
		NodePools:        []plan.NodePool{testPool("main", "x7k2p")},
		SystemPool:       system,
		Endpoint:         plan.Endpoint{Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}},
		WorkloadIdentity: true,
		Logging:          plan.Logging{Components: []v1alpha1.LogComponent{v1alpha1.LogAudit, v1alpha1.LogAuthenticator}, RetentionDays: 30},
		Addons:           addonsOf(v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy),
		Maintenance:      plan.Maintenance{Channel: v1alpha1.ChannelRegular, Open: true},
	}
}

// largest is a cluster with everything that there is.
func largest() plan.Plan {
	p := smallest()
	gpu, spot := testPool("gpu", "g4h2t"), testPool("spot", "b7d1z")
	gpu.Machine.GPU = &v1alpha1.GPU{Count: 1, Model: "T4", Memory: 16}
	gpu.Taints = []v1alpha1.Taint{{Key: "example.com/gpu", Value: "true", Effect: v1alpha1.EffectNoSchedule}}
	gpu.Zones, gpu.AllZones = gpu.Zones[:1], false
	spot.Spot, spot.Labels = true, map[string]string{"example.com/tier": "batch"}
	spot.Count, spot.Autoscaling, spot.Initial = 0, &v1alpha1.Autoscaling{Min: 0, Max: 9}, 1
	p.NodePools = append(p.NodePools, gpu, spot)
	p.Admins, p.Viewers = []string{admins}, []string{auditors}
	p.Encryption = plan.Encryption{Enabled: true}
	p.Addons = addonsOf(v1alpha1.AddonNames()...)
	p.GitOps = &v1alpha1.GitOps{Engine: v1alpha1.EngineArgoCD, URL: "https://example.com/clusters", Revision: "main", Path: "."}
	p.Fleet = &plan.Fleet{Engine: v1alpha1.EngineFlux, Namespace: "flux-system", Name: "fleet", ProviderConfig: "default"}
	p.Maintenance.Window = &plan.Window{Days: []platform.Weekday{platform.Saturday, platform.Sunday}, Hour: 22, Duration: 8 * 3600e9}
	return p
}

// own is a cluster that composes its network.
func own() plan.Plan {
	p := smallest()
	p.Network = plan.Network{Own: &network.Parameters{Zones: 3, NAT: network.NATSingle}}
	return p
}

// adopted is a cluster that exists already.
func adopted() plan.Plan {
	return plan.Plan{Claim: testClaim(), Adopt: &v1alpha1.Adopt{ID: idCluster}}
}

// networkStatus is what a network says of itself.
func networkStatus() network.Status {
	return network.Status{
		ID: idGroup + "/providers/Microsoft.Network/virtualNetworks/net", CIDR: "10.0.0.0/16",
		Subnets: []network.Subnet{
			{Name: "public", Tier: network.TierPublic, ID: idGroup + "/providers/Microsoft.Network/virtualNetworks/net/subnets/public"},
			{Name: "private", Tier: network.TierPrivate, ID: idSubnet},
		},
		SecurityGroups: []network.SecurityGroup{{Tier: network.TierPublic}, {Tier: network.TierPrivate}},
		NATAddresses:   []string{natIP},
		Kubernetes:     &network.KubernetesRanges{PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16"},
	}
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(t *testing.T, resources []managed.Resource) observations {
	t.Helper()
	out := managedtest.Created(resources, func(r managed.Resource) any { return atProvider(t, r) })
	if out.Exists(plan.KeyNetwork) {
		out = out.Changed(plan.KeyNetwork, func(o *managedtest.Observation) { o.Status = networkStatus() })
	}
	return out.Publishing(resources, func(managed.Resource) map[string][]byte {
		return map[string][]byte{"kubeconfig": []byte("apiVersion: v1"), "kubeconfig.clustercacertificate": []byte("PEM")}
	})
}

// atProvider is what Azure would report of a resource over what was wanted of it.
func atProvider(t *testing.T, r managed.Resource) any {
	t.Helper()
	extra := map[string]string{
		"KubernetesCluster": `{"id":"` + idCluster + `","fqdn":"shop.hcp.westeurope.azmk8s.io","currentKubernetesVersion":"1.34.2",` +
			`"oidcIssuerUrl":"` + issuer + `"}`,
		"KubernetesClusterNodePool": `{"id":"` + idCluster + `/agentPools/` + r.ExternalName + `","nodeCount":3}`,
		"UserAssignedIdentity":      `{"principalId":"principal","tenantId":"tenant"}`,
		"Vault":                     `{"id":"` + idVault + `"}`,
		"Key":                       `{"id":"` + urlKey + `","resourceVersionlessId":"` + idKey + `"}`,
		"Workspace":                 `{"id":"` + idGroup + `/workspace"}`,
	}
	return managedtest.Overlay(t, r.ForProvider, extra[r.ForProvider.Type().Kind])
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, observations{}, func(o managed.Observed) []managed.Resource { return Build(p, o) }, func(rs []managed.Resource) observations { return observe(t, rs) })
}
