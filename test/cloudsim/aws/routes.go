// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func routes() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: ec2("v1beta1", "RouteTable", "routetables"), Prefix: "rtb-", Noun: "EC2 Route Table", Service: "EC2", Call: "RouteTable",
			Required:   []string{"vpcId"},
			Immutable:  []string{"vpcId"},
			Links:      []cloud.Link{toVPC(false)},
			Attributes: ownerAttributes,
		},
		{
			Type: ec2("v1beta2", "Route", "routes"), Noun: "EC2 Route", Service: "EC2", Call: "Route",
			Required:  []string{"routeTableId"},
			Immutable: slices.Concat([]string{"routeTableId"}, destinations()),
			Links: []cloud.Link{
				nested(toRouteTable()),
				{Field: "gatewayId", To: internetGateway, Code: "InvalidInternetGatewayID.NotFound", Text: "The internetGateway ID '%s' does not exist"},
				{Field: "natGatewayId", To: natGateway, Code: "InvalidNatGatewayID.NotFound", Text: "The natGateway ID '%s' does not exist"},
				{Field: "egressOnlyGatewayId", To: egressOnlyGateway, Code: "InvalidGatewayID.NotFound", Text: "The eigw ID '%s' does not exist"},
				{Field: "vpcPeeringConnectionId", To: peering, Foreign: true, Code: "InvalidVpcPeeringConnectionID.NotFound", Text: "The vpcPeeringConnection ID '%s' does not exist"},
			},
			ID:         routeID,
			Check:      checkRoute,
			Attributes: func(*cloud.Request) cloud.Value { return cloud.Value{"state": "active", "origin": "CreateRoute"} },
		},
		{
			Type:   ec2("v1beta1", "RouteTableAssociation", "routetableassociations"),
			Prefix: "rtbassoc-", Noun: "EC2 Route Table Association", Service: "EC2", Call: "RouteTableAssociation",
			Required:  []string{"routeTableId", "subnetId|gatewayId"},
			Immutable: []string{"subnetId", "gatewayId"},
			Links: []cloud.Link{
				holding(toRouteTable()),
				nested(toSubnet("subnetId")),
				{Field: "gatewayId", To: internetGateway, Code: "InvalidInternetGatewayID.NotFound", Text: "The internetGateway ID '%s' does not exist"},
			},
			Check: checkRouteTableAssociation,
		},
	}
}

func given(args cloud.Value, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !args.Has(n) })
}

func routeID(r *cloud.Request) string {
	to := make([]string, 0, len(destinations()))
	for _, d := range destinations() {
		to = append(to, r.Args.String(d))
	}
	return "r-" + r.Args.String("routeTableId") + cloud.DigitsOf(10, strings.Join(to, ""))
}

func checkRoute(r *cloud.Request) error {
	to := given(r.Args, destinations())
	if len(to) == 0 {
		return cloud.Plain("destination_cidr_block or destination_ipv6_cidr_block or destination_prefix_list_id has to be given")
	}
	if len(to) > 1 {
		return cloud.Plain("invalid combination of arguments: only one of `%s` can be specified, but `%s` were specified.",
			snakes(destinations()), snakes(to))
	}
	via := given(r.Args, targets())
	if len(via) != 1 {
		return cloud.Plain("invalid combination of arguments: one of `%s` must be specified, but `%s` were specified.",
			snakes(targets()), snakes(via))
	}
	if err := checkDestination(r, to[0], via[0]); err != nil {
		return err
	}
	if err := checkTarget(r, via[0]); err != nil {
		return err
	}
	for other := range r.UsersOf(r.To("routeTableId"), route) {
		if other.Args.String(to[0]) == r.Args.String(to[0]) {
			return cloud.Refuse(400, "RouteAlreadyExists", "The route identified by %s already exists.", r.Args.String(to[0]))
		}
	}
	return nil
}

func snakes(names []string) string {
	out := make([]string, 0, len(names))
	for _, n := range names {
		out = append(out, cloud.Snake(n))
	}
	return strings.Join(out, ",")
}

func checkDestination(r *cloud.Request, field, via string) error {
	if field == "destinationPrefixListId" {
		return nil
	}
	text := r.Args.String(field)
	p, ok := cloud.CIDR(text)
	if !ok || p.Addr().Is4() != (field == "destinationCidrBlock") {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter %s is invalid. This is not a valid CIDR block.", text, field)
	}
	local := blocksOf(r, r.To("routeTableId").To("vpcId"))
	if p.Addr().Is4() && cloud.Inside(p, local) && via != "networkInterfaceId" {
		return cloud.Refuse(400, "InvalidParameterValue",
			"The destination CIDR block %s is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.", text)
	}
	nat64 := netip.MustParsePrefix("64:ff9b::/96")
	if via == "egressOnlyGatewayId" && p.Addr().Is4() || via == "natGatewayId" && !p.Addr().Is4() && p != nat64 {
		return cloud.Refuse(400, "InvalidParameterValue", "route table %s and the target %s do not support destination %s", r.Args.String("routeTableId"), r.Args.String(via), text)
	}
	return nil
}

// checkTarget refuses targets of another network.
func checkTarget(r *cloud.Request, via string) error {
	table, target := r.To("routeTableId"), r.To(via)
	if target == nil {
		return nil
	}
	v := table.To("vpcId")
	switch target.Kind.Name() {
	case internetGateway, egressOnlyGateway:
		if target.To("vpcId") != v {
			return cloud.Refuse(400, "InvalidParameterValue", "route table %s and network gateway %s belong to different networks", table.ID, target.ID)
		}
	case natGateway:
		if s := target.To("subnetId"); s != nil && s.To("vpcId") != v {
			return cloud.Refuse(400, "InvalidParameterValue", "route table %s and NAT gateway %s belong to different networks", table.ID, target.ID)
		}
	case peering:
		return checkPeeringTarget(r, table, target)
	}
	return nil
}

func checkPeeringTarget(r *cloud.Request, table, target *cloud.Object) error {
	v := table.To("vpcId")
	if target.To("vpcId") != v && target.To("peerVpcId") != v {
		return cloud.Refuse(400, "InvalidParameterValue", "route table %s and vpc peering connection %s belong to different networks", table.ID, target.ID)
	}
	if s := acceptStatus(r.About(target)); s != "active" {
		return cloud.Refuse(400, "InvalidStateTransition", "Vpc peering connection %s is not in active state: %s", target.ID, s)
	}
	return nil
}

func checkRouteTableAssociation(r *cloud.Request) error {
	if len(given(r.Args, []string{"subnetId", "gatewayId"})) > 1 {
		return cloud.Plain("invalid combination of arguments: only one of `gateway_id,subnet_id` can be specified")
	}
	table, s := r.To("routeTableId"), r.To("subnetId")
	if s == nil {
		return nil
	}
	if s.To("vpcId") != table.To("vpcId") {
		return cloud.Refuse(400, "InvalidParameterValue", "Route table %s and subnet %s belong to different networks", table.ID, s.ID)
	}
	if cloud.First(r.UsersOf(s, routeTableAssociation)) != nil {
		return cloud.Refuse(400, "Resource.AlreadyAssociated", "the specified association for route table %s conflicts with an existing association", table.ID)
	}
	return nil
}

func dashes(ip string) string { return strings.ReplaceAll(ip, ".", "-") }

// destinations are the arguments that say where a route leads.
func destinations() []string {
	return []string{"destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"}
}

// targets are the arguments that say what a route leads through.
func targets() []string {
	return []string{
		"gatewayId", "natGatewayId", "egressOnlyGatewayId", "vpcPeeringConnectionId", "vpcEndpointId",
		"networkInterfaceId", "transitGatewayId", "carrierGatewayId", "localGatewayId", "coreNetworkArn",
	}
}
