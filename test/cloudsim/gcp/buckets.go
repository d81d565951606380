// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	bucket          cloud.Name = "storage/Bucket"
	bucketIAMMember cloud.Name = "storage/BucketIAMMember"
)

// Limits of buckets.
// https://cloud.google.com/storage/quotas
const (
	maxLifecycleRules = 100
	maxRetention      = 3155760000
	minSoftDelete     = 604800
	maxSoftDelete     = 7776000
)

func buckets() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "storage.gcp.upbound.io", Version: "v1beta2", Kind: "Bucket", Plural: "buckets"},
			Naming: cloud.Given, World: true, Noun: "bucket",
			Required:  []string{"location"},
			Immutable: []string{"customPlacementConfig", "enableObjectRetention"},
			Links: []cloud.Link{
				{Field: "encryption.defaultKmsKeyName", To: cryptoKey, Loose: true},
				{Field: "logging.logBucket", To: bucket, Foreign: true},
			},
			Defaults: cloud.Value{
				"storageClass": "STANDARD", "publicAccessPrevention": "inherited",
				"softDeletePolicy": map[string]any{"retentionDurationSeconds": int64(minSoftDelete)},
			},
			ID:         func(r *cloud.Request) string { return r.Name },
			Check:      checkBucket,
			Attributes: bucketAttributes,
		},
		{
			Type:   managed.Type{Group: "storage.gcp.upbound.io", Version: "v1beta2", Kind: "BucketIAMMember", Plural: "bucketiammembers"},
			Naming: cloud.Assigned, Noun: "IAM Member", Shared: true,
			Required:   []string{"bucket", "role", "member"},
			Immutable:  []string{"bucket", "role", "member", "condition"},
			Links:      []cloud.Link{{Field: "bucket", To: bucket, Nested: true}},
			ID:         func(r *cloud.Request) string { return memberID(r, "b/"+r.Args.String("bucket")) },
			Check:      checkBucketMember,
			Attributes: etag,
		},
	}
}

// bucketTaken says that there is such a bucket already, of whoever it is.
func bucketTaken(r *cloud.Request, other *cloud.Object) error {
	if other.Account == r.Account {
		return refuse(409, "conflict", "Your previous request to create the named bucket succeeded and you already own it.")
	}
	return refuse(409, "conflict", "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
}

func bucketAttributes(r *cloud.Request) cloud.Value {
	n, _ := strconv.ParseInt(numberOf(project(r.Object)), 10, 64)
	return cloud.Value{
		"project": project(r.Object), "projectNumber": n,
		"selfLink": "https://www.googleapis.com/storage/v1/b/" + r.ID, "url": "gs://" + r.ID,
	}
}

// numberOf a project.
func numberOf(project string) string { return "1" + cloud.DigitsOf(11, "number/"+project) }

// bucketName is the rule of the names of buckets.
// https://cloud.google.com/storage/docs/buckets#naming
var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$`)

func checkBucket(r *cloud.Request) error {
	_, notAddress := netip.ParseAddr(r.Name)
	forbidden := strings.HasPrefix(r.Name, "goog") || strings.Contains(r.Name, "google") || strings.Contains(r.Name, "g00gle")
	if !bucketName.MatchString(r.Name) || notAddress == nil || forbidden {
		return refuse(400, "invalid", "Invalid bucket name: '%s'", r.Name)
	}
	for _, check := range []func(r *cloud.Request) error{
		checkPlacement, checkAccess, checkRetention, checkLifecycle, checkCORS, checkBucketKey,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// continents are where a bucket can span two regions.
// https://cloud.google.com/storage/docs/locations#location-dr
func continents() map[string][]string {
	return map[string][]string{
		"ASIA": {"asia-east1", "asia-southeast1"},
		"EU": {
			"europe-central2", "europe-north1", "europe-southwest1", "europe-west1", "europe-west3", "europe-west4", "europe-west8", "europe-west9",
		},
		"US": {"us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4"},
	}
}

// checkPlacement refuses to put a bucket where there is nothing.
func checkPlacement(r *cloud.Request) error {
	location := strings.ToUpper(r.Args.String("location"))
	continent, spans := continents()[location]
	if !spans && !slices.Contains(regions(), strings.ToLower(location)) {
		return refuse(400, "invalid", "The specified location constraint is not valid.")
	}
	if !r.Args.Has("customPlacementConfig") {
		return nil
	}
	at := r.Args.Strings("customPlacementConfig.dataLocations")
	outside := slices.ContainsFunc(at, func(l string) bool { return !slices.Contains(continent, strings.ToLower(l)) })
	if len(at) != 2 || at[0] == at[1] || outside {
		return refuse(400, "invalid", "The combination of locations you provided is not supported by custom dual-region. Please try another combination of locations.")
	}
	if c := r.Args.String("storageClass"); c == "MULTI_REGIONAL" || c == "REGIONAL" {
		return refuse(400, "invalid", "Project '%s' may not create storageClass %s buckets with locationConstraint %s", project(r.Object), c, location)
	}
	return nil
}

// checkEnum refuses a value that is not among those of an enumeration.
func checkEnum(r *cloud.Request, path string, values ...string) error {
	for _, v := range r.Args.Strings(path) {
		if !slices.Contains(values, v) {
			return oneOf(cloud.Snake(strings.ReplaceAll(path, ".", ".0.")), v, values)
		}
	}
	return nil
}

func storageClasses() []string {
	return []string{"STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE", "MULTI_REGIONAL", "REGIONAL", "DURABLE_REDUCED_AVAILABILITY"}
}

func checkAccess(r *cloud.Request) error {
	if err := checkEnum(r, "publicAccessPrevention", "inherited", "enforced"); err != nil {
		return err
	}
	if c := r.Args.String("storageClass"); !slices.Contains(storageClasses(), c) {
		return refuse(400, "invalid", "The specified storage class is not valid.")
	}
	if s, ok := r.Args.Int("softDeletePolicy.retentionDurationSeconds"); ok && s != 0 && (s < minSoftDelete || s > maxSoftDelete) {
		return refuse(400, "invalid", "Soft delete policy must have retention duration between 7 days and 90 days, or 0 to disable it.")
	}
	return nil
}

// checkRetention holds to what was promised.
// https://cloud.google.com/storage/docs/bucket-lock
func checkRetention(r *cloud.Request) error {
	period, has := r.Args.Int("retentionPolicy.retentionPeriod")
	before, _ := r.Old.Int("retentionPolicy.retentionPeriod")
	locked := r.Old.Bool("retentionPolicy.isLocked")
	switch {
	case r.Args.Has("retentionPolicy") && (!has || period < 1 || period > maxRetention):
		return cloud.Plain("expected retention_policy.0.retention_period to be in the range (1 - %d), got %d", maxRetention, period)
	case locked && (period < before || !r.Args.Bool("retentionPolicy.isLocked")):
		return refuse(403, "forbidden", "Cannot reduce retention duration of a locked Retention Policy for bucket '%s'.", r.Name)
	case has && r.Args.Bool("versioning.enabled"):
		return refuse(400, "invalid", "Bucket versioning cannot be enabled on a bucket with a retention policy.")
	}
	return nil
}

// checkLifecycle refuses rules that say nothing, or too much.
// https://cloud.google.com/storage/docs/lifecycle
func checkLifecycle(r *cloud.Request) error {
	rules := r.Args.List("lifecycleRule")
	if len(rules) > maxLifecycleRules {
		return cloud.Plain("Too many list items: no more than %d \"lifecycle_rule\" blocks are allowed", maxLifecycleRules)
	}
	for _, rule := range rules {
		if err := checkLifecycleRule(rule); err != nil {
			return err
		}
	}
	return nil
}

func checkLifecycleRule(rule cloud.Value) error {
	class, state := rule.String("action.storageClass"), rule.String("condition.withState")
	action, _ := rule["action"].(map[string]any)
	kind, _ := action["type"].(string)
	switch kind {
	case "Delete":
	case "SetStorageClass":
		if !slices.Contains(storageClasses(), class) {
			return refuse(400, "invalid", "Invalid argument: the lifecycle action SetStorageClass needs a valid storage class.")
		}
	case "AbortIncompleteMultipartUpload":
		condition, _ := rule["condition"].(map[string]any)
		for field := range condition {
			if !slices.Contains([]string{"age", "matchesPrefix", "matchesSuffix"}, field) {
				return refuse(400, "invalid", "Invalid argument: the lifecycle action AbortIncompleteMultipartUpload supports the conditions age, matchesPrefix and matchesSuffix only.")
			}
		}
	default:
		return refuse(400, "invalid", "Invalid argument: unknown lifecycle action '%s'.", kind)
	}
	if !rule.Has("condition") {
		return refuse(400, "invalid", "Invalid argument: a lifecycle rule needs a condition.")
	}
	if !slices.Contains([]string{"", "LIVE", "ARCHIVED", "ANY"}, state) {
		return cloud.Plain("expected with_state to be one of [\"LIVE\" \"ARCHIVED\" \"ANY\" \"\"], got %s", state)
	}
	return nil
}

// checkCORS refuses what no browser would be let in by.
// https://cloud.google.com/storage/docs/cross-origin
func checkCORS(r *cloud.Request) error {
	for _, rule := range r.Args.List("cors") {
		for _, m := range rule.Strings("method") {
			if !slices.Contains([]string{"*", "GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"}, m) {
				return refuse(400, "invalid", "Invalid argument: '%s' is no method of a CORS configuration.", m)
			}
		}
		for _, o := range rule.Strings("origin") {
			if o != "*" && strings.Contains(o, "*") {
				return refuse(400, "invalid", "Invalid argument: '%s' is no origin of a CORS configuration.", o)
			}
		}
	}
	return nil
}

// objectAgent is the service account that Cloud Storage itself acts as in a project.
var objectAgent = regexp.MustCompile(`^serviceAccount:service-[0-9]+@gs-project-accounts\.iam\.gserviceaccount\.com$`)

func checkBucketKey(r *cloud.Request) error {
	location := strings.ToLower(r.Args.String("location"))
	if location == "eu" {
		location = "europe"
	}
	return checkKeyUse(r, "encryption.defaultKmsKeyName", location, objectAgent,
		refuse(403, "forbidden", "Permission denied on Cloud KMS key. Please ensure that your Cloud Storage service account has been authorized to use this key."))
}

// checkBucketMember refuses everybody where that is prevented, and roles that are about
// something else.
// https://cloud.google.com/storage/docs/public-access-prevention
func checkBucketMember(r *cloud.Request) error {
	if err := checkMember(r); err != nil {
		return err
	}
	role, public := r.Args.String("role"), strings.HasPrefix(r.Args.String("member"), "all")
	if strings.HasPrefix(role, "roles/") && !strings.HasPrefix(role, "roles/storage.") {
		return refuse(400, "invalid", "Role %s is not supported for this resource.", role)
	}
	if public && r.To("bucket").Args.String("publicAccessPrevention") == "enforced" {
		return refuse(412, "conditionNotMet", "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced.")
	}
	return nil
}
