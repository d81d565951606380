// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An EKSAMIType is an image of nodes.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
type EKSAMIType string

// Images of Amazon Linux 2023.
const (
	EKSAMITypeX86       EKSAMIType = "AL2023_x86_64_STANDARD"
	EKSAMITypeX86NVIDIA EKSAMIType = "AL2023_x86_64_NVIDIA"
	EKSAMITypeARM       EKSAMIType = "AL2023_ARM_64_STANDARD"
	EKSAMITypeARMNVIDIA EKSAMIType = "AL2023_ARM_64_NVIDIA"
)

// An EKSCapacityType says how nodes are paid for.
type EKSCapacityType string

// Capacity types.
const (
	EKSCapacityTypeOnDemand EKSCapacityType = "ON_DEMAND"
	EKSCapacityTypeSpot     EKSCapacityType = "SPOT"
)

// An EKSTaintEffect is the effect of a taint, as EKS spells it.
type EKSTaintEffect string

// Effects of taints.
const (
	EKSTaintEffectNoSchedule       EKSTaintEffect = "NO_SCHEDULE"
	EKSTaintEffectPreferNoSchedule EKSTaintEffect = "PREFER_NO_SCHEDULE"
	EKSTaintEffectNoExecute        EKSTaintEffect = "NO_EXECUTE"
)

// An EKSUpdateStrategy says in which order nodes are replaced.
// https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html
type EKSUpdateStrategy string

// Update strategies.
const (
	// EKSUpdateStrategyDefault adds new nodes before it removes old ones.
	EKSUpdateStrategyDefault EKSUpdateStrategy = "DEFAULT"

	// EKSUpdateStrategyMinimal removes old nodes before it adds new ones.
	EKSUpdateStrategyMinimal EKSUpdateStrategy = "MINIMAL"
)

// An EKSNodeGroup is a group of equal nodes, which EKS manages.
// https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
type EKSNodeGroup struct {
	Region              string               `json:"region"`
	ClusterNameSelector *managed.Selector    `json:"clusterNameSelector,omitempty"`
	Version             string               `json:"version,omitempty"`
	AMIType             EKSAMIType           `json:"amiType,omitempty"`
	CapacityType        EKSCapacityType      `json:"capacityType,omitempty"`
	InstanceTypes       []string             `json:"instanceTypes,omitempty"`
	Labels              map[string]string    `json:"labels,omitempty"`
	LaunchTemplate      *EKSLaunchTemplate   `json:"launchTemplate,omitempty"`
	NodeRepairConfig    *EKSNodeRepairConfig `json:"nodeRepairConfig,omitempty"`
	NodeRoleARNSelector *managed.Selector    `json:"nodeRoleArnSelector,omitempty"`
	ScalingConfig       *EKSScalingConfig    `json:"scalingConfig,omitempty"`
	SubnetIDs           []string             `json:"subnetIds,omitempty"`
	Taints              []EKSTaint           `json:"taint,omitempty"`
	UpdateConfig        *EKSNodeGroupUpdate  `json:"updateConfig,omitempty"`
	Tags                map[string]string    `json:"tags,omitempty"`
}

// Type of an EKSNodeGroup.
func (EKSNodeGroup) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta2", Kind: "NodeGroup", Plural: "nodegroups"}
}

// An EKSNodeGroupInitial is what is wanted of an EKSNodeGroup while it is created, and
// left to an autoscaler afterwards.
type EKSNodeGroupInitial struct {
	ScalingConfig *EKSScalingConfig `json:"scalingConfig,omitempty"`
}

// Type of an EKSNodeGroup.
func (EKSNodeGroupInitial) Type() managed.Type { return EKSNodeGroup{}.Type() }

// An EKSLaunchTemplate refers to a version of a launch template.
type EKSLaunchTemplate struct {
	Name    string `json:"name,omitempty"`
	Version string `json:"version,omitempty"`
}

// An EKSNodeRepairConfig replaces nodes that are broken.
// https://docs.aws.amazon.com/eks/latest/userguide/node-repair.html
type EKSNodeRepairConfig struct {
	Enabled *bool `json:"enabled,omitempty"`
}

// An EKSScalingConfig says how many nodes there are.
type EKSScalingConfig struct {
	DesiredSize *int `json:"desiredSize,omitempty"`
	MinSize     *int `json:"minSize,omitempty"`
	MaxSize     *int `json:"maxSize,omitempty"`
}

// An EKSTaint keeps pods away that do not tolerate it.
type EKSTaint struct {
	Key    string         `json:"key,omitempty"`
	Value  string         `json:"value,omitempty"`
	Effect EKSTaintEffect `json:"effect,omitempty"`
}

// An EKSNodeGroupUpdate says how nodes are replaced.
type EKSNodeGroupUpdate struct {
	MaxUnavailable int               `json:"maxUnavailable,omitempty"`
	UpdateStrategy EKSUpdateStrategy `json:"updateStrategy,omitempty"`
}

// An EKSNodeGroupObservation is what we read of an EKSNodeGroup.
type EKSNodeGroupObservation struct {
	ARN            string                      `json:"arn"`
	Status         EKSStatus                   `json:"status"`
	Version        string                      `json:"version"`
	ReleaseVersion string                      `json:"releaseVersion"`
	ScalingConfig  EKSScalingConfigObservation `json:"scalingConfig"`
}

// An EKSScalingConfigObservation is how many nodes there are. Nil means that nobody
// said.
type EKSScalingConfigObservation struct {
	DesiredSize *int `json:"desiredSize"`
}

// An EKSResolveConflicts says who wins where a cluster differs from an add-on.
type EKSResolveConflicts string

// EKSResolveConflictsOverwrite lets the add-on win.
const EKSResolveConflictsOverwrite EKSResolveConflicts = "OVERWRITE"

// An EKSAddon is software within a cluster that EKS installs.
// https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
type EKSAddon struct {
	Region                   string              `json:"region"`
	ClusterNameSelector      *managed.Selector   `json:"clusterNameSelector,omitempty"`
	AddonName                string              `json:"addonName,omitempty"`
	AddonVersion             string              `json:"addonVersion,omitempty"`
	ConfigurationValues      string              `json:"configurationValues,omitempty"`
	Preserve                 *bool               `json:"preserve,omitempty"`
	ResolveConflictsOnCreate EKSResolveConflicts `json:"resolveConflictsOnCreate,omitempty"`
	ResolveConflictsOnUpdate EKSResolveConflicts `json:"resolveConflictsOnUpdate,omitempty"`
	Tags                     map[string]string   `json:"tags,omitempty"`
}

// Type of an EKSAddon.
func (EKSAddon) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta1", Kind: "Addon", Plural: "addons"}
}

// An EKSAddonObservation is what we read of an EKSAddon.
type EKSAddonObservation struct {
	ID           string `json:"id"`
	AddonVersion string `json:"addonVersion"`
	Preserve     *bool  `json:"preserve"`
}
