// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package permissions

import (
	"maps"
	"slices"
)

// on a resource: the verbs of it that are permissions.
func on(resource string, verbs ...string) []string {
	out := make([]string, 0, len(verbs))
	for _, v := range verbs {
		out = append(out, resource+"."+v)
	}
	return out
}

// crud of a resource of the Compute API, whose requests are operations to wait for.
func crud(resource string, more ...string) []string {
	out := on("compute."+resource, append([]string{"create", "delete", "get", "update"}, more...)...)
	return append(out, "compute.globalOperations.get", "compute.regionOperations.get", "compute.zoneOperations.get", "compute.projects.get")
}

// gcp lists the permissions of the requests that the provider sends for each kind, and of
// those that Google checks because of them: who puts a machine into a subnetwork must be
// allowed to use it.
// https://cloud.google.com/iam/docs/permissions-reference
func gcp() map[string]Rights {
	out := map[string]Rights{}
	for _, part := range []map[string]Rights{gcpNetwork(), gcpMachines(), gcpStorage(), gcpIdentities(), gcpClusters()} {
		maps.Copy(out, part)
	}
	return out
}

// https://cloud.google.com/compute/docs/access/iam-permissions
// https://cloud.google.com/dns/docs/access-control
func gcpNetwork() map[string]Rights {
	policy := []string{"compute.networks.updatePolicy", "compute.networks.get", "compute.networks.use"}
	return map[string]Rights{
		"Address.compute":        {Actions: append(crud("addresses", "createInternal", "deleteInternal", "setLabels", "use"), slices.Concat(on("compute.globalAddresses", "create", "createInternal", "delete", "deleteInternal", "get", "setLabels", "use"), []string{"compute.subnetworks.use", "compute.networks.use"})...)},
		"Firewall.compute":       {Actions: append(crud("firewalls"), policy...)},
		"Network.compute":        {Actions: crud("networks", "updatePolicy", "use")},
		"NetworkPeering.compute": {Actions: append(on("compute.networks", "addPeering", "get", "listPeeringRoutes", "removePeering", "updatePeering"), "compute.globalOperations.get", "compute.projects.get")},
		"Route.compute":          {Actions: append(on("compute.routes", "create", "delete", "get"), append(policy, "compute.globalOperations.get", "compute.projects.get")...)},
		"Router.compute":         {Actions: append(crud("routers", "use"), policy...)},
		"RouterNAT.compute":      {Actions: append(crud("routers", "use"), "compute.addresses.use", "compute.addresses.get", "compute.subnetworks.use", "compute.networks.updatePolicy")},
		"Subnetwork.compute":     {Actions: append(crud("subnetworks", "expandIpCidrRange", "setPrivateIpGoogleAccess", "use"), policy...)},
		"ManagedZone.dns":        {Actions: append(on("dns.managedZones", "create", "delete", "get", "update"), "dns.networks.bindPrivateDNSZone", "dns.resourceRecordSets.list", "dns.resourceRecordSets.delete", "dns.changes.create", "dns.changes.get", "dns.projects.get", "compute.networks.get")},
		"RecordSet.dns":          {Actions: append(on("dns.resourceRecordSets", "create", "delete", "get", "list", "update"), "dns.changes.create", "dns.changes.get", "dns.managedZones.get")},
	}
}

// https://cloud.google.com/compute/docs/access/iam-permissions
func gcpMachines() map[string]Rights {
	use := []string{
		"compute.disks.create", "compute.disks.get", "compute.disks.use", "compute.disks.useReadOnly", "compute.disks.setLabels", "compute.images.get", "compute.images.getFromFamily", "compute.images.useReadOnly",
		"compute.machineTypes.get", "compute.subnetworks.get", "compute.subnetworks.use", "compute.subnetworks.useExternalIp", "compute.networks.get", "compute.networks.use", "compute.addresses.use", "compute.addresses.get",
		"compute.resourcePolicies.use", "compute.resourcePolicies.get", "compute.zones.get", "compute.regions.get", "iam.serviceAccounts.actAs",
	}
	return map[string]Rights{
		"Disk.compute":                       {Actions: append(crud("disks", "addResourcePolicies", "removeResourcePolicies", "resize", "setLabels", "use"), "compute.diskTypes.get", "compute.zones.get", "compute.instances.detachDisk", "compute.instances.get")},
		"ForwardingRule.compute":             {Actions: append(crud("forwardingRules", "setLabels", "setTarget", "use"), "compute.regionBackendServices.use", "compute.addresses.use", "compute.networks.use", "compute.subnetworks.use")},
		"HealthCheck.compute":                {Actions: crud("healthChecks", "use", "useReadOnly")},
		"RegionHealthCheck.compute":          {Actions: append(crud("regionHealthChecks", "use", "useReadOnly"), "compute.healthChecks.useReadOnly")},
		"Instance.compute":                   {Actions: append(crud("instances", "addAccessConfig", "attachDisk", "deleteAccessConfig", "detachDisk", "setDeletionProtection", "setLabels", "setMachineResources", "setMachineType", "setMetadata", "setMinCpuPlatform", "setScheduling", "setServiceAccount", "setShieldedInstanceIntegrityPolicy", "setTags", "start", "stop", "suspend", "resume", "addResourcePolicies", "removeResourcePolicies", "updateAccessConfig", "updateDisplayDevice", "updateNetworkInterface", "updateSecurity", "updateShieldedInstanceConfig"), use...)},
		"InstanceIAMMember.compute":          {Actions: on("compute.instances", "getIamPolicy", "setIamPolicy")},
		"InstanceTemplate.compute":           {Actions: append(on("compute.instanceTemplates", "create", "delete", "get", "useReadOnly"), append(use, "compute.globalOperations.get", "compute.projects.get")...)},
		"RegionAutoscaler.compute":           {Actions: append(crud("autoscalers"), "compute.instanceGroupManagers.use", "compute.instanceGroupManagers.get")},
		"RegionBackendService.compute":       {Actions: append(crud("regionBackendServices", "use"), "compute.backendServices.use", "compute.instanceGroups.use", "compute.regionHealthChecks.useReadOnly", "compute.healthChecks.useReadOnly", "compute.networks.use")},
		"RegionInstanceGroupManager.compute": {Actions: slices.Concat(crud("instanceGroupManagers", "use"), on("compute.instanceGroups", "create", "delete", "get", "update", "use"), on("compute.instances", "create", "delete", "get", "setLabels", "setMetadata", "setServiceAccount", "setTags"), []string{"compute.instanceTemplates.get", "compute.instanceTemplates.useReadOnly", "compute.healthChecks.useReadOnly", "compute.regionHealthChecks.useReadOnly"}, use)},
		"ResourcePolicy.compute":             {Actions: append(on("compute.resourcePolicies", "create", "delete", "get", "update", "use"), "compute.regionOperations.get", "compute.projects.get")},
	}
}

// https://cloud.google.com/storage/docs/access-control/iam-permissions
// https://cloud.google.com/filestore/docs/access-control
// https://cloud.google.com/kms/docs/reference/permissions-and-roles
func gcpStorage() map[string]Rights {
	return map[string]Rights{
		"Bucket.storage":          {Actions: append(on("storage.buckets", "create", "delete", "enableObjectRetention", "get", "getIamPolicy", "update"), "storage.objects.list", "storage.objects.delete", "resourcemanager.projects.get")},
		"BucketIAMMember.storage": {Actions: on("storage.buckets", "get", "getIamPolicy", "setIamPolicy")},
		"Instance.filestore":      {Actions: append(on("file.instances", "create", "delete", "get", "update"), "file.operations.get", "file.locations.get", "compute.networks.get", "compute.networks.use")},
		"CryptoKey.kms":           {Actions: append(on("cloudkms.cryptoKeys", "create", "get", "update"), on("cloudkms.cryptoKeyVersions", "destroy", "get", "list", "update")...)},
		"CryptoKeyIAMMember.kms":  {Actions: on("cloudkms.cryptoKeys", "get", "getIamPolicy", "setIamPolicy")},
		"KeyRing.kms":             {Actions: on("cloudkms.keyRings", "create", "get")},
	}
}

// https://cloud.google.com/iam/docs/roles-permissions/iam
func gcpIdentities() map[string]Rights {
	pools := func(resource string) []string {
		return append(on(resource, "create", "delete", "get", "undelete", "update"), "resourcemanager.projects.get")
	}
	return map[string]Rights{
		"ProjectIAMMember.cloudplatform":        {Actions: on("resourcemanager.projects", "get", "getIamPolicy", "setIamPolicy")},
		"ServiceAccount.cloudplatform":          {Actions: on("iam.serviceAccounts", "create", "delete", "disable", "enable", "get", "undelete", "update")},
		"ServiceAccountIAMMember.cloudplatform": {Actions: on("iam.serviceAccounts", "get", "getIamPolicy", "setIamPolicy")},
		"ServiceAccountKey.cloudplatform":       {Actions: append(on("iam.serviceAccountKeys", "create", "delete", "get"), "iam.serviceAccounts.get")},
		"WorkloadIdentityPool.iam":              {Actions: pools("iam.workloadIdentityPools")},
		"WorkloadIdentityPoolProvider.iam":      {Actions: pools("iam.workloadIdentityPoolProviders")},
	}
}

// https://cloud.google.com/kubernetes-engine/docs/reference/rbac-iam-permissions
func gcpClusters() map[string]Rights {
	cluster := slices.Concat(on("container.clusters", "create", "delete", "get", "getCredentials", "list", "update"), []string{
		"container.operations.get", "container.operations.list", "compute.networks.get", "compute.networks.use", "compute.subnetworks.get", "compute.subnetworks.use",
		"compute.zones.list", "compute.instanceGroupManagers.get", "iam.serviceAccounts.actAs", "iam.serviceAccounts.get", "resourcemanager.projects.get",
	})
	return map[string]Rights{
		"Cluster.container":  {Actions: cluster},
		"NodePool.container": {Actions: append(cluster, "compute.instanceGroups.get", "compute.machineTypes.get")},
	}
}
