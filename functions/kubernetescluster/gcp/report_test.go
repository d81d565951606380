// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

// testID is the id of the cluster of the plans of the tests.
func testID() string { return newCluster(newPlan(), observations{}).id() }

func TestFacts(t *testing.T) {
	t.Parallel()
	_, ready := converge(t, newPlan())
	addons := func(ok bool) []lifecycle.Part {
		var out []lifecycle.Part
		for _, name := range []v1alpha1.AddonName{v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy} {
			out = append(out, lifecycle.Part{Name: string(name), Ready: ok})
		}
		return out
	}
	pools := func(p lifecycle.Pool) []lifecycle.Pool {
		p.Key = "main-x7k2p"
		return []lifecycle.Pool{p}
	}
	poolID := "id-of-" + managedtest.Find(t, Build(newPlan(), observations{}), poolMain).ExternalName
	created := lifecycle.Pool{ID: poolID, Exists: true, Ready: true, Version: testVersion, Nodes: 3}
	lost := newPlan(func(p *plan.Plan) { p.Recorded.ID = testID() })
	adopted := gcp.ClusterObservation{
		SelfLink: "https://container.googleapis.com/v1/projects/acme-old/zones/europe-west1-b/clusters/legacy", MasterVersion: "1.33.1-gke.1",
		NodePool: []gcp.ClusterNodePoolObservation{{Name: "default-pool", Version: "1.33.0-gke.2", NodeCount: 2, InstanceGroupURLs: []string{"b"}}},
	}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed managed.Observed
		want     lifecycle.Facts
	}{
		"Nothing": {
			reason: "Nothing exists in the beginning.", plan: newPlan(), observed: observations{},
			want: lifecycle.Facts{Pools: pools(lifecycle.Pool{}), Addons: addons(false)},
		},
		"Ready": {
			reason: "Everything is there, with as many nodes as there are in all zones.", plan: newPlan(), observed: ready,
			want: lifecycle.Facts{
				ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: testVersion}, Pools: pools(created), Addons: addons(true),
			},
		},
		"Creating": {
			reason: "A control plane that GKE works on does not exist yet.", plan: newPlan(),
			observed: observations{plan.KeyCluster: {ForProvider: "{}"}},
			want:     lifecycle.Facts{Pools: pools(lifecycle.Pool{}), Addons: addons(false)},
		},
		"Lost": {
			reason: "A control plane that was seen exists while its status is lost.", plan: lost, observed: ready.Lost(),
			want: lifecycle.Facts{ControlPlane: lifecycle.ControlPlane{Exists: true}, Pools: pools(lifecycle.Pool{Exists: true}), Addons: addons(false)},
		},
		"GitOps": {
			reason: "What lives in the cluster is part of it.", plan: newPlan(func(p *plan.Plan) { p.GitOps = &v1alpha1.GitOps{Engine: v1alpha1.EngineArgoCD} }), observed: observations{},
			want: lifecycle.Facts{Pools: pools(lifecycle.Pool{}), Addons: addons(false), GitOps: &lifecycle.Part{Name: "argocd"}},
		},
		"Adopted": {
			reason: "The pools of a cluster of somebody else are those that GKE knows.", plan: adopting(),
			observed: observations{plan.KeyCluster: {Ready: true, AtProvider: managedtest.JSON(t, adopted)}},
			want: lifecycle.Facts{
				ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: "1.33.1-gke.1"},
				Pools: []lifecycle.Pool{{
					Key: "default-pool", ID: "projects/acme-old/locations/europe-west1-b/clusters/legacy/nodePools/default-pool",
					Exists: true, Ready: true, Version: "1.33.0-gke.2", Nodes: 2,
				}},
			},
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

// own are the parts of a status that Google Cloud fills in.
func own(s v1alpha1.Status) v1alpha1.Status {
	out := v1alpha1.Status{ID: s.ID, Name: s.Name, WorkloadIdentity: s.WorkloadIdentity, Encryption: s.Encryption, Adopted: s.Adopted}
	if s.Endpoint != nil {
		out.Endpoint = &v1alpha1.EndpointStatus{URL: s.Endpoint.URL}
	}
	return out
}

func TestReport(t *testing.T) {
	t.Parallel()
	_, ready := converge(t, newPlan(full))
	c := newCluster(newPlan(full), observations{})
	seen := v1alpha1.Status{
		ID: testID(), Name: c.name(), Endpoint: &v1alpha1.EndpointStatus{URL: "https://198.51.100.7"},
		WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{Issuer: "https://container.googleapis.com/v1/" + testID(), ProviderID: "acme-prod.svc.id.goog"},
		Encryption:       &v1alpha1.EncryptionStatus{Key: c.ownKey(), Own: true},
	}
	recorded := func(p *plan.Plan) { p.Recorded = seen }
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed managed.Observed
		want     v1alpha1.Status
	}{
		"Nothing": {
			reason: "What is decided is reported from the beginning.", plan: newPlan(full), observed: observations{},
			want: v1alpha1.Status{
				Name: c.name(), Endpoint: &v1alpha1.EndpointStatus{}, Encryption: seen.Encryption,
				WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{ProviderID: "acme-prod.svc.id.goog"},
			},
		},
		"Ready": {reason: "The cluster's own link tells its project, and not the provider's id.", plan: newPlan(full), observed: ready, want: seen},
		"Lost":  {reason: "What is lost was recorded.", plan: newPlan(full, recorded), observed: ready.Lost(), want: seen},
		"Plain": {
			reason:   "What was not asked for is not reported.",
			plan:     newPlan(func(p *plan.Plan) { p.WorkloadIdentity = false }),
			observed: ready,
			want:     v1alpha1.Status{ID: seen.ID, Name: seen.Name, Endpoint: seen.Endpoint},
		},
		"GivenKey": {
			reason: "The key of the environment is reported.", plan: plans()["GivenKey"], observed: observations{},
			want: v1alpha1.Status{
				Name: c.name(), Endpoint: &v1alpha1.EndpointStatus{}, Encryption: &v1alpha1.EncryptionStatus{Key: testKey},
				WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{ProviderID: "acme-prod.svc.id.goog"},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var s v1alpha1.Status
			Report(tc.plan, tc.observed, &s)
			if diff := cmp.Diff(tc.want, own(s)); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestReportAdopted(t *testing.T) {
	t.Parallel()
	const link, id = "https://container.googleapis.com/v1/projects/acme-old/zones/europe-west1-b/clusters/legacy", "projects/acme-old/locations/europe-west1-b/clusters/legacy"
	blocks := func(cidrs ...string) *gcp.AuthorizedNetworks {
		out := &gcp.AuthorizedNetworks{}
		for _, c := range cidrs {
			out.CIDRBlocks = append(out.CIDRBlocks, gcp.CIDRBlock{CIDRBlock: c})
		}
		return out
	}
	seen := v1alpha1.Status{ID: id, Name: "legacy", Endpoint: &v1alpha1.EndpointStatus{URL: "https://192.0.2.1", Access: v1alpha1.EndpointPublic}, Adopted: true}
	identified := seen
	identified.WorkloadIdentity = &v1alpha1.WorkloadIdentityStatus{Issuer: "https://container.googleapis.com/v1/" + id, ProviderID: "acme-old.svc.id.goog"}
	identified.Encryption = &v1alpha1.EncryptionStatus{Key: testKey}
	identified.NodePools = []v1alpha1.NodePoolStatus{{Name: "old", Key: "old"}}
	restricted, private := seen, seen
	restricted.Endpoint = &v1alpha1.EndpointStatus{URL: "https://192.0.2.1", Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []string{"192.0.2.0/24", "203.0.113.0/24"}}
	private.Endpoint = &v1alpha1.EndpointStatus{URL: "https://192.0.2.1", Access: v1alpha1.EndpointPrivate}
	at := gcp.ClusterObservation{SelfLink: link, Endpoint: "192.0.2.1"}
	with := func(change func(at *gcp.ClusterObservation)) *gcp.ClusterObservation {
		out := at
		change(&out)
		return &out
	}
	cases := map[string]struct {
		reason   string
		at       *gcp.ClusterObservation
		recorded v1alpha1.Status
		want     v1alpha1.Status
	}{
		"Plain": {reason: "Without a list everybody reaches the API server.", at: &at, want: seen},
		"Open": {reason: "So they do if the list says so.", at: with(func(at *gcp.ClusterObservation) {
			at.MasterAuthorizedNetworksConfig = blocks("192.0.2.0/24", "0.0.0.0/0")
		}), want: seen},
		"Restricted": {
			reason: "A list is reported.", want: restricted,
			at: with(func(at *gcp.ClusterObservation) {
				at.MasterAuthorizedNetworksConfig = blocks("203.0.113.0/24", "192.0.2.0/24")
			}),
		},
		"Private": {reason: "So is that there is no public endpoint.", at: with(func(at *gcp.ClusterObservation) { at.PrivateClusterConfig.EnablePrivateEndpoint = new(true) }), want: private},
		"Identified": {
			reason: "What it has is reported as it is.", recorded: identified,
			want: func() v1alpha1.Status { s := identified; s.NodePools = nil; return s }(),
			at: with(func(at *gcp.ClusterObservation) {
				at.WorkloadIdentityConfig.WorkloadPool = "acme-old.svc.id.goog"
				at.DatabaseEncryption = gcp.DatabaseEncryption{State: gcp.DatabaseEncrypted, KeyName: testKey}
			}),
		},
		"Lost": {reason: "What is lost was recorded.", recorded: identified, want: identified},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := observations{plan.KeyCluster: {}}
			if tc.at != nil {
				o = reporting(o, plan.KeyCluster, tc.at)
			}
			p := adopting()
			p.Recorded = tc.recorded
			var s v1alpha1.Status
			Report(p, o, &s)
			s.Version = nil
			if diff := cmp.Diff(tc.want, s); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, ready := converge(t, newPlan())
	name := newCluster(newPlan(), observations{}).name()
	got := Connection(newPlan(), ready)
	var file config
	if err := yaml.UnmarshalStrict(got[plan.ConnectionKubeconfig], &file); err != nil {
		t.Fatal(err)
	}
	want := config{
		APIVersion: "v1", Kind: "Config", CurrentContext: name,
		Clusters: []namedCluster{{Name: name, Cluster: server{Server: "https://198.51.100.7", CAData: base64.StdEncoding.EncodeToString([]byte(testCA))}}},
		Contexts: []namedContext{{Name: name, Context: reference{Cluster: name, User: name}}},
		Users: []namedUser{{Name: name, User: user{Exec: plugin{
			APIVersion: "client.authentication.k8s.io/v1beta1", Command: "gke-gcloud-auth-plugin", InstallHint: pluginHint, ProvideClusterInfo: true,
		}}}},
	}
	if diff := cmp.Diff(want, file); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	delete(got, plan.ConnectionKubeconfig)
	if diff := cmp.Diff(map[string][]byte{"clusterCA": []byte(testCA), "endpoint": []byte("https://198.51.100.7"), "name": []byte(name)}, got); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}

	none := map[string][]byte{"clusterCA": nil, "endpoint": nil, "kubeconfig": nil, "name": []byte(name)}
	if diff := cmp.Diff(none, Connection(newPlan(), observations{})); diff != "" {
		t.Errorf("every key is there from the beginning: -want, +got:\n%s", diff)
	}
	broken := reporting(ready, plan.KeyCluster, gcp.ClusterObservation{Endpoint: "198.51.100.7", MasterAuth: gcp.ClusterAuthObservation{ClusterCACertificate: "%"}})
	if got := Connection(newPlan(), broken); got["kubeconfig"] != nil || got["clusterCA"] != nil || string(got["endpoint"]) != "https://198.51.100.7" {
		t.Errorf("a kubeconfig without a certificate misleads whoever waits for it, got %q", got)
	}
	adopted := Connection(adopting(), observations{plan.KeyCluster: ready[plan.KeyCluster]})
	if string(adopted["name"]) != "legacy" || !strings.Contains(string(adopted["kubeconfig"]), "legacy") {
		t.Errorf("an adopted cluster has its own name, got %q", adopted)
	}
}
