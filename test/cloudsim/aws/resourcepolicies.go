// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// longestBucketPolicy in bytes.
const longestBucketPolicy = 20480

// checkBucketPolicy applies the grammar of policies, and what blocks public ones.
func checkBucketPolicy(r *cloud.Request) error {
	const code = "MalformedPolicy"
	text := r.Args.String("policy")
	if len(text) > longestBucketPolicy {
		return cloud.Refuse(400, "PolicyTooLarge", "Policy exceeds the maximum allowed document size.")
	}
	statements, err := resourceStatements(text, code)
	if err != nil {
		return err
	}
	own := arn(r.About(r.To("bucket")))
	for _, s := range statements {
		for _, resource := range s.Strings("Resource") {
			if resource != own && !strings.HasPrefix(resource, own+"/") {
				return cloud.Refuse(400, code, "Policy has invalid resource")
			}
		}
		if isPublic(s) && blocksPublicPolicies(r) {
			return cloud.Refuse(403, "AccessDenied", "User is not authorized to perform: s3:PutBucketPolicy on resource: \"%s\" because public policies are blocked by the BlockPublicPolicy block public access setting.", own)
		}
	}
	return nil
}

// blocksPublicPolicies says whether the bucket of a policy refuses public ones, as every
// bucket does until it is told otherwise.
func blocksPublicPolicies(r *cloud.Request) bool {
	b := of(r, r.To("bucket"), publicAccessBlock)
	return b == nil || b.Args.Bool("blockPublicPolicy")
}

// isPublic says whether a statement lets everybody in.
func isPublic(s cloud.Value) bool {
	return s.String("Effect") == "Allow" && !s.Has("Condition") && (s.String("Principal") == "*" || slices.Contains(s.Strings("Principal.AWS"), "*"))
}

// resourceStatements are those of a policy of a resource, which says who it is about.
func resourceStatements(text, code string) ([]cloud.Value, error) {
	var p struct {
		Version   string        `json:"Version"`
		Statement []cloud.Value `json:"Statement"`
	}
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		return nil, cloud.Refuse(400, code, "This policy contains invalid Json")
	}
	if len(p.Statement) == 0 || p.Version != "2012-10-17" {
		return nil, cloud.Refuse(400, code, "Missing required field Statement")
	}
	for _, s := range p.Statement {
		switch {
		case s.String("Effect") != "Allow" && s.String("Effect") != "Deny":
			return nil, cloud.Refuse(400, code, "Invalid effect: %s", s.String("Effect"))
		case !s.Has("Principal"):
			return nil, cloud.Refuse(400, code, "Missing required field Principal")
		case !s.Has("Action"):
			return nil, cloud.Refuse(400, code, "Missing required field Action")
		case !s.Has("Resource"):
			return nil, cloud.Refuse(400, code, "Missing required field Resource")
		}
	}
	return p.Statement, nil
}
