// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/test/manifest"
)

// composed resources of a claim, from YAML.
func composed(t *testing.T, y string) rendered {
	t.Helper()
	us, err := manifest.Parse([]byte(y))
	if err != nil {
		t.Fatal(err)
	}
	out := rendered{resources: map[string]*unstructured.Unstructured{}}
	for _, u := range us {
		out.resources[u.GetAnnotations()["crossplane.io/composition-resource-name"]] = u
	}
	return out
}

const bucket = `
apiVersion: s3.aws.upbound.io/v1beta2
kind: Bucket
metadata: {annotations: {crossplane.io/composition-resource-name: bucket, crossplane.io/external-name: shop}}
spec: {forProvider: {region: eu-west-1, tags: {team: shop}}}
`

func TestCompare(t *testing.T) {
	t.Parallel()
	other := `
apiVersion: s3.aws.upbound.io/v1beta2
kind: Bucket
metadata: {annotations: {crossplane.io/composition-resource-name: bucket, crossplane.io/external-name: books}}
spec: {forProvider: {region: eu-west-1, forceDestroy: true}}
`
	account := `
apiVersion: storage.azure.upbound.io/v1beta2
kind: Account
metadata: {annotations: {crossplane.io/composition-resource-name: bucket}}
spec: {forProvider: {location: westeurope}}
`
	const claim = "Storage shop/assets"
	cases := map[string]struct {
		reason string
		old    map[string]rendered
		now    map[string]rendered
		want   []Change
	}{
		"Same": {
			reason: "A claim that nothing happens to is left out.",
			old:    map[string]rendered{claim: composed(t, bucket)}, now: map[string]rendered{claim: composed(t, bucket)},
		},
		"New": {
			reason: "A claim that is new adds everything.",
			now:    map[string]rendered{claim: composed(t, bucket)},
			want:   []Change{{Claim: claim, Added: []string{"Bucket bucket"}}},
		},
		"Gone": {
			reason: "A claim that is gone takes everything with it.",
			old:    map[string]rendered{claim: composed(t, bucket)},
			want:   []Change{{Claim: claim, Removed: []string{"Bucket bucket"}}},
		},
		"Changed": {
			reason: "Fields that change are told one by one, and so are names.",
			old:    map[string]rendered{claim: composed(t, bucket)}, now: map[string]rendered{claim: composed(t, other)},
			want: []Change{{Claim: claim, Changed: []string{
				"Bucket bucket: name: shop -> books",
				"Bucket bucket: spec.forProvider.forceDestroy: nothing -> true",
				"Bucket bucket: spec.forProvider.tags: map[team:shop] -> nothing",
			}}},
		},
		"Replaced": {
			reason: "Another kind is another resource.",
			old:    map[string]rendered{claim: composed(t, bucket)}, now: map[string]rendered{claim: composed(t, account)},
			want: []Change{{Claim: claim, Added: []string{"Account bucket"}, Removed: []string{"Bucket bucket"}}},
		},
		"Refused": {
			reason: "A claim that is refused changes nothing, and says why.",
			old:    map[string]rendered{claim: composed(t, bucket)}, now: map[string]rendered{claim: {refused: "no"}},
			want: []Change{{Claim: claim, Refused: "no"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, compare(tc.old, tc.now)); diff != "" {
				t.Errorf("%s\ncompare(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	got := Markdown([]Change{
		{Claim: "Network shop/main", Removed: []string{"EIP nat-a"}, Changed: []string{"VPC vpc: spec.a: 1 -> 2"}, Added: []string{"Subnet public-c", "RouteTable public-c"}},
		{Claim: "Storage shop/assets", Refused: "spec.parameters.region: Invalid value: \"```\""},
	})
	want := Marker + `
**2 to add, 1 fields to change, 1 to remove, 1 claims refused.**

### Network shop/main

` + "```diff" + `
- EIP nat-a
! VPC vpc: spec.a: 1 -> 2
+ Subnet public-c
+ RouteTable public-c
` + "```" + `

### Storage shop/assets

Refused, so that nothing changes:

` + "```" + `
spec.parameters.region: Invalid value: "'''"
` + "```" + `
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Markdown(...): -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(Marker+"\nNo managed resource changes.\n", Markdown(nil)); diff != "" {
		t.Errorf("Markdown(nil): -want, +got:\n%s", diff)
	}
}
