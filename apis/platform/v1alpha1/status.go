// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// A Phase sums up how far a claim has come.
type Phase string

// Phases.
const (
	// PhaseProvisioning claims have never been ready.
	PhaseProvisioning Phase = "Provisioning"

	// PhaseReady claims have everything they asked for.
	PhaseReady Phase = "Ready"

	// PhaseUpdating claims were ready, and wait for resources that a change
	// added.
	PhaseUpdating Phase = "Updating"

	// PhaseDegraded claims were ready, and a resource that exists is not any
	// more, or its cloud refuses a change to it.
	PhaseDegraded Phase = "Degraded"
)

// CommonStatus is the part of the status that every API shares.
type CommonStatus struct {
	// Provider that serves the claim. It never changes by itself.
	Provider Provider `json:"provider,omitempty"`

	// Region is the cloud's own name of the region. It never changes by
	// itself.
	Region string `json:"region,omitempty"`

	// Environment whose guardrails apply.
	Environment string `json:"environment,omitempty"`

	// ProviderConfig that holds the credentials of the account that serves
	// the claim. It never changes by itself.
	ProviderConfig string `json:"providerConfig,omitempty"`

	// NamingPrefix starts the names that the cloud gets to see. It never
	// changes by itself, because a new name would be a new resource.
	NamingPrefix string `json:"namingPrefix,omitempty"`

	// Phase sums up how far the claim has come.
	Phase Phase `json:"phase,omitempty"`

	// Blocking lists the resources that exist and are not ready, or that
	// their cloud refuses to change, with the cloud's own words.
	Blocking []BlockingResource `json:"blocking,omitempty"`

	// Waiting lists the resources that do not exist yet, and what each of
	// them waits for.
	Waiting []WaitingResource `json:"waiting,omitempty"`
}

// ConnectionStatus is the part of the status of every API that has connection
// details.
type ConnectionStatus struct {
	// ConnectionSecret is the Secret that holds the connection details of the
	// claim.
	ConnectionSecret *SecretReference `json:"connectionSecret,omitempty"`
}

// A SecretReference says where a Secret is.
type SecretReference struct {
	// Name of the Secret.
	Name string `json:"name"`

	// Namespace of the Secret, which is that of the claim.
	Namespace string `json:"namespace"`
}

// A BlockingResource exists and is not ready.
type BlockingResource struct {
	// Resource is the key of the resource within the claim.
	Resource string `json:"resource"`

	// Kind of the managed resource.
	Kind string `json:"kind"`

	// Name of the managed resource in the control plane.
	Name string `json:"name,omitempty"`

	// Reason is the managed resource's own reason.
	Reason string `json:"reason,omitempty"`

	// Message is the provider's or the cloud's own text.
	Message string `json:"message,omitempty"`
}

// A WaitingResource does not exist yet.
type WaitingResource struct {
	// Resource is the key of the resource within the claim.
	Resource string `json:"resource"`

	// For lists the keys of the resources, or says what else, it waits for.
	For []string `json:"for"`
}
