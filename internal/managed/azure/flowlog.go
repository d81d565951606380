// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A WatcherFlowLog records the traffic of a virtual network.
// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
type WatcherFlowLog struct {
	Location                 string            `json:"location,omitempty"`
	ResourceGroupName        string            `json:"resourceGroupName,omitempty"`
	NetworkWatcherName       string            `json:"networkWatcherName,omitempty"`
	TargetResourceID         string            `json:"targetResourceId,omitempty"`
	StorageAccountIDSelector *managed.Selector `json:"storageAccountIdSelector,omitempty"`
	Enabled                  bool              `json:"enabled"`
	RetentionPolicy          RetentionPolicy   `json:"retentionPolicy"`
	Version                  int               `json:"version,omitempty"`
	Tags                     map[string]string `json:"tags,omitempty"`
}

// A RetentionPolicy says for how many days flow logs are kept.
type RetentionPolicy struct {
	Enabled bool `json:"enabled"`
	Days    int  `json:"days"`
}

// Type of a WatcherFlowLog.
func (WatcherFlowLog) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta2, Kind: "WatcherFlowLog", Plural: "watcherflowlogs"}
}
