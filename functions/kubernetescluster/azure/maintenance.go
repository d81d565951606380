// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"slices"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// utc is the offset of all windows.
const utc = "+00:00"

const hoursADay = 24

// everyDay is the window of a cluster that may always be disturbed, for the days on
// which it may not.
func everyDay() plan.Window {
	return plan.Window{Days: platform.Weekdays(), Duration: hoursADay * time.Hour}
}

// setMaintenance says when AKS may disturb the cluster by itself, and with what. Minor
// versions are the claim's alone to change.
//
// The window for everything that AKS does not schedule otherwise opens on all days that
// the claim names. Those for patch releases and for node images take one day a week,
// and node images every day too: AKS has no other ones.
// https://learn.microsoft.com/azure/aks/planned-maintenance
func (c *cluster) setMaintenance(spec *azure.KubernetesCluster) {
	m := c.Maintenance
	spec.NodeOSUpgradeChannel = azure.AKSNodeOSChannelNone
	scheduled := m.Window != nil || len(m.Exclusions) > 0
	w := everyDay()
	if m.Window != nil {
		w = *m.Window
	}
	if scheduled {
		spec.MaintenanceWindow = generalWindow(m)
	}
	if m.Channel == v1alpha1.ChannelNone {
		return
	}
	spec.AutomaticUpgradeChannel = azure.AKSUpgradeChannelPatch
	spec.NodeOSUpgradeChannel = azure.AKSNodeOSChannelNodeImage
	if scheduled {
		spec.MaintenanceWindowAutoUpgrade = weekly(w, m.Exclusions)
		spec.MaintenanceWindowNodeOS = weekly(w, m.Exclusions)
		if len(w.Days) == len(platform.Weekdays()) {
			spec.MaintenanceWindowNodeOS.Frequency, spec.MaintenanceWindowNodeOS.DayOfWeek = azure.AKSFrequencyDaily, ""
		}
	}
}

// weekly opens a window on the first of its days.
func weekly(w plan.Window, exclusions []plan.Exclusion) *azure.AKSMaintenanceSchedule {
	return &azure.AKSMaintenanceSchedule{
		Frequency:  azure.AKSFrequencyWeekly,
		Interval:   1,
		DayOfWeek:  string(w.Days[0]),
		StartTime:  fmt.Sprintf("%02d:%02d", w.Hour, w.Minute),
		UTCOffset:  utc,
		Duration:   int(w.Duration / time.Hour),
		NotAllowed: spans(exclusions),
	}
}

// spans of days on which nothing happens. AKS counts the last day in.
func spans(exclusions []plan.Exclusion) []azure.AKSMaintenanceSpan {
	var out []azure.AKSMaintenanceSpan
	for _, e := range exclusions {
		out = append(out, azure.AKSMaintenanceSpan{
			Start: e.From.UTC().Format(time.RFC3339),
			End:   e.To.Add(-time.Second).UTC().Format(time.RFC3339),
		})
	}
	return out
}

func generalWindow(m plan.Maintenance) *azure.AKSMaintenanceWindow {
	out := &azure.AKSMaintenanceWindow{NotAllowed: spans(m.Exclusions)}
	if m.Window != nil {
		out.Allowed = hours(*m.Window)
	}
	return out
}

// hours that lie in a window as a whole, by the day of the week on which they begin.
func hours(w plan.Window) []azure.AKSMaintenanceHours {
	first, count := w.Hour, int(w.Duration/time.Hour)
	if w.Minute > 0 {
		first, count = first+1, count-1
	}
	week := platform.Weekdays()
	var out []azure.AKSMaintenanceHours
	for i, day := range week {
		before := week[(i+len(week)-1)%len(week)]
		var open []int
		for h := range hoursADay {
			today := slices.Contains(w.Days, day) && h >= first && h < first+count
			since := slices.Contains(w.Days, before) && h+hoursADay >= first && h+hoursADay < first+count
			if today || since {
				open = append(open, h)
			}
		}
		if len(open) > 0 {
			out = append(out, azure.AKSMaintenanceHours{Day: string(day), Hours: open})
		}
	}
	return out
}
