// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

const (
	testProject = "acme-prod"
	testRegion  = "europe-west1"
	testLink    = selfLinkPrefix + "projects/acme-prod/global/networks/shop"
)

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	return managedtest.Created(resources, atProvider)
}

// atProvider is what the provider would report of a resource.
func atProvider(r managed.Resource) any {
	base := "projects/" + testProject
	switch r.ForProvider.(type) {
	case gcp.Network:
		return gcp.NetworkObservation{
			ID: base + "/global/networks/" + r.ExternalName, SelfLink: selfLinkPrefix + base + "/global/networks/" + r.ExternalName,
			InternalIPv6Range: "fd20:1:2:0:0:0:0:0/48",
		}
	case gcp.Subnetwork:
		id := base + "/regions/" + testRegion + "/subnetworks/" + r.ExternalName
		s := gcp.SubnetworkObservation{ID: id, SelfLink: selfLinkPrefix + id, InternalIPv6Prefix: "fd20:1:2:3:0:0:0:0/64"}
		if r.Key == subnetKey(v1alpha1.TierPublic) {
			s.InternalIPv6Prefix, s.ExternalIPv6Prefix = "", "2600:1900:1:2:0:0:0:0/64"
		}
		return s
	case gcp.Address:
		return gcp.AddressObservation{Address: "203.0.113." + string(r.Key[len(r.Key)-1]-'a'+'1')}
	case gcp.ManagedZone:
		return gcp.ManagedZoneObservation{ID: base + "/managedZones/" + r.ExternalName}
	case gcp.NetworkPeering:
		return gcp.NetworkPeeringObservation{ID: "shop/" + r.ExternalName, State: "ACTIVE"}
	}
	return nil
}

// A change makes one plan of another.
type change func(p *plan.Plan)

// full is a plan that asks for everything.
func full(changes ...change) plan.Plan {
	p := small(func(p *plan.Plan) {
		p.Zones = zones(3)
		p.Tiers = tiers(v1alpha1.Tiers()...)
		p.NAT = v1alpha1.NATPerZone
		p.IPv6 = true
		p.Kubernetes = &plan.Kubernetes{PodCIDR: cidr("10.100.0.0/16"), ServiceCIDR: cidr("10.200.0.0/20")}
		p.FlowLogRetentionDays = 30
		p.Endpoints = []v1alpha1.Service{v1alpha1.ServiceObjectStorage, v1alpha1.ServiceSecrets}
		p.DNSZone = "shop.internal"
		p.Firewall = []plan.FirewallRule{
			{
				Name: "web", Priority: 0, Direction: v1alpha1.DirectionInbound, Action: v1alpha1.ActionAllow,
				Protocol: v1alpha1.ProtocolTCP, Ports: []validate.PortRange{{From: 443, To: 443}, {From: 8000, To: 8100}},
				CIDRs: []netip.Prefix{cidr("0.0.0.0/0")}, Tiers: []v1alpha1.Tier{v1alpha1.TierPublic},
			},
			{
				Name: "no-crosstalk", Priority: 1, Direction: v1alpha1.DirectionOutbound, Action: v1alpha1.ActionDeny,
				Protocol: v1alpha1.ProtocolAll,
				CIDRs:    []netip.Prefix{cidr("10.0.0.0/20")}, Tiers: []v1alpha1.Tier{v1alpha1.TierPrivate, v1alpha1.TierIsolated},
			},
		}
		p.Peers = []plan.Peer{peer("data", v1alpha1.Status{ID: "projects/acme-data/global/networks/data", CIDR: "10.50.0.0/16"})}
	})
	for _, c := range changes {
		c(&p)
	}
	return p
}

// small is a plan that asks for one private subnet and nothing else.
func small(changes ...change) plan.Plan {
	p := plan.Plan{
		Claim: claim.Claim{
			Namespace: "team-a", Name: "shop", Provider: platform.ProviderGCP,
			Region:     regions.Region{Native: testRegion},
			Guardrails: environment.Environment{GCP: environment.GCP{ProjectID: testProject}},
			Tags:       tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
		},
		CIDR:  cidr("10.0.0.0/16"),
		Zones: zones(1),
		Tiers: tiers(v1alpha1.TierPrivate),
		NAT:   v1alpha1.NATNone,
	}
	for _, c := range changes {
		c(&p)
	}
	return p
}

func zones(n int) []plan.Zone {
	out := make([]plan.Zone, 0, n)
	for i := range n {
		key := string(rune('a' + i))
		out = append(out, plan.Zone{Key: key, Name: testRegion + "-" + key, Index: i})
	}
	return out
}

func tiers(ts ...v1alpha1.Tier) []plan.Tier {
	ranges := map[v1alpha1.Tier]string{
		v1alpha1.TierPublic: "10.0.0.0/19", v1alpha1.TierPrivate: "10.0.64.0/18", v1alpha1.TierIsolated: "10.0.128.0/18",
	}
	out := make([]plan.Tier, 0, len(ts))
	for _, t := range ts {
		out = append(out, plan.Tier{Tier: t, Range: cidr(ranges[t])})
	}
	return out
}

func peer(key string, s v1alpha1.Status) plan.Peer {
	return plan.Peer{Key: key, Network: "team-a/" + key, Peer: s}
}

func cidr(s string) netip.Prefix { return netip.MustParsePrefix(s) }

// plans are representative.
func plans() map[string]plan.Plan {
	return map[string]plan.Plan{
		"Small": small(),
		"Full":  full(),
		"Isolated": small(func(p *plan.Plan) {
			p.Tiers = tiers(v1alpha1.TierIsolated)
			p.Endpoints = []v1alpha1.Service{v1alpha1.ServiceLogs}
		}),
		"SingleNAT":      full(func(p *plan.Plan) { p.NAT = v1alpha1.NATSingle }),
		"UnknownProject": full(func(p *plan.Plan) { p.Claim.Guardrails.GCP.ProjectID = "" }),
		"Adopted":        adopting(),
	}
}

func adopting(changes ...change) plan.Plan {
	p := plan.Plan{
		Claim: small().Claim,
		Adopt: &v1alpha1.Adopt{
			ID: "projects/host-project/global/networks/legacy",
			Subnets: []v1alpha1.AdoptedSubnet{
				{ID: "projects/host-project/regions/" + testRegion + "/subnetworks/apps", Tier: v1alpha1.TierPrivate},
				{ID: "projects/host-project/regions/" + testRegion + "/subnetworks/edge", Tier: v1alpha1.TierPublic},
			},
		},
	}
	for _, c := range changes {
		c(&p)
	}
	return p
}
