// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// adopt a cluster that exists already. It is looked up by its name, and never created,
// changed or deleted. Its kubeconfig acts as who looks it up, and gets as far as the
// cluster lets that one.
func (c *cluster) adopt() []managed.Resource {
	return []managed.Resource{
		{
			Key:          plan.KeyCluster,
			Component:    plan.ComponentControlPlane,
			ForProvider:  aws.EKSCluster{Region: c.region()},
			ExternalName: c.Adopt.ID,
			ObserveOnly:  true,
		},
		c.clusterAuth(),
	}
}
