// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
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

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"clusterNameSelector":  "Cluster",
			"roleArnSelector":      "Role",
			"nodeRoleArnSelector":  "Role",
			"roleSelector":         "Role",
			"principalArnSelector": "AccessEntry",
			"targetKeyIdSelector":  "Key",
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
			managedtest.CheckObserveOnly(t, slices.Concat(first, second), p.Adopt != nil, keyClusterAuth)
		})
	}
}

// ofAWS says whether a resource is one of AWS.
func ofAWS(r managed.Resource) bool {
	return strings.HasSuffix(r.ForProvider.Type().Group, ".aws.upbound.io")
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"Cluster": naming.AWSEKSCluster, "NodeGroup": naming.AWSEKSNodeGroup, "Role": naming.AWSIAMRole,
		"RolePolicy": naming.AWSIAMRolePolicy, "Alias": naming.AWSKMSAlias, "Group": naming.AWSLogGroup,
	}}
	resources := slices.DeleteFunc(Build(fullPlan(), observations{}), func(r managed.Resource) bool { return !ofAWS(r) })
	names.Check(t, resources)
	names.CheckComplete(t, resources)
	for _, r := range resources {
		if l, ok := r.ForProvider.(aws.LaunchTemplate); ok {
			if err := naming.Valid(naming.AWSLaunchTemplate, l.Name); err != nil {
				t.Errorf("name of %q: %v", r.Key, err)
			}
		}
	}
}

// TestBuildTags checks that whatever AWS can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	managedtest.CheckTags(t, Build(fullPlan(), observations{}), "Tags", map[string]string{"team": "team-a", "claim": "shop"}, "Name")
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
			managedtest.CheckKept(t, tc.reason, want, Build(tc.after, o.Lost()), tc.changed...)
		})
	}
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
			managedtest.CheckGrows(t, tc.reason, before, Build(tc.after, o))
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	_, o := converge(t, fullPlan())
	managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(fullPlan(), o) })
}
