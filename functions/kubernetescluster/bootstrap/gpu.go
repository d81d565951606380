// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package bootstrap

import (
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
)

// KeyDevicePlugin is what offers GPUs to pods.
const KeyDevicePlugin managed.Key = "gpu-plugin"

// The chart of NVIDIA's device plugin.
// https://github.com/NVIDIA/k8s-device-plugin
const (
	devicePluginRepository = "https://nvidia.github.io/k8s-device-plugin"
	devicePluginName       = "nvidia-device-plugin"
	devicePluginNamespace  = "kube-system"

	// DevicePluginVersion is the version of the chart and of the plugin.
	DevicePluginVersion = "0.18.0"
)

// DevicePlugin offers GPUs to pods, on nodes with the supplied label and whatever their
// taints. Without a label of ours the chart looks for those of a discovery that nobody
// installs.
func DevicePlugin(label, value string) Release {
	return Release{
		Key:       KeyDevicePlugin,
		Component: plan.ComponentAddons,
		Name:      devicePluginName,
		Namespace: devicePluginNamespace,
		Chart:     helm.Chart{Repository: devicePluginRepository, Name: devicePluginName, Version: DevicePluginVersion},
		Values: devicePluginValues{
			Affinity: affinity{NodeAffinity: nodeAffinity{Required: nodeSelector{Terms: []nodeSelectorTerm{{
				MatchExpressions: []nodeSelectorRequirement{{Key: label, Operator: operatorIn, Values: []string{value}}},
			}}}}},
			Tolerations: []toleration{{Operator: operatorExists}},
		},
	}
}

const (
	operatorIn     = "In"
	operatorExists = "Exists"
)

// devicePluginValues of the chart.
type devicePluginValues struct {
	Affinity    affinity     `json:"affinity"`
	Tolerations []toleration `json:"tolerations"`
}

type toleration struct {
	Operator string `json:"operator"`
}

type affinity struct {
	NodeAffinity nodeAffinity `json:"nodeAffinity"`
}

type nodeAffinity struct {
	Required nodeSelector `json:"requiredDuringSchedulingIgnoredDuringExecution"`
}

type nodeSelector struct {
	Terms []nodeSelectorTerm `json:"nodeSelectorTerms"`
}

type nodeSelectorTerm struct {
	MatchExpressions []nodeSelectorRequirement `json:"matchExpressions"`
}

type nodeSelectorRequirement struct {
	Key      string   `json:"key"`
	Operator string   `json:"operator"`
	Values   []string `json:"values"`
}
