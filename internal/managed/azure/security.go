// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A SecurityGroup is a network security group: the firewall of subnets.
// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
type SecurityGroup struct {
	Location                  string            `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a SecurityGroup.
func (SecurityGroup) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "SecurityGroup", Plural: "securitygroups"}
}

// A SecurityGroupObservation is what we read of a SecurityGroup.
type SecurityGroupObservation struct {
	ID string `json:"id"`
}

// A SecurityRule allows or denies traffic. Azure takes either the singular or
// the plural of an address prefix and of a port range, never both.
// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules
type SecurityRule struct {
	ResourceGroupNameSelector        *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	NetworkSecurityGroupNameSelector *managed.Selector `json:"networkSecurityGroupNameSelector,omitempty"`
	Description                      string            `json:"description,omitempty"`
	Priority                         int               `json:"priority"`
	Direction                        string            `json:"direction"`
	Access                           string            `json:"access"`
	Protocol                         string            `json:"protocol"`
	SourceAddressPrefix              string            `json:"sourceAddressPrefix,omitempty"`
	SourceAddressPrefixes            []string          `json:"sourceAddressPrefixes,omitempty"`
	SourcePortRange                  string            `json:"sourcePortRange,omitempty"`
	DestinationAddressPrefix         string            `json:"destinationAddressPrefix,omitempty"`
	DestinationAddressPrefixes       []string          `json:"destinationAddressPrefixes,omitempty"`
	DestinationPortRange             string            `json:"destinationPortRange,omitempty"`
	DestinationPortRanges            []string          `json:"destinationPortRanges,omitempty"`
}

// Type of a SecurityRule.
func (SecurityRule) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "SecurityRule", Plural: "securityrules"}
}

// A SubnetNetworkSecurityGroupAssociation puts a subnet behind a security group.
type SubnetNetworkSecurityGroupAssociation struct {
	NetworkSecurityGroupIDSelector *managed.Selector `json:"networkSecurityGroupIdSelector,omitempty"`
	SubnetIDSelector               *managed.Selector `json:"subnetIdSelector,omitempty"`
}

// Type of a SubnetNetworkSecurityGroupAssociation.
func (SubnetNetworkSecurityGroupAssociation) Type() managed.Type {
	return managed.Type{
		Group: groupNetwork, Version: v1beta1,
		Kind:   "SubnetNetworkSecurityGroupAssociation",
		Plural: "subnetnetworksecuritygroupassociations",
	}
}
