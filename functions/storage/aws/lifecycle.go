// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// lifecycleRules of a bucket. Rules with a filter may overlap: what happens first counts.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
func lifecycleRules(rules []plan.LifecycleRule) []aws.BucketLifecycleRule {
	out := make([]aws.BucketLifecycleRule, 0, len(rules))
	for _, r := range rules {
		out = append(out, lifecycleRule(r))
	}
	return out
}

func lifecycleRule(r plan.LifecycleRule) aws.BucketLifecycleRule {
	out := aws.BucketLifecycleRule{
		ID:     r.Name,
		Status: aws.BucketStatusEnabled,
		Filter: []aws.BucketLifecycleFilter{{Prefix: r.Prefix}},
	}
	noncurrent := r.Versions == v1alpha1.VersionsNoncurrent
	switch r.Action {
	case v1alpha1.LifecycleExpire:
		if noncurrent {
			out.NoncurrentExpiration = []aws.BucketNoncurrentExpiration{{NoncurrentDays: r.After}}
			// What is left of a deleted object, once its last version is gone.
			out.Expiration = []aws.BucketExpiration{{ExpiredObjectDeleteMarker: new(true)}}
			return out
		}
		out.Expiration = []aws.BucketExpiration{{Days: r.After}}
	case v1alpha1.LifecycleArchive:
		if noncurrent {
			out.NoncurrentTransition = []aws.BucketNoncurrentTransition{{NoncurrentDays: r.After, StorageClass: aws.BucketStorageClassGlacierIR}}
			return out
		}
		out.Transition = []aws.BucketTransition{{Days: r.After, StorageClass: aws.BucketStorageClassGlacierIR}}
	case v1alpha1.LifecycleAbort:
		out.AbortUpload = []aws.BucketAbortUpload{{DaysAfterInitiation: r.After}}
	}
	return out
}
