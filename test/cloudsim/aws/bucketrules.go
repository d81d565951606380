// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// actions of the rules of a lifecycle.
func lifecycleActions() []string {
	return []string{"expiration", "transition", "noncurrentVersionExpiration", "noncurrentVersionTransition", "abortIncompleteMultipartUpload"}
}

// checkLifecycle applies the rules of rules.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
func checkLifecycle(r *cloud.Request) error {
	seen := map[string]bool{}
	for _, rule := range r.Args.List("rule") {
		id := rule.String("id")
		if id == "" || len(id) > 255 || len(given(rule, lifecycleActions())) == 0 {
			return cloud.Refuse(400, malformedXML, notValidXML)
		}
		if seen[id] {
			return cloud.Refuse(400, "InvalidArgument", "Rule ID must be unique. Found same ID for more than one rule")
		}
		seen[id] = true
		if err := checkLifecycleRule(rule); err != nil {
			return err
		}
	}
	if len(seen) > 1000 {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	return oneOf(r, "rule[].status", statusEnabled, "Disabled")
}

func checkLifecycleRule(rule cloud.Value) error {
	for _, action := range lifecycleActions() {
		for _, a := range rule.List(action) {
			if err := checkLifecycleAction(action, a); err != nil {
				return err
			}
		}
	}
	expires, ok := first(rule, "expiration").Int("days")
	moves, also := first(rule, "transition").Int("days")
	if ok && also && expires <= moves {
		return cloud.Refuse(400, "InvalidArgument", "'Days' in the Expiration action for filter '(prefix=%s)' must be greater than 'Days' in the Transition action", first(rule, "filter").String("prefix"))
	}
	return nil
}

func first(v cloud.Value, path string) cloud.Value {
	if l := v.List(path); len(l) > 0 {
		return l[0]
	}
	return cloud.Value{}
}

func checkLifecycleAction(action string, a cloud.Value) error {
	for _, field := range []string{"days", "noncurrentDays", "daysAfterInitiation"} {
		if n, ok := a.Int(field); ok && n <= 0 {
			return cloud.Refuse(400, "InvalidArgument", "'%s' for %s action must be a positive integer", strings.ToUpper(field[:1])+field[1:], strings.ToUpper(action[:1])+action[1:])
		}
	}
	if a.Has("days") && a.Bool("expiredObjectDeleteMarker") {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	class := a.String("storageClass")
	if strings.HasSuffix(strings.ToLower(action), "transition") && !slices.Contains([]string{"GLACIER", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "DEEP_ARCHIVE", "GLACIER_IR"}, class) {
		return cloud.Refuse(400, malformedXML, notValidXML)
	}
	if n, ok := a.Int("days"); ok && strings.HasSuffix(class, "_IA") && n < 30 {
		return cloud.Refuse(400, "InvalidArgument", "'Days' in Transition action must be greater than or equal to 30 for storageClass '%s'", class)
	}
	return nil
}

func bucketLoggings() cloud.Kind {
	k := inBucket("v1beta2", "BucketLogging", "bucketloggings", "Logging", []string{"targetBucket", "targetPrefix"}, checkLogging)
	k.Links = append(k.Links, cloud.Link{Field: "targetBucket", To: bucket, Code: "InvalidTargetBucketForLogging", Text: "The target bucket for logging does not exist: %s"})
	return k
}

func checkLogging(r *cloud.Request) error {
	const code = "InvalidTargetBucketForLogging"
	to := r.To("targetBucket")
	if to.Args.Bool("objectLockEnabled") {
		return cloud.Refuse(400, code, "The target bucket for logging must not have an Object Lock configuration")
	}
	if e := of(r, to, bucketEncryption); e != nil && slices.Contains(e.Args.Strings("rule[].applyServerSideEncryptionByDefault.sseAlgorithm"), "aws:kms") {
		return cloud.Refuse(400, code, "The target bucket for logging must not be encrypted with AWS KMS keys")
	}
	if p := of(r, to, bucketPolicy); p == nil || !strings.Contains(p.Args.String("policy"), "logging.s3.amazonaws.com") {
		return cloud.Refuse(400, code, "You must give the logging service permission to write to the target bucket")
	}
	return nil
}

func bucketReplications() cloud.Kind {
	k := inBucket("v1beta2", "BucketReplicationConfiguration", "bucketreplicationconfigurations", "Replication Configuration", []string{"role", "rule"}, checkReplication)
	k.Links = append(k.Links,
		cloud.Link{Field: "role", To: role, Code: "InvalidRequest", Text: "The role %s does not exist"},
		cloud.Link{Field: "rule[].destination.bucket", To: bucket, Foreign: true, Code: "InvalidRequest", Text: "Destination bucket must exist."},
	)
	return k
}

// checkReplication applies the requirements of replication.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html
func checkReplication(r *cloud.Request) error {
	from := r.To("bucket")
	if !isVersioned(r, from) {
		return cloud.Refuse(400, "InvalidRequest", "Versioning must be 'Enabled' on the bucket to apply a replication configuration")
	}
	if !trusts(r.To("role"), "s3") {
		return cloud.Refuse(400, "InvalidRequest", "S3 cannot assume the role %s", r.To("role").Name)
	}
	for _, rule := range r.Args.List("rule") {
		if err := checkReplicationRule(r, rule, from); err != nil {
			return err
		}
	}
	return oneOf(r, "rule[].status", statusEnabled, "Disabled")
}

func checkReplicationRule(r *cloud.Request, rule cloud.Value, from *cloud.Object) error {
	var to *cloud.Object
	for b := range r.Everywhere(bucket) {
		if arn(r.About(b)) == rule.String("destination.bucket") {
			to = b
		}
	}
	switch {
	case to == nil || to == from:
		return cloud.Refuse(400, "InvalidRequest", "Destination bucket must be another bucket, named by its ARN.")
	case !isVersioned(r, to):
		return cloud.Refuse(400, "InvalidRequest", "Destination bucket must have versioning enabled.")
	case from.Args.Bool("objectLockEnabled") && !to.Args.Bool("objectLockEnabled"):
		return cloud.Refuse(400, "InvalidRequest", "Destination bucket must have Object Lock enabled.")
	case rule.At("filter") != nil != rule.Has("deleteMarkerReplication"):
		return cloud.Refuse(400, "InvalidRequest", "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema, and for no other.")
	case rule.Has("sourceSelectionCriteria.sseKmsEncryptedObjects") != rule.Has("destination.encryptionConfiguration.replicaKmsKeyId"):
		return cloud.Refuse(400, "InvalidRequest", "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.")
	}
	if m := kmsARN.FindStringSubmatch(rule.String("destination.encryptionConfiguration.replicaKmsKeyId")); m != nil && m[1] != to.Args.String("region") {
		return cloud.Refuse(400, "InvalidRequest", "ReplicaKmsKeyID must be in the same region as the destination bucket.")
	}
	return nil
}
