// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"fmt"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// peerings with other networks. One side asks for a connection and the other one
// accepts it; both route to each other.
func (n *network) peerings() []managed.Resource {
	var out []managed.Resource
	for _, p := range n.Peers {
		connection := n.accepter(p)
		if p.Requester {
			connection = n.requester(p)
		}
		out = append(out, connection)
		for _, t := range n.tables() {
			out = append(out, n.routeToPeer(p, t, connection))
		}
	}
	return out
}

// requester asks the other network for a connection. What identifies the other
// network stays as it is once the connection exists.
func (n *network) requester(p plan.Peer) managed.Resource {
	key := keyPeering.Join(p.Key)
	vpc, region := p.Peer.ID, p.Peer.Region
	if vpc == "" {
		had := managed.Wanted[aws.VPCPeeringConnection](n.observed, key)
		vpc, region = had.PeerVPCID, had.PeerRegion
	}
	if region == n.region() {
		region = ""
	}
	out := managed.Resource{
		Key:       key,
		Component: plan.ComponentPeerings,
		ForProvider: aws.VPCPeeringConnection{
			Region:        n.region(),
			AutoAccept:    new(false),
			PeerVPCID:     vpc,
			PeerRegion:    region,
			VPCIDSelector: managed.Select(keyVPC),
			Tags:          n.tags(partPeer, p.Key),
		},
	}
	if vpc == "" {
		out.Waits = []string{p.Waits()}
	}
	return out
}

// accepter accepts the connection that the other network asked for.
func (n *network) accepter(p plan.Peer) managed.Resource {
	out := managed.Resource{
		Key:       keyAcceptedPeering.Join(p.Key),
		Component: plan.ComponentPeerings,
		ForProvider: aws.VPCPeeringConnectionAccepter{
			Region:                 n.region(),
			AutoAccept:             new(true),
			VPCPeeringConnectionID: n.connectionID(p),
			Tags:                   n.tags(partPeer, p.Key),
		},
	}
	if n.connectionID(p) == "" {
		out.Waits = []string{fmt.Sprintf("network %s has not asked for the peering yet", p.Network)}
	}
	return out
}

// connectionID is the id of the connection that the other network asked for.
func (n *network) connectionID(p plan.Peer) string {
	if p.ConnectionID != "" {
		return p.ConnectionID
	}
	return cmp.Or(
		managed.Wanted[aws.VPCPeeringConnectionAccepter](n.observed, keyAcceptedPeering.Join(p.Key)).VPCPeeringConnectionID,
		n.recordedPeering(p.Network).ID,
	)
}

// routeToPeer leads to the other network. Peered networks count as inside, so that
// isolated subnets reach them too.
func (n *network) routeToPeer(p plan.Peer, t table, connection managed.Resource) managed.Resource {
	r := aws.Route{DestinationCIDRBlock: n.peerCIDR(p)}
	if p.Requester {
		r.VPCPeeringConnectionIDSelector = managed.Select(connection.Key)
	} else {
		r.VPCPeeringConnectionID = n.connectionID(p)
	}
	out := n.route(t, r, partPeer, p.Key)
	out.Component = plan.ComponentPeerings
	out.After = []managed.Key{connection.Key}
	if r.DestinationCIDRBlock == "" {
		out.Waits = []string{fmt.Sprintf("network %s has no range yet", p.Network)}
	}
	return out
}

// peerCIDR is the range of the other network, or the one that we route to it
// already. It is empty while it is not known.
func (n *network) peerCIDR(p plan.Peer) string {
	if p.Peer.CIDR != "" {
		return p.Peer.CIDR
	}
	for _, t := range n.tables() {
		had := managed.Wanted[aws.Route](n.observed, keyRoute.Join(t.name, partPeer, p.Key))
		if had.DestinationCIDRBlock != "" {
			return had.DestinationCIDRBlock
		}
	}
	return ""
}
