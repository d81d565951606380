// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// The only kind of address that a NAT gateway takes.
// https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource
const (
	skuStandard      = "Standard"
	allocationStatic = "Static"
)

// nat returns the NAT gateway of the private subnet. There is never more than
// one: a subnet spans zones and takes one gateway.
//
// The gateway names no zone, because the zone of a gateway cannot be changed and
// says nothing about the subnet's workloads; Azure places it. Its address is
// zone-redundant, which gateways of every placement accept.
// https://learn.microsoft.com/azure/nat-gateway/nat-availability-zones
func nat(p plan.Plan) []managed.Resource {
	if !hasNAT(p) {
		return nil
	}
	return []managed.Resource{
		natAddress(p),
		{
			Key:          keyNATGateway,
			Component:    plan.ComponentNAT,
			ExternalName: p.Claim.Names.Name(naming.AzureNATGateway),
			ForProvider: azure.NATGateway{
				Location:                  p.Claim.Region.Native,
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				SKUName:                   skuStandard,
				Tags:                      p.Claim.Tags.Azure(),
			},
		},
		{
			Key:       keyNATAddressAssociation,
			Component: plan.ComponentNAT,
			ForProvider: azure.NATGatewayPublicIPAssociation{
				NATGatewayIDSelector:      managed.Select(keyNATGateway),
				PublicIPAddressIDSelector: managed.Select(keyNATAddress),
			},
		},
		{
			Key:       tierKey(keyNATSubnetAssociation, v1alpha1.TierPrivate),
			Component: plan.ComponentNAT,
			ForProvider: azure.SubnetNATGatewayAssociation{
				NATGatewayIDSelector: managed.Select(keyNATGateway),
				SubnetIDSelector:     managed.Select(tierKey(keySubnet, v1alpha1.TierPrivate)),
			},
		},
	}
}

func hasNAT(p plan.Plan) bool {
	return p.NAT == v1alpha1.NATSingle && p.HasTier(v1alpha1.TierPrivate)
}

func natAddress(p plan.Plan) managed.Resource {
	return managed.Resource{
		Key:          keyNATAddress,
		Component:    plan.ComponentNAT,
		ExternalName: p.Claim.Names.Name(naming.AzurePublicIP, "nat"),
		ForProvider: azure.PublicIP{
			Location:                  p.Claim.Region.Native,
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			SKU:                       skuStandard,
			AllocationMethod:          allocationStatic,
			Zones:                     zones(p),
			Tags:                      p.Claim.Tags.Azure(),
		},
	}
}

// zones of the region, all of them: a zone-redundant resource is in every zone,
// whichever the network uses. Empty where the region has none.
func zones(p plan.Plan) []string { return p.Claim.Region.Zones }
