// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// zone returns a private zone that the network's machines can resolve. A zone that
// still has records is not deleted: they may be all that is left of something else.
func zone(p plan.Plan, o managed.Observed) []managed.Resource {
	if p.DNSZone == "" {
		return nil
	}
	return []managed.Resource{privateZone(p, o, keyZone, plan.ComponentDNS, p.DNSZone, "Private zone of network "+p.Claim.Namespace+"/"+p.Claim.Name)}
}

// privateZone returns a zone that only the network's machines can resolve.
func privateZone(p plan.Plan, o managed.Observed, k managed.Key, c managed.Component, domain, description string, parts ...string) managed.Resource {
	z := gcp.ManagedZone{
		Project:     project(p),
		DNSName:     domain + ".",
		Description: description,
		Visibility:  gcp.ZoneVisibilityPrivate,
		Labels:      p.Claim.Tags.GCP(),
	}
	if url := zoneNetwork(o, k); url != "" {
		z.PrivateVisibilityConfig = &gcp.PrivateVisibilityConfig{Networks: []gcp.VisibleNetwork{{NetworkURL: url}}}
	}
	r := managed.Resource{
		Key:          k,
		Component:    c,
		ExternalName: p.Claim.Names.Name(naming.GCPDNSManagedZone, parts...),
		ForProvider:  z,
		After:        []managed.Key{keyNetwork},
	}
	if z.PrivateVisibilityConfig == nil {
		r.Waits = []string{"the network has no self link yet"}
	}
	return r
}

// zoneNetwork returns the self link of the network, or the one that a zone has
// already while the network's is lost.
func zoneNetwork(o managed.Observed, k managed.Key) string {
	if url := managed.At[gcp.NetworkObservation](o, keyNetwork).SelfLink; url != "" {
		return url
	}
	has := managed.Wanted[gcp.ManagedZone](o, k).PrivateVisibilityConfig
	if has == nil || len(has.Networks) == 0 {
		return ""
	}
	return has.Networks[0].NetworkURL
}
