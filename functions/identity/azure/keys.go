// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that an identity consists of. Credentials are joined with whom
// they trust. Roles have the key of what they are for.
const (
	keyResourceGroup managed.Key = "resource-group"
	keyIdentity      managed.Key = "identity"
	keyCredential    managed.Key = "credential"
	keyAccess        managed.Key = "access"
	keyClusterUser   managed.Key = "cluster-user"
	keyPermission    managed.Key = "permission"
)
