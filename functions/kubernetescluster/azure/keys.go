// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a cluster consists of. Some are joined with what they are
// for.
const (
	keyResourceGroup     managed.Key = "resource-group"
	keyIdentity          managed.Key = "identity"
	keyNetworkRole       managed.Key = "network-role"
	keyVault             managed.Key = "key-vault"
	keyEncryptionKey     managed.Key = "encryption-key"
	keyEncryptionRole    managed.Key = "encryption-role"
	keyWorkspace         managed.Key = "workspace"
	keyDiagnosticSetting managed.Key = "diagnostic-setting"
	keyViewerRole        managed.Key = "viewer-role"
)

// Parts of names.
const (
	partSecrets   = "secrets"
	partTemporary = "temporary"
)
