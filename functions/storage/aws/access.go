// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// oldestTLS is the oldest version that is spoken.
const oldestTLS = "1.2"

// Condition keys.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
const (
	conditionSecure  = "aws:SecureTransport"
	conditionTLS     = "s3:TlsVersion"
	conditionNetwork = "aws:SourceVpc"
	conditionAccount = "aws:SourceAccount"
	conditionSource  = "aws:SourceArn"
)

// everybody is whoever asks, with or without an account.
func everybody() policy.Principals { return policy.Principals{AWS: []string{policy.Anything}} }

// bucketPolicy closes the bucket. While the id of its network is not known, what it has
// stays.
func (s *storage) bucketPolicy(b bucket) managed.Resource {
	out := s.inBucket(b, keyBucketPolicy, plan.ComponentAccess, nil)
	spec := aws.BucketPolicy{Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)), Policy: s.bucketDocument(b).String()}
	if b.private {
		if out.Waits = s.waitsForNetwork(); len(out.Waits) > 0 {
			spec.Policy = managed.Wanted[aws.BucketPolicy](s.observed, out.Key).Policy
		}
	}
	if b.public {
		// S3 refuses a public policy until it is told not to.
		out.After = append(out.After, b.join(keyPublicAccessBlock))
	}
	if b.private && b.emptied {
		// Who is not in the network cannot empty the bucket.
		out.Retain, out.DeleteBefore = false, []managed.Key{b.join(keyBucket)}
	}
	out.ForProvider = spec
	return out
}

// waitsForNetwork that has no id yet.
func (s *storage) waitsForNetwork() []string {
	if s.Network == nil || s.Network.ID != "" {
		return nil
	}
	return s.Network.Waits()
}

func (s *storage) bucketDocument(b bucket) policy.Document {
	arn := s.bucketARN(b)
	all := []string{arn.String(), policy.Objects(arn, "").String()}
	out := []policy.Statement{
		{
			SID: "DenyWithoutTLS", Effect: policy.Deny, Principals: everybody(), Actions: []string{"s3:*"}, Resources: all,
			Conditions: []policy.Condition{{Test: "Bool", Key: conditionSecure, Values: []string{"false"}}},
		},
		{
			SID: "DenyOldTLS", Effect: policy.Deny, Principals: everybody(), Actions: []string{"s3:*"}, Resources: all,
			Conditions: []policy.Condition{{Test: "NumericLessThan", Key: conditionTLS, Values: []string{oldestTLS}}},
		},
	}
	if b.private {
		out = append(out, policy.Statement{
			SID: "DenyOutsideNetwork", Effect: policy.Deny, Principals: everybody(), Actions: networkActions(), Resources: all,
			Conditions: []policy.Condition{{Test: "StringNotEquals", Key: conditionNetwork, Values: []string{s.Network.ID}}},
		})
	}
	if b.public {
		out = append(out, policy.Statement{
			SID: "AllowEverybodyToRead", Principals: everybody(), Actions: []string{"s3:GetObject"}, Resources: all[1:],
		})
	}
	if b.component == plan.ComponentAccessLogs {
		out = append(out, s.allowLogs(b))
	}
	return policy.Document{Statements: out}
}

// networkActions are denied outside of the network: everything that reads, writes or
// deletes objects. S3 itself copies them to another region from outside, with actions of
// its own. And s3:ListBucket is not among them, because AWS asks for it to tell whether
// a bucket exists: what manages the bucket would be locked out.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
func networkActions() []string {
	return []string{
		"s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectAttributes", "s3:GetObjectTagging", "s3:GetObjectTorrent",
		"s3:GetObjectVersion", "s3:GetObjectVersionAttributes",
		"s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging", "s3:PutObjectVersionAcl", "s3:PutObjectVersionTagging",
		"s3:DeleteObject", "s3:DeleteObjectTagging", "s3:DeleteObjectVersion", "s3:DeleteObjectVersionTagging",
		"s3:RestoreObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts",
		"s3:ListBucketMultipartUploads", "s3:ListBucketVersions",
	}
}
