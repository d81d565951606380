// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp builds the managed resources of a storage on Google Cloud.
package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
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
		return slices.Concat(s.masterKey(), s.store(), s.accessLogs())
	case p.Block != nil:
		return slices.Concat(s.masterKey(), s.disk())
	case p.File != nil:
		return slices.Concat(s.masterKey(), s.fileSystem())
	}
	return nil
}

// Protected says why the claim must not be deleted. Cloud Storage itself refuses to
// delete a bucket that holds anything, while disks and Filestore instances are deleted
// with whatever there is.
func Protected(p plan.Plan) string { return p.Protected(p.Object == nil) }

// region that the storage is in.
func (s *storage) region() string { return s.Claim.Region.Native }

// project that the storage is in. It is empty where the provider config alone knows it.
func (s *storage) project() string { return s.Claim.Guardrails.GCP.ProjectID }

// description of what has one.
func (s *storage) description() string { return "Storage " + s.Claim.Namespace + "/" + s.Claim.Name }

// labels of everything that has any.
func (s *storage) labels() map[string]string { return s.Claim.Tags.GCP() }
