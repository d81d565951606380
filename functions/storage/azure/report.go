// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Report what was observed of a storage. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, status *v1alpha1.Status) {
	s := &storage{Plan: p, observed: o}
	*status = p.Status()
	status.ResourceGroup = s.groupName()
	status.Encryption.Key = s.keyID(s.ownKey())
	switch {
	case p.Object != nil:
		s.reportObject(status)
	case p.Block != nil:
		status.ID = managed.Known(s.observed, keyDisk, managed.At[azure.ManagedDiskObservation](o, keyDisk).ID, p.Recorded.ID)
		if status.ID != "" {
			status.Name = s.diskName()
		}
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

func (s *storage) reportAccount(a account) *v1alpha1.Account {
	return &v1alpha1.Account{Name: s.accountName(a), ID: s.accountID(a)}
}

func (s *storage) reportObject(status *v1alpha1.Status) {
	a := s.storeAccount()
	status.Account = s.reportAccount(a)
	status.ID = managed.Known(s.observed, keyContainer, s.containerID(a), s.Recorded.ID)
	endpoint := s.atAccount(a).PrimaryBlobEndpoint
	if endpoint != "" {
		endpoint += s.containerName()
	}
	if status.ID != "" {
		status.Name = s.containerName()
		status.Endpoint = managed.Known(s.observed, keyAccount, endpoint, s.Recorded.Endpoint)
	}
	if s.Object.AccessLogDays > 0 {
		to := s.logAccount()
		status.AccessLogs.ID = managed.Known(s.observed, to.join(keyAccount), s.atAccount(to).ID, status.AccessLogs.ID)
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
	a := s.replicaAccount()
	status.ID = managed.Known(s.observed, a.join(keyContainer), s.containerID(a), recorded.ID)
	if status.ID != "" {
		status.Name = s.containerName()
	}
	status.Key = cmp.Or(s.keyID(a.key), recorded.Key)
}

func (s *storage) reportFile(status *v1alpha1.Status) {
	a := s.fileAccount()
	status.Account = s.reportAccount(a)
	status.ID = managed.Known(s.observed, keyShare, managed.At[azure.ShareObservation](s.observed, keyShare).ResourceManagerID, s.Recorded.ID)
	if status.ID == "" {
		return
	}
	status.Name = s.shareName()
	status.Endpoint = managed.Known(s.observed, keyAccount, s.atAccount(a).PrimaryFileHost, s.Recorded.Endpoint)
	status.Path = "/" + s.accountName(a) + "/" + s.shareName()
}
