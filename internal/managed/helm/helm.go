// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package helm holds the managed resources of provider-helm that we compose: releases
// of charts inside of a cluster that a claim creates, and the credentials for them.
package helm

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// group and version of the cluster-scoped kinds.
const (
	group   = "helm.crossplane.io"
	version = "v1beta1"
)

// Kinds lists every kind that we compose, sorted by name.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: ProviderConfig{}},
		{ForProvider: Release{}, AtProvider: ReleaseObservation{}},
	}
}

// A Release of a chart in a cluster. Its name is the resource's external name.
type Release struct {
	// Chart to install.
	Chart Chart `json:"chart"`

	// Namespace of the release in its cluster. It is created when it does not
	// exist.
	Namespace string `json:"namespace"`

	// SkipCreateNamespace leaves the namespace to somebody else.
	SkipCreateNamespace bool `json:"skipCreateNamespace,omitempty"`

	// Wait until everything in the release is ready, for at most WaitTimeout.
	Wait        bool   `json:"wait,omitempty"`
	WaitTimeout string `json:"waitTimeout,omitempty"`

	// Values is a struct of the chart's values. It is passed on as it is. Nil
	// means the chart's defaults.
	Values any `json:"-"`

	// RollbackLimit is how often a release is tried again before it is left
	// alone. Nil means for ever.
	RollbackLimit *int `json:"-"`
}

var _ managed.ExtendedSpec = Release{}

// A Chart is one version of a chart, of a repository or by its URL, such as
// oci://....
type Chart struct {
	Repository string `json:"repository,omitempty"`
	Name       string `json:"name,omitempty"`
	Version    string `json:"version,omitempty"`
	URL        string `json:"url,omitempty"`
}

// A ReleaseObservation is what we read of a Release.
type ReleaseObservation struct {
	State              string `json:"state"`
	ReleaseDescription string `json:"releaseDescription"`
	Revision           int    `json:"revision"`
}

// Type of a Release.
func (Release) Type() managed.Type {
	return managed.Type{Group: group, Version: version, Kind: "Release", Plural: "releases"}
}

// Beside returns what stands beside the forProvider of a Release.
func (r Release) Beside() any { return releaseSpec{RollbackLimit: r.RollbackLimit} }

// Embedded returns the values of the release.
func (r Release) Embedded() []managed.Embedded {
	return []managed.Embedded{{Field: "values", Object: r.Values}}
}

type releaseSpec struct {
	RollbackLimit *int `json:"rollbackLimit,omitempty"`
}

// A ProviderConfig says how to reach a cluster. It has no conditions.
type ProviderConfig struct {
	kubernetes.Access `json:",inline"`
}

var _ managed.NativeSpec = ProviderConfig{}

// Type of a ProviderConfig.
func (ProviderConfig) Type() managed.Type {
	return managed.Type{Group: group, Version: version, Kind: "ProviderConfig", Plural: "providerconfigs"}
}

// TypeIn returns the apiVersion and the kind of a ProviderConfig in a scope.
func (p ProviderConfig) TypeIn(s managed.Scope) (string, string) {
	t := p.Type()
	return t.APIVersionIn(s), t.Kind
}

// SpecIn returns the spec of a ProviderConfig, which is the same in both scopes.
func (p ProviderConfig) SpecIn(managed.Scope) any { return p.Access }
