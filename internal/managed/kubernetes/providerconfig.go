// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kubernetes

import "github.com/hyperscalar/hyperscalar/internal/managed"

// kindProviderConfig is the same in both scopes. A ProviderConfig of a namespace
// serves the resources of that namespace only.
const kindProviderConfig = "ProviderConfig"

// A ProviderConfig says how to reach a cluster. It has no conditions.
type ProviderConfig struct {
	Access `json:",inline"`
}

var _ managed.NativeSpec = ProviderConfig{}

// Access to a cluster. provider-helm spells it in the same way.
type Access struct {
	// Credentials hold a kubeconfig.
	Credentials Credentials `json:"credentials"`

	// Identity is who to be where the kubeconfig does not say it, as with the
	// clusters of GCP and with Entra ID on Azure.
	Identity *Identity `json:"identity,omitempty"`
}

// A Source says where credentials come from.
type Source string

// Sources.
const (
	SourceSecret           Source = "Secret"
	SourceInjectedIdentity Source = "InjectedIdentity"
)

// Credentials are a kubeconfig.
type Credentials struct {
	Source    Source     `json:"source"`
	SecretRef *SecretKey `json:"secretRef,omitempty"`
}

// An IdentityType says what kind of credentials an Identity has.
type IdentityType string

// Types of identities.
//
//nolint:gosec // They are kinds of credentials, and none themselves.
const (
	IdentityGoogleApplicationCredentials     IdentityType = "GoogleApplicationCredentials"
	IdentityAzureServicePrincipalCredentials IdentityType = "AzureServicePrincipalCredentials"
	IdentityAzureWorkloadIdentityCredentials IdentityType = "AzureWorkloadIdentityCredentials"
	IdentityAWSWebIdentityCredentials        IdentityType = "AWSWebIdentityCredentials"
)

// An Identity is who to be at a cluster.
type Identity struct {
	Type      IdentityType `json:"type"`
	Source    Source       `json:"source"`
	SecretRef *SecretKey   `json:"secretRef,omitempty"`
}

// A SecretKey is one key of a Secret. Unlike a managed.SecretRef it names the
// namespace in both scopes, because the CRDs require it.
type SecretKey struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	Key       string `json:"key"`
}

// KeyOf returns a key of the Secret at a location.
func KeyOf(l managed.SecretLocation, key string) *SecretKey {
	return &SecretKey{Namespace: l.Namespace, Name: l.Name, Key: key}
}

// Type of a ProviderConfig.
func (ProviderConfig) Type() managed.Type {
	return managed.Type{Group: group, Version: v1alpha1, NamespacedVersion: v1alpha1, Kind: kindProviderConfig, Plural: "providerconfigs"}
}

// TypeIn returns the apiVersion and the kind of a ProviderConfig in a scope.
func (p ProviderConfig) TypeIn(s managed.Scope) (string, string) {
	return p.Type().APIVersionIn(s), kindProviderConfig
}

// SpecIn returns the spec of a ProviderConfig, which is the same in both scopes.
func (p ProviderConfig) SpecIn(managed.Scope) any { return p.Access }
