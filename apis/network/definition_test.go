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

	d := definitiontest.Read(t, ".")
	d.Names(t, definitiontest.API{
		Kind: "Network", Name: "network", Plural: "networks",
		Columns: []string{"PROVIDER", "REGION", "PHASE", "CIDR"},
	})
	d.Bounded(t)
	d.Described(t)
	d.Transitions(t)
	d.Tags(t)
	d.Supported(t, Support())
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
	cases := map[string]struct {
		reason string
		limit  *int
		with   func(n int) v1alpha1.Parameters
		path   string
	}{
		"Rules": {
			reason: "The number of rules is bounded.",
			limit:  p["firewall"].MaxItems,
			path:   "spec.parameters.firewall",
			with: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for i := range n {
					rule := firewall(func(r *v1alpha1.FirewallRule) { r.Name = fmt.Sprintf("rule-%d", i) }).Firewall
					out.Firewall = append(out.Firewall, rule...)
				}
				return out
			},
		},
		"RuleName": {
			reason: "The name of a rule is part of names that clouds limit.",
			limit:  rule["name"].MaxLength,
			path:   "spec.parameters.firewall[0].name",
			with: func(n int) v1alpha1.Parameters {
				return firewall(func(r *v1alpha1.FirewallRule) { r.Name = strings.Repeat("a", n) })
			},
		},
		"RulePorts": {
			reason: "The number of ports of a rule is bounded.",
			limit:  rule["ports"].MaxItems,
			path:   "spec.parameters.firewall[0].ports",
			with: func(n int) v1alpha1.Parameters {
				return firewall(func(r *v1alpha1.FirewallRule) {
					for i := range n {
						r.Ports = append(r.Ports, strconv.Itoa(i+1))
					}
				})
			},
		},
		"RuleCIDRs": {
			reason: "The number of ranges of a rule is bounded.",
			limit:  rule["cidrs"].MaxItems,
			path:   "spec.parameters.firewall[0].cidrs",
			with: func(n int) v1alpha1.Parameters {
				return firewall(func(r *v1alpha1.FirewallRule) {
					r.CIDRs = nil
					for i := range n {
						r.CIDRs = append(r.CIDRs, fmt.Sprintf("203.0.113.%d/32", i))
					}
				})
			},
		},
		"Peerings": {
			reason: "The number of peerings is bounded.",
			limit:  p["peerings"].MaxItems,
			path:   "spec.parameters.peerings",
			with: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for i := range n {
					out.Peerings = append(out.Peerings, v1alpha1.Peering{NetworkRef: platform.LocalReference{Name: fmt.Sprintf("peer-%d", i)}})
				}
				return out
			},
		},
		"AdoptedSubnets": {
			reason: "The number of adopted subnets is bounded.",
			limit:  p["adopt"].Properties["subnets"].MaxItems,
			path:   "spec.parameters.adopt.subnets",
			with: func(n int) v1alpha1.Parameters {
				out := v1alpha1.Adopt{ID: "vpc-1"}
				for i := range n {
					out.Subnets = append(out.Subnets, v1alpha1.AdoptedSubnet{ID: fmt.Sprintf("subnet-%d", i), Tier: v1alpha1.TierPrivate})
				}
				return v1alpha1.Parameters{Adopt: &out}
			},
		},
		"Shares": {
			reason: "The number of namespaces to share with is bounded.",
			limit:  p["shareWith"].MaxItems,
			path:   "spec.parameters.shareWith",
			with: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for i := range n {
					out.ShareWith = append(out.ShareWith, fmt.Sprintf("team-%d", i))
				}
				return out
			},
		},
		"Namespace": {
			reason: "Namespaces are DNS labels.",
			limit:  p["shareWith"].Items.MaxLength,
			path:   "spec.parameters.shareWith[0]",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{ShareWith: []string{strings.Repeat("a", n)}}
			},
		},
		"Zone": {
			reason: "Domain names are bounded.",
			limit:  p["dns"].Properties["zone"].MaxLength,
			path:   "spec.parameters.dns.zone",
			with: func(n int) v1alpha1.Parameters {
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
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			definitiontest.Exactly(t, tc.reason, tc.limit, tc.path, func(n int) field.ErrorList {
				_, errs := plan.New(c, tc.with(n), v1alpha1.Status{})
				return errs
			})
		})
	}
}

// TestReadme proves that the reference page shows the support matrix as it is. Run it with
// -update to write it.
func TestReadme(t *testing.T) {
	t.Parallel()
	definitiontest.Readme(t, ".", Support(), *update)
}
