// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"net/netip"
	"slices"
)

// CIDR parses a range of addresses. It returns false if it is not one, or if its
// address has bits beyond its prefix.
func CIDR(s string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(s)
	return p, err == nil && p == p.Masked()
}

// CIDRs parses those of the supplied strings that are ranges of addresses.
func CIDRs(ss ...string) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(ss))
	for _, s := range ss {
		if p, err := netip.ParsePrefix(s); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// Inside is true if a range is part of one of the others.
func Inside(p netip.Prefix, of []netip.Prefix) bool {
	return slices.ContainsFunc(of, func(o netip.Prefix) bool { return o.Bits() <= p.Bits() && o.Contains(p.Addr()) })
}

// Overlapping returns the first of the other ranges that has an address in common
// with a range.
func Overlapping(p netip.Prefix, others []netip.Prefix) (netip.Prefix, bool) {
	i := slices.IndexFunc(others, p.Overlaps)
	if i < 0 {
		return netip.Prefix{}, false
	}
	return others[i], true
}
