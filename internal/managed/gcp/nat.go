// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An Address is a static address in one region.
// https://cloud.google.com/compute/docs/ip-addresses
type Address struct {
	Project     string      `json:"project,omitempty"`
	Region      string      `json:"region"`
	AddressType AddressType `json:"addressType,omitempty"`
	NetworkTier NetworkTier `json:"networkTier,omitempty"`

	// Purpose and Subnetwork of an internal address.
	Purpose    AddressPurpose    `json:"purpose,omitempty"`
	Subnetwork string            `json:"subnetwork,omitempty"`
	Labels     map[string]string `json:"labels,omitempty"`
}

// An AddressType says where an address is known.
type AddressType string

// Types of addresses.
const (
	// AddressTypeExternal addresses are known on the internet.
	AddressTypeExternal AddressType = "EXTERNAL"

	// AddressTypeInternal addresses belong to a subnetwork.
	AddressTypeInternal AddressType = "INTERNAL"
)

// An AddressPurpose says what an internal address is for.
type AddressPurpose string

// AddressPurposeSharedVIP addresses are those of any number of forwarding rules.
const AddressPurposeSharedVIP AddressPurpose = "SHARED_LOADBALANCER_VIP"

// A NetworkTier says whose network traffic takes on its way.
type NetworkTier string

// NetworkTierPremium traffic stays in Google's network for as long as possible.
const NetworkTierPremium NetworkTier = "PREMIUM"

// Type of an Address.
func (Address) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta1, Kind: "Address", Plural: "addresses"}
}

// An AddressObservation is what we read of an Address.
type AddressObservation struct {
	Address string `json:"address"`
}

// A Router belongs to a network and a region. A RouterNAT needs one.
// https://cloud.google.com/network-connectivity/docs/router
type Router struct {
	Project         string            `json:"project,omitempty"`
	Region          string            `json:"region"`
	NetworkSelector *managed.Selector `json:"networkSelector,omitempty"`
}

// Type of a Router.
func (Router) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "Router", Plural: "routers"}
}

// A RouterNAT is a regional NAT gateway. It is not a machine, and does not depend
// on any zone.
// https://cloud.google.com/nat/docs/overview
type RouterNAT struct {
	Project                          string                   `json:"project,omitempty"`
	Region                           string                   `json:"region"`
	RouterSelector                   *managed.Selector        `json:"routerSelector,omitempty"`
	NATIPAllocateOption              NATIPAllocateOption      `json:"natIpAllocateOption,omitempty"`
	NATIPs                           []string                 `json:"natIps,omitempty"`
	SourceSubnetworkIPRangesToNAT    SourceSubnetworkIPRanges `json:"sourceSubnetworkIpRangesToNat,omitempty"`
	Subnetwork                       []RouterNATSubnetwork    `json:"subnetwork,omitempty"`
	EnableDynamicPortAllocation      *bool                    `json:"enableDynamicPortAllocation,omitempty"`
	EnableEndpointIndependentMapping *bool                    `json:"enableEndpointIndependentMapping,omitempty"`
	LogConfig                        *RouterNATLogConfig      `json:"logConfig,omitempty"`
}

// A NATIPAllocateOption says whose addresses a NAT gateway uses.
type NATIPAllocateOption string

// NATIPAllocateManually uses addresses that we reserved, which others can allow in
// their firewalls because they never change.
const NATIPAllocateManually NATIPAllocateOption = "MANUAL_ONLY"

// SourceSubnetworkIPRanges say which subnetworks a NAT gateway serves.
type SourceSubnetworkIPRanges string

// SourceSubnetworkIPRangesListed serves the listed subnetworks only.
const SourceSubnetworkIPRangesListed SourceSubnetworkIPRanges = "LIST_OF_SUBNETWORKS"

// A RouterNATSubnetwork is served by a NAT gateway.
type RouterNATSubnetwork struct {
	Name                string     `json:"name"`
	SourceIPRangesToNAT []IPRanges `json:"sourceIpRangesToNat"`
}

// IPRanges are some of the ranges of a subnetwork.
type IPRanges string

// IPRangesAll are the primary and all secondary ranges of a subnetwork.
const IPRangesAll IPRanges = "ALL_IP_RANGES"

// A RouterNATLogConfig switches logs on.
type RouterNATLogConfig struct {
	Enable bool      `json:"enable"`
	Filter LogFilter `json:"filter"`
}

// A LogFilter says what a NAT gateway logs.
type LogFilter string

// LogFilterErrors logs connections for which no address or port was left.
const LogFilterErrors LogFilter = "ERRORS_ONLY"

// Type of a RouterNAT.
func (RouterNAT) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "RouterNAT", Plural: "routernats"}
}
