// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// selfLinkPrefix starts the self link of everything of the Compute API. What follows
// is the path that we record as an id.
const selfLinkPrefix = "https://www.googleapis.com/compute/v1/"

// peerings returns this side's half of the connection with each peer. It is active
// once the other side has made its own. Only the routes of subnets are exchanged,
// which cannot be prevented.
// https://cloud.google.com/vpc/docs/vpc-peering
func peerings(p plan.Plan, o managed.Observed) []managed.Resource {
	out := make([]managed.Resource, 0, len(p.Peers))
	for _, peer := range p.Peers {
		out = append(out, peering(p, o, peer))
	}
	return out
}

func peering(p plan.Plan, o managed.Observed, peer plan.Peer) managed.Resource {
	k := peeringKey(peer)
	r := managed.Resource{
		Key:          k,
		Component:    plan.ComponentPeerings,
		ExternalName: p.Claim.Names.Name(naming.GCPCompute, "peering", peer.Key),
	}
	other := peerNetwork(o, k, peer)
	if other == "" {
		r.Waits = []string{peer.Waits()}
	}
	r.ForProvider = gcp.NetworkPeering{
		NetworkSelector:                managed.Select(keyNetwork),
		PeerNetwork:                    other,
		ImportCustomRoutes:             new(false),
		ExportCustomRoutes:             new(false),
		ImportSubnetRoutesWithPublicIP: new(false),
	}
	return r
}

// peerNetwork returns the self link of the other network. A peering that exists is
// with the network that it was made with, for as long as nothing else is known.
func peerNetwork(o managed.Observed, k managed.Key, peer plan.Peer) string {
	if peer.Peer.ID == "" {
		return managed.Wanted[gcp.NetworkPeering](o, k).PeerNetwork
	}
	return selfLinkPrefix + peer.Peer.ID
}

func peeringKey(peer plan.Peer) managed.Key { return keyPeering.Join(peer.Key) }
