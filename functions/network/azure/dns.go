// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// dns returns the private zone of the network. Its name at Azure is its domain
// name. Machines do not register in it by themselves: the zone belongs to the
// claim, and not to whoever can name a machine.
func dns(p plan.Plan) []managed.Resource {
	if p.DNSZone == "" {
		return nil
	}
	return []managed.Resource{
		{
			Key:          keyDNSZone,
			Component:    plan.ComponentDNS,
			ExternalName: p.DNSZone,
			ForProvider: azure.PrivateDNSZone{
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				Tags:                      p.Claim.Tags.AzureDNS(),
			},
		},
		{
			Key:          keyDNSZoneLink,
			Component:    plan.ComponentDNS,
			ExternalName: p.Claim.Names.Name(naming.AzurePrivateDNSZoneLink),
			ForProvider: azure.PrivateDNSZoneVirtualNetworkLink{
				ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
				PrivateDNSZoneNameSelector: managed.Select(keyDNSZone),
				VirtualNetworkIDSelector:   managed.Select(keyVirtualNetwork),
				RegistrationEnabled:        false,
				Tags:                       p.Claim.Tags.AzureDNS(),
			},
		},
	}
}
