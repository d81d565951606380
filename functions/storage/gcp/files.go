// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// share is the name of the only share of a file system.
const share = "share"

// fileSystem that is connected to its network, and to nothing else: whoever is in the
// network can mount it.
// https://cloud.google.com/filestore/docs/access-control
func (s *storage) fileSystem() []managed.Resource {
	had := managed.Wanted[gcp.FilestoreInstance](s.observed, keyInstance)
	i := gcp.FilestoreInstance{
		Project:     s.project(),
		Description: s.description(),
		Tier:        gcp.FilestoreTierBasicHDD,
		Location:    cmp.Or(had.Location, s.zone()),
		FileShares:  &gcp.FilestoreShare{Name: share, CapacityGB: s.File.SizeGiB},
		KMSKeyName:  s.keyID(),
		Labels:      s.labels(),
	}
	if s.File.Performance == v1alpha1.PerformanceHigh {
		i.Tier = gcp.FilestoreTierZonal
	}
	var waits []string
	network := s.Network.ID
	if network == "" {
		waits = s.Network.Waits()
		if len(had.Networks) > 0 {
			network = had.Networks[0].Network
		}
	}
	i.Networks = []gcp.FilestoreNetwork{{
		Network: network, Modes: []gcp.FilestoreNetworkMode{gcp.FilestoreNetworkModeIPv4}, ConnectMode: gcp.FilestoreConnectModePeering,
	}}
	return []managed.Resource{{
		Key:          keyInstance,
		Component:    plan.ComponentStorage,
		ExternalName: s.Claim.Names.Name(naming.GCPFilestore),
		ForProvider:  i,
		After:        s.keyUser(),
		Waits:        append(s.waitsForKey(), waits...),
		DeleteBefore: s.keyUser(),
	}}
}

// zone that a file system is put into: the first one of the region. The network reaches
// it from all of them.
func (s *storage) zone() string {
	if len(s.Claim.Region.Zones) == 0 {
		return ""
	}
	return s.Claim.Region.Zones[0]
}
