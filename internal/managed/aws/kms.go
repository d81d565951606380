// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A KMSKey encrypts. It is never deleted at once: until then it can be brought back.
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
type KMSKey struct {
	Region               string            `json:"region"`
	Description          string            `json:"description,omitempty"`
	EnableKeyRotation    *bool             `json:"enableKeyRotation,omitempty"`
	DeletionWindowInDays int               `json:"deletionWindowInDays,omitempty"`
	Policy               string            `json:"policy,omitempty"`
	Tags                 map[string]string `json:"tags,omitempty"`
}

// Type of a KMSKey.
func (KMSKey) Type() managed.Type {
	return managed.Type{Group: groupKMS, Version: "v1beta1", Kind: "Key", Plural: "keys"}
}

// A KMSKeyObservation is what we read of a KMSKey.
type KMSKeyObservation struct {
	ID  string `json:"id"`
	ARN string `json:"arn"`
}

// A KMSAlias is a name of a key, for people.
// https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
type KMSAlias struct {
	Region              string            `json:"region"`
	TargetKeyIDSelector *managed.Selector `json:"targetKeyIdSelector,omitempty"`
}

// Type of a KMSAlias.
func (KMSAlias) Type() managed.Type {
	return managed.Type{Group: groupKMS, Version: "v1beta1", Kind: "Alias", Plural: "aliases"}
}

// A KMSGrant lets somebody use a key.
// https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
type KMSGrant struct {
	Region           string   `json:"region"`
	GranteePrincipal string   `json:"granteePrincipal"`
	KeyID            string   `json:"keyId"`
	Name             string   `json:"name,omitempty"`
	Operations       []string `json:"operations"`
}

// Type of a KMSGrant.
func (KMSGrant) Type() managed.Type {
	return managed.Type{Group: groupKMS, Version: "v1beta1", Kind: "Grant", Plural: "grants"}
}
