// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestKindsAreSorted(t *testing.T) {
	t.Parallel()
	var got []string
	for _, k := range Kinds() {
		ty := k.ForProvider.Type()
		got = append(got, ty.Group+" "+ty.Kind)
	}
	want := slices.Compact(slices.Sorted(slices.Values(got)))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Kinds() must be sorted by group and kind, each once: -want, +got:\n%s", diff)
	}
}

func TestKindsAreOfAWS(t *testing.T) {
	t.Parallel()
	for _, k := range Kinds() {
		ty := k.ForProvider.Type()
		if !strings.HasSuffix(ty.Group, ".aws.upbound.io") {
			t.Errorf("group of %s is %q", ty.Kind, ty.Group)
		}
		if ty.Plural != strings.ToLower(ty.Plural) || !strings.HasPrefix(ty.Plural, strings.ToLower(ty.Kind[:len(ty.Kind)-1])) {
			t.Errorf("plural of %s is %q", ty.Kind, ty.Plural)
		}
	}
}

func TestSpecsLeaveOutWhatIsEmpty(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		spec   managed.Spec
		want   string
	}{
		"Region": {
			reason: "The region identifies a resource, even one that is merely observed.",
			spec:   VPC{},
			want:   `{"region":""}`,
		},
		"Global": {
			reason: "IAM has no regions.",
			spec:   Role{},
			want:   `{"assumeRolePolicy":""}`,
		},
		"False": {
			reason: "False is an opinion where it is given.",
			spec:   Subnet{Region: "eu-west-1", MapPublicIPOnLaunch: new(false)},
			want:   `{"region":"eu-west-1","mapPublicIpOnLaunch":false}`,
		},
		"Zero": {
			reason: "Zero is a port.",
			spec:   SecurityGroupIngressRule{SecurityGroupRule{Region: "eu-west-1", IPProtocol: SecurityGroupProtocolTCP, FromPort: new(0), ToPort: new(65535)}},
			want:   `{"region":"eu-west-1","ipProtocol":"tcp","fromPort":0,"toPort":65535}`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := json.Marshal(tc.spec)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, string(got)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
