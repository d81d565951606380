// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	serviceAccount   cloud.Name = "cloudplatform/ServiceAccount"
	projectIAMMember cloud.Name = "cloudplatform/ProjectIAMMember"
)

// maxConditions is how many times somebody has a role of a project on other conditions.
// https://cloud.google.com/iam/quotas
const maxConditions = 20

func accounts() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "cloudplatform.gcp.upbound.io", Version: "v1beta1", Kind: "ServiceAccount", Plural: "serviceaccounts"},
			Naming: cloud.Given, Noun: "service account",
			ID: func(r *cloud.Request) string {
				return "projects/" + project(r.Object) + "/serviceAccounts/" + emailOf(r.Object)
			},
			Check: checkServiceAccount,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"email": emailOf(r.Object), "member": "serviceAccount:" + emailOf(r.Object), "name": r.ID, "uniqueId": "1" + r.Digits(20, "unique")}
			},
		},
		{
			Type:   managed.Type{Group: "cloudplatform.gcp.upbound.io", Version: "v1beta2", Kind: "ProjectIAMMember", Plural: "projectiammembers"},
			Naming: cloud.Assigned, Noun: "IAM Member", Shared: true,
			Required:  []string{"project", "role", "member"},
			Immutable: []string{"role", "member", "condition"},
			ID: func(r *cloud.Request) string {
				return memberID(r, r.Args.String("project"))
			},
			Check:      checkProjectMember,
			Attributes: etag,
		},
	}
}

// etag of a policy.
func etag(r *cloud.Request) cloud.Value { return cloud.Value{"etag": "BwY" + r.Hex(8, "etag") + "="} }

// emailOf a service account.
func emailOf(o *cloud.Object) string {
	return o.Name + "@" + project(o) + ".iam.gserviceaccount.com"
}

var accountID = regexp.MustCompile(`^[a-z]([-a-z0-9]{4,28}[a-z0-9])$`)

func checkServiceAccount(r *cloud.Request) error {
	if !accountID.MatchString(r.Name) {
		return cloud.Plain("\"account_id\" (%q) doesn't match regexp \"^(?:[a-z](?:[-a-z0-9]{4,28}[a-z0-9]))$\"", r.Name)
	}
	if d := r.Args.String("description"); len(d) > 256 {
		return cloud.Plain("expected length of description to be in the range (0 - 256), got %s", d)
	}
	return nil
}

// memberID is made of what somebody has a role of, the role, who has it, and on which
// condition.
func memberID(r *cloud.Request, of string) string {
	id := of + "/" + r.Args.String("role") + "/" + r.Args.String("member")
	if title := r.Args.String("condition.title"); title != "" {
		id += "/" + title
	}
	return id
}

// Who can be a member of a policy, and which roles there are.
var (
	memberForm = regexp.MustCompile(`^(allUsers|allAuthenticatedUsers|(user|group|domain|serviceAccount|principal|principalSet|deleted|project(Owner|Editor|Viewer)):.+)$`)
	mailForm   = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	roleForm   = regexp.MustCompile(`^(roles/[A-Za-z0-9_.]+|(projects|organizations)/[^/]+/roles/[A-Za-z0-9_.]{3,64})$`)
)

// checkMember refuses who does not exist, and roles that there are not.
func checkMember(r *cloud.Request) error {
	member, role := r.Args.String("member"), r.Args.String("role")
	if !memberForm.MatchString(member) {
		return cloud.Plain("\"member\": invalid value for member (IAM members must have one of the values outlined here: https://cloud.google.com/billing/docs/reference/rest/v1/Policy#Binding): %s", member)
	}
	if !roleForm.MatchString(role) {
		return refuse(400, "badRequest", "Role %s is not supported for this resource.", role)
	}
	kind, who, _ := strings.Cut(member, ":")
	switch kind {
	case "group", "user":
		if !mailForm.MatchString(who) {
			return refuse(400, "badRequest", "Invalid argument: %q is not a valid email address.", who)
		}
		if strings.HasSuffix(who, ".gserviceaccount.com") {
			return refuse(400, "badRequest", "Principal %s is of type \"serviceAccount\". The principal should appear as \"serviceAccount:%s\".", who, who)
		}
	case "serviceAccount":
		if !accountExists(r, who) {
			return refuse(400, "badRequest", "Service account %s does not exist.", who)
		}
	}
	return checkCondition(r)
}

// accountExists says whether there is a service account. Those of other projects and of
// Google's services are not simulated.
func accountExists(r *cloud.Request, email string) bool {
	if !strings.HasSuffix(email, "@"+project(r.Object)+".iam.gserviceaccount.com") {
		return strings.HasSuffix(email, ".gserviceaccount.com")
	}
	return r.Find(serviceAccount, email) != nil
}

func checkCondition(r *cloud.Request) error {
	if !r.Args.Has("condition") {
		return nil
	}
	for _, field := range []string{"title", "expression"} {
		if !r.Args.Has("condition." + field) {
			return cloud.Plain("\"condition.0.%s\": required field is not set", field)
		}
	}
	if title := r.Args.String("condition.title"); len(title) > 100 {
		return refuse(400, "badRequest", "Condition title must not be longer than 100 characters.")
	}
	return checkExpression(r.Args.String("condition.expression"))
}

// checkExpression refuses an expression whose quotes or brackets do not match.
func checkExpression(e string) error {
	if strings.Count(e, `"`)%2 != 0 || strings.Count(e, "(") != strings.Count(e, ")") {
		return refuse(400, "badRequest", "Condition expression compilation failed. Encountered 1 or more errors. Syntax error in %s", e)
	}
	return nil
}

func checkProjectMember(r *cloud.Request) error {
	if err := checkMember(r); err != nil {
		return err
	}
	conditions := 0
	for other := range r.Others(projectIAMMember) {
		if other.Args.Has("condition") && other.Args.String("role") == r.Args.String("role") && other.Args.String("member") == r.Args.String("member") {
			conditions++
		}
	}
	if r.Args.Has("condition") && conditions >= maxConditions {
		return refuse(400, "badRequest", "The number of conditional role bindings for role %s and principal %s is larger than the maximum allowed size %d.",
			r.Args.String("role"), r.Args.String("member"), maxConditions)
	}
	return nil
}
