// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// A Zone of a network, and of what is in it: the same letter on every cloud, in the order
// of the zones of the network.
type Zone string

// Zones.
const (
	ZoneA Zone = "a"
	ZoneB Zone = "b"
	ZoneC Zone = "c"
	ZoneD Zone = "d"
	ZoneE Zone = "e"
	ZoneF Zone = "f"
)

// Zones lists every zone, in order.
func Zones() []Zone { return []Zone{ZoneA, ZoneB, ZoneC, ZoneD, ZoneE, ZoneF} }
