// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// Managed policies of AWS.
// https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
const (
	policyCluster  = "AmazonEKSClusterPolicy"
	policyWorker   = "AmazonEKSWorkerNodePolicy"
	policyRegistry = "AmazonEC2ContainerRegistryPullOnly"
)

// Actions of trust policies.
const (
	actionAssumeRole = "sts:AssumeRole"
	actionTagSession = "sts:TagSession"
)

// Services that assume roles.
const (
	serviceEKS  = "eks"
	serviceEC2  = "ec2"
	servicePods = "pods.eks"
)

// Descriptions of roles.
const (
	descriptionClusterRole = "Lets the control plane of a cluster work with its network"
	descriptionNodeRole    = "Lets the nodes of a cluster join it and pull images"
	descriptionAddonRole   = "Lets an add-on of a cluster do its work"
)

// audienceSTS is who the tokens of pods that become roles are for.
const audienceSTS = "sts.amazonaws.com"

// waitIssuer is what the OIDC provider waits for.
const waitIssuer = "the cluster has no issuer yet"

// roles of the control plane and of the nodes. A pod never gets to act as its node:
// each part that needs a role has one of its own.
func (c *cluster) roles() []managed.Resource {
	return []managed.Resource{
		c.role(keyClusterRole, plan.ComponentIdentity, descriptionClusterRole, c.clusterTrust(), partCluster),
		c.attachment(keyClusterRolePolicy, plan.ComponentIdentity, keyClusterRole, policyCluster),
		c.role(keyNodeRole, plan.ComponentIdentity, descriptionNodeRole, c.serviceTrust(serviceEC2), partNodes),
		c.attachment(nodeRolePolicyKey(partWorker), plan.ComponentIdentity, keyNodeRole, policyWorker),
		c.attachment(nodeRolePolicyKey(partRegistry), plan.ComponentIdentity, keyNodeRole, policyRegistry),
	}
}

func nodeRolePolicyKey(part string) managed.Key { return keyNodeRolePolicy.Join(part) }

func (c *cluster) role(key managed.Key, in managed.Component, description string, trust policy.Document, parts ...string) managed.Resource {
	return managed.Resource{
		Key:          key,
		Component:    in,
		ExternalName: c.Claim.Names.Name(naming.AWSIAMRole, parts...),
		ForProvider: aws.Role{
			Description:      description,
			AssumeRolePolicy: trust.String(),
			Tags:             c.tags(parts...),
		},
	}
}

// attachment of a managed policy of AWS to a role.
func (c *cluster) attachment(key managed.Key, in managed.Component, role managed.Key, name string) managed.Resource {
	return managed.Resource{
		Key:       key,
		Component: in,
		ForProvider: aws.RolePolicyAttachment{
			PolicyARN:    policy.ManagedPolicy(c.partition(), name).String(),
			RoleSelector: managed.Select(role),
		},
	}
}

// serviceTrust lets a service of AWS assume a role.
func (c *cluster) serviceTrust(service string, conditions ...policy.Condition) policy.Document {
	return policy.Document{Statements: []policy.Statement{{
		Principals: policy.Principals{Services: []string{policy.ServicePrincipal(c.partition(), service)}},
		Actions:    []string{actionAssumeRole},
		Conditions: conditions,
	}}}
}

// clusterTrust lets EKS assume the role on behalf of this cluster alone, where the id
// of our account is known.
// https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
func (c *cluster) clusterTrust() policy.Document {
	account := c.Claim.Guardrails.AWS.AccountID
	if account == "" {
		return c.serviceTrust(serviceEKS)
	}
	arn := policy.ARN{Partition: c.partition(), Service: serviceEKS, Region: c.region(), Account: account, Resource: "cluster/" + c.name()}
	return c.serviceTrust(serviceEKS, policy.Condition{Test: "ArnLike", Key: "aws:SourceArn", Values: []string{arn.String()}})
}

// podTrust lets pods of some service accounts of this cluster assume a role.
// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
func (c *cluster) podTrust(namespace string, accounts []string) policy.Document {
	out := c.serviceTrust(servicePods,
		policy.Condition{Test: "StringEquals", Key: "aws:RequestTag/eks-cluster-name", Values: []string{c.name()}},
		policy.Condition{Test: "StringEquals", Key: "aws:RequestTag/kubernetes-namespace", Values: []string{namespace}},
		policy.Condition{Test: "StringEquals", Key: "aws:RequestTag/kubernetes-service-account", Values: accounts},
	)
	out.Statements[0].Actions = []string{actionAssumeRole, actionTagSession}
	return out
}

// workloadIdentity lets the tokens of service accounts stand for roles. Pod Identity
// needs no more than its agent, which every cluster has.
// https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html
func (c *cluster) workloadIdentity() []managed.Resource {
	if !c.WorkloadIdentity {
		return nil
	}
	out := managed.Resource{
		Key:       keyOIDCProvider,
		Component: plan.ComponentIdentity,
		ForProvider: aws.OpenIDConnectProvider{
			URL:          c.issuer(),
			ClientIDList: []string{audienceSTS},
			Tags:         c.tags(string(keyOIDCProvider)),
		},
		After: []managed.Key{plan.KeyCluster},
	}
	if c.issuer() == "" {
		out.Waits = []string{waitIssuer}
	}
	return []managed.Resource{out}
}

// issuer of the tokens of service accounts. It is empty while it is not known.
func (c *cluster) issuer() string {
	recorded := ""
	if w := c.Recorded.WorkloadIdentity; w != nil {
		recorded = w.Issuer
	}
	return cmp.Or(
		issuerOf(c.at()),
		managed.Wanted[aws.OpenIDConnectProvider](c.observed, keyOIDCProvider).URL,
		recorded,
	)
}

func issuerOf(at aws.EKSClusterObservation) string {
	for _, i := range at.Identity {
		for _, o := range i.OIDC {
			return o.Issuer
		}
	}
	return ""
}
