// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// waitGroup is what the setting of a group waits for.
const waitGroup = "the scale set has no id yet"

// Names of the profiles of a setting.
const (
	profileAlways = "always"
	profileAwake  = "awake"
	profileAsleep = "asleep"
)

// How the number of machines follows how busy they are.
// https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-best-practices
const (
	// idleBelow is how far below the target machines are when there are too many, in
	// percent, and leastTarget is the least that this is.
	idleBelow   = 20
	leastTarget = 5

	// steps is in how many steps a group grows from nothing to all of its machines.
	steps = 10

	grain    = "PT1M"
	window   = "PT5M"
	cooldown = "PT5M"
)

// autoscale decides about the number of machines of a group, and when it has any.
func (c *compute) autoscale(g group) []managed.Resource {
	if c.counts(g) {
		return nil
	}
	key := g.autoscaleKey()
	target := cmp.Or(
		managed.At[azure.ScaleSetObservation](c.observed, g.key()).ID,
		managed.Wanted[azure.MonitorAutoscaleSetting](c.observed, key).TargetResourceID,
	)
	return []managed.Resource{{
		Key:       key,
		Component: plan.ComponentScaling,
		ForProvider: azure.MonitorAutoscaleSetting{
			Name:                      c.Claim.Names.Name(naming.AzureMonitorSetting, g.Name, g.hash),
			Location:                  c.region(),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			TargetResourceID:          target,
			Enabled:                   new(true),
			Profile:                   c.profiles(g, target),
			Tags:                      c.tags(),
		},
		After: []managed.Key{g.key()},
		Waits: waits(map[string]string{waitGroup: target}),
	}}
}

// profiles of a group: one for always, or one that begins when machines wake and one that
// begins when they sleep. Each holds until the other begins, also over days without any.
// https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-multiprofile
func (c *compute) profiles(g group, target string) []azure.AutoscaleProfile {
	awake := azure.AutoscaleProfile{
		Name:     profileAlways,
		Capacity: azure.AutoscaleCapacity{Default: g.Least(), Minimum: g.Least(), Maximum: g.Most()},
		Rule:     rules(g, target),
	}
	if c.Schedule == nil {
		return []azure.AutoscaleProfile{awake}
	}
	awake.Name, awake.Recurrence = profileAwake, c.recurrence(c.Schedule.Wake)
	return []azure.AutoscaleProfile{awake, {Name: profileAsleep, Recurrence: c.recurrence(c.Schedule.Sleep)}}
}

func (c *compute) recurrence(at time.Duration) *azure.AutoscaleRecurrence {
	out := &azure.AutoscaleRecurrence{
		Hours:    []int{int(at / time.Hour)},
		Minutes:  []int{int(at % time.Hour / time.Minute)},
		TimeZone: timeZones()[c.Schedule.TimeZone],
	}
	for _, d := range c.Schedule.Days {
		out.Days = append(out.Days, string(d))
	}
	return out
}

// rules add machines where those that there are have too much to do, and take one away
// where they have too little.
func rules(g group, target string) []azure.AutoscaleRule {
	a := g.Autoscaling
	if a == nil {
		return nil
	}
	return []azure.AutoscaleRule{
		cpuRule(target, azure.AutoscaleGreater, a.TargetCPU, azure.AutoscaleIncrease, max(a.Max/steps, 1)),
		cpuRule(target, azure.AutoscaleLess, max(a.TargetCPU-idleBelow, leastTarget), azure.AutoscaleDecrease, 1),
	}
}

func cpuRule(target, operator string, threshold int, direction string, machines int) azure.AutoscaleRule {
	return azure.AutoscaleRule{
		MetricTrigger: azure.AutoscaleTrigger{
			MetricName:       azure.AutoscaleMetricCPU,
			MetricNamespace:  azure.AutoscaleNamespace,
			MetricResourceID: target,
			Operator:         operator,
			Statistic:        azure.AutoscaleAverage,
			Threshold:        threshold,
			TimeAggregation:  azure.AutoscaleAverage,
			TimeGrain:        grain,
			TimeWindow:       window,
		},
		ScaleAction: azure.AutoscaleAction{
			Direction: direction, Type: azure.AutoscaleChangeByMembers, Value: machines, Cooldown: cooldown,
		},
	}
}

// retiredAutoscale is the setting of a group that is left as it is.
func (c *compute) retiredAutoscale(group managed.Key) []managed.Resource {
	key := keyAutoscale.Join(strings.TrimPrefix(string(group), string(plan.KeyGroup.Join(""))))
	if !c.observed.Exists(key) {
		return nil
	}
	had := managed.Wanted[azure.MonitorAutoscaleSetting](c.observed, key)
	had.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
	return []managed.Resource{{Key: key, Component: plan.ComponentScaling, ForProvider: had}}
}

// timeZones are the names that Windows, and with it Azure, has for time zones.
// https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones
func timeZones() map[v1alpha1.TimeZone]string {
	return map[v1alpha1.TimeZone]string{
		v1alpha1.TimeZoneUTC:  "UTC",
		"Africa/Johannesburg": "South Africa Standard Time",
		"America/Chicago":     "Central Standard Time",
		"America/Denver":      "Mountain Standard Time",
		"America/Los_Angeles": "Pacific Standard Time",
		"America/New_York":    "Eastern Standard Time",
		"America/Sao_Paulo":   "E. South America Standard Time",
		"Asia/Dubai":          "Arabian Standard Time",
		"Asia/Kolkata":        "India Standard Time",
		"Asia/Seoul":          "Korea Standard Time",
		"Asia/Singapore":      "Singapore Standard Time",
		"Asia/Tokyo":          "Tokyo Standard Time",
		"Australia/Sydney":    "AUS Eastern Standard Time",
		"Europe/Athens":       "GTB Standard Time",
		"Europe/Berlin":       "W. Europe Standard Time",
		"Europe/Helsinki":     "FLE Standard Time",
		"Europe/London":       "GMT Standard Time",
		"Europe/Paris":        "Romance Standard Time",
		"Europe/Warsaw":       "Central European Standard Time",
	}
}
