// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const (
	serviceS3     = "S3"
	invalidState  = "InvalidBucketState"
	malformedXML  = "MalformedXML"
	notValidXML   = "The XML you provided was not well-formed or did not validate against our published schema"
	statusEnabled = "Enabled"
)

func buckets() []cloud.Kind {
	b := typeOf("s3", "v1beta2", "Bucket", "buckets")
	return []cloud.Kind{
		{
			Type: b, Naming: cloud.Given, World: true, Noun: "S3 Bucket", Service: serviceS3, Call: "Bucket",
			Immutable:  []string{"objectLockEnabled"},
			Check:      checkBucket,
			Attributes: bucketAttributes,
			Secrets: func(r *cloud.Request) map[string][]byte {
				return map[string][]byte{"id": []byte(r.ID), "arn": []byte(arn(r)), "region": []byte(r.Region())}
			},
		},
		inBucket("v1beta2", "BucketOwnershipControls", "bucketownershipcontrols", "Ownership Controls", []string{"rule.objectOwnership"}, checkOwnership),
		inBucket("v1beta1", "BucketPublicAccessBlock", "bucketpublicaccessblocks", "Public Access Block", nil, nil),
		inBucket("v1beta2", "BucketServerSideEncryptionConfiguration", "bucketserversideencryptionconfigurations", "Server-side Encryption Configuration", []string{"rule"}, checkBucketEncryption),
		inBucket("v1beta2", "BucketVersioning", "bucketversionings", "Versioning", []string{"versioningConfiguration.status"}, checkVersioning),
		inBucket("v1beta2", "BucketObjectLockConfiguration", "bucketobjectlockconfigurations", "Object Lock Configuration", nil, checkObjectLock),
		inBucket("v1beta1", "BucketCorsConfiguration", "bucketcorsconfigurations", "CORS Configuration", []string{"corsRule"}, checkCORS),
		inBucket("v1beta2", "BucketLifecycleConfiguration", "bucketlifecycleconfigurations", "Lifecycle Configuration", []string{"rule"}, checkLifecycle),
		inBucket("v1beta1", "BucketPolicy", "bucketpolicies", "Policy", []string{"policy"}, checkBucketPolicy),
		bucketLoggings(),
		bucketReplications(),
	}
}

// inBucket is a part of a bucket. It is put into the bucket, whatever was there before,
// and goes with it.
func inBucket(version, kind, plural, noun string, required []string, check func(r *cloud.Request) error) cloud.Kind {
	out := cloud.Kind{
		Type: typeOf("s3", version, kind, plural), Naming: cloud.Templated,
		Noun: "S3 Bucket " + noun, Service: serviceS3, Call: "Bucket" + strings.ReplaceAll(strings.TrimPrefix(kind, "Bucket"), "Configuration", ""),
		Required:  append([]string{"bucket"}, required...),
		Immutable: []string{"bucket"},
		Links:     []cloud.Link{{Field: "bucket", To: bucket, Code: "NoSuchBucket", Text: "The specified bucket does not exist", Nested: true}},
		ID:        func(r *cloud.Request) string { return r.Args.String("bucket") },
		Check:     check,
	}
	if kind == "BucketVersioning" {
		out.CheckDelete = checkSuspended
	}
	return out
}

// of returns the part of a kind of a bucket, or nil.
func of(r *cloud.Request, b *cloud.Object, part cloud.Name) *cloud.Object {
	return cloud.First(r.UsersOf(b, part))
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// checkBucket applies the rules of names.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
func checkBucket(r *cloud.Request) error {
	_, notAddress := netip.ParseAddr(r.Name)
	forbidden := slices.ContainsFunc([]string{"xn--", "sthree-", "amzn-s3-demo-"}, func(p string) bool { return strings.HasPrefix(r.Name, p) }) ||
		slices.ContainsFunc([]string{"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"}, func(s string) bool { return strings.HasSuffix(r.Name, s) })
	if !bucketName.MatchString(r.Name) || strings.Contains(r.Name, "..") || notAddress == nil || forbidden {
		return cloud.Refuse(400, "InvalidBucketName", "The specified bucket is not valid.")
	}
	return nil
}

func bucketAttributes(r *cloud.Request) cloud.Value {
	return cloud.Value{
		"bucketDomainName":         r.ID + ".s3.amazonaws.com",
		"bucketRegionalDomainName": r.ID + ".s3." + r.Region() + ".amazonaws.com",
		"bucketRegion":             r.Region(),
		"hostedZoneId":             "Z" + strings.ToUpper(r.Hex(13, "zone")),
	}
}

func checkOwnership(r *cloud.Request) error {
	return oneOf(r, "rule.objectOwnership", "BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter")
}

var kmsARN = regexp.MustCompile(`^arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]+$`)

func checkBucketEncryption(r *cloud.Request) error {
	if len(r.Args.List("rule")) != 1 {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	const algorithm, master = "rule[].applyServerSideEncryptionByDefault.sseAlgorithm", "rule[].applyServerSideEncryptionByDefault.kmsMasterKeyId"
	if err := oneOf(r, algorithm, "AES256", "aws:kms", "aws:kms:dsse"); err != nil {
		return err
	}
	if err := oneOf(r, "rule[].blockedEncryptionTypes", "SSE-C", "NONE"); err != nil {
		return err
	}
	for _, k := range r.Args.Strings(master) {
		if slices.Contains(r.Args.Strings(algorithm), "AES256") {
			return cloud.Refuse(400, "InvalidArgument", "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse")
		}
		if m := kmsARN.FindStringSubmatch(k); m != nil && m[1] != r.Region() {
			return cloud.Refuse(400, "InvalidArgument", "Server Side Encryption with AWS KMS managed key requires a key in region %s", r.Region())
		}
	}
	return nil
}

// isVersioned says whether a bucket keeps versions.
func isVersioned(r *cloud.Request, b *cloud.Object) bool {
	if b.Args.Bool("objectLockEnabled") {
		return true
	}
	v := of(r, b, bucketVersioning)
	return v != nil && r.IsReady(v) && v.Args.String("versioningConfiguration.status") == statusEnabled
}

func checkVersioning(r *cloud.Request) error {
	if err := oneOf(r, "versioningConfiguration.status", statusEnabled, "Suspended", "Disabled"); err != nil {
		return err
	}
	if r.Args.String("versioningConfiguration.status") == statusEnabled {
		return nil
	}
	if r.To("bucket").Args.Bool("objectLockEnabled") {
		return cloud.Refuse(409, invalidState, "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.")
	}
	return checkSuspended(r)
}

// checkSuspended refuses to suspend versioning while objects are copied.
func checkSuspended(r *cloud.Request) error {
	if of(r, r.To("bucket"), bucketReplication) != nil {
		return cloud.Refuse(409, invalidState, "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.")
	}
	return nil
}

func checkObjectLock(r *cloud.Request) error {
	if !isVersioned(r, r.To("bucket")) {
		return cloud.Refuse(409, invalidState, "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
	}
	if err := oneOf(r, "rule.defaultRetention.mode", "GOVERNANCE", "COMPLIANCE"); err != nil {
		return err
	}
	days, inDays := r.Args.Int("rule.defaultRetention.days")
	years, inYears := r.Args.Int("rule.defaultRetention.years")
	if r.Args.Has("rule") && (inDays == inYears || days < 0 || years < 0 || days+years == 0 || !r.Args.Has("rule.defaultRetention.mode")) {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	if days > 36500 || years > 100 {
		return cloud.Refuse(400, "InvalidArgument", "Default retention period too large")
	}
	return nil
}

func checkCORS(r *cloud.Request) error {
	if len(r.Args.List("corsRule")) > 100 {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	for _, rule := range r.Args.List("corsRule") {
		if err := checkCORSRule(rule); err != nil {
			return err
		}
	}
	return nil
}

func checkCORSRule(rule cloud.Value) error {
	for _, m := range rule.Strings("allowedMethods") {
		if !slices.Contains([]string{"GET", "HEAD", "PUT", "POST", "DELETE"}, m) {
			return cloud.Refuse(400, "InvalidRequest", "Found unsupported HTTP method in CORS config. Unsupported method is %s", m)
		}
	}
	if !rule.Has("allowedMethods") || !rule.Has("allowedOrigins") {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	for _, pattern := range []struct{ field, noun string }{{"allowedOrigins", "AllowedOrigin"}, {"allowedHeaders", "AllowedHeader"}} {
		for _, text := range rule.Strings(pattern.field) {
			if strings.Count(text, "*") > 1 {
				return cloud.Refuse(400, "InvalidRequest", "%s \"%s\" can not have more than one wildcard.", pattern.noun, text)
			}
		}
	}
	for _, h := range rule.Strings("exposeHeaders") {
		if strings.Contains(h, "*") {
			return cloud.Refuse(400, "InvalidRequest", "ExposeHeader \"%s\" contains wildcard. We currently do not support wildcard for ExposeHeader.", h)
		}
	}
	return nil
}
