// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package revision

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestReleases proves that whatever was a claim under a release is one now, and that
// each release was recorded as a whole.
func TestReleases(t *testing.T) {
	t.Parallel()
	recorded, err := filepath.Glob("testdata/*/xrds/*.yaml")
	if err != nil || len(recorded) == 0 {
		t.Fatalf("no release was recorded: %v", err)
	}
	for _, file := range recorded {
		api, release := strings.TrimSuffix(filepath.Base(file), ".yaml"), filepath.Dir(filepath.Dir(file))
		t.Run(filepath.Base(release)+"/"+api, func(t *testing.T) {
			t.Parallel()
			now, err := repo.Path("apis", api, "definition.yaml")
			if err != nil {
				t.Fatal(err)
			}
			got, err := Breaks(read(t, file), read(t, now))
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range got {
				t.Error(b)
			}
			if _, err := os.Stat(filepath.Join(release, "worlds", api+".json.gz")); err != nil {
				t.Errorf("the claims of %s were not recorded: %v", api, err)
			}
		})
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// base is an XRD of a release.
const base = `
spec:
  group: example.org
  names: {kind: XShop, plural: xshops}
  claimNames: {kind: Shop, plural: shops, shortNames: [sh]}
  versions:
  - name: v1alpha1
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, minimum: 1, maximum: 10}
              name: {type: string, maxLength: 20}
              color: {type: string, enum: [red, blue], default: red}
              doors: {type: array, maxItems: 3, items: {type: object, properties: {name: {type: string}}}}
              labels: {type: object, additionalProperties: {type: string}}
`

// TestBreaks shows that everything that breaks a claim is told, and nothing else.
func TestBreaks(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		from   string
		to     string
		want   []string
	}{
		"Same":          {reason: "What stays breaks nothing."},
		"NewField":      {reason: "A field that may be left out breaks nothing.", from: "name: {", to: "title: {type: string}\n              name: {"},
		"Wider":         {reason: "More room breaks nothing.", from: "maximum: 10", to: "maximum: 20"},
		"NewValue":      {reason: "Another value breaks nothing.", from: "[red, blue]", to: "[red, blue, green]"},
		"NewDefault":    {reason: "What has a default is never missing.", from: "required: [size]", to: "required: [size, color]"},
		"Removed":       {reason: "A claim may have the field.", from: "name: {type: string, maxLength: 20}", to: "other: {type: string}", want: []string{"spec.name is gone"}},
		"Renamed":       {reason: "Another name is another field.", from: "doors:", to: "gates:", want: []string{"spec.doors is gone"}},
		"RemovedWithin": {reason: "Fields of lists count too.", from: "{name: {type: string}}", to: "{title: {type: string}}", want: []string{"spec.doors[].name is gone"}},
		"Type":          {reason: "A claim has the old type.", from: "size: {type: integer, minimum: 1, maximum: 10}", to: "size: {type: string}", want: []string{"spec.size was of type integer and is of type string"}},
		"TypeWithin":    {reason: "Values of maps count too.", from: "additionalProperties: {type: string}", to: "additionalProperties: {type: integer}", want: []string{"spec.labels[*] was of type string and is of type integer"}},
		"Maximum":       {reason: "A claim may be larger.", from: "maximum: 10", to: "maximum: 9", want: []string{"spec.size: maximum is 9 now"}},
		"Minimum":       {reason: "A claim may be smaller.", from: "minimum: 1", to: "minimum: 2", want: []string{"spec.size: minimum is 2 now"}},
		"MaxLength":     {reason: "A claim may be longer.", from: "maxLength: 20", to: "maxLength: 10", want: []string{"spec.name: maxLength is 10 now"}},
		"MaxItems":      {reason: "A claim may have more.", from: "maxItems: 3", to: "maxItems: 2", want: []string{"spec.doors: maxItems is 2 now"}},
		"NewBound":      {reason: "There was no bound.", from: "maxLength: 20", to: "maxLength: 20, minLength: 3", want: []string{"spec.name: minLength is 3 now"}},
		"Pattern":       {reason: "A claim may not match.", from: "maxLength: 20", to: "maxLength: 20, pattern: '^a'", want: []string{"spec.name must match ^a"}},
		"Value":         {reason: "A claim may have the value.", from: "[red, blue]", to: "[red]", want: []string{`spec.color does not take "blue" any more`}},
		"Enum":          {reason: "A claim may have another value.", from: "maxLength: 20", to: "maxLength: 20, enum: [a]", want: []string{"spec.name takes certain values only"}},
		"Default":       {reason: "A claim that says nothing means something else.", from: "default: red", to: "default: blue", want: []string{`spec.color had the default "red" and has "blue"`}},
		"Required":      {reason: "A claim may lack the field.", from: "required: [size]", to: "required: [size, name]", want: []string{"spec.name is required now"}},
		"Rule":          {reason: "A claim may not obey.", from: "required: [size]", to: "x-kubernetes-validations: [{rule: self.size > 1}]\n            required: [size]", want: []string{"spec has a new rule: self.size > 1"}},
		"Kind":          {reason: "A claim has the old kind.", from: "kind: Shop,", to: "kind: Store,", want: []string{"claim kind was Shop and is Store"}},
		"ShortName":     {reason: "People and scripts type it.", from: "shortNames: [sh]", to: "shortNames: []", want: []string{"short name sh is gone"}},
		"Version":       {reason: "A claim has the old version.", from: "name: v1alpha1", to: "name: v1", want: []string{"version v1alpha1 is gone"}},
		"NotServed":     {reason: "Nobody gets at a claim of it.", from: "served: true", to: "served: false", want: []string{"version v1alpha1 is gone"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(base, tc.from) {
				t.Fatalf("the definition does not contain %q", tc.from)
			}
			got, err := Breaks([]byte(base), []byte(strings.Replace(base, tc.from, tc.to, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nBreaks(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
