// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

// ask for an add-on in the first place of the claim's list.
func ask(p *plan.Plan, name v1alpha1.AddonName, version, values string) {
	for i := range p.Addons {
		if a := &p.Addons[i]; a.Name == name {
			a.Enabled, a.Explicit, a.Version, a.Values = true, true, version, values
			a.Path = field.NewPath("spec", "parameters", "addons").Index(0)
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	long := "example.com/" + strings.Repeat("k", 52)
	cases := map[string]struct {
		reason string
		change func(p *plan.Plan)

		// want is what the only error says; nothing means that there is none.
		want string
	}{
		"Full":       {reason: "A plan with everything is fine.", change: func(*plan.Plan) {}},
		"OwnNetwork": {reason: "The cluster's own network has what it needs.", change: func(p *plan.Plan) { *p = ownPlan() }},
		"Isolated": {
			reason: "Nodes do not get anywhere from isolated subnets.",
			change: func(p *plan.Plan) {
				for i := range p.Network.Referenced.Subnets {
					p.Network.Referenced.Subnets[i].Tier = network.TierIsolated
				}
			},
			want: `spec.parameters.networkRef: Invalid value: "team-a/main": has no private subnets, and nodes reach neither EC2 nor EKS from isolated ones`,
		},
		"OneZone": {
			reason: "A control plane is in two zones.",
			change: func(p *plan.Plan) { p.Network.Referenced.Subnets = p.Network.Referenced.Subnets[:4] },
			want:   "has private subnets in 1 zone, and a control plane of EKS is in 2 at least",
		},
		"OneZoneLater": {
			reason: "A cluster that exists is not refused because of its network.",
			change: func(p *plan.Plan) {
				p.Recorded.ID, p.Network.Referenced.Subnets = testARN, p.Network.Referenced.Subnets[:4]
			},
		},
		"UnknownNetwork": {
			reason: "A network of which nothing is known may be fine.",
			change: func(p *plan.Plan) { p.Network.Referenced = network.Status{} },
		},
		"TooManyNodes": {
			reason: "A node group has a limit.",
			change: func(p *plan.Plan) { p.NodePools[0].Count = 451 },
			want:   "spec.parameters.nodePools[0].count: Invalid value: 451: must be at most 450",
		},
		"TooManyAutoscaled": {
			reason: "An autoscaler does not get beyond the limit either.",
			change: func(p *plan.Plan) { p.NodePools[2].Autoscaling.Max = 500 },
			want:   "spec.parameters.nodePools[2].autoscaling.max: Invalid value: 500: must be at most 450",
		},
		"LongLabel": {
			reason: "EKS takes shorter keys than Kubernetes.",
			change: func(p *plan.Plan) { p.NodePools[0].Labels = map[string]string{long: "x"} },
			want:   "spec.parameters.nodePools[0].labels[" + long + "]: Invalid value",
		},
		"EmptyLabel": {
			reason: "EKS takes no empty values.",
			change: func(p *plan.Plan) { p.NodePools[0].Labels = map[string]string{"a": ""} },
			want:   "spec.parameters.nodePools[0].labels[a]: Invalid value: \"\": must not be empty",
		},
		"LongTaint": {
			reason: "EKS takes shorter keys than Kubernetes.",
			change: func(p *plan.Plan) { p.NodePools[1].Taints[0].Key = long },
			want:   "spec.parameters.nodePools[1].taints[0].key: Invalid value",
		},
		"OnlyTainted": {
			reason: "DNS must run somewhere.",
			change: func(p *plan.Plan) { p.NodePools = p.NodePools[1:2] },
			want:   "spec.parameters.nodePools: Forbidden: all pools have taints that keep pods away",
		},
		"OnlyPreferred": {
			reason: "A taint that pods prefer to avoid keeps nobody away.",
			change: func(p *plan.Plan) {
				p.NodePools = p.NodePools[1:2]
				p.NodePools[0].Taints[0].Effect = v1alpha1.EffectPreferNoSchedule
			},
		},
		"Retiring": {
			reason: "Nobody can change a pool that retires.",
			change: func(p *plan.Plan) {
				old := pool("old", "r3t1r")
				old.Retiring, old.Count = true, 451
				p.NodePools = append(p.NodePools, old)
			},
		},
		"TooManyCIDRs": {
			reason: "EKS takes forty ranges.",
			change: func(p *plan.Plan) {
				for i := range 41 {
					p.Endpoint.AllowedCIDRs = append(p.Endpoint.AllowedCIDRs[:i:i], netip.MustParsePrefix(fmt.Sprintf("198.51.%d.0/24", i)))
				}
			},
			want: "spec.parameters.endpoint.allowedCIDRs: Forbidden: there are 41 ranges, those of the environment included, and EKS allows 40",
		},
		"PrivateCIDR": {
			reason: "Nobody comes from a private range over the internet.",
			change: func(p *plan.Plan) {
				p.Endpoint.AllowedCIDRs = []netip.Prefix{netip.MustParsePrefix("10.9.0.0/16")}
			},
			want: `spec.parameters.endpoint.allowedCIDRs: Invalid value: "10.9.0.0/16": is not a range of the internet`,
		},
		"Group": {
			reason: "EKS lets no groups in.",
			change: func(p *plan.Plan) { p.Subjects[0].Name = "arn:aws:iam::123456789012:group/admins" },
			want:   `spec.parameters.access.admins[0]: Invalid value: "arn:aws:iam::123456789012:group/admins": must be the ARN of a role or a user of IAM, such as arn:aws:iam::123456789012:role/platform-admins`,
		},
		"Mail": {
			reason: "Groups of other clouds are none of ours.",
			change: func(p *plan.Plan) { p.Subjects[1].Name = "devs@example.com" },
			want:   `spec.parameters.access.viewers[0]: Invalid value: "devs@example.com": must be the ARN of a role or a user`,
		},
		"Session": {
			reason: "A session ends, and its ARN with it.",
			change: func(p *plan.Plan) { p.Subjects[1].Name = "arn:aws:sts::123456789012:assumed-role/admins/jo" },
			want:   "must be the ARN of a role or a user",
		},
		"OtherPartition": {
			reason: "Partitions know nothing of each other.",
			change: func(p *plan.Plan) { p.Subjects[1].Name = "arn:aws-cn:iam::123456789012:role/admins" },
			want:   `is in partition "aws-cn", and the cluster is in "aws"`,
		},
		"ServiceRole": {
			reason: "A role of a service is nobody's to give access to.",
			change: func(p *plan.Plan) {
				p.Subjects[0].Name = "arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"
			},
			want: "is a role that belongs to a service of AWS",
		},
		"Platform": {
			reason: "What the platform says is not the developer's fault.",
			change: func(p *plan.Plan) { p.Admins = append(p.Admins, "group:platform") },
		},
		"Retention": {
			reason: "CloudWatch Logs offers certain numbers of days, and the next one is named.",
			change: func(p *plan.Plan) { p.Logging.RetentionDays = 45 },
			want:   "spec.parameters.logging.retentionDays: Invalid value: 45: CloudWatch Logs keeps logs for certain numbers of days only: use 60",
		},
		"RetentionTooLong": {
			reason: "There is no larger number than the largest.",
			change: func(p *plan.Plan) { p.Logging.RetentionDays = 5000 },
			want:   "use 3653",
		},
		"AddonVersion": {
			reason: "EKS has versions of its own.",
			change: func(p *plan.Plan) { ask(p, v1alpha1.AddonDNS, "1.12.2", "") },
			want:   `spec.parameters.addons[0].version: Invalid value: "1.12.2": must be a version of the EKS add-on, such as v1.20.1-eksbuild.3`,
		},
		"AddonRightVersion": {
			reason: "Who knows a version of EKS may have it.",
			change: func(p *plan.Plan) { ask(p, v1alpha1.AddonDNS, "v1.12.2-eksbuild.4", `{"replicaCount":3}`) },
		},
		"ReleaseVersion": {
			reason: "What does not come from EKS has versions that EKS does not know.",
			change: func(p *plan.Plan) { ask(p, v1alpha1.AddonNodeAutoscaling, "v1.12.2-eksbuild.4", "") },
			want:   `spec.parameters.addons[0].version: Invalid value: "v1.12.2-eksbuild.4": is part of the platform on AWS and kept as it is`,
		},
		"ReleaseValues": {
			reason: "What does not come from EKS has no values of EKS.",
			change: func(p *plan.Plan) { ask(p, v1alpha1.AddonGPU, "", `{"gfd":{"enabled":true}}`) },
			want:   "spec.parameters.addons[0].values: Forbidden: is part of the platform on AWS and kept as it is",
		},
		"AutoscalingWithoutHelm": {
			reason: "EKS has no autoscaler.",
			change: func(p *plan.Plan) {
				p.Claim.Guardrails.Packages = environment.Packages{}
				p.Addons = addonsOf(v1alpha1.AddonNodeAutoscaling)
			},
			want: `spec.parameters.nodePools[2].autoscaling: Forbidden: nothing scales nodes on EKS without provider-helm, which environment "production" does not have: use count, switch add-on NodeAutoscaling off`,
		},
		"GPUWithoutHelm": {
			reason: "EKS does not offer GPUs to pods.",
			change: func(p *plan.Plan) {
				p.Claim.Guardrails.Packages = environment.Packages{}
				p.Addons = addonsOf(v1alpha1.AddonGPU)
				ask(p, v1alpha1.AddonGPU, "", "")
			},
			want: "spec.parameters.addons[0]: Forbidden: nothing offers GPUs to pods on EKS without provider-helm",
		},
		"NothingToInstall": {
			reason: "Who brings an autoscaler and a device plugin needs none of ours.",
			change: func(p *plan.Plan) {
				p.Claim.Guardrails.Packages = environment.Packages{}
				p.Addons = addonsOf(v1alpha1.AddonDNS)
			},
		},
		"Adopt": {
			reason: "A name is fine.",
			change: func(p *plan.Plan) { *p = plans()["Adopted"] },
		},
		"AdoptARN": {
			reason: "Who has the ARN has the name.",
			change: func(p *plan.Plan) {
				*p = plans()["Adopted"]
				p.Adopt.ID = testARN
			},
			want: `spec.parameters.adopt.id: Invalid value: "` + testARN + `": must be the name of an EKS cluster and not its ARN: use shop`,
		},
		"AdoptForeignID": {
			reason: "A cluster of another cloud is none of ours.",
			change: func(p *plan.Plan) {
				*p = plans()["Adopted"]
				p.Adopt.ID = "projects/shop/locations/europe-west1/clusters/main"
			},
			want: "must be the name of an EKS cluster, for example shop-production",
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
