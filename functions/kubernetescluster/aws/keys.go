// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a cluster consists of. Most are joined with a pool, an
// add-on or a hash of who it is for.
const (
	keyClusterRole       managed.Key = "cluster-role"
	keyClusterRolePolicy managed.Key = "cluster-role-policy"
	keyNodeRole          managed.Key = "node-role"
	keyNodeRolePolicy    managed.Key = "node-role-policy"
	keyEncryptionKey     managed.Key = "encryption-key"
	keyEncryptionAlias   managed.Key = "encryption-alias"
	keyLogGroup          managed.Key = "log-group"
	keyClusterAuth       managed.Key = "cluster-auth"
	keyAPIServerRule     managed.Key = "api-server-rule"
	keyAccessEntry       managed.Key = "access-entry"
	keyAccessPolicy      managed.Key = "access-policy"
	keyOIDCProvider      managed.Key = "oidc-provider"
	keyLaunchTemplate    managed.Key = "launch-template"
	keyAddon             managed.Key = "addon"
	keyAddonRole         managed.Key = "addon-role"
	keyAddonRolePolicy   managed.Key = "addon-role-policy"
	keyPodIdentity       managed.Key = "pod-identity"
)

// Parts of keys and names.
const (
	partAdmin     = "admin"
	partViewer    = "viewer"
	partCluster   = "cluster"
	partNodes     = "nodes"
	partSecrets   = "secrets"
	partLogs      = "logs"
	partRegistry  = "registry"
	partWorker    = "worker"
	partAPIServer = "api-server"
)
