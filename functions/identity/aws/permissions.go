// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// permissions in the words of AWS.
func (i *identity) permissions() []managed.Resource {
	var out []managed.Resource
	for _, arn := range i.Permissions.Policies {
		out = append(out, i.attachment(arn))
	}
	if len(i.Permissions.Document.Statements) == 0 {
		return out
	}
	return append(out, i.allow(keyPermissions, plan.ComponentPermissions, i.Permissions.Document, "")...)
}

// attachmentKey of a managed policy. Its name alone is not unique: another account has
// policies of the same name.
func (i *identity) attachmentKey(arn string) managed.Key {
	return keyPolicyAttachment.Join(i.Claim.Names.Hash(policyHashChars, "policy", arn))
}

func (i *identity) attachment(arn string) managed.Resource {
	out := managed.Resource{Key: i.attachmentKey(arn), Component: plan.ComponentPermissions}
	if i.isUser() {
		out.ForProvider = aws.UserPolicyAttachment{PolicyARN: arn, UserSelector: managed.Select(keyUser)}
		return out
	}
	out.ForProvider = aws.RolePolicyAttachment{PolicyARN: arn, RoleSelector: managed.Select(keyRole)}
	return out
}

// documentName is what the policy of the identity's own is called.
func (i *identity) documentName() string {
	if i.isUser() {
		return i.Claim.Names.Name(naming.AWSIAMPolicy, string(keyPermissions))
	}
	return i.Claim.Names.Name(naming.AWSIAMRolePolicy, string(keyPermissions))
}
