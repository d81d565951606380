// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp builds a network on Google Cloud.
//
// What other clouds do with route tables is done differently here, because routes
// and firewalls hold for a network as a whole and subnets span the zones of their
// region:
//
//   - Private subnets are the only ones that Cloud NAT serves. Machines without an
//     external address have no other way to the internet.
//   - Isolated subnets are cut off by a firewall that comes before the claim's own
//     rules and denies them every address that is not private.
//   - The route to the internet is ours. The network is created without one, and
//     gets one when it has public subnets or NAT.
package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Build the managed resources that a network consists of.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	if p.Adopt != nil {
		return adopted(p)
	}
	return slices.Concat(
		[]managed.Resource{network(p)},
		subnets(p),
		internetRoute(p),
		nat(p),
		firewalls(p, o),
		endpoints(p, o),
		zone(p, o),
		peerings(p, o),
	)
}

// network returns the network itself.
//
// Two settings do not follow the claim, because a network would have to be replaced
// to change them, and neither does anything by itself: the default route is always
// removed, so that it can be added and removed later as a Route of ours, and the
// network always has an internal IPv6 range, so that subnets can speak IPv6 later.
func network(p plan.Plan) managed.Resource {
	return managed.Resource{
		Key:          keyNetwork,
		Component:    plan.ComponentNetwork,
		ExternalName: p.Claim.Names.Name(naming.GCPCompute),
		ForProvider: gcp.Network{
			Project:                     project(p),
			AutoCreateSubnetworks:       new(false),
			DeleteDefaultRoutesOnCreate: new(true),
			EnableULAInternalIPv6:       new(true),
			RoutingMode:                 gcp.RoutingModeRegional,
		},
	}
}

// project that the network belongs to. It is empty when the provider config alone
// knows it.
func project(p plan.Plan) string { return p.Claim.Guardrails.GCP.ProjectID }

// region that the network's subnets are in.
func region(p plan.Plan) string { return p.Claim.Region.Native }
