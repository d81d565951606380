// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure holds the managed resources of provider-azure that we compose:
// only the fields that we set or read, with the JSON names of the provider's CRDs.
package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// API groups of the cluster-scoped kinds.
const (
	groupAuthorization       = "authorization.azure.upbound.io"
	groupAzure               = "azure.upbound.io"
	groupCompute             = "compute.azure.upbound.io"
	groupContainerService    = "containerservice.azure.upbound.io"
	groupInsights            = "insights.azure.upbound.io"
	groupKeyVault            = "keyvault.azure.upbound.io"
	groupManagedIdentity     = "managedidentity.azure.upbound.io"
	groupNetwork             = "network.azure.upbound.io"
	groupOperationalInsights = "operationalinsights.azure.upbound.io"
	groupStorage             = "storage.azure.upbound.io"
)

// Versions of the cluster-scoped kinds.
const (
	v1beta1 = "v1beta1"
	v1beta2 = "v1beta2"
)

// Kinds lists every kind of managed resource that we compose, sorted by name.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: Account{}, AtProvider: AccountObservation{}},
		{ForProvider: Container{}, AtProvider: ContainerObservation{}},
		{ForProvider: ContainerImmutabilityPolicy{}},
		{ForProvider: DiskEncryptionSet{}, AtProvider: DiskEncryptionSetObservation{}},
		{ForProvider: FederatedIdentityCredential{}},
		{ForProvider: Key{}, AtProvider: KeyObservation{}},
		{ForProvider: KubernetesCluster{}, AtProvider: KubernetesClusterObservation{}},
		{ForProvider: KubernetesClusterNodePool{}, AtProvider: KubernetesClusterNodePoolObservation{}},
		{ForProvider: LinuxVirtualMachine{}, AtProvider: VirtualMachineObservation{}},
		{ForProvider: LinuxVirtualMachineScaleSet{}, AtProvider: ScaleSetObservation{}},
		{ForProvider: LoadBalancer{}, AtProvider: LoadBalancerObservation{}},
		{ForProvider: LoadBalancerBackendAddressPool{}, AtProvider: LoadBalancerBackendAddressPoolObservation{}},
		{ForProvider: LoadBalancerProbe{}, AtProvider: LoadBalancerProbeObservation{}},
		{ForProvider: LoadBalancerRule{}},
		{ForProvider: ManagedDisk{}, AtProvider: ManagedDiskObservation{}},
		{ForProvider: ManagementPolicy{}},
		{ForProvider: MonitorAutoscaleSetting{}},
		{ForProvider: MonitorDiagnosticSetting{}},
		{ForProvider: NATGateway{}},
		{ForProvider: NATGatewayPublicIPAssociation{}},
		{ForProvider: NetworkInterface{}, AtProvider: NetworkInterfaceObservation{}},
		{ForProvider: NetworkInterfaceSecurityGroupAssociation{}},
		{ForProvider: ObjectReplication{}},
		{ForProvider: PrivateDNSARecord{}},
		{ForProvider: PrivateDNSZone{}, AtProvider: PrivateDNSZoneObservation{}},
		{ForProvider: PrivateDNSZoneVirtualNetworkLink{}},
		{ForProvider: PrivateEndpoint{}, AtProvider: PrivateEndpointObservation{}},
		{ForProvider: PublicIP{}, AtProvider: PublicIPObservation{}},
		{ForProvider: ResourceGroup{}},
		{ForProvider: RoleAssignment{}},
		{ForProvider: SecurityGroup{}, AtProvider: SecurityGroupObservation{}},
		{ForProvider: SecurityRule{}},
		{ForProvider: Share{}, AtProvider: ShareObservation{}},
		{ForProvider: Subnet{}, AtProvider: SubnetObservation{}},
		{ForProvider: SubnetNATGatewayAssociation{}},
		{ForProvider: SubnetNetworkSecurityGroupAssociation{}},
		{ForProvider: UserAssignedIdentity{}, AtProvider: UserAssignedIdentityObservation{}},
		{ForProvider: Vault{}, AtProvider: VaultObservation{}},
		{ForProvider: VirtualMachineDataDiskAttachment{}},
		{ForProvider: VirtualNetwork{}, AtProvider: VirtualNetworkObservation{}},
		{ForProvider: VirtualNetworkPeering{}, AtProvider: VirtualNetworkPeeringObservation{}},
		{ForProvider: WatcherFlowLog{}},
		{ForProvider: WindowsVirtualMachine{}, AtProvider: VirtualMachineObservation{}},
		{ForProvider: WindowsVirtualMachineScaleSet{}, AtProvider: ScaleSetObservation{}},
		{ForProvider: Workspace{}, AtProvider: WorkspaceObservation{}},
	}
}

// A ResourceGroup holds resources that live and die together.
// https://learn.microsoft.com/azure/azure-resource-manager/management/manage-resource-groups-portal
type ResourceGroup struct {
	Location string            `json:"location,omitempty"`
	Tags     map[string]string `json:"tags,omitempty"`
}

// Type of a ResourceGroup.
func (ResourceGroup) Type() managed.Type {
	return managed.Type{Group: groupAzure, Version: v1beta1, Kind: "ResourceGroup", Plural: "resourcegroups"}
}
