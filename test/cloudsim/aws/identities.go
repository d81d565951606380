// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func identities() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   typeOf("iam", "v1beta1", "Role", "roles"),
			Naming: cloud.Given, Global: true, Noun: "IAM Role", Service: "IAM", Call: "Role",
			Required:  []string{"assumeRolePolicy"},
			Immutable: []string{"path"},
			Defaults:  cloud.Value{"maxSessionDuration": int64(3600), "path": "/"},
			Check:     checkRole,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"uniqueId": "AROA" + strings.ToUpper(r.Hex(17, "unique"))}
			},
		},
		{
			Type:   typeOf("iam", "v1beta1", "RolePolicy", "rolepolicies"),
			Naming: cloud.Given, Global: true, Noun: "IAM Role Policy", Service: "IAM", Call: "RolePolicy",
			Required:  []string{"role", "policy"},
			Immutable: []string{"role"},
			Links: []cloud.Link{
				{Field: "role", To: role, Code: "NoSuchEntity", Text: "The role with name %s cannot be found.", Holds: true},
			},
			ID:    func(r *cloud.Request) string { return r.Args.String("role") + ":" + r.Name },
			Check: checkRolePolicy,
		},
	}
}

var iamName = regexp.MustCompile(`^[\w+=,.@-]{1,128}$`)

func checkIAMName(name string, longest int) error {
	if len(name) > longest || !iamName.MatchString(name) {
		return cloud.Refuse(400, "ValidationError",
			"1 validation error detected: Value '%s' failed to satisfy constraint: Member must have length less than or equal to %d and satisfy regular expression pattern: [\\w+=,.@-]+", name, longest)
	}
	return nil
}

func checkRole(r *cloud.Request) error {
	if err := checkIAMName(r.Name, 64); err != nil {
		return err
	}
	if d := r.Args.String("description"); len(d) > 1000 {
		return cloud.Refuse(400, "ValidationError", "1 validation error detected: Value '%s' at 'description' failed to satisfy constraint: Member must have length less than or equal to 1000", d)
	}
	return checkPolicy(r.Args.String("assumeRolePolicy"), true, 2048)
}

func checkRolePolicy(r *cloud.Request) error {
	if err := checkIAMName(r.Name, 128); err != nil {
		return err
	}
	return checkPolicy(r.Args.String("policy"), false, 10240)
}

// checkPolicy checks the grammar of a policy. That of a role says who may assume it,
// all others say what may be done to what.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func checkPolicy(text string, trust bool, longest int) error {
	var p struct {
		Version   string          `json:"Version"`
		Statement json.RawMessage `json:"Statement"`
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return cloud.Refuse(400, "MalformedPolicyDocument", "This policy contains invalid Json")
	}
	if len(text) > longest {
		return cloud.Refuse(409, "LimitExceeded", "Maximum policy size of %d bytes exceeded", longest)
	}
	var many []cloud.Value
	if json.Unmarshal(p.Statement, &many) != nil {
		var one cloud.Value
		if json.Unmarshal(p.Statement, &one) != nil {
			return cloud.Refuse(400, "MalformedPolicyDocument", "Syntax errors in policy.")
		}
		many = []cloud.Value{one}
	}
	for _, s := range many {
		if err := checkStatement(s, trust); err != nil {
			return err
		}
	}
	if len(many) == 0 || p.Version != "2012-10-17" {
		return cloud.Refuse(400, "MalformedPolicyDocument", "Syntax errors in policy.")
	}
	return nil
}

func checkStatement(s cloud.Value, trust bool) error {
	if e := s.String("Effect"); e != "Allow" && e != "Deny" || !s.Has("Action") && !s.Has("NotAction") {
		return cloud.Refuse(400, "MalformedPolicyDocument", "Syntax errors in policy.")
	}
	if trust && s.Has("Resource") {
		return cloud.Refuse(400, "MalformedPolicyDocument", "Has prohibited field Resource")
	}
	if trust && !s.Has("Principal") {
		return cloud.Refuse(400, "MalformedPolicyDocument", "AssumeRole policy must contain principals")
	}
	if !trust && s.Has("Principal") {
		return cloud.Refuse(400, "MalformedPolicyDocument", "Policy document should not specify a principal.")
	}
	if !trust && !s.Has("Resource") && !s.Has("NotResource") {
		return cloud.Refuse(400, "MalformedPolicyDocument", "Policy statement must contain resources.")
	}
	return nil
}
