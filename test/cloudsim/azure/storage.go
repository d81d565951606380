// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func storage() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "storage.azure.upbound.io", Version: "v1beta2", Kind: "Account", Plural: "accounts"},
		Naming: cloud.Given, World: true, Noun: "Storage Account", Call: "Microsoft.Storage/storageAccounts",
		Required:   []string{"location", "resourceGroupName", "accountTier", "accountReplicationType"},
		Immutable:  []string{"accountKind", "accountTier", "isHnsEnabled", "infrastructureEncryptionEnabled"},
		Links:      []cloud.Link{toGroup()},
		Defaults:   cloud.Value{"accountKind": "StorageV2", "accessTier": "Hot", "publicNetworkAccessEnabled": true, "sharedAccessKeyEnabled": true, "dnsEndpointType": "Standard"},
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
	if err := checkAccountKind(r); err != nil {
		return err
	}
	return checkBlobProperties(r)
}

// checkAccountKind refuses what a kind of account does not have, and what shuts the
// provider out: it reads properties of queues and of web sites through the account's
// endpoint.
// https://github.com/hashicorp/terraform-provider-azurerm/issues/33454
func checkAccountKind(r *cloud.Request) error {
	kind, premium := r.Args.String("accountKind"), r.Args.String("accountTier") == "Premium"
	closed := !r.Args.Bool("publicNetworkAccessEnabled") || r.Args.String("networkRules.defaultAction") == "Deny"
	switch {
	case !slices.Contains([]string{"BlobStorage", "BlockBlobStorage", "FileStorage", "Storage", "StorageV2"}, kind):
		return cloud.Plain("expected account_kind to be one of [\"BlobStorage\" \"BlockBlobStorage\" \"FileStorage\" \"Storage\" \"StorageV2\"], got %s", kind)
	case kind == "FileStorage" && !premium:
		return cloud.Plain("a `account_tier` of `Standard` is not supported for FileStorage accounts")
	case kind == "FileStorage" && r.Args.Has("blobProperties"):
		return cloud.Plain("`blob_properties` aren't supported for account kind %q in sku tier %q", kind, "Premium")
	case kind != "FileStorage" && premium && r.Args.Has("shareProperties"):
		return cloud.Plain("`share_properties` aren't supported for account kind %q in sku tier %q", kind, "Premium")
	case kind == "StorageV2" && !premium && closed:
		return cloud.Plain("retrieving queue properties for Storage Account (%s): executing request: unexpected status 403 (403 This request is not authorized to perform this operation.) with AuthorizationFailure: This request is not authorized to perform this operation.", describe(r.ID))
	}
	return checkAccountKey(r)
}

// checkAccountKey refuses a key that the account cannot use as one of its identities.
func checkAccountKey(r *cloud.Request) error {
	if !r.Args.Has("customerManagedKey") {
		return nil
	}
	identity := r.Args.String("customerManagedKey.userAssignedIdentityId")
	if !slices.ContainsFunc(r.Args.Strings("identity.identityIds"), func(id string) bool { return strings.EqualFold(id, identity) }) {
		return cloud.Plain("`customer_managed_key` can only be used when the user assigned identity is one of `identity.0.identity_ids`")
	}
	return checkCustomersKey(r, r.Args.String("customerManagedKey.keyVaultKeyId"), identity)
}

// checkBlobProperties refuses CORS rules that Azure does not know, and to switch off what
// copies are made by.
func checkBlobProperties(r *cloud.Request) error {
	if err := checkCORSRules(r); err != nil {
		return err
	}
	for field, days := range map[string]int{"deleteRetentionPolicy": 365, "containerDeleteRetentionPolicy": 365} {
		path := "blobProperties." + field + ".days"
		if n, ok := r.Args.Int(path); ok && (n < 1 || n > days) {
			return cloud.Plain("expected %s to be in the range (1 - %d), got %d", cloud.Snake(path), days, n)
		}
	}
	for o := range r.Users(objectReplication) {
		source := strings.EqualFold(o.Args.String("sourceStorageAccountId"), r.ID)
		if !r.Args.Bool("blobProperties.versioningEnabled") || source && !r.Args.Bool("blobProperties.changeFeedEnabled") {
			return cloud.Refuse(409, "FeatureUsedByObjectReplication", "Versioning and change feed of account %s cannot be disabled while there is an object replication policy.", r.Name)
		}
	}
	return nil
}

// checkCORSRules refuses what Azure does not know.
// https://learn.microsoft.com/rest/api/storageservices/set-blob-service-properties
func checkCORSRules(r *cloud.Request) error {
	rules := r.Args.List("blobProperties.corsRule")
	if len(rules) > 5 {
		return cloud.Plain("Too many list items: attribute blob_properties.0.cors_rule supports 5 items maximum, but config has %d declared", len(rules))
	}
	for i, rule := range rules {
		for _, field := range []string{"allowedHeaders", "allowedMethods", "allowedOrigins", "exposedHeaders", "maxAgeInSeconds"} {
			if !rule.Has(field) {
				return cloud.Plain("%q: required field is not set", "blob_properties.0.cors_rule."+strconv.Itoa(i)+"."+cloud.Snake(field))
			}
		}
		for _, m := range rule.Strings("allowedMethods") {
			if !slices.Contains([]string{"DELETE", "GET", "HEAD", "MERGE", "OPTIONS", "PATCH", "POST", "PUT"}, m) {
				return cloud.Plain("expected blob_properties.0.cors_rule.%d.allowed_methods.0 to be a method, got %s", i, m)
			}
		}
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
