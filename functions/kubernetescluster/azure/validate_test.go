// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

// named returns the plan with an add-on that the claim names.
func named(p plan.Plan, a plan.Addon) plan.Plan {
	a.Explicit, a.Path = true, field.NewPath("spec", "parameters", "addons").Index(0)
	for i := range p.Addons {
		if p.Addons[i].Name == a.Name {
			p.Addons[i] = a
		}
	}
	return p
}

func TestValidate(t *testing.T) {
	t.Parallel()
	change := func(f func(p *plan.Plan)) plan.Plan {
		p := smallest()
		f(&p)
		return p
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Smallest": {reason: "Nothing is wrong with it.", plan: smallest()},
		"Largest":  {reason: "Nothing is wrong with it.", plan: largest()},
		"Adopted":  {reason: "Nothing is wrong with it.", plan: adopted()},
		"AdoptedName": {
			reason: "A name alone does not say where the cluster is.",
			plan:   plan.Plan{Adopt: &v1alpha1.Adopt{ID: "shop"}},
			want: []string{`spec.parameters.adopt.id: Invalid value: "shop": must be the resource id of a cluster of AKS: ` +
				`/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<cluster>`},
		},
		"AdoptedElsewhere": {
			reason: "It would be looked for in the wrong place.",
			plan: plan.Plan{Adopt: &v1alpha1.Adopt{ID: idCluster}, Claim: claim.Claim{
				Environment: "production", Guardrails: environment.Environment{Azure: environment.Azure{SubscriptionID: "1"}},
			}},
			want: []string{`spec.parameters.adopt.id: Invalid value: "` + idCluster + `": is in subscription 00000000-0000-0000-0000-000000000000, ` +
				`and environment "production" is served from 1: adopt it in the environment of its subscription`},
		},
		"Isolated": {
			reason: "Nodes must reach AKS.",
			plan: change(func(p *plan.Plan) {
				p.Network.Referenced.Subnets = []network.Subnet{{Tier: network.TierPublic}, {Tier: network.TierIsolated}}
			}),
			want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": has no private subnet, and nodes do not reach AKS from an isolated one: add private to the tiers of the network, and set its nat to Single`},
		},
		"IsolatedLater": {
			reason: "A cluster that exists is not refused for its network.",
			plan: change(func(p *plan.Plan) {
				p.Network.Referenced.Subnets, p.Recorded.ID = []network.Subnet{{Tier: network.TierIsolated}}, idCluster
			}),
		},
		"Overlap": {
			reason: "Pods must not have addresses of the network.",
			plan: change(func(p *plan.Plan) {
				p.Network.Referenced.Kubernetes, p.Network.Referenced.CIDR = nil, "172.16.0.0/12"
			}),
			want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": has the range 172.16.0.0/12, which overlaps 172.20.0.0/16, where pods and services would be: refer to a network that sets ranges aside in kubernetes`},
		},
		"Taint": {
			reason: "AKS wants a value.",
			plan: change(func(p *plan.Plan) {
				p.NodePools[0].Taints = []v1alpha1.Taint{{Key: "a", Effect: v1alpha1.EffectNoSchedule}}
			}),
			want: []string{`spec.parameters.nodePools[0].taints[0].value: Required value: AKS takes no taint without a value: use for example "true"`},
		},
		"Nodes": {
			reason: "Each node takes a part of the range of pods.",
			plan: change(func(p *plan.Plan) {
				p.Network.Referenced.Kubernetes = &network.KubernetesRanges{PodCIDR: "100.64.0.0/21", ServiceCIDR: "172.20.0.0/16"}
				p.NodePools[0].Autoscaling = &v1alpha1.Autoscaling{Min: 1, Max: 4}
			}),
			want: []string{`spec.parameters.nodePools: Forbidden: there are up to 9 nodes, those of AKS and those of upgrades included, and pods have 100.64.0.0/21, which is enough for 8: lower count or autoscaling.max, or use a network with a larger kubernetes.podCIDR`},
		},
		"NodesFit": {
			reason: "As many nodes as there are parts.",
			plan: change(func(p *plan.Plan) {
				p.Network.Referenced.Kubernetes = &network.KubernetesRanges{PodCIDR: "100.64.0.0/21", ServiceCIDR: "172.20.0.0/16"}
			}),
		},
		"ToPrivate": {
			reason: "A cluster is private for life.",
			plan: change(func(p *plan.Plan) {
				p.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPrivate}
				p.Recorded.ID, p.Recorded.Endpoint = idCluster, &v1alpha1.EndpointStatus{Access: v1alpha1.EndpointRestricted}
			}),
			want: []string{`spec.parameters.endpoint.access: Invalid value: "Private": cannot change to or from Private once the cluster exists, and was Restricted before: set it to Restricted, or create another cluster`},
		},
		"ToPublic": {
			reason: "Ranges come and go.",
			plan: change(func(p *plan.Plan) {
				p.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPublic}
				p.Recorded.ID, p.Recorded.Endpoint = idCluster, &v1alpha1.EndpointStatus{Access: v1alpha1.EndpointRestricted}
			}),
		},
		"IPv6": {
			reason: "API servers have no IPv6.",
			plan:   change(func(p *plan.Plan) { p.Endpoint.AllowedCIDRs = []netip.Prefix{netip.MustParsePrefix("2001:db8::/32")} }),
			want:   []string{`spec.parameters.endpoint.allowedCIDRs: Invalid value: "2001:db8::/32": is a range of IPv6, from which no API server of AKS is reached: remove it`},
		},
		"Subject": {
			reason: "Groups have ids.",
			plan: change(func(p *plan.Plan) {
				p.Subjects = []plan.Subject{{Path: field.NewPath("spec", "parameters", "access", "admins").Index(0), Name: "platform-admins"}}
			}),
			want: []string{`spec.parameters.access.admins[0]: Invalid value: "platform-admins": must be the object id of a group in Entra ID, such as 11111111-2222-3333-4444-555555555555`},
		},
		"RetentionShort": {
			reason: "The least is a month.",
			plan:   change(func(p *plan.Plan) { p.Logging.RetentionDays = 7 }),
			want:   []string{`spec.parameters.logging.retentionDays: Invalid value: 7: Log Analytics keeps logs for 30 to 730 days: use 30`},
		},
		"RetentionLong": {
			reason: "The most is two years.",
			plan:   change(func(p *plan.Plan) { p.Logging.RetentionDays = 800 }),
			want:   []string{`spec.parameters.logging.retentionDays: Invalid value: 800: Log Analytics keeps logs for 30 to 730 days: use 730`},
		},
		"DNSOff": {
			reason: "There is no cluster without DNS.",
			plan:   named(smallest(), plan.Addon{Name: v1alpha1.AddonDNS}),
			want:   []string{`spec.parameters.addons[0].enabled: Invalid value: false: AKS always has DNS: it cannot be switched off; remove the add-on`},
		},
		"Configured": {
			reason: "AKS keeps its parts itself.",
			plan:   named(smallest(), plan.Addon{Name: v1alpha1.AddonDNS, Enabled: true, Version: "1", Values: "{}"}),
			want: []string{
				"spec.parameters.addons[0].version: Forbidden: the cloud keeps it as it is: remove it",
				"spec.parameters.addons[0].values: Forbidden: the cloud keeps it as it is: remove it",
			},
		},
		"PolicyOff": {reason: "It can be left out from the beginning.", plan: named(smallest(), plan.Addon{Name: v1alpha1.AddonNetworkPolicy})},
		"PolicyOffLater": {
			reason: "The data plane stays.",
			plan: named(change(func(p *plan.Plan) {
				p.Recorded = v1alpha1.Status{ID: idCluster, Addons: []v1alpha1.AddonStatus{{Name: v1alpha1.AddonNetworkPolicy}}}
			}), plan.Addon{Name: v1alpha1.AddonNetworkPolicy}),
			want: []string{`spec.parameters.addons[0].enabled: Invalid value: false: is settled when the cluster is created: take it back, or create another cluster`},
		},
		"GPUWithoutHelm": {
			reason: "Somebody has to install the plugin.",
			plan: named(change(func(p *plan.Plan) { p.Claim.Guardrails = environment.Environment{} }),
				plan.Addon{Name: v1alpha1.AddonGPU, Enabled: true}),
			want: []string{`spec.parameters.addons[0]: Forbidden: needs provider-helm, and environment "production" does not install anything into clusters; switch it off and bring a device plugin of your own, or ask your platform team (rule packages.helm)`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range Validate(tc.plan) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestParseClusterID(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		id     string
		want   bool
	}{
		"Right":   {reason: "This is what Azure prints.", id: idCluster, want: true},
		"Case":    {reason: "Azure does not mind the case.", id: "/SUBSCRIPTIONS/s/resourcegroups/g/providers/microsoft.containerservice/managedclusters/c", want: true},
		"Pool":    {reason: "A pool is no cluster.", id: idCluster + "/agentPools/main"},
		"Empty":   {reason: "Every name must be there.", id: idGroup + "/providers/Microsoft.ContainerService/managedClusters/"},
		"Other":   {reason: "A subnet is no cluster.", id: idSubnet},
		"Nothing": {reason: "Nothing is no id.", id: ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, got := parseClusterID(tc.id); got != tc.want {
				t.Errorf("%s\nparseClusterID(%q): want %v, got %v", tc.reason, tc.id, tc.want, got)
			}
		})
	}
}
