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
func usages(resources []managed.Resource, s managed.Scope) []managed.Resource {
	var out []managed.Resource
	for i := range resources {
		by := &resources[i]
		for _, k := range by.DeleteBefore {
			of := find(resources, k)
			if of == nil {
				continue
			}
			spec, ok := usage(of, by, s)
			if !ok {
				continue
			}
			out = append(out, managed.Resource{
				Key:         keyUsage.Join(string(by.Key), string(k)),
				Component:   by.Component,
				ForProvider: spec,
				After:       []managed.Key{k, by.Key},
			})
		}
	}
	return out
}

// usage of one resource by another one. A Usage protects what lives in its namespace,
// from a user that lives there too or in no namespace at all. A ClusterUsage protects
// only what is in no namespace, and only from such a user, so that it is false for what
// lives in a namespace and uses what does not: there the cloud itself must refuse to
// delete what is in use.
// https://github.com/crossplane/crossplane/blob/v2.4.0/internal/controller/protection/usage/selector.go
func usage(of, by *managed.Resource, s managed.Scope) (managed.Spec, bool) {
	u := protection.Usage{Of: *of, By: *by}
	if managed.InNamespace(of.ForProvider, s) {
		return protection.LocalUsage(u), true
	}
	return u, !managed.InNamespace(by.ForProvider, s)
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
