// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// fieldsOf errors, and what kind of error each is. Their values are not for the log,
// which is read by more people than the claim: a developer may have written a secret
// into the wrong field. The claim itself is told everything.
func fieldsOf(errs field.ErrorList) []string {
	out := make([]string, len(errs))
	for i, err := range errs {
		out[i] = err.Field + ": " + string(err.Type)
	}
	return out
}
