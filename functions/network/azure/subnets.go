// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/binary"
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// bitsIPv6Subnet is the only size of an IPv6 range that Azure allows in a subnet.
// https://learn.microsoft.com/azure/virtual-network/ip-services/ipv6-overview
const bitsIPv6Subnet = 64

// policiesEnabled makes security groups apply to private endpoints in a subnet,
// which Azure exempts from them by default.
// https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
const policiesEnabled = "Enabled"

// subnets returns one subnet for each tier.
//
// No tier has default outbound access, by which Azure lets everything reach the
// internet from an address that nobody owns. Public subnets need it no more than
// the others: what is public there has an address of its own.
// https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
func subnets(p plan.Plan) []managed.Resource {
	out := make([]managed.Resource, 0, len(p.Tiers))
	for _, t := range p.Tiers {
		out = append(out, managed.Resource{
			Key:          tierKey(keySubnet, t.Tier),
			Component:    plan.ComponentSubnets,
			ExternalName: p.Claim.Names.Name(naming.AzureSubnet, string(t.Tier)),
			ForProvider: azure.Subnet{
				ResourceGroupNameSelector:      managed.Select(keyResourceGroup),
				VirtualNetworkNameSelector:     managed.Select(keyVirtualNetwork),
				AddressPrefixes:                prefixes(t.Range, ipv6Subnet(p, t)),
				DefaultOutboundAccessEnabled:   new(false),
				PrivateEndpointNetworkPolicies: policiesEnabled,
				ServiceEndpoints:               serviceEndpoints(p, t.Tier),
			},
		})
	}
	return out
}

// ipv6Subnet returns the IPv6 range of a tier's subnet, or the zero Prefix if it
// has none.
func ipv6Subnet(p plan.Plan, t plan.Tier) netip.Prefix {
	r := ipv6Network(p)
	if !r.IsValid() {
		return netip.Prefix{}
	}
	b := r.Addr().As16()
	binary.BigEndian.PutUint16(b[bitsIPv6Network/8:], uint16(t.IPv6Index)) //nolint:gosec // There are 256 of them.
	return netip.PrefixFrom(netip.AddrFrom16(b), bitsIPv6Subnet)
}

// serviceEndpoints returns the service endpoints of a tier. The public tier has
// none: it reaches every service over its own way out.
func serviceEndpoints(p plan.Plan, t v1alpha1.Tier) []string {
	if t == v1alpha1.TierPublic {
		return nil
	}
	services := services(p)
	out := make([]string, 0, len(services))
	for _, s := range services {
		out = append(out, s.endpoint)
	}
	return out
}
