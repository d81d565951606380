// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package environment reads the guardrails that a platform engineer sets for the
// claims of one environment, for example development or production. They are the
// data of an EnvironmentConfig, which is cluster-scoped and which developers
// cannot change.
package environment

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// An Environment is the effective guardrails of an environment: its own data over
// that of the environments that it inherits from.
type Environment struct {
	// Inherits is the name of the environment whose data lies under this.
	Inherits string `json:"inherits,omitempty"`

	// DefaultProvider serves claims that name no provider.
	DefaultProvider platform.Provider `json:"defaultProvider,omitempty"`

	// DefaultRegion serves claims that name no region.
	DefaultRegion string `json:"defaultRegion,omitempty"`

	// NamingPrefix starts every name that a cloud gets to see.
	NamingPrefix string `json:"namingPrefix,omitempty"`

	// CostCentre to tag every resource with.
	CostCentre string `json:"costCentre,omitempty"`

	// Tags for every resource. They win over the claim's tags.
	Tags map[string]string `json:"tags,omitempty"`

	// Allowed restricts what claims may ask for.
	Allowed Allowed `json:"allowed,omitzero"`

	// Adoption lists what claims may adopt that exists already.
	Adoption Adoption `json:"adoption,omitzero"`

	// Network restricts what Network claims may ask for.
	Network Network `json:"network,omitzero"`

	// Storage restricts what Storage claims may ask for.
	Storage Storage `json:"storage,omitzero"`

	// Packages says what else the control plane has.
	Packages Packages `json:"packages,omitzero"`

	// Identity restricts what Identity claims may ask for.
	Identity Identity `json:"identity,omitzero"`

	// Compute restricts what Compute claims may ask for.
	Compute Compute `json:"compute,omitzero"`

	// Kubernetes restricts what KubernetesCluster claims may ask for.
	Kubernetes Kubernetes `json:"kubernetes,omitzero"`

	// AWS, Azure and GCP say which account claims are served from.
	AWS   AWS   `json:"aws,omitzero"`
	Azure Azure `json:"azure,omitzero"`
	GCP   GCP   `json:"gcp,omitzero"`
}

// Allowed restricts what claims may ask for. An empty list allows everything.
type Allowed struct {
	// Namespaces whose claims may use the environment. An entry that ends in
	// * allows every namespace that starts like it.
	Namespaces []string `json:"namespaces,omitempty"`

	// Providers that may serve claims.
	Providers []platform.Provider `json:"providers,omitempty"`

	// Regions that claims may use, as portable or native names.
	Regions []string `json:"regions,omitempty"`

	// Sizes of machines that claims may use. Where it is set, claims cannot
	// describe a machine more closely.
	Sizes []string `json:"sizes,omitempty"`

	// KubernetesVersions are the minor versions that clusters may have.
	KubernetesVersions []string `json:"kubernetesVersions,omitempty"`
}

// AWS says which account claims are served from on AWS.
type AWS struct {
	// ProviderConfig that holds the account's credentials.
	ProviderConfig string `json:"providerConfig,omitempty"`

	// AccountID of the account, 12 digits. It narrows the policies of roles
	// to the account, and is part of the hash in names that are unique in
	// the whole world.
	AccountID string `json:"accountID,omitempty"`

	// PermissionsBoundary is the ARN of the managed policy that bounds what
	// the roles and users of identities may do, whatever they are granted.
	PermissionsBoundary string `json:"permissionsBoundary,omitempty"`

	// EncryptionKeys to encrypt with where a claim asks for a key of the
	// customer and names none. They are ARNs of KMS keys.
	EncryptionKeys EncryptionKeys `json:"encryptionKeys,omitempty"`
}

// Azure says which subscription claims are served from on Azure.
type Azure struct {
	// ProviderConfig that holds the subscription's credentials.
	ProviderConfig string `json:"providerConfig,omitempty"`

	// SubscriptionID of the subscription. It is part of the hash in names
	// that are unique in the whole world.
	SubscriptionID string `json:"subscriptionID,omitempty"`

	// NetworkWatcher of the region, for flow logs. Azure creates one by
	// itself, whose name is the default.
	NetworkWatcher NetworkWatcher `json:"networkWatcher,omitzero"`

	// EncryptionKeys to encrypt with where a claim asks for a key of the
	// customer and names none. They are resource ids of keys in
	// a Key Vault, without a version.
	EncryptionKeys EncryptionKeys `json:"encryptionKeys,omitempty"`
}

// A NetworkWatcher exists once for each region of a subscription.
type NetworkWatcher struct {
	// Name of the network watcher. The default is NetworkWatcher_<region>.
	Name string `json:"name,omitempty"`

	// ResourceGroup of the network watcher. The default is NetworkWatcherRG.
	ResourceGroup string `json:"resourceGroup,omitempty"`
}

// GCP says which project claims are served from on GCP.
type GCP struct {
	// ProviderConfig that holds the project's credentials.
	ProviderConfig string `json:"providerConfig,omitempty"`

	// ProjectID of the project. Resources are created in it, rather than in
	// the provider config's own project, and it is part of the hash in names
	// that are unique in the whole world.
	ProjectID string `json:"projectID,omitempty"`

	// ProjectNumber of the project. It is part of the names of the service
	// accounts that Google's services act as, so that they can be let use a key
	// that is created for a claim.
	ProjectNumber string `json:"projectNumber,omitempty"`

	// EncryptionKeys to encrypt with where a claim asks for a key of the
	// customer and names none. They are Cloud KMS keys,
	// projects/.../cryptoKeys/....
	EncryptionKeys EncryptionKeys `json:"encryptionKeys,omitempty"`
}

// ProviderConfig returns the name of the provider config that holds the
// credentials for the supplied provider.
func (e Environment) ProviderConfig(p platform.Provider) string {
	names := map[platform.Provider]string{
		platform.ProviderAWS:   e.AWS.ProviderConfig,
		platform.ProviderAzure: e.Azure.ProviderConfig,
		platform.ProviderGCP:   e.GCP.ProviderConfig,
	}
	if n := names[p]; n != "" {
		return n
	}
	return DefaultProviderConfig
}

// Account returns the id of the account, subscription or project that claims are
// served from on the supplied provider. It is empty where nobody said.
func (e Environment) Account(p platform.Provider) string {
	return map[platform.Provider]string{
		platform.ProviderAWS:   e.AWS.AccountID,
		platform.ProviderAzure: e.Azure.SubscriptionID,
		platform.ProviderGCP:   e.GCP.ProjectID,
	}[p]
}

// DefaultProviderConfig is used where an environment names no provider config.
const DefaultProviderConfig = "default"
