// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/protection"
)

// keyUsage starts the keys of usages.
const keyUsage managed.Key = "usage"

// usages express the deletion order that the supplied resources ask for. A usage
// selects both of its sides, and can do so only once they exist.
//
// Nothing can order the deletion of what lives in a namespace and of what does not: a
// Usage finds its user in its own namespace, and a ClusterUsage protects nothing that
// has one. There the cloud itself must refuse to delete what is in use.
func usages(resources []managed.Resource, s managed.Scope) []managed.Resource {
	var out []managed.Resource
	for i := range resources {
		by := &resources[i]
		for _, k := range by.DeleteBefore {
			of := find(resources, k)
			if of == nil || managed.InNamespace(of.ForProvider, s) != managed.InNamespace(by.ForProvider, s) {
				continue
			}
			out = append(out, managed.Resource{
				Key:         keyUsage.Join(string(by.Key), string(k)),
				Component:   by.Component,
				ForProvider: protection.Usage{Of: *of, By: *by},
				After:       []managed.Key{k, by.Key},
			})
		}
	}
	return out
}

// find the resource with the supplied key. Few are looked for, so that it is not
// worth while to remember where all of them are.
func find(resources []managed.Resource, k managed.Key) *managed.Resource {
	for i := range resources {
		if resources[i].Key == k {
			return &resources[i]
		}
	}
	return nil
}
