// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of maintenance. The XRD states them too. AKS and GKE take no window that is
// shorter than four hours, and AKS none that is longer than a day. GKE takes twenty
// exclusions, and thirty days at most without any upgrade.
// https://learn.microsoft.com/azure/aks/planned-maintenance
// https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions
const (
	MinWindowHours   = 4
	MaxWindowHours   = 24
	MaxExclusions    = 20
	MaxExclusionName = 32
	MaxExclusionDays = 30
)

const dateLayout = time.DateOnly

var startPattern = regexp.MustCompile(`^([01][0-9]|2[0-3]):([0-5][0-9])$`)

func (r *planner) maintenance() Maintenance {
	path, m := r.path.Child("maintenance"), r.p.Maintenance
	r.refuse(validate.OneOf(path.Child("channel"), m.Channel, v1alpha1.Channels()...)...)
	out := Maintenance{
		Channel:    m.Channel,
		Window:     r.window(path.Child("window"), m.Window),
		Exclusions: r.exclusions(path.Child("exclusions"), m.Exclusions),
	}
	return out.at(r.claim.Now)
}

func (r *planner) window(path *field.Path, w *v1alpha1.MaintenanceWindow) *Window {
	if w == nil {
		return nil
	}
	for i, d := range w.Days {
		r.refuse(validate.OneOf(path.Child("days").Index(i), d, platform.Weekdays()...)...)
	}
	r.refuse(validate.Unique(path.Child("days"), w.Days)...)
	r.refuse(validate.Between(path.Child("durationHours"), w.DurationHours, MinWindowHours, MaxWindowHours)...)
	out := &Window{Duration: time.Duration(w.DurationHours) * time.Hour}
	for _, d := range platform.Weekdays() {
		if len(w.Days) == 0 || slices.Contains(w.Days, d) {
			out.Days = append(out.Days, d)
		}
	}
	match := startPattern.FindStringSubmatch(w.Start)
	if match == nil {
		r.refuse(field.Invalid(path.Child("start"), w.Start, "must be hours and minutes of UTC, such as \"02:30\", quoted so that YAML keeps it as it is"))
		return out
	}
	out.Hour, _ = strconv.Atoi(match[1])
	out.Minute, _ = strconv.Atoi(match[2])
	return out
}

func (r *planner) exclusions(path *field.Path, exclusions []v1alpha1.MaintenanceExclusion) []Exclusion {
	r.refuse(validate.AtMost(path, exclusions, MaxExclusions)...)
	out := make([]Exclusion, 0, len(exclusions))
	seen := make(map[string]bool, len(exclusions))
	for i, e := range exclusions {
		at := path.Index(i)
		r.refuse(validate.Label(at.Child("name"), e.Name, MaxExclusionName)...)
		if seen[e.Name] {
			r.refuse(field.Duplicate(at.Child("name"), e.Name))
		}
		seen[e.Name] = true
		from, to := r.date(at.Child("from"), e.From), r.date(at.Child("to"), e.To)
		if from.IsZero() || to.IsZero() {
			continue
		}
		r.refuse(checkExclusion(at.Child("to"), e, from, to)...)
		out = append(out, Exclusion{Name: e.Name, From: from, To: to.AddDate(0, 0, 1)})
	}
	slices.SortFunc(out, func(a, b Exclusion) int { return a.From.Compare(b.From) })
	return out
}

func (r *planner) date(path *field.Path, value string) time.Time {
	t, err := time.Parse(dateLayout, value)
	if err != nil {
		r.refuse(field.Invalid(path, value, "must be a day such as 2026-12-24"))
		return time.Time{}
	}
	return t
}

func checkExclusion(path *field.Path, e v1alpha1.MaintenanceExclusion, from, to time.Time) field.ErrorList {
	if to.Before(from) {
		return field.ErrorList{field.Invalid(path, e.To, "must not be before "+e.From+", the first day")}
	}
	if days := int(to.Sub(from).Hours()/24) + 1; days > MaxExclusionDays {
		return field.ErrorList{field.Invalid(path, e.To, fmt.Sprintf(
			"must be at most %d days from the first one, and is %d: use %s or before, because a cluster that is not maintained for longer is not safe",
			MaxExclusionDays, days, from.AddDate(0, 0, MaxExclusionDays-1).Format(dateLayout)))}
	}
	return nil
}

// at returns the maintenance as it is at a time. A claim that does not know the time
// may be disturbed.
func (m Maintenance) at(now time.Time) Maintenance {
	m.Open = now.IsZero() || m.isOpen(now)
	if !m.Open {
		m.Next = m.nextOpening(now)
	}
	return m
}

func (m Maintenance) isOpen(now time.Time) bool {
	if m.exclusionAt(now) != nil {
		return false
	}
	if m.Window == nil {
		return true
	}
	// A window may have opened the day before.
	for _, start := range []time.Time{m.Window.on(now), m.Window.on(now.AddDate(0, 0, -1))} {
		if m.Window.opensOn(start) && !now.Before(start) && now.Before(start.Add(m.Window.Duration)) {
			return true
		}
	}
	return false
}

// exclusionAt returns the exclusion that is in force at a time, or nil.
func (m Maintenance) exclusionAt(t time.Time) *Exclusion {
	for _, e := range m.Exclusions {
		if !t.Before(e.From) && t.Before(e.To) {
			return &e
		}
	}
	return nil
}

// maxLookAhead is for how many days the next opening is looked for: exclusions may
// follow each other, but hardly for longer than this.
const maxLookAhead = MaxExclusions*MaxExclusionDays + 7

// nextOpening returns when the cluster may be disturbed next, after a time at which
// it may not. Such a time begins with a window, or with the end of an exclusion.
func (m Maintenance) nextOpening(now time.Time) time.Time {
	var next time.Time
	consider := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) && m.isOpen(t) {
			next = t
		}
	}
	for _, e := range m.Exclusions {
		consider(e.To)
	}
	for d := 0; m.Window != nil && d <= maxLookAhead; d++ {
		t := m.Window.on(now.AddDate(0, 0, d))
		if !next.IsZero() && t.After(next) {
			break
		}
		consider(t)
	}
	return next
}

// on returns when the window opens on the day of a time, if it opens on that day.
func (w Window) on(t time.Time) time.Time {
	y, month, d := t.UTC().Date()
	return time.Date(y, month, d, w.Hour, w.Minute, 0, 0, time.UTC)
}

func (w Window) opensOn(t time.Time) bool {
	return slices.Contains(w.Days, platform.Weekday(t.Weekday().String()))
}

// closed says why nothing may be disturbed now, for people.
func (m Maintenance) closed() string {
	if m.Next.IsZero() {
		return "outside of the maintenance window"
	}
	return "outside of the maintenance window, which opens at " + m.Next.Format(time.RFC3339)
}
