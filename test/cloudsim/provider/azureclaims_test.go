// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/crossplane-runtime/v2/pkg/fieldpath"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const azureStorageFile = "azure-storage.yaml"

// Ids of what the objects refer to by a literal.
const (
	azureGroup    = "/subscriptions/" + subscription + "/resourceGroups/group"
	azureAccounts = azureGroup + "/providers/Microsoft.Storage/storageAccounts/"
	azureKey      = azureGroup + "/providers/Microsoft.KeyVault/vaults/shopkeys/keys/storage"
)

// azureStorages are the objects of the file, in a scope.
func azureStorages(t *testing.T, convert func(*unstructured.Unstructured) *unstructured.Unstructured) map[string]*unstructured.Unstructured {
	t.Helper()
	us := objects(t, azureStorageFile)
	for name, u := range us {
		us[name] = convert(u)
	}
	i := us["UserAssignedIdentity/shop"]
	uid := strings.Join([]string{i.GetAPIVersion(), i.GetKind(), i.GetNamespace(), i.GetName()}, "/")
	set(us["RoleAssignment/key"], "spec.forProvider.principalId", cloud.UUIDOf(strings.Join([]string{uid, "managedidentity/UserAssignedIdentity", "principal"}, "\x00")))
	set(us["Vault/shopkeys"], "spec.forProvider.tenantId", cloud.UUIDOf("tenant/"+subscription))
	return us
}

// TestGoodOnAzure proves that the cloud accepts what is right, and lets go of it in
// whatever order it is deleted.
func TestGoodOnAzure(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": namespaced} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), sorted(azureStorages(t, convert))
			w.apply(us...)
			w.run()
			w.wantReady()
			for _, u := range us {
				fits(t, w.get(u))
			}
			w.delete(us...)
			w.run()
			for _, u := range w.left() {
				t.Errorf("what was created should be deleted in whatever order: %s", u)
			}
		})
	}
}

func TestBrokenOnAzure(t *testing.T) {
	t.Parallel()
	for name, tc := range merged(brokenAccounts(), brokenContainers(), brokenManagementPolicies(), brokenObjectReplications(), brokenShares(), brokenEndpoints(), brokenDisks(), brokenCredentials()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := azureStorages(t, asItIs)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			w.apply(sorted(relevant(us, append(azureNeeds(tc.of), tc.of)))...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if got := message(mg); !strings.Contains(got, tc.want) || tc.want == "" {
				t.Errorf("%s\nmessage of %s: -want, +got:\n%s", tc.reason, tc.of, cmp.Diff(tc.want, got))
			}
		})
	}
}

// azureNeeds are what an object refers to by literals.
func azureNeeds(of string) []string {
	kind, _, _ := strings.Cut(of, "/")
	switch kind {
	case "FederatedIdentityCredential", "PrivateDNSARecord":
		return nil
	}
	out := []string{"UserAssignedIdentity/shop", "Vault/shopkeys", "Key/storage", "RoleAssignment/key"}
	return append(out, map[string][]string{
		"ContainerImmutabilityPolicy": {"Container/store"},
		"ObjectReplication":           {"Container/store"},
		"PrivateEndpoint":             {"Account/files"},
		"ManagedDisk":                 {"DiskEncryptionSet/disk"},
	}[kind]...)
}

// changed sets fields of objects, by name and path below spec.forProvider.
func changed(fields map[string]map[string]any) func(map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		for name, with := range fields {
			for path, value := range with {
				change(us[name], "spec.forProvider."+path, value)
			}
		}
	}
}

func brokenAccounts() map[string]broken {
	const of = "Account/store"
	return map[string]broken{
		"AccountName": {reason: "Names have no hyphens.", of: of, how: named(of, "shop-store"), want: "AccountNameInvalid: shop-store is not a valid storage account name"},
		"AccountKind": {reason: "Kinds are known.", of: of, with: map[string]any{"accountKind": "Blobs"}, want: "expected account_kind to be one of"},
		"AccountFilesTier": {
			reason: "Files are on premium SSDs.", of: "Account/files", with: map[string]any{"accountTier": "Standard"},
			want: "a `account_tier` of `Standard` is not supported for FileStorage accounts",
		},
		"AccountFilesBlobs": {
			reason: "There are no blobs among files.", of: "Account/files", with: map[string]any{"blobProperties": map[string]any{"versioningEnabled": true}},
			want: "`blob_properties` aren't supported for account kind \"FileStorage\"",
		},
		"AccountClosed": {
			reason: "The provider must reach an account.", of: of, with: map[string]any{"publicNetworkAccessEnabled": false},
			want: "retrieving queue properties for Storage Account",
		},
		"AccountFirewall": {
			reason: "A firewall shuts it out as well.", of: of, with: map[string]any{"networkRules": map[string]any{"defaultAction": "Deny"}},
			want: "retrieving queue properties for Storage Account",
		},
		"AccountReplication": {reason: "Ways to replicate are known.", of: of, with: map[string]any{"accountReplicationType": "XRS"}, want: "InvalidValuesForRequestParameters"},
		"AccountKeyWithoutIdentity": {
			reason: "The identity is one of the account's.", of: of, with: map[string]any{"identity": nil}, want: "`customer_managed_key` can only be used when the user assigned identity is one of",
		},
		"AccountKeyUnknown": {
			reason: "The key exists.", of: of, with: map[string]any{"customerManagedKey.keyVaultKeyId": "https://shopkeys.vault.azure.net/keys/other"}, want: "KeyVaultKeyNotFound",
		},
		"AccountKeyUnauthorized": {
			reason: "The identity may use the key.", of: of, how: changed(map[string]map[string]any{"RoleAssignment/key": {"roleDefinitionName": "Reader"}}), want: "KeyVaultAuthenticationFailure",
		},
		"AccountKeyUnprotected": {
			reason: "The key cannot vanish for good.", of: of, how: changed(map[string]map[string]any{"Vault/shopkeys": {"purgeProtectionEnabled": false}}), want: "must be configured for both Soft Delete and Purge Protection",
		},
		"AccountCORS": {
			reason: "A CORS rule says everything.", of: of, with: map[string]any{"blobProperties.corsRule[0].exposedHeaders": nil}, want: `"blob_properties.0.cors_rule.0.exposed_headers": required field is not set`,
		},
		"AccountCORSMethod": {reason: "Methods are known.", of: of, with: map[string]any{"blobProperties.corsRule[0].allowedMethods": []any{"GOT"}}, want: "to be a method, got GOT"},
		"AccountSoftDelete": {reason: "A year is the longest.", of: of, with: map[string]any{"blobProperties.deleteRetentionPolicy.days": int64(366)}, want: "to be in the range (1 - 365), got 366"},
	}
}

func brokenContainers() map[string]broken {
	const of = "Container/store"
	return map[string]broken{
		"ContainerName":   {reason: "Names are in lower case.", of: of, how: named(of, "Store"), want: "ContainerOperationFailure: The specified resource name Store"},
		"ContainerHyphen": {reason: "Hyphens stand alone.", of: of, how: named(of, "a--b"), want: "ContainerOperationFailure"},
		"ContainerAccess": {reason: "Access types are known.", of: of, with: map[string]any{"containerAccessType": "public"}, want: "expected container_access_type to be one of"},
		"ContainerPublic": {
			reason: "The account must allow it.", of: of, with: map[string]any{"containerAccessType": "blob"},
			how:  changed(map[string]map[string]any{"Account/store": {"allowNestedItemsToBePublic": false}}),
			want: "PublicAccessNotPermitted: Public access is not permitted on this storage account.",
		},
		"ContainerAmongFiles": {
			reason: "There are no blobs among files.", of: of, with: map[string]any{"storageAccountIdSelector.matchLabels": map[string]any{"account": "files"}}, want: "FeatureNotSupportedForAccount",
		},
		"RetentionDays": {
			reason: "A period has an end.", of: "ContainerImmutabilityPolicy/store", with: map[string]any{"immutabilityPeriodInDays": int64(146001)}, want: "to be in the range (0 - 146000), got 146001",
		},
		"RetentionNowhere": {
			reason: "A container exists.", of: "ContainerImmutabilityPolicy/store", with: map[string]any{"storageContainerResourceManagerId": azureAccounts + "shopstore/blobServices/default/containers/other"}, want: "InvalidResourceReference",
		},
		"RetentionTwice": {
			reason: "A container has one retention.", of: "ContainerImmutabilityPolicy/store", how: copyOf("ContainerImmutabilityPolicy/store", "another", nil), want: "already exists",
		},
	}
}

func brokenManagementPolicies() map[string]broken {
	const of = "ManagementPolicy/store"
	return map[string]broken{
		"LifecycleName":    {reason: "Names are simple.", of: of, with: map[string]any{"rule[0].name": "a.b"}, want: "A rule name can contain any combination of alpha numeric characters."},
		"LifecycleUnique":  {reason: "Names are unique.", of: of, with: map[string]any{"rule[0].name": "expirenoncurrent"}, want: "names must be unique"},
		"LifecycleTypes":   {reason: "A rule says for what.", of: of, with: map[string]any{"rule[0].filters.blobTypes": nil}, want: "required field is not set"},
		"LifecycleAppend":  {reason: "Append blobs have no tiers.", of: of, with: map[string]any{"rule[0].filters.blobTypes": []any{"appendBlob"}}, want: "append blobs have no tiers"},
		"LifecycleActions": {reason: "A rule does something.", of: of, with: map[string]any{"rule[0].actions.baseBlob": map[string]any{}}, want: "it has no action"},
		"LifecycleDaysOnAzure": {
			reason: "Days are counted to an end.", of: of, with: map[string]any{"rule[1].actions.version.deleteAfterDaysSinceCreation": int64(100000)}, want: "(0 - 99999), got 100000",
		},
		"LifecyclePrefixes": {
			reason: "There are ten prefixes.", of: of, with: map[string]any{"rule[0].filters.prefixMatch": []any{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}}, want: "more than 10 prefixes",
		},
		"LifecycleOfFiles": {
			reason: "Files have no lifecycle.", of: of, with: map[string]any{"storageAccountIdSelector.matchLabels": map[string]any{"account": "files"}}, want: "FeatureNotSupportedForAccount",
		},
	}
}

func brokenObjectReplications() map[string]broken {
	const of = "ObjectReplication/store"
	blobs := func(account, field string) func(map[string]*unstructured.Unstructured) {
		return changed(map[string]map[string]any{account: {"blobProperties." + field: false}})
	}
	return map[string]broken{
		"ReplicationVersions":   {reason: "Versions tell what to copy.", of: of, how: blobs("Account/store", "versioningEnabled"), want: "Versioning must be enabled on the source account shopstore."},
		"ReplicationChangeFeed": {reason: "So does the change feed.", of: of, how: blobs("Account/store", "changeFeedEnabled"), want: "Change feed must be enabled on the source account shopstore."},
		"ReplicationToVersions": {reason: "The copy has versions.", of: of, how: blobs("Account/copy", "versioningEnabled"), want: "Versioning must be enabled on the destination account shopcopy."},
		"ReplicationSame": {
			reason: "A copy is elsewhere.", of: of, with: map[string]any{"destinationStorageAccountIdSelector.matchLabels": map[string]any{"account": "store"}}, want: "are the same",
		},
		"ReplicationContainer": {reason: "Containers exist.", of: of, with: map[string]any{"rules[0].sourceContainerName": "other"}, want: "The source container other does not exist in account shopstore."},
		"ReplicationAfter":     {reason: "A time is a time.", of: of, with: map[string]any{"rules[0].copyBlobsCreatedAfter": "yesterday"}, want: "expected copy_blobs_created_after"},
	}
}

func brokenShares() map[string]broken {
	const of = "Share/files"
	return map[string]broken{
		"ShareName":     {reason: "Names are in lower case.", of: of, how: named(of, "Files"), want: "lowercase alphanumeric"},
		"ShareProtocol": {reason: "Protocols are known.", of: of, with: map[string]any{"enabledProtocol": "FTP"}, want: "expected enabled_protocol to be one of"},
		"ShareSmall":    {reason: "Premium shares are large.", of: of, with: map[string]any{"quota": int64(99)}, want: "at least 100"},
		"ShareLarge":    {reason: "Not too large.", of: of, with: map[string]any{"quota": int64(102401)}, want: "(1 - 102400), got 102401"},
		"ShareTier":     {reason: "Premium shares have one tier.", of: of, with: map[string]any{"accessTier": "Hot"}, want: "Access tier Hot is not supported"},
		"ShareStandard": {
			reason: "NFS needs premium SSDs.", of: of, with: map[string]any{"storageAccountIdSelector.matchLabels": map[string]any{"account": "logs"}}, want: "NFS is not supported for the account shoplogs.",
		},
		"ShareKeys": {
			reason: "The provider manages shares with keys.", of: of, how: changed(map[string]map[string]any{"Account/files": {"sharedAccessKeyEnabled": false}}), want: "KeyBasedAuthenticationNotPermitted",
		},
	}
}

func brokenEndpoints() map[string]broken {
	const of = "PrivateEndpoint/files"
	return map[string]broken{
		"EndpointName":   {reason: "A name has 64 characters.", of: of, how: named(of, strings.Repeat("e", 65)), want: "InvalidResourceName"},
		"EndpointRegion": {reason: "An endpoint is where its network is.", of: of, with: map[string]any{"location": "northeurope"}, want: "both resources are in the same region"},
		"EndpointTarget": {
			reason: "The account exists.", of: of, with: map[string]any{"privateServiceConnection.privateConnectionResourceId": azureAccounts + "other"}, want: "LinkedInvalidPropertyId",
		},
		"EndpointSubresource": {
			reason: "Files are not blobs.", of: of, with: map[string]any{"privateServiceConnection.subresourceNames": []any{"blob"}}, want: "The group id blob is not supported",
		},
		"EndpointSubresources": {
			reason: "One at a time.", of: of, with: map[string]any{"privateServiceConnection.subresourceNames": []any{"file", "blob"}}, want: "The number of group ids 2 is invalid",
		},
		"EndpointManual": {reason: "Who approves is said.", of: of, with: map[string]any{"privateServiceConnection.isManualConnection": nil}, want: "required field is not set"},
		"RecordAddress":  {reason: "A record is an address.", of: "PrivateDNSARecord/files", with: map[string]any{"records": []any{"files"}}, want: "'files' is not an IPv4 address"},
		"RecordTTL":      {reason: "A record lives for a while.", of: "PrivateDNSARecord/files", with: map[string]any{"ttl": int64(-1)}, want: "expected ttl to be in the range"},
		"RecordName":     {reason: "A record has a name.", of: "PrivateDNSARecord/files", how: named("PrivateDNSARecord/files", "-"), want: "BadRequest"},
	}
}

func brokenDisks() map[string]broken {
	const of, set = "ManagedDisk/disk", "DiskEncryptionSet/disk"
	return map[string]broken{
		"DiskName":   {reason: "Names have no dots.", of: of, how: named(of, "a.b"), want: "InvalidResourceName"},
		"DiskType":   {reason: "Types are known.", of: of, with: map[string]any{"storageAccountType": "Fast"}, want: "to be a type of disk, got Fast"},
		"DiskEmpty":  {reason: "An empty disk has a size.", of: of, with: map[string]any{"diskSizeGb": nil}, want: "`disk_size_gb` must be set"},
		"DiskLarge":  {reason: "A disk has an end.", of: of, with: map[string]any{"diskSizeGb": int64(32768)}, want: "The value '32768' of disk.diskSizeGB is out of range."},
		"DiskZone":   {reason: "There are three zones.", of: of, with: map[string]any{"zone": "4"}, want: "InvalidAvailabilityZone"},
		"DiskAccess": {reason: "Access needs a disk access.", of: of, with: map[string]any{"networkAccessPolicy": "AllowPrivate"}, want: "`disk_access_id` is only available"},
		"DiskSetNowhere": {
			reason: "The set exists.", of: of, with: map[string]any{"diskEncryptionSetId": azureGroup + "/providers/Microsoft.Compute/diskEncryptionSets/other"}, want: "InvalidResourceReference",
		},
		"DiskSetElsewhere": {reason: "The set is where the disk is.", of: of, how: changed(map[string]map[string]any{set: {"location": "northeurope"}}), want: "is not in the same location"},
		"SetVersion": {
			reason: "A key without a version is rotated.", of: set, with: map[string]any{"autoKeyRotationEnabled": false}, want: "must have a version unless the key is rotated automatically",
		},
		"SetKey":          {reason: "A key has an address.", of: set, with: map[string]any{"keyVaultKeyId": azureKey}, want: "expected the address of a key"},
		"SetUnauthorized": {reason: "The identity may use the key.", of: set, how: changed(map[string]map[string]any{"RoleAssignment/key": {"roleDefinitionName": "Reader"}}), want: "KeyVaultAuthenticationFailure"},
		"SetIdentity": {
			reason: "The identity exists.", of: set,
			with: map[string]any{"identity.identityIds": []any{azureGroup + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other"}}, want: "FailedIdentityOperation",
		},
	}
}

func brokenCredentials() map[string]broken {
	const of = "FederatedIdentityCredential/pods"
	return map[string]broken{
		"CredentialName":     {reason: "A name has three characters.", of: of, how: named(of, "ab"), want: "InvalidResourceName"},
		"CredentialIssuer":   {reason: "An issuer is a URL.", of: of, with: map[string]any{"issuer": "http://issuer.example.com"}, want: "is not a valid HTTPS URL"},
		"CredentialSubject":  {reason: "A subject is short.", of: of, with: map[string]any{"subject": strings.Repeat("s", 601)}, want: "exceeds 600 characters"},
		"CredentialAudience": {reason: "There is one audience.", of: of, with: map[string]any{"audience": []any{"a", "b"}}, want: "must have exactly one audience, and has 2"},
		"CredentialTwice":    {reason: "A subject is trusted once.", of: of, how: copyOf(of, "another", nil), want: "Issuer and subject combination already exists"},
	}
}

// TestAzureChanges shows what cannot be changed any more.
func TestAzureChanges(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason, of, path string
		to               any
		want             string
	}{
		"Unlock":     {reason: "What is locked stays locked.", of: "ContainerImmutabilityPolicy/store", path: "locked", to: false, want: "once an immutability policy is locked it cannot be unlocked"},
		"Shorten":    {reason: "And is not shortened.", of: "ContainerImmutabilityPolicy/store", path: "immutabilityPeriodInDays", to: int64(29), want: "can only be extended"},
		"Shrink":     {reason: "A disk does not shrink.", of: "ManagedDisk/disk", path: "diskSizeGb", to: int64(127), want: "Shrinking disks is not supported on Azure"},
		"Zone":       {reason: "A disk does not move.", of: "ManagedDisk/disk", path: "zone", to: "3", want: `cannot change the value of the argument "zone"`},
		"Versioning": {reason: "Copies need versions.", of: "Account/copy", path: "blobProperties.versioningEnabled", to: false, want: "FeatureUsedByObjectReplication"},
		"Protocol":   {reason: "A share keeps its protocol.", of: "Share/files", path: "enabledProtocol", to: "SMB", want: `cannot change the value of the argument "enabled_protocol"`},
		"Subnet":     {reason: "An endpoint does not move.", of: "PrivateEndpoint/files", path: "privateServiceConnection.subresourceNames", to: []any{"blob"}, want: "cannot change the value of the argument"},
		"Role":       {reason: "A role is another assignment.", of: "RoleAssignment/key", path: "roleDefinitionName", to: "Key Vault Crypto User", want: "cannot change the value of the argument"},
	}
	w, us := newWorld(t), azureStorages(t, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		tc := cases[name]
		path := "spec.forProvider." + tc.path
		before, err := fieldpath.Pave(us[tc.of].Object).GetValue(path)
		if err != nil {
			t.Fatal(err)
		}
		w.change(us[tc.of], func(u *unstructured.Unstructured) { set(u, path, tc.to) })
		w.run()
		if got := message(w.get(us[tc.of])); !strings.Contains(got, tc.want) {
			t.Errorf("%s: %s\n%s", name, tc.reason, got)
		}
		w.change(us[tc.of], func(u *unstructured.Unstructured) { set(u, path, before) })
		w.run()
		w.wantReady()
	}
}
