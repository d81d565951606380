// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a storage consists of. Those of a bucket that is not the
// storage itself are joined with what it is for.
const (
	keyBucket    managed.Key = "bucket"
	keyReaders   managed.Key = "bucket-readers"
	keyLogWriter managed.Key = "bucket-writer"
	keyKeyRing   managed.Key = "key-ring"
	keyKMSKey    managed.Key = "key"
	keyKeyUser   managed.Key = "key-user"
	keyDisk      managed.Key = "disk"
	keyInstance  managed.Key = "instance"
)

// partAccessLogs is the part of keys and names of what is for access logs.
const partAccessLogs = "access-logs"

// Revocable says of a resource that a storage does not consist of any more whether it is
// deleted at the cloud in any case: everybody reads no longer than the claim says.
func Revocable(k managed.Key) bool { return k == keyReaders }
