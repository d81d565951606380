// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a cluster consists of. Some are joined with what they are
// for, or with a hash of who it is for.
const (
	keyNodeAccount    managed.Key = "node-account"
	keyNodeRole       managed.Key = "node-role"
	keyKeyRing        managed.Key = "key-ring"
	keyEncryptionKey  managed.Key = "encryption-key"
	keyEncryptionRole managed.Key = "encryption-role"
	keyAccess         managed.Key = "access"
)

// Parts of keys and names.
const (
	partAdmin    = "admin"
	partViewer   = "viewer"
	partNodes    = "nodes"
	partSecrets  = "secrets"
	partDefault  = "default"
	partRegistry = "registry"
)
