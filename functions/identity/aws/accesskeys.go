// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

func accessKeyKey(s v1alpha1.KeySlot) managed.Key { return keyAccessKey.Join(string(s)) }

// staticKeys that are to exist.
func (i *identity) staticKeys() []plan.StaticKey {
	if i.Machine == nil {
		return nil
	}
	return i.Machine.Keys(i.keyExists, i.keyWorks)
}

func (i *identity) keyExists(s v1alpha1.KeySlot) bool { return i.observed.Exists(accessKeyKey(s)) }

// keyWorks says whether a key has published both of its halves.
func (i *identity) keyWorks(s v1alpha1.KeySlot) bool {
	details := i.observed.Connection(accessKeyKey(s))
	return len(details[aws.DetailAccessKeyID]) > 0 && len(details[aws.DetailSecretAccessKey]) > 0
}

// accessKeys of the user.
func (i *identity) accessKeys() []managed.Resource {
	var out []managed.Resource
	for _, k := range i.staticKeys() {
		out = append(out, managed.Resource{
			Key:              accessKeyKey(k.Slot),
			Component:        plan.ComponentKeys,
			ForProvider:      aws.AccessKey{UserSelector: managed.Select(keyUser)},
			ConnectionSecret: true,
		})
	}
	return out
}

// Connection details of an identity. Only one with static keys has any: those of the key
// that is current.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	i := &identity{Plan: p, observed: o}
	if i.Machine == nil {
		return nil
	}
	out := map[string][]byte{
		v1alpha1.ConnectionPrincipal:       []byte(i.arn()),
		v1alpha1.ConnectionKeyID:           nil,
		v1alpha1.ConnectionCredentials:     nil,
		v1alpha1.ConnectionAccessKeyID:     nil,
		v1alpha1.ConnectionSecretAccessKey: nil,
	}
	k, ok := plan.Current(i.staticKeys())
	if !ok || !i.keyWorks(k.Slot) {
		return out
	}
	details := o.Connection(accessKeyKey(k.Slot))
	id, secret := details[aws.DetailAccessKeyID], details[aws.DetailSecretAccessKey]
	out[v1alpha1.ConnectionKeyID] = id
	out[v1alpha1.ConnectionAccessKeyID] = id
	out[v1alpha1.ConnectionSecretAccessKey] = secret
	out[v1alpha1.ConnectionCredentials] = credentials(id, secret)
	return out
}

// credentials as the tools of AWS read them.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
func credentials(id, secret []byte) []byte {
	out := []byte("[default]\naws_access_key_id = ")
	out = append(out, id...)
	out = append(out, "\naws_secret_access_key = "...)
	out = append(out, secret...)
	return append(out, '\n')
}
