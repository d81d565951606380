// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// How many claims are named, of which nobody may ever get another one's name: very many
// where there is least room, or where there is one of a name in the whole world.
const (
	manyClaims = 100_000
	someClaims = 4_000
)

func claimsOf(r Rule) int {
	for _, tight := range []Rule{AzureStorageAccount, GCPServiceAccount, AWSBucket, KubernetesSecret} {
		if r.Kind == tight.Kind {
			return manyClaims
		}
	}
	return someClaims
}

// TestNoTwoClaimsShareAName names things of very many claims whose namespaces and names
// are made to be mixed up: they are cut from few words, so that they read the same when
// they are joined, and are long, so that they read the same when they are shortened.
func TestNoTwoClaimsShareAName(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		if r.Local {
			continue
		}
		t.Run(r.Kind, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, 2))
			n := claimsOf(r)
			names, pairs := make(map[string][2]string, n), make(map[[2]string]bool, n)
			for len(pairs) < n {
				pair := mixedUp(random)
				if pairs[pair] {
					continue
				}
				pairs[pair] = true
				name := New("prod", pair[0], pair[1]).For("storage").Name(r, "data")
				if other, taken := names[name]; taken {
					t.Fatalf("%q and %q are both called %q", other, pair, name)
				}
				names[name] = pair
			}
		})
	}
}

// mixedUp returns a namespace and a name that are cut from a text of few words.
func mixedUp(random *rand.Rand) [2]string {
	words := make([]string, 2+random.IntN(11))
	for i := range words {
		words[i] = [...]string{"a", "b", "team", "shop", "payments", "x0"}[random.IntN(6)]
	}
	cut := 1 + random.IntN(len(words)-1)
	return [2]string{strings.Join(words[:cut], "-"), strings.Join(words[cut:], "-")}
}

// TestEveryCutOfATextIsAnotherName cuts one text at every place where a namespace could
// end and a name could begin.
func TestEveryCutOfATextIsAnotherName(t *testing.T) {
	t.Parallel()
	const text = "a-b-a-b-team-a-b-team-b-a-shop-a-b-a-b-payments"
	for _, r := range Rules() {
		seen := map[string]string{}
		for i := range text {
			if r.Local || text[i] != '-' {
				continue
			}
			name := New("", text[:i], text[i+1:]).Name(r)
			if other, taken := seen[name]; taken {
				t.Errorf("%s: claim %q of namespace %q is called %q, as is that of namespace %q", r.Kind, text[i+1:], text[:i], name, other)
			}
			seen[name] = text[:i]
		}
	}
}
