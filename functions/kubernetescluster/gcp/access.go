// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// Roles of people. The one of viewers leaves out secrets.
// https://cloud.google.com/kubernetes-engine/docs/how-to/iam#predefined
const (
	roleAdmin  = "roles/container.admin"
	roleViewer = "roles/container.viewer"
)

// groupChars is the length of the part of a key that stands for a group, whose address
// has characters that no key has.
const groupChars = 10

// access of groups to the cluster.
func (c *cluster) access() []managed.Resource {
	var out []managed.Resource
	for _, group := range c.Admins {
		out = append(out, c.accessOf(group, partAdmin, roleAdmin))
	}
	for _, group := range c.Viewers {
		out = append(out, c.accessOf(group, partViewer, roleViewer))
	}
	return out
}

// accessOf a group. GKE asks IAM whatever Kubernetes itself does not allow, so that a
// role of the project is one in the cluster: here, of this cluster alone. Somebody has
// a role in twenty clusters of a project at most, because IAM takes no more conditions.
// https://cloud.google.com/iam/quotas
func (c *cluster) accessOf(group, as, role string) managed.Resource {
	out := managed.Resource{
		Key:       keyAccess.Join(as, c.Claim.Names.Hash(groupChars, group)),
		Component: plan.ComponentAccess,
		ForProvider: gcp.ProjectIAMMember{
			Project:   c.project(),
			Role:      role,
			Member:    "group:" + group,
			Condition: c.onlyThisCluster(),
		},
	}
	if c.project() == "" {
		out.After, out.Waits = []managed.Key{keyNodeAccount}, []string{waitProject}
	}
	return out
}

// onlyThisCluster narrows a role down to the cluster and what is in it.
// https://cloud.google.com/iam/docs/conditions-resource-attributes
func (c *cluster) onlyThisCluster() *gcp.IAMCondition {
	path := "/locations/" + c.location() + "/clusters/"
	return &gcp.IAMCondition{
		Title:       "Only cluster " + c.name(),
		Description: "Of " + c.location(),
		Expression: fmt.Sprintf("resource.name.endsWith(%q) || resource.name.extract(%q) == %q",
			path+c.name(), path+"{name}/", c.name()),
	}
}
