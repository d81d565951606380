// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of ingress rules. The XRD states them too.
const (
	MaxIngress     = 20
	MaxIngressName = 32
	MaxRulePorts   = 20
	MaxRuleCIDRs   = 20
)

// leastBits is the prefix length of the largest range of the internet that may log in
// to machines. A larger one is nobody's own.
const leastBits = 8

// loginPorts are where people log in: SSH, Remote Desktop, and WinRM.
func loginPorts() []int { return []int{22, 3389, 5985, 5986} }

func (r *planner) ingress() []Ingress {
	path := Path("ingress")
	r.refuse(validate.AtMost(path, r.p.Ingress, MaxIngress)...)
	names := map[string]bool{}
	out := make([]Ingress, 0, len(r.p.Ingress))
	for i, rule := range r.p.Ingress {
		at := path.Index(i)
		r.refuse(validate.Label(at.Child("name"), rule.Name, MaxIngressName)...)
		if names[rule.Name] {
			r.refuse(field.Duplicate(at.Child("name"), rule.Name))
		}
		names[rule.Name] = true
		r.refuse(validate.OneOf(at.Child("protocol"), rule.Protocol, v1alpha1.RuleProtocols()...)...)
		r.refuse(validate.AtLeastOne(at.Child("cidrs"), rule.CIDRs, "name the ranges of who may connect; 0.0.0.0/0 is everybody")...)
		in := Ingress{Name: rule.Name, Protocol: rule.Protocol, Ports: r.rulePorts(at.Child("ports"), rule), CIDRs: r.ranges(at.Child("cidrs"), rule.CIDRs)}
		r.checkExposure(at, in)
		out = append(out, in)
	}
	slices.SortFunc(out, func(a, b Ingress) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// rulePorts are sorted, without overlaps.
func (r *planner) rulePorts(path *field.Path, rule v1alpha1.Ingress) []validate.PortRange {
	if rule.Protocol == v1alpha1.RuleICMP {
		if len(rule.Ports) > 0 {
			r.refuse(field.Forbidden(path, "ICMP has no ports: remove them, or set protocol to TCP or UDP"))
		}
		return nil
	}
	r.refuse(validate.AtLeastOne(path, rule.Ports, "say which ports may be reached; 1-65535 is all of them")...)
	r.refuse(validate.AtMost(path, rule.Ports, MaxRulePorts)...)
	out, errs := validate.PortRanges(path, rule.Ports)
	r.refuse(errs...)
	return out
}

// ranges of addresses, sorted. One that lies in another is refused, because clouds
// refuse to be told the same twice.
func (r *planner) ranges(path *field.Path, cidrs []string) []netip.Prefix {
	r.refuse(validate.AtMost(path, cidrs, MaxRuleCIDRs)...)
	var out []netip.Prefix
	for i, s := range cidrs {
		p, errs := validate.CIDR(path.Index(i), s)
		if len(errs) > 0 {
			r.refuse(errs...)
			continue
		}
		if j := slices.IndexFunc(out, p.Overlaps); j >= 0 {
			r.refuse(field.Invalid(path.Index(i), s, fmt.Sprintf("overlaps %s: leave the smaller one out", out[j])))
			continue
		}
		out = append(out, p)
	}
	slices.SortFunc(out, netip.Prefix.Compare)
	return out
}

// checkExposure refuses rules that nobody wants: a log-in for the whole internet, and a
// way from the internet where there is none.
func (r *planner) checkExposure(path *field.Path, rule Ingress) {
	for _, c := range rule.CIDRs {
		if validate.IsInside(c, validate.PrivateRanges()) {
			continue
		}
		if environment.IsOn(r.claim.Guardrails.Compute.PrivateOnly) {
			r.refuseRule(path.Child("cidrs"), fmt.Sprintf("lets nobody in from the internet, and %s is there", c), "choose private ranges", "compute.privateOnly")
			return
		}
		if r.p.Tier == networkv1alpha1.TierIsolated {
			r.refuse(field.Forbidden(path.Child("cidrs"), fmt.Sprintf("isolated subnets have no way from the internet, and %s is there: choose private ranges, or another tier", c)))
			return
		}
		if port := login(rule); c.Bits() < leastBits && port != 0 {
			r.refuse(field.Forbidden(path.Child("cidrs"), fmt.Sprintf("%s is nobody's own, and people log in at port %d: name the ranges of who may, or leave the port out", c, port)))
			return
		}
	}
}

// login is the port of a rule at which people log in, or zero.
func login(rule Ingress) int {
	for _, port := range loginPorts() {
		if slices.ContainsFunc(rule.Ports, func(p validate.PortRange) bool { return p.Has(port) }) {
			return port
		}
	}
	return 0
}
