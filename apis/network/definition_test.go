// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package network

import (
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/definitiontest"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

var update = flag.Bool("update", false, "write the support matrix of README.md anew")

func TestDefinition(t *testing.T) {
	t.Parallel()

	definitiontest.Read(t, ".").Check(t, definitiontest.API{
		Kind: "Network", Name: "network", Plural: "networks",
		Columns: []string{"PROVIDER", "REGION", "PHASE", "CIDR"},
	}, Support())
}

func TestDefinitionEqualsGoTypes(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	constants := definitiontest.Constants(t, "v1alpha1", filepath.Join("..", "platform", "v1alpha1"))
	d.Equals(t, reflect.TypeFor[v1alpha1.Parameters](), reflect.TypeFor[v1alpha1.Status](), constants)
}

func TestDefaults(t *testing.T) {
	t.Parallel()

	rule := plan.WithDefaults(v1alpha1.Parameters{Firewall: []v1alpha1.FirewallRule{{}}}).Firewall[0]
	var tiers []any
	for _, tier := range plan.DefaultTiers() {
		tiers = append(tiers, string(tier))
	}
	want := map[string]any{
		"environment":            platform.DefaultEnvironment,
		"deletionPolicy":         string(platform.DeletionPolicyDelete),
		"cidr":                   plan.DefaultCIDR,
		"zones":                  float64(plan.DefaultZones),
		"tiers":                  tiers,
		"ipv6":                   false,
		"kubernetes.podCIDR":     plan.DefaultPodCIDR,
		"kubernetes.serviceCIDR": plan.DefaultServiceCIDR,
		"flowLogs.enabled":       true,
		"flowLogs.retentionDays": float64(plan.DefaultFlowLogRetentionDays),
		"firewall[].direction":   string(rule.Direction),
		"firewall[].action":      string(rule.Action),
		"firewall[].protocol":    string(rule.Protocol),
		"allowReplacement":       false,
		"":                       map[string]any{},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Defaults()); diff != "" {
		t.Errorf("What the definition fills in must be what the plan does without it: -plan, +definition:\n%s", diff)
	}
}

func TestNumberBounds(t *testing.T) {
	t.Parallel()

	want := map[string]definitiontest.Bounds{
		"zones":                  {Minimum: 1, Maximum: plan.MaxZones},
		"flowLogs.retentionDays": {Minimum: 1, Maximum: plan.MaxFlowLogRetentionDays},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Numbers()); diff != "" {
		t.Errorf("Numbers must have the bounds of the plan: -plan, +definition:\n%s", diff)
	}
}

// TestSizeBounds proves that the plan accepts exactly as much of everything as the
// definition: as many as it says, and not one more.
func TestSizeBounds(t *testing.T) {
	t.Parallel()

	p := definitiontest.Read(t, ".").Parameters().Properties
	rule := p["firewall"].Items.Properties
	firewall := func(change func(r *v1alpha1.FirewallRule)) v1alpha1.Parameters {
		r := v1alpha1.FirewallRule{Name: "a", CIDRs: []string{"10.0.0.0/8"}, Tiers: []v1alpha1.Tier{v1alpha1.TierPublic}}
		change(&r)
		return v1alpha1.Parameters{Firewall: []v1alpha1.FirewallRule{r}}
	}
	cases := map[string]definitiontest.Size[v1alpha1.Parameters]{
		"Rules": {
			Reason: "The number of rules is bounded.",
			Limit:  p["firewall"].MaxItems,
			Path:   "spec.parameters.firewall",
			With: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for i := range n {
					rule := firewall(func(r *v1alpha1.FirewallRule) { r.Name = fmt.Sprintf("rule-%d", i) }).Firewall
					out.Firewall = append(out.Firewall, rule...)
				}
				return out
			},
		},
		"RuleName": {
			Reason: "The name of a rule is part of names that clouds limit.",
			Limit:  rule["name"].MaxLength,
			Path:   "spec.parameters.firewall[0].name",
			With: func(n int) v1alpha1.Parameters {
				return firewall(func(r *v1alpha1.FirewallRule) { r.Name = strings.Repeat("a", n) })
			},
		},
		"RulePorts": {
			Reason: "The number of ports of a rule is bounded.",
			Limit:  rule["ports"].MaxItems,
			Path:   "spec.parameters.firewall[0].ports",
			With: func(n int) v1alpha1.Parameters {
				return firewall(func(r *v1alpha1.FirewallRule) {
					for i := range n {
						r.Ports = append(r.Ports, strconv.Itoa(i+1))
					}
				})
			},
		},
		"RuleCIDRs": {
			Reason: "The number of ranges of a rule is bounded.",
			Limit:  rule["cidrs"].MaxItems,
			Path:   "spec.parameters.firewall[0].cidrs",
			With: func(n int) v1alpha1.Parameters {
				return firewall(func(r *v1alpha1.FirewallRule) {
					r.CIDRs = nil
					for i := range n {
						r.CIDRs = append(r.CIDRs, fmt.Sprintf("203.0.113.%d/32", i))
					}
				})
			},
		},
		"Peerings": {
			Reason: "The number of peerings is bounded.",
			Limit:  p["peerings"].MaxItems,
			Path:   "spec.parameters.peerings",
			With: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for i := range n {
					out.Peerings = append(out.Peerings, v1alpha1.Peering{NetworkRef: platform.LocalReference{Name: fmt.Sprintf("peer-%d", i)}})
				}
				return out
			},
		},
		"AdoptedSubnets": {
			Reason: "The number of adopted subnets is bounded.",
			Limit:  p["adopt"].Properties["subnets"].MaxItems,
			Path:   "spec.parameters.adopt.subnets",
			With: func(n int) v1alpha1.Parameters {
				out := v1alpha1.Adopt{ID: "vpc-1"}
				for i := range n {
					out.Subnets = append(out.Subnets, v1alpha1.AdoptedSubnet{ID: fmt.Sprintf("subnet-%d", i), Tier: v1alpha1.TierPrivate})
				}
				return v1alpha1.Parameters{Adopt: &out}
			},
		},
		"Shares": {
			Reason: "The number of namespaces to share with is bounded.",
			Limit:  p["shareWith"].MaxItems,
			Path:   "spec.parameters.shareWith",
			With: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for i := range n {
					out.ShareWith = append(out.ShareWith, fmt.Sprintf("team-%d", i))
				}
				return out
			},
		},
		"Namespace": {
			Reason: "Namespaces are DNS labels.",
			Limit:  p["shareWith"].Items.MaxLength,
			Path:   "spec.parameters.shareWith[0]",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{ShareWith: []string{strings.Repeat("a", n)}}
			},
		},
		"Zone": {
			Reason: "Domain names are bounded.",
			Limit:  p["dns"].Properties["zone"].MaxLength,
			Path:   "spec.parameters.dns.zone",
			With: func(n int) v1alpha1.Parameters {
				name := strings.Repeat("a.", n)[:n-1] + "a"
				if n%2 == 0 {
					name = "a" + strings.Repeat("a.", n)[:n-2] + "a"
				}
				return v1alpha1.Parameters{DNS: &v1alpha1.DNS{Zone: name}}
			},
		},
	}
	c := claim.Claim{
		Namespace: "own", Name: "network", Provider: platform.ProviderAWS,
		Region: regions.Region{Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}},
	}
	definitiontest.Sizes(t, cases, func(p v1alpha1.Parameters) field.ErrorList {
		_, errs := plan.New(c, p, v1alpha1.Status{})
		return errs
	})
}

// TestReadme proves that the reference page shows the support matrix as it is. Run it with
// -update to write it.
func TestReadme(t *testing.T) {
	t.Parallel()
	definitiontest.Readme(t, ".", Support(), *update)
}
