// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Facts are what was observed of a cluster. The provider does not publish what AKS
// calls the provisioning state: what AKS gave up on shows in the conditions of the
// resource that asked for it.
func Facts(p plan.Plan, o managed.Observed) lifecycle.Facts {
	c := newCluster(p, o)
	at := c.at()
	out := lifecycle.Facts{ControlPlane: lifecycle.ControlPlane{
		Exists:   at.ID != "" || o.Exists(plan.KeyCluster) && p.Recorded.ID != "",
		Ready:    o.Ready(plan.KeyCluster),
		Updating: isBehind(at.CurrentKubernetesVersion, p.Version.ControlPlane),
		Version:  at.CurrentKubernetesVersion,
	}}
	if p.Adopt != nil {
		return out
	}
	out.System = c.systemFacts(at)
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

// isBehind says whether something that exists has not the version yet that it is to
// have.
func isBehind(version, target string) bool {
	m := plan.MinorOf(version)
	return m != 0 && m < plan.MinorOf(target)
}

// systemFacts are those of the system pool, which is as ready as its cluster.
func (c *cluster) systemFacts(at azure.KubernetesClusterObservation) *lifecycle.Pool {
	out := &lifecycle.Pool{
		Key:      plan.SystemPoolName,
		Exists:   c.observed.Exists(plan.KeyCluster),
		Ready:    c.observed.Ready(plan.KeyCluster),
		Updating: isBehind(at.DefaultNodePool.OrchestratorVersion, c.SystemPool.Version),
		Version:  at.DefaultNodePool.OrchestratorVersion,
		Nodes:    at.DefaultNodePool.NodeCount,
	}
	if at.ID != "" {
		out.ID = at.ID + "/agentPools/" + c.systemPoolName()
	}
	return out
}

// pool as it was observed.
func (c *cluster) pool(n plan.NodePool) lifecycle.Pool {
	key := n.ResourceKey()
	at := managed.At[azure.KubernetesClusterNodePoolObservation](c.observed, key)
	return lifecycle.Pool{
		Key:      n.Key,
		ID:       at.ID,
		Exists:   c.observed.Exists(key),
		Ready:    c.observed.Ready(key),
		Updating: isBehind(at.OrchestratorVersion, n.Version),
		Version:  at.OrchestratorVersion,
		Nodes:    at.NodeCount,
	}
}
