// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A KeyRing groups keys in a location. It cannot be deleted.
// https://cloud.google.com/kms/docs/resource-hierarchy#key_rings
type KeyRing struct {
	Project  string `json:"project,omitempty"`
	Location string `json:"location"`
}

// Type of a KeyRing.
func (KeyRing) Type() managed.Type {
	return managed.Type{Group: groupKMS, Version: v1beta1, Kind: "KeyRing", Plural: "keyrings"}
}

// A CryptoKeyPurpose says what a key is for.
type CryptoKeyPurpose string

// CryptoKeyPurposeEncrypt keys encrypt and decrypt.
const CryptoKeyPurposeEncrypt CryptoKeyPurpose = "ENCRYPT_DECRYPT"

// A CryptoKey encrypts with one of its versions. It cannot be deleted, only its
// versions can be destroyed.
// https://cloud.google.com/kms/docs/resource-hierarchy#keys
type CryptoKey struct {
	KeyRing        string            `json:"keyRing,omitempty"`
	Purpose        CryptoKeyPurpose  `json:"purpose,omitempty"`
	RotationPeriod string            `json:"rotationPeriod,omitempty"`
	Labels         map[string]string `json:"labels,omitempty"`
}

// Type of a CryptoKey.
func (CryptoKey) Type() managed.Type {
	return managed.Type{Group: groupKMS, Version: v1beta2, Kind: "CryptoKey", Plural: "cryptokeys"}
}

// A CryptoKeyIAMMember gives a role on a key to somebody, and leaves alone who else
// has it.
type CryptoKeyIAMMember struct {
	CryptoKeyID string `json:"cryptoKeyId,omitempty"`
	Role        string `json:"role,omitempty"`
	Member      string `json:"member,omitempty"`
}

// Type of a CryptoKeyIAMMember.
func (CryptoKeyIAMMember) Type() managed.Type {
	return managed.Type{Group: groupKMS, Version: v1beta2, Kind: "CryptoKeyIAMMember", Plural: "cryptokeyiammembers"}
}
