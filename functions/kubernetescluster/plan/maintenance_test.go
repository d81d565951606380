// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

func at(t *testing.T, value string) time.Time {
	t.Helper()
	out, err := time.Parse("2006-01-02 15:04", value)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMaintenanceAt(t *testing.T) {
	t.Parallel()

	// 2026-11-21 is a Saturday.
	weekend := &v1alpha1.MaintenanceWindow{Days: []platform.Weekday{platform.Saturday, platform.Sunday}, Start: "22:00", DurationHours: 8}
	daily := &v1alpha1.MaintenanceWindow{Start: "02:00", DurationHours: 4}
	holidays := []v1alpha1.MaintenanceExclusion{{Name: "holidays", From: "2026-12-20", To: "2027-01-03"}}
	cases := map[string]struct {
		reason string
		m      v1alpha1.Maintenance
		now    string
		open   bool
		next   string
	}{
		"Always":         {reason: "Without a window the cluster may always be disturbed.", now: "2026-11-21 10:00", open: true},
		"Before":         {reason: "A window has not opened yet.", m: v1alpha1.Maintenance{Window: weekend}, now: "2026-11-21 21:59", next: "2026-11-21 22:00"},
		"Opens":          {reason: "A window includes its first minute.", m: v1alpha1.Maintenance{Window: weekend}, now: "2026-11-21 22:00", open: true},
		"AfterMidnight":  {reason: "A window stays open over midnight.", m: v1alpha1.Maintenance{Window: weekend}, now: "2026-11-23 05:59", open: true},
		"Closes":         {reason: "A window does not include the minute after its end.", m: v1alpha1.Maintenance{Window: weekend}, now: "2026-11-23 06:00", next: "2026-11-28 22:00"},
		"OtherDay":       {reason: "A window opens on its days only.", m: v1alpha1.Maintenance{Window: weekend}, now: "2026-11-25 23:00", next: "2026-11-28 22:00"},
		"EveryDay":       {reason: "A window without days opens every day.", m: v1alpha1.Maintenance{Window: daily}, now: "2026-11-25 03:00", open: true},
		"EveryDayClosed": {reason: "The next day's window is next.", m: v1alpha1.Maintenance{Window: daily}, now: "2026-11-25 06:00", next: "2026-11-26 02:00"},
		"FirstDay":       {reason: "An exclusion begins with its first day.", m: v1alpha1.Maintenance{Exclusions: holidays}, now: "2026-12-20 00:00", next: "2027-01-04 00:00"},
		"LastDay":        {reason: "An exclusion includes its last day.", m: v1alpha1.Maintenance{Exclusions: holidays}, now: "2027-01-03 23:59", next: "2027-01-04 00:00"},
		"AfterExclusion": {reason: "An exclusion ends with its last day.", m: v1alpha1.Maintenance{Exclusions: holidays}, now: "2027-01-04 00:00", open: true},
		"ExcludedWindow": {reason: "An exclusion closes a window.", m: v1alpha1.Maintenance{Window: daily, Exclusions: holidays}, now: "2026-12-24 02:30", next: "2027-01-04 02:00"},
		"WithinWindow": {
			reason: "A window opens late when an exclusion ends within it.",
			m:      v1alpha1.Maintenance{Window: &v1alpha1.MaintenanceWindow{Start: "22:00", DurationHours: 8}, Exclusions: holidays},
			now:    "2027-01-03 12:00", next: "2027-01-04 00:00",
		},
		"Unknown": {reason: "A claim that does not know the time may be disturbed.", m: v1alpha1.Maintenance{Window: weekend}, open: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testClaim()
			c.Now = time.Time{}
			if tc.now != "" {
				c.Now = at(t, tc.now)
			}
			got := mustPlanFor(t, c, v1alpha1.Parameters{Maintenance: &tc.m}, v1alpha1.Status{}).Maintenance
			var next time.Time
			if tc.next != "" {
				next = at(t, tc.next)
			}
			if got.Open != tc.open || !got.Next.Equal(next) {
				t.Errorf("%s\nwant open %t and next %s, got %t and %s", tc.reason, tc.open, next, got.Open, got.Next)
			}
		})
	}
}
