// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// minorVersions is the name of the exclusion that leaves minor versions to us. No
// exclusion of a claim has a name as long as that.
const minorVersions = "minor-versions-are-up-to-the-platform"

// Limits of exclusions.
// https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions#limitations-maintenance-exclusions
const (
	// maxExclusions of all upgrades at a time.
	maxExclusions = 3

	// supportMonths is for how many months GKE supports a minor version, and
	// exclusionMonths for how many upgrades to another one may surely be
	// excluded where the end of the support is not known.
	supportMonths   = 14
	exclusionMonths = 5
)

// A monday that is past, so that windows have been open before the cluster exists.
func monday() time.Time { return time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC) }

// channel of the cluster. It brings patch releases only: see minorExclusion.
func (c *cluster) channel() gcp.ReleaseChannel {
	return map[v1alpha1.Channel]gcp.ReleaseChannel{
		v1alpha1.ChannelNone:    gcp.ReleaseChannelNone,
		v1alpha1.ChannelStable:  gcp.ReleaseChannelStable,
		v1alpha1.ChannelRegular: gcp.ReleaseChannelRegular,
		v1alpha1.ChannelRapid:   gcp.ReleaseChannelRapid,
	}[c.Maintenance.Channel]
}

// inChannel says whether GKE brings patch releases by itself.
func (c *cluster) inChannel() bool { return c.Maintenance.Channel != v1alpha1.ChannelNone }

// maintenance says when GKE may disturb the cluster by itself. There is always a
// window, because the provider takes no exclusions without one.
func (c *cluster) maintenance() *gcp.MaintenancePolicy {
	return &gcp.MaintenancePolicy{
		RecurringWindow:      recurringWindow(c.Maintenance.Window),
		MaintenanceExclusion: append(c.exclusions(), c.minorExclusion()...),
	}
}

// recurringWindow begins with the first window after a Monday of the past. The cluster
// may always be disturbed if there is none.
func recurringWindow(w *plan.Window) *gcp.RecurringWindow {
	if w == nil {
		return &gcp.RecurringWindow{StartTime: format(monday()), EndTime: format(monday().AddDate(0, 0, 1)), Recurrence: "FREQ=DAILY"}
	}
	all := platform.Weekdays()
	days := make([]string, 0, len(w.Days))
	for _, d := range w.Days {
		days = append(days, strings.ToUpper(string(d)[:2]))
	}
	start := monday().AddDate(0, 0, slices.Index(all, w.Days[0])).Add(time.Duration(w.Hour)*time.Hour + time.Duration(w.Minute)*time.Minute)
	return &gcp.RecurringWindow{
		StartTime:  format(start),
		EndTime:    format(start.Add(w.Duration)),
		Recurrence: "FREQ=WEEKLY;BYDAY=" + strings.Join(days, ","),
	}
}

func format(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// exclusions of the claim. GKE knows the next ones that are not over: it takes no more
// of them.
func (c *cluster) exclusions() []gcp.MaintenanceExclusion {
	var out []gcp.MaintenanceExclusion
	for _, e := range c.Maintenance.Exclusions {
		if c.isOver(e.To) || len(out) == maxExclusions {
			continue
		}
		out = append(out, exclusion(e.Name, e.From, e.To, gcp.ExclusionScopeNoUpgrades))
	}
	return out
}

func (c *cluster) isOver(t time.Time) bool { return !c.Claim.Now.IsZero() && !t.After(c.Claim.Now) }

func exclusion(name string, from, to time.Time, scope gcp.ExclusionScope) gcp.MaintenanceExclusion {
	return gcp.MaintenanceExclusion{
		ExclusionName:    name,
		StartTime:        format(from),
		EndTime:          format(to),
		ExclusionOptions: &gcp.ExclusionOptions{Scope: scope},
	}
}

// minorExclusion leaves minor versions to us for as long as GKE lets anybody choose:
// until its support of the version ends. Where that day is not known, it goes on from
// month to month. A cluster without a channel cannot have it.
func (c *cluster) minorExclusion() []gcp.MaintenanceExclusion {
	if !c.inChannel() {
		return nil
	}
	end, now := c.Version.EndOfSupport, c.Claim.Now
	if !end.IsZero() {
		if c.isOver(end) {
			return nil
		}
		return []gcp.MaintenanceExclusion{exclusion(minorVersions, end.AddDate(0, -supportMonths, 0), end, gcp.ExclusionScopeNoMinorUpgrades)}
	}
	if now.IsZero() {
		return nil
	}
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	return []gcp.MaintenanceExclusion{exclusion(minorVersions, month, month.AddDate(0, exclusionMonths, 0), gcp.ExclusionScopeNoMinorUpgrades)}
}
