// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
)

// envFlavours is the environment variable that names the flavours to prove, separated by
// commas: claims, native. None is proven by default, because it takes minutes.
const envFlavours = "FLAVOURS"

// TestClaims proves the flavour with claims.
func TestClaims(t *testing.T) { //nolint:paralleltest // Two control planes at once are slower than one after the other.
	suite(t, flavour.Claims)
}

// TestNative proves the flavour whose composites are namespaced themselves.
func TestNative(t *testing.T) { //nolint:paralleltest // Two control planes at once are slower than one after the other.
	suite(t, flavour.Native)
}

// suite runs everything on one control plane. What comes later needs what is there by
// then, so it ends with the part that fails first.
func suite(t *testing.T, f flavour.Flavour) {
	t.Helper()
	if !slices.Contains(strings.Split(os.Getenv(envFlavours), ","), string(f)) {
		t.Skip("run make e2e, which takes minutes")
	}
	w := newWorld(t, f)
	_ = t.Run("Prepared", w.testPrepared) &&
		t.Run("Refused", w.testRefused) &&
		t.Run("Interrupted", w.testInterrupted) &&
		t.Run("Ready", w.testReady) &&
		t.Run("Shared", w.testShared) &&
		t.Run("Granted", w.testGranted) &&
		t.Run("Lifecycle", w.testLifecycle) &&
		t.Run("Rolled", w.testRolled) &&
		t.Run("Isolated", w.testIsolated) &&
		t.Run("Updated", w.testUpdated) &&
		t.Run("Upgraded", w.testUpgraded) &&
		t.Run("Deleted", w.testDeleted)
}
