// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A PrivateDNSZone is a zone that resolves within the networks it is linked to.
// https://learn.microsoft.com/azure/dns/private-dns-privatednszone
type PrivateDNSZone struct {
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a PrivateDNSZone.
func (PrivateDNSZone) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta2, Kind: "PrivateDNSZone", Plural: "privatednszones"}
}

// A PrivateDNSZoneObservation is what we read of a PrivateDNSZone.
type PrivateDNSZoneObservation struct {
	ID string `json:"id"`
}

// A PrivateDNSZoneVirtualNetworkLink makes a zone resolve within a network.
// https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links
type PrivateDNSZoneVirtualNetworkLink struct {
	ResourceGroupNameSelector  *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	PrivateDNSZoneNameSelector *managed.Selector `json:"privateDnsZoneNameSelector,omitempty"`
	VirtualNetworkID           string            `json:"virtualNetworkId,omitempty"`
	VirtualNetworkIDSelector   *managed.Selector `json:"virtualNetworkIdSelector,omitempty"`
	RegistrationEnabled        bool              `json:"registrationEnabled"`
	Tags                       map[string]string `json:"tags,omitempty"`
}

// Type of a PrivateDNSZoneVirtualNetworkLink.
func (PrivateDNSZoneVirtualNetworkLink) Type() managed.Type {
	return managed.Type{
		Group: groupNetwork, Version: v1beta1,
		Kind:   "PrivateDNSZoneVirtualNetworkLink",
		Plural: "privatednszonevirtualnetworklinks",
	}
}
