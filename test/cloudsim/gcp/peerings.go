// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func peerings() []cloud.Kind {
	return []cloud.Kind{{
		Type:   computeType("v1beta1", "NetworkPeering", "networkpeerings"),
		Naming: cloud.Given, Noun: "NetworkPeering",
		Required:  []string{"network", "peerNetwork"},
		Immutable: []string{"network", "peerNetwork"},
		Links: []cloud.Link{
			// The network may be in another project of the same account.
			toNetwork(),
			{Field: "peerNetwork", To: network, Foreign: true},
		},
		Defaults: cloud.Value{"exportSubnetRoutesWithPublicIp": true, "stackType": "IPV4_ONLY"},
		ID: func(r *cloud.Request) string {
			n := r.Args.String("network")
			return project(r.Object) + "/" + n[strings.LastIndex(n, "/")+1:] + "/" + r.Name
		},
		Check:      checkPeering,
		Attributes: peeringAttributes,
	}}
}

func checkPeering(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	n, peer := r.To("network"), r.To("peerNetwork")
	if n == peer {
		return invalid("peerNetwork", peer.ID, "A network cannot peer with itself.")
	}
	for other := range r.UsersOf(n, networkPeering) {
		if other.To("network") == n && other.To("peerNetwork") == peer {
			return refuse(400, "invalid", "There is already a peering connection '%s' from network '%s' to network '%s'.", other.Name, n.ID, peer.ID)
		}
	}
	theirs := subnetRanges(r, peer)
	for _, p := range subnetRanges(r, n) {
		if o, overlap := cloud.Overlapping(p, theirs); overlap {
			return refuse(400, "invalid", "An IP range in the peer network (%s) overlaps with an IP range in the local network (%s).", o, p)
		}
	}
	return nil
}

func subnetRanges(r *cloud.Request, n *cloud.Object) []netip.Prefix {
	var out []netip.Prefix
	for s := range r.UsersOf(n, subnetwork) {
		out = append(out, cloud.CIDRs(rangesOf(s)...)...)
	}
	return out
}

// peeringAttributes says that a peering is active once there is one in each
// direction.
func peeringAttributes(r *cloud.Request) cloud.Value {
	n, peer := r.To("network"), r.To("peerNetwork")
	for other := range r.UsersOf(n, networkPeering) {
		if other.To("network") == peer && other.To("peerNetwork") == n && r.IsReady(other) {
			return cloud.Value{"state": "ACTIVE", "stateDetails": "[2026-01-01T00:00:00.000-08:00]: Connected."}
		}
	}
	return cloud.Value{"state": "INACTIVE", "stateDetails": "[2026-01-01T00:00:00.000-08:00]: Waiting for peer network to connect."}
}
