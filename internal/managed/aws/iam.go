// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Role is an identity that AWS services and people assume.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
type Role struct {
	Description      string            `json:"description,omitempty"`
	AssumeRolePolicy string            `json:"assumeRolePolicy"`
	Tags             map[string]string `json:"tags,omitempty"`
}

// Type of a Role.
func (Role) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "Role", Plural: "roles"}
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
