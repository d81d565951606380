// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		spoil  func(p *plan.Plan)
		want   []string
	}{
		"Right": {
			reason: "A network with everything is possible.",
			spoil:  func(*plan.Plan) {},
		},
		"NATPerZone": {
			reason: "A subnet takes one NAT gateway.",
			spoil:  func(p *plan.Plan) { p.NAT = v1alpha1.NATPerZone },
			want:   []string{`spec.parameters.nat: Invalid value: "PerZone": a subnet on Azure spans zones and takes one NAT gateway: use Single`},
		},
		"Logs": {
			reason: "There is no service endpoint for logs.",
			spoil:  func(p *plan.Plan) { p.Endpoints = append(p.Endpoints, v1alpha1.ServiceLogs) },
			want:   []string{`spec.parameters.privateEndpoints: Invalid value: "Logs": Azure Monitor is reached privately through a Private Link Scope only, which belongs to a whole subscription: remove Logs and send logs through NAT`},
		},
		"Retention": {
			reason: "Azure has a limit for the age of flow logs.",
			spoil:  func(p *plan.Plan) { p.FlowLogRetentionDays = 366 },
			want:   []string{`spec.parameters.flowLogs.retentionDays: Invalid value: 366: Azure keeps flow logs for 365 days at most: use 365 or fewer`},
		},
		"Rules": {
			reason: "Priorities are scarce.",
			spoil:  func(p *plan.Plan) { p.Firewall = make([]plan.FirewallRule, maxFirewallRules+1) },
			want:   []string{`spec.parameters.firewall: Invalid value: 101: there is room for 100 rules on Azure: join rules that differ in ports or cidrs only`},
		},
		"SmallSubnet": {
			reason: "Azure keeps five addresses of every subnet.",
			spoil:  func(p *plan.Plan) { p.CIDR = prefix("10.0.0.0/27"); p.Tiers[1].Range = prefix("10.0.0.0/30") },
			want:   []string{`spec.parameters.cidr: Invalid value: "10.0.0.0/27": leaves /30 for the private tier, and a subnet on Azure is /29 or larger: use a larger range`},
		},
		"ReservedZone": {
			reason: "Azure keeps some zones to itself.",
			spoil:  func(p *plan.Plan) { p.DNSZone = "azure.com" },
			want:   []string{`spec.parameters.dns.zone: Invalid value: "azure.com": is reserved by Azure: use a domain of your own, or a subdomain`},
		},
		"LongZone": {
			reason: "Azure counts labels.",
			spoil:  func(p *plan.Plan) { p.DNSZone = strings.Repeat("a.", 34) + "b" },
			want:   []string{`spec.parameters.dns.zone: Invalid value: "` + strings.Repeat("a.", 34) + `b": has more than 34 labels: use a shorter name`},
		},
		"PodsInside": {
			reason: "Pods of an overlay must not have the addresses of machines.",
			spoil:  func(p *plan.Plan) { p.Kubernetes.PodCIDR = prefix("10.0.0.0/20") },
			want:   []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "10.0.0.0/20": overlaps the network's range 10.0.0.0/16: clusters on Azure use ranges outside of it`},
		},
		"ReservedByAKS": {
			reason: "AKS keeps some ranges to itself.",
			spoil:  func(p *plan.Plan) { p.Kubernetes.PodCIDR = prefix("172.30.128.0/17") },
			want:   []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "172.30.128.0/17": overlaps 172.30.0.0/16, which AKS clusters cannot use: choose another range`},
		},
		"LargeServices": {
			reason: "AKS has a limit for the number of services.",
			spoil:  func(p *plan.Plan) { p.Kubernetes.ServiceCIDR = prefix("192.160.0.0/12") },
			want:   []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "192.160.0.0/12": the range for services of an AKS cluster is /13 or smaller: use a smaller range`},
		},
		"OtherCloud": {
			reason: "A network of another cloud cannot be peered with.",
			spoil:  func(p *plan.Plan) { p.Peers[1].Peer.ID = "vpc-0123456789abcdef0" },
			want:   []string{`spec.parameters.peerings: Invalid value: "team-c/net": is "vpc-0123456789abcdef0", which is not a virtual network: peer with a network on Azure`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := largest()
			tc.spoil(&p)
			if diff := cmp.Diff(tc.want, messages(p)); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestValidateAdopt(t *testing.T) {
	t.Parallel()
	private := func(id string) v1alpha1.AdoptedSubnet {
		return v1alpha1.AdoptedSubnet{ID: id, Tier: v1alpha1.TierPrivate}
	}
	cases := map[string]struct {
		reason string
		adopt  v1alpha1.Adopt
		want   []string
	}{
		"Right": {
			reason: "Ids are compared whatever their case.",
			adopt:  *adopted().Adopt,
		},
		"Network": {
			reason: "The message shows what an id looks like.",
			adopt:  v1alpha1.Adopt{ID: "vpc-0123456789abcdef0"},
			want:   []string{`spec.parameters.adopt.id: Invalid value: "vpc-0123456789abcdef0": must be the resource id of a virtual network: /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>`},
		},
		"Subnets": {
			reason: "Every subnet must be one of the network, and be there once.",
			adopt: v1alpha1.Adopt{ID: idNetwork, Subnets: []v1alpha1.AdoptedSubnet{
				private("aks"), private(idPeer + "/subnets/a"), private(idNetwork + "/subnets/a"), private(idNetwork + "/subnets/A"),
			}},
			want: []string{
				`spec.parameters.adopt.subnets[0].id: Invalid value: "aks": must be the resource id of a subnet: /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>`,
				`spec.parameters.adopt.subnets[1].id: Invalid value: "` + idPeer + `/subnets/a": must be a subnet of the adopted network ` + idNetwork,
				`spec.parameters.adopt.subnets[3].id: Duplicate value: "` + idNetwork + `/subnets/A"`,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := adopted()
			p.Adopt = &tc.adopt
			if diff := cmp.Diff(tc.want, messages(p)); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func messages(p plan.Plan) []string {
	var out []string
	for _, err := range Validate(p) {
		out = append(out, err.Error())
	}
	return out
}
