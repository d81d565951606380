// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Groups of the cluster-scoped kinds.
const (
	groupCloudWatchLogs = "cloudwatchlogs.aws.upbound.io"
	groupEC2            = "ec2.aws.upbound.io"
	groupIAM            = "iam.aws.upbound.io"
	groupRoute53        = "route53.aws.upbound.io"
)

// Kinds of managed resources that we compose, sorted by group and kind.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: LogGroup{}},
		{ForProvider: DefaultSecurityGroup{}},
		{ForProvider: EIP{}, AtProvider: EIPObservation{}},
		{ForProvider: EgressOnlyInternetGateway{}},
		{ForProvider: FlowLog{}},
		{ForProvider: InternetGateway{}},
		{ForProvider: NATGateway{}},
		{ForProvider: NetworkACL{}},
		{ForProvider: NetworkACLRule{}},
		{ForProvider: Route{}},
		{ForProvider: RouteTable{}},
		{ForProvider: RouteTableAssociation{}},
		{ForProvider: SecurityGroup{}, AtProvider: SecurityGroupObservation{}},
		{ForProvider: SecurityGroupEgressRule{}},
		{ForProvider: SecurityGroupIngressRule{}},
		{ForProvider: Subnet{}, AtProvider: SubnetObservation{}},
		{ForProvider: VPC{}, AtProvider: VPCObservation{}},
		{ForProvider: VPCEndpoint{}, AtProvider: VPCEndpointObservation{}},
		{ForProvider: VPCEndpointRouteTableAssociation{}},
		{ForProvider: VPCEndpointSecurityGroupAssociation{}},
		{ForProvider: VPCEndpointSubnetAssociation{}},
		{ForProvider: VPCIPv4CIDRBlockAssociation{}},
		{ForProvider: VPCPeeringConnection{}, AtProvider: VPCPeeringConnectionObservation{}},
		{ForProvider: VPCPeeringConnectionAccepter{}, AtProvider: VPCPeeringConnectionObservation{}},
		{ForProvider: Role{}},
		{ForProvider: RolePolicy{}},
		{ForProvider: Zone{}, AtProvider: ZoneObservation{}},
	}
}
