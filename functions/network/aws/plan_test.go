// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

const (
	testRegion  = "eu-west-1"
	testAccount = "123456789012"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAWS,
		Region:      regions.Region{Native: testRegion},
		Environment: "production",
		Guardrails:  environment.Environment{AWS: environment.AWS{AccountID: testAccount}},
		Names:       naming.New("", "team-a", "shop"),
		Tags:        tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

// tierPlace is where a tier's ranges start within 10.0.0.0/16, so that a tier has
// the same ranges whichever other tiers there are.
func tierPlace(t v1alpha1.Tier) int { return slices.Index(v1alpha1.Tiers(), t) }

// newPlan of a network without anything but subnets.
func newPlan(zones int, tiers ...v1alpha1.Tier) plan.Plan {
	p := plan.Plan{Claim: testClaim(), CIDR: netip.MustParsePrefix("10.0.0.0/16"), NAT: v1alpha1.NATNone}
	for i, key := range []string{"a", "b", "c"}[:zones] {
		p.Zones = append(p.Zones, plan.Zone{Key: key, Name: testRegion + key, Index: i})
	}
	for _, t := range tiers {
		tier := plan.Tier{Tier: t, Range: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(tierPlace(t) * 64), 0}), 18)}
		for _, z := range p.Zones {
			index := tierPlace(t)*8 + z.Index
			tier.Subnets = append(tier.Subnets, plan.Subnet{
				Tier: t, Zone: z, IPv6Index: index,
				CIDR: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 0, byte(index * 8), 0}), 21),
			})
		}
		p.Tiers = append(p.Tiers, tier)
	}
	p.Reserved = []plan.Reserved{{CIDR: netip.MustParsePrefix("10.0.192.0/18"), For: "further tiers"}}
	return p
}

// fullPlan of a network with everything that there is.
func fullPlan() plan.Plan {
	p := newPlan(3, v1alpha1.Tiers()...)
	p.NAT = v1alpha1.NATPerZone
	p.IPv6 = true
	p.Kubernetes = kubernetes(p.Zones)
	p.FlowLogRetentionDays = 30
	p.Endpoints = allServices()
	p.DNSZone = "shop.internal.example.com"
	p.Firewall = []plan.FirewallRule{
		rule(0, "block-attacker", v1alpha1.DirectionInbound, v1alpha1.ActionDeny, v1alpha1.ProtocolAll, "203.0.113.0/24", v1alpha1.TierPublic),
		rule(1, "web", v1alpha1.DirectionInbound, v1alpha1.ActionAllow, v1alpha1.ProtocolTCP, "0.0.0.0/0", v1alpha1.TierPublic),
		rule(2, "no-mail", v1alpha1.DirectionOutbound, v1alpha1.ActionDeny, v1alpha1.ProtocolTCP, "0.0.0.0/0", v1alpha1.TierPublic, v1alpha1.TierPrivate),
	}
	p.Firewall[1].Ports = []validate.PortRange{{From: 80, To: 80}, {From: 443, To: 443}}
	p.Firewall[2].Ports = []validate.PortRange{{From: 25, To: 25}}
	p.Peers = []plan.Peer{
		{Key: "team-b-data", Network: "team-b/data", Requester: true, Peer: peerStatus("vpc-0b", "10.1.0.0/16", "eu-central-1")},
		{Key: "team-c-core", Network: "team-c/core", ConnectionID: "pcx-0c", Peer: peerStatus("vpc-0c", "10.2.0.0/16", testRegion)},
	}
	return p
}

func peerStatus(id, cidr, region string) v1alpha1.Status {
	return v1alpha1.Status{CommonStatus: platform.CommonStatus{Region: region}, ID: id, CIDR: cidr}
}

func kubernetes(zones []plan.Zone) *plan.Kubernetes {
	k := &plan.Kubernetes{PodCIDR: netip.MustParsePrefix("100.64.0.0/16"), ServiceCIDR: netip.MustParsePrefix("172.20.0.0/16")}
	for _, z := range zones {
		k.PodSubnets = append(k.PodSubnets, plan.Subnet{Zone: z, CIDR: netip.PrefixFrom(netip.AddrFrom4([4]byte{100, 64, byte(z.Index * 32), 0}), 19)})
	}
	return k
}

func allServices() []v1alpha1.Service {
	return []v1alpha1.Service{
		v1alpha1.ServiceContainerRegistry, v1alpha1.ServiceKeyManagement, v1alpha1.ServiceLogs,
		v1alpha1.ServiceObjectStorage, v1alpha1.ServiceSecrets,
	}
}

func rule(priority int, name string, d v1alpha1.Direction, a v1alpha1.Action, protocol v1alpha1.Protocol, cidr string, tiers ...v1alpha1.Tier) plan.FirewallRule {
	return plan.FirewallRule{
		Name: name, Priority: priority, Direction: d, Action: a, Protocol: protocol,
		CIDRs: []netip.Prefix{netip.MustParsePrefix(cidr)}, Tiers: tiers,
	}
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	return managedtest.Created(resources, atProvider)
}

// atProvider is what AWS would report of a resource.
func atProvider(r managed.Resource) any {
	switch kind := r.ForProvider.Type().Kind; kind {
	case "VPC":
		return `{"id":"vpc-0a","cidrBlock":"10.0.0.0/16","ipv6CidrBlock":"2a05:d018:abc:de00::/56"}`
	case "VPCEndpoint":
		return `{"id":"vpce-0a","prefixListId":"pl-0a"}`
	case "EIP":
		return `{"publicIp":"198.51.100.` + string(r.Key[len(r.Key)-1]-'a'+'1') + `"}`
	case "Subnet":
		return `{"id":"id-of-` + string(r.Key) + `","ipv6CidrBlock":"2a05:d018:abc:de01::/64"}`
	case "Zone":
		return `{"zoneId":"Z0A"}`
	case "VPCPeeringConnection":
		return `{"id":"pcx-0b","acceptStatus":"pending-acceptance"}`
	case "VPCPeeringConnectionAccepter":
		return `{"id":"pcx-0c","acceptStatus":"active"}`
	default:
		return `{"id":"id-of-` + string(r.Key) + `"}`
	}
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, observations{}, func(o managed.Observed) []managed.Resource { return Build(p, o) }, observe)
}
