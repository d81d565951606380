// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Descriptions of security groups. They cannot change once a group exists.
const (
	descriptionTier      = "Traffic of a tier of subnets"
	descriptionEndpoints = "Traffic to private endpoints"
)

// Parts of keys for IPv6 ranges, which are not known beforehand.
const (
	partIPv6Anywhere = "ipv6-anywhere"
	partIPv6Inside   = "ipv6-inside"
)

// allICMP stands for every type and every code of ICMP.
const allICMP = -1

// waitIPv6 is what a rule for the VPC's IPv6 range waits for.
const waitIPv6 = "the VPC has no IPv6 range yet"

func directions() []v1alpha1.Direction {
	return []v1alpha1.Direction{v1alpha1.DirectionInbound, v1alpha1.DirectionOutbound}
}

// policy of the network, with all ranges of peers that are known.
func (n *network) policy() *policy {
	p := &policy{Plan: n.Plan}
	for _, peer := range n.Peers {
		if c, err := netip.ParsePrefix(n.peerCIDR(peer)); err == nil {
			p.peers = append(p.peers, c.Masked())
		}
	}
	return p
}

// firewall appends security groups and network ACLs with their rules.
func (n *network) firewall(out []managed.Resource) []managed.Resource {
	out = append(out, managed.Resource{
		Key:       keyDefaultSecurityGroup,
		Component: plan.ComponentFirewall,
		ForProvider: aws.DefaultSecurityGroup{
			Region:        n.region(),
			VPCIDSelector: managed.Select(keyVPC),
			Tags:          n.tags("default"),
		},
	})
	p := n.policy()
	for _, t := range n.Tiers {
		out = append(out, n.securityGroup(string(t.Tier), descriptionTier, plan.ComponentFirewall))
		for _, d := range directions() {
			out = n.tierRules(out, p, t.Tier, d)
		}
		out = append(out, n.networkACL(p, t.Tier)...)
	}
	return out
}

func (n *network) securityGroup(name, description string, c managed.Component) managed.Resource {
	return managed.Resource{
		Key:       keySecurityGroup.Join(name),
		Component: c,
		ForProvider: aws.SecurityGroup{
			Region:        n.region(),
			Name:          n.Claim.Names.Name(naming.AWSSecurityGroup, name),
			Description:   description,
			VPCIDSelector: managed.Select(keyVPC),
			Tags:          n.tags(name),
		},
	}
}

// tierRules appends those of the security group of a tier.
func (n *network) tierRules(out []managed.Resource, p *policy, t v1alpha1.Tier, d v1alpha1.Direction) []managed.Resource {
	for _, a := range p.allowed(t, d) {
		r := ruleFor(a.match)
		r.Description, r.CIDRIPv4 = a.reason, a.cidr.String()
		out = append(out, n.rule(string(t), d, r, a.key()))
	}
	if !n.IPv6 {
		return out
	}
	for _, m := range p.allowedIPv6(t, d) {
		out = append(out, n.ruleIPv6(p, t, d, m))
	}
	return out
}

// ruleFor a match, but for the addresses.
func ruleFor(m match) aws.SecurityGroupRule {
	switch m.protocol {
	case v1alpha1.ProtocolTCP:
		return aws.SecurityGroupRule{IPProtocol: aws.SecurityGroupProtocolTCP, FromPort: new(m.ports.From), ToPort: new(m.ports.To)}
	case v1alpha1.ProtocolUDP:
		return aws.SecurityGroupRule{IPProtocol: aws.SecurityGroupProtocolUDP, FromPort: new(m.ports.From), ToPort: new(m.ports.To)}
	case v1alpha1.ProtocolICMP:
		protocol := aws.SecurityGroupProtocolICMP
		if m.cidr.Addr().Is6() {
			protocol = aws.SecurityGroupProtocolICMPv6
		}
		return aws.SecurityGroupRule{IPProtocol: protocol, FromPort: new(allICMP), ToPort: new(allICMP)}
	case v1alpha1.ProtocolAll:
		return aws.SecurityGroupRule{IPProtocol: aws.SecurityGroupProtocolAll}
	}
	return aws.SecurityGroupRule{}
}

// rule of a security group. Its key is made of what it allows, because AWS refuses
// two rules that allow the same.
func (n *network) rule(group string, d v1alpha1.Direction, r aws.SecurityGroupRule, what string) managed.Resource {
	key := ruleKey(group, d, what)
	r.Region = n.region()
	r.SecurityGroupIDSelector = managed.Select(keySecurityGroup.Join(group))
	r.Tags = n.tags(string(key))
	out := managed.Resource{Key: key, Component: plan.ComponentFirewall, ForProvider: aws.SecurityGroupIngressRule{SecurityGroupRule: r}}
	if d == v1alpha1.DirectionOutbound {
		out.ForProvider = aws.SecurityGroupEgressRule{SecurityGroupRule: r}
	}
	return out
}

func ruleKey(group string, d v1alpha1.Direction, what string) managed.Key {
	if d == v1alpha1.DirectionOutbound {
		return keyEgress.Join(group, what)
	}
	return keyIngress.Join(group, what)
}

// ruleIPv6 allows IPv6 traffic. What stays inside of the network needs the range
// that AWS chose for the VPC.
func (n *network) ruleIPv6(p *policy, t v1alpha1.Tier, d v1alpha1.Direction, m match) managed.Resource {
	r := ruleFor(m)
	if p.outboundAnywhere(t, d) {
		r.Description, r.CIDRIPv6 = reasonAnywhere, anywhereIPv6
		return n.rule(string(t), d, r, m.key()+"-"+partIPv6Anywhere)
	}
	what := m.key() + "-" + partIPv6Inside
	r.Description = reasonInside
	r.CIDRIPv6 = cmp.Or(n.ipv6CIDR(), n.wantedRule(ruleKey(string(t), d, what)).CIDRIPv6)
	out := n.rule(string(t), d, r, what)
	if r.CIDRIPv6 == "" {
		out.Waits = []string{waitIPv6}
	}
	return out
}

// wantedRule is the rule of a security group as it was composed before.
func (n *network) wantedRule(k managed.Key) aws.SecurityGroupRule {
	return managed.Wanted[aws.SecurityGroupRule](n.observed, k)
}
