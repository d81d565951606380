// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An EKSAccessEntryType says what an access entry is for.
type EKSAccessEntryType string

// EKSAccessEntryTypeStandard entries are for people, and for machines that are no
// nodes.
const EKSAccessEntryTypeStandard EKSAccessEntryType = "STANDARD"

// An EKSAccessEntry lets a role or a user of IAM into a cluster.
// https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
type EKSAccessEntry struct {
	Region              string             `json:"region"`
	ClusterName         string             `json:"clusterName,omitempty"`
	ClusterNameSelector *managed.Selector  `json:"clusterNameSelector,omitempty"`
	PrincipalARN        string             `json:"principalArn,omitempty"`
	AccessEntryType     EKSAccessEntryType `json:"type,omitempty"`
	Tags                map[string]string  `json:"tags,omitempty"`
}

// Type of an EKSAccessEntry.
func (EKSAccessEntry) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta1", Kind: "AccessEntry", Plural: "accessentries"}
}

// An EKSAccessScopeType says where an access policy holds.
type EKSAccessScopeType string

// EKSAccessScopeTypeCluster policies hold in the whole cluster.
const EKSAccessScopeTypeCluster EKSAccessScopeType = "cluster"

// An EKSAccessPolicyAssociation says what an access entry may do in a cluster.
// https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html
type EKSAccessPolicyAssociation struct {
	Region               string            `json:"region"`
	ClusterName          string            `json:"clusterName,omitempty"`
	ClusterNameSelector  *managed.Selector `json:"clusterNameSelector,omitempty"`
	PrincipalARNSelector *managed.Selector `json:"principalArnSelector,omitempty"`
	PolicyARN            string            `json:"policyArn"`
	AccessScope          *EKSAccessScope   `json:"accessScope,omitempty"`
}

// An EKSAccessScope is where an access policy holds.
type EKSAccessScope struct {
	ScopeType EKSAccessScopeType `json:"type,omitempty"`
}

// Type of an EKSAccessPolicyAssociation.
func (EKSAccessPolicyAssociation) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta1", Kind: "AccessPolicyAssociation", Plural: "accesspolicyassociations"}
}

// A PodIdentityAssociation lets the pods of a service account act as a role.
// https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
type PodIdentityAssociation struct {
	Region              string            `json:"region"`
	ClusterName         string            `json:"clusterName,omitempty"`
	ClusterNameSelector *managed.Selector `json:"clusterNameSelector,omitempty"`
	Namespace           string            `json:"namespace,omitempty"`
	ServiceAccount      string            `json:"serviceAccount,omitempty"`
	RoleARNSelector     *managed.Selector `json:"roleArnSelector,omitempty"`
	Tags                map[string]string `json:"tags,omitempty"`
}

// Type of a PodIdentityAssociation.
func (PodIdentityAssociation) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta1", Kind: "PodIdentityAssociation", Plural: "podidentityassociations"}
}
