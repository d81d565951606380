// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Bucket of Cloud Storage. Almost everything about it is a part of it.
// https://cloud.google.com/storage/docs/buckets
type Bucket struct {
	Project string `json:"project,omitempty"`

	// Location is a region, or a continent for a bucket that spans two regions. GCP
	// writes it in upper case.
	Location string `json:"location,omitempty"`

	// CustomPlacementConfig names the two regions of a bucket that spans them.
	CustomPlacementConfig *BucketPlacement   `json:"customPlacementConfig,omitempty"`
	StorageClass          BucketStorageClass `json:"storageClass,omitempty"`

	// ForceDestroy deletes what the bucket holds when the bucket is deleted.
	ForceDestroy bool `json:"forceDestroy"`

	// UniformBucketLevelAccess rules out ACLs.
	UniformBucketLevelAccess bool                   `json:"uniformBucketLevelAccess"`
	PublicAccessPrevention   PublicAccessPrevention `json:"publicAccessPrevention,omitempty"`
	Versioning               *BucketVersioning      `json:"versioning,omitempty"`
	SoftDeletePolicy         *BucketSoftDelete      `json:"softDeletePolicy,omitempty"`
	Encryption               *BucketEncryption      `json:"encryption,omitempty"`
	RetentionPolicy          *BucketRetention       `json:"retentionPolicy,omitempty"`
	LifecycleRule            []BucketLifecycleRule  `json:"lifecycleRule,omitempty"`
	CORS                     []BucketCORSRule       `json:"cors,omitempty"`
	Logging                  *BucketLogging         `json:"logging,omitempty"`
	Labels                   map[string]string      `json:"labels,omitempty"`
}

// A BucketPlacement names the two regions that a bucket spans.
// https://cloud.google.com/storage/docs/locations#location-dr
type BucketPlacement struct {
	DataLocations []string `json:"dataLocations,omitempty"`
}

// A BucketStorageClass says how much it costs to keep and to read an object.
type BucketStorageClass string

// Storage classes.
// https://cloud.google.com/storage/docs/storage-classes
const (
	BucketStorageClassStandard BucketStorageClass = "STANDARD"

	// BucketStorageClassArchive is the cheapest one. It is read as fast as any.
	BucketStorageClassArchive BucketStorageClass = "ARCHIVE"
)

// A PublicAccessPrevention says whether a bucket can be opened to everybody.
// https://cloud.google.com/storage/docs/public-access-prevention
type PublicAccessPrevention string

// Public access prevention.
const (
	// PublicAccessPreventionEnforced refuses whatever would let everybody in.
	PublicAccessPreventionEnforced PublicAccessPrevention = "enforced"

	// PublicAccessPreventionInherited leaves it to the organisation.
	PublicAccessPreventionInherited PublicAccessPrevention = "inherited"
)

// BucketVersioning keeps what is overwritten and deleted.
type BucketVersioning struct {
	Enabled bool `json:"enabled"`
}

// BucketSoftDelete keeps what was deleted, for a while.
type BucketSoftDelete struct {
	RetentionDurationSeconds int `json:"retentionDurationSeconds"`
}

// BucketEncryption encrypts what is written with a key of the customer's.
type BucketEncryption struct {
	// DefaultKMSKeyName is the id of the key, without a version.
	DefaultKMSKeyName string `json:"defaultKmsKeyName"`
}

// BucketRetention forbids to overwrite and delete objects until they have an age.
// https://cloud.google.com/storage/docs/bucket-lock
type BucketRetention struct {
	// RetentionPeriod in seconds.
	RetentionPeriod int `json:"retentionPeriod"`

	// IsLocked retention is never shortened or lifted again.
	IsLocked bool `json:"isLocked"`
}

// A BucketLifecycleRule does something to the objects that meet a condition.
// https://cloud.google.com/storage/docs/lifecycle
type BucketLifecycleRule struct {
	Action    BucketLifecycleAction    `json:"action"`
	Condition BucketLifecycleCondition `json:"condition"`
}

// A BucketLifecycleAction is what is done to an object.
type BucketLifecycleAction struct {
	ActionType   BucketLifecycleActionType `json:"type"`
	StorageClass BucketStorageClass        `json:"storageClass,omitempty"`
}

// A BucketLifecycleActionType is a kind of action.
type BucketLifecycleActionType string

// Actions.
const (
	BucketLifecycleDelete          BucketLifecycleActionType = "Delete"
	BucketLifecycleSetStorageClass BucketLifecycleActionType = "SetStorageClass"
	BucketLifecycleAbort           BucketLifecycleActionType = "AbortIncompleteMultipartUpload"
)

// A BucketLifecycleCondition must be met in all of its parts.
type BucketLifecycleCondition struct {
	// Age in days.
	Age int `json:"age,omitempty"`

	// DaysSinceNoncurrentTime is for how many days there has been a newer version,
	// or none at all.
	DaysSinceNoncurrentTime int               `json:"daysSinceNoncurrentTime,omitempty"`
	MatchesPrefix           []string          `json:"matchesPrefix,omitempty"`
	WithState               BucketObjectState `json:"withState,omitempty"`
}

// A BucketObjectState says whether a version of an object is what readers get.
type BucketObjectState string

// States of versions.
const (
	BucketObjectLive     BucketObjectState = "LIVE"
	BucketObjectArchived BucketObjectState = "ARCHIVED"
)

// A BucketCORSRule lets web pages of other origins in.
// https://cloud.google.com/storage/docs/cross-origin
type BucketCORSRule struct {
	Origin []string `json:"origin,omitempty"`
	Method []string `json:"method,omitempty"`

	// ResponseHeader lists what pages may send beyond what browsers always may, and
	// what they may read: GCP does not tell one from the other.
	ResponseHeader []string `json:"responseHeader,omitempty"`
	MaxAgeSeconds  int      `json:"maxAgeSeconds,omitempty"`
}

// BucketLogging writes usage logs to another bucket.
// https://cloud.google.com/storage/docs/access-logs
type BucketLogging struct {
	LogBucket       string `json:"logBucket"`
	LogObjectPrefix string `json:"logObjectPrefix,omitempty"`
}

// Type of a Bucket. A later version differs in the type of one field only, which is not
// worth another manifest.
func (Bucket) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta2, Kind: "Bucket", Plural: "buckets"}
}

// A BucketObservation is what we read of a Bucket.
type BucketObservation struct {
	ID      string `json:"id"`
	Project string `json:"project"`
}

// A BucketIAMMember gives a role on a bucket to somebody, and leaves alone who else has
// it.
type BucketIAMMember struct {
	Bucket         string            `json:"bucket,omitempty"`
	BucketSelector *managed.Selector `json:"bucketSelector,omitempty"`
	Role           string            `json:"role,omitempty"`
	Member         string            `json:"member,omitempty"`
}

// Type of a BucketIAMMember.
func (BucketIAMMember) Type() managed.Type {
	return managed.Type{Group: groupStorage, Version: v1beta2, Kind: "BucketIAMMember", Plural: "bucketiammembers"}
}
