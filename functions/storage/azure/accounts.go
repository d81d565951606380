// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Storage accounts. What they hold is kept in three zones where a region has zones.
// https://learn.microsoft.com/azure/storage/common/storage-account-overview
const (
	kindStorage      = "StorageV2"
	kindFiles        = "FileStorage"
	tierStandard     = "Standard"
	tierPremium      = "Premium"
	replicationZones = "ZRS"
	replicationLocal = "LRS"
	oldestTLS        = "TLS1_2"
)

// waitAccount is what waits for the account.
const waitAccount = "the storage account has no id yet"

// An account is one of the storage accounts that a storage consists of: the one that it
// is in, that of its copy in another region, and that of its access logs.
type account struct {
	// parts of keys, and of names, that tell it apart. None for that of the storage
	// itself.
	parts, nameParts []string

	component  managed.Component
	kind, tier string
	region     string
	zonal      bool
	key        masterKey

	// public lets strangers read blobs of containers that say so.
	public bool

	// plain lets in those who do not speak HTTPS. NFS has no TLS by itself.
	plain bool

	// keys of the account let in whoever has one.
	keys bool

	blobs  *azure.BlobProperties
	shares *azure.ShareProperties
}

// join a key with what the account is for.
func (a account) join(k managed.Key) managed.Key { return k.Join(a.parts...) }

func (s *storage) accountName(a account) string {
	return s.Claim.Names.Name(naming.AzureStorageAccount, a.nameParts...)
}

// account that is closed to everybody who has no role. It has no firewall: the provider
// reads properties of the account through its endpoint, and an account whose firewall
// shuts the provider out never becomes ready. How an account is replicated can hardly be
// changed later, so that it stays when a region gets zones.
// https://learn.microsoft.com/azure/storage/common/redundancy-migration
func (s *storage) account(a account) managed.Resource {
	key := a.join(keyAccount)
	replication := replicationLocal
	if a.zonal {
		replication = replicationZones
	}
	spec := azure.Account{
		Location:                      a.region,
		ResourceGroupNameSelector:     managed.Select(keyResourceGroup),
		AccountKind:                   a.kind,
		AccountTier:                   a.tier,
		AccountReplicationType:        cmp.Or(managed.Wanted[azure.Account](s.observed, key).AccountReplicationType, replication),
		MinTLSVersion:                 oldestTLS,
		HTTPSTrafficOnlyEnabled:       !a.plain,
		AllowNestedItemsToBePublic:    a.public,
		CrossTenantReplicationEnabled: false,
		LocalUserEnabled:              false,
		SharedAccessKeyEnabled:        new(a.keys),
		DefaultToOAuthAuthentication:  new(true),
		BlobProperties:                a.blobs,
		ShareProperties:               a.shares,
		Tags:                          s.tags(),
	}
	out := managed.Resource{Key: key, Component: a.component, ExternalName: s.accountName(a)}
	if a.key.IsCustomers() {
		spec.CustomerManagedKey, out.Waits = s.customersKey(a.key, key)
		out.After, out.DeleteBefore = []managed.Key{s.roleKey(a.key)}, s.keyResources(a.key)
	}
	if k := spec.CustomerManagedKey; k != nil {
		spec.Identity = &azure.AssignedIdentity{Type: azure.AssignedIdentityUser, IdentityIDs: []string{k.UserAssignedIdentityID}}
	}
	out.ForProvider = spec
	return out
}

// customersKey of an account. An account gets another key once its identity may use it.
func (s *storage) customersKey(k masterKey, account managed.Key) (*azure.AccountCustomersKey, []string) {
	had := managed.Wanted[azure.Account](s.observed, account).CustomerManagedKey
	before := azure.AccountCustomersKey{}
	if had != nil {
		before = *had
	}
	now := azure.AccountCustomersKey{
		KeyVaultKeyID:          s.keyURL(k, before.KeyVaultKeyID),
		UserAssignedIdentityID: cmp.Or(s.identityOf(k).ID, before.UserAssignedIdentityID),
	}
	switch {
	case now.KeyVaultKeyID == "":
		return had, []string{waitKey}
	case now.UserAssignedIdentityID == "":
		return had, []string{waitIdentity}
	case now != before && !s.observed.Ready(s.roleKey(k)):
		return had, nil
	}
	return &now, nil
}

// accountID is empty while it is not known.
func (s *storage) accountID(a account) string {
	recorded := ""
	if r := s.Recorded.Account; r != nil && len(a.parts) == 0 && s.observed.Exists(keyAccount) {
		recorded = r.ID
	}
	return cmp.Or(s.atAccount(a).ID, recorded)
}

func (s *storage) atAccount(a account) azure.AccountObservation {
	return managed.At[azure.AccountObservation](s.observed, a.join(keyAccount))
}

// storeAccount holds the container that the storage is.
func (s *storage) storeAccount() account {
	return account{
		component: plan.ComponentStorage,
		kind:      kindStorage,
		tier:      tierStandard,
		region:    s.region(),
		zonal:     len(s.Claim.Region.Zones) > 0,
		key:       s.ownKey(),
		public:    s.Object.Public,
		blobs: &azure.BlobProperties{
			VersioningEnabled:              new(s.Object.Versioning),
			ChangeFeedEnabled:              new(s.Object.Replica != nil),
			DeleteRetentionPolicy:          &azure.SoftDeletion{Days: plan.SoftDeleteDays},
			ContainerDeleteRetentionPolicy: &azure.SoftDeletion{Days: plan.SoftDeleteDays},
			CORSRule:                       corsRules(s.Object.CORS),
		},
	}
}
