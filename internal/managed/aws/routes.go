// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A RouteTable holds the routes of the subnets that are associated with it.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
type RouteTable struct {
	Region        string            `json:"region"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags          *tags.Shared      `json:"tags,omitempty"`
}

// A RouteTableObservation is what we read of a RouteTable.
type RouteTableObservation struct {
	ID string `json:"id,omitempty"`
}

// Type of a RouteTable.
func (RouteTable) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "RouteTable", Plural: "routetables"}
}

// A RouteTableAssociation associates a subnet with a route table.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
type RouteTableAssociation struct {
	Region           string            `json:"region"`
	RouteTableID     string            `json:"routeTableId,omitempty"`
	SubnetIDSelector *managed.Selector `json:"subnetIdSelector,omitempty"`
}

// Type of a RouteTableAssociation.
func (RouteTableAssociation) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "RouteTableAssociation", Plural: "routetableassociations"}
}

// A Route sends what goes to one destination to one target.
// https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
type Route struct {
	Region                         string            `json:"region"`
	RouteTableIDSelector           *managed.Selector `json:"routeTableIdSelector,omitempty"`
	DestinationCIDRBlock           string            `json:"destinationCidrBlock,omitempty"`
	DestinationIPv6CIDRBlock       string            `json:"destinationIpv6CidrBlock,omitempty"`
	GatewayIDSelector              *managed.Selector `json:"gatewayIdSelector,omitempty"`
	EgressOnlyGatewayIDSelector    *managed.Selector `json:"egressOnlyGatewayIdSelector,omitempty"`
	NATGatewayIDSelector           *managed.Selector `json:"natGatewayIdSelector,omitempty"`
	VPCPeeringConnectionID         string            `json:"vpcPeeringConnectionId,omitempty"`
	VPCPeeringConnectionIDSelector *managed.Selector `json:"vpcPeeringConnectionIdSelector,omitempty"`
}

// Type of a Route.
func (Route) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "Route", Plural: "routes"}
}
