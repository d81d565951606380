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

	definitiontest.Read(t, ".").Check(t, definitiontest.API{
		Kind: "Identity", Name: "identity", Plural: "identities",
		Columns: []string{"PROVIDER", "SUBJECT", "PHASE", "ID"},
		ConnectionKeys: []string{
			v1alpha1.ConnectionPrincipal, v1alpha1.ConnectionKeyID, v1alpha1.ConnectionCredentials,
			v1alpha1.ConnectionAccessKeyID, v1alpha1.ConnectionSecretAccessKey,
		},
	}, Support())
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

// sizes of what a claim may have.
type sizes = map[string]definitiontest.Size[v1alpha1.Parameters]

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

func grantSizes(d definitiontest.Definition) sizes {
	p := d.Parameters().Properties
	return sizes{
		"Grants": {
			Reason: "The number of grants is bounded.", Limit: p["access"].MaxItems, Path: "spec.parameters.access",
			With: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) {
					p.Access = definitiontest.Numbered(n, func(i int) v1alpha1.Access {
						return v1alpha1.Access{To: v1alpha1.Target{Kind: v1alpha1.TargetStorage, Name: fmt.Sprintf("s-%d", i)}, Role: v1alpha1.RoleReader}
					})
				})
			},
		},
		"Shares": {
			Reason: "The number of namespaces to share with is bounded.", Limit: p["shareWith"].MaxItems, Path: "spec.parameters.shareWith",
			With: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) { p.ShareWith = definitiontest.Numbered(n, sprintf("team-%d")) })
			},
		},
		"Namespace": {
			Reason: "Namespaces are DNS labels.", Limit: p["shareWith"].Items.MaxLength, Path: "spec.parameters.shareWith[0]",
			With: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) { p.ShareWith = []string{strings.Repeat("a", n)} })
			},
		},
		"ServiceAccount": {
			Reason: "Names of service accounts are bounded.", Limit: p["workload"].Properties["serviceAccount"].MaxLength, Path: "spec.parameters.workload.serviceAccount",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Workload: &v1alpha1.Workload{ClusterRef: platform.LocalReference{Name: "a"}, Namespace: "a", ServiceAccount: strings.Repeat("a", n)}}
			},
		},
	}
}

func tokenSizes(d definitiontest.Definition) sizes {
	p := d.Parameters().Properties["external"].Properties
	external := func(change func(e *v1alpha1.External)) v1alpha1.Parameters {
		e := v1alpha1.External{Issuer: "https://example.com", Subject: "a"}
		change(&e)
		return v1alpha1.Parameters{External: &e}
	}
	return sizes{
		"Issuer": {
			Reason: "AWS takes no longer URL.", Limit: p["issuer"].MaxLength, Path: "spec.parameters.external.issuer",
			With: func(n int) v1alpha1.Parameters {
				return external(func(e *v1alpha1.External) {
					e.Issuer = "https://example.com/" + strings.Repeat("a", n-len("https://example.com/"))
				})
			},
		},
		"Subject": {
			Reason: "Subjects are bounded.", Limit: p["subject"].MaxLength, Path: "spec.parameters.external.subject",
			With: func(n int) v1alpha1.Parameters {
				return external(func(e *v1alpha1.External) { e.Subject = strings.Repeat("a", n) })
			},
		},
		"Audience": {
			Reason: "Audiences are bounded.", Limit: p["audience"].MaxLength, Path: "spec.parameters.external.audience",
			With: func(n int) v1alpha1.Parameters {
				return external(func(e *v1alpha1.External) { e.Audience = strings.Repeat("a", n) })
			},
		},
	}
}

func permissionSizes(d definitiontest.Definition) sizes {
	p := d.Parameters().Properties["permissions"].Properties
	statements := p["aws"].Properties["statements"]
	s := statements.Items.Properties
	const first = "spec.parameters.permissions.aws.statements[0]"
	return sizes{
		"Policies": {
			Reason: "AWS attaches no more policies.", Limit: p["aws"].Properties["policies"].MaxItems, Path: "spec.parameters.permissions.aws.policies",
			With: func(n int) v1alpha1.Parameters {
				return aws(v1alpha1.AWSPermissions{Policies: definitiontest.Numbered(n, sprintf("arn:aws:iam::aws:policy/p%d"))})
			},
		},
		"Statements": {
			Reason: "The number of statements is bounded.", Limit: statements.MaxItems, Path: "spec.parameters.permissions.aws.statements",
			With: func(n int) v1alpha1.Parameters {
				return aws(v1alpha1.AWSPermissions{Statements: definitiontest.Numbered(n, func(i int) v1alpha1.Statement {
					return v1alpha1.Statement{Actions: []string{fmt.Sprintf("sqs:Action%d", i)}, Resources: []string{"*"}}
				})})
			},
		},
		"Actions": {
			Reason: "The number of actions is bounded.", Limit: s["actions"].MaxItems, Path: first + ".actions",
			With: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) { s.Actions = definitiontest.Numbered(n, sprintf("sqs:Action%d")) })
			},
		},
		"Resources": {
			Reason: "The number of resources is bounded.", Limit: s["resources"].MaxItems, Path: first + ".resources",
			With: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) { s.Resources = definitiontest.Numbered(n, sprintf("arn:aws:sqs:*:*:q%d")) })
			},
		},
		"Conditions": {
			Reason: "The number of conditions is bounded.", Limit: s["conditions"].MaxItems, Path: first + ".conditions",
			With: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) { s.Conditions = definitiontest.Numbered(n, condition) })
			},
		},
		"Values": {
			Reason: "The number of values is bounded.", Limit: s["conditions"].Items.Properties["values"].MaxItems, Path: first + ".conditions[0].values",
			With: func(n int) v1alpha1.Parameters {
				return statement(func(s *v1alpha1.Statement) {
					s.Conditions = []v1alpha1.Condition{{Test: "StringEquals", Key: "aws:key", Values: definitiontest.Numbered(n, sprintf("v%d"))}}
				})
			},
		},
	}
}

func azureSizes(d definitiontest.Definition) sizes {
	p := d.Parameters().Properties["permissions"].Properties
	return sizes{
		"AzureRoles": {
			Reason: "The number of roles is bounded.", Limit: p["azure"].Properties["roles"].MaxItems, Path: "spec.parameters.permissions.azure.roles",
			With: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) {
					p.Permissions = &v1alpha1.Permissions{Azure: &v1alpha1.AzurePermissions{Roles: definitiontest.Numbered(n, func(i int) v1alpha1.AzureRole {
						return v1alpha1.AzureRole{Name: "Reader", Scope: fmt.Sprintf("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g%d", i)}
					})}}
				})
			},
		},
	}
}

func gcpSizes(d definitiontest.Definition) sizes {
	p := d.Parameters().Properties["permissions"].Properties
	return sizes{
		"GCPRoles": {
			Reason: "The number of roles is bounded.", Limit: p["gcp"].Properties["roles"].MaxItems, Path: "spec.parameters.permissions.gcp.roles",
			With: func(n int) v1alpha1.Parameters {
				return compute(func(p *v1alpha1.Parameters) {
					p.Permissions = &v1alpha1.Permissions{GCP: &v1alpha1.GCPPermissions{Roles: definitiontest.Numbered(n, sprintf("roles/pubsub.role%d"))}}
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
	for p, cases := range map[platform.Provider][]sizes{
		platform.ProviderAWS:   {grantSizes(d), tokenSizes(d), permissionSizes(d)},
		platform.ProviderAzure: {azureSizes(d)},
		platform.ProviderGCP:   {gcpSizes(d)},
	} {
		for _, c := range cases {
			definitiontest.Sizes(t, c, func(parameters v1alpha1.Parameters) field.ErrorList {
				_, errs := plan.New(on(p), parameters, v1alpha1.Status{})
				return errs
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
