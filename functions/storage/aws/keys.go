// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a storage consists of. Those of a bucket that is not the
// storage itself are joined with what it is for.
const (
	keyBucket            managed.Key = "bucket"
	keyOwnershipControls managed.Key = "ownership-controls"
	keyPublicAccessBlock managed.Key = "public-access-block"
	keyBucketPolicy      managed.Key = "policy"
	keyBucketEncryption  managed.Key = "bucket-encryption"
	keyVersioning        managed.Key = "versioning"
	keyObjectLock        managed.Key = "object-lock"
	keyLifecycle         managed.Key = "lifecycle"
	keyCORS              managed.Key = "cors"
	keyLogging           managed.Key = "logging"
	keyReplication       managed.Key = "replication"
	keyReplicationRole   managed.Key = "replication-role"
	keyReplicationPolicy managed.Key = "replication-policy"
	keyKMSKey            managed.Key = "key"
	keyKMSAlias          managed.Key = "key-alias"
	keyVolume            managed.Key = "volume"
	keyFileSystem        managed.Key = "file-system"
	keyFileSystemPolicy  managed.Key = "file-system-policy"
	keyMountTarget       managed.Key = "mount-target"
	keySecurityGroup     managed.Key = "security-group"
	keyIngress           managed.Key = "ingress"
)

// Parts of keys and names.
const (
	partReplica     = "copy"
	partAccessLogs  = "access-logs"
	partReplication = "replication"
	partMount       = "mount"
	partNFS         = "nfs"
)

// Revocable says of a resource that a storage does not consist of any more whether it is
// deleted at the cloud in any case: web pages of others are let in no longer than the claim says.
func Revocable(k managed.Key) bool { return k == keyCORS }
