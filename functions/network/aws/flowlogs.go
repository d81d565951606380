// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// flowLogInterval is the longer one of the two intervals, in seconds, over which
// AWS sums up a flow. The shorter one multiplies what is recorded and paid for.
// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html
const flowLogInterval = 600

const descriptionFlowLogs = "Lets VPC flow logs write to their log group"

// flowLogs of the VPC, the log group that they go to and the role that they write
// with.
func (n *network) flowLogs() []managed.Resource {
	if n.FlowLogRetentionDays == 0 {
		return nil
	}
	return []managed.Resource{
		{
			Key:          keyFlowLogGroup,
			Component:    plan.ComponentFlowLogs,
			ExternalName: n.flowLogGroup(),
			ForProvider: aws.LogGroup{
				Region:          n.region(),
				RetentionInDays: n.FlowLogRetentionDays,
				Tags:            n.tags(partFlowLogs),
			},
		},
		n.flowLogRole(),
		n.flowLogPolicy(),
		{
			Key:       keyFlowLog,
			Component: plan.ComponentFlowLogs,
			ForProvider: aws.FlowLog{
				Region:                 n.region(),
				TrafficType:            aws.TrafficTypeAll,
				MaxAggregationInterval: flowLogInterval,
				LogDestinationType:     aws.LogDestinationTypeCloudWatchLogs,
				LogDestinationSelector: managed.Select(keyFlowLogGroup),
				IAMRoleARNSelector:     managed.Select(keyFlowLogRole),
				VPCIDSelector:          managed.Select(keyVPC),
				Tags:                   n.tags(partFlowLogs),
			},
			// A flow log whose role may not write yet starts in error.
			After: []managed.Key{keyFlowLogPolicy},
		},
	}
}

func (n *network) flowLogGroup() string { return n.Claim.Names.Name(naming.AWSLogGroup, partFlowLogs) }

func (n *network) flowLogRole() managed.Resource {
	return managed.Resource{
		Key:          keyFlowLogRole,
		Component:    plan.ComponentFlowLogs,
		ExternalName: n.Claim.Names.Name(naming.AWSIAMRole, partFlowLogs),
		ForProvider: aws.Role{
			Description:      descriptionFlowLogs,
			AssumeRolePolicy: n.flowLogTrust().String(),
			Tags:             n.tags(partFlowLogs),
		},
	}
}

func (n *network) flowLogPolicy() managed.Resource {
	return managed.Resource{
		Key:          keyFlowLogPolicy,
		Component:    plan.ComponentFlowLogs,
		ExternalName: n.Claim.Names.Name(naming.AWSIAMRolePolicy, partFlowLogs),
		ForProvider: aws.RolePolicy{
			Policy:       n.flowLogPermissions().String(),
			RoleSelector: managed.Select(keyFlowLogRole),
		},
	}
}

// policyVersion is the current version of the policy language.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
const policyVersion = "2012-10-17"

// A document is an IAM policy.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
type document struct {
	Version   string      `json:"Version"`
	Statement []statement `json:"Statement"`
}

type statement struct {
	Effect    string     `json:"Effect"`
	Principal *principal `json:"Principal,omitempty"`
	Action    []string   `json:"Action"`
	Resource  []string   `json:"Resource,omitempty"`
	Condition *condition `json:"Condition,omitempty"`
}

type principal struct {
	Service string `json:"Service"`
}

type condition struct {
	StringEquals sourceAccount `json:"StringEquals"`
	ArnLike      sourceARN     `json:"ArnLike"`
}

type sourceAccount struct {
	Account string `json:"aws:SourceAccount"`
}

type sourceARN struct {
	ARN string `json:"aws:SourceArn"`
}

// String is the document as JSON. Structs of strings always have one, and its
// bytes are always the same.
func (d document) String() string {
	b, err := json.Marshal(d)
	if err != nil {
		return ""
	}
	return string(b)
}

// flowLogTrust lets flow logs assume the role: those of our own account alone, where
// its id is known.
// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
func (n *network) flowLogTrust() document {
	s := statement{
		Effect:    "Allow",
		Principal: &principal{Service: "vpc-flow-logs.amazonaws.com"},
		Action:    []string{"sts:AssumeRole"},
	}
	if account := n.Claim.Guardrails.AWS.AccountID; account != "" {
		s.Condition = &condition{
			StringEquals: sourceAccount{Account: account},
			ArnLike:      sourceARN{ARN: n.arn("ec2", account, "vpc-flow-log/*")},
		}
	}
	return document{Version: policyVersion, Statement: []statement{s}}
}

// flowLogPermissions let the role write to its log group and do nothing else. The
// group has the same name in any account that it may be in.
func (n *network) flowLogPermissions() document {
	account := n.Claim.Guardrails.AWS.AccountID
	if account == "" {
		account = "*"
	}
	group := n.arn("logs", account, "log-group:"+n.flowLogGroup())
	return document{Version: policyVersion, Statement: []statement{{
		Effect:   "Allow",
		Action:   []string{"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"},
		Resource: []string{group, group + ":*"},
	}}}
}

// arn of a resource in the network's region.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
func (n *network) arn(service, account, resource string) string {
	return "arn:" + regions.Partition(n.region()) + ":" + service + ":" + n.region() + ":" + account + ":" + resource
}
