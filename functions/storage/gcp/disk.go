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

// disk for one machine.
func (s *storage) disk() []managed.Resource {
	d := gcp.Disk{
		Project:     s.project(),
		Zone:        s.Block.Zone.Name,
		Description: s.description(),
		DiskType:    gcp.DiskTypeBalanced,
		Size:        s.Block.SizeGiB,
		Labels:      s.labels(),
	}
	if s.Block.Performance == v1alpha1.PerformanceHigh {
		d.DiskType = gcp.DiskTypeSSD
	}
	if id := s.keyID(); id != "" {
		d.DiskEncryptionKey = &gcp.DiskEncryptionKey{KMSKeySelfLink: id}
	}
	return []managed.Resource{{
		Key:          keyDisk,
		Component:    plan.ComponentStorage,
		ExternalName: s.Claim.Names.Name(naming.GCPCompute),
		ForProvider:  d,
		After:        s.keyUser(),
		Waits:        s.waitsForKey(),
		DeleteBefore: s.keyUser(),
	}}
}
