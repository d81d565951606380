// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the parameters and the status of the Network API. The
// schema that a developer sees is definition.yaml beside this package; a test
// proves that both say the same.
package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// A Tier is a group of subnets with the same way to the internet.
type Tier string

// Tiers.
const (
	// TierPublic subnets route to the internet directly.
	TierPublic Tier = "public"

	// TierPrivate subnets reach the internet through NAT only.
	TierPrivate Tier = "private"

	// TierIsolated subnets do not reach the internet.
	TierIsolated Tier = "isolated"
)

// Tiers lists every tier in the order of the address plan.
func Tiers() []Tier { return []Tier{TierPublic, TierPrivate, TierIsolated} }

// A NATMode says how private subnets reach the internet.
type NATMode string

// NAT modes.
const (
	// NATNone gives private subnets no way to the internet.
	NATNone NATMode = "None"

	// NATSingle is one NAT gateway for all zones: cheap, and lost with its
	// zone where the cloud's NAT is zonal.
	NATSingle NATMode = "Single"

	// NATPerZone is one NAT gateway for each zone.
	NATPerZone NATMode = "PerZone"
)

// A Service of the cloud that can be reached without the internet.
type Service string

// Services with private endpoints.
const (
	ServiceObjectStorage     Service = "ObjectStorage"
	ServiceContainerRegistry Service = "ContainerRegistry"
	ServiceSecrets           Service = "Secrets"
	ServiceKeyManagement     Service = "KeyManagement"
	ServiceLogs              Service = "Logs"
)

// Services lists every service, sorted by name.
func Services() []Service {
	return []Service{ServiceContainerRegistry, ServiceKeyManagement, ServiceLogs, ServiceObjectStorage, ServiceSecrets}
}

// A Direction of traffic, seen from the network.
type Direction string

// Directions.
const (
	DirectionInbound  Direction = "Inbound"
	DirectionOutbound Direction = "Outbound"
)

// An Action of a firewall rule.
type Action string

// Actions.
const (
	ActionAllow Action = "Allow"
	ActionDeny  Action = "Deny"
)

// A Protocol of a firewall rule.
type Protocol string

// Protocols.
const (
	ProtocolTCP  Protocol = "TCP"
	ProtocolUDP  Protocol = "UDP"
	ProtocolICMP Protocol = "ICMP"
	ProtocolAll  Protocol = "All"
)

// Parameters of a Network.
type Parameters struct {
	platform.CommonParameters `json:",inline"`

	// CIDR is the IPv4 range of the network.
	CIDR string `json:"cidr,omitempty"`

	// Zones is the number of availability zones to use.
	Zones int `json:"zones,omitempty"`

	// Tiers of subnets to create.
	Tiers []Tier `json:"tiers,omitempty"`

	// NAT says how private subnets reach the internet. Empty means Single
	// where there are public and private tiers, else None.
	NAT NATMode `json:"nat,omitempty"`

	// IPv6 adds an IPv6 range to the network and its subnets.
	IPv6 bool `json:"ipv6,omitempty"`

	// Kubernetes reserves ranges for clusters.
	Kubernetes *Kubernetes `json:"kubernetes,omitempty"`

	// FlowLogs records the network's traffic.
	FlowLogs *FlowLogs `json:"flowLogs,omitempty"`

	// PrivateEndpoints are services of the cloud to reach without the
	// internet.
	PrivateEndpoints []Service `json:"privateEndpoints,omitempty"`

	// DNS is a private zone that resolves within the network.
	DNS *DNS `json:"dns,omitempty"`

	// Firewall rules, the first match wins. What no rule matches is denied
	// from outside of the network and allowed from inside.
	Firewall []FirewallRule `json:"firewall,omitempty"`

	// Peerings with other networks. Both networks must list each other.
	Peerings []Peering `json:"peerings,omitempty"`

	// Adopt an existing network instead of creating one.
	Adopt *Adopt `json:"adopt,omitempty"`

	// ShareWith lists the namespaces whose claims may refer to this network.
	ShareWith []string `json:"shareWith,omitempty"`

	// AllowReplacement permits a change that deletes subnets in use.
	AllowReplacement bool `json:"allowReplacement,omitempty"`
}

// Kubernetes ranges of a network.
type Kubernetes struct {
	// PodCIDR is the IPv4 range of the clusters' pods.
	PodCIDR string `json:"podCIDR,omitempty"`

	// ServiceCIDR is the IPv4 range of the clusters' services.
	ServiceCIDR string `json:"serviceCIDR,omitempty"`
}

// FlowLogs of a network.
type FlowLogs struct {
	// Enabled switches flow logs on.
	Enabled bool `json:"enabled,omitempty"`

	// RetentionDays says for how many days they are kept.
	RetentionDays int `json:"retentionDays,omitempty"`
}

// DNS of a network.
type DNS struct {
	// Zone is the name of a private DNS zone.
	Zone string `json:"zone"`
}

// A FirewallRule allows or denies traffic between subnets and address ranges.
type FirewallRule struct {
	// Name of the rule, unique within the network.
	Name string `json:"name"`

	// Direction of the traffic.
	Direction Direction `json:"direction,omitempty"`

	// Action for traffic that matches.
	Action Action `json:"action,omitempty"`

	// Protocol to match.
	Protocol Protocol `json:"protocol,omitempty"`

	// Ports to match, for example 443 or 8000-8100. None means all.
	Ports []string `json:"ports,omitempty"`

	// CIDRs are the IPv4 ranges on the other side.
	CIDRs []string `json:"cidrs"`

	// Tiers of subnets on this side.
	Tiers []Tier `json:"tiers"`
}

// A Peering connects the network with another one.
type Peering struct {
	// NetworkRef refers to the other network.
	NetworkRef platform.LocalReference `json:"networkRef"`
}

// Adopt describes a network that exists already. It is observed, and never
// created, changed or deleted.
type Adopt struct {
	// ID of the network: a VPC id on AWS, the resource id of a virtual
	// network on Azure, projects/<project>/global/networks/<name> on GCP.
	ID string `json:"id"`

	// Subnets of the network to offer.
	Subnets []AdoptedSubnet `json:"subnets,omitempty"`
}

// An AdoptedSubnet exists already.
type AdoptedSubnet struct {
	// ID of the subnet: a subnet id on AWS, the resource id of a subnet on
	// Azure, projects/<project>/regions/<region>/subnetworks/<name> on GCP.
	ID string `json:"id"`

	// Tier that the subnet is offered as.
	Tier Tier `json:"tier"`
}
