// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// endpoint that every bucket is reached at.
const endpoint = "https://storage.googleapis.com/"

// Report what was observed of a storage. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, status *v1alpha1.Status) {
	s := &storage{Plan: p, observed: o}
	*status = p.Status()
	if s.isCreated() && o.Exists(keyKMSKey) {
		status.Encryption.Key = s.keyID()
	}
	switch {
	case p.Object != nil:
		s.reportObject(status)
	case p.Block != nil:
		at := managed.At[gcp.DiskObservation](o, keyDisk)
		status.ID = managed.Known(s.observed, keyDisk, pathOf(cmp.Or(at.SelfLink, at.ID)), p.Recorded.ID)
	case p.File != nil:
		s.reportFile(status)
	}
	s.reportNames(status)
}

// Connection details of a storage.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	var s v1alpha1.Status
	Report(p, o, &s)
	return p.Connection(s)
}

// pathOf returns the path of a self link, and an id as it is.
func pathOf(link string) string {
	if _, path, ok := strings.Cut(link, "/projects/"); ok {
		return "projects/" + path
	}
	return link
}

// reportNames of what exists.
func (s *storage) reportNames(status *v1alpha1.Status) {
	if status.ID == "" {
		return
	}
	parts := strings.Split(status.ID, "/")
	status.Name = parts[len(parts)-1]
	project := s.project()
	if s.Object == nil && len(parts) > 1 {
		project = parts[1]
	}
	status.Project = cmp.Or(status.Project, project, s.Recorded.Project)
}

func (s *storage) reportObject(status *v1alpha1.Status) {
	status.Versioning = s.versioning()
	at := managed.At[gcp.BucketObservation](s.observed, keyBucket)
	status.Project = at.Project
	if at.ID != "" || s.observed.Exists(keyBucket) && s.Recorded.ID != "" {
		name := s.Claim.Names.Name(naming.GCPBucket)
		status.ID, status.Endpoint = "projects/_/buckets/"+name, endpoint+name
	}
	if s.Object.AccessLogDays > 0 {
		key := keyBucket.Join(partAccessLogs)
		id := ""
		if managed.At[gcp.BucketObservation](s.observed, key).ID != "" {
			id = s.logBucketName()
		}
		status.AccessLogs.ID = managed.Known(s.observed, key, id, status.AccessLogs.ID)
	}
	if r := status.Replica; r != nil {
		// One bucket spans both regions.
		r.KeySource, r.Key = status.Encryption.Source, status.Encryption.Key
	}
}

func (s *storage) reportFile(status *v1alpha1.Status) {
	at := managed.At[gcp.FilestoreInstanceObservation](s.observed, keyInstance)
	address := ""
	if len(at.Networks) > 0 && len(at.Networks[0].IPAddresses) > 0 {
		address = at.Networks[0].IPAddresses[0]
	}
	status.ID = managed.Known(s.observed, keyInstance, at.ID, s.Recorded.ID)
	status.Endpoint = managed.Known(s.observed, keyInstance, address, s.Recorded.Endpoint)
	if status.ID != "" {
		status.Path = "/" + share
	}
}
