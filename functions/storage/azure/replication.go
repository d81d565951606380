// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// replicaAccount is as protected as that of the storage, and never public. Its region is a
// part of its keys and its name, because an account does not move.
func (s *storage) replicaAccount() account {
	r := s.Object.Replica
	a := s.storeAccount()
	a.parts = []string{partReplica, s.Claim.Names.Hash(regionChars, "region", r.Region.Native)}
	a.nameParts = []string{partReplica, r.Region.Native}
	a.component = plan.ComponentReplication
	a.region, a.zonal = r.Region.Native, len(r.Region.Zones) > 0
	a.key = masterKey{Key: r.Key, parts: a.parts, nameParts: a.nameParts, region: a.region, component: plan.ComponentReplication}
	a.public = false
	blobs := *a.blobs
	blobs.ChangeFeedEnabled, blobs.CORSRule = new(false), nil
	a.blobs = &blobs
	return a
}

// replica of the container in another region, and what keeps it up to date.
func (s *storage) replica() []managed.Resource {
	if s.Object.Replica == nil {
		return nil
	}
	a := s.replicaAccount()
	return slices.Concat(
		s.masterKey(a.key),
		[]managed.Resource{s.account(a), s.container(a)},
		s.guards(a, plan.ComponentReplication),
		[]managed.Resource{s.replication(a)},
	)
}

// replication copies everything that is written to the container. Azure deletes no
// container that takes part in it.
// https://learn.microsoft.com/azure/storage/blobs/object-replication-overview
func (s *storage) replication(to account) managed.Resource {
	containers := []managed.Key{keyContainer, to.join(keyContainer)}
	return managed.Resource{
		Key:       to.join(keyReplication),
		Component: plan.ComponentReplication,
		ForProvider: azure.ObjectReplication{
			SourceStorageAccountIDSelector:      managed.Select(keyAccount),
			DestinationStorageAccountIDSelector: managed.Select(to.join(keyAccount)),
			Rules: []azure.ObjectReplicationRule{{
				SourceContainerName:      s.containerName(),
				DestinationContainerName: s.containerName(),
				CopyBlobsCreatedAfter:    azure.ReplicateEverything,
			}},
		},
		After:        containers,
		DeleteBefore: containers,
	}
}
