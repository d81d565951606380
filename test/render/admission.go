// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"context"
	"fmt"
	"slices"

	ext "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"

	"github.com/crossplane/cli/v2/pkg/xr"
	"github.com/crossplane/crossplane-runtime/v2/pkg/xcrd"
	xpextv1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// defaultNamespace is that of a claim that names none, as for kubectl.
const defaultNamespace = "default"

// An api is what a control plane makes of a CompositeResourceDefinition.
type api struct {
	definition *unstructured.Unstructured

	// composite is the kind that Compositions serve.
	composite schema.GroupVersionKind

	// crd of what a developer applies: of the claim, or in the native
	// flavour of the composite.
	crd        *extv1.CustomResourceDefinition
	version    string
	structural *structuralschema.Structural
	schema     validation.SchemaValidator
	rules      *cel.Validator
}

func newAPI(definition *unstructured.Unstructured, f flavour.Flavour) (*api, error) {
	xrd := &xpextv1.CompositeResourceDefinition{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructuredWithValidation(definition.Object, xrd, true); err != nil {
		return nil, errors.Wrapf(err, "cannot read definition %q", definition.GetName())
	}
	derive := xcrd.ForCompositeResourceClaim
	if f == flavour.Native {
		derive = xcrd.ForCompositeResource
	}
	crd, err := derive(xrd)
	if err != nil {
		return nil, errors.Wrapf(err, "cannot derive CRD of definition %q", definition.GetName())
	}
	a := &api{definition: definition, crd: crd}
	return a, errors.Wrapf(a.compile(xrd), "cannot compile schema of definition %q", definition.GetName())
}

// compile the schema of the version that can be referred to.
func (a *api) compile(xrd *xpextv1.CompositeResourceDefinition) error {
	i := slices.IndexFunc(xrd.Spec.Versions, func(v xpextv1.CompositeResourceDefinitionVersion) bool { return v.Referenceable && v.Served })
	if i < 0 {
		return errors.New("no version is served and referenceable")
	}
	a.version = xrd.Spec.Versions[i].Name
	a.composite = schema.GroupVersionKind{Group: xrd.Spec.Group, Version: a.version, Kind: xrd.Spec.Names.Kind}

	props := &ext.JSONSchemaProps{}
	if err := extv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(a.crd.Spec.Versions[i].Schema.OpenAPIV3Schema, props, nil); err != nil {
		return err
	}
	var err error
	if a.structural, err = structuralschema.NewStructural(props); err != nil {
		return err
	}
	if errs := structuralschema.ValidateStructural(nil, a.structural); len(errs) > 0 {
		return errs.ToAggregate()
	}
	if a.schema, _, err = validation.NewSchemaValidator(props); err != nil {
		return err
	}
	a.rules = cel.NewValidator(a.structural, true, celconfig.PerCallLimit)
	return nil
}

func (a *api) serves(gvk schema.GroupVersionKind) bool {
	return gvk == schema.GroupVersionKind{Group: a.crd.Spec.Group, Version: a.version, Kind: a.crd.Spec.Names.Kind}
}

func (a *api) servedBy(composition *unstructured.Unstructured) bool {
	return str(composition, "spec", "compositeTypeRef", "apiVersion") == a.composite.GroupVersion().String() &&
		str(composition, "spec", "compositeTypeRef", "kind") == a.composite.Kind
}

// admit does what the API server does with a claim that is created: it refuses
// unknown fields as kubectl asks it to, applies defaults, and validates. The order
// is that of the API server, so that its message is too.
// https://github.com/kubernetes/kubernetes/blob/v1.35.0/staging/src/k8s.io/apiextensions-apiserver/pkg/registry/customresource/strategy.go
func (a *api) admit(ctx context.Context, in *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	out := in.DeepCopy()
	if out.GetNamespace() == "" {
		out.SetNamespace(defaultNamespace)
	}
	if err := a.refuseUnknown(out); err != nil {
		return nil, err
	}
	if err := xr.ApplyCRDDefaults(out.Object, out.GetAPIVersion(), *a.crd); err != nil {
		return nil, errors.Wrapf(err, "cannot apply defaults to %s %q", out.GetKind(), out.GetName())
	}
	if errs := a.validate(ctx, out); len(errs) > 0 {
		gk := schema.GroupKind{Group: a.crd.Spec.Group, Kind: a.crd.Spec.Names.Kind}
		return nil, &RefusedError{Message: apierrors.NewInvalid(gk, out.GetName(), errs).Error()}
	}
	return out, nil
}

func (a *api) refuseUnknown(in *unstructured.Unstructured) error {
	opts := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	unknown := pruning.PruneWithOptions(in.DeepCopy().Object, a.structural, true, opts)
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	errs := make([]error, 0, len(unknown))
	for _, path := range unknown {
		errs = append(errs, fmt.Errorf("unknown field %q", path))
	}
	return &RefusedError{Message: fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", in.GetKind(), a.version, in.GetKind(), runtime.NewStrictDecodingError(errs))}
}

// validate returns what is wrong, in the order of the fields: that of the API server is
// another one each time.
func (a *api) validate(ctx context.Context, in *unstructured.Unstructured) field.ErrorList {
	errs := metavalidation.ValidateObjectMetaAccessor(in, true, metavalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
	errs = append(errs, validation.ValidateCustomResource(nil, in.UnstructuredContent(), a.schema)...)
	errs = append(errs, objectmeta.Validate(nil, in.Object, a.structural, false)...)
	errs = append(errs, listtype.ValidateListSetsAndMaps(nil, a.structural, in.Object)...)
	if blocked(errs) {
		return append(validate.Sort(errs), field.Invalid(nil, nil, "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"))
	}
	broken, _ := a.rules.Validate(ctx, nil, a.structural, in.Object, nil, celconfig.RuntimeCELCostBudget)
	return validate.Sort(append(errs, broken...))
}

// blocked is true if the API server would not evaluate rules any more.
func blocked(errs field.ErrorList) bool {
	return slices.ContainsFunc(errs, func(e *field.Error) bool {
		switch e.Type { //nolint:exhaustive // The others do not block.
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return true
		default:
			return false
		}
	})
}
