// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

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
		"Full":    {reason: "A store with everything is fine.", plan: full(), change: func(*plan.Plan) {}},
		"File":    {reason: "A share of any size is fine.", plan: file(createdKey()), change: func(p *plan.Plan) { p.File.SizeGiB = 65536 }},
		"Headers": {reason: "Two patterns are fine, and so is everything.", plan: full(), change: func(p *plan.Plan) { p.Object.CORS[0].Headers = []string{"x-a-*", "x-b-*", "*"} }},
		"Network": {
			reason: "The provider would be shut out.", plan: full(), change: func(p *plan.Plan) { p.Network = testNetwork() },
			want: "spec.parameters.networkRef: Forbidden: is refused for an Object on Azure",
		},
		"AbortAfter": {
			reason: "Azure decides when.", plan: full(), change: func(p *plan.Plan) { p.Object.Lifecycle[0].After = 3 },
			want: `spec.parameters.lifecycle: Invalid value: "abort": Azure removes uploads that were not finished after 7 days by itself`,
		},
		"AbortPrefix": {
			reason: "And of what.", plan: full(), change: func(p *plan.Plan) { p.Object.Lifecycle[0].Prefix = "a/" },
			want: `spec.parameters.lifecycle: Invalid value: "abort  a/": Azure removes`,
		},
		"Header": {
			reason: "A pattern says how a header begins.", plan: full(),
			change: func(p *plan.Plan) { p.Object.CORS[0].Headers = []string{"a", "*-id"} },
			want:   `spec.parameters.cors[0].headers[1]: Invalid value: "*-id": must have * at its end only`,
		},
		"ManyHeaders": {
			reason: "Azure takes two patterns.", plan: full(),
			change: func(p *plan.Plan) { p.Object.CORS[0].ExposeHeaders = []string{"a-*", "b-*", "c-*"} },
			want:   "spec.parameters.cors[0].exposeHeaders: Invalid value: 3: is too many headers that end in *",
		},
		"LargestVolume": {
			reason: "A volume may be as large as Azure has them.", plan: block(v1alpha1.PerformanceHigh, platformKey()),
			change: func(p *plan.Plan) { p.Block.SizeGiB = 32767 },
		},
		"LargerVolume": {
			reason: "And not larger.", plan: block(v1alpha1.PerformanceHigh, platformKey()),
			change: func(p *plan.Plan) { p.Block.SizeGiB = 32768 },
			want:   "spec.parameters.sizeGiB: Invalid value: 32768: is too large: a disk on Azure has 32767 GiB at most",
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
