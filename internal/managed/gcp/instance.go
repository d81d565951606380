// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ComputeInstance is a virtual machine in one zone. There are instances of other
// services too.
// https://cloud.google.com/compute/docs/instances
type ComputeInstance struct {
	Project     string `json:"project,omitempty"`
	Zone        string `json:"zone,omitempty"`
	Description string `json:"description,omitempty"`
	MachineType string `json:"machineType,omitempty"`

	// BootDisk cannot be changed. What it is created from may well be called something
	// else by tomorrow, so that it belongs into initProvider.
	BootDisk         *InstanceBootDisk      `json:"bootDisk,omitempty"`
	AttachedDisk     []InstanceAttachedDisk `json:"attachedDisk,omitempty"`
	NetworkInterface []InstanceInterface    `json:"networkInterface,omitempty"`

	// ServiceAccount of the machine. Without one it has no identity at all.
	ServiceAccount         *InstanceServiceAccount `json:"serviceAccount,omitempty"`
	Scheduling             *InstanceScheduling     `json:"scheduling,omitempty"`
	ShieldedInstanceConfig *ShieldedVM             `json:"shieldedInstanceConfig,omitempty"`
	Metadata               map[string]string       `json:"metadata,omitempty"`
	Labels                 map[string]string       `json:"labels,omitempty"`

	// Tags are what firewall rules apply to.
	Tags             []string `json:"tags,omitempty"`
	ResourcePolicies []string `json:"resourcePolicies,omitempty"`

	// AllowStoppingForUpdate lets the provider stop the machine for what cannot be
	// changed while it runs.
	AllowStoppingForUpdate *bool `json:"allowStoppingForUpdate,omitempty"`
	DeletionProtection     *bool `json:"deletionProtection,omitempty"`
}

// An InstanceBootDisk is what a machine boots from.
type InstanceBootDisk struct {
	AutoDelete       *bool           `json:"autoDelete,omitempty"`
	InitializeParams *BootDiskParams `json:"initializeParams,omitempty"`

	// KMSKeySelfLink is the id of the key, without a version.
	KMSKeySelfLink string `json:"kmsKeySelfLink,omitempty"`
}

// BootDiskParams are what a boot disk is created with.
type BootDiskParams struct {
	Image                 string            `json:"image,omitempty"`
	DiskType              DiskType          `json:"type,omitempty"`
	Size                  int               `json:"size,omitempty"`
	ProvisionedIOPS       int               `json:"provisionedIops,omitempty"`
	ProvisionedThroughput int               `json:"provisionedThroughput,omitempty"`
	Labels                map[string]string `json:"labels,omitempty"`
}

// An InstanceAttachedDisk is a disk that exists without the machine. Those that are
// attached otherwise are detached by the provider.
type InstanceAttachedDisk struct {
	Source string `json:"source,omitempty"`

	// DeviceName is the name after /dev/disk/by-id/google-.
	DeviceName string `json:"deviceName,omitempty"`
}

// An InstanceInterface connects a machine with a subnetwork.
type InstanceInterface struct {
	Subnetwork string `json:"subnetwork,omitempty"`

	// AccessConfig gives the machine an address of the internet. Without one it has
	// none.
	AccessConfig []AccessConfig `json:"accessConfig,omitempty"`
}

// An AccessConfig is an address of the internet.
type AccessConfig struct {
	// NATIP is an address that was reserved. Empty means any.
	NATIP       string      `json:"natIp,omitempty"`
	NetworkTier NetworkTier `json:"networkTier,omitempty"`
}

// An InstanceServiceAccount is what a machine acts as.
type InstanceServiceAccount struct {
	Email  string   `json:"email,omitempty"`
	Scopes []string `json:"scopes,omitempty"`
}

// InstanceScheduling says what happens to a machine whose host is not there any more.
type InstanceScheduling struct {
	ProvisioningModel         ProvisioningModel `json:"provisioningModel,omitempty"`
	Preemptible               *bool             `json:"preemptible,omitempty"`
	AutomaticRestart          *bool             `json:"automaticRestart,omitempty"`
	OnHostMaintenance         HostMaintenance   `json:"onHostMaintenance,omitempty"`
	InstanceTerminationAction TerminationAction `json:"instanceTerminationAction,omitempty"`
}

// A ProvisioningModel says who may take a machine back.
// https://cloud.google.com/compute/docs/instances/provisioning-models
type ProvisioningModel string

// Provisioning models.
const (
	ProvisioningStandard ProvisioningModel = "STANDARD"
	ProvisioningSpot     ProvisioningModel = "SPOT"
)

// A HostMaintenance says what happens to a machine when its host is maintained.
type HostMaintenance string

// What happens to a machine when its host is maintained. Spot machines and those with
// GPUs cannot migrate.
const (
	HostMaintenanceMigrate   HostMaintenance = "MIGRATE"
	HostMaintenanceTerminate HostMaintenance = "TERMINATE"
)

// A TerminationAction says what happens to a spot machine that is taken back.
type TerminationAction string

// What happens to a spot machine that is taken back.
const (
	TerminationStop   TerminationAction = "STOP"
	TerminationDelete TerminationAction = "DELETE"
)

// A ShieldedVM boots nothing that was tampered with.
// https://cloud.google.com/compute/shielded-vm/docs/shielded-vm
type ShieldedVM struct {
	EnableSecureBoot          *bool `json:"enableSecureBoot,omitempty"`
	EnableVTPM                *bool `json:"enableVtpm,omitempty"`
	EnableIntegrityMonitoring *bool `json:"enableIntegrityMonitoring,omitempty"`
}

// Type of a ComputeInstance.
func (ComputeInstance) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "Instance", Plural: "instances"}
}

// A ComputeInstanceObservation is what we read of a ComputeInstance.
type ComputeInstanceObservation struct {
	ID               string                       `json:"id"`
	SelfLink         string                       `json:"selfLink"`
	CurrentStatus    InstanceStatus               `json:"currentStatus"`
	BootDisk         InstanceBootDiskObservation  `json:"bootDisk"`
	AttachedDisk     []InstanceAttachedDisk       `json:"attachedDisk"`
	NetworkInterface []InstanceInterfaceAddresses `json:"networkInterface"`
}

// An InstanceStatus says whether a machine runs.
// https://cloud.google.com/compute/docs/instances/instance-lifecycle
type InstanceStatus string

// InstanceRunning machines run.
const InstanceRunning InstanceStatus = "RUNNING"

// An InstanceBootDiskObservation is what we read of a boot disk.
type InstanceBootDiskObservation struct {
	InitializeParams BootDiskParamsObservation `json:"initializeParams"`
}

// A BootDiskParamsObservation is what a boot disk was created with.
type BootDiskParamsObservation struct {
	// Image of the family that the machine was created from.
	Image string `json:"image"`
}

// InstanceInterfaceAddresses are the addresses of a machine.
type InstanceInterfaceAddresses struct {
	NetworkIP string `json:"networkIp"`
}

// An InstanceIAMMember gives a role on a virtual machine to somebody, and leaves alone
// who else has it.
type InstanceIAMMember struct {
	Project              string            `json:"project,omitempty"`
	Zone                 string            `json:"zone,omitempty"`
	InstanceNameSelector *managed.Selector `json:"instanceNameSelector,omitempty"`
	Role                 string            `json:"role,omitempty"`
	Member               string            `json:"member,omitempty"`
}

// Type of an InstanceIAMMember.
func (InstanceIAMMember) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "InstanceIAMMember", Plural: "instanceiammembers"}
}

// A ResourcePolicy says when something is done to the machines that have it. It cannot
// be changed.
// https://cloud.google.com/compute/docs/instances/schedule-instance-start-stop
type ResourcePolicy struct {
	Project                string                  `json:"project,omitempty"`
	Region                 string                  `json:"region"`
	Description            string                  `json:"description,omitempty"`
	InstanceSchedulePolicy *InstanceSchedulePolicy `json:"instanceSchedulePolicy,omitempty"`
}

// An InstanceSchedulePolicy starts and stops machines.
type InstanceSchedulePolicy struct {
	VMStartSchedule *CronSchedule `json:"vmStartSchedule,omitempty"`
	VMStopSchedule  *CronSchedule `json:"vmStopSchedule,omitempty"`

	// TimeZone by its name in the IANA database.
	TimeZone string `json:"timeZone,omitempty"`
}

// A CronSchedule is minute, hour, day of the month, month and day of the week.
type CronSchedule struct {
	Schedule string `json:"schedule,omitempty"`
}

// Type of a ResourcePolicy.
func (ResourcePolicy) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "ResourcePolicy", Plural: "resourcepolicies"}
}

// A ResourcePolicyObservation is what we read of a ResourcePolicy.
type ResourcePolicyObservation struct {
	ID       string `json:"id"`
	SelfLink string `json:"selfLink"`
}
