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

// Limits of gp3 volumes. Those that are within everybody's reach are included in the
// price.
// https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
const (
	includedIOPS       = 3000
	includedThroughput = 125
	highIOPS           = 16000
	highThroughput     = 1000
	iopsPerGiB         = 500
	iopsPerThroughput  = 4
	largestVolume      = 16384
)

// volume for one machine. It goes before the key that is needed to read it.
func (s *storage) volume() []managed.Resource {
	key := s.ownKey()
	arn := s.arn(key, managed.Wanted[aws.EBSVolume](s.observed, keyVolume).KMSKeyID)
	iops, throughput := speed(*s.Block)
	return []managed.Resource{{
		Key:       keyVolume,
		Component: plan.ComponentStorage,
		ForProvider: aws.EBSVolume{
			Region:           s.region(),
			AvailabilityZone: s.Block.Zone.Name,
			VolumeType:       aws.EBSVolumeTypeGP3,
			Size:             s.Block.SizeGiB,
			IOPS:             iops,
			Throughput:       throughput,
			Encrypted:        true,
			KMSKeyID:         arn,
			Tags:             s.tags(),
		},
		After:        key.resources(),
		Waits:        key.waits(arn),
		DeleteBefore: key.resources(),
	}}
}

// speed of a volume, in operations and in MiB per second. It is always said, so that it
// goes back when the performance does. A small volume cannot be as fast as a large one.
func speed(b plan.Block) (iops, throughput int) {
	if b.Performance != v1alpha1.PerformanceHigh {
		return includedIOPS, includedThroughput
	}
	iops = max(includedIOPS, min(highIOPS, b.SizeGiB*iopsPerGiB))
	return iops, min(highThroughput, iops/iopsPerThroughput)
}
