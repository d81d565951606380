// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Report what was observed of machines. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, status *v1alpha1.Status) {
	c := newCompute(p, o)
	*status = c.Status()
	status.ResourceGroup = c.resourceGroupName()
	if c.Single != nil {
		c.reportSingle(status)
		return
	}
	if status.Template != nil {
		// What retires are groups, which have a phase of their own.
		status.Template.Retiring = nil
	}
	c.reportGroups(status)
	if c.LoadBalancer != nil {
		c.reportBalancer(status.LoadBalancer)
	}
}

// Connection details of machines.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	var s v1alpha1.Status
	Report(p, o, &s)
	return newCompute(p, o).Connection(s)
}

func (c *compute) reportSingle(s *v1alpha1.Status) {
	at := managed.At[azure.VirtualMachineObservation](c.observed, c.MachineKey())
	s.ID = managed.Known(c.observed, c.MachineKey(), at.ID, s.ID)
	s.Name = ""
	if s.ID != "" {
		s.Name = c.machineName()
	}
	if c.observed.Ready(c.MachineKey()) {
		s.Ready = 1
	}
	s.Addresses = c.addresses(at, s.Addresses)
	for i, d := range c.Single.Disks {
		c.reportDisk(d, &s.Disks[i])
	}
}

func (c *compute) addresses(at azure.VirtualMachineObservation, recorded *v1alpha1.Addresses) *v1alpha1.Addresses {
	if recorded == nil {
		recorded = &v1alpha1.Addresses{}
	}
	nic := managed.At[azure.NetworkInterfaceObservation](c.observed, c.interfaceKey())
	name := ""
	if at.ComputerName != "" && nic.InternalDomainNameSuffix != "" {
		name = at.ComputerName + "." + nic.InternalDomainNameSuffix
	}
	out := v1alpha1.Addresses{
		Private: managed.Known(c.observed, c.interfaceKey(), nic.PrivateIPAddress, recorded.Private),
		DNSName: managed.Known(c.observed, c.MachineKey(), name, recorded.DNSName),
	}
	if c.Template.PublicIP {
		out.Public = managed.Known(c.observed, keyAddress, managed.At[azure.PublicIPObservation](c.observed, keyAddress).IPAddress, recorded.Public)
	}
	if out == (v1alpha1.Addresses{}) {
		return nil
	}
	return &out
}

// Where machines with Linux find disks, by what they reach them through.
// https://learn.microsoft.com/troubleshoot/azure/virtual-machines/linux/troubleshoot-device-names-problems
const (
	deviceSCSI = "/dev/disk/azure/scsi1/lun%d"
	deviceNVMe = "/dev/disk/azure/data/by-lun/%d"
)

func (c *compute) reportDisk(d plan.Disk, s *v1alpha1.DiskStatus) {
	if d.Volume == nil {
		key := keyDisk.Join(d.Name)
		s.ID = managed.Known(c.observed, key, managed.At[azure.ManagedDiskObservation](c.observed, key).ID, s.ID)
	}
	s.Attached = c.observed.Ready(c.attachmentKey(d))
	switch {
	case c.isWindows():
		s.Device = ""
	case c.usesNVMe():
		s.Device = fmt.Sprintf(deviceNVMe, d.Slot)
	default:
		s.Device = fmt.Sprintf(deviceSCSI, d.Slot)
	}
}

// reportGroups that are of the plan, and those whose place they take. The id of the first
// is that of the claim.
func (c *compute) reportGroups(s *v1alpha1.Status) {
	current := c.current()
	s.Groups, s.Desired = make([]v1alpha1.GroupStatus, 0, len(current)), 0
	for _, g := range current {
		out := c.reportGroup(g)
		s.Desired += out.Desired
		s.Groups = append(s.Groups, out)
	}
	for _, old := range c.retiring() {
		old.Phase = v1alpha1.GroupRetiring
		s.Groups = append(s.Groups, old)
	}
	s.ID, s.Name = "", ""
	if len(current) > 0 {
		s.ID, s.Name = s.Groups[0].ID, s.Groups[0].CloudName
	}
}

func (c *compute) reportGroup(g group) v1alpha1.GroupStatus {
	key := g.key()
	had, _ := c.RecordedGroup(string(key))
	out := v1alpha1.GroupStatus{Name: g.Name, Key: string(key), CloudName: c.scaleSetName(g), Desired: c.initial(g)}
	if a := g.Autoscaling; a != nil {
		out.Min, out.Max = a.Min, a.Max
	}
	at := managed.At[azure.ScaleSetObservation](c.observed, key)
	out.ID = managed.Known(c.observed, key, at.ID, had.ID)
	if !c.counts(g) && c.observed.Exists(key) && had.ID != "" {
		out.Desired = had.Desired
	}
	if !c.counts(g) && at.ID != "" {
		out.Desired = at.Instances
	}
	out.Phase = c.groupPhase(key, had)
	return out
}

func (c *compute) groupPhase(key managed.Key, had v1alpha1.GroupStatus) v1alpha1.GroupPhase {
	switch {
	case !c.observed.Exists(key):
		return v1alpha1.GroupPlanned
	case c.observed.Ready(key):
		return v1alpha1.GroupReady
	case had.Phase == v1alpha1.GroupReady || had.Phase == v1alpha1.GroupUpdating:
		return v1alpha1.GroupUpdating
	}
	return v1alpha1.GroupCreating
}

func (c *compute) reportBalancer(s *v1alpha1.LoadBalancerStatus) {
	at := managed.At[azure.LoadBalancerObservation](c.observed, keyBalancer)
	s.ID = managed.Known(c.observed, keyBalancer, at.ID, s.ID)
	if c.LoadBalancer.Scheme == v1alpha1.SchemePublic {
		s.Address = managed.Known(c.observed, keyBalancerAddress, managed.At[azure.PublicIPObservation](c.observed, keyBalancerAddress).IPAddress, s.Address)
		return
	}
	s.Address = managed.Known(c.observed, keyBalancer, at.PrivateIPAddress, s.Address)
}
