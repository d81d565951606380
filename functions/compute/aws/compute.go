// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws builds the managed resources of machines on AWS.
package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// A compute is a plan, and what was observed of it.
type compute struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of machines.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	c := &compute{Plan: p, observed: o}
	return slices.Concat(
		c.encryption(),
		c.firewall(),
		c.keyPairs(),
		c.template(),
		c.single(),
		c.groups(),
		c.balancer(),
	)
}

// region that the machines are in.
func (c *compute) region() string { return c.Claim.Region.Native }

// partition that the region belongs to.
func (c *compute) partition() string { return regions.Partition(c.region()) }

// display is what people know the thing as that is made of the supplied parts.
func (c *compute) display(parts ...string) string {
	return c.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...)
}

// tags of the resource that is made of the supplied parts.
func (c *compute) tags(parts ...string) map[string]string {
	return c.Claim.Tags.AWS(c.display(parts...))
}

// hash of what a resource is about, for its key.
func (c *compute) hash(parts ...string) string { return c.Claim.Names.Hash(hashChars, parts...) }
