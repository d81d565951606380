// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func peerings() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: ec2("v1beta2", "VPCPeeringConnection", "vpcpeeringconnections"), Prefix: "pcx-",
			Noun: "EC2 VPC Peering Connection", Service: "EC2", Call: "VpcPeeringConnection",
			Required:  []string{"vpcId", "peerVpcId"},
			Immutable: []string{"vpcId", "peerVpcId", "peerOwnerId", "peerRegion"},
			Links: []cloud.Link{
				{Field: "vpcId", To: vpc, Code: "InvalidVpcID.NotFound", Text: "The vpc ID '%s' does not exist"},
				{Field: "peerVpcId", To: vpc, Foreign: true, Code: late + "pending", Text: failedPeering},
			},
			Check: checkPeering,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"acceptStatus": acceptStatus(r), "peerOwnerId": r.To("peerVpcId").Account.ID}
			},
		},
		{
			Type: ec2("v1beta2", "VPCPeeringConnectionAccepter", "vpcpeeringconnectionaccepters"),
			Noun: "EC2 VPC Peering Connection Accepter", Service: "EC2", Call: "VpcPeeringConnection",
			Required:  []string{"vpcPeeringConnectionId"},
			Immutable: []string{"vpcPeeringConnectionId"},
			Links: []cloud.Link{{
				Field: "vpcPeeringConnectionId", To: peering, Foreign: true, Nested: true,
				Code: "InvalidVpcPeeringConnectionID.NotFound", Text: "The vpcPeeringConnection ID '%s' does not exist",
			}},
			ID:         func(r *cloud.Request) string { return r.Args.String("vpcPeeringConnectionId") },
			Check:      checkAccepter,
			Attributes: accepterAttributes,
		},
	}
}

const failedPeering = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range (%s)"

func checkPeering(r *cloud.Request) error {
	v, peer := r.To("vpcId"), r.To("peerVpcId")
	if r.Args.Bool("autoAccept") && r.Args.Has("peerRegion") {
		return cloud.Plain("`peer_region` cannot be set whilst `auto_accept` is `true` when creating an EC2 VPC Peering Connection")
	}
	region, owner := r.Region(), r.Account.ID
	if p := r.Args.String("peerRegion"); p != "" {
		region = p
	}
	if o := r.Args.String("peerOwnerId"); o != "" {
		owner = o
	}
	if peer.Args.String("region") != region || peer.Account.ID != owner {
		return cloud.Refuse(400, late+"failed", failedPeering, peer.ID)
	}
	if v == peer {
		return cloud.Refuse(400, "InvalidParameterValue", "The peer VPC cannot be the same as the requester VPC")
	}
	others := blocksOf(r, peer)
	for _, b := range blocksOf(r, v) {
		if _, overlap := cloud.Overlapping(b, others); overlap {
			return cloud.Refuse(400, late+"failed", failedPeering, peer.ID)
		}
	}
	return checkPeeringIsNew(r, v, peer)
}

func checkPeeringIsNew(r *cloud.Request, v, peer *cloud.Object) error {
	for other := range r.UsersOf(v, peering) {
		if other.PointsTo(peer) {
			return cloud.Refuse(400, "VpcPeeringConnectionAlreadyExists", "A VPC peering connection already exists between %s and %s", v.ID, peer.ID)
		}
	}
	return nil
}

// acceptStatus of a connection: it is active once its other side accepted it.
func acceptStatus(r *cloud.Request) string {
	if r.Args.Bool("autoAccept") && r.To("peerVpcId").Account == r.Account {
		return "active"
	}
	for a := range r.Users(accepter) {
		if a.Args.Bool("autoAccept") && r.IsReady(a) {
			return "active"
		}
	}
	return "pending-acceptance"
}

// checkAccepter refuses to accept anywhere but on the other side.
func checkAccepter(r *cloud.Request) error {
	p := r.To("vpcPeeringConnectionId")
	peer := p.To("peerVpcId")
	if peer.Account != r.Account || peer.Args.String("region") != r.Region() {
		return cloud.Refuse(400, "InvalidVpcPeeringConnectionID.NotFound", "The vpcPeeringConnection ID '%s' does not exist", p.ID)
	}
	return nil
}

func accepterAttributes(r *cloud.Request) cloud.Value {
	p := r.To("vpcPeeringConnectionId")
	return cloud.Value{
		"acceptStatus": acceptStatus(r.About(p)),
		"vpcId":        p.To("peerVpcId").ID,
		"peerVpcId":    p.To("vpcId").ID,
		"peerOwnerId":  p.Account.ID,
		"peerRegion":   p.Args.String("region"),
	}
}
