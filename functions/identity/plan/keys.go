// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"time"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
)

const day = 24 * time.Hour

// A StaticKey is a key that is to exist.
type StaticKey struct {
	// Slot of the key, which is a part of the keys of its resources.
	Slot v1alpha1.KeySlot

	// State of the key. Exactly one key is current as soon as one works.
	State v1alpha1.KeyState

	// Created is when the key was first seen to work, or was asked for until
	// then.
	Created time.Time

	// Rotates is when the key will be replaced. Zero for a key that was.
	Rotates time.Time

	// Expires is when the key stops working. Zero for the newest key.
	Expires time.Time
}

// Keys that are to exist, the newest first: one, or two while the newest is being
// created or the one before still works. Exists says of a slot whether it has a resource,
// and works says whether that has published its credentials. A key is only given up once
// the next one has worked for the days of overlap, whatever the time is.
func (m Machine) Keys(exists, works func(v1alpha1.KeySlot) bool) []StaticKey {
	keys := m.known(exists)
	newest := &keys[0]
	if newest.State == v1alpha1.KeyCreating && works(newest.Slot) {
		newest.Created, newest.State = m.Now, v1alpha1.KeyCurrent
	}
	switch {
	case len(keys) == 1 && m.due(*newest) && !exists(other(newest.Slot)):
		keys = []StaticKey{{Slot: other(newest.Slot), State: v1alpha1.KeyCreating, Created: m.Now}, *newest}
	case len(keys) == 2 && newest.State == v1alpha1.KeyCurrent && m.expired(*newest):
		keys = keys[:1]
	}
	return m.dated(keys)
}

// known keys: those that were recorded, or else those that exist, or else the first one.
func (m Machine) known(exists func(v1alpha1.KeySlot) bool) []StaticKey {
	var out []StaticKey
	for _, k := range m.Recorded {
		created, err := time.Parse(time.RFC3339, k.CreatedAt)
		if err != nil {
			created = m.Now
		}
		out = append(out, StaticKey{Slot: k.Slot, State: k.State, Created: created})
	}
	for _, slot := range v1alpha1.KeySlots() {
		if len(m.Recorded) == 0 && exists(slot) {
			out = append(out, StaticKey{Slot: slot, State: v1alpha1.KeyCreating, Created: m.Now})
		}
	}
	if len(out) == 0 {
		out = append(out, StaticKey{Slot: v1alpha1.KeySlotA, State: v1alpha1.KeyCreating, Created: m.Now})
	}
	return out[:min(len(out), len(v1alpha1.KeySlots()))]
}

// due says whether a key that works is to be replaced.
func (m Machine) due(k StaticKey) bool {
	return k.State == v1alpha1.KeyCurrent && !m.Now.IsZero() && !m.Now.Before(m.rotates(k))
}

// expired says whether the key before the supplied one has had its time.
func (m Machine) expired(newest StaticKey) bool {
	return !m.Now.IsZero() && !m.Now.Before(m.expires(newest))
}

func (m Machine) rotates(k StaticKey) time.Time {
	return k.Created.Add(time.Duration(m.RotationDays) * day)
}

func (m Machine) expires(newest StaticKey) time.Time {
	return newest.Created.Add(time.Duration(m.OverlapDays) * day)
}

// dated returns the keys with their states and what becomes of each when.
func (m Machine) dated(keys []StaticKey) []StaticKey {
	newest := &keys[0]
	if newest.State == v1alpha1.KeyCurrent && !newest.Created.IsZero() {
		newest.Rotates = m.rotates(*newest)
	}
	if len(keys) == 1 {
		return keys
	}
	before := &keys[1]
	before.State = v1alpha1.KeyCurrent
	if newest.State == v1alpha1.KeyCurrent {
		before.State = v1alpha1.KeyRetiring
		before.Expires = m.expires(*newest)
	}
	return keys
}

func other(s v1alpha1.KeySlot) v1alpha1.KeySlot {
	if s == v1alpha1.KeySlotA {
		return v1alpha1.KeySlotB
	}
	return v1alpha1.KeySlotA
}

// Status of a key whose id at the cloud is the supplied one.
func (k StaticKey) Status(m Machine, id string) v1alpha1.Key {
	out := v1alpha1.Key{Slot: k.Slot, State: k.State, ID: id, CreatedAt: stamp(k.Created), RotatesAt: stamp(k.Rotates), ExpiresAt: stamp(k.Expires)}
	if !m.Now.IsZero() && m.Now.After(k.Created) {
		out.AgeDays = int(m.Now.Sub(k.Created) / day)
	}
	return out
}

// Current returns the key whose credentials are the identity's connection details, or
// false while no key works.
func Current(keys []StaticKey) (StaticKey, bool) {
	for _, k := range keys {
		if k.State == v1alpha1.KeyCurrent {
			return k, true
		}
	}
	return StaticKey{}, false
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
