// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"cmp"
	"slices"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A Resource that exists at a cloud.
type Resource struct {
	// Provider and Account that have the resource.
	Provider platform.Provider `json:"provider"`
	Account  string            `json:"account"`

	// Kind of the resource, and its ID, which is unique for its kind in its account.
	Kind Name   `json:"kind"`
	ID   string `json:"id"`

	// Managed is false for a resource that no managed resource manages: it was there
	// before, or was left behind.
	Managed bool `json:"managed"`
}

// Resources that exist, sorted. What is being deleted still does.
func (c *Cloud) Resources() []Resource {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweep()
	var out []Resource
	for _, a := range c.accounts {
		for kind, os := range a.objects {
			for _, o := range os {
				out = append(out, Resource{Provider: o.Kind.Provider(), Account: a.ID, Kind: kind, ID: o.ID, Managed: o.owner != ""})
			}
		}
	}
	slices.SortFunc(out, func(a, b Resource) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return out
}
