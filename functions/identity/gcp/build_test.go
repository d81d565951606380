// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	kubernetescluster "github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/incluster"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

func email() string {
	return testClaim().Names.Name(naming.GCPServiceAccount) + "@acme-prod.iam.gserviceaccount.com"
}

func member() string { return "serviceAccount:" + email() }

func TestTrust(t *testing.T) {
	t.Parallel()
	account := "projects/acme-prod/serviceAccounts/" + email()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   gcp.ServiceAccountIAMMember
	}{
		"Workload": {
			reason: "The pods of one service account, of one namespace, in the clusters of the pool.", plan: workload(), key: "trust-workload-0123456789",
			want: gcp.ServiceAccountIAMMember{ServiceAccountID: account, Role: "roles/iam.workloadIdentityUser", Member: "serviceAccount:acme-clusters.svc.id.goog[shop/checkout]"},
		},
		"External": {
			reason: "One subject of one issuer.", plan: external(), key: "trust-external-0123456789",
			want: gcp.ServiceAccountIAMMember{ServiceAccountID: account, Role: "roles/iam.workloadIdentityUser", Member: "principal://iam.googleapis.com/" + testPool + "/subject/" + testSubject},
		},
		"NoProject": {
			reason: "The project is what the cloud says.", plan: changed(workload(), noProject), key: "trust-workload-0123456789",
			want: gcp.ServiceAccountIAMMember{ServiceAccountID: account, Role: "roles/iam.workloadIdentityUser", Member: "serviceAccount:acme-clusters.svc.id.goog[shop/checkout]"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _, _ := converge(t, tc.plan)
			if diff := cmp.Diff(tc.want, managedtest.Spec[gcp.ServiceAccountIAMMember](t, resources, tc.key)); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	for name, p := range map[string]plan.Plan{"Compute": compute(), "Machine": machine()} {
		for _, r := range Build(p, observations{}) {
			if r.Component == plan.ComponentTrust {
				t.Errorf("%s: %q lets somebody in", name, r.Key)
			}
		}
	}
}

func TestFederation(t *testing.T) {
	t.Parallel()
	p := external()
	resources, _, _ := converge(t, p)
	pool, provider := managedtest.Find(t, resources, "pool-0123456789ab"), managedtest.Find(t, resources, "provider-external-0123456789")
	if !pool.Retain || !provider.Retain {
		t.Error("ids that stay taken for 30 days are given up")
	}
	if pool.ExternalName != "hyperscalar-0123456789ab" {
		t.Errorf("identities that trust the same issuer have pools of their own: %q", pool.ExternalName)
	}
	want := gcp.WorkloadIdentityPoolProvider{
		Project: testProject, WorkloadIdentityPoolIDSelector: managed.Select(pool.Key),
		AttributeMapping:   map[string]string{"google.subject": "assertion.sub"},
		AttributeCondition: `assertion.sub == "repo:acme/shop:ref:refs/heads/main"`,
		OIDC:               &gcp.PoolProviderOIDC{IssuerURI: testIssuer},
	}
	if diff := cmp.Diff(want, provider.ForProvider); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	p.External = &plan.External{Key: p.External.Key, IssuerKey: p.External.IssuerKey, Issuer: testIssuer, Subject: testSubject, Audience: "acme"}
	got := managedtest.Spec[gcp.WorkloadIdentityPoolProvider](t, Build(p, observations{}), provider.Key)
	if diff := cmp.Diff([]string{"acme"}, got.OIDC.AllowedAudiences); diff != "" {
		t.Errorf("audiences: -want, +got:\n%s", diff)
	}
}

func TestServiceAccountInCluster(t *testing.T) {
	t.Parallel()
	want := map[string]string{"iam.gke.io/gcp-service-account": email()}
	for name, p := range map[string]plan.Plan{"Project": workload(), "NoProject": changed(workload(), noProject)} {
		resources, _, s := converge(t, p)
		o := managedtest.Spec[kubernetes.Object](t, resources, incluster.Key(*p.Workload))
		sa, ok := o.Manifest.(incluster.ServiceAccount)
		if !ok {
			t.Fatalf("%s: it is a %T", name, o.Manifest)
		}
		if diff := cmp.Diff(want, sa.Metadata.Annotations); diff != "" {
			t.Errorf("%s: annotations: -want, +got:\n%s", name, diff)
		}
		if diff := cmp.Diff(want, s.Workload.Annotations); diff != "" {
			t.Errorf("%s: reported annotations: -want, +got:\n%s", name, diff)
		}
	}
	p := changed(workload(), noProject)
	if waits := managedtest.Find(t, Build(p, observations{}), incluster.Key(*p.Workload)).Waits; len(waits) == 0 {
		t.Error("pods would run as nobody, because the address is not known yet")
	}
}

func TestGrants(t *testing.T) {
	t.Parallel()
	roles := map[v1alpha1.Role][2]string{
		v1alpha1.RoleReader: {"roles/storage.objectViewer", "roles/container.viewer"},
		v1alpha1.RoleWriter: {"roles/storage.objectUser", "roles/container.developer"},
		v1alpha1.RoleAdmin:  {"roles/storage.objectAdmin", "roles/container.admin"},
	}
	for role, want := range roles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			p := compute()
			p.Grants = []plan.Grant{storageGrant("assets", role, bucketStatus(testBucket)), clusterGrant(role, clusterStatus())}
			resources := Build(p, observations{})
			bucket := managedtest.Spec[gcp.BucketIAMMember](t, resources, managed.Key("grant-storage-assets-"+string(role)))
			if diff := cmp.Diff(gcp.BucketIAMMember{Bucket: testBucket, Role: want[0], Member: member()}, bucket); diff != "" {
				t.Errorf("bucket: -want, +got:\n%s", diff)
			}
			cluster := managedtest.Spec[gcp.ProjectIAMMember](t, resources, managed.Key("grant-cluster-main-"+string(role)))
			only := gcp.ProjectIAMMember{
				Project: "acme-clusters", Role: want[1], Member: member(),
				Condition: &gcp.IAMCondition{
					Title:      "cluster shop/main",
					Expression: `resource.name == "` + testCluster + `" || resource.name.startsWith("` + testCluster + `/")`,
				},
			}
			if diff := cmp.Diff(only, cluster); diff != "" {
				t.Errorf("cluster: -want, +got:\n%s", diff)
			}
		})
	}
}

// TestGrantsAreRevoked shows that nothing is left of a grant whose target is gone, and that
// what was never granted waits.
func TestGrantsAreRevoked(t *testing.T) {
	t.Parallel()
	p := with(compute())
	_, o, _ := converge(t, p)
	p = unknown(p)
	for i := range p.Grants {
		p.Grants[i].Absent = true
	}
	for _, r := range Build(p, o) {
		if r.Component == plan.ComponentAccess {
			t.Errorf("%q is still granted", r.Key)
		}
	}
	for _, g := range p.Grants {
		if r := managedtest.Find(t, Build(p, observations{}), grantKey(g)); len(r.Waits) == 0 {
			t.Errorf("%q does not wait for its target", r.Key)
		}
	}
}

// TestAccountGoesLast shows that no binding outlives the name that it is for.
func TestAccountGoesLast(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			switch r.ForProvider.(type) {
			case gcp.BucketIAMMember, gcp.ProjectIAMMember, gcp.ServiceAccountIAMMember:
				if len(r.After) == 0 || r.After[0] != keyAccount || len(r.DeleteBefore) == 0 || r.DeleteBefore[0] != keyAccount {
					t.Errorf("%s: %q comes after %v and goes before %v", name, r.Key, r.After, r.DeleteBefore)
				}
			}
		}
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	p := with(compute())
	i := &identity{Plan: p, observed: observations{}}
	for _, role := range p.Permissions.Roles {
		got := managedtest.Spec[gcp.ProjectIAMMember](t, Build(p, observations{}), i.roleKey(role))
		if diff := cmp.Diff(gcp.ProjectIAMMember{Project: testProject, Role: role, Member: member()}, got); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", role, diff)
		}
	}
}

// TestRotation walks through the life of two keys.
func TestRotation(t *testing.T) {
	t.Parallel()
	p := machine()
	resources, o, s := converge(t, p)
	managedtest.Find(t, resources, "key-a")
	p = record(p, s)
	later := func(days int) plan.Plan {
		m := *p.Machine
		m.Now = testTime().Add(time.Duration(days) * 24 * time.Hour)
		p.Machine = &m
		return p
	}
	if keys := managedtest.Keys(Build(later(29), o)); len(keys) != 2 {
		t.Errorf("a key is replaced before its time: %v", keys)
	}
	both := Build(later(30), o)
	managedtest.Find(t, both, "key-a")
	managedtest.Find(t, both, "key-b")
	if diff := cmp.Diff("id-of-key-a", string(Connection(p, o)[v1alpha1.ConnectionKeyID])); diff != "" {
		t.Errorf("a key that does not work yet is handed out: -want, +got:\n%s", diff)
	}
	Report(p, o, &s)
	p = record(p, s)
	o = observe(both)
	Report(p, o, &s)
	p = record(p, s)
	if diff := cmp.Diff(`{"private_key_id":"key-b"}`, string(Connection(p, o)[v1alpha1.ConnectionCredentials])); diff != "" {
		t.Errorf("the new key is not handed out: -want, +got:\n%s", diff)
	}
	if keys := managedtest.Keys(Build(later(37), o)); len(keys) != 2 || keys[0] != "key-b" {
		t.Errorf("the old key outlives the overlap: %v", keys)
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	name := testClaim().Names.Name(naming.GCPServiceAccount)
	principal := &v1alpha1.Principal{Name: name, Email: email(), UniqueID: "1234567890"}
	id := "projects/acme-prod/serviceAccounts/" + email()
	provider := testPool + "/providers/" + testClaim().Names.Name(naming.GCPWorkloadIdentityPool, "external-0123456789")
	grants := []v1alpha1.Grant{
		{Kind: v1alpha1.TargetKubernetesCluster, Target: "shop/main", Role: v1alpha1.RoleWriter, State: v1alpha1.GrantGranted, ResourceID: testCluster},
		{Kind: v1alpha1.TargetStorage, Target: "shop/assets", Role: v1alpha1.RoleReader, State: v1alpha1.GrantGranted, ResourceID: "projects/_/buckets/" + testBucket},
		{Kind: v1alpha1.TargetStorage, Target: "shop/orders", Role: v1alpha1.RoleAdmin, State: v1alpha1.GrantGranted, ResourceID: "projects/_/buckets/shop-orders"},
	}
	permissions := []v1alpha1.PermissionStatus{
		{Name: "roles/pubsub.publisher", Scope: "projects/acme-prod", State: v1alpha1.GrantGranted},
		{Name: "roles/secretmanager.secretAccessor", Scope: "projects/acme-prod", State: v1alpha1.GrantGranted},
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   v1alpha1.Status
	}{
		"Compute": {
			reason: "Whoever creates a machine needs the address.", plan: with(compute()),
			want: v1alpha1.Status{ID: id, Subject: v1alpha1.SubjectCompute, Principal: principal, Compute: &v1alpha1.ComputeStatus{}, Grants: grants, Permissions: permissions},
		},
		"External": {
			reason: "Who asks for tokens needs the provider.", plan: external(),
			want: v1alpha1.Status{
				ID: id, Subject: v1alpha1.SubjectExternal, Principal: principal, Grants: []v1alpha1.Grant{},
				External: &v1alpha1.ExternalStatus{Issuer: testIssuer, Subject: testSubject, Audience: "https://iam.googleapis.com/" + provider, Provider: provider},
			},
		},
		"Machine": {
			reason: "Keys have ids and dates.", plan: changed(machine(), noProject),
			want: v1alpha1.Status{
				ID: id, Subject: v1alpha1.SubjectMachine, Principal: principal, Grants: []v1alpha1.Grant{},
				Keys: []v1alpha1.Key{{Slot: v1alpha1.KeySlotA, State: v1alpha1.KeyCurrent, ID: "id-of-key-a", CreatedAt: "2026-01-05T12:00:00Z", RotatesAt: "2026-02-04T12:00:00Z"}},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o, got := converge(t, tc.plan)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
			p := record(tc.plan, got)
			var lost v1alpha1.Status
			Report(p, o.LostStatus(), &lost)
			for i := range lost.Grants {
				lost.Grants[i].State = v1alpha1.GrantGranted
			}
			for i := range lost.Permissions {
				lost.Permissions[i].State = v1alpha1.GrantGranted
			}
			if diff := cmp.Diff(tc.want, lost); diff != "" {
				t.Errorf("%s\nwhat was recorded is lost: -want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(Connection(p, o), Connection(p, o.LostStatus())); diff != "" {
				t.Errorf("%s\nconnection details are lost:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestReportNothing(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		var s v1alpha1.Status
		Report(p, observations{}, &s)
		if s.ID != "" || s.Principal != nil || s.Subject != p.Subject {
			t.Errorf("%s: something is reported that does not exist: %+v", name, s)
		}
		for k, v := range Connection(p, observations{}) {
			if v != nil {
				t.Errorf("%s: %s is %q before anything exists", name, k, v)
			}
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Subject": {
			reason: "A subject has a length.",
			plan: changed(external(), func(p *plan.Plan) {
				p.External = &plan.External{Issuer: testIssuer, Subject: strings.Repeat("s", 128)}
			}),
			want: []string{`spec.parameters.external.subject: Invalid value: "` + strings.Repeat("s", 128) + `": has 128 characters, and Google Cloud takes 127 at most: let the issuer use a shorter one`},
		},
		"LongestSubject": {
			reason: "The longest subject is permitted.",
			plan: changed(external(), func(p *plan.Plan) {
				p.External = &plan.External{Issuer: testIssuer, Subject: strings.Repeat("s", 127)}
			}),
		},
		"File": {
			reason: "NFS knows nobody.",
			plan: changed(compute(), func(p *plan.Plan) {
				g := storageGrant("files", v1alpha1.RoleReader, &storage.Status{Type: storage.TypeFile})
				g.Index = 2
				p.Grants = []plan.Grant{g}
			}),
			want: []string{`spec.parameters.access[2].to: Invalid value: "shop/files": is a Storage of type File, whose NFS lets in whoever is in its network on GCP, and knows no identities: leave it out`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range Validate(tc.plan) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	for name, p := range plans() {
		if errs := Validate(p); len(errs) > 0 {
			t.Errorf("%s: %v", name, errs)
		}
	}
}

// TestWorkloadPool shows that a cluster that has an id and no pool is waited for too.
func TestWorkloadPool(t *testing.T) {
	t.Parallel()
	p := changed(workload(), func(p *plan.Plan) { p.Workload.Status = kubernetescluster.Status{ID: testCluster} })
	got := managedtest.Find(t, Build(p, observations{}), "trust-workload-0123456789").Waits
	if diff := cmp.Diff([]string{"cluster shop/main has no workload identity pool yet"}, got); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}
