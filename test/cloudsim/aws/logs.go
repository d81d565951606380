// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"regexp"
	"slices"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func logs() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   typeOf("cloudwatchlogs", "v1beta1", "Group", "groups"),
			Naming: cloud.Given, Noun: "CloudWatch Logs Log Group", Service: "CloudWatch Logs", Call: "LogGroup",
			Immutable: []string{"logGroupClass"},
			Defaults:  cloud.Value{"logGroupClass": "STANDARD"},
			Check:     checkLogGroup,
		},
		{
			Type: ec2("v1beta2", "FlowLog", "flowlogs"), Prefix: "fl-", Noun: "Flow Log", Service: "EC2", Call: "FlowLogs",
			Immutable: []string{
				"vpcId", "subnetId", "eniId", "transitGatewayId", "trafficType", "logDestination", "logDestinationType",
				"iamRoleArn", "maxAggregationInterval", "logFormat",
			},
			Links: []cloud.Link{
				{Field: "vpcId", To: vpc, Code: "InvalidVpcId.NotFound", Text: "The vpc ID '%s' does not exist"},
				toSubnet("subnetId"),
				{Field: "iamRoleArn", To: role, Code: "InvalidParameter", Text: "Unable to assume given IAM role %s"},
				{Field: "logDestination", To: logGroup, Code: "InvalidParameter", Text: "LogDestination: %s does not exist", Loose: true},
			},
			Defaults: cloud.Value{"logDestinationType": "cloud-watch-logs", "maxAggregationInterval": int64(600)},
			Check:    checkFlowLog,
		},
	}
}

var logGroupName = regexp.MustCompile(`^[.\-_/#A-Za-z0-9]{1,512}$`)

func checkLogGroup(r *cloud.Request) error {
	if !logGroupName.MatchString(r.Name) {
		return cloud.Refuse(400, "InvalidParameterException",
			"1 validation error detected: Value '%s' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+", r.Name)
	}
	if d, ok := r.Args.Int("retentionInDays"); ok && !slices.Contains(retentions(), d) {
		return cloud.Refuse(400, "InvalidParameterException",
			"1 validation error detected: Value '%d' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set", d)
	}
	return nil
}

func checkFlowLog(r *cloud.Request) error {
	of := given(r.Args, []string{"vpcId", "subnetId", "eniId", "transitGatewayId", "transitGatewayAttachmentId"})
	if len(of) != 1 {
		return cloud.Plain("invalid combination of arguments: one of `eni_id,subnet_id,transit_gateway_attachment_id,transit_gateway_id,vpc_id` must be specified")
	}
	if t := r.Args.String("trafficType"); !slices.Contains([]string{"ACCEPT", "REJECT", "ALL"}, t) {
		return cloud.Refuse(400, "InvalidParameter", "Invalid traffic type: '%s'", t)
	}
	if i, _ := r.Args.Int("maxAggregationInterval"); i != 60 && i != 600 {
		return cloud.Refuse(400, "InvalidParameter", "Invalid MaxAggregationInterval: %d", i)
	}
	if !r.Args.Has("logDestination") {
		return cloud.Refuse(400, "InvalidParameter", "LogDestination can't be empty")
	}
	if r.Args.String("logDestinationType") == "cloud-watch-logs" {
		if !r.Args.Has("iamRoleArn") {
			return cloud.Refuse(400, "InvalidParameter", "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.")
		}
		if r.To("logDestination") == nil {
			return cloud.Refuse(400, "InvalidParameter", "LogDestination: %s does not exist", r.Args.String("logDestination"))
		}
	}
	return checkFlowLogIsNew(r, of[0])
}

func checkFlowLogIsNew(r *cloud.Request, of string) error {
	for other := range r.Others(flowLog) {
		if other.Args.String(of) == r.Args.String(of) && other.Args.String("logDestination") == r.Args.String("logDestination") {
			return cloud.Refuse(400, "FlowLogAlreadyExists", "Error. There is an existing Flow Log with the same configuration and log destination.")
		}
	}
	return nil
}

// retentions of logs, in days. Zero is for ever.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
func retentions() []int {
	return []int{0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
}
