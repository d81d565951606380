// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Report what was observed of machines. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	c := &compute{Plan: p, observed: o}
	*s = p.Status()
	if s.Template != nil {
		// A launch template has versions, and there is one for all generations.
		s.Template.Retiring = nil
	}
	if c.isSingle() {
		c.reportSingle(s)
		return
	}
	c.reportGroups(s)
	if s.LoadBalancer != nil {
		c.reportBalancer(s.LoadBalancer)
	}
}

// Connection details of machines.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	var s v1alpha1.Status
	Report(p, o, &s)
	return p.Connection(s)
}

func (c *compute) reportSingle(s *v1alpha1.Status) {
	key := c.MachineKey()
	at := managed.At[aws.InstanceObservation](c.observed, key)
	s.ID = managed.Known(c.observed, key, at.ID, s.ID)
	s.Name = c.display()
	s.Image.ID = managed.Known(c.observed, key, at.AMI, s.Image.ID)
	s.Addresses = c.addresses(at, s.Addresses)
	if c.observed.Ready(key) && at.InstanceState == aws.InstanceStateRunning {
		s.Ready = 1
	}
	for i, d := range c.Single.Disks {
		c.reportDisk(d, &s.Disks[i])
	}
}

// addresses of a single machine. There are none while it has none.
func (c *compute) addresses(at aws.InstanceObservation, recorded *v1alpha1.Addresses) *v1alpha1.Addresses {
	had := v1alpha1.Addresses{}
	if recorded != nil {
		had = *recorded
	}
	key := c.MachineKey()
	out := v1alpha1.Addresses{
		Private: managed.Known(c.observed, key, at.PrivateIP, had.Private),
		DNSName: managed.Known(c.observed, key, at.PrivateDNS, had.DNSName),
	}
	if c.Template.PublicIP {
		out.Public = managed.Known(c.observed, keyAddress, managed.At[aws.EIPObservation](c.observed, keyAddress).PublicIP, had.Public)
	}
	if out == (v1alpha1.Addresses{}) {
		return nil
	}
	return &out
}

func (c *compute) reportDisk(d plan.Disk, s *v1alpha1.DiskStatus) {
	if d.Volume == nil {
		key := diskKey(d)
		s.ID = managed.Known(c.observed, key, managed.At[aws.EBSVolumeObservation](c.observed, key).ID, s.ID)
	}
	s.Device = c.found(d, s.ID)
	s.Attached = c.observed.Ready(c.attachmentKey(d))
}

// reportGroups sums up how many machines there are to be. How many of them are ready,
// nobody says.
func (c *compute) reportGroups(s *v1alpha1.Status) {
	s.Desired = 0
	for i, g := range c.Groups {
		c.reportGroup(g, &s.Groups[i])
		s.Desired += s.Groups[i].Desired
	}
	if len(s.Groups) > 0 {
		s.ID, s.Name = s.Groups[0].ID, s.Groups[0].CloudName
	}
}

func (c *compute) reportGroup(g plan.Group, s *v1alpha1.GroupStatus) {
	had, _ := c.RecordedGroup(s.Key)
	at := managed.At[aws.AutoscalingGroupObservation](c.observed, g.Key())
	s.ID = managed.Known(c.observed, g.Key(), at.ARN, had.ID)
	s.CloudName = c.groupName(g)
	switch {
	case at.DesiredCapacity != nil:
		s.Desired = *at.DesiredCapacity
	case c.observed.Exists(g.Key()) && had.ID != "":
		s.Desired = had.Desired
	}
	s.Phase = c.phase(g, at, had.Phase)
}

// phase of a group. It is ready once it makes its machines as it is to; the cloud does
// not say how far it has come with replacing those that it had.
func (c *compute) phase(g plan.Group, at aws.AutoscalingGroupObservation, had v1alpha1.GroupPhase) v1alpha1.GroupPhase {
	release, _ := c.release(g)
	version := at.LaunchTemplate.Version
	if g.Spot {
		version = at.MixedInstances.LaunchTemplate.Specification.Version
	}
	switch {
	case !c.observed.Exists(g.Key()):
		return v1alpha1.GroupPlanned
	case c.observed.Ready(g.Key()) && (version == "" || version == release.version):
		return v1alpha1.GroupReady
	case had == v1alpha1.GroupReady || had == v1alpha1.GroupUpdating:
		return v1alpha1.GroupUpdating
	}
	return v1alpha1.GroupCreating
}

func (c *compute) reportBalancer(s *v1alpha1.LoadBalancerStatus) {
	at := managed.At[aws.LoadBalancerObservation](c.observed, keyBalancer)
	s.ID = managed.Known(c.observed, keyBalancer, at.ARN, s.ID)
	s.DNSName = managed.Known(c.observed, keyBalancer, at.DNSName, s.DNSName)
	s.DNSZoneID = managed.Known(c.observed, keyBalancer, at.ZoneID, s.DNSZoneID)
}
