// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/apis/network"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// TestSuite proves what must hold for the function of every API.
func TestSuite(t *testing.T) {
	t.Parallel()
	suite().Run(t)
}

func suite() composetest.Suite {
	return composetest.Suite{
		API:     "network",
		New:     New,
		Support: network.Support(),
		Changes: changes(),
		Elsewhere: map[string]string{
			"shareWith":        "read by the claims that refer to this one: TestPeeringNeedsConsent",
			"allowReplacement": "permits what is refused otherwise: TestReplacementNeedsConsent",
		},
		Growth: map[string]composetest.Growth{
			"Zone":      {Reason: "Another zone must not move a subnet.", Before: "{zones: 2, tiers: [public, private, isolated]}", After: "{zones: 3, tiers: [public, private, isolated]}"},
			"Tier":      {Reason: "Another tier must not move a subnet.", Before: "{tiers: [public, private]}", After: "{tiers: [public, private, isolated]}"},
			"Endpoints": {Reason: "Private endpoints are added beside what exists.", Before: "{dns: {zone: a.internal}}", After: "{dns: {zone: a.internal}, privateEndpoints: [Secrets]}"},
			"DNS":       {Reason: "A zone is added beside what exists.", Before: "{}", After: "{dns: {zone: a.internal}}"},
		},
		Words: words,
		Objects: func(tb testing.TB, p platform.Provider) []*structpb.Struct {
			tb.Helper()
			return []*structpb.Struct{other(tb, p), foreign(tb, p, "{shareWith: [team-a]}")}
		},
		Exists: func(p platform.Provider, status *structpb.Struct) {
			status.Fields["id"] = structpb.NewStringValue(otherID(p))
			for _, peering := range status.GetFields()["peerings"].GetListValue().GetValues() {
				peering.GetStructValue().Fields["id"] = structpb.NewStringValue("pcx-1")
			}
		},
	}
}

// changes of every leaf of the XRD's parameters. A leaf is named as in the support
// matrix.
func changes() map[string]composetest.Change {
	rule := func(extra string) string {
		return "{firewall: [{name: web, cidrs: [192.0.2.0/24], tiers: [public]" + extra + "}]}"
	}
	return map[string]composetest.Change{
		"provider":       {From: "{}", To: "{provider: @OTHER@}"},
		"region":         {From: "{}", To: "{region: eu-west}"},
		"environment":    {From: "{}", To: "{environment: development}"},
		"tags":           {From: "{dns: {zone: a.internal}, nat: Single}", To: "{dns: {zone: a.internal}, nat: Single, tags: {shop: books}}"},
		"deletionPolicy": {From: "{}", To: "{deletionPolicy: Orphan}"},
		"cidr":           {From: "{}", To: "{cidr: 10.1.0.0/16}"},
		"zones": {
			From: "{zones: 2, nat: PerZone}", To: "{zones: 3, nat: PerZone}",
			On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {Nothing: "subnets span zones"}},
		},
		"tiers":                              {From: "{}", To: "{tiers: [public, private, isolated]}"},
		"nat":                                {From: "{nat: None}", To: "{nat: Single}"},
		"ipv6":                               {From: "{}", To: "{ipv6: true}"},
		"kubernetes.podCIDR":                 {From: "{kubernetes: {podCIDR: 100.64.0.0/16}}", To: "{kubernetes: {podCIDR: 100.65.0.0/16}}"},
		"kubernetes.serviceCIDR":             {From: "{kubernetes: {serviceCIDR: 172.20.0.0/16}}", To: "{kubernetes: {serviceCIDR: 172.21.0.0/16}}"},
		"flowLogs.enabled":                   {From: "{flowLogs: {enabled: false}}", To: "{flowLogs: {enabled: true}}"},
		"flowLogs.retentionDays":             {From: "{flowLogs: {enabled: true, retentionDays: 30}}", To: "{flowLogs: {enabled: true, retentionDays: 60}}"},
		"privateEndpoints":                   {From: "{}", To: "{privateEndpoints: [Secrets]}"},
		"dns.zone":                           {From: "{}", To: "{dns: {zone: shop.internal}}"},
		"firewall[].name":                    {From: rule(""), To: strings.ReplaceAll(rule(""), "name: web", "name: www")},
		"firewall[].direction":               {From: rule(", action: Deny"), To: rule(", action: Deny, direction: Outbound")},
		"firewall[].action":                  {From: rule(""), To: rule(", action: Deny")},
		"firewall[].protocol":                {From: rule(""), To: rule(", protocol: UDP")},
		"firewall[].ports":                   {From: rule(""), To: rule(", ports: ['443']")},
		"firewall[].cidrs":                   {From: rule(""), To: strings.ReplaceAll(rule(""), "192.0.2.0/24", "198.51.100.0/24")},
		"firewall[].tiers":                   {From: rule(""), To: strings.ReplaceAll(rule(""), "[public]", "[private]")},
		"peerings[].networkRef.name":         {From: "{}", To: "{peerings: [{networkRef: {name: other}}]}"},
		"peerings[].networkRef.namespace":    {From: "{peerings: [{networkRef: {name: other}}]}", To: "{peerings: [{networkRef: {name: other, namespace: team-b}}]}"},
		"adopt.id":                           {From: "{}", To: "{adopt: {id: @ID@}}"},
		"adopt.subnets[].id":                 {From: "{adopt: {id: @ID@}}", To: "{adopt: {id: @ID@, subnets: [{id: @SUBNET@, tier: private}]}}"},
		"adopt.subnets[].tier":               {From: "{adopt: {id: @ID@, subnets: [{id: @SUBNET@, tier: private}]}}", To: "{adopt: {id: @ID@, subnets: [{id: @SUBNET@, tier: public}]}}"},
		"privateEndpoints=ObjectStorage":     {From: "{}", To: "{privateEndpoints: [ObjectStorage]}"},
		"privateEndpoints=ContainerRegistry": {From: "{}", To: "{privateEndpoints: [ContainerRegistry]}"},
		"privateEndpoints=Secrets":           {From: "{}", To: "{privateEndpoints: [Secrets]}"},
		"privateEndpoints=KeyManagement":     {From: "{}", To: "{privateEndpoints: [KeyManagement]}"},
		"privateEndpoints=Logs":              {From: "{}", To: "{privateEndpoints: [Logs]}"},
		"nat=None":                           {From: "{nat: Single}", To: "{nat: None}"},
		"nat=Single":                         {From: "{nat: None}", To: "{nat: Single}"},
		"nat=PerZone":                        {From: "{nat: None}", To: "{nat: PerZone}"},
		"tiers=public":                       {From: "{tiers: [isolated]}", To: "{tiers: [isolated, public]}"},
		"tiers=private":                      {From: "{tiers: [public]}", To: "{tiers: [public, private]}"},
		"tiers=isolated":                     {From: "{tiers: [public]}", To: "{tiers: [public, isolated]}"},
		"firewall[].action=Allow":            {From: "{}", To: rule("")},
		"firewall[].action=Deny":             {From: "{}", To: rule(", action: Deny")},
	}
}

// words that are others on each cloud: ids of things to adopt.
func words(p platform.Provider) []string {
	const azure = "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/legacy/providers/Microsoft.Network/virtualNetworks/n"
	switch p {
	case platform.ProviderAWS:
		return []string{"@SUBNET@", "subnet-0123456789abcdef0", "@ID@", "vpc-0a1b2c3d4e5f67890", "@OTHER@", "gcp"}
	case platform.ProviderAzure:
		return []string{"@SUBNET@", azure + "/subnets/s", "@ID@", azure, "@OTHER@", "aws"}
	case platform.ProviderGCP:
		return []string{"@SUBNET@", "projects/acme-legacy/regions/us-east4/subnetworks/s", "@ID@", "projects/acme-legacy/global/networks/n", "@OTHER@", "azure"}
	}
	return nil
}

func otherID(p platform.Provider) string {
	return map[platform.Provider]string{
		platform.ProviderAWS:   "vpc-0other",
		platform.ProviderAzure: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/other",
		platform.ProviderGCP:   "projects/acme/global/networks/other",
	}[p]
}

// other is a network to peer with, that exists already.
func other(tb testing.TB, p platform.Provider) *structpb.Struct {
	tb.Helper()
	return composetest.Object(tb, `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: team-a, name: other}
spec: {parameters: {peerings: [{networkRef: {name: shop}}]}}
status: {provider: `+string(p)+`, region: us-east-1, id: `+otherID(p)+`, cidr: 10.99.0.0/16, peerings: [{network: team-a/shop, id: pcx-1}]}
`)
}

// foreign is a network of another namespace.
func foreign(tb testing.TB, p platform.Provider, params string) *structpb.Struct {
	tb.Helper()
	o := other(tb, p)
	composetest.At(o, "metadata").GetStructValue().GetFields()["namespace"] = structpb.NewStringValue("team-b")
	composetest.At(o, "spec").GetStructValue().GetFields()["parameters"] = structpb.NewStructValue(composetest.Object(tb, params))
	return o
}

// TestPeeringNeedsConsent proves that a network of another namespace must list the
// claim's namespace in its shareWith.
func TestPeeringNeedsConsent(t *testing.T) {
	t.Parallel()
	s := suite()
	for _, p := range platform.Providers() {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			claim := s.Claim(t, p, "{peerings: [{networkRef: {name: other, namespace: team-b}}]}")
			if m := composetest.Fatal(s.World(t, claim, foreign(t, p, "{}")).Run(t)); !strings.Contains(m, "not shared") {
				t.Errorf("without consent the peering must be refused, got %q", m)
			}
			if m := composetest.Fatal(s.World(t, claim, foreign(t, p, "{shareWith: [team-a]}")).Run(t)); m != "" {
				t.Errorf("with consent the peering must not be refused, got %q", m)
			}
		})
	}
}

// TestReplacementNeedsConsent proves that subnets are deleted only if the claim says
// so.
func TestReplacementNeedsConsent(t *testing.T) {
	t.Parallel()
	s := suite()
	for _, p := range platform.Providers() {
		for _, shrunk := range []string{"tiers: [public, private], zones: 2", "tiers: [public], zones: 3"} {
			t.Run(string(p)+"/"+shrunk, func(t *testing.T) {
				t.Parallel()
				w, _ := s.World(t, s.Claim(t, p, "{tiers: [public, private], zones: 3}")).Simulated(t)
				refused := s.Replace(t, w, s.Claim(t, p, "{"+shrunk+"}"))
				if m := composetest.Fatal(refused.Run(t)); !strings.Contains(m, "allowReplacement") {
					t.Errorf("shrinking must be refused, got %q", m)
				}
				permitted := s.Replace(t, w, s.Claim(t, p, "{"+shrunk+", allowReplacement: true}"))
				if m := composetest.Fatal(permitted.Run(t)); m != "" {
					t.Errorf("shrinking with consent must not be refused, got %q", m)
				}
			})
		}
	}
}
