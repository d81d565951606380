// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package readiness

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProblemOf(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason     string
		conditions []Condition
		ready      bool
		want       Problem
		problem    bool
	}{
		"Nothing": {
			reason:  "A resource without conditions has not been looked at.",
			want:    Problem{Reason: ReasonUnobserved, Message: "the provider has not looked at it yet"},
			problem: true,
		},
		"Ready": {
			reason:     "A ready resource that is in sync has no problem.",
			conditions: []Condition{{Type: TypeReady, Status: StatusTrue}, {Type: TypeSynced, Status: StatusTrue}},
			ready:      true,
		},
		"Creating": {
			reason:     "Being created is a matter of time.",
			conditions: []Condition{{Type: TypeReady, Status: StatusFalse, Reason: ReasonCreating}},
			want:       Problem{Reason: ReasonCreating},
			problem:    true,
		},
		"Unavailable": {
			reason:     "Being unavailable is not a matter of time.",
			conditions: []Condition{{Type: TypeReady, Status: StatusFalse, Reason: "Unavailable", Message: "gone"}},
			want:       Problem{Reason: "Unavailable", Message: "gone", Failing: true},
			problem:    true,
		},
		"ReadyButRefused": {
			reason:     "A ready resource whose change is refused has a problem.",
			conditions: []Condition{{Type: TypeReady, Status: StatusTrue}, {Type: TypeSynced, Status: StatusFalse, Reason: "ReconcileError", Message: "quota"}},
			ready:      true,
			want:       Problem{Reason: "ReconcileError", Message: "quota", Failing: true},
			problem:    true,
		},
		"Unknown": {
			reason:     "A condition that is neither true nor false is not ready.",
			conditions: []Condition{{Type: TypeReady, Status: "Unknown", Reason: "Probing"}},
			want:       Problem{Reason: "Probing", Failing: true},
			problem:    true,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Ready(tc.conditions); got != tc.ready {
				t.Errorf("%s\nReady(...): want %t, got %t", tc.reason, tc.ready, got)
			}
			got, problem := ProblemOf(tc.conditions)
			if diff := cmp.Diff(tc.want, got); diff != "" || problem != tc.problem {
				t.Errorf("%s\nProblemOf(...): problem %t, -want, +got:\n%s", tc.reason, problem, diff)
			}
		})
	}
}

func TestStable(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     string
		want   string
	}{
		"AWS": {
			reason: "AWS names the request in every error.",
			in:     "creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: 8f1c1f0e-6d5c-4c5e-9a40-2d0f0d9e7c11, api error VpcLimitExceeded: The maximum number of VPCs has been reached.",
			want:   "creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: ..., api error VpcLimitExceeded: The maximum number of VPCs has been reached.",
		},
		"Azure": {
			reason: "Azure names the correlation and the time.",
			in:     "AuthorizationFailed: no. Trace ID: 0a1b2c3d-0000-1111-2222-333344445555 Correlation ID: 9f8e7d6c-0000-1111-2222-333344445555 Timestamp: 2026-01-02 03:04:05Z",
			want:   "AuthorizationFailed: no. Trace ID: ... Correlation ID: ... Timestamp: ...",
		},
		"Plain": {
			reason: "Ids of resources matter and must be kept.",
			in:     "googleapi: Error 409: The network resource 'projects/acme/global/networks/shop-0a1b2c3d' is already being used",
			want:   "googleapi: Error 409: The network resource 'projects/acme/global/networks/shop-0a1b2c3d' is already being used",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, stable(tc.in)); diff != "" {
				t.Errorf("%s\nstable(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	if got := stable(strings.Repeat("x", 5000)); len(got) > maxMessage+3 {
		t.Errorf("a message of 5000 characters should be cut, got %d", len(got))
	}
}
