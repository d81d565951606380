// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import "testing"

func TestMinor(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		version string
		want    int
	}{
		"Minor":         {reason: "EKS knows minor versions only.", version: "1.34", want: 34},
		"Patch":         {reason: "AKS has patch releases.", version: "1.34.2", want: 34},
		"Build":         {reason: "GKE has builds of patch releases.", version: "1.34.1-gke.1829034", want: 34},
		"OneDigit":      {reason: "Minor versions are numbers and no texts.", version: "1.9", want: 9},
		"Empty":         {reason: "Nothing is no version."},
		"MajorOnly":     {reason: "A major version has no minor one.", version: "1"},
		"MinorIsEmpty":  {reason: "A point promises a minor version.", version: "1."},
		"OtherMajor":    {reason: "There is one major version.", version: "2.34"},
		"LongMajor":     {reason: "The major version is the whole first part.", version: "11.34"},
		"Prefixed":      {reason: "The tag of a release is no version.", version: "v1.34"},
		"NoNumber":      {reason: "A minor version is a number.", version: "1.latest"},
		"MinorHasMore":  {reason: "A minor version is nothing but a number.", version: "1.34-eks"},
		"NegativeMinor": {reason: "There is no version before the first one.", version: "1.-34"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Minor(tc.version); got != tc.want {
				t.Errorf("%s\nMinor(%q): want %d, got %d", tc.reason, tc.version, tc.want, got)
			}
		})
	}
}
