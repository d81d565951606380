// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// blobService is the part of an account that logs who reads and writes blobs.
// https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage
const blobService = "/blobServices/default"

// logCategories are those of the blob service, sorted.
// https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage-reference#resource-logs
func logCategories() []azure.DiagnosticLog {
	return []azure.DiagnosticLog{{Category: "StorageDelete"}, {Category: "StorageRead"}, {Category: "StorageWrite"}}
}

// logAccount holds the access logs of the storage. It is never logged itself. Its keys
// stay on: they are what Azure Monitor writes with.
// https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
func (s *storage) logAccount() account {
	return account{
		parts:     []string{partAccessLogs},
		nameParts: []string{partLogs},
		component: plan.ComponentAccessLogs,
		kind:      kindStorage,
		tier:      tierStandard,
		region:    s.region(),
		zonal:     len(s.Claim.Region.Zones) > 0,
		key:       masterKey{Key: plan.Key{Source: v1alpha1.KeySourcePlatform}},
		keys:      true,
	}
}

// accessLogs of the storage, and the account that they go to.
func (s *storage) accessLogs() []managed.Resource {
	if s.Object.AccessLogDays == 0 {
		return nil
	}
	a := s.logAccount()
	return []managed.Resource{
		s.account(a),
		{
			Key:       a.join(keyLifecycle),
			Component: plan.ComponentAccessLogs,
			ForProvider: azure.ManagementPolicy{
				StorageAccountIDSelector: managed.Select(a.join(keyAccount)),
				Rule: []azure.ManagementRule{{
					Name:    "expire",
					Enabled: true,
					Filters: &azure.ManagementFilters{BlobTypes: []azure.BlobType{azure.BlobTypeBlock, azure.BlobTypeAppend}},
					Actions: &azure.ManagementActions{BaseBlob: &azure.BaseBlobActions{DeleteAfter: s.Object.AccessLogDays}},
				}},
			},
		},
		s.diagnosticSetting(a),
	}
}

// diagnosticSetting sends the logs to an account. It goes before the account that is
// logged: Azure keeps the setting of a resource that is gone, and gives it to the next one
// of that name.
func (s *storage) diagnosticSetting(to account) managed.Resource {
	target := managed.Wanted[azure.MonitorDiagnosticSetting](s.observed, keyDiagnosticSetting).TargetResourceID
	if id := s.accountID(s.storeAccount()); id != "" {
		target = cmp.Or(target, id+blobService)
	}
	accounts := []managed.Key{keyAccount, to.join(keyAccount)}
	out := managed.Resource{
		Key:       keyDiagnosticSetting,
		Component: plan.ComponentAccessLogs,
		ForProvider: azure.MonitorDiagnosticSetting{
			Name:                     s.Claim.Names.Name(naming.AzureMonitorSetting),
			TargetResourceID:         target,
			StorageAccountIDSelector: managed.Select(to.join(keyAccount)),
			EnabledLog:               logCategories(),
		},
		After:        accounts,
		DeleteBefore: accounts,
	}
	if target == "" {
		out.Waits = []string{waitAccount}
	}
	return out
}
