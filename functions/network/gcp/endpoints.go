// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// googleAPIs are the addresses of private.googleapis.com, which answers for all of
// Google's APIs, and directAccess are those that some clients of Cloud Storage and
// other services talk to directly. Neither is known on the internet.
// https://cloud.google.com/vpc/docs/configure-private-google-access#ip-addr-defaults
func googleAPIs() netip.Prefix { return prefix(199, 36, 153, 8, 30) }

func directAccess() netip.Prefix { return prefix(34, 126, 0, 0, 18) }

func prefix(a, b, c, d byte, bits int) netip.Prefix {
	return netip.PrefixFrom(netip.AddrFrom4([4]byte{a, b, c, d}), bits)
}

// Domains of Google's APIs. Those of the container registries are their own.
const (
	domainAPIs             = "googleapis.com"
	domainArtifactRegistry = "pkg.dev"
	domainContainers       = "gcr.io"
)

// recordTTL is in seconds, and as short as Google's own examples.
const recordTTL = 300

// endpoints leads to Google's APIs without the internet. There is no endpoint for
// each service: Private Google Access, which is a setting of the subnetworks, is for
// all of them. The routes are for networks that have no route to the internet, and
// the zones resolve the names of Google's APIs to the addresses that the routes lead
// to.
// https://cloud.google.com/vpc/docs/configure-private-google-access#config-domain
func endpoints(p plan.Plan, o managed.Observed) []managed.Resource {
	if len(p.Endpoints) == 0 {
		return nil
	}
	out := []managed.Resource{
		route(p, keyGoogleAPIsRoute, plan.ComponentEndpoints, googleAPIs(), "google-apis"),
		route(p, keyDirectRoute, plan.ComponentEndpoints, directAccess(), "google-direct"),
	}
	domains := []string{domainAPIs}
	if slices.Contains(p.Endpoints, v1alpha1.ServiceContainerRegistry) {
		domains = append(domains, domainArtifactRegistry, domainContainers)
	}
	for _, d := range domains {
		out = append(out, googleDomain(p, o, d)...)
	}
	return out
}

// googleDomain resolves a domain of Google's, and all names in it, to the addresses
// of private.googleapis.com.
func googleDomain(p plan.Plan, o managed.Observed, domain string) []managed.Resource {
	part := strings.ReplaceAll(domain, ".", "-")
	// The name that holds the addresses is Google's own where it has one.
	target := domain
	if domain == domainAPIs {
		target = "private." + domainAPIs
	}
	zone := privateZone(p, o, keyGoogleZone.Join(part), plan.ComponentEndpoints, domain, "Google's APIs without the internet", "google", part)
	return []managed.Resource{
		zone,
		googleRecord(p, zone.Key, keyGoogleRecord.Join(part, "addresses"), target, gcp.RecordTypeA, addressesOf(googleAPIs())...),
		googleRecord(p, zone.Key, keyGoogleRecord.Join(part, "names"), "*."+domain, gcp.RecordTypeCNAME, target+"."),
	}
}

func googleRecord(p plan.Plan, zone, k managed.Key, name string, t gcp.RecordType, values ...string) managed.Resource {
	return managed.Resource{
		Key:       k,
		Component: plan.ComponentEndpoints,
		ForProvider: gcp.RecordSet{
			Project:             project(p),
			ManagedZoneSelector: managed.Select(zone),
			Name:                name + ".",
			RecordType:          t,
			TTL:                 recordTTL,
			RRDatas:             values,
		},
		After:        []managed.Key{zone},
		DeleteBefore: []managed.Key{zone},
	}
}

// addressesOf returns every address of a small range.
func addressesOf(r netip.Prefix) []string {
	var out []string
	for a := r.Addr(); r.Contains(a); a = a.Next() {
		out = append(out, a.String())
	}
	return out
}

// googleAccess says whether machines of a tier that have no external address may
// talk to Google's APIs. For public subnets we have no opinion. Clusters switch it
// on for the private subnet that they live in, so it is on where there are ranges
// for them; switching it off again would be a quarrel with GKE.
// https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
func googleAccess(p plan.Plan, t v1alpha1.Tier) *bool {
	switch t {
	case v1alpha1.TierPrivate:
		return new(len(p.Endpoints) > 0 || p.Kubernetes != nil)
	case v1alpha1.TierIsolated:
		return new(len(p.Endpoints) > 0)
	case v1alpha1.TierPublic:
		return nil
	}
	return nil
}
