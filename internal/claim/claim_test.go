// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package claim

import (
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// TestSecretOf proves that no two resources publish to one Secret, and that each always
// publishes to the same one.
func TestSecretOf(t *testing.T) {
	t.Parallel()
	of := func(api, namespace, name string, k managed.Key) managed.SecretLocation {
		return Claim{Names: naming.New("", namespace, name).For(api), SecretNamespace: "secrets"}.SecretOf(k)
	}
	long := strings.Repeat("a", 253)
	seen := map[managed.SecretLocation]string{}
	for id, l := range map[string]managed.SecretLocation{
		"a database":            of("storage", "team-a", "shop", "database"),
		"another key":           of("storage", "team-a", "shop", "cache"),
		"another claim":         of("storage", "team-a", "books", "database"),
		"another namespace":     of("storage", "team-b", "shop", "database"),
		"another kind":          of("identity", "team-a", "shop", "database"),
		"a long name":           of("storage", "team-a", long, "database"),
		"another key of a long": of("storage", "team-a", long, "cache"),
	} {
		if other, taken := seen[l]; taken {
			t.Errorf("%s and %s publish to the same Secret %v", id, other, l)
		}
		seen[l] = id
		if err := naming.Valid(naming.KubernetesSecret, l.Name); err != nil || l.Namespace != "secrets" {
			t.Errorf("%s: %v is not legal: %v", id, l, err)
		}
	}
	if got := of("storage", "team-a", "shop", "database"); seen[got] != "a database" {
		t.Errorf("the location must be the same every time, got %v", got)
	}
}

func TestWaitsFor(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		found  bool
		want   string
	}{
		"Missing": {reason: "The name may be mistyped.", want: "network shop/main does not exist"},
		"Planned": {reason: "It was just claimed.", found: true, want: "network shop/main has no id yet"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := WaitsFor("network", "shop/main", tc.found); got != tc.want {
				t.Errorf("%s\nWaitsFor(...): got %q, want %q", tc.reason, got, tc.want)
			}
		})
	}
}
