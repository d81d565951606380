// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An identity is everything that a name depends on but its kind.
type identity struct {
	prefix, namespace, claim string
	parts                    string // Joined by newlines, to be comparable.
}

func (i identity) name(r Rule) string {
	n := New(i.prefix, i.namespace, i.claim)
	if i.parts == "" {
		return n.Name(r)
	}
	return n.Name(r, strings.Split(i.parts, "\n")...)
}

const (
	labelStart = "abcdefghijklmnopqrstuvwxyz0123456789"
	labelInner = labelStart + "----"
	tenants    = 3000
)

// awkward are legal names, or pieces of them, that have a meaning somewhere.
func awkward() []string {
	return []string{
		"google", "goog", "g00gle", "goo", "gle", "microsoft", "micro", "soft", "microsof", "windows", "window",
		"login", "log", "sg-", "sg", "sgateway", "internal-", "internal", "gcp-", "gcp", "aws", "xn--a", "sthree-x",
		"9lives", "0", "1e3", "a--b", "x", "s3alias", "default", "network",
	}
}

// label returns a random DNS label of at most length characters, as a namespace
// is one.
func label(rnd *rand.Rand, length int) string {
	if rnd.IntN(4) == 0 {
		s := strings.Trim(awkward()[rnd.IntN(len(awkward()))], "-")
		return s[:min(len(s), length)]
	}
	n := 1 + rnd.IntN(length)
	if rnd.IntN(8) == 0 {
		n = length
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = labelInner[rnd.IntN(len(labelInner))]
	}
	b[0] = labelStart[rnd.IntN(len(labelStart))]
	b[n-1] = labelStart[rnd.IntN(len(labelStart))]
	return string(b)
}

// subdomain returns a random DNS subdomain, as the name of a claim is one.
func subdomain(rnd *rand.Rand) string {
	labels := []string{label(rnd, 63)}
	for rnd.IntN(3) == 0 {
		labels = append(labels, label(rnd, 63))
	}
	s := strings.Join(labels, ".")
	return strings.TrimRight(s[:min(len(s), 253)], "-.")
}

func randomIdentity(rnd *rand.Rand) identity {
	i := identity{namespace: label(rnd, 63), claim: subdomain(rnd)}
	if rnd.IntN(4) > 0 {
		i.prefix = label(rnd, 20)
	}
	var parts []string
	for range rnd.IntN(4) {
		parts = append(parts, label(rnd, 1+rnd.IntN(20)))
	}
	i.parts = strings.Join(parts, "\n")
	return i
}

func TestNameIsLegal(t *testing.T) {
	t.Parallel()

	patterns, forbidden := documented(), reserved()
	for _, r := range Rules() {
		t.Run(r.Kind, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(1, 2))
			for range tenants {
				id := randomIdentity(rnd)
				name := id.name(r)
				if again := id.name(r); again != name {
					t.Fatalf("%+v is called %q and %q", id, name, again)
				}
				checkName(t, r, patterns[r.Kind], forbidden[r.Kind], id, name)
			}
		})
	}
}

func checkName(t *testing.T, r Rule, pattern, forbidden *regexp.Regexp, id identity, name string) {
	t.Helper()
	if err := Valid(r, name); err != nil {
		t.Errorf("%+v: %v", id, err)
	}
	if !pattern.MatchString(name) {
		t.Errorf("%+v: %q does not match %s, which the cloud's documentation says of %s", id, name, pattern, r.Kind)
	}
	if forbidden != nil && forbidden.MatchString(name) {
		t.Errorf("%+v: %q matches %s, which the cloud reserves for %s", id, name, forbidden, r.Kind)
	}
	if len(name) > 1 && r.Separator != "" && strings.Contains(name, r.Separator+r.Separator) {
		t.Errorf("%+v: %q has two separators in a row", id, name)
	}
	if name != strings.ToLower(name) {
		t.Errorf("%+v: %q is not lower case, and not every cloud tells cases apart", id, name)
	}
}

func TestNameIsUnique(t *testing.T) {
	t.Parallel()

	for _, r := range Rules() {
		if r.Local {
			continue
		}
		t.Run(r.Kind, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(3, 4))
			seen := map[string]identity{}
			for range tenants {
				id := randomIdentity(rnd)
				name := id.name(r)
				if other, ok := seen[name]; ok && other != id {
					t.Fatalf("%+v and %+v are both called %q", other, id, name)
				}
				seen[name] = id
			}
		})
	}
}

func TestLocalNameIsUniqueWithinItsParent(t *testing.T) {
	t.Parallel()

	for _, r := range Rules() {
		if !r.Local {
			continue
		}
		t.Run(r.Kind, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(5, 6))
			seen := map[string]identity{}
			for range 100 {
				id := identity{prefix: "hs", namespace: "team", claim: "cluster", parts: "pool-" + label(rnd, 20)}
				name := id.name(r)
				if other, ok := seen[name]; ok && other != id {
					t.Fatalf("%+v and %+v are both called %q", other, id, name)
				}
				seen[name] = id
			}
		})
	}
}

func TestNameTellsAmbiguousIdentitiesApart(t *testing.T) {
	t.Parallel()

	long := strings.Repeat("a", 252)
	cases := map[string]struct {
		reason string
		ids    []identity
	}{
		"HyphenBetweenNamespaceAndClaim": {
			reason: "A hyphen inside a word reads like the one between two words.",
			ids: []identity{
				{prefix: "p", namespace: "a-b", claim: "c"},
				{prefix: "p", namespace: "a", claim: "b-c"},
				{prefix: "p-a", namespace: "b", claim: "c"},
				{namespace: "p-a-b", claim: "c"},
				{namespace: "p", claim: "a-b-c"},
				{namespace: "p", claim: "a", parts: "b\nc"},
				{namespace: "p", claim: "a", parts: "b-c"},
				{namespace: "p", claim: "a-b", parts: "c"},
			},
		},
		"EmptyPrefix": {
			reason: "An empty prefix is not the same as the first word of the namespace.",
			ids: []identity{
				{namespace: "a", claim: "b"},
				{prefix: "a", namespace: "b", claim: "b"},
				{prefix: "a", namespace: "a", claim: "b"},
			},
		},
		"Dots": {
			reason: "A dot of a claim's name becomes a hyphen.",
			ids: []identity{
				{namespace: "a", claim: "b.c"},
				{namespace: "a", claim: "b-c"},
				{namespace: "a", claim: "b.-c"},
				{namespace: "a", claim: "bc"},
			},
		},
		"Truncation": {
			reason: "What differs may be what was cut off.",
			ids: []identity{
				{namespace: "a", claim: long + "x"},
				{namespace: "a", claim: long + "y"},
				{namespace: "a", claim: long, parts: "x"},
				{namespace: "a", claim: long, parts: "y"},
			},
		},
		"LookingLikeTheEncoding": {
			reason: "A part that is written like two fields is still one.",
			ids: []identity{
				{namespace: "a", claim: "b", parts: "c1:d"},
				{namespace: "a", claim: "b", parts: "c\nd"},
				{namespace: "a", claim: "b", parts: "1:c1:d"},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range Rules() {
				seen := map[string]identity{}
				for _, id := range tc.ids {
					name := id.name(r)
					if other, ok := seen[name]; ok {
						t.Errorf("%s\n%s: %+v and %+v are both called %q", tc.reason, r.Kind, other, id, name)
					}
					seen[name] = id
				}
			}
		})
	}
}

// TestNameNeverChanges pins names. If it fails, everything that a release of
// the platform has created would be replaced: change the code, not the test.
func TestNameNeverChanges(t *testing.T) {
	t.Parallel()

	long := New("hyperscalar-eu", "team-payments-and-settlement-services", "order-management.primary.production")
	n := New("hs", "team-a", "orders")
	cases := map[string]struct {
		reason string
		got    string
		want   string
	}{
		"Plain": {
			reason: "A name that fits is written out in full.",
			got:    n.Name(GCPCompute, "private", "a"),
			want:   "hs-team-a-orders-private-a-j4jsybuycq9pj",
		},
		"NoParts": {
			reason: "The thing that a claim has one of needs no part.",
			got:    n.Name(AzureResourceGroup),
			want:   "hs-team-a-orders-vf2cwvudd4nbr",
		},
		"NoPrefix": {
			reason: "An empty prefix leaves no trace in the base.",
			got:    New("", "team-a", "orders").Name(AzureResourceGroup),
			want:   "team-a-orders-lmcn7lsznyuhz",
		},
		"NoSeparator": {
			reason: "Where there are no hyphens, words are run together.",
			got:    n.Name(AzureStorageAccount),
			want:   "hsteamordeq10k79t4kl4th",
		},
		"Underscores": {
			reason: "A kind without hyphens may have another separator.",
			got:    n.Name(GCPCustomRole, "reader"),
			want:   "hs_team_a_orders_reader_jl24gvt5d5xmb",
		},
		"Salted": {
			reason: "A globally unique name depends on the installation.",
			got:    n.WithSalt("123456789012").Name(AWSBucket),
			want:   "hs-team-a-orders-96jmzgy0f171p",
		},
		"Shortened": {
			reason: "Long words are shortened first, so that every word is still there.",
			got:    long.Name(GCPCompute, "private", "a"),
			want:   "hyperscalar-team-payment-order-manage-private-a-dkv8zh7bwsy94",
		},
		"ShortenedToTheUtmost": {
			reason: "A load balancer has 32 characters.",
			got:    long.Name(AWSLoadBalancer, "web"),
			want:   "hype-team-orde-web-7xtdg37x9uurb",
		},
		"Local": {
			reason: "A node pool's name has no room for the claim's.",
			got:    n.Name(AzureAKSNodePool, "gpu"),
			want:   "gpu4l298",
		},
		"LocalWithoutParts": {
			reason: "Without parts the claim's name is the best there is.",
			got:    n.Name(AzureWindowsComputerName),
			want:   "orders-nrxvwb",
		},
		"DigitFirst": {
			reason: "A letter goes before a base that may not start with a digit.",
			got:    New("", "9lives", "orders").Name(GCPCompute),
			want:   "x9lives-orders-vpctbkwqjmt60",
		},
		"ForbiddenPrefix": {
			reason: "A letter goes before a base that may not start as it does.",
			got:    New("sg", "team-a", "orders").Name(AWSSecurityGroup),
			want:   "xsg-team-a-orders-lvycwlbx51pqr",
		},
		"ForbiddenSubstring": {
			reason: "A word that is reserved is shortened until it is not.",
			got:    New("hs", "team-a", "google-export").Name(GCPBucket),
			want:   "hs-team-googl-2353zxdq50lp8",
		},
		"Hash": {
			reason: "A hash has no kind.",
			got:    n.Hash(10, "ula"),
			want:   "yj270udv6r",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tc.got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestNameDependsOnKind(t *testing.T) {
	t.Parallel()

	n := New("hs", "team-a", "orders")
	if role, policy := n.Name(AWSIAMRole), n.Name(AWSIAMPolicy); role == policy {
		t.Errorf("a role and a policy are both called %q", role)
	}
}

func TestWithSalt(t *testing.T) {
	t.Parallel()

	n := New("hs", "team-a", "orders")
	one, two := n.WithSalt("1"), n.WithSalt("2")
	for _, r := range Rules() {
		if got := one.Name(r) != two.Name(r); got != r.Global {
			t.Errorf("%s: names of two installations differ: %t, but the names are global: %t", r.Kind, got, r.Global)
		}
	}
	if one.Hash(20, "a") != two.Hash(20, "a") {
		t.Error("a salt must not change anything but globally unique names")
	}
}

func TestHash(t *testing.T) {
	t.Parallel()

	n := New("hs", "team-a", "orders")
	full := n.Hash(1000, "x")
	if len(full) != 52 || !regexp.MustCompile(`^[a-z0-9]+$`).MatchString(full) {
		t.Errorf("Hash(1000, ...) = %q, want 52 lower-case letters and digits", full)
	}
	for _, length := range []int{0, 1, 8, 52} {
		if got := n.Hash(length, "x"); got != full[:length] {
			t.Errorf("Hash(%d, ...) = %q, want the first characters of %q", length, got, full)
		}
	}
	if got := n.Hash(-1, "x"); got != "" {
		t.Errorf("Hash(-1, ...) = %q, want nothing", got)
	}
	others := []string{
		n.Hash(16), n.Hash(16, ""), n.Hash(16, "x"), n.Hash(16, "x", ""), n.Hash(16, "", "x"),
		New("hs", "team", "a-orders").Hash(16, "x"),
	}
	slices.Sort(others)
	if got := len(slices.Compact(others)); got != 6 {
		t.Errorf("six identities have %d different hashes", got)
	}
	if n.Sum("x") == n.Sum("y") {
		t.Error("Sum(...) must depend on the parts")
	}
}

func FuzzName(f *testing.F) {
	f.Add("hs", "team-a", "orders", "private")
	f.Add("", "9lives", "a.b--c", "")
	f.Add("goog", "microsof", "t", "LOGIN")
	f.Add("\x00", "ü", "-", "sg-")

	patterns, forbidden := documented(), reserved()
	f.Fuzz(func(t *testing.T, prefix, namespace, claim, part string) {
		id := identity{prefix: prefix, namespace: namespace, claim: claim, parts: part}
		n := New(prefix, namespace, claim)
		for _, r := range Rules() {
			checkName(t, r, patterns[r.Kind], forbidden[r.Kind], id, n.Name(r, part))
			checkName(t, r, patterns[r.Kind], forbidden[r.Kind], id, n.Name(r))
		}
	})
}

func BenchmarkName(b *testing.B) {
	for name, n := range map[string]Namer{
		"Short": New("hs", "team-a", "orders"),
		"Long":  New("hyperscalar-eu", "team-payments-and-settlement", strings.Repeat("order-processing.", 12)),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n.Name(GCPCompute, "private", "a")
			}
		})
	}
}

func TestFor(t *testing.T) {
	t.Parallel()
	n := New("acme", "team-a", "shop")
	names := map[string]bool{
		n.Name(GCPCompute):                true,
		n.For("network").Name(GCPCompute): true,
		n.For("compute").Name(GCPCompute): true,
		// A part must not be taken for an API.
		n.Name(GCPCompute, "network"): true,
	}
	if len(names) != 4 {
		t.Errorf("claims of different APIs that are called the same must get different names, got %v", names)
	}
}

// TestWords shows that a text is taken for words exactly where it would not change.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "-", "a", "a-", "-a", "a-b", "a--b", "a-b-", "A", "a_b", "9lives", "b\u00fccher", "a.b", "shop-1-x"} {
		want := rewrite(s)
		if got := words(s); got != want {
			t.Errorf("%q: want %q, got %q", s, want, got)
		}
		if isWords(s) && want != s {
			t.Errorf("%q is taken for words, which are %q", s, want)
		}
	}
}

func TestDisplay(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		namer  Namer
		limit  int
		want   string
	}{
		"Readable": {reason: "A name for people has no hash.", namer: New("acme", "team-a", "shop"), limit: 255, want: "acme-team-a-shop-private-a"},
		"NoPrefix": {reason: "There need not be a prefix.", namer: New("", "team-a", "shop"), limit: 255, want: "team-a-shop-private-a"},
		"Long":     {reason: "Every word stays visible.", namer: New("", strings.Repeat("n", 63), strings.Repeat("c", 253)), limit: 30, want: "nnnnnnnnn-ccccccccc-private-a"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.namer.Display(tc.limit, "private", "a"); got != tc.want {
				t.Errorf("%s\nDisplay(...): want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}
