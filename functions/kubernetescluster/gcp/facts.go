// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// Facts are what was observed of a cluster. The provider says nothing of the state of
// a cluster and of its pools but whether they are ready: what GKE gives up on is in
// their conditions.
func Facts(p plan.Plan, o managed.Observed) lifecycle.Facts {
	c := newCluster(p, o)
	at := c.at()
	out := lifecycle.Facts{ControlPlane: lifecycle.ControlPlane{
		Exists:  at.MasterVersion != "" || o.Exists(plan.KeyCluster) && p.Recorded.ID != "",
		Ready:   o.Ready(plan.KeyCluster),
		Version: at.MasterVersion,
	}}
	if p.Adopt != nil {
		out.Pools = adoptedPools(at, out.ControlPlane.Ready)
		return out
	}
	for _, n := range p.NodePools {
		out.Pools = append(out.Pools, c.pool(n))
	}
	for _, a := range p.Addons {
		if a.Enabled {
			// GKE keeps them all together with the control plane.
			out.Addons = append(out.Addons, lifecycle.Part{Name: string(a.Name), Ready: out.ControlPlane.Ready})
		}
	}
	bootstrap.Facts(p, o, &out)
	return out
}

// pool as it was observed.
func (c *cluster) pool(n plan.NodePool) lifecycle.Pool {
	key := n.ResourceKey()
	at := managed.At[gcp.NodePoolObservation](c.observed, key)
	return lifecycle.Pool{
		Key:     n.Key,
		ID:      at.ID,
		Exists:  c.observed.Exists(key),
		Ready:   c.observed.Ready(key),
		Version: at.Version,
		Nodes:   at.NodeCount * len(at.NodeLocations),
	}
}

// adoptedPools are the pools of a cluster that somebody else set up. There is a group
// of instances in each of their zones.
func adoptedPools(at gcp.ClusterObservation, ready bool) []lifecycle.Pool {
	var out []lifecycle.Pool
	for _, n := range at.NodePool {
		out = append(out, lifecycle.Pool{
			Key:     n.Name,
			ID:      idOf(at.SelfLink) + "/nodePools/" + n.Name,
			Exists:  true,
			Ready:   ready,
			Version: n.Version,
			Nodes:   n.NodeCount * len(n.InstanceGroupURLs),
		})
	}
	return out
}
