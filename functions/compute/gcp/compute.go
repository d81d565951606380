// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp builds virtual machines, and groups of them, on Google Cloud.
//
// What other clouds do otherwise:
//
//   - A template cannot be changed, and is never touched again: every generation of a
//     group has its own. A group goes over to another one once that exists, and the
//     templates before it stay until all machines are of the current one.
//   - The balancer passes packets on as they are. There is a backend service for each
//     transport, and a forwarding rule for each port, because a rule cannot be changed
//     either: what is added or removed is one port.
//   - Disks of a machine are part of the machine, because the provider detaches what
//     others attach.
package gcp

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// A compute is a plan, and what was observed of it.
type compute struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of a machine or of groups of machines.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	c := &compute{Plan: p, observed: o}
	if p.Single != nil {
		return slices.Concat(c.ingress(), c.address(), c.disks(), []managed.Resource{c.machine()}, c.powerSchedule())
	}
	return slices.Concat(c.ingress(), c.balancerRules(), c.checks(), c.templates(), c.groups(), c.autoscalers(), c.balancer())
}

// project that everything is in. It is empty where the provider config alone knows it.
func (c *compute) project() string { return c.Claim.Guardrails.GCP.ProjectID }

// region that everything is in.
func (c *compute) region() string { return c.Claim.Region.Native }

// zone of a single machine.
func (c *compute) zone() string {
	if len(c.Template.Zones) == 0 {
		return ""
	}
	return c.Template.Zones[0].Name
}

// description of what has one.
func (c *compute) description() string { return "Compute " + c.Claim.Namespace + "/" + c.Claim.Name }

// labels of everything that has any.
func (c *compute) labels() map[string]string { return c.Claim.Tags.GCP() }

// name of something of the claim's.
func (c *compute) name(parts ...string) string {
	return c.Claim.Names.Name(naming.GCPCompute, parts...)
}

// waits says what machines wait for.
func (c *compute) waits() []string {
	out := slices.Clone(c.Network.Waits)
	if c.Identity != nil {
		out = append(out, c.Identity.Waits...)
	}
	return out
}

// subnetwork that the machines are in. One spans all zones.
func (c *compute) subnetwork() string {
	if len(c.Network.Subnets) == 0 {
		return ""
	}
	return c.Network.Subnets[0].ID
}

// pathOf returns the path of a self link. The provider's own id is the second choice,
// because it names the project of the credentials, whichever project something is in.
func pathOf(selfLink, id string) string {
	if _, path, ok := strings.Cut(selfLink, "/projects/"); ok {
		return "projects/" + path
	}
	return id
}

// nameOf the last part of a path.
func nameOf(path string) string { return path[strings.LastIndex(path, "/")+1:] }
