// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// A bucket is one of those that a storage consists of: the store itself, its copy in
// another region, and what holds its access logs.
type bucket struct {
	// parts of keys and names that tell it apart. None for the store itself.
	parts []string

	// component that all of it counts towards. Empty for the store itself, whose
	// components are many.
	component managed.Component

	region string
	key    masterKey

	versions  aws.BucketStatus
	retention *v1alpha1.Retention
	rules     []aws.BucketLifecycleRule

	// public lets everybody read objects.
	public bool

	// private lets nobody in who is not in the network.
	private bool

	// emptied buckets are deleted with whatever they hold.
	emptied bool
}

// join a key with what the bucket is for.
func (b bucket) join(k managed.Key) managed.Key { return k.Join(b.parts...) }

// of returns the component of the bucket's own, or else the supplied one.
func (b bucket) of(c managed.Component) managed.Component { return cmp.Or(b.component, c) }

// store is the bucket that the storage is.
func (s *storage) store() []managed.Resource {
	b := s.storeBucket()
	out := s.bucket(b)
	if len(s.Object.CORS) > 0 {
		out = append(out, s.cors(b))
	}
	return out
}

func (s *storage) storeBucket() bucket {
	b := bucket{
		region:    s.region(),
		key:       s.ownKey(),
		versions:  aws.BucketStatusSuspended,
		retention: s.Object.Retention,
		rules:     lifecycleRules(s.Object.Lifecycle),
		public:    s.Object.Public,
		private:   s.Network != nil,
		emptied:   s.Protection.DeletesData(),
	}
	if s.Object.Versioning {
		b.versions = aws.BucketStatusEnabled
	}
	return b
}

func (s *storage) bucketName(b bucket) string {
	return s.Claim.Names.Name(naming.AWSBucket, b.parts...)
}

// bucketARN needs no account: names of buckets are unique in a partition.
func (s *storage) bucketARN(b bucket) policy.ARN {
	return policy.Bucket(s.partition(), s.bucketName(b))
}

// bucket with everything that it must have from the beginning. All of that is left
// alone when the claim is deleted, and goes with the bucket: a bucket that is not empty
// stays, and what it holds must not be laid open.
func (s *storage) bucket(b bucket) []managed.Resource {
	out := []managed.Resource{
		s.bare(b),
		s.inBucket(b, keyOwnershipControls, plan.ComponentAccess, aws.BucketOwnershipControls{
			Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)),
			Rule: &aws.BucketOwnershipRule{ObjectOwnership: aws.BucketOwnerEnforced},
		}),
		s.inBucket(b, keyPublicAccessBlock, plan.ComponentAccess, aws.BucketPublicAccessBlock{
			Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)),
			BlockPublicACLs: true, IgnorePublicACLs: true, BlockPublicPolicy: !b.public, RestrictPublicBuckets: !b.public,
		}),
		s.bucketPolicy(b),
		s.bucketEncryption(b),
		s.inBucket(b, keyLifecycle, plan.ComponentLifecycle, aws.BucketLifecycle{
			Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)), Rule: b.rules,
		}),
	}
	if b.versions != "" {
		out = append(out, s.inBucket(b, keyVersioning, plan.ComponentStorage, aws.BucketVersioning{
			Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)),
			VersioningConfiguration: &aws.BucketSwitch{Status: b.versions},
		}))
	}
	if b.retention != nil {
		out = append(out, s.objectLock(b))
	}
	return out
}

// bare is the bucket alone. One that is for a network waits until it can be closed to
// everybody else. It goes before the key that is needed to read what it holds.
func (s *storage) bare(b bucket) managed.Resource {
	out := managed.Resource{
		Key:          b.join(keyBucket),
		Component:    b.of(plan.ComponentStorage),
		ExternalName: s.bucketName(b),
		ForProvider: aws.Bucket{
			Region:            b.region,
			ForceDestroy:      b.emptied,
			ObjectLockEnabled: b.retention != nil,
			Tags:              s.tags(b.parts...),
		},
		DeleteBefore: b.key.resources(),
	}
	if b.private {
		out.Waits = s.waitsForNetwork()
	}
	if len(b.parts) == 0 && s.Object.AccessLogDays > 0 {
		out.DeleteBefore = append(out.DeleteBefore, keyLogging, s.logBucket().join(keyBucket))
	}
	return out
}

// inBucket is a resource that is a part of a bucket. It comes after it, because the
// bucket's name is known before the bucket exists.
func (s *storage) inBucket(b bucket, k managed.Key, c managed.Component, spec managed.Spec) managed.Resource {
	return managed.Resource{
		Key:         b.join(k),
		Component:   b.of(c),
		ForProvider: spec,
		After:       []managed.Key{b.join(keyBucket)},
		Retain:      true,
	}
}

// bucketEncryption encrypts with the bucket's key. A bucket key makes S3 ask KMS less
// often, which costs less and is as safe.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
func (s *storage) bucketEncryption(b bucket) managed.Resource {
	key := b.join(keyBucketEncryption)
	rule := aws.BucketEncryptionRule{
		ByDefault:              &aws.BucketEncryptionByDefault{SSEAlgorithm: aws.BucketEncryptionS3},
		BlockedEncryptionTypes: []aws.BucketEncryptionType{aws.BucketEncryptionTypeSSEC},
	}
	var waits []string
	if b.key.IsCustomers() {
		arn := s.arn(b.key, s.wantedKey(key))
		rule.ByDefault = &aws.BucketEncryptionByDefault{SSEAlgorithm: aws.BucketEncryptionKMS, KMSMasterKeyID: arn}
		rule.BucketKeyEnabled = new(true)
		waits = b.key.waits(arn)
	}
	out := s.inBucket(b, keyBucketEncryption, plan.ComponentEncryption, aws.BucketEncryption{
		Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)), Rule: []aws.BucketEncryptionRule{rule},
	})
	out.Waits = waits
	return out
}

// wantedKey is the key that a bucket was encrypted with before.
func (s *storage) wantedKey(k managed.Key) string {
	had := managed.Wanted[aws.BucketEncryption](s.observed, k)
	if len(had.Rule) == 0 || had.Rule[0].ByDefault == nil {
		return ""
	}
	return had.Rule[0].ByDefault.KMSMasterKeyID
}

// objectLock retains every object, unless whoever writes it says for how long.
func (s *storage) objectLock(b bucket) managed.Resource {
	mode := aws.BucketRetentionGovernance
	if b.retention.Mode == v1alpha1.RetentionCompliance {
		mode = aws.BucketRetentionCompliance
	}
	return s.inBucket(b, keyObjectLock, plan.ComponentStorage, aws.BucketObjectLock{
		Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)),
		ObjectLockEnabled: aws.BucketStatusEnabled,
		Rule:              &aws.BucketObjectLockRule{DefaultRetention: &aws.BucketRetention{Mode: mode, Days: b.retention.Days}},
	})
}

// cors of the store. It is deleted as soon as the claim has none any more.
func (s *storage) cors(b bucket) managed.Resource {
	rules := make([]aws.BucketCORSRule, 0, len(s.Object.CORS))
	for _, r := range s.Object.CORS {
		methods := make([]string, 0, len(r.Methods))
		for _, m := range r.Methods {
			methods = append(methods, string(m))
		}
		rules = append(rules, aws.BucketCORSRule{
			AllowedOrigins: r.Origins, AllowedMethods: methods, AllowedHeaders: r.Headers,
			ExposeHeaders: r.ExposeHeaders, MaxAgeSeconds: r.MaxAgeSeconds,
		})
	}
	out := s.inBucket(b, keyCORS, plan.ComponentAccess, aws.BucketCORS{
		Region: b.region, BucketSelector: managed.Select(b.join(keyBucket)), CORSRule: rules,
	})
	out.Retain = false
	return out
}
