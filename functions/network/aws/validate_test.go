// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		change func(p *plan.Plan)

		// want is what the only error says; nothing means that there is none.
		want string
	}{
		"Full": {
			reason: "A plan with everything is fine.",
			change: func(*plan.Plan) {},
		},
		"TooLarge": {
			reason: "A VPC is a /16 at most.",
			change: func(p *plan.Plan) { p.CIDR = netip.MustParsePrefix("10.0.0.0/15") },
			want:   `spec.parameters.cidr: Invalid value: "10.0.0.0/15": is too large: the range of a VPC on AWS is a /16 or smaller; use for example 10.0.0.0/16`,
		},
		"SubnetTooSmall": {
			reason: "A subnet is a /28 at least.",
			change: func(p *plan.Plan) { p.Tiers[1].Subnets[2].CIDR = netip.MustParsePrefix("10.0.80.0/29") },
			want:   `spec.parameters.cidr: Invalid value: "10.0.0.0/16": is too small: subnet private-c would be 10.0.80.0/29`,
		},
		"NATWithoutPublic": {
			reason: "A NAT gateway needs a public subnet.",
			change: func(p *plan.Plan) { p.Tiers = p.Tiers[1:] },
			want:   `spec.parameters.nat: Invalid value: "PerZone": a NAT gateway of AWS is in a public subnet`,
		},
		"PodsTooLarge": {
			reason: "A further range is a /16 at most.",
			change: func(p *plan.Plan) { p.Kubernetes.PodCIDR = netip.MustParsePrefix("100.64.0.0/14") },
			want:   `spec.parameters.kubernetes.podCIDR: Invalid value: "100.64.0.0/14": is too large: a further range of a VPC on AWS is a /16 or smaller; use for example 100.64.0.0/16`,
		},
		"PodsSameRFC1918Range": {
			reason: "Ranges inside 10.0.0.0/8 go with each other.",
			change: func(p *plan.Plan) { p.Kubernetes.PodCIDR = netip.MustParsePrefix("10.200.0.0/16") },
		},
		"PodsOtherRFC1918Range": {
			reason: "Ranges of RFC 1918 do not go with each other.",
			change: func(p *plan.Plan) { p.Kubernetes.PodCIDR = netip.MustParsePrefix("192.168.0.0/16") },
			want:   `spec.parameters.kubernetes.podCIDR: Invalid value: "192.168.0.0/16": AWS does not add it to a VPC with range 10.0.0.0/16: ranges inside 192.168.0.0/16 go with each other only; use a range inside 100.64.0.0/10`,
		},
		"PodsReserved": {
			reason: "Some ranges are reserved.",
			change: func(p *plan.Plan) { p.Kubernetes.PodCIDR = netip.MustParsePrefix("198.19.0.0/16") },
			want:   "198.19.0.0/16 is reserved",
		},
		"PodsReservedForPrimary": {
			reason: "10.0.0.0/16 cannot be added to a VPC of 10.1.0.0/16.",
			change: func(p *plan.Plan) {
				p.CIDR, p.Kubernetes.PodCIDR = netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("10.0.0.0/16")
			},
			want: "10.0.0.0/16 is reserved where the VPC is inside 10.0.0.0/15",
		},
		"PodSubnetTooSmall": {
			reason: "A subnet for pods is a /28 at least.",
			change: func(p *plan.Plan) { p.Kubernetes.PodSubnets[0].CIDR = netip.MustParsePrefix("100.64.0.0/30") },
			want:   "is too small: the subnet for pods in eu-west-1a would be 100.64.0.0/30",
		},
		"PodsWithoutPrivate": {
			reason: "Subnets for pods have the routes of private ones.",
			change: func(p *plan.Plan) { p.Tiers, p.NAT = p.Tiers[2:], v1alpha1.NATNone },
			want:   "spec.parameters.kubernetes: Forbidden: pods on AWS have subnets with the routes of the private tier: add private to spec.parameters.tiers, or remove kubernetes",
		},
		"ServicesTooSmall": {
			reason: "EKS wants at least a /24 for services.",
			change: func(p *plan.Plan) { p.Kubernetes.ServiceCIDR = netip.MustParsePrefix("172.20.0.0/25") },
			want:   `spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.20.0.0/25": must be between /12 and /24`,
		},
		"ServicesElsewhere": {
			reason: "EKS wants services inside of RFC 1918.",
			change: func(p *plan.Plan) { p.Kubernetes.ServiceCIDR = netip.MustParsePrefix("100.72.0.0/16") },
			want:   `spec.parameters.kubernetes.serviceCIDR: Invalid value: "100.72.0.0/16": must lie inside`,
		},
		"RetentionBetween": {
			reason: "CloudWatch Logs offers certain numbers of days, and the next one is named.",
			change: func(p *plan.Plan) { p.FlowLogRetentionDays = 45 },
			want:   `spec.parameters.flowLogs.retentionDays: Invalid value: 45: CloudWatch Logs keeps logs for certain numbers of days only: use 60; it offers 1, 3, 5, 7, 14, 30, 60, 90`,
		},
		"RetentionTooLong": {
			reason: "There is no larger number than the largest.",
			change: func(p *plan.Plan) { p.FlowLogRetentionDays = 5000 },
			want:   "use 3653",
		},
		"EndpointsWithoutSubnets": {
			reason: "Public subnets reach services directly.",
			change: func(p *plan.Plan) {
				p.Tiers, p.Kubernetes, p.Endpoints = p.Tiers[:1], nil, []v1alpha1.Service{v1alpha1.ServiceLogs}
			},
			want: `spec.parameters.privateEndpoints: Invalid value: "Logs": private endpoints serve private and isolated subnets`,
		},
		"EndpointInChina": {
			reason: "Services in China have names of their own.",
			change: func(p *plan.Plan) {
				p.Claim.Region.Native, p.Endpoints = "cn-north-1", []v1alpha1.Service{v1alpha1.ServiceObjectStorage, v1alpha1.ServiceSecrets}
			},
			want: `spec.parameters.privateEndpoints: Invalid value: "Secrets": has no private endpoint in region cn-north-1`,
		},
		"TooManyGroupRules": {
			reason: "A security group has 60 rules, and what is cut out of a range takes many.",
			change: func(p *plan.Plan) {
				deny := rule(0, "peer", v1alpha1.DirectionInbound, v1alpha1.ActionDeny, v1alpha1.ProtocolAll, "10.1.2.3/32", v1alpha1.TierPublic)
				p.Firewall = append([]plan.FirewallRule{deny}, p.Firewall...)
			},
			want: "spec.parameters.firewall: Forbidden: these rules take 83 Inbound rules of the security group of tier public, and AWS allows 60",
		},
		"TooManyACLRules": {
			reason: "A network ACL has 20 rules.",
			change: func(p *plan.Plan) {
				for i := range 16 {
					p.Firewall[0].CIDRs = append(p.Firewall[0].CIDRs, netip.MustParsePrefix(fmt.Sprintf("198.51.%d.0/24", i)))
				}
			},
			want: "spec.parameters.firewall: Forbidden: these rules take 21 Inbound rules of the network ACL of tier public, and AWS allows 20",
		},
		"AsManyACLRulesAsThereAre": {
			reason: "A network ACL may have all of its 20 rules.",
			change: func(p *plan.Plan) {
				for i := range 15 {
					p.Firewall[0].CIDRs = append(p.Firewall[0].CIDRs, netip.MustParsePrefix(fmt.Sprintf("198.51.%d.0/24", i)))
				}
			},
		},
		"TooManyPeerings": {
			reason: "A VPC has 50 peerings.",
			change: func(p *plan.Plan) {
				for i := range 51 {
					p.Peers = append(p.Peers[:i:i], plan.Peer{Key: strconv.Itoa(i), Peer: peerStatus("", fmt.Sprintf("10.%d.0.0/16", i+1), "")})
				}
			},
			want: "spec.parameters.peerings: Too many: 51: must have at most 50 items",
		},
		"Adopt": {
			reason: "Ids of both lengths are fine.",
			change: func(p *plan.Plan) {
				*p = plans()["Adopted"]
				p.Adopt.ID = "vpc-0a1b2c3d"
			},
		},
		"AdoptForeignID": {
			reason: "A name or an id of another cloud is none of ours.",
			change: func(p *plan.Plan) {
				*p = plans()["Adopted"]
				p.Adopt.ID = "projects/shop/global/networks/main"
			},
			want: `spec.parameters.adopt.id: Invalid value: "projects/shop/global/networks/main": must be the id of a VPC, for example vpc-0a1b2c3d4e5f67890`,
		},
		"AdoptWrongSubnet": {
			reason: "A subnet's id starts with subnet-.",
			change: func(p *plan.Plan) {
				*p = plans()["Adopted"]
				p.Adopt.Subnets[0].ID = "vpc-0a1b2c3d4e5f67890"
			},
			want: `spec.parameters.adopt.subnets[0].id: Invalid value: "vpc-0a1b2c3d4e5f67890": must be the id of a subnet`,
		},
		"AdoptTwice": {
			reason: "A subnet is of one tier.",
			change: func(p *plan.Plan) {
				*p = plans()["Adopted"]
				p.Adopt.Subnets = append(p.Adopt.Subnets, p.Adopt.Subnets[0])
			},
			want: `spec.parameters.adopt.subnets[1].id: Duplicate value: "subnet-0a1b2c3d4e5f67890"`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := fullPlan()
			tc.change(&p)
			errs := Validate(p)
			if tc.want == "" {
				if len(errs) > 0 {
					t.Errorf("%s\nValidate(...): %v", tc.reason, errs)
				}
				return
			}
			if len(errs) != 1 || !strings.Contains(errs[0].Error(), tc.want) {
				t.Errorf("%s\nValidate(...): got %v, want one error with %q", tc.reason, errs, tc.want)
			}
		})
	}
}
