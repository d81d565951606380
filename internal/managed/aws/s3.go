// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Bucket holds objects. How it behaves is decided by kinds of their own, which all
// select it. Its external name is unique among the buckets of everybody.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/creating-buckets-s3.html
type Bucket struct {
	Region            string            `json:"region"`
	ForceDestroy      bool              `json:"forceDestroy"`
	ObjectLockEnabled bool              `json:"objectLockEnabled,omitempty"`
	Tags              map[string]string `json:"tags,omitempty"`
}

// Type of a Bucket.
func (Bucket) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "Bucket", Plural: "buckets"}
}

// A BucketObservation is what we read of a Bucket.
type BucketObservation struct {
	ID                       string `json:"id"`
	ARN                      string `json:"arn"`
	BucketRegionalDomainName string `json:"bucketRegionalDomainName"`
}

// A BucketOwnership says who owns the objects of a bucket.
type BucketOwnership string

// BucketOwnerEnforced buckets own all of their objects, and have no ACLs.
const BucketOwnerEnforced BucketOwnership = "BucketOwnerEnforced"

// BucketOwnershipControls say who owns the objects of a bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
type BucketOwnershipControls struct {
	Region         string               `json:"region"`
	BucketSelector *managed.Selector    `json:"bucketSelector,omitempty"`
	Rule           *BucketOwnershipRule `json:"rule,omitempty"`
}

// A BucketOwnershipRule says who owns the objects of a bucket.
type BucketOwnershipRule struct {
	ObjectOwnership BucketOwnership `json:"objectOwnership,omitempty"`
}

// Type of BucketOwnershipControls.
func (BucketOwnershipControls) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "BucketOwnershipControls", Plural: "bucketownershipcontrols"}
}

// A BucketPublicAccessBlock keeps strangers out, whatever ACLs and policies say.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
type BucketPublicAccessBlock struct {
	Region                string            `json:"region"`
	BucketSelector        *managed.Selector `json:"bucketSelector,omitempty"`
	BlockPublicACLs       bool              `json:"blockPublicAcls"`
	BlockPublicPolicy     bool              `json:"blockPublicPolicy"`
	IgnorePublicACLs      bool              `json:"ignorePublicAcls"`
	RestrictPublicBuckets bool              `json:"restrictPublicBuckets"`
}

// Type of a BucketPublicAccessBlock.
func (BucketPublicAccessBlock) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta1", Kind: "BucketPublicAccessBlock", Plural: "bucketpublicaccessblocks"}
}

// A BucketPolicy says who may do what with a bucket and its objects.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
type BucketPolicy struct {
	Region         string            `json:"region"`
	BucketSelector *managed.Selector `json:"bucketSelector,omitempty"`
	Policy         string            `json:"policy"`
}

// Type of a BucketPolicy.
func (BucketPolicy) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta1", Kind: "BucketPolicy", Plural: "bucketpolicies"}
}

// A BucketEncryptionAlgorithm says whose key encrypts objects.
type BucketEncryptionAlgorithm string

// Algorithms.
const (
	BucketEncryptionS3  BucketEncryptionAlgorithm = "AES256"
	BucketEncryptionKMS BucketEncryptionAlgorithm = "aws:kms"
)

// A BucketEncryptionType is a way to encrypt that a bucket may refuse.
type BucketEncryptionType string

// BucketEncryptionTypeSSEC objects are encrypted with a key that S3 does not have.
// Nobody but who wrote them can read them, and those who blackmail like it for that.
const BucketEncryptionTypeSSEC BucketEncryptionType = "SSE-C"

// A BucketEncryption encrypts objects as they are written. Rules are one list, which
// belongs as a whole to whoever applied it last, so that they hold no selectors.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
type BucketEncryption struct {
	Region         string                 `json:"region"`
	BucketSelector *managed.Selector      `json:"bucketSelector,omitempty"`
	Rule           []BucketEncryptionRule `json:"rule,omitempty"`
}

// A BucketEncryptionRule says how objects are encrypted. There is only ever one.
type BucketEncryptionRule struct {
	ByDefault              *BucketEncryptionByDefault `json:"applyServerSideEncryptionByDefault,omitempty"`
	BucketKeyEnabled       *bool                      `json:"bucketKeyEnabled,omitempty"`
	BlockedEncryptionTypes []BucketEncryptionType     `json:"blockedEncryptionTypes,omitempty"`
}

// A BucketEncryptionByDefault says how objects are encrypted whose writer does not say.
type BucketEncryptionByDefault struct {
	SSEAlgorithm   BucketEncryptionAlgorithm `json:"sseAlgorithm,omitempty"`
	KMSMasterKeyID string                    `json:"kmsMasterKeyId,omitempty"`
}

// Type of a BucketEncryption.
func (BucketEncryption) Type() managed.Type {
	return managed.Type{
		Group: groupS3, Version: "v1beta2",
		Kind: "BucketServerSideEncryptionConfiguration", Plural: "bucketserversideencryptionconfigurations",
	}
}

// A BucketStatus says whether something about a bucket is on.
type BucketStatus string

// States. Versioning that was on is suspended, and never off again.
const (
	BucketStatusEnabled   BucketStatus = "Enabled"
	BucketStatusSuspended BucketStatus = "Suspended"
)

// A BucketSwitch switches something about a bucket on.
type BucketSwitch struct {
	Status BucketStatus `json:"status,omitempty"`
}

// A BucketVersioning keeps what is overwritten and deleted.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
type BucketVersioning struct {
	Region                  string            `json:"region"`
	BucketSelector          *managed.Selector `json:"bucketSelector,omitempty"`
	VersioningConfiguration *BucketSwitch     `json:"versioningConfiguration,omitempty"`
}

// Type of a BucketVersioning.
func (BucketVersioning) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "BucketVersioning", Plural: "bucketversionings"}
}

// A BucketRetentionMode says who may lift a retention.
type BucketRetentionMode string

// Modes of retention.
const (
	BucketRetentionGovernance BucketRetentionMode = "GOVERNANCE"
	BucketRetentionCompliance BucketRetentionMode = "COMPLIANCE"
)

// A BucketObjectLock forbids to overwrite and delete objects for a while. The bucket
// must have been created for it.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
type BucketObjectLock struct {
	Region            string                `json:"region"`
	BucketSelector    *managed.Selector     `json:"bucketSelector,omitempty"`
	ObjectLockEnabled BucketStatus          `json:"objectLockEnabled,omitempty"`
	Rule              *BucketObjectLockRule `json:"rule,omitempty"`
}

// A BucketObjectLockRule says what holds for objects whose writer does not say.
type BucketObjectLockRule struct {
	DefaultRetention *BucketRetention `json:"defaultRetention,omitempty"`
}

// A BucketRetention says for how long objects are retained.
type BucketRetention struct {
	Mode BucketRetentionMode `json:"mode,omitempty"`
	Days int                 `json:"days,omitempty"`
}

// Type of a BucketObjectLock.
func (BucketObjectLock) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "BucketObjectLockConfiguration", Plural: "bucketobjectlockconfigurations"}
}

// A BucketCORS lets web pages of other origins in.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
type BucketCORS struct {
	Region         string            `json:"region"`
	BucketSelector *managed.Selector `json:"bucketSelector,omitempty"`
	CORSRule       []BucketCORSRule  `json:"corsRule,omitempty"`
}

// A BucketCORSRule says which web pages may do what.
type BucketCORSRule struct {
	AllowedOrigins []string `json:"allowedOrigins,omitempty"`
	AllowedMethods []string `json:"allowedMethods,omitempty"`
	AllowedHeaders []string `json:"allowedHeaders,omitempty"`
	ExposeHeaders  []string `json:"exposeHeaders,omitempty"`
	MaxAgeSeconds  int      `json:"maxAgeSeconds,omitempty"`
}

// Type of a BucketCORS.
func (BucketCORS) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta1", Kind: "BucketCorsConfiguration", Plural: "bucketcorsconfigurations"}
}

// A BucketLogging writes down who read and wrote, to another bucket of the region.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
type BucketLogging struct {
	Region               string            `json:"region"`
	BucketSelector       *managed.Selector `json:"bucketSelector,omitempty"`
	TargetBucketSelector *managed.Selector `json:"targetBucketSelector,omitempty"`
	TargetPrefix         string            `json:"targetPrefix"`
}

// Type of a BucketLogging.
func (BucketLogging) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "BucketLogging", Plural: "bucketloggings"}
}
