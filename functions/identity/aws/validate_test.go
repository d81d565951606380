// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// many grants of a role for stores with keys.
func many(n int, role v1alpha1.Role, waits string) []plan.Grant {
	var out []plan.Grant
	for i := range n {
		g := storageGrant(fmt.Sprintf("s%02d", i), role, bucketStatus(testKMSKey))
		g.Index, g.Waits = i, waits
		out = append(out, g)
	}
	return out
}

func statements(n int) policy.Document {
	var out policy.Document
	for i := range n {
		out.Statements = append(out.Statements, policy.Statement{
			Actions: []string{"sqs:SendMessage"}, Resources: []string{fmt.Sprintf("arn:aws:sqs:eu-west-1:123456789012:%s-%d", strings.Repeat("q", 500), i)},
		})
	}
	return out
}

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		change func(p *plan.Plan)

		// want is what the only error says; nothing means that there is none.
		want string
	}{
		"Workload": {reason: "Everything that there is can be granted.", plan: with(workload()), change: func(*plan.Plan) {}},
		"Machine":  {reason: "To users too.", plan: with(machine()), change: func(*plan.Plan) {}},
		"External": {reason: "And to systems elsewhere.", plan: with(external()), change: func(*plan.Plan) {}},
		"Google": {
			reason: "AWS knows Google by itself.", plan: external(),
			change: func(p *plan.Plan) { p.External.Issuer = "https://accounts.google.com" },
			want:   `spec.parameters.external.issuer: Invalid value: "https://accounts.google.com": is built into AWS`,
		},
		"Readers": {reason: "A role has room for twelve readers.", plan: compute(), change: func(p *plan.Plan) { p.Grants = many(12, v1alpha1.RoleReader, "") }},
		"Admins": {
			reason: "And not for as many administrators.", plan: compute(),
			change: func(p *plan.Plan) { p.Grants = many(12, v1alpha1.RoleAdmin, "") },
			want:   "spec.parameters.access[10]: Forbidden: with what is granted besides it comes to ",
		},
		"Unknown": {
			reason: "What is not known yet is taken to be long, so that nothing is refused later.", plan: compute(),
			change: func(p *plan.Plan) { p.Grants = many(12, v1alpha1.RoleAdmin, "it has no id yet") },
			want:   "spec.parameters.access[9]: Forbidden: with what is granted besides it comes to ",
		},
		"UnknownCluster": {
			reason: "A cluster takes little room.", plan: compute(),
			change: func(p *plan.Plan) {
				g := clusterGrant(v1alpha1.RoleAdmin, clusterStatus())
				g.Waits = "it has no id yet"
				p.Grants = []plan.Grant{g}
			},
		},
		"Statements": {
			reason: "What the claim writes down itself must fit too.", plan: compute(),
			change: func(p *plan.Plan) { p.Permissions.Document = statements(20) },
			want:   "spec.parameters.permissions.aws.statements: Forbidden: comes to ",
		},
		"UserStatements": {
			reason: "A managed policy is smaller.", plan: machine(),
			change: func(p *plan.Plan) { p.Permissions.Document = statements(11) },
			want:   "spec.parameters.permissions.aws.statements: Forbidden: comes to ",
		},
		"UserPolicies": {
			reason: "A user has ten policies.", plan: with(machine()),
			change: func(p *plan.Plan) { p.Grants = many(9, v1alpha1.RoleReader, "") },
			want:   "spec.parameters.access[8]: Forbidden: takes another policy of the user, and AWS allows 10 of them",
		},
		"Trust": {
			reason: "A trust policy is small.", plan: external(),
			change: func(p *plan.Plan) {
				p.External.Issuer = "https://" + strings.Repeat("i", 500) + ".example.com"
				p.External.Audience = strings.Repeat("a", 255)
			},
			want: "spec.parameters.external: Forbidden: comes to ",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errs := Validate(changed(tc.plan, tc.change))
			if tc.want == "" && len(errs) > 0 || tc.want != "" && len(errs) != 1 {
				t.Fatalf("%s\nValidate(...): %v", tc.reason, errs)
			}
			if tc.want != "" && !strings.HasPrefix(errs[0].Error(), tc.want) {
				t.Errorf("%s\nValidate(...): %v", tc.reason, errs[0])
			}
		})
	}
}
