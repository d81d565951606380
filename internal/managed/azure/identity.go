// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A UserAssignedIdentity is an identity of its own, which resources and pods act as.
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
type UserAssignedIdentity struct {
	Location                  string            `json:"location,omitempty"`
	Name                      string            `json:"name,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	Tags                      map[string]string `json:"tags,omitempty"`
}

// Type of a UserAssignedIdentity.
func (UserAssignedIdentity) Type() managed.Type {
	return managed.Type{Group: groupManagedIdentity, Version: v1beta1, Kind: "UserAssignedIdentity", Plural: "userassignedidentities"}
}

// A UserAssignedIdentityObservation is what we read of a UserAssignedIdentity.
type UserAssignedIdentityObservation struct {
	ID          string `json:"id"`
	ClientID    string `json:"clientId"`
	PrincipalID string `json:"principalId"`
	TenantID    string `json:"tenantId"`
}

// A RoleAssignment gives a principal a role at a scope. Nothing of it can be changed.
// https://learn.microsoft.com/azure/role-based-access-control/role-assignments
type RoleAssignment struct {
	Scope                        string        `json:"scope,omitempty"`
	RoleDefinitionName           string        `json:"roleDefinitionName,omitempty"`
	PrincipalID                  string        `json:"principalId,omitempty"`
	PrincipalType                PrincipalType `json:"principalType,omitempty"`
	SkipServicePrincipalAADCheck *bool         `json:"skipServicePrincipalAadCheck,omitempty"`
	Description                  string        `json:"description,omitempty"`
}

// Type of a RoleAssignment.
func (RoleAssignment) Type() managed.Type {
	return managed.Type{Group: groupAuthorization, Version: v1beta1, Kind: "RoleAssignment", Plural: "roleassignments"}
}

// A PrincipalType says what a principal is.
type PrincipalType string

// Principal types. Managed identities are service principals.
const (
	PrincipalServicePrincipal PrincipalType = "ServicePrincipal"
	PrincipalGroup            PrincipalType = "Group"
)

// A FederatedIdentityCredential lets whoever an issuer calls by a name act as an identity.
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation
type FederatedIdentityCredential struct {
	ParentIDSelector          *managed.Selector `json:"parentIdSelector,omitempty"`
	ResourceGroupNameSelector *managed.Selector `json:"resourceGroupNameSelector,omitempty"`
	Issuer                    string            `json:"issuer,omitempty"`
	Subject                   string            `json:"subject,omitempty"`
	Audience                  []string          `json:"audience,omitempty"`
}

// Type of a FederatedIdentityCredential.
func (FederatedIdentityCredential) Type() managed.Type {
	return managed.Type{
		Group: groupManagedIdentity, Version: v1beta1,
		Kind:   "FederatedIdentityCredential",
		Plural: "federatedidentitycredentials",
	}
}
