// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// groupChars is the length of the part of a key that stands for a group.
const groupChars = 10

// waitCluster is what roles at the cluster wait for.
const waitCluster = "the cluster has no id yet"

// setAccess lets in who Entra says. Azure's own roles count within the cluster, so that
// whoever governs the subscription governs the cluster too.
// https://learn.microsoft.com/azure/aks/manage-azure-rbac
func (c *cluster) setAccess(spec *azure.KubernetesCluster) {
	spec.RoleBasedAccessControlEnabled = new(true)
	spec.EntraAccessControl = &azure.AKSEntraAccessControl{AzureRBACEnabled: new(true), AdminGroupObjectIDs: c.Admins}
	spec.LocalAccountDisabled = new(!c.needsLocalAccount())
}

// viewers may see everything in the cluster but secrets. The role leaves them out.
func (c *cluster) viewers() []managed.Resource {
	var out []managed.Resource
	for _, group := range c.Viewers {
		out = append(out, c.viewer(group))
	}
	return out
}

func (c *cluster) viewer(group string) managed.Resource {
	key := keyViewerRole.Join(c.Claim.Names.Hash(groupChars, group))
	scope := cmp.Or(managed.Wanted[azure.RoleAssignment](c.observed, key).Scope, c.id())
	out := managed.Resource{
		Key:       key,
		Component: plan.ComponentAccess,
		ForProvider: azure.RoleAssignment{
			Scope:              scope,
			RoleDefinitionName: roleViewer,
			PrincipalID:        group,
			PrincipalType:      azure.PrincipalGroup,
		},
		After: []managed.Key{plan.KeyCluster},
	}
	if scope == "" {
		out.Waits = []string{waitCluster}
	}
	return out
}

// id of the cluster. It is empty while it is not known.
func (c *cluster) id() string { return cmp.Or(c.at().ID, c.Recorded.ID) }
