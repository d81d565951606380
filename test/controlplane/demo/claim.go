// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A Claim as it is seen at one moment.
type Claim struct {
	// Kind, Namespace and Name of the claim.
	Kind      string
	Namespace string
	Name      string

	// Phase of the claim. It is empty until the claim was looked at.
	Phase platform.Phase

	// Ready is true if the claim says so itself.
	Ready bool

	// Available resources of the claim, of all that it wants.
	Available int
	Total     int

	// Blocking and Waiting resources, as the claim lists them.
	Blocking []platform.BlockingResource
	Waiting  []platform.WaitingResource

	// Problem of the claim as a whole: why it was refused, or cannot be
	// reconciled.
	Problem string
}

// An object is what there is to know of a claim, a composite and a composed
// resource.
type object struct {
	Spec struct {
		// ResourceRef of a claim is its composite.
		ResourceRef *reference `json:"resourceRef"`

		// ResourceRefs of a cluster-scoped composite are what it composes,
		// and those below Crossplane are what a namespaced one does.
		ResourceRefs []reference `json:"resourceRefs"`
		Crossplane   struct {
			ResourceRefs []reference `json:"resourceRefs"`
		} `json:"crossplane"`
	} `json:"spec"`
	Status status `json:"status"`
}

type status struct {
	Phase      platform.Phase              `json:"phase"`
	Blocking   []platform.BlockingResource `json:"blocking"`
	Waiting    []platform.WaitingResource  `json:"waiting"`
	Conditions []condition                 `json:"conditions"`
}

type condition struct {
	Type    string `json:"type"`
	Status  string `json:"status"`
	Message string `json:"message"`
}

type reference struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Name       string `json:"name"`
}

func (r reference) kind() schema.GroupVersionKind {
	return schema.FromAPIVersionAndKind(r.APIVersion, r.Kind)
}

// parse the parts of an object that we know about.
func parse(u *unstructured.Unstructured) (object, error) {
	o := object{}
	err := runtime.DefaultUnstructuredConverter.FromUnstructured(u.Object, &o)
	return o, errors.Wrapf(err, "cannot parse %s %q", u.GetKind(), u.GetName())
}

// composed resources of a composite of either flavour.
func (o object) composed() []reference {
	if len(o.Spec.ResourceRefs) > 0 {
		return o.Spec.ResourceRefs
	}
	return o.Spec.Crossplane.ResourceRefs
}

func (o object) ready() bool {
	return o.condition("Ready").Status == "True"
}

func (o object) condition(name string) condition {
	for _, c := range o.Status.Conditions {
		if c.Type == name {
			return c
		}
	}
	return condition{}
}

// problem that the object says it has as a whole.
func (o object) problem() string {
	for _, name := range []string{"Accepted", "Synced"} {
		if c := o.condition(name); c.Status == "False" && c.Message != "" {
			return c.Message
		}
	}
	return ""
}

// available resources of a composite: those that it does not say anything about. Before
// it has seen any of them, there are none.
func (o object) available() int {
	if len(o.Status.Blocking) == 0 && !o.component() {
		return 0
	}
	return max(0, len(o.composed())-len(o.Status.Blocking))
}

// component is true if some part of a composite is ready. Parts have conditions of their
// own, for example SubnetsReady.
func (o object) component() bool {
	return slices.ContainsFunc(o.Status.Conditions, func(c condition) bool {
		return strings.HasSuffix(c.Type, "Ready") && c.Status == "True"
	})
}

// describe a claim, from itself and its composite. In the native flavour the composite
// is the claim. While the claim lags behind its composite, it is the composite that
// knows.
func describe(u *unstructured.Unstructured, claim, composite object) Claim {
	out := Claim{
		Kind:      u.GetKind(),
		Namespace: u.GetNamespace(),
		Name:      u.GetName(),
		Phase:     composite.Status.Phase,
		Ready:     claim.ready(),
		Available: composite.available(),
		Total:     len(composite.composed()) + len(composite.Status.Waiting),
		Blocking:  composite.Status.Blocking,
		Waiting:   composite.Status.Waiting,
		Problem:   claim.problem(),
	}
	if out.Problem == "" {
		out.Problem = composite.problem()
	}
	return out
}
