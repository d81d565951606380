// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
)

// maxHeaderPatterns of a CORS rule.
const maxHeaderPatterns = 2

// Validate refuses the parts of a plan that Azure cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	switch {
	case p.Object != nil:
		return slices.Concat(
			validateNetwork(path.Child("networkRef"), p),
			validateLifecycle(path.Child("lifecycle"), p.Object.Lifecycle),
			validateCORS(path.Child("cors"), p.Object.CORS),
		)
	case p.Block != nil && p.Block.SizeGiB > largestDisk:
		return field.ErrorList{field.Invalid(path.Child("sizeGiB"), p.Block.SizeGiB, fmt.Sprintf(
			"is too large: a disk on Azure has %d GiB at most; set it to that or less, or use several volumes", largestDisk))}
	}
	return nil
}

// validateNetwork refuses to close an account to everybody but a network. The provider
// reads properties of the account through its endpoint, and an account that shuts the
// provider out neither becomes ready nor can be deleted.
// https://github.com/hashicorp/terraform-provider-azurerm/issues/33454
func validateNetwork(path *field.Path, p plan.Plan) field.ErrorList {
	if p.Network == nil {
		return nil
	}
	return field.ErrorList{field.Forbidden(path,
		"is refused for an Object on Azure, because what manages a storage account must reach it from outside of the network: remove it, and let the Network have an endpoint for ObjectStorage; only identities that were granted access are let in")}
}

// validateLifecycle refuses what Azure does by itself in another way.
// https://learn.microsoft.com/rest/api/storageservices/put-block#remarks
func validateLifecycle(path *field.Path, rules []plan.LifecycleRule) field.ErrorList {
	var errs field.ErrorList
	for _, r := range rules {
		if r.Action == v1alpha1.LifecycleAbort && (r.After != plan.AbortDays || r.Prefix != "") {
			errs = append(errs, field.Invalid(path, r.String(), fmt.Sprintf(
				"Azure removes uploads that were not finished after %d days by itself, whatever their names: set after to %d and remove prefix, or remove the rule", plan.AbortDays, plan.AbortDays)))
		}
	}
	return errs
}

// validateCORS refuses patterns that Azure does not know.
// https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services
func validateCORS(path *field.Path, rules []v1alpha1.CORSRule) field.ErrorList {
	var errs field.ErrorList
	for i, r := range rules {
		errs = append(errs, validateHeaders(path.Index(i).Child("headers"), r.Headers)...)
		errs = append(errs, validateHeaders(path.Index(i).Child("exposeHeaders"), r.ExposeHeaders)...)
	}
	return errs
}

func validateHeaders(path *field.Path, headers []string) field.ErrorList {
	var errs field.ErrorList
	patterns := 0
	for j, h := range headers {
		if i := strings.Index(h, "*"); i >= 0 && i < len(h)-1 {
			errs = append(errs, field.Invalid(path.Index(j), h, "must have * at its end only, as in x-ms-meta-*: name each header, or use * for all of them"))
		}
		if strings.HasSuffix(h, "*") && h != "*" {
			patterns++
		}
	}
	if patterns > maxHeaderPatterns {
		errs = append(errs, field.Invalid(path, patterns, fmt.Sprintf(
			"is too many headers that end in *: Azure takes %d in a rule; name each header, or use * for all of them", maxHeaderPatterns)))
	}
	return errs
}
