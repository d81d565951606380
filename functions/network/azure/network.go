// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// bitsIPv6Network is the size of a network's IPv6 range, and the size of a site
// in https://www.rfc-editor.org/rfc/rfc4193.
const bitsIPv6Network = 48

// network returns the virtual network and the resource group that holds
// everything but the flow log. The provider refuses to delete a group that is
// not empty and tries again, so the group goes last by itself.
//
// There are no route tables. Azure's system routes serve every tier, and what a
// tier may reach is decided by its NAT gateway, its lack of default outbound
// access, and its security group. A default route of our own would weaken them:
// Azure adds it to the VirtualNetwork service tag, which security groups allow.
// https://learn.microsoft.com/azure/virtual-network/service-tags-overview
func network(p plan.Plan) []managed.Resource {
	return []managed.Resource{
		{
			Key:          keyResourceGroup,
			Component:    plan.ComponentNetwork,
			ExternalName: resourceGroupName(p),
			ForProvider: azure.ResourceGroup{
				Location: p.Claim.Region.Native,
				Tags:     p.Claim.Tags.Azure(),
			},
		},
		{
			Key:          keyVirtualNetwork,
			Component:    plan.ComponentNetwork,
			ExternalName: p.Claim.Names.Name(naming.AzureVirtualNetwork),
			ForProvider: azure.VirtualNetwork{
				Location:                  p.Claim.Region.Native,
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				AddressSpace:              prefixes(p.CIDR, ipv6Network(p)),
				Tags:                      p.Claim.Tags.Azure(),
			},
		},
	}
}

func resourceGroupName(p plan.Plan) string {
	return p.Claim.Names.Name(naming.AzureResourceGroup)
}

// ipv6Network returns the network's IPv6 range, or the zero Prefix if it has
// none. Azure assigns none, so it is a unique local range, whose 40 random bits
// come from the claim's name. A range that was recorded never changes.
// https://learn.microsoft.com/azure/virtual-network/ip-services/ipv6-overview
func ipv6Network(p plan.Plan) netip.Prefix {
	if !p.IPv6 {
		return netip.Prefix{}
	}
	r, err := netip.ParsePrefix(p.Recorded.IPv6CIDR)
	if err == nil && r.Addr().Is6() && r.Bits() == bitsIPv6Network {
		return r.Masked()
	}
	random := p.Claim.Names.Sum("ipv6")
	b := [16]byte{0xfd}
	copy(b[1:bitsIPv6Network/8], random[:])
	return netip.PrefixFrom(netip.AddrFrom16(b), bitsIPv6Network)
}

// prefixes returns ranges as text, without those that are not there.
func prefixes(ranges ...netip.Prefix) []string {
	out := make([]string, 0, len(ranges))
	for _, r := range ranges {
		if r.IsValid() {
			out = append(out, r.String())
		}
	}
	return out
}
