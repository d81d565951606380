// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// serviceLogging is who writes access logs.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
const serviceLogging = "logging.s3.amazonaws.com"

// logPrefix is how names of logs begin.
const logPrefix = partAccessLogs + "/"

// logBucket holds the access logs of the store. It is never logged itself, and S3 writes
// logs to no bucket that is encrypted with a key of the customer's, or locked.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html
func (s *storage) logBucket() bucket {
	return bucket{
		parts:     []string{partAccessLogs},
		component: plan.ComponentAccessLogs,
		region:    s.region(),
		key:       masterKey{Key: plan.Key{Source: v1alpha1.KeySourcePlatform}},
		rules: lifecycleRules([]plan.LifecycleRule{
			{Name: "abort", Action: v1alpha1.LifecycleAbort, After: plan.AbortDays},
			{Name: "expire", Action: v1alpha1.LifecycleExpire, After: s.Object.AccessLogDays},
		}),
		emptied: true,
	}
}

// accessLogs of the store, and the bucket that they go to.
func (s *storage) accessLogs() []managed.Resource {
	if s.Object.AccessLogDays == 0 {
		return nil
	}
	b := s.logBucket()
	return append(s.bucket(b), managed.Resource{
		Key:       keyLogging,
		Component: plan.ComponentAccessLogs,
		ForProvider: aws.BucketLogging{
			Region:               s.region(),
			BucketSelector:       managed.Select(keyBucket),
			TargetBucketSelector: managed.Select(b.join(keyBucket)),
			TargetPrefix:         logPrefix,
		},
		After: []managed.Key{keyBucket, b.join(keyBucketPolicy)},
	})
}

// allowLogs of the store into a bucket.
func (s *storage) allowLogs(b bucket) policy.Statement {
	out := policy.Statement{
		SID: "AllowAccessLogs", Principals: policy.Principals{Services: []string{serviceLogging}},
		Actions: []string{"s3:PutObject"}, Resources: []string{policy.Objects(s.bucketARN(b), logPrefix).String()},
		Conditions: []policy.Condition{{Test: "ArnLike", Key: conditionSource, Values: []string{s.bucketARN(s.storeBucket()).String()}}},
	}
	if a := s.account(); a != "" {
		out.Conditions = append(out.Conditions, policy.Condition{Test: "StringEquals", Key: conditionAccount, Values: []string{a}})
	}
	return out
}
