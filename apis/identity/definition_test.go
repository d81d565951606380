// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/definitiontest"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

var update = flag.Bool("update", false, "write the support matrix of README.md anew")

func TestDefinition(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	d.Names(t, definitiontest.API{
		Kind: "Identity", Name: "identity", Plural: "identities",
		Columns: []string{"PROVIDER", "SUBJECT", "PHASE", "ID"},
		ConnectionKeys: []string{
			v1alpha1.ConnectionPrincipal, v1alpha1.ConnectionKeyID, v1alpha1.ConnectionCredentials,
			v1alpha1.ConnectionAccessKeyID, v1alpha1.ConnectionSecretAccessKey,
		},
	})
	d.Bounded(t)
	d.Described(t)
	d.Transitions(t)
	d.Tags(t)
	d.Supported(t, Support())
}

func TestDefinitionEqualsGoTypes(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	constants := definitiontest.Constants(t, "v1alpha1", filepath.Join("..", "platform", "v1alpha1"))
	d.Equals(t, reflect.TypeFor[v1alpha1.Parameters](), reflect.TypeFor[v1alpha1.Status](), constants)
}

func TestDefaults(t *testing.T) {
	t.Parallel()

	p := plan.WithDefaults(v1alpha1.Parameters{
		Machine:     &v1alpha1.Machine{},
		Permissions: &v1alpha1.Permissions{AWS: &v1alpha1.AWSPermissions{Statements: []v1alpha1.Statement{{}}}},
	})
	want := map[string]any{
		"environment":                         platform.DefaultEnvironment,
		"deletionPolicy":                      string(platform.DeletionPolicyDelete),
		"machine.rotationDays":                float64(p.Machine.RotationDays),
		"machine.overlapDays":                 float64(p.Machine.OverlapDays),
		"permissions.aws.statements[].effect": string(p.Permissions.AWS.Statements[0].Effect),
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Defaults()); diff != "" {
		t.Errorf("What the definition fills in must be what the plan does without it: -plan, +definition:\n%s", diff)
	}
}

func TestNumberBounds(t *testing.T) {
	t.Parallel()

	want := map[string]definitiontest.Bounds{
		"machine.rotationDays": {Minimum: plan.MinRotationDays, Maximum: plan.MaxRotationDays},
		"machine.overlapDays":  {Minimum: 1, Maximum: plan.MaxOverlapDays},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Numbers()); diff != "" {
		t.Errorf("Numbers must have the bounds of the plan: -plan, +definition:\n%s", diff)
	}
}

// on returns a claim of a provider whose environment allows everything.
func on(p platform.Provider) claim.Claim {
	native := map[platform.Provider]string{platform.ProviderAWS: "eu-west-1", platform.ProviderAzure: "westeurope", platform.ProviderGCP: "europe-west1"}
	return claim.Claim{
		Namespace: "own", Name: "identity", Provider: p, Region: regions.Region{Native: native[p]},
		Guardrails: environment.Environment{
			Identity: environment.Identity{StaticKeys: new(true), Permissions: new(true), AzureRoles: []string{"Reader"}, GCPRoles: []string{"roles/*"}},
			AWS:      environment.AWS{PermissionsBoundary: "arn:aws:iam::123456789012:policy/boundary"},
		},
	}
}

// A size is something of a claim whose size is bounded.
type size struct {
	reason   string
	limit    *int
	provider platform.Provider
	path     string
	with     func(n int) v1alpha1.Parameters
}

// numbered returns n different items.
func numbered[T any](n int, item func(i int) T) []T {
	out := make([]T, 0, n)
	for i := range n {
		out = append(out, item(i))
	}
	return out
}

func sprintf(format string) func(i int) string {
	return func(i int) string { return fmt.Sprintf(format, i) }
}

// compute returns parameters of an identity for virtual machines.
func compute(change func(p *v1alpha1.Parameters)) v1alpha1.Parameters {
	out := v1alpha1.Parameters{Compute: &v1alpha1.Compute{}}
	change(&out)
	return out
}

func statement(change func(s *v1alpha1.Statement)) v1alpha1.Parameters {
	s := v1alpha1.Statement{Actions: []string{"sqs:SendMessage"}, Resources: []string{"*"}}
	change(&s)
	return aws(v1alpha1.AWSPermissions{Statements: []v1alpha1.Statement{s}})
}

func aws(a v1alpha1.AWSPermissions) v1alpha1.Parameters {
	return compute(func(p *v1alpha1.Parameters) { p.Permissions = &v1alpha1.Permissions{AWS: &a} })
}

func condition(i int) v1alpha1.Condition {
	return v1alpha1.Condition{Test: "StringEquals", Key: fmt.Sprintf("aws:key%d", i), Values: []string{"a"}}
}

func grantSizes(d definitiontest.Definition) map[string]size {
	p := d.Parameters().Properties
	return map[string]size{
		"Grants": {
			reason: "The number of grants is bounded.", limit: p["access"].MaxItems, path: "spec.parameters.access",
			with: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) {
					p.Access = numbered(n, func(i int) v1alpha1.Access {
						return v1alpha1.Access{To: v1alpha1.Target{Kind: v1alpha1.TargetStorage, Name: fmt.Sprintf("s-%d", i)}, Role: v1alpha1.RoleReader}
					})
				})
			},
		},
		"Shares": {
			reason: "The number of namespaces to share with is bounded.", limit: p["shareWith"].MaxItems, path: "spec.parameters.shareWith",
			with: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) { p.ShareWith = numbered(n, sprintf("team-%d")) })
			},
		},
		"Namespace": {
			reason: "Namespaces are DNS labels.", limit: p["shareWith"].Items.MaxLength, path: "spec.parameters.shareWith[0]",
			with: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) { p.ShareWith = []string{strings.Repeat("a", n)} })
			},
		},
		"ServiceAccount": {
			reason: "Names of service accounts are bounded.", limit: p["workload"].Properties["serviceAccount"].MaxLength, path: "spec.parameters.workload.serviceAccount",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Workload: &v1alpha1.Workload{ClusterRef: platform.LocalReference{Name: "a"}, Namespace: "a", ServiceAccount: strings.Repeat("a", n)}}
			},
		},
	}
}

func tokenSizes(d definitiontest.Definition) map[string]size {
	p := d.Parameters().Properties["external"].Properties
	external := func(change func(e *v1alpha1.External)) v1alpha1.Parameters {
		e := v1alpha1.External{Issuer: "https://example.com", Subject: "a"}
		change(&e)
		return v1alpha1.Parameters{External: &e}
	}
	return map[string]size{
		"Issuer": {
			reason: "AWS takes no longer URL.", limit: p["issuer"].MaxLength, path: "spec.parameters.external.issuer",
			with: func(n int) v1alpha1.Parameters {
				return external(func(e *v1alpha1.External) {
					e.Issuer = "https://example.com/" + strings.Repeat("a", n-len("https://example.com/"))
				})
			},
		},
		"Subject": {
			reason: "Subjects are bounded.", limit: p["subject"].MaxLength, path: "spec.parameters.external.subject",
			with: func(n int) v1alpha1.Parameters {
				return external(func(e *v1alpha1.External) { e.Subject = strings.Repeat("a", n) })
			},
		},
		"Audience": {
			reason: "Audiences are bounded.", limit: p["audience"].MaxLength, path: "spec.parameters.external.audience",
			with: func(n int) v1alpha1.Parameters {
				return external(func(e *v1alpha1.External) { e.Audience = strings.Repeat("a", n) })
			},
		},
	}
}

func permissionSizes(d definitiontest.Definition) map[string]size {
	p := d.Parameters().Properties["permissions"].Properties
	statements := p["aws"].Properties["statements"]
	s := statements.Items.Properties
	const first = "spec.parameters.permissions.aws.statements[0]"
	return map[string]size{
		"Policies": {
			reason: "AWS attaches no more policies.", limit: p["aws"].Properties["policies"].MaxItems, path: "spec.parameters.permissions.aws.policies",
			with: func(n int) v1alpha1.Parameters {
				return aws(v1alpha1.AWSPermissions{Policies: numbered(n, sprintf("arn:aws:iam::aws:policy/p%d"))})
			},
		},
		"Statements": {
			reason: "The number of statements is bounded.", limit: statements.MaxItems, path: "spec.parameters.permissions.aws.statements",
			with: func(n int) v1alpha1.Parameters {
				return aws(v1alpha1.AWSPermissions{Statements: numbered(n, func(i int) v1alpha1.Statement {
					return v1alpha1.Statement{Actions: []string{fmt.Sprintf("sqs:Action%d", i)}, Resources: []string{"*"}}
				})})
			},
		},
		"Actions": {
			reason: "The number of actions is bounded.", limit: s["actions"].MaxItems, path: first + ".actions",
			with: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) { s.Actions = numbered(n, sprintf("sqs:Action%d")) })
			},
		},
		"Resources": {
			reason: "The number of resources is bounded.", limit: s["resources"].MaxItems, path: first + ".resources",
			with: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) { s.Resources = numbered(n, sprintf("arn:aws:sqs:*:*:q%d")) })
			},
		},
		"Conditions": {
			reason: "The number of conditions is bounded.", limit: s["conditions"].MaxItems, path: first + ".conditions",
			with: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) { s.Conditions = numbered(n, condition) })
			},
		},
		"Values": {
			reason: "The number of values is bounded.", limit: s["conditions"].Items.Properties["values"].MaxItems, path: first + ".conditions[0].values",
			with: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) {
					s.Conditions = []v1alpha1.Condition{{Test: "StringEquals", Key: "aws:key", Values: numbered(n, sprintf("v%d"))}}
				})
			},
		},
		"AzureRoles": {
			reason: "The number of roles is bounded.", limit: p["azure"].Properties["roles"].MaxItems, path: "spec.parameters.permissions.azure.roles", provider: platform.ProviderAzure,
			with: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) {
					p.Permissions = &v1alpha1.Permissions{Azure: &v1alpha1.AzurePermissions{Roles: numbered(n, func(i int) v1alpha1.AzureRole {
						return v1alpha1.AzureRole{Name: "Reader", Scope: fmt.Sprintf("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g%d", i)}
					})}}
				})
			},
		},
		"GCPRoles": {
			reason: "The number of roles is bounded.", limit: p["gcp"].Properties["roles"].MaxItems, path: "spec.parameters.permissions.gcp.roles", provider: platform.ProviderGCP,
			with: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) {
					p.Permissions = &v1alpha1.Permissions{GCP: &v1alpha1.GCPPermissions{Roles: numbered(n, sprintf("roles/pubsub.role%d"))}}
				})
			},
		},
	}
}

// TestSizeBounds proves that the plan accepts exactly as much of everything as the
// definition: as many as it says, and not one more.
func TestSizeBounds(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	for _, cases := range []map[string]size{grantSizes(d), tokenSizes(d), permissionSizes(d)} {
		for name, tc := range cases {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				c := on(platform.ProviderAWS)
				if tc.provider != "" {
					c = on(tc.provider)
				}
				definitiontest.Exactly(t, tc.reason, tc.limit, tc.path, func(n int) field.ErrorList {
					_, errs := plan.New(c, tc.with(n), v1alpha1.Status{})
					return errs
				})
			})
		}
	}
}

// TestReadme proves that the reference page shows the support matrix as it is. Run it with
// -update to write it.
func TestReadme(t *testing.T) {
	t.Parallel()
	definitiontest.Readme(t, ".", Support(), *update)
}
