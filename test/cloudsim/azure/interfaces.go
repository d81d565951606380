// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	networkInterface cloud.Name = "network/NetworkInterface"
	interfaceGroup   cloud.Name = "network/NetworkInterfaceSecurityGroupAssociation"
)

func interfaces() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   network("v1beta1", "NetworkInterface", "networkinterfaces"),
			Naming: cloud.Given, Noun: "Network Interface", Call: "Microsoft.Network/networkInterfaces",
			Required: []string{"location", "resourceGroupName", "ipConfiguration[].name", "ipConfiguration[].privateIpAddressAllocation"},
			Links: []cloud.Link{
				toGroup(),
				{Field: "ipConfiguration[].subnetId", To: subnet, Holds: true},
				{Field: "ipConfiguration[].publicIpAddressId", To: publicIP, Holds: true},
			},
			Defaults: cloud.Value{"ipForwardingEnabled": false, "acceleratedNetworkingEnabled": false},
			ID:       inGroup("Microsoft.Network/networkInterfaces"),
			Check:    checkInterface,
			Attributes: func(r *cloud.Request) cloud.Value {
				address := r.Address("private")
				return cloud.Value{
					"privateIpAddress": address, "privateIpAddresses": []any{address},
					"internalDomainNameSuffix": r.Hex(24, "suffix") + ".ax.internal.cloudapp.net",
				}
			},
		},
		{
			Type: network("v1beta1", "NetworkInterfaceSecurityGroupAssociation", "networkinterfacesecuritygroupassociations"),
			Noun: "Network Interface", Call: "Microsoft.Network/networkInterfaces",
			Required:  []string{"networkInterfaceId", "networkSecurityGroupId"},
			Immutable: []string{"networkInterfaceId", "networkSecurityGroupId"},
			Links: []cloud.Link{
				{Field: "networkInterfaceId", To: networkInterface, Nested: true},
				{Field: "networkSecurityGroupId", To: securityGroup, Holds: true},
			},
			ID: func(r *cloud.Request) string {
				return r.Args.String("networkInterfaceId") + "|" + r.Args.String("networkSecurityGroupId")
			},
			Check: checkInterfaceGroup,
		},
	}
}

func checkInterface(r *cloud.Request) error {
	if err := checkName(r, usual, 80, "InvalidResourceName"); err != nil {
		return err
	}
	for _, ip := range r.Args.List("ipConfiguration") {
		static := ip.String("privateIpAddressAllocation") == "Static"
		switch {
		case !static && ip.String("privateIpAddressAllocation") != "Dynamic":
			return cloud.Plain("expected ip_configuration.0.private_ip_address_allocation to be one of [\"Dynamic\" \"Static\"], got %s", ip.String("privateIpAddressAllocation"))
		case static != ip.Has("privateIpAddress"):
			return cloud.Plain("`private_ip_address` must be set when `private_ip_address_allocation` is `Static`, and only then")
		case !ip.Has("subnetId"):
			return cloud.Plain("A Subnet ID must be specified for an IPv4 Network Interface.")
		}
	}
	return checkAddresses(r, "ipConfiguration[].subnetId", "ipConfiguration[].publicIpAddressId")
}

// checkAddresses refuses a subnet and a public address that are elsewhere, and an address
// that somebody else has.
func checkAddresses(r *cloud.Request, subnetField, addressField string) error {
	if s := r.To(subnetField); s != nil {
		if v := s.To("virtualNetworkName"); v != nil && location(v) != r.Region() {
			return elsewhere(r, s)
		}
	}
	ip := r.To(addressField)
	if ip == nil {
		return nil
	}
	if location(ip) != r.Region() {
		return elsewhere(r, ip)
	}
	if other := userOf(r, ip); other != nil {
		return cloud.Refuse(400, "PublicIPAddressInUse", "Resource %s is referencing public IP address %s that is already allocated to resource %s.", r.ID, ip.ID, other.ID)
	}
	return nil
}

func elsewhere(r *cloud.Request, o *cloud.Object) error {
	return cloud.Refuse(400, "InvalidResourceReference", "Resource %s referenced by resource %s was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.", o.ID, r.ID)
}

// userOf a public address, or nil.
func userOf(r *cloud.Request, ip *cloud.Object) *cloud.Object {
	for _, kind := range []cloud.Name{natPublicIP, networkInterface, loadBalancer} {
		o := cloud.First(r.UsersOf(ip, kind))
		if o != nil {
			return holder(o)
		}
	}
	return nil
}

func checkInterfaceGroup(r *cloud.Request) error {
	nic, group := r.To("networkInterfaceId"), r.To("networkSecurityGroupId")
	if location(nic) != location(group) {
		return elsewhere(r, group)
	}
	if other := cloud.First(r.UsersOf(nic, interfaceGroup)); other != nil {
		return cloud.Plain("A resource with the ID %q already exists - to be managed via Terraform this resource needs to be imported into the State.", other.ID)
	}
	return nil
}

// isAddress says whether a text is an address of IPv4.
func isAddress(text string) bool {
	a, err := netip.ParseAddr(text)
	return err == nil && a.Is4()
}

// isZone says whether there is such a zone.
func isZone(text string) bool { return slices.Contains([]string{"1", "2", "3"}, text) }
