// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
)

// reference is the API that the others are compared with.
const reference = "network"

// shareWith is common to the APIs that others may refer to.
const shareWith = "shareWith"

// TestCommon fails when what all APIs share differs between their definitions: the
// parameters, what protects them from changes, the status, and what kubectl shows
// first. Only descriptions may differ, because they speak of the API.
func TestCommon(t *testing.T) {
	t.Parallel()
	want := schemaOf(t, reference)
	for _, api := range apis.Names() {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			got := schemaOf(t, api)
			for _, name := range append(names(reflect.TypeFor[platform.CommonParameters]()), shareWith) {
				compareProperty(t, "spec.parameters", name, parametersOf(want), parametersOf(got))
				if diff := cmp.Diff(rulesAbout(want, name), rulesAbout(got, name)); diff != "" {
					t.Errorf("rules about %s: -%s, +%s:\n%s", name, reference, api, diff)
				}
			}
			for _, name := range names(reflect.TypeFor[platform.CommonStatus]()) {
				// An API may have phases of its own.
				if name != "phase" {
					compareProperty(t, "status", name, want.Properties["status"], got.Properties["status"])
				}
			}
			if general := phases(t, want); !own(phases(t, got), general) && !slices.Equal(general, phases(t, got)) {
				t.Errorf("its phases are %v, want those of other APIs, %v, or others than those", phases(t, got), general)
			}
			compareNames(t, api)
		})
	}
}

func schemaOf(t *testing.T, api string) extv1.JSONSchemaProps {
	t.Helper()
	out := extv1.JSONSchemaProps{}
	if err := json.Unmarshal(definition(t, api, flavour.Claims).Spec.Versions[0].Schema.OpenAPIV3Schema.Raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func parametersOf(root extv1.JSONSchemaProps) extv1.JSONSchemaProps {
	return root.Properties["spec"].Properties["parameters"]
}

// names of the fields of a struct, as JSON has them.
func names(t reflect.Type) []string {
	var out []string
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, name)
	}
	return out
}

func compareProperty(t *testing.T, where, name string, want, got extv1.JSONSchemaProps) {
	t.Helper()
	g, ok := got.Properties[name]
	if !ok && name == shareWith {
		return
	}
	if !ok {
		t.Errorf("%s.%s: there is no such field", where, name)
		return
	}
	if g.Description == "" {
		t.Errorf("%s.%s: it has no description", where, name)
	}
	w := want.Properties[name]
	if diff := cmp.Diff(undescribed(&w), undescribed(&g)); diff != "" {
		t.Errorf("%s.%s: -%s, +this API:\n%s", where, name, reference, diff)
	}
}

// undescribed returns a schema as JSON, without its prose.
func undescribed(s *extv1.JSONSchemaProps) string {
	out := s.DeepCopy()
	walk(out, "", func(_ string, s *extv1.JSONSchemaProps) { s.Description = "" })
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// rulesAbout a parameter that see the status. Their messages say what to do, which
// differs.
func rulesAbout(root extv1.JSONSchemaProps, name string) []string {
	var out []string
	for _, r := range root.XValidations {
		if r.FieldPath == ".spec.parameters."+name {
			out = append(out, r.Rule)
		}
	}
	return out
}

// own is true for phases of an API's own, which end at another one than the general
// ones do.
func own(phases, general []string) bool {
	return len(phases) > 1 && slices.Contains(general, string(platform.PhaseReady)) && !slices.Contains(phases, string(platform.PhaseReady))
}

// phases of a claim, from its definition.
func phases(t *testing.T, root extv1.JSONSchemaProps) []string {
	t.Helper()
	var out []string
	for _, e := range root.Properties["status"].Properties["phase"].Enum {
		var s string
		if err := json.Unmarshal(e.Raw, &s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// compareNames of what developers type and see.
func compareNames(t *testing.T, api string) {
	t.Helper()
	want, got := definition(t, reference, flavour.Claims).Spec, definition(t, api, flavour.Claims).Spec
	for _, c := range want.Versions[0].AdditionalPrinterColumns {
		if slices.Contains([]string{"PROVIDER", "PHASE"}, c.Name) && !slices.Contains(got.Versions[0].AdditionalPrinterColumns, c) {
			t.Errorf("%s has the column %s, and %s does not", reference, c.Name, api)
		}
	}
	if diff := cmp.Diff(want.Names.Categories, got.Names.Categories); diff != "" {
		t.Errorf("categories: -%s, +%s:\n%s", reference, api, diff)
	}
	kind := got.ClaimNames.Kind
	have := []string{got.Group, got.Names.Kind, got.Names.Plural, got.ClaimNames.Plural, got.Versions[0].Name, strings.ToLower(kind), got.DefaultCompositionRef.Name}
	plural := strings.ToLower(kind) + "s"
	if stem, ok := strings.CutSuffix(kind, "y"); ok {
		plural = strings.ToLower(stem) + "ies"
	}
	must := []string{platform.Group, "X" + kind, "x" + plural, plural, platform.Version, api, api}
	if diff := cmp.Diff(must, have); diff != "" {
		t.Errorf("names: -want, +got:\n%s", diff)
	}
}
