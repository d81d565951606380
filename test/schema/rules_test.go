// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
)

// TestEveryRuleIsTested fails for a rule of a definition that no case is about: one
// that refuses a case all by itself, and one that looks at what it permits.
func TestEveryRuleIsTested(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		claim := servedBy(t, api)[0]
		all := cases(t, api)
		none := newServer(t, withRules(claim.crd, func(string, *extv1.ValidationRule) bool { return false }))
		for _, want := range rulesOf(t, api) {
			t.Run(api+"/"+want.path, func(t *testing.T) {
				t.Parallel()
				alone := newServer(t, withRules(claim.crd, func(path string, r *extv1.ValidationRule) bool { return path == want.path && r.Rule == want.rule }))
				never := newServer(t, withRules(claim.crd, func(path string, r *extv1.ValidationRule) bool {
					found := path == want.path && r.Rule == want.rule
					r.Rule = "(" + r.Rule + ") && false"
					return found
				}))
				if !slices.ContainsFunc(all, func(c admission) bool {
					return len(c.want) > 0 && len(c.apply(t, alone)) > len(c.apply(t, none))
				}) {
					t.Errorf("no case is refused because of %q", want.rule)
				}
				if !slices.ContainsFunc(all, func(c admission) bool {
					return len(c.want) == 0 && len(c.apply(t, never)) > 0
				}) {
					t.Errorf("no case is permitted by %q", want.rule)
				}
			})
		}
	}
}

// TestEveryRuleExplains fails for a rule whose message is not for people: without one
// the API server prints the rule.
func TestEveryRuleExplains(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		for _, r := range rulesOf(t, api) {
			if r.message == "" {
				t.Errorf("%s: %s: %q has no message", api, r.path, r.rule)
			}
		}
	}
}

// A rule of a definition.
type rule struct {
	path    string
	rule    string
	message string
}

// rulesOf returns the rules of the definition of an API. What Crossplane adds to the
// CRDs is not ours to test.
func rulesOf(t *testing.T, api string) []rule {
	t.Helper()
	root := &extv1.JSONSchemaProps{}
	if err := json.Unmarshal(definition(t, api, flavour.Claims).Spec.Versions[0].Schema.OpenAPIV3Schema.Raw, root); err != nil {
		t.Fatal(err)
	}
	var out []rule
	walk(root, "", func(path string, s *extv1.JSONSchemaProps) {
		for _, r := range s.XValidations {
			out = append(out, rule{path: path, rule: r.Rule, message: r.Message})
		}
	})
	return out
}

// withRules returns a CRD with those rules only that the supplied function keeps. It
// may change them.
func withRules(in *extv1.CustomResourceDefinition, keep func(path string, r *extv1.ValidationRule) bool) *extv1.CustomResourceDefinition {
	out := in.DeepCopy()
	walk(out.Spec.Versions[0].Schema.OpenAPIV3Schema, "", func(path string, s *extv1.JSONSchemaProps) {
		var kept extv1.ValidationRules
		for _, r := range s.XValidations {
			if keep(path, &r) {
				kept = append(kept, r)
			}
		}
		s.XValidations = kept
	})
	return out
}

// walk visits a schema and everything in it, in the order of their paths.
func walk(s *extv1.JSONSchemaProps, path string, visit func(path string, s *extv1.JSONSchemaProps)) {
	visit(path, s)
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		child := s.Properties[name]
		walk(&child, strings.TrimPrefix(path+"."+name, "."), visit)
		s.Properties[name] = child
	}
	if s.Items != nil && s.Items.Schema != nil {
		walk(s.Items.Schema, path+"[]", visit)
	}
	if s.AdditionalProperties != nil && s.AdditionalProperties.Schema != nil {
		walk(s.AdditionalProperties.Schema, path+"{}", visit)
	}
}
