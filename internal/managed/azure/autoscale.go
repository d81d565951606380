// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A MonitorAutoscaleSetting decides how many machines a scale set has.
// https://learn.microsoft.com/azure/azure-monitor/autoscale/autoscale-understanding-settings
type MonitorAutoscaleSetting struct {
	Name                      string             `json:"name,omitempty"`
	Location                  string             `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector  `json:"resourceGroupNameSelector,omitempty"`
	TargetResourceID          string             `json:"targetResourceId,omitempty"`
	Enabled                   *bool              `json:"enabled,omitempty"`
	Profile                   []AutoscaleProfile `json:"profile,omitempty"`
	Tags                      map[string]string  `json:"tags,omitempty"`
}

// Type of a MonitorAutoscaleSetting.
func (MonitorAutoscaleSetting) Type() managed.Type {
	return managed.Type{Group: groupInsights, Version: v1beta2, Kind: "MonitorAutoscaleSetting", Plural: "monitorautoscalesettings"}
}

// An AutoscaleProfile is what holds always, or from a time of some days until another
// profile begins.
type AutoscaleProfile struct {
	Name       string               `json:"name"`
	Capacity   AutoscaleCapacity    `json:"capacity"`
	Rule       []AutoscaleRule      `json:"rule,omitempty"`
	Recurrence *AutoscaleRecurrence `json:"recurrence,omitempty"`
}

// An AutoscaleCapacity bounds the number of machines.
type AutoscaleCapacity struct {
	Default int `json:"default"`
	Minimum int `json:"minimum"`
	Maximum int `json:"maximum"`
}

// An AutoscaleRule acts on what is measured.
type AutoscaleRule struct {
	MetricTrigger AutoscaleTrigger `json:"metricTrigger"`
	ScaleAction   AutoscaleAction  `json:"scaleAction"`
}

// An AutoscaleTrigger says when a rule acts.
type AutoscaleTrigger struct {
	MetricName       string `json:"metricName"`
	MetricNamespace  string `json:"metricNamespace,omitempty"`
	MetricResourceID string `json:"metricResourceId,omitempty"`
	Operator         string `json:"operator"`
	Statistic        string `json:"statistic"`
	Threshold        int    `json:"threshold"`
	TimeAggregation  string `json:"timeAggregation"`
	TimeGrain        string `json:"timeGrain"`
	TimeWindow       string `json:"timeWindow"`
}

// An AutoscaleAction is what a rule does.
type AutoscaleAction struct {
	Direction string `json:"direction"`
	Type      string `json:"type"`
	Value     int    `json:"value"`
	Cooldown  string `json:"cooldown"`
}

// An AutoscaleRecurrence is when a profile begins. There is one hour and one minute.
type AutoscaleRecurrence struct {
	Days     []string `json:"days"`
	Hours    []int    `json:"hours"`
	Minutes  []int    `json:"minutes"`
	TimeZone string   `json:"timezone,omitempty"`
}

// Words of autoscale settings.
// https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-compute-virtualmachinescalesets-metrics
const (
	AutoscaleMetricCPU       = "Percentage CPU"
	AutoscaleNamespace       = "microsoft.compute/virtualmachinescalesets"
	AutoscaleAverage         = "Average"
	AutoscaleGreater         = "GreaterThan"
	AutoscaleLess            = "LessThan"
	AutoscaleIncrease        = "Increase"
	AutoscaleDecrease        = "Decrease"
	AutoscaleChangeByMembers = "ChangeCount"
)
