// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Keys of the resources that an identity consists of. Most are joined with what they are
// for: the target of a grant, a workload, an issuer, a slot.
const (
	keyRole             managed.Key = "role"
	keyUser             managed.Key = "user"
	keyInstanceProfile  managed.Key = "instance-profile"
	keyPodIdentity      managed.Key = "pods"
	keyOIDCProvider     managed.Key = "oidc-provider"
	keyAccessKey        managed.Key = "key"
	keyAccess           managed.Key = "access"
	keyAccessEntry      managed.Key = "entry"
	keyClusterPolicy    managed.Key = "cluster-policy"
	keyPermissions      managed.Key = "permissions"
	keyPolicyAttachment managed.Key = "policy"
	keyAttachment       managed.Key = "attachment"
)

// policyHashChars make the key of an attached policy unique among those of an identity.
const policyHashChars = 8

// Revocable says of a resource that an identity does not consist of any more whether it is
// deleted at the cloud in any case: whatever lets somebody be the identity, or lets the
// identity do something. A key that was replaced would work for ever otherwise.
func Revocable(k managed.Key) bool {
	begin := []managed.Key{keyAccess, keyAccessEntry, keyClusterPolicy, keyPermissions, keyPolicyAttachment, keyAttachment, keyPodIdentity, keyAccessKey}
	return slices.ContainsFunc(begin, func(b managed.Key) bool { return b.Begins(k) })
}
