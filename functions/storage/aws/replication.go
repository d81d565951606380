// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// serviceS3 is who copies objects.
const serviceS3 = "s3.amazonaws.com"

// replicationPriority of the only rule. Rules with a filter need one.
const replicationPriority = 1

const descriptionReplication = "Lets S3 copy objects of a bucket to another region"

// replicaBucket is as protected as the store. Its region is a part of its keys and its
// name, because a bucket does not move.
func (s *storage) replicaBucket() bucket {
	r := s.Object.Replica
	b := s.storeBucket()
	b.parts = []string{partReplica, r.Region.Native}
	b.component = plan.ComponentReplication
	b.region = r.Region.Native
	b.key = masterKey{Key: r.Key, parts: b.parts, region: b.region, component: plan.ComponentReplication}
	b.public = false
	return b
}

// replica of the store in another region, and what keeps it up to date.
func (s *storage) replica() []managed.Resource {
	if s.Object.Replica == nil {
		return nil
	}
	b := s.replicaBucket()
	return slices.Concat(s.masterKey(b.key), s.bucket(b), s.replication(b))
}

func (s *storage) replication(to bucket) []managed.Resource {
	from := s.storeBucket()
	fromKey, toKey := s.arn(from.key, s.wantedKey(keyBucketEncryption)), s.arn(to.key, s.wantedKey(to.join(keyBucketEncryption)))
	waits := slices.Compact(slices.Concat(from.key.waits(fromKey), to.key.waits(toKey)))
	role := managed.Resource{
		Key:          keyReplicationRole,
		Component:    plan.ComponentReplication,
		ExternalName: s.Claim.Names.Name(naming.AWSIAMRole, partReplication),
		ForProvider: aws.Role{
			Description:      descriptionReplication,
			AssumeRolePolicy: replicationTrust().String(),
			Tags:             s.tags(partReplication),
		},
	}
	permissions := managed.Resource{
		Key:          keyReplicationPolicy,
		Component:    plan.ComponentReplication,
		ExternalName: s.Claim.Names.Name(naming.AWSIAMRolePolicy, partReplication),
		ForProvider: aws.RolePolicy{
			Policy:       s.replicationPermissions(to, fromKey, toKey).String(),
			RoleSelector: managed.Select(keyReplicationRole),
		},
		Waits: waits,
	}
	rule := managed.Resource{
		Key:       keyReplication,
		Component: plan.ComponentReplication,
		ForProvider: aws.BucketReplication{
			Region:         s.region(),
			BucketSelector: managed.Select(keyBucket),
			RoleSelector:   managed.Select(keyReplicationRole),
			Rule:           []aws.BucketReplicationRule{s.replicationRule(to, toKey)},
		},
		// S3 copies nothing from or to a bucket without versions, and gives up on
		// what it may not copy.
		After: []managed.Key{keyVersioning, to.join(keyVersioning), keyReplicationPolicy},
		Waits: waits,
	}
	return []managed.Resource{role, permissions, rule}
}

// replicationRule copies everything, and that it was deleted. The versions stay.
func (s *storage) replicationRule(to bucket, key string) aws.BucketReplicationRule {
	out := aws.BucketReplicationRule{
		ID:                      partReplica,
		Status:                  aws.BucketStatusEnabled,
		Priority:                replicationPriority,
		Filter:                  &aws.BucketReplicationFilter{},
		DeleteMarkerReplication: &aws.BucketSwitch{Status: aws.BucketStatusEnabled},
		Destination:             &aws.BucketReplicationDestination{Bucket: s.bucketARN(to).String()},
	}
	if to.key.IsCustomers() {
		out.SourceSelectionCriteria = &aws.BucketReplicationSource{SSEKMSEncryptedObjects: &aws.BucketSwitch{Status: aws.BucketStatusEnabled}}
		out.Destination.EncryptionConfiguration = &aws.BucketReplicationEncryption{ReplicaKMSKeyID: key}
	}
	return out
}

// replicationTrust lets S3 alone become the role. Nobody can make S3 use a role of
// another account.
func replicationTrust() policy.Document {
	return policy.Document{Statements: []policy.Statement{{
		Principals: policy.Principals{Services: []string{serviceS3}},
		Actions:    []string{"sts:AssumeRole"},
	}}}
}

// replicationPermissions are what S3 needs, between these very buckets.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
func (s *storage) replicationPermissions(to bucket, fromKey, toKey string) policy.Document {
	source, destination := s.bucketARN(s.storeBucket()), s.bucketARN(to)
	out := []policy.Statement{
		{Actions: []string{"s3:GetReplicationConfiguration", "s3:ListBucket"}, Resources: []string{source.String()}},
		{
			Actions: []string{
				"s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging",
				"s3:GetObjectRetention", "s3:GetObjectLegalHold",
			},
			Resources: []string{policy.Objects(source, "").String()},
		},
		{Actions: []string{"s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"}, Resources: []string{policy.Objects(destination, "").String()}},
	}
	if fromKey != "" {
		out = append(out, keyStatement("kms:Decrypt", fromKey, s.region()))
	}
	if toKey != "" {
		out = append(out, keyStatement("kms:Encrypt", toKey, to.region))
	}
	return policy.Document{Statements: out}
}

// keyStatement allows to use a key through S3 alone, which KMS calls the same in all
// partitions.
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
func keyStatement(action, key, region string) policy.Statement {
	return policy.Statement{
		Actions: []string{action}, Resources: []string{key},
		Conditions: []policy.Condition{{Test: "StringEquals", Key: "kms:ViaService", Values: []string{"s3." + region + ".amazonaws.com"}}},
	}
}
