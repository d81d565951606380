// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package provider stands between simulated clouds and Kubernetes, like the
// providers that are generated with upjet stand between it and real ones. What
// providers do is done by the very reconciler that they are made of; only the
// external client below it is ours.
package provider

import (
	"context"
	"reflect"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/fieldpath"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// resourceBase is what managed resources of both scopes have in common.
type resourceBase struct {
	unstructured.Unstructured
}

// A wrapped managed resource.
type wrapped interface {
	resource.Managed
	GetUnstructured() *unstructured.Unstructured
	set(path string, value any)
	isTrue(t xpv2.ConditionType) bool
}

// GetUnstructured returns the managed resource without what makes it one.
func (r *resourceBase) GetUnstructured() *unstructured.Unstructured { return &r.Unstructured }

func (r *resourceBase) into(path string, out any) bool {
	return fieldpath.Pave(r.Object).GetValueInto(path, out) == nil
}

func (r *resourceBase) set(path string, value any) {
	if r.Object == nil {
		r.Object = map[string]any{}
	}
	if r.Object["status"] == nil {
		delete(r.Object, "status")
	}
	// Setting a value fails only if the path is not one.
	_ = fieldpath.Pave(r.Object).SetValue(path, value)
}

// GetCondition returns a condition.
func (r *resourceBase) GetCondition(t xpv2.ConditionType) xpv2.Condition {
	found := r.condition(t)
	if found == nil {
		return xpv2.Condition{Type: t, Status: corev1.ConditionUnknown}
	}
	out := xpv2.Condition{}
	// What is no condition has nothing to say.
	_ = runtime.DefaultUnstructuredConverter.FromUnstructured(found, &out)
	return out
}

// condition of a type as it was read, or nil.
func (r *resourceBase) condition(t xpv2.ConditionType) map[string]any {
	status, _ := r.Object["status"].(map[string]any)
	conditions, _ := status["conditions"].([]any)
	for _, c := range conditions {
		if m, ok := c.(map[string]any); ok && m["type"] == string(t) {
			return m
		}
	}
	return nil
}

// isTrue says whether a condition is true.
func (r *resourceBase) isTrue(t xpv2.ConditionType) bool {
	return r.condition(t)["status"] == string(corev1.ConditionTrue)
}

// SetConditions sets conditions.
func (r *resourceBase) SetConditions(c ...xpv2.Condition) {
	s := xpv2.ConditionedStatus{}
	r.into("status.conditions", &s.Conditions)
	s.SetConditions(c...)
	r.set("status.conditions", s.Conditions)
}

// GetManagementPolicies returns what may be done to the resource.
func (r *resourceBase) GetManagementPolicies() xpv2.ManagementPolicies {
	var p xpv2.ManagementPolicies
	if !r.into("spec.managementPolicies", &p) {
		return xpv2.ManagementPolicies{xpv2.ManagementActionAll}
	}
	return p
}

// SetManagementPolicies sets what may be done to the resource.
func (r *resourceBase) SetManagementPolicies(p xpv2.ManagementPolicies) {
	r.set("spec.managementPolicies", p)
}

// A clusterManaged is a managed resource without a namespace.
type clusterManaged struct{ resourceBase }

var _ resource.LegacyManaged = &clusterManaged{} //nolint:staticcheck // Claims compose cluster-scoped managed resources.

// GetDeletionPolicy returns what becomes of the resource when it is deleted.
func (r *clusterManaged) GetDeletionPolicy() xpv2.DeletionPolicy {
	p := xpv2.DeletionDelete
	r.into("spec.deletionPolicy", &p)
	return p
}

// SetDeletionPolicy sets what becomes of the resource when it is deleted.
func (r *clusterManaged) SetDeletionPolicy(p xpv2.DeletionPolicy) { r.set("spec.deletionPolicy", p) }

// GetProviderConfigReference returns the reference to the provider config.
func (r *clusterManaged) GetProviderConfigReference() *xpv2.Reference {
	out := &xpv2.Reference{}
	if !r.into("spec.providerConfigRef", out) {
		return nil
	}
	return out
}

// SetProviderConfigReference sets the reference to the provider config.
func (r *clusterManaged) SetProviderConfigReference(p *xpv2.Reference) {
	r.set("spec.providerConfigRef", p)
}

// GetWriteConnectionSecretToReference returns where connection details go.
func (r *clusterManaged) GetWriteConnectionSecretToReference() *xpv2.SecretReference {
	out := &xpv2.SecretReference{}
	if !r.into("spec.writeConnectionSecretToRef", out) {
		return nil
	}
	return out
}

// SetWriteConnectionSecretToReference sets where connection details go.
func (r *clusterManaged) SetWriteConnectionSecretToReference(s *xpv2.SecretReference) {
	r.set("spec.writeConnectionSecretToRef", s)
}

// ResolveReferences to other managed resources.
func (r *clusterManaged) ResolveReferences(ctx context.Context, c client.Reader) error {
	return resolve(ctx, c, r)
}

// DeepCopyObject returns a copy.
func (r *clusterManaged) DeepCopyObject() runtime.Object {
	return &clusterManaged{resourceBase{*r.DeepCopy()}}
}

// Equal is true if another managed resource is the same.
func (r *clusterManaged) Equal(other *clusterManaged) bool {
	return reflect.DeepEqual(r.Object, other.Object)
}

// A namespacedManaged is a managed resource in a namespace.
type namespacedManaged struct{ resourceBase }

var _ resource.ModernManaged = &namespacedManaged{}

// GetProviderConfigReference returns the reference to the provider config.
func (r *namespacedManaged) GetProviderConfigReference() *xpv2.ProviderConfigReference {
	out := &xpv2.ProviderConfigReference{}
	if !r.into("spec.providerConfigRef", out) {
		return nil
	}
	return out
}

// SetProviderConfigReference sets the reference to the provider config.
func (r *namespacedManaged) SetProviderConfigReference(p *xpv2.ProviderConfigReference) {
	r.set("spec.providerConfigRef", p)
}

// GetWriteConnectionSecretToReference returns where connection details go.
func (r *namespacedManaged) GetWriteConnectionSecretToReference() *xpv2.LocalSecretReference {
	out := &xpv2.LocalSecretReference{}
	if !r.into("spec.writeConnectionSecretToRef", out) {
		return nil
	}
	return out
}

// SetWriteConnectionSecretToReference sets where connection details go.
func (r *namespacedManaged) SetWriteConnectionSecretToReference(s *xpv2.LocalSecretReference) {
	r.set("spec.writeConnectionSecretToRef", s)
}

// ResolveReferences to other managed resources.
func (r *namespacedManaged) ResolveReferences(ctx context.Context, c client.Reader) error {
	return resolve(ctx, c, r)
}

// DeepCopyObject returns a copy.
func (r *namespacedManaged) DeepCopyObject() runtime.Object {
	return &namespacedManaged{resourceBase{*r.DeepCopy()}}
}

// Equal is true if another managed resource is the same.
func (r *namespacedManaged) Equal(other *namespacedManaged) bool {
	return reflect.DeepEqual(r.Object, other.Object)
}

// wrap an object as a managed resource of a scope.
func wrap(u unstructured.Unstructured, s managed.Scope) wrapped {
	if s == managed.ScopeNamespaced {
		return &namespacedManaged{resourceBase{u}}
	}
	return &clusterManaged{resourceBase{u}}
}

// A managedList is a list of managed resources.
type managedList struct {
	unstructured.UnstructuredList

	scope managed.Scope
}

var _ resource.ManagedList = &managedList{}

// GetUnstructuredList returns the list without what makes it one of managed
// resources.
func (l *managedList) GetUnstructuredList() *unstructured.UnstructuredList {
	return &l.UnstructuredList
}

// GetItems returns the managed resources.
func (l *managedList) GetItems() []resource.Managed {
	out := make([]resource.Managed, 0, len(l.Items))
	for _, u := range l.Items {
		out = append(out, wrap(u, l.scope))
	}
	return out
}

// DeepCopyObject returns a copy.
func (l *managedList) DeepCopyObject() runtime.Object {
	return &managedList{UnstructuredList: *l.DeepCopy(), scope: l.scope}
}
