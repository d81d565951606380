// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the parameters and the status of the Identity API. The
// schema that a developer sees is definition.yaml beside this package; a test
// proves that both say the same.
package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// A Subject says who an identity is for.
type Subject string

// Subjects.
const (
	// SubjectWorkload identities are for pods of a Kubernetes cluster.
	SubjectWorkload Subject = "Workload"

	// SubjectCompute identities are for virtual machines.
	SubjectCompute Subject = "Compute"

	// SubjectExternal identities are for a system elsewhere that issues OIDC
	// tokens, for example a CI system.
	SubjectExternal Subject = "External"

	// SubjectMachine identities have static keys.
	SubjectMachine Subject = "Machine"
)

// A TargetKind is a kind of claim that access can be granted to.
type TargetKind string

// Kinds of targets.
const (
	TargetStorage           TargetKind = "Storage"
	TargetKubernetesCluster TargetKind = "KubernetesCluster"
)

// TargetKinds lists every kind of target, sorted by name.
func TargetKinds() []TargetKind { return []TargetKind{TargetKubernetesCluster, TargetStorage} }

// A Role says what may be done with a target. Each includes those before it.
type Role string

// Roles.
const (
	// RoleReader may look at what is in the target.
	RoleReader Role = "reader"

	// RoleWriter may change what is in the target.
	RoleWriter Role = "writer"

	// RoleAdmin may do everything with what is in the target, and decide about
	// how it is protected. It may not delete the target.
	RoleAdmin Role = "admin"
)

// Roles lists every role, the weakest first.
func Roles() []Role { return []Role{RoleReader, RoleWriter, RoleAdmin} }

// An Effect of a statement of a policy.
type Effect string

// Effects.
const (
	EffectAllow Effect = "Allow"
	EffectDeny  Effect = "Deny"
)

// Parameters of an Identity. Exactly one of Workload, Compute, External and
// Machine is set.
type Parameters struct {
	platform.CommonParameters `json:",inline"`

	// Workload makes the identity one for pods of a Kubernetes cluster.
	Workload *Workload `json:"workload,omitempty"`

	// Compute makes the identity one for virtual machines.
	Compute *Compute `json:"compute,omitempty"`

	// External makes the identity one for a system elsewhere.
	External *External `json:"external,omitempty"`

	// Machine makes the identity one with static keys.
	Machine *Machine `json:"machine,omitempty"`

	// Access to other claims.
	Access []Access `json:"access,omitempty"`

	// Permissions in the cloud's own words.
	Permissions *Permissions `json:"permissions,omitempty"`

	// ShareWith lists the namespaces whose claims may use this identity.
	ShareWith []string `json:"shareWith,omitempty"`
}

// A Workload runs in a Kubernetes cluster.
type Workload struct {
	// ClusterRef refers to the cluster.
	ClusterRef platform.LocalReference `json:"clusterRef"`

	// Namespace of the pods within the cluster.
	Namespace string `json:"namespace"`

	// ServiceAccount of the pods within the cluster.
	ServiceAccount string `json:"serviceAccount"`

	// CreateServiceAccount says whether the service account is created and
	// annotated. Nil means that it is if the platform can.
	CreateServiceAccount *bool `json:"createServiceAccount,omitempty"`
}

// Compute is a group of virtual machines.
type Compute struct {
	// ComputeRef refers to the Compute that alone may use the identity. Nil
	// means any Compute that may refer to the identity.
	ComputeRef *platform.LocalReference `json:"computeRef,omitempty"`
}

// An External system issues OIDC tokens.
type External struct {
	// Issuer of the tokens: an https URL, as it stands in their claim iss.
	Issuer string `json:"issuer"`

	// Subject of the tokens that are accepted, as it stands in their claim sub.
	Subject string `json:"subject"`

	// Audience of the tokens that are accepted, as it stands in their claim
	// aud. Empty means what the cloud's own tools ask for.
	Audience string `json:"audience,omitempty"`
}

// A Machine is something that can only keep a secret.
type Machine struct {
	// RotationDays says after how many days a key is replaced.
	RotationDays int `json:"rotationDays,omitempty"`

	// OverlapDays says for how many days a key still works after it was
	// replaced.
	OverlapDays int `json:"overlapDays,omitempty"`
}

// Access to another claim.
type Access struct {
	// To is the claim that is granted access to.
	To Target `json:"to"`

	// Role that is granted.
	Role Role `json:"role"`
}

// A Target is a claim that access is granted to.
type Target struct {
	// Kind of the claim.
	Kind TargetKind `json:"kind"`

	// Name of the claim.
	Name string `json:"name"`

	// Namespace of the claim. A claim of another namespace must list the
	// identity's namespace in its shareWith.
	Namespace string `json:"namespace,omitempty"`
}

// Permissions in the words of each cloud. Only those of the cloud that serves the
// identity may be set.
type Permissions struct {
	// AWS permissions, within the permissions boundary of the environment.
	AWS *AWSPermissions `json:"aws,omitempty"`

	// Azure permissions, out of the roles that the environment lists.
	Azure *AzurePermissions `json:"azure,omitempty"`

	// GCP permissions, out of the roles that the environment lists.
	GCP *GCPPermissions `json:"gcp,omitempty"`
}

// AWSPermissions are permissions on AWS.
type AWSPermissions struct {
	// Policies are the ARNs of managed policies.
	Policies []string `json:"policies,omitempty"`

	// Statements of a policy of the identity's own.
	Statements []Statement `json:"statements,omitempty"`
}

// A Statement of a policy on AWS.
type Statement struct {
	// Effect of the statement.
	Effect Effect `json:"effect,omitempty"`

	// Actions that the statement is about, for example sqs:SendMessage.
	Actions []string `json:"actions"`

	// Resources that the statement is about, as ARNs.
	Resources []string `json:"resources"`

	// Conditions that must all be met.
	Conditions []Condition `json:"conditions,omitempty"`
}

// A Condition of a statement on AWS.
type Condition struct {
	// Test is the operator, for example StringEquals.
	Test string `json:"test"`

	// Key that is tested, for example aws:RequestedRegion.
	Key string `json:"key"`

	// Values, one of which must match.
	Values []string `json:"values"`
}

// AzurePermissions are permissions on Azure.
type AzurePermissions struct {
	// Roles to assign.
	Roles []AzureRole `json:"roles,omitempty"`
}

// An AzureRole is a role at a scope.
type AzureRole struct {
	// Name of the role, for example Key Vault Secrets User.
	Name string `json:"name"`

	// Scope of the assignment: the resource id of a subscription, a resource
	// group or a resource.
	Scope string `json:"scope"`
}

// GCPPermissions are permissions on GCP.
type GCPPermissions struct {
	// Roles in the project, for example roles/pubsub.publisher.
	Roles []string `json:"roles,omitempty"`
}
