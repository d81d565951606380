// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// Keys of the connection details. Only identities with static keys have any.
const (
	// ConnectionPrincipal is the ARN of the user on AWS, and the email address
	// of the service account on GCP.
	ConnectionPrincipal = "principal"

	// ConnectionKeyID is the id of the key that the other details are of.
	ConnectionKeyID = "keyID"

	// ConnectionCredentials is a file that the cloud's own tools read: a shared
	// credentials file on AWS, a JSON key on GCP.
	ConnectionCredentials = "credentials"

	// ConnectionAccessKeyID and ConnectionSecretAccessKey are the two halves of
	// an access key. Only on AWS.
	ConnectionAccessKeyID     = "accessKeyID"
	ConnectionSecretAccessKey = "secretAccessKey"
)

// A GrantState says how far a grant has come.
type GrantState string

// States of grants.
const (
	// GrantWaiting grants wait for their target, or for the identity.
	GrantWaiting GrantState = "Waiting"

	// GrantGranting grants are being made at the cloud.
	GrantGranting GrantState = "Granting"

	// GrantGranted grants work.
	GrantGranted GrantState = "Granted"
)

// A KeyState says what a static key is for.
type KeyState string

// States of keys.
const (
	// KeyCreating keys do not work yet.
	KeyCreating KeyState = "Creating"

	// KeyCurrent keys are the ones in the connection details.
	KeyCurrent KeyState = "Current"

	// KeyRetiring keys still work, and have been replaced.
	KeyRetiring KeyState = "Retiring"
)

// A KeySlot is one of the two places for keys, which are used in turn.
type KeySlot string

// Slots of keys.
const (
	KeySlotA KeySlot = "a"
	KeySlotB KeySlot = "b"
)

// KeySlots lists both slots.
func KeySlots() []KeySlot { return []KeySlot{KeySlotA, KeySlotB} }

// Status of an Identity.
type Status struct {
	platform.CommonStatus     `json:",inline"`
	platform.ConnectionStatus `json:",inline"`

	// ID of the identity: the ARN of a role or a user on AWS, the resource id of
	// a managed identity on Azure, projects/.../serviceAccounts/... on GCP.
	ID string `json:"id,omitempty"`

	// Subject says who the identity is for. It never changes.
	Subject Subject `json:"subject,omitempty"`

	// Principal is what the cloud knows the identity as.
	Principal *Principal `json:"principal,omitempty"`

	// Workload says how pods become the identity.
	Workload *WorkloadStatus `json:"workload,omitempty"`

	// Compute says how virtual machines become the identity.
	Compute *ComputeStatus `json:"compute,omitempty"`

	// External says how the system elsewhere becomes the identity.
	External *ExternalStatus `json:"external,omitempty"`

	// Keys of an identity with static keys, the newest first.
	Keys []Key `json:"keys,omitempty"`

	// Grants say what became of each access that was asked for, in the order of
	// their targets.
	Grants []Grant `json:"grants,omitempty"`

	// Permissions that were granted in the cloud's own words.
	Permissions []PermissionStatus `json:"permissions,omitempty"`
}

// A Principal is what a cloud knows an identity as.
type Principal struct {
	// Name of the role, the user, the managed identity or the service account.
	Name string `json:"name,omitempty"`

	// ARN of the role or the user. Only on AWS.
	ARN string `json:"arn,omitempty"`

	// UniqueID of the role, the user or the service account. On AWS and GCP.
	UniqueID string `json:"uniqueID,omitempty"`

	// PrincipalID is the object id of the managed identity. Only on Azure.
	PrincipalID string `json:"principalID,omitempty"`

	// ClientID of the managed identity, which is what applications are told.
	// Only on Azure.
	ClientID string `json:"clientID,omitempty"`

	// TenantID of the managed identity. Only on Azure.
	TenantID string `json:"tenantID,omitempty"`

	// Email address of the service account. Only on GCP.
	Email string `json:"email,omitempty"`
}

// WorkloadStatus says how pods become an identity.
type WorkloadStatus struct {
	// Cluster of the pods, as namespace/name.
	Cluster string `json:"cluster"`

	// Namespace of the pods within the cluster.
	Namespace string `json:"namespace"`

	// ServiceAccount of the pods within the cluster.
	ServiceAccount string `json:"serviceAccount"`

	// Managed says whether the platform creates the service account.
	Managed bool `json:"managed,omitempty"`

	// Annotations that the service account must have. The platform sets them
	// where it creates the service account.
	Annotations map[string]string `json:"annotations,omitempty"`

	// PodLabels that pods must have.
	PodLabels map[string]string `json:"podLabels,omitempty"`

	// Access says how the platform reaches the cluster. It stays as it is when
	// the cluster does not say any more.
	Access *ClusterAccess `json:"access,omitempty"`
}

// ClusterAccess says how to reach a cluster.
type ClusterAccess struct {
	// Kubeconfig is where the kubeconfig is.
	Kubeconfig SecretKey `json:"kubeconfig"`

	// Identity is who to be, where the kubeconfig does not say it.
	Identity *ClusterIdentity `json:"identity,omitempty"`
}

// A SecretKey is one key of a Secret.
type SecretKey struct {
	// Name of the Secret.
	Name string `json:"name"`

	// Namespace of the Secret.
	Namespace string `json:"namespace"`

	// Key within the Secret.
	Key string `json:"key"`
}

// A ClusterIdentity is who to be at a cluster, in the words of provider-kubernetes.
type ClusterIdentity struct {
	// Type of the credentials.
	Type string `json:"type"`

	// Source of the credentials.
	Source string `json:"source"`

	// SecretRef is where the credentials are, if they are in a Secret.
	SecretRef *SecretKey `json:"secretRef,omitempty"`
}

// ComputeStatus says how virtual machines become an identity.
type ComputeStatus struct {
	// Compute that alone may use the identity, as namespace/name. Empty means
	// any that may refer to the identity.
	Compute string `json:"compute,omitempty"`

	// InstanceProfile is the name of the instance profile. Only on AWS.
	InstanceProfile string `json:"instanceProfile,omitempty"`

	// InstanceProfileARN is the ARN of the instance profile. Only on AWS.
	InstanceProfileARN string `json:"instanceProfileARN,omitempty"`
}

// ExternalStatus says how a system elsewhere becomes an identity.
type ExternalStatus struct {
	// Issuer of the tokens that are accepted.
	Issuer string `json:"issuer"`

	// Subject of the tokens that are accepted.
	Subject string `json:"subject"`

	// Audience of the tokens that are accepted.
	Audience string `json:"audience,omitempty"`

	// Provider is what trusts the issuer: the ARN of an OIDC provider on AWS,
	// projects/.../workloadIdentityPools/.../providers/... on GCP.
	Provider string `json:"provider,omitempty"`
}

// A Key is a static key.
type Key struct {
	// Slot of the key.
	Slot KeySlot `json:"slot"`

	// State of the key.
	State KeyState `json:"state"`

	// ID of the key at the cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`

	// CreatedAt is when the key was asked for, in the format of RFC 3339.
	CreatedAt string `json:"createdAt,omitempty"`

	// AgeDays is how old the key is.
	AgeDays int `json:"ageDays,omitempty"`

	// RotatesAt is when the key will be replaced, in the format of RFC 3339.
	// Only of the newest key.
	RotatesAt string `json:"rotatesAt,omitempty"`

	// ExpiresAt is when the key stops working, in the format of RFC 3339. Only
	// of keys that have been replaced.
	ExpiresAt string `json:"expiresAt,omitempty"`
}

// A Grant says what became of an access that was asked for.
type Grant struct {
	// Kind of the target.
	Kind TargetKind `json:"kind"`

	// Target that is granted access to, as namespace/name.
	Target string `json:"target"`

	// Role that is granted.
	Role Role `json:"role"`

	// State of the grant.
	State GrantState `json:"state"`

	// ResourceID is what is granted access to at the cloud. Empty while the
	// target does not exist.
	ResourceID string `json:"resourceID,omitempty"`

	// Message says what the grant waits for.
	Message string `json:"message,omitempty"`
}

// PermissionStatus says what became of a permission in the cloud's own words.
type PermissionStatus struct {
	// Name of the role or of the policy.
	Name string `json:"name"`

	// Scope of the permission. Empty where the name says it all.
	Scope string `json:"scope,omitempty"`

	// State of the permission.
	State GrantState `json:"state"`
}
