// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"regexp"
	"slices"
	"strconv"
)

// Roles of GCP: of Google, of an organisation and of a project.
// https://cloud.google.com/iam/docs/roles-overview
var gcpRole = regexp.MustCompile(`^(?:(?:organizations/[0-9]{1,19}/|projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/)roles/[A-Za-z0-9_.]{3,64}|roles/[A-Za-z0-9]+(?:[._][A-Za-z0-9]+)*)$`)

// IsGCPRole says whether a text could be the name of a role.
func IsGCPRole(s string) bool { return gcpRole.MatchString(s) }

// escalatingGCPRoles let their holder grant itself everything else, or become somebody
// who has it.
// https://cloud.google.com/iam/docs/service-account-permissions
func escalatingGCPRoles() []string {
	return []string{
		"roles/owner", "roles/editor",
		"roles/iam.securityAdmin", "roles/iam.organizationRoleAdmin", "roles/iam.roleAdmin",
		"roles/iam.serviceAccountAdmin", "roles/iam.serviceAccountKeyAdmin",
		"roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountUser", "roles/iam.workloadIdentityUser",
		"roles/resourcemanager.projectIamAdmin", "roles/resourcemanager.folderIamAdmin",
		"roles/resourcemanager.organizationAdmin", "roles/resourcemanager.projectMover",
	}
}

// EscalatesOnGCP says whether a role in a project lets its holder grant itself
// everything else, or become somebody who has it.
func EscalatesOnGCP(role string) bool { return slices.Contains(escalatingGCPRoles(), role) }

// ServiceAccountMember returns a service account as IAM writes it.
func ServiceAccountMember(email string) string { return "serviceAccount:" + email }

// WorkloadMember returns the pods of a service account within the clusters of a workload
// pool, for example acme.svc.id.goog.
// https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
func WorkloadMember(pool, namespace, serviceAccount string) string {
	return ServiceAccountMember(pool + "[" + namespace + "/" + serviceAccount + "]")
}

// SubjectMember returns a subject of a workload identity pool, whose name has the number
// of its project: projects/<number>/locations/global/workloadIdentityPools/<id>.
// https://cloud.google.com/iam/docs/principal-identifiers
func SubjectMember(pool, subject string) string {
	return "principal://iam.googleapis.com/" + pool + "/subject/" + subject
}

// A GCPCondition bounds a role to what an expression is true of.
// https://cloud.google.com/iam/docs/conditions-overview
type GCPCondition struct {
	// Title of the condition, up to 100 characters.
	Title string

	// Expression of the condition, in CEL.
	Expression string
}

// OnlyResource returns the condition that a role is for a resource and what is inside of
// it. Name is the resource's full name without its service, for example
// projects/acme/locations/europe-west1/clusters/main.
// https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-name
func OnlyResource(title, name string) GCPCondition {
	return GCPCondition{
		Title:      title,
		Expression: "resource.name == " + strconv.Quote(name) + " || resource.name.startsWith(" + strconv.Quote(name+"/") + ")",
	}
}
