// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Quotas of every account.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const (
	maxAccessKeys  = 2
	maxAttachments = 10
	longestManaged = 6144
)

func toUser() cloud.Link {
	return cloud.Link{Field: "user", To: user, Code: "NoSuchEntity", Text: "The user with name %s cannot be found."}
}

func users() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: typeOf("iam", "v1beta1", "User", "users"), Naming: cloud.Given, Global: true, Noun: "IAM User", Service: "IAM", Call: "User",
			Immutable:   []string{"path"},
			Defaults:    cloud.Value{"path": "/"},
			Check:       func(r *cloud.Request) error { return checkIAMName(r.Name, 64) },
			CheckDelete: checkUserUnused,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"uniqueId": "AIDA" + strings.ToUpper(r.Hex(17, "unique"))}
			},
		},
		{
			Type: typeOf("iam", "v1beta1", "AccessKey", "accesskeys"), Global: true, Noun: "IAM Access Key", Service: "IAM", Call: "AccessKey",
			Required:  []string{"user"},
			Immutable: []string{"user", "pgpKey"},
			Links:     []cloud.Link{nested(toUser())},
			Defaults:  cloud.Value{"status": "Active"},
			ID:        func(r *cloud.Request) string { return "AKIA" + strings.ToUpper(r.Hex(16, "id")) },
			Check:     checkAccessKey,
			Attributes: func(*cloud.Request) cloud.Value {
				return cloud.Value{"createDate": "2026-01-01T00:00:00Z"}
			},
			Secrets: accessKeySecrets,
		},
		{
			Type: typeOf("iam", "v1beta1", "Policy", "policies"), Naming: cloud.Given, Global: true, Noun: "IAM Policy", Service: "IAM", Call: "Policy",
			Required:  []string{"policy"},
			Immutable: []string{"path", "description"},
			Defaults:  cloud.Value{"path": "/"},
			Check:     checkManagedPolicy,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"policyId": "ANPA" + strings.ToUpper(r.Hex(17, "unique"))}
			},
		},
		{
			Type: typeOf("iam", "v1beta1", "UserPolicyAttachment", "userpolicyattachments"), Global: true, Noun: "IAM User Policy Attachment", Service: "IAM", Call: "UserPolicy",
			Required:  []string{"user", "policyArn"},
			Immutable: []string{"user", "policyArn"},
			Links:     []cloud.Link{holding(toUser()), loose(holding(cloud.Link{Field: "policyArn", To: managedPolicy}))},
			ID:        func(r *cloud.Request) string { return r.Args.String("user") + "-" + r.Args.String("policyArn") },
			Check:     checkUserAttachment,
		},
		{
			Type: typeOf("iam", "v1beta1", "InstanceProfile", "instanceprofiles"), Naming: cloud.Given, Global: true, Noun: "IAM Instance Profile", Service: "IAM", Call: "InstanceProfile",
			Immutable: []string{"path"},
			Defaults:  cloud.Value{"path": "/"},
			Links:     []cloud.Link{holding(cloud.Link{Field: "role", To: role, Code: "NoSuchEntity", Text: "The role with name %s cannot be found."})},
			Check:     checkInstanceProfile,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"uniqueId": "AIPA" + strings.ToUpper(r.Hex(17, "unique")), "createDate": "2026-01-01T00:00:00Z"}
			},
		},
	}
}

func checkUserUnused(r *cloud.Request) error {
	if cloud.First(r.Users(accessKey)) != nil && !r.Args.Bool("forceDestroy") {
		return cloud.Refuse(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.")
	}
	return nil
}

func checkAccessKey(r *cloud.Request) error {
	keys := slices.Collect(r.UsersOf(r.To("user"), accessKey))
	if len(keys) >= maxAccessKeys {
		return cloud.Refuse(409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: %d", maxAccessKeys)
	}
	return oneOf(r, "status", "Active", "Inactive")
}

// accessKeySecrets are published once, and kept from then on.
func accessKeySecrets(r *cloud.Request) map[string][]byte {
	secret := []byte(r.Hex(40, "secret"))
	return map[string][]byte{
		"username": []byte(r.ID), "password": secret,
		"attribute.secret": secret, "attribute.ses_smtp_password_v4": []byte(r.Hex(44, "smtp")),
	}
}

func checkManagedPolicy(r *cloud.Request) error {
	if err := checkIAMName(r.Name, 128); err != nil {
		return err
	}
	return checkPolicy(r.Args.String("policy"), false, longestManaged)
}

func checkUserAttachment(r *cloud.Request) error {
	if err := checkAttachment(r); err != nil {
		return err
	}
	if match := policyARN.FindStringSubmatch(r.Args.String("policyArn")); match[1] == r.Account.ID && r.To("policyArn") == nil {
		return cloud.Refuse(404, "NoSuchEntity", "Policy %s does not exist or is not attachable.", r.Args.String("policyArn"))
	}
	if n := len(slices.Collect(r.UsersOf(r.To("user"), userAttachment))); n >= maxAttachments {
		return cloud.Refuse(409, "LimitExceeded", "Cannot exceed quota for PoliciesPerUser: %d", maxAttachments)
	}
	return nil
}

func checkInstanceProfile(r *cloud.Request) error { return checkIAMName(r.Name, 128) }
