// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// lifecycle rules of the claim, and one that aborts uploads unless the claim has one
// for the whole store.
func (r *planner) lifecycle(versioning bool) []LifecycleRule {
	path := r.path.Child("lifecycle")
	r.refuse(validate.AtMost(path, r.p.Lifecycle, MaxLifecycleRules)...)
	var out []LifecycleRule
	aborts := false
	for i, wanted := range r.p.Lifecycle {
		rule := r.lifecycleRule(path.Index(i), wanted, versioning)
		if slices.ContainsFunc(out, func(o LifecycleRule) bool { return o.Name == rule.Name }) {
			r.refuse(field.Duplicate(path.Index(i), rule.String()))
		}
		out = append(out, rule)
		aborts = aborts || rule.Action == v1alpha1.LifecycleAbort && rule.Prefix == ""
	}
	r.checkOrder(path, out)
	if !aborts {
		out = append(out, r.named(LifecycleRule{After: AbortDays, Action: v1alpha1.LifecycleAbort}))
	}
	slices.SortFunc(out, func(a, b LifecycleRule) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func (r *planner) lifecycleRule(path *field.Path, rule v1alpha1.LifecycleRule, versioning bool) LifecycleRule {
	r.refuse(validate.OneOf(path.Child("action"), rule.Action, v1alpha1.LifecycleExpire, v1alpha1.LifecycleArchive, v1alpha1.LifecycleAbort)...)
	r.refuse(validate.Between(path.Child("after"), rule.After, minDays, MaxLifecycleDays)...)
	r.checkPrefix(path.Child("prefix"), rule.Prefix)
	at := path.Child("versions")
	switch {
	case rule.Action == v1alpha1.LifecycleAbort && rule.Versions != "":
		r.refuse(field.Forbidden(at, "an upload that was not finished has no versions: remove versions"))
	case rule.Action == v1alpha1.LifecycleAbort:
	default:
		r.refuse(validate.OneOf(at, rule.Versions, v1alpha1.VersionsCurrent, v1alpha1.VersionsNoncurrent)...)
	}
	if rule.Versions == v1alpha1.VersionsNoncurrent && !versioning {
		r.refuse(field.Invalid(at, rule.Versions, "there are no such versions without versioning: set versioning to true, or remove the rule"))
	}
	return r.named(LifecycleRule{Prefix: rule.Prefix, After: rule.After, Action: rule.Action, Versions: rule.Versions})
}

// checkPrefix refuses what looks like something else than the beginning of a name.
func (r *planner) checkPrefix(path *field.Path, prefix string) {
	switch {
	case len(prefix) > MaxPrefix:
		r.refuse(field.TooLong(path, prefix, MaxPrefix))
	case strings.HasPrefix(prefix, "/"):
		r.refuse(field.Invalid(path, prefix, "must not start with a slash, because names of objects do not: write "+strings.TrimLeft(prefix, "/")))
	case strings.ContainsAny(prefix, "*?"):
		r.refuse(field.Invalid(path, prefix, "must be how names of objects begin, not a pattern: leave out what follows"))
	}
}

// checkOrder refuses to archive what has been deleted before.
func (r *planner) checkOrder(path *field.Path, rules []LifecycleRule) {
	for i, a := range rules {
		for _, e := range rules {
			if a.Action != v1alpha1.LifecycleArchive || e.Action != v1alpha1.LifecycleExpire || a.Versions != e.Versions {
				continue
			}
			if strings.HasPrefix(a.Prefix, e.Prefix) && a.After >= e.After {
				r.refuse(field.Invalid(path.Index(i).Child("after"), a.After, fmt.Sprintf(
					"must be less than the %d days after which the same objects expire: archive earlier, or expire later", e.After)))
			}
		}
	}
}

// named gives a rule a name that is made of what it is for, so that it keeps its
// name when others come and go. Two rules of the same name would do the same thing
// after different times.
func (r *planner) named(rule LifecycleRule) LifecycleRule {
	parts := []string{string(rule.Action)}
	if rule.Versions == v1alpha1.VersionsNoncurrent {
		parts = append(parts, "noncurrent")
	}
	if rule.Prefix != "" {
		parts = append(parts, r.claim.Names.Hash(lifecycleHashChars, "lifecycle", rule.Prefix))
	}
	rule.Name = strings.Join(parts, "-")
	return rule
}

// String says what the rule is for.
func (l LifecycleRule) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", l.Action, l.Versions, l.Prefix))
}
