// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package permissions

import "maps"

// Services that roles are handed to.
const (
	serviceEC2      = "ec2.amazonaws.com"
	serviceEKS      = "eks.amazonaws.com"
	servicePods     = "pods.eks.amazonaws.com"
	serviceFlowLogs = "vpc-flow-logs.amazonaws.com"
	serviceS3       = "s3.amazonaws.com"
)

// aws lists the actions of the requests that the provider sends for each kind.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
func aws() map[string]Rights {
	out := map[string]Rights{}
	for _, part := range []map[string]Rights{awsNetwork(), awsMachines(), awsClusters(), awsIdentities(), awsKeys(), awsStorage()} {
		maps.Copy(out, part)
	}
	return out
}

// of a service: its prefix before each action.
func of(service string, actions ...string) []string {
	out := make([]string, 0, len(actions))
	for _, a := range actions {
		out = append(out, service+":"+a)
	}
	return out
}

// ec2 actions, with those that every kind of EC2 needs: tags are requests of their own.
func ec2(actions ...string) []string {
	return of("ec2", append(actions, "CreateTags", "DeleteTags", "DescribeTags")...)
}

// awsNetwork are the kinds of networks.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
func awsNetwork() map[string]Rights {
	interfaces := []string{"DescribeNetworkInterfaces", "DetachNetworkInterface", "DeleteNetworkInterface"}
	return map[string]Rights{
		"DefaultSecurityGroup.ec2":      {Actions: ec2("AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "DescribeSecurityGroupRules", "DescribeSecurityGroups", "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress")},
		"EIP.ec2":                       {Actions: ec2("AllocateAddress", "AssociateAddress", "DescribeAddresses", "DescribeAddressesAttribute", "DisassociateAddress", "ReleaseAddress")},
		"EIPAssociation.ec2":            {Actions: ec2("AssociateAddress", "DescribeAddresses", "DisassociateAddress")},
		"EgressOnlyInternetGateway.ec2": {Actions: ec2("CreateEgressOnlyInternetGateway", "DeleteEgressOnlyInternetGateway", "DescribeEgressOnlyInternetGateways")},
		"FlowLog.ec2": {
			Actions: append(ec2("CreateFlowLogs", "DeleteFlowLogs", "DescribeFlowLogs"), of("logs", "CreateLogDelivery", "DeleteLogDelivery")...),
			Pass:    []string{serviceFlowLogs},
		},
		"InternetGateway.ec2":                     {Actions: ec2("AttachInternetGateway", "CreateInternetGateway", "DeleteInternetGateway", "DescribeInternetGateways", "DetachInternetGateway")},
		"NATGateway.ec2":                          {Actions: ec2("AllocateAddress", "CreateNatGateway", "DeleteNatGateway", "DescribeAddresses", "DescribeNatGateways")},
		"NetworkACL.ec2":                          {Actions: ec2("CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "DescribeNetworkAcls", "ReplaceNetworkAclAssociation")},
		"NetworkACLRule.ec2":                      {Actions: ec2("CreateNetworkAclEntry", "DeleteNetworkAclEntry", "DescribeNetworkAcls", "ReplaceNetworkAclEntry")},
		"Route.ec2":                               {Actions: ec2("CreateRoute", "DeleteRoute", "DescribeRouteTables", "ReplaceRoute")},
		"RouteTable.ec2":                          {Actions: ec2("CreateRouteTable", "DeleteRouteTable", "DescribeRouteTables", "DisableVgwRoutePropagation", "DisassociateRouteTable", "EnableVgwRoutePropagation")},
		"RouteTableAssociation.ec2":               {Actions: ec2("AssociateRouteTable", "DescribeRouteTables", "DisassociateRouteTable", "ReplaceRouteTableAssociation")},
		"SecurityGroup.ec2":                       {Actions: ec2(append(interfaces, "CreateSecurityGroup", "DeleteSecurityGroup", "DescribeSecurityGroupRules", "DescribeSecurityGroups", "RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress")...)},
		"SecurityGroupEgressRule.ec2":             {Actions: ec2("AuthorizeSecurityGroupEgress", "DescribeSecurityGroupRules", "ModifySecurityGroupRules", "RevokeSecurityGroupEgress")},
		"SecurityGroupIngressRule.ec2":            {Actions: ec2("AuthorizeSecurityGroupIngress", "DescribeSecurityGroupRules", "ModifySecurityGroupRules", "RevokeSecurityGroupIngress")},
		"Subnet.ec2":                              {Actions: ec2(append(interfaces, "AssociateSubnetCidrBlock", "CreateSubnet", "DeleteSubnet", "DescribeSubnets", "DisassociateSubnetCidrBlock", "ModifySubnetAttribute")...)},
		"VPC.ec2":                                 {Actions: ec2("AssociateVpcCidrBlock", "CreateVpc", "DeleteVpc", "DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeVpcAttribute", "DescribeVpcs", "DisassociateVpcCidrBlock", "ModifyVpcAttribute", "ModifyVpcTenancy")},
		"VPCEndpoint.ec2":                         {Actions: append(ec2("CreateVpcEndpoint", "DeleteVpcEndpoints", "DescribePrefixLists", "DescribeVpcEndpoints", "DescribeVpcEndpointServices", "ModifyVpcEndpoint"), "route53:AssociateVPCWithHostedZone")},
		"VPCEndpointRouteTableAssociation.ec2":    {Actions: ec2("DescribeVpcEndpoints", "ModifyVpcEndpoint")},
		"VPCEndpointSecurityGroupAssociation.ec2": {Actions: ec2("DescribeVpcEndpoints", "ModifyVpcEndpoint")},
		"VPCEndpointSubnetAssociation.ec2":        {Actions: ec2("DescribeVpcEndpoints", "ModifyVpcEndpoint")},
		"VPCIPv4CidrBlockAssociation.ec2":         {Actions: ec2("AssociateVpcCidrBlock", "DescribeVpcs", "DisassociateVpcCidrBlock")},
		"VPCPeeringConnection.ec2":                {Actions: ec2("CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "DescribeVpcPeeringConnections", "ModifyVpcPeeringConnectionOptions")},
		"VPCPeeringConnectionAccepter.ec2":        {Actions: ec2("AcceptVpcPeeringConnection", "DescribeVpcPeeringConnections", "ModifyVpcPeeringConnectionOptions")},
		// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
		"Zone.route53": {Actions: append(of("route53", "AssociateVPCWithHostedZone", "ChangeTagsForResource", "CreateHostedZone", "DeleteHostedZone", "DisassociateVPCFromHostedZone", "GetChange", "GetDNSSEC", "GetHostedZone", "ListResourceRecordSets", "ListTagsForResource", "UpdateHostedZoneComment"), "ec2:DescribeVpcs")},
		// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
		"Group.cloudwatchlogs": {Actions: of("logs", "CreateLogGroup", "DeleteLogGroup", "DeleteRetentionPolicy", "DescribeLogGroups", "ListTagsForResource", "PutRetentionPolicy", "TagResource", "UntagResource")},
	}
}

// awsMachines are the kinds of virtual machines.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
func awsMachines() map[string]Rights {
	image := []string{"DescribeImages", "DescribeInstanceTypes", "RunInstances"}
	return map[string]Rights{
		"Attachment.autoscaling": {Actions: of("autoscaling", "AttachLoadBalancerTargetGroups", "DescribeAutoScalingGroups", "DescribeLoadBalancerTargetGroups", "DetachLoadBalancerTargetGroups")},
		"AutoscalingGroup.autoscaling": {
			Actions: append(of("autoscaling", "CancelInstanceRefresh", "CreateAutoScalingGroup", "CreateOrUpdateTags", "DeleteAutoScalingGroup", "DeleteTags", "DescribeAutoScalingGroups", "DescribeInstanceRefreshes", "DescribeScalingActivities", "DescribeWarmPool", "DisableMetricsCollection", "EnableMetricsCollection", "ResumeProcesses", "SetInstanceProtection", "StartInstanceRefresh", "SuspendProcesses", "UpdateAutoScalingGroup"),
				ec2(append(image, "DescribeLaunchTemplateVersions", "DescribeLaunchTemplates", "DescribeSubnets")...)...),
			Pass: []string{serviceEC2}, Linked: []string{"autoscaling.amazonaws.com", "spot.amazonaws.com"},
		},
		"Policy.autoscaling":   {Actions: of("autoscaling", "DeletePolicy", "DescribePolicies", "PutScalingPolicy")},
		"Schedule.autoscaling": {Actions: of("autoscaling", "DeleteScheduledAction", "DescribeScheduledActions", "PutScheduledUpdateGroupAction")},
		"Instance.ec2": {
			Actions: append(ec2(append(image, "AssociateIamInstanceProfile", "DescribeIamInstanceProfileAssociations", "DescribeInstanceAttribute", "DescribeInstanceCreditSpecifications", "DescribeInstanceStatus", "DescribeInstances", "DescribeLaunchTemplateVersions", "DescribeLaunchTemplates", "DescribeNetworkInterfaces", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVolumes", "DescribeVpcs", "DisassociateIamInstanceProfile", "ModifyInstanceAttribute", "ModifyInstanceCreditSpecification", "ModifyInstanceMaintenanceOptions", "ModifyInstanceMetadataOptions", "ModifyNetworkInterfaceAttribute", "ModifyVolume", "MonitorInstances", "ReplaceIamInstanceProfileAssociation", "StartInstances", "StopInstances", "TerminateInstances", "UnmonitorInstances")...),
				append(of("kms", "CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"), "ssm:GetParameters")...),
			Pass: []string{serviceEC2}, Linked: []string{"spot.amazonaws.com"},
		},
		"KeyPair.ec2":          {Actions: ec2("DeleteKeyPair", "DescribeKeyPairs", "ImportKeyPair")},
		"LaunchTemplate.ec2":   {Actions: append(ec2("CreateLaunchTemplate", "CreateLaunchTemplateVersion", "DeleteLaunchTemplate", "DescribeLaunchTemplateVersions", "DescribeLaunchTemplates", "ModifyLaunchTemplate"), "ssm:GetParameters"), Pass: []string{serviceEC2}},
		"VolumeAttachment.ec2": {Actions: ec2("AttachVolume", "DescribeInstances", "DescribeVolumes", "DetachVolume")},
		"LB.elbv2": {
			Actions: append(of("elasticloadbalancing", "AddTags", "CreateLoadBalancer", "DeleteLoadBalancer", "DescribeCapacityReservation", "DescribeLoadBalancerAttributes", "DescribeLoadBalancers", "DescribeTags", "ModifyLoadBalancerAttributes", "RemoveTags", "SetIpAddressType", "SetSecurityGroups", "SetSubnets"), of("ec2", "DescribeAccountAttributes", "DescribeAddresses", "DescribeInternetGateways", "DescribeNetworkInterfaces", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs")...),
			Linked:  []string{"elasticloadbalancing.amazonaws.com"},
		},
		"LBListener.elbv2":    {Actions: of("elasticloadbalancing", "AddTags", "CreateListener", "DeleteListener", "DescribeListenerAttributes", "DescribeListeners", "DescribeTags", "ModifyListener", "ModifyListenerAttributes", "RemoveTags")},
		"LBTargetGroup.elbv2": {Actions: append(of("elasticloadbalancing", "AddTags", "CreateTargetGroup", "DeleteTargetGroup", "DescribeTags", "DescribeTargetGroupAttributes", "DescribeTargetGroups", "ModifyTargetGroup", "ModifyTargetGroupAttributes", "RemoveTags"), "ec2:DescribeVpcs")},
	}
}

// awsClusters are the kinds of clusters.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html
func awsClusters() map[string]Rights {
	tags := []string{"TagResource", "UntagResource", "ListTagsForResource"}
	eks := func(actions ...string) []string { return of("eks", append(actions, tags...)...) }
	return map[string]Rights{
		"AccessEntry.eks":             {Actions: eks("CreateAccessEntry", "DeleteAccessEntry", "DescribeAccessEntry", "UpdateAccessEntry")},
		"AccessPolicyAssociation.eks": {Actions: of("eks", "AssociateAccessPolicy", "DisassociateAccessPolicy", "ListAssociatedAccessPolicies")},
		"Addon.eks":                   {Actions: eks("CreateAddon", "DeleteAddon", "DescribeAddon", "DescribeAddonVersions", "DescribeUpdate", "UpdateAddon"), Pass: []string{serviceEKS, servicePods}},
		"Cluster.eks": {
			Actions: append(eks("AssociateEncryptionConfig", "CreateAccessEntry", "CreateCluster", "DeleteCluster", "DescribeCluster", "DescribeUpdate", "UpdateClusterConfig", "UpdateClusterVersion"),
				"ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "kms:CreateGrant", "kms:DescribeKey"),
			Pass: []string{serviceEKS}, Linked: []string{serviceEKS},
		},
		"ClusterAuth.eks": {Actions: of("eks", "DescribeCluster")},
		"NodeGroup.eks": {
			Actions: append(eks("CreateNodegroup", "DeleteNodegroup", "DescribeNodegroup", "DescribeUpdate", "UpdateNodegroupConfig", "UpdateNodegroupVersion"),
				of("ec2", "CreateTags", "DescribeImages", "DescribeInstanceTypes", "DescribeLaunchTemplateVersions", "DescribeLaunchTemplates", "DescribeSubnets", "RunInstances")...),
			Pass: []string{serviceEC2, serviceEKS}, Linked: []string{"eks-nodegroup.amazonaws.com"},
		},
		"PodIdentityAssociation.eks": {Actions: eks("CreatePodIdentityAssociation", "DeletePodIdentityAssociation", "DescribePodIdentityAssociation", "ListPodIdentityAssociations", "UpdatePodIdentityAssociation"), Pass: []string{servicePods}},
	}
}

// awsIdentities are the kinds of IAM.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
func awsIdentities() map[string]Rights {
	return map[string]Rights{
		"AccessKey.iam":             {Actions: of("iam", "CreateAccessKey", "DeleteAccessKey", "GetAccessKeyLastUsed", "ListAccessKeys", "UpdateAccessKey")},
		"InstanceProfile.iam":       {Actions: of("iam", "AddRoleToInstanceProfile", "CreateInstanceProfile", "DeleteInstanceProfile", "GetInstanceProfile", "GetRole", "ListInstanceProfileTags", "RemoveRoleFromInstanceProfile", "TagInstanceProfile", "UntagInstanceProfile"), Pass: []string{serviceEC2}},
		"OpenIDConnectProvider.iam": {Actions: of("iam", "AddClientIDToOpenIDConnectProvider", "CreateOpenIDConnectProvider", "DeleteOpenIDConnectProvider", "GetOpenIDConnectProvider", "ListOpenIDConnectProviderTags", "RemoveClientIDFromOpenIDConnectProvider", "TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "UpdateOpenIDConnectProviderThumbprint")},
		"Policy.iam":                {Actions: of("iam", "CreatePolicy", "CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "GetPolicy", "GetPolicyVersion", "ListPolicyTags", "ListPolicyVersions", "SetDefaultPolicyVersion", "TagPolicy", "UntagPolicy")},
		"Role.iam":                  {Actions: of("iam", "CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary", "DeleteRolePolicy", "DetachRolePolicy", "GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListInstanceProfilesForRole", "ListRolePolicies", "ListRoleTags", "PutRolePermissionsBoundary", "RemoveRoleFromInstanceProfile", "TagRole", "UntagRole", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription")},
		"RolePolicy.iam":            {Actions: of("iam", "DeleteRolePolicy", "GetRolePolicy", "PutRolePolicy")},
		"RolePolicyAttachment.iam":  {Actions: of("iam", "AttachRolePolicy", "DetachRolePolicy", "ListAttachedRolePolicies")},
		"User.iam":                  {Actions: of("iam", "CreateUser", "DeleteUser", "DeleteUserPermissionsBoundary", "GetUser", "ListGroupsForUser", "ListUserTags", "PutUserPermissionsBoundary", "RemoveUserFromGroup", "TagUser", "UntagUser", "UpdateUser")},
		"UserPolicyAttachment.iam":  {Actions: of("iam", "AttachUserPolicy", "DetachUserPolicy", "ListAttachedUserPolicies")},
	}
}

// awsKeys are the kinds of KMS.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
func awsKeys() map[string]Rights {
	return map[string]Rights{
		"Alias.kms": {Actions: of("kms", "CreateAlias", "DeleteAlias", "ListAliases", "UpdateAlias")},
		"Grant.kms": {Actions: of("kms", "CreateGrant", "ListGrants", "RetireGrant", "RevokeGrant")},
		"Key.kms":   {Actions: of("kms", "CreateKey", "DescribeKey", "DisableKey", "DisableKeyRotation", "EnableKey", "EnableKeyRotation", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags", "PutKeyPolicy", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription")},
	}
}

// awsStorage are the kinds of S3 and EFS. What is encrypted with a key is created by
// somebody who may use the key.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html
func awsStorage() map[string]Rights {
	key := of("kms", "CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext")
	return map[string]Rights{
		"FileSystem.efs":       {Actions: append(of("elasticfilesystem", "CreateFileSystem", "DeleteFileSystem", "DescribeFileSystems", "DescribeLifecycleConfiguration", "ListTagsForResource", "PutLifecycleConfiguration", "TagResource", "UntagResource", "UpdateFileSystem", "UpdateFileSystemProtection"), key...), Linked: []string{"elasticfilesystem.amazonaws.com"}},
		"FileSystemPolicy.efs": {Actions: of("elasticfilesystem", "DeleteFileSystemPolicy", "DescribeFileSystemPolicy", "PutFileSystemPolicy")},
		"MountTarget.efs":      {Actions: append(of("elasticfilesystem", "CreateMountTarget", "DeleteMountTarget", "DescribeMountTargetSecurityGroups", "DescribeMountTargets", "ModifyMountTargetSecurityGroups"), of("ec2", "CreateNetworkInterface", "DeleteNetworkInterface", "DescribeAvailabilityZones", "DescribeNetworkInterfaceAttribute", "DescribeNetworkInterfaces", "DescribeSubnets", "ModifyNetworkInterfaceAttribute")...)},
		"Bucket.s3": {Actions: of("s3", "CreateBucket", "DeleteBucket", "DeleteObject", "DeleteObjectVersion", "GetAccelerateConfiguration", "GetBucketAcl", "GetBucketCORS", "GetBucketLocation", "GetBucketLogging", "GetBucketObjectLockConfiguration", "GetBucketPolicy", "GetBucketRequestPayment", "GetBucketTagging", "GetBucketVersioning", "GetBucketWebsite", "GetEncryptionConfiguration", "GetLifecycleConfiguration", "GetReplicationConfiguration",
			"ListBucket", "ListBucketVersions", "ListTagsForResource", "PutBucketTagging", "TagResource", "UntagResource")},
		"BucketCorsConfiguration.s3":                 {Actions: of("s3", "GetBucketCORS", "PutBucketCORS")},
		"BucketLifecycleConfiguration.s3":            {Actions: of("s3", "GetLifecycleConfiguration", "PutLifecycleConfiguration")},
		"BucketLogging.s3":                           {Actions: of("s3", "GetBucketAcl", "GetBucketLogging", "PutBucketLogging")},
		"BucketObjectLockConfiguration.s3":           {Actions: of("s3", "GetBucketObjectLockConfiguration", "PutBucketObjectLockConfiguration")},
		"BucketOwnershipControls.s3":                 {Actions: of("s3", "GetBucketOwnershipControls", "PutBucketOwnershipControls")},
		"BucketPolicy.s3":                            {Actions: of("s3", "DeleteBucketPolicy", "GetBucketPolicy", "PutBucketPolicy")},
		"BucketPublicAccessBlock.s3":                 {Actions: of("s3", "GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock")},
		"BucketReplicationConfiguration.s3":          {Actions: of("s3", "GetReplicationConfiguration", "PutReplicationConfiguration"), Pass: []string{serviceS3}},
		"BucketServerSideEncryptionConfiguration.s3": {Actions: of("s3", "GetEncryptionConfiguration", "PutEncryptionConfiguration")},
		"BucketVersioning.s3":                        {Actions: of("s3", "GetBucketVersioning", "PutBucketVersioning")},
		"EBSVolume.ec2":                              {Actions: append(ec2("CreateVolume", "DeleteVolume", "DescribeVolumes", "DescribeVolumesModifications", "ModifyVolume"), key...)},
	}
}
