// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const diskEncryptionSet cloud.Name = "compute/DiskEncryptionSet"

// roleEncryption lets services encrypt with a key.
const roleEncryption = "Key Vault Crypto Service Encryption User"

func disks() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "compute.azure.upbound.io", Version: "v1beta2", Kind: "ManagedDisk", Plural: "manageddisks"},
			Naming: cloud.Given, Noun: "Managed Disk", Call: "Microsoft.Compute/disks",
			Required:  []string{"location", "resourceGroupName", "createOption", "storageAccountType"},
			Immutable: []string{"createOption", "zone", "sourceResourceId", "imageReferenceId", "logicalSectorSize"},
			Links:     []cloud.Link{toGroup(), {Field: "diskEncryptionSetId", To: diskEncryptionSet, Holds: true}},
			Defaults:  cloud.Value{"networkAccessPolicy": "AllowAll", "publicNetworkAccessEnabled": true},
			ID:        inGroup("Microsoft.Compute/disks"),
			Check:     checkDisk,
		},
		{
			Type:   managed.Type{Group: "compute.azure.upbound.io", Version: "v1beta2", Kind: "DiskEncryptionSet", Plural: "diskencryptionsets"},
			Naming: cloud.Given, Noun: "Disk Encryption Set", Call: "Microsoft.Compute/diskEncryptionSets",
			Required:  []string{"location", "resourceGroupName", "identity.type", "keyVaultKeyId|managedHsmKeyId"},
			Immutable: []string{"encryptionType"},
			Links:     []cloud.Link{toGroup()},
			Defaults:  cloud.Value{"encryptionType": "EncryptionAtRestWithCustomerKey"},
			ID:        inGroup("Microsoft.Compute/diskEncryptionSets"),
			Check:     checkEncryptionSet,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"keyVaultKeyUrl": r.Args.String("keyVaultKeyId")}
			},
		},
	}
}

// diskName is the rule of the names of disks.
const diskName = `^[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?$`

// diskTypes with the size of the largest disk of each.
// https://learn.microsoft.com/azure/virtual-machines/disks-types
func diskTypes() map[string]int {
	return map[string]int{
		"Standard_LRS": 32767, "StandardSSD_LRS": 32767, "StandardSSD_ZRS": 32767, "Premium_LRS": 32767, "Premium_ZRS": 32767,
		"PremiumV2_LRS": 65536, "UltraSSD_LRS": 65536,
	}
}

func checkDisk(r *cloud.Request) error {
	if err := checkName(r, diskName, 80, "InvalidResourceName"); err != nil {
		return err
	}
	for _, check := range []func(*cloud.Request) error{checkDiskSize, checkDiskPlace} {
		if err := check(r); err != nil {
			return err
		}
	}
	access := r.Args.String("networkAccessPolicy")
	switch {
	case !slices.Contains([]string{"AllowAll", "AllowPrivate", "DenyAll"}, access):
		return cloud.Plain("expected network_access_policy to be one of [\"AllowAll\" \"AllowPrivate\" \"DenyAll\"], got %s", access)
	case (access == "AllowPrivate") != r.Args.Has("diskAccessId"):
		return cloud.Plain("[ERROR] `disk_access_id` is only available when `network_access_policy` is set to `AllowPrivate`")
	}
	return nil
}

func checkDiskSize(r *cloud.Request) error {
	kind := r.Args.String("storageAccountType")
	size, sized := r.Args.Int("diskSizeGb")
	before, _ := r.Old.Int("diskSizeGb")
	largest, known := diskTypes()[kind]
	switch {
	case !known:
		return cloud.Plain("expected storage_account_type to be a type of disk, got %s", kind)
	case r.Args.String("createOption") == "Empty" && !sized:
		return cloud.Plain("`disk_size_gb` must be set when `create_option` is set to `Empty`")
	case sized && (size < 1 || size > largest):
		return cloud.Refuse(400, "InvalidParameter", "The value '%d' of disk.diskSizeGB is out of range. The value must be between '1' and '%d', inclusive.", size, largest)
	case size < before:
		return cloud.Plain("- New size must be greater than original size. Shrinking disks is not supported on Azure")
	}
	return nil
}

func checkDiskPlace(r *cloud.Request) error {
	switch kind := r.Args.String("storageAccountType"); {
	case r.Args.Has("zone") && !slices.Contains([]string{"1", "2", "3"}, r.Args.String("zone")):
		return cloud.Refuse(400, "InvalidAvailabilityZone", "The zone(s) '%s' for resource '%s' is not supported.", r.Args.String("zone"), r.ID)
	case r.Args.Has("zone") && strings.HasSuffix(kind, "_ZRS"):
		return cloud.Refuse(400, "ZonesNotAllowed", "Zone redundant disks cannot be in zone %s.", r.Args.String("zone"))
	}
	if s := r.To("diskEncryptionSetId"); s != nil && location(s) != r.Region() {
		return cloud.Refuse(400, "InvalidParameter", "Disk encryption set %s is not in the same location as disk %s.", s.ID, r.Name)
	}
	return nil
}

func checkEncryptionSet(r *cloud.Request) error {
	if err := checkName(r, diskName, 80, "InvalidResourceName"); err != nil {
		return err
	}
	id := r.Args.String("keyVaultKeyId")
	if !versionedKey.MatchString(id) && !r.Args.Bool("autoKeyRotationEnabled") {
		return cloud.Refuse(400, "BadRequest", "The key url %s must have a version unless the key is rotated automatically.", id)
	}
	ids := r.Args.Strings("identity.identityIds")
	if len(ids) == 0 {
		return nil
	}
	return checkCustomersKey(r, id, ids[0])
}

var keyOfVault = regexp.MustCompile(`^https://([a-zA-Z0-9-]+)\.vault\.azure\.net/keys/([a-zA-Z0-9-]+)(/[0-9a-f]+)?$`)

// checkCustomersKey refuses a key that is not there, that could vanish for good, or that
// the identity must not use.
// https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview
func checkCustomersKey(r *cloud.Request, url, identity string) error {
	match := keyOfVault.FindStringSubmatch(url)
	if match == nil {
		return cloud.Plain("parsing %q: expected the address of a key of a Key Vault", url)
	}
	i := r.Find(userAssignedIdentity, identity)
	if i == nil || !r.IsReady(i) {
		return cloud.Refuse(400, "FailedIdentityOperation", "Identity operation for resource '%s' failed with error 'Failed to perform resource identity operation. The user assigned identity %s was not found.'", r.ID, identity)
	}
	for k := range r.Others(key) {
		v := k.To("keyVaultId")
		if v == nil || !strings.EqualFold(v.Name, match[1]) || !strings.EqualFold(k.Args.String("name"), match[2]) {
			continue
		}
		switch {
		case !v.Args.Bool("purgeProtectionEnabled"):
			return cloud.Refuse(409, "KeyVaultPolicyError", "The Key Vault '%s' must be configured for both Soft Delete and Purge Protection.", v.Name)
		case !mayDo(r, i, k.ID, roleEncryption, "Key Vault Crypto Officer", "Key Vault Administrator"):
			return cloud.Refuse(403, "KeyVaultAuthenticationFailure", "The operation failed because of authentication issue on the keyvault: identity %s must have get, wrapKey and unwrapKey on key %s.", i.ID, k.Args.String("name"))
		}
		return nil
	}
	return cloud.Refuse(404, "KeyVaultKeyNotFound", "The key %s was not found.", url)
}
