// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// roleEncrypt lets GKE use a key, and do nothing else with it.
const roleEncrypt = "roles/cloudkms.cryptoKeyEncrypterDecrypter"

// rotationPeriod is how often a key gets a new version: every 90 days.
// https://cloud.google.com/kms/docs/key-rotation#frequency_of_key_rotation
const rotationPeriod = "7776000s"

// waitNumber is what waits for the number of the project, which is part of the name of
// GKE's own service account.
const waitNumber = "the environment does not say which number the project has (rule gcp.projectNumber)"

// ownsKey says whether the cluster has a key of its own.
func (c *cluster) ownsKey() bool { return c.Encryption.Enabled && c.Encryption.Key == "" }

// encryption key of the cluster's own. Cloud KMS deletes neither keys nor rings, and a
// key whose versions were destroyed is of no use to anybody: both are left behind, so
// that a cluster which is created again under the same name finds them as they were.
// https://cloud.google.com/kms/docs/faq#cannot_delete
func (c *cluster) encryption() []managed.Resource {
	if !c.ownsKey() {
		return nil
	}
	key := managed.Resource{
		Key:          keyEncryptionKey,
		Component:    plan.ComponentEncryption,
		ExternalName: c.Claim.Names.Name(naming.GCPKMS, partSecrets),
		ForProvider: gcp.CryptoKey{
			KeyRing:        c.keyRing(),
			Purpose:        gcp.CryptoKeyPurposeEncrypt,
			RotationPeriod: rotationPeriod,
			Labels:         c.Claim.Tags.GCP(),
		},
		After:  []managed.Key{keyKeyRing},
		Retain: true,
	}
	if c.project() == "" {
		key.After, key.Waits = append(key.After, keyNodeAccount), []string{waitProject}
	}
	return []managed.Resource{
		{
			Key:          keyKeyRing,
			Component:    plan.ComponentEncryption,
			ExternalName: c.Claim.Names.Name(naming.GCPKMS),
			ForProvider:  gcp.KeyRing{Project: c.Claim.Guardrails.GCP.ProjectID, Location: c.location()},
			Retain:       true,
		},
		key,
		c.encryptionRole(),
	}
}

// keyRing is the id of the ring. It is empty while the project is not known.
func (c *cluster) keyRing() string {
	project := c.project()
	if project == "" {
		return ""
	}
	return "projects/" + project + "/locations/" + c.location() + "/keyRings/" + c.Claim.Names.Name(naming.GCPKMS)
}

// encryptionRole lets GKE use the key.
// https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets
func (c *cluster) encryptionRole() managed.Resource {
	out := managed.Resource{
		Key:       keyEncryptionRole,
		Component: plan.ComponentEncryption,
		ForProvider: gcp.CryptoKeyIAMMember{
			CryptoKeyID: c.ownKey(),
			Role:        roleEncrypt,
			Member:      c.serviceAgent(),
		},
		After: []managed.Key{keyEncryptionKey},
	}
	if c.project() == "" {
		out.Waits = append(out.Waits, waitProject)
	}
	if c.serviceAgent() == "" {
		out.Waits = append(out.Waits, waitNumber)
	}
	return out
}

// ownKey is the id of the cluster's own key. It is empty while it is not known.
func (c *cluster) ownKey() string {
	if ring := c.keyRing(); ring != "" {
		return ring + "/cryptoKeys/" + c.Claim.Names.Name(naming.GCPKMS, partSecrets)
	}
	return ""
}

// serviceAgent is the service account that GKE itself acts as in the project.
func (c *cluster) serviceAgent() string {
	if number := c.Claim.Guardrails.GCP.ProjectNumber; number != "" {
		return "serviceAccount:service-" + number + "@container-engine-robot" + accountSuffix
	}
	return managed.Wanted[gcp.CryptoKeyIAMMember](c.observed, keyEncryptionRole).Member
}

// encryptionKey that secrets are encrypted with. Once there is one, no other takes its
// place. It is empty while it is not known.
func (c *cluster) encryptionKey() string {
	var had, recorded string
	if e := c.had().DatabaseEncryption; e != nil {
		had = e.KeyName
	}
	if e := c.Recorded.Encryption; e != nil {
		recorded = e.Key
	}
	return cmp.Or(had, c.Encryption.Key, recorded, c.ownKey())
}

func (c *cluster) databaseEncryption() *gcp.DatabaseEncryption {
	if !c.Encryption.Enabled {
		return nil
	}
	return &gcp.DatabaseEncryption{State: gcp.DatabaseEncrypted, KeyName: c.encryptionKey()}
}
