// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// maxRules of a security group.
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/azure-subscription-service-limits#networking-limits
const maxRules = 1000

func firewalls() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   network("v1beta1", "SecurityGroup", "securitygroups"),
			Naming: cloud.Given, Noun: "Network Security Group", Call: "Microsoft.Network/networkSecurityGroups",
			Required: []string{"location", "resourceGroupName"},
			Links:    []cloud.Link{toGroup()},
			ID:       inGroup("Microsoft.Network/networkSecurityGroups"),
			Check:    checkUsualName,
		},
		{
			Type:   network("v1beta1", "SecurityRule", "securityrules"),
			Naming: cloud.Given, Noun: "Security Rule", Call: "Microsoft.Network/networkSecurityGroups/securityRules",
			Required:  []string{"resourceGroupName", "networkSecurityGroupName", "access", "direction", "priority", "protocol"},
			Immutable: []string{"networkSecurityGroupName"},
			Links:     []cloud.Link{toGroup(), {Field: "networkSecurityGroupName", To: securityGroup, Nested: true}},
			ID:        inGroup("Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}/securityRules"),
			Check:     checkSecurityRule,
		},
		{
			Type: network("v1beta1", "SubnetNetworkSecurityGroupAssociation", "subnetnetworksecuritygroupassociations"),
			Noun: "Subnet", Call: "Microsoft.Network/virtualNetworks/subnets",
			Required:  []string{"networkSecurityGroupId", "subnetId"},
			Immutable: []string{"networkSecurityGroupId", "subnetId"},
			Links: []cloud.Link{
				{Field: "networkSecurityGroupId", To: securityGroup, Holds: true},
				{Field: "subnetId", To: subnet, Nested: true},
			},
			ID: func(r *cloud.Request) string { return r.Args.String("subnetId") },
		},
	}
}

func checkSecurityRule(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	priority, _ := r.Args.Int("priority")
	if priority < 100 || priority > 4096 {
		return cloud.Refuse(400, "SecurityRuleInvalidPriority", "Security rule has invalid Priority. Value provided: %d Allowed range 100-4096.", priority)
	}
	for field, allowed := range map[string][]string{
		"direction": {"Inbound", "Outbound"}, "access": {"Allow", "Deny"}, "protocol": {"*", "Tcp", "Udp", "Icmp", "Ah", "Esp"},
	} {
		if v := r.Args.String(field); !slices.Contains(allowed, v) {
			return cloud.Refuse(400, "SecurityRuleParameterContainsUnsupportedValue", "Security rule parameter %s for rule with Id %s cannot be specified with value %s.", field, r.ID, v)
		}
	}
	if d := r.Args.String("description"); len(d) > 140 {
		return cloud.Refuse(400, "SecurityRuleDescriptionTooLong", "Description of security rule %s must not be longer than 140 characters.", r.ID)
	}
	if err := checkRuleSides(r); err != nil {
		return err
	}
	return checkRuleAmongOthers(r, priority)
}

func checkRuleAmongOthers(r *cloud.Request, priority int) error {
	rules := 0
	for other := range r.UsersOf(r.To("networkSecurityGroupName"), securityRule) {
		rules++
		if p, _ := other.Args.Int("priority"); p == priority && other.Args.String("direction") == r.Args.String("direction") {
			return cloud.Refuse(400, "SecurityRuleConflict", "Security rule %s conflicts with rule %s. Rules cannot have the same Priority and Direction.", r.Name, other.Name)
		}
	}
	if rules >= maxRules {
		return cloud.Refuse(400, "SecurityRuleLimitExceeded", "The number of security rules of %s exceeds the limit of %d.", r.Args.String("networkSecurityGroupName"), maxRules)
	}
	return nil
}

func checkRuleSides(r *cloud.Request) error {
	var families []bool
	for _, side := range []string{"source", "destination"} {
		for _, what := range []string{"AddressPrefix", "PortRange"} {
			if n := side + what; r.Args.Has(n) == r.Args.Has(plural(n)) && !r.Args.Has(side+"ApplicationSecurityGroupIds") {
				return cloud.Plain("exactly one of %q and %q must be specified", cloud.Snake(n), cloud.Snake(plural(n)))
			}
		}
		found, err := checkRuleAddresses(r, side)
		if err != nil {
			return err
		}
		families = append(families, found...)
		if err := checkRulePorts(r, side); err != nil {
			return err
		}
	}
	if len(slices.Compact(families)) > 1 {
		return cloud.Refuse(400, "SecurityRuleInvalidAddressPrefix", "Security rule %s must not mix IPv4 and IPv6 address prefixes.", r.ID)
	}
	return nil
}

func plural(field string) string {
	if strings.HasSuffix(field, "x") {
		return field + "es"
	}
	return field + "s"
}

// checkRuleAddresses returns the families of the addresses of one side of a rule.
func checkRuleAddresses(r *cloud.Request, side string) ([]bool, error) {
	texts := append(r.Args.Strings(side+"AddressPrefix"), r.Args.Strings(side+"AddressPrefixes")...)
	var seen []netip.Prefix
	var families []bool
	for _, text := range texts {
		p, err := netip.ParsePrefix(text)
		if err != nil && (text == "*" && r.Args.Has(side+"AddressPrefixes") || strings.ContainsAny(text, "/")) {
			return nil, cloud.Refuse(400, "SecurityRuleInvalidAddressPrefix", "Security rule has invalid Address prefix. Value provided: %s", text)
		}
		if err != nil {
			// A service tag, a single address, or everything.
			continue
		}
		if _, overlap := cloud.Overlapping(p, seen); overlap {
			return nil, cloud.Refuse(400, "SecurityRuleInvalidAddressPrefix", "Security rule %s has overlapping address prefixes. Value provided: %s", r.ID, text)
		}
		seen = append(seen, p)
		families = append(families, p.Addr().Is4())
	}
	return families, nil
}

func checkRulePorts(r *cloud.Request, side string) error {
	for _, text := range append(r.Args.Strings(side+"PortRange"), r.Args.Strings(side+"PortRanges")...) {
		if text == "*" && !r.Args.Has(side+"PortRanges") {
			continue
		}
		from, to, isRange := strings.Cut(text, "-")
		if !isRange {
			to = from
		}
		f, ferr := strconv.Atoi(from)
		t, terr := strconv.Atoi(to)
		if ferr != nil || terr != nil || f < 0 || t > 65535 || f > t {
			return cloud.Refuse(400, "SecurityRuleInvalidPortRange", "Security rule has invalid Port range. Value provided: %s. Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535.", text)
		}
	}
	return nil
}
