// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Roles of nodes: what GKE itself needs of them, and to pull images.
// https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#use_least_privilege_sa
const (
	roleNodes    = "roles/container.defaultNodeServiceAccount"
	roleRegistry = "roles/artifactregistry.reader"
)

// waitProject is what waits for the id of the project, which only the provider config
// knows.
const waitProject = "the project of the node account is not known yet"

// accountSuffix ends the address of every service account of a project.
const accountSuffix = ".iam.gserviceaccount.com"

// project that the cluster is in. Where the environment does not say, the address of
// the node account does. It is empty while it is not known.
func (c *cluster) project() string {
	return cmp.Or(
		c.Claim.Guardrails.GCP.ProjectID,
		projectOf(managed.At[gcp.ServiceAccountObservation](c.observed, keyNodeAccount).Email),
		locationOf(c.Recorded.ID).project,
		managed.Wanted[gcp.ProjectIAMMember](c.observed, keyNodeRole.Join(partDefault)).Project,
	)
}

// projectOf a service account. Old projects may belong to a domain, as in
// example.com:project, which stands the other way round in an address.
func projectOf(email string) string {
	_, host, _ := strings.Cut(strings.TrimSuffix(email, accountSuffix), "@")
	if name, domain, ok := strings.Cut(host, "."); ok {
		return domain + ":" + name
	}
	return host
}

// nodeAccount is the address of the service account of the nodes. It is empty while it
// is not known.
func (c *cluster) nodeAccount() string {
	project := c.project()
	if project == "" {
		return ""
	}
	if domain, name, ok := strings.Cut(project, ":"); ok {
		project = name + "." + domain
	}
	return c.Claim.Names.Name(naming.GCPServiceAccount, partNodes) + "@" + project + accountSuffix
}

// identity of the nodes. The default one may change the whole project.
func (c *cluster) identity() []managed.Resource {
	return []managed.Resource{
		{
			Key:          keyNodeAccount,
			Component:    plan.ComponentIdentity,
			ExternalName: c.Claim.Names.Name(naming.GCPServiceAccount, partNodes),
			ForProvider: gcp.ServiceAccount{
				Project:     c.Claim.Guardrails.GCP.ProjectID,
				DisplayName: "Nodes of " + c.name(),
			},
		},
		c.nodeRole(partDefault, roleNodes),
		c.nodeRole(partRegistry, roleRegistry),
	}
}

// nodeRole gives a role to nodes.
func (c *cluster) nodeRole(part, role string) managed.Resource {
	out := managed.Resource{
		Key:       keyNodeRole.Join(part),
		Component: plan.ComponentIdentity,
		ForProvider: gcp.ProjectIAMMember{
			Project: c.project(),
			Role:    role,
			Member:  "serviceAccount:" + c.nodeAccount(),
		},
		After: []managed.Key{keyNodeAccount},
	}
	if c.project() == "" {
		out.Waits = []string{waitProject}
	}
	return out
}

// workloadIdentity lets service accounts of the cluster stand for identities.
// https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity
func (c *cluster) workloadIdentity() *gcp.ClusterWorkloadIdentity {
	if !c.WorkloadIdentity {
		return nil
	}
	return &gcp.ClusterWorkloadIdentity{WorkloadPool: c.workloadPool()}
}

func (c *cluster) workloadPool() string {
	if project := c.project(); project != "" {
		return project + ".svc.id.goog"
	}
	return ""
}
