// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
)

// readyStore is the status of the store with everything.
func readyStore() v1alpha1.Status {
	s := &storage{Plan: full()}
	name, copied, logs := s.bucketName(s.storeBucket()), s.bucketName(s.replicaBucket()), s.bucketName(s.logBucket())
	return v1alpha1.Status{
		Type: v1alpha1.TypeObject, ID: name, Name: name, ARN: "arn:aws:s3:::" + name,
		Endpoint:     "https://" + name + ".s3.eu-west-1.amazonaws.com",
		Versioning:   true,
		PublicAccess: v1alpha1.PublicAccessBlocked,
		Retention:    s.Object.Retention,
		Encryption:   &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourceCreated, Key: "arn:aws:kms:eu-west-1:123456789012:key/key"},
		Replica: &v1alpha1.Replica{
			Region: otherRegion, ID: copied, Name: copied, ARN: "arn:aws:s3:::" + copied,
			KeySource: v1alpha1.KeySourceCreated, Key: "arn:aws:kms:eu-west-1:123456789012:key/key-copy-eu-central-1",
		},
		AccessLogs: &v1alpha1.LogsStatus{ID: logs, RetentionDays: 180},
		Network:    &v1alpha1.NetworkStatus{Name: "team-a/main", ID: testVPC, CIDR: "10.0.0.0/16", Subnets: testNetwork().Subnets},
		Protection: &v1alpha1.ProtectionStatus{WhenNotEmpty: v1alpha1.WhenNotEmptyKeep},
	}
}

// firstStore is its status before anything exists.
func firstStore() v1alpha1.Status {
	s := readyStore()
	s.ID, s.Name, s.ARN, s.Endpoint, s.Encryption.Key, s.AccessLogs.ID = "", "", "", "", "", ""
	s.Replica = &v1alpha1.Replica{Region: otherRegion, KeySource: v1alpha1.KeySourceCreated}
	return s
}

func readyFiles() v1alpha1.Status {
	return v1alpha1.Status{
		Type: v1alpha1.TypeFile, ID: "fs-0a", Name: "fs-0a", ARN: "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0a",
		Endpoint: "fs-0a.efs.eu-west-1.amazonaws.com", Path: "/", SizeGiB: 1024, Performance: v1alpha1.PerformanceStandard,
		Encryption: &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourcePlatform},
		Network:    readyStore().Network, Protection: readyStore().Protection,
	}
}

func readyVolume() v1alpha1.Status {
	return v1alpha1.Status{
		Type: v1alpha1.TypeBlock, ID: "vol-0a", Name: "vol-0a", ARN: "arn:aws:ec2:eu-west-1:123456789012:volume/vol-0a",
		Zone: "eu-west-1b", SizeGiB: 200, Performance: v1alpha1.PerformanceHigh,
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
	gone.AccessLogs.ID = ""
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
		"Files":      {reason: "A file system is mounted from its root.", plan: file(platformKey()), observed: files, want: readyFiles()},
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
	name := readyStore().Name
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     map[string]string
	}{
		"Nothing": {reason: "There is nothing to connect to yet.", plan: full(), observed: observations{}, want: map[string]string{}},
		"Store": {
			reason: "A store is reached at its bucket's own endpoint.", plan: full(), observed: ready,
			want: map[string]string{
				"type": "Object", "provider": "aws", "region": testRegion, "id": name, "bucket": name,
				"endpoint": "https://" + name + ".s3.eu-west-1.amazonaws.com",
			},
		},
		"Files": {
			reason: "A file system is mounted from a name.", plan: file(platformKey()), observed: files,
			want: map[string]string{"type": "File", "provider": "aws", "region": testRegion, "id": "fs-0a", "endpoint": "fs-0a.efs.eu-west-1.amazonaws.com", "path": "/"},
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
