// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const inNetwork = "Microsoft.Network/virtualNetworks/{virtualNetworkName}/"

func networks() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   network("v1beta2", "VirtualNetwork", "virtualnetworks"),
			Naming: cloud.Given, Noun: "Virtual Network", Call: "Microsoft.Network/virtualNetworks",
			Required:   []string{"location", "resourceGroupName", "addressSpace|ipAddressPool"},
			Links:      []cloud.Link{toGroup()},
			Defaults:   cloud.Value{"privateEndpointVnetPolicies": "Disabled"},
			ID:         inGroup("Microsoft.Network/virtualNetworks"),
			Check:      checkNetwork,
			Attributes: func(r *cloud.Request) cloud.Value { return cloud.Value{"guid": r.UUID("guid")} },
		},
		{
			Type:   network("v1beta2", "Subnet", "subnets"),
			Naming: cloud.Given, Noun: "Subnet", Call: "Microsoft.Network/virtualNetworks/subnets",
			Required:  []string{"resourceGroupName", "virtualNetworkName", "addressPrefixes|ipAddressPool"},
			Immutable: []string{"virtualNetworkName"},
			Links:     []cloud.Link{toGroup(), toNetworkByName()},
			Defaults:  cloud.Value{"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPoliciesEnabled": true},
			ID:        inGroup(inNetwork + "subnets"),
			Check:     checkSubnet,
		},
		{
			Type:   network("v1beta1", "VirtualNetworkPeering", "virtualnetworkpeerings"),
			Naming: cloud.Given, Noun: "Virtual Network Peering", Call: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
			Required:  []string{"resourceGroupName", "virtualNetworkName", "remoteVirtualNetworkId"},
			Immutable: []string{"virtualNetworkName", "remoteVirtualNetworkId"},
			Links: []cloud.Link{
				toGroup(), toNetworkByName(),
				{Field: "remoteVirtualNetworkId", To: virtualNetwork, Foreign: true},
			},
			ID:    inGroup(inNetwork + "virtualNetworkPeerings"),
			Check: checkPeering,
		},
	}
}

func toNetworkByName() cloud.Link {
	return cloud.Link{Field: "virtualNetworkName", To: virtualNetwork, Nested: true}
}

func checkNetwork(r *cloud.Request) error {
	if err := checkName(r, usual, 64, "InvalidResourceName"); err != nil {
		return err
	}
	space, err := checkPrefixes(r, "addressSpace")
	if err != nil {
		return err
	}
	for s := range r.Users(subnet) {
		for _, p := range cloud.CIDRs(s.Args.Strings("addressPrefixes")...) {
			if !cloud.Inside(p, space) {
				return cloud.Refuse(400, "InUsePrefixCannotBeDeleted", "IpPrefix %s on virtual network %s is in use by subnet %s and cannot be deleted", p, r.Name, s.Name)
			}
		}
	}
	return nil
}

// checkPrefixes parses ranges, which must not overlap each other.
func checkPrefixes(r *cloud.Request, field string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range r.Args.Strings(field) {
		p, ok := cloud.CIDR(text)
		if !ok {
			return nil, cloud.Refuse(400, "InvalidAddressPrefixFormat", "Address prefix %s of resource %s is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.", text, r.ID)
		}
		if other, overlap := cloud.Overlapping(p, out); overlap {
			return nil, cloud.Refuse(400, "AddressPrefixesOverlap", "The address prefixes %s and %s of resource %s overlap.", other, p, r.ID)
		}
		out = append(out, p)
	}
	return out, nil
}

func checkSubnet(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	prefixes, err := checkPrefixes(r, "addressPrefixes")
	if err != nil {
		return err
	}
	v := r.To("virtualNetworkName")
	for _, p := range prefixes {
		if p.Addr().Is4() && p.Bits() > 29 || !p.Addr().Is4() && p.Bits() != 64 {
			return cloud.Refuse(400, "NetcfgSubnetRangeTooSmall", "Subnet '%s' is not valid because its IP address range %s is not of a supported size.", r.Name, p)
		}
		if !cloud.Inside(p, cloud.CIDRs(v.Args.Strings("addressSpace")...)) {
			return cloud.Refuse(400, "NetcfgSubnetRangeOutsideVnet", "Subnet '%s' is not valid because its IP address range is outside the IP address range of virtual network '%s'.", r.Name, v.Name)
		}
		for s := range r.UsersOf(v, subnet) {
			if _, overlap := cloud.Overlapping(p, cloud.CIDRs(s.Args.Strings("addressPrefixes")...)); overlap {
				return cloud.Refuse(400, "NetcfgSubnetRangesOverlap", "Subnet '%s' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '%s'.", r.Name, v.Name)
			}
		}
	}
	return checkSubnetOptions(r)
}

// serviceEndpoints that a subnet can have.
// https://learn.microsoft.com/en-us/azure/virtual-network/virtual-network-service-endpoints-overview
func serviceEndpoints() []string {
	return []string{
		"Microsoft.AzureActiveDirectory", "Microsoft.AzureCosmosDB", "Microsoft.CognitiveServices", "Microsoft.ContainerRegistry",
		"Microsoft.EventHub", "Microsoft.KeyVault", "Microsoft.ServiceBus", "Microsoft.Sql", "Microsoft.Storage", "Microsoft.Storage.Global", "Microsoft.Web",
	}
}

func checkSubnetOptions(r *cloud.Request) error {
	for _, s := range r.Args.Strings("serviceEndpoints") {
		if !slices.Contains(serviceEndpoints(), s) {
			return cloud.Refuse(400, "SubnetServiceEndpointInvalid", "Service endpoint %s of subnet %s is not valid.", s, r.Name)
		}
	}
	p := r.Args.String("privateEndpointNetworkPolicies")
	if !slices.Contains([]string{"Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"}, p) {
		return cloud.Refuse(400, "InvalidRequestFormat", "Value %s of privateEndpointNetworkPolicies is not valid.", p)
	}
	if len(r.Args.List("delegation")) > 1 {
		return cloud.Refuse(400, "SubnetHasMoreThanOneDelegation", "Subnet %s has more than one delegation.", r.Name)
	}
	return nil
}

func checkPeering(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	v, remote := r.To("virtualNetworkName"), r.To("remoteVirtualNetworkId")
	if v == remote {
		return cloud.Refuse(400, "RemotePeeringIsSelf", "Cannot peer virtual network %s with itself.", v.ID)
	}
	for other := range r.UsersOf(v, networkPeering) {
		if other.To("virtualNetworkName") == v && other.PointsTo(remote) {
			return cloud.Refuse(400, "AnotherPeeringAlreadyReferencesRemoteVnet",
				"Peering %s already references remote virtual network %s. Cannot add another peering %s referencing the same remote virtual network.", other.ID, remote.ID, r.ID)
		}
	}
	theirs := cloud.CIDRs(remote.Args.Strings("addressSpace")...)
	for _, p := range cloud.CIDRs(v.Args.Strings("addressSpace")...) {
		if o, overlap := cloud.Overlapping(p, theirs); overlap {
			return cloud.Refuse(400, "VnetAddressSpacesOverlap",
				"Cannot create or update peering %s. Virtual networks %s and %s cannot be peered because their address spaces overlap. Overlapping address prefixes: %s",
				r.ID, v.ID, remote.ID, strings.Join([]string{p.String(), o.String()}, ", "))
		}
	}
	return nil
}
