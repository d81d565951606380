// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// waitMachine is what a disk of a machine with Windows waits for.
const waitMachine = "the machine has no id yet"

// disks besides the root disk, which are created apart from the machine so that another
// one can have them.
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

// disk that is exported to nobody.
func (c *compute) disk(d plan.Disk) managed.Resource {
	key := keyDisk.Join(d.Name)
	set := c.encryptionSetID(managed.Wanted[azure.ManagedDisk](c.observed, key).DiskEncryptionSetID)
	return c.encrypted(managed.Resource{
		Key:          key,
		Component:    plan.ComponentDisks,
		ExternalName: c.Claim.Names.Name(naming.AzureDisk, partDisk, d.Name),
		ForProvider: azure.ManagedDisk{
			Location:                   c.region(),
			ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
			Zone:                       c.zone(),
			CreateOption:               azure.DiskCreateEmpty,
			StorageAccountType:         diskType(d.Performance),
			DiskSizeGB:                 d.SizeGiB,
			DiskEncryptionSetID:        set,
			NetworkAccessPolicy:        azure.DiskNetworkAccessDenied,
			PublicNetworkAccessEnabled: new(false),
			Tags:                       c.tags(),
		},
		Waits: c.Single.Waits,
	}, set)
}

// partDisk tells the names of disks from others that share their rule.
const partDisk = "disk"

func (c *compute) attachmentKey(d plan.Disk) managed.Key {
	return keyAttachment.Join(d.Name, c.generation())
}

// attachment of a disk to the machine. The host of the machine remembers nothing of it, so
// that nothing is lost with the host. A disk that another machine still has is attached
// as soon as that is gone.
// https://learn.microsoft.com/azure/virtual-machines/premium-storage-performance#disk-caching
func (c *compute) attachment(d plan.Disk) managed.Resource {
	key := c.attachmentKey(d)
	spec := azure.VirtualMachineDataDiskAttachment{
		LUN:          d.Slot,
		Caching:      azure.DiskCachingNone,
		CreateOption: azure.DiskCreateAttach,
	}
	out := managed.Resource{Key: key, Component: plan.ComponentDisks, After: []managed.Key{c.MachineKey()}}
	if c.isWindows() {
		// The selector finds machines with Linux only.
		spec.VirtualMachineID = c.machineID(managed.Wanted[azure.VirtualMachineDataDiskAttachment](c.observed, key).VirtualMachineID)
		out.Waits = waits(map[string]string{waitMachine: spec.VirtualMachineID})
	} else {
		spec.VirtualMachineIDSelector = managed.Select(c.MachineKey())
	}
	if d.Volume == nil {
		spec.ManagedDiskIDSelector = managed.Select(keyDisk.Join(d.Name))
		out.After = append(out.After, keyDisk.Join(d.Name))
	} else {
		spec.ManagedDiskID = d.Volume.ID
		out.Waits = append(out.Waits, d.Volume.Waits()...)
	}
	out.ForProvider = spec
	return out
}
