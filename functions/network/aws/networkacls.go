// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Numbers of the entries that allow what no other entry denies. They are the last.
const (
	lastEntryIPv4 = 32000
	lastEntryIPv6 = 32001
)

// networkACL of a tier, where it denies something that security groups do not.
func (n *network) networkACL(p *policy, t v1alpha1.Tier) []managed.Resource {
	var out []managed.Resource
	for _, d := range directions() {
		for _, e := range p.entries(t, d) {
			out = append(out, n.entry(t, d, e))
		}
	}
	if len(out) == 0 {
		return nil
	}
	var last []managed.Resource
	for _, d := range directions() {
		last = append(last, n.lastEntries(t, d)...)
	}
	return append(append(out, last...), n.acl(t, last))
}

// acl that the subnets of a tier are associated with. A network ACL denies
// everything to begin with, so that it gets its subnets once it has the entries
// that allow traffic, and loses those entries after itself.
func (n *network) acl(t v1alpha1.Tier, last []managed.Resource) managed.Resource {
	key := keyNetworkACL.Join(string(t))
	acl := aws.NetworkACL{
		Region:        n.region(),
		VPCIDSelector: managed.Select(keyVPC),
		Tags:          n.tags(string(t)),
	}
	ready := true
	out := managed.Resource{Key: key, Component: plan.ComponentFirewall}
	for _, l := range last {
		ready = ready && n.observed.Ready(l.Key)
		out.DeleteBefore = append(out.DeleteBefore, l.Key)
	}
	if ready || managed.Wanted[aws.NetworkACL](n.observed, key).SubnetIDSelector != nil {
		acl.SubnetIDSelector = managed.SelectLabels(map[string]string{labelTier: string(t)})
		acl.SubnetIDSelector.Policy = &managed.SelectorPolicy{Resolve: managed.ResolveAlways}
	}
	out.ForProvider = acl
	return out
}

func (n *network) lastEntries(t v1alpha1.Tier, d v1alpha1.Direction) []managed.Resource {
	out := []managed.Resource{n.aclRule(t, d, aws.NetworkACLRule{
		RuleNumber: lastEntryIPv4,
		RuleAction: aws.NetworkACLActionAllow,
		Protocol:   aws.NetworkACLProtocolAll,
		CIDRBlock:  anywhereIPv4,
	}, "allow-all")}
	if n.IPv6 {
		out = append(out, n.aclRule(t, d, aws.NetworkACLRule{
			RuleNumber:    lastEntryIPv6,
			RuleAction:    aws.NetworkACLActionAllow,
			Protocol:      aws.NetworkACLProtocolAll,
			IPv6CIDRBlock: anywhereIPv6,
		}, "allow-all-ipv6"))
	}
	return out
}

func (n *network) entry(t v1alpha1.Tier, d v1alpha1.Direction, e entry) managed.Resource {
	r := aws.NetworkACLRule{
		RuleNumber: e.number,
		RuleAction: aws.NetworkACLActionAllow,
		Protocol:   aws.NetworkACLProtocolAll,
		CIDRBlock:  e.cidr.String(),
	}
	if e.action == v1alpha1.ActionDeny {
		r.RuleAction = aws.NetworkACLActionDeny
	}
	switch e.protocol {
	case v1alpha1.ProtocolTCP:
		r.Protocol, r.FromPort, r.ToPort = aws.NetworkACLProtocolTCP, new(e.ports.From), new(e.ports.To)
	case v1alpha1.ProtocolUDP:
		r.Protocol, r.FromPort, r.ToPort = aws.NetworkACLProtocolUDP, new(e.ports.From), new(e.ports.To)
	case v1alpha1.ProtocolICMP:
		r.Protocol, r.ICMPType, r.ICMPCode = aws.NetworkACLProtocolICMP, new(allICMP), new(allICMP)
	case v1alpha1.ProtocolAll:
	}
	return n.aclRule(t, d, r, string(r.RuleAction)+"-"+e.key())
}

// aclRule is a rule of the network ACL of a tier. Its key is made of all that it
// says, because a rule of a network ACL cannot be changed.
func (n *network) aclRule(t v1alpha1.Tier, d v1alpha1.Direction, r aws.NetworkACLRule, what string) managed.Resource {
	r.Region = n.region()
	r.NetworkACLIDSelector = managed.Select(keyNetworkACL.Join(string(t)))
	r.Egress = new(d == v1alpha1.DirectionOutbound)
	key := keyNetworkACLRule.Join(string(t), strings.TrimSuffix(strings.ToLower(string(d)), "bound"), strconv.Itoa(r.RuleNumber), what)
	return managed.Resource{
		Key:         managed.Key(naming.LabelValue(string(key))),
		Component:   plan.ComponentFirewall,
		ForProvider: r,
	}
}
