// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// plans that everything must hold for.
func plans() map[string]plan.Plan {
	bare := smallest()
	bare.WorkloadIdentity, bare.Addons, bare.Logging = false, addonsOf(), plan.Logging{RetentionDays: 30}
	bare.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPrivate}
	noZones := smallest()
	noZones.SystemPool.Zones, noZones.NodePools[0].Zones = nil, nil
	foreign := smallest()
	foreign.Network.Referenced.SecurityGroups, foreign.Network.Referenced.NATAddresses, foreign.Network.Referenced.Kubernetes = nil, nil, nil
	unknown := smallest()
	unknown.Network.Referenced, unknown.Network.Waits = network.Status{}, "network team-a/main has no id yet"
	given := smallest()
	given.Encryption = plan.Encryption{Enabled: true, Key: idKey}
	retiring := smallest()
	old := testPool("main", "r3t1r")
	old.Retiring = true
	retiring.NodePools = append(retiring.NodePools, old)
	long := largest()
	long.Claim.Namespace, long.Claim.Name = strings.Repeat("n", 63), strings.Repeat("c", 253)
	long.Claim.Names = naming.New("prefix", long.Claim.Namespace, long.Claim.Name)
	return map[string]plan.Plan{
		"Smallest": smallest(), "Largest": largest(), "Own": own(), "Adopted": adopted(), "Bare": bare, "NoZones": noZones,
		"ForeignNetwork": foreign, "UnknownNetwork": unknown, "GivenKey": given, "Retiring": retiring, "Long": long,
	}
}

// ofAzure says whether a resource is one of Azure.
func ofAzure(r managed.Resource) bool {
	return strings.HasSuffix(r.ForProvider.Type().Group, "azure.upbound.io")
}

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"resourceGroupNameSelector":   "ResourceGroup",
			"identityIdsSelector":         "UserAssignedIdentity",
			"keyVaultIdSelector":          "Vault",
			"kubernetesClusterIdSelector": "KubernetesCluster",
		},
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(t, first))
			invariants().Check(t, first)
			invariants().Check(t, second)
			managedtest.CheckObserveOnly(t, slices.Concat(first, second), p.Adopt != nil)
		})
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"ResourceGroup": naming.AzureResourceGroup, "KubernetesCluster": naming.AzureAKSCluster,
		"KubernetesClusterNodePool": naming.AzureAKSNodePool, "Workspace": naming.AzureWorkspace, "Vault": naming.AzureKeyVault,
	}}
	for name, p := range map[string]plan.Plan{"Largest": largest(), "Long": plans()["Long"]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := slices.DeleteFunc(Build(p, observations{}), func(r managed.Resource) bool { return !ofAzure(r) })
			names.Check(t, resources)
			names.CheckComplete(t, resources)
			checkOtherNames(t, resources)
		})
	}
}

// checkOtherNames are those that are no external names.
func checkOtherNames(t *testing.T, resources []managed.Resource) {
	t.Helper()
	c := managedtest.Spec[azure.KubernetesCluster](t, resources, plan.KeyCluster)
	names := map[string]naming.Rule{
		c.NodeResourceGroup:    naming.AzureAKSNodeResourceGroup,
		c.DNSPrefix:            naming.AzureAKSDNSPrefix,
		c.DefaultNodePool.Name: naming.AzureAKSNodePool,
		c.DefaultNodePool.TemporaryNameForRotation:                                                naming.AzureAKSNodePool,
		managedtest.Spec[azure.UserAssignedIdentity](t, resources, keyIdentity).Name:              naming.AzureUserAssignedIdentity,
		managedtest.Spec[azure.MonitorDiagnosticSetting](t, resources, keyDiagnosticSetting).Name: naming.AzureMonitorSetting,
		managedtest.Spec[azure.Key](t, resources, keyEncryptionKey).Name:                          naming.AzureKey,
	}
	for name, rule := range names {
		if err := naming.Valid(rule, name); err != nil {
			t.Error(err)
		}
	}
	if c.DefaultNodePool.Name == c.DefaultNodePool.TemporaryNameForRotation {
		t.Error("the temporary pool has the name of the system pool")
	}
}

// TestBuildPlacesEverything checks location and tags of whatever has them.
func TestBuildPlacesEverything(t *testing.T) {
	t.Parallel()
	for _, r := range Build(largest(), observations{}) {
		v := reflect.ValueOf(r.ForProvider)
		if v.Kind() != reflect.Struct || !ofAzure(r) {
			continue
		}
		if l := v.FieldByName("Location"); l.IsValid() && l.String() != "westeurope" {
			t.Errorf("%q is in %q", r.Key, l.String())
		}
		if m := v.FieldByName("Tags"); m.IsValid() && m.Len() == 0 {
			t.Errorf("%q has no tags", r.Key)
		}
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

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, w := converge(t, largest())
	managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(largest(), w) })
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	lost := largest()
	lost.Network.Referenced = network.Status{}
	rangesLost := smallest()
	rangesLost.Network.Referenced.NATAddresses = nil
	upgrading := largest()
	upgrading.Version.ControlPlane, upgrading.Version.Target, upgrading.Version.Current = "1.35", "1.35", "1.34"
	silent := smallest()
	silent.Logging.Components = nil
	withPlugin, withoutPlugin := largest(), largest()
	withoutPlugin.Addons = smallest().Addons
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changed are what may be different, and gone what is not there any
		// more.
		changed, gone []managed.Key
	}{
		"StatusLost": {
			reason: "No resource may vanish or lose a value because status is lost for a moment.",
			before: largest(), after: largest(),
		},
		"OwnNetworkLost": {
			reason: "A cluster stays as it is when its own network is lost for a moment.",
			before: own(), after: own(),
		},
		"NetworkLost": {
			reason: "A cluster stays as it is when the network that it refers to is lost.",
			before: largest(), after: lost,
		},
		"AddressesLost": {
			reason: "Nodes are still let in when the addresses that they come from are lost.",
			before: smallest(), after: rangesLost,
		},
		"ControlPlaneUpgraded": {
			reason: "Asking for another version of the control plane changes nothing else.",
			before: largest(), after: upgrading, changed: []managed.Key{plan.KeyCluster},
		},
		"LogsSwitchedOff": {
			reason: "Logs that were written are kept.",
			before: smallest(), after: silent, gone: []managed.Key{keyDiagnosticSetting},
		},
		"DevicePluginSwitchedOff": {
			reason: "A pool would be replaced for another driver, and what was installed still has to be taken away.",
			before: withPlugin, after: withoutPlugin, changed: []managed.Key{plan.KeyCluster}, gone: []managed.Key{"gpu-plugin"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, w := converge(t, tc.before)
			managedtest.CheckKept(t, tc.reason, want, Build(tc.after, w.Lost()), slices.Concat(tc.changed, tc.gone)...)
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	pools := smallest()
	pools.NodePools = append(pools.NodePools, testPool("more", "n3w0n"))
	people := smallest()
	people.Viewers = []string{auditors}
	fleet := smallest()
	fleet.Fleet = largest().Fleet
	cases := map[string]struct {
		reason string
		after  plan.Plan
		want   []managed.Key
	}{
		"Pool":   {reason: "Another pool leaves the others alone.", after: pools, want: []managed.Key{"nodepool-more-n3w0n"}},
		"Viewer": {reason: "Who may look changes nothing else.", after: people, want: []managed.Key{keyViewerRole.Join(testClaim().Names.Hash(groupChars, auditors))}},
		"Fleet":  {reason: "A registration changes nothing else.", after: fleet, want: []managed.Key{"fleet"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, w := converge(t, smallest())
			got := managedtest.Compare(t, before, Build(tc.after, w))
			if diff := cmp.Diff(managedtest.Difference{Added: tc.want}, got); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
