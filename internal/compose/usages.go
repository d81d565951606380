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
func usages(resources []managed.Resource) []managed.Resource {
	byKey := make(map[managed.Key]managed.Resource, len(resources))
	for _, res := range resources {
		byKey[res.Key] = res
	}
	var out []managed.Resource
	for _, by := range resources {
		for _, k := range by.DeleteBefore {
			of, composed := byKey[k]
			if !composed {
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
