// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		change func(p *plan.Plan)

		// want is what the only error says; nothing means that there is none.
		want string
	}{
		"Full":   {reason: "A store with everything is fine.", plan: full(), change: func(*plan.Plan) {}},
		"File":   {reason: "A file system of any size is fine.", plan: file(createdKey()), change: func(p *plan.Plan) { p.File.SizeGiB = 65536 }},
		"Public": {reason: "A public store that S3 encrypts is fine.", plan: smallest(), change: func(p *plan.Plan) { p.Object.Public = true }},
		"PublicWithKey": {
			reason: "Strangers cannot use a key.", plan: smallest(),
			change: func(p *plan.Plan) { p.Object.Public, p.Key = true, createdKey() },
			want:   `spec.parameters.publicAccess: Invalid value: "Read": is refused with a key of the customer, which strangers cannot use: set encryption.key.type to Platform, or publicAccess to Blocked`,
		},
		"Partition": {
			reason: "Nothing is copied out of a partition.", plan: full(),
			change: func(p *plan.Plan) { p.Object.Replica.Region.Native = "cn-north-1" },
			want:   `spec.parameters.replication.region: Invalid value: "cn-north-1": is in partition aws-cn of AWS, and the storage is in aws, which share nothing: choose a region of partition aws`,
		},
		"Header": {
			reason: "S3 knows one wildcard in a header.", plan: full(),
			change: func(p *plan.Plan) { p.Object.CORS[0].Headers = []string{"a", "x-*-*"} },
			want:   `spec.parameters.cors[0].headers[1]: Invalid value: "x-*-*": must contain * once at most`,
		},
		"ExposedHeader": {
			reason: "S3 exposes no patterns.", plan: full(),
			change: func(p *plan.Plan) { p.Object.CORS[0].ExposeHeaders = []string{"*"} },
			want:   `spec.parameters.cors[0].exposeHeaders[0]: Invalid value: "*": must not contain *`,
		},
		"LargestVolume": {
			reason: "A volume may be as large as EBS has them.", plan: block(v1alpha1.PerformanceHigh, platformKey()),
			change: func(p *plan.Plan) { p.Block.SizeGiB = 16384 },
		},
		"LargerVolume": {
			reason: "And not larger.", plan: block(v1alpha1.PerformanceHigh, platformKey()),
			change: func(p *plan.Plan) { p.Block.SizeGiB = 16385 },
			want:   "spec.parameters.sizeGiB: Invalid value: 16385: is too large: a volume on AWS has 16384 GiB at most",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errs := Validate(with(tc.plan, tc.change))
			if tc.want == "" && len(errs) > 0 || tc.want != "" && len(errs) != 1 {
				t.Fatalf("%s\nValidate(...): %v", tc.reason, errs)
			}
			if tc.want != "" && !strings.HasPrefix(errs[0].Error(), tc.want) {
				t.Errorf("%s\nValidate(...): %v", tc.reason, errs[0])
			}
		})
	}
}
