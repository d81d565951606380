// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"path"
	"strconv"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// lastPart of a path.
func lastPart(name string) string { return path.Base(name) }

// networkValues configure vpc-cni.
// https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/README.md
type networkValues struct {
	EnableNetworkPolicy string      `json:"enableNetworkPolicy"`
	Env                 *networkEnv `json:"env,omitempty"`
	ENIConfig           *eniConfig  `json:"eniConfig,omitempty"`
}

// A networkEnv lets pods have addresses of other subnets than their node. Whole
// prefixes of them make up for the interface that the node keeps to itself.
// https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
type networkEnv struct {
	CustomNetworking string `json:"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"`
	ConfigLabel      string `json:"ENI_CONFIG_LABEL_DEF"`
	PrefixDelegation string `json:"ENABLE_PREFIX_DELEGATION"`
}

type eniConfig struct {
	Create  bool                 `json:"create"`
	Region  string               `json:"region"`
	Subnets map[string]eniSubnet `json:"subnets"`
}

type eniSubnet struct {
	ID string `json:"id"`
}

// labelZone is the label of nodes that says in which zone they are.
// https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone
const labelZone = "topology.kubernetes.io/zone"

// blockValues configure aws-ebs-csi-driver: EKS comes without a default class.
type blockValues struct {
	DefaultStorageClass toggle `json:"defaultStorageClass"`
}

type toggle struct {
	Enabled bool `json:"enabled"`
}

// waitPodSubnets is what the add-on waits for that gives addresses to pods.
const waitPodSubnets = "the network does not know its subnets for pods yet"

// values of an add-on's configuration as JSON: those of the claim over ours.
func (c *cluster) values(a addon, asked plan.Addon) string {
	switch a.name {
	case addonNetwork:
		if !c.knowsPodSubnets() {
			return managed.Wanted[aws.EKSAddon](c.observed, c.addonKey(a)).ConfigurationValues
		}
		return merge(encode(c.networkValues(asked)), asked.Values)
	case addonBlock:
		return merge(encode(blockValues{DefaultStorageClass: toggle{Enabled: true}}), asked.Values)
	}
	return asked.Values
}

func (c *cluster) networkValues(asked plan.Addon) networkValues {
	out := networkValues{EnableNetworkPolicy: strconv.FormatBool(asked.Enabled)}
	if k := c.network.Kubernetes; k == nil || len(k.PodSubnets) == 0 {
		return out
	}
	out.Env = &networkEnv{CustomNetworking: "true", ConfigLabel: labelZone, PrefixDelegation: "true"}
	out.ENIConfig = &eniConfig{Create: true, Region: c.region(), Subnets: make(map[string]eniSubnet)}
	for _, s := range c.network.Kubernetes.PodSubnets {
		out.ENIConfig.Subnets[s.Zone] = eniSubnet{ID: s.ID}
	}
	return out
}

// knowsPodSubnets says whether the network is known, and all of its subnets for pods
// have an id.
func (c *cluster) knowsPodSubnets() bool {
	if c.network.ID == "" || c.network.Kubernetes == nil {
		return c.network.ID != ""
	}
	for _, s := range c.network.Kubernetes.PodSubnets {
		if s.ID == "" {
			return false
		}
	}
	return true
}

func (c *cluster) addonWaits(a addon) []string {
	if a.name == addonNetwork && !c.knowsPodSubnets() {
		return []string{waitPodSubnets}
	}
	return nil
}

// encode values as JSON. Structs of strings always have one.
func encode[V networkValues | blockValues](v V) string {
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// merge two maps that are written as JSON. Where both have a map below a key, these are
// merged too; else what is over wins. The result is always the same, because its keys
// are sorted.
func merge(under, over string) string {
	if over == "" {
		return under
	}
	return string(merged(json.RawMessage(under), json.RawMessage(over)))
}

func merged(under, over json.RawMessage) json.RawMessage {
	var base, top map[string]json.RawMessage
	if json.Unmarshal(under, &base) != nil || json.Unmarshal(over, &top) != nil || base == nil || top == nil {
		return over
	}
	for key, value := range top {
		if has, ok := base[key]; ok {
			value = merged(has, value)
		}
		base[key] = value
	}
	b, err := json.Marshal(base)
	if err != nil {
		return over
	}
	return b
}

// reportsAs returns the add-on of EKS that stands for one of the claim.
func reportsAs(name v1alpha1.AddonName) (addon, bool) {
	for _, a := range allAddons() {
		if a.of == name {
			return a, true
		}
	}
	return addon{}, false
}
