// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// roleClusterUser lets the identity find out where a cluster is, which is what the tools
// of Azure do before anything else. What it may do there another role says.
// https://learn.microsoft.com/azure/aks/control-kubeconfig-access
const roleClusterUser = "Azure Kubernetes Service Cluster User Role"

// storageRole at a container.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage
func storageRole(role v1alpha1.Role) string {
	switch role {
	case v1alpha1.RoleWriter:
		return "Storage Blob Data Contributor"
	case v1alpha1.RoleAdmin:
		return "Storage Blob Data Owner"
	case v1alpha1.RoleReader:
	}
	return "Storage Blob Data Reader"
}

// clusterRole within a cluster.
// https://learn.microsoft.com/azure/aks/manage-azure-rbac
func clusterRole(role v1alpha1.Role) string {
	switch role {
	case v1alpha1.RoleWriter:
		return "Azure Kubernetes Service RBAC Writer"
	case v1alpha1.RoleAdmin:
		return "Azure Kubernetes Service RBAC Cluster Admin"
	case v1alpha1.RoleReader:
	}
	return "Azure Kubernetes Service RBAC Reader"
}

// grants of access to other claims.
func (i *identity) grants() []managed.Resource {
	var out []managed.Resource
	for _, g := range i.Grants {
		if g.Revoked(slices.ContainsFunc(grantKeys(g), i.observed.Exists)) {
			continue
		}
		if g.Cluster != nil {
			out = append(out, i.assignment(keyClusterUser.Join(g.TargetKey), plan.ComponentAccess, roleClusterUser, g.ResourceID(), g.Waits))
		}
		for _, role := range append(g.Superseded(i.observed, accessKey), g) {
			out = append(out, i.access(role))
		}
	}
	return out
}

func accessKey(g plan.Grant) managed.Key { return keyAccess.Join(g.Key) }

// access to a target. Nothing of a role can be changed, so that another role is another
// assignment; that a cluster is found at all stays.
func (i *identity) access(g plan.Grant) managed.Resource {
	role := storageRole(g.Role)
	if g.Cluster != nil {
		role = clusterRole(g.Role)
	}
	return i.assignment(accessKey(g), plan.ComponentAccess, role, g.ResourceID(), g.Waits)
}

// grantKeys are the keys of everything that a grant consists of.
func grantKeys(g plan.Grant) []managed.Key {
	if g.Cluster == nil {
		return []managed.Key{accessKey(g)}
	}
	return []managed.Key{accessKey(g), keyClusterUser.Join(g.TargetKey)}
}

// assignment of a role at a scope. While the scope is not known, waits says why, and what
// is there stays as it is. Entra may not know the identity yet when the role is assigned,
// so that it is not asked.
// https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails
func (i *identity) assignment(k managed.Key, in managed.Component, role, scope, waits string) managed.Resource {
	had := managed.Wanted[azure.RoleAssignment](i.observed, k)
	_, p := i.known()
	spec := azure.RoleAssignment{
		Scope:                        cmp.Or(scope, had.Scope),
		RoleDefinitionName:           role,
		PrincipalID:                  cmp.Or(p.PrincipalID, had.PrincipalID),
		PrincipalType:                azure.PrincipalServicePrincipal,
		SkipServicePrincipalAADCheck: new(true),
	}
	out := managed.Resource{Key: k, Component: in, ForProvider: spec, After: []managed.Key{keyIdentity}}
	if waits != "" {
		out.Waits = append(out.Waits, waits)
	}
	if spec.PrincipalID == "" {
		out.Waits = append(out.Waits, waitPrincipal)
	}
	return out
}

// permissions in the words of Azure.
func (i *identity) permissions() []managed.Resource {
	var out []managed.Resource
	for _, a := range i.Permissions.Assignments {
		out = append(out, i.assignment(keyPermission.Join(a.Key), plan.ComponentPermissions, a.Role, a.Scope, ""))
	}
	return out
}
