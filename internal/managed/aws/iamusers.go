// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A User is an identity with credentials of its own. One that still has credentials
// that nobody here knows of is only deleted by force.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html
type User struct {
	ForceDestroy        bool              `json:"forceDestroy"`
	PermissionsBoundary string            `json:"permissionsBoundary,omitempty"`
	Tags                map[string]string `json:"tags,omitempty"`
}

// Type of a User.
func (User) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "User", Plural: "users"}
}

// A UserObservation is what we read of a User.
type UserObservation struct {
	ARN      string `json:"arn"`
	UniqueID string `json:"uniqueId"`
}

// A UserPolicyAttachment lets a user do what a managed policy says.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
type UserPolicyAttachment struct {
	PolicyARN         string            `json:"policyArn,omitempty"`
	PolicyARNSelector *managed.Selector `json:"policyArnSelector,omitempty"`
	UserSelector      *managed.Selector `json:"userSelector,omitempty"`
}

// Type of a UserPolicyAttachment.
func (UserPolicyAttachment) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "UserPolicyAttachment", Plural: "userpolicyattachments"}
}

// An AccessKey is a pair of credentials of a user. It publishes both as connection
// details, because AWS never tells the secret again.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
type AccessKey struct {
	UserSelector *managed.Selector `json:"userSelector,omitempty"`
}

// Type of an AccessKey.
func (AccessKey) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "AccessKey", Plural: "accesskeys"}
}

// Connection details of an AccessKey.
const (
	// DetailAccessKeyID is the id of the access key, which is no secret.
	DetailAccessKeyID = "username"

	// DetailSecretAccessKey is the secret that belongs to it.
	DetailSecretAccessKey = "password"
)

// An AccessKeyObservation is what we read of an AccessKey.
type AccessKeyObservation struct {
	ID string `json:"id"`
}

// An IAMPolicy is a managed policy, which roles and users are attached to.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
type IAMPolicy struct {
	Description string            `json:"description,omitempty"`
	Policy      string            `json:"policy"`
	Tags        map[string]string `json:"tags,omitempty"`
}

// Type of an IAMPolicy.
func (IAMPolicy) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "Policy", Plural: "policies"}
}

// An InstanceProfile hands a role to virtual machines.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
type InstanceProfile struct {
	RoleSelector *managed.Selector `json:"roleSelector,omitempty"`
	Tags         map[string]string `json:"tags,omitempty"`
}

// Type of an InstanceProfile.
func (InstanceProfile) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: "v1beta1", Kind: "InstanceProfile", Plural: "instanceprofiles"}
}

// An InstanceProfileObservation is what we read of an InstanceProfile.
type InstanceProfileObservation struct {
	ARN string `json:"arn"`
}
