// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a storage consists of. Those of an account that is not the
// storage itself are joined with what it is for.
const (
	keyResourceGroup     managed.Key = "resource-group"
	keyAccount           managed.Key = "account"
	keyContainer         managed.Key = "container"
	keyRetention         managed.Key = "retention"
	keyLifecycle         managed.Key = "lifecycle"
	keyReplication       managed.Key = "replication"
	keyDiagnosticSetting managed.Key = "diagnostic-setting"
	keyIdentity          managed.Key = "identity"
	keyVault             managed.Key = "key-vault"
	keyEncryptionKey     managed.Key = "encryption-key"
	keyEncryptionRole    managed.Key = "key-role"
	keyEncryptionSet     managed.Key = "encryption-set"
	keyDisk              managed.Key = "disk"
	keyShare             managed.Key = "share"
	keyPrivateEndpoint   managed.Key = "private-endpoint"
	keyDNSZone           managed.Key = "dns-zone"
	keyDNSZoneLink       managed.Key = "dns-zone-link"
	keyDNSRecord         managed.Key = "dns-record"
)

// Parts of keys and names.
const (
	partReplica    = "replica"
	partAccessLogs = "access-logs"
	partLogs       = "logs"
)

// Characters of the parts of keys that stand for the id of a key, and for a region, whose
// name may be too long.
const (
	hashChars   = 8
	regionChars = 6
)
