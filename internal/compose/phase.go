// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/readiness"
	"github.com/hyperscalar/hyperscalar/internal/status"
)

// typeProvisioned is the condition that says whether a claim was ever ready. An API
// with phases of its own has it, because those do not tell.
const typeProvisioned = "Provisioned"

// Reasons of the condition.
const (
	reasonProvisioned  = "Provisioned"
	reasonProvisioning = "Provisioning"
)

// provisioned is true once the claim was ready for the first time.
func (r *request) provisioned(d *desired) bool {
	var s struct {
		Conditions []readiness.Condition `json:"conditions"`
	}
	r.decodeStatus(&s)
	c, ok := readiness.Of(s.Conditions, typeProvisioned)
	return ok && c.Status == readiness.StatusTrue || d.general("") == platform.PhaseReady
}

// phaseBefore is a general phase that a claim of an API with phases of its own was in.
func (r *request) phaseBefore(d *desired) platform.Phase {
	if r.provisioned(d) {
		return platform.PhaseReady
	}
	return platform.PhaseProvisioning
}

// provisionedCondition tells whether the claim was ever ready.
func (r *request) provisionedCondition(d *desired) status.Condition {
	if r.provisioned(d) {
		return status.Condition{Type: typeProvisioned, True: true, Reason: reasonProvisioned}
	}
	return status.Condition{Type: typeProvisioned, Reason: reasonProvisioning}
}

// general phase of a claim, from the one that it was in.
func (d *desired) general(before platform.Phase) platform.Phase {
	return status.Phase(before, d.ready(), len(d.blocking) > 0, d.failing)
}
