// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Names of the secondary ranges that are set aside for clusters. They need only be
// unique within their subnetwork.
const (
	rangePods     = "pods"
	rangeServices = "services"
)

// subnets returns one subnetwork for each tier. It spans the zones of its region,
// and therefore has all of the tier's range: adding a zone changes nothing.
func subnets(p plan.Plan) []managed.Resource {
	out := make([]managed.Resource, 0, len(p.Tiers))
	for _, t := range p.Tiers {
		out = append(out, managed.Resource{
			Key:          subnetKey(t.Tier),
			Component:    plan.ComponentSubnets,
			ExternalName: subnetName(p, t.Tier),
			ForProvider:  subnet(p, t),
			// A reference to a network resolves to its name, which is known
			// before the network exists.
			After: []managed.Key{keyNetwork},
		})
	}
	return out
}

func subnet(p plan.Plan, t plan.Tier) gcp.Subnetwork {
	s := gcp.Subnetwork{
		Project:               project(p),
		Region:                region(p),
		NetworkSelector:       managed.Select(keyNetwork),
		IPCIDRRange:           t.Range.String(),
		Purpose:               gcp.SubnetworkPurposePrivate,
		PrivateIPGoogleAccess: googleAccess(p, t.Tier),
		StackType:             gcp.StackTypeIPv4Only,
		LogConfig:             flowLogs(p),
	}
	if t.Tier == v1alpha1.TierPrivate {
		s.SecondaryIPRange = secondaryRanges(p)
	}
	if p.IPv6 {
		s.StackType = gcp.StackTypeIPv4IPv6
		s.IPv6AccessType = ipv6Access(t.Tier)
	}
	return s
}

// ipv6Access gives addresses of the internet to public subnets only. The addresses
// of the others come from the network's internal range, which is not routed on the
// internet in either direction.
// https://cloud.google.com/vpc/docs/subnets#ipv6-ranges
func ipv6Access(t v1alpha1.Tier) gcp.IPv6AccessType {
	if t == v1alpha1.TierPublic {
		return gcp.IPv6AccessTypeExternal
	}
	return gcp.IPv6AccessTypeInternal
}

// secondaryRanges are those of the clusters, whose nodes are in private subnets.
func secondaryRanges(p plan.Plan) []gcp.SecondaryIPRange {
	if p.Kubernetes == nil {
		return nil
	}
	var out []gcp.SecondaryIPRange
	for _, r := range []struct {
		name string
		cidr netip.Prefix
	}{{rangePods, p.Kubernetes.PodCIDR}, {rangeServices, p.Kubernetes.ServiceCIDR}} {
		if r.cidr.IsValid() {
			out = append(out, gcp.SecondaryIPRange{RangeName: r.name, IPCIDRRange: r.cidr.String()})
		}
	}
	return out
}

func subnetKey(t v1alpha1.Tier) managed.Key { return keySubnet.Join(string(t)) }

func subnetName(p plan.Plan, t v1alpha1.Tier) string {
	return p.Claim.Names.Name(naming.GCPCompute, string(t))
}
