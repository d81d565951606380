// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// managementRules of a container. There is none for uploads that were not finished, which
// Azure removes by itself.
// https://learn.microsoft.com/rest/api/storageservices/put-block#remarks
func managementRules(container string, rules []plan.LifecycleRule) []azure.ManagementRule {
	var out []azure.ManagementRule
	for _, r := range rules {
		if r.Action != v1alpha1.LifecycleAbort {
			out = append(out, managementRule(container, r))
		}
	}
	return out
}

// managementRule of a container. Names of rules have letters and digits only, and a
// prefix starts with the name of the container.
// https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure
func managementRule(container string, r plan.LifecycleRule) azure.ManagementRule {
	archive := r.Action == v1alpha1.LifecycleArchive
	out := azure.ManagementRule{
		Name:    strings.ReplaceAll(r.Name, "-", ""),
		Enabled: true,
		Filters: &azure.ManagementFilters{
			BlobTypes:   []azure.BlobType{azure.BlobTypeBlock},
			PrefixMatch: []string{container + "/" + r.Prefix},
		},
	}
	if !archive {
		out.Filters.BlobTypes = append(out.Filters.BlobTypes, azure.BlobTypeAppend)
	}
	switch {
	case archive && r.Versions == v1alpha1.VersionsNoncurrent:
		out.Actions = &azure.ManagementActions{Version: &azure.VersionActions{TierToColdAfter: r.After}}
	case archive:
		out.Actions = &azure.ManagementActions{BaseBlob: &azure.BaseBlobActions{TierToColdAfter: r.After}}
	case r.Versions == v1alpha1.VersionsNoncurrent:
		out.Actions = &azure.ManagementActions{Version: &azure.VersionActions{DeleteAfter: r.After}}
	default:
		out.Actions = &azure.ManagementActions{BaseBlob: &azure.BaseBlobActions{DeleteAfter: r.After}}
	}
	return out
}
