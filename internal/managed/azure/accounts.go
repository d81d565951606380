// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An Account is a storage account.
// https://learn.microsoft.com/azure/storage/common/storage-account-overview
type Account struct {
	Location                      string               `json:"location,omitempty"`
	ResourceGroupNameSelector     *managed.Selector    `json:"resourceGroupNameSelector,omitempty"`
	AccountKind                   string               `json:"accountKind,omitempty"`
	AccountTier                   string               `json:"accountTier,omitempty"`
	AccountReplicationType        string               `json:"accountReplicationType,omitempty"`
	MinTLSVersion                 string               `json:"minTlsVersion,omitempty"`
	HTTPSTrafficOnlyEnabled       bool                 `json:"httpsTrafficOnlyEnabled"`
	AllowNestedItemsToBePublic    bool                 `json:"allowNestedItemsToBePublic"`
	CrossTenantReplicationEnabled bool                 `json:"crossTenantReplicationEnabled"`
	LocalUserEnabled              bool                 `json:"localUserEnabled"`
	SharedAccessKeyEnabled        *bool                `json:"sharedAccessKeyEnabled,omitempty"`
	DefaultToOAuthAuthentication  *bool                `json:"defaultToOauthAuthentication,omitempty"`
	BlobProperties                *BlobProperties      `json:"blobProperties,omitempty"`
	ShareProperties               *ShareProperties     `json:"shareProperties,omitempty"`
	Identity                      *AssignedIdentity    `json:"identity,omitempty"`
	CustomerManagedKey            *AccountCustomersKey `json:"customerManagedKey,omitempty"`
	Tags                          map[string]string    `json:"tags,omitempty"`
}

// Type of an Account.
func (Account) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta2, Kind: "Account", Plural: "accounts"}
}

// BlobProperties are those of all the containers of an account.
// https://learn.microsoft.com/azure/storage/blobs/data-protection-overview
type BlobProperties struct {
	VersioningEnabled              *bool          `json:"versioningEnabled,omitempty"`
	ChangeFeedEnabled              *bool          `json:"changeFeedEnabled,omitempty"`
	DeleteRetentionPolicy          *SoftDeletion  `json:"deleteRetentionPolicy,omitempty"`
	ContainerDeleteRetentionPolicy *SoftDeletion  `json:"containerDeleteRetentionPolicy,omitempty"`
	CORSRule                       []BlobCORSRule `json:"corsRule,omitempty"`
}

// SoftDeletion keeps what was deleted for a number of days.
type SoftDeletion struct {
	Days int `json:"days"`
}

// A BlobCORSRule lets web pages of other origins in. Azure wants all of it.
// https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services
type BlobCORSRule struct {
	AllowedOrigins  []string `json:"allowedOrigins"`
	AllowedMethods  []string `json:"allowedMethods"`
	AllowedHeaders  []string `json:"allowedHeaders"`
	ExposedHeaders  []string `json:"exposedHeaders"`
	MaxAgeInSeconds int      `json:"maxAgeInSeconds"`
}

// ShareProperties are those of all the shares of an account.
type ShareProperties struct {
	RetentionPolicy *SoftDeletion `json:"retentionPolicy,omitempty"`
}

// An AssignedIdentityType says where the identity of a resource comes from.
type AssignedIdentityType string

// AssignedIdentityUser is an identity that there is before the resource.
const AssignedIdentityUser AssignedIdentityType = "UserAssigned"

// An AssignedIdentity is who a resource acts as.
type AssignedIdentity struct {
	Type        AssignedIdentityType `json:"type"`
	IdentityIDs []string             `json:"identityIds,omitempty"`
}

// An AccountCustomersKey encrypts what is in an account. Its id is an address, and
// without a version it follows the key when that is rotated.
// https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview
type AccountCustomersKey struct {
	KeyVaultKeyID          string `json:"keyVaultKeyId,omitempty"`
	UserAssignedIdentityID string `json:"userAssignedIdentityId,omitempty"`
}

// An AccountObservation is what we read of an Account.
type AccountObservation struct {
	ID                  string `json:"id"`
	PrimaryBlobEndpoint string `json:"primaryBlobEndpoint"`
	PrimaryFileHost     string `json:"primaryFileHost"`
}

// A Container holds blobs of an account.
// https://learn.microsoft.com/azure/storage/blobs/storage-blobs-introduction#containers
type Container struct {
	StorageAccountIDSelector *managed.Selector   `json:"storageAccountIdSelector,omitempty"`
	ContainerAccessType      ContainerAccessType `json:"containerAccessType,omitempty"`
}

// Type of a Container.
func (Container) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta1, Kind: "Container", Plural: "containers"}
}

// A ContainerAccessType says what strangers may do.
type ContainerAccessType string

// Container access types. Blob lets strangers read what they know the name of.
// https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure
const (
	ContainerPrivate ContainerAccessType = "private"
	ContainerBlob    ContainerAccessType = "blob"
)

// A ContainerObservation is what we read of a Container.
type ContainerObservation struct {
	ID                string `json:"id"`
	ResourceManagerID string `json:"resourceManagerId"`
}

// A ContainerImmutabilityPolicy retains what is in a container.
// https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview
type ContainerImmutabilityPolicy struct {
	ContainerID              string `json:"storageContainerResourceManagerId,omitempty"`
	ImmutabilityPeriodInDays int    `json:"immutabilityPeriodInDays,omitempty"`
	Locked                   *bool  `json:"locked,omitempty"`
}

// Type of a ContainerImmutabilityPolicy.
func (ContainerImmutabilityPolicy) Type() managed.Type {
	return managed.Type{
		Group: groupStorage, Version: v1beta1,
		Kind:   "ContainerImmutabilityPolicy",
		Plural: "containerimmutabilitypolicies",
	}
}

// A ManagementPolicy says what happens to blobs after a while. An account has one.
// https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview
type ManagementPolicy struct {
	StorageAccountIDSelector *managed.Selector `json:"storageAccountIdSelector,omitempty"`
	Rule                     []ManagementRule  `json:"rule,omitempty"`
}

// Type of a ManagementPolicy.
func (ManagementPolicy) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta2, Kind: "ManagementPolicy", Plural: "managementpolicies"}
}

// A ManagementRule of a ManagementPolicy.
type ManagementRule struct {
	Name    string             `json:"name"`
	Enabled bool               `json:"enabled"`
	Filters *ManagementFilters `json:"filters,omitempty"`
	Actions *ManagementActions `json:"actions,omitempty"`
}

// ManagementFilters say which blobs a rule is for. A prefix starts with the name of the
// container.
type ManagementFilters struct {
	BlobTypes   []BlobType `json:"blobTypes,omitempty"`
	PrefixMatch []string   `json:"prefixMatch,omitempty"`
}

// A BlobType is a type of blob.
type BlobType string

// Blob types. Logs are written as append blobs, which have no tiers.
const (
	BlobTypeBlock  BlobType = "blockBlob"
	BlobTypeAppend BlobType = "appendBlob"
)

// ManagementActions are for current blobs, or for their previous versions.
type ManagementActions struct {
	BaseBlob *BaseBlobActions `json:"baseBlob,omitempty"`
	Version  *VersionActions  `json:"version,omitempty"`
}

// BaseBlobActions count from when a blob was written.
type BaseBlobActions struct {
	DeleteAfter     int `json:"deleteAfterDaysSinceModificationGreaterThan,omitempty"`
	TierToColdAfter int `json:"tierToColdAfterDaysSinceModificationGreaterThan,omitempty"`
}

// VersionActions count from when the version was written, too.
type VersionActions struct {
	DeleteAfter     int `json:"deleteAfterDaysSinceCreation,omitempty"`
	TierToColdAfter int `json:"tierToColdAfterDaysSinceCreationGreaterThan,omitempty"`
}

// An ObjectReplication copies blobs to another account.
// https://learn.microsoft.com/azure/storage/blobs/object-replication-overview
type ObjectReplication struct {
	SourceStorageAccountIDSelector      *managed.Selector       `json:"sourceStorageAccountIdSelector,omitempty"`
	DestinationStorageAccountIDSelector *managed.Selector       `json:"destinationStorageAccountIdSelector,omitempty"`
	Rules                               []ObjectReplicationRule `json:"rules,omitempty"`
}

// Type of an ObjectReplication.
func (ObjectReplication) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta1, Kind: "ObjectReplication", Plural: "objectreplications"}
}

// An ObjectReplicationRule copies blobs of a container.
type ObjectReplicationRule struct {
	SourceContainerName      string `json:"sourceContainerName"`
	DestinationContainerName string `json:"destinationContainerName"`
	CopyBlobsCreatedAfter    string `json:"copyBlobsCreatedAfter,omitempty"`
}

// ReplicateEverything copies what was written before the rule, too.
const ReplicateEverything = "Everything"

// A Share holds files of an account.
// https://learn.microsoft.com/azure/storage/files/files-nfs-protocol
type Share struct {
	StorageAccountIDSelector *managed.Selector `json:"storageAccountIdSelector,omitempty"`
	EnabledProtocol          ShareProtocol     `json:"enabledProtocol,omitempty"`
	AccessTier               string            `json:"accessTier,omitempty"`
	Quota                    int               `json:"quota,omitempty"`
}

// Type of a Share.
func (Share) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta1, Kind: "Share", Plural: "shares"}
}

// A ShareProtocol is what a share is mounted with.
type ShareProtocol string

// ShareProtocolNFS is NFS 4.1.
const ShareProtocolNFS ShareProtocol = "NFS"

// ShareTierPremium is the tier of shares on SSDs.
const ShareTierPremium = "Premium"

// A ShareObservation is what we read of a Share.
type ShareObservation struct {
	ID                string `json:"id"`
	ResourceManagerID string `json:"resourceManagerId"`
}
