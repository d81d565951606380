// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// MaxAdoptedSubnets is the number of subnets that an adopted network can offer. The
// XRD states it too.
const MaxAdoptedSubnets = 50

// checkAdoption refuses to turn a network of ours into an adopted one or the other
// way round. An adopted network has no address plan.
func (r *planner) checkAdoption() {
	path := r.path.Child("adopt")
	created := r.recorded.Plan != nil
	if r.p.Adopt != nil && created {
		r.refuse(field.Forbidden(path, "this claim created its network already: remove adopt, or adopt the other network with a new claim"))
	}
	if r.p.Adopt == nil && !created && r.recorded.ID != "" {
		r.refuse(field.Required(path, "this claim adopted network "+r.recorded.ID+" and cannot create one in its place: restore adopt, or create a network with a new claim"))
	}
}

// adopted plans nothing: the network is there.
func (r *planner) adopted() Plan {
	for _, f := range r.created() {
		if f.isSet {
			r.refuse(field.Forbidden(r.path.Child(f.name), "an adopted network is never changed: remove "+f.name+", or remove adopt to create a network"))
		}
	}
	path := r.path.Child("adopt")
	if r.p.Adopt.ID == "" {
		r.refuse(field.Required(path.Child("id"), "name the network to adopt"))
	}
	r.refuse(validate.AtMost(path.Child("subnets"), r.p.Adopt.Subnets, MaxAdoptedSubnets)...)
	// Ids are compared as Azure does, which prints them in any case.
	if had := r.recorded.ID; had != "" && r.recorded.Plan == nil && !strings.EqualFold(had, r.p.Adopt.ID) {
		r.refuse(field.Invalid(path.Child("id"), r.p.Adopt.ID, "is immutable and was "+had+" before: adopt the other network with a new claim"))
	}
	seen := make(map[string]bool, len(r.p.Adopt.Subnets))
	for i, s := range r.p.Adopt.Subnets {
		at := path.Child("subnets").Index(i)
		if s.ID == "" {
			r.refuse(field.Required(at.Child("id"), "name the subnet to offer"))
		}
		if seen[s.ID] && s.ID != "" {
			r.refuse(field.Duplicate(at.Child("id"), s.ID))
		}
		seen[s.ID] = true
		r.refuse(validate.OneOf(at.Child("tier"), s.Tier, v1alpha1.Tiers()...)...)
	}
	return Plan{Claim: r.claim, Adopt: r.p.Adopt, Recorded: r.recorded}
}

// Adopts is the network that the claim adopts, with its subnets.
func (p Plan) Adopts() []claim.Adoption {
	if p.Adopt == nil {
		return nil
	}
	return []claim.Adoption{{
		Path:      field.NewPath("spec", "parameters", "adopt", "id"),
		What:      "network",
		ID:        p.Adopt.ID,
		Permitted: p.Claim.Guardrails.Adoption.PermitsNetwork(p.Adopt.ID),
		Rule:      "adoption.networks",
	}}
}

// A parameter is a parameter of networks that we create.
type parameter struct {
	name  string
	isSet bool
}

// created are the parameters that say what to create. One that has its default
// value may well have been set by the XRD.
func (r *planner) created() []parameter {
	return []parameter{
		{name: "cidr", isSet: r.p.CIDR != DefaultCIDR},
		{name: "zones", isSet: r.p.Zones != DefaultZones},
		{name: "tiers", isSet: !slices.Equal(inOrder(r.p.Tiers), DefaultTiers())},
		{name: "nat", isSet: r.p.NAT != ""},
		{name: "ipv6", isSet: r.p.IPv6},
		{name: "kubernetes", isSet: r.p.Kubernetes != nil},
		{name: "flowLogs", isSet: r.p.FlowLogs != nil},
		{name: "privateEndpoints", isSet: len(r.p.PrivateEndpoints) > 0},
		{name: "dns", isSet: r.p.DNS != nil},
		{name: "firewall", isSet: len(r.p.Firewall) > 0},
		{name: "peerings", isSet: len(r.p.Peerings) > 0},
		{name: "allowReplacement", isSet: r.p.AllowReplacement},
	}
}
