// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Groups of the cluster-scoped kinds.
const (
	groupAutoscaling    = "autoscaling.aws.upbound.io"
	groupCloudWatchLogs = "cloudwatchlogs.aws.upbound.io"
	groupEC2            = "ec2.aws.upbound.io"
	groupEFS            = "efs.aws.upbound.io"
	groupELB            = "elbv2.aws.upbound.io"
	groupEKS            = "eks.aws.upbound.io"
	groupIAM            = "iam.aws.upbound.io"
	groupKMS            = "kms.aws.upbound.io"
	groupRoute53        = "route53.aws.upbound.io"
	groupS3             = "s3.aws.upbound.io"
)

// Kinds of managed resources that we compose, sorted by group and kind.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: AutoscalingAttachment{}},
		{ForProvider: AutoscalingGroup{}, AtProvider: AutoscalingGroupObservation{}},
		{ForProvider: AutoscalingPolicy{}},
		{ForProvider: AutoscalingSchedule{}},
		{ForProvider: LogGroup{}},
		{ForProvider: DefaultSecurityGroup{}},
		{ForProvider: EBSVolume{}, AtProvider: EBSVolumeObservation{}},
		{ForProvider: EIP{}, AtProvider: EIPObservation{}},
		{ForProvider: EIPAssociation{}},
		{ForProvider: EgressOnlyInternetGateway{}},
		{ForProvider: FlowLog{}},
		{ForProvider: Instance{}, AtProvider: InstanceObservation{}},
		{ForProvider: InternetGateway{}},
		{ForProvider: KeyPair{}},
		{ForProvider: LaunchTemplate{}, AtProvider: LaunchTemplateObservation{}},
		{ForProvider: NATGateway{}},
		{ForProvider: NetworkACL{}},
		{ForProvider: NetworkACLRule{}},
		{ForProvider: Route{}},
		{ForProvider: RouteTable{}, AtProvider: RouteTableObservation{}},
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
		{ForProvider: VolumeAttachment{}},
		{ForProvider: EFSFileSystem{}, AtProvider: EFSFileSystemObservation{}},
		{ForProvider: EFSFileSystemPolicy{}},
		{ForProvider: EFSMountTarget{}},
		{ForProvider: EKSAccessEntry{}},
		{ForProvider: EKSAccessPolicyAssociation{}},
		{ForProvider: EKSAddon{}, AtProvider: EKSAddonObservation{}},
		{ForProvider: EKSCluster{}, AtProvider: EKSClusterObservation{}},
		{ForProvider: EKSClusterAuth{}},
		{ForProvider: EKSNodeGroup{}, AtProvider: EKSNodeGroupObservation{}},
		{ForProvider: PodIdentityAssociation{}},
		{ForProvider: LoadBalancer{}, AtProvider: LoadBalancerObservation{}},
		{ForProvider: LoadBalancerListener{}},
		{ForProvider: LoadBalancerTargetGroup{}, AtProvider: LoadBalancerTargetGroupObservation{}},
		{ForProvider: AccessKey{}, AtProvider: AccessKeyObservation{}},
		{ForProvider: InstanceProfile{}, AtProvider: InstanceProfileObservation{}},
		{ForProvider: OpenIDConnectProvider{}, AtProvider: OpenIDConnectProviderObservation{}},
		{ForProvider: IAMPolicy{}},
		{ForProvider: Role{}, AtProvider: RoleObservation{}},
		{ForProvider: RolePolicy{}},
		{ForProvider: RolePolicyAttachment{}},
		{ForProvider: User{}, AtProvider: UserObservation{}},
		{ForProvider: UserPolicyAttachment{}},
		{ForProvider: KMSAlias{}},
		{ForProvider: KMSGrant{}},
		{ForProvider: KMSKey{}, AtProvider: KMSKeyObservation{}},
		{ForProvider: Zone{}, AtProvider: ZoneObservation{}},
		{ForProvider: Bucket{}, AtProvider: BucketObservation{}},
		{ForProvider: BucketCORS{}},
		{ForProvider: BucketLifecycle{}},
		{ForProvider: BucketLogging{}},
		{ForProvider: BucketObjectLock{}},
		{ForProvider: BucketOwnershipControls{}},
		{ForProvider: BucketPolicy{}},
		{ForProvider: BucketPublicAccessBlock{}},
		{ForProvider: BucketReplication{}},
		{ForProvider: BucketEncryption{}},
		{ForProvider: BucketVersioning{}},
	}
}
