// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"slices"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// reasonWarning is the reason of the events that warnings become.
const reasonWarning = "Warning"

// warn claim and composite, once about each thing.
func warn(rsp *fnv1.RunFunctionResponse, warnings []string) {
	for i, w := range warnings {
		if slices.Contains(warnings[:i], w) {
			continue
		}
		rsp.Results = append(rsp.Results, &fnv1.Result{
			Severity: fnv1.Severity_SEVERITY_WARNING,
			Message:  w,
			Reason:   new(reasonWarning),
			Target:   new(fnv1.Target_TARGET_COMPOSITE_AND_CLAIM),
		})
	}
}
