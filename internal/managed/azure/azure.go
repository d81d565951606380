// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure holds the managed resources of provider-azure that we compose:
// only the fields that we set or read, with the JSON names of the provider's CRDs.
package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// API groups of the cluster-scoped kinds.
const (
	groupAzure   = "azure.upbound.io"
	groupNetwork = "network.azure.upbound.io"
	groupStorage = "storage.azure.upbound.io"
)

// Versions of the cluster-scoped kinds.
const (
	v1beta1 = "v1beta1"
	v1beta2 = "v1beta2"
)

// Kinds lists every kind of managed resource that we compose, sorted by name.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: Account{}},
		{ForProvider: NATGateway{}},
		{ForProvider: NATGatewayPublicIPAssociation{}},
		{ForProvider: PrivateDNSZone{}, AtProvider: PrivateDNSZoneObservation{}},
		{ForProvider: PrivateDNSZoneVirtualNetworkLink{}},
		{ForProvider: PublicIP{}, AtProvider: PublicIPObservation{}},
		{ForProvider: ResourceGroup{}},
		{ForProvider: SecurityGroup{}, AtProvider: SecurityGroupObservation{}},
		{ForProvider: SecurityRule{}},
		{ForProvider: Subnet{}, AtProvider: SubnetObservation{}},
		{ForProvider: SubnetNATGatewayAssociation{}},
		{ForProvider: SubnetNetworkSecurityGroupAssociation{}},
		{ForProvider: VirtualNetwork{}, AtProvider: VirtualNetworkObservation{}},
		{ForProvider: VirtualNetworkPeering{}, AtProvider: VirtualNetworkPeeringObservation{}},
		{ForProvider: WatcherFlowLog{}},
	}
}

// A ResourceGroup holds resources that live and die together.
// https://learn.microsoft.com/azure/azure-resource-manager/management/manage-resource-groups-portal
type ResourceGroup struct {
	Location string            `json:"location,omitempty"`
	Tags     map[string]string `json:"tags,omitempty"`
}

// Type of a ResourceGroup.
func (ResourceGroup) Type() managed.Type {
	return managed.Type{Group: groupAzure, Version: v1beta1, Kind: "ResourceGroup", Plural: "resourcegroups"}
}
