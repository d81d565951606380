// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func (c *cluster) nodePools() []managed.Resource {
	out := make([]managed.Resource, 0, len(c.NodePools))
	for _, n := range c.NodePools {
		out = append(out, c.nodePool(n))
	}
	return out
}

// nodePool is a pool, with as many nodes in each of its zones.
func (c *cluster) nodePool(n plan.NodePool) managed.Resource {
	count, scaling, initial := sizeOf(n)
	out := managed.Resource{
		Key:          n.ResourceKey(),
		Component:    plan.ComponentNodePools,
		ExternalName: c.Claim.Names.Name(naming.GCPNodePool, n.Name, n.Generation),
		ForProvider: gcp.NodePool{
			Project:       c.Claim.Guardrails.GCP.ProjectID,
			Location:      c.location(),
			Cluster:       c.id(),
			Version:       c.nextVersion(n),
			NodeLocations: zoneNames(n.Zones),
			NodeCount:     count,
			Autoscaling:   scaling,
			// A cluster in a channel takes no pool whose nodes it must not upgrade.
			Management: &gcp.NodeManagement{AutoRepair: new(true), AutoUpgrade: new(c.inChannel())},
			UpgradeSettings: &gcp.NodeUpgradeSettings{
				Strategy: gcp.NodeUpgradeStrategySurge, MaxSurge: new(n.Surge), MaxUnavailable: new(n.MaxUnavailable),
			},
			NetworkConfig: &gcp.NodeNetwork{EnablePrivateNodes: new(true)},
			NodeConfig:    c.nodeConfig(n),
		},
		InitProvider: initial,
		After:        []managed.Key{plan.KeyCluster, keyNodeRole.Join(partDefault), keyNodeRole.Join(partRegistry)},
	}
	if c.project() == "" {
		out.Waits = []string{waitProject}
	}
	return out
}

// nextVersion of the nodes, while they are on the way to it. Otherwise they keep the
// one that they have: GKE brings patch releases by itself, and would be asked to take
// them back. It is complete, because GKE resolves a minor version again and again. New
// nodes get the version of the control plane.
func (c *cluster) nextVersion(n plan.NodePool) string {
	wanted := managed.Wanted[gcp.NodePool](c.observed, n.ResourceKey()).Version
	has := cmp.Or(managed.At[gcp.NodePoolObservation](c.observed, n.ResourceKey()).Version, recordedPool(c.Recorded, n.Key).Version)
	if has == "" {
		return wanted
	}
	next := plan.MinorOf(n.Version)
	if plan.MinorOf(has) >= next {
		return ""
	}
	for _, full := range []string{wanted, c.at().MasterVersion, currentVersion(c.Recorded)} {
		if plan.MinorOf(full) == next {
			return full
		}
	}
	return n.Version
}

func recordedPool(s v1alpha1.Status, key string) v1alpha1.NodePoolStatus {
	if i := slices.IndexFunc(s.NodePools, func(n v1alpha1.NodePoolStatus) bool { return n.Key == key }); i >= 0 {
		return s.NodePools[i]
	}
	return v1alpha1.NodePoolStatus{}
}

func currentVersion(s v1alpha1.Status) string {
	if s.Version == nil {
		return ""
	}
	return s.Version.Current
}

func zoneNames(zones []regions.Zone) []string {
	out := make([]string, 0, len(zones))
	for _, z := range zones {
		out = append(out, z.Name)
	}
	return out
}

// sizeOf a pool: either the number of nodes in each zone, or the limits of the
// autoscaler, which owns the number once the pool exists.
func sizeOf(n plan.NodePool) (*int, *gcp.NodePoolAutoscaling, managed.Spec) {
	zones := max(len(n.Zones), 1)
	a := n.Autoscaling
	if a == nil {
		return new(n.Count / zones), nil, nil
	}
	initial := (n.Initial + zones - 1) / zones
	if initial*zones > a.Max {
		initial = n.Initial / zones
	}
	scaling := &gcp.NodePoolAutoscaling{TotalMinNodeCount: new(a.Min), TotalMaxNodeCount: new(a.Max), LocationPolicy: gcp.LocationPolicyBalanced}
	if n.Spot {
		scaling.LocationPolicy = gcp.LocationPolicyAny
	}
	return nil, scaling, gcp.NodePoolInitial{InitialNodeCount: new(initial)}
}

// nodeConfig is what the nodes of a pool are like.
func (c *cluster) nodeConfig(n plan.NodePool) *gcp.NodeConfig {
	disk, gpus := c.hardware(n)
	out := &gcp.NodeConfig{
		MachineType:            n.MachineType,
		ImageType:              gcp.NodeImageContainerd,
		DiskSizeGB:             n.DiskGiB,
		DiskType:               disk,
		GuestAccelerator:       gpus,
		Labels:                 n.Labels,
		Taint:                  taints(n.Taints),
		ResourceLabels:         c.Claim.Tags.GCP(),
		OAuthScopes:            []string{gcp.OAuthScopeAll},
		ServiceAccountSelector: managed.Select(keyNodeAccount),
		ShieldedInstanceConfig: shielded(),
		WorkloadMetadataConfig: &gcp.WorkloadMetadata{Mode: gcp.WorkloadMetadataGCE},
	}
	if n.Spot {
		out.Spot = new(true)
	}
	if c.WorkloadIdentity {
		// Pods see their own identity, and not the one of the node.
		out.WorkloadMetadataConfig.Mode = gcp.WorkloadMetadataGKE
	}
	return out
}

func shielded() *gcp.ShieldedInstance {
	return &gcp.ShieldedInstance{EnableIntegrityMonitoring: new(true), EnableSecureBoot: new(true)}
}

// hardware of a pool, which is decided once: other hardware is another pool.
func (c *cluster) hardware(n plan.NodePool) (gcp.NodeDiskType, []gcp.GuestAccelerator) {
	if had := managed.Wanted[gcp.NodePool](c.observed, n.ResourceKey()).NodeConfig; had != nil && had.DiskType != "" {
		return had.DiskType, had.GuestAccelerator
	}
	gpus := 0
	if n.Machine.GPU != nil {
		gpus = n.Machine.GPU.Count
	}
	return hardwareOf(n.MachineType, gpus)
}

// hardwareOf a machine type with a number of GPUs.
func hardwareOf(machineType string, gpus int) (gcp.NodeDiskType, []gcp.GuestAccelerator) {
	m, _ := machines.Lookup(platform.ProviderGCP, machineType)
	disk := gcp.NodeDiskTypeBalanced
	if m.Storage == machines.StorageHyperdisk {
		disk = gcp.NodeDiskTypeHyperdiskBalanced
	}
	if gpus == 0 || m.GPU.Accelerator == "" {
		return disk, nil
	}
	return disk, []gcp.GuestAccelerator{{
		AcceleratorType:             m.GPU.Accelerator,
		Count:                       gpus,
		GPUDriverInstallationConfig: &gcp.GPUDriver{GPUDriverVersion: gcp.GPUDriverVersionDefault},
	}}
}

func taints(from []v1alpha1.Taint) []gcp.NodeTaint {
	effects := map[v1alpha1.Effect]gcp.NodeTaintEffect{
		v1alpha1.EffectNoSchedule:       gcp.NodeTaintNoSchedule,
		v1alpha1.EffectPreferNoSchedule: gcp.NodeTaintPreferNoSchedule,
		v1alpha1.EffectNoExecute:        gcp.NodeTaintNoExecute,
	}
	var out []gcp.NodeTaint
	for _, t := range from {
		out = append(out, gcp.NodeTaint{Key: t.Key, Value: t.Value, Effect: effects[t.Effect]})
	}
	return out
}
