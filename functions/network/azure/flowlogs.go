// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// The network watcher that Azure creates by itself with the first virtual network
// of a region.
// https://learn.microsoft.com/azure/network-watcher/network-watcher-create
const (
	defaultWatcherPrefix = "NetworkWatcher_"
	defaultWatcherGroup  = "NetworkWatcherRG"
)

// flowLogVersion is the format that counts bytes and packets.
const flowLogVersion = 2

// The storage account of flow logs. They are kept for a number of days only in
// accounts of this kind.
// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
const (
	accountKind      = "StorageV2"
	accountTier      = "Standard"
	replicationZones = "ZRS"
	replicationLocal = "LRS"
	minTLSVersion    = "TLS1_2"
)

// waitForVirtualNetwork is what a flow log waits for besides the network itself.
const waitForVirtualNetwork = "the virtual network has no id yet"

// flowLogs returns the flow log of the virtual network, and the storage account
// that holds it. A flow log belongs to the network watcher of its region, which
// there is only one of and which is not ours.
func flowLogs(p plan.Plan, o managed.Observed) []managed.Resource {
	if p.FlowLogRetentionDays == 0 {
		return nil
	}
	w := p.Claim.Guardrails.Azure.NetworkWatcher
	log := managed.Resource{
		Key:          keyFlowLog,
		Component:    plan.ComponentFlowLogs,
		ExternalName: p.Claim.Names.Name(naming.AzureFlowLog),
		After:        []managed.Key{keyVirtualNetwork},
	}
	target := flowLogTarget(p, o)
	if target == "" {
		log.Waits = []string{waitForVirtualNetwork}
	}
	log.ForProvider = azure.WatcherFlowLog{
		Location:                 p.Claim.Region.Native,
		ResourceGroupName:        cmp.Or(w.ResourceGroup, defaultWatcherGroup),
		NetworkWatcherName:       cmp.Or(w.Name, defaultWatcherPrefix+p.Claim.Region.Native),
		TargetResourceID:         target,
		StorageAccountIDSelector: managed.Select(keyFlowLogAccount),
		Enabled:                  true,
		RetentionPolicy:          azure.RetentionPolicy{Enabled: true, Days: p.FlowLogRetentionDays},
		Version:                  flowLogVersion,
		Tags:                     p.Claim.Tags.Azure(),
	}
	return []managed.Resource{flowLogAccount(p), log}
}

// flowLogTarget returns the id of the virtual network. It is a literal, because
// the provider's reference resolves to a security group only.
func flowLogTarget(p plan.Plan, o managed.Observed) string {
	return cmp.Or(
		managed.At[azure.VirtualNetworkObservation](o, keyVirtualNetwork).ID,
		managed.Wanted[azure.WatcherFlowLog](o, keyFlowLog).TargetResourceID,
		p.Recorded.ID,
	)
}

// flowLogAccount returns the storage account of flow logs. Nothing in it can be
// made public, and everything needs a key or a role. It has no firewall: the
// provider reads properties of blobs and queues through the account's endpoint,
// and an account whose firewall shuts the provider out never becomes ready.
func flowLogAccount(p plan.Plan) managed.Resource {
	replication := replicationLocal
	if len(zones(p)) > 0 {
		replication = replicationZones
	}
	return managed.Resource{
		Key:          keyFlowLogAccount,
		Component:    plan.ComponentFlowLogs,
		ExternalName: p.Claim.Names.Name(naming.AzureStorageAccount, "flowlogs"),
		ForProvider: azure.Account{
			Location:                      p.Claim.Region.Native,
			ResourceGroupNameSelector:     managed.Select(keyResourceGroup),
			AccountKind:                   accountKind,
			AccountTier:                   accountTier,
			AccountReplicationType:        replication,
			MinTLSVersion:                 minTLSVersion,
			HTTPSTrafficOnlyEnabled:       true,
			AllowNestedItemsToBePublic:    false,
			CrossTenantReplicationEnabled: false,
			LocalUserEnabled:              false,
			Tags:                          p.Claim.Tags.Azure(),
		},
	}
}
