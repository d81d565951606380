// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
)

// readyStore is the status of the store with everything.
func readyStore() v1alpha1.Status {
	s := &storage{Plan: full()}
	account := s.accountName(s.storeAccount())
	return v1alpha1.Status{
		Type: v1alpha1.TypeObject, ID: testGroup + "/of/container", Name: s.containerName(),
		Endpoint:      "https://" + account + ".blob.core.windows.net/" + s.containerName(),
		ResourceGroup: s.groupName(),
		Account:       &v1alpha1.Account{Name: account, ID: testGroup + "/of/account"},
		Versioning:    true,
		PublicAccess:  v1alpha1.PublicAccessBlocked,
		Retention:     s.Object.Retention,
		Encryption:    &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourceCreated, Key: testGroup + "/of/encryption-key"},
		Replica: &v1alpha1.Replica{
			Region: otherRegion, ID: testGroup + "/of/" + string(copied(keyContainer)), Name: s.containerName(),
			KeySource: v1alpha1.KeySourceCreated, Key: testGroup + "/of/" + string(copied(keyEncryptionKey)),
		},
		AccessLogs: &v1alpha1.LogsStatus{ID: testGroup + "/of/account-access-logs", RetentionDays: 180},
		Protection: &v1alpha1.ProtectionStatus{WhenNotEmpty: v1alpha1.WhenNotEmptyKeep},
	}
}

// firstStore is its status before anything exists.
func firstStore() v1alpha1.Status {
	s := readyStore()
	s.ID, s.Name, s.Endpoint, s.Encryption.Key, s.AccessLogs.ID, s.Account.ID = "", "", "", "", "", ""
	s.Replica = &v1alpha1.Replica{Region: otherRegion, KeySource: v1alpha1.KeySourceCreated}
	return s
}

func readyFiles() v1alpha1.Status {
	s := &storage{Plan: file(platformKey())}
	account := s.accountName(s.fileAccount())
	return v1alpha1.Status{
		Type: v1alpha1.TypeFile, ID: testGroup + "/of/share", Name: s.shareName(), ResourceGroup: s.groupName(),
		Account:  &v1alpha1.Account{Name: account, ID: testGroup + "/of/account"},
		Endpoint: account + ".file.core.windows.net", Path: "/" + account + "/" + s.shareName(),
		SizeGiB: 1024, Performance: v1alpha1.PerformanceStandard,
		Encryption: &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourcePlatform},
		Network:    &v1alpha1.NetworkStatus{Name: "team-a/main", ID: testNetworkID, CIDR: "10.0.0.0/16", Subnets: testNetwork().Subnets},
		Protection: readyStore().Protection,
	}
}

func readyVolume() v1alpha1.Status {
	s := &storage{Plan: block(v1alpha1.PerformanceHigh, namedKey())}
	return v1alpha1.Status{
		Type: v1alpha1.TypeBlock, ID: testGroup + "/of/disk", Name: s.diskName(), ResourceGroup: s.groupName(),
		Zone: "2", SizeGiB: 200, Performance: v1alpha1.PerformanceHigh,
		Encryption: &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourceClaim, Key: testKey}, Protection: readyStore().Protection,
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	recorded := func(p plan.Plan, s v1alpha1.Status) plan.Plan {
		return with(p, func(p *plan.Plan) { p.Recorded = s })
	}
	store := recorded(full(), readyStore())
	store.Key.ID, store.Object.Replica.Key.ID = readyStore().Encryption.Key, readyStore().Replica.Key
	volume := block(v1alpha1.PerformanceHigh, namedKey())
	_, ready := converge(t, full())
	_, files := converge(t, file(platformKey()))
	_, volumes := converge(t, volume)
	gone := firstStore()
	gone.Encryption, gone.Replica.Key = readyStore().Encryption, readyStore().Replica.Key
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     v1alpha1.Status
	}{
		"Planned":    {reason: "What was decided is known before anything exists.", plan: full(), observed: observations{}, want: firstStore()},
		"Ready":      {reason: "Everything that exists is reported.", plan: full(), observed: ready, want: readyStore()},
		"Lost":       {reason: "What was known stays while its resource exists.", plan: store, observed: ready.Lost(), want: readyStore()},
		"Gone":       {reason: "What does not exist is not reported, but for keys, which data may need.", plan: store, observed: observations{}, want: gone},
		"Files":      {reason: "A share is mounted from its account.", plan: file(platformKey()), observed: files, want: readyFiles()},
		"FilesLost":  {reason: "It stays there.", plan: recorded(file(platformKey()), readyFiles()), observed: files.Lost(), want: readyFiles()},
		"Volume":     {reason: "A volume has no endpoint.", plan: volume, observed: volumes, want: readyVolume()},
		"VolumeLost": {reason: "It is still the same volume.", plan: recorded(volume, readyVolume()), observed: volumes.Lost(), want: readyVolume()},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			Report(tc.plan, tc.observed, &got)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, ready := converge(t, full())
	_, files := converge(t, file(platformKey()))
	store, share := readyStore(), readyFiles()
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     map[string]string
	}{
		"Nothing": {reason: "There is nothing to connect to yet.", plan: full(), observed: observations{}, want: map[string]string{}},
		"Store": {
			reason: "A store is reached at its container.", plan: full(), observed: ready,
			want: map[string]string{
				"type": "Object", "provider": "azure", "region": testRegion, "id": store.ID, "bucket": store.Name,
				"account": store.Account.Name, "endpoint": store.Endpoint,
			},
		},
		"Files": {
			reason: "A share is mounted from a name.", plan: file(platformKey()), observed: files,
			want: map[string]string{
				"type": "File", "provider": "azure", "region": testRegion, "id": share.ID,
				"account": share.Account.Name, "endpoint": share.Endpoint, "path": share.Path,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for k, v := range Connection(tc.plan, tc.observed) {
				if len(v) > 0 {
					got[k] = string(v)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nConnection(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
