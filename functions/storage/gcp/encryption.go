// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// rotationPeriod is how often a key gets a new version: every 90 days.
// https://cloud.google.com/kms/docs/key-rotation#frequency_of_key_rotation
const rotationPeriod = "7776000s"

// roleEncrypt lets a service of Google's use a key, and do nothing else with it.
const roleEncrypt = "roles/cloudkms.cryptoKeyEncrypterDecrypter"

// Domains of the service accounts that Google's services act as in a project.
// https://cloud.google.com/iam/docs/service-agents
const (
	agentObject = "gs-project-accounts.iam.gserviceaccount.com"
	agentBlock  = "compute-system.iam.gserviceaccount.com"
	agentFile   = "cloud-filer.iam.gserviceaccount.com"
)

// waitKey is what waits for a key whose id is not known.
const waitKey = "the environment does not say in which project the key is (rules gcp.projectID and gcp.projectNumber)"

// isCreated says whether the key is created for the storage.
func (s *storage) isCreated() bool { return s.Key.Source == v1alpha1.KeySourceCreated }

// keyLocation is where a key must be to encrypt the storage.
func (s *storage) keyLocation() string {
	if s.Object != nil && s.Object.Replica != nil {
		if c, ok := continentOf(s.region()); ok {
			return c.keys
		}
	}
	return s.region()
}

// keyID is the id of the key that encrypts. It is known before the key exists, and empty
// for a key of Google's.
func (s *storage) keyID() string {
	if !s.isCreated() || s.Key.ID != "" || s.project() == "" {
		return s.Key.ID
	}
	return "projects/" + s.project() + "/locations/" + s.keyLocation() + "/keyRings/" +
		s.Claim.Names.Name(naming.GCPKMS) + "/cryptoKeys/" + s.Claim.Names.Name(naming.GCPKMS)
}

// agent is the service account that encrypts the storage.
func (s *storage) agent() string {
	number := s.Claim.Guardrails.GCP.ProjectNumber
	if number == "" {
		return managed.Wanted[gcp.CryptoKeyIAMMember](s.observed, keyKeyUser).Member
	}
	domain := agentObject
	switch {
	case s.Block != nil:
		domain = agentBlock
	case s.File != nil:
		domain = agentFile
	}
	return policy.ServiceAccountMember("service-" + number + "@" + domain)
}

// keyUser is what must be there before anything can be encrypted with a key that is
// created. It goes after what is encrypted, which nobody could read without it.
func (s *storage) keyUser() []managed.Key {
	if !s.isCreated() {
		return nil
	}
	return []managed.Key{keyKeyUser}
}

// waitsForKey that nobody can name.
func (s *storage) waitsForKey() []string {
	if s.isCreated() && (s.keyID() == "" || s.agent() == "") {
		return []string{waitKey}
	}
	return nil
}

// masterKey that belongs to the storage alone. Cloud KMS deletes neither keys nor rings,
// only what is in them: both are left behind, so that what they have encrypted can be
// read, and so that a storage of the same name finds them as they were.
// https://cloud.google.com/kms/docs/faq#cannot_delete
func (s *storage) masterKey() []managed.Resource {
	if !s.isCreated() {
		return nil
	}
	ring, _, _ := strings.Cut(s.keyID(), "/cryptoKeys/")
	had := managed.Wanted[gcp.KeyRing](s.observed, keyKeyRing)
	return []managed.Resource{
		{
			Key:          keyKeyRing,
			Component:    plan.ComponentEncryption,
			ExternalName: s.Claim.Names.Name(naming.GCPKMS),
			ForProvider:  gcp.KeyRing{Project: cmp.Or(s.project(), had.Project), Location: s.keyLocation()},
			Waits:        s.waitsForKey(),
			Retain:       true,
		},
		{
			Key:          keyKMSKey,
			Component:    plan.ComponentEncryption,
			ExternalName: s.Claim.Names.Name(naming.GCPKMS),
			ForProvider: gcp.CryptoKey{
				KeyRing:        ring,
				Purpose:        gcp.CryptoKeyPurposeEncrypt,
				RotationPeriod: rotationPeriod,
				Labels:         s.labels(),
			},
			After:  []managed.Key{keyKeyRing},
			Waits:  s.waitsForKey(),
			Retain: true,
		},
		{
			Key:         keyKeyUser,
			Component:   plan.ComponentEncryption,
			ForProvider: gcp.CryptoKeyIAMMember{CryptoKeyID: s.keyID(), Role: roleEncrypt, Member: s.agent()},
			After:       []managed.Key{keyKMSKey},
			Waits:       s.waitsForKey(),
		},
	}
}
