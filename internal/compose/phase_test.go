// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Phases of harbours.
const (
	phaseBuilding  platform.Phase = "Building"
	phaseOpen      platform.Phase = "Open"
	phaseRepairing platform.Phase = "Repairing"
	phaseWrecked   platform.Phase = "Wrecked"
)

// phaseOfHarbour is Wrecked whether it was ever open or not.
func phaseOfHarbour(_ harbour, o managed.Observed, general platform.Phase) platform.Phase {
	if o.Exists(keyRoads) && !o.Ready(keyRoads) {
		return phaseWrecked
	}
	return map[platform.Phase]platform.Phase{
		platform.PhaseProvisioning: phaseBuilding,
		platform.PhaseReady:        phaseOpen,
		platform.PhaseUpdating:     phaseRepairing,
		platform.PhaseDegraded:     phaseRepairing,
	}[general]
}

func phasedWorld(tb testing.TB, template string) composetest.World {
	tb.Helper()
	api := harbourAPI()
	api.Phase = phaseOfHarbour
	w := harbourWorld(tb, template, harbourAll)
	w.Function = New(api, logging.NewNopLogger())
	return w
}

func phaseOf(rsp *fnv1.RunFunctionResponse) platform.Phase {
	return platform.Phase(at(statusOf(rsp), "phase").GetStringValue())
}

func provisionedOf(rsp *fnv1.RunFunctionResponse) bool {
	return conditionOf(rsp, "Provisioned").GetStatus() == fnv1.Status_STATUS_CONDITION_TRUE
}

// TestPhases proves that an API with phases of its own is told whether a claim was ever
// ready, although its phases do not say so.
func TestPhases(t *testing.T) {
	t.Parallel()
	for name, template := range templates() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := phasedWorld(t, template)
			rsp := w.Run(t)
			if phaseOf(rsp) != phaseBuilding || provisionedOf(rsp) {
				t.Errorf("a new claim: want %s, got %s, provisioned %t", phaseBuilding, phaseOf(rsp), provisionedOf(rsp))
			}

			wrecked := w.Next(t, rsp, atHarbour).Without("roads")
			rsp = wrecked.Run(t)
			if phaseOf(rsp) != phaseWrecked || provisionedOf(rsp) {
				t.Errorf("a claim that breaks before it was ready: want %s, got %s, provisioned %t", phaseWrecked, phaseOf(rsp), provisionedOf(rsp))
			}
			rsp = wrecked.Next(t, rsp, atHarbour).Without("lighthouse").Run(t)
			if phaseOf(rsp) != phaseBuilding || provisionedOf(rsp) {
				t.Errorf("a claim that was mended before it was ready: want %s, got %s, provisioned %t", phaseBuilding, phaseOf(rsp), provisionedOf(rsp))
			}

			w, rsp = w.Converge(t, atHarbour)
			if phaseOf(rsp) != phaseOpen || !provisionedOf(rsp) {
				t.Errorf("a claim that is ready: want %s, got %s, provisioned %t", phaseOpen, phaseOf(rsp), provisionedOf(rsp))
			}
			rsp = w.Without("roads").Run(t)
			if phaseOf(rsp) != phaseWrecked || !provisionedOf(rsp) {
				t.Errorf("a claim that breaks after it was ready: want %s, got %s, provisioned %t", phaseWrecked, phaseOf(rsp), provisionedOf(rsp))
			}
			rsp = w.Next(t, rsp, atHarbour).Without("lighthouse").Run(t)
			if phaseOf(rsp) != phaseRepairing || !provisionedOf(rsp) {
				t.Errorf("a claim that breaks again: want %s, got %s, provisioned %t", phaseRepairing, phaseOf(rsp), provisionedOf(rsp))
			}
		})
	}
}

// TestGeneralPhases proves that an API without phases of its own needs no condition.
func TestGeneralPhases(t *testing.T) {
	t.Parallel()
	_, rsp := harbourWorld(t, harbourClaim, harbourAll).Converge(t, atHarbour)
	if got := conditionOf(rsp, "Provisioned"); got != nil {
		t.Errorf("want no condition, got %v", got)
	}
}

// TestWarnings proves that warnings are told once each, on claim and composite, and
// change nothing.
func TestWarnings(t *testing.T) {
	t.Parallel()
	_, want := harbourWorld(t, harbourClaim, harbourAll).Converge(t, atHarbour)

	api := harbourAPI()
	api.Warnings = func(harbour) []string { return []string{"storm ahead", "fog", "storm ahead"} }
	w := harbourWorld(t, harbourClaim, harbourAll)
	w.Function = New(api, logging.NewNopLogger())
	_, got := w.Converge(t, atHarbour)

	warning := func(message string) *fnv1.Result {
		return &fnv1.Result{Severity: fnv1.Severity_SEVERITY_WARNING, Message: message, Reason: new("Warning"), Target: new(fnv1.Target_TARGET_COMPOSITE_AND_CLAIM)}
	}
	if diff := cmp.Diff([]*fnv1.Result{warning("storm ahead"), warning("fog")}, got.GetResults(), protocmp.Transform()); diff != "" {
		t.Errorf("results: -want, +got:\n%s", diff)
	}
	got.Results = nil
	if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
		t.Errorf("warnings must change nothing else: -want, +got:\n%s", diff)
	}
}
