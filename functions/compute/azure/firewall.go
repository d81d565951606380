// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Words of security rules.
const (
	accessAllow      = "Allow"
	directionInbound = "Inbound"
	protocolTCP      = "Tcp"
	protocolUDP      = "Udp"
	protocolICMP     = "Icmp"

	// anything is any address or any port.
	anything = "*"
)

// firstPriority of our rules. Azure's own start at 65000. All of ours allow something, so
// that it does not matter which is first.
const firstPriority = 200

// firewall of the machines' network interfaces. Azure's own rules finish it: the network
// and the probes of load balancers are let in, and nobody else is. The security group of
// the subnet applies as well.
// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
func (c *compute) firewall() []managed.Resource {
	out := []managed.Resource{{
		Key:          keySecurityGroup,
		Component:    plan.ComponentFirewall,
		ExternalName: c.Claim.Names.Name(naming.AzureSecurityGroup),
		ForProvider: azure.SecurityGroup{
			Location:                  c.region(),
			ResourceGroupNameSelector: managed.Select(keyResourceGroup),
			Tags:                      c.tags(),
		},
	}}
	rules := slices.Concat(c.ingressRules(), c.balancerClientRules())
	priorities := c.priorities(rules)
	for _, r := range rules {
		r.spec.Priority = priorities[r.key]
		out = append(out, managed.Resource{
			Key:          r.key,
			Component:    plan.ComponentFirewall,
			ExternalName: c.Claim.Names.Name(naming.AzureSecurityRule, r.parts...),
			ForProvider:  r.spec,
		})
	}
	return out
}

// A rule lets somebody in.
type rule struct {
	key   managed.Key
	parts []string
	spec  azure.SecurityRule
}

func newRule(description, protocol string, ports []string, cidrs []netip.Prefix, parts ...string) rule {
	spec := azure.SecurityRule{
		ResourceGroupNameSelector:        managed.Select(keyResourceGroup),
		NetworkSecurityGroupNameSelector: managed.Select(keySecurityGroup),
		Description:                      description,
		Direction:                        directionInbound,
		Access:                           accessAllow,
		Protocol:                         protocol,
		SourceAddressPrefixes:            prefixes(cidrs),
		SourcePortRange:                  anything,
		DestinationAddressPrefix:         anything,
		DestinationPortRanges:            ports,
	}
	if len(ports) == 0 {
		spec.DestinationPortRange = anything
	}
	return rule{key: keySecurityRule.Join(parts...), parts: parts, spec: spec}
}

func (c *compute) ingressRules() []rule {
	out := make([]rule, 0, len(c.Ingress))
	for _, i := range c.Ingress {
		out = append(out, newRule(fmt.Sprintf("Ingress rule %s.", i.Name), ruleProtocol(i.Protocol), validate.PortTexts(i.Ports), i.CIDRs, partIngress, i.Name))
	}
	return out
}

// balancerClientRules let the clients of the load balancer in, one for each transport: the
// balancer changes the port of what it passes on, and leaves the client's address.
func (c *compute) balancerClientRules() []rule {
	b := c.LoadBalancer
	if b == nil || len(b.AllowedCIDRs) == 0 {
		return nil
	}
	var out []rule
	for _, protocol := range []string{protocolTCP, protocolUDP} {
		var targets []int
		for _, p := range b.Ports {
			if portProtocol(p.Protocol) == protocol {
				targets = append(targets, p.TargetPort)
			}
		}
		slices.Sort(targets)
		var ports []string
		for _, t := range slices.Compact(targets) {
			ports = append(ports, strconv.Itoa(t))
		}
		if len(ports) > 0 {
			out = append(out, newRule("Clients of the load balancer.", protocol, ports, b.AllowedCIDRs, partBalancer, protocol))
		}
	}
	return out
}

// priorities of rules. Each keeps what it has, because Azure refuses a priority that
// another rule still has; a new one gets the first that is free.
func (c *compute) priorities(rules []rule) map[managed.Key]int {
	out := make(map[managed.Key]int, len(rules))
	taken := make(map[int]bool, len(rules))
	for _, r := range rules {
		if had := managed.Wanted[azure.SecurityRule](c.observed, r.key).Priority; had != 0 && !taken[had] {
			out[r.key], taken[had] = had, true
		}
	}
	next := firstPriority
	for _, r := range rules {
		if out[r.key] != 0 {
			continue
		}
		for taken[next] {
			next++
		}
		out[r.key], taken[next] = next, true
	}
	return out
}

func ruleProtocol(p v1alpha1.RuleProtocol) string {
	switch p {
	case v1alpha1.RuleUDP:
		return protocolUDP
	case v1alpha1.RuleICMP:
		return protocolICMP
	case v1alpha1.RuleTCP:
	}
	return protocolTCP
}

func portProtocol(p v1alpha1.PortProtocol) string {
	if p == v1alpha1.PortUDP {
		return protocolUDP
	}
	return protocolTCP
}

func prefixes(cidrs []netip.Prefix) []string {
	out := make([]string, 0, len(cidrs))
	for _, c := range cidrs {
		out = append(out, c.String())
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
