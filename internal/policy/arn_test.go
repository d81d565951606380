// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestARNs(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		arn    func(partition string) ARN
		want   []string
	}{
		"Bucket": {
			reason: "Buckets have neither a region nor an account.", arn: func(p string) ARN { return Bucket(p, "assets") },
			want: []string{"arn:aws:s3:::assets", "arn:aws-cn:s3:::assets", "arn:aws-us-gov:s3:::assets"},
		},
		"Objects": {
			reason: "Objects are below their bucket.", arn: func(p string) ARN { return Objects(Bucket(p, "assets"), "logs/") },
			want: []string{"arn:aws:s3:::assets/logs/*", "arn:aws-cn:s3:::assets/logs/*", "arn:aws-us-gov:s3:::assets/logs/*"},
		},
		"ManagedPolicy": {
			reason: "Policies of AWS belong to the account aws.", arn: func(p string) ARN { return ManagedPolicy(p, "service-role/A") },
			want: []string{"arn:aws:iam::aws:policy/service-role/A", "arn:aws-cn:iam::aws:policy/service-role/A", "arn:aws-us-gov:iam::aws:policy/service-role/A"},
		},
		"ClusterAccessPolicy": {
			reason: "Access policies of EKS belong to the account aws.", arn: func(p string) ARN { return ClusterAccessPolicy(p, "AmazonEKSViewPolicy") },
			want: []string{"arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"},
		},
		"OIDCProvider": {
			reason: "OIDC providers are called like their issuer.", arn: func(p string) ARN { return OIDCProvider(p, "123456789012", "gitlab.com/a") },
			want: []string{"arn:aws:iam::123456789012:oidc-provider/gitlab.com/a", "arn:aws-cn:iam::123456789012:oidc-provider/gitlab.com/a", "arn:aws-us-gov:iam::123456789012:oidc-provider/gitlab.com/a"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, p := range []string{"aws", "aws-cn", "aws-us-gov"} {
				a := tc.arn(p)
				got = append(got, a.String())
				if parsed, err := ParseARN(a.String()); err != nil || parsed != a {
					t.Errorf("%s\nParseARN(%s): got %+v, %v", tc.reason, a, parsed, err)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nString(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestParseARN(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		arn  string
		want string
	}{
		"Resource":  {arn: "arn:aws:logs:eu-west-1:123456789012:log-group:a:*"},
		"GovCloud":  {arn: "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:a"},
		"Text":      {arn: "orders", want: "must be an ARN such as arn:aws:sqs:eu-west-1:123456789012:orders"},
		"Partition": {arn: "arn:azure:s3:::a", want: `has a partition "azure", which is none`},
		"Service":   {arn: "arn:aws:S3:::a", want: `has a service "S3", which is none`},
		"Region":    {arn: "arn:aws:s3:europe::a", want: `has a region "europe", which is none`},
		"Account":   {arn: "arn:aws:s3::1:a", want: `has a account "1", which is none`},
		"Nothing":   {arn: "arn:aws:s3:::", want: `has a resource "", which is none`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if _, err := ParseARN(tc.arn); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("ParseARN(%s): -want, +got:\n%s", tc.arn, diff)
			}
		})
	}
}

func TestServicePrincipal(t *testing.T) {
	t.Parallel()
	got := []string{ServicePrincipal("aws", "ec2"), ServicePrincipal("aws-us-gov", "ec2"), ServicePrincipal("aws-cn", "ec2"), ServicePrincipal("aws-cn", "pods.eks")}
	want := []string{"ec2.amazonaws.com", "ec2.amazonaws.com", "ec2.amazonaws.com.cn", "pods.eks.amazonaws.com"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ServicePrincipal(...): -want, +got:\n%s", diff)
	}
}

func TestScopes(t *testing.T) {
	t.Parallel()
	const subscription = "/subscriptions/00000000-1111-2222-3333-44444444444A"
	const id = "00000000-1111-2222-3333-44444444444a"
	const resource = "Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c"
	for name, tc := range map[string]struct {
		scope string
		want  Scope
		none  bool
	}{
		"Subscription":    {scope: subscription, want: Scope{Subscription: id}},
		"ResourceGroup":   {scope: subscription + "/resourceGroups/shop", want: Scope{Subscription: id, ResourceGroup: "shop"}},
		"LowerCase":       {scope: subscription + "/resourcegroups/shop", want: Scope{Subscription: id, ResourceGroup: "shop"}},
		"Resource":        {scope: subscription + "/resourceGroups/shop/providers/" + resource, want: Scope{Subscription: id, ResourceGroup: "shop", Resource: resource}},
		"Root":            {scope: "/", none: true},
		"ManagementGroup": {scope: "/providers/Microsoft.Management/managementGroups/g", none: true},
		"Name":            {scope: "/subscriptions/production", none: true},
		"Slash":           {scope: subscription + "/", none: true},
		"HalfResource":    {scope: subscription + "/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts", none: true},
		"GroupDot":        {scope: subscription + "/resourceGroups/shop.", none: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := ParseScope(tc.scope)
			if ok == tc.none || got != tc.want {
				t.Errorf("ParseScope(%s): got %+v, %t", tc.scope, got, ok)
			}
		})
	}
}

func TestRoleNames(t *testing.T) {
	t.Parallel()
	azure := map[string]bool{"Reader": true, "Key Vault Secrets User": true, "Azure Kubernetes Service RBAC Cluster Admin": true, "": false, " Reader": false, "a\nb": false}
	for name, want := range azure {
		if IsAzureRole(name) != want {
			t.Errorf("IsAzureRole(%q): want %t", name, want)
		}
	}
	gcp := map[string]bool{
		"roles/pubsub.publisher": true, "roles/container.clusterViewer": true, "projects/acme-shop/roles/custom_1": true, "organizations/123456789012/roles/custom": true,
		"publisher": false, "roles/": false, "roles/a b": false, "folders/1/roles/a": false, "projects/a/roles/custom": false,
	}
	for name, want := range gcp {
		if IsGCPRole(name) != want {
			t.Errorf("IsGCPRole(%q): want %t", name, want)
		}
	}
	if !EscalatesOnAzure("user access ADMINISTRATOR") || EscalatesOnAzure("Contributor") || !EscalatesOnGCP("roles/iam.serviceAccountTokenCreator") || EscalatesOnGCP("roles/storage.admin") {
		t.Error("Roles that could grant themselves others are known")
	}
}

func TestGCPMembers(t *testing.T) {
	t.Parallel()
	condition := OnlyResource("cluster main", "projects/acme-shop/locations/europe-west1/clusters/main")
	got := []string{
		ServiceAccountMember("a@acme-shop.iam.gserviceaccount.com"),
		WorkloadMember("acme-shop.svc.id.goog", "shop", "web"),
		SubjectMember("projects/1/locations/global/workloadIdentityPools/p", "repo:acme/shop"),
		condition.Expression,
	}
	want := []string{
		"serviceAccount:a@acme-shop.iam.gserviceaccount.com",
		"serviceAccount:acme-shop.svc.id.goog[shop/web]",
		"principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/repo:acme/shop",
		`resource.name == "projects/acme-shop/locations/europe-west1/clusters/main" || resource.name.startsWith("projects/acme-shop/locations/europe-west1/clusters/main/")`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Members and conditions: -want, +got:\n%s", diff)
	}
}
