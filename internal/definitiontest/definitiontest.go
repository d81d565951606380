// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package definitiontest proves what holds for the definition of every API: that it says
// the same as the Go types beside it, that everything in it has an end and a description,
// and that the support matrix is about exactly what is in it.
package definitiontest

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
	"github.com/hyperscalar/hyperscalar/internal/parity"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// A Definition is the part of a CompositeResourceDefinition that is tested.
type Definition struct {
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
				OpenAPIV3Schema *Schema `json:"openAPIV3Schema"`
			} `json:"schema"`
		} `json:"versions"`
	} `json:"spec"`
}

// A Schema has every keyword that the definition may use. It is decoded strictly, so
// that a keyword that is misspelt is found.
type Schema struct {
	Type                 string             `json:"type"`
	Description          string             `json:"description"`
	Default              any                `json:"default"`
	Example              any                `json:"example"`
	Enum                 []string           `json:"enum"`
	Required             []string           `json:"required"`
	Properties           map[string]*Schema `json:"properties"`
	AdditionalProperties *Schema            `json:"additionalProperties"`
	Items                *Schema            `json:"items"`
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

// Walk visits a schema and everything in it. Paths are those of the support matrix,
// but for the item of a list and the value of a map, which end with brackets.
func (s *Schema) Walk(path string, visit func(path string, s *Schema)) {
	visit(path, s)
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		s.Properties[name].Walk(strings.TrimPrefix(path+"."+name, "."), visit)
	}
	if s.Items != nil {
		s.Items.Walk(path+"[]", visit)
	}
	if s.AdditionalProperties != nil {
		s.AdditionalProperties.Walk(path+"{}", visit)
	}
}

// Read the definition in a folder.
func Read(t *testing.T, folder string) Definition {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "definition.yaml")) //nolint:gosec // Tests read their own files.
	if err != nil {
		t.Fatal(err)
	}
	var d Definition
	if err := yaml.UnmarshalStrict(content, &d); err != nil {
		t.Fatalf("cannot decode definition.yaml: %v", err)
	}
	if len(d.Spec.Versions) != 1 || d.Spec.Versions[0].Schema.OpenAPIV3Schema == nil || d.Parameters() == nil {
		t.Fatal("definition.yaml: want one version with a schema of spec.parameters")
	}
	return d
}

// Root is the schema of the whole object.
func (d Definition) Root() *Schema { return d.Spec.Versions[0].Schema.OpenAPIV3Schema }

// Status is the schema of the status.
func (d Definition) Status() *Schema { return d.Root().Properties["status"] }

// Parameters is the schema of spec.parameters.
func (d Definition) Parameters() *Schema {
	spec := d.Root().Properties["spec"]
	if spec == nil {
		return nil
	}
	return spec.Properties["parameters"]
}

// An API is what a definition is about.
type API struct {
	// Kind of the claim, for example Network.
	Kind string

	// Name of the API, which is also that of its default Composition.
	Name string

	// Plural of the kind, in lower case.
	Plural string

	// Columns that kubectl get shows.
	Columns []string

	// ConnectionKeys of the claim.
	ConnectionKeys []string
}

// Check what holds for the definition of every API.
func (d Definition) Check(t *testing.T, api API, table parity.Table) {
	t.Helper()
	d.names(t, api)
	d.bounded(t)
	d.described(t)
	d.transitions(t)
	d.tags(t)
	d.supported(t, table)
}

// names proves that the definition is the one that Compositions, references and packages
// name, and that its columns show what there is.
func (d Definition) names(t *testing.T, api API) {
	t.Helper()
	version := d.Spec.Versions[0]
	got := []any{
		d.APIVersion, d.Kind, d.Metadata["name"], d.Spec.Group, d.Spec.Names["kind"], d.Spec.Names["plural"],
		d.Spec.ClaimNames["kind"], d.Spec.ClaimNames["plural"], d.Spec.DefaultCompositionRef["name"],
		version.Name, version.Served, version.Referenceable, d.Spec.ConnectionSecretKeys,
	}
	want := []any{
		"apiextensions.crossplane.io/v1", "CompositeResourceDefinition", "x" + api.Plural + "." + platform.Group, platform.Group,
		"X" + api.Kind, "x" + api.Plural, api.Kind, api.Plural, api.Name,
		platform.Version, true, true, api.ConnectionKeys,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("The definition must be the one that Compositions, references and packages name: -want, +got:\n%s", diff)
	}
	d.columns(t, api.Columns)
}

func (d Definition) columns(t *testing.T, want []string) {
	t.Helper()
	var names []string
	for _, c := range d.Spec.Versions[0].AdditionalPrinterColumns {
		names = append(names, fmt.Sprint(c["name"]))
		at := d.Root()
		for step := range strings.SplitSeq(strings.TrimPrefix(fmt.Sprint(c["jsonPath"]), "."), ".") {
			if at = at.Properties[step]; at == nil {
				t.Fatalf("column %v: there is no %v", c["name"], c["jsonPath"])
			}
		}
		if at.Type != c["type"] {
			t.Errorf("column %v: %v is of type %s, not %v", c["name"], c["jsonPath"], at.Type, c["type"])
		}
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("columns: -want, +got:\n%s", diff)
	}
}

// bounded proves that everything in the spec has an end. The API server refuses rules over
// what has none, because their cost has none either.
func (d Definition) bounded(t *testing.T) {
	t.Helper()
	d.Parameters().Walk("", func(path string, s *Schema) {
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

// described proves that kubectl explain has something to say about every field.
func (d Definition) described(t *testing.T) {
	t.Helper()
	d.Root().Walk("", func(path string, s *Schema) {
		if strings.HasSuffix(path, "[]") || strings.HasSuffix(path, "{}") {
			return
		}
		if !strings.HasSuffix(s.Description, ".") {
			t.Errorf("%s: want a description in sentences, got %q", path, s.Description)
		}
	})
}

// transitions proves that only the root compares with what was there before. Below it
// nothing can be seen of the status, so that a parameter that was refused could never be
// corrected.
func (d Definition) transitions(t *testing.T) {
	t.Helper()
	d.Root().Walk("", func(path string, s *Schema) {
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

// tags proves that tags have the bounds of internal/tags.
func (d Definition) tags(t *testing.T) {
	t.Helper()
	s := d.Parameters().Properties["tags"]
	want := []int{tags.MaxTags, tags.MaxValueLength}
	if diff := cmp.Diff(want, []int{*s.MaxProperties, *s.AdditionalProperties.MaxLength}); diff != "" {
		t.Errorf("Tags must have the bounds of internal/tags: -want, +got:\n%s", diff)
	}
	rule := fmt.Sprintf("k.size() <= %d", tags.MaxKeyLength)
	if len(s.Validations) != 1 || !strings.Contains(s.Validations[0].Rule, rule) {
		t.Errorf("The rule for keys of tags must contain %q, got %v", rule, s.Validations)
	}
}

// Defaults of the parameters, by path.
func (d Definition) Defaults() map[string]any {
	out := make(map[string]any)
	d.Parameters().Walk("", func(path string, s *Schema) {
		if s.Default != nil {
			out[path] = s.Default
		}
	})
	return out
}

// Bounds of a number.
type Bounds struct {
	Minimum, Maximum int
}

// Numbers of the parameters, by path.
func (d Definition) Numbers() map[string]Bounds {
	out := make(map[string]Bounds)
	d.Parameters().Walk("", func(path string, s *Schema) {
		if s.Type == "integer" && s.Minimum != nil && s.Maximum != nil {
			out[path] = Bounds{Minimum: *s.Minimum, Maximum: *s.Maximum}
		}
	})
	return out
}

// Leaves are the parameters that have a value of their own, by their paths, with the
// values that they can have where there are few.
func (d Definition) Leaves() map[string][]string {
	out := make(map[string][]string)
	d.Parameters().Walk("", func(path string, s *Schema) {
		switch s.Type {
		case "array":
			if s.Items.Type != "object" {
				out[path] = s.Items.Enum
			}
		case "object":
			if s.AdditionalProperties != nil {
				out[path] = nil
			}
		default:
			out[path] = s.Enum
		}
	})
	// Items of lists and values of maps are part of what holds them.
	maps.DeleteFunc(out, func(path string, _ []string) bool {
		return strings.HasSuffix(path, "[]") || strings.HasSuffix(path, "{}")
	})
	return out
}

// supported proves that a support matrix is about exactly the parameters of the
// definition, and explains itself.
func (d Definition) supported(t *testing.T, table parity.Table) {
	t.Helper()
	values := d.Leaves()
	found := make(map[string]bool)
	given := make(map[string][]string)
	for _, f := range table {
		if found[f.Path] {
			t.Errorf("%s: stands twice in the table", f.Path)
		}
		found[f.Path] = true
		if _, ok := values[f.Parameter()]; !ok {
			t.Errorf("%s: is in the table, and not a parameter of the definition", f.Path)
		}
		if f.Value() != "" {
			given[f.Parameter()] = append(given[f.Parameter()], f.Value())
		}
		explained(t, f)
	}
	for path, all := range values {
		if !found[path] {
			t.Errorf("%s: is a parameter of the definition, and not in the table", path)
		}
		if len(given[path]) == 0 {
			continue
		}
		slices.Sort(given[path])
		if diff := cmp.Diff(slices.Sorted(slices.Values(all)), given[path]); diff != "" {
			t.Errorf("%s: where values differ each of them is in the table: -definition, +table:\n%s", path, diff)
		}
	}
}

func explained(t *testing.T, f parity.Field) {
	t.Helper()
	for _, p := range platform.Providers() {
		e := f.On(p)
		if !slices.Contains(parity.Levels(), e.Level) {
			t.Errorf("%s on %s: there is no level %q", f.Path, p, e.Level)
		}
		if e.Level != parity.Supported && e.Note == "" {
			t.Errorf("%s on %s: is %s, and does not say how or why", f.Path, p, e.Level)
		}
	}
}

// Readme proves that the reference page in a folder shows a support matrix as it is, or
// writes it.
func Readme(t *testing.T, folder string, table parity.Table, update bool) {
	t.Helper()
	file := filepath.Join(folder, "README.md")
	content, err := os.ReadFile(file) //nolint:gosec // Tests read their own files.
	if err != nil {
		t.Fatal(err)
	}
	want, err := table.Into(string(content))
	if err != nil {
		t.Fatal(err)
	}
	if update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil { //nolint:gosec // Everybody reads it.
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(content)); diff != "" {
		t.Errorf("README.md: the support matrix is out of date, run make generate: -want, +got:\n%s", diff)
	}
}

// Equals proves that the definition has what the Go types of parameters and status have, and
// nothing else. Constants are those that a text may be, by the name of its type.
func (d Definition) Equals(t *testing.T, parameters, status reflect.Type, constants map[string][]string) {
	t.Helper()
	for _, difference := range Compare("", d.Parameters(), parameters, constants) {
		t.Errorf("A parameter that only one of them knows would be refused, or ignored.\n%s", difference)
	}
	for _, difference := range Compare("", d.Status(), status, constants) {
		t.Errorf("A field that the definition does not know would be dropped from the status.\n%s", difference)
	}
}

// A Size is something of a claim whose size is bounded.
type Size[P any] struct {
	// Reason that it is bounded.
	Reason string

	// Limit of the definition.
	Limit *int

	// Path of the field that is refused when there is more.
	Path string

	// With are parameters that have as much of it.
	With func(n int) P
}

// Sizes proves that a plan accepts exactly as much of everything as the definition: as much as
// it says, and not one more. Refused is what the plan does not accept.
func Sizes[P any](t *testing.T, sizes map[string]Size[P], refused func(p P) field.ErrorList) {
	t.Helper()
	for name, s := range sizes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if s.Limit == nil {
				t.Fatalf("%s\nThe definition has no bound", s.Reason)
			}
			if errs := refused(s.With(*s.Limit)); len(errs) > 0 {
				t.Errorf("%s\nThe definition allows %d, and the plan refuses: %v", s.Reason, *s.Limit, errs)
			}
			errs := refused(s.With(*s.Limit + 1))
			if !slices.ContainsFunc(errs, func(e *field.Error) bool { return e.Field == s.Path }) {
				t.Errorf("%s\nThe definition allows no more than %d, and the plan accepts one more: %v", s.Reason, *s.Limit, errs)
			}
		})
	}
}

// Numbered returns n different items.
func Numbered[T any](n int, item func(i int) T) []T {
	out := make([]T, 0, n)
	for i := range n {
		out = append(out, item(i))
	}
	return out
}

// Compare a schema with a Go type, and return how they differ.
func Compare(path string, s *Schema, typ reflect.Type, constants map[string][]string) []string {
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
		return append(out, Compare(path+"[]", s.Items, typ.Elem(), constants)...)
	}
	if typ.Kind() == reflect.Map {
		return append(out, Compare(path+"{}", s.AdditionalProperties, typ.Elem(), constants)...)
	}
	if typ.Kind() == reflect.Struct {
		return append(out, compareStruct(path, s, typ, constants)...)
	}
	return out
}

func compareStruct(path string, s *Schema, typ reflect.Type, constants map[string][]string) []string {
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
			out = append(out, Compare(strings.TrimPrefix(path+"."+name, "."), property, f.Type, constants)...)
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

// Constants returns the values of all typed constants in the supplied folders,
// by the name of their type.
func Constants(t *testing.T, folders ...string) map[string][]string {
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
				if name, value, ok := constant(n); ok {
					out[name] = append(out[name], value)
				}
				return true
			})
		}
	}
	return out
}

// constant returns the name of the type and the value of a typed constant.
func constant(n ast.Node) (typ, value string, ok bool) {
	spec, ok := n.(*ast.ValueSpec)
	if !ok || spec.Type == nil || len(spec.Values) != 1 {
		return "", "", false
	}
	name, isIdent := spec.Type.(*ast.Ident)
	literal, isLiteral := spec.Values[0].(*ast.BasicLit)
	if !isIdent || !isLiteral {
		return "", "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return name.Name, s, err == nil
}
