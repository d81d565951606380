// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// single machine with its address and its disks.
func (c *compute) single() []managed.Resource {
	if !c.isSingle() {
		return nil
	}
	return slices.Concat([]managed.Resource{c.machine()}, c.address(), c.disks())
}

// machine of the current generation. Nobody composes that of another one any more.
func (c *compute) machine() managed.Resource {
	had := managed.Wanted[aws.Instance](c.observed, c.MachineKey())
	groups, waits := c.securityGroups(had.VPCSecurityGroupIDs)
	spec := aws.Instance{
		Region:              c.region(),
		InstanceType:        c.Template.MachineType,
		MaintenanceOptions:  &aws.InstanceMaintenance{AutoRecovery: aws.AutoRecoveryDefault},
		SubnetID:            had.SubnetID,
		VPCSecurityGroupIDs: groups,
		Tags:                c.machineTags(),
	}
	if s := c.Network.Subnets; had.SubnetID == "" && len(s) > 0 {
		spec.SubnetID = s[0].ID
	}
	waits = slices.Concat(c.Network.Waits, waits, c.Single.Waits)
	if i := c.Identity; i != nil {
		spec.IAMInstanceProfile = i.InstanceProfile
		if i.InstanceProfile == "" {
			spec.IAMInstanceProfile = had.IAMInstanceProfile
		}
		waits = append(waits, i.Waits...)
	}
	if !c.templateIsReady() {
		waits = append(waits, waitTemplate)
	}
	return managed.Resource{
		Key:         c.MachineKey(),
		Component:   plan.ComponentMachines,
		ForProvider: spec,
		InitProvider: aws.InstanceInitial{
			// A machine that has an address of the internet has one that stays.
			AssociatePublicIPAddress: new(false),
			LaunchTemplate:           &aws.InstanceLaunchTemplate{Name: c.templateName(), Version: aws.LaunchTemplateLatest},
		},
		After:        c.beforeMachines(),
		Waits:        waits,
		DeleteBefore: c.afterMachine(),
	}
}

// afterMachine are the attachments of its disks: an operating system that is shut down
// lets go of its disks in peace, and EC2 detaches them.
func (c *compute) afterMachine() []managed.Key {
	var out []managed.Key
	for _, d := range c.Single.Disks {
		out = append(out, c.attachmentKey(d))
	}
	return out
}

// address of the internet that the machine keeps, and that the one keeps which replaces
// it.
func (c *compute) address() []managed.Resource {
	if !c.Template.PublicIP {
		return nil
	}
	return []managed.Resource{
		{
			Key:         keyAddress,
			Component:   plan.ComponentAddress,
			ForProvider: aws.EIP{Region: c.region(), Domain: aws.EIPDomainVPC, Tags: c.Claim.Tags.SharedAWS(c.display())},
		},
		{
			Key:       keyAddressAssociation.Join(c.Template.Generation),
			Component: plan.ComponentAddress,
			ForProvider: aws.EIPAssociation{
				Region:               c.region(),
				AllocationIDSelector: managed.Select(keyAddress),
				InstanceIDSelector:   managed.Select(c.MachineKey()),
			},
			After: []managed.Key{keyAddress, c.MachineKey()},
		},
	}
}
