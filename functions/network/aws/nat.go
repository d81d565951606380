// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// nat appends NAT gateways, and the addresses that private subnets leave from.
func (n *network) nat(out []managed.Resource) []managed.Resource {
	for _, z := range n.NATZones() {
		out = append(out, n.eip(z), n.natGateway(z))
	}
	return out
}

func (n *network) eip(z plan.Zone) managed.Resource {
	return managed.Resource{
		Key:       keyEIP.Join(z.Key),
		Component: plan.ComponentNAT,
		ForProvider: aws.EIP{
			Region: n.region(),
			Domain: aws.EIPDomainVPC,
			Tags:   n.sharedTags(partNAT, z.Key),
		},
	}
}

// natGateway of a zone. The internet gateway comes first, and cannot be detached
// while the VPC holds an address that is mapped to the internet.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
func (n *network) natGateway(z plan.Zone) managed.Resource {
	return managed.Resource{
		Key:       keyNATGateway.Join(z.Key),
		Component: plan.ComponentNAT,
		ForProvider: aws.NATGateway{
			Region:               n.region(),
			ConnectivityType:     aws.ConnectivityTypePublic,
			AllocationIDSelector: managed.Select(keyEIP.Join(z.Key)),
			SubnetIDSelector:     managed.Select(subnetKey(v1alpha1.TierPublic, z)),
			Tags:                 n.sharedTags(partNAT, z.Key),
		},
		After:        []managed.Key{keyInternetGateway},
		DeleteBefore: []managed.Key{keyInternetGateway},
	}
}

// natGatewayFor returns the NAT gateway that serves a zone.
func (n *network) natGatewayFor(z plan.Zone) managed.Key {
	if n.NAT == v1alpha1.NATPerZone {
		return keyNATGateway.Join(z.Key)
	}
	return keyNATGateway.Join(n.NATZones()[0].Key)
}
