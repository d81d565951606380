// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// A PortRange is a range of ports. It holds its ends.
type PortRange struct {
	From int
	To   int
}

// String returns the range as a claim writes it: one port, or its ends with a hyphen
// between them. Azure and GCP write ranges like that, too.
func (r PortRange) String() string {
	if r.From == r.To {
		return strconv.Itoa(r.From)
	}
	return fmt.Sprintf("%d-%d", r.From, r.To)
}

// Overlaps says whether there is a port in both ranges.
func (r PortRange) Overlaps(o PortRange) bool { return r.From <= o.To && o.From <= r.To }

// Has says whether a port is in the range.
func (r PortRange) Has(port int) bool { return r.From <= port && port <= r.To }

// PortTexts returns ranges as a claim writes them, in their order. There is nothing to
// return for none.
func PortTexts(ranges []PortRange) []string {
	var out []string
	for _, r := range ranges {
		out = append(out, r.String())
	}
	return out
}

// PortRanges parses ports, for example 443, and ranges of ports, for example 8000-8100.
// It returns those that are ranges, sorted. Ranges that overlap are refused rather than
// merged, because clouds refuse two rules for the same packet.
func PortRanges(p *field.Path, values []string) ([]PortRange, field.ErrorList) {
	var out []PortRange
	var errs field.ErrorList
	for i, value := range values {
		r, refused := portRange(p.Index(i), value)
		if len(refused) > 0 {
			errs = append(errs, refused...)
			continue
		}
		if j := slices.IndexFunc(out, r.Overlaps); j >= 0 {
			errs = append(errs, field.Invalid(p.Index(i), value, fmt.Sprintf("overlaps %s: leave one of them out, or join them", out[j])))
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b PortRange) int { return cmp.Compare(a.From, b.From) })
	return out, errs
}

func portRange(p *field.Path, value string) (PortRange, field.ErrorList) {
	low, high, isRange := strings.Cut(value, "-")
	if !isRange {
		high = low
	}
	from, okFrom := port(low)
	to, okTo := port(high)
	if !okFrom || !okTo {
		return PortRange{}, field.ErrorList{field.Invalid(p, value, "must be a port such as 443 or a range such as 8000-8100, between 1 and 65535")}
	}
	if from > to {
		return PortRange{}, field.ErrorList{field.Invalid(p, value, fmt.Sprintf("must start with the lower port: use %d-%d", to, from))}
	}
	return PortRange{From: from, To: to}, nil
}

// port accepts only what it would print itself: no sign and no leading zero.
func port(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(n) != s {
		return 0, false
	}
	return n, len(validation.IsValidPortNum(n)) == 0
}
