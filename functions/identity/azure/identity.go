// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure builds the managed resources of an identity on Azure: a managed identity,
// whom it trusts, and the roles that it has.
package azure

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// What things wait for.
const (
	waitPrincipal = "the identity has no principal yet"
	waitClient    = "the identity has no client id yet"
)

// An identity is a plan, and what was observed of it.
type identity struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of an identity. Nothing of it is ordered when it is deleted:
// roles and credentials go with the managed identity, and nobody ever gets its principal
// id again.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	i := &identity{Plan: p, observed: o}
	return slices.Concat(
		i.principal(),
		i.trust(),
		i.serviceAccount(),
		i.grants(),
		i.permissions(),
	)
}

// principal is the managed identity, in a resource group of its own.
func (i *identity) principal() []managed.Resource {
	return []managed.Resource{
		{
			Key:          keyResourceGroup,
			Component:    plan.ComponentPrincipal,
			ExternalName: i.Claim.Names.Name(naming.AzureResourceGroup),
			ForProvider:  azure.ResourceGroup{Location: i.region(), Tags: i.tags()},
		},
		{
			Key:       keyIdentity,
			Component: plan.ComponentPrincipal,
			ForProvider: azure.UserAssignedIdentity{
				Location:                  i.region(),
				Name:                      i.name(),
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				Tags:                      i.tags(),
			},
		},
	}
}

// name of the managed identity.
func (i *identity) name() string { return i.Claim.Names.Name(naming.AzureUserAssignedIdentity) }

func (i *identity) region() string { return i.Claim.Region.Native }

func (i *identity) tags() map[string]string { return i.Claim.Tags.Azure() }

// known is what Azure told of the managed identity, now or before.
func (i *identity) known() (id string, p v1alpha1.Principal) {
	at := managed.At[azure.UserAssignedIdentityObservation](i.observed, keyIdentity)
	had, hadID := v1alpha1.Principal{}, ""
	if i.observed.Exists(keyIdentity) {
		hadID = i.Recorded.ID
		if r := i.Recorded.Principal; r != nil {
			had = *r
		}
	}
	return cmp.Or(at.ID, hadID), v1alpha1.Principal{
		Name:        i.name(),
		PrincipalID: cmp.Or(at.PrincipalID, had.PrincipalID),
		ClientID:    cmp.Or(at.ClientID, had.ClientID),
		TenantID:    cmp.Or(at.TenantID, had.TenantID),
	}
}
