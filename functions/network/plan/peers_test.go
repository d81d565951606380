// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
)

func peering(namespace, name string) v1alpha1.Peering {
	return v1alpha1.Peering{NetworkRef: platform.LocalReference{Namespace: namespace, Name: name}}
}

func peerings(ps ...v1alpha1.Peering) v1alpha1.Parameters { return v1alpha1.Parameters{Peerings: ps} }

// referring returns a claim whose first peering refers to a network of the
// supplied status.
func referring(s v1alpha1.Status) claim.Claim {
	c := testClaim()
	c.References = map[string]claim.Referenced{
		"spec.parameters.peerings[0].networkRef": {Found: true, Status: func(into any) error {
			*into.(*v1alpha1.Status) = s
			return nil
		}},
	}
	return c
}

func onAWS(s v1alpha1.Status) v1alpha1.Status {
	s.Provider = platform.ProviderAWS
	return s
}

func TestReferences(t *testing.T) {
	t.Parallel()
	got := References(peerings(peering("", "data"), peering("team-b", "main")))
	if len(got) != 2 {
		t.Fatalf("References(...): got %d, want 2", len(got))
	}
	if want := "spec.parameters.peerings[1].networkRef"; got[1].Path.String() != want || got[1].Kind != "Network" {
		t.Errorf("References(...): got %s of kind %s, want %s of kind Network", got[1].Path, got[1].Kind, want)
	}
	if diff := cmp.Diff(platform.LocalReference{Namespace: "team-b", Name: "main"}, got[1].To); diff != "" {
		t.Errorf("References(...): -want, +got:\n%s", diff)
	}
}

func TestNewPeers(t *testing.T) {
	t.Parallel()
	theirs := onAWS(v1alpha1.Status{
		ID: "vpc-2", CIDR: "10.1.0.0/16",
		Peerings: []v1alpha1.PeeringStatus{{Network: "team-c/x", ID: "pcx-1"}, {Network: "team-a/main", ID: "pcx-2"}},
	})
	cases := map[string]struct {
		reason string
		claim  claim.Claim
		p      v1alpha1.Parameters
		want   []Peer
	}{
		"NotThereYet": {
			reason: "Two networks that list each other cannot both be there first.",
			claim:  testClaim(),
			p:      peerings(peering("", "zebra"), peering("", "data")),
			want: []Peer{
				{Key: "peer-data", Network: "team-a/data"},
				{Key: "peer-zebra", Network: "team-a/zebra", Requester: true},
			},
		},
		"There": {
			reason: "The other side's status says what to connect to.",
			claim:  referring(theirs),
			p:      peerings(peering("team-a", "data")),
			want:   []Peer{{Key: "peer-data", Network: "team-a/data", Found: true, ConnectionID: "pcx-2", Peer: theirs}},
		},
		"SameClusterRanges": {
			reason: "Ranges of clusters that are not a part of the networks may be the same.",
			claim:  referring(onAWS(v1alpha1.Status{CIDR: "10.1.0.0/16", Kubernetes: &v1alpha1.KubernetesRanges{PodCIDR: DefaultPodCIDR, ServiceCIDR: DefaultServiceCIDR}})),
			p:      v1alpha1.Parameters{Kubernetes: &v1alpha1.Kubernetes{}, Peerings: []v1alpha1.Peering{peering("", "data")}},
			want: []Peer{{Key: "peer-data", Network: "team-a/data", Found: true, Peer: onAWS(v1alpha1.Status{
				CIDR: "10.1.0.0/16", Kubernetes: &v1alpha1.KubernetesRanges{PodCIDR: DefaultPodCIDR, ServiceCIDR: DefaultServiceCIDR},
			})}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, errs := New(tc.claim, tc.p, v1alpha1.Status{})
			if len(errs) > 0 {
				t.Fatal(errs.ToAggregate())
			}
			if diff := cmp.Diff(tc.want, got.Peers); diff != "" {
				t.Errorf("%s\nPeers: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestRequesterIsOneOfTwo(t *testing.T) {
	t.Parallel()
	ours := mustPlan(t, peerings(peering("team-b", "data")), v1alpha1.Status{}).Peers[0]
	c := testClaim()
	c.Namespace, c.Name = "team-b", "data"
	theirs, errs := New(c, peerings(peering("team-a", "main")), v1alpha1.Status{})
	if len(errs) > 0 {
		t.Fatal(errs.ToAggregate())
	}
	if ours.Requester == theirs.Peers[0].Requester {
		t.Errorf("both sides say that requester is %v", ours.Requester)
	}
}

func TestPeerKeysAreLegalAndUnique(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 63)
	refs := []v1alpha1.Peering{
		peering("", "b-c"), peering("b", "c"), peering("b-c", "b-c"), peering("", "b.c"),
		peering("", long), peering("", long[:62]+"b"), peering(long, long), peering("x", strings.Repeat("y.", 31)+"z"),
	}
	p := mustPlan(t, peerings(refs...), v1alpha1.Status{})
	seen := make(map[string]string)
	for _, peer := range p.Peers {
		if other, ok := seen[peer.Key]; ok {
			t.Errorf("%s and %s have the same key %s", peer.Network, other, peer.Key)
		}
		seen[peer.Key] = peer.Network
		if len(peer.Key) > maxPeerKey || len(validation.IsDNS1123Label(peer.Key)) > 0 {
			t.Errorf("the key of %s is not legal: %s", peer.Network, peer.Key)
		}
	}
	if len(seen) != len(refs) {
		t.Errorf("got %d keys, want %d", len(seen), len(refs))
	}
}

func TestNewRefusesPeers(t *testing.T) {
	t.Parallel()
	many := v1alpha1.Parameters{}
	for i := range MaxPeerings + 1 {
		many.Peerings = append(many.Peerings, peering("", "net-"+zoneKey(i)))
	}
	k8s := v1alpha1.Parameters{Kubernetes: &v1alpha1.Kubernetes{}, Peerings: []v1alpha1.Peering{peering("", "data")}}
	broken := testClaim()
	broken.References = map[string]claim.Referenced{
		"spec.parameters.peerings[0].networkRef": {Found: true, Status: func(any) error { return errStatus }},
	}
	const advice = ": networks that are peered need ranges of their own, so create one of them anew with another range"
	testRefusals(t, map[string]refusal{
		"Self":    {reason: "A network is connected with itself.", p: peerings(peering("team-a", "main")), want: []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/main": is this network itself: name the other network`}},
		"Twice":   {reason: "The own namespace may be left out.", p: peerings(peering("", "data"), peering("team-a", "data")), want: []string{`spec.parameters.peerings[1].networkRef: Duplicate value: "team-a/data"`}},
		"TooMany": {reason: "Clouds have quotas.", p: many, want: []string{`spec.parameters.peerings: Too many: 11: must have at most 10 items`}},
		"NoName":  {reason: "A reference names an object.", p: peerings(peering("", "")), want: []string{`spec.parameters.peerings[0].networkRef.name: Required value: name the object to refer to`}},
		"BadNames": {reason: "A reference names an object.", p: peerings(peering("*", "A")), want: []string{
			`spec.parameters.peerings[0].networkRef.name: Invalid value: "A": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`,
			`spec.parameters.peerings[0].networkRef.namespace: Invalid value: "*": name each namespace: patterns would also match namespaces that do not exist yet`,
		}},
		"Status":          {reason: "A status that cannot be read is not taken for an empty one.", claim: broken, p: peerings(peering("", "data")), want: []string{`spec.parameters.peerings[0].networkRef: Internal error: status.id is a number`}},
		"OtherCloud":      {reason: "Clouds do not peer with each other.", claim: referring(v1alpha1.Status{CommonStatus: platform.CommonStatus{Provider: platform.ProviderGCP}, CIDR: "10.0.0.0/16"}), p: peerings(peering("", "data")), want: []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/data": is on gcp and this network is on aws: only networks of one cloud can be peered`}},
		"OtherAccount":    {reason: "Accounts are kept apart.", claim: referring(onAWS(v1alpha1.Status{CommonStatus: platform.CommonStatus{ProviderConfig: "production"}, CIDR: "10.0.0.0/16"})), p: peerings(peering("", "data")), want: []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/data": is served with provider config "production" and this network with "default": only networks of one account can be peered`}},
		"Overlap":         {reason: "No cloud connects networks whose ranges overlap.", claim: referring(onAWS(v1alpha1.Status{CIDR: "10.0.0.0/12"})), p: peerings(peering("", "data")), want: []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/data": its cidr 10.0.0.0/12 overlaps cidr 10.0.0.0/16 of this network` + advice}},
		"SubnetsOverlap":  {reason: "An adopted network may be known by its subnets only.", claim: referring(onAWS(v1alpha1.Status{Subnets: []v1alpha1.Subnet{{Name: "private", CIDR: "10.0.7.0/24"}, {Name: "public"}}})), p: peerings(peering("", "data")), want: []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/data": its subnet private 10.0.7.0/24 overlaps cidr 10.0.0.0/16 of this network` + advice}},
		"PodsHideSubnets": {reason: "Our pods could not reach the other network.", claim: referring(onAWS(v1alpha1.Status{CIDR: "100.64.0.0/20"})), p: k8s, want: []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/data": its cidr 100.64.0.0/20 overlaps podCIDR 100.64.0.0/16 of this network` + advice}},
		"PodsInNetwork": {
			reason: "Pod ranges that are a part of the networks must differ too.",
			claim:  referring(onAWS(v1alpha1.Status{CIDR: "10.1.0.0/16", Kubernetes: &v1alpha1.KubernetesRanges{PodCIDR: DefaultPodCIDR, PodSubnets: []v1alpha1.PodSubnet{{}}}})),
			p:      k8s,
			want:   []string{`spec.parameters.peerings[0].networkRef: Invalid value: "team-a/data": its podCIDR 100.64.0.0/16 overlaps podCIDR 100.64.0.0/16 of this network` + advice},
		},
	})
}
