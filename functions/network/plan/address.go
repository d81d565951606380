// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
)

// Every range of a tier is divided into eight parts of equal size. The first six
// are for the zones a to f, whether they are in use or not, so that a new zone
// never moves a subnet.
const (
	slotBits  = 3
	zoneSlots = 6
)

// podIPv6Index is the number of the first /64 for pods.
const podIPv6Index = 24

// A block is the part of a network's range that a tier lives in, whether the tier
// is in use or not, so that a new tier never moves a subnet.
type block struct {
	tier v1alpha1.Tier

	// The block is the index-th part of the network's range when that is
	// divided into 2^bits parts.
	bits, index int

	// zonal is the number of the /64 in zone a; those of the other zones
	// follow. regional is the number of the only /64 where subnets span zones.
	zonal, regional int
}

// layout of a network's range: half of it is private, because that is where
// workloads belong, a quarter is public and an eighth is isolated. The last eighth
// has no tier yet.
func layout() []block {
	return []block{
		{tier: v1alpha1.TierPublic, bits: 2, index: 2, zonal: 8, regional: 33},
		{tier: v1alpha1.TierPrivate, bits: 1, index: 0, zonal: 0, regional: 32},
		{tier: v1alpha1.TierIsolated, bits: 3, index: 6, zonal: 16, regional: 34},
		{bits: 3, index: 7},
	}
}

// zones with the supplied names.
func zones(names []string) []Zone {
	out := make([]Zone, 0, len(names))
	for i, name := range names {
		out = append(out, Zone{Key: zoneKey(i), Name: name, Index: i})
	}
	return out
}

func zoneKey(i int) string { return string(rune('a' + i)) } //nolint:gosec // There are at most six zones.

// divide a network's range into tiers, and into what is kept free, sorted by
// address.
func divide(cidr netip.Prefix, zones []Zone, tiers []v1alpha1.Tier) ([]Tier, []Reserved) {
	var used []Tier
	var free []Reserved
	for _, b := range layout() {
		r := nth(cidr, b.bits, b.index)
		switch {
		case b.tier == "":
			free = append(free, Reserved{CIDR: r, For: "tiers to come"})
		case !slices.Contains(tiers, b.tier):
			free = append(free, Reserved{CIDR: r, For: string(b.tier) + " subnets"})
		default:
			used = append(used, Tier{Tier: b.tier, Range: r, Subnets: subnets(r, b.tier, zones, b.zonal), IPv6Index: b.regional})
			free = append(free, freeZones(r, b.tier, len(zones))...)
		}
	}
	slices.SortFunc(free, func(a, b Reserved) int { return a.CIDR.Addr().Compare(b.CIDR.Addr()) })
	return used, free
}

// subnets of a range, one for each zone.
func subnets(r netip.Prefix, t v1alpha1.Tier, zones []Zone, ipv6Index int) []Subnet {
	out := make([]Subnet, 0, len(zones))
	for _, z := range zones {
		out = append(out, Subnet{Tier: t, Zone: z, CIDR: nth(r, slotBits, z.Index), IPv6Index: ipv6Index + z.Index})
	}
	return out
}

// freeZones are the parts of a tier's range that belong to no zone in use.
func freeZones(r netip.Prefix, t v1alpha1.Tier, used int) []Reserved {
	var out []Reserved
	for i := used; i < zoneSlots; i++ {
		out = append(out, Reserved{CIDR: nth(r, slotBits, i), For: string(t) + " subnet of zone " + zoneKey(i)})
	}
	// The last two of the eight parts are the last quarter.
	return append(out, Reserved{CIDR: nth(r, 2, 3), For: string(t) + " subnets beyond zone " + zoneKey(zoneSlots-1)})
}

// nth returns part i of a range that is divided into 2^bits parts of equal size.
func nth(r netip.Prefix, bits, i int) netip.Prefix {
	a := r.Addr().As4()
	for b := range bits {
		if i>>(bits-1-b)&1 == 0 {
			continue
		}
		at := r.Bits() + b
		a[at/8] |= 0x80 >> (at % 8)
	}
	return netip.PrefixFrom(netip.AddrFrom4(a), r.Bits()+bits)
}
