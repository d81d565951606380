// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

func staticKeyKey(s v1alpha1.KeySlot) managed.Key { return keyStatic.Join(string(s)) }

// planned are the static keys that are to exist, the newest first.
func (i *identity) planned() []plan.StaticKey {
	if i.Machine == nil {
		return nil
	}
	return i.Machine.Keys(i.keyExists, i.keyWorks)
}

func (i *identity) keyExists(s v1alpha1.KeySlot) bool { return i.observed.Exists(staticKeyKey(s)) }

func (i *identity) keyWorks(s v1alpha1.KeySlot) bool { return len(i.keyFile(s)) > 0 }

// keyFile is what Google's own tools read.
func (i *identity) keyFile(s v1alpha1.KeySlot) []byte {
	return i.observed.Connection(staticKeyKey(s))[gcp.DetailPrivateKey]
}

// staticKeys of the service account. A slot is emptied before it is used again, so that
// no key changes.
func (i *identity) staticKeys() []managed.Resource {
	var out []managed.Resource
	for _, k := range i.planned() {
		out = append(out, managed.Resource{
			Key:              staticKeyKey(k.Slot),
			Component:        plan.ComponentKeys,
			ForProvider:      gcp.ServiceAccountKey{ServiceAccountIDSelector: managed.Select(keyAccount)},
			ConnectionSecret: true,
		})
	}
	return out
}

// keyID of a slot, as it was observed or else recorded.
func (i *identity) keyID(s v1alpha1.KeySlot) string {
	if name := managed.At[gcp.ServiceAccountKeyObservation](i.observed, staticKeyKey(s)).Name; name != "" || !i.keyExists(s) {
		return lastOf(name)
	}
	n := slices.IndexFunc(i.Recorded.Keys, func(k v1alpha1.Key) bool { return k.Slot == s })
	if n < 0 {
		return ""
	}
	return i.Recorded.Keys[n].ID
}

// Connection details of an identity with static keys: those of the key that works and is
// the newest. What is not known for a moment is nil, and stays what it was.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	i := &identity{Plan: p, observed: o}
	if i.Machine == nil {
		return nil
	}
	out := map[string][]byte{
		v1alpha1.ConnectionPrincipal:   nil,
		v1alpha1.ConnectionKeyID:       nil,
		v1alpha1.ConnectionCredentials: nil,
	}
	if e := i.observedEmail(); e != "" {
		out[v1alpha1.ConnectionPrincipal] = []byte(e)
	}
	k, ok := plan.Current(i.planned())
	if !ok || !i.keyWorks(k.Slot) {
		return out
	}
	out[v1alpha1.ConnectionCredentials] = i.keyFile(k.Slot)
	if id := i.keyID(k.Slot); id != "" {
		out[v1alpha1.ConnectionKeyID] = []byte(id)
	}
	return out
}
