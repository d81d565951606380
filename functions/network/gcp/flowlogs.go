// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// flowLogRetentionDays is for how long the _Default bucket of Cloud Logging, which
// flow logs go to, keeps them.
// https://cloud.google.com/logging/quotas#logs_retention_periods
const flowLogRetentionDays = 30

// flowLogs returns what a subnetwork logs. Nothing is sampled out, and flows are
// summed up over a minute, as on the other clouds.
func flowLogs(p plan.Plan) *gcp.SubnetworkLogConfig {
	if p.FlowLogRetentionDays == 0 {
		return nil
	}
	return &gcp.SubnetworkLogConfig{
		AggregationInterval: gcp.AggregationIntervalMinute,
		FlowSampling:        1,
		Metadata:            gcp.FlowLogMetadataAll,
	}
}
