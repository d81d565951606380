// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"hash/fnv"
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Words of security rules.
const (
	accessAllow = "Allow"
	accessDeny  = "Deny"

	directionInbound  = "Inbound"
	directionOutbound = "Outbound"

	protocolTCP  = "Tcp"
	protocolUDP  = "Udp"
	protocolICMP = "Icmp"

	// anything is any address, any port or any protocol. As an address it
	// means IPv4 and IPv6.
	anything = "*"

	// allPorts are all ports in a list, where anything is not allowed.
	allPorts = "0-65535"

	// tagVirtualNetwork is the network, its peers, and what is attached to
	// it.
	tagVirtualNetwork = "VirtualNetwork"
)

// Priorities of security rules. Each is used once in a security group and a
// direction; the lowest is first. The rules of the claim come before those of
// the tiers, and those before Azure's own, which start at 65000.
const (
	priorityFirewall = 200
	priorityStep     = 36
	maxFirewallRules = 100

	priorityAllowNetwork  = 3900
	priorityAllowPods     = 3901
	priorityAllowRegistry = 3910
	priorityAllowVault    = 3911
	priorityAllowStorage  = 3912
	priorityDenyOutbound  = 4000
)

// firewall returns a security group for each tier and its rules. Azure's own
// rules finish every group: inbound, the network and the probes of Azure's load
// balancers are allowed and everything else is denied; outbound, everything is
// allowed.
// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
func firewall(p plan.Plan) []managed.Resource {
	var out []managed.Resource
	for _, t := range p.Tiers {
		out = append(out, securityGroup(p, t.Tier)...)
	}
	for _, r := range p.Firewall {
		for _, t := range r.Tiers {
			out = append(out, firewallRule(p, r, t))
		}
	}
	if p.HasTier(v1alpha1.TierIsolated) {
		out = append(out, isolation(p)...)
	}
	return out
}

func securityGroup(p plan.Plan, t v1alpha1.Tier) []managed.Resource {
	return []managed.Resource{
		{
			Key:          tierKey(keySecurityGroup, t),
			Component:    plan.ComponentFirewall,
			ExternalName: p.Claim.Names.Name(naming.AzureSecurityGroup, string(t)),
			ForProvider: azure.SecurityGroup{
				Location:                  p.Claim.Region.Native,
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				Tags:                      p.Claim.Tags.Azure(),
			},
		},
		{
			Key:       tierKey(keySecurityGroupAssociation, t),
			Component: plan.ComponentFirewall,
			ForProvider: azure.SubnetNetworkSecurityGroupAssociation{
				NetworkSecurityGroupIDSelector: managed.Select(tierKey(keySecurityGroup, t)),
				SubnetIDSelector:               managed.Select(tierKey(keySubnet, t)),
			},
		},
	}
}

// isolation returns the rules that keep the isolated tier within the network,
// whichever way out somebody may give to what runs there. Everything is denied
// rather than the service tag Internet, so that IPv6 and what Azure does not
// count as the internet are denied too. DNS and the metadata service of the host
// are not subject to it.
// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#azure-platform-considerations
func isolation(p plan.Plan) []managed.Resource {
	out := []managed.Resource{
		isolatedRule(p, plan.ComponentFirewall, "allow-network", azure.SecurityRule{
			Description:              "Reach the network and its peers.",
			Priority:                 priorityAllowNetwork,
			Access:                   accessAllow,
			DestinationAddressPrefix: tagVirtualNetwork,
		}),
		isolatedRule(p, plan.ComponentFirewall, "deny-outbound", azure.SecurityRule{
			Description:              "Reach nothing outside of the network.",
			Priority:                 priorityDenyOutbound,
			Access:                   accessDeny,
			DestinationAddressPrefix: anything,
		}),
	}
	if p.Kubernetes == nil || !p.Kubernetes.PodCIDR.IsValid() {
		return out
	}
	// Pods of an overlay have addresses outside of the virtual network, and
	// rules of its subnets apply to their traffic.
	// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#network-security-groups
	return append(out, isolatedRule(p, plan.ComponentFirewall, "allow-pods", azure.SecurityRule{
		Description:              "Reach the pods of clusters.",
		Priority:                 priorityAllowPods,
		Access:                   accessAllow,
		DestinationAddressPrefix: p.Kubernetes.PodCIDR.String(),
	}))
}

// isolatedRule returns an outbound rule that the isolated tier has whatever the claim
// says.
func isolatedRule(p plan.Plan, c managed.Component, name string, r azure.SecurityRule) managed.Resource {
	t := v1alpha1.TierIsolated
	r.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
	r.NetworkSecurityGroupNameSelector = managed.Select(tierKey(keySecurityGroup, t))
	r.Direction = directionOutbound
	r.Protocol = anything
	r.SourceAddressPrefix = anything
	r.SourcePortRange = anything
	r.DestinationPortRange = anything
	return managed.Resource{
		Key:          keyTierRule.Join(string(t), name),
		Component:    c,
		ExternalName: p.Claim.Names.Name(naming.AzureSecurityRule, string(t), "tier", name),
		ForProvider:  r,
	}
}

// firewallRule returns a rule of the claim for one of its tiers.
func firewallRule(p plan.Plan, r plan.FirewallRule, t v1alpha1.Tier) managed.Resource {
	rule := azure.SecurityRule{
		ResourceGroupNameSelector:        managed.Select(keyResourceGroup),
		NetworkSecurityGroupNameSelector: managed.Select(tierKey(keySecurityGroup, t)),
		Description:                      fmt.Sprintf("Firewall rule %s of the network.", r.Name),
		Priority:                         priority(r),
		Direction:                        direction(r.Direction),
		Access:                           access(r.Action),
		Protocol:                         protocol(r.Protocol),
		SourcePortRange:                  anything,
	}
	setAddresses(&rule, r)
	setPorts(&rule, r)
	return managed.Resource{
		Key:          named(keyFirewallRule, string(t), r.Name),
		Component:    plan.ComponentFirewall,
		ExternalName: p.Claim.Names.Name(naming.AzureSecurityRule, string(t), "rule", r.Name),
		ForProvider:  rule,
	}
}

// priority returns the priority of a rule: its place in the claim, and an offset
// of its own. Azure refuses a priority that another rule still has, so without
// the offset two rules that change places would block each other for ever.
func priority(r plan.FirewallRule) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(r.Name)) // A hash never fails.
	return priorityFirewall + priorityStep*r.Priority + int(h.Sum32()%priorityStep)
}

func direction(d v1alpha1.Direction) string {
	if d == v1alpha1.DirectionOutbound {
		return directionOutbound
	}
	return directionInbound
}

func access(a v1alpha1.Action) string {
	if a == v1alpha1.ActionDeny {
		return accessDeny
	}
	return accessAllow
}

func protocol(p v1alpha1.Protocol) string {
	switch p {
	case v1alpha1.ProtocolTCP:
		return protocolTCP
	case v1alpha1.ProtocolUDP:
		return protocolUDP
	case v1alpha1.ProtocolICMP:
		return protocolICMP
	case v1alpha1.ProtocolAll:
		return anything
	}
	return anything
}

// setAddresses writes the other side of a rule. Lists are used even for a single
// range: a field that was set cannot be taken back, because the provider fills
// in what we leave out, and Azure refuses the singular beside the plural.
func setAddresses(rule *azure.SecurityRule, r plan.FirewallRule) {
	others := prefixes(outermost(r.CIDRs)...)
	if rule.Direction == directionInbound {
		rule.SourceAddressPrefixes = others
		rule.DestinationAddressPrefix = anything
		return
	}
	rule.SourceAddressPrefix = anything
	rule.DestinationAddressPrefixes = others
}

// setPorts writes the ports of a rule. Protocols without ports take any.
func setPorts(rule *azure.SecurityRule, r plan.FirewallRule) {
	if r.Protocol != v1alpha1.ProtocolTCP && r.Protocol != v1alpha1.ProtocolUDP {
		rule.DestinationPortRange = anything
		return
	}
	rule.DestinationPortRanges = portRanges(r.Ports)
}

// outermost drops every range that lies inside another one, because Azure
// refuses rules whose ranges overlap.
func outermost(ranges []netip.Prefix) []netip.Prefix {
	out := make([]netip.Prefix, 0, len(ranges))
	for _, r := range ranges {
		inside := slices.ContainsFunc(ranges, func(o netip.Prefix) bool {
			return o.Bits() < r.Bits() && o.Contains(r.Addr())
		})
		if !inside && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// portRanges returns ports as text, sorted and joined where they overlap.
func portRanges(ports []validate.PortRange) []string {
	if len(ports) == 0 {
		return []string{allPorts}
	}
	sorted := slices.SortedFunc(slices.Values(ports), func(a, b validate.PortRange) int { return a.From - b.From })
	joined := sorted[:1]
	for _, r := range sorted[1:] {
		last := &joined[len(joined)-1]
		if r.From > last.To {
			joined = append(joined, r)
			continue
		}
		last.To = max(last.To, r.To)
	}
	return validate.PortTexts(joined)
}
