// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"time"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A supported version is one that a cloud serves.
type supported struct {
	minor Minor

	// end is the last day of the cloud's standard support.
	end time.Time
}

// support lists the minor versions of a cloud, the oldest first. It only ever warns:
// a version that it does not know may well be there by now.
//
// As of 2026-08-15, from
// https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html,
// https://learn.microsoft.com/azure/aks/supported-kubernetes-versions and
// https://cloud.google.com/kubernetes-engine/docs/release-schedule. Azure names a
// month, of which this is the last day.
func support(p platform.Provider) []supported {
	switch p {
	case platform.ProviderAWS:
		return []supported{
			{31, day(2025, time.November, 26)},
			{32, day(2026, time.March, 23)},
			{33, day(2026, time.July, 29)},
			{34, day(2026, time.December, 2)},
			{35, day(2027, time.March, 27)},
		}
	case platform.ProviderAzure:
		return []supported{
			{31, day(2025, time.November, 30)},
			{32, day(2026, time.March, 31)},
			{33, day(2026, time.June, 30)},
			{34, day(2026, time.November, 30)},
			{35, day(2027, time.March, 31)},
		}
	case platform.ProviderGCP:
		return []supported{
			{31, day(2026, time.January, 16)},
			{32, day(2026, time.April, 11)},
			{33, day(2026, time.August, 3)},
			{34, day(2026, time.October, 1)},
			{35, day(2027, time.April, 11)},
		}
	}
	return nil
}

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

// Newest returns the newest minor version that a cloud is known to serve.
func Newest(p platform.Provider) Minor {
	var newest Minor
	for _, s := range support(p) {
		newest = max(newest, s.minor)
	}
	return newest
}

// endOfSupport returns the last day of a cloud's standard support of a version, or the
// zero time for a version that is not known.
func endOfSupport(p platform.Provider, m Minor) time.Time {
	all := support(p)
	i := slices.IndexFunc(all, func(s supported) bool { return s.minor == m })
	if i < 0 {
		return time.Time{}
	}
	return all[i].end
}

// stable returns the newest minor version of a cloud that is permitted. It is zero
// when none is.
func stable(p platform.Provider, permitted func(version string) bool) Minor {
	var newest Minor
	for _, s := range support(p) {
		if permitted(s.minor.String()) {
			newest = max(newest, s.minor)
		}
	}
	return newest
}
