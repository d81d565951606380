// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package proof shows that a Go struct says the same as the schema of a
// CustomResourceDefinition: the structs of internal/managed are written by hand,
// and the providers' CRDs decide whether they are right.
package proof

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// Kind returns every way in which what we know about a kind of managed resource
// contradicts its CRD in the supplied scope.
func Kind(k managed.Kind, crd *extv1.CustomResourceDefinition, s managed.Scope) []string {
	t := k.ForProvider.Type()
	problems := identity(t, crd, s)
	v := version(crd, t.VersionIn(s))
	if v == nil {
		return append(problems, fmt.Sprintf("version %s is not served", t.VersionIn(s)))
	}
	schema := v.Schema.OpenAPIV3Schema
	w := walker{scope: s}
	w.resource(k.ForProvider, schema.Properties["spec"])
	if k.AtProvider != nil {
		w.walk("status.atProvider", reflect.TypeOf(k.AtProvider), schema.Properties["status"].Properties["atProvider"])
	}
	return append(problems, w.problems...)
}

func identity(t managed.Type, crd *extv1.CustomResourceDefinition, s managed.Scope) []string {
	var problems []string
	differ := func(what, got, want string) {
		if got != want {
			problems = append(problems, fmt.Sprintf("%s is %q in Go and %q in the CRD", what, got, want))
		}
	}
	differ("the kind", t.Kind, crd.Spec.Names.Kind)
	differ("the plural", t.Plural, crd.Spec.Names.Plural)
	differ("the group", t.GroupIn(s), crd.Spec.Group)
	differ("the scope", string(s), string(crd.Spec.Scope))
	return problems
}

func version(crd *extv1.CustomResourceDefinition, name string) *extv1.CustomResourceDefinitionVersion {
	for i, v := range crd.Spec.Versions {
		if v.Name == name && v.Served && v.Schema != nil {
			return &crd.Spec.Versions[i]
		}
	}
	return nil
}

type walker struct {
	scope    managed.Scope
	problems []string
}

func (w *walker) reportf(path, format string, args ...any) {
	w.problems = append(w.problems, path+": "+fmt.Sprintf(format, args...))
}

// resource compares what we know of a kind with the whole spec.
func (w *walker) resource(spec managed.Spec, schema extv1.JSONSchemaProps) {
	if n, ok := spec.(managed.NativeSpec); ok {
		w.walk("spec", reflect.TypeOf(n.SpecIn(w.scope)), schema)
		return
	}
	e, ok := spec.(managed.ExtendedSpec)
	if !ok {
		w.spec(reflect.TypeOf(spec), nil, schema)
		return
	}
	embedded := map[string]reflect.Type{}
	for _, m := range e.Embedded() {
		embedded[m.Field] = reflect.TypeFor[any]()
		w.embedded("spec.forProvider."+m.Field, schema.Properties["forProvider"].Properties[m.Field])
	}
	w.spec(reflect.TypeOf(spec), embedded, schema)
	if t := reflect.TypeOf(e.Beside()); t != nil {
		// What stands beside forProvider is part of the spec, and not all of it.
		beside := schema.DeepCopy()
		beside.Required = nil
		w.walk("spec", t, *beside)
	}
}

// embedded objects are passed on as they are, so that the CRD must not know better.
func (w *walker) embedded(path string, s extv1.JSONSchemaProps) {
	if s.Type != "object" || s.XPreserveUnknownFields == nil || !*s.XPreserveUnknownFields {
		w.reportf(path, "it is any object in Go, and not in the CRD")
	}
}

// spec compares a struct with forProvider, with initProvider, and with what both
// together must contain.
// What is embedded in forProvider beside the fields of the struct counts as present.
func (w *walker) spec(t reflect.Type, embedded map[string]reflect.Type, spec extv1.JSONSchemaProps) {
	forProvider := spec.DeepCopy().Properties["forProvider"]
	forProvider.Required = slices.DeleteFunc(forProvider.Required, func(f string) bool { return embedded[f] != nil })
	w.walk("spec.forProvider", t, forProvider)
	if initProvider, ok := spec.Properties["initProvider"]; ok {
		w.walk("spec.initProvider", t, withIdentifiers(initProvider, forProvider))
	}
	names := fields(t)
	for _, f := range requiredByRule(spec) {
		if !present(names, f) {
			w.reportf("spec.forProvider."+f, "the CRD requires it by a rule, and there is no such field in %s", t)
		}
	}
}

// withIdentifiers adds to the schema of initProvider the fields that only
// forProvider has: what identifies a resource, such as its region or its parent,
// cannot be set once and then left alone. A resource that is composed with such a
// field in its initProvider fails the validation of its golden file.
func withIdentifiers(initProvider, forProvider extv1.JSONSchemaProps) extv1.JSONSchemaProps {
	out := *initProvider.DeepCopy()
	for f, p := range forProvider.Properties {
		if _, ok := out.Properties[f]; !ok {
			out.Properties[f] = p
		}
	}
	return out
}

// required matches the rules that upjet adds for required fields.
// https://github.com/crossplane/upjet/blob/main/pkg/types/field.go
var required = regexp.MustCompile(`has\(self\.forProvider\.([A-Za-z0-9_]+)\)`)

func requiredByRule(spec extv1.JSONSchemaProps) []string {
	var out []string
	for _, r := range spec.XValidations {
		for _, m := range required.FindAllStringSubmatch(r.Rule, -1) {
			out = append(out, unescape(m[1]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unescape the name of a field that is a word of the rules' own language, such as
// namespace. https://kubernetes.io/docs/reference/using-api/cel/#escaping
func unescape(name string) string {
	word, ok := strings.CutPrefix(name, "__")
	if word, ends := strings.CutSuffix(word, "__"); ok && ends {
		return word
	}
	return name
}

// present is true if there is a field with the supplied name, or a reference or a
// selector that fills it.
func present(names map[string]reflect.Type, field string) bool {
	candidates := []string{field, field + "Ref", field + "Selector", field + "Refs"}
	if s, ok := strings.CutSuffix(field, "s"); ok {
		candidates = append(candidates, s+"Refs", s+"Selector")
	}
	return slices.ContainsFunc(candidates, func(c string) bool {
		_, ok := names[c]
		return ok
	})
}

// walk compares a Go type with a schema.
func (w *walker) walk(path string, t reflect.Type, s extv1.JSONSchemaProps) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	// Shared tags encode themselves, as the map that they are.
	if t == reflect.TypeFor[tags.Shared]() {
		t = reflect.TypeFor[map[string]string]()
	}
	want, ok := types[t.Kind()]
	if !ok {
		w.reportf(path, "the Go type %s has no equivalent in a CRD", t)
		return
	}
	if !slices.Contains(want, s.Type) {
		w.reportf(path, "it is %s (%s) in Go and %q in the CRD", want[0], t, s.Type)
		return
	}
	switch t.Kind() { //nolint:exhaustive // Scalars have nothing below them.
	case reflect.Slice:
		w.walkList(path, t, s)
	case reflect.Map:
		w.walkMap(path, t, s)
	case reflect.Struct:
		w.walkStruct(path, t, s)
	}
}

// types says how a kind of Go type is called in a CRD. An integer may be a number
// there, because Terraform knows numbers only.
var types = map[reflect.Kind][]string{ //nolint:gochecknoglobals // It is a constant.
	reflect.String:  {"string"},
	reflect.Bool:    {"boolean"},
	reflect.Int:     {"integer", "number"},
	reflect.Int32:   {"integer", "number"},
	reflect.Int64:   {"integer", "number"},
	reflect.Float64: {"number"},
	reflect.Slice:   {"array"},
	reflect.Map:     {"object"},
	reflect.Struct:  {"object"},
}

func (w *walker) walkList(path string, t reflect.Type, s extv1.JSONSchemaProps) {
	if s.Items == nil || s.Items.Schema == nil {
		w.reportf(path, "the CRD says nothing about the items of this array")
		return
	}
	w.walk(path+"[]", t.Elem(), *s.Items.Schema)
}

func (w *walker) walkMap(path string, t reflect.Type, s extv1.JSONSchemaProps) {
	if s.AdditionalProperties == nil || s.AdditionalProperties.Schema == nil {
		w.reportf(path, "it is a map in Go and an object with properties in the CRD")
		return
	}
	w.walk(path+"{}", t.Elem(), *s.AdditionalProperties.Schema)
}

func (w *walker) walkStruct(path string, t reflect.Type, s extv1.JSONSchemaProps) {
	if s.AdditionalProperties != nil {
		w.reportf(path, "it is the struct %s in Go and a map in the CRD", t)
		return
	}
	names := fields(t)
	for _, f := range s.Required {
		if !present(names, f) && !w.dropped(t, f) {
			w.reportf(path+"."+f, "the CRD requires it, and there is no such field in %s", t)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if w.dropped(t, name) {
			continue
		}
		p, ok := s.Properties[name]
		if !ok {
			w.reportf(path+"."+name, "there is no such field in the CRD")
			continue
		}
		w.walk(path+"."+name, names[name], p)
	}
}

// dropped is true for the one field that the engine drops on the way to a
// namespaced managed resource.
func (w *walker) dropped(t reflect.Type, name string) bool {
	return w.scope == managed.ScopeNamespaced && t == reflect.TypeFor[managed.SecretRef]() && name == "namespace"
}

// fields returns the fields of a struct by their JSON names, including those of
// structs that are embedded in it.
func fields(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			maps.Copy(out, fields(f.Type))
			continue
		}
		if f.IsExported() && name != "-" {
			out[name] = f.Type
		}
	}
	return out
}
