// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"testing"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	kubernetescluster "github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

const (
	testRegion  = "europe-west1"
	testProject = "acme-prod"
	testIssuer  = "https://token.actions.githubusercontent.com"
	testSubject = "repo:acme/shop:ref:refs/heads/main"
	testCluster = "projects/acme-clusters/locations/europe-west3/clusters/shop-main-5d1f8h3j"
	testBucket  = "shop-assets-0c4k9d2f"
	testPool    = "projects/123456789012/locations/global/workloadIdentityPools/hyperscalar-0123456789ab"
)

func testTime() time.Time { return time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC) }

// testClaim is the claim checkout of the namespace shop.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "shop",
		Name:        "checkout",
		Provider:    platform.ProviderGCP,
		Region:      regions.Region{Native: testRegion},
		Environment: "production",
		Guardrails:  environment.Environment{GCP: environment.GCP{ProjectID: testProject}},
		Names:       naming.New("", "shop", "checkout").For("identity"),
		Tags:        tags.New(tags.Platform{Team: "shop", Claim: "checkout"}, nil, nil),
	}
}

// clusterStatus is that of a cluster in another project than the identity.
func clusterStatus() *kubernetescluster.Status {
	return &kubernetescluster.Status{
		ID: testCluster, WorkloadIdentity: &kubernetescluster.WorkloadIdentityStatus{ProviderID: "acme-clusters.svc.id.goog"},
	}
}

func bucketStatus(name string) *storage.Status {
	return &storage.Status{Type: storage.TypeObject, ID: "projects/_/buckets/" + name, Name: name}
}

func storageGrant(name string, role v1alpha1.Role, s *storage.Status) plan.Grant {
	return plan.Grant{
		Key: "storage-" + name + "-" + string(role), TargetKey: "storage-" + name, Kind: v1alpha1.TargetStorage,
		Target: "shop/" + name, Role: role, Storage: s,
	}
}

func clusterGrant(role v1alpha1.Role, s *kubernetescluster.Status) plan.Grant {
	return plan.Grant{
		Key: "cluster-main-" + string(role), TargetKey: "cluster-main", Kind: v1alpha1.TargetKubernetesCluster,
		Target: "shop/main", Role: role, Cluster: s,
	}
}

func workload() plan.Plan {
	return plan.Plan{
		Claim: testClaim(), Subject: v1alpha1.SubjectWorkload,
		Workload: &plan.Workload{
			Key: "workload-0123456789", Cluster: "shop/main", Namespace: "shop", ServiceAccount: "checkout", Create: true,
			Status: *clusterStatus(),
			Access: &v1alpha1.ClusterAccess{Kubeconfig: v1alpha1.SecretKey{Name: "kubeconfig", Namespace: "crossplane-system", Key: "kubeconfig"}},
		},
	}
}

func compute() plan.Plan {
	return plan.Plan{Claim: testClaim(), Subject: v1alpha1.SubjectCompute, Compute: &plan.Compute{}}
}

func external() plan.Plan {
	return plan.Plan{
		Claim: testClaim(), Subject: v1alpha1.SubjectExternal,
		External: &plan.External{Key: "external-0123456789", IssuerKey: "0123456789ab", Issuer: testIssuer, Subject: testSubject},
	}
}

func machine() plan.Plan {
	return plan.Plan{
		Claim: testClaim(), Subject: v1alpha1.SubjectMachine,
		Machine: &plan.Machine{RotationDays: 30, OverlapDays: 7, Now: testTime()},
	}
}

// with returns a plan with all kinds of grants and permissions.
func with(p plan.Plan) plan.Plan {
	p.Grants = []plan.Grant{
		clusterGrant(v1alpha1.RoleWriter, clusterStatus()),
		storageGrant("assets", v1alpha1.RoleReader, bucketStatus(testBucket)),
		storageGrant("orders", v1alpha1.RoleAdmin, bucketStatus("shop-orders")),
	}
	p.Permissions = plan.Permissions{Roles: []string{"roles/pubsub.publisher", "roles/secretmanager.secretAccessor"}}
	return p
}

// changed returns a plan that was changed. What it points to must not be shared.
func changed(p plan.Plan, change func(p *plan.Plan)) plan.Plan {
	change(&p)
	return p
}

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	return map[string]plan.Plan{
		"Workload":          workload(),
		"Compute":           compute(),
		"External":          external(),
		"Machine":           machine(),
		"FullWorkload":      with(workload()),
		"FullCompute":       with(compute()),
		"FullExternal":      with(external()),
		"FullMachine":       with(machine()),
		"NoProject":         changed(with(workload()), noProject),
		"NoProjectExternal": changed(with(external()), noProject),
		"NoProjectMachine":  changed(with(machine()), noProject),
	}
}

// noProject is known to the environment: the provider config alone knows it.
func noProject(p *plan.Plan) { p.Claim.Guardrails.GCP = environment.GCP{} }

// unknown returns a plan whose targets have no ids, because they are not there any more
// or are lost for a moment.
func unknown(p plan.Plan) plan.Plan {
	p.Grants = slices.Clone(p.Grants)
	for i := range p.Grants {
		g := &p.Grants[i]
		g.Waits = "it has no id yet"
		if g.Storage != nil {
			g.Storage = &storage.Status{}
		} else {
			g.Cluster = &kubernetescluster.Status{}
		}
	}
	if p.Workload != nil {
		w := *p.Workload
		w.Status, w.Waits = kubernetescluster.Status{}, "cluster shop/main has no id yet"
		p.Workload = &w
	}
	return p
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	return managedtest.Created(resources, atProvider).Publishing(resources, func(r managed.Resource) map[string][]byte {
		return map[string][]byte{"private_key": []byte(`{"private_key_id":"` + string(r.Key) + `"}`)}
	})
}

// atProvider is what Google Cloud would report of a resource.
func atProvider(r managed.Resource) any {
	switch r.ForProvider.Type().Kind {
	case "ServiceAccount":
		return `{"email":"` + r.ExternalName + `@acme-prod.iam.gserviceaccount.com","uniqueId":"1234567890"}`
	case "ServiceAccountKey":
		return `{"name":"projects/acme-prod/serviceAccounts/a@b/keys/id-of-` + string(r.Key) + `"}`
	case "WorkloadIdentityPool":
		return `{"name":"` + testPool + `"}`
	case "WorkloadIdentityPoolProvider":
		return `{"name":"` + testPool + `/providers/` + r.ExternalName + `"}`
	default:
		return `{"id":"id-of-` + string(r.Key) + `"}`
	}
}

// converge builds until nothing changes any more, observing all that may exist and
// recording what is reported.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations, v1alpha1.Status) {
	t.Helper()
	return managedtest.ConvergeReported(t, p, Build, Report, record, observe)
}

// record what was reported, for the next time.
func record(p plan.Plan, s v1alpha1.Status) plan.Plan {
	p.Recorded = s
	if p.Machine != nil {
		m := *p.Machine
		m.Recorded = s.Keys
		p.Machine = &m
	}
	return p
}
