// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws builds the managed resources of a storage on AWS.
package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// A storage is a plan, and what was observed of it.
type storage struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of a storage.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	s := &storage{Plan: p, observed: o}
	switch {
	case p.Object != nil:
		return slices.Concat(s.masterKey(s.ownKey()), s.store(), s.replica(), s.accessLogs())
	case p.Block != nil:
		return slices.Concat(s.masterKey(s.ownKey()), s.volume())
	case p.File != nil:
		return slices.Concat(s.masterKey(s.ownKey()), s.fileSystem())
	}
	return nil
}

// Protected says why the claim must not be deleted. S3 itself refuses to delete a bucket
// that holds anything, while EBS and EFS delete whatever there is.
func Protected(p plan.Plan) string { return p.Protected(p.Object == nil) }

// region that the storage is in.
func (s *storage) region() string { return s.Claim.Region.Native }

// partition that the storage is in.
func (s *storage) partition() string { return regions.Partition(s.region()) }

// account that the storage is in. It is empty where nobody says.
func (s *storage) account() string { return s.Claim.Guardrails.AWS.AccountID }

// name of the storage as developers know it.
func (s *storage) name() string { return s.Claim.Namespace + "/" + s.Claim.Name }

// tags of the resource that is made of the supplied parts.
func (s *storage) tags(parts ...string) map[string]string {
	return s.Claim.Tags.AWS(s.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...))
}
