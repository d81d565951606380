// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// waitPrincipal is what waits for the role or the user.
const waitPrincipal = "the identity has no ARN yet"

// grants of access to other claims.
func (i *identity) grants() []managed.Resource {
	var out []managed.Resource
	for _, g := range i.Grants {
		if g.Revoked(slices.ContainsFunc(i.grantKeys(g), i.observed.Exists)) {
			continue
		}
		out = append(out, i.grant(g)...)
	}
	return out
}

func (i *identity) grant(g plan.Grant) []managed.Resource {
	document, waits := i.document(g)
	out := i.allow(keyAccess.Join(g.TargetKey), plan.ComponentAccess, document, waits)
	if g.Cluster != nil {
		out = append(out, i.clusterAccess(g)...)
	}
	return out
}

// grantKeys are the keys of everything that a grant consists of.
func (i *identity) grantKeys(g plan.Grant) []managed.Key {
	out := i.allowKeys(keyAccess.Join(g.TargetKey))
	if g.Cluster != nil {
		out = append(out, keyAccessEntry.Join(g.TargetKey), clusterPolicyKey(g))
	}
	return out
}

// document of a grant. Waits says what it waits for.
func (i *identity) document(g plan.Grant) (d policy.Document, waits string) {
	switch {
	case g.Waits != "":
		return policy.Document{}, g.Waits
	case g.Cluster != nil:
		return clusterDocument(g.Cluster.ID), ""
	case g.Storage.Type == storage.TypeFile && g.Storage.ARN == "":
		return policy.Document{}, "storage " + g.Target + " has no ARN yet"
	case g.Storage.Type == storage.TypeFile:
		return fileDocument(g.Role, g.Storage.ARN), ""
	}
	if e := g.Storage.Encryption; e != nil && e.Source != storage.KeySourcePlatform && e.Key == "" {
		return policy.Document{}, "storage " + g.Target + " has no key yet"
	}
	return i.objectDocument(g.Role, *g.Storage), ""
}

// clusterDocument lets the identity find out where the cluster is, which is what the
// tools of AWS do before anything else. What it may do there is decided in the cluster.
func clusterDocument(arn string) policy.Document {
	return policy.Document{Statements: []policy.Statement{{Actions: []string{"eks:DescribeCluster"}, Resources: []string{arn}}}}
}

// fileDocument lets the identity mount a file system.
// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
func fileDocument(role v1alpha1.Role, arn string) policy.Document {
	actions := []string{"elasticfilesystem:ClientMount"}
	switch role {
	case v1alpha1.RoleReader:
	case v1alpha1.RoleWriter:
		actions = append(actions, "elasticfilesystem:ClientWrite")
	case v1alpha1.RoleAdmin:
		actions = append(actions, "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess")
	}
	return policy.Document{Statements: []policy.Statement{{Actions: actions, Resources: []string{arn}}}}
}

// objectDocument lets the identity use a bucket, its objects and their key, if they have
// one of the customer's. Nothing in it changes who else may.
func (i *identity) objectDocument(role v1alpha1.Role, s storage.Status) policy.Document {
	bucket := policy.Bucket(i.partition(), s.ID)
	out := []policy.Statement{
		{Actions: bucketActions(role), Resources: []string{bucket.String()}},
		{Actions: objectActions(role), Resources: []string{policy.Objects(bucket, "").String()}},
	}
	if s.Encryption == nil || s.Encryption.Key == "" {
		return policy.Document{Statements: out}
	}
	use := policy.Statement{Actions: []string{"kms:Decrypt"}, Resources: []string{s.Encryption.Key}}
	if role != v1alpha1.RoleReader {
		use.Actions = append(use.Actions, "kms:GenerateDataKey")
	}
	use.Conditions = []policy.Condition{{Test: "StringEquals", Key: "kms:ViaService", Values: []string{i.s3Host(s.Region)}}}
	return policy.Document{Statements: append(out, use)}
}

// s3Host is what S3 is called by KMS in a region, which is the same in all partitions.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
func (i *identity) s3Host(region string) string {
	return "s3." + cmp.Or(region, i.region()) + ".amazonaws.com"
}

// bucketActions of a role with a bucket.
func bucketActions(role v1alpha1.Role) []string {
	out := []string{"s3:GetBucketLocation", "s3:ListBucket"}
	if role == v1alpha1.RoleReader {
		return out
	}
	out = append(out, "s3:ListBucketMultipartUploads")
	if role == v1alpha1.RoleWriter {
		return out
	}
	return append(out,
		"s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:ListBucketVersions")
}

// objectActions of a role with objects.
func objectActions(role v1alpha1.Role) []string {
	out := []string{"s3:GetObject*"}
	if role == v1alpha1.RoleReader {
		return out
	}
	out = append(out, "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject")
	if role == v1alpha1.RoleWriter {
		return out
	}
	return append(out,
		"s3:BypassGovernanceRetention", "s3:DeleteObjectTagging", "s3:DeleteObjectVersion", "s3:DeleteObjectVersionTagging",
		"s3:PutObjectLegalHold", "s3:PutObjectRetention", "s3:PutObjectTagging", "s3:PutObjectVersionTagging", "s3:RestoreObject")
}

// clusterPolicyName of what a role may do in a cluster.
// https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
func clusterPolicyName(role v1alpha1.Role) string {
	switch role {
	case v1alpha1.RoleWriter:
		return "AmazonEKSEditPolicy"
	case v1alpha1.RoleAdmin:
		return "AmazonEKSClusterAdminPolicy"
	case v1alpha1.RoleReader:
	}
	return "AmazonEKSViewPolicy"
}

func clusterPolicyKey(g plan.Grant) managed.Key {
	return keyClusterPolicy.Join(string(g.Role), g.TargetKey)
}

// clusterAccess lets the identity into a cluster, and says what it may do there. Which
// policy that is cannot change, so that another role is another association; who gets in
// stays.
func (i *identity) clusterAccess(g plan.Grant) []managed.Resource {
	entry := keyAccessEntry.Join(g.TargetKey)
	had := managed.Wanted[aws.EKSAccessEntry](i.observed, entry)
	region, cluster := cmp.Or(g.Cluster.Region, had.Region, i.region()), cmp.Or(g.Cluster.Name, had.ClusterName)
	arn := cmp.Or(i.arn(), had.PrincipalARN)
	var waits []string
	switch {
	case g.Waits != "":
		waits = []string{g.Waits}
	case cluster == "":
		waits = []string{"cluster " + g.Target + " has no name yet"}
	case arn == "":
		waits = []string{waitPrincipal}
	}
	out := []managed.Resource{{
		Key: entry, Component: plan.ComponentAccess, Waits: waits,
		ForProvider: aws.EKSAccessEntry{
			Region: region, ClusterName: cluster, PrincipalARN: arn,
			AccessEntryType: aws.EKSAccessEntryTypeStandard, Tags: i.tags(),
		},
		After:        []managed.Key{i.principalKey()},
		DeleteBefore: []managed.Key{i.principalKey()},
	}}
	for _, role := range append(g.Superseded(i.observed, clusterPolicyKey), g) {
		out = append(out, managed.Resource{
			Key: clusterPolicyKey(role), Component: plan.ComponentAccess, Waits: waits,
			ForProvider: aws.EKSAccessPolicyAssociation{
				Region: region, ClusterName: cluster, PrincipalARNSelector: managed.Select(entry),
				PolicyARN:   policy.ClusterAccessPolicy(i.partition(), clusterPolicyName(role.Role)).String(),
				AccessScope: &aws.EKSAccessScope{ScopeType: aws.EKSAccessScopeTypeCluster},
			},
			After: []managed.Key{entry},
		})
	}
	return out
}
