// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A NetworkInterface connects a machine to a network.
// https://learn.microsoft.com/azure/virtual-network/virtual-network-network-interface
type NetworkInterface struct {
	Location                     string                     `json:"location,omitempty"`
	ResourceGroupNameSelector    *managed.Selector          `json:"resourceGroupNameSelector,omitempty"`
	AcceleratedNetworkingEnabled *bool                      `json:"acceleratedNetworkingEnabled,omitempty"`
	IPConfiguration              []InterfaceIPConfiguration `json:"ipConfiguration,omitempty"`
	Tags                         map[string]string          `json:"tags,omitempty"`
}

// Type of a NetworkInterface.
func (NetworkInterface) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "NetworkInterface", Plural: "networkinterfaces"}
}

// An InterfaceIPConfiguration gives a network interface its addresses.
type InterfaceIPConfiguration struct {
	Name                       string `json:"name"`
	SubnetID                   string `json:"subnetId,omitempty"`
	PrivateIPAddressAllocation string `json:"privateIpAddressAllocation"`
	PublicIPAddressID          string `json:"publicIpAddressId,omitempty"`
}

// A NetworkInterfaceObservation is what we read of a NetworkInterface.
type NetworkInterfaceObservation struct {
	ID                       string `json:"id"`
	PrivateIPAddress         string `json:"privateIpAddress"`
	InternalDomainNameSuffix string `json:"internalDomainNameSuffix"`
}

// A NetworkInterfaceSecurityGroupAssociation puts a network interface behind a security
// group.
type NetworkInterfaceSecurityGroupAssociation struct {
	NetworkInterfaceIDSelector     *managed.Selector `json:"networkInterfaceIdSelector,omitempty"`
	NetworkSecurityGroupIDSelector *managed.Selector `json:"networkSecurityGroupIdSelector,omitempty"`
}

// Type of a NetworkInterfaceSecurityGroupAssociation.
func (NetworkInterfaceSecurityGroupAssociation) Type() managed.Type {
	return managed.Type{
		Group: groupNetwork, Version: v1beta1,
		Kind:   "NetworkInterfaceSecurityGroupAssociation",
		Plural: "networkinterfacesecuritygroupassociations",
	}
}
