// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// logWriter is who writes usage logs, and roleWrite lets it create objects, and nothing
// else.
// https://cloud.google.com/storage/docs/access-logs#delivery
const (
	logWriter = "group:cloud-storage-analytics@google.com"
	roleWrite = "roles/storage.objectCreator"
)

func (s *storage) logBucketName() string {
	return s.Claim.Names.Name(naming.GCPBucket, partAccessLogs)
}

// accessLogs go to a bucket of their own, which is never logged itself.
func (s *storage) accessLogs() []managed.Resource {
	if s.Object.AccessLogDays == 0 {
		return nil
	}
	b := s.bare()
	b.ForceDestroy = true
	b.Versioning = &gcp.BucketVersioning{}
	b.LifecycleRule = lifecycleRules([]plan.LifecycleRule{
		{Action: v1alpha1.LifecycleAbort, After: plan.AbortDays},
		{Action: v1alpha1.LifecycleExpire, After: s.Object.AccessLogDays, Versions: v1alpha1.VersionsCurrent},
	})
	return []managed.Resource{
		{
			Key:          keyBucket.Join(partAccessLogs),
			Component:    plan.ComponentAccessLogs,
			ExternalName: s.logBucketName(),
			ForProvider:  b,
		},
		{
			Key:       keyLogWriter.Join(partAccessLogs),
			Component: plan.ComponentAccessLogs,
			ForProvider: gcp.BucketIAMMember{
				BucketSelector: managed.Select(keyBucket.Join(partAccessLogs)), Role: roleWrite, Member: logWriter,
			},
			After: []managed.Key{keyBucket.Join(partAccessLogs)},
		},
	}
}
