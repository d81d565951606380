// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Workspace keeps logs.
// https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-workspace-overview
type Workspace struct {
	Location                  string            `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	SKU                       string            `json:"sku,omitempty"`
	RetentionInDays           int               `json:"retentionInDays,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a Workspace.
func (Workspace) Type() managed.Type {
	return managed.Type{Group: groupOperationalInsights, Version: v1beta2, Kind: "Workspace", Plural: "workspaces"}
}

// WorkspaceSKU is the only one that new workspaces may have.
// https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs
const WorkspaceSKU = "PerGB2018"

// A WorkspaceObservation is what we read of a Workspace.
type WorkspaceObservation struct {
	ID string `json:"id"`
}

// A MonitorDiagnosticSetting sends logs of a resource to a workspace.
// https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
type MonitorDiagnosticSetting struct {
	Name                        string             `json:"name,omitempty"`
	TargetResourceID            string             `json:"targetResourceId,omitempty"`
	LogAnalyticsWorkspaceID     string             `json:"logAnalyticsWorkspaceId,omitempty"`
	LogAnalyticsDestinationType LogDestinationType `json:"logAnalyticsDestinationType,omitempty"`
	StorageAccountIDSelector    *managed.Selector  `json:"storageAccountIdSelector,omitempty"`
	EnabledLog                  []DiagnosticLog    `json:"enabledLog,omitempty"`
}

// Type of a MonitorDiagnosticSetting.
func (MonitorDiagnosticSetting) Type() managed.Type {
	return managed.Type{Group: groupInsights, Version: v1beta2, Kind: "MonitorDiagnosticSetting", Plural: "monitordiagnosticsettings"}
}

// A LogDestinationType says which tables of a workspace logs are kept in.
type LogDestinationType string

// LogDestinationDedicated is a table for each kind of resource.
const LogDestinationDedicated LogDestinationType = "Dedicated"

// A DiagnosticLog is a log of a resource.
type DiagnosticLog struct {
	Category string `json:"category"`
}
