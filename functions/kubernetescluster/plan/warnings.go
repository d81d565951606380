// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
)

// soon is how long before the end of support a warning begins.
const soon = 60 * 24 * time.Hour

// warnAbout says what a developer would want to know before it hurts.
func (r *planner) warnAbout(p Plan) {
	r.warnAboutSupport(p.Version)
	if onlySpot(p.NodePools) {
		r.warn("all pools are spot ones, which the cloud may take back together: add a pool that is not, for what must keep running")
	}
	if p.GitOps != nil && p.Endpoint.Access == v1alpha1.EndpointPrivate {
		r.warn("gitops needs the control plane of the platform to reach the API server, which is Private: connect its network with that of the cluster")
	}
}

func (r *planner) warnAboutSupport(v Version) {
	version := firstOf(v.Current, v.ControlPlane)
	newest := Newest(r.claim.Provider)
	if target := MinorOf(v.Target); target > newest {
		r.warn(fmt.Sprintf("version %s is newer than %s, the newest that was known on %s when this release was made", target, newest, r.claim.Provider))
	}
	now := r.claim.Now
	if now.IsZero() {
		return
	}
	if v.EndOfSupport.IsZero() {
		if m := MinorOf(version); m != 0 && m < newest {
			r.warn(fmt.Sprintf("version %s is out of support on %s: set version to a newer one", version, r.claim.Provider))
		}
		return
	}
	end := v.EndOfSupport.AddDate(0, 0, 1)
	date := v.EndOfSupport.Format(time.DateOnly)
	switch {
	case !now.Before(end):
		r.warn(fmt.Sprintf("standard support of version %s on %s ended on %s: set version to a newer one", version, r.claim.Provider, date))
	case now.Add(soon).After(end):
		r.warn(fmt.Sprintf("standard support of version %s on %s ends on %s: set version to a newer one", version, r.claim.Provider, date))
	}
}

func onlySpot(pools []NodePool) bool {
	for _, n := range pools {
		if !n.Spot && !n.Retiring {
			return false
		}
	}
	return len(pools) > 0
}
