// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

const (
	// roleEncryption lets services encrypt and decrypt with a key, and nothing
	// else.
	// https://learn.microsoft.com/azure/storage/common/customer-managed-keys-configure-new-account
	roleEncryption = "Key Vault Crypto Service Encryption User"

	// keyBits is the size of a key.
	keyBits = 4096

	// recoverableDays is the longest that a vault which was deleted can be
	// brought back.
	recoverableDays = 90

	// rotation of a key that is created, once a year. Accounts and disks follow.
	rotation = "P1Y"
)

// What things wait for.
const (
	waitKey       = "the encryption key has no id yet"
	waitIdentity  = "the identity that encrypts has no id yet"
	waitPrincipal = "the identity that encrypts has no principal yet"
	waitTenant    = "the identity that encrypts has no tenant yet"
)

// A masterKey encrypts in one region.
type masterKey struct {
	plan.Key

	// parts of keys, and of names, that tell it apart.
	parts, nameParts []string

	region    string
	component managed.Component
}

// ownKey encrypts the storage itself.
func (s *storage) ownKey() masterKey {
	return masterKey{Key: s.Key, region: s.region(), component: plan.ComponentEncryption}
}

// isCreated says whether the key is created for the storage.
func (k masterKey) isCreated() bool { return k.Source == v1alpha1.KeySourceCreated }

func (k masterKey) join(key managed.Key) managed.Key { return key.Join(k.parts...) }

// roleKey is the key of the role to use a master key. Nothing of a role can be changed, so
// that another master key has another role.
func (s *storage) roleKey(k masterKey) managed.Key {
	key := k.join(keyEncryptionRole)
	if k.isCreated() {
		return key
	}
	return key.Join(s.Claim.Names.Hash(hashChars, "key", strings.ToLower(k.ID)))
}

// keyResources are what must not go before what is encrypted.
func (s *storage) keyResources(k masterKey) []managed.Key {
	out := []managed.Key{s.roleKey(k)}
	if k.isCreated() {
		out = append(out, k.join(keyEncryptionKey))
	}
	return out
}

// masterKey of the customer's, with an identity that may use it. The identity of the
// provider must be a Key Vault Crypto Officer of a vault that is created, and must be able
// to assign roles at a key that is not.
func (s *storage) masterKey(k masterKey) []managed.Resource {
	if !k.IsCustomers() {
		return nil
	}
	identity := managed.Resource{
		Key:       k.join(keyIdentity),
		Component: k.component,
		ForProvider: azure.UserAssignedIdentity{
			Location:                  k.region,
			Name:                      s.Claim.Names.Name(naming.AzureUserAssignedIdentity, k.nameParts...),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			Tags:                      s.tags(),
		},
	}
	return slices.Concat([]managed.Resource{identity}, s.createdKey(k), []managed.Resource{s.encryptionRole(k)})
}

func (s *storage) identityOf(k masterKey) azure.UserAssignedIdentityObservation {
	return managed.At[azure.UserAssignedIdentityObservation](s.observed, k.join(keyIdentity))
}

// createdKey in a vault of the storage's own. The vault is open to the network because
// what encrypts has no place in any of ours, and to nobody who has no role. Nobody can
// make it forget a key before the time is over.
// https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview
func (s *storage) createdKey(k masterKey) []managed.Resource {
	if !k.isCreated() {
		return nil
	}
	vault := managed.Resource{
		Key:          k.join(keyVault),
		Component:    k.component,
		ExternalName: s.Claim.Names.Name(naming.AzureKeyVault, k.nameParts...),
		After:        []managed.Key{k.join(keyIdentity)},
	}
	tenant := cmp.Or(managed.Wanted[azure.Vault](s.observed, vault.Key).TenantID, s.identityOf(k).TenantID)
	if tenant == "" {
		vault.Waits = []string{waitTenant}
	}
	vault.ForProvider = azure.Vault{
		Location:                   k.region,
		ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
		SKUName:                    azure.VaultSKUStandard,
		TenantID:                   tenant,
		RBACAuthorizationEnabled:   new(true),
		PurgeProtectionEnabled:     new(true),
		SoftDeleteRetentionDays:    recoverableDays,
		PublicNetworkAccessEnabled: new(true),
		Tags:                       s.tags(),
	}
	return []managed.Resource{vault, {
		Key:       k.join(keyEncryptionKey),
		Component: k.component,
		ForProvider: azure.Key{
			Name:               s.Claim.Names.Name(naming.AzureKey, k.nameParts...),
			KeyVaultIDSelector: managed.Select(vault.Key),
			KeyType:            azure.KeyTypeRSA,
			KeySize:            keyBits,
			KeyOpts:            []azure.KeyOperation{azure.KeyOperationUnwrapKey, azure.KeyOperationWrapKey},
			RotationPolicy:     &azure.KeyRotation{Automatic: &azure.KeyAutomaticRotation{TimeAfterCreation: rotation}},
			Tags:               s.tags(),
		},
		After: []managed.Key{vault.Key},
	}}
}

// encryptionRole lets the identity use this very key.
func (s *storage) encryptionRole(k masterKey) managed.Resource {
	key := s.roleKey(k)
	had := managed.Wanted[azure.RoleAssignment](s.observed, key)
	principal := cmp.Or(had.PrincipalID, s.identityOf(k).PrincipalID)
	scope := cmp.Or(had.Scope, s.keyID(k))
	out := managed.Resource{
		Key:       key,
		Component: k.component,
		ForProvider: azure.RoleAssignment{
			Scope:                        scope,
			RoleDefinitionName:           roleEncryption,
			PrincipalID:                  principal,
			PrincipalType:                azure.PrincipalServicePrincipal,
			SkipServicePrincipalAADCheck: new(true),
		},
		After: []managed.Key{k.join(keyIdentity)},
	}
	if principal == "" {
		out.Waits = append(out.Waits, waitPrincipal)
	}
	if scope == "" {
		out.Waits = append(out.Waits, waitKey)
	}
	if k.isCreated() {
		out.After = append(out.After, k.join(keyEncryptionKey))
	}
	return out
}

// keyID is the resource id of a key, or nothing where it is Microsoft's, or not known yet.
func (s *storage) keyID(k masterKey) string {
	if !k.isCreated() {
		return k.ID
	}
	return cmp.Or(managed.At[azure.KeyObservation](s.observed, k.join(keyEncryptionKey)).ResourceVersionlessID, k.ID)
}

// keyURL is the address of a key without its version, which is what services want. Had is
// what was wanted before by whoever asks.
func (s *storage) keyURL(k masterKey, had string) string {
	if k.isCreated() {
		return cmp.Or(managed.At[azure.KeyObservation](s.observed, k.join(keyEncryptionKey)).VersionlessID, had)
	}
	parts := strings.Split(k.ID, "/")
	if len(parts) < keyIDParts {
		return had
	}
	return fmt.Sprintf("https://%s.vault.azure.net/keys/%s", strings.ToLower(parts[keyIDVault]), parts[keyIDName])
}

// Places of names in the resource id of a key.
const (
	keyIDVault = 8
	keyIDName  = 10
	keyIDParts = 11
)
