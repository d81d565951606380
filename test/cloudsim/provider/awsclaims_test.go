// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
)

const (
	storageFile  = "aws-storage.yaml"
	identityFile = "aws-identity.yaml"
)

// TestGoodOnAWS proves that the cloud accepts what is right, publishes what it should and
// lets go of it in whatever order it is deleted.
func TestGoodOnAWS(t *testing.T) {
	t.Parallel()
	for _, file := range []string{storageFile, identityFile} {
		for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{
			"Cluster":    func(u *unstructured.Unstructured) *unstructured.Unstructured { return u },
			"Namespaced": namespaced,
		} {
			t.Run(strings.TrimSuffix(file, ".yaml")+scope, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				var us []*unstructured.Unstructured
				for _, u := range sorted(objects(t, file)) {
					us = append(us, convert(u))
				}
				w.apply(us...)
				w.run()
				w.wantReady()
				for _, u := range us {
					fits(t, w.get(u))
				}
				w.delete(us...)
				w.run()
				for _, u := range w.left() {
					t.Errorf("what was created should be deleted in whatever order: %s", u)
				}
			})
		}
	}
}

func TestBrokenOnAWS(t *testing.T) {
	t.Parallel()
	for file, cases := range map[string]map[string]broken{
		storageFile:  merged(brokenBuckets(), brokenBucketParts(), brokenBucketPolicies(), brokenLifecycles(), brokenReplications(), brokenVolumes(), brokenFiles()),
		identityFile: brokenIdentities(),
	} {
		for name, tc := range cases {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				us := objects(t, file)
				for path, value := range tc.with {
					change(us[tc.of], "spec.forProvider."+path, value)
				}
				if tc.how != nil {
					tc.how(us)
				}
				w.apply(sorted(relevant(us, append(tc.also, tc.of)))...)
				w.run()
				mg := w.get(us[tc.of])
				if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
					t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
				}
				if diff := cmp.Diff(tc.want, message(mg)); diff != "" {
					t.Errorf("%s\nmessage of %s: -want, +got:\n%s", tc.reason, tc.of, diff)
				}
			})
		}
	}
}

// refusedBy S3, for a bucket of which the part is.
func refusedBy(noun, bucket, call string, status int, text string) string {
	return created(fmt.Sprintf("creating S3 Bucket%s (%s): operation error S3: %s, https response error StatusCode: %d, RequestID: ..., api error %s", noun, bucket, call, status, text))
}

const (
	store    = "shop-store-0a1b2c3d"
	plain    = "shop-plain-0a1b2c3d"
	notValid = "MalformedXML: The XML you provided was not well-formed or did not validate against our published schema"
)

func brokenBuckets() map[string]broken {
	invalid := func(name string) string {
		return refusedBy("", name, "CreateBucket", 400, "InvalidBucketName: The specified bucket is not valid.")
	}
	const of = "Bucket/plain"
	return map[string]broken{
		"BucketUpperCase": {reason: "Names are in lower case.", of: of, how: named(of, "Shop"), want: invalid("Shop")},
		"BucketTooLong":   {reason: "A name has 63 characters.", of: of, how: named(of, strings.Repeat("s", 64)), want: invalid(strings.Repeat("s", 64))},
		"BucketTooShort":  {reason: "A name has three characters.", of: of, how: named(of, "sh"), want: invalid("sh")},
		"BucketAddress":   {reason: "A name is no address.", of: of, how: named(of, "192.0.2.1"), want: invalid("192.0.2.1")},
		"BucketReserved":  {reason: "Some names belong to AWS.", of: of, how: named(of, "shop--x-s3"), want: invalid("shop--x-s3")},
		"BucketTaken": {
			reason: "A name is unique in the world.", of: of,
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("Bucket/plain", "another", nil)(us)
				us["Bucket/another"].SetLabels(nil)
				set(us["Bucket/plain"], "spec.providerConfigRef.name", "other")
			},
			also: []string{"Bucket/another"},
			want: refusedBy("", plain, "CreateBucket", 409, "BucketAlreadyExists: The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again."),
		},
		"BucketElsewhere": {
			reason: "A part of a bucket is in its region.", of: "BucketVersioning/plain", with: map[string]any{"region": "eu-central-1"},
			want: refusedBy(" Versioning", plain, "PutBucketVersioning", 404, "NoSuchBucket: The specified bucket does not exist"),
		},
		"BucketTwice": {
			reason: "Two cannot configure the same bucket.", of: "BucketVersioning/plain", how: copyOf("BucketVersioning/plain", "another", map[string]any{"versioningConfiguration.status": "Enabled"}),
			want: refusedBy(" Versioning", plain, "PutBucketVersioning", 409, "OperationAborted: A conflicting conditional operation is currently in progress against this resource. Please try again."),
		},
	}
}

func brokenBucketParts() map[string]broken {
	encryption := "BucketServerSideEncryptionConfiguration/store"
	encrypted := func(status int, text string) string {
		return refusedBy(" Server-side Encryption Configuration", store, "PutBucketServerSideEncryption", status, text)
	}
	cors := func(text string) string {
		return refusedBy(" CORS Configuration", store, "PutBucketCors", 400, text)
	}
	lock := func(status int, bucket, text string) string {
		return refusedBy(" Object Lock Configuration", bucket, "PutBucketObjectLock", status, text)
	}
	byDefault := func(algorithm, key string) map[string]any {
		return map[string]any{"rule[0].applyServerSideEncryptionByDefault": map[string]any{"sseAlgorithm": algorithm, "kmsMasterKeyId": key}}
	}
	return map[string]broken{
		"Ownership": {
			reason: "There are three kinds of ownership.", of: "BucketOwnershipControls/store", with: map[string]any{"rule.objectOwnership": "Mine"},
			want: created(`expected rule.object_ownership to be one of ["BucketOwnerEnforced" "BucketOwnerPreferred" "ObjectWriter"], got Mine`),
		},
		"EncryptionAlgorithm": {
			reason: "Algorithms are known.", of: encryption, with: byDefault("rot13", "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d"),
			want: created(`expected rule.0.apply_server_side_encryption_by_default.sse_algorithm to be one of ["AES256" "aws:kms" "aws:kms:dsse"], got rot13`),
		},
		"EncryptionKeyOfS3": {
			reason: "S3 has keys of its own.", of: encryption, with: byDefault("AES256", "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d"),
			want: encrypted(400, "InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"),
		},
		"EncryptionKeyElsewhere": {
			reason: "A key serves its region.", of: encryption, with: byDefault("aws:kms", "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d"),
			want: encrypted(400, "InvalidArgument: Server Side Encryption with AWS KMS managed key requires a key in region eu-west-1"),
		},
		"EncryptionBlocked": {
			reason: "What can be blocked is known.", of: encryption, with: map[string]any{"rule[0].blockedEncryptionTypes": []any{"SSE-S3"}},
			want: created(`expected rule.0.blocked_encryption_types to be one of ["SSE-C" "NONE"], got SSE-S3`),
		},
		"VersioningStatus": {
			reason: "Versioning is on, or suspended.", of: "BucketVersioning/plain", with: map[string]any{"versioningConfiguration.status": "Off"},
			want: created(`expected versioning_configuration.status to be one of ["Enabled" "Suspended" "Disabled"], got Off`),
		},
		"VersioningLocked": {
			reason: "What is locked has versions.", of: "BucketVersioning/store", with: map[string]any{"versioningConfiguration.status": "Suspended"},
			want: refusedBy(" Versioning", store, "PutBucketVersioning", 409, "InvalidBucketState: An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."),
		},
		"LockUnversioned": {
			reason: "What has no versions cannot be locked.", of: "BucketObjectLockConfiguration/store", with: map[string]any{"bucketSelector.matchLabels": map[string]any{"bucket": "plain"}}, also: []string{"BucketVersioning/plain"},
			want: lock(409, plain, "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"),
		},
		"LockMode": {
			reason: "Modes are in capitals.", of: "BucketObjectLockConfiguration/store", with: map[string]any{"rule.defaultRetention.mode": "Governance"},
			want: created(`expected rule.default_retention.mode to be one of ["GOVERNANCE" "COMPLIANCE"], got Governance`),
		},
		"LockDaysAndYears": {reason: "Days or years.", of: "BucketObjectLockConfiguration/store", with: map[string]any{"rule.defaultRetention.years": int64(1)}, want: lock(400, store, notValid)},
		"LockTooLong": {
			reason: "A century is enough.", of: "BucketObjectLockConfiguration/store", with: map[string]any{"rule.defaultRetention.days": int64(36501)},
			want: lock(400, store, "InvalidArgument: Default retention period too large"),
		},
		"CORSMethod": {
			reason: "Methods are known.", of: "BucketCorsConfiguration/store", with: map[string]any{"corsRule[0].allowedMethods": []any{"PATCH"}},
			want: cors("InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is PATCH"),
		},
		"CORSOrigin": {
			reason: "An origin has one wildcard.", of: "BucketCorsConfiguration/store", with: map[string]any{"corsRule[0].allowedOrigins": []any{"https://*.*.example.com"}},
			want: cors(`InvalidRequest: AllowedOrigin "https://*.*.example.com" can not have more than one wildcard.`),
		},
		"CORSHeader": {
			reason: "A header has one wildcard.", of: "BucketCorsConfiguration/store", with: map[string]any{"corsRule[0].allowedHeaders": []any{"x-*-*"}},
			want: cors(`InvalidRequest: AllowedHeader "x-*-*" can not have more than one wildcard.`),
		},
		"CORSExposed": {
			reason: "What is exposed is named.", of: "BucketCorsConfiguration/store", with: map[string]any{"corsRule[0].exposeHeaders": []any{"*"}},
			want: cors(`InvalidRequest: ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.`),
		},
		"CORSNothing": {reason: "A rule names methods.", of: "BucketCorsConfiguration/store", with: map[string]any{"corsRule[0].allowedMethods": nil}, want: cors(notValid)},
	}
}

func brokenBucketPolicies() map[string]broken {
	const of = "BucketPolicy/store"
	statement := func(s string) map[string]any {
		return map[string]any{"policy": `{"Version":"2012-10-17","Statement":[` + s + `]}`}
	}
	refused := func(status int, text string) string {
		return refusedBy(" Policy", store, "PutBucketPolicy", status, text)
	}
	logging := func(text string) string {
		return refusedBy(" Logging", store, "PutBucketLogging", 400, "InvalidTargetBucketForLogging: "+text)
	}
	const own = `"Resource":"arn:aws:s3:::` + store + `/*"`
	public := statement(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",` + own + `}`)
	blocked := refused(403, `AccessDenied: User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::`+store+`" because public policies are blocked by the BlockPublicPolicy block public access setting.`)
	return map[string]broken{
		"PolicyJSON":      {reason: "A policy is JSON.", of: of, with: map[string]any{"policy": "{"}, want: refused(400, "MalformedPolicy: This policy contains invalid Json")},
		"PolicyEffect":    {reason: "A statement allows or denies.", of: of, with: statement(`{"Effect":"Maybe","Principal":"*","Action":"s3:*",` + own + `}`), want: refused(400, "MalformedPolicy: Invalid effect: Maybe")},
		"PolicyPrincipal": {reason: "The policy of a bucket says who it is about.", of: of, with: statement(`{"Effect":"Deny","Action":"s3:*",` + own + `}`), want: refused(400, "MalformedPolicy: Missing required field Principal")},
		"PolicyResource":  {reason: "It is about the bucket itself.", of: of, with: statement(`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other"}`), want: refused(400, "MalformedPolicy: Policy has invalid resource")},
		"PolicyTooLarge":  {reason: "It has a size.", of: of, with: map[string]any{"policy": strings.Repeat(" ", 20481)}, want: refused(400, "PolicyTooLarge: Policy exceeds the maximum allowed document size.")},
		"PolicyPublic":    {reason: "Public policies are blocked.", of: of, with: public, also: []string{"BucketPublicAccessBlock/store"}, want: blocked},
		"PolicyPublicByDefault": {
			reason: "They are blocked before anybody says so.", of: of, with: public, want: blocked,
		},
		"LoggingToNowhere": {
			reason: "The logging service must be let in.", of: "BucketLogging/store", how: without("BucketPolicy/logs"), also: []string{"BucketPolicy/store"},
			want: logging("You must give the logging service permission to write to the target bucket"),
		},
		"LoggingToLocked": {
			reason: "Logs are not locked.", of: "BucketLogging/store", with: map[string]any{"targetBucketSelector.matchLabels": map[string]any{"bucket": "store"}},
			want: logging("The target bucket for logging must not have an Object Lock configuration"),
		},
	}
}

func brokenLifecycles() map[string]broken {
	const of = "BucketLifecycleConfiguration/store"
	refused := func(text string) string {
		return refusedBy(" Lifecycle Configuration", store, "PutBucketLifecycle", 400, text)
	}
	rule := func(r map[string]any) map[string]any {
		r["status"], r["filter"] = "Enabled", []any{map[string]any{"prefix": "a/"}}
		return map[string]any{"rule": []any{r}}
	}
	one := func(field string, value any) []any { return []any{map[string]any{field: value}} }
	return map[string]broken{
		"LifecycleTwice": {
			reason: "Ids are unique.", of: of, with: map[string]any{"rule[1].id": "expire"},
			want: refused("InvalidArgument: Rule ID must be unique. Found same ID for more than one rule"),
		},
		"LifecycleNothing": {reason: "A rule does something.", of: of, with: rule(map[string]any{"id": "a"}), want: refused(notValid)},
		"LifecycleStatus": {
			reason: "A rule is on or off.", of: of, with: map[string]any{"rule[0].status": "On"},
			want: created(`expected rule.0.status to be one of ["Enabled" "Disabled"], got On`),
		},
		"LifecycleDays": {
			reason: "Something happens after days.", of: of, with: rule(map[string]any{"id": "a", "expiration": one("days", int64(0))}),
			want: refused("InvalidArgument: 'Days' for Expiration action must be a positive integer"),
		},
		"LifecycleNoncurrentDays": {
			reason: "So it does to what is not current.", of: of, with: rule(map[string]any{"id": "a", "noncurrentVersionExpiration": one("noncurrentDays", int64(-1))}),
			want: refused("InvalidArgument: 'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer"),
		},
		"LifecycleMarkerAndDays": {
			reason: "Markers have no days.", of: of,
			with: rule(map[string]any{"id": "a", "expiration": []any{map[string]any{"days": int64(3), "expiredObjectDeleteMarker": true}}}), want: refused(notValid),
		},
		"LifecycleClass": {
			reason: "Classes are known.", of: of, with: rule(map[string]any{"id": "a", "transition": []any{map[string]any{"days": int64(3), "storageClass": "ARCHIVE"}}}), want: refused(notValid),
		},
		"LifecycleTooEarly": {
			reason: "Some classes take nothing that is young.", of: of, with: rule(map[string]any{"id": "a", "transition": []any{map[string]any{"days": int64(3), "storageClass": "STANDARD_IA"}}}),
			want: refused("InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'"),
		},
		"LifecycleTooLate": {
			reason: "What is gone is not archived.", of: of, with: map[string]any{"rule[0].transition[0].days": int64(365)},
			want: refused("InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action"),
		},
	}
}

func brokenReplications() map[string]broken {
	const of = "BucketReplicationConfiguration/store"
	refused := func(bucket, text string) string {
		return refusedBy(" Replication Configuration", bucket, "PutBucketReplication", 400, "InvalidRequest: "+text)
	}
	to := func(bucket string) map[string]any {
		return map[string]any{"rule[0].destination.bucket": "arn:aws:s3:::" + bucket}
	}
	versions := []string{"BucketVersioning/store"}
	return map[string]broken{
		"ReplicationFromUnversioned": {
			reason: "What has no versions is not copied.", of: of, with: map[string]any{"bucketSelector.matchLabels": map[string]any{"bucket": "plain"}}, also: versions,
			want: refused(plain, "Versioning must be 'Enabled' on the bucket to apply a replication configuration"),
		},
		"ReplicationToUnversioned": {reason: "Nothing is copied to where no versions are.", of: of, with: to(plain), also: versions, want: refused(store, "Destination bucket must have versioning enabled.")},
		"ReplicationToNowhere":     {reason: "The other bucket exists.", of: of, with: to("nowhere"), also: versions, want: refused(store, "Destination bucket must exist.")},
		"ReplicationToItself":      {reason: "It is another bucket.", of: of, with: to(store), also: versions, want: refused(store, "Destination bucket must be another bucket, named by its ARN.")},
		"ReplicationToUnlocked": {
			reason: "What is locked stays locked.", of: of, with: to("shop-logs-0a1b2c3d"), also: versions,
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("BucketVersioning/plain", "logs", map[string]any{"versioningConfiguration.status": "Enabled", "bucketSelector.matchLabels": map[string]any{"bucket": "logs"}})(us)
			},
			want: refused(store, "Destination bucket must have Object Lock enabled."),
		},
		"ReplicationRole": {
			reason: "S3 must be able to become the role.", of: of, also: versions,
			how: func(us map[string]*unstructured.Unstructured) {
				set(us["Role/copies"], "spec.forProvider.assumeRolePolicy", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`)
			},
			want: refused(store, "S3 cannot assume the role copies"),
		},
		"ReplicationMarkers": {
			reason: "A rule with a filter says what becomes of markers.", of: of, with: map[string]any{"rule[0].deleteMarkerReplication": nil}, also: versions,
			want: refused(store, "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema, and for no other."),
		},
		"ReplicationKey": {
			reason: "What is encrypted needs a key.", of: of, with: map[string]any{"rule[0].destination.encryptionConfiguration": nil}, also: versions,
			want: refused(store, "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present."),
		},
		"ReplicationKeyElsewhere": {
			reason: "The key is where the copy is.", of: of, with: map[string]any{"rule[0].destination.encryptionConfiguration.replicaKmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d"}, also: versions,
			want: refused(store, "ReplicaKmsKeyID must be in the same region as the destination bucket."),
		},
	}
}

func brokenVolumes() map[string]broken {
	const of = "EBSVolume/fast"
	refused := func(text string) string { return answer("creating EBS Volume", "EC2", "CreateVolume", text) }
	return map[string]broken{
		"VolumeZone": {reason: "A zone is in the region.", of: of, with: map[string]any{"availabilityZone": "eu-central-1a"}, want: refused("InvalidZone.NotFound: The zone 'eu-central-1a' does not exist.")},
		"VolumeType": {
			reason: "Types are known.", of: of, with: map[string]any{"type": "gp4"},
			want: created(`expected type to be one of ["standard" "io1" "io2" "gp2" "sc1" "st1" "gp3"], got gp4`),
		},
		"VolumeTooLarge": {reason: "A volume has a largest size.", of: of, with: map[string]any{"size": int64(16385)}, want: refused("InvalidParameterValue: Volume of 16385GiB is invalid for volume type gp3; it must be between 1 and 16384GiB.")},
		"VolumeNoSize":   {reason: "A volume has a size.", of: of, with: map[string]any{"size": nil}, want: refused("MissingParameter: The request must contain the parameter size")},
		"VolumeKey":      {reason: "A key is an ARN.", of: of, with: map[string]any{"kmsKeyId": "0a1b2c3d"}, want: created(`"kms_key_id" (0a1b2c3d) is an invalid ARN, or encrypted is not set`)},
		"VolumeOpen": {
			reason: "A key encrypts.", of: of, with: map[string]any{"encrypted": false},
			want: created(`"kms_key_id" (arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d) is an invalid ARN, or encrypted is not set`),
		},
		"VolumeTooFast":  {reason: "A volume is not as fast as one likes.", of: of, with: map[string]any{"iops": int64(16001)}, want: refused("InvalidParameterValue: Volume iops of 16001 is out of range; it must be between 3000 and 16000.")},
		"VolumeRatio":    {reason: "A small volume is slower.", of: of, with: map[string]any{"size": int64(10)}, want: refused("InvalidParameterCombination: Iops to volume size ratio of 1600 is too high; maximum is 500.")},
		"VolumeNoIOPS":   {reason: "Some types must be told.", of: of, with: map[string]any{"type": "io2", "iops": nil, "throughput": nil}, want: created("'iops' must be set when 'type' is 'io2'")},
		"VolumeIOPS":     {reason: "Some cannot be told.", of: of, with: map[string]any{"type": "gp2", "throughput": nil}, want: created("'iops' must not be set when 'type' is 'gp2'")},
		"VolumeThrough":  {reason: "Nor how much.", of: of, with: map[string]any{"type": "io2"}, want: created("'throughput' must not be set when 'type' is 'io2'")},
		"VolumeTooMuch":  {reason: "There is a most.", of: of, with: map[string]any{"throughput": int64(1001)}, want: refused("InvalidParameterValue: Volume throughput of 1001 is out of range; it must be between 125 and 1000.")},
		"VolumeTooDense": {reason: "It takes operations.", of: of, with: map[string]any{"iops": int64(3000)}, want: refused("InvalidParameterValue: Throughput (MiBps) to iops ratio of 0.333333 is too high; maximum is 0.250000 MiBps per iops.")},
	}
}

func brokenFiles() map[string]broken {
	const of = "FileSystem/files"
	fileSystem := func(text string) string {
		return modelled("creating EFS file system", "EFS", "CreateFileSystem", 400, text)
	}
	mount := func(status int, text string) string {
		return modelled("creating EFS Mount Target", "EFS", "CreateMountTarget", status, text)
	}
	vpc := func(us map[string]*unstructured.Unstructured) {
		copyOf("VPC/vpc", "other", nil)(us)
		us["VPC/other"].SetLabels(map[string]string{"vpc": "other"})
	}
	return map[string]broken{
		"FilesMode": {
			reason: "Modes are known.", of: of, with: map[string]any{"throughputMode": "fast"},
			want: created(`expected throughput_mode to be one of ["bursting" "provisioned" "elastic"], got fast`),
		},
		"FilesPerformance": {
			reason: "So are those of performance.", of: of, with: map[string]any{"performanceMode": "fast"},
			want: created(`expected performance_mode to be one of ["generalPurpose" "maxIO"], got fast`),
		},
		"FilesKey":         {reason: "A key is an ARN.", of: of, with: map[string]any{"kmsKeyId": "0a1b2c3d"}, want: created(`"kms_key_id" (0a1b2c3d) is an invalid ARN: arn: invalid prefix`)},
		"FilesOpen":        {reason: "A key encrypts.", of: of, with: map[string]any{"kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/0a", "encrypted": false}, want: created("encrypted must be set to true when kms_key_id is specified")},
		"FilesProvisioned": {reason: "What is provisioned is told.", of: of, with: map[string]any{"throughputMode": "provisioned"}, want: fileSystem("BadRequest: Provisioned throughput must be given with throughput mode provisioned, and with no other")},
		"FilesElastic":     {reason: "Elastic file systems are for general purposes.", of: of, with: map[string]any{"performanceMode": "maxIO"}, want: fileSystem("BadRequest: Elastic throughput is not supported with performance mode maxIO")},
		"MountTwice": {
			reason: "A zone has one mount target.", of: "MountTarget/b", with: map[string]any{"subnetIdSelector.matchLabels": map[string]any{"subnet": "a"}},
			want: mount(409, "MountTargetConflict: mount target already exists in this AZ"),
		},
		"MountForeignGroup": {
			reason: "A security group is of the network.", of: "MountTarget/a",
			how: func(us map[string]*unstructured.Unstructured) {
				vpc(us)
				set(us["SecurityGroup/mounts"], "spec.forProvider.vpcIdSelector.matchLabels", map[string]any{"vpc": "other"})
			},
			want: mount(400, "BadRequest: Security group sg-... is not in the VPC of subnet subnet-..."),
		},
		"MountForeignSubnet": {
			reason: "Mount targets are in one network.", of: "MountTarget/b",
			how: func(us map[string]*unstructured.Unstructured) {
				vpc(us)
				set(us["Subnet/b"], "spec.forProvider.vpcIdSelector.matchLabels", map[string]any{"vpc": "other"})
				unset(us["MountTarget/b"], "spec.forProvider.securityGroupsSelector")
			},
			want: mount(409, "MountTargetConflict: requested subnet for new mount target is not in the same VPC as existing mount targets"),
		},
		"MountNowhere": {
			reason: "A subnet exists.", of: "MountTarget/a", with: map[string]any{"subnetIdSelector": nil, "subnetId": "subnet-0123"},
			want: mount(400, "SubnetNotFound: The subnet ID 'subnet-0123' does not exist"),
		},
	}
}

func brokenIdentities() map[string]broken {
	refused := func(noun, call string, status int, text string) string {
		return created(fmt.Sprintf("creating IAM %s: operation error IAM: %s, https response error StatusCode: %d, RequestID: ..., api error %s", noun, call, status, text))
	}
	const pattern = "failed to satisfy constraint: Member must have length less than or equal to"
	return map[string]broken{
		"UserName": {
			reason: "A name has no spaces.", of: "User/partner", how: named("User/partner", "our partner"),
			want: refused("User", "CreateUser", 400, `ValidationError: 1 validation error detected: Value 'our partner' `+pattern+` 64 and satisfy regular expression pattern: [\w+=,.@-]+`),
		},
		"ThirdKey": {
			reason: "A user has two keys.", of: "AccessKey/c",
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("AccessKey/a", "c", nil)(us)
				set(us["AccessKey/c"], "spec.writeConnectionSecretToRef.name", "partner-c")
			},
			want: refused("Access Key", "CreateAccessKey", 409, "LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2"),
		},
		"KeyOfNobody": {
			reason: "A key is somebody's.", of: "AccessKey/a", with: map[string]any{"userSelector": nil, "user": "nobody"},
			want: refused("Access Key", "CreateAccessKey", 404, "NoSuchEntity: The user with name nobody cannot be found."),
		},
		"PolicyDocument": {
			reason: "A policy says what it is about.", of: "Policy/objects", with: map[string]any{"policy": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}`},
			want: refused("Policy", "CreatePolicy", 400, "MalformedPolicyDocument: Policy statement must contain resources."),
		},
		"PolicySize": {
			reason: "A managed policy has a size.", of: "Policy/objects",
			with: map[string]any{"policy": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::` + strings.Repeat("s", 6144) + `"}]}`},
			want: refused("Policy", "CreatePolicy", 409, "LimitExceeded: Maximum policy size of 6144 bytes exceeded"),
		},
		"AttachmentOfAWS": {
			reason: "AWS has some policies.", of: "UserPolicyAttachment/queues", with: map[string]any{"policyArn": "arn:aws:iam::aws:policy/Everything"},
			want: refused("User Policy Attachment", "AttachUserPolicy", 404, "NoSuchEntity: Policy arn:aws:iam::aws:policy/Everything does not exist or is not attachable."),
		},
		"AttachmentARN": {
			reason: "A policy is named by its ARN.", of: "UserPolicyAttachment/queues", with: map[string]any{"policyArn": "Everything"},
			want: refused("User Policy Attachment", "AttachUserPolicy", 400, "ValidationError: The specified value for policyArn is invalid."),
		},
		"ProfileName": {
			reason: "A name has no slash.", of: "InstanceProfile/machines", how: named("InstanceProfile/machines", "a/b"),
			want: refused("Instance Profile", "CreateInstanceProfile", 400, `ValidationError: 1 validation error detected: Value 'a/b' `+pattern+` 128 and satisfy regular expression pattern: [\w+=,.@-]+`),
		},
		"ProfileOfNobody": {
			reason: "A profile is of a role.", of: "InstanceProfile/machines", with: map[string]any{"roleSelector": nil, "role": "nobody"},
			want: refused("Instance Profile", "CreateInstanceProfile", 404, "NoSuchEntity: The role with name nobody cannot be found."),
		},
	}
}

// TestUpdatesOnAWS proves what can and what cannot become of what exists.
func TestUpdatesOnAWS(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		file   string
		of     string
		path   string
		to     any
		want   string
	}{
		"VolumeGrows":   {reason: "A volume grows in place.", file: storageFile, of: "EBSVolume/fast", path: "size", to: int64(200)},
		"VolumeSlower":  {reason: "It gets slower, too.", file: storageFile, of: "EBSVolume/fast", path: "throughput", to: int64(125)},
		"VolumeShrinks": {reason: "It does not shrink.", file: storageFile, of: "EBSVolume/fast", path: "size", to: int64(50), want: "New size cannot be smaller than existing size"},
		"VolumeMoves":   {reason: "It does not move.", file: storageFile, of: "EBSVolume/fast", path: "availabilityZone", to: "eu-west-1a", want: `cannot change the value of the argument "availability_zone"`},
		"BucketMoves":   {reason: "A bucket does not move.", file: storageFile, of: "Bucket/plain", path: "region", to: "eu-central-1", want: `cannot change the value of the argument "region"`},
		"BucketLocked":  {reason: "It is not locked later.", file: storageFile, of: "Bucket/plain", path: "objectLockEnabled", to: true, want: `cannot change the value of the argument "object_lock_enabled"`},
		"BucketEmptied": {reason: "How it is deleted can change.", file: storageFile, of: "Bucket/plain", path: "forceDestroy", to: true},
		"Retention":     {reason: "A retention gets longer.", file: storageFile, of: "BucketObjectLockConfiguration/store", path: "rule.defaultRetention.days", to: int64(60)},
		"FilesKey":      {reason: "The key of a file system stays.", file: storageFile, of: "FileSystem/files", path: "kmsKeyId", to: "arn:aws:kms:eu-west-1:123456789012:key/0b", want: `cannot change the value of the argument "kms_key_id"`},
		"PolicyWidened": {
			reason: "A policy is widened in place.", file: identityFile, of: "RolePolicy/machines", path: "policy",
			to: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::shop/*"}]}`,
		},
		"KeyOfAnother": {reason: "A key stays with its user.", file: identityFile, of: "AccessKey/a", path: "user", to: "other", want: `cannot change the value of the argument "user"`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := objects(t, tc.file)
			w.apply(sorted(us)...)
			w.run()
			w.wantReady()
			w.change(us[tc.of], func(u *unstructured.Unstructured) { set(u, "spec.forProvider."+tc.path, tc.to) })
			w.run()
			got := message(w.get(us[tc.of]))
			if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
				t.Errorf("%s\nmessage: want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

// TestKeysArePublished proves that an access key tells its secret, and always the same.
func TestKeysArePublished(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := objects(t, identityFile)
	w.apply(sorted(us)...)
	w.run()
	id := text(w.get(us["AccessKey/a"]), "status", "atProvider").String("id")
	s := &corev1.Secret{}
	if err := w.client.Get(context.Background(), types.NamespacedName{Namespace: namespace, Name: "partner-a"}, s); err != nil {
		t.Fatal(err)
	}
	if got := string(s.Data["username"]); got != id || !strings.HasPrefix(id, "AKIA") || len(s.Data["password"]) != 40 {
		t.Errorf("the key %s published %q", id, s.Data)
	}
}

// TestFileSystemPolicy proves that the policy of a file system is about the file system
// itself, and goes with it.
func TestFileSystemPolicy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := objects(t, storageFile)
	fs := us["FileSystem/files"]
	w.apply(fs)
	w.run()
	policyFor := func(name, arn string) *unstructured.Unstructured {
		for _, u := range parse(t, `
apiVersion: efs.aws.upbound.io/v1beta1
kind: FileSystemPolicy
metadata: {name: `+name+`}
spec:
  forProvider: {region: eu-west-1, fileSystemIdSelector: {matchControllerRef: true}, policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"elasticfilesystem:ClientMount","Resource":"`+arn+`","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}'}`) {
			return u
		}
		return nil
	}
	wrong := policyFor("wrong", "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0")
	w.apply(wrong)
	w.run()
	want := modelled("creating EFS File System Policy", "EFS", "PutFileSystemPolicy", 400, "InvalidPolicyException: Policy contains invalid resource: arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-...")
	if diff := cmp.Diff(want, strings.ReplaceAll(message(w.get(wrong)), "file-system/fs-0", "file-system/fs-...")); diff != "" {
		t.Errorf("message of another file system's policy: -want, +got:\n%s", diff)
	}
	w.delete(wrong)
	w.run()
	right := policyFor("right", text(w.get(fs), "status", "atProvider").String("arn"))
	w.apply(right)
	w.run()
	w.wantReady()
	fits(t, w.get(right))
	w.delete(fs)
	w.run()
	w.delete(right)
	w.run()
	for _, u := range w.left() {
		t.Errorf("a policy goes with its file system: %s", u)
	}
}

// TestUserWithKeys proves that a user goes with its keys only if it is told to.
func TestUserWithKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := objects(t, identityFile)
	set(us["User/partner"], "spec.forProvider.forceDestroy", false)
	w.apply(us["User/partner"], us["AccessKey/a"])
	w.run()
	w.delete(us["User/partner"])
	w.run()
	if got := message(w.get(us["User/partner"])); !strings.Contains(got, "DeleteConflict: Cannot delete entity, must delete access keys first.") {
		t.Errorf("a user with keys is deleted: %q", got)
	}
}

// TestOIDCProviderIsShared proves that two may manage the only provider of an issuer, if
// they know its ARN, and that neither takes the audience of the other away.
func TestOIDCProviderIsShared(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := objects(t, identityFile)
	arn := "arn:aws:iam::" + w.accountID(0) + ":oidc-provider/token.actions.githubusercontent.com"
	mine := us["OpenIDConnectProvider/github"]
	theirs := mine.DeepCopy()
	theirs.SetName("theirs")
	for _, u := range []*unstructured.Unstructured{mine, theirs} {
		u.SetAnnotations(map[string]string{"crossplane.io/external-name": arn})
		set(u, "spec.managementPolicies", []any{"Observe", "Create", "Update"})
		set(u, "spec.initProvider", map[string]any{"clientIdList": []any{"sts.amazonaws.com"}})
		unset(u, "spec.forProvider.clientIdList")
	}
	w.apply(mine, theirs)
	w.run()
	w.wantReady()
	w.change(theirs, func(u *unstructured.Unstructured) {
		set(u, "spec.forProvider.clientIdList", []any{"shop", "sts.amazonaws.com"})
	})
	w.run()
	w.wantReady()
	w.delete(theirs)
	w.run()
	w.poll()
	w.run()
	w.wantReady()
	if got := text(w.get(mine), "status", "atProvider").Strings("clientIdList"); !cmp.Equal(got, []string{"shop", "sts.amazonaws.com"}) {
		t.Errorf("the provider has the audiences %v", got)
	}
}
