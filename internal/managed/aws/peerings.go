// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A VPCPeeringConnection asks another VPC for a peering.
// https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html
type VPCPeeringConnection struct {
	Region        string            `json:"region"`
	AutoAccept    *bool             `json:"autoAccept,omitempty"`
	PeerVPCID     string            `json:"peerVpcId,omitempty"`
	PeerRegion    string            `json:"peerRegion,omitempty"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags          map[string]string `json:"tags,omitempty"`
}

// Type of a VPCPeeringConnection.
func (VPCPeeringConnection) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "VPCPeeringConnection", Plural: "vpcpeeringconnections"}
}

// A VPCPeeringConnectionObservation is what we read of either side of a peering.
type VPCPeeringConnectionObservation struct {
	ID           string `json:"id"`
	AcceptStatus string `json:"acceptStatus"`
}

// A VPCPeeringConnectionAccepter accepts a peering that another VPC asked for.
// https://docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html
type VPCPeeringConnectionAccepter struct {
	Region                 string            `json:"region"`
	AutoAccept             *bool             `json:"autoAccept,omitempty"`
	VPCPeeringConnectionID string            `json:"vpcPeeringConnectionId,omitempty"`
	Tags                   map[string]string `json:"tags,omitempty"`
}

// Type of a VPCPeeringConnectionAccepter.
func (VPCPeeringConnectionAccepter) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "VPCPeeringConnectionAccepter", Plural: "vpcpeeringconnectionaccepters"}
}
