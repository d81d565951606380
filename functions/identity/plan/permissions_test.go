// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

const subscription = "22222222-2222-2222-2222-222222222222"

// consenting returns an environment that allows permissions.
func consenting() environment.Environment {
	return environment.Environment{
		Identity: environment.Identity{Permissions: new(true), AzureRoles: []string{"Reader", "Key Vault Secrets User"}, GCPRoles: []string{"roles/pubsub.*", "projects/acme-shop/roles/shop"}},
		AWS:      environment.AWS{AccountID: "222222222222", PermissionsBoundary: "arn:aws:iam::222222222222:policy/boundary"},
		Azure:    environment.Azure{SubscriptionID: subscription},
	}
}

func permitted(p v1alpha1.Permissions) v1alpha1.Parameters {
	out := compute()
	out.Permissions = &p
	return out
}

func withAWS(a v1alpha1.AWSPermissions) v1alpha1.Parameters {
	return permitted(v1alpha1.Permissions{AWS: &a})
}

func withAzure(roles ...v1alpha1.AzureRole) v1alpha1.Parameters {
	return permitted(v1alpha1.Permissions{Azure: &v1alpha1.AzurePermissions{Roles: roles}})
}

func withGCP(roles ...string) v1alpha1.Parameters {
	return permitted(v1alpha1.Permissions{GCP: &v1alpha1.GCPPermissions{Roles: roles}})
}

func TestAWSPermissions(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, allowing(testClaim(), consenting()), withAWS(v1alpha1.AWSPermissions{
		Policies: []string{"arn:aws:iam::aws:policy/B", "arn:aws:iam::222222222222:policy/A"},
		Statements: []v1alpha1.Statement{{
			Actions: []string{"sqs:SendMessage", "sqs:GetQueueUrl"}, Resources: []string{"arn:aws:sqs:*:*:orders"},
			Conditions: []v1alpha1.Condition{{Test: "StringEquals", Key: "aws:RequestedRegion", Values: []string{"eu-west-1"}}},
		}},
	}), v1alpha1.Status{})
	if diff := cmp.Diff([]string{"arn:aws:iam::222222222222:policy/A", "arn:aws:iam::aws:policy/B"}, p.Permissions.Policies); diff != "" {
		t.Errorf("Policies are sorted: -want, +got:\n%s", diff)
	}
	want := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:GetQueueUrl","sqs:SendMessage"],"Resource":"arn:aws:sqs:*:*:orders","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}]}`
	if diff := cmp.Diff(want, p.Permissions.Document.String()); diff != "" {
		t.Errorf("Document: -want, +got:\n%s", diff)
	}
	if p.Boundary != "arn:aws:iam::222222222222:policy/boundary" {
		t.Errorf("Boundary: got %q", p.Boundary)
	}
}

func TestBoundaryIsForAWS(t *testing.T) {
	t.Parallel()
	if got := mustPlan(t, allowing(claimOn(platform.ProviderGCP, "europe-west1"), consenting()), compute(), v1alpha1.Status{}).Boundary; got != "" {
		t.Errorf("Boundary: got %q", got)
	}
	if got := mustPlan(t, allowing(testClaim(), consenting()), compute(), v1alpha1.Status{}).Boundary; got == "" {
		t.Error("The boundary belongs to every identity on AWS, whatever it is granted")
	}
}

func TestAzurePermissions(t *testing.T) {
	t.Parallel()
	c := allowing(claimOn(platform.ProviderAzure, "westeurope"), consenting())
	scope := "/subscriptions/" + subscription + "/resourceGroups/shop"
	a := mustPlan(t, c, withAzure(v1alpha1.AzureRole{Name: "Reader", Scope: scope}, v1alpha1.AzureRole{Name: "key vault secrets user", Scope: scope}), v1alpha1.Status{})
	b := mustPlan(t, c, withAzure(v1alpha1.AzureRole{Name: "key vault secrets user", Scope: scope}, v1alpha1.AzureRole{Name: "Reader", Scope: scope}), v1alpha1.Status{})
	if diff := cmp.Diff(a.Permissions, b.Permissions); diff != "" || len(a.Permissions.Assignments) != 2 {
		t.Errorf("The order in the claim changes nothing: -one, +other:\n%s", diff)
	}
	for _, got := range a.Permissions.Assignments {
		if len(got.Key) > maxKey || got.Scope != scope {
			t.Errorf("Assignments: got %+v", got)
		}
	}
}

func TestGCPPermissions(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, allowing(claimOn(platform.ProviderGCP, "europe-west1"), consenting()), withGCP("roles/pubsub.subscriber", "projects/acme-shop/roles/shop", "roles/pubsub.publisher"), v1alpha1.Status{})
	if diff := cmp.Diff([]string{"projects/acme-shop/roles/shop", "roles/pubsub.publisher", "roles/pubsub.subscriber"}, p.Permissions.Roles); diff != "" {
		t.Errorf("Roles are sorted: -want, +got:\n%s", diff)
	}
}

func TestConsentIsNeeded(t *testing.T) {
	t.Parallel()
	const policies = "arn:aws:iam::aws:policy/A"
	unbounded := consenting()
	unbounded.AWS.PermissionsBoundary = ""
	testRefusals(t, map[string]refusal{
		"NotAllowed": {
			reason: "Permissions in a cloud's own words need the consent of the environment.",
			claim:  testClaim(),
			p:      withAWS(v1alpha1.AWSPermissions{Policies: []string{policies}}),
			want:   []string{`spec.parameters.permissions: Forbidden: environment "production" does not allow permissions in a cloud's own words (rule identity.permissions): use access, or ask your platform team`},
		},
		"NoBoundary": {
			reason: "Without a boundary nothing would bound them.",
			claim:  allowing(testClaim(), unbounded),
			p:      withAWS(v1alpha1.AWSPermissions{Policies: []string{policies}}),
			want:   []string{`spec.parameters.permissions.aws: Forbidden: environment "production" has no permissions boundary (rule aws.permissionsBoundary), without which nothing would bound them: use access, or ask your platform team`},
		},
		"OtherCloud": {
			reason: "What means nothing is refused rather than ignored.",
			claim:  allowing(testClaim(), consenting()),
			p:      permitted(v1alpha1.Permissions{Azure: &v1alpha1.AzurePermissions{}, GCP: &v1alpha1.GCPPermissions{}}),
			want: []string{
				`spec.parameters.permissions.azure: Forbidden: the identity is on aws, where permissions of azure mean nothing: remove them, or write them down as permissions.aws`,
				`spec.parameters.permissions.gcp: Forbidden: the identity is on aws, where permissions of gcp mean nothing: remove them, or write them down as permissions.aws`,
			},
		},
	})
}

func TestAWSPermissionsRefused(t *testing.T) {
	t.Parallel()
	c := allowing(testClaim(), consenting())
	policy := func(arn, message string) refusal {
		return refusal{
			reason: "Policies are managed policies that the identity can have.", claim: c,
			p:    withAWS(v1alpha1.AWSPermissions{Policies: []string{arn}}),
			want: []string{`spec.parameters.permissions.aws.policies[0]: Invalid value: "` + arn + `": ` + message},
		}
	}
	const form = `must be the ARN of a managed policy, such as arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess`
	testRefusals(t, map[string]refusal{
		"Name":      policy("ReadOnlyAccess", form),
		"Role":      policy("arn:aws:iam::222222222222:role/a", form),
		"Service":   policy("arn:aws:s3:::policy/a", form),
		"Partition": policy("arn:aws-cn:iam::aws:policy/A", `is in partition "aws-cn", and the identity is in "aws": use a policy such as arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess`),
		"Account":   policy("arn:aws:iam::333333333333:policy/A", `is a policy of account 333333333333, and the identity is in account 222222222222: only policies of the own account and of AWS can be attached; copy it to account 222222222222, or write it down as statements`),
		"Statement": {
			reason: "Statements are checked against the grammar.",
			claim:  c,
			p: withAWS(v1alpha1.AWSPermissions{Statements: []v1alpha1.Statement{
				{Effect: "Maybe", Actions: []string{"*"}, Resources: []string{"arn:aws-us-gov:sqs:us-gov-west-1:222222222222:orders"}},
				{Actions: []string{"SendMessage"}, Resources: nil, Conditions: []v1alpha1.Condition{{Test: "Equals", Key: "region"}}},
			}}),
			want: []string{
				`spec.parameters.permissions.aws.statements[0].effect: Unsupported value: "Maybe": supported values: "Allow", "Deny"`,
				`spec.parameters.permissions.aws.statements[0].resources[0]: Invalid value: "arn:aws-us-gov:sqs:us-gov-west-1:222222222222:orders": is in partition "aws-us-gov", and the identity is in "aws": start it with arn:aws:`,
				`spec.parameters.permissions.aws.statements[1].actions[0]: Invalid value: "SendMessage": must be a service and an action such as sqs:SendMessage`,
				`spec.parameters.permissions.aws.statements[1].conditions[0].key: Invalid value: "region": must be a condition key such as aws:RequestedRegion`,
				`spec.parameters.permissions.aws.statements[1].conditions[0].test: Invalid value: "Equals": must be an operator such as StringEquals, optionally with IfExists behind it and ForAllValues: or ForAnyValue: before it`,
				`spec.parameters.permissions.aws.statements[1].conditions[0].values: Required value: name the values to compare with`,
				`spec.parameters.permissions.aws.statements[1].resources: Required value: name the resources by their ARNs`,
			},
		},
		"Everything": {
			reason: "A boundary is nothing to lean on.",
			claim:  c,
			p:      withAWS(v1alpha1.AWSPermissions{Statements: []v1alpha1.Statement{{Actions: []string{"*"}, Resources: []string{"*"}}}}),
			want:   []string{`spec.parameters.permissions.aws.statements[0].actions: Forbidden: would allow every action: name the services at least, for example sqs:*`},
		},
	})
}

func TestPartitions(t *testing.T) {
	t.Parallel()
	for region, partition := range map[string]string{"eu-west-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov"} {
		c := allowing(claimOn(platform.ProviderAWS, region), consenting())
		p := withAWS(v1alpha1.AWSPermissions{
			Policies:   []string{"arn:" + partition + ":iam::aws:policy/A"},
			Statements: []v1alpha1.Statement{{Actions: []string{"sqs:*"}, Resources: []string{"arn:" + partition + ":sqs:" + region + ":222222222222:orders"}}},
		})
		if _, errs := New(c, p, v1alpha1.Status{}); len(errs) > 0 {
			t.Errorf("ARNs of %s are accepted in %s: %v", partition, region, errs)
		}
	}
}

func TestRolesRefused(t *testing.T) {
	t.Parallel()
	azure := allowing(claimOn(platform.ProviderAzure, "westeurope"), consenting())
	gcp := allowing(claimOn(platform.ProviderGCP, "europe-west1"), consenting())
	none := consenting()
	none.Identity.GCPRoles = nil
	scope := "/subscriptions/" + subscription
	testRefusals(t, map[string]refusal{
		"AzureOwner": {
			reason: "Nobody grants itself everything.", claim: azure, p: withAzure(v1alpha1.AzureRole{Name: "Owner", Scope: scope}),
			want: []string{`spec.parameters.permissions.azure.roles[0].name: Forbidden: Owner could grant itself every other role: use a role for what is to be done`},
		},
		"AzureNotListed": {
			reason: "The environment lists the roles.", claim: azure, p: withAzure(v1alpha1.AzureRole{Name: "Contributor", Scope: scope}),
			want: []string{`spec.parameters.permissions.azure.roles[0].name: Forbidden: environment "production" does not allow Contributor (rule identity.azureRoles): use one of Reader, Key Vault Secrets User, or ask your platform team`},
		},
		"AzureForm": {
			reason: "Roles and scopes have a form.", claim: azure, p: withAzure(v1alpha1.AzureRole{Name: "/x", Scope: "/"}),
			want: []string{
				`spec.parameters.permissions.azure.roles[0].name: Invalid value: "/x": must be the name of a role, such as Key Vault Secrets User`,
				`spec.parameters.permissions.azure.roles[0].scope: Invalid value: "/": must be the id of a subscription, a resource group or a resource, such as /subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/shop`,
			},
		},
		"AzureSubscription": {
			reason: "Claims of an environment stay in its subscription.", claim: azure,
			p:    withAzure(v1alpha1.AzureRole{Name: "Reader", Scope: "/subscriptions/33333333-3333-3333-3333-333333333333"}),
			want: []string{`spec.parameters.permissions.azure.roles[0].scope: Forbidden: is in subscription 33333333-3333-3333-3333-333333333333, and claims of environment "production" are served from 22222222-2222-2222-2222-222222222222: choose a scope in it, or another environment (rule azure.subscriptionID)`},
		},
		"AzureTwice": {
			reason: "Azure does not tell upper from lower case.", claim: azure,
			p:    withAzure(v1alpha1.AzureRole{Name: "Reader", Scope: scope}, v1alpha1.AzureRole{Name: "reader", Scope: scope}),
			want: []string{`spec.parameters.permissions.azure.roles[1]: Duplicate value: "reader at ` + scope + `"`},
		},
		"GCPOwner": {
			reason: "Nobody grants itself everything.", claim: gcp, p: withGCP("roles/owner"),
			want: []string{`spec.parameters.permissions.gcp.roles[0]: Forbidden: roles/owner could grant itself every other role, or become somebody who has it: use a role for what is to be done`},
		},
		"GCPNotListed": {
			reason: "The environment lists the roles.", claim: gcp, p: withGCP("roles/storage.admin"),
			want: []string{`spec.parameters.permissions.gcp.roles[0]: Forbidden: environment "production" does not allow roles/storage.admin (rule identity.gcpRoles): use one of roles/pubsub.*, projects/acme-shop/roles/shop, or ask your platform team`},
		},
		"GCPNoneListed": {
			reason: "An environment that lists no role allows none.", claim: allowing(gcp, none), p: withGCP("roles/pubsub.publisher"),
			want: []string{`spec.parameters.permissions.gcp.roles[0]: Forbidden: environment "production" allows no role (rule identity.gcpRoles): use access, or ask your platform team`},
		},
		"GCPForm": {
			reason: "Roles have a form.", claim: gcp, p: withGCP("publisher"),
			want: []string{`spec.parameters.permissions.gcp.roles[0]: Invalid value: "publisher": must be a role such as roles/pubsub.publisher, projects/acme-shop/roles/publisher or organizations/123456789012/roles/publisher`},
		},
	})
}
