// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package kubernetes holds the managed resources of provider-kubernetes that we
// compose: objects inside of a cluster that a claim creates, and the credentials for
// them.
package kubernetes

import "github.com/hyperscalar/hyperscalar/internal/managed"

// group of the cluster-scoped kinds.
const group = "kubernetes.crossplane.io"

// Versions. An Object has another version in each scope, of the same shape.
const (
	v1alpha1 = "v1alpha1"
	v1alpha2 = "v1alpha2"
)

// Kinds lists every kind that we compose, sorted by name.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: Object{}},
		{ForProvider: ProviderConfig{}},
	}
}
