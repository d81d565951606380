// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Built-in roles.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
const (
	roleNetwork    = "Network Contributor"
	roleEncryption = "Key Vault Crypto User"
	roleViewer     = "Azure Kubernetes Service RBAC Reader"
)

// What things wait for.
const (
	waitPrincipal = "the identity has no principal yet"
	waitTenant    = "the identity has no tenant yet"
)

// identity of the control plane, which may put nodes and load balancers into the subnet
// of the nodes, and nowhere else.
// https://learn.microsoft.com/azure/aks/use-managed-identity
func (c *cluster) identity() []managed.Resource {
	subnet, waits := c.subnet(managed.Wanted[azure.RoleAssignment](c.observed, keyNetworkRole).Scope)
	role := c.assignment(keyNetworkRole, plan.ComponentIdentity, roleNetwork, subnet, waits)
	if c.Network.Own != nil {
		role.After = append(role.After, plan.KeyNetwork)
	}
	return []managed.Resource{
		{
			Key:       keyIdentity,
			Component: plan.ComponentIdentity,
			ForProvider: azure.UserAssignedIdentity{
				Location:                  c.region(),
				Name:                      c.Claim.Names.Name(naming.AzureUserAssignedIdentity),
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				Tags:                      c.tags(),
			},
		},
		role,
	}
}

// assignment of a role to the identity of the control plane. Entra may not know the
// identity yet when the role is assigned, so that it is not asked.
// https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails
func (c *cluster) assignment(key managed.Key, in managed.Component, role, scope string, waits []string) managed.Resource {
	principal := cmp.Or(
		managed.Wanted[azure.RoleAssignment](c.observed, key).PrincipalID,
		c.atIdentity().PrincipalID,
	)
	if principal == "" {
		waits = append(waits, waitPrincipal)
	}
	return managed.Resource{
		Key:       key,
		Component: in,
		ForProvider: azure.RoleAssignment{
			Scope:                        scope,
			RoleDefinitionName:           role,
			PrincipalID:                  principal,
			PrincipalType:                azure.PrincipalServicePrincipal,
			SkipServicePrincipalAADCheck: new(true),
		},
		After: []managed.Key{keyIdentity},
		Waits: waits,
	}
}

func (c *cluster) atIdentity() azure.UserAssignedIdentityObservation {
	return managed.At[azure.UserAssignedIdentityObservation](c.observed, keyIdentity)
}
