// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// withNetwork returns the claim with a Network main, whose status is JSON. There is
// none when it is empty.
func withNetwork(t *testing.T, c claim.Claim, status string) claim.Claim {
	t.Helper()
	c.References = map[string]claim.Referenced{"spec.parameters.networkRef": {
		Namespace: "team-a", Name: "main", Found: status != "",
		Status: func(into any) error { return json.Unmarshal([]byte(status), into) },
	}}
	return c
}

// observed is a claim that was composed, with the supplied status.
type observed struct {
	managed.Observed
	status string
}

func (o observed) Status(k managed.Key, into any) bool {
	return k == KeyNetwork && o.status != "" && json.Unmarshal([]byte(o.status), into) == nil
}

const network = `{"provider": "aws", "region": "us-east-1", "id": "vpc-1", "cidr": "10.0.0.0/16", "subnets": [
	{"name": "public-a", "tier": "public", "zone": "us-east-1a", "id": "subnet-1"},
	{"name": "private-b", "tier": "private", "zone": "us-east-1b", "id": "subnet-2"},
	{"name": "private-c", "tier": "private", "zone": "us-east-1c", "id": "subnet-3"}]}`

func TestReferencedNetwork(t *testing.T) {
	t.Parallel()

	p := v1alpha1.Parameters{NetworkRef: &platform.LocalReference{Name: "main"}}
	got := mustPlanFor(t, withNetwork(t, testClaim(), network), p, v1alpha1.Status{})
	if _, own := got.NetworkResource(); own || got.Network.Waits != "" || got.Network.Name != "team-a/main" {
		t.Errorf("want the network that is referred to, got %+v", got.Network)
	}
	want := []regions.Zone{{Key: platform.ZoneB, Name: "us-east-1b"}, {Key: platform.ZoneC, Name: "us-east-1c"}}
	if diff := cmp.Diff(want, got.NodePools[0].Zones); diff != "" {
		t.Errorf("Nodes are in the zones of private subnets: -want, +got:\n%s", diff)
	}
	status := got.NetworkStatus(observed{})
	if status.ID != "vpc-1" || len(status.Subnets) != 3 || status.Own || NodeTier(status) != networkv1alpha1.TierPrivate {
		t.Errorf("want the status of the network, got %+v", status)
	}

	recorded := v1alpha1.Status{Network: &status}
	for name, c := range map[string]claim.Claim{
		"is gone":   withNetwork(t, testClaim(), ""),
		"lost it":   withNetwork(t, testClaim(), `{}`),
		"not asked": testClaim(),
	} {
		lost := mustPlanFor(t, c, p, recorded)
		if diff := cmp.Diff(status, lost.NetworkStatus(observed{})); diff != "" || lost.Network.Waits != "" {
			t.Errorf("A network that %s is what was recorded: -want, +got:\n%s", name, diff)
		}
		if diff := cmp.Diff(got.NodePools[0].Zones, lost.NodePools[0].Zones); diff != "" {
			t.Errorf("A network that %s keeps its zones: -want, +got:\n%s", name, diff)
		}
	}
	for status, want := range map[string]string{"": "network team-a/main does not exist", `{}`: "network team-a/main has no id yet"} {
		if waits := mustPlanFor(t, withNetwork(t, testClaim(), status), p, v1alpha1.Status{}).Network.Waits; waits != want {
			t.Errorf("A network with the status %q: waits for %q, want %q", status, waits, want)
		}
	}
	if refs := References(p); len(refs) != 1 || refs[0].Kind != KindNetwork || refs[0].Path.String() != "spec.parameters.networkRef" {
		t.Errorf("want one reference, got %v", refs)
	}
	if refs := References(v1alpha1.Parameters{}); refs != nil {
		t.Errorf("want no reference, got %v", refs)
	}
}

func TestIsolatedNetwork(t *testing.T) {
	t.Parallel()

	s := v1alpha1.NetworkStatus{Subnets: []networkv1alpha1.Subnet{{Tier: networkv1alpha1.TierPublic}, {Tier: networkv1alpha1.TierIsolated}}}
	if got := NodeTier(s); got != networkv1alpha1.TierIsolated {
		t.Errorf("nodes of a network without private subnets are in isolated ones, got %s", got)
	}
}

func TestOwnNetwork(t *testing.T) {
	t.Parallel()

	got := mustPlan(t, v1alpha1.Parameters{CommonParameters: platform.CommonParameters{Tags: map[string]string{"a": "b"}, DeletionPolicy: platform.DeletionPolicyOrphan}}, v1alpha1.Status{})
	resource, own := got.NetworkResource()
	if !own || resource.Key != KeyNetwork || resource.Component != ComponentNetwork {
		t.Errorf("want a network, got %+v", resource)
	}
	if p := got.Network.Own; p.Tags["a"] != "b" || p.DeletionPolicy != platform.DeletionPolicyOrphan || p.Environment != "default" {
		t.Errorf("a network is tagged and deleted like its cluster, got %+v", p)
	}
	status := got.NetworkStatus(observed{status: network})
	if !status.Own || status.Zones != 3 || status.ID != "vpc-1" || status.Name != "" {
		t.Errorf("want the status of the own network, got %+v", status)
	}
	recorded := v1alpha1.Status{ID: "arn", Network: &status}
	if diff := cmp.Diff(status, mustPlan(t, v1alpha1.Parameters{}, recorded).NetworkStatus(observed{})); diff != "" {
		t.Errorf("What is lost is what was recorded: -want, +got:\n%s", diff)
	}
	if empty := got.NetworkStatus(observed{}); empty.ID != "" || !empty.Own {
		t.Errorf("want a network without an id, got %+v", empty)
	}

	zones := func(zones ...platform.Zone) v1alpha1.Parameters {
		return v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{{Name: "main", Zones: zones}}}
	}
	if n := mustPlan(t, zones(platform.ZoneA), v1alpha1.Status{}).Network.Own.Zones; n != 3 {
		t.Errorf("want three zones at least, got %d", n)
	}
	if n := mustPlan(t, zones(platform.ZoneE), v1alpha1.Status{}).Network.Own.Zones; n != 5 {
		t.Errorf("want as many zones as pools name, got %d", n)
	}
	status.Zones = 5
	if n := mustPlan(t, zones(platform.ZoneA), recorded).Network.Own.Zones; n != 5 {
		t.Errorf("a network does not shrink, got %d zones", n)
	}
}
