// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// deletionWindowDays is the longest that a key which is to be deleted can be brought
// back, and with it the backups of what it encrypted.
const deletionWindowDays = 30

const descriptionKey = "Encrypts the secrets of a cluster"

// waitKey is what a cluster with a key of its own waits for.
const waitKey = "the encryption key has no ARN yet"

// ownsKey says whether the cluster has a key of its own.
func (c *cluster) ownsKey() bool { return c.Encryption.Enabled && c.Encryption.Key == "" }

// encryption key of the cluster's own. Its policy is the one that AWS gives to keys: it
// leaves the decision to IAM, so that nobody locks the account out of its own key.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
func (c *cluster) encryption() []managed.Resource {
	if !c.ownsKey() {
		return nil
	}
	return []managed.Resource{
		{
			Key:       keyEncryptionKey,
			Component: plan.ComponentEncryption,
			ForProvider: aws.KMSKey{
				Region:               c.region(),
				Description:          descriptionKey,
				EnableKeyRotation:    new(true),
				DeletionWindowInDays: deletionWindowDays,
				Tags:                 c.tags(partSecrets),
			},
		},
		{
			Key:          keyEncryptionAlias,
			Component:    plan.ComponentEncryption,
			ExternalName: c.Claim.Names.Name(naming.AWSKMSAlias, partSecrets),
			ForProvider:  aws.KMSAlias{Region: c.region(), TargetKeyIDSelector: managed.Select(keyEncryptionKey)},
		},
	}
}

// encryptionKey that secrets are encrypted with. Once there is one, no other takes its
// place. It is empty while it is not known.
func (c *cluster) encryptionKey() string {
	had := ""
	if e := c.had().EncryptionConfig; e != nil && e.Provider != nil {
		had = e.Provider.KeyARN
	}
	recorded := ""
	if e := c.Recorded.Encryption; e != nil {
		recorded = e.Key
	}
	return cmp.Or(had, c.Encryption.Key, managed.At[aws.KMSKeyObservation](c.observed, keyEncryptionKey).ARN, recorded)
}

func (c *cluster) encryptionWaits() []string {
	if !c.Encryption.Enabled || c.encryptionKey() != "" {
		return nil
	}
	return []string{waitKey}
}
