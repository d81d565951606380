// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Azure creates the network watcher of a location, and the group for all of them,
// together with the first virtual network there.
// https://learn.microsoft.com/en-us/azure/network-watcher/network-watcher-create
const (
	watcherGroup  = "NetworkWatcherRG"
	watcherPrefix = "NetworkWatcher_"
)

func flowLogs() []cloud.Kind {
	return []cloud.Kind{{
		Type:   network("v1beta2", "WatcherFlowLog", "watcherflowlogs"),
		Naming: cloud.Given, Noun: "Flow Log", Call: "Microsoft.Network/networkWatchers/flowLogs",
		Required: []string{
			"networkWatcherName", "resourceGroupName", "storageAccountId", "targetResourceId|networkSecurityGroupId",
			"enabled", "retentionPolicy.enabled", "retentionPolicy.days",
		},
		Immutable: []string{"networkWatcherName", "targetResourceId", "networkSecurityGroupId"},
		Links: []cloud.Link{
			{Field: "storageAccountId", To: account},
			{Field: "targetResourceId", To: virtualNetwork, Loose: true},
			{Field: "targetResourceId", To: subnet, Loose: true},
		},
		ID:    inGroup("Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs"),
		Check: checkFlowLog,
	}}
}

func checkFlowLog(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	target := r.To("targetResourceId")
	if target == nil && strings.Contains(r.Args.String("targetResourceId"), "/networkSecurityGroups/") {
		return cloud.Refuse(400, "NsgFlowLogCreationBlocked", "Creation of new NSG flow logs is no longer supported. Use virtual network flow logs instead.")
	}
	if target == nil {
		return cloud.Refuse(404, "ResourceNotFound", "The Resource '%s' was not found.", r.Args.String("targetResourceId"))
	}
	at := target
	if v := target.To("virtualNetworkName"); v != nil {
		at = v
	}
	if err := checkWatcher(r, location(at)); err != nil {
		return err
	}
	if s := r.To("storageAccountId"); location(s) != location(at) {
		return cloud.Refuse(400, "FlowLogStorageAccountRegionMismatch", "Storage account %s must be in the same region as the target resource %s.", s.ID, target.ID)
	}
	if d, _ := r.Args.Int("retentionPolicy.days"); d < 0 || d > 365 {
		return cloud.Refuse(400, "FlowLogRetentionDaysInvalid", "Retention of %d days is invalid. It must be between 0 and 365.", d)
	}
	if other := cloud.First(r.UsersOf(target, watcherFlowLog)); other != nil {
		return cloud.Refuse(400, "FlowLogAlreadyExists", "A flow log %s already exists for target resource %s.", other.ID, target.ID)
	}
	return nil
}

func checkWatcher(r *cloud.Request, location string) error {
	group, name := r.Args.String("resourceGroupName"), r.Args.String("networkWatcherName")
	if !strings.EqualFold(group, watcherGroup) {
		return cloud.Refuse(404, "ResourceGroupNotFound", "Resource group '%s' could not be found.", group)
	}
	if !strings.EqualFold(name, watcherPrefix+location) {
		return cloud.Refuse(404, "ParentResourceNotFound", "Failed to perform 'write' on resource(s) of type 'networkWatchers/flowLogs', because the parent resource '/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Network/networkWatchers/%s' could not be found.", r.Account.ID, group, name)
	}
	return nil
}
