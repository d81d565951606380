// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Role is an identity that AWS services and people assume.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
type Role struct {
	Description         string            `json:"description,omitempty"`
	AssumeRolePolicy    string            `json:"assumeRolePolicy"`
	MaxSessionDuration  int               `json:"maxSessionDuration,omitempty"`
	PermissionsBoundary string            `json:"permissionsBoundary,omitempty"`
	Tags                map[string]string `json:"tags,omitempty"`
}

// Type of a Role.
func (Role) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "Role", Plural: "roles"}
}

// A RoleObservation is what we read of a Role.
type RoleObservation struct {
	ARN      string `json:"arn"`
	UniqueID string `json:"uniqueId"`
}

// A RolePolicy is inlined in a role, and says what the role may do.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
type RolePolicy struct {
	Policy       string            `json:"policy"`
	RoleSelector *managed.Selector `json:"roleSelector,omitempty"`
}

// Type of a RolePolicy.
func (RolePolicy) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "RolePolicy", Plural: "rolepolicies"}
}

// A RolePolicyAttachment lets a role do what a managed policy says.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
type RolePolicyAttachment struct {
	PolicyARN         string            `json:"policyArn,omitempty"`
	PolicyARNSelector *managed.Selector `json:"policyArnSelector,omitempty"`
	RoleSelector      *managed.Selector `json:"roleSelector,omitempty"`
}

// Type of a RolePolicyAttachment.
func (RolePolicyAttachment) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "RolePolicyAttachment", Plural: "rolepolicyattachments"}
}

// An OpenIDConnectProvider lets tokens of an issuer stand for roles.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html
type OpenIDConnectProvider struct {
	URL          string            `json:"url"`
	ClientIDList []string          `json:"clientIdList,omitempty"`
	Tags         map[string]string `json:"tags,omitempty"`
}

// Type of an OpenIDConnectProvider.
func (OpenIDConnectProvider) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "OpenIDConnectProvider", Plural: "openidconnectproviders"}
}

// An OpenIDConnectProviderObservation is what we read of an OpenIDConnectProvider.
type OpenIDConnectProviderObservation struct {
	ARN          string   `json:"arn"`
	ClientIDList []string `json:"clientIdList"`
}
