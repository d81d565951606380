// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An InstanceTemplate is what the machines of a group are made of. It cannot be changed.
// https://cloud.google.com/compute/docs/instance-templates
type InstanceTemplate struct {
	Project                string                  `json:"project,omitempty"`
	Name                   string                  `json:"name,omitempty"`
	Description            string                  `json:"description,omitempty"`
	MachineType            string                  `json:"machineType,omitempty"`
	Disk                   []TemplateDisk          `json:"disk,omitempty"`
	NetworkInterface       []InstanceInterface     `json:"networkInterface,omitempty"`
	ServiceAccount         *InstanceServiceAccount `json:"serviceAccount,omitempty"`
	Scheduling             *InstanceScheduling     `json:"scheduling,omitempty"`
	ShieldedInstanceConfig *ShieldedVM             `json:"shieldedInstanceConfig,omitempty"`
	Metadata               map[string]string       `json:"metadata,omitempty"`
	Labels                 map[string]string       `json:"labels,omitempty"`
	Tags                   []string                `json:"tags,omitempty"`
}

// A TemplateDisk is created with each machine.
type TemplateDisk struct {
	Boot       *bool `json:"boot,omitempty"`
	AutoDelete *bool `json:"autoDelete,omitempty"`

	// DeviceName is the name after /dev/disk/by-id/google-.
	DeviceName        string             `json:"deviceName,omitempty"`
	SourceImage       string             `json:"sourceImage,omitempty"`
	DiskType          DiskType           `json:"diskType,omitempty"`
	DiskSizeGB        int                `json:"diskSizeGb,omitempty"`
	ProvisionedIOPS   int                `json:"provisionedIops,omitempty"`
	DiskEncryptionKey *DiskEncryptionKey `json:"diskEncryptionKey,omitempty"`
	Labels            map[string]string  `json:"labels,omitempty"`
}

// Type of an InstanceTemplate.
func (InstanceTemplate) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "InstanceTemplate", Plural: "instancetemplates"}
}

// An InstanceTemplateObservation is what we read of an InstanceTemplate.
type InstanceTemplateObservation struct {
	ID       string `json:"id"`
	SelfLink string `json:"selfLink"`
}

// A RegionInstanceGroupManager keeps a number of equal machines in the zones of a
// region.
// https://cloud.google.com/compute/docs/instance-groups
type RegionInstanceGroupManager struct {
	Project          string `json:"project,omitempty"`
	Region           string `json:"region,omitempty"`
	Name             string `json:"name,omitempty"`
	Description      string `json:"description,omitempty"`
	BaseInstanceName string `json:"baseInstanceName,omitempty"`

	// DistributionPolicyZones are decided once.
	DistributionPolicyZones []string       `json:"distributionPolicyZones,omitempty"`
	Version                 []GroupVersion `json:"version,omitempty"`

	// AllInstancesConfig is what all machines have beside what their template says.
	AllInstancesConfig *AllInstancesConfig `json:"allInstancesConfig,omitempty"`

	// TargetSize belongs into initProvider where an autoscaler decides.
	TargetSize          *int                 `json:"targetSize,omitempty"`
	UpdatePolicy        *GroupUpdatePolicy   `json:"updatePolicy,omitempty"`
	AutoHealingPolicies *AutoHealingPolicies `json:"autoHealingPolicies,omitempty"`

	// WaitForInstances says whether the group counts as created or changed only once
	// all of its machines are.
	WaitForInstances *bool `json:"waitForInstances,omitempty"`
}

// A GroupVersion says what machines of a group are made of.
type GroupVersion struct {
	InstanceTemplate string `json:"instanceTemplate,omitempty"`
}

// An AllInstancesConfig is what all machines of a group have, and what, other than their
// template, can change.
// https://cloud.google.com/compute/docs/instance-groups/set-mig-aic
type AllInstancesConfig struct {
	Labels map[string]string `json:"labels,omitempty"`
}

// A GroupUpdateType says who starts to replace machines.
type GroupUpdateType string

// GroupUpdateProactive groups replace their machines by themselves.
const GroupUpdateProactive GroupUpdateType = "PROACTIVE"

// A GroupAction is what may be done to a machine.
type GroupAction string

// Actions. Refreshed machines run on, and replaced ones are deleted after others were
// created. Of a least action, machines get more where a change needs more.
const (
	GroupActionRefresh GroupAction = "REFRESH"
	GroupActionReplace GroupAction = "REPLACE"
)

// A ReplacementMethod says what a machine that takes the place of another is called.
type ReplacementMethod string

// ReplacementSubstitute machines have names of their own, so that they can be there
// before the others go.
const ReplacementSubstitute ReplacementMethod = "SUBSTITUTE"

// A RedistributionType says whether a group moves machines between zones.
type RedistributionType string

// RedistributionProactive groups keep as many machines in each zone.
const RedistributionProactive RedistributionType = "PROACTIVE"

// A GroupUpdatePolicy says how the machines of a group are replaced.
// https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups
type GroupUpdatePolicy struct {
	UpdateType                  GroupUpdateType    `json:"type,omitempty"`
	MinimalAction               GroupAction        `json:"minimalAction,omitempty"`
	MostDisruptiveAllowedAction GroupAction        `json:"mostDisruptiveAllowedAction,omitempty"`
	ReplacementMethod           ReplacementMethod  `json:"replacementMethod,omitempty"`
	InstanceRedistributionType  RedistributionType `json:"instanceRedistributionType,omitempty"`

	// MaxSurgeFixed and MaxUnavailableFixed are zero, or at least the number of zones.
	MaxSurgeFixed       int `json:"maxSurgeFixed"`
	MaxUnavailableFixed int `json:"maxUnavailableFixed"`
}

// AutoHealingPolicies replace machines that are not healthy.
type AutoHealingPolicies struct {
	// HealthCheck is one that is not in a region.
	HealthCheck     string `json:"healthCheck,omitempty"`
	InitialDelaySec int    `json:"initialDelaySec,omitempty"`
}

// Type of a RegionInstanceGroupManager.
func (RegionInstanceGroupManager) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "RegionInstanceGroupManager", Plural: "regioninstancegroupmanagers"}
}

// A RegionInstanceGroupManagerObservation is what we read of a
// RegionInstanceGroupManager.
type RegionInstanceGroupManagerObservation struct {
	ID       string         `json:"id"`
	SelfLink string         `json:"selfLink"`
	Name     string         `json:"name"`
	Version  []GroupVersion `json:"version"`

	// InstanceGroup is the URL of the machines, which is not that of their manager.
	InstanceGroup string       `json:"instanceGroup"`
	TargetSize    int          `json:"targetSize"`
	Status        []GroupState `json:"status"`
}

// A GroupState says how far a group has come.
type GroupState struct {
	// IsStable groups have as many machines as they are to have.
	IsStable      bool                 `json:"isStable"`
	VersionTarget []GroupVersionTarget `json:"versionTarget"`
}

// A GroupVersionTarget says whether all machines are of the version that they are to
// be of.
type GroupVersionTarget struct {
	IsReached bool `json:"isReached"`
}

// A RegionAutoscaler decides how many machines a group has.
// https://cloud.google.com/compute/docs/autoscaler
type RegionAutoscaler struct {
	Project           string             `json:"project,omitempty"`
	Region            string             `json:"region"`
	TargetSelector    *managed.Selector  `json:"targetSelector,omitempty"`
	AutoscalingPolicy *AutoscalingPolicy `json:"autoscalingPolicy,omitempty"`
}

// An AutoscalingMode says what an autoscaler may do.
type AutoscalingMode string

// AutoscalingOn autoscalers add machines and take them away.
const AutoscalingOn AutoscalingMode = "ON"

// An AutoscalingPolicy says what the number of machines depends on.
type AutoscalingPolicy struct {
	Mode             AutoscalingMode   `json:"mode,omitempty"`
	MinReplicas      int               `json:"minReplicas"`
	MaxReplicas      int               `json:"maxReplicas"`
	CPUUtilization   *CPUUtilization   `json:"cpuUtilization,omitempty"`
	ScalingSchedules []ScalingSchedule `json:"scalingSchedules,omitempty"`
}

// CPUUtilization is how busy machines are to be on average.
type CPUUtilization struct {
	// Target is between 0 and 1.
	Target float64 `json:"target"`
}

// A ScalingSchedule asks for a number of machines for some time.
// https://cloud.google.com/compute/docs/autoscaler/scaling-schedules
type ScalingSchedule struct {
	Name                string `json:"name"`
	Schedule            string `json:"schedule"`
	DurationSec         int    `json:"durationSec"`
	MinRequiredReplicas int    `json:"minRequiredReplicas"`

	// TimeZone by its name in the IANA database.
	TimeZone string `json:"timeZone,omitempty"`
}

// Type of a RegionAutoscaler.
func (RegionAutoscaler) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "RegionAutoscaler", Plural: "regionautoscalers"}
}
