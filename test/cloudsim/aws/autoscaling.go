// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const (
	serviceAutoscaling = "Auto Scaling"

	validationError = "ValidationError"
)

// mixedTemplate is where the launch template of mixed instances is.
const mixedTemplate = "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification"

func autoscaling(version, kind, plural string) cloud.Kind {
	return cloud.Kind{Type: typeOf("autoscaling", version, kind, plural), Naming: cloud.Given, Service: serviceAutoscaling}
}

func toAutoscalingGroup() cloud.Link {
	return cloud.Link{Field: "autoscalingGroupName", To: autoscalingGroup, Code: validationError, Text: "AutoScalingGroup name not found - null", Nested: true}
}

func autoscalingGroups() []cloud.Kind {
	g := autoscaling("v1beta3", "AutoscalingGroup", "autoscalinggroups")
	g.Noun, g.Call = "Auto Scaling Group", "AutoScalingGroup"
	g.Required = []string{"minSize", "maxSize"}
	fullyFormed := cloud.Link{To: launchTemplate, Code: validationError, Text: "You must use a valid fully-formed launch template. The specified launch template, with template ID %s, does not exist."}
	plain, mixed := fullyFormed, fullyFormed
	plain.Field, mixed.Field = "launchTemplate.id", mixedTemplate+".launchTemplateId"
	g.Links = []cloud.Link{
		plain, mixed,
		{Field: "vpcZoneIdentifier", To: subnet, Code: validationError, Text: "The subnet ID '%s' does not exist", Holds: true},
	}
	g.Check, g.Attributes = checkAutoscalingGroup, autoscalingGroupAttributes

	p := autoscaling("v1beta2", "Policy", "policies")
	p.Noun, p.Call, p.Links = "Auto Scaling Policy", "Policy", []cloud.Link{toAutoscalingGroup()}
	p.Required, p.Immutable = []string{"autoscalingGroupName"}, []string{"autoscalingGroupName"}
	p.ID, p.Check = ofGroup, checkScalingPolicy

	s := autoscaling("v1beta1", "Schedule", "schedules")
	s.Noun, s.Call, s.Links = "Auto Scaling Scheduled Action", "ScheduledAction", []cloud.Link{toAutoscalingGroup()}
	s.Required, s.Immutable = []string{"autoscalingGroupName"}, []string{"autoscalingGroupName"}
	s.ID, s.Check = ofGroup, checkSchedule

	a := autoscaling("v1beta2", "Attachment", "attachments")
	a.Naming, a.Noun, a.Call = cloud.Assigned, "Auto Scaling Attachment", "LoadBalancerTargetGroups"
	a.Required = []string{"autoscalingGroupName", "lbTargetGroupArn|elb"}
	a.Immutable = []string{"autoscalingGroupName", "lbTargetGroupArn", "elb"}
	a.Links = []cloud.Link{
		toAutoscalingGroup(),
		{Field: "lbTargetGroupArn", To: targetGroup, Code: validationError, Text: "Provided Target Groups may not be valid. Please ensure they exist and try again.", Nested: true},
	}
	a.ID = func(r *cloud.Request) string { return r.Args.String("autoscalingGroupName") + "-" + r.Hex(26, "id") }
	a.Check = checkTargetAttachment
	return []cloud.Kind{g, p, s, a}
}

// ofGroup is the id of a part of a group.
func ofGroup(r *cloud.Request) string {
	return r.Args.String("autoscalingGroupName") + "/" + r.Name
}

func checkAutoscalingGroup(r *cloud.Request) error {
	if strings.Contains(r.Name, ":") || len(r.Name) > 255 {
		return cloud.Refuse(400, validationError, "Group name %s cannot contain colons or be longer than 255 characters", r.Name)
	}
	if n := len(given(r.Args, []string{"launchConfiguration", "launchTemplate", "mixedInstancesPolicy"})); n != 1 {
		return cloud.Plain("\"launch_template\": one of `launch_configuration,launch_template,mixed_instances_policy` must be specified")
	}
	if !r.Args.Has("vpcZoneIdentifier") && !r.Args.Has("availabilityZones") {
		return cloud.Refuse(400, validationError, "At least one Availability Zone or VPC Subnet is required.")
	}
	for _, check := range []func(*cloud.Request) error{checkGroupSize, checkGroupHealth, checkGroupTags, checkRefresh, checkDistribution, checkGroupTemplate} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// checkGroupSize refuses bounds that cannot be kept.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
func checkGroupSize(r *cloud.Request) error {
	least, _ := r.Args.Int("minSize")
	most, _ := r.Args.Int("maxSize")
	if least < 0 || most < 0 || least > most {
		return cloud.Refuse(400, validationError, "Max bound, %d, must be greater than or equal to min bound, %d", most, least)
	}
	desired, ok := r.Args.Int("desiredCapacity")
	if ok && r.Old != nil && (desired < least || desired > most) {
		// What nobody asks for follows the bounds.
		if old, _ := r.Old.Int("desiredCapacity"); old == desired {
			r.Args.Set("desiredCapacity", int64(min(max(desired, least), most)))
			return nil
		}
	}
	if ok && (desired < least || desired > most) {
		return cloud.Refuse(400, validationError, "Desired capacity:%d must be between the specified min size:%d and max size:%d", desired, least, most)
	}
	return nil
}

func checkGroupHealth(r *cloud.Request) error {
	if h := r.Args.String("healthCheckType"); h != "" && !slices.Contains([]string{"EC2", "ELB", "EBS", "VPC_LATTICE"}, h) {
		return cloud.Refuse(400, validationError, "Invalid Health Check Type. Valid types include: [EC2, ELB, EBS, VPC_LATTICE]. User Input: %s", h)
	}
	if n, ok := r.Args.Int("healthCheckGracePeriod"); ok && n < 0 {
		return cloud.Refuse(400, validationError, "1 validation error detected: Value '%d' at 'healthCheckGracePeriod' failed to satisfy constraint", n)
	}
	return nil
}

func checkGroupTags(r *cloud.Request) error {
	tags := r.Args.List("tag")
	if len(tags) > 50 {
		return cloud.Refuse(400, validationError, "The number of tags exceeds the limit of 50 tags for each group")
	}
	for _, t := range tags {
		k, v := t.String("key"), t.String("value")
		if k == "" || len([]rune(k)) > 128 || len([]rune(v)) > 256 || strings.HasPrefix(strings.ToLower(k), "aws:") {
			return cloud.Refuse(400, validationError, "The tag %s=%s is not valid", k, v)
		}
		if t["propagateAtLaunch"] == nil {
			return cloud.Plain("The argument \"propagate_at_launch\" is required, but no definition was found.")
		}
	}
	return nil
}

// checkRefresh refuses preferences of an instance refresh.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
func checkRefresh(r *cloud.Request) error {
	if !r.Args.Has("instanceRefresh") {
		return nil
	}
	if err := oneOf(r, "instanceRefresh.strategy", "Rolling"); err != nil {
		return err
	}
	least, lok := r.Args.Int("instanceRefresh.preferences.minHealthyPercentage")
	most, mok := r.Args.Int("instanceRefresh.preferences.maxHealthyPercentage")
	switch {
	case lok && (least < 0 || least > 100):
		return cloud.Plain("expected instance_refresh.0.preferences.0.min_healthy_percentage to be in the range (0 - 100), got %d", least)
	case mok && (most < 100 || most > 200):
		return cloud.Plain("expected instance_refresh.0.preferences.0.max_healthy_percentage to be in the range (100 - 200), got %d", most)
	case mok && lok && most-least > 100:
		return cloud.Refuse(400, validationError, "The difference between MaxHealthyPercentage and MinHealthyPercentage cannot be greater than 100.")
	case r.Args.Bool("instanceRefresh.preferences.autoRollback") && strings.HasPrefix(groupLaunch(r).image, "resolve:ssm:"):
		return cloud.Refuse(400, validationError, "Auto rollback is not supported for a launch template that uses an AWS Systems Manager parameter for the image ID.")
	}
	return nil
}

func checkDistribution(r *cloud.Request) error {
	const of = "mixedInstancesPolicy.instancesDistribution."
	if n, ok := r.Args.Int(of + "onDemandPercentageAboveBaseCapacity"); ok && (n < 0 || n > 100) {
		return cloud.Refuse(400, validationError, "OnDemandPercentageAboveBaseCapacity must be between 0 and 100")
	}
	return oneOf(r, of+"spotAllocationStrategy", "lowest-price", "capacity-optimized", "capacity-optimized-prioritized", "price-capacity-optimized", "diversified")
}

// groupTemplate is the launch template of a group, and its version.
func groupTemplate(r *cloud.Request) (t *cloud.Object, version string) {
	if r.Args.Has("mixedInstancesPolicy") {
		return r.To(mixedTemplate + ".launchTemplateId"), r.Args.String(mixedTemplate + ".version")
	}
	return r.To("launchTemplate.id"), r.Args.String("launchTemplate.version")
}

func groupLaunch(r *cloud.Request) launch {
	t, _ := groupTemplate(r)
	return launchOf(t, cloud.Value{})
}

// checkGroupTemplate refuses a template that no instance can be launched from, and lets a
// group fail whose instances do not start.
func checkGroupTemplate(r *cloud.Request) error {
	t, version := groupTemplate(r)
	if t == nil {
		return cloud.Refuse(400, validationError, "You must use a valid fully-formed launch template.")
	}
	if !hasVersion(t, version) {
		return cloud.Refuse(400, validationError, "You must use a valid fully-formed launch template. Could not find the specified version %s for the launch template with ID %s.", version, t.ID)
	}
	l := groupLaunch(r)
	if l.spot && r.Args.Has("mixedInstancesPolicy") {
		return cloud.Refuse(400, validationError, "Incompatible launch template: It cannot be used with mixed instances policy as it has InstanceMarketOptions.")
	}
	if code, text := l.refused(r); code != "" {
		return cloud.Refuse(400, validationError, "You must use a valid fully-formed launch template. %s", text)
	}
	if err := checkGroupNetwork(r, t); err != nil {
		return err
	}
	r.Account.Remember(roleAutoscaling)
	if least, _ := r.Args.Int("minSize"); r.Old == nil && least > 0 && !mayUse(r, l.keys, roleAutoscaling) {
		return cloud.Plain("waiting for Auto Scaling Group (%s) capacity satisfied: scaling activity (%s): Failed: Instance became unhealthy while waiting for instance to be in InService state. "+
			"Termination Reason: Client.InternalError: Client error on launch", r.Name, r.UUID("activity"))
	}
	return nil
}

func checkGroupNetwork(r *cloud.Request, t *cloud.Object) error {
	subnets := subnetsOf(r, r.Args, "vpcZoneIdentifier")
	if len(subnets) == 0 {
		return nil
	}
	v := subnets[0].To("vpcId")
	for _, s := range subnets {
		if s.To("vpcId") != v {
			return cloud.Refuse(400, validationError, "The subnets are in different VPCs: %s", s.ID)
		}
	}
	for _, id := range slices.Concat(t.Args.Strings("networkInterfaces[].securityGroups"), t.Args.Strings("vpcSecurityGroupIds")) {
		g := r.Find(securityGroup, id)
		if g == nil {
			return cloud.Refuse(400, validationError, "You must use a valid fully-formed launch template. The security group '%s' does not exist", id)
		}
		if g.To("vpcId") != v {
			return cloud.Refuse(400, validationError, "You must use a valid fully-formed launch template. Security group %s and subnet %s belong to different networks.", id, subnets[0].ID)
		}
	}
	return nil
}

func autoscalingGroupAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{
		"arn": fmt.Sprintf("arn:%s:autoscaling:%s:%s:autoScalingGroup:%s:autoScalingGroupName/%s", partition(r.Region()), r.Region(), r.Account.ID, r.UUID("arn"), r.Name),
	}
	zones := make([]any, 0, len(r.Args.Strings("vpcZoneIdentifier")))
	for _, s := range subnetsOf(r, r.Args, "vpcZoneIdentifier") {
		zones = append(zones, zoneOf(s))
	}
	out["availabilityZones"] = zones
	if _, ok := r.Args.Int("desiredCapacity"); !ok {
		out["desiredCapacity"] = r.Args.At("minSize")
	}
	groups := make([]any, 0, 1)
	for a := range r.Users(targetAttachment) {
		groups = append(groups, a.Args.String("lbTargetGroupArn"))
	}
	out["targetGroupArns"] = groups
	return out
}

// checkScalingPolicy refuses a policy that has nothing to go by.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
func checkScalingPolicy(r *cloud.Request) error {
	if err := oneOf(r, "policyType", "SimpleScaling", "StepScaling", "TargetTrackingScaling", "PredictiveScaling"); err != nil {
		return err
	}
	if r.Args.String("policyType") != "TargetTrackingScaling" {
		return nil
	}
	const of = "targetTrackingConfiguration."
	if !r.Args.Has(of+"predefinedMetricSpecification") && !r.Args.Has(of+"customizedMetricSpecification") {
		return cloud.Refuse(400, validationError, "TargetTrackingConfiguration must have a metric specification")
	}
	if n, ok := r.Args.Int(of + "targetValue"); !ok || n <= 0 {
		return cloud.Refuse(400, validationError, "TargetValue must be greater than 0")
	}
	if m := r.Args.String(of + "predefinedMetricSpecification.predefinedMetricType"); m != "" &&
		!slices.Contains([]string{"ASGAverageCPUUtilization", "ASGAverageNetworkIn", "ASGAverageNetworkOut", "ALBRequestCountPerTarget"}, m) {
		return cloud.Refuse(400, validationError, "1 validation error detected: Value '%s' at 'predefinedMetricType' failed to satisfy constraint", m)
	}
	return nil
}

// cron is a recurrence of five fields.
var cron = regexp.MustCompile(`^[0-9*,/-]+( [0-9*,/-]+){2} [0-9A-Z*,/-]+ [0-9A-Z*,/-]+$`)

// checkSchedule refuses what never happens, and what nobody could do.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
func checkSchedule(r *cloud.Request) error {
	if c := r.Args.String("recurrence"); c != "" && !cron.MatchString(c) {
		return cloud.Refuse(400, validationError, "Given recurrence string: %s is invalid", c)
	}
	if !r.Args.Has("recurrence") && !r.Args.Has("startTime") {
		return cloud.Refuse(400, validationError, "Either a start time or a recurrence must be specified")
	}
	if z := r.Args.String("timeZone"); z != "" {
		if _, err := time.LoadLocation(z); err != nil || !strings.Contains(z, "/") {
			return cloud.Refuse(400, validationError, "Given time zone: %s is invalid", z)
		}
	}
	return checkScheduledSizes(r)
}

// checkScheduledSizes refuses sizes that contradict each other.
func checkScheduledSizes(r *cloud.Request) error {
	least, lok := r.Args.Int("minSize")
	most, mok := r.Args.Int("maxSize")
	desired, dok := r.Args.Int("desiredCapacity")
	switch {
	case !lok && !mok && !dok:
		return cloud.Refuse(400, validationError, "At least one of min size, max size and desired capacity must be specified")
	case lok && mok && least > most:
		return cloud.Refuse(400, validationError, "Min value %d for scheduled action is greater than max value %d", least, most)
	case dok && (lok && desired < least || mok && desired > most):
		return cloud.Refuse(400, validationError, "Desired capacity %d for scheduled action is not between min value %d and max value %d", desired, least, most)
	}
	return nil
}

func checkTargetAttachment(r *cloud.Request) error {
	g, t := r.To("autoscalingGroupName"), r.To("lbTargetGroupArn")
	if t == nil {
		return nil
	}
	for _, s := range subnetsOf(r, g.Args, "vpcZoneIdentifier") {
		if s.To("vpcId") != t.To("vpcId") {
			return cloud.Refuse(400, validationError, "Provided Target Groups are in another VPC than the group: %s", t.ID)
		}
	}
	for other := range r.UsersOf(g, targetAttachment) {
		if other.To("lbTargetGroupArn") == t {
			return cloud.Plain("Auto Scaling Attachment (%s, %s) already exists", g.ID, t.ID)
		}
	}
	return nil
}
