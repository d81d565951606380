// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

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
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	private := newPlan()
	private.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPrivate}
	bare := newPlan()
	bare.WorkloadIdentity, bare.Addons, bare.Logging = false, addonsOf(), plan.Logging{RetentionDays: 30}
	adoptedNetwork := newPlan()
	adoptedNetwork.Network.Referenced.SecurityGroups = nil
	unknownNetwork := newPlan()
	unknownNetwork.Network.Referenced, unknownNetwork.Network.Waits = network.Status{}, "network team-a/main has no id yet"
	givenKey := newPlan()
	givenKey.Encryption = plan.Encryption{Enabled: true, Key: testKey}
	retiring := newPlan()
	old := pool("main", "r3t1r")
	old.Retiring = true
	retiring.NodePools = append(retiring.NodePools, old)
	return map[string]plan.Plan{
		"New":            newPlan(),
		"Private":        private,
		"Bare":           bare,
		"OwnNetwork":     ownPlan(),
		"AdoptedNetwork": adoptedNetwork,
		"UnknownNetwork": unknownNetwork,
		"GivenKey":       givenKey,
		"Retiring":       retiring,
		"Full":           fullPlan(),
		"Adopted":        {Claim: testClaim(), Adopt: &v1alpha1.Adopt{ID: "legacy"}},
	}
}

// targets are the kinds that selectors may select, by the name of their field.
func targets() map[string]string {
	return map[string]string{
		"clusterNameSelector":  "Cluster",
		"roleArnSelector":      "Role",
		"nodeRoleArnSelector":  "Role",
		"roleSelector":         "Role",
		"principalArnSelector": "AccessEntry",
		"targetKeyIdSelector":  "Key",
	}
}

// selectors of a resource by the name of their field.
func selectors(v any) map[string]*managed.Selector {
	out := map[string]*managed.Selector{}
	collect(reflect.ValueOf(v), "", out)
	return out
}

func collect(v reflect.Value, name string, out map[string]*managed.Selector) {
	if s, ok := v.Interface().(*managed.Selector); ok {
		if s != nil {
			out[name] = s
		}
		return
	}
	switch v.Kind() { //nolint:exhaustive // Nothing else holds selectors.
	case reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			collect(v.Field(i), tag, out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), name, out)
		}
	}
}

// ofAWS says whether a resource is one of AWS.
func ofAWS(r managed.Resource) bool {
	return strings.HasSuffix(r.ForProvider.Type().Group, ".aws.upbound.io")
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, resources := range [][]managed.Resource{Build(p, observations{}), Build(p, observe(t, Build(p, observations{})))} {
				kinds := map[managed.Key]string{}
				for _, r := range resources {
					if _, ok := kinds[r.Key]; ok {
						t.Errorf("two resources have the key %q", r.Key)
					}
					if errs := validation.IsValidLabelValue(string(r.Key)); len(errs) > 0 {
						t.Errorf("key %q cannot be the value of a label: %v", r.Key, errs)
					}
					if r.Component == "" {
						t.Errorf("%q belongs to no component", r.Key)
					}
					kinds[r.Key] = r.ForProvider.Type().Kind
				}
				for _, r := range resources {
					checkReferences(t, r, kinds)
				}
			}
		})
	}
}

func checkReferences(t *testing.T, r managed.Resource, kinds map[managed.Key]string) {
	t.Helper()
	for _, k := range slices.Concat(r.After, r.DeleteBefore) {
		if kinds[k] == "" {
			t.Errorf("%q comes after or is deleted before %q, which does not exist", r.Key, k)
		}
	}
	if !ofAWS(r) {
		return
	}
	for name, s := range selectors(r.ForProvider) {
		want := targets()[name]
		if want == "" {
			t.Fatalf("targets() has nothing for %s", name)
		}
		if !s.MatchControllerRef {
			t.Errorf("%s of %q selects resources of other clusters", name, r.Key)
		}
		if got := kinds[s.Key]; got != want {
			t.Errorf("%s of %q selects %q, which is %q and not %q", name, r.Key, s.Key, got, want)
		}
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	rules := map[string]naming.Rule{
		"Cluster": naming.AWSEKSCluster, "NodeGroup": naming.AWSEKSNodeGroup, "Role": naming.AWSIAMRole,
		"RolePolicy": naming.AWSIAMRolePolicy, "Alias": naming.AWSKMSAlias, "Group": naming.AWSLogGroup,
	}
	named, names := map[string]bool{}, map[string]managed.Key{}
	for _, r := range Build(fullPlan(), observations{}) {
		if !ofAWS(r) {
			continue
		}
		kind := r.ForProvider.Type().Kind
		if rule, ok := rules[kind]; ok {
			named[kind] = true
			if err := naming.Valid(rule, r.ExternalName); err != nil {
				t.Errorf("external name of %q: %v", r.Key, err)
			}
			if other, taken := names[kind+r.ExternalName]; taken {
				t.Errorf("%q and %q have the same name %q", r.Key, other, r.ExternalName)
			}
			names[kind+r.ExternalName] = r.Key
			continue
		}
		if r.ExternalName != "" {
			t.Errorf("%q has the external name %q, but AWS assigns it", r.Key, r.ExternalName)
		}
		if l, ok := r.ForProvider.(aws.LaunchTemplate); ok {
			if err := naming.Valid(naming.AWSLaunchTemplate, l.Name); err != nil {
				t.Errorf("name of %q: %v", r.Key, err)
			}
		}
	}
	for kind := range rules {
		if !named[kind] {
			t.Errorf("there is no %s whose name could be checked", kind)
		}
	}
}

// TestBuildTags checks that whatever AWS can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for _, r := range Build(fullPlan(), observations{}) {
		f := reflect.ValueOf(r.ForProvider).FieldByName("Tags")
		if !f.IsValid() {
			continue
		}
		got, _ := f.Interface().(map[string]string)
		if got["Name"] == "" || got["team"] != "team-a" || got["claim"] != "shop" {
			t.Errorf("%q has the tags %v", r.Key, got)
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

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	lost := fullPlan()
	lost.Network.Referenced = network.Status{}
	upgrading := fullPlan()
	upgrading.Version.ControlPlane, upgrading.Version.Target, upgrading.Version.Current = "1.35", "1.35", "1.34"
	cases := map[string]struct {
		reason string
		before plan.Plan
		after  plan.Plan

		// changed are what may be different.
		changed []managed.Key
	}{
		"StatusLost": {
			reason: "No resource may vanish or lose a value because status is lost for a moment.",
			before: fullPlan(),
			after:  fullPlan(),
		},
		"OwnNetworkLost": {
			reason: "A cluster stays as it is when its network is lost for a moment.",
			before: ownPlan(),
			after:  ownPlan(),
		},
		"NetworkLost": {
			reason: "A cluster stays as it is when the network that it refers to is lost, even before it was ever recorded.",
			before: fullPlan(),
			after:  lost,
		},
		"ControlPlaneUpgraded": {
			reason:  "Asking for another version of the control plane changes nothing else.",
			before:  fullPlan(),
			after:   upgrading,
			changed: []managed.Key{plan.KeyCluster},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			before, after := forProviders(t, want), forProviders(t, Build(tc.after, o.lost()))
			for _, k := range tc.changed {
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

// forProviders is all that is wanted, by key.
func forProviders(t *testing.T, resources []managed.Resource) map[managed.Key]map[string]any {
	t.Helper()
	out := make(map[managed.Key]map[string]any, len(resources))
	for _, r := range resources {
		var m map[string]any
		if err := json.Unmarshal([]byte(toJSON(t, r.ForProvider)), &m); err != nil {
			t.Fatal(err)
		}
		out[r.Key] = m
	}
	return out
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	pools := newPlan()
	pools.NodePools = append(pools.NodePools, pool("more", "n3w0n"))
	people := newPlan()
	people.Admins, people.Viewers = []string{testAdmin}, []string{testViewer}
	file := newPlan()
	file.Addons = addonsOf(v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonFileStorage, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy)
	zones := newPlan()
	zones.Network.Referenced.Subnets = append(zones.Network.Referenced.Subnets,
		network.Subnet{Name: "private-d", ID: "subnet-private-d", Tier: network.TierPrivate, Zone: testRegion + "d"})
	zones.NodePools = append(zones.NodePools, pool("more", "n3w0n"))
	zones.NodePools[1].Zones = append(zones.NodePools[1].Zones, regions.Zone{Key: "d", Name: testRegion + "d"})
	cases := map[string]struct {
		reason string
		after  plan.Plan
	}{
		"Pool":   {reason: "Another pool leaves the others alone.", after: pools},
		"People": {reason: "Who gets access changes nothing else.", after: people},
		"Addon":  {reason: "Another add-on changes nothing else.", after: file},
		"Zone":   {reason: "A network with another zone changes neither the control plane nor pools that exist.", after: zones},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, newPlan())
			after := forProviders(t, Build(tc.after, o))
			if len(after) <= len(before) {
				t.Fatalf("%s\nBuild(...) has %d resources, had %d", tc.reason, len(after), len(before))
			}
			for k, want := range forProviders(t, before) {
				if diff := cmp.Diff(want, after[k]); diff != "" {
					t.Errorf("%s\nBuild(...) changes %q: -before, +after:\n%s", tc.reason, k, diff)
				}
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, o := converge(t, fullPlan())
	want := toJSON(t, Build(fullPlan(), o))
	for range 20 {
		if got := toJSON(t, Build(fullPlan(), o)); got != want {
			t.Fatalf("Build(...) differs between calls:\n%s\n%s", want, got)
		}
	}
}
