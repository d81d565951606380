// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// TestBucketsAreClosed is the profile that every bucket has, whatever is asked for.
func TestBucketsAreClosed(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		if p.Object == nil {
			continue
		}
		for _, r := range Build(p, observations{}) {
			b, ok := r.ForProvider.(gcp.Bucket)
			if !ok {
				continue
			}
			want := gcp.PublicAccessPreventionEnforced
			if p.Object.Public && r.Key == keyBucket {
				want = gcp.PublicAccessPreventionInherited
			}
			if b.PublicAccessPrevention != want || !b.UniformBucketLevelAccess {
				t.Errorf("%s: %q is open: %q, %v", name, r.Key, b.PublicAccessPrevention, b.UniformBucketLevelAccess)
			}
			if b.SoftDeletePolicy == nil || b.SoftDeletePolicy.RetentionDurationSeconds != 604800 {
				t.Errorf("%s: %q loses at once what is deleted", name, r.Key)
			}
			if b.StorageClass != gcp.BucketStorageClassStandard || b.Versioning == nil {
				t.Errorf("%s: %q leaves to chance how it keeps objects", name, r.Key)
			}
		}
	}
}

func TestStore(t *testing.T) {
	t.Parallel()
	b := managedtest.Spec[gcp.Bucket](t, Build(full(), observations{}), keyBucket)
	want := gcp.Bucket{
		Project:                  testProject,
		Location:                 "EU",
		CustomPlacementConfig:    &gcp.BucketPlacement{DataLocations: []string{"EUROPE-NORTH1", "EUROPE-WEST1"}},
		StorageClass:             gcp.BucketStorageClassStandard,
		UniformBucketLevelAccess: true,
		PublicAccessPrevention:   gcp.PublicAccessPreventionEnforced,
		Versioning:               &gcp.BucketVersioning{},
		SoftDeletePolicy:         &gcp.BucketSoftDelete{RetentionDurationSeconds: 604800},
		RetentionPolicy:          &gcp.BucketRetention{RetentionPeriod: 2592000},
		LifecycleRule: []gcp.BucketLifecycleRule{
			{Action: gcp.BucketLifecycleAction{ActionType: "AbortIncompleteMultipartUpload"}, Condition: gcp.BucketLifecycleCondition{Age: 3}},
			{
				Action:    gcp.BucketLifecycleAction{ActionType: "SetStorageClass", StorageClass: "ARCHIVE"},
				Condition: gcp.BucketLifecycleCondition{Age: 90, MatchesPrefix: []string{"reports/"}, WithState: "LIVE"},
			},
			{
				Action:    gcp.BucketLifecycleAction{ActionType: "SetStorageClass", StorageClass: "ARCHIVE"},
				Condition: gcp.BucketLifecycleCondition{DaysSinceNoncurrentTime: 10, WithState: "ARCHIVED"},
			},
			{
				Action:    gcp.BucketLifecycleAction{ActionType: "Delete"},
				Condition: gcp.BucketLifecycleCondition{Age: 3650, MatchesPrefix: []string{"reports/"}, WithState: "LIVE"},
			},
			{Action: gcp.BucketLifecycleAction{ActionType: "Delete"}, Condition: gcp.BucketLifecycleCondition{DaysSinceNoncurrentTime: 365, WithState: "ARCHIVED"}},
		},
		CORS: []gcp.BucketCORSRule{{
			Origin: []string{"https://shop.example.com"}, Method: []string{"GET", "PUT"}, ResponseHeader: []string{"content-*", "etag"}, MaxAgeSeconds: 600,
		}},
	}
	if b.Encryption == nil || b.Logging == nil {
		t.Fatal("the bucket is neither encrypted with its key nor logged")
	}
	b.Encryption, b.Logging, b.Labels = nil, nil, nil
	if diff := cmp.Diff(want, b); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
}

func TestStoreDetails(t *testing.T) {
	t.Parallel()
	emptied := managedtest.Spec[gcp.Bucket](t, Build(plans()["Emptied"], observations{}), keyBucket)
	if !emptied.ForceDestroy || !emptied.Versioning.Enabled {
		t.Errorf("what may be deleted is not, or has no versions: %+v", emptied)
	}
	kept := managedtest.Spec[gcp.Bucket](t, Build(smallest(), observations{}), keyBucket)
	if kept.ForceDestroy || kept.Location != "EUROPE-WEST1" || kept.CustomPlacementConfig != nil || kept.Encryption != nil {
		t.Errorf("the smallest store is more than that: %+v", kept)
	}
	locked := with(full(), func(p *plan.Plan) {
		p.Object.Retention = &v1alpha1.Retention{Mode: v1alpha1.RetentionCompliance, Days: 1}
	})
	if r := managedtest.Spec[gcp.Bucket](t, Build(locked, observations{}), keyBucket).RetentionPolicy; *r != (gcp.BucketRetention{RetentionPeriod: 86400, IsLocked: true}) {
		t.Errorf("Compliance is not locked: %+v", r)
	}
	named := managedtest.Spec[gcp.Bucket](t, Build(plans()["NamedKey"], observations{}), keyBucket)
	if named.Encryption == nil || named.Encryption.DefaultKMSKeyName != testKey {
		t.Errorf("the key of the claim does not encrypt: %+v", named.Encryption)
	}
}

func TestPublic(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[gcp.BucketIAMMember](t, Build(plans()["Public"], observations{}), keyReaders)
	want := gcp.BucketIAMMember{BucketSelector: managed.Select(keyBucket), Role: "roles/storage.legacyObjectReader", Member: "allUsers"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("everybody may do something else than read: -want, +got:\n%s", diff)
	}
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			if m, ok := r.ForProvider.(gcp.BucketIAMMember); ok && m.Member == everybody && (p.Object == nil || !p.Object.Public) {
				t.Errorf("%s: %q lets everybody in", name, r.Key)
			}
		}
	}
}

func TestAccessLogs(t *testing.T) {
	t.Parallel()
	resources := Build(plans()["AccessLogs"], observations{})
	logs := managedtest.Find(t, resources, "bucket-access-logs")
	store := managedtest.Find(t, resources, keyBucket)
	b, _ := logs.ForProvider.(gcp.Bucket)
	if !b.ForceDestroy || b.Logging != nil || b.LifecycleRule[1].Condition.Age != 30 {
		t.Errorf("the log bucket is kept, logged or never emptied: %+v", b)
	}
	if l := managedtest.Spec[gcp.Bucket](t, resources, keyBucket).Logging; l == nil || l.LogBucket != logs.ExternalName {
		t.Errorf("logs do not go to %s: %+v", logs.ExternalName, l)
	}
	writer := managedtest.Spec[gcp.BucketIAMMember](t, resources, "bucket-writer-access-logs")
	if writer.Role != "roles/storage.objectCreator" || writer.Member != "group:cloud-storage-analytics@google.com" {
		t.Errorf("nobody, or somebody else, may write logs: %+v", writer)
	}
	if diff := cmp.Diff([]managed.Key{"bucket-writer-access-logs"}, store.After); diff != "" {
		t.Errorf("the store comes before who writes its logs: -want, +got:\n%s", diff)
	}
}

// TestKeys shows who may use a key that is created, and that neither it nor its ring is
// ever deleted.
func TestKeys(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		user     managed.Key
		location string
		member   string
	}{
		"Object": {
			reason: "A bucket that spans two regions has a key of the continent.", plan: full(), user: keyBucket, location: "europe",
			member: "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
		},
		"Region": {
			reason: "A bucket in one region has a key of the region.", user: keyBucket, location: testRegion,
			plan:   with(smallest(), func(p *plan.Plan) { p.Key = createdKey() }),
			member: "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com",
		},
		"Block": {
			reason: "Compute Engine encrypts disks.", plan: plans()["BlockWithKey"], user: keyDisk, location: testRegion,
			member: "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com",
		},
		"File": {
			reason: "Filestore encrypts file systems.", plan: plans()["FileWithKey"], user: keyInstance, location: testRegion,
			member: "serviceAccount:service-123456789012@cloud-filer.iam.gserviceaccount.com",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(tc.plan, observations{})
			ring, key := managedtest.Find(t, resources, keyKeyRing), managedtest.Find(t, resources, keyKMSKey)
			if !ring.Retain || !key.Retain {
				t.Errorf("%s\nthe versions of the key would be destroyed", tc.reason)
			}
			if got := managedtest.Spec[gcp.KeyRing](t, resources, keyKeyRing).Location; got != tc.location {
				t.Errorf("%s\nthe key is in %q", tc.reason, got)
			}
			id := "projects/acme-prod/locations/" + tc.location + "/keyRings/" + ring.ExternalName
			if got := managedtest.Spec[gcp.CryptoKey](t, resources, keyKMSKey); got.KeyRing != id || got.RotationPeriod != "7776000s" {
				t.Errorf("%s\nthe key is not in its ring, or is never rotated: %+v", tc.reason, got)
			}
			want := gcp.CryptoKeyIAMMember{CryptoKeyID: id + "/cryptoKeys/" + key.ExternalName, Role: "roles/cloudkms.cryptoKeyEncrypterDecrypter", Member: tc.member}
			if diff := cmp.Diff(want, managedtest.Spec[gcp.CryptoKeyIAMMember](t, resources, keyKeyUser)); diff != "" {
				t.Errorf("%s\nwho may use the key: -want, +got:\n%s", tc.reason, diff)
			}
			user := managedtest.Find(t, resources, tc.user)
			if len(user.After) == 0 || user.After[0] != keyKeyUser || len(user.DeleteBefore) == 0 || user.DeleteBefore[0] != keyKeyUser {
				t.Errorf("%s\n%q comes after %v and goes before %v", tc.reason, tc.user, user.After, user.DeleteBefore)
			}
		})
	}
}

// TestKeyWaits shows that nothing is created that would be encrypted with another key.
func TestKeyWaits(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		if p.Key.Source != v1alpha1.KeySourceCreated {
			continue
		}
		p.Claim.Guardrails.GCP = environment.GCP{}
		for _, r := range Build(p, observations{}) {
			if r.Component != plan.ComponentAccessLogs && len(r.Waits) == 0 {
				t.Errorf("%s: %q does not wait for the key", name, r.Key)
			}
		}
	}
}

func TestDisk(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[gcp.Disk](t, Build(plans()["BlockWithKey"], observations{}), keyDisk)
	if got.DiskEncryptionKey == nil || got.DiskType != gcp.DiskTypeSSD || got.Zone != "europe-west1-c" || got.Size != 200 {
		t.Errorf("the disk is another one: %+v", got)
	}
	if got := managedtest.Spec[gcp.Disk](t, Build(plans()["Block"], observations{}), keyDisk); got.DiskType != gcp.DiskTypeBalanced || got.DiskEncryptionKey != nil {
		t.Errorf("the disk is another one: %+v", got)
	}
}

func TestFileSystem(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[gcp.FilestoreInstance](t, Build(plans()["FileWithKey"], observations{}), keyInstance)
	want := gcp.FilestoreInstance{
		Project: testProject, Description: "Storage team-a/shop", Tier: gcp.FilestoreTierZonal, Location: "europe-west1-b",
		FileShares: &gcp.FilestoreShare{Name: "share", CapacityGB: 1024},
		Networks:   []gcp.FilestoreNetwork{{Network: testVPC, Modes: []gcp.FilestoreNetworkMode{"MODE_IPV4"}, ConnectMode: "DIRECT_PEERING"}},
		KMSKeyName: got.KMSKeyName, Labels: got.Labels,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
	if got := managedtest.Spec[gcp.FilestoreInstance](t, Build(file(platformKey()), observations{}), keyInstance); got.Tier != gcp.FilestoreTierBasicHDD || got.KMSKeyName != "" {
		t.Errorf("the file system is another one: %+v", got)
	}
	waits := managedtest.Find(t, Build(with(file(platformKey()), func(p *plan.Plan) { p.Network = &plan.Network{Name: "team-a/main"} }), observations{}), keyInstance).Waits
	if diff := cmp.Diff([]string{"network team-a/main does not exist"}, waits); diff != "" {
		t.Errorf("what waits for the network: -want, +got:\n%s", diff)
	}
}

// TestContinents shows that a region belongs to one of them, and that the cloud knows it.
func TestContinents(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, c := range continents() {
		for _, r := range c.regions {
			if other := seen[r]; other != "" {
				t.Errorf("%s is in %s and in %s", r, other, c.code)
			}
			seen[r] = c.code
			if _, err := regions.Resolve(testClaim().Provider, r); err != nil {
				t.Errorf("%s: %v", c.code, err)
			}
		}
	}
}
