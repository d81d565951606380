// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Adoption lists what claims may adopt, by the ids that claims give. An entry that ends
// in * allows every id that starts like it. An empty list allows nothing: whoever adopts
// a network gets to put things into it, whoever adopts a cluster gets its kubeconfig,
// and an account does not know which namespace a thing belongs to.
type Adoption struct {
	// Networks that Network claims may adopt.
	Networks []string `json:"networks,omitempty"`

	// Clusters that KubernetesCluster claims may adopt.
	Clusters []string `json:"clusters,omitempty"`
}

// over returns a over base.
func (a Adoption) over(base Adoption) Adoption {
	a.Networks = orList(a.Networks, base.Networks)
	a.Clusters = orList(a.Clusters, base.Clusters)
	return a
}

// PermitsNetwork says whether claims may adopt a network.
func (a Adoption) PermitsNetwork(id string) bool { return listedID(a.Networks, id) }

// PermitsCluster says whether claims may adopt a cluster.
func (a Adoption) PermitsCluster(id string) bool { return listedID(a.Clusters, id) }

// azureIDs start ids that are the same in any case.
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
const azureIDs = "/subscriptions/"

// listedID says whether an id is in a list, whose entries may end in *.
func listedID(list []string, id string) bool {
	fold := func(s string) string { return s }
	if len(id) >= len(azureIDs) && strings.EqualFold(id[:len(azureIDs)], azureIDs) {
		fold = strings.ToLower
	}
	folded := make([]string, len(list))
	for i, entry := range list {
		folded[i] = fold(entry)
	}
	return listed(folded, fold(id))
}

// validateAdoption refuses entries that would allow nothing, or what nobody meant.
func (e Environment) validateAdoption(path *field.Path) field.ErrorList {
	var errs field.ErrorList
	check := func(at *field.Path, list []string) {
		for i, entry := range list {
			if j := strings.IndexByte(entry, '*'); entry == "" || j >= 0 && j != len(entry)-1 {
				errs = append(errs, field.Invalid(at.Index(i), entry, "must be an id, or the beginning of one with * at its end"))
			}
		}
	}
	check(path.Child("adoption", "networks"), e.Adoption.Networks)
	check(path.Child("adoption", "clusters"), e.Adoption.Clusters)
	return errs
}
