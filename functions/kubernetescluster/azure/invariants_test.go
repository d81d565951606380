// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
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

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, w := range []world{{}, created(t, Build(p, world{}))} {
				checkTogether(t, Build(p, w), p.Adopt != nil)
			}
		})
	}
}

func checkTogether(t *testing.T, resources []managed.Resource, adopted bool) {
	t.Helper()
	kinds := map[managed.Key]string{}
	for _, r := range resources {
		if _, ok := kinds[r.Key]; ok {
			t.Errorf("two resources have the key %q", r.Key)
		}
		kinds[r.Key] = r.ForProvider.Type().Kind
		if problems := validation.IsValidLabelValue(string(r.Key)); len(problems) > 0 {
			t.Errorf("%q cannot be a label: %v", r.Key, problems)
		}
		if r.Component == "" || r.ObserveOnly != adopted {
			t.Errorf("%q has the component %q, and ObserveOnly is %v", r.Key, r.Component, r.ObserveOnly)
		}
	}
	for _, r := range resources {
		checkReferences(t, r, kinds)
	}
}

// targets are the kinds that selectors may select, by the name of their field.
func targets() map[string]string {
	return map[string]string{
		"resourceGroupNameSelector":   "ResourceGroup",
		"identityIdsSelector":         "UserAssignedIdentity",
		"keyVaultIdSelector":          "Vault",
		"kubernetesClusterIdSelector": "KubernetesCluster",
	}
}

func checkReferences(t *testing.T, r managed.Resource, kinds map[managed.Key]string) {
	t.Helper()
	for _, k := range slices.Concat(r.After, r.DeleteBefore) {
		if kinds[k] == "" {
			t.Errorf("%q comes after or is deleted before %q, which is not there", r.Key, k)
		}
	}
	if !ofAzure(r) {
		return
	}
	selectors := map[string]*managed.Selector{}
	collect(reflect.ValueOf(r.ForProvider), "", selectors)
	for name, s := range selectors {
		want, ok := targets()[name]
		if !ok {
			t.Fatalf("targets() has nothing for %s", name)
		}
		if got := kinds[s.Key]; got != want || !s.MatchControllerRef {
			t.Errorf("%s of %q selects %q, which is %q and not %q", name, r.Key, s.Key, got, want)
		}
	}
}

// collect the selectors of a value by the name of their field.
func collect(v reflect.Value, name string, out map[string]*managed.Selector) {
	if s, ok := v.Interface().(*managed.Selector); ok {
		if s != nil {
			out[name] = s
		}
		return
	}
	switch v.Kind() { //nolint:exhaustive // Nothing else holds selectors.
	case reflect.Pointer:
		if !v.IsNil() {
			collect(v.Elem(), name, out)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			collect(v.Field(i), tag, out)
		}
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	rules := map[string]naming.Rule{
		"ResourceGroup": naming.AzureResourceGroup, "KubernetesCluster": naming.AzureAKSCluster,
		"KubernetesClusterNodePool": naming.AzureAKSNodePool, "Workspace": naming.AzureWorkspace, "Vault": naming.AzureKeyVault,
	}
	for name, p := range map[string]plan.Plan{"Largest": largest(), "Long": plans()["Long"]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			named := map[string]bool{}
			for _, r := range Build(p, world{}) {
				kind := r.ForProvider.Type().Kind
				rule, ok := rules[kind]
				if !ok && ofAzure(r) && r.ExternalName != "" {
					t.Errorf("%q has the external name %q, but Azure assigns it", r.Key, r.ExternalName)
				}
				if !ok {
					continue
				}
				if err := naming.Valid(rule, r.ExternalName); err != nil {
					t.Errorf("%q: %v", r.Key, err)
				}
				if named[kind+r.ExternalName] {
					t.Errorf("%q has the name %q of another one", r.Key, r.ExternalName)
				}
				named[kind], named[kind+r.ExternalName] = true, true
			}
			for kind := range rules {
				if !named[kind] {
					t.Errorf("there is no %s whose name could be checked", kind)
				}
			}
			checkOtherNames(t, Build(p, world{}))
		})
	}
}

// checkOtherNames are those that are no external names.
func checkOtherNames(t *testing.T, resources []managed.Resource) {
	t.Helper()
	c := spec[azure.KubernetesCluster](t, resources, plan.KeyCluster)
	names := map[string]naming.Rule{
		c.NodeResourceGroup:    naming.AzureAKSNodeResourceGroup,
		c.DNSPrefix:            naming.AzureAKSDNSPrefix,
		c.DefaultNodePool.Name: naming.AzureAKSNodePool,
		c.DefaultNodePool.TemporaryNameForRotation:                                    naming.AzureAKSNodePool,
		spec[azure.UserAssignedIdentity](t, resources, keyIdentity).Name:              naming.AzureUserAssignedIdentity,
		spec[azure.MonitorDiagnosticSetting](t, resources, keyDiagnosticSetting).Name: naming.AzureMonitorSetting,
		spec[azure.Key](t, resources, keyEncryptionKey).Name:                          naming.AzureKey,
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
	for _, r := range Build(largest(), world{}) {
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
			for _, r := range resources {
				if len(r.Waits) > 0 {
					t.Errorf("%q still waits for %v", r.Key, r.Waits)
				}
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, w := converge(t, largest())
	want := text(t, Build(largest(), w))
	for range 20 {
		if got := text(t, Build(largest(), w)); got != want {
			t.Fatalf("Build(...) differs between calls:\n%s\n%s", want, got)
		}
	}
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
			before, after := documents(t, want), documents(t, Build(tc.after, w.lost()))
			for _, k := range slices.Concat(tc.changed, tc.gone) {
				if cmp.Equal(before[k], after[k]) {
					t.Errorf("%s\n%q should have changed", tc.reason, k)
				}
				delete(before, k)
				delete(after, k)
			}
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("%s\nBuild(...): -before, +after:\n%s", tc.reason, diff)
			}
		})
	}
}

// documents are all that is wanted, by key.
func documents(t *testing.T, resources []managed.Resource) map[managed.Key]map[string]any {
	t.Helper()
	out := make(map[managed.Key]map[string]any, len(resources))
	for _, r := range resources {
		var m map[string]any
		if err := json.Unmarshal([]byte(text(t, r.ForProvider)), &m); err != nil {
			t.Fatal(err)
		}
		out[r.Key] = m
	}
	return out
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
			after := documents(t, Build(tc.after, w))
			for k, want := range documents(t, before) {
				if diff := cmp.Diff(want, after[k]); diff != "" {
					t.Errorf("%s\nBuild(...) changes %q: -before, +after:\n%s", tc.reason, k, diff)
				}
				delete(after, k)
			}
			var got []managed.Key
			for k := range after {
				got = append(got, k)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nBuild(...) adds: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
