// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
)

// MaxAdoptedID is the length of the longest id. The XRD states it too.
const MaxAdoptedID = 512

// checkAdoption refuses to turn a cluster of ours into an adopted one or the other
// way round.
func (r *planner) checkAdoption() {
	if r.recorded.ID == "" {
		return
	}
	path := r.path.Child("adopt")
	if r.p.Adopt != nil && !r.recorded.Adopted {
		r.refuse(field.Forbidden(path, "this claim created its cluster already: remove adopt, or adopt the other cluster with a new claim"))
	}
	if r.p.Adopt == nil && r.recorded.Adopted {
		r.refuse(field.Required(path, "this claim adopted cluster "+r.recorded.ID+" and cannot create one in its place: restore adopt, or create a cluster with a new claim"))
	}
}

// adopted plans nothing: the cluster is there.
func (r *planner) adopted() Plan {
	for _, f := range r.created() {
		if f.isSet {
			r.refuse(field.Forbidden(r.path.Child(f.name), "an adopted cluster is never changed: remove "+f.name+", or remove adopt to create a cluster"))
		}
	}
	path := r.path.Child("adopt", "id")
	if r.p.Adopt.ID == "" {
		r.refuse(field.Required(path, "name the cluster to adopt"))
	}
	if len(r.p.Adopt.ID) > MaxAdoptedID {
		r.refuse(field.TooLong(path, r.p.Adopt.ID, MaxAdoptedID))
	}
	// Ids are compared as Azure does, which prints them in any case. On AWS the
	// recorded id is an ARN, which ends with the name that the claim gives.
	if had := r.recorded.ID; had != "" && r.recorded.Adopted && !sameCluster(had, r.p.Adopt.ID) {
		r.refuse(field.Invalid(path, r.p.Adopt.ID, "is immutable and the cluster was "+had+" before: adopt the other cluster with a new claim"))
	}
	return Plan{Claim: r.claim, Adopt: r.p.Adopt, Recorded: r.recorded, Warnings: r.warnings}
}

func sameCluster(recorded, id string) bool {
	return strings.EqualFold(recorded, id) || strings.HasSuffix(recorded, ":cluster/"+id)
}

// Adopts is the cluster that the claim adopts, with its kubeconfig.
func (p Plan) Adopts() []claim.Adoption {
	if p.Adopt == nil {
		return nil
	}
	return []claim.Adoption{{
		Path:      field.NewPath("spec", "parameters", "adopt", "id"),
		What:      "cluster",
		ID:        p.Adopt.ID,
		Permitted: p.Claim.Guardrails.Adoption.PermitsCluster(p.Adopt.ID),
		Rule:      "adoption.clusters",
	}}
}

// A parameter is a parameter of clusters that we create.
type parameter struct {
	name  string
	isSet bool
}

// created are the parameters that say what to create. One that has its default value
// may well have been set by the XRD.
func (r *planner) created() []parameter {
	a := r.asked
	return []parameter{
		{name: "version", isSet: a.Version != "" && a.Version != v1alpha1.VersionStable},
		{name: "networkRef", isSet: a.NetworkRef != nil},
		{name: "nodePools", isSet: len(a.NodePools) > 0},
		{name: "endpoint", isSet: a.Endpoint != nil},
		{name: "access", isSet: a.Access != nil},
		{name: "workloadIdentity", isSet: !*orTrue(a.WorkloadIdentity)},
		{name: "encryption", isSet: a.Encryption != nil},
		{name: "logging", isSet: a.Logging != nil},
		{name: "addons", isSet: len(a.Addons) > 0},
		{name: "maintenance", isSet: a.Maintenance != nil},
		{name: "gitops", isSet: a.GitOps != nil},
		{name: "deletionProtection", isSet: *orNew(a.DeletionProtection)},
	}
}
