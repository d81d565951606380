// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package tags

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func platform() Platform {
	return Platform{Team: "team-a", Environment: "production", Claim: "orders", CostCentre: "CC-1234"}
}

func TestNew(t *testing.T) {
	t.Parallel()

	type args struct {
		platform           Platform
		environment, claim map[string]string
	}
	cases := map[string]struct {
		reason string
		args   args
		want   []tag
	}{
		"PlatformOnly": {
			reason: "Every claim has the platform's tags.",
			args:   args{platform: platform()},
			want: []tag{
				{"claim", "orders"},
				{"cost-center", "CC-1234"},
				{"environment", "production"},
				{"managed-by", "hyperscalar"},
				{"team", "team-a"},
			},
		},
		"WithoutCostCentre": {
			reason: "What is not known is not tagged.",
			args:   args{platform: Platform{Team: "team-a", Claim: "orders"}},
			want: []tag{
				{"claim", "orders"},
				{"managed-by", "hyperscalar"},
				{"team", "team-a"},
			},
		},
		"Precedence": {
			reason: "The platform wins over the environment, and the environment over the claim, in any case.",
			args: args{
				platform:    Platform{Team: "team-a"},
				environment: map[string]string{"Team": "b", "managed-by": "hand", "region": "eu"},
				claim:       map[string]string{"TEAM": "c", "Region": "us", "app": "shop"},
			},
			want: []tag{
				{"managed-by", "hyperscalar"},
				{"team", "team-a"},
				{"region", "eu"},
				{"app", "shop"},
			},
		},
		"CaseWithinOneMap": {
			reason: "Of keys that are one, the same one is always chosen.",
			args:   args{claim: map[string]string{"app": "b", "App": "a", "APP": "c"}},
			want: []tag{
				{"managed-by", "hyperscalar"},
				{"APP", "c"},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 20 {
				got := New(tc.args.platform, tc.args.environment, tc.args.claim)
				if diff := cmp.Diff(tc.want, got.tags, cmp.AllowUnexported(tag{})); diff != "" {
					t.Fatalf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
				}
			}
		})
	}
}

func TestRender(t *testing.T) {
	t.Parallel()

	long := strings.Repeat("a", 70)
	cases := map[string]struct {
		reason string
		set    Set
		aws    map[string]string
		azure  map[string]string
		dns    map[string]string
		gcp    map[string]string
	}{
		"Platform": {
			reason: "The platform's tags are legal everywhere, but for upper case on GCP.",
			set:    New(platform(), nil, nil),
			aws: map[string]string{
				"Name": "vpc", "managed-by": "hyperscalar", "team": "team-a", "environment": "production",
				"claim": "orders", "cost-center": "CC-1234",
			},
			azure: map[string]string{
				"managed-by": "hyperscalar", "team": "team-a", "environment": "production",
				"claim": "orders", "cost-center": "CC-1234",
			},
			dns: map[string]string{
				"managed-by": "hyperscalar", "team": "team-a", "environment": "production",
				"claim": "orders", "cost-center": "CC-1234",
			},
			gcp: map[string]string{
				"managed-by": "hyperscalar", "team": "team-a", "environment": "production",
				"claim": "orders", "cost-center": "cc-1234",
			},
		},
		"Characters": {
			reason: "Each cloud keeps the characters that it allows.",
			set:    set("example.com/App Owner", "R&D <ops@example.com>"),
			aws:    map[string]string{"Name": "vpc", "example.com/App Owner": "R-D -ops@example.com-"},
			azure:  map[string]string{"example.com-App Owner": "R&D <ops@example.com>"},
			dns:    map[string]string{"example-com-App-Owner": "R&D <ops@example.com>"},
			gcp:    map[string]string{"example-com-app-owner": "r-d--ops-example-com-"},
		},
		"AlikeAfterwards": {
			reason: "Keys stay apart, and a key that was legal is left alone.",
			set:    set("a/b", "1", "a-b", "2", "a&b", "3"),
			aws:    map[string]string{"Name": "vpc", "a/b": "1", "a-b": "2", "a-b-duy7tw": "3"},
			azure:  map[string]string{"a-b-46d1xm": "1", "a-b": "2", "a-b-duy7tw": "3"},
			dns:    map[string]string{"a-b-46d1xm": "1", "a-b": "2", "a-b-duy7tw": "3"},
			gcp:    map[string]string{"a-b-46d1xm": "1", "a-b": "2", "a-b-duy7tw": "3"},
		},
		"ReservedPrefixes": {
			reason: "Keys that belong to a cloud are not used there.",
			set:    set("AWS:x", "aws:y", "Azure-x", "z", "google", "z", "9", "z"),
			aws:    map[string]string{"Name": "vpc", "x-AWS:x": "x-aws:y", "Azure-x": "z", "google": "z", "9": "z"},
			azure:  map[string]string{"AWS:x": "aws:y", "x-Azure-x": "z", "google": "z", "9": "z"},
			dns:    map[string]string{"AWS-x": "aws:y", "x-Azure-x": "z", "google": "z", "x-9": "z"},
			gcp:    map[string]string{"aws-x": "aws-y", "azure-x": "z", "x-google": "z", "x-9": "z"},
		},
		"Lengths": {
			reason: "What is cut off is replaced by a hash of the whole.",
			set:    set(long+"1", long+"2"),
			aws:    map[string]string{"Name": "vpc", long + "1": long + "2"},
			azure:  map[string]string{long + "1": long + "2"},
			dns:    map[string]string{long + "1": long + "2"},
			gcp:    map[string]string{long[:56] + "-7jw5vu": long[:56] + "-qmzxpu"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, d := range []string{
				cmp.Diff(tc.aws, tc.set.AWS("vpc")),
				cmp.Diff(tc.azure, tc.set.Azure()),
				cmp.Diff(tc.dns, tc.set.AzureDNS()),
				cmp.Diff(tc.gcp, tc.set.GCP()),
			} {
				if d != "" {
					t.Errorf("%s\n-want, +got:\n%s", tc.reason, d)
				}
			}
		})
	}
}

// set returns a set of keys and values as they are.
func set(kv ...string) Set {
	var tags []tag
	for i := 0; i < len(kv); i += 2 {
		tags = append(tags, tag{key: kv[i], value: kv[i+1]})
	}
	return newSet(tags)
}

func TestAWSName(t *testing.T) {
	t.Parallel()

	s := New(Platform{}, map[string]string{"NAME": "theirs"}, map[string]string{"name": "mine", "app": "shop"})
	want := map[string]string{"Name": "aws-vpc", "app": "shop", "managed-by": "hyperscalar"}
	if diff := cmp.Diff(want, s.AWS("aws-vpc")); diff != "" {
		t.Errorf("The platform's Name must win over any other, because IAM does not tell cases apart: -want, +got:\n%s", diff)
	}
	if got := set("Name ", "x").AWS("vpc"); got["Name"] != "vpc" || len(got) != 2 {
		t.Errorf("A key that is cut down to Name must not take its place: %q", got)
	}
	want = map[string]string{"app": "shop", "managed-by": "hyperscalar"}
	if diff := cmp.Diff(want, s.AWS("")); diff != "" {
		t.Errorf("Without a name there must be no Name tag: -want, +got:\n%s", diff)
	}
}

func TestRenderingBelongsToTheCaller(t *testing.T) {
	t.Parallel()

	s := New(platform(), nil, nil)
	for name, render := range map[string]func() map[string]string{
		"AWS": func() map[string]string { return s.AWS("") }, "Azure": s.Azure, "AzureDNS": s.AzureDNS, "GCP": s.GCP,
	} {
		clear(render())
		if len(render()) != 5 {
			t.Errorf("%s: a caller that changes a map must not change the tags of other resources", name)
		}
	}
	if got := (Set{}).AWS("vpc"); !maps.Equal(got, map[string]string{"Name": "vpc"}) {
		t.Errorf("The zero Set has no tags but %q", got)
	}
}

func TestRenderKeepsTheMostImportantTags(t *testing.T) {
	t.Parallel()

	many := map[string]string{}
	for i := range 70 {
		many[fmt.Sprintf("k%02d", i)] = "v"
	}
	s := New(platform(), map[string]string{"zone-of": "environment"}, many)
	for name, got := range map[string]map[string]string{
		"AWS": s.AWS("vpc"), "Azure": s.Azure(), "AzureDNS": s.AzureDNS(), "GCP": s.GCP(),
	} {
		for _, key := range []string{"managed-by", "team", "claim", "zone-of", "k00"} {
			if _, ok := got[key]; !ok {
				t.Errorf("%s: %q was left out in favour of a tag of less importance", name, key)
			}
		}
		if _, ok := got["k69"]; ok {
			t.Errorf("%s: has %d tags and the least important one of 76", name, len(got))
		}
	}
}

// A law is what a cloud's documentation says of tags.
type law struct {
	maxTags  int
	own      int // Tags that a rendering has beyond the set's.
	key      *regexp.Regexp
	value    *regexp.Regexp
	reserved *regexp.Regexp
	render   func(s Set) map[string]string
}

func laws() map[string]law {
	return map[string]law{
		"AWS": {
			maxTags:  50,
			own:      1,
			key:      regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$`),
			value:    regexp.MustCompile(`^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$`),
			reserved: regexp.MustCompile(`(?i)^aws:`),
			render:   func(s Set) map[string]string { return s.AWS("some name") },
		},
		"Azure": {
			maxTags:  50,
			key:      regexp.MustCompile(`^[^<>%&\\?/\x00-\x1f]{1,128}$`),
			value:    regexp.MustCompile(`^[^\x00-\x1f]{0,256}$`),
			reserved: regexp.MustCompile(`(?i)^(microsoft|azure|windows)`),
			render:   Set.Azure,
		},
		"AzureDNS": {
			maxTags:  15,
			key:      regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,127}$`),
			value:    regexp.MustCompile(`^[^\x00-\x1f]{0,256}$`),
			reserved: regexp.MustCompile(`(?i)^(microsoft|azure|windows)`),
			render:   Set.AzureDNS,
		},
		"GCP": {
			maxTags:  64,
			key:      regexp.MustCompile(`^[a-z][a-z0-9_-]{0,62}$`),
			value:    regexp.MustCompile(`^[a-z0-9_-]{0,63}$`),
			reserved: regexp.MustCompile(`^goog`),
			render:   Set.GCP,
		},
	}
}

func TestRenderIsLegal(t *testing.T) {
	t.Parallel()

	for name, l := range laws() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(7, 8))
			for range 2000 {
				s := New(Platform{Team: text(rnd, 63), Claim: text(rnd, 253)}, randomTags(rnd, 6), randomTags(rnd, 60))
				checkRendering(t, l, s)
			}
		})
	}
}

func checkRendering(t *testing.T, l law, s Set) {
	t.Helper()
	got := l.render(s)
	if !maps.Equal(got, l.render(s)) {
		t.Errorf("%v is rendered in two ways", s)
	}
	if len(got) != min(len(s.tags)+l.own, l.maxTags) {
		t.Fatalf("%d tags became %d, of which the cloud takes %d:\n%q", len(s.tags), len(got), l.maxTags, got)
	}
	folded := map[string]bool{}
	for k, v := range got {
		if !l.key.MatchString(k) || l.reserved.MatchString(k) {
			t.Errorf("key %q is not legal", k)
		}
		if !l.value.MatchString(v) {
			t.Errorf("value %q is not legal", v)
		}
		if fold := strings.ToLower(k); folded[fold] {
			t.Errorf("two keys are %q", fold)
		} else {
			folded[fold] = true
		}
	}
}

// text returns random text of at most length characters that is awkward
// somewhere.
func text(rnd *rand.Rand, length int) string {
	pieces := []string{
		"a", "b", "Z", "9", "-", "_", ".", "/", ":", " ", "&", "<", "%", `\`, "?", "ü", "漢", "\n", "\x00", "\xff",
		"aws:", "AWS:", "goog", "Google", "azure", "Microsoft", "windows", "team", "Name", "",
	}
	var b strings.Builder
	for range rnd.IntN(6) {
		b.WriteString(pieces[rnd.IntN(len(pieces))])
	}
	if rnd.IntN(20) == 0 {
		b.WriteString(strings.Repeat(pieces[rnd.IntN(len(pieces))], 300))
	}
	r := []rune(b.String())
	return string(r[:min(len(r), length)])
}

func randomTags(rnd *rand.Rand, n int) map[string]string {
	out := map[string]string{}
	for range rnd.IntN(n) {
		out[text(rnd, 400)] = text(rnd, 400)
	}
	return out
}

func FuzzRender(f *testing.F) {
	f.Add("team/a", "Team-A", "x", "y")
	f.Add("aws:x", "Azure", "aws:y", "")
	f.Add(strings.Repeat("ü", 200), "\xff", strings.Repeat("v", 300), "\n")

	all := laws()
	f.Fuzz(func(t *testing.T, k1, k2, v1, v2 string) {
		s := New(Platform{Claim: v1}, map[string]string{k1: v1}, map[string]string{k2: v2})
		for _, l := range all {
			checkRendering(t, l, s)
		}
	})
}

func TestLimitsAgree(t *testing.T) {
	t.Parallel()

	// Whatever Validate lets pass must be rendered without a loss.
	tags := map[string]string{}
	for i := range MaxTags {
		tags[fmt.Sprintf("%0*d", MaxKeyLength, i)] = strings.Repeat("ü", MaxValueLength)
	}
	if errs := Validate(tags, nil); len(errs) > 0 {
		t.Fatalf("tags at the limit are refused: %v", errs)
	}
	s := New(platform(), nil, tags)
	if err := s.Validate(nil); err != nil {
		t.Fatalf("the platform's tags do not fit beside a claim's: %v", err)
	}
	for name, l := range laws() {
		got := l.render(s)
		if name != "AzureDNS" && len(got) < len(s.tags) {
			t.Errorf("%s: %d of %d tags are left", name, len(got), len(s.tags))
		}
		if name == "GCP" || name == "AzureDNS" {
			continue
		}
		for k, v := range tags {
			if got[k] != v {
				t.Errorf("%s: tag %q with %d characters is rendered as %q", name, k, utf8.RuneCountInString(v), got[k])
			}
		}
	}
}

func BenchmarkAWS(b *testing.B) {
	s := New(platform(), map[string]string{"data-class": "internal"}, map[string]string{"app": "shop", "example.com/owner": "a@b.c"})
	b.ReportAllocs()
	for b.Loop() {
		s.AWS("hs-team-a-orders-private-a")
	}
}
