// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

const secondsPerDay = 24 * 60 * 60

// everybody is whoever asks, with or without an account.
const everybody = "allUsers"

// roleRead lets read an object whose name is known, and not list any.
// https://cloud.google.com/storage/docs/access-control/iam-roles
const roleRead = "roles/storage.legacyObjectReader"

// store is the bucket that the storage is. A bucket that spans two regions is its own
// copy.
func (s *storage) store() []managed.Resource {
	b := s.bare()
	b.Versioning = &gcp.BucketVersioning{Enabled: s.versioning()}
	b.ForceDestroy = s.Protection.DeletesData()
	b.LifecycleRule = lifecycleRules(s.Object.Lifecycle)
	b.CORS = s.cors()
	if id := s.keyID(); id != "" {
		b.Encryption = &gcp.BucketEncryption{DefaultKMSKeyName: id}
	}
	if r := s.Object.Retention; r != nil {
		b.RetentionPolicy = &gcp.BucketRetention{RetentionPeriod: r.Days * secondsPerDay, IsLocked: r.Mode == v1alpha1.RetentionCompliance}
	}
	if s.Object.Public {
		b.PublicAccessPrevention = gcp.PublicAccessPreventionInherited
	}
	out := managed.Resource{
		Key:          keyBucket,
		Component:    plan.ComponentStorage,
		ExternalName: s.Claim.Names.Name(naming.GCPBucket),
		After:        s.keyUser(),
		Waits:        s.waitsForKey(),
		DeleteBefore: s.keyUser(),
	}
	if s.Object.AccessLogDays > 0 {
		// Cloud Storage writes to nobody who does not let it.
		b.Logging = &gcp.BucketLogging{LogBucket: s.logBucketName(), LogObjectPrefix: partAccessLogs}
		out.After = append(out.After, keyLogWriter.Join(partAccessLogs))
		out.DeleteBefore = append(out.DeleteBefore, keyBucket.Join(partAccessLogs))
	}
	out.ForProvider = b
	if !s.Object.Public {
		return []managed.Resource{out}
	}
	return []managed.Resource{out, s.readers()}
}

// bare is what every bucket has.
func (s *storage) bare() gcp.Bucket {
	out := gcp.Bucket{
		Project:                  s.project(),
		Location:                 strings.ToUpper(s.region()),
		StorageClass:             gcp.BucketStorageClassStandard,
		UniformBucketLevelAccess: true,
		PublicAccessPrevention:   gcp.PublicAccessPreventionEnforced,
		SoftDeletePolicy:         &gcp.BucketSoftDelete{RetentionDurationSeconds: plan.SoftDeleteDays * secondsPerDay},
		Labels:                   s.labels(),
	}
	r := s.Object.Replica
	if r == nil {
		return out
	}
	if c, ok := continentOf(s.region()); ok {
		both := []string{strings.ToUpper(s.region()), strings.ToUpper(r.Region.Native)}
		slices.Sort(both)
		out.Location, out.CustomPlacementConfig = c.code, &gcp.BucketPlacement{DataLocations: both}
	}
	return out
}

// versioning says whether what is overwritten and deleted is kept. A bucket with a
// retention policy cannot have it, and nothing can be overwritten there before its time.
// https://cloud.google.com/storage/docs/object-versioning
func (s *storage) versioning() bool { return s.Object.Versioning && s.Object.Retention == nil }

// readers are all people.
func (s *storage) readers() managed.Resource {
	return managed.Resource{
		Key:         keyReaders,
		Component:   plan.ComponentAccess,
		ForProvider: gcp.BucketIAMMember{BucketSelector: managed.Select(keyBucket), Role: roleRead, Member: everybody},
		After:       []managed.Key{keyBucket},
	}
}

// cors of the bucket. GCP has one list of headers, for those that pages send and for
// those that they read.
func (s *storage) cors() []gcp.BucketCORSRule {
	var out []gcp.BucketCORSRule
	for _, r := range s.Object.CORS {
		methods := make([]string, 0, len(r.Methods))
		for _, m := range r.Methods {
			methods = append(methods, string(m))
		}
		headers := slices.Concat(r.Headers, r.ExposeHeaders)
		slices.Sort(headers)
		out = append(out, gcp.BucketCORSRule{Origin: r.Origins, Method: methods, ResponseHeader: slices.Compact(headers), MaxAgeSeconds: r.MaxAgeSeconds})
	}
	return out
}
