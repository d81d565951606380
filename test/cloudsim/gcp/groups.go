// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	instanceTemplate cloud.Name = "compute/InstanceTemplate"
	instanceGroup    cloud.Name = "compute/RegionInstanceGroupManager"
	autoscaler       cloud.Name = "compute/RegionAutoscaler"
)

func groups() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   computeType("v1beta2", "InstanceTemplate", "instancetemplates"),
			Naming: cloud.Assigned, Noun: "instance template",
			Required: []string{"machineType", "disk", "networkInterface"},
			Immutable: []string{
				"name", "namePrefix", "description", "machineType", "disk", "networkInterface", "serviceAccount", "scheduling", "shieldedInstanceConfig",
				"metadata", "labels", "tags", "guestAccelerator",
			},
			Links: []cloud.Link{
				{Field: "networkInterface[].subnetwork", To: subnetwork},
				{Field: "serviceAccount.email", To: serviceAccount, Loose: true},
			},
			ID: func(r *cloud.Request) string {
				name := r.Args.String("name")
				if name == "" {
					name = r.Args.String("namePrefix") + r.Digits(18, "name")
				}
				return "projects/" + project(r.Object) + "/global/instanceTemplates/" + name
			},
			Check: checkTemplate,
		},
		{
			Type:   computeType("v1beta2", "RegionInstanceGroupManager", "regioninstancegroupmanagers"),
			Naming: cloud.Assigned, Noun: "RegionInstanceGroupManager",
			Required:  []string{"name", "region", "baseInstanceName", "version"},
			Immutable: []string{"name", "description", "distributionPolicyZones", "baseInstanceName"},
			Links: []cloud.Link{
				{Field: "version[].instanceTemplate", To: instanceTemplate, Holds: true},
				{Field: "autoHealingPolicies.healthCheck", To: healthCheck, Holds: true},
			},
			ID: func(r *cloud.Request) string {
				return "projects/" + project(r.Object) + "/regions/" + r.Region() + "/instanceGroupManagers/" + r.Args.String("name")
			},
			Check:      checkGroup,
			Attributes: groupAttributes,
		},
		{
			Type:   computeType("v1beta2", "RegionAutoscaler", "regionautoscalers"),
			Naming: cloud.Given, Noun: "RegionAutoscaler",
			Required: []string{"region", "target", "autoscalingPolicy"},
			Links:    []cloud.Link{{Field: "target", To: instanceGroup, Holds: true}},
			ID:       computeID,
			Check:    checkAutoscaler,
		},
	}
}

func checkTemplate(r *cloud.Request) error {
	if name := r.Args.String("name"); name != "" && !computeName.MatchString(name) {
		return invalid("name", name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'")
	}
	boots := 0
	for _, d := range r.Args.List("disk") {
		if err := checkLabelsOf(d.Map("labels")); err != nil {
			return err
		}
		machine := r.Args.String("machineType")
		if d.Bool("boot") {
			boots++
			if err := checkBootDisk(r, bootDisk{image: d.String("sourceImage"), kind: d.String("diskType"), size: sizeOf(d, "diskSizeGb"), machine: machine}); err != nil {
				return err
			}
			continue
		}
		if err := checkDiskType(r, d.String("diskType"), machine); err != nil {
			return err
		}
	}
	if boots != 1 {
		return refuse(400, "invalid", "Invalid value for field 'resource.properties.disks': ''. Exactly one boot disk must be specified, and there are %d.", boots)
	}
	return checkVM(r)
}

func checkGroup(r *cloud.Request) error {
	for field, rule := range map[string]int{"name": 63, "baseInstanceName": 58} {
		if name := r.Args.String(field); !computeName.MatchString(name) || len(name) > rule {
			return invalid(field, name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,%d}[a-z0-9])?)'", rule-2)
		}
	}
	zones := r.Args.Strings("distributionPolicyZones")
	for _, z := range zones {
		if regionOf(z) != r.Region() || z == r.Region() {
			return invalid("distributionPolicy.zones[].zone", z, "Zone must be in region %s.", r.Region())
		}
	}
	if n, given := r.Args.Int("targetSize"); given && n < 0 {
		return invalid("targetSize", strconv.Itoa(n), "Must be greater than or equal to 0")
	}
	if delay, _ := r.Args.Int("autoHealingPolicies.initialDelaySec"); delay < 0 || delay > 3600 {
		return cloud.Plain("expected auto_healing_policies.0.initial_delay_sec to be in the range (0 - 3600), got %d", delay)
	}
	if err := checkLabelsAt(r, "allInstancesConfig.labels"); err != nil {
		return err
	}
	if err := checkTemplatePlace(r); err != nil {
		return err
	}
	return checkUpdatePolicy(r, max(len(zones), 1))
}

// checkTemplatePlace refuses templates of machines that are in another region.
func checkTemplatePlace(r *cloud.Request) error {
	for _, v := range r.Args.List("version") {
		t := r.Find(instanceTemplate, v.String("instanceTemplate"))
		if t == nil {
			return refuse(404, "notFound", "The resource '%s' was not found", v.String("instanceTemplate"))
		}
		if s := t.To("networkInterface[].subnetwork"); s != nil && s.Args.String("region") != r.Region() {
			return invalid("instanceTemplate", t.ID, "Subnetwork '%s' of the instance template is not in region '%s'.", s.ID, r.Region())
		}
	}
	return nil
}

// checkUpdatePolicy refuses groups whose machines could never be replaced.
// https://cloud.google.com/compute/docs/instance-groups/rolling-out-updates-to-managed-instance-groups
func checkUpdatePolicy(r *cloud.Request, zones int) error {
	if !r.Args.Has("updatePolicy") {
		return nil
	}
	surge, missing := sizeOf(r.Args, "updatePolicy.maxSurgeFixed"), sizeOf(r.Args, "updatePolicy.maxUnavailableFixed")
	for field, n := range map[string]int{"maxSurge": surge, "maxUnavailable": missing} {
		if n != 0 && n < zones {
			return invalid("updatePolicy."+field+".fixed", strconv.Itoa(n), "Fixed updatePolicy.%s for regional managed instance group has to be either 0 or at least equal to the number of zones.", field)
		}
	}
	if surge == 0 && missing == 0 {
		return invalid("updatePolicy.maxUnavailable", "0", "maxUnavailable must be greater than 0 when maxSurge is set to 0.")
	}
	if r.Args.String("updatePolicy.replacementMethod") == "RECREATE" && surge > 0 {
		return invalid("updatePolicy.maxSurge", strconv.Itoa(surge), "maxSurge must be set to 0 when replacement method is RECREATE.")
	}
	return nil
}

// sizeOfGroup is how many machines there are: what was asked for, within the bounds of an
// autoscaler. One that follows a schedule has those that it requires.
func sizeOfGroup(r *cloud.Request) int {
	size := sizeOf(r.Args, "targetSize")
	for a := range r.Users(autoscaler) {
		least, most := sizeOf(a.Args, "autoscalingPolicy.minReplicas"), sizeOf(a.Args, "autoscalingPolicy.maxReplicas")
		for _, s := range a.Args.List("autoscalingPolicy.scalingSchedules") {
			least = max(least, sizeOf(s, "minRequiredReplicas"))
		}
		size = min(max(size, least), most)
	}
	return size
}

func groupAttributes(r *cloud.Request) cloud.Value {
	return cloud.Value{
		"instanceGroup": strings.Replace(selfLink(r.Object), "/instanceGroupManagers/", "/instanceGroups/", 1),
		"fingerprint":   r.Hex(11, "fingerprint") + "=",
		"targetSize":    int64(sizeOfGroup(r)),
		"status":        []any{map[string]any{"isStable": true, "versionTarget": []any{map[string]any{"isReached": true}}}},
	}
}

func checkAutoscaler(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	g := r.To("target")
	if g.Args.String("region") != r.Region() {
		return invalid("target", g.ID, "The target must be in region %s.", r.Region())
	}
	if other := cloud.First(r.UsersOf(g, autoscaler)); other != nil {
		return invalid("target", g.ID, "The target is already being autoscaled by '%s'.", other.ID)
	}
	const at = "autoscalingPolicy."
	least, most := sizeOf(r.Args, at+"minReplicas"), sizeOf(r.Args, at+"maxReplicas")
	if least < 0 || most < 1 || least > most {
		return invalid("autoscalingPolicy.maxNumReplicas", strconv.Itoa(most), "Must be at least 1 and at least minNumReplicas, which is %d.", least)
	}
	if target := r.Args.At(at + "cpuUtilization.target"); target != nil {
		if part, err := strconv.ParseFloat(fmt.Sprint(target), 64); err != nil || part <= 0 || part > 1 {
			return invalid("autoscalingPolicy.cpuUtilization.utilizationTarget", fmt.Sprint(target), "Must be in the range (0, 1].")
		}
	}
	for _, s := range r.Args.List(at + "scalingSchedules") {
		if err := checkScalingSchedule(s); err != nil {
			return err
		}
	}
	return nil
}

// leastSchedule is how long a schedule is at least, in seconds.
const leastSchedule = 300

func checkScalingSchedule(s cloud.Value) error {
	switch {
	case !cronForm.MatchString(s.String("schedule")):
		return invalid("autoscalingPolicy.scalingSchedules["+s.String("name")+"].schedule", s.String("schedule"), "Must be a valid cron expression.")
	case sizeOf(s, "durationSec") < leastSchedule:
		return invalid("autoscalingPolicy.scalingSchedules["+s.String("name")+"].durationSec", strconv.Itoa(sizeOf(s, "durationSec")), "Must be at least %d.", leastSchedule)
	case s.Has("timeZone") && !timeZoneForm.MatchString(s.String("timeZone")):
		return invalid("autoscalingPolicy.scalingSchedules["+s.String("name")+"].timeZone", s.String("timeZone"), "Must be a valid time zone from the tz database.")
	}
	return nil
}

// isGroup says whether a URL is that of the machines of a group, which is another one
// than that of their manager.
func isGroup(o *cloud.Object, url string) bool {
	return o.Kind.Name() == instanceGroup && strings.Replace(strings.TrimPrefix(url, compute), "/instanceGroups/", "/instanceGroupManagers/", 1) == o.ID
}
