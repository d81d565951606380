// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

// Storage restricts what Storage claims may ask for, and decides what they leave
// out. What is left out here is false, or no limit.
type Storage struct {
	// PublicAccess consents to storage that everybody on the internet can
	// read.
	PublicAccess *bool `json:"publicAccess,omitempty"`

	// CustomerKeys must encrypt all storage, rather than keys of the cloud.
	CustomerKeys *bool `json:"customerKeys,omitempty"`

	// KeysFromClaims lets claims name the key by its id. Without it they may
	// only name the environment's own keys.
	KeysFromClaims *bool `json:"keysFromClaims,omitempty"`

	// PrivateOnly requires a networkRef of everything that is reached over a
	// network.
	PrivateOnly *bool `json:"privateOnly,omitempty"`

	// DeletionProtection protects storage whose claim does not say whether it
	// is protected, so that deleting it takes two steps.
	DeletionProtection *bool `json:"deletionProtection,omitempty"`

	// MaxSizeGiB is the largest size of a volume or a file system.
	MaxSizeGiB int `json:"maxSizeGiB,omitempty"`
}

// over returns s over base.
func (s Storage) over(base Storage) Storage {
	s.PublicAccess = or(s.PublicAccess, base.PublicAccess)
	s.CustomerKeys = or(s.CustomerKeys, base.CustomerKeys)
	s.KeysFromClaims = or(s.KeysFromClaims, base.KeysFromClaims)
	s.PrivateOnly = or(s.PrivateOnly, base.PrivateOnly)
	s.DeletionProtection = or(s.DeletionProtection, base.DeletionProtection)
	s.MaxSizeGiB = or(s.MaxSizeGiB, base.MaxSizeGiB)
	return s
}

// IsOn says whether a switch of the environment is set, and true.
func IsOn(b *bool) bool { return b != nil && *b }
