// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ServiceAccount is an identity for machines.
// https://cloud.google.com/iam/docs/service-account-overview
type ServiceAccount struct {
	Project     string `json:"project,omitempty"`
	DisplayName string `json:"displayName,omitempty"`
	Description string `json:"description,omitempty"`
}

// Type of a ServiceAccount.
func (ServiceAccount) Type() managed.Type {
	return managed.Type{Group: groupCloudPlatform, Version: v1beta1, Kind: "ServiceAccount", Plural: "serviceaccounts"}
}

// A ServiceAccountObservation is what we read of a ServiceAccount.
type ServiceAccountObservation struct {
	Email    string `json:"email"`
	UniqueID string `json:"uniqueId"`
}

// A ProjectIAMMember gives a role in a project to somebody, and leaves alone who else
// has it.
type ProjectIAMMember struct {
	Project   string        `json:"project,omitempty"`
	Role      string        `json:"role,omitempty"`
	Member    string        `json:"member,omitempty"`
	Condition *IAMCondition `json:"condition,omitempty"`
}

// An IAMCondition narrows down what a role is for.
// https://cloud.google.com/iam/docs/conditions-overview
type IAMCondition struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Expression  string `json:"expression,omitempty"`
}

// Type of a ProjectIAMMember.
func (ProjectIAMMember) Type() managed.Type {
	return managed.Type{Group: groupCloudPlatform, Version: v1beta2, Kind: "ProjectIAMMember", Plural: "projectiammembers"}
}
