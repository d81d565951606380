// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// builtinIssuers are known to AWS without an OIDC provider, and their tokens are compared
// in ways of their own.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
func builtinIssuers() []string {
	return []string{"accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"}
}

// Lengths of what is not known yet: the longest name of a bucket, of a cluster and of a
// region, and the id of every key.
const (
	longestBucket  = 63
	longestCluster = 100
	longestRegion  = "ap-southeast-1"
	lengthOfKey    = 36
)

// Validate refuses the parts of a plan that AWS cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	i := &identity{Plan: p}
	return slices.Concat(
		i.validateExternal(path.Child("external")),
		i.validateSizes(path),
	)
}

func (i *identity) validateExternal(path *field.Path) field.ErrorList {
	if i.External == nil {
		return nil
	}
	host, _, _ := strings.Cut(i.External.IssuerHost(), "/")
	if slices.Contains(builtinIssuers(), host) {
		return field.ErrorList{field.Invalid(path.Child("issuer"), i.External.Issuer,
			"is built into AWS, which compares its tokens in another way: use an issuer of your own, or keys of machine")}
	}
	document := policy.Document{Statements: []policy.Statement{i.externalTrust(i.longestARN("iam", "oidc-provider/"+i.External.IssuerHost()))}}
	if e := policy.LimitTrust.Exceeded(document); e != "" {
		return field.ErrorList{field.Forbidden(path, e+": use a shorter issuer, subject or audience")}
	}
	return nil
}

// validateSizes refuses more than fits into the policies of a role or of a user. What is
// not known yet is taken to be as long as it can be, so that a claim that is accepted
// stays accepted.
func (i *identity) validateSizes(path *field.Path) field.ErrorList {
	own := i.Permissions.Document
	statements := path.Child("permissions", "aws", "statements")
	if i.isUser() {
		if e := policy.LimitManaged.Exceeded(own); e != "" {
			return field.ErrorList{field.Forbidden(statements, e+": use fewer or wider statements")}
		}
		return i.validateAttachments(path)
	}
	var all []policy.Document
	if len(own.Statements) > 0 {
		all = append(all, own)
	}
	if e := policy.LimitRoleInline.Exceeded(all...); e != "" {
		return field.ErrorList{field.Forbidden(statements, e+": use fewer or wider statements")}
	}
	before := len(all)
	for _, g := range i.Grants {
		all = append(all, i.longestDocument(g))
	}
	if policy.LimitRoleInline.Exceeded(all...) == "" {
		return nil
	}
	return i.validateGrants(path.Child("access"), all, before)
}

// validateGrants refuses the first grant that does not fit. Its document is among all that
// there are, of which some come before those of the grants.
func (i *identity) validateGrants(path *field.Path, all []policy.Document, before int) field.ErrorList {
	for n, g := range i.Grants {
		if e := policy.LimitRoleInline.Exceeded(all[:before+n+1]...); e != "" {
			return field.ErrorList{field.Forbidden(path.Index(g.Index), "with what is granted besides it "+e+": create another identity for it")}
		}
	}
	return nil
}

// validateAttachments refuses more managed policies than a user can have.
func (i *identity) validateAttachments(path *field.Path) field.ErrorList {
	count := len(i.Permissions.Policies)
	if len(i.Permissions.Document.Statements) > 0 {
		count++
	}
	for _, g := range i.Grants {
		if count++; count > policy.MaxAttachments {
			return field.ErrorList{field.Forbidden(path.Child("access").Index(g.Index), fmt.Sprintf(
				"takes another policy of the user, and AWS allows %d of them together with permissions: create another identity for it", policy.MaxAttachments))}
		}
	}
	return nil
}

// longestDocument of a grant, whatever the target turns out to be.
func (i *identity) longestDocument(g plan.Grant) policy.Document {
	if d, waits := i.document(g); waits == "" {
		return d
	}
	if g.Cluster != nil {
		return clusterDocument(i.longestARN("eks", "cluster/"+strings.Repeat("x", longestCluster)))
	}
	return i.objectDocument(g.Role, storage.Status{
		CommonStatus: platform.CommonStatus{Region: longestRegion},

		ID:         strings.Repeat("x", longestBucket),
		Encryption: &storage.EncryptionStatus{Source: storage.KeySourceCreated, Key: i.longestARN("kms", "key/"+strings.Repeat("x", lengthOfKey))},
	})
}

func (i *identity) longestARN(service, resource string) string {
	return policy.ARN{Partition: i.partition(), Service: service, Region: longestRegion, Account: strings.Repeat("0", 12), Resource: resource}.String()
}
