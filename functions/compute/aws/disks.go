// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Names of devices. Those of the slots are the ones that EC2 reserves for volumes.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
const (
	linuxDevice   = "/dev/sd"
	windowsDevice = "xvd"
	slots         = "fghijklmnop"
)

// deviceByID is where Linux finds a volume, whatever it is attached as: all of the
// machine types attach volumes as NVMe devices.
// https://docs.aws.amazon.com/ebs/latest/userguide/identify-nvme-ebs-device.html
const deviceByID = "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_"

// speed of a volume, in operations and in MiB per second.
func speed(p v1alpha1.Performance, sizeGiB int) (iops, throughput int) {
	return aws.GP3Speed(p == v1alpha1.PerformanceHigh, sizeGiB)
}

// device name that a slot stands for.
func (c *compute) device(slot int) string {
	if slot < 0 || slot >= len(slots) {
		return ""
	}
	if c.Template.Image.OS == v1alpha1.OSWindows {
		return windowsDevice + slots[slot:slot+1]
	}
	return linuxDevice + slots[slot:slot+1]
}

// found is where the machine finds a disk. It is empty while nobody knows.
func (c *compute) found(d plan.Disk, id string) string {
	if c.Template.Image.OS == v1alpha1.OSWindows {
		return c.device(d.Slot)
	}
	if id == "" {
		return ""
	}
	return deviceByID + strings.ReplaceAll(id, "-", "")
}

// blockDevices of every machine: the root disk, and those disks that come and go with it.
func (c *compute) blockDevices() []aws.BlockDeviceMapping {
	root := c.Template.RootDisk
	out := []aws.BlockDeviceMapping{c.blockDevice(rootDevice(c.Template.Image), root.SizeGiB, root.Performance)}
	if len(c.Groups) == 0 {
		return out
	}
	for _, d := range c.Groups[0].Disks {
		out = append(out, c.blockDevice(c.device(d.Slot), d.SizeGiB, d.Performance))
	}
	return out
}

func (c *compute) blockDevice(name string, sizeGiB int, p v1alpha1.Performance) aws.BlockDeviceMapping {
	iops, throughput := speed(p, sizeGiB)
	return aws.BlockDeviceMapping{DeviceName: name, EBS: &aws.BlockDeviceMappingsEBS{
		DeleteOnTermination: aws.OptionalTrue,
		Encrypted:           aws.OptionalTrue,
		IOPS:                iops,
		KMSKeyID:            c.Key,
		Throughput:          throughput,
		VolumeSize:          sizeGiB,
		VolumeType:          aws.VolumeTypeGP3,
	}}
}

func diskKey(d plan.Disk) managed.Key { return keyDisk.Join(d.Name) }

// attachmentKey of a disk: each machine has an attachment of its own.
func (c *compute) attachmentKey(d plan.Disk) managed.Key {
	return keyDiskAttachment.Join(d.Name, c.Template.Generation)
}

// disks of a single machine, and their attachments.
func (c *compute) disks() []managed.Resource {
	var out []managed.Resource
	for _, d := range c.Single.Disks {
		if d.Volume == nil {
			out = append(out, c.disk(d))
		}
		out = append(out, c.attachment(d))
	}
	return out
}

// disk that exists as long as the claim. It is where the machine is, and that must be
// known for good.
func (c *compute) disk(d plan.Disk) managed.Resource {
	iops, throughput := speed(d.Performance, d.SizeGiB)
	return managed.Resource{
		Key:       diskKey(d),
		Component: plan.ComponentDisks,
		ForProvider: aws.EBSVolume{
			Region:           c.region(),
			AvailabilityZone: c.Template.Zones[0].Name,
			VolumeType:       aws.EBSVolumeTypeGP3,
			Size:             d.SizeGiB,
			IOPS:             iops,
			Throughput:       throughput,
			Encrypted:        true,
			KMSKeyID:         c.Key,
			Tags:             c.tags(d.Name),
		},
		Waits: slices.Concat(c.Network.Waits, c.Single.Waits),
	}
}

func (c *compute) attachment(d plan.Disk) managed.Resource {
	spec := aws.VolumeAttachment{
		Region:             c.region(),
		DeviceName:         c.device(d.Slot),
		InstanceIDSelector: managed.Select(c.MachineKey()),
	}
	out := managed.Resource{
		Key:       c.attachmentKey(d),
		Component: plan.ComponentDisks,
		After:     []managed.Key{c.MachineKey()},
	}
	if d.Volume == nil {
		spec.VolumeIDSelector = managed.Select(diskKey(d))
		out.After = append(out.After, diskKey(d))
	} else {
		spec.VolumeID = d.Volume.ID
		out.Waits = d.Volume.Waits()
	}
	out.ForProvider = spec
	return out
}
