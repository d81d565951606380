// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func firewalls() []cloud.Kind {
	return []cloud.Kind{{
		Type:   computeType("v1beta2", "Firewall", "firewalls"),
		Naming: cloud.Given, Noun: "Firewall",
		Required:  []string{"network"},
		Immutable: []string{"network", "direction"},
		Links:     []cloud.Link{toNetwork()},
		Defaults:  cloud.Value{"direction": "INGRESS", "priority": int64(1000)},
		ID:        computeID,
		Check:     checkFirewall,
	}}
}

func checkFirewall(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	if p, _ := r.Args.Int("priority"); p < 0 || p > 65535 {
		return invalid("priority", strconv.Itoa(p), "Must be less than or equal to 65535")
	}
	if r.Args.Has("allow") == r.Args.Has("deny") {
		return invalid("allowed", "", "Exactly one of allowed and denied must be specified.")
	}
	for _, rule := range append(r.Args.List("allow"), r.Args.List("deny")...) {
		if err := checkProtocol(rule); err != nil {
			return err
		}
	}
	if err := checkDirection(r); err != nil {
		return err
	}
	return checkFirewallRanges(r)
}

var ports = regexp.MustCompile(`^\d+(-\d+)?$`)

func checkProtocol(rule cloud.Value) error {
	p := rule.String("protocol")
	number, err := strconv.Atoi(p)
	if !slices.Contains([]string{"tcp", "udp", "icmp", "esp", "ah", "sctp", "ipip", "all"}, p) && (err != nil || number < 0 || number > 255) {
		return invalid("allowed[0].IPProtocol", p, "Must be a valid protocol.")
	}
	for _, text := range rule.Strings("ports") {
		if !slices.Contains(ported(), p) {
			return invalid("allowed[0].ports", text, "Ports may only be specified on rules whose protocol is one of [TCP, UDP, SCTP].")
		}
		from, to, isRange := strings.Cut(text, "-")
		if !isRange {
			to = from
		}
		f, _ := strconv.Atoi(from)
		t, _ := strconv.Atoi(to)
		if !ports.MatchString(text) || f > t || t > 65535 {
			return invalid("allowed[0].ports", text, "Must be a valid port or range of ports.")
		}
	}
	return nil
}

func checkDirection(r *cloud.Request) error {
	d := r.Args.String("direction")
	tagged := r.Args.Has("sourceTags") || r.Args.Has("targetTags")
	switch {
	case d != "INGRESS" && d != "EGRESS":
		return invalid("direction", d, "Must be one of [INGRESS, EGRESS]")
	case d == "INGRESS" && !r.Args.Has("sourceRanges") && !r.Args.Has("sourceTags") && !r.Args.Has("sourceServiceAccounts"):
		return cloud.Plain("one of source_tags, source_ranges, or source_service_accounts must be defined")
	// Ranges may be sources of either direction.
	// https://cloud.google.com/firewall/docs/firewalls#sources_for_egress_rules
	case d == "EGRESS" && (r.Args.Has("sourceTags") || r.Args.Has("sourceServiceAccounts")):
		return invalid("sourceTags", "", "Source tags and source service accounts must not be specified for a firewall of direction EGRESS.")
	case tagged && (r.Args.Has("sourceServiceAccounts") || r.Args.Has("targetServiceAccounts")):
		return invalid("sourceServiceAccounts", "", "Service accounts and tags must not be specified together.")
	}
	return nil
}

func checkFirewallRanges(r *cloud.Request) error {
	var families []bool
	for _, field := range []string{"sourceRanges", "destinationRanges"} {
		for i, text := range r.Args.Strings(field) {
			p, ok := cloud.CIDR(text)
			if !ok {
				return invalid(fmt.Sprintf("%s[%d]", field, i), text, "Must be a valid CIDR address range.")
			}
			families = append(families, p.Addr().Is4())
		}
	}
	if len(slices.Compact(families)) > 1 {
		return invalid("sourceRanges", "", "A firewall must not mix IPv4 and IPv6 ranges.")
	}
	return nil
}

// ported protocols have ports.
func ported() []string {
	return []string{"tcp", "udp", "sctp", "6", "17", "132"}
}
