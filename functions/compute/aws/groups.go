// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// Bounds of an instance refresh, in percent.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
const (
	everything     = 100
	mostHealthy    = 200
	mostDifference = 100
)

// timeZoneUTC is what the IANA calls the time zone that everybody calls UTC.
const timeZoneUTC = "Etc/UTC"

func (c *compute) groupName(g plan.Group) string {
	return c.Claim.Names.Name(naming.AWSAutoscalingGroup, g.Name)
}

// groups of equal machines, and what changes their number.
func (c *compute) groups() []managed.Resource {
	var out []managed.Resource
	for _, g := range c.Groups {
		out = append(out, c.group(g))
		out = append(out, c.policy(g)...)
		out = append(out, c.schedules(g)...)
	}
	return out
}

func (c *compute) group(g plan.Group) managed.Resource {
	release, waits := c.release(g)
	subnets := c.subnets(g)
	spec := aws.AutoscalingGroup{
		Region:            c.region(),
		HealthCheckType:   aws.AutoscalingHealthCheckEC2,
		InstanceRefresh:   refresh(g, c.Rollout),
		Tags:              c.groupTags(release.name),
		VPCZoneIdentifier: subnets,
	}
	if b := c.LoadBalancer; b != nil {
		spec.HealthCheckType, spec.HealthCheckGracePeriod = aws.AutoscalingHealthCheckELB, b.HealthCheck.GraceSeconds
	}
	c.makeFrom(&spec, g, release.version)
	initial := c.size(&spec, g)
	return managed.Resource{
		Key:          g.Key(),
		Component:    plan.ComponentMachines,
		ExternalName: c.groupName(g),
		ForProvider:  spec,
		InitProvider: initial,
		After:        c.beforeMachines(),
		Waits:        slices.Concat(c.Network.Waits, waits),
	}
}

// makeFrom a version of the launch template. Spot machines are those of a group of mixed
// instances that has no others: such a group chooses among the zones, and replaces a
// machine before it is taken back.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-capacity-rebalancing.html
func (c *compute) makeFrom(spec *aws.AutoscalingGroup, g plan.Group, version string) {
	if !g.Spot {
		spec.LaunchTemplate = &aws.AutoscalingTemplate{IDSelector: managed.Select(keyTemplate), Version: version}
		return
	}
	spec.CapacityRebalance = new(true)
	spec.MixedInstancesPolicy = &aws.AutoscalingMixedInstances{
		InstancesDistribution: &aws.AutoscalingDistribution{
			OnDemandBaseCapacity:   new(0),
			OnDemandPercentage:     new(0),
			SpotAllocationStrategy: aws.AutoscalingSpotStrategyPriceCapacity,
		},
		LaunchTemplate: &aws.AutoscalingMixedTemplate{Specification: &aws.AutoscalingTemplateSpecification{
			IDSelector: managed.Select(keyTemplate), Version: version,
		}},
	}
}

// versionOf a group that there is.
func versionOf(g aws.AutoscalingGroup) string {
	switch {
	case g.LaunchTemplate != nil:
		return g.LaunchTemplate.Version
	case g.MixedInstancesPolicy != nil && g.MixedInstancesPolicy.LaunchTemplate != nil && g.MixedInstancesPolicy.LaunchTemplate.Specification != nil:
		return g.MixedInstancesPolicy.LaunchTemplate.Specification.Version
	}
	return ""
}

// A release is the version of the launch template that machines of a group are made
// from, and what these machines are called.
type release struct {
	version, name string
}

// release that a group has. Another version replaces all machines, so that it gets one
// only with another generation: not because somebody has changed a tag. The name of the
// machines tells which generation they are of.
func (c *compute) release(g plan.Group) (out release, waits []string) {
	had := managed.Wanted[aws.AutoscalingGroup](c.observed, g.Key())
	has := release{version: versionOf(had), name: nameOf(had.Tags)}
	name := c.Claim.Tags.AWS(c.display(g.Name, c.Template.Generation))[tags.KeyName]
	switch {
	case has.version != "" && (has.name == name || !c.templateIsReady()):
		return has, nil
	case !c.templateIsReady():
		return release{name: name}, []string{waitTemplate}
	}
	latest := managed.At[aws.LaunchTemplateObservation](c.observed, keyTemplate).LatestVersion
	return release{version: strconv.Itoa(latest), name: name}, nil
}

func nameOf(of []aws.AutoscalingTag) string {
	i := slices.IndexFunc(of, func(t aws.AutoscalingTag) bool { return t.Key == tags.KeyName })
	if i < 0 {
		return ""
	}
	return of[i].Value
}

// groupTags are tags of the group, and of its machines, which are called by a name.
func (c *compute) groupTags(name string) []aws.AutoscalingTag {
	all := c.tags()
	all[tags.KeyName] = name
	out := make([]aws.AutoscalingTag, 0, len(all))
	for _, key := range slices.Sorted(maps.Keys(all)) {
		out = append(out, aws.AutoscalingTag{Key: key, Value: all[key], PropagateAtLaunch: true})
	}
	return out
}

// subnets of a group: one in each of its zones.
func (c *compute) subnets(g plan.Group) []string {
	if len(c.Network.Waits) > 0 {
		return managed.Wanted[aws.AutoscalingGroup](c.observed, g.Key()).VPCZoneIdentifier
	}
	out := make([]string, 0, len(c.Network.Subnets))
	for _, s := range c.Network.Subnets {
		out = append(out, s.ID)
	}
	return out
}

// size of a group, and what is left to policies and schedules. A schedule changes the
// bounds as well.
func (c *compute) size(spec *aws.AutoscalingGroup, g plan.Group) managed.Spec {
	least, most := g.Least(), g.Most()
	if c.Schedule != nil {
		return aws.AutoscalingGroupInitial{DesiredCapacity: new(g.Initial), MaxSize: new(most), MinSize: new(least)}
	}
	spec.MaxSize, spec.MinSize = new(most), new(least)
	if g.Autoscaling != nil {
		return aws.AutoscalingGroupInitial{DesiredCapacity: new(g.Initial)}
	}
	spec.DesiredCapacity = new(g.Count)
	return nil
}

// refresh replaces machines: so many may be missing, and so many more may be there. EC2
// Auto Scaling counts in percent of what there is at the time, and no group has more
// machines than it may have at most. It does not go back by itself: that is impossible
// with an image that has a parameter, and would start all over again otherwise.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html
func refresh(g plan.Group, r plan.Rollout) *aws.AutoscalingRefresh {
	n := max(g.Most(), 1)
	least := max(0, everything*(n-r.MaxUnavailable)/n)
	most := min(mostHealthy, everything+(everything*r.Surge+n-1)/n)
	return &aws.AutoscalingRefresh{
		Strategy: aws.AutoscalingRefreshStrategyRolling,
		Preferences: &aws.AutoscalingRefreshPreferences{
			MaxHealthyPercentage: most,
			MinHealthyPercentage: new(max(least, most-mostDifference)),
			SkipMatching:         new(true),
		},
	}
}

// policy that lets the number of machines follow how busy they are.
func (c *compute) policy(g plan.Group) []managed.Resource {
	if g.Autoscaling == nil {
		return nil
	}
	return []managed.Resource{{
		Key:          keyPolicy.Join(g.Name),
		Component:    plan.ComponentScaling,
		ExternalName: c.Claim.Names.Name(naming.AWSAutoscalingPolicy, g.Name),
		ForProvider: aws.AutoscalingPolicy{
			Region:                       c.region(),
			AutoscalingGroupNameSelector: managed.Select(g.Key()),
			PolicyType:                   aws.AutoscalingPolicyTypeTarget,
			TargetTracking: &aws.AutoscalingTarget{
				Metric:      &aws.AutoscalingMetric{Type: aws.AutoscalingMetricTypeCPU},
				TargetValue: g.Autoscaling.TargetCPU,
			},
		},
		After: []managed.Key{g.Key()},
	}}
}

// schedules of a group: when its machines wake, and when they sleep.
func (c *compute) schedules(g plan.Group) []managed.Resource {
	s := c.Schedule
	if s == nil {
		return nil
	}
	return []managed.Resource{
		c.schedule(g, partWake, s.Wake, aws.AutoscalingSchedule{
			DesiredCapacity: new(g.Initial), MaxSize: new(g.Most()), MinSize: new(g.Least()),
		}),
		c.schedule(g, partSleep, s.Sleep, aws.AutoscalingSchedule{
			DesiredCapacity: new(0), MaxSize: new(0), MinSize: new(0),
		}),
	}
}

func (c *compute) schedule(g plan.Group, name string, at time.Duration, spec aws.AutoscalingSchedule) managed.Resource {
	spec.Region = c.region()
	spec.AutoscalingGroupNameSelector = managed.Select(g.Key())
	spec.Recurrence = recurrence(at, c.Schedule.Days)
	spec.TimeZone = timeZone(c.Schedule.TimeZone)
	return managed.Resource{
		Key:          keySchedule.Join(g.Name, name),
		Component:    plan.ComponentScaling,
		ExternalName: c.Claim.Names.Name(naming.AWSAutoscalingSchedule, g.Name, name),
		ForProvider:  spec,
		After:        []managed.Key{g.Key()},
	}
}

// recurrence is a time of some days, as cron has it: days are counted from Sunday.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
func recurrence(at time.Duration, days []platform.Weekday) string {
	all := platform.Weekdays()
	on := make([]string, 0, len(days))
	for i, d := range all {
		if slices.Contains(days, d) {
			on = append(on, strconv.Itoa((i+1)%len(all)))
		}
	}
	day := "*"
	if len(on) < len(all) {
		slices.Sort(on)
		day = strings.Join(on, ",")
	}
	return strings.Join([]string{strconv.Itoa(int(at.Minutes()) % minutesOfAnHour), strconv.Itoa(int(at.Hours())), "*", "*", day}, " ")
}

const minutesOfAnHour = 60

// timeZone in the words of the IANA, which are the only ones that AWS takes.
func timeZone(z v1alpha1.TimeZone) string {
	if z == v1alpha1.TimeZoneUTC {
		return timeZoneUTC
	}
	return string(z)
}
