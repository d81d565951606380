// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// roleEncryption lets a service encrypt and decrypt with a key, and nothing else.
// https://learn.microsoft.com/azure/virtual-machines/disk-encryption#customer-managed-keys
const roleEncryption = "Key Vault Crypto Service Encryption User"

// What things wait for.
const (
	waitEncryptionSet = "the disk encryption set has no id yet"
	waitIdentity      = "the identity that encrypts has no id yet"
	waitPrincipal     = "the identity that encrypts has no principal yet"
)

// Places of names in the resource id of a key.
const (
	keyIDVault = 8
	keyIDName  = 10
	keyIDParts = 11
)

// encryption is what lets disks use the key of the environment, which the identity of the
// provider must be able to assign roles at. Without one, Azure encrypts with its own.
// https://learn.microsoft.com/azure/virtual-machines/disk-encryption
func (c *compute) encryption() []managed.Resource {
	if c.Key == "" {
		return nil
	}
	return []managed.Resource{{
		Key:       keyIdentity,
		Component: plan.ComponentEncryption,
		ForProvider: azure.UserAssignedIdentity{
			Location:                  c.region(),
			Name:                      c.Claim.Names.Name(naming.AzureUserAssignedIdentity, partEncryption),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			Tags:                      c.tags(),
		},
	}, c.encryptionRole(), c.encryptionSet()}
}

// roleKey is the key of the role to use the key. Nothing of a role can be changed, so that
// another key has another role.
func (c *compute) roleKey() managed.Key {
	return keyEncryptionRole.Join(c.Claim.Names.Hash(hashChars, "key", strings.ToLower(c.Key)))
}

func (c *compute) encryptionRole() managed.Resource {
	key := c.roleKey()
	principal := cmp.Or(
		managed.Wanted[azure.RoleAssignment](c.observed, key).PrincipalID,
		managed.At[azure.UserAssignedIdentityObservation](c.observed, keyIdentity).PrincipalID,
	)
	return managed.Resource{
		Key:       key,
		Component: plan.ComponentEncryption,
		ForProvider: azure.RoleAssignment{
			Scope:                        c.Key,
			RoleDefinitionName:           roleEncryption,
			PrincipalID:                  principal,
			PrincipalType:                azure.PrincipalServicePrincipal,
			SkipServicePrincipalAADCheck: new(true),
		},
		After: []managed.Key{keyIdentity},
		Waits: waits(map[string]string{waitPrincipal: principal}),
	}
}

// encryptionSet is what encrypts disks with the key. It follows the key when that gets
// another version.
// https://learn.microsoft.com/azure/virtual-machines/disk-encryption#automatic-key-rotation-of-customer-managed-keys
func (c *compute) encryptionSet() managed.Resource {
	identity := managed.At[azure.UserAssignedIdentityObservation](c.observed, keyIdentity).ID
	if had := managed.Wanted[azure.DiskEncryptionSet](c.observed, keyEncryptionSet).Identity; had != nil && len(had.IdentityIDs) > 0 {
		identity = cmp.Or(identity, had.IdentityIDs[0])
	}
	spec := azure.DiskEncryptionSet{
		Location:                  c.region(),
		ResourceGroupNameSelector: managed.Select(keyResourceGroup),
		EncryptionType:            azure.DiskEncryptionCustomerKey,
		AutoKeyRotationEnabled:    new(true),
		KeyVaultKeyID:             keyURL(c.Key),
		Identity:                  &azure.AssignedIdentity{Type: azure.AssignedIdentityUser},
		Tags:                      c.tags(),
	}
	if identity != "" {
		spec.Identity.IdentityIDs = []string{identity}
	}
	return managed.Resource{
		Key:          keyEncryptionSet,
		Component:    plan.ComponentEncryption,
		ExternalName: c.Claim.Names.Name(naming.AzureDisk, partEncryption),
		ForProvider:  spec,
		After:        []managed.Key{c.roleKey()},
		Waits:        waits(map[string]string{waitIdentity: identity}),
		DeleteBefore: []managed.Key{c.roleKey()},
	}
}

// keyURL is the address of a key without its version.
func keyURL(id string) string {
	parts := strings.Split(id, "/")
	if len(parts) < keyIDParts {
		return ""
	}
	return fmt.Sprintf("https://%s.vault.azure.net/keys/%s", strings.ToLower(parts[keyIDVault]), parts[keyIDName])
}

// encryptionSetID is the id of what encrypts disks, and nothing if Azure does. Had is what
// was wanted before by whoever asks.
func (c *compute) encryptionSetID(had string) string {
	if c.Key == "" {
		return ""
	}
	return cmp.Or(had, managed.At[azure.DiskEncryptionSetObservation](c.observed, keyEncryptionSet).ID)
}

// encrypted makes a resource with disks wait for what encrypts them, and go before it.
func (c *compute) encrypted(r managed.Resource, id string) managed.Resource {
	if c.Key == "" {
		return r
	}
	r.After = append(r.After, keyEncryptionSet)
	r.DeleteBefore = append(r.DeleteBefore, keyEncryptionSet)
	if id == "" {
		r.Waits = append(r.Waits, waitEncryptionSet)
	}
	return r
}
