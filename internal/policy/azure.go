// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"regexp"
	"slices"
	"strings"
)

// A Scope is what a role of Azure is assigned at.
type Scope struct {
	// Subscription of the scope.
	Subscription string

	// ResourceGroup of the scope. Empty for a whole subscription.
	ResourceGroup string

	// Resource of the scope, from its provider on. Empty for a whole resource
	// group or subscription.
	Resource string
}

// What scopes consist of. Azure does not tell upper from lower case in them.
// https://learn.microsoft.com/azure/role-based-access-control/scope-overview
var (
	azureScope = regexp.MustCompile(`(?i)^/subscriptions/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/resourceGroups/([-\w._()]{0,89}[-\w_()])(?:/providers/([a-z]+(?:\.[a-z]+)+(?:/[-\w.$]+/[-\w._()$@ ]+)+))?)?$`)

	// https://learn.microsoft.com/azure/role-based-access-control/role-definitions#role-definition-properties
	azureRole = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9 ()._&/-]{0,126}[A-Za-z0-9)])?$`)
)

// ParseScope returns the parts of a scope, or false if it is none that a role can be
// assigned at. Management groups are none: they are above the platform.
func ParseScope(s string) (Scope, bool) {
	m := azureScope.FindStringSubmatch(s)
	if m == nil {
		return Scope{}, false
	}
	return Scope{Subscription: strings.ToLower(m[1]), ResourceGroup: m[2], Resource: m[3]}, true
}

// IsAzureRole says whether a text could be the name of a role.
func IsAzureRole(s string) bool { return azureRole.MatchString(s) }

// escalatingAzureRoles let their holder grant itself everything else.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged
func escalatingAzureRoles() []string {
	return []string{"owner", "user access administrator", "role based access control administrator", "access review operator service role"}
}

// EscalatesOnAzure says whether a role lets its holder grant itself everything else.
func EscalatesOnAzure(role string) bool {
	return slices.Contains(escalatingAzureRoles(), strings.ToLower(role))
}
