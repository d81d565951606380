// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

// azureReference documents the rules of every resource of Azure.
const azureReference = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"

// azureNetwork returns the rule for a resource of Microsoft.Network, which
// nearly all share: start with a letter or digit, end with one of those or an
// underscore.
func azureNetwork(kind string, minLength, maxLength int) Rule {
	return Rule{
		Kind:      kind,
		MinLength: minLength, MaxLength: maxLength,
		First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric + "_",
		Separator: "-",
		Reference: azureReference + "#microsoftnetwork",
	}
}

// azurePublic returns a rule that also refuses the words that Azure refuses in
// names of resources with an address of their own, see
// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name.
// Other words are refused only as the whole name, which ours never is.
func azurePublic(r Rule) Rule {
	r.ForbiddenPrefixes = append(r.ForbiddenPrefixes, "login")
	r.ForbiddenSubstrings = append(r.ForbiddenSubstrings, "microsoft", "windows")
	return r
}

// AzureResourceGroup is the rule for resource groups.
var AzureResourceGroup = Rule{
	Kind:      "an Azure resource group",
	MinLength: 1, MaxLength: 90,
	First: alphanumeric + "_(", Inner: alphanumeric + "._()-", Last: alphanumeric + "_()-",
	Separator: "-",
	Reference: azureReference + "#microsoftresources",
}

// Rules for networks.
var (
	// AzureVirtualNetwork is the rule for virtual networks.
	AzureVirtualNetwork = azureNetwork("an Azure virtual network", 2, 64)

	// AzureVirtualNetworkPeering is the rule for peerings of a virtual network.
	AzureVirtualNetworkPeering = azureNetwork("an Azure virtual network peering", 1, 80)

	// AzureSubnet is the rule for subnets. Some names mean something to Azure,
	// such as GatewaySubnet; a name with a hash is none of them.
	AzureSubnet = azureNetwork("an Azure subnet", 1, 80)

	// AzureSecurityGroup is the rule for network security groups.
	AzureSecurityGroup = azureNetwork("an Azure security group", 1, 80)

	// AzureApplicationSecurityGroup is the rule for application security groups.
	AzureApplicationSecurityGroup = azureNetwork("an Azure application security group", 1, 80)

	// AzureSecurityRule is the rule for rules of a network security group.
	AzureSecurityRule = azureNetwork("an Azure security rule", 1, 80)

	// AzurePublicIP is the rule for public IP addresses.
	AzurePublicIP = azurePublic(azureNetwork("an Azure public IP address", 1, 80))

	// AzurePublicIPPrefix is the rule for prefixes of public IP addresses.
	AzurePublicIPPrefix = azurePublic(azureNetwork("an Azure public IP prefix", 1, 80))

	// AzureNATGateway is the rule for NAT gateways.
	AzureNATGateway = azureNetwork("an Azure NAT gateway", 1, 80)

	// AzureRouteTable is the rule for route tables.
	AzureRouteTable = azureNetwork("an Azure route table", 1, 80)

	// AzureRoute is the rule for routes of a route table.
	AzureRoute = azureNetwork("an Azure route", 1, 80)

	// AzurePrivateDNSZoneLink is the rule for links of private DNS zones to
	// virtual networks.
	AzurePrivateDNSZoneLink = azureNetwork("an Azure private DNS zone link", 1, 80)

	// AzurePrivateEndpoint is the rule for private endpoints.
	AzurePrivateEndpoint = azureNetwork("an Azure private endpoint", 2, 64)

	// AzureNetworkWatcher is the rule for network watchers.
	AzureNetworkWatcher = azureNetwork("an Azure network watcher", 1, 80)

	// AzureFlowLog is the rule for flow logs of a network watcher.
	AzureFlowLog = azureNetwork("an Azure flow log", 1, 80)

	// AzureNetworkInterface is the rule for network interfaces. Azure's page
	// says 80 characters, the provider accepts 64.
	AzureNetworkInterface = azureNetwork("an Azure network interface", 2, 64)

	// AzureLoadBalancer is the rule for load balancers, and for their address
	// pools, probes and rules.
	AzureLoadBalancer = azurePublic(azureNetwork("an Azure load balancer", 1, 80))
)

// AzureStorageAccount is the rule for storage accounts, which are the names of
// hosts of one domain for everybody.
var AzureStorageAccount = azurePublic(Rule{
	Kind:      "an Azure storage account",
	MinLength: 3, MaxLength: 24,
	First: lowerDigits, Inner: lowerDigits, Last: lowerDigits,
	Global:    true,
	Reference: azureReference + "#microsoftstorage",
})

// AzureContainer is the rule for blob containers of a storage account.
var AzureContainer = Rule{
	Kind:      "an Azure storage container",
	MinLength: 3, MaxLength: 63,
	First: lowerDigits, Inner: lowerDigits + "-", Last: lowerDigits,
	Separator:           "-",
	ForbiddenSubstrings: []string{"--"},
	Reference:           azureReference + "#microsoftstorage",
}

// AzureShare is the rule for file shares of a storage account.
var AzureShare = Rule{
	Kind:      "an Azure file share",
	MinLength: 3, MaxLength: 63,
	First: lowerDigits, Inner: lowerDigits + "-", Last: lowerDigits,
	Separator:           "-",
	ForbiddenSubstrings: []string{"--"},
	Reference:           azureReference + "#microsoftstorage",
}

// AzureEncryptionScope is the rule for encryption scopes of a storage account.
var AzureEncryptionScope = Rule{
	Kind:      "an Azure encryption scope",
	MinLength: 4, MaxLength: 63,
	First: lowerDigits, Inner: lowerDigits, Last: lowerDigits,
	Reference: "https://learn.microsoft.com/azure/storage/blobs/encryption-scope-overview",
}

// AzureKeyVault is the rule for key vaults, which are the names of hosts of one
// domain for everybody. A deleted vault keeps its name for as long as it can be
// recovered.
var AzureKeyVault = azurePublic(Rule{
	Kind:      "an Azure key vault",
	MinLength: 3, MaxLength: 24,
	First: letters, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator:           "-",
	Global:              true,
	ForbiddenSubstrings: []string{"--"},
	Reference:           azureReference + "#microsoftkeyvault",
})

// AzureKey is the rule for keys of a key vault.
var AzureKey = Rule{
	Kind:      "an Azure key",
	MinLength: 1, MaxLength: 127,
	First: alphanumeric, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftkeyvault",
}

// AzureUserAssignedIdentity is the rule for user-assigned managed identities.
// Azure allows 128 characters, and says that only 24 work once the identity is
// assigned to a virtual machine or a scale set:
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-manage-user-assigned-managed-identities.
var AzureUserAssignedIdentity = Rule{
	Kind:      "an Azure managed identity",
	MinLength: 3, MaxLength: 24,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftmanagedidentity",
}

// AzureFederatedCredential is the rule for federated credentials of a managed
// identity.
var AzureFederatedCredential = Rule{
	Kind:      "an Azure federated credential",
	MinLength: 3, MaxLength: 120,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust",
}

// AzureRoleDefinition is the rule for custom roles, which are unique in a
// tenant. Azure allows 512 characters; its console shows far fewer.
var AzureRoleDefinition = Rule{
	Kind:      "an Azure role definition",
	MinLength: 1, MaxLength: 128,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: "https://learn.microsoft.com/azure/role-based-access-control/custom-roles",
}

// AzureManagementLock is the rule for locks.
var AzureManagementLock = Rule{
	Kind:      "an Azure management lock",
	MinLength: 1, MaxLength: 90,
	First: alphanumeric, Inner: alphanumeric + "._()-", Last: alphanumeric + "_()-",
	Separator: "-",
	Reference: azureReference + "#microsoftauthorization",
}

// AzureAKSCluster is the rule for AKS clusters.
var AzureAKSCluster = azurePublic(Rule{
	Kind:      "an Azure AKS cluster",
	MinLength: 1, MaxLength: 63,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftcontainerservice",
})

// AzureAKSNodeResourceGroup is the rule for the resource group that AKS makes
// for a cluster's nodes.
var AzureAKSNodeResourceGroup = Rule{
	Kind:      "an Azure AKS node resource group",
	MinLength: 1, MaxLength: 80,
	First: alphanumeric, Inner: alphanumeric + "._()-", Last: alphanumeric + "_()-",
	Separator: "-",
	Reference: "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-common-issues-faq",
}

// AzureAKSDNSPrefix is the rule for the first label of the address of a
// cluster's API server.
var AzureAKSDNSPrefix = azurePublic(Rule{
	Kind:      "an Azure AKS DNS prefix",
	MinLength: 1, MaxLength: 54,
	First: alphanumeric, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-common-issues-faq",
})

// AzureAKSNodePool is the rule for node pools of Linux nodes. Five characters
// of hash leave seven for the pool's own name, and are enough to tell the pools
// of one cluster apart.
var AzureAKSNodePool = Rule{
	Kind:      "an Azure AKS node pool",
	MinLength: 1, MaxLength: 12,
	First: lower, Inner: lowerDigits, Last: lowerDigits,
	Local:      true,
	HashLength: 5,
	Reference:  "https://learn.microsoft.com/azure/aks/create-node-pools",
}

// AzureAKSWindowsNodePool is the rule for node pools of Windows nodes, which
// leaves room for four characters of hash.
var AzureAKSWindowsNodePool = Rule{
	Kind:      "an Azure AKS Windows node pool",
	MinLength: 1, MaxLength: 6,
	First: lower, Inner: lowerDigits, Last: lowerDigits,
	Local:      true,
	HashLength: 4,
	Reference:  "https://learn.microsoft.com/azure/aks/create-node-pools",
}

// AzureKubernetesExtension is the rule for extensions of AKS clusters.
var AzureKubernetesExtension = Rule{
	Kind:      "an Azure Kubernetes extension",
	MinLength: 1, MaxLength: 63,
	First: alphanumeric, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftkubernetesconfiguration",
}

// AzureWorkspace is the rule for Log Analytics workspaces.
var AzureWorkspace = Rule{
	Kind:      "an Azure workspace",
	MinLength: 4, MaxLength: 63,
	First: alphanumeric, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftoperationalinsights",
}

// AzureMonitorSetting is the rule for autoscale and diagnostic settings.
var AzureMonitorSetting = Rule{
	Kind:      "an Azure monitor setting",
	MinLength: 1, MaxLength: 260,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftinsights",
}

// AzureVM is the rule for virtual machines. The provider accepts 80 characters,
// Azure 64.
var AzureVM = azurePublic(Rule{
	Kind:      "an Azure virtual machine",
	MinLength: 1, MaxLength: 64,
	First: letters, Inner: alphanumeric + ".-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
})

// AzureScaleSet is the rule for virtual machine scale sets.
var AzureScaleSet = azurePublic(Rule{
	Kind:      "an Azure scale set",
	MinLength: 1, MaxLength: 64,
	First: letters, Inner: alphanumeric + ".-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
})

// AzureComputerName is the rule for host names of Linux machines. Azure allows
// 64 characters, DNS 63.
var AzureComputerName = azurePublic(Rule{
	Kind:      "an Azure computer name",
	MinLength: 1, MaxLength: 63,
	First: letters, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
})

// AzureComputerNamePrefix is the rule for what host names of the Linux machines
// of a scale set start with. Azure appends six characters.
var AzureComputerNamePrefix = azurePublic(Rule{
	Kind:      "an Azure computer name prefix",
	MinLength: 1, MaxLength: 57,
	First: letters, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
})

// AzureWindowsComputerName is the rule for host names of Windows machines. Six
// characters of hash leave eight for the machine's own name, and are enough to
// tell the machines of one domain apart.
var AzureWindowsComputerName = azurePublic(Rule{
	Kind:      "an Azure Windows computer name",
	MinLength: 1, MaxLength: 15,
	First: letters, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator:  "-",
	Local:      true,
	HashLength: 6,
	Reference:  azureReference + "#microsoftcompute",
})

// AzureWindowsComputerNamePrefix is the rule for what host names of the Windows
// machines of a scale set start with. Azure appends six characters.
var AzureWindowsComputerNamePrefix = azurePublic(Rule{
	Kind:      "an Azure Windows computer name prefix",
	MinLength: 1, MaxLength: 9,
	First: letters, Inner: alphanumeric, Last: alphanumeric,
	Local:      true,
	HashLength: 5,
	Reference:  azureReference + "#microsoftcompute",
})

// AzureDisk is the rule for managed disks, disk encryption sets and SSH keys.
var AzureDisk = Rule{
	Kind:      "an Azure disk",
	MinLength: 1, MaxLength: 80,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric + "_",
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
}

// AzureVMExtension is the rule for extensions of virtual machines.
var AzureVMExtension = Rule{
	Kind:      "an Azure virtual machine extension",
	MinLength: 1, MaxLength: 80,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric + "_",
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
}

// AzurePlacement is the rule for availability sets and proximity placement
// groups.
var AzurePlacement = Rule{
	Kind:      "an Azure availability set",
	MinLength: 1, MaxLength: 80,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric + "_",
	Separator: "-",
	Reference: azureReference + "#microsoftcompute",
}
