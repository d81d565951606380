// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"fmt"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Facts are what was observed of a cluster.
func Facts(p plan.Plan, o managed.Observed) lifecycle.Facts {
	c := newCluster(p, o)
	at := c.at()
	out := lifecycle.Facts{
		ControlPlane: lifecycle.ControlPlane{
			Exists:   at.Status != "" || o.Exists(plan.KeyCluster) && p.Recorded.ID != "",
			Ready:    o.Ready(plan.KeyCluster) && serves(at.Status),
			Updating: at.Status == aws.EKSStatusUpdating,
			Version:  at.Version,
		},
		Problem: c.problem(),
	}
	for _, n := range p.NodePools {
		out.Pools = append(out.Pools, c.pool(n))
	}
	for _, a := range p.Addons {
		if a.Enabled {
			out.Addons = append(out.Addons, c.part(a))
		}
	}
	bootstrap.Facts(p, o, &out)
	return out
}

// serves says whether the API server of a cluster in a state serves. It does while EKS
// works on it, and it is presumed to while nothing is known.
func serves(s aws.EKSStatus) bool {
	switch s {
	case aws.EKSStatusCreating, aws.EKSStatusPending, aws.EKSStatusDeleting, aws.EKSStatusFailed:
		return false
	case "", aws.EKSStatusActive, aws.EKSStatusUpdating, aws.EKSStatusDegraded, aws.EKSStatusCreateFailed, aws.EKSStatusDeleteFailed:
	}
	return true
}

// pool as it was observed. EKS says how many nodes it wants, which is what an
// autoscaler asked it for.
func (c *cluster) pool(n plan.NodePool) lifecycle.Pool {
	key := n.ResourceKey()
	at := managed.At[aws.EKSNodeGroupObservation](c.observed, key)
	out := lifecycle.Pool{
		Key:      n.Key,
		ID:       at.ARN,
		Exists:   c.observed.Exists(key),
		Ready:    c.observed.Ready(key) && (at.Status == aws.EKSStatusActive || at.Status == aws.EKSStatusUpdating || at.Status == ""),
		Updating: at.Status == aws.EKSStatusUpdating,
		Version:  nodeVersion(at),
	}
	if has := at.ScalingConfig.DesiredSize; has != nil {
		out.Nodes = *has
	}
	return out
}

// nodeVersion is the version of the image, for example 1.34.2-20260712, which begins
// with the one of Kubernetes.
func nodeVersion(at aws.EKSNodeGroupObservation) string {
	if plan.MinorOf(at.ReleaseVersion) == plan.MinorOf(at.Version) {
		return cmp.Or(at.ReleaseVersion, at.Version)
	}
	return at.Version
}

// part is an add-on as it was observed.
func (c *cluster) part(a plan.Addon) lifecycle.Part {
	out := lifecycle.Part{Name: string(a.Name)}
	of, ok := reportsAs(a.Name)
	if !ok {
		out.Ready, out.Version = c.releasePart(a.Name)
		return out
	}
	key := c.addonKey(of)
	out.Ready = c.observed.Ready(key)
	out.Version = managed.At[aws.EKSAddonObservation](c.observed, key).AddonVersion
	return out
}

// problem is what EKS gave up on. A degraded node group is none: EKS goes on trying.
func (c *cluster) problem() string {
	if s := c.at().Status; s == aws.EKSStatusFailed {
		return fmt.Sprintf("EKS reports that cluster %s is %s", c.name(), s)
	}
	for _, n := range c.NodePools {
		at := managed.At[aws.EKSNodeGroupObservation](c.observed, n.ResourceKey())
		if at.Status == aws.EKSStatusCreateFailed || at.Status == aws.EKSStatusDeleteFailed {
			return fmt.Sprintf("EKS reports that the node group of pool %s is %s", n.Name, at.Status)
		}
	}
	return ""
}
