// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
)

// Phase of the cluster, in place of the general one that any other claim would have.
func (p Plan) Phase(f lifecycle.Facts, general platform.Phase) platform.Phase {
	if p.Adopt != nil {
		return lifecycle.Next(p.Recorded.Phase, f, lifecycle.Progress{General: general})
	}
	progress := lifecycle.Progress{General: general}
	pools := f.Pools
	if f.System != nil {
		pools = append([]lifecycle.Pool{*f.System}, pools...)
	}
	hasNodes := false
	for _, n := range pools {
		hasNodes = p.addPool(&progress, n) || hasNodes
	}
	progress.Upgrading = progress.Upgrading || p.isBehind(f.ControlPlane, pools)
	progress.Lost = progress.Lost || lost(p.Recorded.Addons, f.Addons) || hasNodes && !f.ControlPlane.Ready
	return lifecycle.Next(p.Recorded.Phase, f, progress)
}

// isBehind says whether the cluster is on its way to another version: it was asked to
// have one that it does not have yet, or will be as soon as something else is done. What
// waits for the maintenance window is not on its way.
func (p Plan) isBehind(c lifecycle.ControlPlane, pools []lifecycle.Pool) bool {
	target := MinorOf(p.Version.ControlPlane)
	if p.Maintenance.Open {
		target = MinorOf(p.Version.Target)
	}
	if current := MinorOf(c.Version); current != 0 && current < target {
		return true
	}
	return p.Maintenance.Open && slices.ContainsFunc(pools, func(f lifecycle.Pool) bool {
		n, ok := p.pool(f.Key)
		version := MinorOf(f.Version)
		return ok && !n.Retiring && version != 0 && version < target
	})
}

// addPool counts what a pool lacks, and says whether it has nodes.
func (p Plan) addPool(progress *lifecycle.Progress, f lifecycle.Pool) bool {
	n, ok := p.pool(f.Key)
	if !ok {
		return false
	}
	had := p.recordedPool(f.Key)
	phase := poolPhase(n, f, had, MinorOf(firstOf(f.Version, had.Version)))
	switch phase {
	case v1alpha1.NodePoolUpgrading:
		progress.Upgrading = true
		progress.Lost = progress.Lost || !f.Ready
	case v1alpha1.NodePoolUnready:
		progress.Lost = true
	case v1alpha1.NodePoolReady:
		progress.Scaling = progress.Scaling || n.Count > 0 && f.Nodes > 0 && f.Nodes != n.Count
	case v1alpha1.NodePoolPlanned, v1alpha1.NodePoolCreating, v1alpha1.NodePoolScaling, v1alpha1.NodePoolRetiring:
		progress.Scaling = true
	}
	return established(v1alpha1.NodePoolStatus{Phase: phase})
}

func (p Plan) pool(key string) (NodePool, bool) {
	if key == p.SystemPool.Key {
		return p.SystemPool, true
	}
	i := slices.IndexFunc(p.NodePools, func(n NodePool) bool { return n.Key == key })
	if i < 0 {
		return NodePool{}, false
	}
	return p.NodePools[i], true
}

// lost says whether an add-on that was ready is not.
func lost(before []v1alpha1.AddonStatus, now []lifecycle.Part) bool {
	for _, had := range before {
		i := slices.IndexFunc(now, func(a lifecycle.Part) bool { return a.Name == string(had.Name) })
		if had.Ready && i >= 0 && !now[i].Ready {
			return true
		}
	}
	return false
}

// Report fills the parts of a status that are the same on every cloud. What was not
// observed this time is what was recorded before.
func (p Plan) Report(f lifecycle.Facts, network v1alpha1.NetworkStatus, s *v1alpha1.Status) {
	s.ID, s.Name, s.ResourceGroup = p.Recorded.ID, p.Recorded.Name, p.Recorded.ResourceGroup
	s.WorkloadIdentity, s.Encryption = p.Recorded.WorkloadIdentity, p.encryptionStatus()
	s.Version = p.versionStatus(f.ControlPlane)
	s.Addons = addonStatus(f.Addons)
	s.Endpoint = p.endpointStatus()
	if p.Adopt != nil {
		s.Adopted = true
		for _, n := range f.Pools {
			s.NodePools = append(s.NodePools, adoptedPool(n))
		}
		return
	}
	s.Network = &network
	s.NodePools = make([]v1alpha1.NodePoolStatus, 0, len(p.NodePools))
	for _, n := range p.NodePools {
		s.NodePools = append(s.NodePools, p.poolStatus(n, factsOf(f.Pools, n.Key)))
	}
	if f.System != nil {
		s.SystemPool = new(p.poolStatus(p.SystemPool, *f.System))
	}
	s.Maintenance = maintenanceStatus(p.Maintenance)
	s.DeletionProtection = p.DeletionProtection
	if p.GitOps != nil {
		s.GitOps = &v1alpha1.GitOpsStatus{Engine: p.GitOps.Engine, Ready: ready(f.GitOps)}
	}
	if p.Fleet != nil {
		s.Fleet = &v1alpha1.FleetStatus{Engine: p.Fleet.Engine, Name: p.Fleet.Name, Namespace: p.Fleet.Namespace, Ready: ready(f.Fleet)}
	}
}

func ready(part *lifecycle.Part) bool { return part != nil && part.Ready }

func (p Plan) versionStatus(c lifecycle.ControlPlane) *v1alpha1.VersionStatus {
	out := &v1alpha1.VersionStatus{
		Current: firstOf(c.Version, orNew(p.Recorded.Version).Current),
		Target:  p.Version.Target,
		Next:    p.Version.ControlPlane,
		Held:    p.Version.Held,
	}
	end := p.Version.EndOfSupport
	if m := MinorOf(out.Current); m != 0 {
		end = endOfSupport(p.Claim.Provider, m)
	}
	if !end.IsZero() {
		out.EndOfSupport = end.Format(time.DateOnly)
	}
	return out
}

func (p Plan) endpointStatus() *v1alpha1.EndpointStatus {
	out := &v1alpha1.EndpointStatus{URL: orNew(p.Recorded.Endpoint).URL, Access: p.Endpoint.Access}
	for _, c := range p.Endpoint.AllowedCIDRs {
		out.AllowedCIDRs = append(out.AllowedCIDRs, c.String())
	}
	return out
}

// encryptionStatus records that secrets are encrypted before the cluster exists, so
// that it stays decided. A cloud adds the key of the cluster's own once it is known.
func (p Plan) encryptionStatus() *v1alpha1.EncryptionStatus {
	if !p.Encryption.Enabled {
		return nil
	}
	if p.Encryption.Key != "" {
		return &v1alpha1.EncryptionStatus{Key: p.Encryption.Key}
	}
	out := &v1alpha1.EncryptionStatus{Own: true}
	if had := p.Recorded.Encryption; had != nil && had.Own {
		out.Key = had.Key
	}
	return out
}

func addonStatus(parts []lifecycle.Part) []v1alpha1.AddonStatus {
	var out []v1alpha1.AddonStatus
	for _, a := range parts {
		out = append(out, v1alpha1.AddonStatus{Name: v1alpha1.AddonName(a.Name), Version: a.Version, Ready: a.Ready})
	}
	return out
}

func maintenanceStatus(m Maintenance) *v1alpha1.MaintenanceStatus {
	out := &v1alpha1.MaintenanceStatus{Open: m.Open}
	if !m.Next.IsZero() {
		out.Next = m.Next.UTC().Format(time.RFC3339)
	}
	return out
}

func factsOf(pools []lifecycle.Pool, key string) lifecycle.Pool {
	if i := slices.IndexFunc(pools, func(n lifecycle.Pool) bool { return n.Key == key }); i >= 0 {
		return pools[i]
	}
	return lifecycle.Pool{Key: key}
}

// poolStatus records a pool completely, so that it can be kept as it is.
func (p Plan) poolStatus(n NodePool, f lifecycle.Pool) v1alpha1.NodePoolStatus {
	had := p.recordedPool(n.Key)
	out := v1alpha1.NodePoolStatus{
		Name:           n.Name,
		Key:            n.Key,
		ID:             firstOf(f.ID, had.ID),
		Version:        firstOf(f.Version, had.Version),
		TargetVersion:  n.Version,
		MachineType:    n.MachineType,
		Machine:        &n.Machine,
		Spot:           n.Spot,
		AllZones:       n.AllZones,
		DiskGiB:        n.DiskGiB,
		Labels:         n.Labels,
		Taints:         n.Taints,
		Count:          n.Count,
		Autoscaling:    n.Autoscaling,
		Surge:          n.Surge,
		MaxUnavailable: n.MaxUnavailable,
		Nodes:          f.Nodes,
		Held:           n.Held,
	}
	for _, z := range n.Zones {
		out.Zones = append(out.Zones, z.Key)
	}
	out.Phase = poolPhase(n, f, had, MinorOf(out.Version))
	return out
}

func (p Plan) recordedPool(key string) v1alpha1.NodePoolStatus {
	r := planner{recorded: p.Recorded}
	had, _ := r.recordedPool(key)
	return had
}

// poolPhase says how far a pool has come.
func poolPhase(n NodePool, f lifecycle.Pool, had v1alpha1.NodePoolStatus, version Minor) v1alpha1.NodePoolPhase {
	target := MinorOf(n.Version)
	switch {
	case n.Retiring:
		return v1alpha1.NodePoolRetiring
	case !f.Exists && !established(had):
		return v1alpha1.NodePoolPlanned
	case f.Ready && !f.Updating && version >= target:
		return v1alpha1.NodePoolReady
	case !established(had):
		return v1alpha1.NodePoolCreating
	case version < target:
		return v1alpha1.NodePoolUpgrading
	case f.Updating:
		return v1alpha1.NodePoolScaling
	}
	return v1alpha1.NodePoolUnready
}

func adoptedPool(f lifecycle.Pool) v1alpha1.NodePoolStatus {
	out := v1alpha1.NodePoolStatus{Name: f.Key, Key: f.Key, ID: f.ID, Version: f.Version, Nodes: f.Nodes, Phase: v1alpha1.NodePoolUnready}
	if f.Ready {
		out.Phase = v1alpha1.NodePoolReady
	}
	return out
}
