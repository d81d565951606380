// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	kubernetesCluster cloud.Name = "containerservice/KubernetesCluster"
	nodePool          cloud.Name = "containerservice/KubernetesClusterNodePool"
)

// Versions of Kubernetes that AKS serves.
const (
	oldestMinor  = 31
	newestMinor  = 36
	defaultMinor = 34

	// maxSkew is how many minor versions nodes may be older than their control
	// plane.
	maxSkew = 3
)

// maxAuthorizedRanges reach an API server.
// https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
const maxAuthorizedRanges = 200

const invalidParameter = "InvalidParameter"

func clusters() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "containerservice.azure.upbound.io", Version: "v1beta2", Kind: "KubernetesCluster", Plural: "kubernetesclusters"},
		Naming: cloud.Given, Noun: "Kubernetes Cluster", Call: "Microsoft.ContainerService/managedClusters",
		Required: []string{
			"location", "resourceGroupName", "defaultNodePool.name", "defaultNodePool.vmSize", "identity.type|servicePrincipal.clientId",
			"dnsPrefix|dnsPrefixPrivateCluster",
		},
		Immutable: []string{
			"dnsPrefix", "dnsPrefixPrivateCluster", "nodeResourceGroup", "privateClusterEnabled", "privateDnsZoneId", "diskEncryptionSetId",
			"roleBasedAccessControlEnabled", "defaultNodePool.name", "defaultNodePool.type", "networkProfile.networkPlugin",
			"networkProfile.loadBalancerSku", "networkProfile.podCidr", "networkProfile.serviceCidr", "networkProfile.dnsServiceIp",
		},
		Gradual: []string{"kubernetesVersion", "defaultNodePool.orchestratorVersion"},
		Links: []cloud.Link{
			toGroup(),
			{Field: "defaultNodePool.vnetSubnetId", To: subnet, Holds: true},
			{Field: "identity.identityIds", To: userAssignedIdentity},
			{Field: "privateDnsZoneId", To: privateDNSZone, Loose: true},
		},
		Defaults: cloud.Value{"skuTier": "Free", "supportPlan": "KubernetesOfficial", "roleBasedAccessControlEnabled": true, "runCommandEnabled": true, "nodeOsUpgradeChannel": "NodeImage"},
		ID:       inGroup("Microsoft.ContainerService/managedClusters"),
		Check:    checkCluster, CheckDelete: checkClusterDelete,
		Attributes: clusterAttributes, Secrets: clusterSecrets, Server: apiServer,
	}}
}

func checkCluster(r *cloud.Request) error {
	if err := checkName(r, `^[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?$`, 63, invalidParameter); err != nil {
		return err
	}
	for _, check := range []func(*cloud.Request) error{
		checkClusterNames, checkClusterIdentity, checkClusterVersion, checkSystemPool, checkNetworkProfile, checkRanges, checkOutbound,
		checkAccess, checkAPIServer, checkOIDC, checkKeyManagement, checkMaintenance, checkClusterEnums,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// oneOf refuses values that are not among those of an enumeration.
func oneOf(r *cloud.Request, path string, values ...string) error {
	for _, v := range r.Args.Strings(path) {
		if v != "" && !slices.Contains(values, v) {
			return cloud.Plain("expected %s to be one of [%q], got %s", cloud.Snake(path), values, v)
		}
	}
	return nil
}

func checkClusterEnums(r *cloud.Request) error {
	for path, values := range map[string][]string{
		"skuTier":                 {"Free", "Standard", "Premium"},
		"automaticUpgradeChannel": {"patch", "rapid", "node-image", "stable"},
		"nodeOsUpgradeChannel":    {"Unmanaged", "SecurityPatch", "NodeImage", "None"},
		"supportPlan":             {"KubernetesOfficial", "AKSLongTermSupport"},
	} {
		if err := oneOf(r, path, values...); err != nil {
			return err
		}
	}
	return nil
}

var dnsPrefix = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$`)

func checkClusterNames(r *cloud.Request) error {
	if p := r.Args.String("dnsPrefix"); p != "" && !dnsPrefix.MatchString(p) {
		return cloud.Plain("invalid value for dns_prefix (must contain between 1 and 54 characters, and contain only letters, numbers and hyphens): %s", p)
	}
	if r.Args.Has("dnsPrefix") && r.Args.Has("dnsPrefixPrivateCluster") {
		return cloud.Plain("\"dns_prefix\": only one of `dns_prefix,dns_prefix_private_cluster` can be specified")
	}
	group := r.Args.String("nodeResourceGroup")
	if len(group) > 80 {
		return cloud.Refuse(400, invalidParameter, "The length of the node resource group name is too long. The maximum length is 80 and the length of the value provided is %d. Please see https://aka.ms/aks-naming-rules for more details.", len(group))
	}
	if r.Old == nil && group != "" && r.Find(resourceGroup, group) != nil {
		return cloud.Refuse(400, "NodeResourceGroupAlreadyExists", "The node resource group '%s' already exists. Please choose another name.", group)
	}
	return nil
}

// identityOfCluster is who a control plane acts as. It is nil for an identity that comes
// with the cluster.
func identityOfCluster(r *cloud.Request) *cloud.Object {
	for _, id := range r.Args.Strings("identity.identityIds") {
		return r.Find(userAssignedIdentity, id)
	}
	return nil
}

func checkClusterIdentity(r *cloud.Request) error {
	if r.Args.Has("identity.type") == r.Args.Has("servicePrincipal.clientId") {
		return cloud.Plain("\"identity\": only one of `identity,service_principal` can be specified")
	}
	if t := r.Args.String("identity.type"); t == "UserAssigned" && identityOfCluster(r) == nil {
		return cloud.Plain("expanding `identity`: `identity_ids` must be specified when `type` is set to \"UserAssigned\"")
	}
	s, i := r.Args.String("defaultNodePool.vnetSubnetId"), identityOfCluster(r)
	if s == "" || i == nil || mayDo(r, i, s, "Network Contributor", "Contributor", "Owner") {
		return nil
	}
	return cloud.Refuse(403, "LinkedAuthorizationFailed", "The client '%[1]s' with object id '%[1]s' has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '%[2]s'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '%[3]s' (respectively) or the linked scope(s) are invalid.",
		r.About(i).UUID("principal"), r.ID, s)
}

// versionOf a cluster is the one that it was asked to have, unless it was not.
func versionOf(args cloud.Value) string {
	if v := args.String("kubernetesVersion"); v != "" {
		return v
	}
	return "1." + strconv.Itoa(defaultMinor)
}

// current version of something that was asked to have a version: AKS chooses the patch
// release where the version has none.
func current(version string) string {
	if strings.Count(version, ".") == 1 {
		return version + ".2"
	}
	return version
}

// checkClusterVersion refuses versions that AKS does not serve, all but the next one of
// a cluster that exists, and one that is too new for its nodes.
// https://learn.microsoft.com/azure/aks/upgrade-aks-control-plane
func checkClusterVersion(r *cloud.Request) error {
	want := versionOf(r.Args)
	minor := cloud.Minor(want)
	if minor < oldestMinor || minor > newestMinor {
		return cloud.Refuse(400, "AgentPoolK8sVersionNotSupported", "Version %s is not supported in this region. Please use [az aks get-versions] command to get the supported version list in this region.", want)
	}
	if r.Old == nil {
		return nil
	}
	has := versionOf(r.Old)
	if old := cloud.Minor(has); minor < old || minor > old+1 {
		return cloud.Refuse(409, "OperationNotAllowed", "Upgrading Kubernetes version %s to %s is not allowed. Available upgrades: [1.%d.2]. Please see https://aka.ms/aks-supported-k8s-ver for version details.", current(has), current(want), old+1)
	}
	for p := range r.Users(nodePool) {
		if nodes := cloud.Minor(poolVersion(p.Args, r.Old)); minor > nodes+maxSkew {
			return cloud.Refuse(400, "NodePoolMcVersionIncompatible", "Node pool version 1.%d.2 and control plane version %s are incompatible. Minor version of node pool version 1.%d.2 is more than %d versions less than control plane's version. For more information, please check https://aka.ms/aks/UpgradeVersionRules", nodes, current(want), nodes, maxSkew)
		}
	}
	return nil
}

// rotated arguments of a pool replace its nodes by way of a temporary pool.
func rotated() []string {
	return []string{"vmSize", "zones", "osDiskSizeGb", "osDiskType", "vnetSubnetId", "nodePublicIpEnabled", "maxPods", "hostEncryptionEnabled"}
}

// checkRotation refuses to replace the nodes of a pool that has no temporary name.
func checkRotation(args, old cloud.Value) error {
	if old == nil || args.String("temporaryNameForRotation") != "" {
		return nil
	}
	for _, path := range rotated() {
		if fmt.Sprint(args.At(path)) != fmt.Sprint(old.At(path)) {
			return cloud.Plain("`temporary_name_for_rotation` must be specified when updating any of the following properties %q", rotated())
		}
	}
	return nil
}

func checkSystemPool(r *cloud.Request) error {
	pool := poolOf(r.Args)
	if err := checkRotation(pool, poolOf(r.Old)); err != nil {
		return err
	}
	for _, path := range []string{"name", "temporaryNameForRotation"} {
		if err := checkPoolName(pool.String(path)); err != nil {
			return err
		}
	}
	if err := checkPoolVersion(pool.String("orchestratorVersion"), poolOf(r.Old).String("orchestratorVersion"), versionOf(r.Args)); err != nil {
		return err
	}
	return checkPool(r, pool, 1)
}

// poolOf a cluster is its system pool.
func poolOf(args cloud.Value) cloud.Value {
	m, _ := args.At("defaultNodePool").(map[string]any)
	return m
}

func checkClusterDelete(r *cloud.Request) error {
	ids := r.Args.Strings("identity.identityIds")
	if len(ids) > 0 && identityOfCluster(r) == nil {
		return cloud.Refuse(400, "FailedIdentityOperation", "Identity operation for resource '%s' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: the resource identity %s was not found.", r.ID, ids[0])
	}
	return nil
}

// fqdn of an API server.
func fqdn(r *cloud.Request) string {
	host := r.Args.String("dnsPrefix") + "-" + r.Hex(8, "fqdn")
	if isPrivate(r) {
		return host + "." + r.UUID("private") + ".privatelink." + r.Region() + ".azmk8s.io"
	}
	return host + ".hcp." + r.Region() + ".azmk8s.io"
}

func isPrivate(r *cloud.Request) bool { return r.Args.Bool("privateClusterEnabled") }

func clusterAttributes(r *cloud.Request) cloud.Value {
	group := r.Args.String("nodeResourceGroup")
	if group == "" {
		group = "MC_" + r.Args.String("resourceGroupName") + "_" + r.Name + "_" + r.Region()
	}
	kubelet := "/subscriptions/" + r.Account.ID + "/resourceGroups/" + group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + r.Name + "-agentpool"
	out := cloud.Value{
		"currentKubernetesVersion": current(versionOf(r.Args)), "kubernetesVersion": versionOf(r.Args),
		"nodeResourceGroup": group, "nodeResourceGroupId": "/subscriptions/" + r.Account.ID + "/resourceGroups/" + group,
		"portalFqdn":      r.Args.String("dnsPrefix") + "-" + r.Hex(8, "fqdn") + ".portal.hcp." + r.Region() + ".azmk8s.io",
		"kubeletIdentity": map[string]any{"clientId": r.UUID("kubelet client"), "objectId": r.UUID("kubelet object"), "userAssignedIdentityId": kubelet},
		"defaultNodePool": map[string]any{"orchestratorVersion": poolVersion(poolOf(r.Args), r.Args)},
	}
	if isPrivate(r) {
		out["privateFqdn"] = fqdn(r)
	} else {
		out["fqdn"] = fqdn(r)
	}
	if r.Args.Bool("oidcIssuerEnabled") {
		out["oidcIssuerUrl"] = "https://" + r.Region() + ".oic.prod-aks.azure.com/" + tenant(r) + "/" + r.UUID("issuer") + "/"
	}
	return out
}

// certificate of the authority of a cluster. It looks like one from afar.
func certificate(r *cloud.Request) []byte {
	return []byte("-----BEGIN CERTIFICATE-----\n" + r.Hex(60, "certificate") + "\n-----END CERTIFICATE-----\n")
}

// clientCertificate of the local account of a cluster.
func clientCertificate(r *cloud.Request) string { return r.Hex(40, "client certificate") }

// apiServer of a cluster. It knows its local account, unless that is disabled, and where
// Entra ID lets people in whoever has an identity there.
func apiServer(r *cloud.Request) cloud.Server {
	return cloud.Server{URL: "https://" + fqdn(r) + ":443", CA: certificate(r), Admits: func(by cloud.Caller) error {
		if string(by.Certificate) == clientCertificate(r) && !r.Args.Bool("localAccountDisabled") {
			return nil
		}
		if strings.HasPrefix(by.Identity, "Azure") && r.Args.Has("azureActiveDirectoryRoleBasedAccessControl") {
			return nil
		}
		return cloud.Plain("Unauthorized")
	}}
}

// clusterSecrets are the kubeconfigs that provider-azure publishes. Where Entra ID lets
// people in, that of users holds no credentials; that of the admin is there only while
// there are local accounts.
func clusterSecrets(r *cloud.Request) map[string][]byte {
	ca := certificate(r)
	local := "{client-certificate-data: " + encode(clientCertificate(r)) + ", client-key-data: " + encode(r.Hex(40, "client key")) + "}"
	exec := "{exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, devicecode, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630]}}"
	out := map[string][]byte{"kubeconfig.clustercacertificate": ca}
	user := exec
	if !r.Args.Has("azureActiveDirectoryRoleBasedAccessControl") {
		user = local
	} else if !r.Args.Bool("localAccountDisabled") {
		out["attribute.kube_admin_config_raw"] = kubeconfig(r, ca, "clusterAdmin", local)
	}
	out["kubeconfig"] = kubeconfig(r, ca, "clusterUser", user)
	out["attribute.kube_config_raw"] = out["kubeconfig"]
	return out
}

func encode(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func kubeconfig(r *cloud.Request, ca []byte, user, credentials string) []byte {
	return fmt.Appendf(nil, `apiVersion: v1
kind: Config
clusters:
- name: %[1]s
  cluster: {certificate-authority-data: %[2]s, server: "https://%[3]s:443"}
contexts:
- name: %[1]s
  context: {cluster: %[1]s, user: %[4]s}
current-context: %[1]s
users:
- name: %[4]s
  user: %[5]s
`, r.Name, encode(string(ca)), fqdn(r), user, credentials)
}

func checkAccess(r *cloud.Request) error {
	const entra = "azureActiveDirectoryRoleBasedAccessControl"
	if r.Args.Bool("localAccountDisabled") && !r.Args.Has(entra) {
		return cloud.Refuse(400, "BadRequest", "disableLocalAccounts is only supported on AAD integrated clusters.")
	}
	if !r.Args.Bool("roleBasedAccessControlEnabled") && r.Args.Has(entra) {
		return cloud.Refuse(400, "BadRequest", "AAD integration requires Kubernetes RBAC to be enabled.")
	}
	for _, id := range r.Args.Strings(entra + ".adminGroupObjectIds") {
		if !objectID.MatchString(id) {
			return cloud.Plain("expected %q to be a valid UUID, got %s", cloud.Snake(entra)+".0.admin_group_object_ids.0", id)
		}
	}
	return nil
}

// checkOIDC refuses to take away what tokens were issued by.
func checkOIDC(r *cloud.Request) error {
	if r.Old.Bool("oidcIssuerEnabled") && !r.Args.Bool("oidcIssuerEnabled") {
		return cloud.Plain("refuse to update the external resource because the following update requires replacing it: cannot change the value of the argument \"oidc_issuer_enabled\" from \"true\" to \"false\"")
	}
	if r.Args.Bool("workloadIdentityEnabled") && !r.Args.Bool("oidcIssuerEnabled") {
		return cloud.Refuse(400, "BadRequest", "Workload Identity requires OIDC issuer to be enabled.")
	}
	return nil
}

// checkAPIServer refuses ranges that do not do. Nodes that do not reach the API server
// let the cluster fail.
// https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/error-code-k8sapiserverconnfailvmextensionerror
func checkAPIServer(r *cloud.Request) error {
	var ranges []netip.Prefix
	for _, text := range r.Args.Strings("apiServerAccessProfile.authorizedIpRanges") {
		p, ok := cloud.CIDR(text)
		if !ok || !p.Addr().Is4() {
			return cloud.Refuse(400, invalidParameter, "The value of parameter apiServerAccessProfile.authorizedIPRanges is invalid. Error details: %s is not a valid IPv4 range.", text)
		}
		ranges = append(ranges, p)
	}
	if len(ranges) == 0 {
		return nil
	}
	if isPrivate(r) {
		return cloud.Refuse(400, invalidParameter, "The value of parameter apiServerAccessProfile.authorizedIPRanges is invalid. Error details: authorized IP ranges are not supported for private clusters.")
	}
	if len(ranges) > maxAuthorizedRanges {
		return cloud.Refuse(400, invalidParameter, "The value of parameter apiServerAccessProfile.authorizedIPRanges is invalid. Error details: no more than %d ranges are allowed.", maxAuthorizedRanges)
	}
	for _, a := range natAddresses(r) {
		if !slices.ContainsFunc(ranges, func(p netip.Prefix) bool { return p.Contains(a) }) {
			return cloud.Refuse(400, "K8SAPIServerConnFailVMExtensionError", "Agents are unable to establish connection to the cluster API server from %s. Please see https://aka.ms/aks-required-ports-and-addresses for more information.", a)
		}
	}
	return nil
}

// natAddresses that the nodes of a cluster come from.
func natAddresses(r *cloud.Request) []netip.Addr {
	if r.Args.String("networkProfile.outboundType") != "userAssignedNATGateway" {
		return nil
	}
	var out []netip.Addr
	for association := range r.UsersOf(r.To("defaultNodePool.vnetSubnetId"), subnetNAT) {
		for ip := range r.UsersOf(association.To("natGatewayId"), natPublicIP) {
			if a, err := netip.ParseAddr(r.About(ip.To("publicIpAddressId")).Address("public")); err == nil {
				out = append(out, a)
			}
		}
	}
	return out
}

var versionedKey = regexp.MustCompile(`^https://[a-zA-Z0-9-]+\.vault\.azure\.net/keys/[a-zA-Z0-9-]+/[0-9a-f]{32}$`)

// checkKeyManagement refuses a key that the control plane cannot use.
// https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
func checkKeyManagement(r *cloud.Request) error {
	id := r.Args.String("keyManagementService.keyVaultKeyId")
	if id == "" {
		return nil
	}
	if !versionedKey.MatchString(id) {
		return cloud.Refuse(400, invalidParameter, "The value of parameter securityProfile.azureKeyVaultKms.keyId is invalid. Error details: %s is not a valid Key Vault key ID with a version.", id)
	}
	i := identityOfCluster(r)
	if i == nil {
		return cloud.Refuse(400, "BadRequest", "AzureKeyVaultKms is not supported with a system-assigned managed identity.")
	}
	for k := range r.Others(key) {
		if keyURL(r.About(k)) != id {
			continue
		}
		if mayDo(r, i, k.ID, "Key Vault Crypto User", "Key Vault Crypto Officer", "Key Vault Administrator") {
			return nil
		}
		return cloud.Refuse(400, "AzureKeyVaultKmsValidateKeyAccessForbidden", "The identity %s does not have permission to encrypt and decrypt with key %s.", i.ID, id)
	}
	return cloud.Refuse(400, "AzureKeyVaultKmsKeyNotFound", "The key %s was not found.", id)
}

var startTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

func checkMaintenance(r *cloud.Request) error {
	for path, frequencies := range map[string][]string{
		"maintenanceWindowAutoUpgrade": {"Weekly", "AbsoluteMonthly", "RelativeMonthly"},
		"maintenanceWindowNodeOs":      {"Daily", "Weekly", "AbsoluteMonthly", "RelativeMonthly"},
	} {
		m, ok := r.Args.At(path).(map[string]any)
		if !ok {
			continue
		}
		if err := checkSchedule(path, m, frequencies); err != nil {
			return err
		}
	}
	for _, h := range r.Args.All("maintenanceWindow.allowed[].hours[]") {
		if n, err := strconv.Atoi(fmt.Sprint(h)); err != nil || n < 0 || n > 23 {
			return cloud.Plain("expected maintenance_window.0.allowed.0.hours.0 to be in the range (0 - 23), got %v", h)
		}
	}
	return nil
}

func checkSchedule(path string, m cloud.Value, frequencies []string) error {
	f := m.String("frequency")
	if !slices.Contains(frequencies, f) {
		return cloud.Refuse(400, invalidParameter, "The value of parameter maintenanceWindow.schedule is invalid. Error details: schedule %s is not supported in %s.", f, path)
	}
	if d, ok := m.Int("duration"); !ok || d < 4 || d > 24 {
		return cloud.Plain("expected %s.0.duration to be in the range (4 - 24), got %d", cloud.Snake(path), d)
	}
	if f == "Weekly" && m.String("dayOfWeek") == "" {
		return cloud.Refuse(400, invalidParameter, "The value of parameter maintenanceWindow.schedule.weekly.dayOfWeek is invalid. Error details: it is required.")
	}
	if s := m.String("startTime"); !startTime.MatchString(s) {
		return cloud.Refuse(400, invalidParameter, "The value of parameter maintenanceWindow.startTime is invalid. Error details: %s is not of the form HH:mm.", s)
	}
	return nil
}
