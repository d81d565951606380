// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"regexp"
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func storage() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "storage.azure.upbound.io", Version: "v1beta2", Kind: "Account", Plural: "accounts"},
		Naming: cloud.Given, World: true, Noun: "Storage Account", Call: "Microsoft.Storage/storageAccounts",
		Required:   []string{"location", "resourceGroupName", "accountTier", "accountReplicationType"},
		Immutable:  []string{"accountTier", "isHnsEnabled", "infrastructureEncryptionEnabled"},
		Links:      []cloud.Link{toGroup()},
		Defaults:   cloud.Value{"accountKind": "StorageV2", "accessTier": "Hot", "publicNetworkAccessEnabled": true, "dnsEndpointType": "Standard"},
		ID:         inGroup("Microsoft.Storage/storageAccounts"),
		Check:      checkAccount,
		Attributes: accountAttributes,
		Secrets:    accountSecrets,
	}}
}

var accountName = regexp.MustCompile(`^[a-z0-9]{3,24}$`)

func checkAccount(r *cloud.Request) error {
	if !accountName.MatchString(r.Name) {
		return cloud.Refuse(400, "AccountNameInvalid", "%s is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.", r.Name)
	}
	if t := r.Args.String("accountTier"); t != "Standard" && t != "Premium" {
		return cloud.Refuse(400, "InvalidValuesForRequestParameters", "Values for request parameters are invalid: sku.tier %s.", t)
	}
	t := r.Args.String("accountReplicationType")
	if !slices.Contains([]string{"LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS"}, t) {
		return cloud.Refuse(400, "InvalidValuesForRequestParameters", "Values for request parameters are invalid: sku.name Standard_%s.", t)
	}
	return nil
}

func accountAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"primaryLocation": r.Region()}
	for field, service := range map[string]string{
		"primaryBlob": "blob", "primaryDfs": "dfs", "primaryFile": "file", "primaryQueue": "queue", "primaryTable": "table",
	} {
		host := r.Name + "." + service + ".core.windows.net"
		out[field+"Endpoint"], out[field+"Host"] = "https://"+host+"/", host
	}
	return out
}

func accountSecrets(r *cloud.Request) map[string][]byte {
	out := map[string][]byte{}
	for _, which := range []string{"primary", "secondary"} {
		key := base64.StdEncoding.EncodeToString([]byte(r.Hex(64, which)))
		text := "DefaultEndpointsProtocol=https;AccountName=" + r.Name + ";AccountKey=" + key + ";EndpointSuffix=core.windows.net"
		out["attribute."+which+"_access_key"] = []byte(key)
		out["attribute."+which+"_connection_string"] = []byte(text)
		out["attribute."+which+"_blob_connection_string"] = []byte(text)
	}
	return out
}
