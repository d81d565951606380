// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package plan decides what a network consists of, whichever cloud serves it.
package plan

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Components of a network. Each has a condition of its own, for example
// SubnetsReady.
const (
	ComponentNetwork   managed.Component = "Network"
	ComponentSubnets   managed.Component = "Subnets"
	ComponentRouting   managed.Component = "Routing"
	ComponentNAT       managed.Component = "NAT"
	ComponentFirewall  managed.Component = "Firewall"
	ComponentFlowLogs  managed.Component = "FlowLogs"
	ComponentEndpoints managed.Component = "Endpoints"
	ComponentDNS       managed.Component = "DNS"
	ComponentPeerings  managed.Component = "Peerings"
)

// Components lists the components in the order in which they are reported.
func Components() []managed.Component {
	return []managed.Component{
		ComponentNetwork, ComponentSubnets, ComponentRouting, ComponentNAT, ComponentFirewall,
		ComponentFlowLogs, ComponentEndpoints, ComponentDNS, ComponentPeerings,
	}
}

// A Plan is a network in the terms that all clouds share.
type Plan struct {
	// Claim that the network is for.
	Claim claim.Claim

	// CIDR is the IPv4 range of the network.
	CIDR netip.Prefix

	// Zones in use.
	Zones []Zone

	// Tiers in use, in the order of v1alpha1.Tiers().
	Tiers []Tier

	// Reserved ranges, for zones and tiers that are not in use.
	Reserved []Reserved

	// NAT says how private subnets reach the internet.
	NAT v1alpha1.NATMode

	// IPv6 says whether the network has an IPv6 range.
	IPv6 bool

	// Kubernetes ranges. Nil when there are none.
	Kubernetes *Kubernetes

	// FlowLogRetentionDays says for how many days flow logs are kept. Zero
	// means no flow logs.
	FlowLogRetentionDays int

	// Endpoints are the services to reach without the internet, sorted.
	Endpoints []v1alpha1.Service

	// DNSZone is the name of the private DNS zone, without a trailing dot.
	// Empty means none.
	DNSZone string

	// Firewall rules, in the order in which they apply.
	Firewall []FirewallRule

	// Peers are the networks to peer with, sorted by key.
	Peers []Peer

	// Adopt is set when the network exists already. Nothing else but Claim
	// and Recorded is set then.
	Adopt *v1alpha1.Adopt

	// Recorded is the status that was recorded last time. Builders fall back
	// on it for values that must not change once they are known.
	Recorded v1alpha1.Status
}

// A Zone is an availability zone.
type Zone struct {
	// Key of the zone: a to f, the same on every cloud.
	Key string

	// Name of the zone in the cloud's own words, for example eu-west-1a.
	Name string

	// Index of the zone, from 0.
	Index int
}

// A Tier is a group of subnets.
type Tier struct {
	// Tier that is planned.
	Tier v1alpha1.Tier

	// Range of the tier, including the space reserved for more zones. It is
	// the subnet's range where subnets span the zones of their region.
	Range netip.Prefix

	// Subnets of the tier, one for each zone in use, for clouds whose subnets
	// belong to a zone.
	Subnets []Subnet

	// IPv6Index of the tier's only subnet where subnets span zones: the
	// number of its /64 within the network's IPv6 range.
	IPv6Index int
}

// A Subnet is one range in one zone.
type Subnet struct {
	// Tier of the subnet.
	Tier v1alpha1.Tier

	// Zone of the subnet.
	Zone Zone

	// CIDR is the IPv4 range of the subnet.
	CIDR netip.Prefix

	// IPv6Index is the number of the subnet's /64 within the network's IPv6
	// range. It is below 256 and never that of another subnet.
	IPv6Index int
}

// Name of the subnet, for example private-a.
func (s Subnet) Name() string { return string(s.Tier) + "-" + s.Zone.Key }

// A Reserved range is kept free.
type Reserved struct {
	CIDR netip.Prefix
	For  string
}

// Kubernetes ranges. A range that was not asked for is the zero Prefix.
type Kubernetes struct {
	PodCIDR     netip.Prefix
	ServiceCIDR netip.Prefix

	// PodSubnets divide PodCIDR by zone, for clouds whose pods take their
	// addresses from subnets. Their Tier is empty.
	PodSubnets []Subnet
}

// A FirewallRule is a rule whose parts have been parsed.
type FirewallRule struct {
	// Name of the rule, unique within the network.
	Name string

	// Priority of the rule: 0 is first. It is the rule's place in the claim.
	Priority int

	Direction v1alpha1.Direction
	Action    v1alpha1.Action
	Protocol  v1alpha1.Protocol

	// Ports to match. None means all.
	Ports []validate.PortRange

	// CIDRs on the other side, canonical and sorted.
	CIDRs []netip.Prefix

	// Tiers on this side, in the order of v1alpha1.Tiers().
	Tiers []v1alpha1.Tier
}

// A Peer is a network to peer with.
type Peer struct {
	// Key of the peering: unique within the network, at most 40 characters,
	// legal in resource names and label values.
	Key string

	// Network is the other network, as namespace/name.
	Network string

	// Found is false while the other network does not exist.
	Found bool

	// Requester is true when this side asks for the connection, on clouds
	// where one side asks and the other one accepts.
	Requester bool

	// ConnectionID is what the other side recorded as the peering's id.
	// Empty while it has none.
	ConnectionID string

	// Peer is the status of the other network. Its ID is empty while the
	// network does not exist.
	Peer v1alpha1.Status
}

// Waits says what a peering waits for while the other network has no id.
func (p Peer) Waits() string { return claim.WaitsFor("network", p.Network, p.Found) }

// HasTier says whether the network has a tier.
func (p Plan) HasTier(t v1alpha1.Tier) bool {
	for _, tier := range p.Tiers {
		if tier.Tier == t {
			return true
		}
	}
	return false
}

// NATZones are the zones that hold a NAT gateway, for clouds whose NAT gateways
// belong to a zone.
func (p Plan) NATZones() []Zone {
	switch p.NAT {
	case v1alpha1.NATSingle:
		return p.Zones[:1]
	case v1alpha1.NATPerZone:
		return p.Zones
	case v1alpha1.NATNone:
		return nil
	}
	return nil
}
