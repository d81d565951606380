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

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of groups. The XRD states them too.
const (
	MaxCount     = 1000
	MinTargetCPU = 10
	MaxTargetCPU = 90
	MaxSurge     = 100
)

// groupOfOne is how to have a group of one machine.
const groupOfOne = "autoscaling {min: 1, max: 1}"

// wanted is the kind of what the parameters describe.
func wanted(p v1alpha1.Parameters) v1alpha1.Kind {
	if p.Autoscaling != nil || p.LoadBalancer != nil || p.Count != nil && *p.Count != 1 {
		return v1alpha1.KindGroup
	}
	return v1alpha1.KindSingle
}

// kind of the claim. It never changes: the disks of a single machine would be lost in a
// group, and the machines of a group have none that stay.
func (r *planner) kind() v1alpha1.Kind {
	is, was := wanted(r.p), r.recorded.Kind
	r.checkCount()
	switch {
	case was == "" || was == is:
		return is
	case is == v1alpha1.KindSingle:
		r.refuse(field.Forbidden(Path("count"), "this Compute is a group, and cannot become a single machine: set "+groupOfOne+" to keep a group of one, or create another Compute for the machine"))
		return is
	}
	const instead = " would make a group of it, which loses the machine and its disks: remove it, or create another Compute for the group and move there"
	path, cause := Path("count"), "a count other than one"
	if r.p.LoadBalancer != nil {
		path, cause = Path("loadBalancer"), "a load balancer"
	}
	if r.p.Autoscaling != nil {
		path, cause = Path("autoscaling"), "autoscaling"
	}
	r.refuse(field.Forbidden(path, "this Compute is a single machine, and "+cause+instead))
	return is
}

func (r *planner) checkCount() {
	n, a := r.p.Count, r.p.Autoscaling
	if n != nil && a != nil {
		r.refuse(field.Forbidden(Path("count"), "the autoscaler decides: remove count, or remove autoscaling"))
	}
	if n != nil {
		r.refuse(validate.Between(Path("count"), *n, 0, MaxCount)...)
	}
	path, most := Path("count"), 0
	if n != nil {
		most = *n
	}
	if a != nil {
		path, most = Path("autoscaling", "max"), a.Max
		r.refuse(validate.Between(Path("autoscaling", "min"), a.Min, 1, MaxCount)...)
		r.refuse(validate.Between(path, a.Max, 1, MaxCount)...)
		r.refuse(validate.Between(Path("autoscaling", "targetCPU"), a.TargetCPU, MinTargetCPU, MaxTargetCPU)...)
		if a.Min > a.Max {
			r.refuse(field.Invalid(Path("autoscaling", "min"), a.Min, fmt.Sprintf("must not be above max, which is %d", a.Max)))
		}
	}
	if limit := r.claim.Guardrails.Compute.MaxCount; limit > 0 && most > limit {
		r.refuseRule(path, fmt.Sprintf("allows %d machines in a claim, and these are up to %d", limit, most), fmt.Sprintf("set it to %d or less", limit), "compute.maxCount")
	}
}

// checkSingle refuses what a single machine has no use for.
func (r *planner) checkSingle() {
	if r.p.Rollout != nil {
		r.refuse(field.Forbidden(Path("rollout"), "replaces the machines of a group, and this Compute is a single machine: remove it, or set allowReplacement to true where the machine may be replaced"))
	}
	if s := r.p.Spot; s != nil && s.OnDemandBase != 0 {
		r.refuse(field.Forbidden(Path("spot", "onDemandBase"), "counts machines of a group, and this Compute is a single machine: remove it, or remove spot"))
	}
}

// groups of machines: one, or two if some of a group of spot machines are not spot
// ones. Two groups are what every cloud can have; a group of both kinds is not.
func (r *planner) groups(disks []Disk) []Group {
	all := Group{Name: GroupRegular, Autoscaling: r.p.Autoscaling, Disks: disks}
	if r.p.Count != nil {
		all.Count = *r.p.Count
	}
	if r.p.Autoscaling != nil {
		all.Count = 0
	}
	if r.p.Spot == nil {
		return []Group{withInitial(all)}
	}
	base := r.p.Spot.OnDemandBase
	if base < 0 || base >= max(all.Least(), 1) {
		r.refuse(field.Invalid(Path("spot", "onDemandBase"), base, fmt.Sprintf("must be less than the %d machines that there are at least, or there would be no spot ones: lower it, or remove spot", all.Least())))
		return nil
	}
	all.Name, all.Spot = GroupSpot, true
	if base == 0 {
		return []Group{withInitial(all)}
	}
	regular := Group{Name: GroupRegular, Count: base, Disks: disks}
	if a := all.Autoscaling; a != nil {
		all.Autoscaling = &v1alpha1.Autoscaling{Min: a.Min - base, Max: a.Max - base, TargetCPU: a.TargetCPU}
	} else {
		all.Count -= base
	}
	return []Group{withInitial(regular), withInitial(all)}
}

func withInitial(g Group) Group {
	g.Initial = g.Least()
	return g
}

func (r *planner) rollout() Rollout {
	out := Rollout{Surge: DefaultSurge}
	if p := r.p.Rollout; p != nil {
		out = Rollout{MaxUnavailable: p.MaxUnavailable, Surge: *p.Surge}
	}
	path := Path("rollout")
	r.refuse(validate.Between(path.Child("surge"), out.Surge, 0, MaxSurge)...)
	r.refuse(validate.Between(path.Child("maxUnavailable"), out.MaxUnavailable, 0, MaxSurge)...)
	if out.Surge == 0 && out.MaxUnavailable == 0 {
		r.refuse(field.Invalid(path.Child("surge"), 0, "must be at least 1 where maxUnavailable is 0, or no machine could ever be replaced"))
	}
	return out
}

// clock is a time of a day.
var clock = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

func (r *planner) schedule() *Schedule {
	s, path := r.p.Schedule, Path("schedule")
	if s == nil {
		return nil
	}
	r.refuse(validate.Unique(path.Child("days"), s.Days)...)
	for i, d := range s.Days {
		r.refuse(validate.OneOf(path.Child("days").Index(i), d, platform.Weekdays()...)...)
	}
	r.refuse(validate.OneOf(path.Child("timeZone"), s.TimeZone, v1alpha1.TimeZones()...)...)
	out := &Schedule{TimeZone: s.TimeZone}
	out.Wake = r.timeOfDay(path.Child("wake"), s.Wake)
	out.Sleep = r.timeOfDay(path.Child("sleep"), s.Sleep)
	if clock.MatchString(s.Wake) && clock.MatchString(s.Sleep) && out.Wake >= out.Sleep {
		r.refuse(field.Invalid(path.Child("sleep"), s.Sleep, fmt.Sprintf("must be after wake, which is %s, on the same day: machines that are to run through the night need no schedule", s.Wake)))
	}
	for _, d := range platform.Weekdays() {
		if len(s.Days) == 0 || slices.Contains(s.Days, d) {
			out.Days = append(out.Days, d)
		}
	}
	return out
}

func (r *planner) timeOfDay(path *field.Path, text string) time.Duration {
	if !clock.MatchString(text) {
		r.refuse(field.Invalid(path, text, "must be hours and minutes such as 07:30"))
		return 0
	}
	// The pattern leaves nothing that could go wrong.
	hours, _ := strconv.Atoi(text[:2])
	minutes, _ := strconv.Atoi(text[3:])
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
}
