// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// A Limit is how large policies of a kind may be on AWS, without white space.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
type Limit struct {
	// Size is the number of characters.
	Size int

	// What is limited, for people.
	What string
}

// Limits of AWS. None of them can be raised, but for the one of trust policies.
//
//nolint:gochecknoglobals // They are constants.
var (
	// LimitRoleInline is for all policies together that are inlined in a role.
	LimitRoleInline = Limit{Size: 10240, What: "all inline policies of a role together"}

	// LimitUserInline is for all policies together that are inlined in a user.
	LimitUserInline = Limit{Size: 2048, What: "all inline policies of a user together"}

	// LimitManaged is for a managed policy.
	LimitManaged = Limit{Size: 6144, What: "a managed policy"}

	// LimitTrust is for the policy that says who may become a role.
	LimitTrust = Limit{Size: 2048, What: "the trust policy of a role"}

	// LimitBucket is for the policy of a bucket, which AWS counts in bytes.
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
	LimitBucket = Limit{Size: 20480, What: "the policy of a bucket"}
)

// MaxAttachments is the number of managed policies that a role or a user can have
// without a larger quota.
const MaxAttachments = 10

// Exceeded returns how documents exceed a limit, or nothing.
func (l Limit) Exceeded(documents ...Document) string {
	total := 0
	for _, d := range documents {
		total += d.Size()
	}
	if total <= l.Size {
		return ""
	}
	return fmt.Sprintf("comes to %d characters, and AWS allows %d for %s", total, l.Size, l.What)
}

// A Use says what a document is for, which decides about its grammar.
type Use string

// Uses of documents.
const (
	// UseIdentity documents say what an identity may do.
	UseIdentity Use = "Identity"

	// UseResource documents say who may do what with a resource.
	UseResource Use = "Resource"

	// UseTrust documents say who may become a role.
	UseTrust Use = "Trust"
)

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
var (
	sidForm       = regexp.MustCompile(`^[A-Za-z0-9]*$`)
	actionForm    = regexp.MustCompile(`^(?:\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$`)
	conditionForm = regexp.MustCompile(`^(?:[a-zA-Z0-9-]+:[A-Za-z0-9_.:/@=+-]+|[A-Za-z0-9._/-]+:[a-z_]+)$`)
)

// tests are the operators of conditions.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func tests() []string {
	return []string{
		"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
		"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
		"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
	}
}

// isTest says whether a text is an operator, with what may stand around one.
func isTest(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "ForAllValues:"), "ForAnyValue:")
	if s == "NullIfExists" {
		return false
	}
	return slices.Contains(tests(), s) || slices.Contains(tests(), strings.TrimSuffix(s, "IfExists"))
}

// Check refuses a statement that AWS would refuse, or that would mean nothing in the
// partition. An empty partition allows every one. Fields are those of the path.
func Check(path *field.Path, use Use, partition string, s Statement) field.ErrorList {
	var errs field.ErrorList
	if !sidForm.MatchString(s.SID) {
		errs = append(errs, field.Invalid(path.Child("sid"), s.SID, "must be letters and digits"))
	}
	errs = append(errs, checkPrincipals(path, use, s.Principals)...)
	errs = append(errs, checkActions(path.Child("actions"), s.Actions)...)
	errs = append(errs, checkResources(path.Child("resources"), use, partition, s.Resources)...)
	return append(errs, checkConditions(path.Child("conditions"), s.Conditions)...)
}

func checkPrincipals(path *field.Path, use Use, p Principals) field.ErrorList {
	if use == UseIdentity && !p.IsZero() {
		return field.ErrorList{field.Forbidden(path.Child("principals"), "the policy of an identity is about the identity itself")}
	}
	if use != UseIdentity && p.IsZero() {
		return field.ErrorList{field.Required(path.Child("principals"), "say who the statement is about")}
	}
	return nil
}

func checkActions(path *field.Path, actions []string) field.ErrorList {
	if len(actions) == 0 {
		return field.ErrorList{field.Required(path, "name the actions, for example sqs:SendMessage")}
	}
	var errs field.ErrorList
	for i, a := range actions {
		if !actionForm.MatchString(a) {
			errs = append(errs, field.Invalid(path.Index(i), a, "must be a service and an action such as sqs:SendMessage"))
		}
	}
	return errs
}

func checkResources(path *field.Path, use Use, partition string, resources []string) field.ErrorList {
	if use == UseTrust {
		if len(resources) > 0 {
			return field.ErrorList{field.Forbidden(path, "a trust policy is about the role itself")}
		}
		return nil
	}
	if len(resources) == 0 {
		return field.ErrorList{field.Required(path, "name the resources by their ARNs")}
	}
	var errs field.ErrorList
	for i, r := range resources {
		if o := checkResource(partition, r); o != "" {
			errs = append(errs, field.Invalid(path.Index(i), r, o))
		}
	}
	return errs
}

func checkConditions(path *field.Path, conditions []Condition) field.ErrorList {
	var errs field.ErrorList
	seen := make(map[string]bool, len(conditions))
	for i, c := range conditions {
		at := path.Index(i)
		if !isTest(c.Test) {
			errs = append(errs, field.Invalid(at.Child("test"), c.Test, "must be an operator such as StringEquals, optionally with IfExists behind it and ForAllValues: or ForAnyValue: before it"))
		}
		if !conditionForm.MatchString(c.Key) {
			errs = append(errs, field.Invalid(at.Child("key"), c.Key, "must be a condition key such as aws:RequestedRegion"))
		}
		if len(c.Values) == 0 {
			errs = append(errs, field.Required(at.Child("values"), "name the values to compare with"))
		}
		if id := c.Test + " " + strings.ToLower(c.Key); seen[id] {
			errs = append(errs, field.Duplicate(at, id))
		} else {
			seen[id] = true
		}
	}
	return errs
}
