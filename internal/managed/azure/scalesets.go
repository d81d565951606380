// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ScaleSet is what scale sets of machines with Linux and with Windows have in common.
type ScaleSet struct {
	Location                  string                     `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector          `json:"resourceGroupNameSelector,omitempty"`
	Zones                     []string                   `json:"zones,omitempty"`
	SKU                       string                     `json:"sku,omitempty"`
	Instances                 *int                       `json:"instances,omitempty"`
	ComputerNamePrefix        string                     `json:"computerNamePrefix,omitempty"`
	AdminUsername             string                     `json:"adminUsername,omitempty"`
	NetworkInterface          []ScaleSetNetworkInterface `json:"networkInterface,omitempty"`
	OSDisk                    *MachineOSDisk             `json:"osDisk,omitempty"`
	DataDisk                  []ScaleSetDataDisk         `json:"dataDisk,omitempty"`
	SourceImageID             string                     `json:"sourceImageId,omitempty"`
	SourceImageReference      *ImageReference            `json:"sourceImageReference,omitempty"`
	Plan                      *ImagePlan                 `json:"plan,omitempty"`
	Identity                  *AssignedIdentity          `json:"identity,omitempty"`
	SecureBootEnabled         *bool                      `json:"secureBootEnabled,omitempty"`
	VTPMEnabled               *bool                      `json:"vtpmEnabled,omitempty"`
	Priority                  MachinePriority            `json:"priority,omitempty"`
	EvictionPolicy            MachineEvictionPolicy      `json:"evictionPolicy,omitempty"`
	MaxBidPrice               int                        `json:"maxBidPrice,omitempty"`
	SpotRestore               *ScaleSetSpotRestore       `json:"spotRestore,omitempty"`
	Overprovision             *bool                      `json:"overprovision,omitempty"`
	SinglePlacementGroup      *bool                      `json:"singlePlacementGroup,omitempty"`
	PlatformFaultDomainCount  int                        `json:"platformFaultDomainCount,omitempty"`
	UpgradeMode               ScaleSetUpgradeMode        `json:"upgradeMode,omitempty"`
	RollingUpgradePolicy      *ScaleSetRollingUpgrade    `json:"rollingUpgradePolicy,omitempty"`
	Extension                 []ScaleSetExtension        `json:"extension,omitempty"`
	AutomaticInstanceRepair   *ScaleSetRepair            `json:"automaticInstanceRepair,omitempty"`
	Tags                      map[string]string          `json:"tags,omitempty"`
}

// A LinuxVirtualMachineScaleSet is a group of equal machines with Linux.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/overview
type LinuxVirtualMachineScaleSet struct {
	ScaleSet
	LinuxSetup
}

// Type of a LinuxVirtualMachineScaleSet.
func (LinuxVirtualMachineScaleSet) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "LinuxVirtualMachineScaleSet", Plural: "linuxvirtualmachinescalesets"}
}

// A WindowsVirtualMachineScaleSet is a group of equal machines with Windows.
type WindowsVirtualMachineScaleSet struct {
	ScaleSet

	AdminPasswordSecretRef *managed.SecretRef `json:"adminPasswordSecretRef,omitempty"`
}

// Type of a WindowsVirtualMachineScaleSet.
func (WindowsVirtualMachineScaleSet) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "WindowsVirtualMachineScaleSet", Plural: "windowsvirtualmachinescalesets"}
}

// A ScaleSetObservation is what we read of a scale set, of either kind.
type ScaleSetObservation struct {
	ID        string `json:"id"`
	Instances int    `json:"instances"`
}

// LinuxScaleSetInitial is the number of machines that a scale set starts with, where
// something else decides about it afterwards.
type LinuxScaleSetInitial struct {
	Instances *int `json:"instances,omitempty"`
}

// Type of a LinuxVirtualMachineScaleSet.
func (LinuxScaleSetInitial) Type() managed.Type { return LinuxVirtualMachineScaleSet{}.Type() }

// WindowsScaleSetInitial is the same for machines with Windows. Its password is required,
// though it is in the other arguments too.
type WindowsScaleSetInitial struct {
	Instances              *int               `json:"instances,omitempty"`
	AdminPasswordSecretRef *managed.SecretRef `json:"adminPasswordSecretRef,omitempty"`
}

// Type of a WindowsVirtualMachineScaleSet.
func (WindowsScaleSetInitial) Type() managed.Type { return WindowsVirtualMachineScaleSet{}.Type() }

// A ScaleSetNetworkInterface is what connects each machine to a network.
type ScaleSetNetworkInterface struct {
	Name                        string                    `json:"name"`
	Primary                     bool                      `json:"primary"`
	NetworkSecurityGroupID      string                    `json:"networkSecurityGroupId,omitempty"`
	EnableAcceleratedNetworking *bool                     `json:"enableAcceleratedNetworking,omitempty"`
	IPConfiguration             []ScaleSetIPConfiguration `json:"ipConfiguration,omitempty"`
}

// A ScaleSetIPConfiguration gives each machine an address.
type ScaleSetIPConfiguration struct {
	Name                              string   `json:"name"`
	Primary                           bool     `json:"primary"`
	SubnetID                          string   `json:"subnetId,omitempty"`
	LoadBalancerBackendAddressPoolIDs []string `json:"loadBalancerBackendAddressPoolIds,omitempty"`
}

// A ScaleSetDataDisk is created and deleted with each machine.
type ScaleSetDataDisk struct {
	LUN                 int              `json:"lun"`
	Caching             DiskCaching      `json:"caching"`
	CreateOption        DiskCreateOption `json:"createOption,omitempty"`
	StorageAccountType  DiskType         `json:"storageAccountType"`
	DiskSizeGB          int              `json:"diskSizeGb"`
	DiskEncryptionSetID string           `json:"diskEncryptionSetId,omitempty"`
}

// A ScaleSetSpotRestore tries to bring back machines that Azure took.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/use-spot#try--restore
type ScaleSetSpotRestore struct {
	Enabled bool   `json:"enabled"`
	Timeout string `json:"timeout,omitempty"`
}

// A ScaleSetUpgradeMode says how machines become what the scale set says.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-upgrade-policy
type ScaleSetUpgradeMode string

// ScaleSetUpgradeRolling changes some machines at a time, for as long as they get well.
const ScaleSetUpgradeRolling ScaleSetUpgradeMode = "Rolling"

// A ScaleSetRollingUpgrade says how many machines change at a time.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-configure-rolling-upgrades
type ScaleSetRollingUpgrade struct {
	CrossZoneUpgradesEnabled            *bool  `json:"crossZoneUpgradesEnabled,omitempty"`
	MaxBatchInstancePercent             int    `json:"maxBatchInstancePercent"`
	MaxUnhealthyInstancePercent         int    `json:"maxUnhealthyInstancePercent"`
	MaxUnhealthyUpgradedInstancePercent int    `json:"maxUnhealthyUpgradedInstancePercent"`
	MaximumSurgeInstancesEnabled        *bool  `json:"maximumSurgeInstancesEnabled,omitempty"`
	PauseTimeBetweenBatches             string `json:"pauseTimeBetweenBatches"`
	PrioritizeUnhealthyInstancesEnabled *bool  `json:"prioritizeUnhealthyInstancesEnabled,omitempty"`
}

// A ScaleSetExtension is software that Azure puts on each machine.
// https://learn.microsoft.com/azure/virtual-machines/extensions/overview
type ScaleSetExtension struct {
	Name                    string `json:"name"`
	Publisher               string `json:"publisher"`
	Type                    string `json:"type"`
	TypeHandlerVersion      string `json:"typeHandlerVersion"`
	AutoUpgradeMinorVersion *bool  `json:"autoUpgradeMinorVersion,omitempty"`
	Settings                string `json:"settings,omitempty"`
}

// A ScaleSetRepair replaces machines that are not well.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-instance-repairs
type ScaleSetRepair struct {
	Enabled     bool   `json:"enabled"`
	Action      string `json:"action,omitempty"`
	GracePeriod string `json:"gracePeriod,omitempty"`
}

// ScaleSetRepairReplace makes another machine.
const ScaleSetRepairReplace = "Replace"
