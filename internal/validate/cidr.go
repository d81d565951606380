// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"fmt"
	"net/netip"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// RFC1918 are the ranges that everybody may use within their own networks.
// https://www.rfc-editor.org/rfc/rfc1918
func RFC1918() []netip.Prefix {
	return []netip.Prefix{prefix4(10, 0, 8), prefix4(172, 16, 12), prefix4(192, 168, 16)}
}

// PrivateRanges are the ranges of RFC 1918, and the shared address space that
// all clouds route within a network like a private range.
// https://www.rfc-editor.org/rfc/rfc6598
func PrivateRanges() []netip.Prefix {
	return append(RFC1918(), prefix4(100, 64, 10))
}

// Anywhere is the range that holds every IPv4 address.
func Anywhere() netip.Prefix { return prefix4(0, 0, 0) }

func prefix4(first, second byte, bits int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{first, second, 0, 0}), bits)
}

// CIDR parses an IPv4 range in its canonical form.
func CIDR(p *field.Path, value string) (netip.Prefix, field.ErrorList) {
	const example = "must be an IPv4 range such as 10.0.0.0/16"
	if value == "" {
		return netip.Prefix{}, field.ErrorList{field.Required(p, example)}
	}
	if a, err := netip.ParseAddr(value); err == nil && a.Is4() {
		return netip.Prefix{}, field.ErrorList{field.Invalid(p, value, "must have a prefix length: use "+value+"/32 for this address alone")}
	}
	r, err := netip.ParsePrefix(value)
	if err != nil || !r.Addr().Is4() {
		return netip.Prefix{}, field.ErrorList{field.Invalid(p, value, example)}
	}
	if r != r.Masked() {
		return netip.Prefix{}, field.ErrorList{field.Invalid(p, value, fmt.Sprintf(
			"must be the first address of its range: use %s", r.Masked()))}
	}
	return r, nil
}

// Size refuses a range that is larger than /largest or smaller than /smallest,
// and says why.
func Size(p *field.Path, r netip.Prefix, largest, smallest int, why string) field.ErrorList {
	if r.Bits() >= largest && r.Bits() <= smallest {
		return nil
	}
	return field.ErrorList{field.Invalid(p, r.String(), fmt.Sprintf("must be between /%d and /%d: %s", largest, smallest, why))}
}

// Inside refuses a range that does not lie inside any of the supplied ranges,
// and says why.
func Inside(p *field.Path, r netip.Prefix, ranges []netip.Prefix, why string) field.ErrorList {
	if IsInside(r, ranges) {
		return nil
	}
	return field.ErrorList{field.Invalid(p, r.String(), fmt.Sprintf("must lie inside %s: %s", list(ranges), why))}
}

// IsInside says whether a range lies inside one of the supplied ranges.
func IsInside(r netip.Prefix, ranges []netip.Prefix) bool {
	for _, outer := range ranges {
		if outer.Bits() <= r.Bits() && outer.Contains(r.Addr()) {
			return true
		}
	}
	return false
}

func list(ranges []netip.Prefix) string {
	names := make([]string, 0, len(ranges))
	for _, r := range ranges {
		names = append(names, r.String())
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
