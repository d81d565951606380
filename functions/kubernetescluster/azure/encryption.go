// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

const (
	// keyBits is the size of a key.
	keyBits = 4096

	// recoverableDays is the longest that a vault which was deleted can be
	// brought back, and with it the backups of what its key encrypted.
	recoverableDays = 90
)

// What things wait for.
const (
	waitKey     = "the encryption key has no id yet"
	waitKeyRole = "the cluster may not use the encryption key yet"
)

// ownsKey says whether the cluster has a vault of its own.
func (c *cluster) ownsKey() bool { return c.Encryption.Enabled && c.Encryption.Key == "" }

// encryption key of the cluster, and the role to use it.
//
// AKS wants to know a version of a key, and a key of the environment comes without: it
// is one that others roll over. So the cluster has a key of its own in any case, in the
// vault of the environment's key where there is one, and in a vault of its own else. The
// identity of the provider must be a Key Vault Crypto Officer of that vault.
// https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
func (c *cluster) encryption() []managed.Resource {
	if !c.Encryption.Enabled {
		return nil
	}
	key := azure.Key{
		Name:    c.Claim.Names.Name(naming.AzureKey, partSecrets),
		KeyType: azure.KeyTypeRSA,
		KeySize: keyBits,
		KeyOpts: []azure.KeyOperation{
			azure.KeyOperationDecrypt, azure.KeyOperationEncrypt, azure.KeyOperationUnwrapKey, azure.KeyOperationWrapKey,
		},
		Tags: c.tags(),
	}
	out := managed.Resource{Key: keyEncryptionKey, Component: plan.ComponentEncryption}
	if c.ownsKey() {
		key.KeyVaultIDSelector = managed.Select(keyVault)
		out.After = []managed.Key{keyVault}
	} else {
		key.KeyVaultID = vaultOf(c.Encryption.Key)
	}
	out.ForProvider = key
	return append(c.vault(), out, c.encryptionRole())
}

// vaultOf a key. Azure does not mind the case of ids.
func vaultOf(key string) string {
	if i := strings.LastIndex(strings.ToLower(key), "/keys/"); i >= 0 {
		return key[:i]
	}
	return key
}

// vault of the cluster's own. It is open to the network because the control plane has no
// place in any of ours, and to nobody who has no role. Nobody can make it forget a key
// before the time is over.
func (c *cluster) vault() []managed.Resource {
	if !c.ownsKey() {
		return nil
	}
	tenant := cmp.Or(managed.Wanted[azure.Vault](c.observed, keyVault).TenantID, c.atIdentity().TenantID)
	out := managed.Resource{
		Key:          keyVault,
		Component:    plan.ComponentEncryption,
		ExternalName: c.Claim.Names.Name(naming.AzureKeyVault),
		ForProvider: azure.Vault{
			Location:                   c.region(),
			ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
			SKUName:                    azure.VaultSKUStandard,
			TenantID:                   tenant,
			RBACAuthorizationEnabled:   new(true),
			PurgeProtectionEnabled:     new(true),
			SoftDeleteRetentionDays:    recoverableDays,
			PublicNetworkAccessEnabled: new(true),
			Tags:                       c.tags(),
		},
		After: []managed.Key{keyIdentity},
	}
	if tenant == "" {
		out.Waits = []string{waitTenant}
	}
	return []managed.Resource{out}
}

// encryptionRole lets the control plane use its key, and no other one of the vault.
func (c *cluster) encryptionRole() managed.Resource {
	scope := cmp.Or(
		managed.Wanted[azure.RoleAssignment](c.observed, keyEncryptionRole).Scope,
		managed.At[azure.KeyObservation](c.observed, keyEncryptionKey).ResourceVersionlessID,
	)
	var waits []string
	if scope == "" {
		waits = []string{waitKey}
	}
	out := c.assignment(keyEncryptionRole, plan.ComponentEncryption, roleEncryption, scope, waits)
	out.After = append(out.After, keyEncryptionKey)
	return out
}

// keyManagement of the control plane. A key that was used once stays, because without it
// the secrets are lost.
func (c *cluster) keyManagement() *azure.AKSKeyManagementService {
	if !c.Encryption.Enabled {
		return nil
	}
	if had := c.had().KeyManagementService; had != nil {
		return had
	}
	id := managed.At[azure.KeyObservation](c.observed, keyEncryptionKey).ID
	if id == "" || !c.observed.Ready(keyEncryptionRole) {
		return nil
	}
	return &azure.AKSKeyManagementService{KeyVaultKeyID: id, KeyVaultNetworkAccess: azure.KeyVaultAccessPublic}
}

func (c *cluster) encryptionWaits() []string {
	if !c.Encryption.Enabled || c.keyManagement() != nil {
		return nil
	}
	return []string{waitKeyRole}
}
