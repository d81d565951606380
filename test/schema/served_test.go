// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package schema proves our definitions: that an API server accepts what Crossplane
// derives from them, and that it refuses what it should in the words that we chose.
// It does so with the API server's own validators.
package schema

import (
	"context"
	"fmt"
	"slices"
	"testing"

	ext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/common"

	"github.com/crossplane/crossplane-runtime/v2/pkg/xcrd"
	xpextv1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// A served kind is one that an API server serves because of a definition.
type served struct {
	// as what Crossplane serves it: the claim or the composite of the claims
	// flavour, or the composite of the native one.
	as string

	// flavour that it belongs to.
	flavour flavour.Flavour

	crd *extv1.CustomResourceDefinition
}

// Names of the served kinds, in the tests that run for each of them.
const (
	asClaim     = "Claim"
	asComposite = "Composite"
	asNative    = "Native"
)

// definition reads the definition of an API as it is in a flavour.
func definition(t *testing.T, api string, f flavour.Flavour) *xpextv1.CompositeResourceDefinition {
	t.Helper()
	path, err := repo.Path("apis", api, "definition.yaml")
	if err != nil {
		t.Fatal(err)
	}
	u, err := manifest.ReadOne(path)
	if err != nil {
		t.Fatal(err)
	}
	if u, err = flavour.XRD(u, f); err != nil {
		t.Fatal(err)
	}
	xrd := &xpextv1.CompositeResourceDefinition{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructuredWithValidation(u.Object, xrd, true); err != nil {
		t.Fatal(err)
	}
	return xrd
}

// servedBy returns everything that is served because of the definition of an API.
func servedBy(t *testing.T, api string) []served {
	t.Helper()
	var out []served
	for _, s := range []struct {
		as      string
		flavour flavour.Flavour
		derive  func(*xpextv1.CompositeResourceDefinition) (*extv1.CustomResourceDefinition, error)
	}{
		{as: asClaim, flavour: flavour.Claims, derive: xcrd.ForCompositeResourceClaim},
		{as: asComposite, flavour: flavour.Claims, derive: xcrd.ForCompositeResource},
		{as: asNative, flavour: flavour.Native, derive: xcrd.ForCompositeResource},
	} {
		crd, err := s.derive(definition(t, api, s.flavour))
		if err != nil {
			t.Fatalf("Crossplane cannot derive the CRD of the %s: %v", s.as, err)
		}
		extv1.SetDefaults_CustomResourceDefinition(crd)
		extv1.SetDefaults_CustomResourceDefinitionSpec(&crd.Spec)
		out = append(out, served{as: s.as, flavour: s.flavour, crd: crd})
	}
	return out
}

// A server admits objects of one kind as an API server does.
type server struct {
	kind       schema.GroupVersionKind
	namespaced bool
	structural *structuralschema.Structural
	values     validation.SchemaValidator
	rules      *cel.Validator
}

func newServer(t *testing.T, crd *extv1.CustomResourceDefinition) server {
	t.Helper()
	version := crd.Spec.Versions[0]
	props := &ext.JSONSchemaProps{}
	if err := extv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, props, nil); err != nil {
		t.Fatal(err)
	}
	structural, err := structuralschema.NewStructural(props)
	if err != nil {
		t.Fatal(err)
	}
	values, _, err := validation.NewSchemaValidator(props)
	if err != nil {
		t.Fatal(err)
	}
	return server{
		kind:       schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind},
		namespaced: crd.Spec.Scope == extv1.NamespaceScoped,
		structural: structural,
		values:     values,
		rules:      cel.NewValidator(structural, true, celconfig.PerCallLimit),
	}
}

// accept an object for validation: refuse unknown fields, and apply defaults.
func (s server) accept(t *testing.T, in *unstructured.Unstructured) *unstructured.Unstructured {
	t.Helper()
	out := in.DeepCopy()
	opts := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	if unknown := pruning.PruneWithOptions(out.Object, s.structural, true, opts); len(unknown) > 0 {
		slices.Sort(unknown)
		t.Fatalf("unknown fields %q in %s", unknown, in.GetName())
	}
	defaulting.Default(out.Object, s.structural)
	return out
}

// object of the kind with the supplied parameters and status.
func (s server) object(t *testing.T, parameters, status map[string]any) *unstructured.Unstructured {
	t.Helper()
	out := &unstructured.Unstructured{}
	err := out.UnmarshalJSON(fmt.Appendf(nil, `{"apiVersion": %q, "kind": %q, "metadata": {"name": "main", "resourceVersion": "1"}, "spec": {"parameters": %s}, "status": %s}`,
		s.kind.GroupVersion(), s.kind.Kind, asJSON(t, parameters), asJSON(t, status)))
	if err != nil {
		t.Fatalf("cannot make an object of %v and %v: %v", parameters, status, err)
	}
	if s.namespaced {
		out.SetNamespace("shop")
	}
	return s.accept(t, out)
}

// create an object, and return why it is refused. The order is that of the API
// server, which evaluates rules only of what has the right shape.
// https://github.com/kubernetes/kubernetes/blob/v1.35.0/staging/src/k8s.io/apiextensions-apiserver/pkg/registry/customresource/strategy.go
func (s server) create(ctx context.Context, obj *unstructured.Unstructured) []string {
	errs := validation.ValidateCustomResource(nil, obj.Object, s.values)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, s.structural, obj.Object)...)
	if misshapen(errs) {
		return texts(errs)
	}
	broken, _ := s.rules.Validate(ctx, nil, s.structural, obj.Object, nil, celconfig.RuntimeCELCostBudget)
	return texts(append(errs, broken...))
}

// update an object, and return why that is refused. What was wrong before, and is
// the same now, is not.
func (s server) update(ctx context.Context, obj, old *unstructured.Unstructured) []string {
	both := common.NewCorrelatedObject(obj.Object, old.Object, &model.Structural{Structural: s.structural})
	errs := validation.ValidateCustomResourceUpdate(nil, obj.Object, old.Object, s.values, validation.WithRatcheting(both))
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, s.structural, obj.Object)...)
	if misshapen(errs) {
		return texts(errs)
	}
	broken, _ := s.rules.Validate(ctx, nil, s.structural, obj.Object, old.Object, celconfig.RuntimeCELCostBudget, cel.WithRatcheting(both))
	return texts(append(errs, broken...))
}

// misshapen says whether the API server would not evaluate rules any more.
func misshapen(errs field.ErrorList) bool {
	shapes := []field.ErrorType{field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid}
	return slices.ContainsFunc(errs, func(e *field.Error) bool { return slices.Contains(shapes, e.Type) })
}

// cost of the rules for an object that is updated and stays the same, which is what
// costs most: all of them apply.
func (s server) cost(ctx context.Context, obj *unstructured.Unstructured) int64 {
	_, left := s.rules.Validate(ctx, nil, s.structural, obj.Object, obj.Object, celconfig.RuntimeCELCostBudget)
	return celconfig.RuntimeCELCostBudget - left
}

func texts(errs field.ErrorList) []string {
	var out []string
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return out
}
