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
const (
	vault cloud.Name = "keyvault/Vault"
	key   cloud.Name = "keyvault/Key"
)

func vaults() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "keyvault.azure.upbound.io", Version: "v1beta2", Kind: "Vault", Plural: "vaults"},
			Naming: cloud.Given, World: true, Noun: "Vault", Call: "Microsoft.KeyVault/vaults",
			Required:  []string{"location", "resourceGroupName", "skuName", "tenantId"},
			Immutable: []string{"softDeleteRetentionDays"},
			Links:     []cloud.Link{toGroup()},
			Defaults:  cloud.Value{"softDeleteRetentionDays": int64(90), "publicNetworkAccessEnabled": true},
			ID:        inGroup("Microsoft.KeyVault/vaults"),
			Check:     checkVault,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"vaultUri": vaultURI(r.Name) + "/"}
			},
		},
		{
			Type: managed.Type{Group: "keyvault.azure.upbound.io", Version: "v1beta2", Kind: "Key", Plural: "keys"},
			Noun: "Key", Call: "Microsoft.KeyVault/vaults/keys",
			Required:  []string{"keyVaultId", "name", "keyType", "keyOpts"},
			Immutable: []string{"keyVaultId", "name", "keyType", "keySize", "curve"},
			Links:     []cloud.Link{{Field: "keyVaultId", To: vault, Nested: true}},
			ID: func(r *cloud.Request) string {
				return r.Args.String("keyVaultId") + "/keys/" + r.Args.String("name")
			},
			Check: checkKey,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{
					"id": keyURL(r), "version": r.Hex(32, "version"), "versionlessId": keyURLWithoutVersion(r),
					"resourceId": r.ID + "/versions/" + r.Hex(32, "version"), "resourceVersionlessId": r.ID,
				}
			},
		},
	}
}

func vaultURI(name string) string { return "https://" + name + ".vault.azure.net" }

func keyURLWithoutVersion(r *cloud.Request) string {
	id := r.Args.String("keyVaultId")
	return vaultURI(id[strings.LastIndex(id, "/")+1:]) + "/keys/" + r.Args.String("name")
}

// keyURL is the address of a version of a key.
func keyURL(r *cloud.Request) string { return keyURLWithoutVersion(r) + "/" + r.Hex(32, "version") }

var vaultName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$`)

func checkVault(r *cloud.Request) error {
	if !vaultName.MatchString(r.Name) || strings.Contains(r.Name, "--") {
		return cloud.Refuse(400, "VaultNameNotValid", "The vault name '%s' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.", r.Name)
	}
	if t := r.Args.String("tenantId"); t != tenant(r) {
		return cloud.Refuse(400, "BadRequest", "An invalid value was provided for 'tenantId'. The tenant %s is not the one of subscription %s.", t, r.Account.ID)
	}
	if s := r.Args.String("skuName"); s != "standard" && s != "premium" {
		return cloud.Plain("expected sku_name to be one of [\"standard\" \"premium\"], got %s", s)
	}
	if d, _ := r.Args.Int("softDeleteRetentionDays"); d < 7 || d > 90 {
		return cloud.Plain("expected soft_delete_retention_days to be in the range (7 - 90), got %d", d)
	}
	if r.Old.Bool("purgeProtectionEnabled") && !r.Args.Bool("purgeProtectionEnabled") {
		return cloud.Plain("updating Key Vault: once Purge Protection has been Enabled it's not possible to disable it")
	}
	return nil
}

func checkKey(r *cloud.Request) error {
	if err := checkArgument(r, "name", `^[0-9a-zA-Z-]{1,127}$`, "BadParameter"); err != nil {
		return err
	}
	if t := r.Args.String("keyType"); !slices.Contains([]string{"EC", "EC-HSM", "RSA", "RSA-HSM"}, t) {
		return cloud.Plain("expected key_type to be one of [\"EC\" \"EC-HSM\" \"RSA\" \"RSA-HSM\"], got %s", t)
	}
	if n, ok := r.Args.Int("keySize"); strings.HasPrefix(r.Args.String("keyType"), "RSA") && (!ok || !slices.Contains([]int{2048, 3072, 4096}, n)) {
		return cloud.Plain("Key size is required when creating an RSA key")
	}
	for _, o := range r.Args.Strings("keyOpts") {
		if !slices.Contains([]string{"decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"}, o) {
			return cloud.Plain("expected key_opts.0 to be one of [\"decrypt\" \"encrypt\" \"sign\" \"unwrapKey\" \"verify\" \"wrapKey\"], got %s", o)
		}
	}
	return nil
}
