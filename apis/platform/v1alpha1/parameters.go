// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the parts of the platform's contract that APIs share: which
// providers exist, the parameters and status fields that are the same for a Network, a
// Compute group, a Storage, an Identity and a KubernetesCluster, and what has the same
// values wherever it is asked for.
package v1alpha1

// Group and Version of every API of the platform.
const (
	Group      = "platform.hyperscalar.io"
	Version    = "v1alpha1"
	APIVersion = Group + "/" + Version
)

// A Provider is a cloud that an API can be served on.
type Provider string

// The providers that every API supports.
const (
	ProviderAWS   Provider = "aws"
	ProviderAzure Provider = "azure"
	ProviderGCP   Provider = "gcp"
)

// Providers lists every provider, sorted by name.
func Providers() []Provider {
	return []Provider{ProviderAWS, ProviderAzure, ProviderGCP}
}

// A DeletionPolicy says what happens to the cloud's resources when their claim
// is deleted.
type DeletionPolicy string

// Deletion policies.
const (
	// DeletionPolicyDelete deletes the cloud's resources with the claim.
	DeletionPolicyDelete DeletionPolicy = "Delete"

	// DeletionPolicyOrphan leaves the cloud's resources behind.
	DeletionPolicyOrphan DeletionPolicy = "Orphan"
)

// DefaultEnvironment is the environment of a claim that names none.
const DefaultEnvironment = "default"

// CommonParameters are the parameters that every API accepts.
type CommonParameters struct {
	// Provider that serves the claim. When it is empty the Composition or
	// the environment decides.
	Provider Provider `json:"provider,omitempty"`

	// Region is a portable name such as eu-west, or the cloud's own name.
	Region string `json:"region,omitempty"`

	// Environment is the name of the EnvironmentConfig that holds the
	// guardrails for this claim.
	Environment string `json:"environment,omitempty"`

	// Tags for every resource of the claim. The platform's own tags win.
	Tags map[string]string `json:"tags,omitempty"`

	// DeletionPolicy says what happens to the cloud's resources when the
	// claim is deleted.
	DeletionPolicy DeletionPolicy `json:"deletionPolicy,omitempty"`
}

// A LocalReference names another object of the platform, by default in the
// namespace of the claim that holds the reference.
type LocalReference struct {
	// Name of the claim that is referred to.
	Name string `json:"name"`

	// Namespace of the claim that is referred to. A claim of another
	// namespace must list the referring namespace in its shareWith.
	Namespace string `json:"namespace,omitempty"`
}
