// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

func report(p plan.Plan, o observations) v1alpha1.Status {
	var s v1alpha1.Status
	Report(p, o, &s)
	return s
}

func TestReport(t *testing.T) {
	t.Parallel()
	names := testClaim().Names
	bucket, logs := names.Name(naming.GCPBucket), names.Name(naming.GCPBucket, partAccessLogs)
	ring := "projects/acme-prod/locations/europe/keyRings/" + names.Name(naming.GCPKMS) + "/cryptoKeys/" + names.Name(naming.GCPKMS)
	diskKey := strings.Replace(ring, "/locations/europe/", "/locations/europe-west1/", 1)
	protection := &v1alpha1.ProtectionStatus{WhenNotEmpty: v1alpha1.WhenNotEmptyKeep}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   v1alpha1.Status
	}{
		"Object": {
			reason: "A bucket that spans two regions is its own copy.",
			plan:   full(),
			want: v1alpha1.Status{
				Type: v1alpha1.TypeObject, ID: "projects/_/buckets/" + bucket, Name: bucket, Project: testProject,
				Endpoint:     "https://storage.googleapis.com/" + bucket,
				Encryption:   &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourceCreated, Key: ring},
				PublicAccess: v1alpha1.PublicAccessBlocked,
				Retention:    &v1alpha1.Retention{Mode: v1alpha1.RetentionGovernance, Days: 30},
				Replica:      &v1alpha1.Replica{Region: otherRegion, KeySource: v1alpha1.KeySourceCreated, Key: ring},
				AccessLogs:   &v1alpha1.LogsStatus{ID: logs, RetentionDays: 180},
				Protection:   protection,
			},
		},
		"NoProject": {
			reason: "The cloud says which project it is.",
			plan:   plans()["NoProject"],
			want: v1alpha1.Status{
				Type: v1alpha1.TypeObject, ID: "projects/_/buckets/" + bucket, Name: bucket, Project: testProject,
				Endpoint:   "https://storage.googleapis.com/" + bucket,
				Encryption: &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourcePlatform}, Versioning: true,
				PublicAccess: v1alpha1.PublicAccessBlocked, Protection: protection,
			},
		},
		"Block": {
			reason: "A disk is known by its path.",
			plan:   plans()["BlockWithKey"],
			want: v1alpha1.Status{
				Type: v1alpha1.TypeBlock, ID: "projects/acme-prod/zones/europe-west1-c/disks/" + names.Name(naming.GCPCompute),
				Name: names.Name(naming.GCPCompute), Project: testProject, Zone: "europe-west1-c", SizeGiB: 200, Performance: v1alpha1.PerformanceHigh,
				Encryption: &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourceCreated, Key: diskKey}, Protection: protection,
			},
		},
		"File": {
			reason: "A file system is mounted from an address.",
			plan:   file(platformKey()),
			want: v1alpha1.Status{
				Type: v1alpha1.TypeFile, ID: "projects/acme-prod/locations/europe-west1-b/instances/" + names.Name(naming.GCPFilestore),
				Name: names.Name(naming.GCPFilestore), Project: testProject, Endpoint: "10.1.2.3", Path: "/share",
				SizeGiB: 1024, Performance: v1alpha1.PerformanceStandard,
				Encryption: &v1alpha1.EncryptionStatus{Source: v1alpha1.KeySourcePlatform}, Protection: protection,
				Network: &v1alpha1.NetworkStatus{Name: "team-a/main", ID: testVPC, CIDR: "10.0.0.0/16", Subnets: testNetwork().Subnets},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o := converge(t, tc.plan)
			got := report(tc.plan, o)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
			p := tc.plan
			p.Recorded = got
			if p.Key.Source == v1alpha1.KeySourceCreated {
				p.Key.ID = got.Encryption.Key
			}
			if diff := cmp.Diff(tc.want, report(p, o.Lost())); diff != "" {
				t.Errorf("%s\nwhat was recorded is lost: -want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(Connection(p, o), Connection(p, o.Lost())); diff != "" {
				t.Errorf("%s\nconnection details are lost:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestReportNothing(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		got := report(p, observations{})
		if got.ID != "" || got.Name != "" || got.Endpoint != "" || got.Path != "" || got.Type == "" {
			t.Errorf("%s: something is reported that does not exist: %+v", name, got)
		}
		if got.AccessLogs != nil && got.AccessLogs.ID != "" || p.Key.Source == v1alpha1.KeySourceCreated && got.Encryption.Key != "" {
			t.Errorf("%s: something is reported that does not exist: %+v", name, got)
		}
		for k, v := range Connection(p, observations{}) {
			if k == plan.DetailID && v != nil {
				t.Errorf("%s: the connection has an id", name)
			}
		}
	}
}
