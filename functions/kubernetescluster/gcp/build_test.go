// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

// TestCluster proves what every control plane is like.
func TestCluster(t *testing.T) {
	t.Parallel()
	r := managedtest.Find(t, Build(newPlan(), observations{}), plan.KeyCluster)
	name := newCluster(newPlan(), observations{}).name()
	want := gcp.Cluster{
		Project: testProject, Location: testRegion, MinMasterVersion: "1.34",
		ReleaseChannel: &gcp.ClusterReleaseChannel{Channel: gcp.ReleaseChannelRegular},
		Network:        "projects/acme-prod/global/networks/main",
		Subnetwork:     "projects/acme-prod/regions/europe-west1/subnetworks/main-private",
		NetworkingMode: gcp.NetworkingModeVPCNative,
		IPAllocationPolicy: &gcp.ClusterIPAllocation{
			ClusterSecondaryRangeName: "pods", ServicesSecondaryRangeName: "services", StackType: gcp.StackTypeOfClusterIPv4,
		},
		DatapathProvider: gcp.DatapathProviderAdvanced,
		PrivateClusterConfig: &gcp.PrivateCluster{
			EnablePrivateNodes: new(true), EnablePrivateEndpoint: new(false), MasterGlobalAccessConfig: &gcp.GlobalAccess{Enabled: new(true)},
		},
		MasterAuthorizedNetworksConfig: &gcp.AuthorizedNetworks{
			CIDRBlocks: []gcp.CIDRBlock{
				{CIDRBlock: "10.0.0.0/8", DisplayName: "private"},
				{CIDRBlock: "172.16.0.0/12", DisplayName: "private"},
				{CIDRBlock: "192.168.0.0/16", DisplayName: "private"},
				{CIDRBlock: "203.0.113.0/24", DisplayName: "allowed"},
			},
			GCPPublicCIDRsAccessEnabled: new(false),
		},
		MasterAuth:             &gcp.ClusterAuth{ClientCertificateConfig: &gcp.ClientCertificate{IssueClientCertificate: new(false)}},
		EnableLegacyABAC:       new(false),
		EnableShieldedNodes:    new(true),
		WorkloadIdentityConfig: &gcp.ClusterWorkloadIdentity{WorkloadPool: "acme-prod.svc.id.goog"},
		LoggingConfig:          &gcp.ClusterLogging{EnableComponents: []gcp.LoggingComponent{"SYSTEM_COMPONENTS", "WORKLOADS"}},
		AddonsConfig: &gcp.ClusterAddons{
			GCEPersistentDiskCSIDriverConfig: &gcp.EnabledAddon{Enabled: true}, GCPFilestoreCSIDriverConfig: &gcp.EnabledAddon{},
			HorizontalPodAutoscaling: &gcp.DisabledAddon{}, HTTPLoadBalancing: &gcp.DisabledAddon{}, NetworkPolicyConfig: &gcp.DisabledAddon{Disabled: true},
		},
		MaintenancePolicy: &gcp.MaintenancePolicy{
			RecurringWindow: &gcp.RecurringWindow{StartTime: "2024-01-01T00:00:00Z", EndTime: "2024-01-02T00:00:00Z", Recurrence: "FREQ=DAILY"},
			MaintenanceExclusion: []gcp.MaintenanceExclusion{{
				ExclusionName: minorVersions, StartTime: "2025-08-01T00:00:00Z", EndTime: "2026-10-01T00:00:00Z",
				ExclusionOptions: &gcp.ExclusionOptions{Scope: gcp.ExclusionScopeNoMinorUpgrades},
			}},
		},
		NodePoolDefaults:      &gcp.NodePoolDefaults{NodeConfigDefaults: &gcp.NodeConfigDefaults{InsecureKubeletReadonlyPortEnabled: "FALSE"}},
		RemoveDefaultNodePool: new(true),
		InitialNodeCount:      1,
		DeletionProtection:    new(false),
		ResourceLabels:        testClaim().Tags.GCP(),
	}
	if diff := cmp.Diff(want, r.ForProvider); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	initial := gcp.ClusterInitial{NodeConfig: &gcp.NodeConfig{
		MachineType: "e2-standard-2", DiskType: gcp.NodeDiskTypeBalanced, DiskSizeGB: 100, OAuthScopes: []string{gcp.OAuthScopeAll},
		ServiceAccount: newCluster(newPlan(), observations{}).nodeAccount(), ShieldedInstanceConfig: shielded(),
	}}
	if diff := cmp.Diff(initial, r.InitProvider); diff != "" {
		t.Errorf("nodes that go at once must be allowed to start: -want, +got:\n%s", diff)
	}
	if r.ExternalName != name || !r.ConnectionSecret {
		t.Errorf("want cluster %q with a kubeconfig, got %+v", name, r)
	}
}

func TestEndpoint(t *testing.T) {
	t.Parallel()
	private := []string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}
	cases := map[string]struct {
		reason   string
		endpoint plan.Endpoint
		private  bool
		want     []string
	}{
		"Private":    {reason: "Only private addresses reach it, which there are on no other way.", endpoint: plan.Endpoint{Access: v1alpha1.EndpointPrivate}, private: true, want: private},
		"Public":     {reason: "Everybody reaches it; the list is written down, because without one GKE keeps the one that it has.", endpoint: plan.Endpoint{Access: v1alpha1.EndpointPublic}, want: []string{"0.0.0.0/0"}},
		"Restricted": {reason: "What is private anyway is not listed twice.", endpoint: plan.Endpoint{Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("198.51.100.0/24")}}, want: append(private, "198.51.100.0/24")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spec := managedtest.Spec[gcp.Cluster](t, Build(newPlan(func(p *plan.Plan) { p.Endpoint = tc.endpoint }), observations{}), plan.KeyCluster)
			var got []string
			for _, b := range spec.MasterAuthorizedNetworksConfig.CIDRBlocks {
				got = append(got, b.CIDRBlock)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if *spec.PrivateClusterConfig.EnablePrivateEndpoint != tc.private || !*spec.PrivateClusterConfig.EnablePrivateNodes {
				t.Errorf("%s\nwant private nodes, and a private endpoint alone: %t, got %+v", tc.reason, tc.private, spec.PrivateClusterConfig)
			}
		})
	}
}

func TestMaintenance(t *testing.T) {
	t.Parallel()
	day := func(month time.Month, d int) time.Time { return time.Date(2026, month, d, 0, 0, 0, 0, time.UTC) }
	exclusions := func(p *plan.Plan) {
		p.Maintenance.Exclusions = []plan.Exclusion{
			{Name: "past", From: day(time.January, 1), To: day(time.January, 5)},
			{Name: "now", From: day(time.January, 5), To: day(time.January, 6)},
			{Name: "spring", From: day(time.April, 1), To: day(time.April, 8)},
			{Name: "summer", From: day(time.July, 1), To: day(time.July, 8)},
			{Name: "autumn", From: day(time.October, 1), To: day(time.October, 8)},
		}
	}
	cases := map[string]struct {
		reason string
		change change
		window gcp.RecurringWindow
		want   []string
	}{
		"Window": {
			reason: "A window begins on the first of its days.",
			change: full,
			window: gcp.RecurringWindow{StartTime: "2024-01-02T22:30:00Z", EndTime: "2024-01-03T06:30:00Z", Recurrence: "FREQ=WEEKLY;BYDAY=TU,SU"},
			want:   []string{minorVersions + " NO_MINOR_UPGRADES 2025-08-01T00:00:00Z 2026-10-01T00:00:00Z"},
		},
		"Exclusions": {
			reason: "GKE takes three, of which none is over.",
			change: exclusions,
			want: []string{
				"now NO_UPGRADES 2026-01-05T00:00:00Z 2026-01-06T00:00:00Z", "spring NO_UPGRADES 2026-04-01T00:00:00Z 2026-04-08T00:00:00Z",
				"summer NO_UPGRADES 2026-07-01T00:00:00Z 2026-07-08T00:00:00Z", minorVersions + " NO_MINOR_UPGRADES 2025-08-01T00:00:00Z 2026-10-01T00:00:00Z",
			},
		},
		"NoChannel": {reason: "A cluster without a channel cannot exclude minor versions.", change: func(p *plan.Plan) { p.Maintenance.Channel = v1alpha1.ChannelNone }},
		"UnknownEnd": {
			reason: "Where the end of the support is not known, minor versions are excluded from month to month.",
			change: func(p *plan.Plan) { p.Version.EndOfSupport = time.Time{} },
			want:   []string{minorVersions + " NO_MINOR_UPGRADES 2026-01-01T00:00:00Z 2026-06-01T00:00:00Z"},
		},
		"UnknownTime": {reason: "Nothing follows from no time.", change: func(p *plan.Plan) { p.Version.EndOfSupport, p.Claim.Now = time.Time{}, time.Time{} }},
		"Unsupported": {reason: "GKE does not ask any more once the support has ended.", change: func(p *plan.Plan) { p.Version.EndOfSupport = day(time.January, 5) }},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spec := managedtest.Spec[gcp.Cluster](t, Build(newPlan(tc.change), observations{}), plan.KeyCluster)
			var got []string
			for _, e := range spec.MaintenancePolicy.MaintenanceExclusion {
				got = append(got, strings.Join([]string{e.ExclusionName, string(e.ExclusionOptions.Scope), e.StartTime, e.EndTime}, " "))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.window, *spec.MaintenancePolicy.RecurringWindow); diff != "" && tc.window.StartTime != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestNodePool(t *testing.T) {
	t.Parallel()
	resources := Build(newPlan(full), observations{})
	main := gcp.NodePool{
		Project: testProject, Location: testRegion, Cluster: newCluster(newPlan(), observations{}).id(),
		NodeLocations: []string{"europe-west1-b", "europe-west1-c", "europe-west1-d"}, NodeCount: new(1),
		Management:      &gcp.NodeManagement{AutoRepair: new(true), AutoUpgrade: new(true)},
		UpgradeSettings: &gcp.NodeUpgradeSettings{Strategy: gcp.NodeUpgradeStrategySurge, MaxSurge: new(1), MaxUnavailable: new(0)},
		NetworkConfig:   &gcp.NodeNetwork{EnablePrivateNodes: new(true)},
		NodeConfig: &gcp.NodeConfig{
			MachineType: "e2-standard-4", ImageType: gcp.NodeImageContainerd, DiskSizeGB: 100, DiskType: gcp.NodeDiskTypeBalanced,
			ResourceLabels: testClaim().Tags.GCP(), OAuthScopes: []string{gcp.OAuthScopeAll}, ServiceAccountSelector: managed.Select(keyNodeAccount),
			ShieldedInstanceConfig: &gcp.ShieldedInstance{EnableIntegrityMonitoring: new(true), EnableSecureBoot: new(true)},
			WorkloadMetadataConfig: &gcp.WorkloadMetadata{Mode: gcp.WorkloadMetadataGKE},
		},
	}
	if diff := cmp.Diff(main, managedtest.Find(t, resources, poolMain).ForProvider); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}

	gpu := managedtest.Spec[gcp.NodePool](t, resources, "nodepool-gpu-g4h2t")
	want := []gcp.GuestAccelerator{{AcceleratorType: "nvidia-l4", Count: 1, GPUDriverInstallationConfig: &gcp.GPUDriver{GPUDriverVersion: "DEFAULT"}}}
	if diff := cmp.Diff(want, gpu.NodeConfig.GuestAccelerator); diff != "" || *gpu.NodeCount != 3 || len(gpu.NodeLocations) != 1 {
		t.Errorf("a pool in one zone has all of its nodes there, with the GPUs of their machines: -want, +got:\n%s\n%+v", diff, gpu)
	}
	if diff := cmp.Diff([]gcp.NodeTaint{{Key: "example.com/gpu", Value: "true", Effect: gcp.NodeTaintNoSchedule}}, gpu.NodeConfig.Taint); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}

	r := managedtest.Find(t, resources, "nodepool-spot-b7d1z")
	spot := managedtest.Spec[gcp.NodePool](t, resources, "nodepool-spot-b7d1z")
	scaling := &gcp.NodePoolAutoscaling{TotalMinNodeCount: new(2), TotalMaxNodeCount: new(9), LocationPolicy: gcp.LocationPolicyAny}
	if diff := cmp.Diff(scaling, spot.Autoscaling); diff != "" || spot.NodeCount != nil {
		t.Errorf("the autoscaler owns the number of nodes: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(gcp.NodePoolInitial{InitialNodeCount: new(1)}, r.InitProvider); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	if !*spot.NodeConfig.Spot || spot.NodeConfig.DiskType != gcp.NodeDiskTypeHyperdiskBalanced || spot.NodeConfig.Labels["example.com/tier"] != "batch" {
		t.Errorf("got %+v", spot.NodeConfig)
	}
}

// TestNodePoolInitial proves that a pool never begins with more nodes than it may have.
func TestNodePoolInitial(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ initial, most, want int }{{1, 9, 1}, {4, 9, 2}, {1, 1, 0}, {3, 3, 1}, {4, 5, 1}} {
		n := pool("main", "x7k2p")
		n.Count, n.Initial, n.Autoscaling = 0, tc.initial, &v1alpha1.Autoscaling{Min: 0, Max: tc.most}
		_, _, got := sizeOf(n)
		if diff := cmp.Diff(gcp.NodePoolInitial{InitialNodeCount: new(tc.want)}, got); diff != "" {
			t.Errorf("%d of %d nodes in three zones: -want, +got:\n%s", tc.initial, tc.most, diff)
		}
	}
}

// TestNodePoolVersion proves that GKE is asked for a version only while nodes are on the
// way to it.
func TestNodePoolVersion(t *testing.T) {
	t.Parallel()
	const next, patch = "1.35.0-gke.1000", "1.34.9-gke.2000"
	to135 := func(p *plan.Plan) {
		p.Version.ControlPlane, p.Version.Current, p.NodePools[0].Version = "1.35", "1.35", "1.35"
	}
	recorded := func(p *plan.Plan) {
		p.Recorded.Version = &v1alpha1.VersionStatus{Current: next}
		p.Recorded.NodePools = []v1alpha1.NodePoolStatus{{Key: "main-x7k2p", Version: testVersion}}
	}
	_, ready := converge(t, newPlan())
	upgraded := reporting(ready, plan.KeyCluster, gcp.ClusterObservation{MasterVersion: next})
	asked := reporting(upgraded, poolMain, gcp.NodePoolObservation{Version: testVersion})
	wanted := asked[poolMain]
	wanted.ForProvider = `{"version":"` + next + `"}`
	asked[poolMain] = wanted
	cases := map[string]struct {
		reason   string
		change   change
		observed observations
		want     string
	}{
		"New":       {reason: "New nodes have the version of the control plane.", change: full, observed: observations{}},
		"Same":      {reason: "Nodes that have it are left alone.", change: full, observed: ready},
		"Patched":   {reason: "GKE patches nodes by itself, and is not asked to take that back.", change: full, observed: reporting(ready, poolMain, gcp.NodePoolObservation{Version: patch})},
		"Step":      {reason: "Nodes get the very version of the control plane.", change: to135, observed: upgraded, want: next},
		"NotYet":    {reason: "While the control plane is not seen with it, GKE chooses.", change: to135, observed: ready, want: "1.35"},
		"Patch":     {reason: "A control plane that is patched meanwhile does not change what was asked for.", change: to135, observed: reporting(asked, plan.KeyCluster, gcp.ClusterObservation{MasterVersion: "1.35.2-gke.1"}), want: next},
		"Lost":      {reason: "What was asked for stays while nothing is known.", change: to135, observed: asked.Lost(), want: next},
		"Recorded":  {reason: "What is lost was recorded.", change: func(p *plan.Plan) { to135(p); recorded(p) }, observed: ready.Lost(), want: next},
		"Completed": {reason: "Once nodes have it nothing is asked for any more.", change: to135, observed: reporting(asked, poolMain, gcp.NodePoolObservation{Version: next})},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Spec[gcp.NodePool](t, Build(newPlan(tc.change), tc.observed), poolMain).Version
			if got != tc.want {
				t.Errorf("%s\nwant %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

func TestAccess(t *testing.T) {
	t.Parallel()
	resources := Build(newPlan(full), observations{})
	name := newCluster(newPlan(), observations{}).name()
	for part, want := range map[string]gcp.ProjectIAMMember{
		partAdmin: {Project: testProject, Role: "roles/container.admin", Member: "group:" + testAdmin}, partViewer: {Project: testProject, Role: "roles/container.viewer", Member: "group:" + testViewer},
	} {
		group := strings.TrimPrefix(want.Member, "group:")
		got := managedtest.Spec[gcp.ProjectIAMMember](t, resources, keyAccess.Join(part, testClaim().Names.Hash(groupChars, group)))
		want.Condition = &gcp.IAMCondition{
			Title: "Only cluster " + name, Description: "Of europe-west1",
			Expression: `resource.name.endsWith("/locations/europe-west1/clusters/` + name + `") || resource.name.extract("/locations/europe-west1/clusters/{name}/") == "` + name + `"`,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("a group has a role in no other cluster: -want, +got:\n%s", diff)
		}
	}
}

func TestIdentity(t *testing.T) {
	t.Parallel()
	account := "serviceAccount:" + newCluster(newPlan(), observations{}).nodeAccount()
	var got []gcp.ProjectIAMMember
	for _, r := range Build(newPlan(), observations{}) {
		if m, ok := r.ForProvider.(gcp.ProjectIAMMember); ok {
			got = append(got, m)
		}
	}
	want := []gcp.ProjectIAMMember{
		{Project: testProject, Role: "roles/container.defaultNodeServiceAccount", Member: account},
		{Project: testProject, Role: "roles/artifactregistry.reader", Member: account},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("nodes may do nothing else: -want, +got:\n%s", diff)
	}
	for email, project := range map[string]string{
		"nodes@acme-prod.iam.gserviceaccount.com": "acme-prod", "nodes@shop.example.com.iam.gserviceaccount.com": "example.com:shop", "": "",
	} {
		if got := projectOf(email); got != project {
			t.Errorf("projectOf(%q): want %q, got %q", email, project, got)
		}
	}
	domain := newCluster(newPlan(func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectID = "example.com:shop" }), observations{})
	if got := domain.nodeAccount(); projectOf(got) != "example.com:shop" {
		t.Errorf("the address of an account of a domain's project is spelled the other way round, got %q", got)
	}
}

func TestEncryption(t *testing.T) {
	t.Parallel()
	resources := Build(newPlan(full), observations{})
	c := newCluster(newPlan(full), observations{})
	key := c.keyRing() + "/cryptoKeys/" + managedtest.Find(t, resources, keyEncryptionKey).ExternalName
	if want := "projects/acme-prod/locations/europe-west1/keyRings/" + managedtest.Find(t, resources, keyKeyRing).ExternalName; c.keyRing() != want {
		t.Errorf("want key ring %q, got %q", want, c.keyRing())
	}
	role := gcp.CryptoKeyIAMMember{
		CryptoKeyID: key, Role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
		Member: "serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com",
	}
	if diff := cmp.Diff(role, managedtest.Find(t, resources, keyEncryptionRole).ForProvider); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	want := &gcp.DatabaseEncryption{State: gcp.DatabaseEncrypted, KeyName: key}
	if diff := cmp.Diff(want, managedtest.Spec[gcp.Cluster](t, resources, plan.KeyCluster).DatabaseEncryption); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	for _, k := range []managed.Key{keyKeyRing, keyEncryptionKey} {
		if !managedtest.Find(t, resources, k).Retain {
			t.Errorf("%q cannot be created again, and must stay", k)
		}
	}
	until := []managed.Key{keyNodeAccount, keyNodeRole.Join(partDefault), keyNodeRole.Join(partRegistry), keyEncryptionRole}
	if diff := cmp.Diff(until, managedtest.Find(t, resources, plan.KeyCluster).DeleteBefore); diff != "" {
		t.Errorf("a cluster needs its key, and its nodes who they are, until it is gone: -want, +got:\n%s", diff)
	}
	given := managedtest.Spec[gcp.Cluster](t, Build(plans()["GivenKey"], observations{}), plan.KeyCluster)
	if given.DatabaseEncryption.KeyName != testKey {
		t.Errorf("want the key of the environment, got %+v", given.DatabaseEncryption)
	}
}

// TestInstaller proves who installs things in clusters.
func TestInstaller(t *testing.T) {
	t.Parallel()
	key := environment.SecretKey{Namespace: "platform", Name: "installer", Key: "key.json"}
	cases := map[string]struct {
		reason string
		change change
		want   *kubernetes.Identity
	}{
		"Injected": {reason: "The provider is who it runs as.", change: full, want: &kubernetes.Identity{Type: "GoogleApplicationCredentials", Source: "InjectedIdentity"}},
		"Given": {
			reason: "The environment may give another identity.",
			change: func(p *plan.Plan) {
				full(p)
				p.Claim.Guardrails.Kubernetes.Credentials = map[string]environment.SecretKey{"gcp": key}
			},
			want: &kubernetes.Identity{Type: "GoogleApplicationCredentials", Source: "Secret", SecretRef: &kubernetes.SecretKey{Namespace: "platform", Name: "installer", Key: "key.json"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlan(tc.change)
			got := managedtest.Spec[helm.ProviderConfig](t, Build(p, observations{}), "helm-config")
			if diff := cmp.Diff(tc.want, got.Identity); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(kubernetes.KeyOf(p.Claim.SecretOf(plan.KeyCluster), "kubeconfig"), got.Credentials.SecretRef); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestAdopt(t *testing.T) {
	t.Parallel()
	want := []managed.Resource{{
		Key: plan.KeyCluster, Component: plan.ComponentControlPlane, ExternalName: "legacy", ConnectionSecret: true, ObserveOnly: true,
		ForProvider: gcp.Cluster{Project: "acme-old", Location: "europe-west1-b"},
	}}
	if diff := cmp.Diff(want, Build(adopting(), observations{})); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}
