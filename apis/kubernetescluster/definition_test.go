// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kubernetescluster

import (
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/definitiontest"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

var update = flag.Bool("update", false, "write the support matrix of README.md anew")

func TestDefinition(t *testing.T) {
	t.Parallel()

	definitiontest.Read(t, ".").Check(t, definitiontest.API{
		Kind: "KubernetesCluster", Name: "kubernetescluster", Plural: "kubernetesclusters",
		Columns:        []string{"PROVIDER", "REGION", "PHASE", "VERSION", "TARGET"},
		ConnectionKeys: plan.ConnectionKeys(),
	}, Support())
}

func TestDefinitionEqualsGoTypes(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	constants := definitiontest.Constants(t, "v1alpha1", filepath.Join("..", "platform", "v1alpha1"), filepath.Join("..", "network", "v1alpha1"))
	// Clusters have phases of their own.
	constants["Phase"] = nil
	for _, p := range v1alpha1.Phases() {
		constants["Phase"] = append(constants["Phase"], string(p))
	}
	d.Equals(t, reflect.TypeFor[v1alpha1.Parameters](), reflect.TypeFor[v1alpha1.Status](), constants)
}

func TestDefaults(t *testing.T) {
	t.Parallel()

	p := plan.WithDefaults(v1alpha1.Parameters{
		NodePools:   []v1alpha1.NodePool{{Machine: &v1alpha1.Machine{GPU: &v1alpha1.GPU{}}, Taints: []v1alpha1.Taint{{}}}},
		Maintenance: &v1alpha1.Maintenance{Window: &v1alpha1.MaintenanceWindow{}},
		GitOps:      &v1alpha1.GitOps{},
	})
	n := p.NodePools[0]
	var components []any
	for _, c := range p.Logging.Components {
		components = append(components, string(c))
	}
	want := map[string]any{
		"environment":                      platform.DefaultEnvironment,
		"deletionPolicy":                   string(platform.DeletionPolicyDelete),
		"version":                          p.Version,
		"workloadIdentity":                 *p.WorkloadIdentity,
		"nodePools[].machine.architecture": string(n.Machine.Architecture),
		"nodePools[].machine.gpu.count":    float64(n.Machine.GPU.Count),
		"nodePools[].spot":                 n.Spot,
		"nodePools[].diskGiB":              float64(n.DiskGiB),
		"nodePools[].taints[].effect":      string(n.Taints[0].Effect),
		"nodePools[].surge":                float64(*n.Surge),
		"nodePools[].maxUnavailable":       float64(n.MaxUnavailable),
		"logging.components":               components,
		"logging.retentionDays":            float64(p.Logging.RetentionDays),
		"addons[].enabled":                 true,
		"maintenance.window.durationHours": float64(p.Maintenance.Window.DurationHours),
		"maintenance.channel":              string(p.Maintenance.Channel),
		"gitops.engine":                    string(p.GitOps.Engine),
		"gitops.revision":                  p.GitOps.Revision,
		"gitops.path":                      p.GitOps.Path,
		"":                                 map[string]any{},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Defaults()); diff != "" {
		t.Errorf("What the definition fills in must be what the plan does without it: -plan, +definition:\n%s", diff)
	}
}

func TestNumberBounds(t *testing.T) {
	t.Parallel()

	want := map[string]definitiontest.Bounds{
		"nodePools[].machine.cpu":          {Minimum: 1, Maximum: plan.MaxCPU},
		"nodePools[].machine.memory":       {Minimum: 1, Maximum: plan.MaxMemory},
		"nodePools[].machine.gpu.count":    {Minimum: 1, Maximum: plan.MaxGPUs},
		"nodePools[].machine.gpu.memory":   {Minimum: 1, Maximum: plan.MaxGPUMemory},
		"nodePools[].count":                {Minimum: 0, Maximum: plan.MaxCount},
		"nodePools[].autoscaling.min":      {Minimum: 0, Maximum: plan.MaxCount},
		"nodePools[].autoscaling.max":      {Minimum: 1, Maximum: plan.MaxCount},
		"nodePools[].diskGiB":              {Minimum: plan.MinDiskGiB, Maximum: plan.MaxDiskGiB},
		"nodePools[].surge":                {Minimum: 0, Maximum: plan.MaxSurge},
		"nodePools[].maxUnavailable":       {Minimum: 0, Maximum: plan.MaxSurge},
		"logging.retentionDays":            {Minimum: 1, Maximum: plan.MaxLogRetentionDays},
		"maintenance.window.durationHours": {Minimum: plan.MinWindowHours, Maximum: plan.MaxWindowHours},
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
	pool := p["nodePools"].Items.Properties
	one := func(change func(n *v1alpha1.NodePool)) v1alpha1.Parameters {
		n := v1alpha1.NodePool{Name: "main"}
		change(&n)
		return v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{n}}
	}
	git := func(change func(g *v1alpha1.GitOps)) v1alpha1.Parameters {
		g := v1alpha1.GitOps{URL: "https://github.com/acme/clusters"}
		change(&g)
		return v1alpha1.Parameters{GitOps: &g}
	}
	texts := func(n int) []string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf("x-%d", i))
		}
		return out
	}
	cases := map[string]definitiontest.Size[v1alpha1.Parameters]{
		"Pools": {
			Reason: "The number of pools is bounded.",
			Limit:  p["nodePools"].MaxItems,
			Path:   "spec.parameters.nodePools",
			With: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for _, name := range texts(n) {
					out.NodePools = append(out.NodePools, v1alpha1.NodePool{Name: name})
				}
				return out
			},
		},
		"PoolName": {
			Reason: "The name of a pool is part of names that clouds limit.",
			Limit:  pool["name"].MaxLength,
			Path:   "spec.parameters.nodePools[0].name",
			With: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) { p.Name = strings.Repeat("a", n) })
			},
		},
		"Labels": {
			Reason: "The number of labels is bounded.",
			Limit:  pool["labels"].MaxProperties,
			Path:   "spec.parameters.nodePools[0].labels",
			With: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) {
					p.Labels = map[string]string{}
					for _, key := range texts(n) {
						p.Labels[key] = ""
					}
				})
			},
		},
		"Taints": {
			Reason: "The number of taints is bounded.",
			Limit:  pool["taints"].MaxItems,
			Path:   "spec.parameters.nodePools[0].taints",
			With: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) {
					for _, key := range texts(n) {
						p.Taints = append(p.Taints, v1alpha1.Taint{Key: key})
					}
				})
			},
		},
		"TaintValue": {
			Reason: "Values of taints are values of labels.",
			Limit:  pool["taints"].Items.Properties["value"].MaxLength,
			Path:   "spec.parameters.nodePools[0].taints[0].value",
			With: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) { p.Taints = []v1alpha1.Taint{{Key: "a", Value: strings.Repeat("a", n)}} })
			},
		},
		"AllowedCIDRs": {
			Reason: "The number of ranges is bounded.",
			Limit:  p["endpoint"].Properties["allowedCIDRs"].MaxItems,
			Path:   "spec.parameters.endpoint.allowedCIDRs",
			With: func(n int) v1alpha1.Parameters {
				var e v1alpha1.Endpoint
				for i := range n {
					e.AllowedCIDRs = append(e.AllowedCIDRs, fmt.Sprintf("203.0.113.%d/32", i))
				}
				return v1alpha1.Parameters{Endpoint: &e}
			},
		},
		"Admins": {
			Reason: "The number of admins is bounded.",
			Limit:  p["access"].Properties["admins"].MaxItems,
			Path:   "spec.parameters.access.admins",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Access: &v1alpha1.Access{Admins: texts(n)}}
			},
		},
		"Viewer": {
			Reason: "The length of a name is bounded.",
			Limit:  p["access"].Properties["viewers"].Items.MaxLength,
			Path:   "spec.parameters.access.viewers[0]",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Access: &v1alpha1.Access{Viewers: []string{strings.Repeat("a", n)}}}
			},
		},
		"AddonVersion": {
			Reason: "The length of a version is bounded.",
			Limit:  p["addons"].Items.Properties["version"].MaxLength,
			Path:   "spec.parameters.addons[0].version",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Addons: []v1alpha1.Addon{{Name: v1alpha1.AddonDNS, Version: strings.Repeat("a", n)}}}
			},
		},
		"AddonValues": {
			Reason: "The length of a configuration is bounded.",
			Limit:  p["addons"].Items.Properties["values"].MaxLength,
			Path:   "spec.parameters.addons[0].values",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Addons: []v1alpha1.Addon{{Name: v1alpha1.AddonDNS, Values: "a: " + strings.Repeat("a", n-3)}}}
			},
		},
		"Exclusions": {
			Reason: "The number of exclusions is bounded.",
			Limit:  p["maintenance"].Properties["exclusions"].MaxItems,
			Path:   "spec.parameters.maintenance.exclusions",
			With: func(n int) v1alpha1.Parameters {
				var m v1alpha1.Maintenance
				for _, name := range texts(n) {
					m.Exclusions = append(m.Exclusions, v1alpha1.MaintenanceExclusion{Name: name, From: "2026-12-24", To: "2026-12-24"})
				}
				return v1alpha1.Parameters{Maintenance: &m}
			},
		},
		"ExclusionName": {
			Reason: "The length of a name is bounded.",
			Limit:  p["maintenance"].Properties["exclusions"].Items.Properties["name"].MaxLength,
			Path:   "spec.parameters.maintenance.exclusions[0].name",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Maintenance: &v1alpha1.Maintenance{Exclusions: []v1alpha1.MaintenanceExclusion{
					{Name: strings.Repeat("a", n), From: "2026-12-24", To: "2026-12-24"},
				}}}
			},
		},
		"GitURL": {
			Reason: "The length of a URL is bounded.",
			Limit:  p["gitops"].Properties["url"].MaxLength,
			Path:   "spec.parameters.gitops.url",
			With: func(n int) v1alpha1.Parameters {
				return git(func(g *v1alpha1.GitOps) { g.URL += strings.Repeat("a", n-len(g.URL)) })
			},
		},
		"GitRevision": {
			Reason: "The length of a revision is bounded.",
			Limit:  p["gitops"].Properties["revision"].MaxLength,
			Path:   "spec.parameters.gitops.revision",
			With: func(n int) v1alpha1.Parameters {
				return git(func(g *v1alpha1.GitOps) { g.Revision = strings.Repeat("a", n) })
			},
		},
		"GitPath": {
			Reason: "The length of a path is bounded.",
			Limit:  p["gitops"].Properties["path"].MaxLength,
			Path:   "spec.parameters.gitops.path",
			With: func(n int) v1alpha1.Parameters {
				return git(func(g *v1alpha1.GitOps) { g.Path = strings.Repeat("a", n) })
			},
		},
		"AdoptedID": {
			Reason: "The length of an id is bounded.",
			Limit:  p["adopt"].Properties["id"].MaxLength,
			Path:   "spec.parameters.adopt.id",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: strings.Repeat("a", n)}}
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
	}
	c := claim.Claim{
		Namespace: "own", Name: "cluster", Provider: platform.ProviderAWS,
		Region: regions.Region{Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}},
		Guardrails: environment.Environment{
			Packages:   environment.Packages{Helm: new(true), Kubernetes: new(true)},
			Kubernetes: environment.Kubernetes{AllowedCIDRs: []string{"198.51.100.0/24"}},
		},
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
