// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

func TestMinorOf(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     string
		want   string
	}{
		"Minor":    {reason: "EKS and claims write minor versions.", in: "1.34", want: "1.34"},
		"Patch":    {reason: "AKS writes patch releases.", in: "1.34.2", want: "1.34"},
		"GKE":      {reason: "GKE adds a build.", in: "1.34.2-gke.1234000", want: "1.34"},
		"Prefixed": {reason: "Kubernetes itself starts with a v.", in: "v1.9.11", want: "1.9"},
		"Alpha":    {reason: "A pre-release is one of its minor version.", in: "1.35-alpha1", want: "1.35"},
		"Empty":    {reason: "Nothing is no version.", in: "", want: ""},
		"Word":     {reason: "A word is no version.", in: "stable", want: ""},
		"Major":    {reason: "There is no second major version.", in: "2.1", want: ""},
		"Alone":    {reason: "A major version alone says nothing.", in: "1", want: ""},
		"NoDigits": {reason: "A minor version is a number.", in: "1.x", want: ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := MinorOf(tc.in).String(); got != tc.want {
				t.Errorf("%s\nMinorOf(%q): want %q, got %q", tc.reason, tc.in, tc.want, got)
			}
		})
	}
}

// TestSupport proves that the tables are in order, and know the same newest version
// on every cloud, so that stable means the same everywhere.
func TestSupport(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		all := support(p)
		if len(all) == 0 || !slices.IsSortedFunc(all, func(a, b supported) int { return int(a.minor - b.minor) }) {
			t.Errorf("%s: versions must be sorted, got %v", p, all)
		}
		if !slices.IsSortedFunc(all, func(a, b supported) int { return a.end.Compare(b.end) }) {
			t.Errorf("%s: a newer version must not go without support before an older one: %v", p, all)
		}
		if Newest(p) != Newest(platform.ProviderAWS) {
			t.Errorf("%s: stable is %s here and %s on aws", p, Newest(p), Newest(platform.ProviderAWS))
		}
		if got := stable(p, func(v string) bool { return v == "1.33" }); got != 33 {
			t.Errorf("%s: stable must be among the versions that are permitted, got %s", p, got)
		}
		if got := stable(p, func(string) bool { return false }); got != 0 {
			t.Errorf("%s: nothing is stable where nothing is permitted, got %s", p, got)
		}
	}
	if Newest("ibm") != 0 {
		t.Error("a cloud that nobody knows has no versions")
	}
}
