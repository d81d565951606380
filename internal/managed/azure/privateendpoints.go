// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A PrivateEndpoint is an address in a subnet at which a service is reached.
// https://learn.microsoft.com/azure/private-link/private-endpoint-overview
type PrivateEndpoint struct {
	Location                  string                    `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector         `json:"resourceGroupNameSelector,omitempty"`
	SubnetID                  string                    `json:"subnetId,omitempty"`
	PrivateServiceConnection  *PrivateServiceConnection `json:"privateServiceConnection,omitempty"`
	Tags                      map[string]string         `json:"tags,omitempty"`
}

// Type of a PrivateEndpoint.
func (PrivateEndpoint) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta2, Kind: "PrivateEndpoint", Plural: "privateendpoints"}
}

// A PrivateServiceConnection says which service is reached.
type PrivateServiceConnection struct {
	Name                        string   `json:"name"`
	IsManualConnection          bool     `json:"isManualConnection"`
	PrivateConnectionResourceID string   `json:"privateConnectionResourceId,omitempty"`
	SubresourceNames            []string `json:"subresourceNames,omitempty"`
}

// SubresourceFile are the shares of a storage account.
// https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource
const SubresourceFile = "file"

// A PrivateEndpointObservation is what we read of a PrivateEndpoint.
type PrivateEndpointObservation struct {
	ID                       string                              `json:"id"`
	PrivateServiceConnection PrivateServiceConnectionObservation `json:"privateServiceConnection"`
}

// A PrivateServiceConnectionObservation has the address that the service got.
type PrivateServiceConnectionObservation struct {
	PrivateIPAddress string `json:"privateIpAddress"`
}

// A PrivateDNSARecord is an address in a private zone.
// https://learn.microsoft.com/azure/dns/dns-private-records
type PrivateDNSARecord struct {
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	ZoneNameSelector          *managed.Selector `json:"zoneNameSelector,omitempty"`
	TTL                       int               `json:"ttl,omitempty"`
	Records                   []string          `json:"records,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a PrivateDNSARecord.
func (PrivateDNSARecord) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "PrivateDNSARecord", Plural: "privatednsarecords"}
}
