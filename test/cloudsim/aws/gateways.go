// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func gateways() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   ec2("v1beta1", "InternetGateway", "internetgateways"),
			Prefix: "igw-", Noun: "EC2 Internet Gateway", Service: "EC2", Call: "InternetGateway",
			Links:       []cloud.Link{toVPC(false)},
			Check:       checkInternetGateway,
			CheckDelete: checkUnmapped,
			Attributes:  ownerAttributes,
		},
		{
			Type:   ec2("v1beta1", "EgressOnlyInternetGateway", "egressonlyinternetgateways"),
			Prefix: "eigw-", Noun: "EC2 Egress-only Internet Gateway", Service: "EC2", Call: "EgressOnlyInternetGateway",
			Required:  []string{"vpcId"},
			Immutable: []string{"vpcId"},
			Links:     []cloud.Link{toVPC(false)},
		},
		{
			Type: ec2("v1beta1", "EIP", "eips"), Prefix: "eipalloc-", Noun: "EC2 EIP", Service: "EC2", Call: "Address",
			Immutable:  []string{"domain", "publicIpv4Pool"},
			Defaults:   cloud.Value{"publicIpv4Pool": "amazon"},
			Attributes: eipAttributes,
		},
		{
			Type: ec2("v1beta1", "NATGateway", "natgateways"), Prefix: "nat-", Noun: "EC2 NAT Gateway", Service: "EC2", Call: "NatGateway",
			Immutable: []string{"allocationId", "subnetId", "connectivityType", "privateIp", "vpcId"},
			Links: []cloud.Link{
				{Field: "allocationId", To: eip, Code: "InvalidAllocationID.NotFound", Text: "The allocation ID '%s' does not exist", Holds: true},
				{Field: "secondaryAllocationIds", To: eip, Code: "InvalidAllocationID.NotFound", Text: "The allocation ID '%s' does not exist", Holds: true},
				holding(toSubnet("subnetId")),
			},
			Defaults:   cloud.Value{"connectivityType": "public"},
			Check:      checkNATGateway,
			Attributes: natAttributes,
		},
	}
}

func ownerAttributes(r *cloud.Request) cloud.Value { return cloud.Value{"ownerId": r.Account.ID} }

func checkInternetGateway(r *cloud.Request) error {
	v := r.To("vpcId")
	if other := cloud.First(r.UsersOf(v, internetGateway)); other != nil {
		return cloud.Refuse(400, "InvalidParameterValue", "Network %s already has an internet gateway attached (%s)", v.ID, other.ID)
	}
	return nil
}

// checkUnmapped refuses to detach an internet gateway that public addresses need.
func checkUnmapped(r *cloud.Request) error {
	v := r.To("vpcId")
	for n := range r.Others(natGateway) {
		if s := n.To("subnetId"); s != nil && s.To("vpcId") == v && n.To("allocationId") != nil {
			return cloud.Refuse(400, "DependencyViolation",
				"Network %s has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.", v.ID)
		}
	}
	return nil
}

func eipAttributes(r *cloud.Request) cloud.Value {
	ip := r.Address("public")
	out := cloud.Value{
		"allocationId": r.ID,
		"publicIp":     ip,
		"publicDns":    "ec2-" + dashes(ip) + "." + r.Region() + ".compute.amazonaws.com",
		"domain":       "vpc",
	}
	if n := cloud.First(r.Users(natGateway)); n != nil {
		out["associationId"] = "eipassoc-0" + r.About(n).Hex(16, "association")
	}
	return out
}

// checkNATGateway checks what makes a NAT gateway fail after it was created.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
func checkNATGateway(r *cloud.Request) error {
	if r.Args.String("availabilityMode") != "regional" && !r.Args.Has("subnetId") {
		return cloud.Refuse(400, "MissingParameter", "The request must include the SubnetId parameter. Add the required parameter and retry the request.")
	}
	if r.Args.String("connectivityType") == "private" {
		if r.Args.Has("allocationId") {
			return cloud.Refuse(400, "InvalidParameter", "AllocationId cannot be specified for a private NAT gateway")
		}
		return nil
	}
	if !r.Args.Has("allocationId") {
		return cloud.Refuse(400, "MissingParameter", "The request must include the AllocationId parameter. Add the required parameter and retry the request.")
	}
	e := r.To("allocationId")
	if cloud.First(r.UsersOf(e, natGateway)) != nil {
		return cloud.Refuse(400, late+"Resource.AlreadyAssociated", "Elastic IP address [%s] is already associated", e.ID)
	}
	v := r.To("subnetId").To("vpcId")
	if cloud.First(r.UsersOf(v, internetGateway)) != nil {
		return nil
	}
	return cloud.Refuse(400, late+"Gateway.NotAttached", "Network %s has no Internet gateway attached", v.ID)
}

func natAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"networkInterfaceId": "eni-0" + r.Hex(16, "interface")}
	if e := r.To("allocationId"); e != nil {
		out["publicIp"] = r.About(e).Address("public")
		out["associationId"] = "eipassoc-0" + r.Hex(16, "association")
	}
	if s := r.To("subnetId"); s != nil {
		if p := cloud.CIDRs(s.Args.String("cidrBlock")); len(p) > 0 {
			out["privateIp"] = p[0].Addr().Next().Next().Next().Next().String()
		}
	}
	return out
}
