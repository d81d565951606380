// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure builds the managed resources of a storage on Azure: a resource group with
// a storage account, or with a disk.
package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
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
		return slices.Concat(s.group(), s.masterKey(s.ownKey()), s.store(), s.replica(), s.accessLogs())
	case p.Block != nil:
		return slices.Concat(s.group(), s.masterKey(s.ownKey()), s.disk())
	case p.File != nil:
		return slices.Concat(s.group(), s.masterKey(s.ownKey()), s.share(), s.endpoint())
	}
	return nil
}

// Protected says why the claim must not be deleted. Azure never asks whether anything is
// left in what it deletes.
func Protected(p plan.Plan) string { return p.Protected(true) }

// group that holds all of the storage. The provider refuses to delete a group that is not
// empty and tries again, so that it goes last by itself.
func (s *storage) group() []managed.Resource {
	return []managed.Resource{{
		Key:          keyResourceGroup,
		Component:    plan.ComponentStorage,
		ExternalName: s.groupName(),
		ForProvider:  azure.ResourceGroup{Location: s.region(), Tags: s.tags()},
	}}
}

func (s *storage) groupName() string { return s.Claim.Names.Name(naming.AzureResourceGroup) }

// region that the storage is in.
func (s *storage) region() string { return s.Claim.Region.Native }

func (s *storage) tags() map[string]string { return s.Claim.Tags.Azure() }
