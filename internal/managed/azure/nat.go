// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A PublicIP is an address that the internet can reach.
// https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses
type PublicIP struct {
	Location                  string            `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	SKU                       string            `json:"sku,omitempty"`
	AllocationMethod          string            `json:"allocationMethod,omitempty"`
	Zones                     []string          `json:"zones,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a PublicIP.
func (PublicIP) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "PublicIP", Plural: "publicips"}
}

// A PublicIPObservation is what we read of a PublicIP.
type PublicIPObservation struct {
	ID        string `json:"id"`
	IPAddress string `json:"ipAddress"`
}

// A NATGateway gives subnets a way to the internet, and the internet no way to
// them.
// https://learn.microsoft.com/azure/nat-gateway/nat-overview
type NATGateway struct {
	Location                  string            `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	SKUName                   string            `json:"skuName,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a NATGateway.
func (NATGateway) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "NATGateway", Plural: "natgateways"}
}

// A NATGatewayPublicIPAssociation gives a NAT gateway an address to leave from.
type NATGatewayPublicIPAssociation struct {
	NATGatewayIDSelector      *managed.Selector `json:"natGatewayIdSelector,omitempty"`
	PublicIPAddressIDSelector *managed.Selector `json:"publicIpAddressIdSelector,omitempty"`
}

// Type of a NATGatewayPublicIPAssociation.
func (NATGatewayPublicIPAssociation) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "NATGatewayPublicIPAssociation", Plural: "natgatewaypublicipassociations"}
}

// A SubnetNATGatewayAssociation makes a subnet leave through a NAT gateway.
type SubnetNATGatewayAssociation struct {
	NATGatewayIDSelector *managed.Selector `json:"natGatewayIdSelector,omitempty"`
	SubnetIDSelector     *managed.Selector `json:"subnetIdSelector,omitempty"`
}

// Type of a SubnetNATGatewayAssociation.
func (SubnetNATGatewayAssociation) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "SubnetNATGatewayAssociation", Plural: "subnetnatgatewayassociations"}
}
