// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A VPCEndpointType says how a VPC endpoint is reached.
type VPCEndpointType string

// Types of VPC endpoints.
const (
	// VPCEndpointTypeGateway endpoints are targets of routes.
	VPCEndpointTypeGateway VPCEndpointType = "Gateway"

	// VPCEndpointTypeInterface endpoints have addresses in subnets.
	VPCEndpointTypeInterface VPCEndpointType = "Interface"
)

// A VPCEndpoint reaches a service of AWS without the internet.
// https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
type VPCEndpoint struct {
	Region            string            `json:"region"`
	ServiceName       string            `json:"serviceName,omitempty"`
	VPCEndpointType   VPCEndpointType   `json:"vpcEndpointType,omitempty"`
	PrivateDNSEnabled *bool             `json:"privateDnsEnabled,omitempty"`
	VPCIDSelector     *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags              map[string]string `json:"tags,omitempty"`
}

// Type of a VPCEndpoint.
func (VPCEndpoint) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "VPCEndpoint", Plural: "vpcendpoints"}
}

// A VPCEndpointObservation is what we read of a VPCEndpoint.
type VPCEndpointObservation struct {
	PrefixListID string `json:"prefixListId"`
}

// A VPCEndpointRouteTableAssociation routes to a gateway endpoint.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
type VPCEndpointRouteTableAssociation struct {
	Region                string            `json:"region"`
	RouteTableIDSelector  *managed.Selector `json:"routeTableIdSelector,omitempty"`
	VPCEndpointIDSelector *managed.Selector `json:"vpcEndpointIdSelector,omitempty"`
}

// Type of a VPCEndpointRouteTableAssociation.
func (VPCEndpointRouteTableAssociation) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "VPCEndpointRouteTableAssociation", Plural: "vpcendpointroutetableassociations"}
}

// A VPCEndpointSubnetAssociation gives an interface endpoint an address in a
// subnet, at most one for each availability zone.
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
type VPCEndpointSubnetAssociation struct {
	Region                string            `json:"region"`
	SubnetIDSelector      *managed.Selector `json:"subnetIdSelector,omitempty"`
	VPCEndpointIDSelector *managed.Selector `json:"vpcEndpointIdSelector,omitempty"`
}

// Type of a VPCEndpointSubnetAssociation.
func (VPCEndpointSubnetAssociation) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "VPCEndpointSubnetAssociation", Plural: "vpcendpointsubnetassociations"}
}

// A VPCEndpointSecurityGroupAssociation puts a security group in front of an
// interface endpoint.
type VPCEndpointSecurityGroupAssociation struct {
	Region                    string            `json:"region"`
	ReplaceDefaultAssociation *bool             `json:"replaceDefaultAssociation,omitempty"`
	SecurityGroupIDSelector   *managed.Selector `json:"securityGroupIdSelector,omitempty"`
	VPCEndpointIDSelector     *managed.Selector `json:"vpcEndpointIdSelector,omitempty"`
}

// Type of a VPCEndpointSecurityGroupAssociation.
func (VPCEndpointSecurityGroupAssociation) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "VPCEndpointSecurityGroupAssociation", Plural: "vpcendpointsecuritygroupassociations"}
}
