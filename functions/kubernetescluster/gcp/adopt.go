// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// formCluster is the form of the id of a cluster.
const formCluster = "projects/<project>/locations/<location>/clusters/<name>"

// A location is where a cluster is.
type location struct {
	project  string
	location string
	name     string
}

// locationOf parses the id of a cluster. It is empty if the id is none.
func locationOf(id string) location {
	parts := strings.Split(id, "/")
	if len(parts) != 6 || parts[0] != "projects" || parts[2] != "locations" || parts[4] != "clusters" {
		return location{}
	}
	out := location{project: parts[1], location: parts[3], name: parts[5]}
	if !isProject(out.project) || naming.Valid(naming.GCPCompute, out.location) != nil || naming.Valid(naming.GCPGKECluster, out.name) != nil {
		return location{}
	}
	return out
}

// isProject says whether s can be the id of a project. Old projects may belong to a
// domain, as in example.com:project.
// https://cloud.google.com/resource-manager/docs/creating-managing-projects
func isProject(s string) bool {
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		return i > 0 && isProject(s[i+1:])
	}
	return len(s) <= 30 && naming.Valid(naming.GCPCompute, s) == nil
}

// idOf returns the id of a cluster from its self link. Those of one zone are spelled in
// an old way there.
func idOf(selfLink string) string {
	_, path, ok := strings.Cut(selfLink, "/projects/")
	if !ok {
		return ""
	}
	return "projects/" + strings.Replace(path, "/zones/", "/locations/", 1)
}

// adopt a cluster that exists already. It is looked up by its project, its location and
// its name, and never created, changed or deleted.
func (c *cluster) adopt() []managed.Resource {
	at := locationOf(c.Adopt.ID)
	return []managed.Resource{{
		Key:              plan.KeyCluster,
		Component:        plan.ComponentControlPlane,
		ExternalName:     at.name,
		ForProvider:      gcp.Cluster{Project: at.project, Location: at.location},
		ConnectionSecret: true,
		ObserveOnly:      true,
	}}
}
