// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Keys of the resources that an identity consists of. Most are joined with what they are
// for: a grant, a workload, an issuer, a role, a slot. That of the service account is
// short, because it is a part of the keys that order its deletion after that of all
// grants.
const (
	keyAccount  managed.Key = "sa"
	keyTrust    managed.Key = "trust"
	keyPool     managed.Key = "pool"
	keyProvider managed.Key = "provider"
	keyStatic   managed.Key = "key"
	keyAccess   managed.Key = "grant"
	keyRole     managed.Key = "role"
)

// roleHashChars make the key of a role in the project unique among those of an identity.
const roleHashChars = 8

// Revocable says of a resource that an identity does not consist of any more whether it is
// deleted at the cloud in any case: whatever lets somebody be the identity, or lets the
// identity do something. A key that was replaced would work for ever otherwise.
func Revocable(k managed.Key) bool {
	begin := []managed.Key{keyAccess, keyRole, keyTrust, keyStatic}
	return slices.ContainsFunc(begin, func(b managed.Key) bool { return b.Begins(k) })
}
