// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Identity restricts what Identity claims may ask for. What is left out here is false,
// or no limit.
type Identity struct {
	// StaticKeys consents to identities with static keys.
	StaticKeys *bool `json:"staticKeys,omitempty"`

	// MaxRotationDays is the longest that a static key may be used for.
	MaxRotationDays int `json:"maxRotationDays,omitempty"`

	// Issuers of tokens that identities may trust. An empty list allows every
	// issuer.
	Issuers []string `json:"issuers,omitempty"`

	// WorkloadNamespaces are the namespaces within shared clusters whose pods may
	// become identities, besides the one that is called like the claim's own. An
	// entry that ends in * allows every namespace that starts like it.
	WorkloadNamespaces []string `json:"workloadNamespaces,omitempty"`

	// Permissions consents to permissions in the words of the cloud. On AWS they
	// need a permissions boundary, on Azure and GCP a role that is listed here.
	Permissions *bool `json:"permissions,omitempty"`

	// AzureRoles that permissions may name.
	AzureRoles []string `json:"azureRoles,omitempty"`

	// GCPRoles that permissions may name. An entry that ends in * allows every
	// role that starts like it.
	GCPRoles []string `json:"gcpRoles,omitempty"`
}

// over returns i over base.
func (i Identity) over(base Identity) Identity {
	i.StaticKeys = or(i.StaticKeys, base.StaticKeys)
	i.MaxRotationDays = or(i.MaxRotationDays, base.MaxRotationDays)
	i.Issuers = orList(i.Issuers, base.Issuers)
	i.WorkloadNamespaces = orList(i.WorkloadNamespaces, base.WorkloadNamespaces)
	i.Permissions = or(i.Permissions, base.Permissions)
	i.AzureRoles = orList(i.AzureRoles, base.AzureRoles)
	i.GCPRoles = orList(i.GCPRoles, base.GCPRoles)
	return i
}

// PermitsIssuer says whether identities may trust tokens of an issuer.
func (i Identity) PermitsIssuer(issuer string) bool {
	return len(i.Issuers) == 0 || slices.Contains(i.Issuers, issuer)
}

// PermitsWorkloadNamespace says whether pods of a namespace within a shared cluster may
// become identities of a namespace.
func (i Identity) PermitsWorkloadNamespace(namespace, within string) bool {
	return within == namespace || listed(i.WorkloadNamespaces, within)
}

// PermitsAzureRole says whether permissions may name a role. Azure itself does not tell
// upper from lower case.
func (i Identity) PermitsAzureRole(name string) bool {
	return slices.ContainsFunc(i.AzureRoles, func(allowed string) bool { return strings.EqualFold(allowed, name) })
}

// PermitsGCPRole says whether permissions may name a role.
func (i Identity) PermitsGCPRole(name string) bool { return listed(i.GCPRoles, name) }

// listed says whether a value is in a list, whose entries may end in *.
func listed(list []string, value string) bool {
	return slices.ContainsFunc(list, func(allowed string) bool {
		prefix, wildcard := strings.CutSuffix(allowed, "*")
		return allowed == value || wildcard && strings.HasPrefix(value, prefix)
	})
}

// A permissions boundary is a managed policy, of the account or of AWS.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
var permissionsBoundary = regexp.MustCompile(`^arn:aws(?:-[a-z]+)*:iam::(?:[0-9]{12}|aws):policy/[\w+=,.@/-]{1,512}$`)

// validateIdentity refuses what no identity could be measured by.
func (e Environment) validateIdentity(path *field.Path) field.ErrorList {
	errs := matches(path.Child("aws", "permissionsBoundary"), e.AWS.PermissionsBoundary, permissionsBoundary,
		"must be the ARN of a managed policy, such as arn:aws:iam::123456789012:policy/boundary")
	if n := e.Identity.MaxRotationDays; n != 0 && (n < MinRotationDays || n > MaxRotationDays) {
		errs = append(errs, field.Invalid(path.Child("identity", "maxRotationDays"), n, "must be between 2 and 365"))
	}
	for i, issuer := range e.Identity.Issuers {
		if !strings.HasPrefix(issuer, "https://") {
			errs = append(errs, field.Invalid(path.Child("identity", "issuers").Index(i), issuer, "must be a URL such as https://token.actions.githubusercontent.com"))
		}
	}
	return errs
}

// Bounds of the days after which a static key is replaced.
const (
	MinRotationDays = 2
	MaxRotationDays = 365
)
