// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package validate checks single values of a claim. Every check returns errors
// that name the field and its value, and that say what to write instead. What
// apimachinery decides is left to it; the words are ours, because its own are
// regular expressions.
package validate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// OneOf refuses a value that is not among the supported ones.
func OneOf[T ~string](p *field.Path, value T, supported ...T) field.ErrorList {
	if slices.Contains(supported, value) {
		return nil
	}
	return field.ErrorList{field.NotSupported(p, value, supported)}
}

// Between refuses a number that is below the lowest or above the highest one.
func Between(p *field.Path, value, lowest, highest int) field.ErrorList {
	if len(validation.IsInRange(value, lowest, highest)) == 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(p, value, fmt.Sprintf("must be between %d and %d", lowest, highest))}
}

// AtMost refuses a list that has more items than the limit.
func AtMost[T any](p *field.Path, items []T, limit int) field.ErrorList {
	if len(items) <= limit {
		return nil
	}
	return field.ErrorList{field.TooMany(p, len(items), limit)}
}

// AtLeastOne refuses a list that is empty, and says what belongs into it.
func AtLeastOne[T any](p *field.Path, items []T, what string) field.ErrorList {
	if len(items) > 0 {
		return nil
	}
	return field.ErrorList{field.Required(p, what)}
}

// Unique refuses every item that another item before it equals.
func Unique[T comparable](p *field.Path, items []T) field.ErrorList {
	var errs field.ErrorList
	seen := make(map[T]bool, len(items))
	for i, item := range items {
		if seen[item] {
			errs = append(errs, field.Duplicate(p.Index(i), item))
		}
		seen[item] = true
	}
	return errs
}

// Immutable refuses a value that differs from the one that was recorded, and
// says what to do instead. Nothing was recorded when the old value is empty.
func Immutable[T comparable](p *field.Path, value, recorded T, instead string) field.ErrorList {
	var none T
	if recorded == none || recorded == value {
		return nil
	}
	return field.ErrorList{field.Invalid(p, value, fmt.Sprintf("is immutable and was %v before: %s", recorded, instead))}
}

// Label refuses a value that is not a DNS label or is longer than the limit.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
func Label(p *field.Path, value string, limit int) field.ErrorList {
	if value == "" {
		return field.ErrorList{field.Required(p, "give it a name")}
	}
	if len(value) <= limit && len(validation.IsDNS1123Label(value)) == 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(p, value, fmt.Sprintf(
		"must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than %d characters", limit))}
}

// Namespace refuses a value that is not the name of a namespace.
func Namespace(p *field.Path, value string) field.ErrorList {
	if strings.Contains(value, "*") {
		return field.ErrorList{field.Invalid(p, value, "name each namespace: patterns would also match namespaces that do not exist yet")}
	}
	return Label(p, value, validation.DNS1123LabelMaxLength)
}

// ObjectName refuses a value that is not the name of an object.
func ObjectName(p *field.Path, value string) field.ErrorList {
	if value == "" {
		return field.ErrorList{field.Required(p, "name the object to refer to")}
	}
	if len(validation.IsDNS1123Subdomain(value)) == 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(p, value,
		"must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit")}
}

// DomainName refuses a value that is not a domain name in its canonical form:
// lower-case, with at least two labels and no dot at the end.
func DomainName(p *field.Path, value string) field.ErrorList {
	if value == "" {
		return field.ErrorList{field.Required(p, "for example corp.example.com")}
	}
	if canonical := strings.ToLower(strings.TrimSuffix(value, ".")); canonical != value && isDomainName(canonical) {
		return field.ErrorList{field.Invalid(p, value, "must be lower-case and must not end with a dot: use "+canonical)}
	}
	if isDomainName(value) {
		return nil
	}
	if len(validation.IsDNS1123Label(value)) == 0 {
		return field.ErrorList{field.Invalid(p, value, "must have at least two labels, for example "+value+".example.com")}
	}
	return field.ErrorList{field.Invalid(p, value,
		"must be a domain name such as corp.example.com: labels of lower-case letters, digits and hyphens, 63 characters at most each")}
}

func isDomainName(value string) bool {
	labels := strings.Split(value, ".")
	if len(labels) < 2 || len(value) > validation.DNS1123SubdomainMaxLength {
		return false
	}
	for _, l := range labels {
		if len(validation.IsDNS1123Label(l)) > 0 {
			return false
		}
	}
	return true
}

// Sort returns the errors in the order of their fields, so that the same claim
// always gets the same message. Indexes compare as numbers.
func Sort(errs field.ErrorList) field.ErrorList {
	slices.SortStableFunc(errs, func(a, b *field.Error) int {
		return cmp.Or(
			slices.CompareFunc(steps(a.Field), steps(b.Field), compareSteps),
			cmp.Compare(a.Detail, b.Detail),
		)
	})
	return errs
}

func steps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

func compareSteps(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX != nil || errY != nil {
		return cmp.Compare(a, b)
	}
	return cmp.Compare(x, y)
}
