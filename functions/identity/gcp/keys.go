// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

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
