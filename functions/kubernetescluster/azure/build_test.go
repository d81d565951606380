// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

// TestBuildIsSecure checks what must be true of every cluster that we make.
func TestBuildIsSecure(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		if p.Adopt != nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(p, observations{})
			c := managedtest.Spec[azure.KubernetesCluster](t, resources, plan.KeyCluster)
			if *c.RunCommandEnabled || !*c.RoleBasedAccessControlEnabled || !*c.EntraAccessControl.AzureRBACEnabled {
				t.Errorf("somebody gets in past Entra: %s", managedtest.JSON(t, c))
			}
			if *c.DefaultNodePool.NodePublicIPEnabled || !*c.DefaultNodePool.OnlyCriticalAddonsEnabled {
				t.Errorf("system pool is open: %s", managedtest.JSON(t, c.DefaultNodePool))
			}
			for _, n := range p.NodePools {
				if *managedtest.Spec[azure.KubernetesClusterNodePool](t, resources, n.ResourceKey()).NodePublicIPEnabled {
					t.Errorf("nodes of %q have public addresses", n.Name)
				}
			}
		})
	}
}

func TestEndpoint(t *testing.T) {
	t.Parallel()
	noAddresses := smallest()
	noAddresses.Network.Referenced.NATAddresses = nil
	public, private := smallest(), smallest()
	public.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPublic}
	private.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPrivate}
	cases := map[string]struct {
		reason      string
		plan        plan.Plan
		wantRanges  []string
		wantPrivate bool
		wantZone    string
		wantWay     azure.AKSOutboundType
		wantWaits   []string
	}{
		"Restricted": {
			reason: "The addresses that nodes leave from are let in besides.",
			plan:   smallest(), wantRanges: []string{"20.1.2.3/32", "203.0.113.0/24"}, wantWay: azure.AKSOutboundNATGateway,
		},
		"Public":  {reason: "Everybody reaches it.", plan: public, wantWay: azure.AKSOutboundNATGateway},
		"Private": {reason: "Its name is in a zone of AKS.", plan: private, wantPrivate: true, wantZone: "System", wantWay: azure.AKSOutboundNATGateway},
		"Foreign": {
			reason: "A network that was adopted says nothing of its ways out, and AKS knows the addresses of its own load balancer.",
			plan:   plans()["ForeignNetwork"], wantRanges: []string{"203.0.113.0/24"}, wantWay: azure.AKSOutboundLoadBalancer,
		},
		"NoNAT": {
			reason: "A cluster in a network without a way out waits for one.",
			plan:   noAddresses, wantRanges: []string{"203.0.113.0/24"}, wantWay: azure.AKSOutboundNATGateway,
			wantWaits: []string{"network team-a/main has no NAT addresses, and nodes reach AKS from none: set nat to Single in it"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, Build(tc.plan, observations{}), plan.KeyCluster)
			c := r.ForProvider.(azure.KubernetesCluster)
			var ranges []string
			if c.APIServerAccessProfile != nil {
				ranges = c.APIServerAccessProfile.AuthorizedIPRanges
			}
			if diff := cmp.Diff(tc.wantRanges, ranges); diff != "" {
				t.Errorf("%s\nranges: -want, +got:\n%s", tc.reason, diff)
			}
			if *c.PrivateClusterEnabled != tc.wantPrivate || c.PrivateDNSZoneID != tc.wantZone || c.NetworkProfile.OutboundType != tc.wantWay {
				t.Errorf("%s\ngot %s", tc.reason, managedtest.JSON(t, c))
			}
			if diff := cmp.Diff(tc.wantWaits, r.Waits); diff != "" {
				t.Errorf("%s\nwaits: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestRestrictLater checks that nodes are not locked out of a cluster that becomes
// restricted while nobody knows where they come from.
func TestRestrictLater(t *testing.T) {
	t.Parallel()
	public := smallest()
	public.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPublic}
	_, w := converge(t, public)
	restricted := smallest()
	restricted.Network.Referenced.NATAddresses = nil
	if p := managedtest.Spec[azure.KubernetesCluster](t, Build(restricted, w), plan.KeyCluster).APIServerAccessProfile; p != nil {
		t.Errorf("only %v get in", p.AuthorizedIPRanges)
	}
	if p := managedtest.Spec[azure.KubernetesCluster](t, Build(smallest(), w), plan.KeyCluster).APIServerAccessProfile; p == nil || len(p.AuthorizedIPRanges) != 2 {
		t.Errorf("some ranges only should get in, got %+v", p)
	}

	// A range that nobody asks for any more is taken away, also while the
	// addresses of the nodes are lost.
	_, w = converge(t, smallest())
	other := restricted
	other.Recorded.Endpoint = &v1alpha1.EndpointStatus{AllowedCIDRs: []string{"203.0.113.0/24"}}
	other.Endpoint.AllowedCIDRs = nil
	got := managedtest.Spec[azure.KubernetesCluster](t, Build(other, w), plan.KeyCluster).APIServerAccessProfile.AuthorizedIPRanges
	if diff := cmp.Diff([]string{natIP + "/32"}, got); diff != "" {
		t.Errorf("ranges: -want, +got:\n%s", diff)
	}
}

func TestNetworkProfile(t *testing.T) {
	t.Parallel()
	noPolicy := smallest()
	noPolicy.Addons = addonsOf()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   azure.AKSNetworkProfile
	}{
		"Policies": {
			reason: "Pods have an overlay of their own, and Cilium enforces network policies.",
			plan:   smallest(),
			want: azure.AKSNetworkProfile{
				NetworkPlugin: "azure", NetworkPluginMode: "overlay", NetworkDataPlane: "cilium", NetworkPolicy: "cilium", LoadBalancerSKU: "standard",
				OutboundType: "userAssignedNATGateway", PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16", DNSServiceIP: "172.20.0.10",
			},
		},
		"NoPolicies": {
			reason: "Cilium always enforces policies, so that nothing else than Azure is without.",
			plan:   noPolicy,
			want: azure.AKSNetworkProfile{
				NetworkPlugin: "azure", NetworkPluginMode: "overlay", NetworkDataPlane: "azure", LoadBalancerSKU: "standard",
				OutboundType: "userAssignedNATGateway", PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16", DNSServiceIP: "172.20.0.10",
			},
		},
		"NoRanges": {
			reason: "A network that sets no ranges aside gets the usual ones.",
			plan:   plans()["ForeignNetwork"],
			want: azure.AKSNetworkProfile{
				NetworkPlugin: "azure", NetworkPluginMode: "overlay", NetworkDataPlane: "cilium", NetworkPolicy: "cilium", LoadBalancerSKU: "standard",
				OutboundType: "loadBalancer", PodCIDR: "100.64.0.0/16", ServiceCIDR: "172.20.0.0/16", DNSServiceIP: "172.20.0.10",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Spec[azure.KubernetesCluster](t, Build(tc.plan, observations{}), plan.KeyCluster).NetworkProfile
			if diff := cmp.Diff(&tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestOrder checks what must be there before the cluster is created, and until it is
// gone.
func TestOrder(t *testing.T) {
	t.Parallel()
	given := plans()["GivenKey"]
	cases := map[string]struct {
		reason       string
		plan         plan.Plan
		wantAfter    []managed.Key
		deleteBefore []managed.Key
	}{
		"Smallest": {
			reason: "The control plane needs its identity and its role, to be created and to take everything away.",
			plan:   smallest(), wantAfter: []managed.Key{keyIdentity, keyNetworkRole}, deleteBefore: []managed.Key{keyIdentity, keyNetworkRole},
		},
		"Own": {
			reason: "A network of its own comes before and goes after.",
			plan:   own(), wantAfter: []managed.Key{keyIdentity, keyNetworkRole, plan.KeyNetwork}, deleteBefore: []managed.Key{keyIdentity, keyNetworkRole, plan.KeyNetwork},
		},
		"GivenKey": {
			reason: "A control plane does nothing without its key.",
			plan:   given, wantAfter: []managed.Key{keyIdentity, keyNetworkRole, keyEncryptionRole},
			deleteBefore: []managed.Key{keyIdentity, keyNetworkRole, keyEncryptionRole, keyEncryptionKey},
		},
		"OwnKey": {
			reason: "A vault of its own goes after too.",
			plan:   largest(), wantAfter: []managed.Key{keyIdentity, keyNetworkRole, keyEncryptionRole},
			deleteBefore: []managed.Key{keyIdentity, keyNetworkRole, keyEncryptionRole, keyEncryptionKey, keyVault},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, Build(tc.plan, observations{}), plan.KeyCluster)
			if diff := cmp.Diff(tc.wantAfter, r.After); diff != "" {
				t.Errorf("%s\nafter: -want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.deleteBefore, r.DeleteBefore); diff != "" {
				t.Errorf("%s\ndelete before: -want, +got:\n%s", tc.reason, diff)
			}
			logs := managedtest.Find(t, Build(tc.plan, observations{}), keyDiagnosticSetting)
			if !slices.Contains(logs.DeleteBefore, plan.KeyCluster) {
				t.Error("Azure keeps the diagnostic setting of a cluster that is gone")
			}
		})
	}
}

func TestNodePools(t *testing.T) {
	t.Parallel()
	fixed, waits, unlabelled := testPool("main", "x7k2p"), testPool("main", "x7k2p"), testPool("main", "x7k2p")
	fixed.Labels, fixed.Taints = map[string]string{"a.io/b": "c"}, []v1alpha1.Taint{{Key: "a.io/d", Value: "e", Effect: v1alpha1.EffectNoExecute}}
	fixed.Surge, fixed.MaxUnavailable = 2, 1
	waits.Surge, waits.MaxUnavailable = 0, 3
	unlabelled.Spot, unlabelled.Autoscaling, unlabelled.Count, unlabelled.Initial = true, &v1alpha1.Autoscaling{Min: 0, Max: 5}, 0, 1
	base := azure.KubernetesClusterNodePool{
		KubernetesClusterIDSelector: managed.Select(plan.KeyCluster), Mode: "User", VMSize: "Standard_D4s_v5", OrchestratorVersion: "1.34",
		AutoScalingEnabled: new(false), NodeCount: new(3), Zones: []string{"1", "2", "3"}, OSType: "Linux", OSSKU: "Ubuntu", OSDiskSizeGB: 100,
		Priority: "Regular", NodePublicIPEnabled: new(false), UpgradeSettings: &azure.AKSUpgradeSettings{MaxSurge: "1"}, VNetSubnetID: idSubnet,
		Tags: testClaim().Tags.Azure(),
	}
	wantFixed, wantWaits, wantSpot := base, base, base
	wantFixed.NodeLabels, wantFixed.NodeTaints = map[string]string{"a.io/b": "c"}, []string{"a.io/d=e:NoExecute"}
	wantFixed.UpgradeSettings = &azure.AKSUpgradeSettings{MaxSurge: "2"}
	wantWaits.UpgradeSettings = &azure.AKSUpgradeSettings{MaxUnavailable: "3"}
	wantSpot.AutoScalingEnabled, wantSpot.NodeCount, wantSpot.MinCount, wantSpot.MaxCount = new(true), nil, new(0), new(5)
	wantSpot.Priority, wantSpot.EvictionPolicy, wantSpot.SpotMaxPrice, wantSpot.UpgradeSettings = "Spot", "Delete", -1, nil
	wantSpot.NodeLabels = map[string]string{"kubernetes.azure.com/scalesetpriority": "spot"}
	wantSpot.NodeTaints = []string{"kubernetes.azure.com/scalesetpriority=spot:NoSchedule"}
	cases := map[string]struct {
		reason   string
		pool     plan.NodePool
		want     azure.KubernetesClusterNodePool
		wantInit managed.Spec
	}{
		"Surge":       {reason: "As long as nodes may be added, none has to be missing: AKS takes one of both.", pool: fixed, want: wantFixed},
		"Unavailable": {reason: "Without nodes to add, some are missing.", pool: waits, want: wantWaits},
		"Spot": {
			reason: "An autoscaler owns the number of nodes. AKS puts its marks on spot nodes, and takes no upgrade settings for them.",
			pool:   unlabelled, want: wantSpot, wantInit: azure.AKSPoolInitial{NodeCount: new(1)},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := smallest()
			p.NodePools = []plan.NodePool{tc.pool}
			r := managedtest.Find(t, Build(p, observations{}), tc.pool.ResourceKey())
			if diff := cmp.Diff(tc.want, r.ForProvider); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.wantInit, r.InitProvider); diff != "" {
				t.Errorf("%s\ninitial: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestGPUDriver(t *testing.T) {
	t.Parallel()
	off := largest()
	off.Addons = addonsOf()
	gpu := largest().NodePools[1].ResourceKey()
	for want, p := range map[azure.AKSGPUDriver]plan.Plan{azure.AKSGPUDriverInstall: largest(), azure.AKSGPUDriverNone: off} {
		resources := Build(p, observations{})
		if got := managedtest.Spec[azure.KubernetesClusterNodePool](t, resources, gpu).GPUDriver; got != want {
			t.Errorf("want driver %q, got %q", want, got)
		}
		if got := managedtest.Spec[azure.KubernetesClusterNodePool](t, resources, p.NodePools[0].ResourceKey()).GPUDriver; got != "" {
			t.Errorf("a pool without a GPU has the driver %q", got)
		}
	}
}

func TestEncryption(t *testing.T) {
	t.Parallel()
	resources, w := converge(t, largest())
	vault := managedtest.Spec[azure.Vault](t, resources, keyVault)
	if vault.TenantID != "tenant" || !*vault.PurgeProtectionEnabled || !*vault.RBACAuthorizationEnabled {
		t.Errorf("vault: %s", managedtest.JSON(t, vault))
	}
	want := azure.RoleAssignment{
		Scope: idKey, RoleDefinitionName: "Key Vault Crypto User", PrincipalID: "principal", PrincipalType: "ServicePrincipal",
		SkipServicePrincipalAADCheck: new(true),
	}
	if diff := cmp.Diff(want, managedtest.Spec[azure.RoleAssignment](t, resources, keyEncryptionRole)); diff != "" {
		t.Errorf("the control plane may use its key and no other one: -want, +got:\n%s", diff)
	}
	kms := managedtest.Spec[azure.KubernetesCluster](t, resources, plan.KeyCluster).KeyManagementService
	if diff := cmp.Diff(&azure.AKSKeyManagementService{KeyVaultKeyID: urlKey, KeyVaultNetworkAccess: "Public"}, kms); diff != "" {
		t.Errorf("key management: -want, +got:\n%s", diff)
	}

	// Another version of the key does not take the place of the one that
	// encrypts the secrets.
	w = w.Changed(keyEncryptionKey, func(o *managedtest.Observation) {
		o.AtProvider = strings.ReplaceAll(managedtest.JSON(t, o.AtProvider), "0a1b", "9f9f")
	})
	if got := managedtest.Spec[azure.KubernetesCluster](t, Build(largest(), w), plan.KeyCluster).KeyManagementService.KeyVaultKeyID; got != urlKey {
		t.Errorf("want the key %q, got %q", urlKey, got)
	}
}

func TestEncryptionWithGivenKey(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, plans()["GivenKey"])
	key := managedtest.Spec[azure.Key](t, resources, keyEncryptionKey)
	if key.KeyVaultID != idVault || key.KeyVaultIDSelector != nil || key.Name == "shop" {
		t.Errorf("the key should be another one of the environment's vault: %s", managedtest.JSON(t, key))
	}
	if slices.Contains(managedtest.Keys(resources), keyVault) {
		t.Error("there is a vault already")
	}
}

// TestEncryptionLater checks that a cluster that exists is not given a key that it may
// not use yet.
func TestEncryptionLater(t *testing.T) {
	t.Parallel()
	_, w := converge(t, smallest())
	later := plans()["GivenKey"]
	w[keyEncryptionKey] = observe(t, Build(later, w))[keyEncryptionKey]
	if kms := managedtest.Spec[azure.KubernetesCluster](t, Build(later, w), plan.KeyCluster).KeyManagementService; kms != nil {
		t.Errorf("the key is not usable yet: %+v", kms)
	}
}

func TestMaintenance(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return time.Date(2026, time.December, d, 0, 0, 0, 0, time.UTC) }
	exclusions := []plan.Exclusion{{Name: "holidays", From: day(24), To: day(27)}}
	span := []azure.AKSMaintenanceSpan{{Start: "2026-12-24T00:00:00Z", End: "2026-12-26T23:59:59Z"}}
	weekend := &plan.Window{Days: []platform.Weekday{platform.Saturday, platform.Sunday}, Hour: 22, Minute: 30, Duration: 5 * time.Hour}
	daily := &plan.Window{Days: platform.Weekdays(), Hour: 1, Duration: 4 * time.Hour}
	schedule := func(f azure.AKSFrequency, on platform.Weekday, start string, hours int, not []azure.AKSMaintenanceSpan) *azure.AKSMaintenanceSchedule {
		return &azure.AKSMaintenanceSchedule{Frequency: f, Interval: 1, DayOfWeek: string(on), StartTime: start, UTCOffset: "+00:00", Duration: hours, NotAllowed: not}
	}
	var everyNight []azure.AKSMaintenanceHours
	for _, d := range platform.Weekdays() {
		everyNight = append(everyNight, azure.AKSMaintenanceHours{Day: string(d), Hours: []int{1, 2, 3, 4}})
	}
	cases := map[string]struct {
		reason string
		m      plan.Maintenance
		want   azure.KubernetesCluster
	}{
		"Always": {
			reason: "Without a window AKS decides when.",
			m:      plan.Maintenance{Channel: v1alpha1.ChannelRegular},
			want:   azure.KubernetesCluster{AutomaticUpgradeChannel: "patch", NodeOSUpgradeChannel: "NodeImage"},
		},
		"None": {
			reason: "Without a channel there is only what AKS does anyway.",
			m:      plan.Maintenance{Channel: v1alpha1.ChannelNone, Window: daily},
			want:   azure.KubernetesCluster{NodeOSUpgradeChannel: "None", MaintenanceWindow: &azure.AKSMaintenanceWindow{Allowed: everyNight}},
		},
		"Weekend": {
			reason: "A window may end on the day after. Hours that have begun when it opens are no part of it.",
			m:      plan.Maintenance{Channel: v1alpha1.ChannelStable, Window: weekend, Exclusions: exclusions},
			want: azure.KubernetesCluster{
				AutomaticUpgradeChannel: "patch", NodeOSUpgradeChannel: "NodeImage",
				MaintenanceWindow: &azure.AKSMaintenanceWindow{NotAllowed: span, Allowed: []azure.AKSMaintenanceHours{
					{Day: "Monday", Hours: []int{0, 1, 2}}, {Day: "Saturday", Hours: []int{23}}, {Day: "Sunday", Hours: []int{0, 1, 2, 23}},
				}},
				MaintenanceWindowAutoUpgrade: schedule("Weekly", platform.Saturday, "22:30", 5, span),
				MaintenanceWindowNodeOS:      schedule("Weekly", platform.Saturday, "22:30", 5, span),
			},
		},
		"Daily": {
			reason: "Node images come on any day, and patch releases on one day a week.",
			m:      plan.Maintenance{Channel: v1alpha1.ChannelRapid, Window: daily},
			want: azure.KubernetesCluster{
				AutomaticUpgradeChannel: "patch", NodeOSUpgradeChannel: "NodeImage",
				MaintenanceWindow:            &azure.AKSMaintenanceWindow{Allowed: everyNight},
				MaintenanceWindowAutoUpgrade: schedule("Weekly", platform.Monday, "01:00", 4, nil),
				MaintenanceWindowNodeOS:      schedule("Daily", "", "01:00", 4, nil),
			},
		},
		"Exclusions": {
			reason: "Days without maintenance need a window that they are no part of.",
			m:      plan.Maintenance{Channel: v1alpha1.ChannelRegular, Exclusions: exclusions},
			want: azure.KubernetesCluster{
				AutomaticUpgradeChannel: "patch", NodeOSUpgradeChannel: "NodeImage",
				MaintenanceWindow:            &azure.AKSMaintenanceWindow{NotAllowed: span},
				MaintenanceWindowAutoUpgrade: schedule("Weekly", platform.Monday, "00:00", 24, span),
				MaintenanceWindowNodeOS:      schedule("Daily", "", "00:00", 24, span),
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got azure.KubernetesCluster
			(&cluster{Plan: plan.Plan{Maintenance: tc.m}}).setMaintenance(&got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestAccess(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, largest())
	c := managedtest.Spec[azure.KubernetesCluster](t, resources, plan.KeyCluster)
	if diff := cmp.Diff([]string{admins}, c.EntraAccessControl.AdminGroupObjectIDs); diff != "" {
		t.Errorf("admins: -want, +got:\n%s", diff)
	}
	want := azure.RoleAssignment{Scope: idCluster, RoleDefinitionName: "Azure Kubernetes Service RBAC Reader", PrincipalID: auditors, PrincipalType: "Group"}
	key := keyViewerRole.Join(testClaim().Names.Hash(groupChars, auditors))
	if diff := cmp.Diff(want, managedtest.Spec[azure.RoleAssignment](t, resources, key)); diff != "" {
		t.Errorf("viewers: -want, +got:\n%s", diff)
	}
}

func TestLogs(t *testing.T) {
	t.Parallel()
	p := smallest()
	p.Logging = plan.Logging{Components: v1alpha1.LogComponents(), RetentionDays: 90}
	resources, _ := converge(t, p)
	got := managedtest.Spec[azure.MonitorDiagnosticSetting](t, resources, keyDiagnosticSetting)
	want := []azure.DiagnosticLog{{Category: "guard"}, {Category: "kube-apiserver"}, {Category: "kube-audit-admin"}, {Category: "kube-controller-manager"}, {Category: "kube-scheduler"}}
	if diff := cmp.Diff(want, got.EnabledLog); diff != "" {
		t.Errorf("logs: -want, +got:\n%s", diff)
	}
	if got.TargetResourceID != idCluster || got.LogAnalyticsWorkspaceID != idGroup+"/workspace" {
		t.Errorf("logs of %q go to %q", got.TargetResourceID, got.LogAnalyticsWorkspaceID)
	}
	if days := managedtest.Spec[azure.Workspace](t, resources, keyWorkspace).RetentionInDays; days != 90 {
		t.Errorf("logs are kept for %d days", days)
	}
}

func TestInCluster(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, largest())
	config := managedtest.Find(t, resources, bootstrap.KeyHelmConfig)
	if diff := cmp.Diff([]managed.Key{plan.KeyCluster}, config.DeleteBefore); diff != "" {
		t.Errorf("nothing in the cluster can be deleted without it: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff([]managed.Key{plan.KeyCluster, "nodepool-main-x7k2p"}, config.After); diff != "" {
		t.Errorf("something has to run on nodes: -want, +got:\n%s", diff)
	}
	secret := largest().Claim.SecretOf(plan.KeyCluster)
	ref := config.ForProvider.(helm.ProviderConfig).Credentials.SecretRef
	if diff := cmp.Diff(&kubernetes.SecretKey{Name: secret.Name, Namespace: secret.Namespace, Key: "attribute.kube_admin_config_raw"}, ref); diff != "" {
		t.Errorf("kubeconfig: -want, +got:\n%s", diff)
	}
	if got := managedtest.JSON(t, managedtest.Spec[helm.Release](t, resources, bootstrap.KeyDevicePlugin).Values); !strings.Contains(got, `"key":"kubernetes.azure.com/accelerator","operator":"In","values":["nvidia"]`) {
		t.Errorf("device plugin would run nowhere: %s", got)
	}
	fleet := managedtest.JSON(t, managedtest.Spec[kubernetes.Object](t, resources, bootstrap.KeyFleet).Manifest)
	for _, part := range []string{`"provider":"azure"`, `"cluster":"` + idCluster + `"`, `"address":"https://shop.hcp.westeurope.azmk8s.io:443"`, `"ca.crt":"PEM"`} {
		if !strings.Contains(fleet, part) {
			t.Errorf("registration should contain %s, is %s", part, fleet)
		}
	}
}

// TestLocalAccount checks that the only account past Entra is there where the platform
// cannot do without.
func TestLocalAccount(t *testing.T) {
	t.Parallel()
	nothing, principal, before := smallest(), largest(), smallest()
	nothing.Claim.Guardrails.Packages = environment.Packages{}
	before.Claim.Guardrails.Packages = environment.Packages{}
	gitops := nothing
	gitops.GitOps = largest().GitOps
	principal.Claim.Guardrails.Kubernetes.Credentials = map[string]environment.SecretKey{"azure": {Namespace: "crossplane-system", Name: "aks", Key: "credentials"}}
	admin, user := "attribute.kube_admin_config_raw", "kubeconfig"
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		disabled bool
		inside   *v1alpha1.InCluster
	}{
		"Nobody":     {reason: "Nobody needs it.", plan: nothing, disabled: true},
		"GitOps":     {reason: "An engine is installed.", plan: gitops, inside: &v1alpha1.InCluster{Kubeconfig: v1alpha1.SecretKey{Key: admin}}},
		"Identities": {reason: "An Identity may want a service account.", plan: smallest(), inside: &v1alpha1.InCluster{Kubeconfig: v1alpha1.SecretKey{Key: admin}}},
		"ServicePrincipal": {
			reason: "A service principal is known to Entra.", plan: principal, disabled: true,
			inside: &v1alpha1.InCluster{Kubeconfig: v1alpha1.SecretKey{Key: user}, Identity: &v1alpha1.InClusterIdentity{
				Type: "AzureServicePrincipalCredentials", Source: "Secret", SecretRef: &v1alpha1.SecretKey{Namespace: "crossplane-system", Name: "aks", Key: "credentials"},
			}},
		},
		"Before": {
			reason: "What was installed with it must be possible to take away.", plan: before,
			observed: observations{plan.KeyCluster: {ForProvider: `{"localAccountDisabled":false}`}},
			inside:   &v1alpha1.InCluster{Kubeconfig: v1alpha1.SecretKey{Key: admin}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := managedtest.Spec[azure.KubernetesCluster](t, Build(tc.plan, tc.observed), plan.KeyCluster)
			if *c.LocalAccountDisabled != tc.disabled {
				t.Errorf("%s\nwant it disabled: %t", tc.reason, tc.disabled)
			}
			w := observations{plan.KeyCluster: {ForProvider: managedtest.JSON(t, c), Connection: map[string][]byte{admin: []byte("a"), user: []byte("u")}}}
			if tc.inside != nil {
				secret := tc.plan.Claim.SecretOf(plan.KeyCluster)
				tc.inside.Kubeconfig.Namespace, tc.inside.Kubeconfig.Name = secret.Namespace, secret.Name
			}
			var got v1alpha1.Status
			Report(tc.plan, w, &got)
			if diff := cmp.Diff(tc.inside, got.InCluster); diff != "" {
				t.Errorf("%s\nstatus.inCluster: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestInstallsNothingUnasked(t *testing.T) {
	t.Parallel()
	noHelm := smallest()
	noHelm.Claim.Guardrails.Packages.Helm = new(false)
	noHelm.Addons = addonsOf(v1alpha1.AddonGPU)
	for _, p := range []plan.Plan{smallest(), noHelm} {
		for _, r := range Build(p, observations{}) {
			if !ofAzure(r) {
				t.Errorf("%q is not needed", r.Key)
			}
		}
	}
}

func TestSubnet(t *testing.T) {
	t.Parallel()
	pending := smallest()
	pending.Network.Referenced.Subnets = []network.Subnet{{Tier: network.TierPrivate}}
	if diff := cmp.Diff([]string{"network team-a/main has no private subnet yet"}, managedtest.Find(t, Build(pending, observations{}), plan.KeyCluster).Waits); diff != "" {
		t.Errorf("cluster: -want, +got:\n%s", diff)
	}
	unknown := plans()["UnknownNetwork"]
	for _, k := range []managed.Key{plan.KeyCluster, keyNetworkRole, "nodepool-main-x7k2p"} {
		if w := managedtest.Find(t, Build(unknown, observations{}), k).Waits; !slices.Contains(w, "network team-a/main has no id yet") {
			t.Errorf("%q waits for %v", k, w)
		}
	}
}
