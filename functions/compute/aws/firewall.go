// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Descriptions of what cannot be described otherwise later, and of rules.
const (
	descriptionMachines = "Traffic of machines"
	descriptionInside   = "The network"
	descriptionEgress   = "Everybody"
)

// allICMP stands for every type and every code of ICMP.
const allICMP = -1

// waitGroup is what waits for the security group of the machines.
const waitGroup = "the security group has no id yet"

// firewall of the machines: a security group that adds to the one of the network's tier.
func (c *compute) firewall() []managed.Resource {
	out := []managed.Resource{c.securityGroup(keySecurityGroup, plan.ComponentFirewall, descriptionMachines)}
	for _, i := range c.Ingress {
		out = append(out, c.ingress(i)...)
	}
	return append(out, c.withoutTierGroup()...)
}

// securityGroup that nothing is allowed in.
func (c *compute) securityGroup(k managed.Key, component managed.Component, description string, parts ...string) managed.Resource {
	had := managed.Wanted[aws.SecurityGroup](c.observed, k)
	return managed.Resource{
		Key:       k,
		Component: component,
		ForProvider: aws.SecurityGroup{
			Region:      c.region(),
			Name:        c.Claim.Names.Name(naming.AWSSecurityGroup, parts...),
			Description: description,
			VPCID:       cmp.Or(had.VPCID, c.Network.Status.ID),
			Tags:        c.tags(parts...),
		},
		Waits: c.Network.Waits,
	}
}

// ingress lets somebody in: one rule for each range of ports and of addresses. Its key is
// made of what it allows, because AWS refuses two rules that allow the same.
func (c *compute) ingress(i plan.Ingress) []managed.Resource {
	ports := i.Ports
	if i.Protocol == v1alpha1.RuleICMP {
		ports = []validate.PortRange{{From: allICMP, To: allICMP}}
	}
	var out []managed.Resource
	for _, p := range ports {
		for _, cidr := range i.CIDRs {
			r := ruleFor(aws.SecurityGroupProtocol(strings.ToLower(string(i.Protocol))), p)
			r.Description, r.CIDRIPv4 = i.Name, cidr.String()
			key := keyIngress.Join(i.Name, c.hash(string(i.Protocol), strconv.Itoa(p.From), strconv.Itoa(p.To), cidr.String()))
			out = append(out, c.ingressRule(key, keySecurityGroup, plan.ComponentFirewall, r))
		}
	}
	return out
}

func ruleFor(protocol aws.SecurityGroupProtocol, p validate.PortRange) aws.SecurityGroupRule {
	return aws.SecurityGroupRule{IPProtocol: protocol, FromPort: new(p.From), ToPort: new(p.To)}
}

// ingressRule of a security group.
func (c *compute) ingressRule(k, group managed.Key, component managed.Component, r aws.SecurityGroupRule) managed.Resource {
	return managed.Resource{Key: k, Component: component, ForProvider: aws.SecurityGroupIngressRule{SecurityGroupRule: c.completed(k, group, r)}}
}

// egressRule of a security group.
func (c *compute) egressRule(k, group managed.Key, component managed.Component, r aws.SecurityGroupRule) managed.Resource {
	return managed.Resource{Key: k, Component: component, ForProvider: aws.SecurityGroupEgressRule{SecurityGroupRule: c.completed(k, group, r)}}
}

func (c *compute) completed(k, group managed.Key, r aws.SecurityGroupRule) aws.SecurityGroupRule {
	r.Region = c.region()
	r.SecurityGroupIDSelector = managed.Select(group)
	r.Tags = c.tags(string(k))
	return r
}

// fromNetwork lets the network in, once its range is known.
func (c *compute) fromNetwork(k, group managed.Key, component managed.Component, r aws.SecurityGroupRule) managed.Resource {
	r.CIDRIPv4 = cmp.Or(c.Network.Status.CIDR, managed.Wanted[aws.SecurityGroupIngressRule](c.observed, k).CIDRIPv4)
	out := c.ingressRule(k, group, component, r)
	out.Waits = c.Network.Waits
	if r.CIDRIPv4 == "" && len(out.Waits) == 0 {
		out.Waits = []string{"network " + c.Network.Name + " has no range yet"}
	}
	return out
}

// withoutTierGroup is what the security group of the tier would allow, where the network
// has none because somebody else made it: everything inside of the network, and the way
// out.
func (c *compute) withoutTierGroup() []managed.Resource {
	if c.Network.SecurityGroup != "" {
		return nil
	}
	all := aws.SecurityGroupRule{IPProtocol: aws.SecurityGroupProtocolAll, Description: descriptionInside}
	inside := c.fromNetwork(keyInside, keySecurityGroup, plan.ComponentFirewall, all)
	out := c.egressRule(keyEgress, keySecurityGroup, plan.ComponentFirewall, aws.SecurityGroupRule{
		IPProtocol:  aws.SecurityGroupProtocolAll,
		Description: descriptionEgress,
		CIDRIPv4:    validate.Anywhere().String(),
	})
	out.Waits = c.Network.Waits
	return []managed.Resource{inside, out}
}

// securityGroups of machines: that of the network's tier, where there is one, and their
// own. Had are those that somebody has already.
func (c *compute) securityGroups(had []string) (ids, waits []string) {
	own := managed.At[aws.SecurityGroupObservation](c.observed, keySecurityGroup).ID
	if own == "" && len(had) > 0 {
		own = had[len(had)-1]
	}
	if own == "" {
		return had, []string{waitGroup}
	}
	if c.Network.SecurityGroup != "" {
		ids = append(ids, c.Network.SecurityGroup)
	}
	return append(ids, own), nil
}

// rulesOf an ingress, for the quota of a security group.
func rulesOf(i plan.Ingress) int { return max(len(i.Ports), 1) * len(i.CIDRs) }
