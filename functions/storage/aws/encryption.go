// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// keyDeletionDays is the longest time that AWS waits before it deletes a key, and for
// which the key can be brought back.
// https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
const keyDeletionDays = 30

// waitKey is what waits for a key that is being created.
const waitKey = "the key has no ARN yet"

// A masterKey encrypts in one region.
type masterKey struct {
	plan.Key

	// parts of keys and names that tell it apart.
	parts []string

	region    string
	component managed.Component
}

// ownKey encrypts the storage itself.
func (s *storage) ownKey() masterKey {
	return masterKey{Key: s.Key, region: s.region(), component: plan.ComponentEncryption}
}

// isCreated says whether the key is created for the storage.
func (k masterKey) isCreated() bool { return k.Source == v1alpha1.KeySourceCreated }

// key of the KMS key among the composed resources.
func (k masterKey) key() managed.Key { return keyKMSKey.Join(k.parts...) }

// resources that the key consists of, for others to be ordered by.
func (k masterKey) resources() []managed.Key {
	if !k.isCreated() {
		return nil
	}
	return []managed.Key{k.key()}
}

// arn of a key, or nothing where it is the cloud's own, or not known yet. Had is what
// was wanted before by whoever asks.
func (s *storage) arn(k masterKey, had string) string {
	if !k.isCreated() {
		return k.ID
	}
	return cmp.Or(managed.At[aws.KMSKeyObservation](s.observed, k.key()).ARN, k.ID, had)
}

// waitsFor a key whose ARN is not known yet.
func (k masterKey) waits(arn string) []string {
	if k.IsCustomers() && arn == "" {
		return []string{waitKey}
	}
	return nil
}

// masterKey that belongs to the storage alone. Its policy is the one that AWS gives it:
// the account decides with IAM who may use it.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
func (s *storage) masterKey(k masterKey) []managed.Resource {
	if !k.isCreated() {
		return nil
	}
	return []managed.Resource{
		{
			Key:       k.key(),
			Component: k.component,
			ForProvider: aws.KMSKey{
				Region:               k.region,
				Description:          "Storage " + s.name(),
				EnableKeyRotation:    new(true),
				DeletionWindowInDays: keyDeletionDays,
				Tags:                 s.tags(k.parts...),
			},
		},
		{
			Key:          keyKMSAlias.Join(k.parts...),
			Component:    k.component,
			ExternalName: s.Claim.Names.Name(naming.AWSKMSAlias, k.parts...),
			ForProvider:  aws.KMSAlias{Region: k.region, TargetKeyIDSelector: managed.Select(k.key())},
		},
	}
}
