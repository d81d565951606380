// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Destinations of routes to the internet.
const (
	anywhereIPv4 = "0.0.0.0/0"
	anywhereIPv6 = "::/0"
)

// A table is a route table.
type table struct {
	// name of the table within the network, for example private-a.
	name string

	// tier of the subnets that are associated with it.
	tier v1alpha1.Tier

	// zone of those subnets, where there is one table for each zone.
	zone plan.Zone
}

func (t table) key() managed.Key { return keyRouteTable.Join(t.name) }

// tables of the network: one for each tier, and one for each zone where zones
// have a NAT gateway of their own.
func (n *network) tables() []table {
	var out []table
	for _, t := range n.Tiers {
		if t.Tier != v1alpha1.TierPrivate || n.NAT != v1alpha1.NATPerZone {
			out = append(out, table{name: string(t.Tier), tier: t.Tier})
			continue
		}
		for _, z := range n.Zones {
			out = append(out, table{name: string(t.Tier) + "-" + z.Key, tier: t.Tier, zone: z})
		}
	}
	return out
}

// tableOf returns the route table of the subnet of a tier in a zone.
func (n *network) tableOf(t v1alpha1.Tier, z plan.Zone) managed.Key {
	if t == v1alpha1.TierPrivate && n.NAT == v1alpha1.NATPerZone {
		return keyRouteTable.Join(string(t), z.Key)
	}
	return keyRouteTable.Join(string(t))
}

// routing appends route tables with their routes and subnets.
func (n *network) routing(out []managed.Resource) []managed.Resource {
	for _, t := range n.tables() {
		out = append(out, managed.Resource{
			Key:       t.key(),
			Component: plan.ComponentRouting,
			ForProvider: aws.RouteTable{
				Region:        n.region(),
				VPCIDSelector: managed.Select(keyVPC),
				Tags:          n.sharedTags(t.name),
			},
		})
		out = append(out, n.routesToInternet(t)...)
	}
	return n.associations(out)
}

// associations appends those of subnets with route tables.
func (n *network) associations(out []managed.Resource) []managed.Resource {
	for _, t := range n.Tiers {
		for _, s := range t.Subnets {
			out = append(out, n.association(string(t.Tier), t.Tier, s.Zone))
		}
	}
	if !n.hasPods() {
		return out
	}
	for _, s := range n.Kubernetes.PodSubnets {
		a := n.association(partPods, v1alpha1.TierPrivate, s.Zone)
		// The subnet waits itself, see routesToNAT.
		a.After = append(a.After, podSubnetKey(s.Zone))
		out = append(out, a)
	}
	return out
}

// association of the subnet that is called name and a zone with the table that its tier
// uses. Another NAT mode means another table, and a selector would not follow: providers
// lose what they resolved of one reference when another one changes, and then the other
// way round, for ever. So the table is known by its id, and stays the one that the
// association has until there is another.
// https://github.com/crossplane/crossplane-runtime/issues/655
func (n *network) association(name string, t v1alpha1.Tier, z plan.Zone) managed.Resource {
	key, table := keyRouteTableAssociation.Join(name, z.Key), n.tableOf(t, z)
	id := cmp.Or(
		managed.At[aws.RouteTableObservation](n.observed, table).ID,
		managed.Wanted[aws.RouteTableAssociation](n.observed, key).RouteTableID,
	)
	out := managed.Resource{
		Key:       key,
		Component: plan.ComponentRouting,
		ForProvider: aws.RouteTableAssociation{
			Region:           n.region(),
			RouteTableID:     id,
			SubnetIDSelector: managed.Select(keySubnet.Join(name, z.Key)),
		},
	}
	if id == "" {
		out.After = []managed.Key{table}
	}
	return out
}

// routesToInternet of a table. Public subnets go there directly, private ones
// through NAT, and isolated ones not at all.
func (n *network) routesToInternet(t table) []managed.Resource {
	switch t.tier {
	case v1alpha1.TierPublic:
		return n.routesToInternetGateway(t)
	case v1alpha1.TierPrivate:
		return n.routesToNAT(t)
	case v1alpha1.TierIsolated:
		return nil
	}
	return nil
}

func (n *network) routesToInternetGateway(t table) []managed.Resource {
	out := []managed.Resource{n.route(t, aws.Route{
		DestinationCIDRBlock: anywhereIPv4,
		GatewayIDSelector:    managed.Select(keyInternetGateway),
	}, partInternet)}
	if n.IPv6 {
		out = append(out, n.route(t, aws.Route{
			DestinationIPv6CIDRBlock: anywhereIPv6,
			GatewayIDSelector:        managed.Select(keyInternetGateway),
		}, partInternet, partIPv6))
	}
	return out
}

func (n *network) routesToNAT(t table) []managed.Resource {
	if n.NAT == v1alpha1.NATNone {
		return nil
	}
	gateway := n.natGatewayFor(t.zone)
	nat := n.route(t, aws.Route{
		DestinationCIDRBlock: anywhereIPv4,
		NATGatewayIDSelector: managed.Select(gateway),
	}, partInternet)
	// The gateway waits itself: until then nothing would match the selector, which
	// the provider takes for an error, and tries again later and later.
	nat.After = []managed.Key{gateway}
	out := []managed.Resource{nat}
	if n.privateIPv6ToInternet() {
		out = append(out, n.route(t, aws.Route{
			DestinationIPv6CIDRBlock:    anywhereIPv6,
			EgressOnlyGatewayIDSelector: managed.Select(keyEgressOnlyInternetGateway),
		}, partInternet, partIPv6))
	}
	return out
}

func (n *network) route(t table, r aws.Route, to ...string) managed.Resource {
	r.Region = n.region()
	r.RouteTableIDSelector = managed.Select(t.key())
	return managed.Resource{
		Key:         keyRoute.Join(t.name).Join(to...),
		Component:   plan.ComponentRouting,
		ForProvider: r,
	}
}
