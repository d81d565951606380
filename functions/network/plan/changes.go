// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// checkChanges refuses changes to a network that exists, if they would move or
// delete what others may be using.
func (r *planner) checkChanges(now Plan) {
	if r.recorded.Plan == nil {
		return
	}
	r.checkCIDR(now)
	r.checkZones(now)
	r.checkTiers()
	r.checkKubernetes()
	r.checkIPv6()
	r.checkDNS(now)
}

// checkCIDR compares the ranges, because the range of the network may not have been
// recorded before its cloud reported it.
func (r *planner) checkCIDR(now Plan) {
	if !now.CIDR.IsValid() {
		return
	}
	const instead = "create a new network for another range"
	path := r.path.Child("cidr")
	if errs := validate.Immutable(path, now.CIDR.String(), r.recorded.CIDR, instead); len(errs) > 0 {
		r.refuse(errs...)
		return
	}
	planned := planned(now)
	for _, s := range r.recorded.Plan.Subnets {
		if cidr, ok := planned[s.Name]; ok && cidr != s.CIDR {
			r.refuse(field.Invalid(path, now.CIDR.String(), fmt.Sprintf(
				"is immutable and subnet %s was %s before: %s", s.Name, s.CIDR, instead)))
			return
		}
	}
}

// planned are the ranges of all subnets by their names, zonal or not.
func planned(p Plan) map[string]string {
	out := make(map[string]string)
	for _, a := range []*v1alpha1.AddressPlan{p.ZonalPlan(), p.RegionalPlan()} {
		for _, s := range a.Subnets {
			out[s.Name] = s.CIDR
		}
	}
	return out
}

func (r *planner) checkZones(now Plan) {
	before := r.recorded.Plan.Zones
	if len(now.Zones) == 0 || len(now.Zones) >= before || r.p.AllowReplacement {
		return
	}
	r.refuse(field.Invalid(r.path.Child("zones"), r.p.Zones, fmt.Sprintf(
		"must not be less than the %d zones in use, because that %s: keep %d, or set allowReplacement to true",
		before, r.lossOfZones(len(now.Zones)), before)))
}

// lossOfZones says what happens when only the first n zones stay.
func (r *planner) lossOfZones(n int) string {
	var names []string
	for _, s := range r.recorded.Plan.Subnets {
		if !slices.Contains(r.p.Tiers, s.Tier) {
			continue
		}
		for i := n; i < r.recorded.Plan.Zones; i++ {
			if s.Name == string(s.Tier)+"-"+zoneKey(i) {
				names = append(names, s.Name)
			}
		}
	}
	if len(names) > 0 {
		return "deletes the subnets " + strings.Join(names, ", ") + " with everything in them"
	}
	return "takes zones away from what runs in them"
}

func (r *planner) checkTiers() {
	if r.p.AllowReplacement {
		return
	}
	for _, t := range r.recorded.Plan.Tiers {
		if slices.Contains(r.p.Tiers, t) {
			continue
		}
		r.refuse(field.Invalid(r.path.Child("tiers"), r.p.Tiers, fmt.Sprintf(
			"must keep %s, because leaving it out deletes %s with everything in them: add it, or set allowReplacement to true",
			t, r.subnetsOf(t))))
	}
}

func (r *planner) subnetsOf(t v1alpha1.Tier) string {
	var names []string
	for _, s := range r.recorded.Plan.Subnets {
		if s.Tier == t {
			names = append(names, s.Name)
		}
	}
	return "the subnets " + strings.Join(names, ", ")
}

func (r *planner) checkKubernetes() {
	path, before := r.path.Child("kubernetes"), r.recorded.Kubernetes
	if before == nil {
		return
	}
	if r.p.Kubernetes == nil {
		if !r.p.AllowReplacement {
			r.refuse(field.Required(path, "removing it takes the ranges of pods and services away from clusters: restore it, or set allowReplacement to true"))
		}
		return
	}
	const instead = "clusters use it; create a new network for another range"
	r.refuse(validate.Immutable(path.Child("podCIDR"), r.p.Kubernetes.PodCIDR, before.PodCIDR, instead)...)
	r.refuse(validate.Immutable(path.Child("serviceCIDR"), r.p.Kubernetes.ServiceCIDR, before.ServiceCIDR, instead)...)
}

// checkIPv6 refuses what GCP cannot do, and what takes addresses away from workloads
// on every cloud.
// https://cloud.google.com/vpc/docs/create-modify-vpc-networks#ula-ipv6
func (r *planner) checkIPv6() {
	if r.p.IPv6 || r.recorded.IPv6CIDR == "" {
		return
	}
	r.refuse(field.Invalid(r.path.Child("ipv6"), false, fmt.Sprintf(
		"cannot be switched off, because addresses of %s are in use: set it to true, or create a new network without IPv6", r.recorded.IPv6CIDR)))
}

// checkDNS refuses to rename a zone, which no cloud can: it would have to replace the
// zone with all of its records.
func (r *planner) checkDNS(now Plan) {
	if r.recorded.DNSZone == nil || now.DNSZone == "" {
		return
	}
	r.refuse(validate.Immutable(r.path.Child("dns", "zone"), now.DNSZone, r.recorded.DNSZone.Name,
		"remove dns, wait until status.dnsZone is gone, and add dns with the new name")...)
}
