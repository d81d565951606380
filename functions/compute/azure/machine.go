// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// single machine with its disks.
func (c *compute) single() []managed.Resource {
	if c.Single == nil {
		return nil
	}
	var address []managed.Resource
	if c.Template.PublicIP {
		address = append(address, c.publicIP(keyAddress, plan.ComponentAddress))
	}
	return slices.Concat(address, c.networkInterface(), []managed.Resource{c.machine()}, c.disks())
}

// generation of the machine, which is part of what goes with it.
func (c *compute) generation() string { return c.Template.Generation }

func (c *compute) interfaceKey() managed.Key { return keyInterface.Join(c.generation()) }

func (c *compute) interfaceFirewallKey() managed.Key {
	return keyInterfaceFirewall.Join(c.generation())
}

// networkInterface of the machine, behind the security group.
func (c *compute) networkInterface() []managed.Resource {
	key := c.interfaceKey()
	var had azure.InterfaceIPConfiguration
	if ips := managed.Wanted[azure.NetworkInterface](c.observed, key).IPConfiguration; len(ips) > 0 {
		had = ips[0]
	}
	ip := azure.InterfaceIPConfiguration{Name: ipConfiguration, SubnetID: c.subnet(had.SubnetID), PrivateIPAddressAllocation: allocationDynamic}
	out := managed.Resource{
		Key:          key,
		Component:    plan.ComponentAddress,
		ExternalName: c.Claim.Names.Name(naming.AzureNetworkInterface, c.generation()),
		Waits:        c.networkWaits(ip.SubnetID),
	}
	if c.Template.PublicIP {
		ip.PublicIPAddressID = cmp.Or(c.publicIPID(keyAddress), had.PublicIPAddressID)
		out.After = []managed.Key{keyAddress}
		out.Waits = waits(map[string]string{waitAddress: ip.PublicIPAddressID}, out.Waits)
	}
	out.ForProvider = azure.NetworkInterface{
		Location:                     c.region(),
		ResourceGroupNameSelector:    managed.Select(keyResourceGroup),
		AcceleratedNetworkingEnabled: new(true),
		IPConfiguration:              []azure.InterfaceIPConfiguration{ip},
		Tags:                         c.tags(),
	}
	return []managed.Resource{out, {
		Key:       c.interfaceFirewallKey(),
		Component: plan.ComponentFirewall,
		ForProvider: azure.NetworkInterfaceSecurityGroupAssociation{
			NetworkInterfaceIDSelector:     managed.Select(key),
			NetworkSecurityGroupIDSelector: managed.Select(keySecurityGroup),
		},
	}}
}

func (c *compute) machineName() string {
	return c.Claim.Names.Name(naming.AzureVM, c.generation())
}

// machine is never without its firewall.
func (c *compute) machine() managed.Resource {
	base := c.virtualMachine(managed.Wanted[azure.VirtualMachine](c.observed, c.MachineKey()))
	out := managed.Resource{
		Key:          c.MachineKey(),
		Component:    plan.ComponentMachines,
		ExternalName: c.machineName(),
		After:        []managed.Key{c.interfaceFirewallKey()},
		Waits:        slices.Concat(c.Network.Waits, c.identityWaits(), c.Single.Waits),
	}
	if c.isWindows() {
		base.ComputerName = c.Claim.Names.Name(naming.AzureWindowsComputerName, c.Claim.Name, c.generation())
		out.ForProvider = azure.WindowsVirtualMachine{VirtualMachine: base, AdminPasswordSecretRef: c.Template.Password}
		return c.encrypted(out, base.OSDisk.DiskEncryptionSetID)
	}
	base.ComputerName = c.Claim.Names.Name(naming.AzureComputerName, c.generation())
	out.ForProvider = azure.LinuxVirtualMachine{VirtualMachine: base, LinuxSetup: c.linux()}
	return c.encrypted(out, base.OSDisk.DiskEncryptionSetID)
}

// virtualMachine is what machines of both kinds have in common.
func (c *compute) virtualMachine(had azure.VirtualMachine) azure.VirtualMachine {
	m := c.image()
	out := azure.VirtualMachine{
		Location:                   c.region(),
		ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
		Zone:                       c.zone(),
		Size:                       c.Template.MachineType,
		AdminUsername:              c.Template.Image.User,
		NetworkInterfaceIDSelector: managed.Select(c.interfaceKey()),
		OSDisk:                     c.osDisk(had.OSDisk),
		DiskControllerType:         c.diskController(had.DiskControllerType),
		SourceImageID:              m.id,
		SourceImageReference:       m.reference,
		Plan:                       m.plan,
		Identity:                   c.actsAs(),
		SecureBootEnabled:          c.trusted(),
		VTPMEnabled:                c.trusted(),
		Priority:                   azure.MachinePriorityRegular,
		Tags:                       c.tags(),
	}
	if c.Single.Spot {
		out.Priority, out.EvictionPolicy, out.MaxBidPrice = azure.MachinePrioritySpot, azure.MachineEvictionDeallocate, azure.SpotAnyPrice
	}
	return out
}

// diskController that the machine reaches its disks through. Azure chooses, unless the
// machine has only one; but what was chosen once would stay.
func (c *compute) diskController(had azure.DiskController) azure.DiskController {
	switch {
	case c.usesNVMe():
		return azure.DiskControllerNVMe
	case had != "":
		return azure.DiskControllerSCSI
	}
	return ""
}

func (c *compute) usesNVMe() bool { return c.Template.Machine.Storage == machines.StorageNVMe }

// zone of the machine. It is empty in a region without zones.
func (c *compute) zone() string {
	if len(c.Template.Zones) == 0 {
		return ""
	}
	return c.Template.Zones[0].Name
}

// machineID is the id of the machine. Had is what was wanted before by whoever asks.
func (c *compute) machineID(had string) string {
	return cmp.Or(managed.At[azure.VirtualMachineObservation](c.observed, c.MachineKey()).ID, had)
}
