// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Sizes of file systems, in GiB. The fast ones come in a small and in a large range,
// which grow in steps of their own, and neither becomes the other.
// https://cloud.google.com/filestore/docs/service-tiers
const (
	smallestFile   = 1024
	largestBasic   = 65433
	smallStep      = 256
	largestOfSmall = 39 * smallStep
	largeStep      = 2560
	smallestLarge  = 4 * largeStep
)

// Validate refuses the parts of a plan that Google Cloud cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	errs := validateKey(path.Child("encryption", "key"), p)
	switch {
	case p.Object != nil:
		return slices.Concat(
			errs,
			validateNetwork(path.Child("networkRef"), p),
			validateReplica(path.Child("replication"), p),
			validateCORS(path.Child("cors"), p.Object.CORS),
		)
	case p.Block != nil:
		return append(errs, validate.Immutable(path.Child("performance"), p.Block.Performance, p.Recorded.Performance,
			"create a volume of the other performance from a snapshot, and delete this one")...)
	case p.File != nil:
		return append(errs, validateFile(path, p)...)
	}
	return errs
}

// validateKey refuses a key that Google's services could not be let use.
func validateKey(path *field.Path, p plan.Plan) field.ErrorList {
	g := p.Claim.Guardrails.GCP
	if p.Key.Source != v1alpha1.KeySourceCreated || p.Recorded.ID != "" || g.ProjectID != "" && g.ProjectNumber != "" {
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
		"environment %q does not say which id and which number its project has, without which Google Cloud cannot be let use a key of the storage's own; name a key, set type to Platform, or ask your platform team (rules gcp.projectID and gcp.projectNumber)", p.Claim.Environment))}
}

// validateNetwork refuses what no field of the provider can say.
func validateNetwork(path *field.Path, p plan.Plan) field.ErrorList {
	if p.Network == nil {
		return nil
	}
	return field.ErrorList{field.Invalid(path, p.Network.Name,
		"is refused for type Object on GCP, where a bucket cannot be bound to one network: remove networkRef; machines of a Network reach buckets without the internet anyway")}
}

// validateReplica refuses what cannot be one bucket in two regions. The place of a bucket is
// decided once.
func validateReplica(path *field.Path, p plan.Plan) field.ErrorList {
	r, before := p.Object.Replica, p.Recorded.Replica
	switch {
	case p.Recorded.Type != "" && before == nil && r != nil:
		return field.ErrorList{field.Forbidden(path, "can only be set when the storage is created on GCP, where one bucket spans both regions: remove it, or create another storage with replication and copy the data")}
	case p.Recorded.Type != "" && before != nil && r == nil:
		return field.ErrorList{field.Required(path, fmt.Sprintf("cannot be removed on GCP, where one bucket spans both regions: restore region %s, or create another storage and copy the data", before.Region))}
	case r == nil:
		return nil
	case before != nil && before.Region != r.Region.Native:
		return validate.Immutable(path.Child("region"), r.Region.Native, before.Region, "create another storage that spans the other region, and copy the data")
	}
	return append(validatePair(path.Child("region"), p.Claim.Region.Native, r.Region.Native), validateReplicaKey(path, p)...)
}

// validatePair refuses regions that no bucket spans.
func validatePair(path *field.Path, own, other string) field.ErrorList {
	c, ok := continentOf(own)
	switch {
	case !ok:
		return field.ErrorList{field.Invalid(path, other, fmt.Sprintf(
			"does not go with %s, which no bucket spans together with another region: remove replication, or set spec.parameters.region to one that does", own))}
	case !slices.Contains(c.regions, other):
		return field.ErrorList{field.Invalid(path, other, fmt.Sprintf(
			"does not go with %s: a bucket spans two regions of one continent; choose one of %s", own, c.others(own)))}
	}
	return nil
}

// validateReplicaKey refuses the key of one region. What spans two needs a key of the
// continent.
// https://cloud.google.com/storage/docs/encryption/customer-managed-keys#key-locations
func validateReplicaKey(path *field.Path, p plan.Plan) field.ErrorList {
	if p.Key.Source != v1alpha1.KeySourceEnvironment {
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
		"the key of environment %q for %s serves that region only, and a bucket that spans two regions needs a key of the continent: remove replication, or set encryption.key.type to Platform", p.Claim.Environment, p.Claim.Region.Native))}
}

// validateCORS refuses patterns that Cloud Storage does not know.
// https://cloud.google.com/storage/docs/cross-origin
func validateCORS(path *field.Path, rules []v1alpha1.CORSRule) field.ErrorList {
	var errs field.ErrorList
	for i, r := range rules {
		for j, o := range r.Origins {
			if o != "*" && strings.Contains(o, "*") {
				errs = append(errs, field.Invalid(path.Index(i).Child("origins").Index(j), o, "must be written in full on GCP: name each origin, or use * for every web page"))
			}
		}
	}
	return errs
}

func validateFile(path *field.Path, p plan.Plan) field.ErrorList {
	if p.File.Performance != v1alpha1.PerformanceHigh {
		return slices.Concat(validateBasicKey(path.Child("encryption", "key", "type"), p), validateBasicSize(path.Child("sizeGiB"), p.File.SizeGiB))
	}
	return validateZonalSize(path.Child("sizeGiB"), p.File.SizeGiB, p.Recorded.SizeGiB)
}

// validateBasicKey refuses keys that the basic tier does not take.
// https://cloud.google.com/filestore/docs/cmek
func validateBasicKey(path *field.Path, p plan.Plan) field.ErrorList {
	if !p.Key.IsCustomers() {
		return nil
	}
	return field.ErrorList{field.Invalid(path, v1alpha1.KeyCustomer,
		"is refused for a file system of performance standard, which Filestore encrypts with keys of Google only: set it to Platform, or performance to high")}
}

func validateBasicSize(path *field.Path, size int) field.ErrorList {
	if size >= smallestFile && size <= largestBasic {
		return nil
	}
	return field.ErrorList{field.Invalid(path, size, fmt.Sprintf("must be between %d and %d for a file system of performance standard on GCP", smallestFile, largestBasic))}
}

func validateZonalSize(path *field.Path, size, before int) field.ErrorList {
	if before > 0 && (before < smallestLarge) != (size < smallestLarge) {
		return field.ErrorList{field.Invalid(path, size, fmt.Sprintf(
			"must be at most %d, because Filestore does not make a small file system a large one: keep it, or create another file system and copy the data", largestOfSmall))}
	}
	small := size >= smallestFile && size <= largestOfSmall && size%smallStep == 0
	large := size >= smallestLarge && size%largeStep == 0
	if small || large {
		return nil
	}
	return field.ErrorList{field.Invalid(path, size, fmt.Sprintf(
		"must be from %d to %d in steps of %d, or from %d in steps of %d, for a file system of performance high on GCP", smallestFile, largestOfSmall, smallStep, smallestLarge, largeStep))}
}
