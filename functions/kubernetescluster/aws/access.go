// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// Access policies of EKS. AmazonEKSViewPolicy leaves out secrets.
// https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
const (
	accessAdmin = "AmazonEKSClusterAdminPolicy"
	accessView  = "AmazonEKSViewPolicy"
)

// principalChars is the length of the part of a key that stands for a principal, whose
// ARN is too long and has characters that no key has.
const principalChars = 10

// access of people and machines to the cluster.
func (c *cluster) access() []managed.Resource {
	var out []managed.Resource
	for _, arn := range c.Admins {
		out = append(out, c.accessOf(arn, partAdmin, accessAdmin)...)
	}
	for _, arn := range c.Viewers {
		out = append(out, c.accessOf(arn, partViewer, accessView)...)
	}
	return out
}

// accessOf a role or a user. Who becomes an admin keeps the entry, and gets another
// policy: EKS cannot change an association.
func (c *cluster) accessOf(arn, as, name string) []managed.Resource {
	principal := c.Claim.Names.Hash(principalChars, arn)
	entry := keyAccessEntry.Join(principal)
	return []managed.Resource{
		{
			Key:       entry,
			Component: plan.ComponentAccess,
			ForProvider: aws.EKSAccessEntry{
				Region:              c.region(),
				ClusterNameSelector: selectCluster(),
				PrincipalARN:        arn,
				AccessEntryType:     aws.EKSAccessEntryTypeStandard,
				Tags:                c.tags(as),
			},
			After: []managed.Key{plan.KeyCluster},
		},
		{
			Key:       keyAccessPolicy.Join(as, principal),
			Component: plan.ComponentAccess,
			ForProvider: aws.EKSAccessPolicyAssociation{
				Region:               c.region(),
				ClusterNameSelector:  selectCluster(),
				PrincipalARNSelector: managed.Select(entry),
				PolicyARN:            policy.ClusterAccessPolicy(c.partition(), name).String(),
				AccessScope:          &aws.EKSAccessScope{ScopeType: aws.EKSAccessScopeTypeCluster},
			},
			After: []managed.Key{entry},
		},
	}
}
