// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// sessionSeconds is the shortest time that AWS bounds sessions of a role by.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
const sessionSeconds = 3600

// waitProvider is what waits for the OIDC provider.
const waitProvider = "the OIDC provider has no ARN yet"

// principal is the role or the user that the identity is.
func (i *identity) principal() managed.Resource {
	out := managed.Resource{Key: i.principalKey(), Component: plan.ComponentPrincipal, ExternalName: i.principalName()}
	if i.isUser() {
		// A user with keys that somebody made by hand is not deleted otherwise.
		out.ForProvider = aws.User{ForceDestroy: true, PermissionsBoundary: i.Boundary, Tags: i.tags()}
		return out
	}
	role := aws.Role{
		Description:         "Identity " + i.Claim.Namespace + "/" + i.Claim.Name,
		MaxSessionDuration:  sessionSeconds,
		PermissionsBoundary: i.Boundary,
		Tags:                i.tags(),
	}
	document, known := i.trustDocument()
	role.AssumeRolePolicy = document.String()
	if !known {
		role.AssumeRolePolicy = managed.Wanted[aws.Role](i.observed, keyRole).AssumeRolePolicy
		out.Waits = []string{waitProvider}
	}
	if i.External != nil {
		out.After = []managed.Key{i.oidcProviderKey()}
	}
	out.ForProvider = role
	return out
}

// allow the identity what a document says. A role has it inlined; a user has too little
// room for that, and is attached to a policy of its own. While what the document is about
// is not known, waits says why, and what is there stays as it is.
func (i *identity) allow(k managed.Key, c managed.Component, d policy.Document, waits string) []managed.Resource {
	text, why := d.String(), []string(nil)
	if waits != "" {
		text, why = managed.Wanted[aws.RolePolicy](i.observed, k).Policy, []string{waits}
	}
	if !i.isUser() {
		return []managed.Resource{{
			Key: k, Component: c, Waits: why,
			ExternalName: i.Claim.Names.Name(naming.AWSIAMRolePolicy, string(k)),
			ForProvider:  aws.RolePolicy{Policy: text, RoleSelector: managed.Select(keyRole)},
		}}
	}
	return []managed.Resource{
		{
			Key: k, Component: c, Waits: why,
			ExternalName: i.Claim.Names.Name(naming.AWSIAMPolicy, string(k)),
			ForProvider:  aws.IAMPolicy{Policy: text, Tags: i.tags(string(k))},
		},
		{
			Key: keyAttachment.Join(string(k)), Component: c, Waits: why,
			ForProvider: aws.UserPolicyAttachment{PolicyARNSelector: managed.Select(k), UserSelector: managed.Select(keyUser)},
		},
	}
}

// allowKeys are the keys of the resources that allow returns.
func (i *identity) allowKeys(k managed.Key) []managed.Key {
	if i.isUser() {
		return []managed.Key{k, keyAttachment.Join(string(k))}
	}
	return []managed.Key{k}
}
