// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// What a fast Hyperdisk is bought with. A disk has at most 500 operations for each GiB.
// https://cloud.google.com/compute/docs/disks/hd-types/hyperdisk-balanced
const (
	hyperdiskIOPS       = 6000
	hyperdiskIOPSPerGiB = 500
	hyperdiskThroughput = 500
)

// A volume is what a disk is bought with. Persistent disks have what their size gives
// them.
type volume struct {
	diskType         gcp.DiskType
	iops, throughput int
}

// volumeOf a disk of the machines. Some of them take Hyperdisk alone.
func (c *compute) volumeOf(size int, p v1alpha1.Performance) volume {
	fast := p == v1alpha1.PerformanceHigh
	switch {
	case c.Template.Machine.Storage == machines.StorageHyperdisk && fast:
		return volume{diskType: gcp.DiskTypeHyperdiskBalanced, iops: min(hyperdiskIOPS, hyperdiskIOPSPerGiB*size), throughput: hyperdiskThroughput}
	case c.Template.Machine.Storage == machines.StorageHyperdisk:
		return volume{diskType: gcp.DiskTypeHyperdiskBalanced}
	case fast:
		return volume{diskType: gcp.DiskTypeSSD}
	}
	return volume{diskType: gcp.DiskTypeBalanced}
}

// encryption of disks with the key of the customer. Nil means with one of Google's.
func (c *compute) encryption() *gcp.DiskEncryptionKey {
	if c.Key == "" {
		return nil
	}
	return &gcp.DiskEncryptionKey{KMSKeySelfLink: c.Key}
}

// disks of a single machine. They stay when it is replaced.
func (c *compute) disks() []managed.Resource {
	var out []managed.Resource
	for _, d := range c.Single.Disks {
		if d.Volume != nil {
			continue
		}
		v := c.volumeOf(d.SizeGiB, d.Performance)
		out = append(out, managed.Resource{
			Key:          diskKey(d),
			Component:    plan.ComponentDisks,
			ExternalName: c.name(partDisk, d.Name),
			ForProvider: gcp.Disk{
				Project:               c.project(),
				Zone:                  c.zone(),
				Description:           c.description(),
				DiskType:              v.diskType,
				Size:                  d.SizeGiB,
				ProvisionedIOPS:       v.iops,
				ProvisionedThroughput: v.throughput,
				DiskEncryptionKey:     c.encryption(),
				Labels:                c.labels(),
			},
			Waits: slices.Clone(c.Single.Waits),
		})
	}
	return out
}

func diskKey(d plan.Disk) managed.Key { return keyDisk.Join(d.Name) }

// diskKeys are those of the disks of the machine's own.
func (c *compute) diskKeys() []managed.Key {
	var out []managed.Key
	for _, d := range c.Single.Disks {
		if d.Volume == nil {
			out = append(out, diskKey(d))
		}
	}
	return out
}

// bySlot orders disks as they were added, so that one that goes leaves the others where
// they are.
func bySlot(a, b plan.Disk) int { return cmp.Compare(a.Slot, b.Slot) }

// attached are the disks that a machine has or is to be given. One that does not exist
// yet is attached once it does, and what else the machine waits for is said in words.
func (c *compute) attached(had []gcp.InstanceAttachedDisk) (attached []gcp.InstanceAttachedDisk, waits []string) {
	for _, d := range slices.SortedFunc(slices.Values(c.Single.Disks), bySlot) {
		source := cmp.Or(c.diskID(d), sourceOf(had, d.Name))
		switch {
		case source != "":
			attached = append(attached, gcp.InstanceAttachedDisk{Source: source, DeviceName: d.Name})
		case d.Volume != nil:
			waits = append(waits, d.Volume.Waits()...)
		default:
			waits = append(waits, "disk "+d.Name+" has no id yet")
		}
	}
	return attached, waits
}

// diskID is the path of a disk that exists.
func (c *compute) diskID(d plan.Disk) string {
	if d.Volume != nil {
		return d.Volume.ID
	}
	at := managed.At[gcp.DiskObservation](c.observed, diskKey(d))
	return managed.Known(c.observed, diskKey(d), pathOf(at.SelfLink, at.ID), c.recordedDisk(d.Name).ID)
}

func (c *compute) recordedDisk(name string) v1alpha1.DiskStatus {
	i := slices.IndexFunc(c.Recorded.Disks, func(d v1alpha1.DiskStatus) bool { return d.Name == name })
	if i < 0 {
		return v1alpha1.DiskStatus{}
	}
	return c.Recorded.Disks[i]
}

func sourceOf(attached []gcp.InstanceAttachedDisk, device string) string {
	i := slices.IndexFunc(attached, func(d gcp.InstanceAttachedDisk) bool { return d.DeviceName == device })
	if i < 0 {
		return ""
	}
	return attached[i].Source
}
