// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ManagedDisk is a volume for a machine.
// https://learn.microsoft.com/azure/virtual-machines/managed-disks-overview
type ManagedDisk struct {
	Location                   string            `json:"location,omitempty"`
	ResourceGroupNameSelector  *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	Zone                       string            `json:"zone,omitempty"`
	CreateOption               DiskCreateOption  `json:"createOption,omitempty"`
	StorageAccountType         DiskType          `json:"storageAccountType,omitempty"`
	DiskSizeGB                 int               `json:"diskSizeGb,omitempty"`
	DiskEncryptionSetID        string            `json:"diskEncryptionSetId,omitempty"`
	NetworkAccessPolicy        DiskNetworkAccess `json:"networkAccessPolicy,omitempty"`
	PublicNetworkAccessEnabled *bool             `json:"publicNetworkAccessEnabled,omitempty"`
	Tags                       map[string]string `json:"tags,omitempty"`
}

// Type of a ManagedDisk.
func (ManagedDisk) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "ManagedDisk", Plural: "manageddisks"}
}

// A DiskCreateOption says what a disk holds at first.
type DiskCreateOption string

// DiskCreateEmpty is nothing.
const DiskCreateEmpty DiskCreateOption = "Empty"

// A DiskType is a type of disk.
// https://learn.microsoft.com/azure/virtual-machines/disks-types
type DiskType string

// Disk types. What a disk holds is kept three times in one zone.
const (
	DiskTypeStandardSSD DiskType = "StandardSSD_LRS"
	DiskTypePremium     DiskType = "Premium_LRS"
)

// A DiskNetworkAccess says from where what a disk holds can be exported.
type DiskNetworkAccess string

// DiskNetworkAccessDenied is nowhere.
// https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview
const DiskNetworkAccessDenied DiskNetworkAccess = "DenyAll"

// A ManagedDiskObservation is what we read of a ManagedDisk.
type ManagedDiskObservation struct {
	ID string `json:"id"`
}

// A DiskEncryptionSet encrypts disks with a key of the customer's.
// https://learn.microsoft.com/azure/virtual-machines/disk-encryption
type DiskEncryptionSet struct {
	Location                  string            `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	EncryptionType            string            `json:"encryptionType,omitempty"`
	AutoKeyRotationEnabled    *bool             `json:"autoKeyRotationEnabled,omitempty"`
	KeyVaultKeyID             string            `json:"keyVaultKeyId,omitempty"`
	Identity                  *AssignedIdentity `json:"identity,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a DiskEncryptionSet.
func (DiskEncryptionSet) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "DiskEncryptionSet", Plural: "diskencryptionsets"}
}

// DiskEncryptionCustomerKey encrypts with a key of the customer's alone.
const DiskEncryptionCustomerKey = "EncryptionAtRestWithCustomerKey"

// A DiskEncryptionSetObservation is what we read of a DiskEncryptionSet.
type DiskEncryptionSetObservation struct {
	ID string `json:"id"`
}
