// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package protection holds Crossplane's own Usage, which keeps a resource from
// being deleted while another one still needs it.
package protection

import "github.com/hyperscalar/hyperscalar/internal/managed"

// group of the kinds of usage.
const group = "protection.crossplane.io"

// Kinds of usage. Only a Usage can protect a resource of a namespace, and only a
// ClusterUsage can protect one that is cluster-scoped.
// https://docs.crossplane.io/latest/managed-resources/usages/
const (
	version          = "v1beta1"
	kindUsage        = "Usage"
	kindClusterUsage = "ClusterUsage"
)

// A Usage says that one composed resource needs another one.
type Usage struct {
	// Of and By are what is needed, and what needs it.
	Of managed.Resource
	By managed.Resource
}

var _ managed.NativeSpec = Usage{}

// Type of a Usage.
func (Usage) Type() managed.Type {
	return managed.Type{Group: group, Version: version, Kind: kindUsage, Plural: "usages"}
}

// TypeIn returns the apiVersion and the kind of a usage in a scope.
func (Usage) TypeIn(s managed.Scope) (string, string) {
	if s == managed.ScopeCluster {
		return group + "/" + version, kindClusterUsage
	}
	return group + "/" + version, kindUsage
}

// SpecIn returns the spec of a usage in a scope.
func (u Usage) SpecIn(s managed.Scope) any {
	return spec{
		Of:             subjectOf(u.Of, s),
		By:             subjectOf(u.By, s),
		ReplayDeletion: true,
	}
}

// A LocalUsage says that one composed resource needs another one that lives in a
// namespace, and it lives there too.
type LocalUsage Usage

var _ managed.LocalSpec = LocalUsage{}

// Type of a Usage.
func (LocalUsage) Type() managed.Type { return Usage{}.Type() }

// TypeIn returns the apiVersion and the kind of a usage, which are the same in both
// scopes.
func (LocalUsage) TypeIn(managed.Scope) (string, string) { return group + "/" + version, kindUsage }

// SpecIn returns the spec of a usage in a scope, which is that of its user.
func (u LocalUsage) SpecIn(s managed.Scope) any { return Usage(u).SpecIn(s) }

// Local is true of a usage of what lives in a namespace.
func (LocalUsage) Local() {}

type spec struct {
	Of             subject `json:"of"`
	By             subject `json:"by"`
	ReplayDeletion bool    `json:"replayDeletion"`
}

type subject struct {
	APIVersion       string            `json:"apiVersion"`
	Kind             string            `json:"kind"`
	ResourceSelector *managed.Selector `json:"resourceSelector"`
}

func subjectOf(r managed.Resource, s managed.Scope) subject {
	apiVersion, kind := managed.Identify(r.ForProvider, s)
	return subject{APIVersion: apiVersion, Kind: kind, ResourceSelector: managed.Select(r.Key)}
}
