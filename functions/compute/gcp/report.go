// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// devices is where Linux finds disks by their name.
const devices = "/dev/disk/by-id/google-"

// Report what was observed of machines. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	c := &compute{Plan: withKnownUser(p), observed: o}
	*s = c.Status()
	if p.Single != nil {
		c.reportMachine(s)
		return
	}
	c.reportGroups(s)
	c.reportBalancer(s)
}

// Connection details of machines.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	var s v1alpha1.Status
	Report(p, o, &s)
	return withKnownUser(p).Connection(s)
}

// withKnownUser returns a plan without a user whom nobody creates: without keys it is
// OS Login that decides what people are called.
// https://cloud.google.com/compute/docs/oslogin
func withKnownUser(p plan.Plan) plan.Plan {
	if len(p.Template.SSHKeys) == 0 {
		p.Template.Image.User = ""
	}
	return p
}

func (c *compute) reportMachine(s *v1alpha1.Status) {
	k := c.MachineKey()
	at := managed.At[gcp.ComputeInstanceObservation](c.observed, k)
	s.ID = managed.Known(c.observed, k, pathOf(at.SelfLink, at.ID), s.ID)
	s.Name = nameOf(s.ID)
	s.Addresses = c.reportAddresses(at, s)
	if s.Image != nil {
		s.Image.ID = managed.Known(c.observed, k, pathOf(at.BootDisk.InitializeParams.Image, ""), s.Image.ID)
	}
	s.Ready = 0
	if at.CurrentStatus == gcp.InstanceRunning {
		s.Ready = 1
	}
	if at.CurrentStatus == "" && s.ID != "" {
		s.Ready = c.Recorded.Ready
	}
	for i := range s.Disks {
		c.reportDisk(at, s.ID, &s.Disks[i])
	}
}

func (c *compute) reportAddresses(at gcp.ComputeInstanceObservation, s *v1alpha1.Status) *v1alpha1.Addresses {
	var had v1alpha1.Addresses
	if s.Addresses != nil {
		had = *s.Addresses
	}
	var out v1alpha1.Addresses
	if len(at.NetworkInterface) > 0 {
		out.Private = at.NetworkInterface[0].NetworkIP
	}
	out.Private = managed.Known(c.observed, c.MachineKey(), out.Private, had.Private)
	if c.Template.PublicIP {
		out.Public = managed.Known(c.observed, keyAddress, managed.At[gcp.AddressObservation](c.observed, keyAddress).Address, had.Public)
	}
	if out.Private != "" {
		out.DNSName = hostOf(s.ID)
	}
	if out == (v1alpha1.Addresses{}) {
		return nil
	}
	return &out
}

// hostOf a machine within its network.
// https://cloud.google.com/compute/docs/internal-dns
func hostOf(id string) string {
	parts := strings.Split(id, "/")
	if len(parts) != 6 {
		return ""
	}
	project, zone, name := parts[1], parts[3], parts[5]
	if domain, rest, ok := strings.Cut(project, ":"); ok {
		project = rest + "." + domain
	}
	return name + "." + zone + ".c." + project + ".internal"
}

func (c *compute) reportDisk(at gcp.ComputeInstanceObservation, machine string, s *v1alpha1.DiskStatus) {
	i := slices.IndexFunc(c.Single.Disks, func(d plan.Disk) bool { return d.Name == s.Name })
	if i < 0 {
		return
	}
	s.ID = c.diskID(c.Single.Disks[i])
	s.Attached = sourceOf(at.AttachedDisk, s.Name) != ""
	if machine != "" && at.SelfLink == "" {
		s.Attached = c.recordedDisk(s.Name).Attached
	}
	s.Device = ""
	if s.Attached && c.Template.Image.OS != v1alpha1.OSWindows {
		s.Device = devices + s.Name
	}
}

func (c *compute) reportGroups(s *v1alpha1.Status) {
	s.ID, s.Name, s.Desired, s.Ready = "", "", 0, 0
	for i, g := range c.Groups {
		c.reportGroup(g, &s.Groups[i])
		if s.ID == "" {
			s.ID, s.Name = s.Groups[i].ID, s.Groups[i].CloudName
		}
		s.Desired += s.Groups[i].Desired
		s.Ready += s.Groups[i].Ready
	}
	if s.Template != nil {
		s.Template.Retiring = c.retiring()
	}
}

// reportGroup says how far a group has come. Google Cloud counts no machines that are
// ready: all of them are once the group is stable.
func (c *compute) reportGroup(g plan.Group, s *v1alpha1.GroupStatus) {
	k := g.Key()
	at := managed.At[gcp.RegionInstanceGroupManagerObservation](c.observed, k)
	had, _ := c.RecordedGroup(string(k))
	s.ID = managed.Known(c.observed, k, pathOf(at.SelfLink, at.ID), had.ID)
	s.CloudName = nameOf(s.ID)
	switch {
	case s.ID == "":
		s.Phase, s.Ready = v1alpha1.GroupPlanned, 0
		if c.observed.Exists(k) {
			s.Phase = v1alpha1.GroupCreating
		}
		return
	case at.SelfLink == "" && at.ID == "":
		s.Desired, s.Ready, s.Phase = had.Desired, had.Ready, had.Phase
		return
	}
	if g.Autoscaling != nil || c.Schedule != nil {
		s.Desired = at.TargetSize
	}
	s.Ready, s.Phase = 0, v1alpha1.GroupCreating
	wasReady := had.Phase == v1alpha1.GroupReady || had.Phase == v1alpha1.GroupUpdating
	switch {
	case isStable(at) && c.isCurrent(g, at) && at.TargetSize == s.Desired:
		s.Phase, s.Ready = v1alpha1.GroupReady, at.TargetSize
	case wasReady:
		s.Phase = v1alpha1.GroupUpdating
	}
}

// isStable says whether a group has all machines that it is to have.
func isStable(at gcp.RegionInstanceGroupManagerObservation) bool {
	return len(at.Status) > 0 && at.Status[0].IsStable
}

// isCurrent says whether all machines of a group are made of the current template.
func (c *compute) isCurrent(g plan.Group, at gcp.RegionInstanceGroupManagerObservation) bool {
	reached := len(at.Status) > 0 && len(at.Status[0].VersionTarget) > 0 && at.Status[0].VersionTarget[0].IsReached
	return reached && len(at.Version) > 0 && nameOf(at.Version[0].InstanceTemplate) == c.name(g.Name, c.Template.Generation)
}

// retiring are the generations that have a template as long as some machine may still be
// made of it.
func (c *compute) retiring() []string {
	done := !slices.ContainsFunc(c.Groups, func(g plan.Group) bool {
		at := managed.At[gcp.RegionInstanceGroupManagerObservation](c.observed, g.Key())
		return !isStable(at) || !c.isCurrent(g, at)
	})
	if done {
		return nil
	}
	var out []string
	for _, generation := range c.Template.Retiring {
		if slices.ContainsFunc(c.Groups, func(g plan.Group) bool { return c.observed.Exists(templateKey(g, generation)) }) {
			out = append(out, generation)
		}
	}
	return out
}

func (c *compute) reportBalancer(s *v1alpha1.Status) {
	if s.LoadBalancer == nil {
		return
	}
	b := s.LoadBalancer
	ports := c.transports()
	if len(ports) > 0 {
		k := ports[0].key()
		at := managed.At[gcp.RegionBackendServiceObservation](c.observed, k)
		b.ID = managed.Known(c.observed, k, pathOf(at.SelfLink, at.ID), b.ID)
	}
	b.Address = managed.Known(c.observed, keyVIP, managed.At[gcp.AddressObservation](c.observed, keyVIP).Address, b.Address)
}
