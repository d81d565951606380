// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A VirtualNetwork is a private network in one region.
// https://learn.microsoft.com/azure/virtual-network/virtual-networks-overview
type VirtualNetwork struct {
	Location                  string            `json:"location,omitempty"`
	ResourceGroupName         string            `json:"resourceGroupName,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	AddressSpace              []string          `json:"addressSpace,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a VirtualNetwork.
func (VirtualNetwork) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta2, Kind: "VirtualNetwork", Plural: "virtualnetworks"}
}

// A VirtualNetworkObservation is what we read of a VirtualNetwork.
type VirtualNetworkObservation struct {
	ID           string   `json:"id"`
	AddressSpace []string `json:"addressSpace"`
}

// A Subnet is a range of a virtual network. It spans the zones of its region.
// https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet
type Subnet struct {
	ResourceGroupName              string            `json:"resourceGroupName,omitempty"`
	ResourceGroupNameSelector      *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	VirtualNetworkName             string            `json:"virtualNetworkName,omitempty"`
	VirtualNetworkNameSelector     *managed.Selector `json:"virtualNetworkNameSelector,omitempty"`
	AddressPrefixes                []string          `json:"addressPrefixes,omitempty"`
	DefaultOutboundAccessEnabled   *bool             `json:"defaultOutboundAccessEnabled,omitempty"`
	PrivateEndpointNetworkPolicies string            `json:"privateEndpointNetworkPolicies,omitempty"`
	ServiceEndpoints               []string          `json:"serviceEndpoints,omitempty"`
}

// Type of a Subnet.
func (Subnet) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta2, Kind: "Subnet", Plural: "subnets"}
}

// A SubnetObservation is what we read of a Subnet.
type SubnetObservation struct {
	ID              string   `json:"id"`
	AddressPrefixes []string `json:"addressPrefixes"`
}

// A VirtualNetworkPeering is one side of a connection between two virtual
// networks. It carries traffic once the other side exists too.
// https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview
type VirtualNetworkPeering struct {
	ResourceGroupNameSelector  *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	VirtualNetworkNameSelector *managed.Selector `json:"virtualNetworkNameSelector,omitempty"`
	RemoteVirtualNetworkID     string            `json:"remoteVirtualNetworkId,omitempty"`
	AllowVirtualNetworkAccess  bool              `json:"allowVirtualNetworkAccess"`
	AllowForwardedTraffic      bool              `json:"allowForwardedTraffic"`
	AllowGatewayTransit        bool              `json:"allowGatewayTransit"`
	UseRemoteGateways          bool              `json:"useRemoteGateways"`
}

// Type of a VirtualNetworkPeering.
func (VirtualNetworkPeering) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "VirtualNetworkPeering", Plural: "virtualnetworkpeerings"}
}

// A VirtualNetworkPeeringObservation is what we read of a VirtualNetworkPeering.
type VirtualNetworkPeeringObservation struct {
	ID string `json:"id"`
}
