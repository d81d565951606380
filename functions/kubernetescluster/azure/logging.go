// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// waitWorkspace is what logs wait for.
const waitWorkspace = "the workspace has no id yet"

// logCategories are the names of the control plane's logs. The audit log is the one
// without what was only read, which is a tenth of the whole.
// https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
func logCategories() map[v1alpha1.LogComponent]string {
	return map[v1alpha1.LogComponent]string{
		v1alpha1.LogAPIServer:         "kube-apiserver",
		v1alpha1.LogAudit:             "kube-audit-admin",
		v1alpha1.LogAuthenticator:     "guard",
		v1alpha1.LogControllerManager: "kube-controller-manager",
		v1alpha1.LogScheduler:         "kube-scheduler",
	}
}

// logs of the control plane, and the workspace that keeps them. Logs that were written
// are kept for as long as was asked for, even if no more of them are.
func (c *cluster) logs() []managed.Resource {
	var out []managed.Resource
	if len(c.Logging.Components) > 0 || c.observed.Exists(keyWorkspace) {
		out = append(out, c.workspace())
	}
	if len(c.Logging.Components) > 0 {
		out = append(out, c.diagnosticSetting())
	}
	return out
}

func (c *cluster) workspace() managed.Resource {
	return managed.Resource{
		Key:          keyWorkspace,
		Component:    plan.ComponentLogging,
		ExternalName: c.Claim.Names.Name(naming.AzureWorkspace),
		ForProvider: azure.Workspace{
			Location:                  c.region(),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			SKU:                       azure.WorkspaceSKU,
			RetentionInDays:           c.Logging.RetentionDays,
			Tags:                      c.tags(),
		},
	}
}

// diagnosticSetting sends the logs to the workspace. It goes before the cluster: Azure
// keeps the setting of a resource that is gone, and gives it to the next one of that
// name.
// https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
func (c *cluster) diagnosticSetting() managed.Resource {
	had := managed.Wanted[azure.MonitorDiagnosticSetting](c.observed, keyDiagnosticSetting)
	spec := azure.MonitorDiagnosticSetting{
		Name:                        c.Claim.Names.Name(naming.AzureMonitorSetting),
		TargetResourceID:            cmp.Or(had.TargetResourceID, c.id()),
		LogAnalyticsWorkspaceID:     cmp.Or(had.LogAnalyticsWorkspaceID, managed.At[azure.WorkspaceObservation](c.observed, keyWorkspace).ID),
		LogAnalyticsDestinationType: azure.LogDestinationDedicated,
		EnabledLog:                  c.enabledLogs(),
	}
	var waits []string
	if spec.TargetResourceID == "" {
		waits = append(waits, waitCluster)
	}
	if spec.LogAnalyticsWorkspaceID == "" {
		waits = append(waits, waitWorkspace)
	}
	return managed.Resource{
		Key:          keyDiagnosticSetting,
		Component:    plan.ComponentLogging,
		ForProvider:  spec,
		After:        []managed.Key{keyWorkspace, plan.KeyCluster},
		Waits:        waits,
		DeleteBefore: []managed.Key{keyWorkspace, plan.KeyCluster},
	}
}

func (c *cluster) enabledLogs() []azure.DiagnosticLog {
	var out []azure.DiagnosticLog
	for _, component := range c.Logging.Components {
		out = append(out, azure.DiagnosticLog{Category: logCategories()[component]})
	}
	slices.SortFunc(out, func(a, b azure.DiagnosticLog) int { return cmp.Compare(a.Category, b.Category) })
	return out
}
