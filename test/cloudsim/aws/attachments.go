// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func attachments() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: typeOf("iam", "v1beta1", "RolePolicyAttachment", "rolepolicyattachments"),
			Noun: "IAM Role Policy Attachment", Global: true, Service: "IAM", Call: "RolePolicy",
			Required:  []string{"role", "policyArn"},
			Immutable: []string{"role", "policyArn"},
			Links:     []cloud.Link{{Field: "role", To: role, Code: "NoSuchEntity", Text: "The role with name %s cannot be found.", Holds: true}},
			ID:        func(r *cloud.Request) string { return r.Args.String("role") + "/" + r.Args.String("policyArn") },
			Check:     checkAttachment,
		},
		{
			Type: typeOf("iam", "v1beta1", "OpenIDConnectProvider", "openidconnectproviders"),
			Noun: "IAM OIDC Provider", Global: true, Shared: true, Service: "IAM", Call: "OpenIDConnectProvider",
			Required:  []string{"url", "clientIdList"},
			Immutable: []string{"url"},
			ID: func(r *cloud.Request) string {
				return strings.Join([]string{"arn", partition(r.Region()), "iam", "", r.Account.ID, "oidc-provider/" + strings.TrimPrefix(r.Args.String("url"), "https://")}, ":")
			},
			Check:      checkOIDCProvider,
			Attributes: func(r *cloud.Request) cloud.Value { return cloud.Value{"arn": r.ID} },
		},
	}
}

var policyARN = regexp.MustCompile(`^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/([\w+=,.@/-]{1,512})$`)

// awsPolicies are managed policies of AWS that may be attached.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
func awsPolicies() []string {
	return []string{
		"AmazonEKSClusterPolicy", "AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy", "AmazonEKS_CNI_Policy",
		"AmazonEC2ContainerRegistryPullOnly", "AmazonEC2ContainerRegistryReadOnly", "AmazonSSMManagedInstanceCore",
		"service-role/AmazonEBSCSIDriverPolicy", "service-role/AmazonEFSCSIDriverPolicy",
		"AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "SecurityAudit", "job-function/ViewOnlyAccess",
		"AmazonS3FullAccess", "AmazonS3ReadOnlyAccess", "AmazonSQSReadOnlyAccess", "CloudWatchAgentServerPolicy", "CloudWatchReadOnlyAccess",
	}
}

func checkAttachment(r *cloud.Request) error {
	text := r.Args.String("policyArn")
	match := policyARN.FindStringSubmatch(text)
	if match == nil {
		return cloud.Refuse(400, "ValidationError", "The specified value for policyArn is invalid.")
	}
	if match[1] == "aws" && !slices.Contains(awsPolicies(), match[2]) {
		return cloud.Refuse(404, "NoSuchEntity", "Policy %s does not exist or is not attachable.", text)
	}
	return nil
}

func checkOIDCProvider(r *cloud.Request) error {
	if url := r.Args.String("url"); !strings.HasPrefix(url, "https://") {
		return cloud.Refuse(400, "ValidationError", "Invalid Open ID Connect Provider URL")
	}
	if n := len(r.Args.Strings("clientIdList")); n > 100 {
		return cloud.Refuse(409, "LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100")
	}
	return nil
}
