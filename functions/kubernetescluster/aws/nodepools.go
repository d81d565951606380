// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// rootDevice is the disk that Amazon Linux boots from.
const rootDevice = "/dev/xvda"

// metadataHops keeps metadata, and with it the role of the node, from pods: they are
// one hop further away.
// https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
const metadataHops = 1

// Labels of nodes with GPUs.
const (
	labelGPU         = "nvidia.com/gpu.present"
	labelAccelerator = "k8s.amazonaws.com/accelerator"
	labelTrue        = "true"
)

const descriptionNodes = "Nodes of a pool"

// partitionCommercial is the partition of all regions but those of governments and of
// China.
const partitionCommercial = "aws"

// waitTemplate is what a node group waits for.
const waitTemplate = "the launch template has no version yet"

func (c *cluster) nodePools() []managed.Resource {
	var out []managed.Resource
	for _, n := range c.NodePools {
		out = append(out, c.launchTemplate(n), c.nodeGroup(n))
	}
	return out
}

func launchTemplateKey(n plan.NodePool) managed.Key { return keyLaunchTemplate.Join(n.Key) }

func (c *cluster) launchTemplateName(n plan.NodePool) string {
	return c.Claim.Names.Name(naming.AWSLaunchTemplate, n.Name, n.Generation)
}

// launchTemplate is what the instances of a pool are like, beside what EKS adds to it.
func (c *cluster) launchTemplate(n plan.NodePool) managed.Resource {
	groups, waits := c.nodeGroups(n)
	out := managed.Resource{
		Key:       launchTemplateKey(n),
		Component: plan.ComponentNodePools,
		ForProvider: aws.LaunchTemplate{
			Region:      c.region(),
			Name:        c.launchTemplateName(n),
			Description: descriptionNodes,
			BlockDeviceMappings: []aws.BlockDeviceMapping{{
				DeviceName: rootDevice,
				EBS: &aws.BlockDeviceMappingsEBS{
					DeleteOnTermination: aws.OptionalTrue,
					Encrypted:           aws.OptionalTrue,
					VolumeSize:          n.DiskGiB,
					VolumeType:          aws.VolumeTypeGP3,
				},
			}},
			MetadataOptions: &aws.MetadataOptions{
				HTTPEndpoint:            aws.MetadataEndpointEnabled,
				HTTPTokens:              aws.MetadataTokensRequired,
				HTTPPutResponseHopLimit: metadataHops,
			},
			TagSpecifications:   c.tagSpecifications(n),
			VPCSecurityGroupIDs: groups,
			Tags:                c.tags(partNodes, n.Name),
		},
		Waits: waits,
	}
	if len(groups) > 0 || len(waits) > 0 {
		out.After = []managed.Key{plan.KeyCluster}
	}
	return out
}

func (c *cluster) tagSpecifications(n plan.NodePool) []aws.TagSpecification {
	var out []aws.TagSpecification
	for _, t := range []aws.TaggedResource{aws.TaggedInstance, aws.TaggedNetworkInterface, aws.TaggedVolume} {
		out = append(out, aws.TagSpecification{ResourceType: t, Tags: c.tags(partNodes, n.Name)})
	}
	return out
}

// nodeGroups are the security groups of nodes: that of the cluster and that of the
// network's tier. Without the latter EKS attaches the former by itself.
func (c *cluster) nodeGroups(n plan.NodePool) (ids, waits []string) {
	if had := managed.Wanted[aws.LaunchTemplate](c.observed, launchTemplateKey(n)).VPCSecurityGroupIDs; len(had) > 0 {
		return had, nil
	}
	tier, exists := c.tierGroup()
	if !exists {
		return nil, nil
	}
	group := c.clusterGroup()
	if group == "" || tier == "" {
		return nil, []string{waitGroup}
	}
	return []string{group, tier}, nil
}

// nodeGroup is a pool.
func (c *cluster) nodeGroup(n plan.NodePool) managed.Resource {
	subnets, waits := c.poolSubnets(n)
	scaling, initial := c.scaling(n)
	template := c.templateVersion(n)
	if template == "" {
		waits = append(waits, waitTemplate)
	}
	return managed.Resource{
		Key:          n.ResourceKey(),
		Component:    plan.ComponentNodePools,
		ExternalName: c.Claim.Names.Name(naming.AWSEKSNodeGroup, n.Name, n.Generation),
		ForProvider: aws.EKSNodeGroup{
			Region:              c.region(),
			ClusterNameSelector: selectCluster(),
			Version:             n.Version,
			AMIType:             amiType(n.Machine),
			CapacityType:        capacityType(n),
			InstanceTypes:       []string{n.MachineType},
			Labels:              labels(n),
			LaunchTemplate:      &aws.EKSLaunchTemplate{Name: c.launchTemplateName(n), Version: template},
			NodeRepairConfig:    c.nodeRepair(),
			NodeRoleARNSelector: managed.Select(keyNodeRole),
			ScalingConfig:       scaling,
			SubnetIDs:           subnets,
			Taints:              taints(n.Taints),
			UpdateConfig:        updateConfig(n),
			Tags:                c.tags(partNodes, n.Name),
		},
		InitProvider: initial,
		After:        c.beforeNodes(n),
		Waits:        waits,
		// A node group whose launch template is gone is degraded, and may not get
		// rid of its nodes.
		DeleteBefore: []managed.Key{launchTemplateKey(n)},
	}
}

// beforeNodes is what nodes need to join the cluster and to become ready.
func (c *cluster) beforeNodes(n plan.NodePool) []managed.Key {
	out := []managed.Key{plan.KeyCluster, launchTemplateKey(n), nodeRolePolicyKey(partWorker), nodeRolePolicyKey(partRegistry)}
	for _, a := range allAddons() {
		if a.onNodes {
			out = append(out, c.addonKey(a))
		}
	}
	return out
}

// poolSubnets are those of the pool's zones. They are decided once: a node group with
// other subnets is another node group.
func (c *cluster) poolSubnets(n plan.NodePool) (ids, waits []string) {
	if had := managed.Wanted[aws.EKSNodeGroup](c.observed, n.ResourceKey()).SubnetIDs; len(had) > 0 {
		return had, nil
	}
	return c.idsOf(slices.DeleteFunc(c.nodeSubnets(), func(s network.Subnet) bool { return !isIn(n.Zones, s.Zone) }))
}

func isIn(zones []regions.Zone, name string) bool {
	return slices.ContainsFunc(zones, func(z regions.Zone) bool { return z.Name == name })
}

// templateVersion is the version of the launch template that nodes have. Another one
// replaces all nodes, only because a tag has changed: nodes get it together with
// their next Kubernetes version, which replaces them anyway. It is empty while it is
// not known.
func (c *cluster) templateVersion(n plan.NodePool) string {
	latest := managed.At[aws.LaunchTemplateObservation](c.observed, launchTemplateKey(n)).LatestVersion
	had := managed.Wanted[aws.EKSNodeGroup](c.observed, n.ResourceKey())
	if t := had.LaunchTemplate; t != nil && t.Version != "" && (had.Version == n.Version || latest == 0) {
		return t.Version
	}
	if latest == 0 {
		return ""
	}
	return strconv.Itoa(latest)
}

// scaling of a pool. An autoscaler owns the number of nodes, as long as that is
// possible at all: EKS refuses limits that the number does not keep.
func (c *cluster) scaling(n plan.NodePool) (*aws.EKSScalingConfig, managed.Spec) {
	a := n.Autoscaling
	if a == nil {
		return &aws.EKSScalingConfig{DesiredSize: new(n.Count), MinSize: new(n.Count), MaxSize: new(max(n.Count, 1))}, nil
	}
	out := &aws.EKSScalingConfig{MinSize: new(a.Min), MaxSize: new(a.Max)}
	has := managed.At[aws.EKSNodeGroupObservation](c.observed, n.ResourceKey()).ScalingConfig.DesiredSize
	if has != nil && (*has < a.Min || *has > a.Max) {
		out.DesiredSize = new(min(max(*has, a.Min), a.Max))
	}
	return out, aws.EKSNodeGroupInitial{ScalingConfig: &aws.EKSScalingConfig{DesiredSize: new(n.Initial)}}
}

// nodeRepair replaces nodes that are broken, as the other clouds do. Not every partition
// has it. https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
func (c *cluster) nodeRepair() *aws.EKSNodeRepairConfig {
	if c.partition() != partitionCommercial {
		return nil
	}
	return &aws.EKSNodeRepairConfig{Enabled: new(true)}
}

// amiType is the image for a machine.
func amiType(m v1alpha1.Machine) aws.EKSAMIType {
	arm := m.Architecture == v1alpha1.ArchitectureARM64
	switch {
	case arm && m.GPU != nil:
		return aws.EKSAMITypeARMNVIDIA
	case arm:
		return aws.EKSAMITypeARM
	case m.GPU != nil:
		return aws.EKSAMITypeX86NVIDIA
	}
	return aws.EKSAMITypeX86
}

// labels of nodes: those of the claim, and those by which the device plugin and the
// autoscaler know nodes with GPUs.
// https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
func labels(n plan.NodePool) map[string]string {
	if n.Machine.GPU == nil {
		return n.Labels
	}
	out := map[string]string{labelGPU: labelTrue, labelAccelerator: strings.ToLower(n.Machine.GPU.Model)}
	maps.Copy(out, n.Labels)
	return out
}

func capacityType(n plan.NodePool) aws.EKSCapacityType {
	if n.Spot {
		return aws.EKSCapacityTypeSpot
	}
	return aws.EKSCapacityTypeOnDemand
}

func taints(from []v1alpha1.Taint) []aws.EKSTaint {
	effects := map[v1alpha1.Effect]aws.EKSTaintEffect{
		v1alpha1.EffectNoSchedule:       aws.EKSTaintEffectNoSchedule,
		v1alpha1.EffectPreferNoSchedule: aws.EKSTaintEffectPreferNoSchedule,
		v1alpha1.EffectNoExecute:        aws.EKSTaintEffectNoExecute,
	}
	var out []aws.EKSTaint
	for _, t := range from {
		out = append(out, aws.EKSTaint{Key: t.Key, Value: t.Value, Effect: effects[t.Effect]})
	}
	return out
}

// updateConfig says how nodes are replaced: as many at a time as may be missing or are
// added, whichever is more. EKS adds nodes first unless it must not.
func updateConfig(n plan.NodePool) *aws.EKSNodeGroupUpdate {
	out := &aws.EKSNodeGroupUpdate{MaxUnavailable: max(n.Surge, n.MaxUnavailable, 1), UpdateStrategy: aws.EKSUpdateStrategyDefault}
	if n.Surge == 0 {
		out.UpdateStrategy = aws.EKSUpdateStrategyMinimal
	}
	return out
}
