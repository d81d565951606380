// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// awake is the name of the schedule of a group.
const awake = "awake"

// autoscalers of the groups whose number of machines changes by itself. A schedule is
// one, too: it asks for machines while they are to be there, and the autoscaler keeps
// none otherwise.
// https://cloud.google.com/compute/docs/autoscaler/scaling-schedules
func (c *compute) autoscalers() []managed.Resource {
	var out []managed.Resource
	for _, g := range c.Groups {
		p := c.autoscalingPolicy(g)
		if p == nil {
			continue
		}
		out = append(out, managed.Resource{
			Key:          keyAutoscaler.Join(g.Name),
			Component:    plan.ComponentScaling,
			ExternalName: c.name(g.Name),
			ForProvider: gcp.RegionAutoscaler{
				Project:           c.project(),
				Region:            c.region(),
				TargetSelector:    managed.Select(g.Key()),
				AutoscalingPolicy: p,
			},
		})
	}
	return out
}

func (c *compute) autoscalingPolicy(g plan.Group) *gcp.AutoscalingPolicy {
	if a := g.Autoscaling; a != nil {
		return &gcp.AutoscalingPolicy{
			Mode:           gcp.AutoscalingOn,
			MinReplicas:    a.Min,
			MaxReplicas:    a.Max,
			CPUUtilization: &gcp.CPUUtilization{Target: float64(a.TargetCPU) / 100},
		}
	}
	if c.Schedule == nil {
		return nil
	}
	return &gcp.AutoscalingPolicy{
		Mode: gcp.AutoscalingOn,
		// An autoscaler must be allowed to have a machine.
		MaxReplicas: max(g.Count, 1),
		ScalingSchedules: []gcp.ScalingSchedule{{
			Name:                awake,
			Schedule:            cron(*c.Schedule, c.Schedule.Wake),
			DurationSec:         int(c.Schedule.Awake().Seconds()),
			MinRequiredReplicas: g.Count,
			TimeZone:            string(c.Schedule.TimeZone),
		}},
	}
}
