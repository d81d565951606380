// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Vault holds keys.
// https://learn.microsoft.com/azure/key-vault/general/overview
type Vault struct {
	Location                   string            `json:"location,omitempty"`
	ResourceGroupNameSelector  *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	SKUName                    string            `json:"skuName,omitempty"`
	TenantID                   string            `json:"tenantId,omitempty"`
	RBACAuthorizationEnabled   *bool             `json:"rbacAuthorizationEnabled,omitempty"`
	PurgeProtectionEnabled     *bool             `json:"purgeProtectionEnabled,omitempty"`
	SoftDeleteRetentionDays    int               `json:"softDeleteRetentionDays,omitempty"`
	PublicNetworkAccessEnabled *bool             `json:"publicNetworkAccessEnabled,omitempty"`
	Tags                       map[string]string `json:"tags,omitempty"`
}

// Type of a Vault.
func (Vault) Type() managed.Type {
	return managed.Type{Group: groupKeyVault, Version: v1beta2, Kind: "Vault", Plural: "vaults"}
}

// VaultSKUStandard keeps keys in software.
const VaultSKUStandard = "standard"

// A VaultObservation is what we read of a Vault.
type VaultObservation struct {
	ID       string `json:"id"`
	VaultURI string `json:"vaultUri"`
}

// A Key of a Vault.
// https://learn.microsoft.com/azure/key-vault/keys/about-keys
type Key struct {
	Name               string            `json:"name,omitempty"`
	KeyVaultID         string            `json:"keyVaultId,omitempty"`
	KeyVaultIDSelector *managed.Selector `json:"keyVaultIdSelector,omitempty"`
	KeyType            string            `json:"keyType,omitempty"`
	KeySize            int               `json:"keySize,omitempty"`
	KeyOpts            []KeyOperation    `json:"keyOpts,omitempty"`
	RotationPolicy     *KeyRotation      `json:"rotationPolicy,omitempty"`
	Tags               map[string]string `json:"tags,omitempty"`
}

// Type of a Key.
func (Key) Type() managed.Type {
	return managed.Type{Group: groupKeyVault, Version: v1beta2, Kind: "Key", Plural: "keys"}
}

// KeyTypeRSA is the type of keys that services encrypt with.
const KeyTypeRSA = "RSA"

// A KeyOperation is what a key may be used for.
type KeyOperation string

// Key operations.
const (
	KeyOperationDecrypt   KeyOperation = "decrypt"
	KeyOperationEncrypt   KeyOperation = "encrypt"
	KeyOperationUnwrapKey KeyOperation = "unwrapKey"
	KeyOperationWrapKey   KeyOperation = "wrapKey"
)

// A KeyRotation says when a key gets another version. The old ones stay.
// https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation
type KeyRotation struct {
	Automatic *KeyAutomaticRotation `json:"automatic,omitempty"`
}

// A KeyAutomaticRotation is a duration as in ISO 8601.
type KeyAutomaticRotation struct {
	TimeAfterCreation string `json:"timeAfterCreation,omitempty"`
}

// A KeyObservation is what we read of a Key. Its ID is an address with the version of
// the key, and VersionlessID one without. The other one is an id of Azure Resource
// Manager.
type KeyObservation struct {
	ID                    string `json:"id"`
	VersionlessID         string `json:"versionlessId"`
	ResourceVersionlessID string `json:"resourceVersionlessId"`
}
