// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A TrafficType says which traffic a flow log records.
type TrafficType string

// TrafficTypeAll records what is accepted and what is rejected.
const TrafficTypeAll TrafficType = "ALL"

// A LogDestinationType says where a flow log goes.
type LogDestinationType string

// LogDestinationTypeCloudWatchLogs flow logs go to a log group.
const LogDestinationTypeCloudWatchLogs LogDestinationType = "cloud-watch-logs"

// A FlowLog records the traffic of a VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
type FlowLog struct {
	Region                 string             `json:"region"`
	TrafficType            TrafficType        `json:"trafficType,omitempty"`
	MaxAggregationInterval int                `json:"maxAggregationInterval,omitempty"`
	LogDestinationType     LogDestinationType `json:"logDestinationType,omitempty"`
	LogDestinationSelector *managed.Selector  `json:"logDestinationSelector,omitempty"`
	IAMRoleARNSelector     *managed.Selector  `json:"iamRoleArnSelector,omitempty"`
	VPCIDSelector          *managed.Selector  `json:"vpcIdSelector,omitempty"`
	Tags                   map[string]string  `json:"tags,omitempty"`
}

// Type of a FlowLog.
func (FlowLog) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "FlowLog", Plural: "flowlogs"}
}

// A LogGroup holds logs for some time.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
type LogGroup struct {
	Region          string            `json:"region"`
	RetentionInDays int               `json:"retentionInDays,omitempty"`
	Tags            map[string]string `json:"tags,omitempty"`
}

// Type of a LogGroup.
func (LogGroup) Type() managed.Type {
	return managed.Type{Group: groupCloudWatchLogs, Version: "v1beta1", Kind: "Group", Plural: "groups"}
}

// LogRetentions are the days for which log groups can keep logs, in order.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
func LogRetentions() []int {
	return []int{1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
}
