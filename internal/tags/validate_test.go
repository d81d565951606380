// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package tags

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestValidate(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		tags   map[string]string
		want   []string
	}{
		"None": {
			reason: "Tags are optional.",
		},
		"Legal": {
			reason: "Whatever can be rendered may be asked for, even if some cloud writes it differently.",
			tags:   map[string]string{"App Owner": "R&D", "example.com/tier": "", "Überschrift": "漢字", "names": "x", "team-lead": "y"},
		},
		"EmptyKeys": {
			reason: "No cloud has tags without a key.",
			tags:   map[string]string{"": "x", " ": "y"},
			want: []string{
				`spec.parameters.tags[]: Invalid value: "": a tag needs a key`,
				`spec.parameters.tags[ ]: Invalid value: " ": a tag needs a key`,
			},
		},
		"SpaceAround": {
			reason: "Some clouds strip spaces, so that the tag would change for ever.",
			tags:   map[string]string{" app": "x"},
			want:   []string{`spec.parameters.tags[ app]: Invalid value: " app": must not start or end with a space`},
		},
		"LongKey": {
			reason: "AWS allows 128 characters.",
			tags:   map[string]string{strings.Repeat("ü", 128): "ok", strings.Repeat("a", 129): "x"},
			want: []string{fmt.Sprintf(`spec.parameters.tags[%[1]s]: Invalid value: "%[1]s": has 129 characters, not at most 128`,
				strings.Repeat("a", 129))},
		},
		"LongValue": {
			reason: "AWS and Azure allow 256 characters.",
			tags:   map[string]string{"ok": strings.Repeat("ü", 256), "app": strings.Repeat("a", 257)},
			want: []string{fmt.Sprintf(`spec.parameters.tags[app]: Invalid value: "%s": has 257 characters, not at most 256`,
				strings.Repeat("a", 257))},
		},
		"ControlCharacters": {
			reason: "Control characters are a mistake.",
			tags:   map[string]string{"a\tb": "x", "c": "y\n"},
			want: []string{
				"spec.parameters.tags[a\tb]: Invalid value: \"a\\tb\": must not contain control characters",
				"spec.parameters.tags[c]: Invalid value: \"y\\n\": must not contain control characters",
			},
		},
		"ReservedForThePlatform": {
			reason: "Tags that the platform sets are refused rather than ignored.",
			tags:   map[string]string{"managed-by": "me", "Team": "b", "environment": "x", "claim": "y", "cost-center": "z", "Name": "n"},
			want: []string{
				`spec.parameters.tags[Name]: Forbidden: the platform sets this tag itself; choose another key`,
				`spec.parameters.tags[Team]: Forbidden: the platform sets this tag itself; choose another key`,
				`spec.parameters.tags[claim]: Forbidden: the platform sets this tag itself; choose another key`,
				`spec.parameters.tags[cost-center]: Forbidden: the platform sets this tag itself; choose another key`,
				`spec.parameters.tags[environment]: Forbidden: the platform sets this tag itself; choose another key`,
				`spec.parameters.tags[managed-by]: Forbidden: the platform sets this tag itself; choose another key`,
			},
		},
		"ReservedForAProvider": {
			reason: "Keys that one cloud keeps to itself are refused on every cloud.",
			tags: map[string]string{
				"AWS:cloudformation": "x", "azure-x": "x", "Microsoft": "x", "windows": "x", "goog-x": "x",
				"kubernetes.io/cluster/x": "owned",
			},
			want: []string{
				`spec.parameters.tags[AWS:cloudformation]: Forbidden: keys that start with "aws:" are reserved for AWS; choose another key`,
				`spec.parameters.tags[Microsoft]: Forbidden: keys that start with "microsoft" are reserved for Azure; choose another key`,
				`spec.parameters.tags[azure-x]: Forbidden: keys that start with "azure" are reserved for Azure; choose another key`,
				`spec.parameters.tags[goog-x]: Forbidden: keys that start with "goog" are reserved for GCP; choose another key`,
				`spec.parameters.tags[kubernetes.io/cluster/x]: Forbidden: keys that start with "kubernetes.io/" are reserved for Kubernetes; choose another key`,
				`spec.parameters.tags[windows]: Forbidden: keys that start with "windows" are reserved for Azure; choose another key`,
			},
		},
		"Case": {
			reason: "Azure would merge keys that differ in case only.",
			tags:   map[string]string{"app": "x", "App": "y", "other": "z"},
			want:   []string{`spec.parameters.tags[app]: Invalid value: "app": differs from "App" in case only, which Azure does not tell apart`},
		},
		"TooMany": {
			reason: "The platform's own tags must fit beside the claim's.",
			tags:   numbered(41),
			want:   []string{`spec.parameters.tags: Too many: 41: must have at most 40 items`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 10 {
				var got []string
				for _, err := range Validate(tc.tags, field.NewPath("spec", "parameters", "tags")) {
					got = append(got, err.Error())
				}
				if diff := cmp.Diff(tc.want, got); diff != "" {
					t.Fatalf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
				}
			}
		})
	}
}

func TestSetValidate(t *testing.T) {
	t.Parallel()

	path := field.NewPath("spec", "parameters", "tags")
	if err := New(platform(), nil, numbered(40)).Validate(path); err != nil {
		t.Errorf("45 tags must fit: %v", err)
	}

	want := `spec.parameters.tags: Forbidden: with the environment's and the platform's tags there are 46, and no cloud but GCP takes more than 45`
	err := New(platform(), map[string]string{"data-class": "internal"}, numbered(40)).Validate(path)
	if err == nil {
		t.Fatal("46 tags must be refused")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Validate(...): -want, +got:\n%s", diff)
	}
}

func numbered(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprintf("k%02d", i)] = "v"
	}
	return out
}
