// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// logTypes are the names of the control plane's logs.
// https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
func logTypes() map[v1alpha1.LogComponent]string {
	return map[v1alpha1.LogComponent]string{
		v1alpha1.LogAPIServer:         "api",
		v1alpha1.LogAudit:             "audit",
		v1alpha1.LogAuthenticator:     "authenticator",
		v1alpha1.LogControllerManager: "controllerManager",
		v1alpha1.LogScheduler:         "scheduler",
	}
}

func (c *cluster) logTypes() []string {
	var out []string
	for _, component := range c.Logging.Components {
		out = append(out, logTypes()[component])
	}
	slices.Sort(out)
	return out
}

// hasLogGroup says whether there are logs. Logs that were written are kept for as long
// as was asked for, even if no more of them are.
func (c *cluster) hasLogGroup() bool {
	return len(c.Logging.Components) > 0 || c.observed.Exists(keyLogGroup)
}

// logs of the control plane. EKS decides the name of the group.
func (c *cluster) logs() []managed.Resource {
	if !c.hasLogGroup() {
		return nil
	}
	return []managed.Resource{{
		Key:          keyLogGroup,
		Component:    plan.ComponentLogging,
		ExternalName: "/aws/eks/" + c.name() + "/cluster",
		ForProvider: aws.LogGroup{
			Region:          c.region(),
			RetentionInDays: c.Logging.RetentionDays,
			Tags:            c.tags(partLogs),
		},
	}}
}
