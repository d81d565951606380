// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// DNS of a share within its network.
const (
	// privateFiles is where names of accounts lead to that have a private
	// endpoint for files.
	// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
	privateFiles = ".privatelink.file.core.windows.net"

	// recordApex is the name of the zone itself.
	recordApex = "@"

	// recordTTL in seconds.
	recordTTL = 300
)

// waitAddress is what the record waits for.
const waitAddress = "the private endpoint has no address yet"

// fileAccount holds the share that the storage is. Keys stay on, because the provider
// manages shares with them, and clients speak NFS, which knows neither keys nor TLS: Azure
// lets in networks alone, and none but through the private endpoint.
// https://learn.microsoft.com/azure/storage/files/files-nfs-protocol#security-and-networking
func (s *storage) fileAccount() account {
	return account{
		component: plan.ComponentStorage,
		kind:      kindFiles,
		tier:      tierPremium,
		region:    s.region(),
		zonal:     len(s.Claim.Region.Zones) > 0,
		key:       s.ownKey(),
		plain:     true,
		keys:      true,
		shares:    &azure.ShareProperties{RetentionPolicy: &azure.SoftDeletion{Days: plan.SoftDeleteDays}},
	}
}

func (s *storage) shareName() string { return s.Claim.Names.Name(naming.AzureShare) }

// share that is mounted over NFS.
func (s *storage) share() []managed.Resource {
	return []managed.Resource{
		s.account(s.fileAccount()),
		{
			Key:          keyShare,
			Component:    plan.ComponentStorage,
			ExternalName: s.shareName(),
			ForProvider: azure.Share{
				StorageAccountIDSelector: managed.Select(keyAccount),
				EnabledProtocol:          azure.ShareProtocolNFS,
				AccessTier:               azure.ShareTierPremium,
				Quota:                    s.File.SizeGiB,
			},
			Waits: s.Network.Waits(),
		},
	}
}

// endpoint is the address of the account in its network, and a zone in which the network
// finds it. The zone is for this account alone: a network takes no two zones of the same
// name, and another storage in it needs one as well.
// https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links
func (s *storage) endpoint() []managed.Resource {
	name := s.Claim.Names.Name(naming.AzurePrivateDNSZoneLink)
	link := managed.Wanted[azure.PrivateDNSZoneVirtualNetworkLink](s.observed, keyDNSZoneLink)
	return []managed.Resource{
		s.privateEndpoint(),
		{
			Key:          keyDNSZone,
			Component:    plan.ComponentNetwork,
			ExternalName: s.accountName(s.fileAccount()) + privateFiles,
			ForProvider: azure.PrivateDNSZone{
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				Tags:                      s.Claim.Tags.AzureDNS(),
			},
		},
		{
			Key:          keyDNSZoneLink,
			Component:    plan.ComponentNetwork,
			ExternalName: name,
			ForProvider: azure.PrivateDNSZoneVirtualNetworkLink{
				ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
				PrivateDNSZoneNameSelector: managed.Select(keyDNSZone),
				VirtualNetworkID:           cmp.Or(link.VirtualNetworkID, s.Network.ID),
				Tags:                       s.Claim.Tags.AzureDNS(),
			},
			Waits: s.waitsForNetwork(),
		},
		s.dnsRecord(),
	}
}

// waitsForNetwork that has no id yet.
func (s *storage) waitsForNetwork() []string {
	if s.Network.ID != "" {
		return nil
	}
	return s.Network.Waits()
}

// privateEndpoint in a subnet, which never changes.
func (s *storage) privateEndpoint() managed.Resource {
	had := managed.Wanted[azure.PrivateEndpoint](s.observed, keyPrivateEndpoint)
	subnet, target := had.SubnetID, ""
	if c := had.PrivateServiceConnection; c != nil {
		target = c.PrivateConnectionResourceID
	}
	if subnet == "" && len(s.Network.Subnets) > 0 {
		subnet = s.Network.Subnets[0].ID
	}
	target = cmp.Or(target, s.accountID(s.fileAccount()))
	name := s.Claim.Names.Name(naming.AzurePrivateEndpoint)
	out := managed.Resource{
		Key:          keyPrivateEndpoint,
		Component:    plan.ComponentNetwork,
		ExternalName: name,
		ForProvider: azure.PrivateEndpoint{
			Location:                  s.region(),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			SubnetID:                  subnet,
			PrivateServiceConnection: &azure.PrivateServiceConnection{
				Name:                        name,
				PrivateConnectionResourceID: target,
				SubresourceNames:            []string{azure.SubresourceFile},
			},
			Tags: s.tags(),
		},
		After: []managed.Key{keyAccount},
	}
	if subnet == "" {
		out.Waits = append(out.Waits, s.Network.Waits()...)
	}
	if target == "" {
		out.Waits = append(out.Waits, waitAccount)
	}
	return out
}

// dnsRecord leads from the name of the account to the private endpoint.
func (s *storage) dnsRecord() managed.Resource {
	records := managed.Wanted[azure.PrivateDNSARecord](s.observed, keyDNSRecord).Records
	if address := managed.At[azure.PrivateEndpointObservation](s.observed, keyPrivateEndpoint).PrivateServiceConnection.PrivateIPAddress; address != "" {
		records = []string{address}
	}
	out := managed.Resource{
		Key:          keyDNSRecord,
		Component:    plan.ComponentNetwork,
		ExternalName: recordApex,
		ForProvider: azure.PrivateDNSARecord{
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			ZoneNameSelector:          managed.Select(keyDNSZone),
			TTL:                       recordTTL,
			Records:                   records,
			Tags:                      s.Claim.Tags.AzureDNS(),
		},
		After: []managed.Key{keyPrivateEndpoint},
	}
	if len(records) == 0 {
		out.Waits = []string{waitAddress}
	}
	return out
}
