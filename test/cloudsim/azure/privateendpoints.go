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

func privateEndpoints() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   network("v1beta2", "PrivateEndpoint", "privateendpoints"),
			Naming: cloud.Given, Noun: "Private Endpoint", Call: "Microsoft.Network/privateEndpoints",
			Required: []string{
				"location", "resourceGroupName", "subnetId", "privateServiceConnection.name", "privateServiceConnection.isManualConnection",
				"privateServiceConnection.privateConnectionResourceId|privateServiceConnection.privateConnectionResourceAlias",
			},
			Immutable: []string{"subnetId", "privateServiceConnection"},
			Links: []cloud.Link{
				toGroup(),
				{Field: "subnetId", To: subnet, Holds: true},
				{Field: "privateServiceConnection.privateConnectionResourceId", To: account, Loose: true},
			},
			ID:         inGroup("Microsoft.Network/privateEndpoints"),
			Check:      checkPrivateEndpoint,
			Attributes: endpointAttributes,
		},
		{
			Type:   network("v1beta1", "PrivateDNSARecord", "privatednsarecords"),
			Naming: cloud.Given, Noun: "Private DNS A Record", Call: "Microsoft.Network/privateDnsZones/A",
			Required:  []string{"resourceGroupName", "zoneName", "ttl", "records"},
			Immutable: []string{"zoneName"},
			Links:     []cloud.Link{toGroup(), {Field: "zoneName", To: privateDNSZone, Nested: true}},
			ID:        inGroup("Microsoft.Network/privateDnsZones/{zoneName}/A"),
			Check:     checkARecord,
			Attributes: func(r *cloud.Request) cloud.Value {
				name := strings.TrimPrefix(r.Name+".", "@.")
				return cloud.Value{"fqdn": name + r.Args.String("zoneName") + "."}
			},
		},
	}
}

// subresources of a storage account.
// https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource
func subresources(a *cloud.Object) []string {
	if a.Args.String("accountKind") == "FileStorage" {
		return []string{"file"}
	}
	return []string{"blob", "blob_secondary", "dfs", "dfs_secondary", "file", "queue", "queue_secondary", "table", "table_secondary", "web", "web_secondary"}
}

func checkPrivateEndpoint(r *cloud.Request) error {
	if err := checkName(r, usual, 64, "InvalidResourceName"); err != nil {
		return err
	}
	s := r.To("subnetId")
	if v := s.To("virtualNetworkName"); v != nil && location(v) != r.Region() {
		return cloud.Refuse(400, "InvalidResourceReference", "Resource %s referenced by resource %s was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.", s.ID, r.ID)
	}
	target := r.Args.String("privateServiceConnection.privateConnectionResourceId")
	if target != "" && isMissing(r, target) {
		return cloud.Refuse(400, "LinkedInvalidPropertyId", "Property id '%s' at path 'properties.privateLinkServiceConnections[0].properties.privateLinkServiceId' is invalid. Expect fully qualified resource Id of an existing resource.", target)
	}
	a := r.To("privateServiceConnection.privateConnectionResourceId")
	if a == nil {
		return nil
	}
	names := r.Args.Strings("privateServiceConnection.subresourceNames")
	if len(names) != 1 {
		return cloud.Refuse(400, "InvalidPrivateLinkServiceConnectionGroupIds", "The number of group ids %d is invalid for %s. It must be 1.", len(names), a.ID)
	}
	if !slices.Contains(subresources(a), names[0]) {
		return cloud.Refuse(400, "PrivateLinkServiceGroupIdNotSupported", "The group id %s is not supported by %s.", names[0], a.ID)
	}
	return nil
}

func endpointAttributes(r *cloud.Request) cloud.Value {
	address := r.Address("endpoint")
	name := r.Name + ".nic." + r.UUID("interface")
	out := cloud.Value{
		"privateServiceConnection": map[string]any{"privateIpAddress": address},
		"networkInterface": []any{map[string]any{
			"name": name, "id": "/subscriptions/" + r.Account.ID + "/resourceGroups/" + r.Args.String("resourceGroupName") + "/providers/Microsoft.Network/networkInterfaces/" + name,
		}},
	}
	if a := r.To("privateServiceConnection.privateConnectionResourceId"); a != nil {
		service := r.Args.Strings("privateServiceConnection.subresourceNames")[0]
		out["customDnsConfigs"] = []any{map[string]any{"fqdn": a.Name + "." + service + ".core.windows.net", "ipAddresses": []any{address}}}
	}
	return out
}

const largestTTL = 2147483647

func checkARecord(r *cloud.Request) error {
	if err := checkName(r, `^(@|\*|[a-zA-Z0-9_*]([a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)$`, 253, "BadRequest"); err != nil {
		return err
	}
	if ttl, _ := r.Args.Int("ttl"); ttl < 1 || ttl > largestTTL {
		return cloud.Plain("expected ttl to be in the range (0 - %d), got %d", largestTTL, ttl)
	}
	for _, text := range r.Args.Strings("records") {
		if a, err := netip.ParseAddr(text); err != nil || !a.Is4() {
			return cloud.Refuse(400, "BadRequest", "The value for the A record set is invalid: '%s' is not an IPv4 address.", text)
		}
	}
	return nil
}
