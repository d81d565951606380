// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws builds the managed resources of an identity on AWS.
package aws

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/identity/incluster"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// An identity is a plan, and what was observed of it.
type identity struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of an identity.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	i := &identity{Plan: p, observed: o}
	return slices.Concat(
		[]managed.Resource{i.principal()},
		i.trust(),
		// EKS Pod Identity needs no annotations.
		incluster.Build(p, nil),
		i.accessKeys(),
		i.grants(),
		i.permissions(),
	)
}

// region of the identity, and of what is not global.
func (i *identity) region() string { return i.Claim.Region.Native }

func (i *identity) partition() string { return regions.Partition(i.region()) }

// account that the identity is in. It is empty where nobody says.
func (i *identity) account() string { return i.Claim.Guardrails.AWS.AccountID }

// tags of the resource that is made of the supplied parts.
func (i *identity) tags(parts ...string) map[string]string {
	return i.Claim.Tags.AWS(i.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...))
}

// isUser says whether the identity has keys of its own, which a role never has.
func (i *identity) isUser() bool { return i.Machine != nil }

// principalKey is the key of the role or the user.
func (i *identity) principalKey() managed.Key {
	if i.isUser() {
		return keyUser
	}
	return keyRole
}

// principalName is unique in the account, which is why it is made of the claim's name
// and a hash.
func (i *identity) principalName() string {
	if i.isUser() {
		return i.Claim.Names.Name(naming.AWSIAMUser)
	}
	return i.Claim.Names.Name(naming.AWSIAMRole)
}

// arn of the role or the user. It is empty until AWS has told.
func (i *identity) arn() string {
	recorded := ""
	if r := i.Recorded.Principal; r != nil && i.observed.Exists(i.principalKey()) {
		recorded = r.ARN
	}
	// Roles and users tell their ARNs alike.
	return cmp.Or(managed.At[aws.RoleObservation](i.observed, i.principalKey()).ARN, recorded)
}
