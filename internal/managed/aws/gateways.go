// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// An InternetGateway connects a VPC with the internet.
// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
type InternetGateway struct {
	Region        string            `json:"region"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags          *tags.Shared      `json:"tags,omitempty"`
}

// Type of an InternetGateway.
func (InternetGateway) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "InternetGateway", Plural: "internetgateways"}
}

// An EgressOnlyInternetGateway lets a VPC reach the internet over IPv6, and not
// the other way round.
// https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
type EgressOnlyInternetGateway struct {
	Region        string            `json:"region"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags          *tags.Shared      `json:"tags,omitempty"`
}

// Type of an EgressOnlyInternetGateway.
func (EgressOnlyInternetGateway) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "EgressOnlyInternetGateway", Plural: "egressonlyinternetgateways"}
}

// An EIPDomain says what an elastic IP address is for.
type EIPDomain string

// EIPDomainVPC addresses are for use in a VPC.
const EIPDomainVPC EIPDomain = "vpc"

// An EIP is an elastic IP address.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
type EIP struct {
	Region string       `json:"region"`
	Domain EIPDomain    `json:"domain,omitempty"`
	Tags   *tags.Shared `json:"tags,omitempty"`
}

// Type of an EIP.
func (EIP) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "EIP", Plural: "eips"}
}

// An EIPObservation is what we read of an EIP.
type EIPObservation struct {
	PublicIP string `json:"publicIp"`
}

// A ConnectivityType says where a NAT gateway leads to.
type ConnectivityType string

// ConnectivityTypePublic NAT gateways lead to the internet.
const ConnectivityTypePublic ConnectivityType = "public"

// A NATGateway lets private subnets reach the internet.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
type NATGateway struct {
	Region               string            `json:"region"`
	ConnectivityType     ConnectivityType  `json:"connectivityType,omitempty"`
	AllocationIDSelector *managed.Selector `json:"allocationIdSelector,omitempty"`
	SubnetIDSelector     *managed.Selector `json:"subnetIdSelector,omitempty"`
	Tags                 *tags.Shared      `json:"tags,omitempty"`
}

// Type of a NATGateway.
func (NATGateway) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "NATGateway", Plural: "natgateways"}
}
