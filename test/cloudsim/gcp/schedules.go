// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const resourcePolicy cloud.Name = "compute/ResourcePolicy"

func schedules() []cloud.Kind {
	return []cloud.Kind{{
		Type:   computeType("v1beta2", "ResourcePolicy", "resourcepolicies"),
		Naming: cloud.Given, Noun: "ResourcePolicy",
		Required:  []string{"region"},
		Immutable: []string{"description", "instanceSchedulePolicy", "snapshotSchedulePolicy", "groupPlacementPolicy", "diskConsistencyGroupPolicy"},
		ID:        computeID,
		Check:     checkResourcePolicy,
	}}
}

var (
	cronForm     = regexp.MustCompile(`^([0-9*/,-]+) ([0-9*/,-]+) ([0-9*/,-]+) ([0-9A-Z*/,-]+) ([0-9A-Z*/,-]+)$`)
	timeZoneForm = regexp.MustCompile(`^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_-]+)+)$`)
)

func checkResourcePolicy(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	if !r.Args.Has("instanceSchedulePolicy") {
		return nil
	}
	const at = "instanceSchedulePolicy."
	start, stop := r.Args.String(at+"vmStartSchedule.schedule"), r.Args.String(at+"vmStopSchedule.schedule")
	if start == "" && stop == "" {
		return invalid("instanceSchedulePolicy", "", "At least one of vmStartSchedule and vmStopSchedule must be specified.")
	}
	for _, cron := range []string{start, stop} {
		if cron != "" && !cronForm.MatchString(cron) {
			return invalid("instanceSchedulePolicy.schedule", cron, "Must be a valid cron expression.")
		}
	}
	if zone := r.Args.String(at + "timeZone"); !timeZoneForm.MatchString(zone) {
		return invalid("instanceSchedulePolicy.timeZone", zone, "Must be a valid time zone from the tz database.")
	}
	return nil
}
