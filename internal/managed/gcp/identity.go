// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ServiceAccountIAMMember gives a role on a service account to somebody, and leaves
// alone who else has it.
type ServiceAccountIAMMember struct {
	// ServiceAccountID is the id of the service account. It is always written down:
	// some versions of the provider refuse to look it up.
	ServiceAccountID string `json:"serviceAccountId,omitempty"`
	Role             string `json:"role,omitempty"`
	Member           string `json:"member,omitempty"`
}

// Type of a ServiceAccountIAMMember.
func (ServiceAccountIAMMember) Type() managed.Type {
	return managed.Type{Group: groupCloudPlatform, Version: v1beta2, Kind: "ServiceAccountIAMMember", Plural: "serviceaccountiammembers"}
}

// A ServiceAccountKey is a static key of a service account.
// https://cloud.google.com/iam/docs/keys-create-delete
type ServiceAccountKey struct {
	ServiceAccountIDSelector *managed.Selector `json:"serviceAccountIdSelector,omitempty"`
}

// Type of a ServiceAccountKey.
func (ServiceAccountKey) Type() managed.Type {
	return managed.Type{Group: groupCloudPlatform, Version: v1beta1, Kind: "ServiceAccountKey", Plural: "serviceaccountkeys"}
}

// A ServiceAccountKeyObservation is what we read of a ServiceAccountKey.
type ServiceAccountKeyObservation struct {
	// Name is projects/.../serviceAccounts/.../keys/<id>.
	Name string `json:"name"`
}

// DetailPrivateKey is the connection detail of a ServiceAccountKey that holds its file:
// what Google's own tools read.
const DetailPrivateKey = "private_key"

// A WorkloadIdentityPool holds identities from elsewhere.
// https://cloud.google.com/iam/docs/workload-identity-federation
type WorkloadIdentityPool struct {
	Project     string `json:"project,omitempty"`
	DisplayName string `json:"displayName,omitempty"`
	Description string `json:"description,omitempty"`
}

// Type of a WorkloadIdentityPool.
func (WorkloadIdentityPool) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: v1beta1, Kind: "WorkloadIdentityPool", Plural: "workloadidentitypools"}
}

// A WorkloadIdentityPoolObservation is what we read of a WorkloadIdentityPool.
type WorkloadIdentityPoolObservation struct {
	// Name has the number of the project:
	// projects/<number>/locations/global/workloadIdentityPools/<id>.
	Name string `json:"name"`
}

// A WorkloadIdentityPoolProvider lets tokens of an issuer into a pool.
// https://cloud.google.com/iam/docs/workload-identity-federation-with-other-providers
type WorkloadIdentityPoolProvider struct {
	Project                        string            `json:"project,omitempty"`
	WorkloadIdentityPoolIDSelector *managed.Selector `json:"workloadIdentityPoolIdSelector,omitempty"`
	Description                    string            `json:"description,omitempty"`
	AttributeMapping               map[string]string `json:"attributeMapping,omitempty"`
	AttributeCondition             string            `json:"attributeCondition,omitempty"`
	OIDC                           *PoolProviderOIDC `json:"oidc,omitempty"`
}

// A PoolProviderOIDC says which tokens are accepted.
type PoolProviderOIDC struct {
	IssuerURI        string   `json:"issuerUri"`
	AllowedAudiences []string `json:"allowedAudiences,omitempty"`
}

// Type of a WorkloadIdentityPoolProvider.
func (WorkloadIdentityPoolProvider) Type() managed.Type {
	return managed.Type{Group: groupIAM, Version: v1beta2, Kind: "WorkloadIdentityPoolProvider", Plural: "workloadidentitypoolproviders"}
}

// A WorkloadIdentityPoolProviderObservation is what we read of a
// WorkloadIdentityPoolProvider.
type WorkloadIdentityPoolProviderObservation struct {
	// Name has the number of the project, as that of the pool.
	Name string `json:"name"`
}
