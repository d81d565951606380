// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// Status of a Network.
type Status struct {
	platform.CommonStatus `json:",inline"`

	// ID of the network: a VPC id on AWS, a resource id on Azure, a self
	// link's path (projects/.../networks/...) on GCP.
	ID string `json:"id,omitempty"`

	// ResourceGroup of the network. Only on Azure.
	ResourceGroup string `json:"resourceGroup,omitempty"`

	// CIDR is the IPv4 range of the network.
	CIDR string `json:"cidr,omitempty"`

	// IPv6CIDR is the IPv6 range of the network, where it has one.
	IPv6CIDR string `json:"ipv6CIDR,omitempty"`

	// Subnets of the network, in the order of tiers and zones.
	Subnets []Subnet `json:"subnets,omitempty"`

	// SecurityGroups of the network, one for each tier: security groups on
	// AWS, network security groups on Azure.
	SecurityGroups []SecurityGroup `json:"securityGroups,omitempty"`

	// NATAddresses are the public addresses that private subnets leave from.
	NATAddresses []string `json:"natAddresses,omitempty"`

	// DNSZone is the private DNS zone of the network.
	DNSZone *DNSZone `json:"dnsZone,omitempty"`

	// Kubernetes ranges of the network.
	Kubernetes *KubernetesRanges `json:"kubernetes,omitempty"`

	// Peerings with other networks.
	Peerings []PeeringStatus `json:"peerings,omitempty"`

	// Plan is the address plan. It is there from the first render.
	Plan *AddressPlan `json:"plan,omitempty"`
}

// A Subnet of a network.
type Subnet struct {
	// Name of the subnet: its tier and, where subnets are zonal, its zone.
	Name string `json:"name"`

	// ID of the subnet at the cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`

	// Tier of the subnet.
	Tier Tier `json:"tier"`

	// Zone of the subnet, in the cloud's own words. Empty where subnets
	// span the zones of their region.
	Zone string `json:"zone,omitempty"`

	// CIDR is the IPv4 range of the subnet.
	CIDR string `json:"cidr,omitempty"`

	// IPv6CIDR is the IPv6 range of the subnet, where it has one.
	IPv6CIDR string `json:"ipv6CIDR,omitempty"`
}

// A SecurityGroup of a tier.
type SecurityGroup struct {
	// Tier that the group is for.
	Tier Tier `json:"tier"`

	// ID of the group at the cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`
}

// A DNSZone is private to the network.
type DNSZone struct {
	// Name of the zone.
	Name string `json:"name"`

	// ID of the zone at the cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`
}

// KubernetesRanges are set aside for clusters.
type KubernetesRanges struct {
	// PodCIDR is the range of the clusters' pods.
	PodCIDR string `json:"podCIDR,omitempty"`

	// ServiceCIDR is the range of the clusters' services.
	ServiceCIDR string `json:"serviceCIDR,omitempty"`

	// PodRangeName is the name of the secondary range for pods. Only on GCP.
	PodRangeName string `json:"podRangeName,omitempty"`

	// ServiceRangeName is the name of the secondary range for services. Only
	// on GCP.
	ServiceRangeName string `json:"serviceRangeName,omitempty"`

	// PodSubnets are subnets for pods, one for each zone. Only on AWS.
	PodSubnets []PodSubnet `json:"podSubnets,omitempty"`
}

// A PodSubnet gives pods addresses of their own in one zone.
type PodSubnet struct {
	// ID of the subnet at the cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`

	// Zone of the subnet, in the cloud's own words.
	Zone string `json:"zone"`

	// CIDR is the IPv4 range of the subnet.
	CIDR string `json:"cidr"`
}

// A PeeringStatus is the state of a peering.
type PeeringStatus struct {
	// Network is the other network, as namespace/name.
	Network string `json:"network"`

	// ID of the peering at the cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`

	// State of the peering, in the cloud's own words.
	State string `json:"state,omitempty"`
}

// An AddressPlan says which range is for what. Adding a zone or a tier never
// moves a range.
type AddressPlan struct {
	// Zones is the number of zones in use.
	Zones int `json:"zones"`

	// Tiers in use.
	Tiers []Tier `json:"tiers"`

	// Subnets that the network consists of.
	Subnets []PlannedSubnet `json:"subnets"`

	// Reserved ranges, for zones and tiers that are not in use.
	Reserved []ReservedRange `json:"reserved,omitempty"`
}

// A PlannedSubnet is a range with a purpose.
type PlannedSubnet struct {
	// Name of the subnet.
	Name string `json:"name"`

	// Tier of the subnet.
	Tier Tier `json:"tier"`

	// Zone of the subnet, in the cloud's own words. Empty where subnets
	// span the zones of their region.
	Zone string `json:"zone,omitempty"`

	// CIDR is the IPv4 range of the subnet.
	CIDR string `json:"cidr"`
}

// A ReservedRange is kept free.
type ReservedRange struct {
	// CIDR is the IPv4 range that is kept free.
	CIDR string `json:"cidr"`

	// For says what the range is kept for.
	For string `json:"for"`
}
