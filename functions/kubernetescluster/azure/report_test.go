// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func TestFacts(t *testing.T) {
	t.Parallel()
	_, w := converge(t, smallest())
	system := newCluster(smallest(), w).systemPoolName()
	pool := managedtest.Find(t, Build(smallest(), w), "nodepool-main-x7k2p").ExternalName
	upgrading := smallest()
	upgrading.Version.ControlPlane, upgrading.NodePools[0].Version, upgrading.SystemPool.Version = "1.35", "1.35", "1.35"
	addons := []lifecycle.Part{{Name: "BlockStorage", Ready: true}, {Name: "DNS", Ready: true}, {Name: "Metrics", Ready: true}, {Name: "NetworkPolicy", Ready: true}}
	unready := []lifecycle.Part{{Name: "BlockStorage"}, {Name: "DNS"}, {Name: "Metrics"}, {Name: "NetworkPolicy"}}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     lifecycle.Facts
	}{
		"Nothing": {
			reason: "There is nothing yet.",
			plan:   smallest(), observed: observations{},
			want: lifecycle.Facts{System: &lifecycle.Pool{Key: "system"}, Pools: []lifecycle.Pool{{Key: "main-x7k2p"}}, Addons: unready},
		},
		"Running": {
			reason: "Everything is there.",
			plan:   smallest(), observed: w,
			want: lifecycle.Facts{
				ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: "1.34.2"},
				System:       &lifecycle.Pool{Key: "system", ID: idCluster + "/agentPools/" + system, Exists: true, Ready: true, Version: "1.34", Nodes: 3},
				Pools:        []lifecycle.Pool{{Key: "main-x7k2p", ID: idCluster + "/agentPools/" + pool, Exists: true, Ready: true, Version: "1.34", Nodes: 3}},
				Addons:       addons,
			},
		},
		"Upgrading": {
			reason: "What is behind is being worked on.",
			plan:   upgrading, observed: w,
			want: lifecycle.Facts{
				ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Updating: true, Version: "1.34.2"},
				System:       &lifecycle.Pool{Key: "system", ID: idCluster + "/agentPools/" + system, Exists: true, Ready: true, Updating: true, Version: "1.34", Nodes: 3},
				Pools:        []lifecycle.Pool{{Key: "main-x7k2p", ID: idCluster + "/agentPools/" + pool, Exists: true, Ready: true, Updating: true, Version: "1.34", Nodes: 3}},
				Addons:       addons,
			},
		},
		"Adopted": {
			reason: "Pools of others are none of our business.",
			plan:   adopted(), observed: observe(t, Build(adopted(), observations{})),
			want: lifecycle.Facts{ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: "1.34.2"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Facts(tc.plan, tc.observed)); diff != "" {
				t.Errorf("%s\nFacts(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestFactsInCluster(t *testing.T) {
	t.Parallel()
	_, w := converge(t, largest())
	got := Facts(largest(), w)
	if got.GitOps == nil || !got.GitOps.Ready || got.Fleet == nil || !got.Fleet.Ready {
		t.Errorf("want GitOps and Fleet ready, got %+v and %+v", got.GitOps, got.Fleet)
	}
	delete(w, "gpu-plugin")
	for _, a := range Facts(largest(), w).Addons {
		if a.Ready == (a.Name == "GPU") {
			t.Errorf("%s: ready is %v", a.Name, a.Ready)
		}
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	_, w := converge(t, largest())
	var got v1alpha1.Status
	Report(largest(), w, &got)
	c := newCluster(largest(), w)
	want := v1alpha1.Status{
		ID: idCluster, Name: c.name(), ResourceGroup: c.resourceGroupName(),
		Endpoint:         &v1alpha1.EndpointStatus{URL: "https://shop.hcp.westeurope.azmk8s.io:443", Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []string{"203.0.113.0/24"}},
		WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{Issuer: issuer},
		Encryption:       &v1alpha1.EncryptionStatus{Key: urlKey, Own: true},
	}
	part := func(s v1alpha1.Status) v1alpha1.Status {
		return v1alpha1.Status{ID: s.ID, Name: s.Name, ResourceGroup: s.ResourceGroup, Endpoint: s.Endpoint, WorkloadIdentity: s.WorkloadIdentity, Encryption: s.Encryption}
	}
	if diff := cmp.Diff(want, part(got)); diff != "" {
		t.Errorf("Report(...): -want, +got:\n%s", diff)
	}
	if got.SystemPool == nil || got.SystemPool.MachineType != "Standard_D4s_v5" {
		t.Errorf("the system pool must be remembered, got %+v", got.SystemPool)
	}

	p := largest()
	p.Recorded = got
	var again v1alpha1.Status
	Report(p, w.Lost(), &again)
	if diff := cmp.Diff(want, part(again)); diff != "" {
		t.Errorf("Report(...) of what is lost for a moment: -want, +got:\n%s", diff)
	}
}

// TestReportGivenKey checks that the environment's key stays the one that was decided
// on: another one would be a vault of the cluster's own.
func TestReportGivenKey(t *testing.T) {
	t.Parallel()
	_, w := converge(t, plans()["GivenKey"])
	var got v1alpha1.Status
	Report(plans()["GivenKey"], w, &got)
	if diff := cmp.Diff(&v1alpha1.EncryptionStatus{Key: idKey}, got.Encryption); diff != "" {
		t.Errorf("Report(...): -want, +got:\n%s", diff)
	}
}

func TestReportAdopted(t *testing.T) {
	t.Parallel()
	at := func(text string) observations {
		return observations{plan.KeyCluster: {Ready: true, AtProvider: text, Connection: map[string][]byte{"kubeconfig": []byte("k")}}}
	}
	cases := map[string]struct {
		reason   string
		observed observations
		want     v1alpha1.Status
	}{
		"Private": {
			reason:   "Its name is known in its network only.",
			observed: at(`{"id":"` + idCluster + `","privateFqdn":"shop.privatelink","privateClusterEnabled":true}`),
			want:     v1alpha1.Status{ID: idCluster, Endpoint: &v1alpha1.EndpointStatus{URL: "https://shop.privatelink:443", Access: v1alpha1.EndpointPrivate}},
		},
		"Restricted": {
			reason: "Some ranges reach it. It has more than we would want to know.",
			observed: at(`{"id":"` + idCluster + `","fqdn":"shop.public","apiServerAccessProfile":{"authorizedIpRanges":["192.0.2.0/24"]},` +
				`"workloadIdentityEnabled":true,"oidcIssuerUrl":"` + issuer + `","keyManagementService":{"keyVaultKeyId":"` + urlKey + `"}}`),
			want: v1alpha1.Status{
				ID: idCluster, Endpoint: &v1alpha1.EndpointStatus{URL: "https://shop.public:443", Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []string{"192.0.2.0/24"}},
				WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{Issuer: issuer}, Encryption: &v1alpha1.EncryptionStatus{Key: urlKey},
			},
		},
		"Public": {
			reason:   "Everybody reaches it.",
			observed: at(`{"id":"` + idCluster + `","fqdn":"shop.public"}`),
			want:     v1alpha1.Status{ID: idCluster, Endpoint: &v1alpha1.EndpointStatus{URL: "https://shop.public:443", Access: v1alpha1.EndpointPublic}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.want.Name, tc.want.ResourceGroup, tc.want.Adopted, tc.want.Version = "shop", "group", true, &v1alpha1.VersionStatus{}
			var got v1alpha1.Status
			Report(adopted(), tc.observed, &got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
			p := adopted()
			p.Recorded = got
			var again v1alpha1.Status
			Report(p, observations{plan.KeyCluster: {}}, &again)
			if diff := cmp.Diff(tc.want, again); diff != "" {
				t.Errorf("%s\nReport(...) of what is lost for a moment: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestAdopt(t *testing.T) {
	t.Parallel()
	want := []managed.Resource{{
		Key: plan.KeyCluster, Component: plan.ComponentControlPlane, ExternalName: "shop", ObserveOnly: true, ConnectionSecret: true,
		ForProvider: azure.KubernetesCluster{ResourceGroupName: "group"},
	}}
	if diff := cmp.Diff(want, Build(adopted(), observations{})); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, w := converge(t, smallest())
	recorded := smallest()
	recorded.Recorded.Endpoint = &v1alpha1.EndpointStatus{URL: "https://before:443"}
	name := []byte(newCluster(smallest(), w).name())
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     map[string][]byte
	}{
		"Complete": {
			reason: "All that the provider publishes, in our words.",
			plan:   smallest(), observed: w,
			want: map[string][]byte{"kubeconfig": []byte("apiVersion: v1"), "clusterCA": []byte("PEM"), "endpoint": []byte("https://shop.hcp.westeurope.azmk8s.io:443"), "name": name},
		},
		"Nothing": {
			reason: "What is not known keeps what it had.",
			plan:   smallest(), observed: observations{},
			want: map[string][]byte{"kubeconfig": nil, "clusterCA": nil, "endpoint": nil, "name": name},
		},
		"Recorded": {
			reason: "The address is remembered.",
			plan:   recorded, observed: w.Lost(),
			want: map[string][]byte{"kubeconfig": nil, "clusterCA": nil, "endpoint": []byte("https://before:443"), "name": name},
		},
		"Adopted": {
			reason: "An adopted cluster has a name already.",
			plan:   adopted(), observed: observations{},
			want: map[string][]byte{"kubeconfig": nil, "clusterCA": nil, "endpoint": nil, "name": []byte("shop")},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Connection(tc.plan, tc.observed)); diff != "" {
				t.Errorf("%s\nConnection(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
