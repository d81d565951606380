// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// peerings returns this network's side of every peering. Each side exists by
// itself; traffic flows once both do.
func peerings(p plan.Plan, o managed.Observed) []managed.Resource {
	out := make([]managed.Resource, 0, len(p.Peers))
	for _, peer := range p.Peers {
		out = append(out, peering(p, peer, o))
	}
	return out
}

// peering returns this network's side of a peering. The other network belongs to
// another claim, so its id is a literal.
func peering(p plan.Plan, peer plan.Peer, o managed.Observed) managed.Resource {
	key := peeringKey(peer)
	remote := cmp.Or(peer.Peer.ID, managed.Wanted[azure.VirtualNetworkPeering](o, key).RemoteVirtualNetworkID)
	r := managed.Resource{
		Key:          key,
		Component:    plan.ComponentPeerings,
		ExternalName: p.Claim.Names.Name(naming.AzureVirtualNetworkPeering, peer.Key),
		ForProvider: azure.VirtualNetworkPeering{
			ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
			VirtualNetworkNameSelector: managed.Select(keyVirtualNetwork),
			RemoteVirtualNetworkID:     remote,
			AllowVirtualNetworkAccess:  true,
			AllowForwardedTraffic:      false,
			AllowGatewayTransit:        false,
			UseRemoteGateways:          false,
		},
	}
	if remote == "" {
		r.Waits = []string{peer.Waits()}
	}
	return r
}

func peeringKey(peer plan.Peer) managed.Key { return named(keyPeering, peer.Key) }
