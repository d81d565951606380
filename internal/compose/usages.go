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
	byKey := make(map[managed.Key]managed.Resource, len(resources))
	for _, res := range resources {
		byKey[res.Key] = res
	}
	var out []managed.Resource
	for _, by := range resources {
		for _, k := range by.DeleteBefore {
			of, composed := byKey[k]
			if !composed || managed.InNamespace(of.ForProvider, s) != managed.InNamespace(by.ForProvider, s) {
				continue
			}
			out = append(out, managed.Resource{
				Key:         keyUsage.Join(string(by.Key), string(k)),
				Component:   by.Component,
				ForProvider: protection.Usage{Of: of, By: by},
				After:       []managed.Key{k, by.Key},
			})
		}
	}
	return out
}
