// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kubernetescluster

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A definition is the part of a CompositeResourceDefinition that is tested.
type definition struct {
	APIVersion string         `json:"apiVersion"`
	Kind       string         `json:"kind"`
	Metadata   map[string]any `json:"metadata"`
	Spec       struct {
		Group                 string         `json:"group"`
		Names                 map[string]any `json:"names"`
		ClaimNames            map[string]any `json:"claimNames"`
		ConnectionSecretKeys  []string       `json:"connectionSecretKeys"`
		DefaultCompositionRef map[string]any `json:"defaultCompositionRef"`
		Versions              []struct {
			Name                     string           `json:"name"`
			Served                   bool             `json:"served"`
			Referenceable            bool             `json:"referenceable"`
			AdditionalPrinterColumns []map[string]any `json:"additionalPrinterColumns"`
			Schema                   struct {
				OpenAPIV3Schema *schema `json:"openAPIV3Schema"`
			} `json:"schema"`
		} `json:"versions"`
	} `json:"spec"`
}

// A schema has every keyword that the definition may use. It is decoded strictly, so
// that a keyword that is misspelt is found.
type schema struct {
	Type                 string             `json:"type"`
	Description          string             `json:"description"`
	Default              any                `json:"default"`
	Example              any                `json:"example"`
	Enum                 []string           `json:"enum"`
	Required             []string           `json:"required"`
	Properties           map[string]*schema `json:"properties"`
	AdditionalProperties *schema            `json:"additionalProperties"`
	Items                *schema            `json:"items"`
	MinLength            *int               `json:"minLength"`
	MaxLength            *int               `json:"maxLength"`
	MinItems             *int               `json:"minItems"`
	MaxItems             *int               `json:"maxItems"`
	MaxProperties        *int               `json:"maxProperties"`
	Minimum              *int               `json:"minimum"`
	Maximum              *int               `json:"maximum"`
	ListType             string             `json:"x-kubernetes-list-type"`
	ListMapKeys          []string           `json:"x-kubernetes-list-map-keys"`
	Validations          []struct {
		Rule              string `json:"rule"`
		Message           string `json:"message"`
		MessageExpression string `json:"messageExpression"`
		Reason            string `json:"reason"`
		FieldPath         string `json:"fieldPath"`
	} `json:"x-kubernetes-validations"`
}

// walk visits a schema and everything in it. Paths are those of the support matrix,
// but for the item of a list and the value of a map, which end with brackets.
func (s *schema) walk(path string, visit func(path string, s *schema)) {
	visit(path, s)
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		s.Properties[name].walk(strings.TrimPrefix(path+"."+name, "."), visit)
	}
	if s.Items != nil {
		s.Items.walk(path+"[]", visit)
	}
	if s.AdditionalProperties != nil {
		s.AdditionalProperties.walk(path+"{}", visit)
	}
}

func read(t *testing.T) definition {
	t.Helper()
	content, err := os.ReadFile("definition.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var d definition
	if err := yaml.UnmarshalStrict(content, &d); err != nil {
		t.Fatalf("cannot decode definition.yaml: %v", err)
	}
	if len(d.Spec.Versions) != 1 || d.Spec.Versions[0].Schema.OpenAPIV3Schema == nil {
		t.Fatal("definition.yaml: want one version with a schema")
	}
	return d
}

func root(t *testing.T) *schema {
	t.Helper()
	return read(t).Spec.Versions[0].Schema.OpenAPIV3Schema
}

// parameters is the schema of spec.parameters.
func parameters(t *testing.T) *schema {
	t.Helper()
	s := root(t).Properties["spec"].Properties["parameters"]
	if s == nil {
		t.Fatal("definition.yaml: want spec.parameters")
	}
	return s
}

func TestDefinitionNames(t *testing.T) {
	t.Parallel()

	d := read(t)
	version := d.Spec.Versions[0]
	got := []any{
		d.APIVersion, d.Kind, d.Metadata["name"], d.Spec.Group, d.Spec.Names["kind"], d.Spec.Names["plural"],
		d.Spec.ClaimNames["kind"], d.Spec.ClaimNames["plural"], d.Spec.DefaultCompositionRef["name"],
		version.Name, version.Served, version.Referenceable,
	}
	want := []any{
		"apiextensions.crossplane.io/v1", "CompositeResourceDefinition", "xkubernetesclusters." + platform.Group, platform.Group, "XKubernetesCluster", "xkubernetesclusters",
		"KubernetesCluster", "kubernetesclusters", "kubernetescluster",
		platform.Version, true, true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("The definition must be the one that Compositions, references and packages name: -want, +got:\n%s", diff)
	}
}

// TestPrinterColumns proves that columns show what there is.
func TestPrinterColumns(t *testing.T) {
	t.Parallel()

	var names []string
	for _, c := range read(t).Spec.Versions[0].AdditionalPrinterColumns {
		names = append(names, fmt.Sprint(c["name"]))
		at := root(t)
		for step := range strings.SplitSeq(strings.TrimPrefix(fmt.Sprint(c["jsonPath"]), "."), ".") {
			if at = at.Properties[step]; at == nil {
				t.Fatalf("column %v: there is no %v", c["name"], c["jsonPath"])
			}
		}
		if at.Type != c["type"] {
			t.Errorf("column %v: %v is of type %s, not %v", c["name"], c["jsonPath"], at.Type, c["type"])
		}
	}
	if diff := cmp.Diff([]string{"PROVIDER", "REGION", "PHASE", "VERSION", "TARGET"}, names); diff != "" {
		t.Errorf("columns: -want, +got:\n%s", diff)
	}
}

func TestDefinitionEqualsGoTypes(t *testing.T) {
	t.Parallel()

	constants := constantsByType(t, "v1alpha1", filepath.Join("..", "platform", "v1alpha1"), filepath.Join("..", "network", "v1alpha1"))
	// Clusters have phases of their own.
	constants["Phase"] = nil
	for _, p := range v1alpha1.Phases() {
		constants["Phase"] = append(constants["Phase"], string(p))
	}
	cases := map[string]struct {
		reason string
		schema *schema
		typ    reflect.Type
	}{
		"Parameters": {
			reason: "A parameter that only one of them knows would be refused, or ignored.",
			schema: parameters(t),
			typ:    reflect.TypeFor[v1alpha1.Parameters](),
		},
		"Status": {
			reason: "A field that the definition does not know would be dropped from the status.",
			schema: root(t).Properties["status"],
			typ:    reflect.TypeFor[v1alpha1.Status](),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, difference := range compare("", tc.schema, tc.typ, constants) {
				t.Errorf("%s\n%s", tc.reason, difference)
			}
		})
	}
}

// TestCompareFindsDifferences proves that the test above can fail.
func TestCompareFindsDifferences(t *testing.T) {
	t.Parallel()

	type colour string
	type item struct {
		Name   string   `json:"name"`
		Count  int      `json:"count,omitempty"`
		Colour colour   `json:"colour,omitempty"`
		Tags   []string `json:"tags,omitempty"`
	}
	constants := map[string][]string{"colour": {"blue", "red"}}
	good := func() *schema {
		return &schema{Type: "object", Required: []string{"name"}, Properties: map[string]*schema{
			"name": {Type: "string"}, "count": {Type: "integer"}, "colour": {Type: "string", Enum: []string{"red", "blue"}},
			"tags": {Type: "array", Items: &schema{Type: "string"}},
		}}
	}
	cases := map[string]struct {
		reason string
		change func(s *schema)
		want   int
	}{
		"Equal":         {reason: "Nothing differs.", change: func(*schema) {}, want: 0},
		"Missing":       {reason: "The definition lacks a property.", change: func(s *schema) { delete(s.Properties, "count") }, want: 1},
		"Unknown":       {reason: "The Go type lacks a field.", change: func(s *schema) { s.Properties["size"] = &schema{Type: "string"} }, want: 1},
		"Type":          {reason: "A number is not a string.", change: func(s *schema) { s.Properties["count"].Type = "string" }, want: 1},
		"ItemType":      {reason: "Items are compared too.", change: func(s *schema) { s.Properties["tags"].Items.Type = "integer" }, want: 1},
		"Required":      {reason: "A field that is never left out is required.", change: func(s *schema) { s.Required = nil }, want: 1},
		"NotRequired":   {reason: "A field that may be left out is not required.", change: func(s *schema) { s.Required = []string{"count", "name"} }, want: 1},
		"EnumLacks":     {reason: "A constant is missing in the enum.", change: func(s *schema) { s.Properties["colour"].Enum = []string{"red"} }, want: 1},
		"EnumExceeds":   {reason: "The enum has more than the constants.", change: func(s *schema) { s.Properties["colour"].Enum = []string{"red", "blue", "green"} }, want: 1},
		"EnumOfAString": {reason: "A plain string has no constants.", change: func(s *schema) { s.Properties["name"].Enum = []string{"x"} }, want: 1},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := good()
			tc.change(s)
			if got := compare("", s, reflect.TypeFor[item](), constants); len(got) != tc.want {
				t.Errorf("%s\ncompare(...): want %d differences, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

// compare a schema with a Go type, and return how they differ.
func compare(path string, s *schema, typ reflect.Type, constants map[string][]string) []string {
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	types := map[reflect.Kind]string{
		reflect.String: "string", reflect.Int: "integer", reflect.Bool: "boolean",
		reflect.Slice: "array", reflect.Map: "object", reflect.Struct: "object",
	}
	if want := types[typ.Kind()]; s.Type != want {
		return []string{fmt.Sprintf("%s: type is %q in the definition and %q in Go", path, s.Type, want)}
	}
	var out []string
	if diff := cmp.Diff(constants[typ.Name()], s.Enum, cmpopts.SortSlices(strings.Compare), cmpopts.EquateEmpty()); diff != "" {
		out = append(out, fmt.Sprintf("%s: enum: -Go, +definition:\n%s", path, diff))
	}
	if typ.Kind() == reflect.Slice {
		return append(out, compare(path+"[]", s.Items, typ.Elem(), constants)...)
	}
	if typ.Kind() == reflect.Map {
		return append(out, compare(path+"{}", s.AdditionalProperties, typ.Elem(), constants)...)
	}
	if typ.Kind() == reflect.Struct {
		return append(out, compareStruct(path, s, typ, constants)...)
	}
	return out
}

func compareStruct(path string, s *schema, typ reflect.Type, constants map[string][]string) []string {
	var out, names, required []string
	for _, f := range reflect.VisibleFields(typ) {
		if f.Anonymous {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
		if !strings.Contains(options, "omitempty") && !strings.Contains(options, "omitzero") {
			required = append(required, name)
		}
		property := s.Properties[name]
		if property != nil {
			out = append(out, compare(strings.TrimPrefix(path+"."+name, "."), property, f.Type, constants)...)
		}
	}
	sorted := cmpopts.SortSlices(strings.Compare)
	if diff := cmp.Diff(names, slices.Collect(maps.Keys(s.Properties)), sorted); diff != "" {
		out = append(out, fmt.Sprintf("%s: properties: -Go, +definition:\n%s", path, diff))
	}
	if diff := cmp.Diff(required, s.Required, sorted, cmpopts.EquateEmpty()); diff != "" {
		out = append(out, fmt.Sprintf("%s: required: -Go, +definition:\n%s", path, diff))
	}
	return out
}

// constantsByType returns the values of all typed constants in the supplied folders,
// by the name of their type.
func constantsByType(t *testing.T, folders ...string) map[string][]string {
	t.Helper()
	out := make(map[string][]string)
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("cannot find Go files in %q: %v", folder, err)
		}
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || spec.Type == nil || len(spec.Values) != 1 {
					return true
				}
				typ, isIdent := spec.Type.(*ast.Ident)
				value, isLiteral := spec.Values[0].(*ast.BasicLit)
				if !isIdent || !isLiteral {
					return true
				}
				s, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				out[typ.Name] = append(out[typ.Name], s)
				return true
			})
		}
	}
	return out
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
	got := make(map[string]any)
	parameters(t).walk("", func(path string, s *schema) {
		if s.Default != nil {
			got[path] = s.Default
		}
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("What the definition fills in must be what the plan does without it: -plan, +definition:\n%s", diff)
	}
}

// TestBounded proves that everything in the spec has an end. The API server refuses
// rules over what has none, because their cost has none either.
func TestBounded(t *testing.T) {
	t.Parallel()

	parameters(t).walk("", func(path string, s *schema) {
		switch {
		case s.Type == "string" && s.MaxLength == nil && len(s.Enum) == 0:
			t.Errorf("%s: a string must have a maxLength or an enum", path)
		case s.Type == "array" && s.MaxItems == nil:
			t.Errorf("%s: an array must have maxItems", path)
		case s.Type == "array" && s.ListType == "":
			t.Errorf("%s: an array must say how lists of it are merged", path)
		case s.AdditionalProperties != nil && s.MaxProperties == nil:
			t.Errorf("%s: a map must have maxProperties", path)
		case s.Type == "integer" && (s.Minimum == nil || s.Maximum == nil):
			t.Errorf("%s: a number must have a minimum and a maximum", path)
		}
	})
}

// TestDescribed proves that kubectl explain has something to say about every field.
func TestDescribed(t *testing.T) {
	t.Parallel()

	root(t).walk("", func(path string, s *schema) {
		if strings.HasSuffix(path, "[]") || strings.HasSuffix(path, "{}") {
			return
		}
		if !strings.HasSuffix(s.Description, ".") {
			t.Errorf("%s: want a description in sentences, got %q", path, s.Description)
		}
	})
}

// TestTransitionRules proves that only the root compares with what was there before.
// Below it nothing can be seen of the status, so that a parameter that was refused
// could never be corrected.
func TestTransitionRules(t *testing.T) {
	t.Parallel()

	root(t).walk("", func(path string, s *schema) {
		for _, v := range s.Validations {
			if path != "" && strings.Contains(v.Rule, "oldSelf") {
				t.Errorf("%s: a rule compares with what was there before: %s", path, v.Rule)
			}
			if path == "" && !strings.Contains(v.Rule, "!has(oldSelf.status)") {
				t.Errorf("a rule holds before anything was planned: %s", v.Rule)
			}
			if v.Message == "" {
				t.Errorf("%s: a rule has no message: %s", path, v.Rule)
			}
		}
	})
}

func TestNumberBounds(t *testing.T) {
	t.Parallel()

	type bounds struct {
		Minimum, Maximum *int
	}
	between := func(low, high int) bounds { return bounds{Minimum: &low, Maximum: &high} }
	want := map[string]bounds{
		"nodePools[].machine.cpu":          between(1, plan.MaxCPU),
		"nodePools[].machine.memory":       between(1, plan.MaxMemory),
		"nodePools[].machine.gpu.count":    between(1, plan.MaxGPUs),
		"nodePools[].machine.gpu.memory":   between(1, plan.MaxGPUMemory),
		"nodePools[].count":                between(0, plan.MaxCount),
		"nodePools[].autoscaling.min":      between(0, plan.MaxCount),
		"nodePools[].autoscaling.max":      between(1, plan.MaxCount),
		"nodePools[].diskGiB":              between(plan.MinDiskGiB, plan.MaxDiskGiB),
		"nodePools[].surge":                between(0, plan.MaxSurge),
		"nodePools[].maxUnavailable":       between(0, plan.MaxSurge),
		"logging.retentionDays":            between(1, plan.MaxLogRetentionDays),
		"maintenance.window.durationHours": between(plan.MinWindowHours, plan.MaxWindowHours),
	}
	got := make(map[string]bounds)
	parameters(t).walk("", func(path string, s *schema) {
		if s.Type == "integer" {
			got[path] = bounds{Minimum: s.Minimum, Maximum: s.Maximum}
		}
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Numbers must have the bounds of the plan: -plan, +definition:\n%s", diff)
	}
}

// TestConnectionSecretKeys proves that every connection detail is let through.
func TestConnectionSecretKeys(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(plan.ConnectionKeys(), read(t).Spec.ConnectionSecretKeys); diff != "" {
		t.Errorf("Crossplane drops what the definition does not list: -plan, +definition:\n%s", diff)
	}
}

func TestTagBounds(t *testing.T) {
	t.Parallel()

	s := parameters(t).Properties["tags"]
	want := []int{tags.MaxTags, tags.MaxValueLength}
	if diff := cmp.Diff(want, []int{*s.MaxProperties, *s.AdditionalProperties.MaxLength}); diff != "" {
		t.Errorf("Tags must have the bounds of internal/tags: -want, +got:\n%s", diff)
	}
	rule := fmt.Sprintf("k.size() <= %d", tags.MaxKeyLength)
	if len(s.Validations) != 1 || !strings.Contains(s.Validations[0].Rule, rule) {
		t.Errorf("The rule for keys of tags must contain %q, got %v", rule, s.Validations)
	}
}

// TestSizeBounds proves that the plan accepts exactly as much of everything as the
// definition: as many as it says, and not one more.
func TestSizeBounds(t *testing.T) {
	t.Parallel()

	p := parameters(t).Properties
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
	cases := map[string]struct {
		reason string
		limit  *int
		with   func(n int) v1alpha1.Parameters
		path   string
	}{
		"Pools": {
			reason: "The number of pools is bounded.",
			limit:  p["nodePools"].MaxItems,
			path:   "spec.parameters.nodePools",
			with: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for _, name := range texts(n) {
					out.NodePools = append(out.NodePools, v1alpha1.NodePool{Name: name})
				}
				return out
			},
		},
		"PoolName": {
			reason: "The name of a pool is part of names that clouds limit.",
			limit:  pool["name"].MaxLength,
			path:   "spec.parameters.nodePools[0].name",
			with: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) { p.Name = strings.Repeat("a", n) })
			},
		},
		"Labels": {
			reason: "The number of labels is bounded.",
			limit:  pool["labels"].MaxProperties,
			path:   "spec.parameters.nodePools[0].labels",
			with: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) {
					p.Labels = map[string]string{}
					for _, key := range texts(n) {
						p.Labels[key] = ""
					}
				})
			},
		},
		"Taints": {
			reason: "The number of taints is bounded.",
			limit:  pool["taints"].MaxItems,
			path:   "spec.parameters.nodePools[0].taints",
			with: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) {
					for _, key := range texts(n) {
						p.Taints = append(p.Taints, v1alpha1.Taint{Key: key})
					}
				})
			},
		},
		"TaintValue": {
			reason: "Values of taints are values of labels.",
			limit:  pool["taints"].Items.Properties["value"].MaxLength,
			path:   "spec.parameters.nodePools[0].taints[0].value",
			with: func(n int) v1alpha1.Parameters {
				return one(func(p *v1alpha1.NodePool) { p.Taints = []v1alpha1.Taint{{Key: "a", Value: strings.Repeat("a", n)}} })
			},
		},
		"AllowedCIDRs": {
			reason: "The number of ranges is bounded.",
			limit:  p["endpoint"].Properties["allowedCIDRs"].MaxItems,
			path:   "spec.parameters.endpoint.allowedCIDRs",
			with: func(n int) v1alpha1.Parameters {
				var e v1alpha1.Endpoint
				for i := range n {
					e.AllowedCIDRs = append(e.AllowedCIDRs, fmt.Sprintf("203.0.113.%d/32", i))
				}
				return v1alpha1.Parameters{Endpoint: &e}
			},
		},
		"Admins": {
			reason: "The number of admins is bounded.",
			limit:  p["access"].Properties["admins"].MaxItems,
			path:   "spec.parameters.access.admins",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Access: &v1alpha1.Access{Admins: texts(n)}}
			},
		},
		"Viewer": {
			reason: "The length of a name is bounded.",
			limit:  p["access"].Properties["viewers"].Items.MaxLength,
			path:   "spec.parameters.access.viewers[0]",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Access: &v1alpha1.Access{Viewers: []string{strings.Repeat("a", n)}}}
			},
		},
		"AddonVersion": {
			reason: "The length of a version is bounded.",
			limit:  p["addons"].Items.Properties["version"].MaxLength,
			path:   "spec.parameters.addons[0].version",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Addons: []v1alpha1.Addon{{Name: v1alpha1.AddonDNS, Version: strings.Repeat("a", n)}}}
			},
		},
		"AddonValues": {
			reason: "The length of a configuration is bounded.",
			limit:  p["addons"].Items.Properties["values"].MaxLength,
			path:   "spec.parameters.addons[0].values",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Addons: []v1alpha1.Addon{{Name: v1alpha1.AddonDNS, Values: "a: " + strings.Repeat("a", n-3)}}}
			},
		},
		"Exclusions": {
			reason: "The number of exclusions is bounded.",
			limit:  p["maintenance"].Properties["exclusions"].MaxItems,
			path:   "spec.parameters.maintenance.exclusions",
			with: func(n int) v1alpha1.Parameters {
				var m v1alpha1.Maintenance
				for _, name := range texts(n) {
					m.Exclusions = append(m.Exclusions, v1alpha1.MaintenanceExclusion{Name: name, From: "2026-12-24", To: "2026-12-24"})
				}
				return v1alpha1.Parameters{Maintenance: &m}
			},
		},
		"ExclusionName": {
			reason: "The length of a name is bounded.",
			limit:  p["maintenance"].Properties["exclusions"].Items.Properties["name"].MaxLength,
			path:   "spec.parameters.maintenance.exclusions[0].name",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Maintenance: &v1alpha1.Maintenance{Exclusions: []v1alpha1.MaintenanceExclusion{
					{Name: strings.Repeat("a", n), From: "2026-12-24", To: "2026-12-24"},
				}}}
			},
		},
		"GitURL": {
			reason: "The length of a URL is bounded.",
			limit:  p["gitops"].Properties["url"].MaxLength,
			path:   "spec.parameters.gitops.url",
			with: func(n int) v1alpha1.Parameters {
				return git(func(g *v1alpha1.GitOps) { g.URL += strings.Repeat("a", n-len(g.URL)) })
			},
		},
		"GitRevision": {
			reason: "The length of a revision is bounded.",
			limit:  p["gitops"].Properties["revision"].MaxLength,
			path:   "spec.parameters.gitops.revision",
			with: func(n int) v1alpha1.Parameters {
				return git(func(g *v1alpha1.GitOps) { g.Revision = strings.Repeat("a", n) })
			},
		},
		"GitPath": {
			reason: "The length of a path is bounded.",
			limit:  p["gitops"].Properties["path"].MaxLength,
			path:   "spec.parameters.gitops.path",
			with: func(n int) v1alpha1.Parameters {
				return git(func(g *v1alpha1.GitOps) { g.Path = strings.Repeat("a", n) })
			},
		},
		"AdoptedID": {
			reason: "The length of an id is bounded.",
			limit:  p["adopt"].Properties["id"].MaxLength,
			path:   "spec.parameters.adopt.id",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: strings.Repeat("a", n)}}
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
	}
	c := claim.Claim{
		Namespace: "own", Name: "cluster", Provider: platform.ProviderAWS,
		Region: regions.Region{Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}},
		Guardrails: environment.Environment{
			Packages:   environment.Packages{Helm: new(true), Kubernetes: new(true)},
			Kubernetes: environment.Kubernetes{AllowedCIDRs: []string{"198.51.100.0/24"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.limit == nil {
				t.Fatalf("%s\nThe definition has no bound", tc.reason)
			}
			if _, errs := plan.New(c, tc.with(*tc.limit), v1alpha1.Status{}); refused(errs, tc.path) {
				t.Errorf("%s\nThe definition allows %d, and the plan refuses: %v", tc.reason, *tc.limit, errs)
			}
			if _, errs := plan.New(c, tc.with(*tc.limit+1), v1alpha1.Status{}); !refused(errs, tc.path) {
				t.Errorf("%s\nThe definition allows no more than %d, and the plan accepts one more", tc.reason, *tc.limit)
			}
		})
	}
}

func refused(errs field.ErrorList, path string) bool {
	return slices.ContainsFunc(errs, func(e *field.Error) bool { return e.Field == path })
}
