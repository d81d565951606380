// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestIdentityInherits(t *testing.T) {
	t.Parallel()
	base := Environment{
		Identity: Identity{StaticKeys: new(true), MaxRotationDays: 90, Issuers: []string{"https://a.example"}, WorkloadNamespaces: []string{"a"}, Permissions: new(true), AzureRoles: []string{"Reader"}, GCPRoles: []string{"roles/a"}},
		AWS:      AWS{PermissionsBoundary: "arn:aws:iam::123456789012:policy/a"},
		Packages: Packages{Kubernetes: new(true), Helm: new(true)},
	}
	if diff := cmp.Diff(base, Environment{}.Over(base)); diff != "" {
		t.Errorf("What is left out is inherited: -want, +got:\n%s", diff)
	}
	over := Environment{
		Identity: Identity{StaticKeys: new(false), MaxRotationDays: 30, Issuers: []string{"https://b.example"}, WorkloadNamespaces: []string{"b"}, Permissions: new(false), AzureRoles: []string{"Writer"}, GCPRoles: []string{"roles/b"}},
		AWS:      AWS{PermissionsBoundary: "arn:aws:iam::123456789012:policy/b"},
		Packages: Packages{Kubernetes: new(false), Helm: new(false)},
	}
	if diff := cmp.Diff(over, over.Over(base)); diff != "" {
		t.Errorf("What is set wins, false included: -want, +got:\n%s", diff)
	}
	if over.InstallsKubernetes() || over.InstallsHelm() || !base.InstallsKubernetes() || !base.InstallsHelm() || (Environment{}).InstallsKubernetes() {
		t.Error("A package is installed where the environment says so")
	}
}

func TestIdentityPermits(t *testing.T) {
	t.Parallel()
	i := Identity{Issuers: []string{"https://a.example"}, WorkloadNamespaces: []string{"jobs", "shop-*"}, AzureRoles: []string{"Reader"}, GCPRoles: []string{"roles/pubsub.*"}}
	got := map[string]bool{
		"IssuerListed":      i.PermitsIssuer("https://a.example"),
		"IssuerNotListed":   i.PermitsIssuer("https://a.example/b"),
		"IssuerWithoutList": Identity{}.PermitsIssuer("https://b.example"),
		"NamespaceOwn":      Identity{}.PermitsWorkloadNamespace("shop", "shop"),
		"NamespaceOther":    Identity{}.PermitsWorkloadNamespace("shop", "jobs"),
		"NamespaceListed":   i.PermitsWorkloadNamespace("shop", "jobs"),
		"NamespacePattern":  i.PermitsWorkloadNamespace("shop", "shop-canary"),
		"NamespacePrefix":   i.PermitsWorkloadNamespace("shop", "jobs-canary"),
		"AzureListed":       i.PermitsAzureRole("reader"),
		"AzureNotListed":    i.PermitsAzureRole("Contributor"),
		"AzureWithoutList":  Identity{}.PermitsAzureRole("Reader"),
		"GCPListed":         i.PermitsGCPRole("roles/pubsub.publisher"),
		"GCPNotListed":      i.PermitsGCPRole("roles/storage.admin"),
		"GCPWithoutList":    Identity{}.PermitsGCPRole("roles/pubsub.publisher"),
	}
	want := map[string]bool{
		"IssuerListed": true, "IssuerNotListed": false, "IssuerWithoutList": true,
		"NamespaceOwn": true, "NamespaceOther": false, "NamespaceListed": true, "NamespacePattern": true, "NamespacePrefix": false,
		"AzureListed": true, "AzureNotListed": false, "AzureWithoutList": false,
		"GCPListed": true, "GCPNotListed": false, "GCPWithoutList": false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Lists of issuers bound, and lists of roles consent: -want, +got:\n%s", diff)
	}
}

func TestIdentityValidate(t *testing.T) {
	t.Parallel()
	e := Environment{
		AWS:      AWS{PermissionsBoundary: "boundary"},
		Identity: Identity{MaxRotationDays: 400, Issuers: []string{"https://a.example", "b.example"}},
	}
	var got []string
	for _, err := range e.Validate(field.NewPath("data")) {
		got = append(got, err.Error())
	}
	want := []string{
		`data.aws.permissionsBoundary: Invalid value: "boundary": must be the ARN of a managed policy, such as arn:aws:iam::123456789012:policy/boundary`,
		`data.identity.maxRotationDays: Invalid value: 400: must be between 2 and 365`,
		`data.identity.issuers[1]: Invalid value: "b.example": must be a URL such as https://token.actions.githubusercontent.com`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Validate(...): -want, +got:\n%s", diff)
	}
	for _, arn := range []string{"arn:aws:iam::aws:policy/PowerUserAccess", "arn:aws-cn:iam::123456789012:policy/a/b", "arn:aws-us-gov:iam::123456789012:policy/a"} {
		if errs := (Environment{AWS: AWS{PermissionsBoundary: arn}}).Validate(field.NewPath("data")); len(errs) > 0 {
			t.Errorf("A managed policy of any partition is a boundary: %v", errs)
		}
	}
}
