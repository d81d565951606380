// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/readiness"
	"github.com/hyperscalar/hyperscalar/internal/status"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// Kinds that nobody reports the condition of.
const (
	kindSecret         = "Secret"
	kindProviderConfig = "ProviderConfig"
)

// Status decodes the whole observed status of a resource.
func (o *observed) Status(k managed.Key, into any) bool {
	s := o.field(k, "status").GetStructValue()
	return s != nil && structcodec.Decode(s, into) == nil
}

// Connection returns the observed connection details of a resource.
func (o *observed) Connection(k managed.Key) map[string][]byte {
	return wire.ConnectionDetails(o.resources[string(k)])
}

// text returns a field of a resource, such as its kind.
func (o *observed) text(k managed.Key, field string) string {
	return wire.Text(o.resources[string(k)], field)
}

// unconditional is true for a resource that exists, and whose kind has no
// conditions: nobody works on it, so that it is ready.
func (o *observed) unconditional(k managed.Key) bool {
	kind := o.text(k, "kind")
	return kind == kindProviderConfig || kind == kindSecret && o.text(k, "apiVersion") == versionCore
}

// problem of a resource that exists.
func (o *observed) problem(k managed.Key) (readiness.Problem, bool) {
	if o.unconditional(k) {
		return readiness.Problem{}, false
	}
	if strings.HasPrefix(o.text(k, "apiVersion"), platform.Group+"/") {
		return o.problemOfClaim(k)
	}
	return readiness.ProblemOf(o.conditions(k))
}

// problemOfClaim is what is wrong with a claim of ours that was composed. It knows
// better than Crossplane, which says of any claim that it waits.
func (o *observed) problemOfClaim(k managed.Key) (readiness.Problem, bool) {
	conditions := o.conditions(k)
	if c, ok := readiness.Of(conditions, status.TypeAccepted); ok && c.Status == readiness.StatusFalse {
		return readiness.Problem{Reason: c.Reason, Message: c.Message, Failing: true}, true
	}
	problem, ok := readiness.ProblemOf(conditions)
	if c, refused := readiness.Of(conditions, readiness.TypeSynced); !ok || refused && c.Status == readiness.StatusFalse {
		return problem, ok
	}
	var s platform.CommonStatus
	o.Status(k, &s)
	problem.Failing = s.Phase == platform.PhaseDegraded
	if len(s.Blocking) > 0 {
		b := s.Blocking[0]
		problem.Message = fmt.Sprintf("%s (%s): %s", b.Resource, b.Kind, first(b.Message, b.Reason))
	}
	return problem, true
}
