// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	return map[string]plan.Plan{
		"New":     newPlan(),
		"Private": newPlan(func(p *plan.Plan) { p.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPrivate} }),
		"Bare": newPlan(func(p *plan.Plan) {
			p.WorkloadIdentity, p.Addons, p.Maintenance.Channel = false, addonsOf(), v1alpha1.ChannelNone
		}),
		"OwnNetwork": newPlan(ownNetwork),
		"UnknownNetwork": newPlan(func(p *plan.Plan) {
			p.Network.Referenced, p.Network.Waits = network.Status{}, "network team-a/main has no id yet"
		}),
		"GivenKey": newPlan(func(p *plan.Plan) { p.Encryption = plan.Encryption{Enabled: true, Key: testKey} }),
		"Retiring": newPlan(func(p *plan.Plan) {
			p.NodePools = append(p.NodePools, pool("main", "r3t1r"))
			p.NodePools[1].Retiring = true
		}),
		"Full":           newPlan(full),
		"UnknownProject": newPlan(full, unknownProject),
		"Adopted":        adopting(),
	}
}

func adopting() plan.Plan {
	return plan.Plan{Claim: testClaim(), Adopt: &v1alpha1.Adopt{ID: "projects/acme-old/locations/europe-west1-b/clusters/legacy"}}
}

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	always := []managed.Key{"node-account", "node-role-default", "node-role-registry"}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"New": {
			reason: "A cluster has a control plane, a pool, and nodes that are nobody else.",
			plan:   newPlan(),
			want:   slices.Concat(always, []managed.Key{"cluster", "nodepool-main-x7k2p"}),
		},
		"OwnNetwork": {
			reason: "A cluster that refers to no network has one of its own.",
			plan:   newPlan(ownNetwork),
			want:   slices.Concat([]managed.Key{"network"}, always, []managed.Key{"cluster", "nodepool-main-x7k2p"}),
		},
		"GivenKey": {
			reason: "The environment's key is used as it is.",
			plan:   plans()["GivenKey"],
			want:   slices.Concat(always, []managed.Key{"cluster", "nodepool-main-x7k2p"}),
		},
		"Full": {
			reason: "Everything that was asked for is composed.",
			plan:   newPlan(full),
			want: slices.Concat(always, []managed.Key{
				"key-ring", "encryption-key", "encryption-role", "cluster",
				keyAccess.Join(partAdmin, testClaim().Names.Hash(groupChars, testAdmin)),
				keyAccess.Join(partViewer, testClaim().Names.Hash(groupChars, testViewer)),
				"nodepool-main-x7k2p", "nodepool-gpu-g4h2t", "nodepool-spot-b7d1z",
				"helm-config", "gitops-engine", "kubernetes-config", "gitops-sync", "fleet",
			}),
		},
		"Adopted": {reason: "Nothing is added to a cluster of somebody else.", plan: adopting(), want: []managed.Key{"cluster"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Order(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want keys, +got keys:\n%s", tc.reason, diff)
			}
		})
	}
}

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components:  plan.Components(),
		TargetKinds: map[string]string{"serviceAccountSelector": "ServiceAccount"},
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(first))
			invariants().Check(t, first)
			invariants().Check(t, second)
			managedtest.CheckObserveOnly(t, slices.Concat(first, second), p.Adopt != nil)
		})
	}
}

// TestBuildSelectors proves that pools select who their nodes are, and that nothing else of
// the cloud selects anything.
func TestBuildSelectors(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			_, isPool := r.ForProvider.(gcp.NodePool)
			if ofGCP(r) && len(managedtest.Selections(r)) != map[bool]int{true: 1}[isPool] {
				t.Errorf("%s: %q selects %v", name, r.Key, managedtest.Selections(r))
			}
		}
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"Cluster": naming.GCPGKECluster, "NodePool": naming.GCPNodePool, "ServiceAccount": naming.GCPServiceAccount,
		"KeyRing": naming.GCPKMS, "CryptoKey": naming.GCPKMS,
	}}
	resources := slices.DeleteFunc(Build(newPlan(full), observations{}), func(r managed.Resource) bool { return !ofGCP(r) })
	names.Check(t, resources)
	names.CheckComplete(t, resources)
}

// TestBuildLabels checks that whatever can have labels has them.
func TestBuildLabels(t *testing.T) {
	t.Parallel()
	labelled := 0
	for _, r := range Build(newPlan(full), observations{}) {
		v := reflect.ValueOf(r.ForProvider)
		if pool, ok := r.ForProvider.(gcp.NodePool); ok {
			v = reflect.ValueOf(*pool.NodeConfig)
		}
		f := v.FieldByName("ResourceLabels")
		if _, ok := r.ForProvider.(gcp.CryptoKey); ok {
			f = v.FieldByName("Labels")
		}
		if !f.IsValid() {
			continue
		}
		labelled++
		if diff := cmp.Diff(map[string]string{"managed-by": "hyperscalar", "team": "team-a", "claim": "shop"}, f.Interface()); diff != "" {
			t.Errorf("labels of %q: -want, +got:\n%s", r.Key, diff)
		}
	}
	if labelled != 5 {
		t.Errorf("want labels on the cluster, three pools and the key, got %d", labelled)
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		if name == "UnknownNetwork" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, p)
			managedtest.CheckNothingWaits(t, resources)
			invariants().Check(t, resources)
		})
	}
}

// TestBuildWaits proves that nothing is created before what it needs is known.
func TestBuildWaits(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		change change
		key    managed.Key
		want   []string
	}{
		"Network": {
			reason: "A network that is not there yet is waited for.",
			change: func(p *plan.Plan) {
				p.Network.Referenced, p.Network.Waits = network.Status{}, "network team-a/main has no id yet"
			},
			key: plan.KeyCluster, want: []string{"network team-a/main has no id yet"},
		},
		"Subnet": {
			reason: "So is its subnet.",
			change: func(p *plan.Plan) { p.Network.Referenced.Subnets[1].ID = "" },
			key:    plan.KeyCluster, want: []string{"the subnet for nodes of network team-a/main has no id yet"},
		},
		"Ranges": {
			reason: "So are its ranges.",
			change: func(p *plan.Plan) { p.Network.Referenced.Kubernetes = nil },
			key:    plan.KeyCluster, want: []string{"network team-a/main has no ranges for clusters yet"},
		},
		"Own":     {reason: "So is the cluster's own network.", change: ownNetwork, key: plan.KeyCluster, want: []string{"the network of the cluster has no id yet"}},
		"Project": {reason: "The node account knows the project.", change: unknownProject, key: plan.KeyCluster, want: []string{waitProject}},
		"Pool":    {reason: "A pool is in a project too.", change: unknownProject, key: poolMain, want: []string{waitProject}},
		"Role":    {reason: "A role is of a project.", change: unknownProject, key: keyNodeRole.Join(partDefault), want: []string{waitProject}},
		"Number": {
			reason: "GKE's own account has the number of the project in its name.",
			change: func(p *plan.Plan) { full(p); p.Claim.Guardrails.GCP.ProjectNumber = "" },
			key:    keyEncryptionRole, want: []string{waitNumber},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Find(t, Build(newPlan(tc.change), observations{}), tc.key).Waits
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	lostNetwork := func(p *plan.Plan) { p.Network.Referenced, p.Network.Waits = network.Status{}, "lost" }
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changed are what may be different.
		changed []managed.Key
	}{
		"StatusLost": {
			reason: "No resource may vanish or lose a value because status is lost for a moment.",
			before: newPlan(full), after: newPlan(full),
		},
		"ProjectLost": {
			reason: "The project is not forgotten with the account that told it.",
			before: newPlan(full, unknownProject), after: newPlan(full, unknownProject),
		},
		"OwnNetworkLost": {
			reason: "A cluster stays as it is when its network is lost for a moment.",
			before: newPlan(ownNetwork), after: newPlan(ownNetwork),
		},
		"NetworkLost": {
			reason: "A cluster stays as it is when the network that it refers to is lost, even before it was ever recorded.",
			before: newPlan(full), after: newPlan(full, lostNetwork),
		},
		"NumberLost": {
			reason: "GKE goes on using its key.",
			before: newPlan(full), after: newPlan(full, func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectNumber = "" }),
		},
		"Datapath": {
			reason: "GKE cannot change what carries the traffic of pods.",
			before: newPlan(), after: newPlan(func(p *plan.Plan) {
				p.Addons = addonsOf(v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics)
			}),
		},
		"ControlPlaneUpgraded": {
			reason: "Asking for another version of the control plane changes nothing else.",
			before: newPlan(full), after: newPlan(full, func(p *plan.Plan) { p.Version.ControlPlane, p.Version.Current = "1.35", "1.34" }),
			changed: []managed.Key{plan.KeyCluster},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			managedtest.CheckKept(t, tc.reason, want, Build(tc.after, o.Lost()), tc.changed...)
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		change change
	}{
		"Pool":   {reason: "Another pool leaves the others alone.", change: func(p *plan.Plan) { p.NodePools = append(p.NodePools, pool("more", "n3w0n")) }},
		"People": {reason: "Who gets access changes nothing else.", change: func(p *plan.Plan) { p.Admins, p.Viewers = []string{testAdmin}, []string{testViewer} }},
		"GitOps": {reason: "What lives in the cluster changes nothing else.", change: func(p *plan.Plan) {
			p.GitOps = &v1alpha1.GitOps{Engine: v1alpha1.EngineFlux, URL: "https://github.com/acme/clusters", Revision: "main", Path: "."}
		}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, newPlan())
			managedtest.CheckGrows(t, tc.reason, before, Build(newPlan(tc.change), o))
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, o := converge(t, newPlan(full))
	managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(newPlan(full), o) })
}
