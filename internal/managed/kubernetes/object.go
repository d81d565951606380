// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kubernetes

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ReadinessPolicy says when an Object is ready.
type ReadinessPolicy string

// Readiness policies.
// https://github.com/crossplane-contrib/provider-kubernetes/blob/v1.2.0/apis/cluster/object/v1alpha2/types.go
const (
	// ReadySuccessfulCreate objects are ready once they exist.
	ReadySuccessfulCreate ReadinessPolicy = "SuccessfulCreate"

	// ReadyDeriveFromObject objects are ready when their own Ready condition
	// says so.
	ReadyDeriveFromObject ReadinessPolicy = "DeriveFromObject"

	// ReadyAllTrue objects are ready when all of their conditions are true.
	ReadyAllTrue ReadinessPolicy = "AllTrue"

	// ReadyDeriveFromCelQuery objects are ready when a CEL expression is true.
	ReadyDeriveFromCelQuery ReadinessPolicy = "DeriveFromCelQuery"
)

// An Object is any object in a cluster.
type Object struct {
	// Manifest is a struct of the object's apiVersion, kind, metadata and
	// everything else that we have an opinion on. It is passed on as it is.
	Manifest any `json:"-"`

	// Readiness of the object. Nil means that it is ready once it exists.
	Readiness *Readiness `json:"-"`

	// References to objects that this one depends on.
	References []Reference `json:"-"`

	// Watch the object, instead of looking at it from time to time.
	Watch bool `json:"-"`
}

var _ managed.ExtendedSpec = Object{}

// Readiness says when an Object is ready.
type Readiness struct {
	Policy   ReadinessPolicy `json:"policy,omitempty"`
	CELQuery string          `json:"celQuery,omitempty"`
}

// A Reference to an object that an Object depends on, or takes values from.
type Reference struct {
	DependsOn   *DependsOn   `json:"dependsOn,omitempty"`
	PatchesFrom *PatchesFrom `json:"patchesFrom,omitempty"`
	ToFieldPath string       `json:"toFieldPath,omitempty"`
}

// DependsOn names an object that must exist first.
type DependsOn struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Name       string `json:"name"`
	Namespace  string `json:"namespace,omitempty"`
}

// PatchesFrom names an object and the field to take a value from.
type PatchesFrom struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Name       string `json:"name"`
	Namespace  string `json:"namespace,omitempty"`
	FieldPath  string `json:"fieldPath"`
}

// Type of an Object.
func (Object) Type() managed.Type {
	return managed.Type{Group: group, Version: v1alpha2, NamespacedVersion: v1alpha1, Kind: "Object", Plural: "objects"}
}

// Beside returns what stands beside the forProvider of an Object.
func (o Object) Beside() any {
	return objectSpec{Readiness: o.Readiness, References: o.References, Watch: o.Watch}
}

// Embedded returns the manifest of the object.
func (o Object) Embedded() []managed.Embedded {
	return []managed.Embedded{{Field: "manifest", Object: o.Manifest}}
}

type objectSpec struct {
	Readiness  *Readiness  `json:"readiness,omitempty"`
	References []Reference `json:"references,omitempty"`
	Watch      bool        `json:"watch,omitempty"`
}
