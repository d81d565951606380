// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// adopt a network that exists already. Its resources are looked up by their ids,
// and never created, changed or deleted.
func (n *network) adopt() []managed.Resource {
	out := []managed.Resource{{
		Key:          adoptedKey(n.Adopt.ID),
		Component:    plan.ComponentNetwork,
		ForProvider:  aws.VPC{Region: n.region()},
		ExternalName: n.Adopt.ID,
		ObserveOnly:  true,
	}}
	for _, s := range n.Adopt.Subnets {
		out = append(out, managed.Resource{
			Key:          adoptedKey(s.ID),
			Component:    plan.ComponentSubnets,
			ForProvider:  aws.Subnet{Region: n.region()},
			ExternalName: s.ID,
			ObserveOnly:  true,
		})
	}
	return out
}

// adoptedKey is made of the id, because what has another id is another resource.
func adoptedKey(id string) managed.Key { return keyAdopted.Join(id) }
