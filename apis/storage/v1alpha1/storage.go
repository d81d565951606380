// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the parameters and the status of the Storage API. The
// schema that a developer sees is definition.yaml beside this package; a test
// proves that both say the same.
package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// A Type of storage.
type Type string

// Types.
const (
	// TypeObject is a store of objects: an S3 bucket, a container in a storage
	// account, a Cloud Storage bucket.
	TypeObject Type = "Object"

	// TypeBlock is a volume for one machine: an EBS volume, a managed disk, a
	// persistent disk.
	TypeBlock Type = "Block"

	// TypeFile is a file system that many machines mount over NFS: EFS, an
	// Azure file share, Filestore.
	TypeFile Type = "File"
)

// Types lists every type.
func Types() []Type { return []Type{TypeObject, TypeBlock, TypeFile} }

// A KeyType says whose key encrypts.
type KeyType string

// Key types.
const (
	// KeyPlatform is a key that belongs to the cloud.
	KeyPlatform KeyType = "Platform"

	// KeyCustomer is a key that belongs to the customer of the cloud.
	KeyCustomer KeyType = "Customer"
)

// A KeySource says where the key comes from.
type KeySource string

// Key sources.
const (
	// KeySourcePlatform is the cloud itself.
	KeySourcePlatform KeySource = "Platform"

	// KeySourceClaim is an id in the claim.
	KeySourceClaim KeySource = "Claim"

	// KeySourceEnvironment is the environment, which names a key for the
	// region.
	KeySourceEnvironment KeySource = "Environment"

	// KeySourceCreated is a key that was created for the storage alone.
	KeySourceCreated KeySource = "Created"
)

// A PublicAccess says who else may read.
type PublicAccess string

// Public access.
const (
	// PublicAccessBlocked lets nobody in who was not granted access.
	PublicAccessBlocked PublicAccess = "Blocked"

	// PublicAccessRead lets everybody on the internet read an object whose
	// name they know. Nobody can list objects.
	PublicAccessRead PublicAccess = "Read"
)

// A LifecycleAction is what happens to an object after a while.
type LifecycleAction string

// Lifecycle actions.
const (
	// LifecycleExpire deletes.
	LifecycleExpire LifecycleAction = "expire"

	// LifecycleArchive moves to a cheaper class that is still read at once.
	LifecycleArchive LifecycleAction = "archive"

	// LifecycleAbort removes the parts of uploads that were never finished.
	LifecycleAbort LifecycleAction = "abort"
)

// Versions say which versions of an object a rule is for.
type Versions string

// Versions.
const (
	// VersionsCurrent is what a reader gets who names no version.
	VersionsCurrent Versions = "Current"

	// VersionsNoncurrent are those that were overwritten or deleted.
	VersionsNoncurrent Versions = "Noncurrent"
)

// A RetentionMode says who may still delete what is retained.
type RetentionMode string

// Retention modes.
const (
	// RetentionGovernance lets administrators with a special permission
	// delete, and shorten the retention.
	RetentionGovernance RetentionMode = "Governance"

	// RetentionCompliance lets nobody delete, not even the cloud's customer.
	RetentionCompliance RetentionMode = "Compliance"
)

// A Method of HTTP.
type Method string

// Methods.
const (
	MethodGet    Method = "GET"
	MethodHead   Method = "HEAD"
	MethodPut    Method = "PUT"
	MethodPost   Method = "POST"
	MethodDelete Method = "DELETE"
)

// Methods lists every method.
func Methods() []Method {
	return []Method{MethodGet, MethodHead, MethodPut, MethodPost, MethodDelete}
}

// A Performance class.
type Performance string

// Performance classes.
const (
	// PerformanceStandard suits most workloads.
	PerformanceStandard Performance = "standard"

	// PerformanceHigh is for databases and others that wait for their
	// storage.
	PerformanceHigh Performance = "high"
)

// WhenNotEmpty says what happens to data when its storage is deleted.
type WhenNotEmpty string

// When not empty.
const (
	// WhenNotEmptyKeep never deletes data with its storage.
	WhenNotEmptyKeep WhenNotEmpty = "Keep"

	// WhenNotEmptyDelete deletes data with its storage.
	WhenNotEmptyDelete WhenNotEmpty = "Delete"
)

// Parameters of a Storage.
type Parameters struct {
	platform.CommonParameters `json:",inline"`

	// Type of storage. It never changes.
	Type Type `json:"type,omitempty"`

	// Versioning keeps what is overwritten and deleted. Nil means true. Only
	// for Object.
	Versioning *bool `json:"versioning,omitempty"`

	// Encryption at rest. It is always on.
	Encryption *Encryption `json:"encryption,omitempty"`

	// PublicAccess says who else may read. Empty means Blocked. Only for
	// Object.
	PublicAccess PublicAccess `json:"publicAccess,omitempty"`

	// Lifecycle rules. Only for Object.
	Lifecycle []LifecycleRule `json:"lifecycle,omitempty"`

	// Retention forbids to overwrite and delete. Only for Object.
	Retention *Retention `json:"retention,omitempty"`

	// Replication to another region. Only for Object.
	Replication *Replication `json:"replication,omitempty"`

	// CORS lets web pages of other origins in. Only for Object.
	CORS []CORSRule `json:"cors,omitempty"`

	// AccessLogs records who read and wrote. Only for Object.
	AccessLogs *AccessLogs `json:"accessLogs,omitempty"`

	// SizeGiB is the size. Zero means the default. Only for Block, which has
	// no default, and File.
	SizeGiB int `json:"sizeGiB,omitempty"`

	// Performance class. Empty means standard. Only for Block and File.
	Performance Performance `json:"performance,omitempty"`

	// Zone of the volume. Only for Block.
	Zone string `json:"zone,omitempty"`

	// NetworkRef refers to the Network that the storage is reached from.
	// File needs one. An Object that has one is reached from nowhere else.
	NetworkRef *platform.LocalReference `json:"networkRef,omitempty"`

	// Protection from deletion.
	Protection *Protection `json:"protection,omitempty"`

	// ShareWith lists the namespaces whose claims may refer to this storage,
	// for example Identities that are granted access to it.
	ShareWith []string `json:"shareWith,omitempty"`
}

// Encryption at rest.
type Encryption struct {
	// Key that encrypts. Nil means a key of the cloud.
	Key *Key `json:"key,omitempty"`
}

// A Key that encrypts.
type Key struct {
	// Type says whose key it is.
	Type KeyType `json:"type,omitempty"`

	// ID of the key: an ARN on AWS, a resource id on Azure,
	// projects/.../cryptoKeys/... on GCP. Empty means the environment's key
	// for the region, and a key of its own where there is none.
	ID string `json:"id,omitempty"`
}

// A LifecycleRule says what happens to objects after a while.
type LifecycleRule struct {
	// Prefix of the names of the objects. Empty means all objects.
	Prefix string `json:"prefix,omitempty"`

	// After this number of days it happens: since the object was written, or
	// since it became noncurrent.
	After int `json:"after"`

	// Action says what happens.
	Action LifecycleAction `json:"action"`

	// Versions that the rule is for. Empty means Current. An abort rule has
	// none.
	Versions Versions `json:"versions,omitempty"`
}

// Retention forbids to overwrite and delete objects until they have an age.
type Retention struct {
	// Mode says who may still do it.
	Mode RetentionMode `json:"mode,omitempty"`

	// Days for which every object is retained from when it was written.
	Days int `json:"days"`
}

// Replication copies every new object to another region.
type Replication struct {
	// Region to copy to, as a portable name or the cloud's own.
	Region string `json:"region"`
}

// A CORSRule lets web pages of other origins in.
type CORSRule struct {
	// Origins of the web pages, for example https://shop.example.com.
	Origins []string `json:"origins"`

	// Methods that they may use.
	Methods []Method `json:"methods"`

	// Headers that they may send.
	Headers []string `json:"headers,omitempty"`

	// ExposeHeaders that they may read.
	ExposeHeaders []string `json:"exposeHeaders,omitempty"`

	// MaxAgeSeconds for which a browser remembers the rule.
	MaxAgeSeconds int `json:"maxAgeSeconds,omitempty"`
}

// AccessLogs record who read and wrote.
type AccessLogs struct {
	// Enabled switches access logs on.
	Enabled bool `json:"enabled,omitempty"`

	// RetentionDays says for how many days they are kept.
	RetentionDays int `json:"retentionDays,omitempty"`
}

// Protection from deletion.
type Protection struct {
	// Deletion protection: the claim cannot be deleted while it is on. Nil
	// means what the environment says, else false.
	Deletion *bool `json:"deletion,omitempty"`

	// WhenNotEmpty says what happens to data when the claim is deleted.
	WhenNotEmpty WhenNotEmpty `json:"whenNotEmpty,omitempty"`
}
