// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// templates of all groups: the current one of each, and those that some machines may
// still be made of.
func (c *compute) templates() []managed.Resource {
	var out []managed.Resource
	for _, g := range c.Groups {
		out = append(out, c.template(g))
		for _, generation := range c.Template.Retiring {
			if c.observed.Exists(templateKey(g, generation)) {
				out = append(out, c.existing(g, generation))
			}
		}
	}
	return out
}

func templateKey(g plan.Group, generation string) managed.Key {
	return keyTemplate.Join(g.Name, generation)
}

// template of the current generation of a group.
func (c *compute) template(g plan.Group) managed.Resource {
	if c.observed.Exists(templateKey(g, c.Template.Generation)) {
		return c.existing(g, c.Template.Generation)
	}
	return managed.Resource{
		Key:         templateKey(g, c.Template.Generation),
		Component:   plan.ComponentMachines,
		ForProvider: c.templateSpec(g),
		Waits:       c.waits(),
	}
}

// existing template, which stays as it is, because it cannot become anything else.
func (c *compute) existing(g plan.Group, generation string) managed.Resource {
	k := templateKey(g, generation)
	return managed.Resource{Key: k, Component: plan.ComponentMachines, ForProvider: managed.Wanted[gcp.InstanceTemplate](c.observed, k)}
}

// templateSpec has no labels of machines, which could not change: a group sets them.
func (c *compute) templateSpec(g plan.Group) gcp.InstanceTemplate {
	out := gcp.InstanceTemplate{
		Project:                c.project(),
		Name:                   c.name(g.Name, c.Template.Generation),
		Description:            c.description(),
		MachineType:            c.Template.MachineType,
		Disk:                   c.templateDisks(g),
		NetworkInterface:       []gcp.InstanceInterface{{Subnetwork: c.subnetwork()}},
		ServiceAccount:         c.serviceAccount(nil),
		Scheduling:             c.scheduling(g.Spot, gcp.TerminationDelete),
		ShieldedInstanceConfig: shielded(),
		Metadata:               c.metadata(),
		Tags:                   []string{c.tag()},
	}
	if c.Template.PublicIP {
		out.NetworkInterface[0].AccessConfig = []gcp.AccessConfig{{NetworkTier: gcp.NetworkTierPremium}}
	}
	return out
}

// templateDisks come and go with each machine.
func (c *compute) templateDisks(g plan.Group) []gcp.TemplateDisk {
	d := c.Template.RootDisk
	boot := c.templateDisk(d.SizeGiB, c.volumeOf(d.SizeGiB, d.Performance))
	boot.Boot, boot.SourceImage = new(true), c.image()
	out := []gcp.TemplateDisk{boot}
	for _, d := range slices.SortedFunc(slices.Values(g.Disks), bySlot) {
		more := c.templateDisk(d.SizeGiB, c.volumeOf(d.SizeGiB, d.Performance))
		more.Boot, more.DeviceName = new(false), d.Name
		out = append(out, more)
	}
	return out
}

func (c *compute) templateDisk(size int, v volume) gcp.TemplateDisk {
	return gcp.TemplateDisk{
		AutoDelete:        new(true),
		DiskType:          v.diskType,
		DiskSizeGB:        size,
		ProvisionedIOPS:   v.iops,
		DiskEncryptionKey: c.encryption(),
		Labels:            c.labels(),
	}
}
