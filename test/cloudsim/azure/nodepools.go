// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// maxPoolNodes is how many nodes a pool may have.
// https://learn.microsoft.com/azure/aks/quotas-skus-regions
const maxPoolNodes = 1000

func nodePools() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "containerservice.azure.upbound.io", Version: "v1beta2", Kind: "KubernetesClusterNodePool", Plural: "kubernetesclusternodepools"},
		Naming: cloud.Given, Noun: "Agent Pool", Call: "Microsoft.ContainerService/managedClusters/agentPools",
		Required:  []string{"kubernetesClusterId", "vmSize"},
		Immutable: []string{"evictionPolicy", "gpuDriver", "hostGroupId", "kubernetesClusterId", "osType", "priority", "spotMaxPrice"},
		Gradual:   []string{"orchestratorVersion", "nodeCount"},
		Links: []cloud.Link{
			{Field: "kubernetesClusterId", To: kubernetesCluster, Nested: true},
			{Field: "vnetSubnetId", To: subnet, Holds: true},
		},
		Defaults: cloud.Value{"mode": "User", "osType": "Linux", "priority": "Regular", "osDiskType": "Managed", "scaleDownMode": "Delete"},
		ID: func(r *cloud.Request) string {
			return r.Args.String("kubernetesClusterId") + "/agentPools/" + r.Name
		},
		Check: checkNodePool,
		Attributes: func(r *cloud.Request) cloud.Value {
			return cloud.Value{"orchestratorVersion": poolVersion(r.Args, r.To("kubernetesClusterId").Args)}
		},
	}}
}

// poolVersion of a pool is that of its cluster, unless it has one.
func poolVersion(pool, c cloud.Value) string {
	if v := pool.String("orchestratorVersion"); v != "" {
		return v
	}
	return versionOf(c)
}

var poolName = regexp.MustCompile(`^[a-z][a-z0-9]{0,11}$`)

func checkPoolName(name string) error {
	if name != "" && !poolName.MatchString(name) {
		return cloud.Plain("name must start with a lowercase letter, have max length of 12, and only have characters a-z0-9, got %s", name)
	}
	return nil
}

// checkPoolVersion refuses nodes that are newer than their control plane or older than
// it allows, and to take an upgrade back.
// https://learn.microsoft.com/azure/aks/manage-node-pools#validation-rules-for-upgrades
func checkPoolVersion(want, had, controlPlane string) error {
	if want == "" {
		return nil
	}
	nodes, limit := cloud.Minor(want), cloud.Minor(controlPlane)
	switch {
	case nodes == 0 || nodes < oldestMinor:
		return cloud.Refuse(400, "AgentPoolK8sVersionNotSupported", "Version %s is not supported in this region. Please use [az aks get-versions] command to get the supported version list in this region.", want)
	case nodes > limit:
		return cloud.Refuse(400, "NodePoolMcVersionIncompatible", "Node pool version %s and control plane version %s are incompatible. Minor version of node pool version %s is bigger than control plane's version. For more information, please check https://aka.ms/aks/UpgradeVersionRules", current(want), current(controlPlane), current(want))
	case limit > nodes+maxSkew:
		return cloud.Refuse(400, "NodePoolMcVersionIncompatible", "Node pool version %s and control plane version %s are incompatible. Minor version of node pool version %s is more than %d versions less than control plane's version. For more information, please check https://aka.ms/aks/UpgradeVersionRules", current(want), current(controlPlane), current(want), maxSkew)
	case had != "" && nodes < cloud.Minor(had):
		return cloud.Refuse(400, "OperationNotAllowed", "Downgrading agent pool version from %s to %s is not allowed.", current(had), current(want))
	}
	return nil
}

func checkNodePool(r *cloud.Request) error {
	if err := checkPoolName(r.Name); err != nil {
		return err
	}
	c := r.To("kubernetesClusterId")
	if r.Name == c.Args.String("defaultNodePool.name") {
		return cloud.Refuse(409, "OperationNotAllowed", "An agent pool with the name %s already exists.", r.Name)
	}
	if err := checkRotation(r.Args, r.Old); err != nil {
		return err
	}
	if err := checkPoolVersion(r.Args.String("orchestratorVersion"), r.Old.String("orchestratorVersion"), versionOf(c.Args)); err != nil {
		return err
	}
	least := 0
	if r.Args.String("mode") == "System" {
		least = 1
	}
	for _, check := range []func(*cloud.Request) error{checkPoolEnums, checkSpot, checkTaints, checkPoolSubnet} {
		if err := check(r); err != nil {
			return err
		}
	}
	if err := checkPool(r, r.Args, least); err != nil {
		return err
	}
	return checkRoom(r, c, r.To("vnetSubnetId"), mostOf(r.Args))
}

func checkPoolEnums(r *cloud.Request) error {
	for path, values := range map[string][]string{
		"mode": {"System", "User"}, "osType": {"Linux", "Windows"}, "priority": {"Regular", "Spot"}, "evictionPolicy": {"Deallocate", "Delete"},
		"gpuDriver": {"Install", "None"}, "osSku": {"AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404", "Windows2019", "Windows2022"},
	} {
		if err := oneOf(r, path, values...); err != nil {
			return err
		}
	}
	if r.Args.Has("gpuDriver") && !strings.HasPrefix(r.Args.String("vmSize"), "Standard_N") {
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.gpuProfile is invalid. Error details: VM size %s has no GPU.", r.Args.String("vmSize"))
	}
	return nil
}

// checkSpot refuses what spot pools cannot do, and what only they can.
// https://learn.microsoft.com/azure/aks/spot-node-pool#limitations
func checkSpot(r *cloud.Request) error {
	if r.Args.String("priority") != "Spot" {
		for _, path := range []string{"evictionPolicy", "spotMaxPrice"} {
			if r.Args.Has(path) {
				return cloud.Plain("`%s` can only be set when `priority` is set to `Spot`", cloud.Snake(path))
			}
		}
		return nil
	}
	switch {
	case r.Args.Has("upgradeSettings.maxSurge"):
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.upgrade.maxSurge is invalid. Error details: Spot pools can't set max surge. Please see https://aka.ms/aks-naming-rules for more details.")
	case r.Args.Has("upgradeSettings.maxUnavailable"):
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.upgradeSettings.maxUnavailable is invalid. Error details: Spot pools can't set maxUnavailable.")
	case r.Args.String("mode") == "System":
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.mode is invalid. Error details: A spot pool can't be a system pool.")
	}
	return nil
}

var taint = regexp.MustCompile(`^[a-zA-Z0-9][\w./-]{0,252}=[a-zA-Z0-9][\w.-]{0,62}:(NoSchedule|PreferNoSchedule|NoExecute)$`)

func checkTaints(r *cloud.Request) error {
	for _, t := range r.Args.Strings("nodeTaints") {
		if !taint.MatchString(t) {
			return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.nodeTaints is invalid. Error details: taint %s is not of the form key=value:effect.", t)
		}
	}
	return nil
}

// checkPoolSubnet refuses nodes in another network than that of the cluster.
func checkPoolSubnet(r *cloud.Request) error {
	s, of := r.To("vnetSubnetId"), r.To("kubernetesClusterId").To("defaultNodePool.vnetSubnetId")
	if (s == nil) != (of == nil) || s != nil && s.To("virtualNetworkName") != of.To("virtualNetworkName") {
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.vnetSubnetID is invalid. Error details: All agent pools of a cluster must be in the same virtual network.")
	}
	return nil
}

var (
	vmSize  = regexp.MustCompile(`^Standard_[A-Z][A-Za-z0-9_-]+$`)
	surplus = regexp.MustCompile(`^([1-9][0-9]*|[1-9][0-9]?%|100%)$`)
)

// checkPool applies what holds for every pool.
func checkPool(r *cloud.Request, pool cloud.Value, least int) error {
	if s := pool.String("vmSize"); !vmSize.MatchString(s) {
		return cloud.Refuse(400, "VMSizeNotSupported", "The VM size of %s is not allowed in your subscription in location '%s'.", s, r.Region())
	}
	for _, z := range pool.Strings("zones") {
		if !slices.Contains([]string{"1", "2", "3"}, z) {
			return cloud.Refuse(400, "AvailabilityZoneNotSupported", "Preflight validation check for resource(s) failed. Message: The zone(s) '%s' for resource '%s' is not supported.", z, pool.String("name"))
		}
	}
	if d, ok := pool.Int("osDiskSizeGb"); ok && (d < 30 || d > 2048) {
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.osDiskSizeGB is invalid. Error details: %d is not in the range 30 - 2048.", d)
	}
	if err := checkCounts(pool, least); err != nil {
		return err
	}
	surge, missing := pool.String("upgradeSettings.maxSurge"), pool.String("upgradeSettings.maxUnavailable")
	if surge != "" && missing != "" {
		return cloud.Plain("\"upgrade_settings.0.max_surge\": conflicts with upgrade_settings.0.max_unavailable")
	}
	for _, s := range []string{surge, missing} {
		if s != "" && !surplus.MatchString(s) {
			return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.upgradeSettings is invalid. Error details: %s is neither a number above zero nor a percentage.", s)
		}
	}
	return nil
}

// checkCounts refuses numbers of nodes that do not go together.
func checkCounts(pool cloud.Value, least int) error {
	if !pool.Bool("autoScalingEnabled") {
		return checkFixedCount(pool, least)
	}
	count, counted := pool.Int("nodeCount")
	low, hasLow := pool.Int("minCount")
	high, hasHigh := pool.Int("maxCount")
	switch {
	case !hasLow || !hasHigh:
		return cloud.Plain("`max_count` and `min_count` must be configured when `auto_scaling_enabled` is set to true")
	case low > high || low < least || high > maxPoolNodes:
		return cloud.Plain("`max_count` must be >= `min_count`, and both in the range %d - %d", least, maxPoolNodes)
	case counted && (count < low || count > high):
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.count is invalid. Error details: %d is not in the range of minCount %d and maxCount %d.", count, low, high)
	}
	return nil
}

func checkFixedCount(pool cloud.Value, least int) error {
	low, _ := pool.Int("minCount")
	high, _ := pool.Int("maxCount")
	if low > 0 || high > 0 {
		return cloud.Plain("`max_count`(%d) and `min_count`(%d) must be set to `null` when `auto_scaling_enabled` is set to `false`", high, low)
	}
	if count, counted := pool.Int("nodeCount"); counted && (count < least || count > maxPoolNodes) {
		return cloud.Refuse(400, invalidParameter, "The value of parameter agentPoolProfile.count is invalid. Error details: %d is not in the range %d - %d.", count, least, maxPoolNodes)
	}
	return nil
}
