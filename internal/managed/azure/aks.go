// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A KubernetesCluster is a control plane of AKS with its system pool.
// https://learn.microsoft.com/azure/aks/core-aks-concepts
type KubernetesCluster struct {
	Location                      string                     `json:"location,omitempty"`
	ResourceGroupName             string                     `json:"resourceGroupName,omitempty"`
	ResourceGroupNameSelector     *managed.Selector          `json:"resourceGroupNameSelector,omitempty"`
	NodeResourceGroup             string                     `json:"nodeResourceGroup,omitempty"`
	DNSPrefix                     string                     `json:"dnsPrefix,omitempty"`
	SKUTier                       AKSTier                    `json:"skuTier,omitempty"`
	KubernetesVersion             string                     `json:"kubernetesVersion,omitempty"`
	AutomaticUpgradeChannel       AKSUpgradeChannel          `json:"automaticUpgradeChannel,omitempty"`
	NodeOSUpgradeChannel          AKSNodeOSChannel           `json:"nodeOsUpgradeChannel,omitempty"`
	MaintenanceWindow             *AKSMaintenanceWindow      `json:"maintenanceWindow,omitempty"`
	MaintenanceWindowAutoUpgrade  *AKSMaintenanceSchedule    `json:"maintenanceWindowAutoUpgrade,omitempty"`
	MaintenanceWindowNodeOS       *AKSMaintenanceSchedule    `json:"maintenanceWindowNodeOs,omitempty"`
	DefaultNodePool               *AKSDefaultNodePool        `json:"defaultNodePool,omitempty"`
	Identity                      *AKSIdentity               `json:"identity,omitempty"`
	NetworkProfile                *AKSNetworkProfile         `json:"networkProfile,omitempty"`
	APIServerAccessProfile        *AKSAPIServerAccessProfile `json:"apiServerAccessProfile,omitempty"`
	PrivateClusterEnabled         *bool                      `json:"privateClusterEnabled,omitempty"`
	PrivateDNSZoneID              string                     `json:"privateDnsZoneId,omitempty"`
	RoleBasedAccessControlEnabled *bool                      `json:"roleBasedAccessControlEnabled,omitempty"`
	EntraAccessControl            *AKSEntraAccessControl     `json:"azureActiveDirectoryRoleBasedAccessControl,omitempty"`
	LocalAccountDisabled          *bool                      `json:"localAccountDisabled,omitempty"`
	RunCommandEnabled             *bool                      `json:"runCommandEnabled,omitempty"`
	OIDCIssuerEnabled             *bool                      `json:"oidcIssuerEnabled,omitempty"`
	WorkloadIdentityEnabled       *bool                      `json:"workloadIdentityEnabled,omitempty"`
	KeyManagementService          *AKSKeyManagementService   `json:"keyManagementService,omitempty"`
	StorageProfile                *AKSStorageProfile         `json:"storageProfile,omitempty"`
	Tags                          map[string]string          `json:"tags,omitempty"`
}

// Type of a KubernetesCluster.
func (KubernetesCluster) Type() managed.Type {
	return managed.Type{Group: groupContainerService, Version: v1beta2, Kind: "KubernetesCluster", Plural: "kubernetesclusters"}
}

// An AKSTier says what Microsoft promises of a control plane.
type AKSTier string

// AKSTierStandard comes with an agreement about the uptime of the API server.
// https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers
const AKSTierStandard AKSTier = "Standard"

// An AKSUpgradeChannel says which versions AKS brings by itself.
type AKSUpgradeChannel string

// AKSUpgradeChannelPatch brings patch releases, and never another minor version.
// https://learn.microsoft.com/azure/aks/auto-upgrade-cluster
const AKSUpgradeChannelPatch AKSUpgradeChannel = "patch"

// An AKSNodeOSChannel says which images of nodes AKS brings by itself.
type AKSNodeOSChannel string

// Channels of node images.
// https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image
const (
	AKSNodeOSChannelNone      AKSNodeOSChannel = "None"
	AKSNodeOSChannelNodeImage AKSNodeOSChannel = "NodeImage"
)

// An AKSMaintenanceWindow is when AKS maintains what it does not schedule otherwise.
// https://learn.microsoft.com/azure/aks/planned-maintenance
type AKSMaintenanceWindow struct {
	Allowed    []AKSMaintenanceHours `json:"allowed,omitempty"`
	NotAllowed []AKSMaintenanceSpan  `json:"notAllowed,omitempty"`
}

// AKSMaintenanceHours are hours of a day of the week. Each of them is a slot that lasts
// until the next.
type AKSMaintenanceHours struct {
	Day   string `json:"day"`
	Hours []int  `json:"hours"`
}

// An AKSMaintenanceSpan is a range of time, both of whose ends are times as in RFC 3339.
type AKSMaintenanceSpan struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// An AKSFrequency says how often a window opens.
type AKSFrequency string

// Frequencies. Daily is one of node images only.
const (
	AKSFrequencyDaily  AKSFrequency = "Daily"
	AKSFrequencyWeekly AKSFrequency = "Weekly"
)

// An AKSMaintenanceSchedule is when AKS upgrades clusters or node images.
type AKSMaintenanceSchedule struct {
	Frequency  AKSFrequency         `json:"frequency"`
	Interval   int                  `json:"interval"`
	DayOfWeek  string               `json:"dayOfWeek,omitempty"`
	StartTime  string               `json:"startTime"`
	UTCOffset  string               `json:"utcOffset"`
	Duration   int                  `json:"duration"`
	NotAllowed []AKSMaintenanceSpan `json:"notAllowed,omitempty"`
}

// An AKSDefaultNodePool is the system pool, which is part of its cluster.
// https://learn.microsoft.com/azure/aks/use-system-pools
type AKSDefaultNodePool struct {
	Name                      string            `json:"name"`
	VMSize                    string            `json:"vmSize"`
	NodeCount                 int               `json:"nodeCount,omitempty"`
	Zones                     []string          `json:"zones,omitempty"`
	OSSKU                     AKSImage          `json:"osSku,omitempty"`
	OSDiskSizeGB              int               `json:"osDiskSizeGb,omitempty"`
	OrchestratorVersion       string            `json:"orchestratorVersion,omitempty"`
	OnlyCriticalAddonsEnabled *bool             `json:"onlyCriticalAddonsEnabled,omitempty"`
	NodePublicIPEnabled       *bool             `json:"nodePublicIpEnabled,omitempty"`
	TemporaryNameForRotation  string            `json:"temporaryNameForRotation,omitempty"`
	UpgradeSettings           *AKSSurge         `json:"upgradeSettings,omitempty"`
	VNetSubnetID              string            `json:"vnetSubnetId,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// AKSSurge says how many nodes are added during an upgrade of the system pool.
type AKSSurge struct {
	MaxSurge string `json:"maxSurge,omitempty"`
}

// An AKSIdentityType says where the identity of a control plane comes from.
type AKSIdentityType string

// AKSIdentityUserAssigned is an identity that outlives the cluster, and that can be
// given roles before there is one.
const AKSIdentityUserAssigned AKSIdentityType = "UserAssigned"

// An AKSIdentity is who a control plane acts as.
type AKSIdentity struct {
	Type                AKSIdentityType   `json:"type"`
	IdentityIDsSelector *managed.Selector `json:"identityIdsSelector,omitempty"`
}

// AKSNetworkProfile has the words of AKS for how pods reach each other and the world.
type AKSNetworkProfile struct {
	NetworkPlugin     AKSNetworkPlugin     `json:"networkPlugin"`
	NetworkPluginMode AKSNetworkPluginMode `json:"networkPluginMode,omitempty"`
	NetworkDataPlane  AKSDataPlane         `json:"networkDataPlane,omitempty"`
	NetworkPolicy     AKSNetworkPolicy     `json:"networkPolicy,omitempty"`
	LoadBalancerSKU   string               `json:"loadBalancerSku,omitempty"`
	OutboundType      AKSOutboundType      `json:"outboundType,omitempty"`
	PodCIDR           string               `json:"podCidr,omitempty"`
	ServiceCIDR       string               `json:"serviceCidr,omitempty"`
	DNSServiceIP      string               `json:"dnsServiceIp,omitempty"`
}

// An AKSNetworkPlugin gives pods addresses.
type AKSNetworkPlugin string

// AKSNetworkPluginAzure is Azure CNI.
const AKSNetworkPluginAzure AKSNetworkPlugin = "azure"

// An AKSNetworkPluginMode says which addresses pods get.
type AKSNetworkPluginMode string

// AKSNetworkPluginModeOverlay gives pods addresses that are not of the network.
// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
const AKSNetworkPluginModeOverlay AKSNetworkPluginMode = "overlay"

// An AKSDataPlane carries the traffic of pods.
type AKSDataPlane string

// Data planes.
// https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium
const (
	AKSDataPlaneAzure  AKSDataPlane = "azure"
	AKSDataPlaneCilium AKSDataPlane = "cilium"
)

// An AKSNetworkPolicy enforces network policies.
type AKSNetworkPolicy string

// AKSNetworkPolicyCilium goes with the data plane of that name.
const AKSNetworkPolicyCilium AKSNetworkPolicy = "cilium"

// AKSLoadBalancerStandard is the only kind of load balancer that is still offered.
const AKSLoadBalancerStandard = "standard"

// An AKSOutboundType is the way that nodes leave the network.
// https://learn.microsoft.com/azure/aks/egress-outboundtype
type AKSOutboundType string

// Ways out.
const (
	AKSOutboundLoadBalancer AKSOutboundType = "loadBalancer"
	AKSOutboundNATGateway   AKSOutboundType = "userAssignedNATGateway"
)

// An AKSAPIServerAccessProfile says who reaches the API server of a cluster that is not
// private.
type AKSAPIServerAccessProfile struct {
	AuthorizedIPRanges []string `json:"authorizedIpRanges,omitempty"`
}

// AKSPrivateDNSZoneSystem is a private DNS zone that AKS makes and keeps.
const AKSPrivateDNSZoneSystem = "System"

// An AKSEntraAccessControl lets identities of Entra in.
// https://learn.microsoft.com/azure/aks/manage-azure-rbac
type AKSEntraAccessControl struct {
	AzureRBACEnabled    *bool    `json:"azureRbacEnabled,omitempty"`
	AdminGroupObjectIDs []string `json:"adminGroupObjectIds,omitempty"`
}

// A KeyVaultAccess says from where a key vault is reached.
type KeyVaultAccess string

// KeyVaultAccessPublic vaults are reached at their public address.
const KeyVaultAccessPublic KeyVaultAccess = "Public"

// An AKSKeyManagementService encrypts secrets with a key of a Key Vault.
// https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
type AKSKeyManagementService struct {
	KeyVaultKeyID         string         `json:"keyVaultKeyId"`
	KeyVaultNetworkAccess KeyVaultAccess `json:"keyVaultNetworkAccess,omitempty"`
}

// AKSStorageProfile has the drivers of volumes.
// https://learn.microsoft.com/azure/aks/csi-storage-drivers
type AKSStorageProfile struct {
	BlobDriverEnabled         *bool `json:"blobDriverEnabled,omitempty"`
	DiskDriverEnabled         *bool `json:"diskDriverEnabled,omitempty"`
	FileDriverEnabled         *bool `json:"fileDriverEnabled,omitempty"`
	SnapshotControllerEnabled *bool `json:"snapshotControllerEnabled,omitempty"`
}

// A KubernetesClusterObservation is what we read of a KubernetesCluster.
type KubernetesClusterObservation struct {
	ID                       string                    `json:"id"`
	FQDN                     string                    `json:"fqdn"`
	PrivateFQDN              string                    `json:"privateFqdn"`
	PrivateClusterEnabled    bool                      `json:"privateClusterEnabled"`
	APIServerAccessProfile   AKSAPIServerAccessProfile `json:"apiServerAccessProfile"`
	CurrentKubernetesVersion string                    `json:"currentKubernetesVersion"`
	OIDCIssuerEnabled        bool                      `json:"oidcIssuerEnabled"`
	OIDCIssuerURL            string                    `json:"oidcIssuerUrl"`
	WorkloadIdentityEnabled  bool                      `json:"workloadIdentityEnabled"`
	KeyManagementService     AKSKeyManagementService   `json:"keyManagementService"`
	DefaultNodePool          AKSPoolObservation        `json:"defaultNodePool"`
}

// An AKSPoolObservation is what we read of a pool.
type AKSPoolObservation struct {
	NodeCount           int    `json:"nodeCount"`
	OrchestratorVersion string `json:"orchestratorVersion"`
}
