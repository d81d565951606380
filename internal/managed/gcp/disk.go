// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Disk is a persistent disk in one zone.
// https://cloud.google.com/compute/docs/disks/persistent-disks
type Disk struct {
	Project     string   `json:"project,omitempty"`
	Zone        string   `json:"zone"`
	Description string   `json:"description,omitempty"`
	DiskType    DiskType `json:"type,omitempty"`
	Size        int      `json:"size,omitempty"`

	// ProvisionedIOPS and ProvisionedThroughput, in MiB for each second, are bought with
	// Hyperdisk only.
	ProvisionedIOPS       int                `json:"provisionedIops,omitempty"`
	ProvisionedThroughput int                `json:"provisionedThroughput,omitempty"`
	DiskEncryptionKey     *DiskEncryptionKey `json:"diskEncryptionKey,omitempty"`
	Labels                map[string]string  `json:"labels,omitempty"`
}

// A DiskType says how fast a disk is.
type DiskType string

// Types of disks.
const (
	DiskTypeBalanced DiskType = "pd-balanced"
	DiskTypeSSD      DiskType = "pd-ssd"

	// DiskTypeHyperdiskBalanced is what the newest machines boot from.
	DiskTypeHyperdiskBalanced DiskType = "hyperdisk-balanced"
)

// A DiskEncryptionKey encrypts a disk with a key of the customer's.
type DiskEncryptionKey struct {
	// KMSKeySelfLink is the id of the key, without a version.
	KMSKeySelfLink string `json:"kmsKeySelfLink"`
}

// Type of a Disk.
func (Disk) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "Disk", Plural: "disks"}
}

// A DiskObservation is what we read of a Disk.
type DiskObservation struct {
	ID       string `json:"id"`
	SelfLink string `json:"selfLink"`
}
