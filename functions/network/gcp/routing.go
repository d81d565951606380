// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// internetRoute leads out of the network. Public subnets need it, and so does Cloud
// NAT, which only translates what the network routes to the internet anyway.
// https://cloud.google.com/nat/docs/nat-product-interactions#routes
func internetRoute(p plan.Plan) []managed.Resource {
	if !hasInternet(p) {
		return nil
	}
	return []managed.Resource{route(p, keyInternetRoute, plan.ComponentRouting, validate.Anywhere(), "internet")}
}

// hasInternet says whether anything in the network may reach the internet.
func hasInternet(p plan.Plan) bool {
	return p.HasTier(v1alpha1.TierPublic) || hasNAT(p)
}

// route leads to a range outside of the network. The next hop is the same for the
// internet and for Google's own addresses.
func route(p plan.Plan, k managed.Key, c managed.Component, to netip.Prefix, name string) managed.Resource {
	return managed.Resource{
		Key:          k,
		Component:    c,
		ExternalName: p.Claim.Names.Name(naming.GCPCompute, name),
		ForProvider: gcp.Route{
			Project:         project(p),
			NetworkSelector: managed.Select(keyNetwork),
			DestRange:       to.String(),
			NextHopGateway:  gcp.NextHopInternet,
		},
		// A reference to a network resolves to its name, which is known before
		// the network exists.
		After: []managed.Key{keyNetwork},
	}
}
