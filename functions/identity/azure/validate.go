// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"k8s.io/apimachinery/pkg/util/validation/field"

	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
)

// Validate refuses the parts of a plan that Azure cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	var errs field.ErrorList
	if p.Machine != nil {
		errs = append(errs, field.Forbidden(path.Child("machine"),
			"managed identities have no keys: use external with the issuer of the system that the machine belongs to"))
	}
	for _, g := range p.Grants {
		// https://learn.microsoft.com/azure/storage/files/files-nfs-protocol
		if g.Storage != nil && g.Storage.Type == storage.TypeFile {
			errs = append(errs, field.Invalid(path.Child("access").Index(g.Index).Child("to"), g.Target,
				"is a Storage of type File, which NFS opens to whoever is in its network: leave it out, and keep others out of the network"))
		}
	}
	return errs
}
