// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import "slices"

// Rules returns the rule of every kind, in no particular order.
func Rules() []Rule {
	return slices.Concat(awsRules(), azureRules(), gcpRules(), kubernetesRules())
}

func awsRules() []Rule {
	return []Rule{
		AWSNameTag, AWSSecurityGroup, AWSKeyPair, AWSPlacementGroup, AWSLaunchTemplate,
		AWSAutoscalingGroup, AWSAutoscalingPolicy, AWSAutoscalingSchedule, AWSLoadBalancer, AWSTargetGroup, AWSIAMRole,
		AWSIAMRolePolicy, AWSIAMPolicy, AWSIAMInstanceProfile, AWSIAMUser, AWSEKSCluster, AWSEKSNodeGroup,
		AWSEKSFargateProfile, AWSKMSAlias, AWSKMSGrant, AWSLogGroup, AWSBucket, AWSBucketTiering,
	}
}

func azureRules() []Rule {
	return []Rule{
		AzureResourceGroup, AzureVirtualNetwork, AzureVirtualNetworkPeering, AzureSubnet,
		AzureSecurityGroup, AzureApplicationSecurityGroup, AzureSecurityRule, AzurePublicIP,
		AzurePublicIPPrefix, AzureNATGateway, AzureRouteTable, AzureRoute, AzurePrivateDNSZoneLink,
		AzurePrivateEndpoint, AzureNetworkWatcher, AzureFlowLog, AzureNetworkInterface, AzureLoadBalancer,
		AzureStorageAccount, AzureContainer, AzureShare, AzureEncryptionScope, AzureKeyVault, AzureKey,
		AzureUserAssignedIdentity, AzureFederatedCredential, AzureRoleDefinition, AzureManagementLock,
		AzureAKSCluster, AzureAKSNodeResourceGroup, AzureAKSDNSPrefix, AzureAKSNodePool,
		AzureAKSWindowsNodePool, AzureKubernetesExtension, AzureWorkspace, AzureMonitorSetting, AzureVM,
		AzureScaleSet, AzureComputerName, AzureComputerNamePrefix, AzureWindowsComputerName,
		AzureWindowsComputerNamePrefix, AzureDisk, AzureVMExtension, AzurePlacement,
	}
}

func gcpRules() []Rule {
	return []Rule{
		GCPCompute, GCPRouterNAT, GCPInstanceBase, GCPInstanceTemplatePrefix, GCPDNSManagedZone,
		GCPGKECluster, GCPNodePool, GCPGKEHubMembership, GCPServiceAccount, GCPFilestore, GCPBucket,
		GCPCustomRole, GCPWorkloadIdentityPool, GCPKMS, GCPLoggingSink,
	}
}

func kubernetesRules() []Rule {
	return []Rule{KubernetesSecret}
}
