// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"sigs.k8s.io/yaml"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/apis/network"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// A change to one parameter. Whatever it does must show: in what is composed, in
// the status, or in a refusal.
type change struct {
	from string
	to   string
}

// changes of every leaf of the XRD's parameters. A leaf is named as in the support
// matrix.
func changes() map[string]change {
	rule := func(extra string) string {
		return "{firewall: [{name: web, cidrs: [192.0.2.0/24], tiers: [public]" + extra + "}]}"
	}
	return map[string]change{
		"provider":                           {from: "{}", to: "{provider: @OTHER@}"},
		"region":                             {from: "{}", to: "{region: eu-west}"},
		"environment":                        {from: "{}", to: "{environment: development}"},
		"tags":                               {from: "{dns: {zone: a.internal}, nat: Single}", to: "{dns: {zone: a.internal}, nat: Single, tags: {shop: books}}"},
		"deletionPolicy":                     {from: "{}", to: "{deletionPolicy: Orphan}"},
		"cidr":                               {from: "{}", to: "{cidr: 10.1.0.0/16}"},
		"zones":                              {from: "{zones: 2, nat: PerZone}", to: "{zones: 3, nat: PerZone}"},
		"tiers":                              {from: "{}", to: "{tiers: [public, private, isolated]}"},
		"nat":                                {from: "{nat: None}", to: "{nat: Single}"},
		"ipv6":                               {from: "{}", to: "{ipv6: true}"},
		"kubernetes.podCIDR":                 {from: "{kubernetes: {podCIDR: 100.64.0.0/16}}", to: "{kubernetes: {podCIDR: 100.65.0.0/16}}"},
		"kubernetes.serviceCIDR":             {from: "{kubernetes: {serviceCIDR: 172.20.0.0/16}}", to: "{kubernetes: {serviceCIDR: 172.21.0.0/16}}"},
		"flowLogs.enabled":                   {from: "{flowLogs: {enabled: false}}", to: "{flowLogs: {enabled: true}}"},
		"flowLogs.retentionDays":             {from: "{flowLogs: {enabled: true, retentionDays: 30}}", to: "{flowLogs: {enabled: true, retentionDays: 60}}"},
		"privateEndpoints":                   {from: "{}", to: "{privateEndpoints: [Secrets]}"},
		"dns.zone":                           {from: "{}", to: "{dns: {zone: shop.internal}}"},
		"firewall[].name":                    {from: rule(""), to: strings.ReplaceAll(rule(""), "name: web", "name: www")},
		"firewall[].direction":               {from: rule(", action: Deny"), to: rule(", action: Deny, direction: Outbound")},
		"firewall[].action":                  {from: rule(""), to: rule(", action: Deny")},
		"firewall[].protocol":                {from: rule(""), to: rule(", protocol: UDP")},
		"firewall[].ports":                   {from: rule(""), to: rule(", ports: ['443']")},
		"firewall[].cidrs":                   {from: rule(""), to: strings.ReplaceAll(rule(""), "192.0.2.0/24", "198.51.100.0/24")},
		"firewall[].tiers":                   {from: rule(""), to: strings.ReplaceAll(rule(""), "[public]", "[private]")},
		"peerings[].networkRef.name":         {from: "{}", to: "{peerings: [{networkRef: {name: other}}]}"},
		"peerings[].networkRef.namespace":    {from: "{peerings: [{networkRef: {name: other}}]}", to: "{peerings: [{networkRef: {name: other, namespace: team-b}}]}"},
		"adopt.id":                           {from: "{}", to: "{adopt: {id: @ID@}}"},
		"adopt.subnets[].id":                 {from: "{adopt: {id: @ID@}}", to: "{adopt: {id: @ID@, subnets: [{id: @SUBNET@, tier: private}]}}"},
		"adopt.subnets[].tier":               {from: "{adopt: {id: @ID@, subnets: [{id: @SUBNET@, tier: private}]}}", to: "{adopt: {id: @ID@, subnets: [{id: @SUBNET@, tier: public}]}}"},
		"privateEndpoints=ObjectStorage":     {from: "{}", to: "{privateEndpoints: [ObjectStorage]}"},
		"privateEndpoints=ContainerRegistry": {from: "{}", to: "{privateEndpoints: [ContainerRegistry]}"},
		"privateEndpoints=Secrets":           {from: "{}", to: "{privateEndpoints: [Secrets]}"},
		"privateEndpoints=KeyManagement":     {from: "{}", to: "{privateEndpoints: [KeyManagement]}"},
		"privateEndpoints=Logs":              {from: "{}", to: "{privateEndpoints: [Logs]}"},
		"nat=None":                           {from: "{nat: Single}", to: "{nat: None}"},
		"nat=Single":                         {from: "{nat: None}", to: "{nat: Single}"},
		"nat=PerZone":                        {from: "{nat: None}", to: "{nat: PerZone}"},
		"tiers=public":                       {from: "{tiers: [isolated]}", to: "{tiers: [isolated, public]}"},
		"tiers=private":                      {from: "{tiers: [public]}", to: "{tiers: [public, private]}"},
		"tiers=isolated":                     {from: "{tiers: [public]}", to: "{tiers: [public, isolated]}"},
		"firewall[].action=Allow":            {from: "{}", to: rule("")},
		"firewall[].action=Deny":             {from: "{}", to: rule(", action: Deny")},
	}
}

// elsewhere are the parameters whose effect is not in what their own claim composes.
func elsewhere() map[string]string {
	return map[string]string{
		"shareWith":        "read by the claims that refer to this one: TestPeeringNeedsConsent",
		"allowReplacement": "permits what is refused otherwise: TestReplacementNeedsConsent",
	}
}

// zonesMeanNothing on clouds whose subnets span zones, unless NAT counts addresses.
func isNothing(path string, p platform.Provider) bool {
	return path == "zones" && p == platform.ProviderAzure
}

// ids of things to adopt.
func ids(p platform.Provider) *strings.Replacer {
	const azure = "/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n"
	switch p {
	case platform.ProviderAWS:
		return strings.NewReplacer("@SUBNET@", "subnet-0123456789abcdef0", "@ID@", "vpc-0123456789abcdef0", "@OTHER@", "gcp")
	case platform.ProviderAzure:
		return strings.NewReplacer("@SUBNET@", azure+"/subnets/s", "@ID@", azure, "@OTHER@", "aws", "nat: PerZone", "nat: Single")
	case platform.ProviderGCP:
		return strings.NewReplacer("@SUBNET@", "projects/acme-prod/regions/us-east4/subnetworks/s", "@ID@", "projects/acme-prod/global/networks/n", "@OTHER@", "azure")
	}
	return strings.NewReplacer()
}

// TestEveryParameterMatters proves that no parameter is silently ignored on any
// cloud: changing it changes what is composed or reported, or is refused where the
// support matrix says that it is rejected, and only there.
func TestEveryParameterMatters(t *testing.T) {
	t.Parallel()
	matrix := map[string]parity.Field{}
	for _, f := range network.Support() {
		matrix[f.Path] = f
	}
	for path, c := range changes() {
		f, known := matrix[path]
		if !known && !strings.Contains(path, "=") {
			t.Errorf("%s is not in the support matrix", path)
		}
		for _, p := range platform.Providers() {
			t.Run(path+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				r := ids(p)
				if strings.Contains(path, "nat=PerZone") {
					r = strings.NewReplacer()
				}
				from, to := respond(t, p, r.Replace(c.from)), respond(t, p, r.Replace(c.to))
				refused := composetest.Fatal(to)
				if composetest.Fatal(from) != "" {
					t.Fatalf("the claim to start from is refused: %s", composetest.Fatal(from))
				}
				rejected := known && f.On(p).Level == parity.Rejected
				switch {
				case rejected && !strings.Contains(refused, strings.SplitN(strings.SplitN(path, "=", 2)[0], "[", 2)[0]):
					t.Errorf("the support matrix says that %s is rejected, but it is not refused by name: %q", path, refused)
				case rejected || isNothing(path, p):
				case proto.Equal(from.GetDesired(), to.GetDesired()) && refused == "":
					t.Errorf("%s is silently ignored: %s gets what %s gets", path, c.to, c.from)
				}
			})
		}
	}
}

func respond(t *testing.T, p platform.Provider, params string) *fnv1.RunFunctionResponse {
	t.Helper()
	b := foreign(t, p, "{shareWith: [team-a]}")
	w := worldOf(t, claimFor(t, p, params), claims, other(t, p), b)
	rsp := w.Run(t)
	if composetest.Fatal(rsp) == "" {
		_, rsp = w.Converge(t, atProvider)
	}
	return rsp
}

// foreign is a network of another namespace.
func foreign(t *testing.T, p platform.Provider, params string) *structpb.Struct {
	t.Helper()
	o := other(t, p)
	composetest.At(o, "metadata").GetStructValue().GetFields()["namespace"] = structpb.NewStringValue("team-b")
	composetest.At(o, "spec").GetStructValue().GetFields()["parameters"] = structpb.NewStructValue(composetest.Object(t, params))
	return o
}

// TestEveryLeafIsTried proves that the tests above know every parameter.
func TestEveryLeafIsTried(t *testing.T) {
	t.Parallel()
	tried, moved := changes(), elsewhere()
	for _, leaf := range leaves(t) {
		_, a := tried[leaf]
		_, b := moved[leaf]
		if a == b {
			t.Errorf("%s must be tried, or its effect must be known to be elsewhere", leaf)
		}
	}
}

type schema struct {
	Type       string            `json:"type"`
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
}

// leaves of the XRD's parameters, as they are named in the support matrix.
func leaves(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../apis/network/definition.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var xrd struct {
		Spec struct {
			Versions []struct {
				Schema struct {
					OpenAPIV3Schema schema `json:"openAPIV3Schema"`
				} `json:"schema"`
			} `json:"versions"`
		} `json:"spec"`
	}
	if err := yaml.Unmarshal(b, &xrd); err != nil {
		t.Fatal(err)
	}
	parameters := xrd.Spec.Versions[0].Schema.OpenAPIV3Schema.Properties["spec"].Properties["parameters"]
	var out []string
	collect(parameters, "", &out)
	sort.Strings(out)
	if len(out) == 0 {
		t.Fatal("found no parameters")
	}
	return out
}

func collect(s schema, path string, out *[]string) {
	if s.Items != nil && len(s.Items.Properties) > 0 {
		collect(*s.Items, path+"[]", out)
		return
	}
	if len(s.Properties) == 0 {
		*out = append(*out, path)
		return
	}
	for name, child := range s.Properties {
		at := name
		if path != "" {
			at = fmt.Sprintf("%s.%s", path, name)
		}
		collect(child, at, out)
	}
}

// TestPeeringNeedsConsent proves that a network of another namespace must list the
// claim's namespace in its shareWith.
func TestPeeringNeedsConsent(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			claim := claimFor(t, p, "{peerings: [{networkRef: {name: other, namespace: team-b}}]}")
			b := foreign(t, p, "{}")
			if m := composetest.Fatal(worldOf(t, claim, claims, b).Run(t)); !strings.Contains(m, "not shared") {
				t.Errorf("without consent the peering must be refused, got %q", m)
			}
			b = foreign(t, p, "{shareWith: [team-a]}")
			if m := composetest.Fatal(worldOf(t, claim, claims, b).Run(t)); m != "" {
				t.Errorf("with consent the peering must not be refused, got %q", m)
			}
		})
	}
}

// TestReplacementNeedsConsent proves that subnets are deleted only if the claim says
// so.
func TestReplacementNeedsConsent(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		for _, shrunk := range []string{"tiers: [public, private], zones: 2", "tiers: [public], zones: 3"} {
			t.Run(string(p)+"/"+shrunk, func(t *testing.T) {
				t.Parallel()
				w, _ := worldOf(t, claimFor(t, p, "{tiers: [public, private], zones: 3}"), claims).Converge(t, atProvider)
				status := w.Composite.GetFields()["status"]
				w.Composite = claims(t, claimFor(t, p, "{"+shrunk+"}"))
				w.Composite.Fields["status"] = status
				if m := composetest.Fatal(w.Run(t)); !strings.Contains(m, "allowReplacement") {
					t.Errorf("shrinking must be refused, got %q", m)
				}
				w.Composite = claims(t, claimFor(t, p, "{"+shrunk+", allowReplacement: true}"))
				w.Composite.Fields["status"] = status
				if m := composetest.Fatal(w.Run(t)); m != "" {
					t.Errorf("shrinking with consent must not be refused, got %q", m)
				}
			})
		}
	}
}
