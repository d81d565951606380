// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// hasNAT says whether the network has NAT. Only private subnets use it.
func hasNAT(p plan.Plan) bool {
	return len(p.NATZones()) > 0 && p.HasTier(v1alpha1.TierPrivate)
}

// nat returns a NAT gateway for the private subnets. Cloud NAT belongs to a region
// and survives the loss of a zone, so there is one gateway in either mode; a mode
// per zone gives it an address for each zone, and with it the same number of ports
// and the same list of addresses to allow elsewhere as on the other clouds.
// https://cloud.google.com/nat/docs/overview#specs-reliability
func nat(p plan.Plan) []managed.Resource {
	if !hasNAT(p) {
		return nil
	}
	out := addresses(p)
	r := managed.Resource{
		Key:          keyNAT,
		Component:    plan.ComponentNAT,
		ExternalName: p.Claim.Names.Name(naming.GCPRouterNAT),
		ForProvider:  gateway(p),
		After:        []managed.Key{keyRouter, subnetKey(v1alpha1.TierPrivate)},
	}
	// Addresses are given to the gateway by name, which says nothing about
	// whether they exist.
	for _, a := range out {
		r.After = append(r.After, a.Key)
	}
	return append(out, router(p), r)
}

// addresses that private subnets leave from. They are reserved, so that others can
// rely on them.
func addresses(p plan.Plan) []managed.Resource {
	zones := p.NATZones()
	out := make([]managed.Resource, 0, len(zones)+2)
	for _, z := range zones {
		out = append(out, managed.Resource{
			Key:          addressKey(z),
			Component:    plan.ComponentNAT,
			ExternalName: addressName(p, z),
			ForProvider: gcp.Address{
				Project:     project(p),
				Region:      region(p),
				AddressType: gcp.AddressTypeExternal,
				NetworkTier: gcp.NetworkTierPremium,
				Labels:      p.Claim.Tags.GCP(),
			},
		})
	}
	return out
}

func router(p plan.Plan) managed.Resource {
	return managed.Resource{
		Key:          keyRouter,
		Component:    plan.ComponentNAT,
		ExternalName: p.Claim.Names.Name(naming.GCPCompute, "router"),
		ForProvider: gcp.Router{
			Project:         project(p),
			Region:          region(p),
			NetworkSelector: managed.Select(keyNetwork),
		},
	}
}

// gateway serves the private subnetwork with all of its ranges, and thereby the
// pods of clusters. Ports are given to machines as they need them, which excludes
// endpoint-independent mapping.
// https://cloud.google.com/nat/docs/ports-and-addresses#dynamic-port
func gateway(p plan.Plan) gcp.RouterNAT {
	names := make([]string, 0, len(p.Zones))
	for _, z := range p.NATZones() {
		names = append(names, addressName(p, z))
	}
	slices.Sort(names)
	return gcp.RouterNAT{
		Project:                       project(p),
		Region:                        region(p),
		RouterSelector:                managed.Select(keyRouter),
		NATIPAllocateOption:           gcp.NATIPAllocateManually,
		NATIPs:                        names,
		SourceSubnetworkIPRangesToNAT: gcp.SourceSubnetworkIPRangesListed,
		Subnetwork: []gcp.RouterNATSubnetwork{{
			Name:                subnetName(p, v1alpha1.TierPrivate),
			SourceIPRangesToNAT: []gcp.IPRanges{gcp.IPRangesAll},
		}},
		EnableDynamicPortAllocation:      new(true),
		EnableEndpointIndependentMapping: new(false),
		LogConfig:                        &gcp.RouterNATLogConfig{Enable: true, Filter: gcp.LogFilterErrors},
	}
}

func addressKey(z plan.Zone) managed.Key { return keyNATAddress.Join(z.Key) }

func addressName(p plan.Plan, z plan.Zone) string {
	return p.Claim.Names.Name(naming.GCPCompute, "nat", z.Key)
}
