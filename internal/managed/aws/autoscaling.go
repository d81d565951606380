// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An AutoscalingGroup keeps a number of equal instances.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-groups.html
type AutoscalingGroup struct {
	Region                 string                     `json:"region"`
	CapacityRebalance      *bool                      `json:"capacityRebalance,omitempty"`
	DesiredCapacity        *int                       `json:"desiredCapacity,omitempty"`
	HealthCheckGracePeriod int                        `json:"healthCheckGracePeriod,omitempty"`
	HealthCheckType        AutoscalingHealthCheck     `json:"healthCheckType,omitempty"`
	InstanceRefresh        *AutoscalingRefresh        `json:"instanceRefresh,omitempty"`
	LaunchTemplate         *AutoscalingTemplate       `json:"launchTemplate,omitempty"`
	MaxSize                *int                       `json:"maxSize,omitempty"`
	MinSize                *int                       `json:"minSize,omitempty"`
	MixedInstancesPolicy   *AutoscalingMixedInstances `json:"mixedInstancesPolicy,omitempty"`
	Tags                   []AutoscalingTag           `json:"tag,omitempty"`
	VPCZoneIdentifier      []string                   `json:"vpcZoneIdentifier,omitempty"`
}

// Type of an AutoscalingGroup.
func (AutoscalingGroup) Type() managed.Type {
	return managed.Type{Group: groupAutoscaling, Version: "v1beta3", Kind: "AutoscalingGroup", Plural: "autoscalinggroups"}
}

// An AutoscalingGroupInitial is what is wanted of an AutoscalingGroup while it is
// created, and left to policies and schedules afterwards.
type AutoscalingGroupInitial struct {
	DesiredCapacity *int `json:"desiredCapacity,omitempty"`
	MaxSize         *int `json:"maxSize,omitempty"`
	MinSize         *int `json:"minSize,omitempty"`
}

// Type of an AutoscalingGroup.
func (AutoscalingGroupInitial) Type() managed.Type { return AutoscalingGroup{}.Type() }

// An AutoscalingHealthCheck says who decides whether an instance is healthy.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
type AutoscalingHealthCheck string

// Health checks.
const (
	// AutoscalingHealthCheckEC2 looks at the instance from outside.
	AutoscalingHealthCheckEC2 AutoscalingHealthCheck = "EC2"

	// AutoscalingHealthCheckELB asks the load balancer as well.
	AutoscalingHealthCheckELB AutoscalingHealthCheck = "ELB"
)

// An AutoscalingTemplate is the version of a launch template that instances are made
// from.
type AutoscalingTemplate struct {
	IDSelector *managed.Selector `json:"idSelector,omitempty"`
	Version    string            `json:"version,omitempty"`
}

// AutoscalingMixedInstances say how instances of a group are bought.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html
type AutoscalingMixedInstances struct {
	InstancesDistribution *AutoscalingDistribution  `json:"instancesDistribution,omitempty"`
	LaunchTemplate        *AutoscalingMixedTemplate `json:"launchTemplate,omitempty"`
}

// An AutoscalingSpotStrategy says which spot instances are taken.
type AutoscalingSpotStrategy string

// AutoscalingSpotStrategyPriceCapacity takes those that are cheap, and not likely to be
// taken back.
const AutoscalingSpotStrategyPriceCapacity AutoscalingSpotStrategy = "price-capacity-optimized"

// An AutoscalingDistribution says how many instances are spot ones.
type AutoscalingDistribution struct {
	OnDemandBaseCapacity   *int                    `json:"onDemandBaseCapacity,omitempty"`
	OnDemandPercentage     *int                    `json:"onDemandPercentageAboveBaseCapacity,omitempty"`
	SpotAllocationStrategy AutoscalingSpotStrategy `json:"spotAllocationStrategy,omitempty"`
}

// An AutoscalingMixedTemplate is the launch template of a group of mixed instances.
type AutoscalingMixedTemplate struct {
	Specification *AutoscalingTemplateSpecification `json:"launchTemplateSpecification,omitempty"`
}

// An AutoscalingTemplateSpecification is an AutoscalingTemplate in other words.
type AutoscalingTemplateSpecification struct {
	IDSelector *managed.Selector `json:"launchTemplateIdSelector,omitempty"`
	Version    string            `json:"version,omitempty"`
}

// An AutoscalingRefreshStrategy says how instances are replaced.
type AutoscalingRefreshStrategy string

// AutoscalingRefreshStrategyRolling replaces some after the other. There is no other
// one that leaves the root disk behind.
const AutoscalingRefreshStrategyRolling AutoscalingRefreshStrategy = "Rolling"

// An AutoscalingRefresh replaces all instances once they are to be made from another
// version of the launch template.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
type AutoscalingRefresh struct {
	Strategy    AutoscalingRefreshStrategy     `json:"strategy,omitempty"`
	Preferences *AutoscalingRefreshPreferences `json:"preferences,omitempty"`
}

// AutoscalingRefreshPreferences bound, in percent, how many instances there are while
// they are replaced.
type AutoscalingRefreshPreferences struct {
	MaxHealthyPercentage int   `json:"maxHealthyPercentage,omitempty"`
	MinHealthyPercentage *int  `json:"minHealthyPercentage,omitempty"`
	SkipMatching         *bool `json:"skipMatching,omitempty"`
}

// An AutoscalingTag is a tag of a group, and of its instances if it is propagated.
type AutoscalingTag struct {
	Key               string `json:"key"`
	Value             string `json:"value"`
	PropagateAtLaunch bool   `json:"propagateAtLaunch"`
}

// An AutoscalingGroupObservation is what we read of an AutoscalingGroup.
type AutoscalingGroupObservation struct {
	ARN             string                         `json:"arn"`
	DesiredCapacity *int                           `json:"desiredCapacity"`
	LaunchTemplate  AutoscalingTemplateObservation `json:"launchTemplate"`
	MixedInstances  AutoscalingMixedObservation    `json:"mixedInstancesPolicy"`
}

// An AutoscalingTemplateObservation is the version that instances are made from.
type AutoscalingTemplateObservation struct {
	Version string `json:"version"`
}

// An AutoscalingMixedObservation is what we read of mixed instances.
type AutoscalingMixedObservation struct {
	LaunchTemplate AutoscalingMixedTemplateObservation `json:"launchTemplate"`
}

// An AutoscalingMixedTemplateObservation is what we read of their launch template.
type AutoscalingMixedTemplateObservation struct {
	Specification AutoscalingTemplateObservation `json:"launchTemplateSpecification"`
}

// An AutoscalingPolicy changes the number of instances of a group.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
type AutoscalingPolicy struct {
	Region                       string                `json:"region"`
	AutoscalingGroupNameSelector *managed.Selector     `json:"autoscalingGroupNameSelector,omitempty"`
	PolicyType                   AutoscalingPolicyType `json:"policyType,omitempty"`
	TargetTracking               *AutoscalingTarget    `json:"targetTrackingConfiguration,omitempty"`
}

// Type of an AutoscalingPolicy.
func (AutoscalingPolicy) Type() managed.Type {
	return managed.Type{Group: groupAutoscaling, Version: "v1beta2", Kind: "Policy", Plural: "policies"}
}

// An AutoscalingPolicyType is how a policy decides.
type AutoscalingPolicyType string

// AutoscalingPolicyTypeTarget keeps a metric where it is to be.
const AutoscalingPolicyTypeTarget AutoscalingPolicyType = "TargetTrackingScaling"

// An AutoscalingTarget is where a metric is to be.
type AutoscalingTarget struct {
	Metric      *AutoscalingMetric `json:"predefinedMetricSpecification,omitempty"`
	TargetValue int                `json:"targetValue,omitempty"`
}

// An AutoscalingMetricType is a metric that AWS has of each group.
type AutoscalingMetricType string

// AutoscalingMetricTypeCPU is how busy instances are on average, in percent.
const AutoscalingMetricTypeCPU AutoscalingMetricType = "ASGAverageCPUUtilization"

// An AutoscalingMetric is what a policy looks at.
type AutoscalingMetric struct {
	Type AutoscalingMetricType `json:"predefinedMetricType,omitempty"`
}

// An AutoscalingSchedule changes the bounds of a group at certain times.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
type AutoscalingSchedule struct {
	Region                       string            `json:"region"`
	AutoscalingGroupNameSelector *managed.Selector `json:"autoscalingGroupNameSelector,omitempty"`
	DesiredCapacity              *int              `json:"desiredCapacity,omitempty"`
	MaxSize                      *int              `json:"maxSize,omitempty"`
	MinSize                      *int              `json:"minSize,omitempty"`
	Recurrence                   string            `json:"recurrence,omitempty"`
	TimeZone                     string            `json:"timeZone,omitempty"`
}

// Type of an AutoscalingSchedule.
func (AutoscalingSchedule) Type() managed.Type {
	return managed.Type{Group: groupAutoscaling, Version: "v1beta1", Kind: "Schedule", Plural: "schedules"}
}

// An AutoscalingAttachment makes the instances of a group targets of a load balancer.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html
type AutoscalingAttachment struct {
	Region                       string            `json:"region"`
	AutoscalingGroupNameSelector *managed.Selector `json:"autoscalingGroupNameSelector,omitempty"`
	LBTargetGroupARNSelector     *managed.Selector `json:"lbTargetGroupArnSelector,omitempty"`
}

// Type of an AutoscalingAttachment.
func (AutoscalingAttachment) Type() managed.Type {
	return managed.Type{Group: groupAutoscaling, Version: "v1beta2", Kind: "Attachment", Plural: "attachments"}
}
