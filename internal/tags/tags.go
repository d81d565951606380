// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package tags decides how everything is tagged outside of Kubernetes.
//
// A claim has one set of tags, and every cloud its own idea of what a tag may
// look like. A Set is written down once and rendered for each of them: within
// its limits for any content, without losing a tag and without two tags
// becoming one.
package tags

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Keys of the tags that the platform sets itself.
const (
	KeyManagedBy   = "managed-by"
	KeyTeam        = "team"
	KeyEnvironment = "environment"
	KeyClaim       = "claim"
	KeyCostCentre  = "cost-center"
)

// KeyName is the tag that AWS shows as the name of what has none.
const KeyName = "Name"

// ManagedBy is the value of the tag that tells what the platform made from what
// it did not.
const ManagedBy = "hyperscalar"

// Platform is what the platform itself says of a claim. What is empty is not
// said.
type Platform struct {
	// Team that owns the claim, from the claim's namespace.
	Team string

	// Environment of the claim.
	Environment string

	// Claim is the claim's name.
	Claim string

	// CostCentre that pays for the claim, from its environment.
	CostCentre string
}

// A Set is the tags of one claim. It is immutable.
type Set struct {
	// tags have keys that differ in more than case. The platform's come
	// first, then the environment's, then the claim's, each sorted by key.
	tags []tag

	// rendered is what the set looks like on each cloud. The zero Set has
	// none.
	rendered *renderings
}

type tag struct {
	key, value string
}

// renderings of a set are worked out once, because every resource of a claim asks for
// them, and not before, because a claim is on one cloud only.
type renderings struct {
	on     [clouds]rendering
	shared sharedRendering
}

type rendering struct {
	once sync.Once
	tags map[string]string
}

type sharedRendering struct {
	once sync.Once
	tags *Shared
}

// New returns the tags of a claim. The platform's tags win over the
// environment's, and those over the claim's. Keys that differ in case only are
// the same key, because they are on Azure and in AWS IAM. The key Name is left
// to the names of resources.
func New(p Platform, environment, claim map[string]string) Set {
	platform := p.tags()
	tags := make([]tag, 0, len(platform)+len(environment)+len(claim))
	seen := map[string]bool{strings.ToLower(KeyName): true}
	add := func(t tag) {
		if fold := strings.ToLower(t.key); !seen[fold] {
			seen[fold] = true
			tags = append(tags, t)
		}
	}
	for _, t := range platform {
		if t.value != "" {
			add(t)
		}
	}
	for _, m := range []map[string]string{environment, claim} {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			add(tag{key: key, value: m[key]})
		}
	}
	return newSet(tags)
}

// tags that the platform sets itself, sorted by key.
func (p Platform) tags() [5]tag {
	return [...]tag{
		{key: KeyClaim, value: p.Claim},
		{key: KeyCostCentre, value: p.CostCentre},
		{key: KeyEnvironment, value: p.Environment},
		{key: KeyManagedBy, value: ManagedBy},
		{key: KeyTeam, value: p.Team},
	}
}

func newSet(tags []tag) Set { return Set{tags: tags, rendered: &renderings{}} }
