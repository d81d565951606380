// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/incluster"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	own := []managed.Key{"identity", "resource-group"}
	granted := []managed.Key{"access-cluster-main-writer", "access-storage-assets-reader", "cluster-user-cluster-main", "permission-role-01234567"}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"Compute":     {reason: "Virtual machines have the identity attached.", plan: compute(), want: own},
		"External":    {reason: "A system elsewhere is trusted for its tokens.", plan: external(), want: append([]managed.Key{"credential-external-0123456789"}, own...)},
		"FullCompute": {reason: "Access is what roles are assigned for.", plan: with(compute()), want: slices.Concat(own, granted)},
		"Workload": {
			reason: "Pods are trusted, and have a service account.", plan: workload(),
			want: append([]managed.Key{"cluster-workload-0123456789", "credential-workload-0123456789", "service-account-workload-0123456789"}, own...),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slices.Sort(tc.want)
			if diff := cmp.Diff(tc.want, managedtest.Keys(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestTrust(t *testing.T) {
	t.Parallel()
	audience := external()
	audience.External.Audience = "shop"
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   azure.FederatedIdentityCredential
	}{
		"Workload": {
			reason: "Pods of one service account of one cluster are trusted.", plan: workload(), key: "credential-workload-0123456789",
			want: azure.FederatedIdentityCredential{Issuer: testAKS, Subject: "system:serviceaccount:shop:checkout", Audience: []string{"api://AzureADTokenExchange"}},
		},
		"External": {
			reason: "One subject of one issuer is trusted.", plan: external(), key: "credential-external-0123456789",
			want: azure.FederatedIdentityCredential{Issuer: testIssuer, Subject: testSubject, Audience: []string{"api://AzureADTokenExchange"}},
		},
		"Audience": {
			reason: "A token may be for another audience.", plan: audience, key: "credential-external-0123456789",
			want: azure.FederatedIdentityCredential{Issuer: testIssuer, Subject: testSubject, Audience: []string{"shop"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.want.ParentIDSelector, tc.want.ResourceGroupNameSelector = managed.Select(keyIdentity), managed.Select(keyResourceGroup)
			if diff := cmp.Diff(tc.want, managedtest.Spec[azure.FederatedIdentityCredential](t, Build(tc.plan, observations{}), tc.key)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	noIssuer := workload()
	noIssuer.Workload.Status.WorkloadIdentity = nil
	if r := managedtest.Find(t, Build(noIssuer, observations{}), "credential-workload-0123456789"); len(r.Waits) != 1 {
		t.Errorf("a credential without an issuer waits for %v", r.Waits)
	}
}

func TestServiceAccount(t *testing.T) {
	t.Parallel()
	key := incluster.Key(*workload().Workload)
	if r := managedtest.Find(t, Build(workload(), observations{}), key); !slices.Contains(r.Waits, waitClient) {
		t.Errorf("a service account that stands for nobody waits for %v", r.Waits)
	}
	resources, _, s := converge(t, workload())
	got, ok := managedtest.Spec[kubernetes.Object](t, resources, key).Manifest.(incluster.ServiceAccount)
	want := map[string]string{"azure.workload.identity/client-id": "client", "azure.workload.identity/tenant-id": "tenant"}
	if diff := cmp.Diff(want, got.Metadata.Annotations); !ok || diff != "" {
		t.Errorf("annotations: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, s.Workload.Annotations); diff != "" {
		t.Errorf("annotations that are reported: -want, +got:\n%s", diff)
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	cases := map[v1alpha1.Role][]string{
		v1alpha1.RoleReader: {"Storage Blob Data Reader", "Azure Kubernetes Service RBAC Reader"},
		v1alpha1.RoleWriter: {"Storage Blob Data Contributor", "Azure Kubernetes Service RBAC Writer"},
		v1alpha1.RoleAdmin:  {"Storage Blob Data Owner", "Azure Kubernetes Service RBAC Cluster Admin"},
	}
	for role, want := range cases {
		p := compute()
		p.Grants = []plan.Grant{storageGrant("assets", role, storeStatus()), clusterGrant(role, clusterStatus())}
		resources, _, _ := converge(t, p)
		wanted := map[managed.Key]azure.RoleAssignment{
			keyAccess.Join("storage-assets-" + string(role)): {RoleDefinitionName: want[0], Scope: testStore},
			keyAccess.Join("cluster-main-" + string(role)):   {RoleDefinitionName: want[1], Scope: testCluster},
			"cluster-user-cluster-main":                      {RoleDefinitionName: "Azure Kubernetes Service Cluster User Role", Scope: testCluster},
		}
		for key, w := range wanted {
			w.PrincipalID, w.PrincipalType, w.SkipServicePrincipalAADCheck = "principal", azure.PrincipalServicePrincipal, new(true)
			if diff := cmp.Diff(w, managedtest.Spec[azure.RoleAssignment](t, resources, key)); diff != "" {
				t.Errorf("%q: -want, +got:\n%s", key, diff)
			}
		}
	}
}

// TestRevoked shows that what was granted is taken away when its target is gone, and that
// what never was shows what it waits for.
func TestRevoked(t *testing.T) {
	t.Parallel()
	_, o, s := converge(t, with(compute()))
	gone := record(unknown(with(compute())), s)
	for i := range gone.Grants {
		gone.Grants[i].Absent = true
	}
	isGrant := func(r managed.Resource) bool { return r.Component == plan.ComponentAccess }
	if slices.ContainsFunc(Build(gone, o), isGrant) {
		t.Error("what was granted is not revoked")
	}
	for _, r := range Build(gone, observations{}) {
		if isGrant(r) && len(r.Waits) == 0 {
			t.Errorf("%q waits for nothing", r.Key)
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   string
	}{
		"Workload": {reason: "Everything else can be granted.", plan: with(workload())},
		"Unknown":  {reason: "What a storage is need not be known yet.", plan: unknown(with(compute()))},
		"Machine": {
			reason: "There are no keys.", plan: plan.Plan{Claim: testClaim(), Machine: &plan.Machine{}},
			want: "spec.parameters.machine: Forbidden: managed identities have no keys: use external",
		},
		"File": {
			reason: "NFS knows nobody.",
			plan: changed(compute(), func(p *plan.Plan) {
				g := storageGrant("files", v1alpha1.RoleReader, &storage.Status{Type: storage.TypeFile, ID: "id"})
				g.Index = 2
				p.Grants = []plan.Grant{g}
			}),
			want: `spec.parameters.access[2].to: Invalid value: "shop/files": is a Storage of type File`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errs := Validate(tc.plan)
			if tc.want == "" && len(errs) > 0 || tc.want != "" && len(errs) != 1 {
				t.Fatalf("%s\nValidate(...): %v", tc.reason, errs)
			}
			if tc.want != "" && !strings.HasPrefix(errs[0].Error(), tc.want) {
				t.Errorf("%s\nValidate(...): %v", tc.reason, errs[0])
			}
		})
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	principal := &v1alpha1.Principal{Name: (&identity{Plan: compute()}).name(), PrincipalID: "principal", ClientID: "client", TenantID: "tenant"}
	base := func(s v1alpha1.Status) v1alpha1.Status {
		s.ID, s.Principal = identityID, principal
		if s.Grants == nil {
			s.Grants = []v1alpha1.Grant{}
		}
		return s
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   v1alpha1.Status
	}{
		"Workload": {
			reason: "Pods are told their annotations and labels.", plan: workload(),
			want: base(v1alpha1.Status{Subject: v1alpha1.SubjectWorkload, Workload: &v1alpha1.WorkloadStatus{
				Cluster: "shop/main", Namespace: "shop", ServiceAccount: "checkout", Managed: true, Access: workload().Workload.Access,
				Annotations: map[string]string{"azure.workload.identity/client-id": "client", "azure.workload.identity/tenant-id": "tenant"},
				PodLabels:   map[string]string{"azure.workload.identity/use": "true"},
			}}),
		},
		"External": {
			reason: "A system elsewhere is told its audience.", plan: external(),
			want: base(v1alpha1.Status{Subject: v1alpha1.SubjectExternal, External: &v1alpha1.ExternalStatus{
				Issuer: testIssuer, Subject: testSubject, Audience: DefaultAudience,
			}}),
		},
		"FullCompute": {
			reason: "What was granted is told.", plan: with(compute()),
			want: base(v1alpha1.Status{
				Subject: v1alpha1.SubjectCompute, Compute: &v1alpha1.ComputeStatus{},
				Grants: []v1alpha1.Grant{
					{Kind: v1alpha1.TargetKubernetesCluster, Target: "shop/main", Role: v1alpha1.RoleWriter, State: v1alpha1.GrantGranted, ResourceID: testCluster},
					{Kind: v1alpha1.TargetStorage, Target: "shop/assets", Role: v1alpha1.RoleReader, State: v1alpha1.GrantGranted, ResourceID: testStore},
				},
				Permissions: []v1alpha1.PermissionStatus{{Name: "Key Vault Secrets User", Scope: testVault, State: v1alpha1.GrantGranted}},
			}),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o, got := converge(t, tc.plan)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
			var lost v1alpha1.Status
			Report(record(tc.plan, got), o.Lost(), &lost)
			lost.Grants, lost.Permissions = tc.want.Grants, tc.want.Permissions
			if diff := cmp.Diff(tc.want, lost); diff != "" {
				t.Errorf("What was known stays while its resource exists.\nReport(...): -want, +got:\n%s", diff)
			}
		})
	}
	var first v1alpha1.Status
	Report(with(compute()), observations{}, &first)
	if first.ID != "" || first.Principal != nil || first.Grants[0].State != v1alpha1.GrantWaiting {
		t.Errorf("there is nothing to use yet: %+v", first)
	}
}
