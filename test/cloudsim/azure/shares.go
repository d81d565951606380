// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func shares() []cloud.Kind {
	return []cloud.Kind{{
		Type:   storageType("v1beta1", "Share", "shares"),
		Naming: cloud.Given, Noun: "Storage Share", Call: "Microsoft.Storage/storageAccounts/fileServices/shares",
		Required:  []string{"storageAccountId", "quota"},
		Immutable: []string{"storageAccountId", "enabledProtocol"},
		Links:     []cloud.Link{inAccount("storageAccountId")},
		Defaults:  cloud.Value{"enabledProtocol": "SMB"},
		ID: func(r *cloud.Request) string {
			return r.Args.String("storageAccountId") + "/fileServices/default/shares/" + r.Name
		},
		Check: checkShare,
		Attributes: func(r *cloud.Request) cloud.Value {
			id := r.Args.String("storageAccountId")
			return cloud.Value{"resourceManagerId": r.ID, "url": "https://" + id[strings.LastIndex(id, "/")+1:] + ".file.core.windows.net/" + r.Name}
		},
	}}
}

// checkShare refuses what the account does not offer, and an account without keys, with
// which the provider reads shares.
// https://learn.microsoft.com/azure/storage/files/files-nfs-protocol
func checkShare(r *cloud.Request) error {
	if !containerName.MatchString(r.Name) || strings.Contains(r.Name, "--") {
		return cloud.Plain("%q can only contain lowercase alphanumeric characters and hyphens, in 3 to 63 characters: %s", "name", r.Name)
	}
	a := r.To("storageAccountId")
	protocol, premium := r.Args.String("enabledProtocol"), a.Args.String("accountKind") == "FileStorage"
	quota, _ := r.Args.Int("quota")
	switch {
	case protocol != "SMB" && protocol != "NFS":
		return cloud.Plain("expected enabled_protocol to be one of [\"SMB\" \"NFS\"], got %s", protocol)
	case quota < 1 || quota > 102400:
		return cloud.Plain("expected quota to be in the range (1 - 102400), got %d", quota)
	case protocol == "NFS" && !premium:
		return cloud.Refuse(400, "FeatureNotSupportedForAccount", "NFS is not supported for the account %s.", a.Name)
	case premium && quota < 100:
		return cloud.Refuse(400, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format: x-ms-share-quota must be at least 100 for premium shares.")
	case premium && r.Args.Has("accessTier") && r.Args.String("accessTier") != "Premium":
		return cloud.Refuse(400, "InvalidHeaderValue", "Access tier %s is not supported for premium shares.", r.Args.String("accessTier"))
	case !a.Args.Bool("sharedAccessKeyEnabled"):
		return cloud.Plain("retrieving %s: executing request: unexpected status 403 (403 Key based authentication is not permitted on this storage account.) with KeyBasedAuthenticationNotPermitted: Key based authentication is not permitted on this storage account.", r.ID)
	}
	return nil
}
