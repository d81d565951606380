// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"slices"
	"strconv"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// priority of all rules of a claim. Those of a Network come first, so that it can deny
// what a claim allows.
const priority = 65000

// probers are where Google's health checks come from: those of groups and of internal
// balancers, and those of external ones. They are not part of any network.
// https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges
func probers() []string {
	return []string{"130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22", "35.191.0.0/16"}
}

// tag of the machines, which their firewall rules are for.
func (c *compute) tag() string { return c.name() }

// rule lets somebody connect to the machines. Names of rules are unique in a project.
func (c *compute) rule(k managed.Key, sources []string, allow []gcp.FirewallProtocol, name ...string) managed.Resource {
	network := c.Network.Status.ID
	if network == "" {
		network = managed.Wanted[gcp.Firewall](c.observed, k).Network
	}
	return managed.Resource{
		Key:          k,
		Component:    plan.ComponentFirewall,
		ExternalName: c.name(name...),
		ForProvider: gcp.Firewall{
			Project:      c.project(),
			Network:      network,
			Direction:    gcp.FirewallDirectionIngress,
			Priority:     priority,
			SourceRanges: sources,
			TargetTags:   []string{c.tag()},
			Allow:        allow,
		},
		Waits: slices.Clone(c.Network.Waits),
	}
}

// ingress lets in whoever the claim names.
func (c *compute) ingress() []managed.Resource {
	out := make([]managed.Resource, 0, len(c.Ingress)+2)
	for _, r := range c.Ingress {
		allow := []gcp.FirewallProtocol{{Protocol: protocolOf(r.Protocol), Ports: validate.PortTexts(r.Ports)}}
		out = append(out, c.rule(keyIngress.Join(r.Name), texts(r.CIDRs), allow, partIngress, r.Name))
	}
	return out
}

// balancerRules let clients of the balancer in, whose packets arrive as they are, and
// those who check whether machines are healthy.
func (c *compute) balancerRules() []managed.Resource {
	b := c.LoadBalancer
	if b == nil {
		return nil
	}
	check := []gcp.FirewallProtocol{{Protocol: gcp.IPProtocolTCP, Ports: []string{strconv.Itoa(b.HealthCheck.Port)}}}
	out := []managed.Resource{c.rule(keyProbes, probers(), check, partBalancer, partProbes)}
	if len(b.AllowedCIDRs) == 0 {
		return out
	}
	var allow []gcp.FirewallProtocol
	for _, t := range c.transports() {
		p := gcp.FirewallProtocol{Protocol: t.protocol}
		for _, port := range t.ports {
			p.Ports = append(p.Ports, strconv.Itoa(port))
		}
		allow = append(allow, p)
	}
	return append(out, c.rule(keyClients, texts(b.AllowedCIDRs), allow, partBalancer, partClients))
}

func protocolOf(p v1alpha1.RuleProtocol) gcp.IPProtocol {
	switch p {
	case v1alpha1.RuleTCP:
		return gcp.IPProtocolTCP
	case v1alpha1.RuleUDP:
		return gcp.IPProtocolUDP
	case v1alpha1.RuleICMP:
		return gcp.IPProtocolICMP
	}
	return gcp.IPProtocolTCP
}

func texts(ranges []netip.Prefix) []string {
	out := make([]string, 0, len(ranges))
	for _, r := range ranges {
		out = append(out, r.String())
	}
	slices.Sort(out)
	return out
}
