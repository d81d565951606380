// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
)

// version decides which version the control plane has next. It goes up by one minor
// version at a time, and only once the control plane and all pools were seen with
// the one before it. What was asked of a cloud once is never taken back.
func (r *planner) version(m Maintenance) Version {
	recorded := orNew(r.recorded.Version)
	current := MinorOf(recorded.Current)
	// A cluster that was never seen may have been asked for a version that its
	// cloud does not have, which must be possible to correct.
	asked := Minor(0)
	if current != 0 {
		asked = max(current, MinorOf(recorded.Next))
	}
	target := r.target(asked)
	out := Version{Current: current.String(), Target: target.String(), ControlPlane: target.String()}
	if current != 0 {
		next, held := r.step(current, asked, target, m)
		out.ControlPlane, out.Held = next.String(), held
	}
	out.EndOfSupport = endOfSupport(r.claim.Provider, MinorOf(firstOf(out.Current, out.ControlPlane)))
	return out
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// target is the version that the claim asks for. A cloud may have forced a newer one
// on the cluster in the meantime, which no cloud takes back.
func (r *planner) target(asked Minor) Minor {
	path := r.path.Child("version")
	if r.p.Version == v1alpha1.VersionStable {
		return max(r.stable(), asked)
	}
	if !minorPattern.MatchString(r.p.Version) {
		r.refuse(field.Invalid(path, r.p.Version, malformedVersion(r.p.Version)))
		return asked
	}
	target := MinorOf(r.p.Version)
	accepted := target.String() == orNew(r.recorded.Version).Target
	if !accepted && !r.claim.Guardrails.PermitsKubernetesVersion(r.p.Version) {
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q does not allow version %q; use one of %s, or ask your platform team (rule allowed.kubernetesVersions)",
			r.claim.Environment, r.p.Version, strings.Join(r.claim.Guardrails.Allowed.KubernetesVersions, ", "))))
	}
	if target >= asked {
		return target
	}
	if !accepted {
		r.refuse(field.Invalid(path, r.p.Version, fmt.Sprintf(
			"must not be below %s, which the control plane has or is about to have, because no cloud takes a control plane back: use %s or newer, or create another cluster", asked, asked)))
	}
	r.warn(fmt.Sprintf("the cloud upgraded the control plane to %s: set version to %s", asked, asked))
	return asked
}

func malformedVersion(version string) string {
	if m := MinorOf(version); m != 0 {
		return fmt.Sprintf("must be a minor version: use \"%s\", quoted so that YAML keeps it as it is; the cloud chooses the patch release", m)
	}
	return "must be stable, or a minor version such as \"1.34\", quoted so that YAML keeps it as it is"
}

// stable is the newest version that is known and permitted.
func (r *planner) stable() Minor {
	m := stable(r.claim.Provider, r.claim.Guardrails.PermitsKubernetesVersion)
	if m == 0 {
		r.refuse(field.Invalid(r.path.Child("version"), r.p.Version, fmt.Sprintf(
			"cannot be resolved, because environment %q allows none of the versions that are known to be stable: name one of %s, or ask your platform team (rule allowed.kubernetesVersions)",
			r.claim.Environment, strings.Join(r.claim.Guardrails.Allowed.KubernetesVersions, ", "))))
	}
	return m
}

// step returns the version that the control plane is to have now, and why it is not
// the next one yet. People are told of what is no part of every upgrade.
func (r *planner) step(current, asked, target Minor, m Maintenance) (Minor, string) {
	if target <= asked || current < asked {
		return asked, ""
	}
	next := asked + 1
	why, usual := r.lagging(current)
	if why == "" && !m.Open {
		why = "it is " + m.closed()
	}
	if why == "" {
		return next, ""
	}
	held := fmt.Sprintf("%s waits: %s", next, why)
	if !usual {
		r.warn("version " + held)
	}
	return asked, held
}

// lagging says which pool the control plane waits for before its next step, and whether
// that is part of every upgrade. A pool that has never been ready has no nodes to leave
// behind.
func (r *planner) lagging(current Minor) (why string, usual bool) {
	for _, n := range r.existing() {
		switch {
		case n.Phase == v1alpha1.NodePoolRetiring:
			return fmt.Sprintf("pool %s is being replaced", n.Name), false
		case max(MinorOf(n.Version), MinorOf(n.TargetVersion)) < current || MinorOf(n.Version) < MinorOf(n.TargetVersion):
			return fmt.Sprintf("pool %s has version %s", n.Name, MinorOf(n.Version)), true
		case n.Phase != v1alpha1.NodePoolReady:
			return fmt.Sprintf("pool %s is not ready", n.Name), false
		}
	}
	return "", false
}

// existing are the recorded pools that have nodes, the system pool first.
func (r *planner) existing() []v1alpha1.NodePoolStatus {
	var out []v1alpha1.NodePoolStatus
	if s := r.recorded.SystemPool; s != nil {
		out = append(out, *s)
	}
	for _, n := range r.recorded.NodePools {
		if established(n) && r.isWanted(n.Name) {
			out = append(out, n)
		}
	}
	return out
}

// isWanted says whether the claim has a pool of the supplied name. One that it does
// not have any more goes, and nobody waits for it.
func (r *planner) isWanted(name string) bool {
	for _, n := range r.p.NodePools {
		if n.Name == name {
			return true
		}
	}
	return false
}

// established says whether a pool was ever ready, so that it has nodes which others
// may count on.
func established(n v1alpha1.NodePoolStatus) bool {
	return n.Phase != "" && n.Phase != v1alpha1.NodePoolPlanned && n.Phase != v1alpha1.NodePoolCreating
}

// poolVersions decides which version each pool has next. Pools follow the control
// plane, one at a time, once it was seen with its version.
func (r *planner) poolVersions(p *Plan) {
	current := MinorOf(p.Version.Current)
	base := MinorOf(firstOf(p.Version.Current, p.Version.ControlPlane))
	follow := current != 0 && current == MinorOf(p.Version.ControlPlane)
	all := r.poolsOf(p)
	for _, n := range all {
		n.Version = r.hasVersion(*n, base).String()
	}
	if !follow {
		return
	}
	for _, n := range all {
		if n.Retiring || MinorOf(n.Version) >= current {
			continue
		}
		held, usual := r.poolHeld(*n, p.Maintenance)
		if held == "" {
			n.Version = current.String()
			return
		}
		if !usual {
			r.warn(fmt.Sprintf("pool %s waits for version %s: %s", n.Name, current, held))
		}
		n.Held = firstOf(n.Held, held)
		p.Version.Held = firstOf(p.Version.Held, fmt.Sprintf("pool %s waits: %s", n.Name, held))
	}
}

// poolsOf are all pools of a plan, the system pool first where the cloud has one.
func (r *planner) poolsOf(p *Plan) []*NodePool {
	out := []*NodePool{&p.SystemPool}
	for i := range p.NodePools {
		out = append(out, &p.NodePools[i])
	}
	return out
}

// hasVersion is the version that a pool has or was asked to have, or the supplied one
// for a pool that is new.
func (r *planner) hasVersion(n NodePool, base Minor) Minor {
	s, ok := r.recordedPool(n.Key)
	if !ok || s.Phase == v1alpha1.NodePoolPlanned {
		return base
	}
	if has := max(MinorOf(s.Version), MinorOf(s.TargetVersion)); has != 0 {
		return has
	}
	return base
}

// recordedPool returns what was recorded of a pool.
func (r *planner) recordedPool(key string) (v1alpha1.NodePoolStatus, bool) {
	if s := r.recorded.SystemPool; s != nil && s.Key == key {
		return *s, true
	}
	for _, s := range r.recorded.NodePools {
		if s.Key == key {
			return s, true
		}
	}
	return v1alpha1.NodePoolStatus{}, false
}

// poolHeld says why a pool is not upgraded yet, and whether that is part of every
// upgrade. A pool that is not ready may be upgraded, because that may be what it needs;
// others wait for it.
func (r *planner) poolHeld(n NodePool, m Maintenance) (why string, usual bool) {
	for _, other := range r.existing() {
		switch {
		case other.Key == n.Key:
		case other.Phase == v1alpha1.NodePoolRetiring:
			return fmt.Sprintf("pool %s is being replaced", other.Name), false
		case MinorOf(other.Version) < MinorOf(other.TargetVersion):
			return fmt.Sprintf("pool %s is being upgraded", other.Name), true
		case other.Phase != v1alpha1.NodePoolReady:
			return fmt.Sprintf("pool %s is not ready", other.Name), false
		}
	}
	if !m.Open {
		return "it is " + m.closed(), false
	}
	return "", false
}
