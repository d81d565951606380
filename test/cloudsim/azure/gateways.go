// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func gateways() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   network("v1beta1", "PublicIP", "publicips"),
			Naming: cloud.Given, Noun: "Public IP Address", Call: "Microsoft.Network/publicIPAddresses",
			Required:  []string{"location", "resourceGroupName", "allocationMethod"},
			Immutable: []string{"sku", "skuTier", "zones", "ipVersion"},
			Links:     []cloud.Link{toGroup()},
			Defaults:  cloud.Value{"sku": "Standard", "skuTier": "Regional", "ipVersion": "IPv4", "ddosProtectionMode": "VirtualNetworkInherited", "idleTimeoutInMinutes": int64(4)},
			ID:        inGroup("Microsoft.Network/publicIPAddresses"),
			Check:     checkPublicIP,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"ipAddress": r.Address("public")}
			},
		},
		{
			Type:   network("v1beta1", "NATGateway", "natgateways"),
			Naming: cloud.Given, Noun: "Nat Gateway", Call: "Microsoft.Network/natGateways",
			Required:   []string{"location", "resourceGroupName"},
			Immutable:  []string{"zones"},
			Links:      []cloud.Link{toGroup()},
			Defaults:   cloud.Value{"skuName": "Standard", "idleTimeoutInMinutes": int64(4)},
			ID:         inGroup("Microsoft.Network/natGateways"),
			Check:      checkNATGateway,
			Attributes: func(r *cloud.Request) cloud.Value { return cloud.Value{"resourceGuid": r.UUID("guid")} },
		},
		{
			Type: network("v1beta1", "NATGatewayPublicIPAssociation", "natgatewaypublicipassociations"),
			Noun: "Nat Gateway", Call: "Microsoft.Network/natGateways",
			Required:  []string{"natGatewayId", "publicIpAddressId"},
			Immutable: []string{"natGatewayId", "publicIpAddressId"},
			Links: []cloud.Link{
				{Field: "natGatewayId", To: natGateway, Nested: true},
				{Field: "publicIpAddressId", To: publicIP, Holds: true},
			},
			ID: func(r *cloud.Request) string {
				return r.Args.String("natGatewayId") + "|" + r.Args.String("publicIpAddressId")
			},
			Check: checkNATPublicIP,
		},
		{
			Type: network("v1beta1", "SubnetNATGatewayAssociation", "subnetnatgatewayassociations"),
			Noun: "Subnet", Call: "Microsoft.Network/virtualNetworks/subnets",
			Required:  []string{"natGatewayId", "subnetId"},
			Immutable: []string{"natGatewayId", "subnetId"},
			Links: []cloud.Link{
				{Field: "natGatewayId", To: natGateway, Holds: true},
				{Field: "subnetId", To: subnet, Nested: true},
			},
			ID:    func(r *cloud.Request) string { return r.Args.String("subnetId") },
			Check: checkSubnetNAT,
		},
	}
}

func checkPublicIP(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	if r.Args.String("sku") == "Basic" {
		return cloud.Refuse(400, "IPv4BasicSkuPublicIpCountLimitReached", "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.")
	}
	if r.Args.String("allocationMethod") != "Static" {
		return cloud.Plain("static IP allocation must be used when creating Standard SKU public IP addresses")
	}
	return checkZones(r, 3)
}

func checkZones(r *cloud.Request, most int) error {
	zones := r.Args.Strings("zones")
	for _, z := range zones {
		if !slices.Contains([]string{"1", "2", "3"}, z) {
			return cloud.Refuse(400, "InvalidAvailabilityZone", "The zone(s) '%s' for resource '%s' is not supported. The supported zones for location '%s' are '1,2,3'", z, r.ID, r.Region())
		}
	}
	if len(zones) > most {
		return cloud.Refuse(400, "ResourceCannotHaveMultipleZonesSpecified", "Resource %s has %d zones specified. Only one zone can be specified for this resource.", r.ID, len(zones))
	}
	return nil
}

func checkNATGateway(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	return checkZones(r, 1)
}

func location(o *cloud.Object) string {
	return strings.ToLower(strings.ReplaceAll(o.Args.String("location"), " ", ""))
}

func checkNATPublicIP(r *cloud.Request) error {
	n, ip := r.To("natGatewayId"), r.To("publicIpAddressId")
	if location(n) != location(ip) {
		return cloud.Refuse(400, "InvalidResourceReference", "Resource %s referenced by resource %s was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.", ip.ID, n.ID)
	}
	if other := userOf(r, ip); other != nil {
		return cloud.Refuse(400, "PublicIPAddressInUse", "Resource %s is referencing public IP address %s that is already allocated to resource %s.", n.ID, ip.ID, other.ID)
	}
	zone, has := n.Args.Strings("zones"), ip.Args.Strings("zones")
	if len(zone) == 1 && len(has) > 0 && !slices.Contains(has, zone[0]) {
		return cloud.Refuse(400, "NatGatewayPublicIpZoneMismatch", "NAT gateway %s is in zone %s and cannot use public IP address %s of zones %s.", n.ID, zone[0], ip.ID, strings.Join(has, ","))
	}
	return nil
}

// checkSubnetNAT needs no check for a second gateway of a subnet: the subnet's id is
// that of the association.
func checkSubnetNAT(r *cloud.Request) error {
	n, s := r.To("natGatewayId"), r.To("subnetId")
	if v := s.To("virtualNetworkName"); v != nil && location(v) != location(n) {
		return cloud.Refuse(400, "InvalidResourceReference", "Resource %s referenced by resource %s was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.", n.ID, s.ID)
	}
	return nil
}
