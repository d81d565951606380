// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestComputeOver(t *testing.T) {
	t.Parallel()

	parent := Environment{Compute: Compute{Images: []string{"debian-12"}, NativeImages: new(true), PrivateOnly: new(true), MaxCount: 10, CustomerKeys: new(true), DeletionProtection: new(true)}}
	child := Environment{Compute: Compute{PrivateOnly: new(false), MaxCount: 20}}
	want := Compute{Images: []string{"debian-12"}, NativeImages: new(true), PrivateOnly: new(false), MaxCount: 20, CustomerKeys: new(true), DeletionProtection: new(true)}
	if diff := cmp.Diff(want, child.Over(parent).Compute); diff != "" {
		t.Errorf("A child should be able to switch off what its parent switched on: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(parent.Compute, Environment{}.Over(parent).Compute); diff != "" {
		t.Errorf("A child that says nothing should have what its parent has: -want, +got:\n%s", diff)
	}
}

func TestPermitsImage(t *testing.T) {
	t.Parallel()

	restricted := Environment{Compute: Compute{Images: []string{"debian-12"}}}
	if !restricted.PermitsImage("debian-12") || restricted.PermitsImage("rocky-9") {
		t.Error("An environment that lists images permits those.")
	}
	if !(Environment{}).PermitsImage("rocky-9") {
		t.Error("An environment that lists no images permits all of them.")
	}
}

func TestValidateCompute(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     Compute
		want   []string
	}{
		"Nothing":    {reason: "Everything is optional."},
		"Everything": {reason: "What machines can be measured by is accepted.", in: Compute{Images: []string{"debian-12"}, MaxCount: 1}},
		"Wrong": {
			reason: "What no machine can be measured by is refused.",
			in:     Compute{Images: []string{"debian-12", "beos"}, MaxCount: -1},
			want: []string{
				`data.compute.images[1]: Unsupported value: "beos": supported values: "amazon-linux-2023", "debian-12", "rocky-9", "ubuntu-22.04", "ubuntu-24.04", "windows-2022", "windows-2025"`,
				`data.compute.maxCount: Invalid value: -1: must not be negative`,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range (Environment{Compute: tc.in}).Validate(field.NewPath("data")) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
