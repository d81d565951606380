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

// largestVolume of gp3, in GiB.
// https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
const largestVolume = 16384

// volume for one machine. It goes before the key that is needed to read it.
func (s *storage) volume() []managed.Resource {
	key := s.ownKey()
	arn := s.arn(key, managed.Wanted[aws.EBSVolume](s.observed, keyVolume).KMSKeyID)
	iops, throughput := aws.GP3Speed(s.Block.Performance == v1alpha1.PerformanceHigh, s.Block.SizeGiB)
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
