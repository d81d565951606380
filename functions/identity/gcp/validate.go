// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"

	"k8s.io/apimachinery/pkg/util/validation/field"

	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
)

// maxSubject is the longest subject that a token can be mapped to.
// https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers
const maxSubject = 127

// Validate refuses the parts of a plan that Google Cloud cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	var errs field.ErrorList
	if e := p.External; e != nil && len(e.Subject) > maxSubject {
		errs = append(errs, field.Invalid(path.Child("external", "subject"), e.Subject, fmt.Sprintf(
			"has %d characters, and Google Cloud takes %d at most: let the issuer use a shorter one", len(e.Subject), maxSubject)))
	}
	for _, g := range p.Grants {
		if g.Storage != nil && g.Storage.Type == storage.TypeFile {
			errs = append(errs, field.Invalid(path.Child("access").Index(g.Index).Child("to"), g.Target,
				"is a Storage of type File, whose NFS lets in whoever is in its network on GCP, and knows no identities: leave it out"))
		}
	}
	return errs
}
