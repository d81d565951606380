// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/policy"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of permissions. The XRD states them too.
const (
	MaxPolicies     = policy.MaxAttachments
	MaxStatements   = 10
	MaxActions      = 30
	MaxResources    = 20
	MaxConditions   = 10
	MaxValues       = 20
	MaxAzureRoles   = 20
	MaxGCPRoles     = 20
	assignmentWord  = "role"
	iamService      = "iam"
	policyResources = "policy/"
)

// boundary of what the identity may do, which the environment sets.
func (r *planner) boundary() string {
	if r.claim.Provider != platform.ProviderAWS {
		return ""
	}
	return r.claim.Guardrails.AWS.PermissionsBoundary
}

// permissions in the words of the cloud that serves the identity. Those of another cloud
// are refused, rather than ignored.
func (r *planner) permissions() Permissions {
	p := r.p.Permissions
	if p == nil {
		return Permissions{}
	}
	path := r.path.Child("permissions")
	if !environment.IsOn(r.claim.Guardrails.Identity.Permissions) {
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q does not allow permissions in a cloud's own words (rule identity.permissions): use access, or ask your platform team", r.claim.Environment)))
	}
	r.refuseForeign(path, p)
	switch {
	case r.claim.Provider == platform.ProviderAWS && p.AWS != nil:
		return r.awsPermissions(path.Child("aws"), *p.AWS)
	case r.claim.Provider == platform.ProviderAzure && p.Azure != nil:
		return Permissions{Assignments: r.assignments(path.Child("azure", "roles"), p.Azure.Roles)}
	case r.claim.Provider == platform.ProviderGCP && p.GCP != nil:
		return Permissions{Roles: r.gcpRoles(path.Child("gcp", "roles"), p.GCP.Roles)}
	}
	return Permissions{}
}

func (r *planner) refuseForeign(path *field.Path, p *v1alpha1.Permissions) {
	for _, s := range []struct {
		provider platform.Provider
		isSet    bool
	}{
		{provider: platform.ProviderAWS, isSet: p.AWS != nil},
		{provider: platform.ProviderAzure, isSet: p.Azure != nil},
		{provider: platform.ProviderGCP, isSet: p.GCP != nil},
	} {
		if s.isSet && s.provider != r.claim.Provider {
			r.refuse(field.Forbidden(path.Child(string(s.provider)), fmt.Sprintf("the identity is on %s, where permissions of %s mean nothing: remove them, or write them down as permissions.%s", r.claim.Provider, s.provider, r.claim.Provider)))
		}
	}
}

func (r *planner) awsPermissions(path *field.Path, p v1alpha1.AWSPermissions) Permissions {
	if environment.IsOn(r.claim.Guardrails.Identity.Permissions) && r.boundary() == "" {
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q has no permissions boundary (rule aws.permissionsBoundary), without which nothing would bound them: use access, or ask your platform team", r.claim.Environment)))
	}
	r.refuse(validate.AtMost(path.Child("policies"), p.Policies, MaxPolicies)...)
	r.refuse(validate.Unique(path.Child("policies"), p.Policies)...)
	for i, arn := range p.Policies {
		r.refuse(r.checkPolicy(path.Child("policies").Index(i), arn)...)
	}
	return Permissions{
		Policies: slices.Sorted(slices.Values(p.Policies)),
		Document: policy.Document{Statements: r.statements(path.Child("statements"), p.Statements)},
	}
}

func (r *planner) partition() string { return regions.Partition(r.claim.Region.Native) }

// checkPolicy refuses what is no managed policy that the identity can have.
func (r *planner) checkPolicy(path *field.Path, s string) field.ErrorList {
	example := policy.ManagedPolicy(r.partition(), "AmazonSQSReadOnlyAccess").String()
	a, err := policy.ParseARN(s)
	if err != nil || a.Service != iamService || !strings.HasPrefix(a.Resource, policyResources) || a.Region != "" || a.Account == "" {
		return field.ErrorList{field.Invalid(path, s, "must be the ARN of a managed policy, such as "+example)}
	}
	if a.Partition != r.partition() {
		return field.ErrorList{field.Invalid(path, s, fmt.Sprintf("is in partition %q, and the identity is in %q: use a policy such as %s", a.Partition, r.partition(), example))}
	}
	if own := r.claim.Guardrails.AWS.AccountID; a.Account != "aws" && own != "" && a.Account != own {
		return field.ErrorList{field.Invalid(path, s, fmt.Sprintf("is a policy of account %s, and the identity is in account %s: only policies of the own account and of AWS can be attached; copy it to account %s, or write it down as statements", a.Account, own, own))}
	}
	return nil
}

func (r *planner) statements(path *field.Path, statements []v1alpha1.Statement) []policy.Statement {
	r.refuse(validate.AtMost(path, statements, MaxStatements)...)
	out := make([]policy.Statement, 0, len(statements))
	for i, s := range statements {
		at := path.Index(i)
		r.refuse(validate.OneOf(at.Child("effect"), s.Effect, v1alpha1.EffectAllow, v1alpha1.EffectDeny)...)
		r.refuse(validate.AtMost(at.Child("actions"), s.Actions, MaxActions)...)
		r.refuse(validate.AtMost(at.Child("resources"), s.Resources, MaxResources)...)
		r.refuse(validate.AtMost(at.Child("conditions"), s.Conditions, MaxConditions)...)
		statement := policy.Statement{Effect: policy.Effect(s.Effect), Actions: s.Actions, Resources: s.Resources}
		for j, c := range s.Conditions {
			r.refuse(validate.AtMost(at.Child("conditions").Index(j).Child("values"), c.Values, MaxValues)...)
			statement.Conditions = append(statement.Conditions, policy.Condition{Test: c.Test, Key: c.Key, Values: c.Values})
		}
		r.refuse(policy.Check(at, policy.UseIdentity, r.partition(), statement)...)
		r.checkEverything(at, s)
		out = append(out, statement)
	}
	return out
}

// checkEverything refuses a statement that allows everything. A boundary is a second
// line, and none to lean on.
func (r *planner) checkEverything(path *field.Path, s v1alpha1.Statement) {
	if s.Effect == v1alpha1.EffectAllow && slices.Contains(s.Actions, policy.Anything) {
		r.refuse(field.Forbidden(path.Child("actions"), "would allow every action: name the services at least, for example sqs:*"))
	}
}

func (r *planner) assignments(path *field.Path, roles []v1alpha1.AzureRole) []Assignment {
	r.refuse(validate.AtMost(path, roles, MaxAzureRoles)...)
	var out []Assignment
	seen := make(map[string]bool, len(roles))
	for i, role := range roles {
		at := path.Index(i)
		r.refuse(r.checkAzureRole(at.Child("name"), role.Name)...)
		r.refuse(r.checkScope(at.Child("scope"), role.Scope)...)
		// Azure does not tell upper from lower case in either.
		name, scope := strings.ToLower(role.Name), strings.ToLower(role.Scope)
		a := Assignment{Key: r.hashed(assignmentWord, assignmentWord, name, scope), Role: role.Name, Scope: role.Scope}
		if seen[a.Key] {
			r.refuse(field.Duplicate(at, role.Name+" at "+role.Scope))
		}
		seen[a.Key] = true
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Assignment) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

func (r *planner) checkAzureRole(path *field.Path, name string) field.ErrorList {
	switch {
	case !policy.IsAzureRole(name):
		return field.ErrorList{field.Invalid(path, name, "must be the name of a role, such as Key Vault Secrets User")}
	case policy.EscalatesOnAzure(name):
		return field.ErrorList{field.Forbidden(path, name+" could grant itself every other role: use a role for what is to be done")}
	case !r.claim.Guardrails.Identity.PermitsAzureRole(name):
		return field.ErrorList{r.notListed(path, name, "identity.azureRoles", r.claim.Guardrails.Identity.AzureRoles)}
	}
	return nil
}

// checkScope bounds assignments to the subscription of the environment.
func (r *planner) checkScope(path *field.Path, s string) field.ErrorList {
	scope, ok := policy.ParseScope(s)
	if !ok {
		return field.ErrorList{field.Invalid(path, s, "must be the id of a subscription, a resource group or a resource, such as /subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/shop")}
	}
	if own := r.claim.Guardrails.Azure.SubscriptionID; own != "" && scope.Subscription != own {
		return field.ErrorList{field.Forbidden(path, fmt.Sprintf("is in subscription %s, and claims of environment %q are served from %s: choose a scope in it, or another environment (rule azure.subscriptionID)", scope.Subscription, r.claim.Environment, own))}
	}
	return nil
}

func (r *planner) gcpRoles(path *field.Path, roles []string) []string {
	r.refuse(validate.AtMost(path, roles, MaxGCPRoles)...)
	r.refuse(validate.Unique(path, roles)...)
	for i, role := range roles {
		r.refuse(r.checkGCPRole(path.Index(i), role)...)
	}
	return slices.Sorted(slices.Values(roles))
}

func (r *planner) checkGCPRole(path *field.Path, role string) field.ErrorList {
	switch {
	case !policy.IsGCPRole(role):
		return field.ErrorList{field.Invalid(path, role, "must be a role such as roles/pubsub.publisher, projects/acme-shop/roles/publisher or organizations/123456789012/roles/publisher")}
	case policy.EscalatesOnGCP(role):
		return field.ErrorList{field.Forbidden(path, role+" could grant itself every other role, or become somebody who has it: use a role for what is to be done")}
	case !r.claim.Guardrails.Identity.PermitsGCPRole(role):
		return field.ErrorList{r.notListed(path, role, "identity.gcpRoles", r.claim.Guardrails.Identity.GCPRoles)}
	}
	return nil
}

func (r *planner) notListed(path *field.Path, role, rule string, allowed []string) *field.Error {
	if len(allowed) == 0 {
		return field.Forbidden(path, fmt.Sprintf("environment %q allows no role (rule %s): use access, or ask your platform team", r.claim.Environment, rule))
	}
	return field.Forbidden(path, fmt.Sprintf("environment %q does not allow %s (rule %s): use one of %s, or ask your platform team", r.claim.Environment, role, rule, strings.Join(allowed, ", ")))
}
