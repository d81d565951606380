// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// largestDisk of the types that we use.
// https://learn.microsoft.com/azure/virtual-machines/disks-types
const largestDisk = 32767

// waitEncryptionSet is what a disk waits for.
const waitEncryptionSet = "the disk encryption set has no id yet"

// disk for one machine. What it holds is exported to nobody.
func (s *storage) disk() []managed.Resource {
	key := s.ownKey()
	out := managed.Resource{Key: keyDisk, Component: plan.ComponentStorage, ExternalName: s.diskName()}
	spec := azure.ManagedDisk{
		Location:                   s.region(),
		ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
		Zone:                       s.Block.Zone.Name,
		CreateOption:               azure.DiskCreateEmpty,
		StorageAccountType:         diskType(s.Block.Performance),
		DiskSizeGB:                 s.Block.SizeGiB,
		NetworkAccessPolicy:        azure.DiskNetworkAccessDenied,
		PublicNetworkAccessEnabled: new(false),
		Tags:                       s.tags(),
	}
	if !key.IsCustomers() {
		out.ForProvider = spec
		return []managed.Resource{out}
	}
	spec.DiskEncryptionSetID = cmp.Or(
		managed.Wanted[azure.ManagedDisk](s.observed, keyDisk).DiskEncryptionSetID,
		managed.At[azure.DiskEncryptionSetObservation](s.observed, keyEncryptionSet).ID,
	)
	if spec.DiskEncryptionSetID == "" {
		out.Waits = []string{waitEncryptionSet}
	}
	out.ForProvider = spec
	out.After, out.DeleteBefore = []managed.Key{keyEncryptionSet}, []managed.Key{keyEncryptionSet}
	return []managed.Resource{s.encryptionSet(key), out}
}

func (s *storage) diskName() string { return s.Claim.Names.Name(naming.AzureDisk) }

func diskType(p v1alpha1.Performance) azure.DiskType {
	if p == v1alpha1.PerformanceHigh {
		return azure.DiskTypePremium
	}
	return azure.DiskTypeStandardSSD
}

// encryptionSet is what encrypts disks with a key. It follows the key when that gets
// another version.
// https://learn.microsoft.com/azure/virtual-machines/disk-encryption#automatic-key-rotation-of-customer-managed-keys
func (s *storage) encryptionSet(k masterKey) managed.Resource {
	had := managed.Wanted[azure.DiskEncryptionSet](s.observed, keyEncryptionSet)
	identity := s.identityOf(k).ID
	if had.Identity != nil && len(had.Identity.IdentityIDs) > 0 {
		identity = cmp.Or(identity, had.Identity.IdentityIDs[0])
	}
	spec := azure.DiskEncryptionSet{
		Location:                  s.region(),
		ResourceGroupNameSelector: managed.Select(keyResourceGroup),
		EncryptionType:            azure.DiskEncryptionCustomerKey,
		AutoKeyRotationEnabled:    new(true),
		KeyVaultKeyID:             s.keyURL(k, had.KeyVaultKeyID),
		Identity:                  &azure.AssignedIdentity{Type: azure.AssignedIdentityUser},
		Tags:                      s.tags(),
	}
	out := managed.Resource{
		Key:          keyEncryptionSet,
		Component:    plan.ComponentEncryption,
		ExternalName: s.Claim.Names.Name(naming.AzureDisk, "encryption"),
		After:        []managed.Key{s.roleKey(k)},
		DeleteBefore: s.keyResources(k),
	}
	if spec.KeyVaultKeyID == "" {
		out.Waits = append(out.Waits, waitKey)
	}
	if identity == "" {
		out.Waits = append(out.Waits, waitIdentity)
	} else {
		spec.Identity.IdentityIDs = []string{identity}
	}
	out.ForProvider = spec
	return out
}
