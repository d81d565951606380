// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

func TestPhase(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason                  string
		before                  platform.Phase
		ready, blocked, failing bool
		want                    platform.Phase
	}{
		"New":           {reason: "A new claim is being provisioned.", want: platform.PhaseProvisioning},
		"NewAndFailing": {reason: "A claim that was never ready is not degraded.", before: platform.PhaseProvisioning, blocked: true, failing: true, want: platform.PhaseProvisioning},
		"Ready":         {reason: "Everything is there.", before: platform.PhaseProvisioning, ready: true, want: platform.PhaseReady},
		"Grows":         {reason: "A ready claim that asks for more is updated.", before: platform.PhaseReady, want: platform.PhaseUpdating},
		"GrowsSlowly":   {reason: "What is only being created does not degrade a claim.", before: platform.PhaseUpdating, blocked: true, want: platform.PhaseUpdating},
		"Lost":          {reason: "A ready claim that lost something is degraded.", before: platform.PhaseReady, blocked: true, failing: true, want: platform.PhaseDegraded},
		"ChangeRefused": {reason: "A ready claim whose change the cloud refuses is degraded, though everything is ready.", before: platform.PhaseReady, ready: true, blocked: true, failing: true, want: platform.PhaseDegraded},
		"Recovered":     {reason: "A degraded claim recovers.", before: platform.PhaseDegraded, ready: true, want: platform.PhaseReady},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Phase(tc.before, tc.ready, tc.blocked, tc.failing); got != tc.want {
				t.Errorf("%s\nPhase(...): want %s, got %s", tc.reason, tc.want, got)
			}
		})
	}
}

func TestOfComponent(t *testing.T) {
	t.Parallel()

	unready := func(resource, reason, message string) platform.BlockingResource {
		return platform.BlockingResource{Resource: resource, Kind: "Subnet", Reason: reason, Message: message}
	}
	cases := map[string]struct {
		reason   string
		creating []string
		unready  []platform.BlockingResource
		waiting  []platform.WaitingResource
		want     Condition
	}{
		"Available": {
			reason: "A component that lacks nothing is ready.",
			want:   Condition{Type: "SubnetsReady", True: true, Reason: ReasonAvailable},
		},
		"Unready": {
			reason:  "A message says more than a reason.",
			unready: []platform.BlockingResource{unready("a", "Creating", ""), unready("b", "ReconcileError", "quota exceeded")},
			want:    Condition{Type: "SubnetsReady", Reason: ReasonUnready, Message: "a (Subnet): Creating; b (Subnet): quota exceeded"},
		},
		"Many": {
			reason:   "A message should stay readable when much is missing.",
			creating: []string{"a", "b", "c", "d", "e"},
			want:     Condition{Type: "SubnetsReady", Reason: ReasonCreating, Message: "creating a, b, c, and 2 more"},
		},
		"Waiting": {
			reason:  "What waits should say what for.",
			waiting: []platform.WaitingResource{{Resource: "a", For: []string{"b", "c"}}},
			want:    Condition{Type: "SubnetsReady", Reason: ReasonWaiting, Message: "a waits (b, c)"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, OfComponent("Subnets", tc.creating, tc.unready, tc.waiting)); diff != "" {
				t.Errorf("%s\nOfComponent(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	a, b := field.Required(field.NewPath("a"), "say"), field.Invalid(field.NewPath("b"), 1, "no")
	want := "a: Required value: say; b: Invalid value: 1: no"
	for _, errs := range []field.ErrorList{{a, b}, {b, a}, {a, b, a}} {
		if got := Message(errs); got != want {
			t.Errorf("Message(...): want %q, got %q", want, got)
		}
	}
}
