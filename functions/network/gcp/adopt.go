// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// A location is where something of the Compute API is. Region is empty for what is
// global.
type location struct {
	Project string
	Region  string
	Name    string
}

// adopted returns the network and the subnets that exist already, to be looked at
// only. The provider finds them by project, region and name.
func adopted(p plan.Plan) []managed.Resource {
	out := make([]managed.Resource, 0, len(p.Adopt.Subnets)+1)
	if at, ok := networkLocation(p.Adopt.ID); ok {
		out = append(out, managed.Resource{
			Key:          keyNetwork,
			Component:    plan.ComponentNetwork,
			ExternalName: at.Name,
			ForProvider:  gcp.Network{Project: at.Project},
			ObserveOnly:  true,
		})
	}
	for _, s := range p.Adopt.Subnets {
		if at, ok := subnetLocation(s.ID); ok {
			out = append(out, managed.Resource{
				Key:          subnetKey(s.Tier),
				Component:    plan.ComponentSubnets,
				ExternalName: at.Name,
				ForProvider:  gcp.Subnetwork{Project: at.Project, Region: at.Region},
				ObserveOnly:  true,
			})
		}
	}
	return out
}

// adoptedSubnets reports the subnets that exist already. There is one for each tier,
// as in a network that we made.
func adoptedSubnets(p plan.Plan, o managed.Observed) []v1alpha1.Subnet {
	out := make([]v1alpha1.Subnet, 0, len(p.Adopt.Subnets))
	for _, t := range v1alpha1.Tiers() {
		if slices.ContainsFunc(p.Adopt.Subnets, func(s v1alpha1.AdoptedSubnet) bool { return s.Tier == t }) {
			out = append(out, reportedSubnet(p, o, v1alpha1.Subnet{Name: string(t), Tier: t}))
		}
	}
	return out
}

// adoptedRanges reports the ranges for clusters of an adopted private subnet that
// are named like ours.
func adoptedRanges(p plan.Plan, o managed.Observed) *v1alpha1.KubernetesRanges {
	k := subnetKey(v1alpha1.TierPrivate)
	s := managed.At[gcp.SubnetworkObservation](o, k)
	if s.SelfLink == "" && o.Exists(k) {
		return p.Recorded.Kubernetes
	}
	var out v1alpha1.KubernetesRanges
	for _, r := range s.SecondaryIPRange {
		switch r.RangeName {
		case rangePods:
			out.PodCIDR, out.PodRangeName = r.IPCIDRRange, r.RangeName
		case rangeServices:
			out.ServiceCIDR, out.ServiceRangeName = r.IPCIDRRange, r.RangeName
		}
	}
	if out.PodRangeName == "" && out.ServiceRangeName == "" {
		return nil
	}
	return &out
}

// networkLocation parses projects/<project>/global/networks/<name>.
func networkLocation(id string) (location, bool) {
	parts := strings.Split(id, "/")
	if len(parts) != 5 || parts[0] != "projects" || parts[2] != "global" || parts[3] != "networks" {
		return location{}, false
	}
	at := location{Project: parts[1], Name: parts[4]}
	return at, isProject(at.Project) && naming.Valid(naming.GCPCompute, at.Name) == nil
}

// subnetLocation parses projects/<project>/regions/<region>/subnetworks/<name>.
func subnetLocation(id string) (location, bool) {
	parts := strings.Split(id, "/")
	if len(parts) != 6 || parts[0] != "projects" || parts[2] != "regions" || parts[4] != "subnetworks" {
		return location{}, false
	}
	at := location{Project: parts[1], Region: parts[3], Name: parts[5]}
	return at, isProject(at.Project) && naming.Valid(naming.GCPCompute, at.Region) == nil &&
		naming.Valid(naming.GCPCompute, at.Name) == nil
}

// isProject says whether s can be the id of a project. Old projects may belong to a
// domain, as in example.com:project.
// https://cloud.google.com/resource-manager/docs/creating-managing-projects
func isProject(s string) bool {
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		return i > 0 && isProject(s[i+1:])
	}
	return len(s) <= 30 && naming.Valid(naming.GCPCompute, s) == nil
}
