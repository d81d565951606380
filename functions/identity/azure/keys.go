// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

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

// Revocable says of a resource that an identity does not consist of any more whether it is
// deleted at the cloud in any case: whatever lets somebody be the identity, or lets the
// identity do something.
func Revocable(k managed.Key) bool {
	begin := []managed.Key{keyAccess, keyClusterUser, keyPermission, keyCredential}
	return slices.ContainsFunc(begin, func(b managed.Key) bool { return b.Begins(k) })
}
