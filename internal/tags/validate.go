// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package tags

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Limits of what a claim or an environment may ask for. They hold on every
// cloud, so that moving a claim to another one does not need other tags.
const (
	// MaxTags of a claim, or of an environment.
	MaxTags = 40

	// MaxKeyLength is the longest key that AWS, and a storage account on
	// Azure, allow.
	MaxKeyLength = 128

	// MaxValueLength is the longest value that AWS and Azure allow.
	MaxValueLength = 256

	// MaxTotal is how many tags a claim may have with its environment's and
	// the platform's. AWS and Azure allow 50; what is left is for the Name tag
	// and for tags that single resources need, such as the role of a subnet.
	MaxTotal = 45
)

// Validate returns what is wrong with the tags of a claim, or of an
// environment.
func Validate(tags map[string]string, path *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(tags) > MaxTags {
		errs = append(errs, field.TooMany(path, len(tags), MaxTags))
	}

	folded := make(map[string]string, len(tags))
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		p := path.Key(key)
		if err := validateKey(key, p); err != nil {
			errs = append(errs, err)
			continue
		}
		if err := validateValue(tags[key], p); err != nil {
			errs = append(errs, err)
		}

		fold := strings.ToLower(key)
		if other, ok := folded[fold]; ok {
			msg := fmt.Sprintf("differs from %q in case only, which Azure does not tell apart", other)
			errs = append(errs, field.Invalid(p, key, msg))
			continue
		}
		folded[fold] = key
	}
	return errs
}

// Validate returns an error if a set has more tags than fit on a resource.
func (s Set) Validate(path *field.Path) *field.Error {
	if len(s.tags) <= MaxTotal {
		return nil
	}
	msg := fmt.Sprintf("with the environment's and the platform's tags there are %d, and no cloud but GCP takes more than %d", len(s.tags), MaxTotal)
	return field.Forbidden(path, msg)
}

func validateKey(key string, path *field.Path) *field.Error {
	if strings.TrimSpace(key) == "" {
		return field.Invalid(path, key, "a tag needs a key")
	}
	if strings.TrimSpace(key) != key {
		return field.Invalid(path, key, "must not start or end with a space")
	}
	if n := utf8.RuneCountInString(key); n > MaxKeyLength {
		return field.Invalid(path, key, fmt.Sprintf("has %d characters, not at most %d", n, MaxKeyLength))
	}
	if strings.ContainsFunc(key, unicode.IsControl) {
		return field.Invalid(path, key, "must not contain control characters")
	}
	return validateReserved(key, path)
}

// validateReserved refuses keys that somebody else sets.
func validateReserved(key string, path *field.Path) *field.Error {
	platform := []string{KeyManagedBy, KeyTeam, KeyEnvironment, KeyClaim, KeyCostCentre, KeyName}
	if slices.ContainsFunc(platform, func(k string) bool { return strings.EqualFold(k, key) }) {
		return field.Forbidden(path, "the platform sets this tag itself; choose another key")
	}

	fold := strings.ToLower(key)
	for _, r := range [...]struct{ prefix, owner string }{
		{prefix: "aws:", owner: "AWS"},
		{prefix: "azure", owner: "Azure"},
		{prefix: "microsoft", owner: "Azure"},
		{prefix: "windows", owner: "Azure"},
		{prefix: "goog", owner: "GCP"},
		// Controllers in a cluster create load balancers in, and delete, what
		// carries these tags.
		{prefix: "kubernetes.io/", owner: "Kubernetes"},
	} {
		if strings.HasPrefix(fold, r.prefix) {
			return field.Forbidden(path, fmt.Sprintf("keys that start with %q are reserved for %s; choose another key", r.prefix, r.owner))
		}
	}
	return nil
}

func validateValue(value string, path *field.Path) *field.Error {
	if n := utf8.RuneCountInString(value); n > MaxValueLength {
		return field.Invalid(path, value, fmt.Sprintf("has %d characters, not at most %d", n, MaxValueLength))
	}
	if strings.ContainsFunc(value, unicode.IsControl) {
		return field.Invalid(path, value, "must not contain control characters")
	}
	return nil
}
