// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A KubernetesClusterNodePool is a pool of nodes of a cluster of AKS.
// https://learn.microsoft.com/azure/aks/create-node-pools
type KubernetesClusterNodePool struct {
	KubernetesClusterIDSelector *managed.Selector   `json:"kubernetesClusterIdSelector,omitempty"`
	Mode                        AKSPoolMode         `json:"mode,omitempty"`
	VMSize                      string              `json:"vmSize,omitempty"`
	OrchestratorVersion         string              `json:"orchestratorVersion,omitempty"`
	AutoScalingEnabled          *bool               `json:"autoScalingEnabled,omitempty"`
	NodeCount                   *int                `json:"nodeCount,omitempty"`
	MinCount                    *int                `json:"minCount,omitempty"`
	MaxCount                    *int                `json:"maxCount,omitempty"`
	Zones                       []string            `json:"zones,omitempty"`
	OSType                      string              `json:"osType,omitempty"`
	OSSKU                       AKSImage            `json:"osSku,omitempty"`
	OSDiskSizeGB                int                 `json:"osDiskSizeGb,omitempty"`
	GPUDriver                   AKSGPUDriver        `json:"gpuDriver,omitempty"`
	Priority                    AKSPriority         `json:"priority,omitempty"`
	EvictionPolicy              string              `json:"evictionPolicy,omitempty"`
	SpotMaxPrice                int                 `json:"spotMaxPrice,omitempty"`
	NodeLabels                  map[string]string   `json:"nodeLabels,omitempty"`
	NodeTaints                  []string            `json:"nodeTaints,omitempty"`
	NodePublicIPEnabled         *bool               `json:"nodePublicIpEnabled,omitempty"`
	UpgradeSettings             *AKSUpgradeSettings `json:"upgradeSettings,omitempty"`
	VNetSubnetID                string              `json:"vnetSubnetId,omitempty"`
	Tags                        map[string]string   `json:"tags,omitempty"`
}

// Type of a KubernetesClusterNodePool.
func (KubernetesClusterNodePool) Type() managed.Type {
	return managed.Type{Group: groupContainerService, Version: v1beta2, Kind: "KubernetesClusterNodePool", Plural: "kubernetesclusternodepools"}
}

// A KubernetesClusterNodePoolObservation is what we read of a KubernetesClusterNodePool.
type KubernetesClusterNodePoolObservation struct {
	ID                  string `json:"id"`
	NodeCount           int    `json:"nodeCount"`
	OrchestratorVersion string `json:"orchestratorVersion"`
}

// An AKSPoolMode says what a pool is for.
type AKSPoolMode string

// AKSPoolModeUser pools are for what people run.
const AKSPoolModeUser AKSPoolMode = "User"

// OSLinux is the operating system of all our nodes.
const OSLinux = "Linux"

// An AKSImage is what nodes boot from.
type AKSImage string

// AKSImageUbuntu serves every architecture, and GPUs.
const AKSImageUbuntu AKSImage = "Ubuntu"

// An AKSGPUDriver says whether AKS installs the driver of a GPU.
// https://learn.microsoft.com/azure/aks/use-nvidia-gpu
type AKSGPUDriver string

// GPU drivers.
const (
	AKSGPUDriverInstall AKSGPUDriver = "Install"
	AKSGPUDriverNone    AKSGPUDriver = "None"
)

// An AKSPriority says whether Azure may take nodes back.
type AKSPriority string

// Priorities.
// https://learn.microsoft.com/azure/aks/spot-node-pool
const (
	AKSPriorityRegular AKSPriority = "Regular"
	AKSPrioritySpot    AKSPriority = "Spot"
)

// AKSEvictionDelete deletes a node that Azure takes back, so that it costs nothing.
const AKSEvictionDelete = "Delete"

// AKSSpotAnyPrice pays up to what a node that is not a spot one costs.
const AKSSpotAnyPrice = -1

// What AKS puts on spot nodes.
const (
	AKSSpotLabel      = "kubernetes.azure.com/scalesetpriority"
	AKSSpotLabelValue = "spot"
	AKSSpotTaint      = AKSSpotLabel + "=" + AKSSpotLabelValue + ":NoSchedule"
)

// AKSUpgradeSettings say how nodes are replaced. Only one of the two may be set.
// https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
type AKSUpgradeSettings struct {
	MaxSurge       string `json:"maxSurge,omitempty"`
	MaxUnavailable string `json:"maxUnavailable,omitempty"`
}

// An AKSPoolInitial is the number of nodes that an autoscaler starts from.
type AKSPoolInitial struct {
	NodeCount *int `json:"nodeCount,omitempty"`
}

// Type of a KubernetesClusterNodePool.
func (AKSPoolInitial) Type() managed.Type { return KubernetesClusterNodePool{}.Type() }
