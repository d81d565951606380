// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// formClusterID is the form of the id of a cluster, for people.
const formClusterID = "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<cluster>"

// A clusterID is the parts of an id that tell a cluster apart.
type clusterID struct {
	subscription string
	group        string
	name         string
}

// parseClusterID parses the id of a cluster. Azure does not mind the case of ids, and
// returns them in more than one.
func parseClusterID(id string) (clusterID, bool) {
	form, parts := strings.Split(formClusterID, "/"), strings.Split(id, "/")
	if len(parts) != len(form) {
		return clusterID{}, false
	}
	for i, want := range form {
		if strings.HasPrefix(want, "<") {
			if strings.TrimSpace(parts[i]) == "" {
				return clusterID{}, false
			}
			continue
		}
		if !strings.EqualFold(parts[i], want) {
			return clusterID{}, false
		}
	}
	return clusterID{subscription: parts[2], group: parts[4], name: parts[8]}, true
}

// adopt a cluster that exists already. It is observed, and never created, changed or
// deleted.
func (c *cluster) adopt() []managed.Resource {
	id, _ := parseClusterID(c.Adopt.ID)
	return []managed.Resource{{
		Key:              plan.KeyCluster,
		Component:        plan.ComponentControlPlane,
		ExternalName:     id.name,
		ForProvider:      azure.KubernetesCluster{ResourceGroupName: id.group},
		ConnectionSecret: true,
		ObserveOnly:      true,
	}}
}
