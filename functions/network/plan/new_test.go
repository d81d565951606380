// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"errors"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

func testClaim() claim.Claim {
	return claim.Claim{
		Namespace: "team-a",
		Name:      "main",
		Provider:  platform.ProviderAWS,
		Region: regions.Region{
			Portable: "us-east", Native: "us-east-1",
			Zones: []string{"us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"},
		},
	}
}

func inRegion(native string, zones ...string) claim.Claim {
	c := testClaim()
	c.Region = regions.Region{Native: native, Zones: zones}
	return c
}

// messages of errors, in order.
func messages(errs field.ErrorList) []string {
	out := make([]string, 0, len(errs))
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return out
}

// A refusal is a claim that is refused with exactly these messages.
type refusal struct {
	reason   string
	claim    claim.Claim
	p        v1alpha1.Parameters
	recorded v1alpha1.Status
	want     []string
}

func testRefusals(t *testing.T, cases map[string]refusal) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = testClaim()
			}
			got, errs := New(tc.claim, tc.p, tc.recorded)
			if diff := cmp.Diff(tc.want, messages(errs)); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
			if got.CIDR.IsValid() || got.Adopt != nil || got.Claim.Name != "" {
				t.Errorf("%s\nNew(...): got a plan beside errors", tc.reason)
			}
		})
	}
}

func TestNewDefaults(t *testing.T) {
	t.Parallel()
	got := mustPlan(t, v1alpha1.Parameters{}, v1alpha1.Status{})
	zoneNames := func(zs []Zone) []string {
		var out []string
		for _, z := range zs {
			out = append(out, z.Key+" "+z.Name)
		}
		return out
	}
	if got.CIDR != netip.MustParsePrefix("10.0.0.0/16") || got.NAT != v1alpha1.NATSingle || got.Kubernetes != nil || got.FlowLogRetentionDays != 0 {
		t.Errorf("New(...): got cidr %s, nat %s, kubernetes %v, flow logs for %d days", got.CIDR, got.NAT, got.Kubernetes, got.FlowLogRetentionDays)
	}
	if diff := cmp.Diff([]string{"a us-east-1a", "b us-east-1b", "c us-east-1c"}, zoneNames(got.Zones)); diff != "" {
		t.Errorf("Zones: -want, +got:\n%s", diff)
	}
	if !got.HasTier(v1alpha1.TierPublic) || !got.HasTier(v1alpha1.TierPrivate) || got.HasTier(v1alpha1.TierIsolated) {
		t.Errorf("Tiers: got %v, want public and private", got.Tiers)
	}
}

func TestNewNAT(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		p      v1alpha1.Parameters
		want   v1alpha1.NATMode
	}{
		"PrivateOnly":     {reason: "Without a public tier there is nowhere to put a gateway.", p: v1alpha1.Parameters{Tiers: []v1alpha1.Tier{v1alpha1.TierPrivate}}, want: v1alpha1.NATNone},
		"PublicOnly":      {reason: "Without a private tier nobody needs a gateway.", p: v1alpha1.Parameters{Tiers: []v1alpha1.Tier{v1alpha1.TierPublic}}, want: v1alpha1.NATNone},
		"AllTiers":        {reason: "Private subnets reach the internet unless the claim says otherwise.", p: v1alpha1.Parameters{Tiers: v1alpha1.Tiers()}, want: v1alpha1.NATSingle},
		"NoneWasAskedFor": {reason: "The claim wins over the default.", p: v1alpha1.Parameters{NAT: v1alpha1.NATNone}, want: v1alpha1.NATNone},
		"PerZone":         {reason: "The claim wins over the default.", p: v1alpha1.Parameters{NAT: v1alpha1.NATPerZone}, want: v1alpha1.NATPerZone},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := mustPlan(t, tc.p, v1alpha1.Status{}).NAT; got != tc.want {
				t.Errorf("%s\nNAT: got %s, want %s", tc.reason, got, tc.want)
			}
		})
	}
}

func TestNewFull(t *testing.T) {
	t.Parallel()
	p := v1alpha1.Parameters{
		IPv6:             true,
		Kubernetes:       &v1alpha1.Kubernetes{},
		FlowLogs:         &v1alpha1.FlowLogs{Enabled: true},
		PrivateEndpoints: []v1alpha1.Service{v1alpha1.ServiceSecrets, v1alpha1.ServiceLogs},
		DNS:              &v1alpha1.DNS{Zone: "corp.example.com"},
		ShareWith:        []string{"team-b"},
		Firewall: []v1alpha1.FirewallRule{
			{Name: "web", Ports: []string{"443", "80"}, CIDRs: []string{"0.0.0.0/0"}, Tiers: []v1alpha1.Tier{v1alpha1.TierPublic}},
			{
				Name: "no-ssh", Direction: v1alpha1.DirectionOutbound, Action: v1alpha1.ActionDeny, Protocol: v1alpha1.ProtocolAll,
				CIDRs: []string{"192.168.0.0/24", "10.9.0.0/16"}, Tiers: []v1alpha1.Tier{v1alpha1.TierPrivate, v1alpha1.TierPublic},
			},
		},
	}
	got := mustPlan(t, p, v1alpha1.Status{})
	want := []FirewallRule{
		{
			Name: "web", Priority: 0, Direction: v1alpha1.DirectionInbound, Action: v1alpha1.ActionAllow, Protocol: v1alpha1.ProtocolTCP,
			Ports: []validate.PortRange{{From: 80, To: 80}, {From: 443, To: 443}}, CIDRs: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0")}, Tiers: []v1alpha1.Tier{v1alpha1.TierPublic},
		},
		{
			Name: "no-ssh", Priority: 1, Direction: v1alpha1.DirectionOutbound, Action: v1alpha1.ActionDeny, Protocol: v1alpha1.ProtocolAll,
			CIDRs: []netip.Prefix{netip.MustParsePrefix("10.9.0.0/16"), netip.MustParsePrefix("192.168.0.0/24")},
			Tiers: []v1alpha1.Tier{v1alpha1.TierPublic, v1alpha1.TierPrivate},
		},
	}
	if diff := cmp.Diff(want, got.Firewall, comparePrefixValues); diff != "" {
		t.Errorf("Firewall: -want, +got:\n%s", diff)
	}
	if p.Firewall[0].Protocol != "" {
		t.Error("New(...) changed the parameters that it was given")
	}
	if diff := cmp.Diff([]v1alpha1.Service{v1alpha1.ServiceLogs, v1alpha1.ServiceSecrets}, got.Endpoints); diff != "" {
		t.Errorf("Endpoints: -want, +got:\n%s", diff)
	}
	if !got.IPv6 || got.FlowLogRetentionDays != 30 || got.DNSZone != "corp.example.com" {
		t.Errorf("got ipv6 %v, flow logs for %d days, zone %q", got.IPv6, got.FlowLogRetentionDays, got.DNSZone)
	}
	if k := got.Kubernetes; k.PodCIDR.String() != DefaultPodCIDR || k.ServiceCIDR.String() != DefaultServiceCIDR || len(k.PodSubnets) != 3 {
		t.Errorf("Kubernetes: got %+v", k)
	}
}

func TestNewWithoutZones(t *testing.T) {
	t.Parallel()
	got, errs := New(inRegion("westus"), v1alpha1.Parameters{Zones: 1}, v1alpha1.Status{})
	if len(errs) > 0 {
		t.Fatal(errs.ToAggregate())
	}
	if diff := cmp.Diff([]Zone{{Key: "a"}}, got.Zones); diff != "" {
		t.Errorf("A region without zones is one place.\nZones: -want, +got:\n%s", diff)
	}
}

func TestNewRefusesRanges(t *testing.T) {
	t.Parallel()
	cidr := func(s string) v1alpha1.Parameters { return v1alpha1.Parameters{CIDR: s} }
	testRefusals(t, map[string]refusal{
		"NotARange":     {reason: "A range is an address and a length.", p: cidr("ten"), want: []string{`spec.parameters.cidr: Invalid value: "ten": must be an IPv4 range such as 10.0.0.0/16`}},
		"LeadingZeros":  {reason: "Leading zeros mean octal numbers to some clouds.", p: cidr("010.0.0.0/16"), want: []string{`spec.parameters.cidr: Invalid value: "010.0.0.0/16": must be an IPv4 range such as 10.0.0.0/16`}},
		"Address":       {reason: "An address alone is no range.", p: cidr("10.0.0.0"), want: []string{`spec.parameters.cidr: Invalid value: "10.0.0.0": must have a prefix length: use 10.0.0.0/32 for this address alone`}},
		"IPv6":          {reason: "The IPv6 range is the cloud's choice.", p: cidr("fd00::/48"), want: []string{`spec.parameters.cidr: Invalid value: "fd00::/48": must be an IPv4 range such as 10.0.0.0/16`}},
		"NotCanonical":  {reason: "Clouds refuse or silently change ranges with host bits.", p: cidr("10.1.2.3/16"), want: []string{`spec.parameters.cidr: Invalid value: "10.1.2.3/16": must be the first address of its range: use 10.1.0.0/16`}},
		"Public":        {reason: "A public range would hide a part of the internet.", p: cidr("8.8.0.0/16"), want: []string{`spec.parameters.cidr: Invalid value: "8.8.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: other addresses belong to somebody on the internet`}},
		"PartlyPublic":  {reason: "A range that is private in part is public too.", p: cidr("172.0.0.0/8"), want: []string{`spec.parameters.cidr: Invalid value: "172.0.0.0/8": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: other addresses belong to somebody on the internet`}},
		"TooSmall":      {reason: "The isolated subnets of a /23 would be /29.", p: cidr("10.0.0.0/23"), want: []string{`spec.parameters.cidr: Invalid value: "10.0.0.0/23": must be between /8 and /22: it is divided into tiers and zones, and a smaller one would leave subnets that are too small`}},
		"TooManyZones":  {reason: "A region has only so many zones.", claim: inRegion("eu-west-1", "eu-west-1a", "eu-west-1b", "eu-west-1c"), p: v1alpha1.Parameters{Zones: 4}, want: []string{`spec.parameters.zones: Invalid value: 4: region eu-west-1 has 3 zones: set zones to 3 or less, or choose another region`}},
		"OneZone":       {reason: "The default asks for three zones.", claim: inRegion("westus3", "1"), want: []string{`spec.parameters.zones: Invalid value: 3: region westus3 has 1 zone: set zones to 1, or choose another region`}},
		"NoZones":       {reason: "Some regions have no zones.", claim: inRegion("westus"), p: v1alpha1.Parameters{Zones: 2}, want: []string{`spec.parameters.zones: Invalid value: 2: region westus has no zones: set zones to 1, or choose another region`}},
		"SevenZones":    {reason: "The address plan has space for six zones.", p: v1alpha1.Parameters{Zones: 7}, want: []string{`spec.parameters.zones: Invalid value: 7: must be between 1 and 6`}},
		"NegativeZones": {reason: "There is no such number of zones.", p: v1alpha1.Parameters{Zones: -1}, want: []string{`spec.parameters.zones: Invalid value: -1: must be between 1 and 6`}},
		"UnknownTier":   {reason: "A tier that is not known is not ignored.", p: v1alpha1.Parameters{Tiers: []v1alpha1.Tier{"secret"}}, want: []string{`spec.parameters.tiers[0]: Unsupported value: "secret": supported values: "public", "private", "isolated"`}},
		"TierTwice":     {reason: "A tier is there once.", p: v1alpha1.Parameters{Tiers: []v1alpha1.Tier{"private", "private"}}, want: []string{`spec.parameters.tiers[1]: Duplicate value: "private"`}},
		"NATAlone":      {reason: "NAT goes from private through public subnets.", p: v1alpha1.Parameters{NAT: v1alpha1.NATSingle, Tiers: []v1alpha1.Tier{"private"}}, want: []string{`spec.parameters.nat: Invalid value: "Single": needs the tiers public and private: add them to tiers, or set nat to None`}},
		"NATPerZone":    {reason: "NAT goes from private through public subnets.", p: v1alpha1.Parameters{NAT: v1alpha1.NATPerZone, Tiers: []v1alpha1.Tier{"public"}}, want: []string{`spec.parameters.nat: Invalid value: "PerZone": needs the tiers public and private: add them to tiers, or set nat to None`}},
		"UnknownNAT":    {reason: "A mode that is not known is not ignored.", p: v1alpha1.Parameters{NAT: "Double"}, want: []string{`spec.parameters.nat: Unsupported value: "Double": supported values: "None", "Single", "PerZone"`}},
		"EverythingOnce": {reason: "Everything that is wrong is reported at once, in the order of the fields.", p: v1alpha1.Parameters{CIDR: "10.0.0.1/16", Zones: 9, NAT: "x", ShareWith: []string{"A"}}, want: []string{
			`spec.parameters.cidr: Invalid value: "10.0.0.1/16": must be the first address of its range: use 10.0.0.0/16`,
			`spec.parameters.nat: Unsupported value: "x": supported values: "None", "Single", "PerZone"`,
			`spec.parameters.shareWith[0]: Invalid value: "A": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 63 characters`,
			`spec.parameters.zones: Invalid value: 9: must be between 1 and 6`,
		}},
	})
}

func TestNewRefusesServices(t *testing.T) {
	t.Parallel()
	dns := func(zone string) v1alpha1.Parameters { return v1alpha1.Parameters{DNS: &v1alpha1.DNS{Zone: zone}} }
	shares := func(ns ...string) v1alpha1.Parameters { return v1alpha1.Parameters{ShareWith: ns} }
	k8s := func(cidr, pods, services string) v1alpha1.Parameters {
		return v1alpha1.Parameters{CIDR: cidr, Kubernetes: &v1alpha1.Kubernetes{PodCIDR: pods, ServiceCIDR: services}}
	}
	many := make([]string, MaxShares+1)
	for i := range many {
		many[i] = "team-" + zoneKey(i/10) + zoneKey(i%10) + "x"
	}
	testRefusals(t, map[string]refusal{
		"Retention":         {reason: "Logs are not kept for eleven years.", p: v1alpha1.Parameters{FlowLogs: &v1alpha1.FlowLogs{Enabled: true, RetentionDays: 4000}}, want: []string{`spec.parameters.flowLogs.retentionDays: Invalid value: 4000: must be between 1 and 3653`}},
		"NegativeRetention": {reason: "A retention that is not used is checked too.", p: v1alpha1.Parameters{FlowLogs: &v1alpha1.FlowLogs{RetentionDays: -1}}, want: []string{`spec.parameters.flowLogs.retentionDays: Invalid value: -1: must be between 1 and 3653`}},
		"UnknownService": {reason: "A service that is not known is not ignored.", p: v1alpha1.Parameters{PrivateEndpoints: []v1alpha1.Service{"Mail", "Logs", "Logs"}}, want: []string{
			`spec.parameters.privateEndpoints[0]: Unsupported value: "Mail": supported values: "ContainerRegistry", "KeyManagement", "Logs", "ObjectStorage", "Secrets"`,
			`spec.parameters.privateEndpoints[2]: Duplicate value: "Logs"`,
		}},
		"ZoneMissing":        {reason: "A zone needs a name.", p: dns(""), want: []string{`spec.parameters.dns.zone: Required value: for example corp.example.com`}},
		"ZoneOfOneLabel":     {reason: "A private zone for com would hide all of it.", p: dns("com"), want: []string{`spec.parameters.dns.zone: Invalid value: "com": must have at least two labels, for example com.example.com`}},
		"ZoneWithDot":        {reason: "The dot is the cloud's business.", p: dns("Corp.example."), want: []string{`spec.parameters.dns.zone: Invalid value: "Corp.example.": must be lower-case and must not end with a dot: use corp.example`}},
		"ZoneWithUnderscore": {reason: "A zone is a domain name.", p: dns("a_b.example.com"), want: []string{`spec.parameters.dns.zone: Invalid value: "a_b.example.com": must be a domain name such as corp.example.com: labels of lower-case letters, digits and hyphens, 63 characters at most each`}},
		"ZoneOfACloud":       {reason: "Private endpoints would stop to resolve.", p: dns("eu.amazonaws.com"), want: []string{`spec.parameters.dns.zone: Invalid value: "eu.amazonaws.com": must not be amazonaws.com or below it, because a cloud or a cluster answers for that itself: use a domain of your own`}},
		"ZoneOfClusters":     {reason: "Clusters within the network could not resolve their services.", p: dns("cluster.local"), want: []string{`spec.parameters.dns.zone: Invalid value: "cluster.local": must not be cluster.local or below it, because a cloud or a cluster answers for that itself: use a domain of your own`}},
		"ShareWithAll":       {reason: "Sharing is a decision about known namespaces.", p: shares("*"), want: []string{`spec.parameters.shareWith[0]: Invalid value: "*": name each namespace: patterns would also match namespaces that do not exist yet`}},
		"ShareWithSelf":      {reason: "The own namespace needs no permission.", p: shares("team-a"), want: []string{`spec.parameters.shareWith[0]: Invalid value: "team-a": is the network's own namespace, whose claims may refer to it anyway: leave it out`}},
		"ShareTwice":         {reason: "A namespace is there once.", p: shares("team-b", "team-b"), want: []string{`spec.parameters.shareWith[1]: Duplicate value: "team-b"`}},
		"ShareWithNobody":    {reason: "An empty name is no namespace.", p: shares(""), want: []string{`spec.parameters.shareWith[0]: Required value: give it a name`}},
		"ShareWithTooMany":   {reason: "The list is bounded.", p: shares(many...), want: []string{`spec.parameters.shareWith: Too many: 51: must have at most 50 items`}},
		"PodsOverlapDefault": {reason: "The default does not fit every network.", p: k8s("100.64.0.0/12", "", ""), want: []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "100.64.0.0/16": overlaps cidr 100.64.0.0/12: choose a private range outside of it`}},
		"ServicesOverlap":    {reason: "The default does not fit every network.", p: k8s("172.16.0.0/12", "", ""), want: []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.20.0.0/16": overlaps cidr 172.16.0.0/12: choose a private range outside of it`}},
		"PodsAndServices":    {reason: "An address is a pod's or a service's.", p: k8s("", "10.64.0.0/12", "10.65.0.0/16"), want: []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "10.65.0.0/16": overlaps podCIDR 10.64.0.0/12: choose a private range outside of it`}},
		"PodsTooMany":        {reason: "No cloud takes a range that large.", p: k8s("192.168.0.0/16", "10.0.0.0/8", ""), want: []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "10.0.0.0/8": must be between /10 and /22: every node takes a part of it, and every zone an eighth`}},
		"ServicesTooMany":    {reason: "GKE takes /16 at most.", p: k8s("", "", "172.16.0.0/12"), want: []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.16.0.0/12": must be between /16 and /24: that is what the clusters of every cloud accept`}},
		"ServicesShared":     {reason: "EKS takes ranges of RFC 1918 only.", p: k8s("", "", "100.100.0.0/16"), want: []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "100.100.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16: clusters accept no other`}},
		"PodsPublic": {reason: "A public range would hide a part of the internet.", p: k8s("", "1.0.0.0/16", "x"), want: []string{
			`spec.parameters.kubernetes.podCIDR: Invalid value: "1.0.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10: clusters accept no other`,
			`spec.parameters.kubernetes.serviceCIDR: Invalid value: "x": must be an IPv4 range such as 10.0.0.0/16`,
		}},
	})
}

func TestNewRefusesChanges(t *testing.T) {
	t.Parallel()
	recorded := func(p v1alpha1.Parameters) v1alpha1.Status {
		before, errs := New(testClaim(), p, v1alpha1.Status{})
		if len(errs) > 0 {
			t.Fatal(errs.ToAggregate())
		}
		s := v1alpha1.Status{ID: "vpc-1", CIDR: before.CIDR.String(), Plan: before.ZonalPlan()}
		if k := before.Kubernetes; k != nil {
			s.Kubernetes = &v1alpha1.KubernetesRanges{PodCIDR: k.PodCIDR.String(), ServiceCIDR: k.ServiceCIDR.String()}
		}
		return s
	}
	regional := recorded(v1alpha1.Parameters{})
	regional.Plan = mustPlan(t, v1alpha1.Parameters{}, v1alpha1.Status{}).RegionalPlan()
	unreported := recorded(v1alpha1.Parameters{})
	unreported.CIDR = ""
	k8s := &v1alpha1.Kubernetes{}
	v6, zone := recorded(v1alpha1.Parameters{}), recorded(v1alpha1.Parameters{})
	v6.IPv6CIDR = "fd00:1::/48"
	zone.DNSZone = &v1alpha1.DNSZone{Name: "a.example.com"}
	testRefusals(t, map[string]refusal{
		"CIDR":         {reason: "Another range is another network.", p: v1alpha1.Parameters{CIDR: "10.1.0.0/16", AllowReplacement: true}, recorded: recorded(v1alpha1.Parameters{}), want: []string{`spec.parameters.cidr: Invalid value: "10.1.0.0/16": is immutable and was 10.0.0.0/16 before: create a new network for another range`}},
		"PlannedCIDR":  {reason: "The plan is recorded before the cloud reports a range.", p: v1alpha1.Parameters{CIDR: "10.1.0.0/16"}, recorded: unreported, want: []string{`spec.parameters.cidr: Invalid value: "10.1.0.0/16": is immutable and subnet public-a was 10.0.128.0/21 before: create a new network for another range`}},
		"Zones":        {reason: "Fewer zones delete subnets.", p: v1alpha1.Parameters{Zones: 1}, recorded: recorded(v1alpha1.Parameters{}), want: []string{`spec.parameters.zones: Invalid value: 1: must not be less than the 3 zones in use, because that deletes the subnets public-b, public-c, private-b, private-c with everything in them: keep 3, or set allowReplacement to true`}},
		"RegionalZone": {reason: "Where subnets span zones, workloads lose theirs.", p: v1alpha1.Parameters{Zones: 1}, recorded: regional, want: []string{`spec.parameters.zones: Invalid value: 1: must not be less than the 3 zones in use, because that takes zones away from what runs in them: keep 3, or set allowReplacement to true`}},
		"Tiers":        {reason: "Fewer tiers delete subnets.", p: v1alpha1.Parameters{Zones: 2, Tiers: []v1alpha1.Tier{"private"}}, recorded: recorded(v1alpha1.Parameters{Zones: 2}), want: []string{`spec.parameters.tiers: Invalid value: ["private"]: must keep public, because leaving it out deletes the subnets public-a, public-b with everything in them: add it, or set allowReplacement to true`}},
		"PodCIDR":      {reason: "Clusters use the range.", p: v1alpha1.Parameters{Kubernetes: &v1alpha1.Kubernetes{PodCIDR: "10.64.0.0/16"}, AllowReplacement: true}, recorded: recorded(v1alpha1.Parameters{Kubernetes: k8s}), want: []string{`spec.parameters.kubernetes.podCIDR: Invalid value: "10.64.0.0/16": is immutable and was 100.64.0.0/16 before: clusters use it; create a new network for another range`}},
		"ServiceCIDR":  {reason: "Clusters use the range.", p: v1alpha1.Parameters{Kubernetes: &v1alpha1.Kubernetes{ServiceCIDR: "172.21.0.0/16"}}, recorded: recorded(v1alpha1.Parameters{Kubernetes: k8s}), want: []string{`spec.parameters.kubernetes.serviceCIDR: Invalid value: "172.21.0.0/16": is immutable and was 172.20.0.0/16 before: clusters use it; create a new network for another range`}},
		"Kubernetes":   {reason: "Clusters use the ranges.", recorded: recorded(v1alpha1.Parameters{Kubernetes: k8s}), want: []string{`spec.parameters.kubernetes: Required value: removing it takes the ranges of pods and services away from clusters: restore it, or set allowReplacement to true`}},
		"IPv6Off":      {reason: "GCP cannot take the range away again.", recorded: v6, want: []string{`spec.parameters.ipv6: Invalid value: false: cannot be switched off, because addresses of fd00:1::/48 are in use: set it to true, or create a new network without IPv6`}},
		"RenamedZone":  {reason: "No cloud renames a zone.", p: v1alpha1.Parameters{DNS: &v1alpha1.DNS{Zone: "b.example.com"}}, recorded: zone, want: []string{`spec.parameters.dns.zone: Invalid value: "b.example.com": is immutable and was a.example.com before: remove dns, wait until status.dnsZone is gone, and add dns with the new name`}},
		"ToAdopted":    {reason: "A network of ours would be abandoned.", p: v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "vpc-2"}}, recorded: recorded(v1alpha1.Parameters{}), want: []string{`spec.parameters.adopt: Forbidden: this claim created its network already: remove adopt, or adopt the other network with a new claim`}},
		"OtherAdopted": {reason: "Whoever uses the adopted network would be moved to another one.", p: v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "vpc-3"}}, recorded: v1alpha1.Status{ID: "vpc-2"}, want: []string{`spec.parameters.adopt.id: Invalid value: "vpc-3": is immutable and was vpc-2 before: adopt the other network with a new claim`}},
		"FromAdopted":  {reason: "An adopted network would be replaced.", recorded: v1alpha1.Status{ID: "vpc-2"}, want: []string{`spec.parameters.adopt: Required value: this claim adopted network vpc-2 and cannot create one in its place: restore adopt, or create a network with a new claim`}},
	})
}

func TestNewPermitsChanges(t *testing.T) {
	t.Parallel()
	before := mustPlan(t, v1alpha1.Parameters{Tiers: v1alpha1.Tiers(), Kubernetes: &v1alpha1.Kubernetes{}}, v1alpha1.Status{})
	recorded := v1alpha1.Status{ID: "vpc-1", CIDR: "10.0.0.0/16", Plan: before.ZonalPlan(), DNSZone: &v1alpha1.DNSZone{Name: "a.example.com"}, Kubernetes: &v1alpha1.KubernetesRanges{PodCIDR: DefaultPodCIDR, ServiceCIDR: DefaultServiceCIDR}}
	after := mustPlan(t, v1alpha1.Parameters{Zones: 1, Tiers: []v1alpha1.Tier{"private"}, AllowReplacement: true}, recorded)
	if len(after.Zones) != 1 || len(after.Tiers) != 1 || after.Kubernetes != nil {
		t.Errorf("allowReplacement permits to shrink, got %d zones, %d tiers, kubernetes %v", len(after.Zones), len(after.Tiers), after.Kubernetes)
	}
	if diff := cmp.Diff(recorded, after.Recorded); diff != "" {
		t.Errorf("Recorded: -want, +got:\n%s", diff)
	}
}

func TestNewAdopts(t *testing.T) {
	t.Parallel()
	adopt := &v1alpha1.Adopt{ID: "vpc-1", Subnets: []v1alpha1.AdoptedSubnet{{ID: "subnet-1", Tier: "private"}, {ID: "subnet-2", Tier: "private"}}}
	recorded := v1alpha1.Status{ID: "vpc-1"}
	// The XRD sets these defaults for adopted networks too.
	p := v1alpha1.Parameters{CIDR: DefaultCIDR, Zones: DefaultZones, Tiers: DefaultTiers(), Adopt: adopt, ShareWith: []string{"team-b"}}
	got := mustPlan(t, p, recorded)
	if diff := cmp.Diff(adopt, got.Adopt); diff != "" {
		t.Errorf("Adopt: -want, +got:\n%s", diff)
	}
	if got.CIDR.IsValid() || len(got.Zones)+len(got.Tiers)+len(got.Reserved) > 0 || got.NAT != "" || got.Recorded.ID != "vpc-1" || got.Claim.Name != "main" {
		t.Errorf("An adopted network has no plan of its own, got %+v", got)
	}
	if got.ZonalPlan() != nil || got.RegionalPlan() != nil {
		t.Error("An adopted network has no address plan")
	}
}

// TestNewAdoptsAgain proves that an id may be printed in another case than it was
// written in, as Azure does.
func TestNewAdoptsAgain(t *testing.T) {
	t.Parallel()
	p := v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "/Subscriptions/A"}}
	if _, errs := New(claim.Claim{}, p, v1alpha1.Status{ID: "/subscriptions/a"}); len(errs) > 0 {
		t.Errorf("New(...): %v", errs)
	}
}

func TestNewRefusesAdoption(t *testing.T) {
	t.Parallel()
	adopt := &v1alpha1.Adopt{ID: "vpc-1"}
	forbidden := func(names ...string) []string {
		out := make([]string, 0, len(names))
		for _, n := range names {
			out = append(out, "spec.parameters."+n+": Forbidden: an adopted network is never changed: remove "+n+", or remove adopt to create a network")
		}
		return out
	}
	testRefusals(t, map[string]refusal{
		"Exclusive": {
			reason: "What cannot be done is not ignored.",
			p: v1alpha1.Parameters{
				CIDR: "10.1.0.0/16", Zones: 2, Tiers: []v1alpha1.Tier{"public"}, NAT: "None", IPv6: true, Kubernetes: &v1alpha1.Kubernetes{}, FlowLogs: &v1alpha1.FlowLogs{},
				PrivateEndpoints: []v1alpha1.Service{"Logs"}, DNS: &v1alpha1.DNS{}, Firewall: []v1alpha1.FirewallRule{{}}, Peerings: []v1alpha1.Peering{{}}, AllowReplacement: true, Adopt: adopt,
			},
			want: forbidden("allowReplacement", "cidr", "dns", "firewall", "flowLogs", "ipv6", "kubernetes", "nat", "peerings", "privateEndpoints", "tiers", "zones"),
		},
		"NoID": {reason: "Nothing is not adopted.", p: v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{}}, want: []string{`spec.parameters.adopt.id: Required value: name the network to adopt`}},
		"Subnets": {
			reason: "A subnet has an id and a tier, and is there once.",
			p:      v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "vpc-1", Subnets: []v1alpha1.AdoptedSubnet{{Tier: "private"}, {ID: "subnet-1"}, {ID: "subnet-1", Tier: "public"}}}},
			want: []string{
				`spec.parameters.adopt.subnets[0].id: Required value: name the subnet to offer`,
				`spec.parameters.adopt.subnets[1].tier: Unsupported value: "": supported values: "public", "private", "isolated"`,
				`spec.parameters.adopt.subnets[2].id: Duplicate value: "subnet-1"`,
			},
		},
		"TooManySubnets": {
			reason: "The list is bounded.",
			p:      v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "vpc-1", Subnets: manySubnets(MaxAdoptedSubnets + 1)}},
			want:   []string{`spec.parameters.adopt.subnets: Too many: 51: must have at most 50 items`},
		},
	})
}

func manySubnets(n int) []v1alpha1.AdoptedSubnet {
	out := make([]v1alpha1.AdoptedSubnet, n)
	for i := range out {
		out[i] = v1alpha1.AdoptedSubnet{ID: "subnet-" + zoneKey(i/10) + zoneKey(i%10), Tier: "private"}
	}
	return out
}

func TestNewRefusesFirewallRules(t *testing.T) {
	t.Parallel()
	rule := func(change func(*v1alpha1.FirewallRule)) v1alpha1.Parameters {
		r := v1alpha1.FirewallRule{Name: "web", Ports: []string{"443"}, CIDRs: []string{"0.0.0.0/0"}, Tiers: []v1alpha1.Tier{"public"}}
		change(&r)
		return v1alpha1.Parameters{Firewall: []v1alpha1.FirewallRule{r}}
	}
	ports := func(ports ...string) v1alpha1.Parameters {
		return rule(func(r *v1alpha1.FirewallRule) { r.Ports = ports })
	}
	cidrs := func(cidrs ...string) v1alpha1.Parameters {
		return rule(func(r *v1alpha1.FirewallRule) { r.CIDRs = cidrs })
	}
	tiers := func(tiers ...v1alpha1.Tier) v1alpha1.Parameters {
		return rule(func(r *v1alpha1.FirewallRule) { r.Tiers = tiers })
	}
	named := func(name string) v1alpha1.Parameters {
		return rule(func(r *v1alpha1.FirewallRule) { r.Name = name })
	}
	many := v1alpha1.Parameters{}
	for i := range MaxFirewallRules + 1 {
		many.Firewall = append(many.Firewall, v1alpha1.FirewallRule{Name: "rule-" + zoneKey(i), Ports: []string{"443"}, CIDRs: []string{"10.0.0.0/8"}, Tiers: []v1alpha1.Tier{"public"}})
	}
	isolated := rule(func(r *v1alpha1.FirewallRule) {
		r.Direction, r.Tiers, r.CIDRs = v1alpha1.DirectionOutbound, []v1alpha1.Tier{"isolated"}, []string{"10.0.0.0/8", "203.0.113.0/24"}
	})
	isolated.Tiers = v1alpha1.Tiers()
	const open = `spec.parameters.firewall[0]: Forbidden: would open every port to the internet: set protocol and ports to what is served, or cidrs to who may connect`
	testRefusals(t, map[string]refusal{
		"NoName":    {reason: "Rules are told apart by name.", p: named(""), want: []string{`spec.parameters.firewall[0].name: Required value: give it a name`}},
		"BadName":   {reason: "The name is a part of names at the cloud.", p: named("Web_1"), want: []string{`spec.parameters.firewall[0].name: Invalid value: "Web_1": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 32 characters`}},
		"LongName":  {reason: "The name is a part of names at the cloud.", p: named("a-name-that-is-longer-than-32-chars"), want: []string{`spec.parameters.firewall[0].name: Invalid value: "a-name-that-is-longer-than-32-chars": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 32 characters`}},
		"SameName":  {reason: "Rules are told apart by name.", p: v1alpha1.Parameters{Firewall: append(named("web").Firewall, named("web").Firewall...)}, want: []string{`spec.parameters.firewall[1].name: Duplicate value: "web"`}},
		"TooMany":   {reason: "Clouds have quotas.", p: many, want: []string{`spec.parameters.firewall: Too many: 21: must have at most 20 items`}},
		"Direction": {reason: "A value that is not known is not ignored.", p: rule(func(r *v1alpha1.FirewallRule) { r.Direction = "In" }), want: []string{`spec.parameters.firewall[0].direction: Unsupported value: "In": supported values: "Inbound", "Outbound"`}},
		"Action":    {reason: "A value that is not known is not ignored.", p: rule(func(r *v1alpha1.FirewallRule) { r.Action = "Drop" }), want: []string{`spec.parameters.firewall[0].action: Unsupported value: "Drop": supported values: "Allow", "Deny"`}},
		"Protocol": {reason: "A value that is not known is not ignored.", p: rule(func(r *v1alpha1.FirewallRule) { r.Protocol, r.Ports, r.CIDRs = "GRE", nil, []string{"10.0.0.0/8"} }), want: []string{
			`spec.parameters.firewall[0].protocol: Unsupported value: "GRE": supported values: "TCP", "UDP", "ICMP", "All"`,
		}},
		"PortsOfICMP":    {reason: "ICMP has no ports.", p: rule(func(r *v1alpha1.FirewallRule) { r.Protocol = v1alpha1.ProtocolICMP }), want: []string{`spec.parameters.firewall[0].ports: Forbidden: protocol ICMP has no ports: remove them, or set protocol to TCP or UDP`}},
		"PortsOfAll":     {reason: "Not every protocol has ports.", p: rule(func(r *v1alpha1.FirewallRule) { r.Protocol = v1alpha1.ProtocolAll }), want: []string{`spec.parameters.firewall[0].ports: Forbidden: protocol All has no ports: remove them, or set protocol to TCP or UDP`}},
		"PortName":       {reason: "Clouds know numbers.", p: ports("https"), want: []string{`spec.parameters.firewall[0].ports[0]: Invalid value: "https": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`}},
		"PortZero":       {reason: "Port 0 is reserved.", p: ports("0"), want: []string{`spec.parameters.firewall[0].ports[0]: Invalid value: "0": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`}},
		"PortTooHigh":    {reason: "Ports have 16 bits.", p: ports("65536"), want: []string{`spec.parameters.firewall[0].ports[0]: Invalid value: "65536": must be a port such as 443 or a range such as 8000-8100, between 1 and 65535`}},
		"PortsBackwards": {reason: "A range has a direction.", p: ports("90-80"), want: []string{`spec.parameters.firewall[0].ports[0]: Invalid value: "90-80": must start with the lower port: use 80-90`}},
		"PortsOverlap": {reason: "Clouds refuse two rules for one packet.", p: ports("80-90", "90", "443", "85"), want: []string{
			`spec.parameters.firewall[0].ports[1]: Invalid value: "90": overlaps 80-90: leave one of them out, or join them`,
			`spec.parameters.firewall[0].ports[3]: Invalid value: "85": overlaps 80-90: leave one of them out, or join them`,
		}},
		"TooManyPorts": {reason: "Clouds have quotas.", p: ports("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21"), want: []string{`spec.parameters.firewall[0].ports: Too many: 21: must have at most 20 items`}},
		"NoCIDRs":      {reason: "A rule without another side matches nothing.", p: cidrs(), want: []string{`spec.parameters.firewall[0].cidrs: Required value: name the ranges on the other side; 0.0.0.0/0 is everywhere`}},
		"CIDRs": {reason: "Clouds refuse or silently change ranges with host bits.", p: cidrs("10.0.0.1/8", "10.2.0.0/16", "10.2.0.0/16"), want: []string{
			`spec.parameters.firewall[0].cidrs[0]: Invalid value: "10.0.0.1/8": must be the first address of its range: use 10.0.0.0/8`,
			`spec.parameters.firewall[0].cidrs[2]: Duplicate value: "10.2.0.0/16"`,
		}},
		"TooManyCIDRs": {reason: "Clouds have quotas.", p: cidrs(slices.Collect(func(yield func(string) bool) {
			for i := range MaxCIDRsOfARule + 1 {
				if !yield(nth(netip.MustParsePrefix("10.0.0.0/8"), 8, i).String()) {
					return
				}
			}
		})...), want: []string{`spec.parameters.firewall[0].cidrs: Too many: 21: must have at most 20 items`}},
		"NoTiers":         {reason: "A rule without a side matches nothing.", p: tiers(), want: []string{`spec.parameters.firewall[0].tiers: Required value: name the tiers that the rule is for`}},
		"UnknownTier":     {reason: "A tier that is not known is not ignored.", p: tiers("dmz"), want: []string{`spec.parameters.firewall[0].tiers[0]: Unsupported value: "dmz": supported values: "public", "private", "isolated"`}},
		"TierTwice":       {reason: "A tier is there once.", p: tiers("public", "public"), want: []string{`spec.parameters.firewall[0].tiers[1]: Duplicate value: "public"`}},
		"TierNotInUse":    {reason: "A rule for a tier that does not exist would be ignored.", p: rule(func(r *v1alpha1.FirewallRule) { r.Tiers, r.CIDRs = []v1alpha1.Tier{"isolated"}, []string{"10.0.0.0/8"} }), want: []string{`spec.parameters.firewall[0].tiers[0]: Invalid value: "isolated": is not one of the network's tiers: add it to spec.parameters.tiers, or leave it out here`}},
		"OpenToEverybody": {reason: "Nobody wants every port open to the internet.", p: rule(func(r *v1alpha1.FirewallRule) { r.Protocol, r.Ports = v1alpha1.ProtocolAll, nil }), want: []string{open}},
		"AllPortsOpen":    {reason: "Nobody wants every port open to the internet.", p: ports(), want: []string{open}},
		"IsolatedToWorld": {reason: "Isolated subnets do not reach the internet.", p: isolated, want: []string{`spec.parameters.firewall[0]: Forbidden: isolated subnets have no way to the internet, and 203.0.113.0/24 is there: remove isolated from the rule's tiers, or choose private ranges`}},
	})
}

func TestNewPermitsFirewallRules(t *testing.T) {
	t.Parallel()
	tiers := []v1alpha1.Tier{"public", "isolated"}
	cases := map[string]struct {
		reason string
		rule   v1alpha1.FirewallRule
	}{
		"PingFromAnywhere":    {reason: "ICMP is narrow enough.", rule: v1alpha1.FirewallRule{Protocol: v1alpha1.ProtocolICMP, Tiers: tiers[:1], CIDRs: []string{"0.0.0.0/0"}}},
		"DenyEverything":      {reason: "Denying opens nothing.", rule: v1alpha1.FirewallRule{Action: v1alpha1.ActionDeny, Protocol: v1alpha1.ProtocolAll, Tiers: tiers, CIDRs: []string{"0.0.0.0/0"}}},
		"OutboundToAnywhere":  {reason: "Going out opens nothing.", rule: v1alpha1.FirewallRule{Direction: v1alpha1.DirectionOutbound, Protocol: v1alpha1.ProtocolAll, Tiers: tiers[:1], CIDRs: []string{"0.0.0.0/0"}}},
		"EverythingFromInner": {reason: "Private ranges are not the internet.", rule: v1alpha1.FirewallRule{Protocol: v1alpha1.ProtocolAll, Tiers: tiers, CIDRs: []string{"10.0.0.0/8"}}},
		"AdjacentPorts":       {reason: "Ranges that touch do not overlap.", rule: v1alpha1.FirewallRule{Ports: []string{"80-89", "90"}, Tiers: tiers[:1], CIDRs: []string{"0.0.0.0/0"}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.rule.Name = "rule"
			_, errs := New(testClaim(), v1alpha1.Parameters{Tiers: tiers, Firewall: []v1alpha1.FirewallRule{tc.rule}}, v1alpha1.Status{})
			if len(errs) > 0 {
				t.Errorf("%s\nNew(...): %v", tc.reason, errs.ToAggregate())
			}
		})
	}
}

// errStatus is what a status that cannot be decoded returns.
var errStatus = errors.New("status.id is a number")
