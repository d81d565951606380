// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"strings"
	"time"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// roleStart lets Compute Engine start and stop a machine on its own.
// https://cloud.google.com/compute/docs/instances/schedule-instance-start-stop#service_agent_required_roles
const roleStart = "roles/compute.instanceAdmin.v1"

// scheduleHash is how many characters tell schedules apart.
const scheduleHash = 5

// waitNumber is what waits for the number of the project, which is part of the name of
// Compute Engine's own service account.
const waitNumber = "the environment does not say which number the project has (rule gcp.projectNumber)"

// powerSchedule starts and stops a single machine. A policy cannot be changed, so that
// another schedule is another policy. Compute Engine must be let start and stop the
// machine before that gets the policy, which is why the machine comes first.
func (c *compute) powerSchedule() []managed.Resource {
	if c.Schedule == nil {
		return nil
	}
	start, stop := cron(*c.Schedule, c.Schedule.Wake), cron(*c.Schedule, c.Schedule.Sleep)
	scheduler := managed.Resource{
		Key:       c.schedulerKey(),
		Component: plan.ComponentScaling,
		ForProvider: gcp.InstanceIAMMember{
			Project:              c.project(),
			Zone:                 c.zone(),
			InstanceNameSelector: managed.Select(c.MachineKey()),
			Role:                 roleStart,
			Member:               c.serviceAgent(),
		},
		After: []managed.Key{c.MachineKey()},
	}
	if c.serviceAgent() == "" {
		scheduler.Waits = []string{waitNumber}
	}
	return []managed.Resource{
		{
			Key:          c.scheduleKey(),
			Component:    plan.ComponentScaling,
			ExternalName: c.name(partSchedule, c.scheduleHash()),
			ForProvider: gcp.ResourcePolicy{
				Project:     c.project(),
				Region:      c.region(),
				Description: c.description(),
				InstanceSchedulePolicy: &gcp.InstanceSchedulePolicy{
					VMStartSchedule: &gcp.CronSchedule{Schedule: start},
					VMStopSchedule:  &gcp.CronSchedule{Schedule: stop},
					TimeZone:        string(c.Schedule.TimeZone),
				},
			},
		},
		scheduler,
	}
}

func (c *compute) scheduleHash() string {
	s := *c.Schedule
	return c.Claim.Names.Hash(scheduleHash, partSchedule, cron(s, s.Wake), cron(s, s.Sleep), string(s.TimeZone))
}

func (c *compute) scheduleKey() managed.Key { return keySchedule.Join(c.scheduleHash()) }

func (c *compute) schedulerKey() managed.Key { return keyScheduler.Join(c.Template.Generation) }

// serviceAgent is the service account that Compute Engine itself acts as in the project.
// https://cloud.google.com/iam/docs/service-agents
func (c *compute) serviceAgent() string {
	if number := c.Claim.Guardrails.GCP.ProjectNumber; number != "" {
		return policy.ServiceAccountMember("service-" + number + "@compute-system.iam.gserviceaccount.com")
	}
	return managed.Wanted[gcp.InstanceIAMMember](c.observed, c.schedulerKey()).Member
}

// resourcePolicies of the machine: the schedule, as soon as it would be followed.
func (c *compute) resourcePolicies(had []string) []string {
	if c.Schedule == nil {
		return nil
	}
	at := managed.At[gcp.ResourcePolicyObservation](c.observed, c.scheduleKey())
	id := pathOf(at.SelfLink, at.ID)
	if id == "" || !c.observed.Ready(c.schedulerKey()) {
		return had
	}
	return []string{id}
}

// cron of a time of the days of a schedule.
func cron(s plan.Schedule, at time.Duration) string {
	return fmt.Sprintf("%d %d * * %s", int(at.Minutes())%60, int(at.Hours()), weekdays(s.Days))
}

func weekdays(days []platform.Weekday) string {
	if len(days) == len(platform.Weekdays()) {
		return "*"
	}
	names := make([]string, 0, len(days))
	for _, d := range days {
		names = append(names, strings.ToUpper(string(d)[:3]))
	}
	return strings.Join(names, ",")
}
