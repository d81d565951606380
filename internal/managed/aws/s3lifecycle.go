// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A BucketStorageClass says how objects are kept.
type BucketStorageClass string

// BucketStorageClassGlacierIR objects are archived, and read at once all the same.
const BucketStorageClassGlacierIR BucketStorageClass = "GLACIER_IR"

// A BucketLifecycle says what happens to objects after a while. What is a single thing
// within a rule is a list of one in this kind alone.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
type BucketLifecycle struct {
	Region         string                `json:"region"`
	BucketSelector *managed.Selector     `json:"bucketSelector,omitempty"`
	Rule           []BucketLifecycleRule `json:"rule,omitempty"`
}

// A BucketLifecycleRule says what happens to some objects.
type BucketLifecycleRule struct {
	ID                   string                       `json:"id"`
	Status               BucketStatus                 `json:"status"`
	Filter               []BucketLifecycleFilter      `json:"filter,omitempty"`
	Expiration           []BucketExpiration           `json:"expiration,omitempty"`
	Transition           []BucketTransition           `json:"transition,omitempty"`
	NoncurrentExpiration []BucketNoncurrentExpiration `json:"noncurrentVersionExpiration,omitempty"`
	NoncurrentTransition []BucketNoncurrentTransition `json:"noncurrentVersionTransition,omitempty"`
	AbortUpload          []BucketAbortUpload          `json:"abortIncompleteMultipartUpload,omitempty"`
}

// A BucketLifecycleFilter says which objects a rule is for. An empty prefix is for all
// of them, and must be said.
type BucketLifecycleFilter struct {
	Prefix string `json:"prefix"`
}

// A BucketExpiration deletes objects, or else what is left of deleted ones.
type BucketExpiration struct {
	Days                      int   `json:"days,omitempty"`
	ExpiredObjectDeleteMarker *bool `json:"expiredObjectDeleteMarker,omitempty"`
}

// A BucketTransition moves objects to another class.
type BucketTransition struct {
	Days         int                `json:"days,omitempty"`
	StorageClass BucketStorageClass `json:"storageClass,omitempty"`
}

// A BucketNoncurrentExpiration deletes versions that were overwritten or deleted.
type BucketNoncurrentExpiration struct {
	NoncurrentDays int `json:"noncurrentDays,omitempty"`
}

// A BucketNoncurrentTransition moves versions that were overwritten or deleted.
type BucketNoncurrentTransition struct {
	NoncurrentDays int                `json:"noncurrentDays,omitempty"`
	StorageClass   BucketStorageClass `json:"storageClass,omitempty"`
}

// A BucketAbortUpload removes the parts of uploads that were never finished.
type BucketAbortUpload struct {
	DaysAfterInitiation int `json:"daysAfterInitiation,omitempty"`
}

// Type of a BucketLifecycle.
func (BucketLifecycle) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "BucketLifecycleConfiguration", Plural: "bucketlifecycleconfigurations"}
}
