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
)

// Of a provider: every kind of managed resource that we compose on it.
func Of(p platform.Provider) []managed.Kind {
	switch p {
	case platform.ProviderAWS:
		return aws.Kinds()
	case platform.ProviderAzure:
		return azure.Kinds()
	case platform.ProviderGCP:
		return gcp.Kinds()
	}
	return nil
}
