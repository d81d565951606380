// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// root is what is mounted of a file system.
const root = "/"

// Report what was observed of a storage. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, status *v1alpha1.Status) {
	s := &storage{Plan: p, observed: o}
	*status = p.Status()
	status.Encryption.Key = s.arn(s.ownKey(), "")
	switch {
	case p.Object != nil:
		s.reportObject(status)
	case p.Block != nil:
		at := managed.At[aws.EBSVolumeObservation](o, keyVolume)
		status.ID = managed.Known(s.observed, keyVolume, at.ID, p.Recorded.ID)
		status.ARN = managed.Known(s.observed, keyVolume, at.ARN, p.Recorded.ARN)
		status.Name = status.ID
	case p.File != nil:
		s.reportFile(status)
	}
}

// Connection details of a storage.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	var s v1alpha1.Status
	Report(p, o, &s)
	return p.Connection(s)
}

func (s *storage) reportObject(status *v1alpha1.Status) {
	at := managed.At[aws.BucketObservation](s.observed, keyBucket)
	endpoint := ""
	if at.BucketRegionalDomainName != "" {
		endpoint = "https://" + at.BucketRegionalDomainName
	}
	status.ID = managed.Known(s.observed, keyBucket, at.ID, s.Recorded.ID)
	status.Name = status.ID
	status.ARN = managed.Known(s.observed, keyBucket, at.ARN, s.Recorded.ARN)
	status.Endpoint = managed.Known(s.observed, keyBucket, endpoint, s.Recorded.Endpoint)
	if s.Object.AccessLogDays > 0 {
		key := s.logBucket().join(keyBucket)
		status.AccessLogs.ID = managed.Known(s.observed, key, managed.At[aws.BucketObservation](s.observed, key).ID, status.AccessLogs.ID)
	}
	if s.Object.Replica != nil {
		s.reportReplica(status.Replica)
	}
}

func (s *storage) reportReplica(status *v1alpha1.Replica) {
	recorded := v1alpha1.Replica{}
	if r := s.Recorded.Replica; r != nil && r.Region == status.Region {
		recorded = *r
	}
	b := s.replicaBucket()
	key := b.join(keyBucket)
	at := managed.At[aws.BucketObservation](s.observed, key)
	status.ID = managed.Known(s.observed, key, at.ID, recorded.ID)
	status.Name = status.ID
	status.ARN = managed.Known(s.observed, key, at.ARN, recorded.ARN)
	status.Key = s.arn(b.key, recorded.Key)
}

func (s *storage) reportFile(status *v1alpha1.Status) {
	at := managed.At[aws.EFSFileSystemObservation](s.observed, keyFileSystem)
	status.ID = managed.Known(s.observed, keyFileSystem, at.ID, s.Recorded.ID)
	status.Name = status.ID
	status.ARN = managed.Known(s.observed, keyFileSystem, at.ARN, s.Recorded.ARN)
	status.Endpoint = managed.Known(s.observed, keyFileSystem, at.DNSName, s.Recorded.Endpoint)
	if status.ID != "" {
		status.Path = root
	}
}
