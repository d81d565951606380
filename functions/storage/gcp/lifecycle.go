// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// lifecycleRules of a bucket. Where several hold for an object, deleting wins, and then
// the cheapest class.
// https://cloud.google.com/storage/docs/lifecycle#multiple_rules
func lifecycleRules(rules []plan.LifecycleRule) []gcp.BucketLifecycleRule {
	out := make([]gcp.BucketLifecycleRule, 0, len(rules))
	for _, r := range rules {
		out = append(out, gcp.BucketLifecycleRule{Action: lifecycleAction(r), Condition: lifecycleCondition(r)})
	}
	return out
}

func lifecycleAction(r plan.LifecycleRule) gcp.BucketLifecycleAction {
	switch r.Action {
	case v1alpha1.LifecycleArchive:
		return gcp.BucketLifecycleAction{ActionType: gcp.BucketLifecycleSetStorageClass, StorageClass: gcp.BucketStorageClassArchive}
	case v1alpha1.LifecycleAbort:
		return gcp.BucketLifecycleAction{ActionType: gcp.BucketLifecycleAbort}
	case v1alpha1.LifecycleExpire:
	}
	return gcp.BucketLifecycleAction{ActionType: gcp.BucketLifecycleDelete}
}

func lifecycleCondition(r plan.LifecycleRule) gcp.BucketLifecycleCondition {
	var out gcp.BucketLifecycleCondition
	if r.Prefix != "" {
		out.MatchesPrefix = []string{r.Prefix}
	}
	switch r.Versions {
	case v1alpha1.VersionsCurrent:
		out.Age, out.WithState = r.After, gcp.BucketObjectLive
	case v1alpha1.VersionsNoncurrent:
		out.DaysSinceNoncurrentTime, out.WithState = r.After, gcp.BucketObjectArchived
	default:
		// What was never finished is no version.
		out.Age = r.After
	}
	return out
}
