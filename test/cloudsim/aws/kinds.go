// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	vpc                   cloud.Name = "ec2/VPC"
	cidrAssociation       cloud.Name = "ec2/VPCIPv4CidrBlockAssociation"
	subnet                cloud.Name = "ec2/Subnet"
	internetGateway       cloud.Name = "ec2/InternetGateway"
	egressOnlyGateway     cloud.Name = "ec2/EgressOnlyInternetGateway"
	eip                   cloud.Name = "ec2/EIP"
	natGateway            cloud.Name = "ec2/NATGateway"
	routeTable            cloud.Name = "ec2/RouteTable"
	route                 cloud.Name = "ec2/Route"
	routeTableAssociation cloud.Name = "ec2/RouteTableAssociation"
	securityGroup         cloud.Name = "ec2/SecurityGroup"
	defaultSecurityGroup  cloud.Name = "ec2/DefaultSecurityGroup"
	ingressRule           cloud.Name = "ec2/SecurityGroupIngressRule"
	egressRule            cloud.Name = "ec2/SecurityGroupEgressRule"
	networkACL            cloud.Name = "ec2/NetworkACL"
	networkACLRule        cloud.Name = "ec2/NetworkACLRule"
	endpoint              cloud.Name = "ec2/VPCEndpoint"
	endpointRouteTable    cloud.Name = "ec2/VPCEndpointRouteTableAssociation"
	endpointSubnet        cloud.Name = "ec2/VPCEndpointSubnetAssociation"
	endpointSecurityGroup cloud.Name = "ec2/VPCEndpointSecurityGroupAssociation"
	flowLog               cloud.Name = "ec2/FlowLog"
	peering               cloud.Name = "ec2/VPCPeeringConnection"
	accepter              cloud.Name = "ec2/VPCPeeringConnectionAccepter"
	logGroup              cloud.Name = "cloudwatchlogs/Group"
	role                  cloud.Name = "iam/Role"
	rolePolicy            cloud.Name = "iam/RolePolicy"
	zone                  cloud.Name = "route53/Zone"
	launchTemplate        cloud.Name = "ec2/LaunchTemplate"
	cluster               cloud.Name = "eks/Cluster"
	nodeGroup             cloud.Name = "eks/NodeGroup"
	addon                 cloud.Name = "eks/Addon"
	accessEntry           cloud.Name = "eks/AccessEntry"
	clusterAuth           cloud.Name = "eks/ClusterAuth"
	accessPolicy          cloud.Name = "eks/AccessPolicyAssociation"
	podIdentity           cloud.Name = "eks/PodIdentityAssociation"
	rolePolicyAttachment  cloud.Name = "iam/RolePolicyAttachment"
	oidcProvider          cloud.Name = "iam/OpenIDConnectProvider"
	key                   cloud.Name = "kms/Key"
	alias                 cloud.Name = "kms/Alias"
	bucket                cloud.Name = "s3/Bucket"
	publicAccessBlock     cloud.Name = "s3/BucketPublicAccessBlock"
	bucketEncryption      cloud.Name = "s3/BucketServerSideEncryptionConfiguration"
	bucketVersioning      cloud.Name = "s3/BucketVersioning"
	bucketPolicy          cloud.Name = "s3/BucketPolicy"
	bucketReplication     cloud.Name = "s3/BucketReplicationConfiguration"
	volume                cloud.Name = "ec2/EBSVolume"
	fileSystem            cloud.Name = "efs/FileSystem"
	fileSystemPolicy      cloud.Name = "efs/FileSystemPolicy"
	mountTarget           cloud.Name = "efs/MountTarget"
	user                  cloud.Name = "iam/User"
	accessKey             cloud.Name = "iam/AccessKey"
	managedPolicy         cloud.Name = "iam/Policy"
	userAttachment        cloud.Name = "iam/UserPolicyAttachment"
	instanceProfile       cloud.Name = "iam/InstanceProfile"
	instance              cloud.Name = "ec2/Instance"
	keyPair               cloud.Name = "ec2/KeyPair"
	eipAssociation        cloud.Name = "ec2/EIPAssociation" //nolint:gosec // It is a kind.
	volumeAttachment      cloud.Name = "ec2/VolumeAttachment"
	autoscalingGroup      cloud.Name = "autoscaling/AutoscalingGroup"
	scalingPolicy         cloud.Name = "autoscaling/Policy"
	scalingSchedule       cloud.Name = "autoscaling/Schedule"
	targetAttachment      cloud.Name = "autoscaling/Attachment"
	loadBalancer          cloud.Name = "elbv2/LB"
	targetGroup           cloud.Name = "elbv2/LBTargetGroup"
	listener              cloud.Name = "elbv2/LBListener"
	grant                 cloud.Name = "kms/Grant"
)

// Kinds of resources.
func Kinds() []cloud.Kind {
	return slices.Concat(
		networks(), gateways(), routes(), firewalls(), endpoints(), peerings(), logs(), identities(), dns(),
		attachments(), keys(), templates(), clusters(), nodeGroups(), addons(), access(),
		buckets(), volumes(), fileSystems(), users(),
		instances(), autoscalingGroups(), loadBalancers(), grants(),
	)
}

func typeOf(group, version, kind, plural string) managed.Type {
	return managed.Type{Group: group + ".aws.upbound.io", Version: version, Kind: kind, Plural: plural}
}

func ec2(version, kind, plural string) managed.Type { return typeOf("ec2", version, kind, plural) }

// Links to kinds that many others point to.

func toVPC(nested bool) cloud.Link {
	return cloud.Link{Field: "vpcId", To: vpc, Code: "InvalidVpcID.NotFound", Text: "The vpc ID '%s' does not exist", Holds: !nested, Nested: nested}
}

func toSubnet(field string) cloud.Link {
	return cloud.Link{Field: field, To: subnet, Code: "InvalidSubnetID.NotFound", Text: "The subnet ID '%s' does not exist"}
}

func toRouteTable() cloud.Link {
	return cloud.Link{Field: "routeTableId", To: routeTable, Code: "InvalidRouteTableID.NotFound", Text: "The routeTable ID '%s' does not exist"}
}

func toSecurityGroup(field string) cloud.Link {
	return cloud.Link{Field: field, To: securityGroup, Code: "InvalidGroup.NotFound", Text: "The security group '%s' does not exist"}
}

func toEndpoint() cloud.Link {
	return cloud.Link{Field: "vpcEndpointId", To: endpoint, Code: "InvalidVpcEndpointId.NotFound", Text: "The Vpc Endpoint Id '%s' does not exist", Nested: true}
}

func holding(l cloud.Link) cloud.Link {
	l.Holds = true
	return l
}

func nested(l cloud.Link) cloud.Link {
	l.Nested = true
	return l
}

func loose(l cloud.Link) cloud.Link {
	l.Loose = true
	return l
}
