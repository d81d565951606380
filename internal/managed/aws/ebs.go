// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An EBSVolumeType says how fast a volume is.
type EBSVolumeType string

// EBSVolumeTypeGP3 volumes are on SSDs, and as fast as they are told to be.
const EBSVolumeTypeGP3 EBSVolumeType = "gp3"

// An EBSVolume is a disk for one machine. The key is an ARN: a selector would resolve
// to an id, which EC2 refuses.
// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html
type EBSVolume struct {
	Region           string            `json:"region"`
	AvailabilityZone string            `json:"availabilityZone"`
	VolumeType       EBSVolumeType     `json:"type,omitempty"`
	Size             int               `json:"size,omitempty"`
	IOPS             int               `json:"iops,omitempty"`
	Throughput       int               `json:"throughput,omitempty"`
	Encrypted        bool              `json:"encrypted"`
	KMSKeyID         string            `json:"kmsKeyId,omitempty"`
	Tags             map[string]string `json:"tags,omitempty"`
}

// Type of an EBSVolume.
func (EBSVolume) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "EBSVolume", Plural: "ebsvolumes"}
}

// An EBSVolumeObservation is what we read of an EBSVolume.
type EBSVolumeObservation struct {
	ID  string `json:"id"`
	ARN string `json:"arn"`
}
