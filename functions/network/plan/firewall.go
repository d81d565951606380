// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"net/netip"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of the firewall. The XRD states them too.
const (
	MaxFirewallRules = 20
	MaxFirewallName  = 32
	MaxPortsOfARule  = 20
	MaxCIDRsOfARule  = 20
)

func (r *planner) firewall(tiers []v1alpha1.Tier) []FirewallRule {
	path := r.path.Child("firewall")
	r.refuse(validate.AtMost(path, r.p.Firewall, MaxFirewallRules)...)
	var out []FirewallRule
	seen := make(map[string]bool, len(r.p.Firewall))
	for i, rule := range r.p.Firewall {
		at := path.Index(i)
		r.refuse(validate.Label(at.Child("name"), rule.Name, MaxFirewallName)...)
		if seen[rule.Name] {
			r.refuse(field.Duplicate(at.Child("name"), rule.Name))
		}
		seen[rule.Name] = true
		out = append(out, r.firewallRule(at, i, rule, tiers))
	}
	return out
}

func (r *planner) firewallRule(path *field.Path, priority int, rule v1alpha1.FirewallRule, tiers []v1alpha1.Tier) FirewallRule {
	r.refuse(validate.OneOf(path.Child("direction"), rule.Direction, v1alpha1.DirectionInbound, v1alpha1.DirectionOutbound)...)
	r.refuse(validate.OneOf(path.Child("action"), rule.Action, v1alpha1.ActionAllow, v1alpha1.ActionDeny)...)
	r.refuse(validate.OneOf(path.Child("protocol"), rule.Protocol, v1alpha1.ProtocolTCP, v1alpha1.ProtocolUDP, v1alpha1.ProtocolICMP, v1alpha1.ProtocolAll)...)
	out := FirewallRule{
		Name:      rule.Name,
		Priority:  priority,
		Direction: rule.Direction,
		Action:    rule.Action,
		Protocol:  rule.Protocol,
		Ports:     r.ports(path.Child("ports"), rule),
		CIDRs:     r.ruleCIDRs(path.Child("cidrs"), rule),
		Tiers:     r.ruleTiers(path.Child("tiers"), rule, tiers),
	}
	r.checkExposure(path, out)
	return out
}

// ports of a rule, sorted, without overlaps.
func (r *planner) ports(path *field.Path, rule v1alpha1.FirewallRule) []validate.PortRange {
	if len(rule.Ports) > 0 && !hasPorts(rule.Protocol) {
		r.refuse(field.Forbidden(path, fmt.Sprintf("protocol %s has no ports: remove them, or set protocol to TCP or UDP", rule.Protocol)))
		return nil
	}
	r.refuse(validate.AtMost(path, rule.Ports, MaxPortsOfARule)...)
	out, errs := validate.PortRanges(path, rule.Ports)
	r.refuse(errs...)
	return out
}

func hasPorts(p v1alpha1.Protocol) bool {
	return p == v1alpha1.ProtocolTCP || p == v1alpha1.ProtocolUDP
}

func (r *planner) ruleCIDRs(path *field.Path, rule v1alpha1.FirewallRule) []netip.Prefix {
	r.refuse(validate.AtLeastOne(path, rule.CIDRs, "name the ranges on the other side; 0.0.0.0/0 is everywhere")...)
	r.refuse(validate.AtMost(path, rule.CIDRs, MaxCIDRsOfARule)...)
	r.refuse(validate.Unique(path, rule.CIDRs)...)
	var out []netip.Prefix
	for i, s := range rule.CIDRs {
		cidr, errs := validate.CIDR(path.Index(i), s)
		if len(errs) > 0 {
			r.refuse(errs...)
			continue
		}
		out = append(out, cidr)
	}
	slices.SortFunc(out, netip.Prefix.Compare)
	return out
}

func (r *planner) ruleTiers(path *field.Path, rule v1alpha1.FirewallRule, tiers []v1alpha1.Tier) []v1alpha1.Tier {
	r.refuse(validate.AtLeastOne(path, rule.Tiers, "name the tiers that the rule is for")...)
	r.refuse(validate.Unique(path, rule.Tiers)...)
	for i, t := range rule.Tiers {
		errs := validate.OneOf(path.Index(i), t, v1alpha1.Tiers()...)
		if len(errs) == 0 && !slices.Contains(tiers, t) {
			errs = field.ErrorList{field.Invalid(path.Index(i), t, "is not one of the network's tiers: add it to spec.parameters.tiers, or leave it out here")}
		}
		r.refuse(errs...)
	}
	return inOrder(rule.Tiers)
}

// checkExposure refuses rules that nobody wants: everything open to the internet,
// and a way to the internet from a tier that has none.
func (r *planner) checkExposure(path *field.Path, rule FirewallRule) {
	if rule.Action != v1alpha1.ActionAllow {
		return
	}
	open := slices.Contains(rule.CIDRs, validate.Anywhere())
	// Ports that are wrong are narrow too: they have been refused already.
	narrow := rule.Protocol == v1alpha1.ProtocolICMP || len(r.p.Firewall[rule.Priority].Ports) > 0
	if rule.Direction == v1alpha1.DirectionInbound && open && !narrow {
		r.refuse(field.Forbidden(path, "would open every port to the internet: set protocol and ports to what is served, or cidrs to who may connect"))
	}
	r.checkPrivateOnly(path, rule)
	if !slices.Contains(rule.Tiers, v1alpha1.TierIsolated) {
		return
	}
	for _, cidr := range rule.CIDRs {
		if !validate.IsInside(cidr, validate.PrivateRanges()) {
			r.refuse(field.Forbidden(path, fmt.Sprintf("isolated subnets have no way to the internet, and %s is there: remove isolated from the rule's tiers, or choose private ranges", cidr)))
			return
		}
	}
}

// checkPrivateOnly refuses to let somebody in from the internet where the environment
// lets nobody.
func (r *planner) checkPrivateOnly(path *field.Path, rule FirewallRule) {
	if !environment.IsOn(r.claim.Guardrails.Network.PrivateOnly) || rule.Direction != v1alpha1.DirectionInbound {
		return
	}
	for _, cidr := range rule.CIDRs {
		if !validate.IsInside(cidr, validate.PrivateRanges()) {
			r.refuseRule(path.Child("cidrs"), fmt.Sprintf("lets nobody in from the internet, and %s is there", cidr), "choose private ranges", "network.privateOnly")
			return
		}
	}
}
