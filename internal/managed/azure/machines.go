// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A VirtualMachine is what machines with Linux and those with Windows have in common.
type VirtualMachine struct {
	Location                   string                `json:"location,omitempty"`
	ResourceGroupNameSelector  *managed.Selector     `json:"resourceGroupNameSelector,omitempty"`
	Zone                       string                `json:"zone,omitempty"`
	Size                       string                `json:"size,omitempty"`
	ComputerName               string                `json:"computerName,omitempty"`
	AdminUsername              string                `json:"adminUsername,omitempty"`
	NetworkInterfaceIDSelector *managed.Selector     `json:"networkInterfaceIdsSelector,omitempty"`
	OSDisk                     *MachineOSDisk        `json:"osDisk,omitempty"`
	DiskControllerType         DiskController        `json:"diskControllerType,omitempty"`
	SourceImageID              string                `json:"sourceImageId,omitempty"`
	SourceImageReference       *ImageReference       `json:"sourceImageReference,omitempty"`
	Plan                       *ImagePlan            `json:"plan,omitempty"`
	Identity                   *AssignedIdentity     `json:"identity,omitempty"`
	SecureBootEnabled          *bool                 `json:"secureBootEnabled,omitempty"`
	VTPMEnabled                *bool                 `json:"vtpmEnabled,omitempty"`
	Priority                   MachinePriority       `json:"priority,omitempty"`
	EvictionPolicy             MachineEvictionPolicy `json:"evictionPolicy,omitempty"`
	MaxBidPrice                int                   `json:"maxBidPrice,omitempty"`
	Tags                       map[string]string     `json:"tags,omitempty"`
}

// A LinuxSetup is what a machine with Linux and a scale set of them have in common and
// those with Windows do not have: who logs in, and what runs when a machine boots.
type LinuxSetup struct {
	AdminSSHKey                   []MachineSSHKey    `json:"adminSshKey,omitempty"`
	DisablePasswordAuthentication *bool              `json:"disablePasswordAuthentication,omitempty"`
	UserData                      string             `json:"userData,omitempty"`
	CustomDataSecretRef           *managed.SecretRef `json:"customDataSecretRef,omitempty"`
}

// A LinuxVirtualMachine is a machine with Linux.
// https://learn.microsoft.com/azure/virtual-machines/linux/overview
type LinuxVirtualMachine struct {
	VirtualMachine
	LinuxSetup
}

// Type of a LinuxVirtualMachine.
func (LinuxVirtualMachine) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "LinuxVirtualMachine", Plural: "linuxvirtualmachines"}
}

// A WindowsVirtualMachine is a machine with Windows.
// https://learn.microsoft.com/azure/virtual-machines/windows/overview
type WindowsVirtualMachine struct {
	VirtualMachine

	AdminPasswordSecretRef *managed.SecretRef `json:"adminPasswordSecretRef,omitempty"`
}

// Type of a WindowsVirtualMachine.
func (WindowsVirtualMachine) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "WindowsVirtualMachine", Plural: "windowsvirtualmachines"}
}

// A VirtualMachineObservation is what we read of a machine, with Linux or with Windows.
type VirtualMachineObservation struct {
	ID               string `json:"id"`
	ComputerName     string `json:"computerName"`
	PrivateIPAddress string `json:"privateIpAddress"`
}

// A MachineSSHKey lets a user log in.
type MachineSSHKey struct {
	Username  string `json:"username"`
	PublicKey string `json:"publicKey"`
}

// A MachineOSDisk is what a machine boots from.
type MachineOSDisk struct {
	Caching             DiskCaching `json:"caching"`
	StorageAccountType  DiskType    `json:"storageAccountType,omitempty"`
	DiskSizeGB          int         `json:"diskSizeGb,omitempty"`
	DiskEncryptionSetID string      `json:"diskEncryptionSetId,omitempty"`
}

// DiskCaching says what the host of a machine remembers of a disk.
// https://learn.microsoft.com/azure/virtual-machines/disks-performance
type DiskCaching string

// Caching of disks.
const (
	DiskCachingNone      DiskCaching = "None"
	DiskCachingReadWrite DiskCaching = "ReadWrite"
)

// A DiskController is what a machine reaches its disks through.
// https://learn.microsoft.com/azure/virtual-machines/nvme-overview
type DiskController string

// Disk controllers.
const (
	DiskControllerSCSI DiskController = "SCSI"
	DiskControllerNVMe DiskController = "NVMe"
)

// An ImageReference names an image of the Azure Marketplace.
// https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage
type ImageReference struct {
	Publisher string `json:"publisher"`
	Offer     string `json:"offer"`
	SKU       string `json:"sku"`
	Version   string `json:"version"`
}

// An ImagePlan is what is bought with an image of the Azure Marketplace.
// https://learn.microsoft.com/marketplace/programmatic-deploy-of-marketplace-products
type ImagePlan struct {
	Name      string `json:"name"`
	Product   string `json:"product"`
	Publisher string `json:"publisher"`
}

// A MachinePriority says whether Azure may take machines back.
// https://learn.microsoft.com/azure/virtual-machines/spot-vms
type MachinePriority string

// Priorities.
const (
	MachinePriorityRegular MachinePriority = "Regular"
	MachinePrioritySpot    MachinePriority = "Spot"
)

// A MachineEvictionPolicy says what becomes of a machine that Azure takes back.
type MachineEvictionPolicy string

// Eviction policies.
const (
	// MachineEvictionDeallocate stops a machine, and keeps its disks.
	MachineEvictionDeallocate MachineEvictionPolicy = "Deallocate"

	// MachineEvictionDelete deletes a machine with its disks.
	MachineEvictionDelete MachineEvictionPolicy = "Delete"
)

// SpotAnyPrice pays up to what a machine that is not a spot one costs.
const SpotAnyPrice = -1

// A VirtualMachineDataDiskAttachment gives a disk to a machine.
// https://learn.microsoft.com/azure/virtual-machines/linux/add-disk
type VirtualMachineDataDiskAttachment struct {
	VirtualMachineID         string            `json:"virtualMachineId,omitempty"`
	VirtualMachineIDSelector *managed.Selector `json:"virtualMachineIdSelector,omitempty"`
	ManagedDiskID            string            `json:"managedDiskId,omitempty"`
	ManagedDiskIDSelector    *managed.Selector `json:"managedDiskIdSelector,omitempty"`
	LUN                      int               `json:"lun"`
	Caching                  DiskCaching       `json:"caching,omitempty"`
	CreateOption             DiskCreateOption  `json:"createOption,omitempty"`
}

// Type of a VirtualMachineDataDiskAttachment.
func (VirtualMachineDataDiskAttachment) Type() managed.Type {
	return managed.Type{
		Group: groupCompute, Version: v1beta1,
		Kind:   "VirtualMachineDataDiskAttachment",
		Plural: "virtualmachinedatadiskattachments",
	}
}

// DiskCreateAttach is what the disk holds already.
const DiskCreateAttach DiskCreateOption = "Attach"
