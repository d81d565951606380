// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A BucketReplication copies every new object to another bucket. Rules are one list,
// which belongs as a whole to whoever applied it last, so that they hold no selectors.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
type BucketReplication struct {
	Region         string                  `json:"region"`
	BucketSelector *managed.Selector       `json:"bucketSelector,omitempty"`
	RoleSelector   *managed.Selector       `json:"roleSelector,omitempty"`
	Rule           []BucketReplicationRule `json:"rule,omitempty"`
}

// A BucketReplicationRule says what is copied where. One without a filter is of the
// first version of the API, which copies no delete markers.
type BucketReplicationRule struct {
	ID                      string                        `json:"id,omitempty"`
	Status                  BucketStatus                  `json:"status,omitempty"`
	Priority                int                           `json:"priority,omitempty"`
	Filter                  *BucketReplicationFilter      `json:"filter,omitempty"`
	DeleteMarkerReplication *BucketSwitch                 `json:"deleteMarkerReplication,omitempty"`
	SourceSelectionCriteria *BucketReplicationSource      `json:"sourceSelectionCriteria,omitempty"`
	Destination             *BucketReplicationDestination `json:"destination,omitempty"`
}

// A BucketReplicationFilter says which objects are copied. An empty prefix is for all
// of them, and must be said.
type BucketReplicationFilter struct {
	Prefix string `json:"prefix"`
}

// A BucketReplicationSource says what is copied beside objects that S3 itself encrypts.
type BucketReplicationSource struct {
	SSEKMSEncryptedObjects *BucketSwitch `json:"sseKmsEncryptedObjects,omitempty"`
}

// A BucketReplicationDestination is where objects are copied to. The bucket is an ARN.
type BucketReplicationDestination struct {
	Bucket                  string                       `json:"bucket,omitempty"`
	EncryptionConfiguration *BucketReplicationEncryption `json:"encryptionConfiguration,omitempty"`
}

// A BucketReplicationEncryption says which key encrypts copies.
type BucketReplicationEncryption struct {
	ReplicaKMSKeyID string `json:"replicaKmsKeyId,omitempty"`
}

// Type of a BucketReplication.
func (BucketReplication) Type() managed.Type {
	return managed.Type{Group: groupS3, Version: "v1beta2", Kind: "BucketReplicationConfiguration", Plural: "bucketreplicationconfigurations"}
}
