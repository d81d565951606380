// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	linuxScaleSet   cloud.Name = "compute/LinuxVirtualMachineScaleSet"
	windowsScaleSet cloud.Name = "compute/WindowsVirtualMachineScaleSet"
)

// maxMachines of a scale set, and of one within a single placement group.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-placement-groups
const (
	maxMachines       = 1000
	maxMachinesOfOne  = 100
	healthExtensionIs = "ApplicationHealth"
)

func scaleSetKinds() []cloud.Name { return []cloud.Name{linuxScaleSet, windowsScaleSet} }

func scaleSets() []cloud.Kind {
	linux := scaleSetKind("LinuxVirtualMachineScaleSet", "linuxvirtualmachinescalesets", "Linux Virtual Machine Scale Set")
	linux.Defaults = cloud.Value{"disablePasswordAuthentication": true}.Over(linux.Defaults)
	linux.Check = func(r *cloud.Request) error { return checkScaleSet(r, checkLinuxPrefix, checkLogin) }
	windows := scaleSetKind("WindowsVirtualMachineScaleSet", "windowsvirtualmachinescalesets", "Windows Virtual Machine Scale Set")
	windows.Required = append(windows.Required, "instances")
	windows.Check = func(r *cloud.Request) error { return checkScaleSet(r, checkWindowsPrefix) }
	return []cloud.Kind{linux, windows}
}

func scaleSetKind(kind, plural, noun string) cloud.Kind {
	return cloud.Kind{
		Type:   compute("v1beta2", kind, plural),
		Naming: cloud.Given, Noun: noun, Call: "Microsoft.Compute/virtualMachineScaleSets",
		Required: []string{
			"location", "resourceGroupName", "sku", "adminUsername", "osDisk.caching", "osDisk.storageAccountType",
			"networkInterface[].name", "networkInterface[].ipConfiguration[].name", "sourceImageId|sourceImageReference.publisher",
		},
		Immutable: []string{
			"adminUsername", "computerNamePrefix", "evictionPolicy", "osDisk.diskEncryptionSetId", "osDisk.storageAccountType", "plan",
			"platformFaultDomainCount", "priority", "provisionVmAgent", "secureBootEnabled", "sourceImageReference.offer", "sourceImageReference.publisher",
			"spotRestore", "upgradeMode", "vtpmEnabled", "zoneBalance",
		},
		Links: []cloud.Link{
			toGroup(),
			{Field: "networkInterface[].networkSecurityGroupId", To: securityGroup, Holds: true},
			{Field: "networkInterface[].ipConfiguration[].subnetId", To: subnet, Holds: true},
			{Field: "networkInterface[].ipConfiguration[].loadBalancerBackendAddressPoolIds", To: loadBalancerPool, Holds: true},
			{Field: "healthProbeId", To: healthProbe, Holds: true},
			{Field: "osDisk.diskEncryptionSetId", To: diskEncryptionSet, Holds: true},
			{Field: "dataDisk[].diskEncryptionSetId", To: diskEncryptionSet, Holds: true},
			{Field: "identity.identityIds", To: userAssignedIdentity},
		},
		Defaults: cloud.Value{
			"extensionOperationsEnabled": true, "extensionsTimeBudget": "PT1H30M", "maxBidPrice": int64(-1), "overprovision": true, "priority": "Regular",
			"provisionVmAgent": true, "singlePlacementGroup": true, "upgradeMode": "Manual", "zoneBalance": false,
		},
		ID: inGroup("Microsoft.Compute/virtualMachineScaleSets"),
		Attributes: func(r *cloud.Request) cloud.Value {
			return cloud.Value{"uniqueId": r.UUID("set")}
		},
	}
}

func checkScaleSet(r *cloud.Request, more ...func(*cloud.Request) error) error {
	if err := checkName(r, machineName, 64, "InvalidResourceName"); err != nil {
		return err
	}
	checks := []func(*cloud.Request) error{
		func(r *cloud.Request) error { return checkSize(r, r.Args.String("sku")) },
		checkUser, checkImage, checkMachineSpot, checkOSDisk, checkUserData, checkIdentityOfMachine,
		checkInstances, checkScaleSetPlace, checkScaleSetNetwork, checkDataDisks, checkExtensions, checkUpgrade, checkRepair, checkRestore,
	}
	for _, check := range append(checks, more...) {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

func checkLinuxPrefix(r *cloud.Request) error {
	return checkHostName(r, "computerNamePrefix", 58, func(name string) bool { return !strings.ContainsAny(name, forbiddenInNames) })
}

func checkWindowsPrefix(r *cloud.Request) error {
	return checkHostName(r, "computerNamePrefix", 9, windowsName.MatchString)
}

func checkInstances(r *cloud.Request) error {
	n, _ := r.Args.Int("instances")
	single := r.Args.Bool("singlePlacementGroup")
	if n < 0 || n > maxMachines || single && n > maxMachinesOfOne {
		return cloud.Refuse(400, invalidParameter, "The value '%d' of parameter 'sku.capacity' is out of range. A scale set has up to %d instances, and up to %d with a single placement group.", n, maxMachines, maxMachinesOfOne)
	}
	if len(r.Old) > 0 && single && !r.Old.Bool("singlePlacementGroup") {
		return cloud.Plain("%q can not be set to %q once it has been set to %q", "single_placement_group", "true", "false")
	}
	return nil
}

// checkScaleSetPlace refuses zones that there are not, and to leave one.
func checkScaleSetPlace(r *cloud.Request) error {
	zones := r.Args.Strings("zones")
	for _, z := range zones {
		if !isZone(z) {
			return cloud.Refuse(400, "InvalidAvailabilityZone", "The zone(s) '%s' for resource '%s' is not supported.", z, r.ID)
		}
	}
	for _, z := range r.Old.Strings("zones") {
		if !slices.Contains(zones, z) {
			return cloud.Plain("refuse to update the external resource because the following update requires replacing it: cannot change the value of the argument %q", "zones")
		}
	}
	domains, set := r.Args.Int("platformFaultDomainCount")
	if set && len(zones) > 0 && domains != 1 && domains != 5 {
		return cloud.Refuse(400, "BadRequest", "The specified fault domain count %d must fall in the range 1 to 1, or be 5, for a scale set with zones.", domains)
	}
	return nil
}

func checkScaleSetNetwork(r *cloud.Request) error {
	for _, field := range []string{"networkInterface[].ipConfiguration[].subnetId", "networkInterface[].networkSecurityGroupId"} {
		o := r.To(field)
		if o == nil {
			continue
		}
		at := o
		if v := o.To("virtualNetworkName"); v != nil {
			at = v
		}
		if location(at) != r.Region() {
			return elsewhere(r, o)
		}
	}
	primary := 0
	for _, nic := range r.Args.List("networkInterface") {
		if nic.Bool("primary") {
			primary++
		}
	}
	ips := r.Args.List("networkInterface[].ipConfiguration[]")
	switch {
	case primary != 1:
		return cloud.Refuse(400, invalidParameter, "Virtual Machine Scale Set %s must have exactly one primary network interface, and has %d.", r.Name, primary)
	case slices.ContainsFunc(ips, func(ip cloud.Value) bool { return !ip.Has("subnetId") }):
		return cloud.Plain("a Subnet ID must be set for an IP Configuration of a Scale Set")
	case slices.ContainsFunc(ips, func(ip cloud.Value) bool { return ip.Has("publicIpAddress") }):
		return cloud.Refuse(400, "IPv4BasicSkuPublicIpCountLimitReached", "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.")
	}
	return nil
}

func checkDataDisks(r *cloud.Request) error {
	seen := map[int]bool{}
	s, _ := parseSize(r.Args.String("sku"))
	disks := r.Args.List("dataDisk")
	for _, d := range disks {
		slot, _ := d.Int("lun")
		gib, _ := d.Int("diskSizeGb")
		switch {
		case diskTypes()[d.String("storageAccountType")] == 0:
			return cloud.Plain("expected data_disk.0.storage_account_type to be a type of disk, got %s", d.String("storageAccountType"))
		case gib < 1 || gib > 32767:
			return cloud.Plain("expected data_disk.0.disk_size_gb to be in the range (1 - 32767), got %d", gib)
		case seen[slot]:
			return cloud.Refuse(400, invalidParameter, "The LUN %d is used by more than one data disk.", slot)
		}
		seen[slot] = true
	}
	if len(disks) > s.cpus*disksPerCPU {
		return cloud.Refuse(409, "OperationNotAllowed", "The maximum number of data disks allowed to be attached to a VM of this size is %d.", s.cpus*disksPerCPU)
	}
	return nil
}

// checkExtensions refuses an extension for health that is told what it does not know.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-health-extension
func checkExtensions(r *cloud.Request) error {
	for _, e := range r.Args.List("extension") {
		var settings map[string]any
		if text := e.String("settings"); text != "" && json.Unmarshal([]byte(text), &settings) != nil {
			return cloud.Plain("%q contains an invalid JSON", "extension.0.settings")
		}
		if !strings.HasPrefix(e.String("type"), healthExtensionIs) {
			continue
		}
		s := cloud.Value(settings)
		port, _ := s.Int("port")
		interval, timed := s.Int("intervalInSeconds")
		tcp := s.String("protocol") == "tcp"
		wrong := !slices.Contains([]string{"tcp", "http", "https"}, s.String("protocol")) || port < 1 || port > 65535 ||
			tcp == s.Has("requestPath") || timed && (interval < 5 || interval > 60)
		if wrong || strings.HasSuffix(e.String("type"), "Linux") != strings.HasPrefix(r.Kind.Kind, "Linux") {
			return cloud.Refuse(409, "VMExtensionProvisioningError", "VM has reported a failure when processing extension '%s'. Error message: 'invalid configuration: settings %s of %s'.", e.String("name"), e.String("settings"), e.String("type"))
		}
	}
	return nil
}

// knowsHealth says whether there is anything that finds out which machines are well.
func knowsHealth(r *cloud.Request) bool {
	return r.Args.Has("healthProbeId") || slices.ContainsFunc(r.Args.Strings("extension[].type"), func(t string) bool { return strings.HasPrefix(t, healthExtensionIs) })
}

func checkUpgrade(r *cloud.Request) error {
	if err := oneOf(r, "upgradeMode", "Automatic", "Manual", "Rolling"); err != nil {
		return err
	}
	mode, policy := r.Args.String("upgradeMode"), r.Args.Has("rollingUpgradePolicy")
	switch {
	case mode == "Rolling" && !policy:
		return cloud.Plain("a `rolling_upgrade_policy` block must be specified when `upgrade_mode` is set to %q", mode)
	case mode == "Manual" && policy:
		return cloud.Plain("a `rolling_upgrade_policy` block cannot be specified when `upgrade_mode` is set to %q", mode)
	case mode == "Rolling" && !knowsHealth(r):
		return cloud.Plain("`health_probe_id` must be set or a health extension must be specified when `upgrade_mode` is set to %q", mode)
	case r.Args.Bool("overprovision") && r.Args.Bool("rollingUpgradePolicy.maximumSurgeInstancesEnabled"):
		return cloud.Plain("`rolling_upgrade_policy.0.maximum_surge_instances_enabled` can only be set to `true` when `overprovision` is disabled (set to `false`)")
	case r.Args.Bool("rollingUpgradePolicy.crossZoneUpgradesEnabled") && !r.Args.Has("zones"):
		return cloud.Plain("`rolling_upgrade_policy.0.cross_zone_upgrades_enabled` can only be set to `true` when `zones` is specified")
	}
	if probe := r.To("healthProbeId"); probe != nil && cloud.First(r.UsersOf(probe, loadBalancerRule)) == nil {
		return cloud.Refuse(400, "CannotUseInactiveHealthProbe", "VM scale set %s cannot use probe %s as a HealthProbe because load balancing rules (may be outbound as well) that send traffic to this VM scale set IPs do not use this probe. Please make sure to use an active health probe.", r.ID, probe.ID)
	}
	return checkRollout(r)
}

func checkRollout(r *cloud.Request) error {
	if !r.Args.Has("rollingUpgradePolicy") {
		return nil
	}
	for path, least := range map[string]int{"maxBatchInstancePercent": 5, "maxUnhealthyInstancePercent": 5, "maxUnhealthyUpgradedInstancePercent": 0} {
		n, set := r.Args.Int("rollingUpgradePolicy." + path)
		if !set || n < least || n > 100 {
			return cloud.Refuse(400, invalidParameter, "The value '%d' of parameter 'rollingUpgradePolicy.%s' is out of range. The value must be between '%d' and '100', inclusive.", n, path, least)
		}
	}
	batch, _ := r.Args.Int("rollingUpgradePolicy.maxBatchInstancePercent")
	if unhealthy, _ := r.Args.Int("rollingUpgradePolicy.maxUnhealthyInstancePercent"); unhealthy < batch {
		return cloud.Refuse(400, invalidParameter, "The value '%d' of parameter 'rollingUpgradePolicy.maxUnhealthyInstancePercent' must not be less than that of maxBatchInstancePercent, which is %d.", unhealthy, batch)
	}
	if !duration.MatchString(r.Args.String("rollingUpgradePolicy.pauseTimeBetweenBatches")) {
		return cloud.Plain("expected rolling_upgrade_policy.0.pause_time_between_batches to be an ISO8601 duration, got %s", r.Args.String("rollingUpgradePolicy.pauseTimeBetweenBatches"))
	}
	return nil
}

var (
	duration = regexp.MustCompile(`^P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$`)
	grace    = regexp.MustCompile(`^PT(\d+)M$`)
)

// checkRepair applies the limits of repairs.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-instance-repairs
func checkRepair(r *cloud.Request) error {
	if !r.Args.Bool("automaticInstanceRepair.enabled") {
		return nil
	}
	if !knowsHealth(r) {
		return cloud.Plain("`automatic_instance_repair` can only be set if there is an application Health extension or a `health_probe_id` defined")
	}
	if err := oneOf(r, "automaticInstanceRepair.action", "Reimage", "Replace", "Restart"); err != nil {
		return err
	}
	minutes := 0
	if m := grace.FindStringSubmatch(r.Args.String("automaticInstanceRepair.gracePeriod")); m != nil {
		minutes, _ = strconv.Atoi(m[1])
	}
	if minutes < 10 || minutes > 90 {
		return cloud.Plain("expected automatic_instance_repair.0.grace_period to be between PT10M and PT90M, got %s", r.Args.String("automaticInstanceRepair.gracePeriod"))
	}
	return nil
}

func checkRestore(r *cloud.Request) error {
	if r.Args.Bool("spotRestore.enabled") && r.Args.String("priority") != "Spot" {
		return cloud.Refuse(400, invalidParameter, "The property 'spotRestorePolicy' cannot be used together with property 'virtualMachineProfile.priority' of value 'Regular'.")
	}
	return nil
}
