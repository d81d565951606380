// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// ZonalPlan is the address plan for clouds whose subnets belong to a zone. It is
// nil for an adopted network.
func (p Plan) ZonalPlan() *v1alpha1.AddressPlan {
	if p.Adopt != nil {
		return nil
	}
	out := p.addressPlan()
	for _, t := range p.Tiers {
		for _, s := range t.Subnets {
			out.Subnets = append(out.Subnets, v1alpha1.PlannedSubnet{
				Name: s.Name(), Tier: s.Tier, Zone: s.Zone.Name, CIDR: s.CIDR.String(),
			})
		}
	}
	for _, r := range p.Reserved {
		out.Reserved = append(out.Reserved, v1alpha1.ReservedRange{CIDR: r.CIDR.String(), For: r.For})
	}
	return out
}

// RegionalPlan is the address plan for clouds whose subnets span the zones of
// their region: a tier has one subnet, which needs no space for more zones. It is
// nil for an adopted network.
func (p Plan) RegionalPlan() *v1alpha1.AddressPlan {
	if p.Adopt != nil {
		return nil
	}
	out := p.addressPlan()
	for _, t := range p.Tiers {
		out.Subnets = append(out.Subnets, v1alpha1.PlannedSubnet{
			Name: string(t.Tier), Tier: t.Tier, CIDR: t.Range.String(),
		})
	}
	for _, r := range p.Reserved {
		if !p.isTierSpace(r) {
			out.Reserved = append(out.Reserved, v1alpha1.ReservedRange{CIDR: r.CIDR.String(), For: r.For})
		}
	}
	return out
}

func (p Plan) addressPlan() *v1alpha1.AddressPlan {
	out := &v1alpha1.AddressPlan{Zones: len(p.Zones)}
	for _, t := range p.Tiers {
		out.Tiers = append(out.Tiers, t.Tier)
	}
	return out
}

// isTierSpace says whether a reserved range lies within a tier in use.
func (p Plan) isTierSpace(r Reserved) bool {
	for _, t := range p.Tiers {
		if validate.IsInside(r.CIDR, []netip.Prefix{t.Range}) {
			return true
		}
	}
	return false
}
