// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation/field"

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
	testRegion  = "eu-west-1"
	testAccount = "123456789012"
	testIssuer  = "https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C"
	testAdmin   = "arn:aws:iam::123456789012:role/platform-admins"
	testViewer  = "arn:aws:iam::123456789012:user/auditors/jo"
	testKey     = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAWS,
		Region:      regions.Region{Native: testRegion},
		Environment: "production",
		Guardrails: environment.Environment{
			AWS:      environment.AWS{AccountID: testAccount},
			Packages: environment.Packages{Helm: new(true), Kubernetes: new(true)},
		},
		Names:           naming.New("", "team-a", "shop").For("kubernetescluster"),
		SecretNamespace: "crossplane-system",
		Tags:            tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

// pool of three nodes in all zones.
func pool(name, generation string) plan.NodePool {
	out := plan.NodePool{
		Name: name, Generation: generation, Key: name + "-" + generation, Version: "1.34",
		MachineType: "m6i.xlarge", Machine: v1alpha1.Machine{CPU: 4, Memory: 16, Architecture: v1alpha1.ArchitectureAMD64},
		Count: 3, Initial: 3, AllZones: true, DiskGiB: 100, Surge: 1,
	}
	for _, key := range []string{"a", "b", "c"} {
		out.Zones = append(out.Zones, regions.Zone{Key: platform.Zone(key), Name: testRegion + key})
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

// newPlan of a cluster that says nothing, in a network that has everything.
func newPlan() plan.Plan {
	return plan.Plan{
		Claim:            testClaim(),
		Version:          plan.Version{ControlPlane: "1.34", Target: "1.34"},
		Network:          plan.Network{Name: "team-a/main", Referenced: networkStatus()},
		NodePools:        []plan.NodePool{pool("main", "x7k2p")},
		Endpoint:         plan.Endpoint{Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}},
		WorkloadIdentity: true,
		Logging:          plan.Logging{Components: []v1alpha1.LogComponent{v1alpha1.LogAudit, v1alpha1.LogAuthenticator}, RetentionDays: 30},
		Addons:           addonsOf(v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy),
		Maintenance:      plan.Maintenance{Channel: v1alpha1.ChannelRegular, Open: true},
	}
}

// fullPlan of a cluster with everything that there is.
func fullPlan() plan.Plan {
	p := newPlan()
	gpu, spot := pool("gpu", "g4h2t"), pool("spot", "b7d1z")
	gpu.MachineType, gpu.Machine.GPU = "g6.xlarge", &v1alpha1.GPU{Count: 1, Model: "L4", Memory: 24}
	gpu.Taints = []v1alpha1.Taint{{Key: "example.com/gpu", Value: "true", Effect: v1alpha1.EffectNoSchedule}}
	gpu.Zones, gpu.AllZones = gpu.Zones[:1], false
	spot.MachineType, spot.Machine.Architecture, spot.Spot = "m7g.large", v1alpha1.ArchitectureARM64, true
	spot.Labels = map[string]string{"example.com/tier": "batch"}
	spot.Count, spot.Autoscaling, spot.Initial, spot.MaxUnavailable = 0, &v1alpha1.Autoscaling{Min: 2, Max: 9}, 2, 2
	p.NodePools = append(p.NodePools, gpu, spot)
	p.Network.Referenced.Kubernetes = &network.KubernetesRanges{ServiceCIDR: "172.20.0.0/16", PodCIDR: "100.64.0.0/16"}
	for _, key := range []string{"a", "b", "c"} {
		p.Network.Referenced.Kubernetes.PodSubnets = append(p.Network.Referenced.Kubernetes.PodSubnets,
			network.PodSubnet{ID: "subnet-pods-" + key, Zone: testRegion + key, CIDR: "100.64.0.0/19"})
	}
	p.Admins, p.Viewers = []string{testAdmin}, []string{testViewer}
	access := field.NewPath("spec", "parameters", "access")
	p.Subjects = []plan.Subject{{Path: access.Child("admins").Index(0), Name: testAdmin}, {Path: access.Child("viewers").Index(0), Name: testViewer}}
	p.Encryption = plan.Encryption{Enabled: true}
	p.GitOps = &v1alpha1.GitOps{Engine: v1alpha1.EngineArgoCD, URL: "https://github.com/acme/clusters", Revision: "main", Path: "."}
	p.Fleet = &plan.Fleet{Engine: v1alpha1.EngineFlux, Namespace: "flux-system", Name: "fleet-shop", ProviderConfig: "fleet"}
	p.Addons = addonsOf(v1alpha1.AddonNames()...)
	p.DeletionProtection = true
	return p
}

// ownPlan of a cluster that composes its network.
func ownPlan() plan.Plan {
	p := newPlan()
	p.Network = plan.Network{Own: &network.Parameters{Zones: 3}}
	return p
}

// networkStatus is what a network says of itself.
func networkStatus() network.Status {
	out := network.Status{
		ID: "vpc-0a", CIDR: "10.0.0.0/16",
		SecurityGroups: []network.SecurityGroup{{Tier: network.TierPublic, ID: "sg-public"}, {Tier: network.TierPrivate, ID: "sg-private"}},
	}
	for _, tier := range []network.Tier{network.TierPublic, network.TierPrivate} {
		for _, key := range []string{"a", "b", "c"} {
			name := string(tier) + "-" + key
			out.Subnets = append(out.Subnets, network.Subnet{Name: name, ID: "subnet-" + name, Tier: tier, Zone: testRegion + key})
		}
	}
	return out
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
		return map[string][]byte{"kubeconfig": []byte("apiVersion: v1"), "endpoint": []byte("https://a.eks"), "clusterCA": []byte("LS0t")}
	})
}

// atProvider is what AWS would report of a resource.
func atProvider(t *testing.T, r managed.Resource) any {
	t.Helper()
	extra := map[string]string{
		"Cluster": `{"arn":"arn:aws:eks:eu-west-1:123456789012:cluster/shop","status":"ACTIVE","endpoint":"https://a.eks","certificateAuthority":[{"data":"LS0t"}],` +
			`"identity":[{"oidc":[{"issuer":"` + testIssuer + `"}]}],"vpcConfig":{"clusterSecurityGroupId":"sg-cluster"}}`,
		"NodeGroup":             `{"arn":"arn:of:` + string(r.Key) + `","status":"ACTIVE","releaseVersion":"1.34.2-20260712"}`,
		"LaunchTemplate":        `{"id":"lt-0a","latestVersion":1}`,
		"Key":                   `{"id":"1234","arn":"` + testKey + `"}`,
		"OpenIDConnectProvider": `{"arn":"arn:aws:iam::123456789012:oidc-provider/oidc"}`,
		"Addon":                 `{"id":"shop:addon","addonVersion":"v1.2.3-eksbuild.4"}`,
	}
	return managedtest.Overlay(t, r.ForProvider, extra[r.ForProvider.Type().Kind], r.InitProvider)
}

// reporting returns the observations with something else reported of a resource.
func reporting(t *testing.T, o observations, k managed.Key, text string) observations {
	t.Helper()
	return o.Changed(k, func(o *managedtest.Observation) { o.AtProvider = managedtest.Overlay(t, o.AtProvider, text) })
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return convergeFrom(t, p, observations{})
}

func convergeFrom(t *testing.T, p plan.Plan, o observations) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, o, func(o managed.Observed) []managed.Resource { return Build(p, o) }, func(rs []managed.Resource) observations { return observe(t, rs) })
}

func keysWith(resources []managed.Resource, prefix managed.Key) []managed.Key {
	return slices.DeleteFunc(managedtest.Keys(resources), func(k managed.Key) bool { return !strings.HasPrefix(string(k), string(prefix)) })
}
