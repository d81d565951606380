// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package storage

import (
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/definitiontest"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

var update = flag.Bool("update", false, "write the support matrix of README.md anew")

func TestDefinition(t *testing.T) {
	t.Parallel()

	definitiontest.Read(t, ".").Check(t, definitiontest.API{
		Kind: "Storage", Name: "storage", Plural: "storages",
		Columns:        []string{"PROVIDER", "REGION", "PHASE", "TYPE", "NAME"},
		ConnectionKeys: plan.Details(),
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

	p := plan.WithDefaults(v1alpha1.Parameters{
		Retention: &v1alpha1.Retention{}, CORS: []v1alpha1.CORSRule{{}}, AccessLogs: &v1alpha1.AccessLogs{},
	})
	want := map[string]any{
		"environment":              platform.DefaultEnvironment,
		"deletionPolicy":           string(platform.DeletionPolicyDelete),
		"type":                     string(p.Type),
		"encryption":               map[string]any{},
		"encryption.key":           map[string]any{},
		"encryption.key.type":      string(p.Encryption.Key.Type),
		"lifecycle[].prefix":       "",
		"retention.mode":           string(p.Retention.Mode),
		"cors[].maxAgeSeconds":     float64(p.CORS[0].MaxAgeSeconds),
		"accessLogs.enabled":       true,
		"accessLogs.retentionDays": float64(p.AccessLogs.RetentionDays),
		"protection":               map[string]any{},
		"protection.whenNotEmpty":  string(p.Protection.WhenNotEmpty),
		"":                         map[string]any{},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Defaults()); diff != "" {
		t.Errorf("What the definition fills in must be what the plan does without it: -plan, +definition:\n%s", diff)
	}
}

func TestNumberBounds(t *testing.T) {
	t.Parallel()

	want := map[string]definitiontest.Bounds{
		"lifecycle[].after":        {Minimum: 1, Maximum: plan.MaxLifecycleDays},
		"retention.days":           {Minimum: 1, Maximum: plan.MaxRetentionDays},
		"cors[].maxAgeSeconds":     {Minimum: 1, Maximum: plan.MaxCORSMaxAge},
		"accessLogs.retentionDays": {Minimum: 1, Maximum: plan.MaxAccessLogDays},
		"sizeGiB":                  {Minimum: plan.MinBlockSizeGiB, Maximum: plan.MaxSizeGiB},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Numbers()); diff != "" {
		t.Errorf("Numbers must have the bounds of the plan: -plan, +definition:\n%s", diff)
	}
}

func TestTextBounds(t *testing.T) {
	t.Parallel()

	p := definitiontest.Read(t, ".").Parameters().Properties
	got := []int{*p["zone"].MaxLength, *p["encryption"].Properties["key"].Properties["id"].MaxLength}
	if diff := cmp.Diff([]int{plan.MaxZone, plan.MaxKeyID}, got); diff != "" {
		t.Errorf("Texts must have the bounds of the plan: -plan, +definition:\n%s", diff)
	}
}

// TestSizeBounds proves that the plan accepts exactly as much of everything as the
// definition: as many as it says, and not one more.
func TestSizeBounds(t *testing.T) {
	t.Parallel()

	p := definitiontest.Read(t, ".").Parameters().Properties
	cors := p["cors"].Items.Properties
	rule := func(change func(r *v1alpha1.CORSRule)) v1alpha1.Parameters {
		r := v1alpha1.CORSRule{Origins: []string{"*"}, Methods: []v1alpha1.Method{v1alpha1.MethodGet}}
		change(&r)
		return v1alpha1.Parameters{CORS: []v1alpha1.CORSRule{r}}
	}
	texts := func(n int) []string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf("x-%d", i))
		}
		return out
	}
	cases := map[string]definitiontest.Size[v1alpha1.Parameters]{
		"LifecycleRules": {
			Reason: "The number of rules is bounded.",
			Limit:  p["lifecycle"].MaxItems,
			Path:   "spec.parameters.lifecycle",
			With: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for _, prefix := range texts(n) {
					out.Lifecycle = append(out.Lifecycle, v1alpha1.LifecycleRule{Prefix: prefix, After: 1, Action: v1alpha1.LifecycleExpire})
				}
				return out
			},
		},
		"Prefix": {
			Reason: "Names of objects have an end.",
			Limit:  p["lifecycle"].Items.Properties["prefix"].MaxLength,
			Path:   "spec.parameters.lifecycle[0].prefix",
			With: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Lifecycle: []v1alpha1.LifecycleRule{{Prefix: strings.Repeat("a", n), After: 1, Action: v1alpha1.LifecycleExpire}}}
			},
		},
		"CORSRules": {
			Reason: "Azure takes 5 rules.",
			Limit:  p["cors"].MaxItems,
			Path:   "spec.parameters.cors",
			With: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for range n {
					out.CORS = append(out.CORS, rule(func(*v1alpha1.CORSRule) {}).CORS...)
				}
				return out
			},
		},
		"Origins": {
			Reason: "The number of origins is bounded.",
			Limit:  cors["origins"].MaxItems,
			Path:   "spec.parameters.cors[0].origins",
			With: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) {
					r.Origins = nil
					for _, name := range texts(n) {
						r.Origins = append(r.Origins, "https://"+name)
					}
				})
			},
		},
		"Headers": {
			Reason: "The number of headers is bounded.",
			Limit:  cors["headers"].MaxItems,
			Path:   "spec.parameters.cors[0].headers",
			With: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.Headers = texts(n) })
			},
		},
		"ExposeHeaders": {
			Reason: "The number of headers is bounded.",
			Limit:  cors["exposeHeaders"].MaxItems,
			Path:   "spec.parameters.cors[0].exposeHeaders",
			With: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.ExposeHeaders = texts(n) })
			},
		},
		"Header": {
			Reason: "Names of headers have an end.",
			Limit:  cors["headers"].Items.MaxLength,
			Path:   "spec.parameters.cors[0].headers[0]",
			With: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.Headers = []string{strings.Repeat("a", n)} })
			},
		},
		"Origin": {
			Reason: "Origins have an end.",
			Limit:  cors["origins"].Items.MaxLength,
			Path:   "spec.parameters.cors[0].origins[0]",
			With: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.Origins = []string{"https://" + strings.Repeat("a", n-len("https://"))} })
			},
		},
		"Shares": {
			Reason: "The number of namespaces to share with is bounded.",
			Limit:  p["shareWith"].MaxItems,
			Path:   "spec.parameters.shareWith",
			With:   func(n int) v1alpha1.Parameters { return v1alpha1.Parameters{ShareWith: texts(n)} },
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
		Namespace: "own", Name: "storage", Provider: platform.ProviderAWS,
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
