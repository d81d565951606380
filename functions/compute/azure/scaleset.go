// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// A group is one of the plan, with the part of its key that stands for everything that
// Azure cannot change of a scale set.
type group struct {
	plan.Group

	hash string
}

func (g group) key() managed.Key { return g.Key().Join(g.hash) }

func (g group) autoscaleKey() managed.Key { return keyAutoscale.Join(g.Name, g.hash) }

// current groups of the plan.
func (c *compute) current() []group {
	out := make([]group, 0, len(c.Groups))
	for _, g := range c.Groups {
		out = append(out, group{Group: g, hash: c.Claim.Names.Hash(hashChars, c.fixed(g)...)})
	}
	return out
}

// fixed is what Azure does not change of a scale set: another one takes its place. What
// machines reach disks through is among it, because nothing says what it is to be.
func (c *compute) fixed(g plan.Group) []string {
	m, publisher, offer := c.image(), "", ""
	if m.reference != nil {
		publisher, offer = m.reference.Publisher, m.reference.Offer
	}
	out := []string{
		g.Name, string(c.Template.Image.OS), c.Template.Image.User,
		publisher, offer, strconv.FormatBool(m.plan != nil),
		string(c.Template.RootDisk.Performance), strconv.FormatBool(c.Key != ""), strconv.FormatBool(c.bootsSecurely()), strconv.FormatBool(c.usesNVMe()),
		strconv.FormatBool(c.restores(g)),
	}
	for _, z := range c.Template.Zones {
		out = append(out, "zone", z.Name)
	}
	if m.plan != nil {
		out = append(out, "plan", m.plan.Name)
	}
	if p := c.Template.Password; p != nil {
		out = append(out, "password", p.Name, p.Key)
	}
	return out
}

// groups of machines, with what scales them, and those whose place they take.
func (c *compute) groups() []managed.Resource {
	var out []managed.Resource
	for _, g := range c.current() {
		out = append(out, c.scaleSet(g))
		out = append(out, c.autoscale(g)...)
	}
	for _, old := range c.retiring() {
		out = append(out, c.retired(old)...)
	}
	return out
}

// scaleSet of a group. Its machines are of a uniform scale set, because those of a
// flexible one neither boot securely nor have user data where the provider makes them.
// Where its machines are spread over zones, Azure does it as well as it can.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-orchestration-modes
func (c *compute) scaleSet(g group) managed.Resource {
	had := managed.Wanted[azure.ScaleSet](c.observed, g.key())
	base := c.scaleSetBase(g, had)
	out := managed.Resource{
		Key:          g.key(),
		Component:    plan.ComponentMachines,
		ExternalName: c.scaleSetName(g),
		After:        c.beforeScaleSet(),
		Waits:        c.scaleSetWaits(base),
	}
	counted := c.counts(g)
	if counted {
		base.Instances = new(g.Count)
	}
	if c.isWindows() {
		base.ComputerNamePrefix = c.Claim.Names.Name(naming.AzureWindowsComputerNamePrefix, c.Claim.Name, g.Name, g.hash)
		out.ForProvider = azure.WindowsVirtualMachineScaleSet{ScaleSet: base, AdminPasswordSecretRef: c.Template.Password}
		if !counted {
			out.InitProvider = azure.WindowsScaleSetInitial{Instances: new(c.initial(g)), AdminPasswordSecretRef: c.Template.Password}
		}
		return c.encrypted(out, base.OSDisk.DiskEncryptionSetID)
	}
	base.ComputerNamePrefix = c.Claim.Names.Name(naming.AzureComputerNamePrefix, g.Name, g.hash)
	if !counted {
		out.InitProvider = azure.LinuxScaleSetInitial{Instances: new(c.initial(g))}
	}
	out.ForProvider = azure.LinuxVirtualMachineScaleSet{ScaleSet: base, LinuxSetup: c.linux()}
	return c.encrypted(out, base.OSDisk.DiskEncryptionSetID)
}

// counts says whether the number of machines is the claim's. Else something else owns it
// once there are any.
func (c *compute) counts(g group) bool { return g.Autoscaling == nil && c.Schedule == nil }

// initial number of machines of a group. One that takes the place of another begins with
// as many as that has, so that those who are served do not notice.
func (c *compute) initial(g group) int {
	out := g.Initial
	for _, old := range c.retiring() {
		if old.Name == g.Name {
			out = max(out, min(old.Desired, g.Most()))
		}
	}
	return out
}

func (c *compute) scaleSetName(g group) string {
	return c.Claim.Names.Name(naming.AzureScaleSet, g.Name, g.hash)
}

// scaleSetBase is what scale sets of both kinds have in common.
func (c *compute) scaleSetBase(g group, had azure.ScaleSet) azure.ScaleSet {
	m := c.image()
	out := azure.ScaleSet{
		Location:                  c.region(),
		ResourceGroupNameSelector: managed.Select(keyResourceGroup),
		Zones:                     c.zones(),
		SKU:                       c.Template.MachineType,
		AdminUsername:             c.Template.Image.User,
		NetworkInterface:          []azure.ScaleSetNetworkInterface{c.scaleSetInterface(had)},
		OSDisk:                    c.osDisk(had.OSDisk),
		SourceImageID:             m.id,
		SourceImageReference:      m.reference,
		Plan:                      m.plan,
		Identity:                  c.actsAs(),
		SecureBootEnabled:         c.trusted(),
		VTPMEnabled:               c.trusted(),
		Priority:                  azure.MachinePriorityRegular,
		Overprovision:             new(false),
		SinglePlacementGroup:      new(false),
		PlatformFaultDomainCount:  faultDomains,
		Tags:                      c.tags(),
	}
	out.DataDisk = c.dataDisks(g, out.OSDisk.DiskEncryptionSetID)
	c.setSpot(&out, g)
	c.setHealth(&out)
	c.setRollout(&out, g)
	return out
}

// faultDomains is one for machines that are spread as far as they can be.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-manage-fault-domains
const faultDomains = 1

// zones of the groups. There are none in a region without zones.
func (c *compute) zones() []string {
	var out []string
	for _, z := range c.Template.Zones {
		if z.Name != "" {
			out = append(out, z.Name)
		}
	}
	return out
}

// scaleSetInterface of each machine, behind the security group and, where there is one,
// behind the balancer. It has no public address.
func (c *compute) scaleSetInterface(had azure.ScaleSet) azure.ScaleSetNetworkInterface {
	var was azure.ScaleSetNetworkInterface
	var wasIP azure.ScaleSetIPConfiguration
	if len(had.NetworkInterface) > 0 {
		was = had.NetworkInterface[0]
	}
	if len(was.IPConfiguration) > 0 {
		wasIP = was.IPConfiguration[0]
	}
	ip := azure.ScaleSetIPConfiguration{Name: ipConfiguration, Primary: true, SubnetID: c.subnet(wasIP.SubnetID)}
	if c.LoadBalancer != nil {
		if pool := c.poolID(wasIP.LoadBalancerBackendAddressPoolIDs); pool != "" {
			ip.LoadBalancerBackendAddressPoolIDs = []string{pool}
		}
	}
	return azure.ScaleSetNetworkInterface{
		Name:                        ipConfiguration,
		Primary:                     true,
		NetworkSecurityGroupID:      cmp.Or(managed.At[azure.SecurityGroupObservation](c.observed, keySecurityGroup).ID, was.NetworkSecurityGroupID),
		EnableAcceleratedNetworking: new(true),
		IPConfiguration:             []azure.ScaleSetIPConfiguration{ip},
	}
}

// scaleSetWaits is what is missing before there can be machines.
func (c *compute) scaleSetWaits(s azure.ScaleSet) []string {
	nic := s.NetworkInterface[0]
	missing := map[string]string{waitSecurityGroup: nic.NetworkSecurityGroupID}
	if c.LoadBalancer != nil {
		missing[waitPool] = c.poolID(nic.IPConfiguration[0].LoadBalancerBackendAddressPoolIDs)
	}
	return waits(missing, c.networkWaits(nic.IPConfiguration[0].SubnetID), c.identityWaits())
}

// beforeScaleSet is what its machines are behind.
func (c *compute) beforeScaleSet() []managed.Key {
	if c.LoadBalancer == nil {
		return []managed.Key{keySecurityGroup}
	}
	return []managed.Key{keySecurityGroup, keyBalancerPool}
}

// dataDisks of each machine, which come and go with it.
func (c *compute) dataDisks(g group, set string) []azure.ScaleSetDataDisk {
	out := make([]azure.ScaleSetDataDisk, 0, len(g.Disks))
	for _, d := range g.Disks {
		out = append(out, azure.ScaleSetDataDisk{
			LUN:                 d.Slot,
			Caching:             azure.DiskCachingNone,
			CreateOption:        azure.DiskCreateEmpty,
			StorageAccountType:  diskType(d.Performance),
			DiskSizeGB:          d.SizeGiB,
			DiskEncryptionSetID: set,
		})
	}
	slices.SortFunc(out, func(a, b azure.ScaleSetDataDisk) int { return cmp.Compare(a.LUN, b.LUN) })
	return out
}

// restoreTimeout is how long Azure tries to bring a machine back.
const restoreTimeout = "PT1H"

// restores says whether Azure brings back the machines that it took. Where there is
// autoscaling, that makes others.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/use-spot#try--restore
func (c *compute) restores(g plan.Group) bool { return g.Spot && g.Autoscaling == nil }

func (c *compute) setSpot(s *azure.ScaleSet, g group) {
	if !g.Spot {
		return
	}
	s.Priority, s.EvictionPolicy, s.MaxBidPrice = azure.MachinePrioritySpot, azure.MachineEvictionDelete, azure.SpotAnyPrice
	if c.restores(g.Group) {
		s.SpotRestore = &azure.ScaleSetSpotRestore{Enabled: true, Timeout: restoreTimeout}
	}
}

// retiring groups were recorded, exist, and are not of the plan any more. They go once all
// that are of the plan are ready.
func (c *compute) retiring() []v1alpha1.GroupStatus {
	current := c.current()
	if !slices.ContainsFunc(current, func(g group) bool { return !c.observed.Ready(g.key()) }) {
		return nil
	}
	var out []v1alpha1.GroupStatus
	for _, had := range c.Recorded.Groups {
		is := slices.ContainsFunc(current, func(g group) bool { return string(g.key()) == had.Key })
		if !is && c.observed.Exists(managed.Key(had.Key)) {
			out = append(out, had)
		}
	}
	return out
}

// retired is a group that is left as it is, with what scales it.
func (c *compute) retired(had v1alpha1.GroupStatus) []managed.Resource {
	key := managed.Key(had.Key)
	out := managed.Resource{Key: key, Component: plan.ComponentMachines, ExternalName: had.CloudName}
	windows := managed.Wanted[azure.WindowsVirtualMachineScaleSet](c.observed, key)
	windows.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
	if windows.AdminPasswordSecretRef != nil {
		out.ForProvider = windows
		if windows.Instances == nil {
			out.InitProvider = azure.WindowsScaleSetInitial{Instances: new(had.Desired), AdminPasswordSecretRef: windows.AdminPasswordSecretRef}
		}
	} else {
		linux := managed.Wanted[azure.LinuxVirtualMachineScaleSet](c.observed, key)
		linux.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
		out.ForProvider = linux
		if linux.Instances == nil {
			out.InitProvider = azure.LinuxScaleSetInitial{Instances: new(had.Desired)}
		}
	}
	return append([]managed.Resource{out}, c.retiredAutoscale(key)...)
}
