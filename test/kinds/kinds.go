// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package kinds lists the kinds of managed resources that we compose, on every
// provider.
package kinds

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// Providers of Crossplane that are no cloud: they manage what is inside of a cluster.
const (
	Helm       platform.Provider = "helm"
	Kubernetes platform.Provider = "kubernetes"
)

// Providers of Crossplane that we compose resources of, sorted by name.
func Providers() []platform.Provider {
	return append(platform.Providers(), Helm, Kubernetes)
}

// Of a provider: every kind that we have a struct for.
func Of(p platform.Provider) []managed.Kind {
	switch p {
	case platform.ProviderAWS:
		return aws.Kinds()
	case platform.ProviderAzure:
		return azure.Kinds()
	case platform.ProviderGCP:
		return gcp.Kinds()
	case Helm:
		return helm.Kinds()
	case Kubernetes:
		return kubernetes.Kinds()
	}
	return nil
}

// IsManaged is true for managed resources, and false for what only configures a
// provider.
func IsManaged(k managed.Kind) bool {
	_, native := k.ForProvider.(managed.NativeSpec)
	return !native
}
