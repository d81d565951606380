// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A Subnet is a range of a VPC in one availability zone.
// https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
type Subnet struct {
	Region                      string            `json:"region"`
	AvailabilityZone            string            `json:"availabilityZone,omitempty"`
	CIDRBlock                   string            `json:"cidrBlock,omitempty"`
	IPv6CIDRBlock               string            `json:"ipv6CidrBlock,omitempty"`
	AssignIPv6AddressOnCreation *bool             `json:"assignIpv6AddressOnCreation,omitempty"`
	MapPublicIPOnLaunch         *bool             `json:"mapPublicIpOnLaunch,omitempty"`
	VPCIDSelector               *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags                        *tags.Shared      `json:"tags,omitempty"`
}

// Type of a Subnet.
func (Subnet) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "Subnet", Plural: "subnets"}
}

// A SubnetObservation is what we read of a Subnet.
type SubnetObservation struct {
	ID               string `json:"id"`
	VPCID            string `json:"vpcId"`
	AvailabilityZone string `json:"availabilityZone"`
	CIDRBlock        string `json:"cidrBlock"`
	IPv6CIDRBlock    string `json:"ipv6CidrBlock"`
}

// A VPCIPv4CIDRBlockAssociation adds a range to a VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/add-ipv4-cidr.html
type VPCIPv4CIDRBlockAssociation struct {
	Region        string            `json:"region"`
	CIDRBlock     string            `json:"cidrBlock,omitempty"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
}

// Type of a VPCIPv4CIDRBlockAssociation.
func (VPCIPv4CIDRBlockAssociation) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "VPCIPv4CidrBlockAssociation", Plural: "vpcipv4cidrblockassociations"}
}
