// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Ids that a subscription would have.
const (
	idGroup   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/group"
	idNetwork = idGroup + "/providers/Microsoft.Network/virtualNetworks/net"
	idPeer    = idGroup + "/providers/Microsoft.Network/virtualNetworks/peer"
)

// smallest is a network with nothing but a private tier.
func smallest() plan.Plan {
	return plan.Plan{
		Claim: claim.Claim{
			Namespace: "team-a",
			Name:      "net",
			Provider:  platform.ProviderAzure,
			Region:    regions.Region{Native: "westeurope", Zones: []string{"1", "2", "3"}},
			Names:     naming.New("hs", "team-a", "net"),
			Tags:      tags.New(tags.Platform{Team: "team-a", Environment: "default", Claim: "net"}, nil, nil),
		},
		CIDR:  prefix("10.0.0.0/16"),
		Zones: testZones(3),
		Tiers: []plan.Tier{testTier(v1alpha1.TierPrivate)},
		NAT:   v1alpha1.NATNone,
	}
}

// largest is a network with everything.
func largest() plan.Plan {
	p := smallest()
	p.Tiers = []plan.Tier{testTier(v1alpha1.TierPublic), testTier(v1alpha1.TierPrivate), testTier(v1alpha1.TierIsolated)}
	p.Reserved = []plan.Reserved{
		{CIDR: prefix("10.0.12.0/22"), For: "zones d to f of the public tier"},
		{CIDR: prefix("10.0.192.0/18"), For: "tiers to come"},
	}
	p.NAT = v1alpha1.NATSingle
	p.IPv6 = true
	p.Kubernetes = &plan.Kubernetes{PodCIDR: prefix("100.64.0.0/16"), ServiceCIDR: prefix("172.20.0.0/16")}
	p.FlowLogRetentionDays = 30
	p.Endpoints = []v1alpha1.Service{
		v1alpha1.ServiceContainerRegistry, v1alpha1.ServiceKeyManagement, v1alpha1.ServiceObjectStorage, v1alpha1.ServiceSecrets,
	}
	p.DNSZone = "corp.example.com"
	p.Firewall = []plan.FirewallRule{
		testRule("web", 0, v1alpha1.TierPublic),
		testRule("admin", 1, v1alpha1.TierPublic, v1alpha1.TierPrivate, v1alpha1.TierIsolated),
		testRule(strings.Repeat("long", 15), 2, v1alpha1.TierIsolated),
	}
	p.Peers = []plan.Peer{
		{Key: "team-b-net", Network: "team-b/net", Peer: v1alpha1.Status{ID: idPeer}},
		{Key: "team-c-net", Network: "team-c/net"},
	}
	return p
}

func prefix(s string) netip.Prefix { return netip.MustParsePrefix(s) }

func testZones(count int) []plan.Zone {
	all := []plan.Zone{{Key: "a", Name: "1"}, {Key: "b", Name: "2", Index: 1}, {Key: "c", Name: "3", Index: 2}}
	return all[:count]
}

func testTier(t v1alpha1.Tier) plan.Tier {
	ranges := map[v1alpha1.Tier]string{
		v1alpha1.TierPublic:   "10.0.0.0/20",
		v1alpha1.TierPrivate:  "10.0.64.0/18",
		v1alpha1.TierIsolated: "10.0.128.0/19",
	}
	return plan.Tier{Tier: t, Range: prefix(ranges[t]), IPv6Index: slices.Index(v1alpha1.Tiers(), t) * 8}
}

func testRule(name string, place int, tiers ...v1alpha1.Tier) plan.FirewallRule {
	return plan.FirewallRule{
		Name:      name,
		Priority:  place,
		Direction: v1alpha1.DirectionInbound,
		Action:    v1alpha1.ActionAllow,
		Protocol:  v1alpha1.ProtocolTCP,
		Ports:     []validate.PortRange{{From: 443, To: 443}, {From: 8000, To: 8100}},
		CIDRs:     []netip.Prefix{prefix("0.0.0.0/0")},
		Tiers:     tiers,
	}
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made those that wait for nothing.
func observe(resources []managed.Resource) observations {
	waits := func(r managed.Resource) bool { return len(r.Waits) > 0 }
	return managedtest.Created(slices.DeleteFunc(slices.Clone(resources), waits), atProvider)
}

// atProvider is what Azure would report of a resource.
func atProvider(r managed.Resource) any {
	return map[string]any{"id": "/id/of/" + string(r.Key), "ipAddress": "203.0.113.7"}
}
