// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package permissions

import (
	"maps"
	"slices"
)

// full control of types of resources: to read, write and delete them.
func full(types ...string) []string {
	var out []string
	for _, t := range types {
		out = append(out, t+"/read", t+"/write", t+"/delete")
	}
	return out
}

// Namespaces of resource providers.
const (
	msCompute    = "Microsoft.Compute/"
	msNetwork    = "Microsoft.Network/"
	msStorage    = "Microsoft.Storage/storageAccounts"
	msKeyVault   = "Microsoft.KeyVault/vaults"
	msContainers = "Microsoft.ContainerService/managedClusters"
)

// azure lists the operations of the requests that the provider sends for each kind, and of
// those that Azure checks because of them: who puts a machine into a subnet must be allowed
// to join it.
// https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
func azure() map[string]Rights {
	out := map[string]Rights{}
	for _, part := range []map[string]Rights{azureNetwork(), azureMachines(), azureStorage(), azureOthers()} {
		maps.Copy(out, part)
	}
	return out
}

// joins of subnets and what else an interface is connected with.
func joins() []string {
	return []string{
		msNetwork + "virtualNetworks/subnets/join/action", msNetwork + "networkSecurityGroups/join/action",
		msNetwork + "publicIPAddresses/join/action", msNetwork + "loadBalancers/backendAddressPools/join/action",
		msNetwork + "networkInterfaces/join/action", msNetwork + "natGateways/join/action", msNetwork + "loadBalancers/probes/join/action",
	}
}

// https://learn.microsoft.com/azure/role-based-access-control/permissions/networking
func azureNetwork() map[string]Rights {
	balancer := slices.Concat(full(msNetwork+"loadBalancers"), joins(), []string{msNetwork + "loadBalancers/backendAddressPools/read", msNetwork + "loadBalancers/backendAddressPools/write", msNetwork + "loadBalancers/backendAddressPools/delete"})
	subnet := slices.Concat(full(msNetwork+"virtualNetworks/subnets"), joins(), []string{msNetwork + "virtualNetworks/read"})
	return map[string]Rights{
		"LoadBalancer.network":                             {Actions: balancer},
		"LoadBalancerBackendAddressPool.network":           {Actions: balancer},
		"LoadBalancerProbe.network":                        {Actions: balancer},
		"LoadBalancerRule.network":                         {Actions: balancer},
		"NATGateway.network":                               {Actions: append(full(msNetwork+"natGateways"), joins()...)},
		"NATGatewayPublicIPAssociation.network":            {Actions: append(full(msNetwork+"natGateways"), msNetwork+"publicIPAddresses/read", msNetwork+"publicIPAddresses/join/action")},
		"NetworkInterface.network":                         {Actions: append(full(msNetwork+"networkInterfaces"), joins()...)},
		"NetworkInterfaceSecurityGroupAssociation.network": {Actions: append(full(msNetwork+"networkInterfaces"), msNetwork+"networkSecurityGroups/read", msNetwork+"networkSecurityGroups/join/action")},
		"PrivateDNSARecord.network":                        {Actions: full(msNetwork + "privateDnsZones/A")},
		"PrivateDNSZone.network":                           {Actions: append(full(msNetwork+"privateDnsZones"), msNetwork+"privateDnsZones/SOA/read", msNetwork+"privateDnsZones/SOA/write")},
		"PrivateDNSZoneVirtualNetworkLink.network":         {Actions: append(full(msNetwork+"privateDnsZones/virtualNetworkLinks"), msNetwork+"virtualNetworks/join/action")},
		"PrivateEndpoint.network":                          {Actions: slices.Concat(full(msNetwork+"privateEndpoints", msNetwork+"privateEndpoints/privateDnsZoneGroups"), joins(), []string{msNetwork + "privateDnsZones/join/action", msStorage + "/PrivateEndpointConnectionsApproval/action"})},
		"PublicIP.network":                                 {Actions: append(full(msNetwork+"publicIPAddresses"), joins()...)},
		"SecurityGroup.network":                            {Actions: full(msNetwork + "networkSecurityGroups")},
		"SecurityRule.network":                             {Actions: full(msNetwork + "networkSecurityGroups/securityRules")},
		"Subnet.network":                                   {Actions: subnet},
		"SubnetNATGatewayAssociation.network":              {Actions: subnet},
		"SubnetNetworkSecurityGroupAssociation.network":    {Actions: subnet},
		"VirtualNetwork.network":                           {Actions: append(full(msNetwork+"virtualNetworks"), msNetwork+"virtualNetworks/subnets/read")},
		"VirtualNetworkPeering.network":                    {Actions: append(full(msNetwork+"virtualNetworks/virtualNetworkPeerings"), msNetwork+"virtualNetworks/peer/action")},
		"WatcherFlowLog.network":                           {Actions: append(full(msNetwork+"networkWatchers/flowLogs"), msNetwork+"networkWatchers/read", msNetwork+"networkWatchers/configureFlowLog/action", msNetwork+"virtualNetworks/read", msStorage+"/read", msStorage+"/listServiceSas/action", msStorage+"/listAccountSas/action", msStorage+"/listKeys/action")},
	}
}

// https://learn.microsoft.com/azure/role-based-access-control/permissions/compute
func azureMachines() map[string]Rights {
	use := slices.Concat(joins(), []string{
		msCompute + "disks/read", msCompute + "disks/write", msCompute + "disks/delete", msCompute + "diskEncryptionSets/read", msCompute + "locations/operations/read",
		msCompute + "images/read", msCompute + "galleries/images/read", msCompute + "galleries/images/versions/read", msCompute + "skus/read",
		msNetwork + "networkInterfaces/read", msNetwork + "loadBalancers/read", "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
	})
	machine := slices.Concat(full(msCompute+"virtualMachines"), use, []string{msCompute + "virtualMachines/instanceView/read", msCompute + "virtualMachines/start/action", msCompute + "virtualMachines/powerOff/action", msCompute + "virtualMachines/deallocate/action", msCompute + "virtualMachines/restart/action", msCompute + "virtualMachines/extensions/read"})
	set := slices.Concat(full(msCompute+"virtualMachineScaleSets"), use, []string{
		msCompute + "virtualMachineScaleSets/instanceView/read", msCompute + "virtualMachineScaleSets/virtualMachines/read", msCompute + "virtualMachineScaleSets/manualUpgrade/action", msCompute + "virtualMachineScaleSets/rollingUpgrades/read",
		msCompute + "virtualMachineScaleSets/rollingUpgrades/cancel/action", msCompute + "virtualMachineScaleSets/rollingUpgrades/action", msCompute + "virtualMachineScaleSets/scale/action",
	})
	return map[string]Rights{
		"DiskEncryptionSet.compute":                {Actions: append(full(msCompute+"diskEncryptionSets"), "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", msKeyVault+"/read", msKeyVault+"/deploy/action")},
		"LinuxVirtualMachine.compute":              {Actions: machine},
		"WindowsVirtualMachine.compute":            {Actions: machine},
		"LinuxVirtualMachineScaleSet.compute":      {Actions: set},
		"WindowsVirtualMachineScaleSet.compute":    {Actions: set},
		"ManagedDisk.compute":                      {Actions: append(full(msCompute+"disks"), msCompute+"diskEncryptionSets/read", msCompute+"locations/operations/read", msCompute+"virtualMachines/read")},
		"VirtualMachineDataDiskAttachment.compute": {Actions: append(machine, msCompute+"locations/operations/read")},
		"MonitorAutoscaleSetting.insights":         {Actions: append(full("Microsoft.Insights/AutoscaleSettings"), msCompute+"virtualMachineScaleSets/read")},
	}
}

// https://learn.microsoft.com/azure/role-based-access-control/permissions/storage
// https://learn.microsoft.com/azure/role-based-access-control/permissions/security
func azureStorage() map[string]Rights {
	return map[string]Rights{
		"Account.storage":                     {Actions: append(full(msStorage), msStorage+"/blobServices/read", msStorage+"/blobServices/write", msStorage+"/fileServices/read", msStorage+"/fileServices/write", msStorage+"/fileServices/shares/read", msStorage+"/queueServices/read", msStorage+"/managementPolicies/read", "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", msNetwork+"virtualNetworks/subnets/joinViaServiceEndpoint/action")},
		"Container.storage":                   {Actions: append(full(msStorage+"/blobServices/containers"), msStorage+"/read", msStorage+"/blobServices/containers/lease/action")},
		"ContainerImmutabilityPolicy.storage": {Actions: append(full(msStorage+"/blobServices/containers/immutabilityPolicies"), msStorage+"/blobServices/containers/immutabilityPolicies/lock/action", msStorage+"/blobServices/containers/immutabilityPolicies/extend/action")},
		"ManagementPolicy.storage":            {Actions: append(full(msStorage+"/managementPolicies"), msStorage+"/read")},
		"ObjectReplication.storage":           {Actions: append(full(msStorage+"/objectReplicationPolicies"), msStorage+"/read", msStorage+"/blobServices/read")},
		"Share.storage":                       {Actions: append(full(msStorage+"/fileServices/shares"), msStorage+"/read")},
		"Vault.keyvault":                      {Actions: append(full(msKeyVault), "Microsoft.KeyVault/checkNameAvailability/read", "Microsoft.KeyVault/deletedVaults/read", "Microsoft.KeyVault/locations/deletedVaults/read", "Microsoft.KeyVault/locations/deletedVaults/purge/action", "Microsoft.KeyVault/locations/operationResults/read")},
		"Key.keyvault": {
			Actions: []string{msKeyVault + "/read"},
			Data:    []string{msKeyVault + "/keys/read", msKeyVault + "/keys/create/action", msKeyVault + "/keys/update/action", msKeyVault + "/keys/delete", msKeyVault + "/keys/recover/action", msKeyVault + "/keys/purge/action", msKeyVault + "/keyrotationpolicies/read", msKeyVault + "/keyrotationpolicies/write"},
		},
	}
}

// https://learn.microsoft.com/azure/role-based-access-control/permissions/identity
// https://learn.microsoft.com/azure/role-based-access-control/permissions/containers
// https://learn.microsoft.com/azure/role-based-access-control/permissions/monitor
func azureOthers() map[string]Rights {
	const groups = "Microsoft.Resources/subscriptions/resourceGroups"
	identity := "Microsoft.ManagedIdentity/userAssignedIdentities"
	return map[string]Rights{
		// Azure asks for what is in a group before the group is deleted.
		"ResourceGroup.azure":                         {Actions: append(full(groups), groups+"/resources/read", "Microsoft.Resources/subscriptions/read", "Microsoft.Resources/subscriptions/providers/read")},
		"RoleAssignment.authorization":                {Actions: append(full("Microsoft.Authorization/roleAssignments"), "Microsoft.Authorization/roleDefinitions/read")},
		"FederatedIdentityCredential.managedidentity": {Actions: append(full(identity+"/federatedIdentityCredentials"), identity+"/read")},
		"UserAssignedIdentity.managedidentity":        {Actions: full(identity)},
		"KubernetesCluster.containerservice":          {Actions: slices.Concat(full(msContainers), joins(), []string{msContainers + "/listClusterUserCredential/action", msContainers + "/listClusterAdminCredential/action", msContainers + "/accessProfiles/listCredential/action", msContainers + "/maintenanceConfigurations/read", msContainers + "/maintenanceConfigurations/write", msContainers + "/maintenanceConfigurations/delete", msContainers + "/agentPools/read", "Microsoft.ContainerService/locations/operationresults/read", "Microsoft.ContainerService/locations/operations/read", identity + "/read", identity + "/assign/action", msKeyVault + "/read", "Microsoft.OperationalInsights/workspaces/read", "Microsoft.OperationalInsights/workspaces/sharedKeys/action", msNetwork + "virtualNetworks/subnets/read", msNetwork + "virtualNetworks/read", msNetwork + "privateDnsZones/join/action"})},
		"KubernetesClusterNodePool.containerservice":  {Actions: slices.Concat(full(msContainers+"/agentPools"), joins(), []string{msContainers + "/read", msContainers + "/agentPools/upgradeNodeImageVersion/action", msContainers + "/agentPools/upgradeProfiles/read", "Microsoft.ContainerService/locations/operationresults/read", "Microsoft.ContainerService/locations/operations/read"})},
		"MonitorDiagnosticSetting.insights":           {Actions: append(full("Microsoft.Insights/DiagnosticSettings"), "Microsoft.Insights/DiagnosticSettingsCategories/Read", "Microsoft.OperationalInsights/workspaces/read", "Microsoft.OperationalInsights/workspaces/sharedKeys/action", msStorage+"/read", msStorage+"/listKeys/action")},
		"Workspace.operationalinsights":               {Actions: append(full("Microsoft.OperationalInsights/workspaces"), "Microsoft.OperationalInsights/workspaces/sharedKeys/action", "Microsoft.OperationalInsights/locations/operationStatuses/read")},
	}
}
