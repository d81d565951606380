// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// network is the API whose rules the tables are about.
const network = "network"

// A value is a network that is created with some parameters.
type value struct {
	reason     string
	parameters string
	want       []string
}

func (v value) admission() admission { return admission{to: v.parameters, want: v.want} }

// TestValues creates a network with the parameters of each case, as a claim, as the
// composite of one, and as a native composite.
func TestValues(t *testing.T) {
	t.Parallel()
	for _, s := range servedBy(t, network) {
		srv := newServer(t, s.crd)
		for name, tc := range values() {
			t.Run(name+"/"+s.as, func(t *testing.T) {
				t.Parallel()
				if diff := cmp.Diff(tc.want, tc.admission().apply(t, srv)); diff != "" {
					t.Errorf("%s\n{%s}: -want, +got:\n%s", tc.reason, tc.parameters, diff)
				}
			})
		}
	}
}

func values() map[string]value {
	return map[string]value{
		"Nothing": {
			reason:     "Every parameter is optional.",
			parameters: "",
		},
		"CIDRSmallest": {
			reason:     "The smallest range is accepted.",
			parameters: "cidr: 192.168.4.0/22",
		},
		"CIDRLargest": {
			reason:     "The largest range is accepted.",
			parameters: "cidr: 10.0.0.0/8",
		},
		"CIDRShared": {
			reason:     "The shared address space is as good as a private range.",
			parameters: "cidr: 100.64.0.0/10",
		},
		"CIDROfAddress": {
			reason:     "An address is no range.",
			parameters: "cidr: 10.0.0.0",
			want:       []string{`spec.parameters.cidr: Invalid value: "10.0.0.0": must be an IPv4 range such as 10.0.0.0/16`},
		},
		"CIDROfText": {
			reason:     "Text is no range.",
			parameters: "cidr: default",
			want:       []string{`spec.parameters.cidr: Invalid value: "default": must be an IPv4 range such as 10.0.0.0/16`},
		},
		"CIDROfIPv6": {
			reason:     "IPv6 is another parameter.",
			parameters: "cidr: 'fd00::/64'",
			want:       []string{`spec.parameters.cidr: Invalid value: "fd00::/64": must be an IPv4 range such as 10.0.0.0/16`},
		},
		"CIDRWithHostBits": {
			reason:     "A range has one form.",
			parameters: "cidr: 10.0.1.0/16",
			want:       []string{`spec.parameters.cidr: Invalid value: "10.0.1.0/16": must be the first address of its range, for example 10.0.0.0/16 instead of 10.0.1.0/16`},
		},
		"CIDRTooSmall": {
			reason:     "Tiers and zones need addresses.",
			parameters: "cidr: 10.0.0.0/23",
			want:       []string{`spec.parameters.cidr: Invalid value: "10.0.0.0/23": must be between /8 and /22: it is divided into tiers and zones, and a smaller one would leave subnets that are too small`},
		},
		"CIDRTooLarge": {
			reason:     "No private range is larger than /8.",
			parameters: "cidr: 10.0.0.0/7",
			want: []string{
				`spec.parameters.cidr: Invalid value: "10.0.0.0/7": must be between /8 and /22: it is divided into tiers and zones, and a smaller one would leave subnets that are too small`,
				`spec.parameters.cidr: Invalid value: "10.0.0.0/7": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: other addresses belong to somebody on the internet`,
			},
		},
		"CIDRPublic": {
			reason:     "Addresses of the internet are not ours.",
			parameters: "cidr: 8.8.0.0/16",
			want:       []string{`spec.parameters.cidr: Invalid value: "8.8.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: other addresses belong to somebody on the internet`},
		},
		"CIDRBesidePrivate": {
			reason:     "172.16.0.0/12 ends before this.",
			parameters: "cidr: 172.32.0.0/16",
			want:       []string{`spec.parameters.cidr: Invalid value: "172.32.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: other addresses belong to somebody on the internet`},
		},
		"ZonesFewest": {
			reason:     "One zone is enough.",
			parameters: "zones: 1",
		},
		"ZonesMost": {
			reason:     "The address plan has space for six zones.",
			parameters: "zones: 6",
		},
		"ZonesNone": {
			reason:     "A network is somewhere.",
			parameters: "zones: 0",
			want:       []string{`spec.parameters.zones: Invalid value: 0: spec.parameters.zones in body should be greater than or equal to 1`},
		},
		"ZonesTooMany": {
			reason:     "The address plan has space for six zones.",
			parameters: "zones: 7",
			want:       []string{`spec.parameters.zones: Invalid value: 7: spec.parameters.zones in body should be less than or equal to 6`},
		},
		"TiersAll": {
			reason:     "A network may have all tiers.",
			parameters: "tiers: [isolated, public, private]",
		},
		"TiersNone": {
			reason:     "A network without subnets is of no use.",
			parameters: "tiers: []",
			want:       []string{`spec.parameters.tiers: Invalid value: 0: spec.parameters.tiers in body should have at least 1 items`},
		},
		"TierTwice": {
			reason:     "A tier exists once.",
			parameters: "tiers: [private, private]",
			want:       []string{`spec.parameters.tiers[1]: Duplicate value: "private"`},
		},
		"TierUnknown": {
			reason:     "The tiers are listed.",
			parameters: "tiers: [intra]",
			want:       []string{`spec.parameters.tiers[0]: Unsupported value: "intra": supported values: "public", "private", "isolated"`},
		},
		"NATWithItsTiers": {
			reason:     "NAT goes from private to public.",
			parameters: "nat: PerZone, tiers: [private, public, isolated]",
		},
		"NATOfNothing": {
			reason:     "No NAT needs no tiers.",
			parameters: "nat: None, tiers: [isolated]",
		},
		"NATWithoutPublic": {
			reason:     "NAT needs a tier to go through.",
			parameters: "nat: Single, tiers: [private]",
			want:       []string{`spec.parameters.nat: Invalid value: Single needs the tiers public and private: add them to tiers, or set nat to None`},
		},
		"NATWithoutPrivate": {
			reason:     "NAT needs a tier to come from.",
			parameters: "nat: PerZone, tiers: [public]",
			want:       []string{`spec.parameters.nat: Invalid value: PerZone needs the tiers public and private: add them to tiers, or set nat to None`},
		},
		"EnvironmentOfAName": {
			reason:     "The name of an object may have dots.",
			parameters: "environment: production.eu-1",
		},
		"EnvironmentOfNoName": {
			reason:     "No object has such a name.",
			parameters: "environment: Production",
			want:       []string{`spec.parameters.environment: Invalid value: "Production": must be the name of an EnvironmentConfig, which is lower-case letters, digits, hyphens and dots`},
		},
		"Tags": {
			reason:     "Keys of tags are free.",
			parameters: "tags: {service: shop, 'cost/center': ''}",
		},
		"TagWithoutKey": {
			reason:     "No cloud takes a tag without a key.",
			parameters: "tags: {'': shop}",
			want:       []string{`spec.parameters.tags: Invalid value: the key of a tag must have 1 to 128 characters`},
		},
		"KubernetesDefaults": {
			reason:     "The default ranges go together.",
			parameters: "kubernetes: {}",
		},
		"KubernetesBounds": {
			reason:     "The smallest ranges are accepted.",
			parameters: "kubernetes: {podCIDR: 10.4.0.0/22, serviceCIDR: 192.168.7.0/24}",
		},
		"PodsOfText": {
			reason:     "Text is no range.",
			parameters: "kubernetes: {podCIDR: pods}",
			want:       []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "pods": must be an IPv4 range such as 100.64.0.0/16`},
		},
		"PodsWithHostBits": {
			reason:     "A range has one form.",
			parameters: "kubernetes: {podCIDR: 100.64.1.0/16}",
			want:       []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "100.64.1.0/16": must be the first address of its range, for example 100.64.0.0/16 instead of 100.64.1.0/16`},
		},
		"PodsTooSmall": {
			reason:     "Nodes need addresses.",
			parameters: "kubernetes: {podCIDR: 100.64.0.0/23}",
			want:       []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "100.64.0.0/23": must be between /10 and /22: every node takes a part of it, and every zone an eighth`},
		},
		"PodsTooLarge": {
			reason:     "The shared address space is a /10.",
			parameters: "kubernetes: {podCIDR: 10.0.0.0/9}",
			want:       []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "10.0.0.0/9": must be between /10 and /22: every node takes a part of it, and every zone an eighth`},
		},
		"PodsPublic": {
			reason:     "Addresses of the internet are not ours.",
			parameters: "kubernetes: {podCIDR: 8.8.0.0/16}",
			want:       []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "8.8.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: clusters accept no other`},
		},
		"ServicesOfText": {
			reason:     "Text is no range.",
			parameters: "kubernetes: {serviceCIDR: services}",
			want:       []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "services": must be an IPv4 range such as 172.20.0.0/16`},
		},
		"ServicesWithHostBits": {
			reason:     "A range has one form.",
			parameters: "kubernetes: {serviceCIDR: 172.20.1.0/16}",
			want:       []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.20.1.0/16": must be the first address of its range, for example 172.20.0.0/16 instead of 172.20.1.0/16`},
		},
		"ServicesTooSmall": {
			reason:     "Clusters accept no smaller range.",
			parameters: "kubernetes: {serviceCIDR: 172.20.0.0/25}",
			want:       []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.20.0.0/25": must be between /16 and /24: that is what the clusters of every cloud accept`},
		},
		"ServicesTooLarge": {
			reason:     "GKE accepts no larger range.",
			parameters: "kubernetes: {serviceCIDR: 172.16.0.0/15}",
			want:       []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.16.0.0/15": must be between /16 and /24: that is what the clusters of every cloud accept`},
		},
		"ServicesShared": {
			reason:     "EKS does not accept the shared address space.",
			parameters: "kubernetes: {serviceCIDR: 100.65.0.0/16}",
			want:       []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "100.65.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16: clusters accept no other`},
		},
		"DNS": {
			reason:     "Two labels are enough.",
			parameters: "dns: {zone: corp.internal}",
		},
		"DNSOneLabel": {
			reason:     "A zone of one label would be a top-level domain.",
			parameters: "dns: {zone: internal}",
			want:       []string{`spec.parameters.dns.zone: Invalid value: "internal": must be a domain name such as corp.example.com: at least two labels of lower-case letters, digits and hyphens, 63 characters at most each, and no dot at the end`},
		},
		"DNSUpperCase": {
			reason:     "A zone has one form.",
			parameters: "dns: {zone: Corp.example.com}",
			want:       []string{`spec.parameters.dns.zone: Invalid value: "Corp.example.com": must be a domain name such as corp.example.com: at least two labels of lower-case letters, digits and hyphens, 63 characters at most each, and no dot at the end`},
		},
		"DNSWithDot": {
			reason:     "A zone has one form.",
			parameters: "dns: {zone: corp.example.com.}",
			want:       []string{`spec.parameters.dns.zone: Invalid value: "corp.example.com.": must be a domain name such as corp.example.com: at least two labels of lower-case letters, digits and hyphens, 63 characters at most each, and no dot at the end`},
		},
		"FirewallEverything": {
			reason:     "What is within may talk to each other in every way.",
			parameters: "firewall: [{name: a, protocol: All, cidrs: [10.0.0.0/8], tiers: [public, private]}]",
		},
		"FirewallServes": {
			reason:     "A service may be open to everybody.",
			parameters: "firewall: [{name: web-1, ports: ['443', '8000-8100', '65535'], cidrs: [0.0.0.0/0], tiers: [public]}]",
		},
		"FirewallPing": {
			reason:     "Everybody may ping.",
			parameters: "firewall: [{name: a, protocol: ICMP, cidrs: [0.0.0.0/0], tiers: [public]}]",
		},
		"FirewallLetsOut": {
			reason:     "Everything may be let out.",
			parameters: "firewall: [{name: a, direction: Outbound, protocol: All, cidrs: [0.0.0.0/0], tiers: [private]}]",
		},
		"FirewallDeniesEverybody": {
			reason:     "Everything may be denied.",
			parameters: "firewall: [{name: a, action: Deny, protocol: All, cidrs: [0.0.0.0/0], tiers: [public]}]",
		},
		"FirewallIsolatedInside": {
			reason:     "Isolated subnets talk to private ranges.",
			parameters: "tiers: [isolated], firewall: [{name: a, cidrs: [10.0.0.0/16, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10], tiers: [isolated]}]",
		},
		"FirewallIsolatedDenies": {
			reason:     "What isolated subnets are denied may be anywhere.",
			parameters: "tiers: [isolated], firewall: [{name: a, action: Deny, cidrs: [8.0.0.0/8], tiers: [isolated]}]",
		},
		"FirewallOpen": {
			reason:     "Nobody wants every port open to everybody.",
			parameters: "firewall: [{name: a, cidrs: [0.0.0.0/0], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0]: Forbidden: would open every port to the internet: set protocol and ports to what is served, or cidrs to who may connect`},
		},
		"FirewallOpenWithoutPorts": {
			reason:     "No ports are all ports.",
			parameters: "firewall: [{name: a, protocol: UDP, ports: [], cidrs: [10.0.0.0/8, 0.0.0.0/0], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0]: Forbidden: would open every port to the internet: set protocol and ports to what is served, or cidrs to who may connect`},
		},
		"FirewallIsolatedOutside": {
			reason:     "Isolated subnets have no way there, and the range is named.",
			parameters: "tiers: [isolated], firewall: [{name: a, cidrs: [10.0.0.0/8, 8.0.0.0/8], tiers: [isolated]}]",
			want:       []string{`spec.parameters.firewall[0]: Forbidden: isolated subnets have no way to the internet, and 8.0.0.0/8 is there: remove isolated from the rule's tiers, or choose private ranges`},
		},
		"FirewallICMPWithPorts": {
			reason:     "ICMP has no ports.",
			parameters: "firewall: [{name: a, protocol: ICMP, ports: ['8'], cidrs: [10.0.0.0/8], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0].ports: Forbidden: protocol ICMP has no ports: remove them, or set protocol to TCP or UDP`},
		},
		"FirewallAllWithPorts": {
			reason:     "Not every protocol has ports.",
			parameters: "firewall: [{name: a, protocol: All, ports: ['8'], cidrs: [10.0.0.0/8], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0].ports: Forbidden: protocol All has no ports: remove them, or set protocol to TCP or UDP`},
		},
		"FirewallTierOfNoNetwork": {
			reason:     "The network has no such tier, and rule and tiers are named.",
			parameters: "firewall: [{name: a, cidrs: [10.0.0.0/8], tiers: [public]}, {name: b, cidrs: [10.0.0.0/8], tiers: [private, isolated]}]",
			want:       []string{`spec.parameters.firewall: Invalid value: rule b names a tier that is not one of the network's tiers, public and private: add it to spec.parameters.tiers, or leave it out of the rule`},
		},
		"FirewallNameOfNoRule": {
			reason:     "Names of rules become names at the clouds.",
			parameters: "firewall: [{name: Web_1, cidrs: [10.0.0.0/8], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0].name: Invalid value: "Web_1": must be lower-case letters, digits and hyphens, and must start and end with a letter or a digit`},
		},
		"FirewallNameTwice": {
			reason:     "A rule exists once.",
			parameters: "firewall: [{name: a, cidrs: [10.0.0.0/8], tiers: [public]}, {name: a, cidrs: [10.0.0.0/8], tiers: [private]}]",
			want:       []string{`spec.parameters.firewall[1]: Duplicate value: {"name":"a"}`},
		},
		"FirewallPortsOfNoUse": {
			reason:     "Ports are between 1 and 65535, without names and zeros.",
			parameters: "firewall: [{name: a, ports: ['0', '65536', '080', https, '80-', '1-65536'], cidrs: [10.0.0.0/8], tiers: [public]}]",
			want: []string{
				`spec.parameters.firewall[0].ports[0]: Invalid value: "0": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
				`spec.parameters.firewall[0].ports[1]: Invalid value: "65536": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
				`spec.parameters.firewall[0].ports[2]: Invalid value: "080": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
				`spec.parameters.firewall[0].ports[3]: Invalid value: "https": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
				`spec.parameters.firewall[0].ports[4]: Invalid value: "80-": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
				`spec.parameters.firewall[0].ports[5]: Invalid value: "1-65536": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`,
			},
		},
		"FirewallCIDROfAddress": {
			reason:     "An address is no range, and its range is named.",
			parameters: "firewall: [{name: a, ports: ['22'], cidrs: [203.0.113.7], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0].cidrs[0]: Invalid value: "203.0.113.7": must be an IPv4 range such as 10.0.0.0/16, or such as 203.0.113.7/32 for one address`},
		},
		"FirewallCIDROfIPv6": {
			reason:     "Rules are about IPv4.",
			parameters: "firewall: [{name: a, ports: ['22'], cidrs: ['2001:db8::/32'], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0].cidrs[0]: Invalid value: "2001:db8::/32": must be an IPv4 range such as 10.0.0.0/16, or such as 203.0.113.7/32 for one address`},
		},
		"FirewallCIDRWithHostBits": {
			reason:     "A range has one form.",
			parameters: "firewall: [{name: a, ports: ['22'], cidrs: [203.0.113.7/24], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall[0].cidrs[0]: Invalid value: "203.0.113.7/24": must be the first address of its range, for example 10.0.0.0/16 instead of 10.0.1.0/16`},
		},
		"Peerings": {
			reason:     "Names of objects may have dots.",
			parameters: "peerings: [{networkRef: {name: main.eu, namespace: team-a}}, {networkRef: {name: '1'}}]",
		},
		"PeeringOfNoName": {
			reason:     "No network has such a name.",
			parameters: "peerings: [{networkRef: {name: team-a/main}}]",
			want:       []string{`spec.parameters.peerings[0].networkRef.name: Invalid value: "team-a/main": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`},
		},
		"PeeringOfNoNamespace": {
			reason:     "No namespace has such a name.",
			parameters: "peerings: [{networkRef: {name: main, namespace: team.a}}]",
			want:       []string{`spec.parameters.peerings[0].networkRef.namespace: Invalid value: "team.a": must be the name of a namespace, which is lower-case letters, digits and hyphens`},
		},
		"Shared": {
			reason:     "Namespaces are named.",
			parameters: "shareWith: [team-a, '1']",
		},
		"SharedWithPattern": {
			reason:     "A pattern would match namespaces to come.",
			parameters: "shareWith: [team-*]",
			want:       []string{`spec.parameters.shareWith[0]: Invalid value: "team-*": must be the name of a namespace, which is lower-case letters, digits and hyphens; name each namespace: patterns would also match namespaces that do not exist yet`},
		},
		"Adopted": {
			reason:     "An id is all that is needed.",
			parameters: "adopt: {id: vpc-1}",
		},
		"AdoptedWithWhatIsCommon": {
			reason:     "What says nothing of what to create goes with it.",
			parameters: "adopt: {id: vpc-1, subnets: [{id: subnet-1, tier: isolated}]}, provider: aws, region: eu-west, environment: production, tags: {a: b}, deletionPolicy: Orphan, shareWith: [team-a]",
		},
		"AdoptedWithDefaults": {
			reason:     "Defaults cannot be told from what was left out.",
			parameters: "adopt: {id: vpc-1}, cidr: 10.0.0.0/16, zones: 3, tiers: [private, public], ipv6: false, allowReplacement: false, firewall: [], peerings: [], privateEndpoints: []",
		},
		"AdoptedWithCIDR": {
			reason:     "The network has a range.",
			parameters: "adopt: {id: vpc-1}, cidr: 10.1.0.0/16",
			want:       []string{`spec.parameters.cidr: Forbidden: an adopted network is never changed: remove cidr, or remove adopt to create a network`},
		},
		"AdoptedWithZones": {
			reason:     "The network has zones.",
			parameters: "adopt: {id: vpc-1}, zones: 2",
			want:       []string{`spec.parameters.zones: Forbidden: an adopted network is never changed: remove zones, or remove adopt to create a network`},
		},
		"AdoptedWithTiers": {
			reason:     "Tiers are said of each subnet.",
			parameters: "adopt: {id: vpc-1}, tiers: [private]",
			want:       []string{`spec.parameters.tiers: Forbidden: an adopted network is never changed: remove tiers, or remove adopt to create a network`},
		},
		"AdoptedWithNAT": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, nat: None",
			want:       []string{`spec.parameters.nat: Forbidden: an adopted network is never changed: remove nat, or remove adopt to create a network`},
		},
		"AdoptedWithIPv6": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, ipv6: true",
			want:       []string{`spec.parameters.ipv6: Forbidden: an adopted network is never changed: remove ipv6, or remove adopt to create a network`},
		},
		"AdoptedWithKubernetes": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, kubernetes: {}",
			want:       []string{`spec.parameters.kubernetes: Forbidden: an adopted network is never changed: remove kubernetes, or remove adopt to create a network`},
		},
		"AdoptedWithFlowLogs": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, flowLogs: {}",
			want:       []string{`spec.parameters.flowLogs: Forbidden: an adopted network is never changed: remove flowLogs, or remove adopt to create a network`},
		},
		"AdoptedWithPrivateEndpoints": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, privateEndpoints: [Secrets]",
			want:       []string{`spec.parameters.privateEndpoints: Forbidden: an adopted network is never changed: remove privateEndpoints, or remove adopt to create a network`},
		},
		"AdoptedWithDNS": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, dns: {zone: a.b}",
			want:       []string{`spec.parameters.dns: Forbidden: an adopted network is never changed: remove dns, or remove adopt to create a network`},
		},
		"AdoptedWithFirewall": {
			reason:     "Nothing is created.",
			parameters: "adopt: {id: vpc-1}, firewall: [{name: a, cidrs: [10.0.0.0/8], tiers: [public]}]",
			want:       []string{`spec.parameters.firewall: Forbidden: an adopted network is never changed: remove firewall, or remove adopt to create a network`},
		},
		"AdoptedWithPeerings": {
			reason:     "Both networks would have to list each other.",
			parameters: "adopt: {id: vpc-1}, peerings: [{networkRef: {name: a}}]",
			want:       []string{`spec.parameters.peerings: Forbidden: an adopted network is never changed: remove peerings, or remove adopt to create a network`},
		},
		"AdoptedWithAllowReplacement": {
			reason:     "There is nothing to replace.",
			parameters: "adopt: {id: vpc-1}, allowReplacement: true",
			want:       []string{`spec.parameters.allowReplacement: Forbidden: an adopted network is never changed: remove allowReplacement, or remove adopt to create a network`},
		},
		"AdoptedSubnetTwice": {
			reason:     "A subnet is offered once.",
			parameters: "adopt: {id: vpc-1, subnets: [{id: subnet-1, tier: public}, {id: subnet-1, tier: private}]}",
			want:       []string{`spec.parameters.adopt.subnets[1]: Duplicate value: {"id":"subnet-1"}`},
		},
		"RetentionBounds": {
			reason:     "Ten years are enough.",
			parameters: "flowLogs: {retentionDays: 3653}",
		},
		"RetentionTooLong": {
			reason:     "Ten years are enough.",
			parameters: "flowLogs: {retentionDays: 3654}",
			want:       []string{`spec.parameters.flowLogs.retentionDays: Invalid value: 3654: spec.parameters.flowLogs.retentionDays in body should be less than or equal to 3653`},
		},
	}
}
