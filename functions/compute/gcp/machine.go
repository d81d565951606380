// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// scopeAll leaves it to IAM what machines may do.
// https://cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice
const scopeAll = "https://www.googleapis.com/auth/cloud-platform"

// address of a single machine, which it keeps.
func (c *compute) address() []managed.Resource {
	if !c.Template.PublicIP {
		return nil
	}
	return []managed.Resource{{
		Key:          keyAddress,
		Component:    plan.ComponentAddress,
		ExternalName: c.name("address"),
		ForProvider: gcp.Address{
			Project:     c.project(),
			Region:      c.region(),
			AddressType: gcp.AddressTypeExternal,
			NetworkTier: gcp.NetworkTierPremium,
			Labels:      c.labels(),
		},
	}}
}

// had is what was wanted of the machine before. It is empty while there is none.
func (c *compute) had() gcp.ComputeInstance {
	return managed.Wanted[gcp.ComputeInstance](c.observed, c.MachineKey())
}

// machine returns the one machine. What it boots from cannot be changed, and is asked for
// only while it is created: a family of images is another image by tomorrow.
func (c *compute) machine() managed.Resource {
	had := c.had()
	disks, waits := c.attached(had.AttachedDisk)
	nic, missing := c.nic(had)
	return managed.Resource{
		Key:          c.MachineKey(),
		Component:    plan.ComponentMachines,
		ExternalName: c.machineName(),
		ForProvider: gcp.ComputeInstance{
			Project:                c.project(),
			Zone:                   c.zone(),
			Description:            c.description(),
			MachineType:            c.Template.MachineType,
			AttachedDisk:           disks,
			NetworkInterface:       []gcp.InstanceInterface{nic},
			ServiceAccount:         c.serviceAccount(had.ServiceAccount),
			Scheduling:             c.scheduling(c.Single.Spot, gcp.TerminationStop),
			ShieldedInstanceConfig: shielded(),
			Metadata:               c.metadata(),
			Labels:                 c.labels(),
			Tags:                   []string{c.tag()},
			ResourcePolicies:       c.resourcePolicies(had.ResourcePolicies),
			AllowStoppingForUpdate: new(true),
			// The claim has a protection of its own.
			DeletionProtection: new(false),
		},
		InitProvider: gcp.ComputeInstance{BootDisk: c.bootDisk()},
		After:        c.beforeMachine(),
		Waits:        slices.Concat(c.waits(), c.Single.Waits, waits, missing),
	}
}

func (c *compute) machineName() string { return c.name(c.Template.Generation) }

// beforeMachine is what the machine is created with.
func (c *compute) beforeMachine() []managed.Key {
	out := c.diskKeys()
	if c.Template.PublicIP {
		out = append(out, keyAddress)
	}
	return out
}

func (c *compute) bootDisk() *gcp.InstanceBootDisk {
	d := c.Template.RootDisk
	v := c.volumeOf(d.SizeGiB, d.Performance)
	return &gcp.InstanceBootDisk{
		AutoDelete:     new(true),
		KMSKeySelfLink: c.Key,
		InitializeParams: &gcp.BootDiskParams{
			Image:                 c.image(),
			DiskType:              v.diskType,
			Size:                  d.SizeGiB,
			ProvisionedIOPS:       v.iops,
			ProvisionedThroughput: v.throughput,
			Labels:                c.labels(),
		},
	}
}

// image that machines are created from.
func (c *compute) image() string {
	if m := c.Template.Image.Named; m != nil {
		return m.Family
	}
	return c.Template.Image.Native
}

// nic connects the machine with its subnetwork, and with the internet if it has an
// address there. What is missing to create the machine is said in words.
func (c *compute) nic(had gcp.ComputeInstance) (nic gcp.InstanceInterface, missing []string) {
	var before gcp.InstanceInterface
	if len(had.NetworkInterface) > 0 {
		before = had.NetworkInterface[0]
	}
	nic.Subnetwork = cmp.Or(c.subnetwork(), before.Subnetwork)
	if !c.Template.PublicIP {
		return nic, nil
	}
	ip := managed.At[gcp.AddressObservation](c.observed, keyAddress).Address
	if len(before.AccessConfig) > 0 {
		ip = cmp.Or(ip, before.AccessConfig[0].NATIP)
	}
	if ip == "" {
		return nic, []string{"the machine has no address of the internet yet"}
	}
	nic.AccessConfig = []gcp.AccessConfig{{NATIP: ip, NetworkTier: gcp.NetworkTierPremium}}
	return nic, nil
}

// serviceAccount of the machines. They have none unless the claim refers to an identity:
// the default one may do nearly everything.
func (c *compute) serviceAccount(had *gcp.InstanceServiceAccount) *gcp.InstanceServiceAccount {
	if c.Identity == nil {
		return nil
	}
	if c.Identity.Email == "" {
		return had
	}
	return &gcp.InstanceServiceAccount{Email: c.Identity.Email, Scopes: []string{scopeAll}}
}

// scheduling of machines. Neither spot machines nor those with GPUs migrate.
// https://cloud.google.com/compute/docs/instances/host-maintenance-overview
func (c *compute) scheduling(spot bool, action gcp.TerminationAction) *gcp.InstanceScheduling {
	if spot {
		return &gcp.InstanceScheduling{
			ProvisioningModel:         gcp.ProvisioningSpot,
			Preemptible:               new(true),
			AutomaticRestart:          new(false),
			OnHostMaintenance:         gcp.HostMaintenanceTerminate,
			InstanceTerminationAction: action,
		}
	}
	out := &gcp.InstanceScheduling{
		ProvisioningModel: gcp.ProvisioningStandard,
		Preemptible:       new(false),
		AutomaticRestart:  new(true),
		OnHostMaintenance: gcp.HostMaintenanceMigrate,
	}
	if c.Template.Machine.GPU.Count > 0 {
		out.OnHostMaintenance = gcp.HostMaintenanceTerminate
	}
	return out
}

func shielded() *gcp.ShieldedVM {
	return &gcp.ShieldedVM{EnableSecureBoot: new(true), EnableVTPM: new(true), EnableIntegrityMonitoring: new(true)}
}
