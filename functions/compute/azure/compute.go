// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure builds the managed resources of machines on Azure: a resource group with
// a virtual machine and its disks, or with scale sets behind a load balancer.
package azure

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// defaultUser is created on machines whose image does not say who logs in.
const defaultUser = "azureuser"

// A compute is a plan, and what was observed of it.
type compute struct {
	plan.Plan

	observed managed.Observed
}

func newCompute(p plan.Plan, o managed.Observed) *compute {
	p.Template.Image.User = cmp.Or(p.Template.Image.User, defaultUser)
	return &compute{Plan: p, observed: o}
}

// Build the managed resources of machines.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	c := newCompute(p, o)
	return slices.Concat(c.resourceGroup(), c.encryption(), c.firewall(), c.balancer(), c.single(), c.groups())
}

// resourceGroup that holds everything. The provider refuses to delete a group that is not
// empty and tries again, so that it goes last by itself.
func (c *compute) resourceGroup() []managed.Resource {
	return []managed.Resource{{
		Key:          keyResourceGroup,
		Component:    plan.ComponentMachines,
		ExternalName: c.resourceGroupName(),
		ForProvider:  azure.ResourceGroup{Location: c.region(), Tags: c.tags()},
	}}
}

func (c *compute) resourceGroupName() string { return c.Claim.Names.Name(naming.AzureResourceGroup) }

// region that the machines are in.
func (c *compute) region() string { return c.Claim.Region.Native }

func (c *compute) tags() map[string]string { return c.Claim.Tags.Azure() }

// isWindows says whether the machines have Windows.
func (c *compute) isWindows() bool { return c.Template.Image.OS == osWindows }

// subnet that the machines are in. It spans all zones. Had is what was wanted before by
// whoever asks.
func (c *compute) subnet(had string) string {
	if len(c.Network.Subnets) == 0 {
		return had
	}
	return cmp.Or(c.Network.Subnets[0].ID, had)
}

// networkWaits is what something waits for that is in a subnet.
func (c *compute) networkWaits(subnet string) []string {
	if len(c.Network.Waits) > 0 || subnet != "" {
		return c.Network.Waits
	}
	return []string{waitSubnet}
}

// publicIP is an address of the internet. It is in every zone, so that it need not be
// replaced when what it leads to is in another one.
// https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#availability-zone
func (c *compute) publicIP(key managed.Key, component managed.Component) managed.Resource {
	return managed.Resource{
		Key:          key,
		Component:    component,
		ExternalName: c.Claim.Names.Name(naming.AzurePublicIP, string(key)),
		ForProvider: azure.PublicIP{
			Location:                  c.region(),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			SKU:                       skuStandard,
			AllocationMethod:          allocationStatic,
			Zones:                     c.Claim.Region.Zones,
			Tags:                      c.tags(),
		},
	}
}

// Words that several kinds have in common.
const (
	skuStandard       = "Standard"
	allocationStatic  = "Static"
	allocationDynamic = "Dynamic"
	ipConfiguration   = "primary"
)

// What things wait for.
const (
	waitSubnet        = "the network has no subnet for it yet"
	waitAddress       = "the public address has no id yet"
	waitSecurityGroup = "the security group has no id yet"
)

func (c *compute) publicIPID(key managed.Key) string {
	return managed.At[azure.PublicIPObservation](c.observed, key).ID
}

// waits joins what is missing with what something waits for anyhow.
func waits(values map[string]string, others ...[]string) []string {
	out := slices.Concat(others...)
	for _, what := range sortedKeys(values) {
		if values[what] == "" {
			out = append(out, what)
		}
	}
	return out
}
