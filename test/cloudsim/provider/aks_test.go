// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// aksObjects are those of a cluster on Azure, in a scope.
func aksObjects(t *testing.T, convert func(*unstructured.Unstructured) *unstructured.Unstructured) map[string]*unstructured.Unstructured {
	t.Helper()
	us := objects(t, "aks.yaml")
	for name, u := range us {
		us[name] = convert(u)
	}
	i := us["UserAssignedIdentity/shop"]
	uid := strings.Join([]string{i.GetAPIVersion(), i.GetKind(), i.GetNamespace(), i.GetName()}, "/")
	principal := cloud.UUIDOf(strings.Join([]string{uid, "managedidentity/UserAssignedIdentity", "principal"}, "\x00"))
	for _, name := range []string{"RoleAssignment/network", "RoleAssignment/secrets"} {
		set(us[name], "spec.forProvider.principalId", principal)
	}
	set(us["Vault/shopkeys"], "spec.forProvider.tenantId", cloud.UUIDOf("tenant/"+subscription))
	return us
}

func asItIs(u *unstructured.Unstructured) *unstructured.Unstructured { return u }

func TestGoodAKS(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": namespaced} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), sorted(aksObjects(t, convert))
			w.apply(us...)
			w.run()
			w.wantReady()
			for _, u := range us {
				fits(t, w.get(u))
			}
		})
	}
}

// TestAKSIsDeleted checks that a cluster is deleted in whatever order, but for its
// identity, which everything in it is taken away as.
func TestAKSIsDeleted(t *testing.T) {
	t.Parallel()
	w, us := goodAKS(t)
	identity := us["UserAssignedIdentity/shop"]
	delete(us, "UserAssignedIdentity/shop")
	w.delete(sorted(us)...)
	w.run()
	w.delete(identity)
	w.run()
	for _, u := range w.left() {
		t.Errorf("should be deleted: %s", u)
	}

	w, us = goodAKS(t)
	w.delete(us["UserAssignedIdentity/shop"])
	w.run()
	w.delete(us["KubernetesCluster/shop"])
	w.run()
	w.wantRefused(us["KubernetesCluster/shop"], "FailedIdentityOperation: Identity operation for resource")
	w.delete(us["Subnet/private"])
	w.run()
	w.wantRefused(us["Subnet/private"], "InUseSubnetCannotBeDeleted")
}

// goodAKS is a world with a cluster that is ready.
func goodAKS(t *testing.T) (*world, map[string]*unstructured.Unstructured) {
	t.Helper()
	w, us := newWorld(t), aksObjects(t, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	return w, us
}

func TestBrokenAKS(t *testing.T) {
	t.Parallel()
	for name, tc := range merged(brokenAKSClusters(), brokenAKSNetworks(), brokenAKSPools(), brokenAKSIdentities(), brokenAKSVaults(), brokenAKSLogs()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), aksObjects(t, asItIs)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			w.apply(needed(us, tc.of)...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if got := message(mg); !strings.Contains(got, tc.want) {
				t.Errorf("%s\nmessage of %s should contain %q, is %q", tc.reason, tc.of, tc.want, got)
			}
		})
	}
}

// needed objects are those that one with a mistake has to do with, so that it does not
// take long to find out.
func needed(us map[string]*unstructured.Unstructured, of string) []*unstructured.Unstructured {
	kind, _, _ := strings.Cut(of, "/")
	network := []string{"VirtualNetwork", "Subnet", "UserAssignedIdentity", "RoleAssignment"}
	cluster := slices.Concat(network, []string{"PublicIP", "NATGateway", "NATGatewayPublicIPAssociation", "SubnetNATGatewayAssociation", "KubernetesCluster"})
	kinds := map[string][]string{
		"RoleAssignment":            network,
		"Key":                       {"Vault", "Key"},
		"KubernetesCluster":         cluster,
		"KubernetesClusterNodePool": slices.Concat(cluster, []string{"KubernetesClusterNodePool"}),
		"MonitorDiagnosticSetting":  slices.Concat(cluster, []string{"Workspace", "MonitorDiagnosticSetting"}),
	}[kind]
	var out []*unstructured.Unstructured
	for _, u := range sorted(us) {
		if k := u.GetKind(); k == "ResourceGroup" || k == kind || slices.Contains(kinds, k) {
			out = append(out, u)
		}
	}
	return out
}

func brokenAKSClusters() map[string]broken {
	const of = "KubernetesCluster/shop"
	many := []any{}
	for range 201 {
		many = append(many, "240.0.0.0/4")
	}
	return map[string]broken{
		"ClusterName": {
			reason: "Names have rules.", of: of, how: named(of, "-shop"),
			want: "InvalidParameter: Resource name -shop is invalid.",
		},
		"DNSPrefix": {
			reason: "A prefix is a label of DNS.", of: of, with: map[string]any{"dnsPrefix": "shop.example"},
			want: "invalid value for dns_prefix",
		},
		"NoPrefix": {
			reason: "An API server has a name.", of: of, with: map[string]any{"dnsPrefix": nil},
			want: `"dns_prefix|dns_prefix_private_cluster": required field is not set`,
		},
		"NoPool": {
			reason: "There is no cluster without nodes.", of: of, with: map[string]any{"defaultNodePool.vmSize": nil},
			want: `"default_node_pool.vm_size": required field is not set`,
		},
		"NodeGroupTooLong": {
			reason: "Groups of nodes have shorter names than others.", of: of, with: map[string]any{"nodeResourceGroup": strings.Repeat("a", 81)},
			want: "The length of the node resource group name is too long. The maximum length is 80",
		},
		"NodeGroupTaken": {
			reason: "AKS makes the group of the nodes itself.", of: of, with: map[string]any{"nodeResourceGroup": "group"},
			want: "NodeResourceGroupAlreadyExists: The node resource group 'group' already exists.",
		},
		"Version": {
			reason: "AKS serves some versions only.", of: of, with: map[string]any{"kubernetesVersion": "1.19"},
			want: "AgentPoolK8sVersionNotSupported: Version 1.19 is not supported in this region.",
		},
		"SystemPoolNewer": {
			reason: "Nodes are not newer than their control plane.", of: of, with: map[string]any{"defaultNodePool.orchestratorVersion": "1.35"},
			want: "NodePoolMcVersionIncompatible: Node pool version 1.35.2 and control plane version 1.34.2 are incompatible.",
		},
		"SystemPoolName": {
			reason: "Pools have short names.", of: of, with: map[string]any{"defaultNodePool.name": "system-pool"},
			want: "name must start with a lowercase letter, have max length of 12",
		},
		"SystemPoolEmpty": {
			reason: "Something has to run AKS.", of: of, with: map[string]any{"defaultNodePool.nodeCount": int64(0)},
			want: "agentPoolProfile.count is invalid. Error details: 0 is not in the range 1 - 1000.",
		},
		"SystemPoolZone": {
			reason: "Zones are known.", of: of, with: map[string]any{"defaultNodePool.zones": []any{"4"}},
			want: "AvailabilityZoneNotSupported",
		},
		"SystemPoolSurge": {
			reason: "A surge is a number or a percentage.", of: of, with: map[string]any{"defaultNodePool.upgradeSettings.maxSurge": "0"},
			want: "0 is neither a number above zero nor a percentage.",
		},
		"NoIdentity": {
			reason: "An identity is one of somebody's.", of: of, with: map[string]any{"identity.identityIdsSelector": nil},
			want: "`identity_ids` must be specified when `type` is set to",
		},
		"Tier": {
			reason: "Tiers are known.", of: of, with: map[string]any{"skuTier": "Gold"}, want: "expected sku_tier to be one of",
		},
		"Channel": {
			reason: "Channels are known.", of: of, with: map[string]any{"automaticUpgradeChannel": "weekly"}, want: "expected automatic_upgrade_channel to be one of",
		},
		"AdminName": {
			reason: "Groups have ids.", of: of, with: map[string]any{"azureActiveDirectoryRoleBasedAccessControl.adminGroupObjectIds": []any{"admins"}},
			want: "to be a valid UUID, got admins",
		},
		"NoEntra": {
			reason: "Somebody has to get in.", of: of, with: map[string]any{"azureActiveDirectoryRoleBasedAccessControl": nil},
			want: "disableLocalAccounts is only supported on AAD integrated clusters.",
		},
		"NoIssuer": {
			reason: "Tokens need an issuer.", of: of, with: map[string]any{"oidcIssuerEnabled": nil},
			want: "Workload Identity requires OIDC issuer to be enabled.",
		},
		"RangeOfIPv6": {
			reason: "API servers have no IPv6.", of: of, with: map[string]any{"apiServerAccessProfile.authorizedIpRanges": []any{"2001:db8::/32"}},
			want: "2001:db8::/32 is not a valid IPv4 range.",
		},
		"NodesLockedOut": {
			reason: "Nodes come from the NAT of the network.", of: of, with: map[string]any{"apiServerAccessProfile.authorizedIpRanges": []any{"198.51.100.0/24"}},
			want: "K8SAPIServerConnFailVMExtensionError: Agents are unable to establish connection to the cluster API server from",
		},
		"TooManyRanges": {
			reason: "Ranges are limited.", of: of, with: map[string]any{"apiServerAccessProfile.authorizedIpRanges": many},
			want: "no more than 200 ranges are allowed.",
		},
		"PrivateRanges": {
			reason: "Nobody comes to a private API server from the internet.", of: of, with: map[string]any{"privateClusterEnabled": true},
			want: "authorized IP ranges are not supported for private clusters.",
		},
		"KeyWithoutVersion": {
			reason: "AKS wants to know a version.", of: of,
			with: map[string]any{"keyManagementService": map[string]any{"keyVaultKeyId": "https://shopkeys.vault.azure.net/keys/secrets"}},
			want: "is not a valid Key Vault key ID with a version.",
		},
		"NoKey": {
			reason: "The key has to be there.", of: of,
			with: map[string]any{"keyManagementService": map[string]any{"keyVaultKeyId": "https://shopkeys.vault.azure.net/keys/secrets/" + strings.Repeat("0", 32)}},
			want: "AzureKeyVaultKmsKeyNotFound",
		},
		"UpgradesDaily": {
			reason: "Patch releases come once a week at most.", of: of,
			with: map[string]any{"maintenanceWindowAutoUpgrade.frequency": "Daily"},
			want: "schedule Daily is not supported in maintenanceWindowAutoUpgrade.",
		},
		"WindowTooShort": {
			reason: "Windows last for four hours.", of: of, with: map[string]any{"maintenanceWindowNodeOs.duration": int64(3)},
			want: "expected maintenance_window_node_os.0.duration to be in the range (4 - 24), got 3",
		},
		"WindowWithoutDay": {
			reason: "A week has more than one day.", of: of, with: map[string]any{"maintenanceWindowAutoUpgrade.dayOfWeek": nil},
			want: "dayOfWeek is invalid. Error details: it is required.",
		},
		"WindowTime": {
			reason: "Times have minutes.", of: of, with: map[string]any{"maintenanceWindowNodeOs.startTime": "1"},
			want: "1 is not of the form HH:mm.",
		},
		"WindowHour": {
			reason: "A day has 24 hours.", of: of, with: map[string]any{"maintenanceWindow": map[string]any{"allowed": []any{map[string]any{"day": "Sunday", "hours": []any{int64(24)}}}}},
			want: "to be in the range (0 - 23), got 24",
		},
	}
}

func brokenAKSNetworks() map[string]broken {
	const of = "KubernetesCluster/shop"
	return map[string]broken{
		"NoNAT": {
			reason: "Nodes need the way out that they are to take.", of: of, how: without("SubnetNATGatewayAssociation/private"),
			want: "SubnetNotAssociatedWithNATGateway",
		},
		"NotOverlay": {
			reason: "Only an overlay has a range of its own.", of: of, with: map[string]any{"networkProfile.networkPluginMode": nil},
			want: "`pod_cidr` and `azure` cannot be set together",
		},
		"NoDNS": {
			reason: "A range of services comes with an address for DNS.", of: of, with: map[string]any{"networkProfile.dnsServiceIp": nil},
			want: "`dns_service_ip` and `service_cidr` should all be empty or both should be set",
		},
		"DNSElsewhere": {
			reason: "DNS is a service.", of: of, with: map[string]any{"networkProfile.dnsServiceIp": "172.21.0.10"},
			want: "172.21.0.10 must be within 172.20.0.0/16",
		},
		"DNSFirst": {
			reason: "The first address is that of the API server.", of: of, with: map[string]any{"networkProfile.dnsServiceIp": "172.20.0.1"},
			want: "172.20.0.1 must be within 172.20.0.0/16, and not one of its first addresses.",
		},
		"PodsInNetwork": {
			reason: "An overlay lies beside the network.", of: of, with: map[string]any{"networkProfile.podCidr": "10.0.0.0/16"},
			want: "The specified podCidr 10.0.0.0/16 is conflicted with an existing range 10.0.0.0/16",
		},
		"ServicesInPods": {
			reason: "Services lie beside pods.", of: of, with: map[string]any{"networkProfile.podCidr": "172.20.0.0/20"},
			want: "The specified serviceCidr 172.20.0.0/16 is conflicted with an existing range 172.20.0.0/20",
		},
		"ReservedRange": {
			reason: "AKS keeps some ranges for itself.", of: of, with: map[string]any{"networkProfile.serviceCidr": "172.30.0.0/16", "networkProfile.dnsServiceIp": "172.30.0.10"},
			want: "is conflicted with an existing range 172.30.0.0/16",
		},
		"CiliumWithoutPolicy": {
			reason: "Cilium enforces policies.", of: of, with: map[string]any{"networkProfile.networkPolicy": nil},
			want: "the network policy can only be set to `cilium`",
		},
		"BasicLoadBalancer": {
			reason: "Basic ones are gone.", of: of, with: map[string]any{"networkProfile.loadBalancerSku": "basic"},
			want: "Basic Load Balancer is retired.",
		},
		"Outbound": {
			reason: "Ways out are known.", of: of, with: map[string]any{"networkProfile.outboundType": "vpn"}, want: "expected network_profile.outbound_type to be one of",
		},
		"NoRole": {
			reason: "The identity puts nodes into the subnet.", of: of, how: without("RoleAssignment/network"),
			want: "LinkedAuthorizationFailed",
		},
	}
}

func brokenAKSPools() map[string]broken {
	const of, spot = "KubernetesClusterNodePool/main", "KubernetesClusterNodePool/spot"
	return map[string]broken{
		"PoolName": {
			reason: "Pools have short names.", of: of, how: named(of, "Main"), want: "name must start with a lowercase letter",
		},
		"PoolNameOfSystem": {
			reason: "Names are unique in a cluster.", of: of, how: named(of, "system"), want: "An agent pool with the name system already exists.",
		},
		"PoolWithoutSize": {
			reason: "The provider misses what is required.", of: of, with: map[string]any{"vmSize": nil}, want: `"vm_size": required field is not set`,
		},
		"PoolSize": {
			reason: "Sizes have names.", of: of, with: map[string]any{"vmSize": "m6i.large"}, want: "VMSizeNotSupported: The VM size of m6i.large is not allowed",
		},
		"PoolNewer": {
			reason: "Nodes are not newer than their control plane.", of: of, with: map[string]any{"orchestratorVersion": "1.35"},
			want: "Minor version of node pool version 1.35.2 is bigger than control plane's version.",
		},
		"PoolOlder": {
			reason: "Nodes are at most three minors older.", of: of, how: func(us map[string]*unstructured.Unstructured) {
				set(us["KubernetesCluster/shop"], "spec.forProvider.kubernetesVersion", "1.35")
				set(us[of], "spec.forProvider.orchestratorVersion", "1.31")
			},
			want: "is more than 3 versions less than control plane's version.",
		},
		"PoolVersion": {
			reason: "AKS serves some versions only.", of: of, with: map[string]any{"orchestratorVersion": "1.19"}, want: "AgentPoolK8sVersionNotSupported",
		},
		"PoolWithoutMax": {
			reason: "An autoscaler needs limits.", of: of, with: map[string]any{"maxCount": nil}, want: "`max_count` and `min_count` must be configured",
		},
		"PoolLimits": {
			reason: "The least is not above the most.", of: of, with: map[string]any{"minCount": int64(6)}, want: "`max_count` must be >= `min_count`",
		},
		"PoolLimitsWithoutScaling": {
			reason: "Limits are an autoscaler's.", of: of, with: map[string]any{"autoScalingEnabled": false}, want: "must be set to `null` when `auto_scaling_enabled` is set to `false`",
		},
		"PoolBeyondLimits": {
			reason: "A pool starts within its limits.", of: of, with: map[string]any{"minCount": int64(3)}, want: "2 is not in the range of minCount 3 and maxCount 5.",
		},
		"PoolTooLarge": {
			reason: "Each node takes a part of the range of pods.", of: of, with: map[string]any{"maxCount": int64(20)}, want: "InsufficientPodCidr: The pod CIDR 100.64.0.0/20 has room for 16 nodes.",
		},
		"PoolWithoutAddresses": {
			reason: "Each node takes an address of the subnet.", of: of, with: map[string]any{"maxCount": int64(300)}, want: "InsufficientSubnetSize: Pre-allocated IPs 300 exceeds IPs available 251",
		},
		"PoolTaint": {
			reason: "Taints have values.", of: of, with: map[string]any{"nodeTaints": []any{"example.com/a:NoSchedule"}}, want: "taint example.com/a:NoSchedule is not of the form key=value:effect.",
		},
		"PoolSurgeAndUnavailable": {
			reason: "Nodes are added or go without.", of: of, with: map[string]any{"upgradeSettings.maxSurge": "1"}, want: "conflicts with upgrade_settings.0.max_unavailable",
		},
		"PoolDriver": {
			reason: "There is nothing to drive.", of: of, with: map[string]any{"gpuDriver": "Install"}, want: "VM size Standard_D4s_v5 has no GPU.",
		},
		"PoolDisk": {
			reason: "Images need room.", of: of, with: map[string]any{"osDiskSizeGb": int64(20)}, want: "20 is not in the range 30 - 2048.",
		},
		"PoolImage": {
			reason: "Images are known.", of: of, with: map[string]any{"osSku": "Debian"}, want: "expected os_sku to be one of",
		},
		"PoolEviction": {
			reason: "Only spot nodes are taken back.", of: of, with: map[string]any{"evictionPolicy": "Delete"}, want: "`eviction_policy` can only be set when `priority` is set to `Spot`",
		},
		"PoolElsewhere": {
			reason: "All nodes are in one network.", of: of, with: map[string]any{"vnetSubnetIdSelector": nil}, want: "All agent pools of a cluster must be in the same virtual network.",
		},
		"SpotSurge": {
			reason: "AKS replaces spot nodes in its own way.", of: spot, with: map[string]any{"upgradeSettings": map[string]any{"maxSurge": "1"}}, want: "Spot pools can't set max surge.",
		},
		"SpotUnavailable": {
			reason: "AKS replaces spot nodes in its own way.", of: spot, with: map[string]any{"upgradeSettings": map[string]any{"maxUnavailable": "1"}}, want: "Spot pools can't set maxUnavailable.",
		},
		"SpotSystem": {
			reason: "AKS runs nothing on what may be taken back.", of: spot, with: map[string]any{"mode": "System"}, want: "A spot pool can't be a system pool.",
		},
	}
}

func brokenAKSIdentities() map[string]broken {
	const of, identity = "RoleAssignment/network", "UserAssignedIdentity/shop"
	return map[string]broken{
		"IdentityName": {
			reason: "Names have rules.", of: identity, with: map[string]any{"name": "s"}, want: "InvalidResourceName: Resource name s is invalid.",
		},
		"IdentityLocation": {
			reason: "Locations are known.", of: identity, with: map[string]any{"location": "eastmars"}, want: "LocationNotAvailableForResourceType",
		},
		"IdentityWithoutGroup": {
			reason: "Everything is in a group.", of: identity, with: map[string]any{"resourceGroupNameSelector": nil}, want: `"resource_group_name": required field is not set`,
		},
		"Role": {
			reason: "Roles are known.", of: of, with: map[string]any{"roleDefinitionName": "Network Admin"}, want: "loading Role Definition List: could not find role 'Network Admin'",
		},
		"RoleWithoutRole": {
			reason: "An assignment is of a role.", of: of, with: map[string]any{"roleDefinitionName": nil}, want: "required field is not set",
		},
		"RoleScope": {
			reason: "A scope is an id.", of: of, with: map[string]any{"scope": "group"}, want: "InvalidScope: The scope 'group' is not valid.",
		},
		"RoleNowhere": {
			reason: "The scope has to be there.", of: of, with: map[string]any{"scope": vnet + "/subnets/none"}, want: "ResourceNotFound: The Resource '" + vnet + "/subnets/none' was not found.",
		},
		"RolePrincipal": {
			reason: "Principals have ids.", of: of, with: map[string]any{"principalId": "shop"}, want: "InvalidPrincipalId",
		},
		"RoleTooSoon": {
			reason: "Entra does not know a new identity at once.", of: of, with: map[string]any{"skipServicePrincipalAadCheck": nil}, want: "this error might be related to a replication delay.",
		},
		"RoleType": {
			reason: "An identity is no group.", of: of, with: map[string]any{"principalType": "Group"}, want: "UnmatchedPrincipalType",
		},
		"RoleTwice": {
			reason: "A role is assigned once.", of: "RoleAssignment/z", how: copyOf(of, "z", nil), want: "RoleAssignmentExists",
		},
	}
}

func brokenAKSVaults() map[string]broken {
	const of, key = "Vault/shopkeys", "Key/secrets"
	return map[string]broken{
		"VaultName": {
			reason: "Names have rules.", of: of, how: named(of, "shop--keys"), want: "VaultNameNotValid: The vault name 'shop--keys' is invalid.",
		},
		"VaultTenant": {
			reason: "A vault trusts its own tenant.", of: of, with: map[string]any{"tenantId": "11111111-2222-3333-4444-555555555555"}, want: "An invalid value was provided for 'tenantId'.",
		},
		"VaultSKU": {
			reason: "There are two kinds of vaults.", of: of, with: map[string]any{"skuName": "Standard"}, want: "expected sku_name to be one of",
		},
		"VaultRecovery": {
			reason: "Vaults can be brought back for a while.", of: of, with: map[string]any{"softDeleteRetentionDays": int64(5)}, want: "to be in the range (7 - 90), got 5",
		},
		"KeyName": {
			reason: "Names have rules.", of: key, with: map[string]any{"name": "se_crets"}, want: "BadParameter: Resource name se_crets is invalid.",
		},
		"KeyType": {
			reason: "Types are known.", of: key, with: map[string]any{"keyType": "AES"}, want: "expected key_type to be one of",
		},
		"KeySize": {
			reason: "An RSA key has a size.", of: key, with: map[string]any{"keySize": nil}, want: "Key size is required when creating an RSA key",
		},
		"KeyOperation": {
			reason: "Operations are known.", of: key, with: map[string]any{"keyOpts": []any{"wrap"}}, want: "expected key_opts.0 to be one of",
		},
	}
}

func brokenAKSLogs() map[string]broken {
	const of, setting = "Workspace/logs", "MonitorDiagnosticSetting/logs"
	return map[string]broken{
		"WorkspaceName": {
			reason: "Names have rules.", of: of, how: named(of, "log"), want: "InvalidWorkspaceName: Resource name log is invalid.",
		},
		"WorkspaceRetention": {
			reason: "Logs are kept for a month at least.", of: of, with: map[string]any{"retentionInDays": int64(7)}, want: "expected retention_in_days to be in the range (30 - 730), got 7",
		},
		"WorkspaceTier": {
			reason: "Old tiers are gone.", of: of, with: map[string]any{"sku": "Free"}, want: "The pricing tier Free is not offered any more.",
		},
		"SettingOfNothing": {
			reason: "Only what is there writes logs.", of: setting, how: without("KubernetesCluster/shop"), want: "ResourceNotFound: The Resource",
		},
		"SettingCategory": {
			reason: "Logs are known.", of: setting, with: map[string]any{"enabledLog": []any{map[string]any{"category": "audit"}}}, want: "Category 'audit' is not supported.",
		},
		"SettingWithoutLogs": {
			reason: "A setting is about something.", of: setting, with: map[string]any{"enabledLog": nil}, want: "required field is not set",
		},
		"SettingTwice": {
			reason: "A log is kept in one place once.", of: "MonitorDiagnosticSetting/z", how: copyOf(setting, "z", map[string]any{"name": "z"}),
			want: "is already used in diagnostic setting 'logs' for category 'kube-audit-admin'.",
		},
	}
}

// TestAKSUpgrades checks that a control plane goes one step at a time, and nodes after
// it.
func TestAKSUpgrades(t *testing.T) {
	t.Parallel()
	w, us := goodAKS(t)
	cluster, nodes := us["KubernetesCluster/shop"], us["KubernetesClusterNodePool/main"]
	w.ask(cluster, "kubernetesVersion", "1.36")
	w.wantRefused(cluster, "Upgrading Kubernetes version 1.34.2 to 1.36.2 is not allowed. Available upgrades: [1.35.2].")
	w.ask(nodes, "orchestratorVersion", "1.35")
	w.wantRefused(nodes, "Minor version of node pool version 1.35.2 is bigger than control plane's version.")
	for _, version := range []string{"1.35", "1.36"} {
		w.ask(cluster, "kubernetesVersion", version)
		w.poll()
		w.run()
		w.wantReady()
		if got := w.observed(cluster).String("currentKubernetesVersion"); got != version+".2" {
			t.Errorf("control plane: want version %s.2, got %s", version, got)
		}
	}
	if got := w.observed(nodes).String("orchestratorVersion"); got != "1.35" {
		t.Errorf("nodes: want version 1.35, got %s", got)
	}
	w.ask(cluster, "defaultNodePool.orchestratorVersion", "1.36")
	w.wantReady()
	w.ask(cluster, "kubernetesVersion", "1.35")
	w.wantRefused(cluster, "is not allowed")
	w.ask(nodes, "orchestratorVersion", "1.34")
	w.wantRefused(nodes, "Downgrading agent pool version from 1.35.2 to 1.34.2 is not allowed.")
}

func TestAKSCannotChange(t *testing.T) {
	t.Parallel()
	w, us := goodAKS(t)
	for _, tc := range []struct {
		of, path string
		value    any
		want     string
	}{
		{"KubernetesCluster/shop", "dnsPrefix", "other", "cannot change the value of the argument"},
		{"KubernetesCluster/shop", "privateClusterEnabled", true, "cannot change the value of the argument"},
		{"KubernetesCluster/shop", "networkProfile.serviceCidr", "172.21.0.0/16", "cannot change the value of the argument"},
		{"KubernetesCluster/shop", "networkProfile.networkDataPlane", "azure", ""},
		{"KubernetesClusterNodePool/main", "vmSize", "Standard_D8s_v5", "`temporary_name_for_rotation` must be specified"},
		{"KubernetesClusterNodePool/spot", "priority", "Regular", "cannot change the value of the argument"},
		{"RoleAssignment/network", "roleDefinitionName", "Contributor", "cannot change the value of the argument"},
		{"Vault/shopkeys", "purgeProtectionEnabled", false, "once Purge Protection has been Enabled it's not possible to disable it"},
		{"Key/secrets", "keySize", int64(2048), "cannot change the value of the argument"},
		{"MonitorDiagnosticSetting/logs", "name", "other", "cannot change the value of the argument"},
	} {
		w.ask(us[tc.of], tc.path, tc.value)
		if tc.want != "" {
			w.wantRefused(us[tc.of], tc.want)
		}
	}
}

// TestAKSSystemPoolRotates checks that the nodes of the system pool can be replaced,
// because it has a temporary name.
func TestAKSSystemPoolRotates(t *testing.T) {
	t.Parallel()
	w, us := goodAKS(t)
	w.ask(us["KubernetesCluster/shop"], "defaultNodePool.vmSize", "Standard_D8s_v5")
	w.wantReady()
}

// TestAKSEncrypts checks that a control plane uses a key that its identity may use.
func TestAKSEncrypts(t *testing.T) {
	t.Parallel()
	w, us := goodAKS(t)
	id := w.observed(us["Key/secrets"]).String("id")
	w.ask(us["KubernetesCluster/shop"], "keyManagementService", map[string]any{"keyVaultKeyId": id})
	w.wantReady()

	w, us = newWorld(t), aksObjects(t, asItIs)
	delete(us, "RoleAssignment/secrets")
	w.apply(sorted(us)...)
	w.run()
	w.ask(us["KubernetesCluster/shop"], "keyManagementService", map[string]any{"keyVaultKeyId": id})
	w.wantRefused(us["KubernetesCluster/shop"], "AzureKeyVaultKmsValidateKeyAccessForbidden")
}

// TestAKSPublishes checks that the kubeconfig of the admin is there only while there are
// local accounts.
func TestAKSPublishes(t *testing.T) {
	t.Parallel()
	w, us := goodAKS(t)
	host := w.observed(us["KubernetesCluster/shop"]).String("fqdn")
	published := func() map[string][]byte {
		secret := &corev1.Secret{}
		if err := w.client.Get(context.Background(), types.NamespacedName{Namespace: "shop", Name: "shop"}, secret); err != nil {
			t.Fatal(err)
		}
		return secret.Data
	}
	user := published()
	if k := string(user["kubeconfig"]); !strings.Contains(k, "https://"+host+":443") || !strings.Contains(k, "kubelogin") || host == "" {
		t.Errorf("users log in to Entra, got %s", k)
	}
	if !strings.HasPrefix(string(user["kubeconfig.clustercacertificate"]), "-----BEGIN CERTIFICATE") || user["attribute.kube_admin_config_raw"] != nil {
		t.Errorf("want a certificate and no admin, got %v", user)
	}
	w.ask(us["KubernetesCluster/shop"], "localAccountDisabled", false)
	w.poll()
	w.run()
	if k := string(published()["attribute.kube_admin_config_raw"]); !strings.Contains(k, "client-key-data") {
		t.Errorf("the admin has a key, got %s", k)
	}
}
