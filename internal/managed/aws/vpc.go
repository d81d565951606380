// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws holds the managed resources of provider-aws that we compose: only
// the fields that we set or read, with the JSON names of the provider's CRDs.
package aws

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A VPC is a virtual private cloud.
// https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html
type VPC struct {
	Region                       string       `json:"region"`
	CIDRBlock                    string       `json:"cidrBlock,omitempty"`
	EnableDNSSupport             *bool        `json:"enableDnsSupport,omitempty"`
	EnableDNSHostnames           *bool        `json:"enableDnsHostnames,omitempty"`
	AssignGeneratedIPv6CIDRBlock *bool        `json:"assignGeneratedIpv6CidrBlock,omitempty"`
	Tags                         *tags.Shared `json:"tags,omitempty"`
}

// Type of a VPC.
func (VPC) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "VPC", Plural: "vpcs"}
}

// A VPCObservation is what we read of a VPC.
type VPCObservation struct {
	ID            string `json:"id"`
	ARN           string `json:"arn"`
	CIDRBlock     string `json:"cidrBlock"`
	IPv6CIDRBlock string `json:"ipv6CidrBlock"`
}
