// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// isFixed says whether AKS has an add-on whatever is asked for.
// https://learn.microsoft.com/azure/aks/coredns-custom
func isFixed(name v1alpha1.AddonName) bool {
	switch name {
	case v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNodeAutoscaling:
		return true
	case v1alpha1.AddonBlockStorage, v1alpha1.AddonFileStorage, v1alpha1.AddonGPU, v1alpha1.AddonNetworkPolicy:
	}
	return false
}

// storageProfile has the drivers of volumes. Snapshots are part of block storage.
func (c *cluster) storageProfile() *azure.AKSStorageProfile {
	block := c.Addon(v1alpha1.AddonBlockStorage).Enabled
	return &azure.AKSStorageProfile{
		BlobDriverEnabled:         new(false),
		DiskDriverEnabled:         new(block),
		SnapshotControllerEnabled: new(block),
		FileDriverEnabled:         new(c.Addon(v1alpha1.AddonFileStorage).Enabled),
	}
}

// part is an add-on as it was observed. All but one are part of the control plane, and
// are as ready as that is.
func (c *cluster) part(a plan.Addon) lifecycle.Part {
	out := lifecycle.Part{Name: string(a.Name), Ready: c.observed.Ready(plan.KeyCluster)}
	if a.Name == v1alpha1.AddonGPU {
		out.Ready = c.observed.Ready(bootstrap.KeyDevicePlugin)
		if out.Ready {
			out.Version = bootstrap.DevicePluginVersion
		}
	}
	return out
}
