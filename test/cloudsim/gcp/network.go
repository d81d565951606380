// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func networks() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   computeType("v1beta1", "Network", "networks"),
			Naming: cloud.Given, Noun: "Network",
			Immutable:  []string{"autoCreateSubnetworks", "deleteDefaultRoutesOnCreate", "enableUlaInternalIpv6", "description", "internalIpv6Range"},
			Defaults:   cloud.Value{"autoCreateSubnetworks": true, "routingMode": "REGIONAL", "networkFirewallPolicyEnforcementOrder": "AFTER_CLASSIC_FIREWALL"},
			ID:         computeID,
			Check:      checkNetwork,
			Attributes: networkAttributes,
		},
		{
			Type:   computeType("v1beta2", "Subnetwork", "subnetworks"),
			Naming: cloud.Given, Noun: "Subnetwork",
			Required:   []string{"network", "ipCidrRange", "region"},
			Immutable:  []string{"network", "purpose", "ipv6AccessType"},
			Links:      []cloud.Link{toNetwork()},
			Defaults:   cloud.Value{"purpose": "PRIVATE", "stackType": "IPV4_ONLY", "privateIpv6GoogleAccess": "DISABLE_GOOGLE_ACCESS"},
			ID:         computeID,
			Check:      checkSubnetwork,
			Attributes: subnetworkAttributes,
		},
	}
}

func checkNetwork(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	if m := r.Args.String("routingMode"); m != "REGIONAL" && m != "GLOBAL" {
		return invalid("routingConfig.routingMode", m, "Must be one of [REGIONAL, GLOBAL]")
	}
	return nil
}

func networkAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"numericId": r.Digits(19, "number")}
	if r.Args.Bool("enableUlaInternalIpv6") {
		out["internalIpv6Range"] = ulaOf(r).String()
	}
	return out
}

// ulaOf returns the range of unique local addresses that Google gave to a network.
func ulaOf(r *cloud.Request) netip.Prefix {
	h := r.Hex(7, "ula")
	return netip.MustParsePrefix("fd20:" + h[:3] + ":" + h[3:] + "::/48").Masked()
}

// ipv6Of returns the range of a subnetwork: of the network's where it is internal,
// else one of the range for documentation.
func ipv6Of(r *cloud.Request) (field string, p netip.Prefix) {
	if r.Args.String("stackType") != "IPV4_IPV6" {
		return "", netip.Prefix{}
	}
	h := r.Hex(12, "ipv6")
	if r.Args.String("ipv6AccessType") == "INTERNAL" {
		base := ulaOf(r.About(r.To("network"))).Addr().As16()
		a, _ := netip.ParseAddr("::" + h[:4] + ":0:0:0:0")
		b := a.As16()
		base[6], base[7] = b[6], b[7]
		return "internalIpv6Prefix", netip.PrefixFrom(netip.AddrFrom16(base), 64)
	}
	return "externalIpv6Prefix", netip.MustParsePrefix("2001:db8:" + h[:4] + ":" + h[4:8] + "::/64").Masked()
}

// prohibited ranges of subnetworks.
// https://cloud.google.com/vpc/docs/subnets#prohibited-ipv4-ranges
func prohibited() []netip.Prefix {
	return cloud.CIDRs("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "199.36.153.4/30", "199.36.153.8/30", "255.255.255.255/32")
}

func checkSubnetwork(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	n := r.To("network")
	if n.Args.Bool("autoCreateSubnetworks") {
		return invalid("network", n.ID, "Cannot create subnetworks in an auto mode network.")
	}
	if err := checkRanges(r); err != nil {
		return err
	}
	if err := checkStack(r, n); err != nil {
		return err
	}
	return checkLogConfig(r)
}

// checkRanges refuses what is no range, and what overlaps any other range of the
// network.
func checkRanges(r *cloud.Request) error {
	taken := map[string][]netip.Prefix{}
	var others []*cloud.Object
	for s := range r.UsersOf(r.To("network"), subnetwork) {
		others = append(others, s)
		taken[s.ID] = cloud.CIDRs(rangesOf(s)...)
	}
	var own []netip.Prefix
	for i, text := range rangesOf(r.Object) {
		field := "ipCidrRange"
		if i > 0 {
			field = "secondaryIpRanges[].ipCidrRange"
		}
		p, ok := cloud.CIDR(text)
		if !ok || !p.Addr().Is4() || p.Bits() < 4 || p.Bits() > 29 {
			return invalid(field, text, "Must be a valid IPV4 CIDR address range.")
		}
		if bad, overlap := cloud.Overlapping(p, prohibited()); overlap {
			return invalid(field, text, "Range overlaps with the prohibited range %s.", bad)
		}
		if _, overlap := cloud.Overlapping(p, own); overlap {
			return invalid(field, text, "IP ranges of a subnetwork must not overlap.")
		}
		own = append(own, p)
		for _, s := range others {
			if _, overlap := cloud.Overlapping(p, taken[s.ID]); overlap {
				return refuse(400, "invalid", "Invalid IPCidrRange: %s conflicts with existing subnetwork '%s' in region '%s'.", text, s.Name, s.Args.String("region"))
			}
		}
	}
	if err := checkStaticRoutes(r, own); err != nil {
		return err
	}
	return checkSecondaryNames(r)
}

// checkStaticRoutes refuses a range that a static route hides.
func checkStaticRoutes(r *cloud.Request, own []netip.Prefix) error {
	for other := range r.UsersOf(r.To("network"), route) {
		p, ok := cloud.CIDR(other.Args.String("destRange"))
		if ok && cloud.Inside(p, own) {
			return refuse(400, "invalid", "Invalid IPCidrRange: %s conflicts with static route '%s' of destination %s.", r.Args.String("ipCidrRange"), other.Name, p)
		}
	}
	return nil
}

// rangesOf returns the primary range of a subnetwork, and then the secondary ones.
func rangesOf(o *cloud.Object) []string {
	return slices.Concat(o.Args.Strings("ipCidrRange"), o.Args.Strings("secondaryIpRange[].ipCidrRange"))
}

func checkSecondaryNames(r *cloud.Request) error {
	names := map[string]bool{}
	for _, s := range r.Args.List("secondaryIpRange") {
		n := s.String("rangeName")
		if !computeName.MatchString(n) {
			return invalid("secondaryIpRanges[].rangeName", n, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'")
		}
		if names[n] {
			return invalid("secondaryIpRanges[].rangeName", n, "Secondary range names must be unique within a subnetwork.")
		}
		names[n] = true
	}
	if old := r.Old.String("ipCidrRange"); old != "" {
		return checkExpansion(r, old)
	}
	return nil
}

// checkExpansion refuses to change the primary range to anything but a larger one.
func checkExpansion(r *cloud.Request, old string) error {
	before, _ := cloud.CIDR(old)
	after, ok := cloud.CIDR(r.Args.String("ipCidrRange"))
	if ok && cloud.Inside(before, []netip.Prefix{after}) {
		return nil
	}
	return invalid("ipCidrRange", r.Args.String("ipCidrRange"), "The new range must contain the old range %s.", old)
}

func checkStack(r *cloud.Request, n *cloud.Object) error {
	stack, access := r.Args.String("stackType"), r.Args.String("ipv6AccessType")
	switch {
	case !slices.Contains([]string{"IPV4_ONLY", "IPV4_IPV6"}, stack):
		return invalid("stackType", stack, "Must be one of [IPV4_ONLY, IPV4_IPV6]")
	case stack == "IPV4_ONLY" && access != "":
		return invalid("ipv6AccessType", access, "IPv6 access type must not be set for subnetworks of stack type IPV4_ONLY.")
	case stack == "IPV4_IPV6" && access == "":
		return invalid("ipv6AccessType", access, "IPv6 access type is required for subnetworks of stack type IPV4_IPV6.")
	case access == "INTERNAL" && !n.Args.Bool("enableUlaInternalIpv6"):
		return invalid("ipv6AccessType", access, "The network '%s' does not have an internal IPv6 range.", n.ID)
	}
	return nil
}

func checkLogConfig(r *cloud.Request) error {
	if !r.Args.Has("logConfig") {
		return nil
	}
	intervals := []string{"", "INTERVAL_5_SEC", "INTERVAL_30_SEC", "INTERVAL_1_MIN", "INTERVAL_5_MIN", "INTERVAL_10_MIN", "INTERVAL_15_MIN"}
	if i := r.Args.String("logConfig.aggregationInterval"); !slices.Contains(intervals, i) {
		return invalid("logConfig.aggregationInterval", i, "Must be one of %v", intervals[1:])
	}
	if m := r.Args.String("logConfig.metadata"); !slices.Contains([]string{"", "EXCLUDE_ALL_METADATA", "INCLUDE_ALL_METADATA", "CUSTOM_METADATA"}, m) {
		return invalid("logConfig.metadata", m, "Must be one of [EXCLUDE_ALL_METADATA, INCLUDE_ALL_METADATA, CUSTOM_METADATA]")
	}
	if s, ok := r.Args.At("logConfig.flowSampling").(float64); ok && (s < 0 || s > 1) {
		return invalid("logConfig.flowSampling", "", "Must be between 0 and 1.")
	}
	return nil
}

func subnetworkAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"creationTimestamp": "2026-01-01T00:00:00.000-08:00"}
	if p, ok := cloud.CIDR(r.Args.String("ipCidrRange")); ok {
		out["gatewayAddress"] = p.Addr().Next().String()
	}
	if field, p := ipv6Of(r); p.IsValid() {
		out[field], out["ipv6CidrRange"] = p.String(), p.String()
	}
	return out
}
