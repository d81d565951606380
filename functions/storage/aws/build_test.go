// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/policy"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	own := []managed.Key{"bucket", "bucket-encryption", "lifecycle", "ownership-controls", "policy", "public-access-block", "versioning"}
	all := slices.Concat(own, []managed.Key{
		"bucket-access-logs", "bucket-encryption-access-logs", "bucket-encryption-copy-eu-central-1", "policy-access-logs",
		"policy-copy-eu-central-1", "bucket-copy-eu-central-1", "cors", "key", "key-alias", "key-alias-copy-eu-central-1",
		"key-copy-eu-central-1", "lifecycle-access-logs", "lifecycle-copy-eu-central-1", "logging", "object-lock",
		"object-lock-copy-eu-central-1", "ownership-controls-access-logs", "ownership-controls-copy-eu-central-1",
		"public-access-block-access-logs", "public-access-block-copy-eu-central-1", "replication", "replication-policy",
		"replication-role", "versioning-copy-eu-central-1",
	})
	slices.Sort(all)
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"Smallest": {reason: "Every store is closed, encrypted and versioned.", plan: smallest(), want: own},
		"Full":     {reason: "A copy is as protected as the store, and logs are kept apart.", plan: full(), want: all},
		"Block":    {reason: "A volume is one resource.", plan: block(v1alpha1.PerformanceStandard, platformKey()), want: []managed.Key{"volume"}},
		"BlockWithKey": {
			reason: "A key of its own has a name for people.",
			plan:   block(v1alpha1.PerformanceHigh, createdKey()), want: []managed.Key{"key", "key-alias", "volume"},
		},
		"File": {
			reason: "A file system has an address in each zone.", plan: file(platformKey()),
			want: []managed.Key{"file-system", "file-system-policy", "ingress-nfs", "mount-target-private-a", "mount-target-private-b", "security-group"},
		},
		"Nothing": {reason: "A plan without a type has nothing.", plan: plan.Plan{Claim: testClaim()}, want: []managed.Key{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Keys(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestEveryBucketIsClosed proves the profile that every bucket has, whatever it is for.
func TestEveryBucketIsClosed(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		resources, _ := converge(t, p)
		for _, r := range resources {
			if _, ok := r.ForProvider.(aws.Bucket); !ok {
				continue
			}
			rest := string(r.Key[len(keyBucket):])
			block := managedtest.Spec[aws.BucketPublicAccessBlock](t, resources, keyPublicAccessBlock+managed.Key(rest))
			open := p.Object.Public && rest == ""
			if !block.BlockPublicACLs || !block.IgnorePublicACLs || block.BlockPublicPolicy == open || block.RestrictPublicBuckets == open {
				t.Errorf("%s: %q is open: %+v", name, r.Key, block)
			}
			if o := managedtest.Spec[aws.BucketOwnershipControls](t, resources, keyOwnershipControls+managed.Key(rest)); o.Rule.ObjectOwnership != aws.BucketOwnerEnforced {
				t.Errorf("%s: %q has ACLs", name, r.Key)
			}
			e := managedtest.Spec[aws.BucketEncryption](t, resources, keyBucketEncryption+managed.Key(rest)).Rule[0]
			if e.ByDefault.SSEAlgorithm == "" || !slices.Contains(e.BlockedEncryptionTypes, aws.BucketEncryptionTypeSSEC) {
				t.Errorf("%s: %q is not encrypted: %+v", name, r.Key, e)
			}
			if (e.ByDefault.SSEAlgorithm == aws.BucketEncryptionKMS) != (e.ByDefault.KMSMasterKeyID != "") {
				t.Errorf("%s: %q is encrypted with another key: %+v", name, r.Key, e.ByDefault)
			}
			l := managedtest.Spec[aws.BucketLifecycle](t, resources, keyLifecycle+managed.Key(rest))
			if !slices.ContainsFunc(l.Rule, func(r aws.BucketLifecycleRule) bool { return len(r.AbortUpload) == 1 && r.Filter[0].Prefix == "" }) {
				t.Errorf("%s: uploads to %q are never aborted", name, r.Key)
			}
		}
	}
}

// TestBucketGoesFirst proves that what protects a bucket stays until the bucket is gone,
// because one that is not empty stays for long.
func TestBucketGoesFirst(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			switch r.ForProvider.(type) {
			case aws.BucketOwnershipControls, aws.BucketPublicAccessBlock, aws.BucketEncryption, aws.BucketVersioning, aws.BucketObjectLock, aws.BucketLifecycle, aws.EFSFileSystemPolicy:
				if !r.Retain {
					t.Errorf("%s: %q is taken away from what exists", name, r.Key)
				}
			case aws.BucketCORS, aws.BucketLogging, aws.BucketReplication, aws.Bucket, aws.KMSKey:
				if r.Retain {
					t.Errorf("%s: %q stays for ever", name, r.Key)
				}
			}
		}
	}
	key := []managed.Key{"key"}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   []managed.Key
		retain bool
	}{
		"Store":   {reason: "A key and logs stay as long as what they belong to.", plan: full(), key: keyBucket, want: []managed.Key{"key", "logging", "bucket-access-logs"}},
		"Replica": {reason: "The key of the copy stays too.", plan: full(), key: "bucket-copy-eu-central-1", want: []managed.Key{"key-copy-eu-central-1"}},
		"Volume":  {reason: "A volume goes before its key.", plan: plans()["BlockWithKey"], key: keyVolume, want: key},
		"Files":   {reason: "A file system goes before its key.", plan: plans()["FileWithKey"], key: keyFileSystem, want: key},
		"Policy":  {reason: "A store with data stays closed.", plan: full(), key: keyBucketPolicy, retain: true},
		"Emptied": {
			reason: "A store that is emptied from outside of its network must let that happen.",
			plan:   plans()["Emptied"], key: keyBucketPolicy, want: []managed.Key{keyBucket},
		},
		"EmptiedReplica": {
			reason: "So must its copy.",
			plan:   plans()["Emptied"], key: "policy-copy-eu-central-1", want: []managed.Key{"bucket-copy-eu-central-1"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, Build(tc.plan, observations{}), tc.key)
			if diff := cmp.Diff(tc.want, r.DeleteBefore); diff != "" {
				t.Errorf("%s\nDeleteBefore: -want, +got:\n%s", tc.reason, diff)
			}
			if r.Retain != tc.retain {
				t.Errorf("%s\nRetain: %t", tc.reason, r.Retain)
			}
		})
	}
}

func TestForceDestroy(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason                 string
		plan                   plan.Plan
		store, replica, logged bool
	}{
		"Keep":   {reason: "Only logs are deleted with their bucket.", plan: full(), logged: true},
		"Delete": {reason: "Whoever wants data to be deleted wants it everywhere.", plan: plans()["Emptied"], store: true, replica: true, logged: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(tc.plan, observations{})
			for key, want := range map[managed.Key]bool{keyBucket: tc.store, "bucket-copy-eu-central-1": tc.replica, "bucket-access-logs": tc.logged} {
				if got := managedtest.Spec[aws.Bucket](t, resources, key).ForceDestroy; got != want {
					t.Errorf("%s\nforceDestroy of %q: %t", tc.reason, key, got)
				}
			}
		})
	}
}

// TestDocuments proves that every policy is legal, and says what it should.
func TestDocuments(t *testing.T) {
	t.Parallel()
	s := &storage{Plan: full(), observed: observations{}}
	noAccount := full()
	noAccount.Claim.Guardrails.AWS.AccountID = ""
	open := &storage{Plan: plans()["Public"], observed: observations{}}
	secure := []string{"DenyWithoutTLS", "DenyOldTLS"}
	cases := map[string]struct {
		reason   string
		use      policy.Use
		document policy.Document
		want     []string
	}{
		"Store":   {reason: "A store for a network is closed to everybody else.", use: policy.UseResource, document: s.bucketDocument(s.storeBucket()), want: append(slices.Clone(secure), "DenyOutsideNetwork")},
		"Replica": {reason: "So is its copy.", use: policy.UseResource, document: s.bucketDocument(s.replicaBucket()), want: append(slices.Clone(secure), "DenyOutsideNetwork")},
		"Logs":    {reason: "S3 writes logs from outside of the network.", use: policy.UseResource, document: s.bucketDocument(s.logBucket()), want: append(slices.Clone(secure), "AllowAccessLogs")},
		"Public":  {reason: "Everybody may read a public store.", use: policy.UseResource, document: open.bucketDocument(open.storeBucket()), want: append(slices.Clone(secure), "AllowEverybodyToRead")},
		"Trust":   {reason: "S3 alone becomes the role.", use: policy.UseTrust, document: replicationTrust(), want: []string{""}},
		"Role": {
			reason: "The role copies between these buckets and with these keys.", use: policy.UseIdentity,
			document: s.replicationPermissions(s.replicaBucket(), testKey, testKey), want: []string{"", "", "", "", ""},
		},
		"Files": {reason: "A file system is mounted over TLS.", use: policy.UseResource, document: fileSystemDocument("arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0a"), want: []string{"DenyWithoutTLS"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for i, statement := range tc.document.Statements {
				got = append(got, statement.SID)
				if errs := policy.Check(field.NewPath("statement").Index(i), tc.use, "aws", statement); len(errs) > 0 {
					t.Errorf("%s\n%v", tc.reason, errs)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nstatements: -want, +got:\n%s", tc.reason, diff)
			}
			if e := policy.LimitBucket.Exceeded(tc.document); e != "" {
				t.Error(e)
			}
		})
	}
}

// TestNobodyIsLockedOut proves that what manages a closed bucket from outside of its
// network, and what copies its objects, is not denied to do so.
func TestNobodyIsLockedOut(t *testing.T) {
	t.Parallel()
	for _, action := range []string{
		"s3:ListBucket", "s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:GetBucketVersioning", "s3:DeleteBucket",
		"s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging", "s3:GetObjectRetention",
		"s3:GetObjectLegalHold", "s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags",
	} {
		if slices.Contains(networkActions(), action) {
			t.Errorf("%s is denied outside of the network", action)
		}
	}
	for _, action := range []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"} {
		if !slices.Contains(networkActions(), action) {
			t.Errorf("%s is not denied outside of the network", action)
		}
	}
}

func TestPolicyText(t *testing.T) {
	t.Parallel()
	name := Build(plans()["Public"], observations{})[0].ExternalName
	want := `{"Version":"2012-10-17","Statement":[` +
		`{"Sid":"DenyWithoutTLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::` + name + `","arn:aws:s3:::` + name + `/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},` +
		`{"Sid":"DenyOldTLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::` + name + `","arn:aws:s3:::` + name + `/*"],"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}},` +
		`{"Sid":"AllowEverybodyToRead","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::` + name + `/*"}]}`
	r := managedtest.Find(t, Build(plans()["Public"], observations{}), keyBucketPolicy)
	if diff := cmp.Diff(want, managedtest.Spec[aws.BucketPolicy](t, []managed.Resource{r}, keyBucketPolicy).Policy); diff != "" {
		t.Errorf("policy of a public store: -want, +got:\n%s", diff)
	}
	if !slices.Contains(r.After, keyPublicAccessBlock) {
		t.Error("S3 refuses a public policy while public policies are blocked")
	}
}

func TestAllowLogs(t *testing.T) {
	t.Parallel()
	p := full()
	p.Claim.Guardrails.AWS.AccountID = ""
	s := &storage{Plan: p, observed: observations{}}
	if got := len(s.allowLogs(s.logBucket()).Conditions); got != 1 {
		t.Errorf("without an account there are %d conditions", got)
	}
	s.Claim.Guardrails.AWS.AccountID = testAccount
	want := []policy.Condition{
		{Test: "ArnLike", Key: "aws:SourceArn", Values: []string{"arn:aws:s3:::" + s.bucketName(s.storeBucket())}},
		{Test: "StringEquals", Key: "aws:SourceAccount", Values: []string{testAccount}},
	}
	if diff := cmp.Diff(want, s.allowLogs(s.logBucket()).Conditions); diff != "" {
		t.Errorf("who may write logs: -want, +got:\n%s", diff)
	}
}

func TestLifecycleRules(t *testing.T) {
	t.Parallel()
	filter := func(prefix string) []aws.BucketLifecycleFilter {
		return []aws.BucketLifecycleFilter{{Prefix: prefix}}
	}
	want := []aws.BucketLifecycleRule{
		{ID: "abort", Status: "Enabled", Filter: filter(""), AbortUpload: []aws.BucketAbortUpload{{DaysAfterInitiation: 3}}},
		{ID: "archive-h1", Status: "Enabled", Filter: filter("reports/"), Transition: []aws.BucketTransition{{Days: 90, StorageClass: "GLACIER_IR"}}},
		{ID: "archive-noncurrent", Status: "Enabled", Filter: filter(""), NoncurrentTransition: []aws.BucketNoncurrentTransition{{NoncurrentDays: 10, StorageClass: "GLACIER_IR"}}},
		{ID: "expire-h1", Status: "Enabled", Filter: filter("reports/"), Expiration: []aws.BucketExpiration{{Days: 3650}}},
		{
			ID: "expire-noncurrent", Status: "Enabled", Filter: filter(""), NoncurrentExpiration: []aws.BucketNoncurrentExpiration{{NoncurrentDays: 365}},
			Expiration: []aws.BucketExpiration{{ExpiredObjectDeleteMarker: new(true)}},
		},
	}
	resources := Build(full(), observations{})
	if diff := cmp.Diff(want, managedtest.Spec[aws.BucketLifecycle](t, resources, keyLifecycle).Rule); diff != "" {
		t.Errorf("rules of the store: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, managedtest.Spec[aws.BucketLifecycle](t, resources, "lifecycle-copy-eu-central-1").Rule); diff != "" {
		t.Errorf("S3 does not copy what a lifecycle does, so that the copy has the same rules: -want, +got:\n%s", diff)
	}
	logs := []aws.BucketLifecycleRule{
		{ID: "abort", Status: "Enabled", Filter: filter(""), AbortUpload: []aws.BucketAbortUpload{{DaysAfterInitiation: 7}}},
		{ID: "expire", Status: "Enabled", Filter: filter(""), Expiration: []aws.BucketExpiration{{Days: 180}}},
	}
	if diff := cmp.Diff(logs, managedtest.Spec[aws.BucketLifecycle](t, resources, "lifecycle-access-logs").Rule); diff != "" {
		t.Errorf("rules of logs: -want, +got:\n%s", diff)
	}
}

func TestRetentionAndVersions(t *testing.T) {
	t.Parallel()
	compliance := with(full(), func(p *plan.Plan) {
		p.Object.Retention = &v1alpha1.Retention{Mode: v1alpha1.RetentionCompliance, Days: 365}
	})
	for _, key := range []managed.Key{"", "-copy-eu-central-1"} {
		governed, complied := Build(full(), observations{}), Build(compliance, observations{})
		if !managedtest.Spec[aws.Bucket](t, governed, keyBucket+key).ObjectLockEnabled {
			t.Errorf("a bucket must be created to be locked: %q", keyBucket+key)
		}
		want := &aws.BucketObjectLockRule{DefaultRetention: &aws.BucketRetention{Mode: "GOVERNANCE", Days: 30}}
		if diff := cmp.Diff(want, managedtest.Spec[aws.BucketObjectLock](t, governed, keyObjectLock+key).Rule); diff != "" {
			t.Errorf("governance: -want, +got:\n%s", diff)
		}
		want = &aws.BucketObjectLockRule{DefaultRetention: &aws.BucketRetention{Mode: "COMPLIANCE", Days: 365}}
		if diff := cmp.Diff(want, managedtest.Spec[aws.BucketObjectLock](t, complied, keyObjectLock+key).Rule); diff != "" {
			t.Errorf("compliance: -want, +got:\n%s", diff)
		}
		if got := managedtest.Spec[aws.BucketVersioning](t, governed, keyVersioning+key).VersioningConfiguration.Status; got != "Enabled" {
			t.Errorf("versioning of %q is %s", keyBucket+key, got)
		}
	}
	if managedtest.Spec[aws.Bucket](t, Build(smallest(), observations{}), keyBucket).ObjectLockEnabled {
		t.Error("a bucket without retention is not locked")
	}
	if got := managedtest.Spec[aws.BucketVersioning](t, Build(plans()["Public"], observations{}), keyVersioning).VersioningConfiguration.Status; got != "Suspended" {
		t.Errorf("versioning that is off is %s", got)
	}
}

func TestReplication(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   aws.BucketReplicationRule
	}{
		"PlatformKey": {
			reason: "What S3 encrypts is copied without a key.", plan: plans()["Replica"],
			want: aws.BucketReplicationRule{Destination: &aws.BucketReplicationDestination{}},
		},
		"CreatedKey": {
			reason: "What is encrypted with a key is encrypted with that of the copy.", plan: full(),
			want: aws.BucketReplicationRule{
				SourceSelectionCriteria: &aws.BucketReplicationSource{SSEKMSEncryptedObjects: &aws.BucketSwitch{Status: "Enabled"}},
				Destination: &aws.BucketReplicationDestination{EncryptionConfiguration: &aws.BucketReplicationEncryption{
					ReplicaKMSKeyID: "arn:aws:kms:eu-west-1:123456789012:key/key-copy-eu-central-1",
				}},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, tc.plan)
			tc.want.ID, tc.want.Status, tc.want.Priority, tc.want.Filter = "copy", "Enabled", 1, &aws.BucketReplicationFilter{}
			tc.want.DeleteMarkerReplication = &aws.BucketSwitch{Status: "Enabled"}
			tc.want.Destination.Bucket = "arn:aws:s3:::" + managedtest.Find(t, resources, "bucket-copy-eu-central-1").ExternalName
			got := managedtest.Spec[aws.BucketReplication](t, resources, keyReplication)
			if diff := cmp.Diff([]aws.BucketReplicationRule{tc.want}, got.Rule); diff != "" {
				t.Errorf("%s\nrule: -want, +got:\n%s", tc.reason, diff)
			}
			if got := managedtest.Spec[aws.Bucket](t, resources, "bucket-copy-eu-central-1").Region; got != otherRegion {
				t.Errorf("the copy is in %s", got)
			}
		})
	}
}

// TestReplicaMoves shows that a copy in another region is another bucket.
func TestReplicaMoves(t *testing.T) {
	t.Parallel()
	moved := with(smallest(), func(p *plan.Plan) {
		p.Object.Replica = &plan.Replica{Region: regions.Region{Native: "eu-north-1"}, Key: platformKey()}
	})
	before := managedtest.Find(t, Build(plans()["Replica"], observations{}), "bucket-copy-eu-central-1")
	after := managedtest.Find(t, Build(moved, observations{}), "bucket-copy-eu-north-1")
	if before.ExternalName == after.ExternalName {
		t.Errorf("both are called %q", before.ExternalName)
	}
}

func TestVolume(t *testing.T) {
	t.Parallel()
	sized := func(performance v1alpha1.Performance, size int) plan.Plan {
		return with(block(performance, namedKey()), func(p *plan.Plan) { p.Block.SizeGiB = size })
	}
	cases := map[string]struct {
		reason           string
		plan             plan.Plan
		iops, throughput int
	}{
		"Standard":  {reason: "What is included in the price.", plan: sized(v1alpha1.PerformanceStandard, 16384), iops: 3000, throughput: 125},
		"HighSmall": {reason: "A small volume cannot be as fast as a large one.", plan: sized(v1alpha1.PerformanceHigh, 10), iops: 5000, throughput: 1000},
		"HighLarge": {reason: "A large volume is as fast as is sensible.", plan: sized(v1alpha1.PerformanceHigh, 1000), iops: 16000, throughput: 1000},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := aws.EBSVolume{
				Region: testRegion, AvailabilityZone: "eu-west-1b", VolumeType: "gp3", Size: tc.plan.Block.SizeGiB,
				IOPS: tc.iops, Throughput: tc.throughput, Encrypted: true, KMSKeyID: testKey,
			}
			got := managedtest.Spec[aws.EBSVolume](t, Build(tc.plan, observations{}), keyVolume)
			got.Tags = nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\nvolume: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestFileSystem(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, file(createdKey()))
	fs := managedtest.Spec[aws.EFSFileSystem](t, resources, keyFileSystem)
	if !fs.Encrypted || fs.KMSKeyID != "arn:aws:kms:eu-west-1:123456789012:key/key" {
		t.Errorf("the file system is encrypted with %q: %t", fs.KMSKeyID, fs.Encrypted)
	}
	rule := managedtest.Spec[aws.SecurityGroupIngressRule](t, resources, "ingress-nfs")
	if rule.CIDRIPv4 != "10.0.0.0/16" || *rule.FromPort != 2049 || *rule.ToPort != 2049 || rule.IPProtocol != "tcp" {
		t.Errorf("the file system lets in %+v", rule)
	}
	if got := managedtest.Spec[aws.EFSMountTarget](t, resources, "mount-target-private-b").SubnetID; got != "subnet-0b" {
		t.Errorf("the file system of zone b is in %q", got)
	}
	if r := managedtest.Find(t, resources, "mount-target-private-a"); !slices.Contains(r.After, keyFileSystemPolicy) {
		t.Error("nobody must reach the file system before its policy")
	}
	adopted := with(file(platformKey()), func(p *plan.Plan) { p.Network.CIDR = "" })
	if r := managedtest.Find(t, Build(adopted, observations{}), "ingress-nfs"); len(r.Waits) != 1 {
		t.Errorf("a rule for a range that is not known waits for %v", r.Waits)
	}
}

func TestProtected(t *testing.T) {
	t.Parallel()
	protected := with(smallest(), func(p *plan.Plan) { p.Protection.Deletion = true })
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   bool
	}{
		"Store":          {reason: "S3 itself refuses to delete what is not empty.", plan: smallest()},
		"ProtectedStore": {reason: "Protection is for empty ones too.", plan: protected, want: true},
		"Volume":         {reason: "EBS would delete data.", plan: block(v1alpha1.PerformanceStandard, platformKey()), want: true},
		"Files":          {reason: "EFS would delete data.", plan: file(platformKey()), want: true},
		"Deleted":        {reason: "Whoever said so may delete data.", plan: with(file(platformKey()), func(p *plan.Plan) { p.Protection = deletes() })},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Protected(tc.plan); (got != "") != tc.want {
				t.Errorf("%s\nProtected(...): %q", tc.reason, got)
			}
		})
	}
}

func TestChina(t *testing.T) {
	t.Parallel()
	p := full()
	p.Claim.Region.Native, p.Object.Replica.Region.Native = "cn-north-1", "cn-northwest-1"
	resources, _ := converge(t, p)
	rule := managedtest.Spec[aws.BucketReplication](t, resources, keyReplication).Rule[0]
	if want := "arn:aws-cn:s3:::" + managedtest.Find(t, resources, "bucket-copy-cn-northwest-1").ExternalName; rule.Destination.Bucket != want {
		t.Errorf("the copy is %q, want %q", rule.Destination.Bucket, want)
	}
	// KMS calls services the same in all partitions.
	if got := keyStatement("kms:Decrypt", testKey, "cn-north-1").Conditions[0].Values[0]; got != "s3.cn-north-1.amazonaws.com" {
		t.Errorf("S3 is called %q", got)
	}
}
