// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package storage

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

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
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
		"apiextensions.crossplane.io/v1", "CompositeResourceDefinition", "xstorages." + platform.Group, platform.Group, "XStorage", "xstorages",
		"Storage", "storages", "storage",
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
	if diff := cmp.Diff([]string{"PROVIDER", "REGION", "PHASE", "TYPE", "NAME"}, names); diff != "" {
		t.Errorf("columns: -want, +got:\n%s", diff)
	}
}

func TestDefinitionEqualsGoTypes(t *testing.T) {
	t.Parallel()

	constants := constantsByType(t, "v1alpha1", filepath.Join("..", "platform", "v1alpha1"))
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
		"lifecycle[].after":        between(1, plan.MaxLifecycleDays),
		"retention.days":           between(1, plan.MaxRetentionDays),
		"cors[].maxAgeSeconds":     between(1, plan.MaxCORSMaxAge),
		"accessLogs.retentionDays": between(1, plan.MaxAccessLogDays),
		"sizeGiB":                  between(plan.MinBlockSizeGiB, plan.MaxSizeGiB),
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
	if diff := cmp.Diff(plan.Details(), read(t).Spec.ConnectionSecretKeys); diff != "" {
		t.Errorf("Crossplane drops what the definition does not list: -plan, +definition:\n%s", diff)
	}
}

func TestTextBounds(t *testing.T) {
	t.Parallel()

	p := parameters(t).Properties
	got := []int{*p["zone"].MaxLength, *p["encryption"].Properties["key"].Properties["id"].MaxLength}
	if diff := cmp.Diff([]int{plan.MaxZone, plan.MaxKeyID}, got); diff != "" {
		t.Errorf("Texts must have the bounds of the plan: -plan, +definition:\n%s", diff)
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
	cases := map[string]struct {
		reason string
		limit  *int
		with   func(n int) v1alpha1.Parameters
		path   string
	}{
		"LifecycleRules": {
			reason: "The number of rules is bounded.",
			limit:  p["lifecycle"].MaxItems,
			path:   "spec.parameters.lifecycle",
			with: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for _, prefix := range texts(n) {
					out.Lifecycle = append(out.Lifecycle, v1alpha1.LifecycleRule{Prefix: prefix, After: 1, Action: v1alpha1.LifecycleExpire})
				}
				return out
			},
		},
		"Prefix": {
			reason: "Names of objects have an end.",
			limit:  p["lifecycle"].Items.Properties["prefix"].MaxLength,
			path:   "spec.parameters.lifecycle[0].prefix",
			with: func(n int) v1alpha1.Parameters {
				return v1alpha1.Parameters{Lifecycle: []v1alpha1.LifecycleRule{{Prefix: strings.Repeat("a", n), After: 1, Action: v1alpha1.LifecycleExpire}}}
			},
		},
		"CORSRules": {
			reason: "Azure takes 5 rules.",
			limit:  p["cors"].MaxItems,
			path:   "spec.parameters.cors",
			with: func(n int) v1alpha1.Parameters {
				var out v1alpha1.Parameters
				for range n {
					out.CORS = append(out.CORS, rule(func(*v1alpha1.CORSRule) {}).CORS...)
				}
				return out
			},
		},
		"Origins": {
			reason: "The number of origins is bounded.",
			limit:  cors["origins"].MaxItems,
			path:   "spec.parameters.cors[0].origins",
			with: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) {
					r.Origins = nil
					for _, name := range texts(n) {
						r.Origins = append(r.Origins, "https://"+name)
					}
				})
			},
		},
		"Headers": {
			reason: "The number of headers is bounded.",
			limit:  cors["headers"].MaxItems,
			path:   "spec.parameters.cors[0].headers",
			with: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.Headers = texts(n) })
			},
		},
		"ExposeHeaders": {
			reason: "The number of headers is bounded.",
			limit:  cors["exposeHeaders"].MaxItems,
			path:   "spec.parameters.cors[0].exposeHeaders",
			with: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.ExposeHeaders = texts(n) })
			},
		},
		"Header": {
			reason: "Names of headers have an end.",
			limit:  cors["headers"].Items.MaxLength,
			path:   "spec.parameters.cors[0].headers[0]",
			with: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.Headers = []string{strings.Repeat("a", n)} })
			},
		},
		"Origin": {
			reason: "Origins have an end.",
			limit:  cors["origins"].Items.MaxLength,
			path:   "spec.parameters.cors[0].origins[0]",
			with: func(n int) v1alpha1.Parameters {
				return rule(func(r *v1alpha1.CORSRule) { r.Origins = []string{"https://" + strings.Repeat("a", n-len("https://"))} })
			},
		},
		"Shares": {
			reason: "The number of namespaces to share with is bounded.",
			limit:  p["shareWith"].MaxItems,
			path:   "spec.parameters.shareWith",
			with:   func(n int) v1alpha1.Parameters { return v1alpha1.Parameters{ShareWith: texts(n)} },
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
		Namespace: "own", Name: "storage", Provider: platform.ProviderAWS,
		Region: regions.Region{Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}},
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
