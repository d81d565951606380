// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package plan decides what an identity consists of, whichever cloud serves it.
package plan

import (
	"slices"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	kubernetescluster "github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// Components of an identity. Each has a condition of its own, for example AccessReady.
const (
	// ComponentPrincipal is the role, the user, the managed identity or the
	// service account itself.
	ComponentPrincipal managed.Component = "Principal"

	// ComponentTrust is what lets pods, virtual machines or systems elsewhere
	// become the principal.
	ComponentTrust managed.Component = "Trust"

	// ComponentServiceAccount is the service account within the cluster.
	ComponentServiceAccount managed.Component = "ServiceAccount"

	// ComponentKeys are the static keys.
	ComponentKeys managed.Component = "Keys"

	// ComponentAccess is the access to other claims.
	ComponentAccess managed.Component = "Access"

	// ComponentPermissions are the permissions in the cloud's own words.
	ComponentPermissions managed.Component = "Permissions"
)

// Components lists the components in the order in which they are reported.
func Components() []managed.Component {
	return []managed.Component{
		ComponentPrincipal, ComponentTrust, ComponentServiceAccount, ComponentKeys, ComponentAccess, ComponentPermissions,
	}
}

// A Plan is an identity in the terms that all clouds share. Exactly one of Workload,
// Compute, External and Machine is set.
type Plan struct {
	// Claim that the identity is for.
	Claim claim.Claim

	// Subject says who the identity is for.
	Subject v1alpha1.Subject

	// Workload is set for pods of a cluster.
	Workload *Workload

	// Compute is set for virtual machines.
	Compute *Compute

	// External is set for a system elsewhere that issues tokens.
	External *External

	// Machine is set for static keys.
	Machine *Machine

	// Grants of access to other claims, sorted by key.
	Grants []Grant

	// Boundary is the ARN of the permissions boundary. It is set on AWS, where
	// the environment has one, and belongs to every role and every user.
	Boundary string

	// Permissions in the words of the cloud that serves the identity.
	Permissions Permissions

	// Recorded is the status that was recorded last time. Builders fall back on
	// it for values that must not change once they are known.
	Recorded v1alpha1.Status
}

// A Workload is pods of a cluster.
type Workload struct {
	// Key of the workload: unique among all workloads that the identity ever
	// has, at most 40 characters, legal in resource names and label values. What
	// no cloud can change about a trust is part of it, so that another workload
	// is another resource.
	Key string

	// Cluster of the pods, as namespace/name.
	Cluster string

	// Namespace and ServiceAccount of the pods within the cluster.
	Namespace      string
	ServiceAccount string

	// Create says whether to create and to annotate the service account. It is
	// only ever true where the environment says that provider-kubernetes is
	// installed. The object is never deleted with the identity, because the
	// cluster may be gone first, and could not be asked any more.
	Create bool

	// Status of the cluster. Its ID is empty while the cluster does not exist.
	Status kubernetescluster.Status

	// Access says how to reach the cluster. It is nil while the cluster does not
	// say, and stays as it is when the cluster does not say any more.
	Access *v1alpha1.ClusterAccess

	// Waits says in words what the trust waits for. It is empty once the
	// cluster has an id.
	Waits string
}

// Compute is virtual machines.
type Compute struct {
	// Name of the Compute that alone may use the identity, as namespace/name.
	// Empty means any that may refer to the identity.
	Name string
}

// External is a system elsewhere that issues tokens.
type External struct {
	// Key of the trust, in the way of a workload's.
	Key string

	// IssuerKey is the same for all identities that trust the same issuer and
	// audience, whichever claim they belong to: up to 12 characters.
	IssuerKey string

	// Issuer of the tokens, an https URL.
	Issuer string

	// Subject of the tokens, to be matched exactly.
	Subject string

	// Audience of the tokens. Empty means what the cloud's own tools ask for.
	Audience string
}

// IssuerHost is the issuer without its scheme, which is how AWS calls it.
func (e External) IssuerHost() string { return e.Issuer[len(issuerScheme):] }

// A Machine has static keys. Its Keys says which.
type Machine struct {
	// RotationDays says after how many days a key is replaced.
	RotationDays int

	// OverlapDays says for how many days a key still works after it was
	// replaced.
	OverlapDays int

	// Now is the minute in which the keys are planned.
	Now time.Time

	// Recorded are the keys that were recorded last time, the newest first.
	Recorded []v1alpha1.Key
}

// A Grant of access to another claim.
type Grant struct {
	// Key of the grant: its target and its role. It is at most 48 characters,
	// and legal in resource names and label values. It is for clouds that cannot
	// change the role of a grant.
	Key string

	// TargetKey of the grant: its target alone, at most 40 characters. It is for
	// clouds that can change what a grant permits, so that a grant is widened
	// without being taken away.
	TargetKey string

	// Index of the grant in the claim, for the paths of errors only.
	Index int

	// Kind of the target.
	Kind v1alpha1.TargetKind

	// Target of the grant, as namespace/name.
	Target string

	// Role that is granted.
	Role v1alpha1.Role

	// Absent is true while there is no such claim. Nothing is granted then, and
	// what was granted is revoked, as Revoked says: what bears the name of the
	// target at the cloud may be somebody else's by then.
	Absent bool

	// Waits says in words what the grant waits for. It is empty once the target
	// has an id.
	Waits string

	// Storage is the status of the target, if that is a Storage.
	Storage *storage.Status

	// Cluster is the status of the target, if that is a KubernetesCluster.
	Cluster *kubernetescluster.Status
}

// Revoked says whether to build nothing for the grant, given whether its resource exists:
// what was granted is taken away when the target is gone. Where nothing was granted yet, a
// resource that waits for the target shows what is missing.
func (g Grant) Revoked(exists bool) bool { return g.Absent && exists }

// Superseded are grants of weaker roles on the same target that stay until this one works,
// where another role is another resource: nobody is locked out while more is granted. Key
// is that of the resource that grants a role.
func (g Grant) Superseded(o managed.Observed, key func(g Grant) managed.Key) []Grant {
	if g.Absent || o.Ready(key(g)) {
		return nil
	}
	roles := v1alpha1.Roles()
	var out []Grant
	for _, role := range roles[:max(0, slices.Index(roles, g.Role))] {
		weaker := g
		weaker.Role, weaker.Key = role, grantKey(g.TargetKey, role)
		if o.Exists(key(weaker)) {
			out = append(out, weaker)
		}
	}
	return out
}

// ResourceID is what the cloud calls the target. It is empty while the target has none.
func (g Grant) ResourceID() string {
	switch {
	case g.Storage != nil:
		return g.Storage.ID
	case g.Cluster != nil:
		return g.Cluster.ID
	}
	return ""
}

// Permissions in the words of a cloud.
type Permissions struct {
	// Policies are the ARNs of managed policies to attach, sorted. Only on AWS.
	Policies []string

	// Document is a policy of the identity's own. It has no statements where
	// there is none. Only on AWS.
	Document policy.Document

	// Assignments are roles at a scope, sorted by key. Only on Azure.
	Assignments []Assignment

	// Roles in the project, sorted. Only on GCP.
	Roles []string
}

// An Assignment is a role at a scope.
type Assignment struct {
	// Key of the assignment: at most 40 characters, legal in resource names and
	// label values.
	Key string

	// Role is the name of the role.
	Role string

	// Scope is the resource id of what the role is assigned at.
	Scope string
}
