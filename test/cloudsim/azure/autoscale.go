// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const autoscaleSetting cloud.Name = "insights/MonitorAutoscaleSetting"

// Limits of autoscale settings.
// https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-understanding-settings
const (
	maxProfiles = 20
	maxScaling  = 10
)

func autoscaleSettings() []cloud.Kind {
	return []cloud.Kind{{
		Type: managed.Type{Group: "insights.azure.upbound.io", Version: "v1beta2", Kind: "MonitorAutoscaleSetting", Plural: "monitorautoscalesettings"},
		Noun: "Auto Scale Setting", Call: "Microsoft.Insights/autoScaleSettings",
		Required:  []string{"location", "name", "profile[].name", "resourceGroupName", "targetResourceId"},
		Immutable: []string{"name", "targetResourceId"},
		Links: []cloud.Link{
			toGroup(),
			{Field: "targetResourceId", To: linuxScaleSet, Loose: true},
			{Field: "targetResourceId", To: windowsScaleSet, Loose: true},
		},
		Defaults: cloud.Value{"enabled": true},
		ID:       inGroupByArgument("Microsoft.Insights/autoScaleSettings"),
		Check:    checkAutoscale,
	}}
}

func checkAutoscale(r *cloud.Request) error {
	target := r.To("targetResourceId")
	if target == nil {
		return cloud.Refuse(404, "ResourceNotFound", "The Resource '%s' was not found.", r.Args.String("targetResourceId"))
	}
	if location(target) != r.Region() {
		return cloud.Refuse(400, "BadRequest", "The autoscale setting must be in the location of the target resource %s.", target.ID)
	}
	if other := cloud.First(r.UsersOf(target, autoscaleSetting)); other != nil {
		return cloud.Refuse(409, "Conflict", "The target resource %s has the autoscale setting %s already.", target.ID, other.ID)
	}
	profiles := r.Args.List("profile")
	always := 0
	for _, p := range profiles {
		if !p.Has("recurrence") && !p.Has("fixedDate") {
			always++
		}
		if err := checkProfile(r, p); err != nil {
			return err
		}
	}
	if len(profiles) > maxProfiles || always > 1 {
		return cloud.Refuse(400, "BadRequest", "An autoscale setting has up to %d profiles, of which one at most has neither a fixed date nor a recurrence.", maxProfiles)
	}
	return nil
}

func checkProfile(r *cloud.Request, p cloud.Value) error {
	low, hasLow := p.Int("capacity.minimum")
	usual, hasUsual := p.Int("capacity.default")
	high, hasHigh := p.Int("capacity.maximum")
	switch {
	case !hasLow || !hasUsual || !hasHigh:
		return cloud.Plain("%q: required field is not set", "profile.0.capacity")
	case low < 0 || high > maxMachines || low > usual || usual > high:
		return cloud.Refuse(400, "BadRequest", "The capacity of profile %s must be between 0 and %d, and its default %d between %d and %d.", p.String("name"), maxMachines, usual, low, high)
	case len(p.List("rule")) > maxScaling:
		return cloud.Refuse(400, "BadRequest", "Profile %s has more than %d rules.", p.String("name"), maxScaling)
	}
	for _, rule := range p.List("rule") {
		if err := checkScaling(r, rule); err != nil {
			return err
		}
	}
	return checkRecurrence(p)
}

func checkScaling(r *cloud.Request, rule cloud.Value) error {
	for path, values := range map[string][]string{
		"metricTrigger.operator":  {"Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "NotEquals"},
		"metricTrigger.statistic": {"Average", "Max", "Min", "Sum"}, "metricTrigger.timeAggregation": {"Average", "Count", "Last", "Maximum", "Minimum", "Total"},
		"scaleAction.direction": {"Decrease", "Increase"}, "scaleAction.type": {"ChangeCount", "ExactCount", "PercentChangeCount", "ServiceAllowedNextValue"},
		"metricTrigger.metricName": {"Percentage CPU"},
	} {
		if v := rule.String(path); !slices.Contains(values, v) {
			return cloud.Plain("expected profile.0.rule.0.%s to be one of [%q], got %s", cloud.Snake(path), values, v)
		}
	}
	for _, path := range []string{"metricTrigger.timeGrain", "metricTrigger.timeWindow", "scaleAction.cooldown"} {
		if v := rule.String(path); v == "" || !duration.MatchString(v) {
			return cloud.Plain("expected profile.0.rule.0.%s to be an ISO8601 duration, got %s", cloud.Snake(path), v)
		}
	}
	id := rule.String("metricTrigger.metricResourceId")
	if r.Find(linuxScaleSet, id) == nil && r.Find(windowsScaleSet, id) == nil {
		return cloud.Refuse(404, "ResourceNotFound", "The Resource '%s' was not found.", id)
	}
	return nil
}

// zonesOfTime are some of those that Windows has.
func zonesOfTime() []string {
	return []string{
		"AUS Eastern Standard Time", "Arabian Standard Time", "Central European Standard Time", "Central Standard Time", "E. South America Standard Time",
		"Eastern Standard Time", "FLE Standard Time", "GMT Standard Time", "GTB Standard Time", "India Standard Time", "Korea Standard Time",
		"Mountain Standard Time", "Pacific Standard Time", "Romance Standard Time", "Singapore Standard Time", "South Africa Standard Time",
		"Tokyo Standard Time", "UTC", "W. Europe Standard Time",
	}
}

func checkRecurrence(p cloud.Value) error {
	if !p.Has("recurrence") {
		return nil
	}
	for _, d := range p.Strings("recurrence.days") {
		if !slices.Contains([]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}, d) {
			return cloud.Plain("expected profile.0.recurrence.0.days to be days of the week, got %s", d)
		}
	}
	for path, most := range map[string]int{"recurrence.hours": 23, "recurrence.minutes": 59} {
		times := p.All(path + "[]")
		n, ok := 0, false
		if len(times) == 1 {
			n, ok = cloud.Value{"n": times[0]}.Int("n")
		}
		if !ok || n < 0 || n > most {
			return cloud.Plain("expected profile.0.%s to be one number in the range (0 - %d)", cloud.Snake(path), most)
		}
	}
	if z := p.String("recurrence.timezone"); !p.Has("recurrence.days") || z != "" && !slices.Contains(zonesOfTime(), z) {
		return cloud.Plain("expected profile.0.recurrence.0.timezone to be a time zone of Windows, got %s", z)
	}
	return nil
}
