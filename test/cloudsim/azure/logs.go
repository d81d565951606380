// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	workspace         cloud.Name = "operationalinsights/Workspace"
	diagnosticSetting cloud.Name = "insights/MonitorDiagnosticSetting"
)

func logs() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "operationalinsights.azure.upbound.io", Version: "v1beta2", Kind: "Workspace", Plural: "workspaces"},
			Naming: cloud.Given, Noun: "Workspace", Call: "Microsoft.OperationalInsights/workspaces",
			Required: []string{"location", "resourceGroupName"},
			Links:    []cloud.Link{toGroup()},
			Defaults: cloud.Value{"sku": "PerGB2018", "retentionInDays": int64(30), "internetIngestionEnabled": true, "internetQueryEnabled": true},
			ID:       inGroup("Microsoft.OperationalInsights/workspaces"),
			Check:    checkWorkspace,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"workspaceId": r.UUID("customer")}
			},
			Secrets: func(r *cloud.Request) map[string][]byte {
				out := map[string][]byte{}
				for _, which := range []string{"primary", "secondary"} {
					out["attribute."+which+"_shared_key"] = []byte(base64.StdEncoding.EncodeToString([]byte(r.Hex(64, which))))
				}
				return out
			},
		},
		{
			Type: managed.Type{Group: "insights.azure.upbound.io", Version: "v1beta2", Kind: "MonitorDiagnosticSetting", Plural: "monitordiagnosticsettings"},
			Noun: "Monitor Diagnostics Setting", Call: "Microsoft.Insights/diagnosticSettings",
			Required:  []string{"name", "targetResourceId", "logAnalyticsWorkspaceId|storageAccountId|eventhubAuthorizationRuleId", "enabledLog|enabledMetric"},
			Immutable: []string{"name", "targetResourceId"},
			Links: []cloud.Link{
				{Field: "logAnalyticsWorkspaceId", To: workspace},
				{Field: "storageAccountId", To: account},
			},
			ID: func(r *cloud.Request) string {
				return r.Args.String("targetResourceId") + "|" + r.Args.String("name")
			},
			Check: checkDiagnosticSetting,
		},
	}
}

func checkWorkspace(r *cloud.Request) error {
	if err := checkName(r, `^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$`, 63, "InvalidWorkspaceName"); err != nil {
		return err
	}
	if s := r.Args.String("sku"); s != "PerGB2018" && s != "CapacityReservation" && s != "LACluster" {
		return cloud.Refuse(400, "InvalidParameter", "Pricing tier doesn't match the subscription's billing model. The pricing tier %s is not offered any more.", s)
	}
	if d, _ := r.Args.Int("retentionInDays"); d < 30 || d > 730 {
		return cloud.Plain("expected retention_in_days to be in the range (30 - 730), got %d", d)
	}
	return nil
}

// clusterLogs are the logs of a cluster.
// https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
func clusterLogs() []string {
	return []string{
		"cloud-controller-manager", "cluster-autoscaler", "csi-azuredisk-controller", "csi-azurefile-controller", "csi-snapshot-controller", "guard",
		"kube-apiserver", "kube-audit", "kube-audit-admin", "kube-controller-manager", "kube-scheduler",
	}
}

func checkDiagnosticSetting(r *cloud.Request) error {
	target := r.Args.String("targetResourceId")
	if isMissing(r, target) {
		return cloud.Refuse(404, "ResourceNotFound", "The Resource '%s' was not found.", target)
	}
	wanted := r.Args.Strings("enabledLog[].category")
	for _, category := range wanted {
		if r.Find(kubernetesCluster, target) != nil && !slices.Contains(clusterLogs(), category) {
			return cloud.Refuse(400, "BadRequest", "Category '%s' is not supported.", category)
		}
	}
	for o := range r.Others(diagnosticSetting) {
		sameSink := o.Args.String("logAnalyticsWorkspaceId") == r.Args.String("logAnalyticsWorkspaceId")
		if !strings.EqualFold(o.Args.String("targetResourceId"), target) || !sameSink {
			continue
		}
		for _, category := range wanted {
			if slices.Contains(o.Args.Strings("enabledLog[].category"), category) {
				return cloud.Refuse(409, "Conflict", "Data sink '%s' is already used in diagnostic setting '%s' for category '%s'. Data sinks can't be reused in different settings on the same category for the same resource.",
					r.Args.String("logAnalyticsWorkspaceId"), o.Args.String("name"), category)
			}
		}
	}
	return nil
}
