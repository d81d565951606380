// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func volumes() []cloud.Kind {
	return []cloud.Kind{{
		Type: ec2("v1beta1", "EBSVolume", "ebsvolumes"), Prefix: "vol-", Noun: "EBS Volume", Service: "EC2", Call: "Volume",
		Required:  []string{"availabilityZone", "size|snapshotId"},
		Immutable: []string{"availabilityZone", "encrypted", "kmsKeyId", "snapshotId", "multiAttachEnabled", "outpostArn"},
		Links:     []cloud.Link{{Field: "kmsKeyId", To: key, Loose: true}},
		Defaults:  cloud.Value{"type": "gp2"},
		Check:     checkVolume,
		Attributes: func(*cloud.Request) cloud.Value {
			return cloud.Value{"createTime": "2026-01-01T00:00:00Z"}
		},
	}}
}

// A volumeLimit bounds volumes of a type.
type volumeLimit struct {
	smallest, largest            int
	fewest, most, perGiB         int
	slowest, fastest, perOneMiBs int
}

// volumeLimits by type. What a type does not have is zero.
// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
func volumeLimits() map[string]volumeLimit {
	return map[string]volumeLimit{
		"gp3":      {smallest: 1, largest: 16384, fewest: 3000, most: 16000, perGiB: 500, slowest: 125, fastest: 1000, perOneMiBs: 4},
		"gp2":      {smallest: 1, largest: 16384},
		"io1":      {smallest: 4, largest: 16384, fewest: 100, most: 64000, perGiB: 50},
		"io2":      {smallest: 4, largest: 65536, fewest: 100, most: 256000, perGiB: 1000},
		"st1":      {smallest: 125, largest: 16384},
		"sc1":      {smallest: 125, largest: 16384},
		"standard": {smallest: 1, largest: 1024},
	}
}

func checkVolume(r *cloud.Request) error {
	if zone := r.Args.String("availabilityZone"); !slices.Contains(zonesOf(r.Region()), zone) {
		return cloud.Refuse(400, "InvalidZone.NotFound", "The zone '%s' does not exist.", zone)
	}
	kind := r.Args.String("type")
	limit, ok := volumeLimits()[kind]
	if !ok {
		return oneOf(r, "type", "standard", "io1", "io2", "gp2", "sc1", "st1", "gp3")
	}
	size, _ := r.Args.Int("size")
	if size < limit.smallest || size > limit.largest {
		return cloud.Refuse(400, "InvalidParameterValue", "Volume of %dGiB is invalid for volume type %s; it must be between %d and %dGiB.", size, kind, limit.smallest, limit.largest)
	}
	if before, ok := r.Old.Int("size"); ok && size < before {
		return cloud.Refuse(400, "InvalidParameterValue", "New size cannot be smaller than existing size")
	}
	if k := r.Args.String("kmsKeyId"); k != "" && (!kmsARN.MatchString(k) || !r.Args.Bool("encrypted")) {
		return cloud.Plain("\"kms_key_id\" (%s) is an invalid ARN, or encrypted is not set", k)
	}
	if err := checkOperations(r, kind, size, limit); err != nil {
		return err
	}
	return checkThroughput(r, kind, limit)
}

func checkOperations(r *cloud.Request, kind string, size int, limit volumeLimit) error {
	iops, ok := r.Args.Int("iops")
	switch {
	case ok && limit.most == 0:
		return cloud.Plain("'iops' must not be set when 'type' is '%s'", kind)
	case ok && (iops < limit.fewest || iops > limit.most):
		return cloud.Refuse(400, "InvalidParameterValue", "Volume iops of %d is out of range; it must be between %d and %d.", iops, limit.fewest, limit.most)
	case ok && iops > limit.fewest && iops > size*limit.perGiB:
		return cloud.Refuse(400, "InvalidParameterCombination", "Iops to volume size ratio of %d is too high; maximum is %d.", iops/max(size, 1), limit.perGiB)
	case !ok && (kind == "io1" || kind == "io2"):
		return cloud.Plain("'iops' must be set when 'type' is '%s'", kind)
	}
	return nil
}

func checkThroughput(r *cloud.Request, kind string, limit volumeLimit) error {
	iops, _ := r.Args.Int("iops")
	throughput, ok := r.Args.Int("throughput")
	switch {
	case ok && limit.fastest == 0:
		return cloud.Plain("'throughput' must not be set when 'type' is '%s'", kind)
	case ok && (throughput < limit.slowest || throughput > limit.fastest):
		return cloud.Refuse(400, "InvalidParameterValue", "Volume throughput of %d is out of range; it must be between %d and %d.", throughput, limit.slowest, limit.fastest)
	case ok && throughput*limit.perOneMiBs > max(iops, limit.fewest):
		return cloud.Refuse(400, "InvalidParameterValue", "Throughput (MiBps) to iops ratio of %f is too high; maximum is 0.250000 MiBps per iops.", float64(throughput)/float64(max(iops, limit.fewest)))
	}
	return nil
}
