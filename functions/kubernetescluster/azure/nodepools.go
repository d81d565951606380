// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"maps"
	"strconv"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func (c *cluster) nodePools() []managed.Resource {
	var out []managed.Resource
	for _, n := range c.NodePools {
		out = append(out, c.nodePool(n))
	}
	return out
}

func (c *cluster) nodePoolName(n plan.NodePool) string {
	return c.Claim.Names.Name(naming.AzureAKSNodePool, n.Name, n.Generation)
}

// nodePool is a pool of the claim. None of them is a system pool: what AKS runs itself
// keeps to its own nodes.
func (c *cluster) nodePool(n plan.NodePool) managed.Resource {
	key := n.ResourceKey()
	had := managed.Wanted[azure.KubernetesClusterNodePool](c.observed, key)
	subnet, waits := c.subnet(cmp.Or(had.VNetSubnetID, c.hadSystemSubnet()))
	spec := azure.KubernetesClusterNodePool{
		KubernetesClusterIDSelector: managed.Select(plan.KeyCluster),
		Mode:                        azure.AKSPoolModeUser,
		VMSize:                      n.MachineType,
		OrchestratorVersion:         n.Version,
		Zones:                       zoneNames(n.Zones),
		OSType:                      azure.OSLinux,
		OSSKU:                       azure.AKSImageUbuntu,
		OSDiskSizeGB:                n.DiskGiB,
		GPUDriver:                   c.gpuDriver(n.Machine, had),
		NodeLabels:                  n.Labels,
		NodeTaints:                  taints(n.Taints),
		NodePublicIPEnabled:         new(false),
		VNetSubnetID:                subnet,
		Tags:                        c.tags(),
	}
	setPriority(&spec, n)
	return managed.Resource{
		Key:          key,
		Component:    plan.ComponentNodePools,
		ExternalName: c.nodePoolName(n),
		InitProvider: setSize(&spec, n),
		ForProvider:  spec,
		After:        []managed.Key{plan.KeyCluster},
		Waits:        waits,
	}
}

// setSize of a pool. An autoscaler owns the number of nodes once there are any, so that
// it is returned apart.
func setSize(spec *azure.KubernetesClusterNodePool, n plan.NodePool) managed.Spec {
	a := n.Autoscaling
	spec.AutoScalingEnabled = new(a != nil)
	if a == nil {
		spec.NodeCount = new(n.Count)
		return nil
	}
	spec.MinCount, spec.MaxCount = new(a.Min), new(a.Max)
	return azure.AKSPoolInitial{NodeCount: new(n.Initial)}
}

// setPriority says whether Azure may take the nodes back, and how they are replaced.
// AKS marks spot nodes itself, and takes it for a change where the marks are left out;
// and it replaces them in its own way.
func setPriority(spec *azure.KubernetesClusterNodePool, n plan.NodePool) {
	spec.Priority = azure.AKSPriorityRegular
	if !n.Spot {
		spec.UpgradeSettings = upgradeSettings(n)
		return
	}
	spec.Priority = azure.AKSPrioritySpot
	spec.EvictionPolicy = azure.AKSEvictionDelete
	spec.SpotMaxPrice = azure.AKSSpotAnyPrice
	spec.NodeLabels = maps.Clone(n.Labels)
	if spec.NodeLabels == nil {
		spec.NodeLabels = make(map[string]string, 1)
	}
	spec.NodeLabels[azure.AKSSpotLabel] = azure.AKSSpotLabelValue
	spec.NodeTaints = append(spec.NodeTaints, azure.AKSSpotTaint)
}

// upgradeSettings say how nodes are replaced. AKS adds nodes or does without some, and
// never both: as long as nodes may be added, none has to be missing.
func upgradeSettings(n plan.NodePool) *azure.AKSUpgradeSettings {
	if n.Surge > 0 {
		return &azure.AKSUpgradeSettings{MaxSurge: strconv.Itoa(n.Surge)}
	}
	return &azure.AKSUpgradeSettings{MaxUnavailable: strconv.Itoa(n.MaxUnavailable)}
}

// gpuDriver of a machine. Whoever offers GPUs to pods in another way brings the driver
// too. It is decided once: AKS would replace the pool.
func (c *cluster) gpuDriver(m v1alpha1.Machine, had azure.KubernetesClusterNodePool) azure.AKSGPUDriver {
	switch {
	case m.GPU == nil || had.GPUDriver != "":
		return had.GPUDriver
	case c.Addon(v1alpha1.AddonGPU).Enabled:
		return azure.AKSGPUDriverInstall
	}
	return azure.AKSGPUDriverNone
}

// zoneNames of a pool. There are none in a region without zones.
func zoneNames(zones []regions.Zone) []string {
	var out []string
	for _, z := range zones {
		out = append(out, z.Name)
	}
	return out
}

// taints in the words of AKS, which are those of kubectl.
func taints(from []v1alpha1.Taint) []string {
	var out []string
	for _, t := range from {
		value := ""
		if t.Value != "" {
			value = "=" + t.Value
		}
		out = append(out, t.Key+value+":"+string(t.Effect))
	}
	return out
}
