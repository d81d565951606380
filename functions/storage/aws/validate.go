// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// Validate refuses the parts of a plan that AWS cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	switch {
	case p.Object != nil:
		return slices.Concat(
			validatePublic(path.Child("publicAccess"), p),
			validateReplica(path.Child("replication", "region"), p),
			validateCORS(path.Child("cors"), p.Object.CORS),
		)
	case p.Block != nil && p.Block.SizeGiB > largestVolume:
		return field.ErrorList{field.Invalid(path.Child("sizeGiB"), p.Block.SizeGiB, fmt.Sprintf(
			"is too large: a volume on AWS has %d GiB at most; set it to that or less, or use several volumes", largestVolume))}
	}
	return nil
}

// validatePublic refuses what strangers could not read: whoever reads what is encrypted
// with a key of the customer's must be allowed to use the key.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
func validatePublic(path *field.Path, p plan.Plan) field.ErrorList {
	if !p.Object.Public || !p.Key.IsCustomers() {
		return nil
	}
	return field.ErrorList{field.Invalid(path, v1alpha1.PublicAccessRead,
		"is refused with a key of the customer, which strangers cannot use: set encryption.key.type to Platform, or publicAccess to Blocked")}
}

// validateReplica refuses to copy to where no account of this one's kind is.
// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
func validateReplica(path *field.Path, p plan.Plan) field.ErrorList {
	r := p.Object.Replica
	if r == nil {
		return nil
	}
	from, to := regions.Partition(p.Claim.Region.Native), regions.Partition(r.Region.Native)
	if from == to {
		return nil
	}
	return field.ErrorList{field.Invalid(path, r.Region.Native, fmt.Sprintf(
		"is in partition %s of AWS, and the storage is in %s, which share nothing: choose a region of partition %s", to, from, from))}
}

// validateCORS refuses patterns that S3 does not know.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
func validateCORS(path *field.Path, rules []v1alpha1.CORSRule) field.ErrorList {
	var errs field.ErrorList
	for i, r := range rules {
		for j, h := range r.Headers {
			if strings.Count(h, "*") > 1 {
				errs = append(errs, field.Invalid(path.Index(i).Child("headers").Index(j), h, "must contain * once at most: use several headers, or * for all of them"))
			}
		}
		for j, h := range r.ExposeHeaders {
			if strings.Contains(h, "*") {
				errs = append(errs, field.Invalid(path.Index(i).Child("exposeHeaders").Index(j), h, "must not contain *: name each header, for example etag"))
			}
		}
	}
	return errs
}
