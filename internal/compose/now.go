// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"time"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// ContextNow is the key of the function context under which an earlier step, or
// crossplane render --context-values, says what time it is. It is how to see what
// would be composed at another time.
const ContextNow = platform.Group + "/now"

// now is the minute in which the claim is served. Seconds would make every response
// another one.
func (r *request) now(clock func() time.Time) (time.Time, field.ErrorList) {
	v, given := r.req.GetContext().GetFields()[ContextNow]
	if !given {
		return minute(clock()), nil
	}
	s, ok := v.GetKind().(*structpb.Value_StringValue)
	if !ok {
		return time.Time{}, badTime(v.AsInterface())
	}
	t, err := time.Parse(time.RFC3339, s.StringValue)
	if err != nil {
		return time.Time{}, badTime(s.StringValue)
	}
	return minute(t), nil
}

func minute(t time.Time) time.Time { return t.UTC().Truncate(time.Minute) }

func badTime(got any) field.ErrorList {
	return field.ErrorList{field.Invalid(field.NewPath("context").Key(ContextNow), got, "must be a time such as 2026-01-31T12:00:00Z")}
}
