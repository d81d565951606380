// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func dns() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   network("v1beta2", "PrivateDNSZone", "privatednszones"),
			Naming: cloud.Given, Noun: "Private DNS Zone", Call: "Microsoft.Network/privateDnsZones",
			Required: []string{"resourceGroupName"},
			Links:    []cloud.Link{toGroup()},
			ID:       inGroup("Microsoft.Network/privateDnsZones"),
			Check:    checkZone,
			Attributes: func(*cloud.Request) cloud.Value {
				return cloud.Value{"numberOfRecordSets": int64(1), "maxNumberOfRecordSets": int64(25000)}
			},
		},
		{
			Type:   network("v1beta1", "PrivateDNSZoneVirtualNetworkLink", "privatednszonevirtualnetworklinks"),
			Naming: cloud.Given, Noun: "Virtual Network Link", Call: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
			Required:  []string{"resourceGroupName", "privateDnsZoneName", "virtualNetworkId"},
			Immutable: []string{"privateDnsZoneName", "virtualNetworkId"},
			Links: []cloud.Link{
				toGroup(), {Field: "privateDnsZoneName", To: privateDNSZone, Holds: true}, {Field: "virtualNetworkId", To: virtualNetwork},
			},
			ID:    inGroup("Microsoft.Network/privateDnsZones/{privateDnsZoneName}/virtualNetworkLinks"),
			Check: checkZoneLink,
		},
	}
}

var domain = regexp.MustCompile(`^([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)(\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)+$`)

// checkZone needs two labels at least.
// https://learn.microsoft.com/en-us/azure/dns/private-dns-privatednszone#restrictions
func checkZone(r *cloud.Request) error {
	if len(r.Name) > 253 || !domain.MatchString(r.Name) || strings.Count(r.Name, ".") > 33 {
		return cloud.Refuse(400, "BadRequest", "The domain name '%s' is invalid. The provided domain name is not a valid private zone name.", r.Name)
	}
	return nil
}

func checkZoneLink(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	z, v := r.To("privateDnsZoneName"), r.To("virtualNetworkId")
	for other := range r.UsersOf(v, dnsZoneLink) {
		oz := other.To("privateDnsZoneName")
		if strings.EqualFold(oz.Name, z.Name) {
			return cloud.Refuse(400, "BadRequest", "A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '%s' and '%s' zones.", z.Name, oz.Name)
		}
		if other.Args.Bool("registrationEnabled") && r.Args.Bool("registrationEnabled") {
			return cloud.Refuse(400, "BadRequest", "The virtual network '%s' is already linked to a zone with auto-registration enabled.", v.ID)
		}
	}
	return nil
}
