// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure builds networks on Azure: one resource group with a virtual
// network, and one subnet and one network security group for each tier. Subnets
// span the zones of their region, so zones make no difference to them.
package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Build the managed resources of a network.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	if p.Adopt != nil {
		return adopt(p)
	}
	return slices.Concat(
		network(p),
		subnets(p),
		nat(p),
		firewall(p),
		endpointRules(p),
		flowLogs(p, o),
		dns(p),
		peerings(p, o),
	)
}
