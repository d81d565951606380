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
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

func (c *compute) groups() []managed.Resource {
	out := make([]managed.Resource, 0, len(c.Groups))
	for _, g := range c.Groups {
		out = append(out, c.group(g))
	}
	return out
}

// group of machines. It replaces them by itself when it gets another template.
func (c *compute) group(g plan.Group) managed.Resource {
	had := managed.Wanted[gcp.RegionInstanceGroupManager](c.observed, g.Key())
	template := c.templateOf(g, had)
	zones := c.zonesOf(had)
	out := managed.Resource{
		Key:       g.Key(),
		Component: plan.ComponentMachines,
		After:     []managed.Key{templateKey(g, c.Template.Generation)},
	}
	spec := gcp.RegionInstanceGroupManager{
		Project:                 c.project(),
		Region:                  c.region(),
		Name:                    c.name(g.Name),
		Description:             c.description(),
		BaseInstanceName:        c.Claim.Names.Name(naming.GCPInstanceBase, g.Name),
		DistributionPolicyZones: zones,
		Version:                 []gcp.GroupVersion{{InstanceTemplate: template}},
		AllInstancesConfig:      c.machinesOf(g, had),
		UpdatePolicy:            updatePolicy(c.Rollout, len(zones), c.leastAction(g, had)),
		WaitForInstances:        new(false),
	}
	if template == "" {
		out.Waits = append(out.Waits, "the template of the group has no id yet")
	}
	if c.LoadBalancer != nil {
		out.After = append(out.After, keyRepairCheck)
		spec.AutoHealingPolicies = c.repairs(had)
	}
	out.ForProvider = spec
	if g.Autoscaling == nil && c.Schedule == nil {
		spec.TargetSize = new(g.Initial)
		out.ForProvider = spec
		return out
	}
	// An autoscaler decides once the group exists.
	out.InitProvider = gcp.RegionInstanceGroupManager{TargetSize: new(g.Initial)}
	return out
}

// templateOf a group: the current one, as soon as it exists. Until then machines are made
// of the one before.
func (c *compute) templateOf(g plan.Group, had gcp.RegionInstanceGroupManager) string {
	at := managed.At[gcp.InstanceTemplateObservation](c.observed, templateKey(g, c.Template.Generation))
	before := ""
	if len(had.Version) > 0 {
		before = had.Version[0].InstanceTemplate
	}
	return cmp.Or(pathOf(at.SelfLink, at.ID), before)
}

// isMoving says whether a group goes over to another template.
func (c *compute) isMoving(g plan.Group, had gcp.RegionInstanceGroupManager) bool {
	if len(had.Version) == 0 {
		return false
	}
	return len(c.Template.Retiring) > 0 || nameOf(had.Version[0].InstanceTemplate) != c.name(g.Name, c.Template.Generation)
}

// leastAction is what is done at least to the machines of a group that changes. Another
// template takes other machines, because what is in its metadata is read when a machine
// starts for the first time. Other labels take none.
func (c *compute) leastAction(g plan.Group, had gcp.RegionInstanceGroupManager) gcp.GroupAction {
	if c.isMoving(g, had) {
		return gcp.GroupActionReplace
	}
	return gcp.GroupActionRefresh
}

// machinesOf a group have the labels of the claim. While a group goes over to another
// template they stay, because machines that were replaced would be replaced again.
func (c *compute) machinesOf(g plan.Group, had gcp.RegionInstanceGroupManager) *gcp.AllInstancesConfig {
	if c.isMoving(g, had) {
		return had.AllInstancesConfig
	}
	return &gcp.AllInstancesConfig{Labels: c.labels()}
}

// zonesOf a group, which are decided once.
// https://cloud.google.com/compute/docs/instance-groups/regional-mig-set-target-distribution-shape#limitations
func (c *compute) zonesOf(had gcp.RegionInstanceGroupManager) []string {
	if len(had.DistributionPolicyZones) > 0 {
		return had.DistributionPolicyZones
	}
	out := make([]string, 0, len(c.Template.Zones))
	for _, z := range c.Template.Zones {
		out = append(out, z.Name)
	}
	slices.Sort(out)
	return out
}

// updatePolicy of a group in a number of zones, whose machines get at least an action. Google Cloud takes zero, or at least as
// many as there are zones: more machines are added then, and never more are missing than
// the claim says.
// https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups#max_unavailable
func updatePolicy(r plan.Rollout, zones int, least gcp.GroupAction) *gcp.GroupUpdatePolicy {
	out := &gcp.GroupUpdatePolicy{
		UpdateType:                  gcp.GroupUpdateProactive,
		MinimalAction:               least,
		MostDisruptiveAllowedAction: gcp.GroupActionReplace,
		ReplacementMethod:           gcp.ReplacementSubstitute,
		InstanceRedistributionType:  gcp.RedistributionProactive,
	}
	if r.Surge > 0 {
		out.MaxSurgeFixed = max(r.Surge, zones)
	}
	if r.MaxUnavailable >= zones {
		out.MaxUnavailableFixed = r.MaxUnavailable
	}
	return out
}

// repairs replaces machines that are not healthy, as soon as there is something that
// finds out.
func (c *compute) repairs(had gcp.RegionInstanceGroupManager) *gcp.AutoHealingPolicies {
	at := managed.At[gcp.HealthCheckObservation](c.observed, keyRepairCheck)
	check := pathOf(at.SelfLink, at.ID)
	if check == "" && had.AutoHealingPolicies != nil {
		check = had.AutoHealingPolicies.HealthCheck
	}
	if check == "" {
		return nil
	}
	return &gcp.AutoHealingPolicies{HealthCheck: check, InitialDelaySec: c.LoadBalancer.HealthCheck.GraceSeconds}
}
