// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWeekdays(t *testing.T) {
	t.Parallel()
	want := make([]Weekday, 0, 7)
	for i := range 7 {
		want = append(want, Weekday(time.Weekday((i+1)%7).String()))
	}
	if diff := cmp.Diff(want, Weekdays()); diff != "" {
		t.Errorf("Weekdays are called as time calls them, and Monday is the first.\nWeekdays(): -want, +got:\n%s", diff)
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	want := make([]Zone, 0, 6)
	for letter := 'a'; letter <= 'f'; letter++ {
		want = append(want, Zone(letter))
	}
	if diff := cmp.Diff(want, Zones()); diff != "" {
		t.Errorf("Zones are letters in their order.\nZones(): -want, +got:\n%s", diff)
	}
}
