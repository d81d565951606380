// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func endpoints() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: ec2("v1beta2", "VPCEndpoint", "vpcendpoints"), Prefix: "vpce-", Noun: "EC2 VPC Endpoint", Service: "EC2", Call: "VpcEndpoint",
			Required:   []string{"vpcId", "serviceName"},
			Immutable:  []string{"vpcId", "serviceName", "vpcEndpointType"},
			Links:      []cloud.Link{toVPC(false)},
			Defaults:   cloud.Value{"vpcEndpointType": "Gateway"},
			Check:      checkEndpoint,
			Attributes: endpointAttributes,
		},
		{
			Type: ec2("v1beta1", "VPCEndpointRouteTableAssociation", "vpcendpointroutetableassociations"),
			Noun: "EC2 VPC Endpoint Route Table Association", Service: "EC2", Prefix: "a-vpce-",
			Required:  []string{"vpcEndpointId", "routeTableId"},
			Immutable: []string{"vpcEndpointId", "routeTableId"},
			Links:     []cloud.Link{toEndpoint(), nested(toRouteTable())},
			Check:     checkEndpointRouteTable,
		},
		{
			Type: ec2("v1beta1", "VPCEndpointSubnetAssociation", "vpcendpointsubnetassociations"),
			Noun: "EC2 VPC Endpoint Subnet Association", Service: "EC2", Prefix: "a-vpce-",
			Required:  []string{"vpcEndpointId", "subnetId"},
			Immutable: []string{"vpcEndpointId", "subnetId"},
			Links:     []cloud.Link{toEndpoint(), holding(toSubnet("subnetId"))},
			Check:     checkEndpointSubnet,
		},
		{
			Type: ec2("v1beta1", "VPCEndpointSecurityGroupAssociation", "vpcendpointsecuritygroupassociations"),
			Noun: "EC2 VPC Endpoint Security Group Association", Service: "EC2", Prefix: "a-vpce-",
			Required:  []string{"vpcEndpointId", "securityGroupId"},
			Immutable: []string{"vpcEndpointId", "securityGroupId", "replaceDefaultAssociation"},
			Links:     []cloud.Link{toEndpoint(), holding(toSecurityGroup("securityGroupId"))},
			Check:     checkEndpointSecurityGroup,
		},
	}
}

// serviceOf returns the service of the name of an endpoint service of AWS, if it
// exists in the region.
func serviceOf(r *cloud.Request) (string, bool) {
	prefix := "com.amazonaws." + r.Region() + "."
	if partition(r.Region()) == "aws-cn" {
		prefix = "cn." + prefix
	}
	s, ok := strings.CutPrefix(r.Args.String("serviceName"), prefix)
	return s, ok && slices.Contains(interfaceServices(), s)
}

func isInterface(o *cloud.Object) bool { return o.Args.String("vpcEndpointType") == "Interface" }

func checkEndpoint(r *cloud.Request) error {
	s, ok := serviceOf(r)
	if !ok {
		return cloud.Refuse(400, "InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist", r.Args.String("serviceName"))
	}
	if !isInterface(r.Object) && !slices.Contains(gatewayServices(), s) {
		return cloud.Refuse(400, "InvalidParameter", "The VPC endpoint service %s does not support endpoints of type Gateway", r.Args.String("serviceName"))
	}
	if !r.Args.Bool("privateDnsEnabled") {
		return nil
	}
	if !isInterface(r.Object) {
		return cloud.Refuse(400, "InvalidParameter", "Private DNS can only be enabled for endpoints of type Interface")
	}
	v := r.To("vpcId")
	if !v.Args.Bool("enableDnsSupport") || !v.Args.Bool("enableDnsHostnames") {
		return cloud.Refuse(400, "InvalidParameter", "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for %s", v.ID)
	}
	return checkPrivateDNS(r, v, s)
}

func checkPrivateDNS(r *cloud.Request, v *cloud.Object, service string) error {
	for other := range r.UsersOf(v, endpoint) {
		if other.Args.Bool("privateDnsEnabled") && other.Args.String("serviceName") == r.Args.String("serviceName") {
			return cloud.Refuse(400, "InvalidParameter",
				"private-dns-enabled cannot be set because there is already a conflicting DNS domain for %s.%s.amazonaws.com in the VPC %s", service, r.Region(), v.ID)
		}
	}
	return nil
}

func endpointAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"state": "available", "ownerId": r.Account.ID, "requesterManaged": false}
	if !isInterface(r.Object) {
		out["prefixListId"] = "pl-" + cloud.DigitsOf(8, r.Args.String("serviceName"))
		return out
	}
	s, _ := serviceOf(r)
	out["dnsEntry"] = []any{map[string]any{
		"dnsName":      r.ID + "-" + r.Hex(8, "dns") + "." + s + "." + r.Region() + ".vpce.amazonaws.com",
		"hostedZoneId": "Z" + strings.ToUpper(r.Hex(20, "dns zone")),
	}}
	return out
}

func checkEndpointRouteTable(r *cloud.Request) error {
	e, t := r.To("vpcEndpointId"), r.To("routeTableId")
	if isInterface(e) {
		return cloud.Refuse(400, "InvalidParameter", "Route tables cannot be associated with an endpoint of type Interface: %s", e.ID)
	}
	if e.To("vpcId") != t.To("vpcId") {
		return cloud.Refuse(400, "InvalidParameter", "The route table %s does not belong to the VPC of the endpoint %s", t.ID, e.ID)
	}
	for other := range r.UsersOf(t, endpointRouteTable) {
		if other.To("vpcEndpointId").Args.String("serviceName") == e.Args.String("serviceName") {
			return cloud.Refuse(400, "RouteAlreadyExists", "route table %s already has a route with destination-prefix-list-id pl-%s", t.ID, cloud.DigitsOf(8, e.Args.String("serviceName")))
		}
	}
	return nil
}

func checkEndpointSubnet(r *cloud.Request) error {
	e, s := r.To("vpcEndpointId"), r.To("subnetId")
	if !isInterface(e) {
		return cloud.Refuse(400, "InvalidParameter", "Subnets cannot be associated with an endpoint of type Gateway: %s", e.ID)
	}
	if e.To("vpcId") != s.To("vpcId") {
		return cloud.Refuse(400, "InvalidParameter", "The subnet %s does not belong to the VPC of the endpoint %s", s.ID, e.ID)
	}
	for other := range r.UsersOf(e, endpointSubnet) {
		if zoneOf(other.To("subnetId")) == zoneOf(s) {
			return cloud.Refuse(400, "DuplicateSubnetsInSameZone",
				"Found another VPC endpoint subnet in the availability zone of %s. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.", s.ID)
		}
	}
	return nil
}

func checkEndpointSecurityGroup(r *cloud.Request) error {
	e, g := r.To("vpcEndpointId"), r.To("securityGroupId")
	if !isInterface(e) {
		return cloud.Refuse(400, "InvalidParameter", "Security groups cannot be associated with an endpoint of type Gateway: %s", e.ID)
	}
	if e.To("vpcId") != g.To("vpcId") {
		return cloud.Refuse(400, "InvalidSecurityGroupId.NotFound", "The security group %s does not exist in VPC %s", g.ID, e.To("vpcId").ID)
	}
	return nil
}

// gatewayServices have gateway endpoints besides those of type Interface.
func gatewayServices() []string {
	return []string{"s3", "dynamodb"}
}

// interfaceServices have endpoints of type Interface.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
func interfaceServices() []string {
	return []string{
		"s3", "dynamodb", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ssm", "ssmmessages", "sts", "logs", "kms", "secretsmanager",
		"monitoring", "sqs", "sns", "events", "elasticloadbalancing", "autoscaling", "eks", "eks-auth", "lambda", "execute-api",
		"kinesis-streams", "kinesis-firehose", "states", "rds", "elasticfilesystem", "xray", "git-codecommit", "athena", "glue",
	}
}
