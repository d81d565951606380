// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// autoscaler adds and removes nodes. EKS has none of its own, so that it is installed
// in the cluster, where it acts as a role like any other add-on.
func autoscaler() addon {
	return addon{name: "cluster-autoscaler", of: v1alpha1.AddonNodeAutoscaling, accounts: []string{"cluster-autoscaler"}}
}

// tagAutoscaler is the tag that EKS gives to the auto scaling groups of a cluster's
// node groups, before the name of the cluster.
// https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
const (
	tagAutoscaler = "k8s.io/cluster-autoscaler/"
	tagOwned      = "owned"
)

// autoscalerIdentity is the role of the autoscaler.
func (c *cluster) autoscalerIdentity() []managed.Resource {
	a := autoscaler()
	if !c.Addon(a.of).Enabled {
		return nil
	}
	permissions := keyAddonRolePolicy.Join(a.name)
	return []managed.Resource{
		c.role(a.roleKey(), plan.ComponentAddons, descriptionAddonRole, c.podTrust(namespaceSystem, a.accounts), a.name),
		{
			Key:          permissions,
			Component:    plan.ComponentAddons,
			ExternalName: c.Claim.Names.Name(naming.AWSIAMRolePolicy, a.name),
			ForProvider: aws.RolePolicy{
				Policy:       c.autoscalerPermissions().String(),
				RoleSelector: managed.Select(a.roleKey()),
			},
		},
		c.podIdentity(a, a.accounts[0], []managed.Key{permissions}),
	}
}

// autoscalerPermissions let the autoscaler see what there is, and change the groups of
// this cluster alone.
// https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
func (c *cluster) autoscalerPermissions() policy.Document {
	groups := policy.ARN{
		Partition: c.partition(), Service: serviceEKS, Region: c.region(),
		Account: cmp.Or(c.Claim.Guardrails.AWS.AccountID, policy.Anything), Resource: "nodegroup/" + c.name() + "/*",
	}
	return policy.Document{Statements: []policy.Statement{
		{
			Actions: []string{
				"autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances",
				"autoscaling:DescribeLaunchConfigurations", "autoscaling:DescribeScalingActivities",
				"ec2:DescribeImages", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplateVersions",
				"ec2:GetInstanceTypesFromInstanceRequirements",
			},
			Resources: []string{policy.Anything},
		},
		{
			Actions:   []string{"eks:DescribeNodegroup"},
			Resources: []string{groups.String()},
		},
		{
			Actions:   []string{"autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"},
			Resources: []string{policy.Anything},
			Conditions: []policy.Condition{
				{Test: "StringEquals", Key: "aws:ResourceTag/" + tagAutoscaler + c.name(), Values: []string{tagOwned}},
			},
		},
	}}
}
