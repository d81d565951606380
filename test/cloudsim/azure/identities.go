// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	userAssignedIdentity cloud.Name = "managedidentity/UserAssignedIdentity"
	roleAssignment       cloud.Name = "authorization/RoleAssignment"
)

func identities() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: managed.Type{Group: "managedidentity.azure.upbound.io", Version: "v1beta1", Kind: "UserAssignedIdentity", Plural: "userassignedidentities"},
			Noun: "User Assigned Identity", Call: "Microsoft.ManagedIdentity/userAssignedIdentities",
			Required:  []string{"location", "name", "resourceGroupName"},
			Immutable: []string{"name"},
			Links:     []cloud.Link{toGroup()},
			ID:        inGroupByArgument("Microsoft.ManagedIdentity/userAssignedIdentities"),
			Check: func(r *cloud.Request) error {
				return checkArgument(r, "name", `^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$`, "InvalidResourceName")
			},
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"clientId": r.UUID("client"), "principalId": r.UUID("principal"), "tenantId": tenant(r)}
			},
		},
		{
			Type: managed.Type{Group: "authorization.azure.upbound.io", Version: "v1beta1", Kind: "RoleAssignment", Plural: "roleassignments"},
			Noun: "Role Assignment", Call: "Microsoft.Authorization/roleAssignments",
			Required:  []string{"principalId", "roleDefinitionId|roleDefinitionName", "scope"},
			Immutable: []string{"condition", "conditionVersion", "description", "name", "principalId", "principalType", "roleDefinitionId", "roleDefinitionName", "scope"},
			ID: func(r *cloud.Request) string {
				name := r.Args.String("name")
				if name == "" {
					name = r.UUID("name")
				}
				return strings.TrimSuffix(r.Args.String("scope"), "/") + "/providers/Microsoft.Authorization/roleAssignments/" + name
			},
			Check: checkRoleAssignment,
		},
	}
}

// tenant that the subscription belongs to.
func tenant(r *cloud.Request) string { return cloud.UUIDOf("tenant/" + r.Account.ID) }

// inGroupByArgument returns the id of a resource of a group that is named by an
// argument.
func inGroupByArgument(path string) func(*cloud.Request) string {
	id := inGroup(path)
	return func(r *cloud.Request) string {
		full := id(r)
		return full[:strings.LastIndex(full, "/")+1] + r.Args.String("name")
	}
}

// checkArgument applies the rules of a name that is an argument.
func checkArgument(r *cloud.Request, argument, rule, code string) error {
	if name := r.Args.String(argument); !regexp.MustCompile(rule).MatchString(name) {
		return cloud.Refuse(400, code, "Resource name %s is invalid. It must match '%s'.", name, rule)
	}
	return nil
}

// builtInRoles that are assigned by name.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
func builtInRoles() []string {
	return []string{
		"AcrPull", "AcrPush", "Azure Kubernetes Service Cluster Admin Role", "Azure Kubernetes Service Cluster User Role",
		"Azure Kubernetes Service RBAC Admin", "Azure Kubernetes Service RBAC Cluster Admin", "Azure Kubernetes Service RBAC Reader",
		"Azure Kubernetes Service RBAC Writer", "Azure Service Bus Data Receiver", "Azure Service Bus Data Sender", "Contributor", "Key Vault Administrator", "Key Vault Crypto Officer",
		"Key Vault Crypto Service Encryption User", "Key Vault Crypto User", "Key Vault Reader", "Key Vault Secrets Officer",
		"Key Vault Secrets User", "Managed Identity Operator", "Network Contributor", "Owner", "Private DNS Zone Contributor", "Reader",
		"Storage Blob Data Contributor", "Storage Blob Data Owner", "Storage Blob Data Reader", "Storage File Data SMB Share Contributor",
		"Storage File Data SMB Share Reader", "Storage Queue Data Contributor", "Storage Queue Data Reader", "Virtual Machine Contributor",
	}
}

var objectID = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func checkRoleAssignment(r *cloud.Request) error {
	scope, role, principal := r.Args.String("scope"), r.Args.String("roleDefinitionName"), r.Args.String("principalId")
	if role != "" && !slices.Contains(builtInRoles(), role) {
		return cloud.Plain("loading Role Definition List: could not find role '%s'", role)
	}
	if !strings.HasPrefix(scope, "/") || scope == "/" {
		return cloud.Refuse(400, "InvalidScope", "The scope '%s' is not valid.", scope)
	}
	if other, ok := subscriptionOf(scope); ok && !strings.EqualFold(other, r.Account.ID) {
		return cloud.Refuse(403, "AuthorizationFailed",
			"The client '%[1]s' with object id '%[1]s' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '%[2]s' or the scope is invalid. If access was recently granted, please refresh your credentials.", client(r), scope)
	}
	if isMissing(r, scope) {
		return cloud.Refuse(404, "ResourceNotFound", "The Resource '%s' was not found.", scope)
	}
	if err := checkPrincipal(r, principal); err != nil {
		return err
	}
	for o := range r.Others(roleAssignment) {
		if strings.EqualFold(o.Args.String("scope"), scope) && o.Args.String("roleDefinitionName") == role && o.Args.String("principalId") == principal && role != "" {
			return cloud.Refuse(409, "RoleAssignmentExists", "The role assignment already exists.")
		}
	}
	return nil
}

// subscriptionOf a scope. Those above subscriptions are of none.
func subscriptionOf(scope string) (string, bool) {
	rest, ok := strings.CutPrefix(strings.ToLower(scope), "/subscriptions/")
	id, _, _ := strings.Cut(rest, "/")
	return id, ok
}

// checkPrincipal refuses a principal that was made a moment ago, as Entra does until it
// knows it everywhere, unless nobody asks Entra; and one of another subscription, because
// each is of a tenant of its own here.
// https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
func checkPrincipal(r *cloud.Request, principal string) error {
	if !objectID.MatchString(principal) {
		return cloud.Refuse(400, "InvalidPrincipalId", "A valid principal ID must be provided for role assignment.")
	}
	known := identityOf(r, principal) != nil
	if known && !r.Args.Bool("skipServicePrincipalAadCheck") || !known && isForeign(r, principal) {
		return cloud.Refuse(400, "PrincipalNotFound", "Principal %s does not exist in the directory %s. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay.", strings.ReplaceAll(principal, "-", ""), tenant(r))
	}
	if known && r.Args.Has("principalType") && r.Args.String("principalType") != "ServicePrincipal" {
		return cloud.Refuse(400, "UnmatchedPrincipalType", "The PrincipalId '%s' has type 'ServicePrincipal', which is different from specified PrinciaplType '%s'.", strings.ReplaceAll(principal, "-", ""), r.Args.String("principalType"))
	}
	return nil
}

// isMissing says whether an id is one of a resource that there would be, if there were
// one.
func isMissing(r *cloud.Request, id string) bool {
	_, rest, ok := strings.Cut(id, "/providers/")
	if !ok {
		return false
	}
	segments := strings.Split(rest, "/")
	names := []string{segments[0]}
	for i := 1; i < len(segments); i += 2 {
		names = append(names, segments[i])
	}
	kind := strings.Join(names, "/")
	known := false
	for _, k := range Kinds() {
		if !strings.EqualFold(k.Call, kind) || k.Name() == roleAssignment {
			continue
		}
		if r.Find(k.Name(), id) != nil {
			return false
		}
		known = true
	}
	return known
}

// identityOf a principal, or nil.
func identityOf(r *cloud.Request, principal string) *cloud.Object {
	for o := range r.Others(userAssignedIdentity) {
		if r.About(o).UUID("principal") == principal {
			return o
		}
	}
	return nil
}

// isForeign says whether a principal is one of another subscription.
func isForeign(r *cloud.Request, principal string) bool {
	for o := range r.Everywhere(userAssignedIdentity) {
		if o.Account != r.Account && r.About(o).UUID("principal") == principal {
			return true
		}
	}
	return false
}

// mayDo says whether an identity has a role at a scope, or at one that contains it.
func mayDo(r *cloud.Request, identity *cloud.Object, scope string, roles ...string) bool {
	principal := r.About(identity).UUID("principal")
	for o := range r.Others(roleAssignment) {
		at := strings.ToLower(o.Args.String("scope"))
		within := strings.ToLower(scope) == at || strings.HasPrefix(strings.ToLower(scope), at+"/")
		if within && o.Args.String("principalId") == principal && slices.Contains(roles, o.Args.String("roleDefinitionName")) && r.IsReady(o) {
			return true
		}
	}
	return false
}
