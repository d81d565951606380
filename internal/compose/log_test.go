// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestFieldsOf(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		errs   field.ErrorList
		want   []string
	}{
		"Nothing": {reason: "No error, no field.", want: []string{}},
		"Values": {
			reason: "What somebody wrote into a field is not for the log, nor is what is said about it.",
			errs: field.ErrorList{
				field.Invalid(field.NewPath("spec", "userdata"), "hunter2", `there is no such field; is "hunter2" a password?`),
				field.Required(field.NewPath("spec", "region"), "say where"),
			},
			want: []string{"spec.userdata: FieldValueInvalid", "spec.region: FieldValueRequired"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, fieldsOf(tc.errs)); diff != "" {
				t.Errorf("%s\nfieldsOf(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
