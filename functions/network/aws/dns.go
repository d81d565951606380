// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// zoneComment takes the place of the provider's own, which names another tool.
const zoneComment = "Managed by Hyperscalar"

// dns is the private zone of the network. It is not deleted while it holds records
// of somebody else.
func (n *network) dns() []managed.Resource {
	if n.DNSZone == "" {
		return nil
	}
	zone := managed.Resource{
		Key:       keyDNSZone,
		Component: plan.ComponentDNS,
		ForProvider: aws.Zone{
			Name:    n.DNSZone,
			Comment: zoneComment,
			VPC:     []aws.ZoneVPC{{VPCID: n.zoneVPC(), VPCRegion: n.region()}},
			Tags:    n.tags(partDNS),
		},
		After: []managed.Key{keyVPC},
	}
	if n.zoneVPC() == "" {
		zone.Waits = []string{"the VPC has no id yet"}
	}
	return []managed.Resource{zone}
}

// zoneVPC is the VPC that the zone resolves in. The list that holds it belongs as a
// whole to whoever applied it last: a selector in there would take away what the
// provider had resolved, every time that it is applied.
func (n *network) zoneVPC() string {
	had := managed.Wanted[aws.Zone](n.observed, keyDNSZone)
	id := n.Recorded.ID
	if len(had.VPC) > 0 {
		id = had.VPC[0].VPCID
	}
	return cmp.Or(managed.At[aws.VPCObservation](n.observed, keyVPC).ID, id)
}
