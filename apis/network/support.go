// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package network is the contract of the Network API: its definition, and what every
// cloud makes of its parameters.
package network

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// Support says what every cloud makes of every parameter of a Network.
func Support() parity.Table {
	return slices.Concat(
		commonSupport(),
		addressSupport(),
		natSupport(),
		clusterSupport(),
		flowLogSupport(),
		endpointSupport(),
		firewallSupport(),
		connectionSupport(),
	)
}

func commonSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("provider"),
		parity.Everywhere("region"),
		parity.Everywhere("environment"),
		{
			Path:  "tags",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("a DNS zone takes 15 of them"),
			GCP:   parity.Supports("as labels, which only addresses and DNS zones have"),
		},
		parity.Everywhere("deletionPolicy"),
	}
}

func addressSupport() parity.Table {
	const regional = "subnets span zones, so that it changes nothing in the network"
	return parity.Table{
		{
			Path:  "cidr",
			AWS:   parity.Supports("/16 and smaller only"),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("bounds the subnets; the network itself has no range"),
		},
		{
			Path:  "zones",
			AWS:   parity.Supports("a subnet for each tier and zone"),
			Azure: parity.Emulates(regional),
			GCP:   parity.Emulates("subnets span the region; zones only count the addresses of `nat=PerZone`"),
		},
		parity.Everywhere("tiers"),
		parity.Everywhere("tiers=public"),
		{
			Path:  "tiers=private",
			AWS:   parity.Supports(""),
			Azure: parity.Supports(""),
			GCP:   parity.Emulates("routes are the network's; Cloud NAT serves only private subnets"),
		},
		{
			Path:  "tiers=isolated",
			AWS:   parity.Supports(""),
			Azure: parity.Supports(""),
			GCP:   parity.Emulates("routes are the network's; a firewall rule denies all addresses that are not private"),
		},
		{
			Path:  "ipv6",
			AWS:   parity.Supports("a /56 of Amazon's and a /64 for each subnet; private subnets go out only where there is NAT"),
			Azure: parity.Emulates("a unique local /48, within the network only: there is no internet over IPv6"),
			GCP:   parity.Supports("public subnets have ranges of the internet, others internal ones"),
		},
		parity.Everywhere("allowReplacement"),
	}
}

func natSupport() parity.Table {
	return parity.Table{
		{
			Path:  "nat",
			AWS:   parity.Supports("NAT gateways in public subnets"),
			Azure: parity.Supports("a NAT gateway at the private subnet"),
			GCP:   parity.Supports("Cloud NAT for the private subnet"),
		},
		parity.Everywhere("nat=None"),
		parity.Everywhere("nat=Single"),
		{
			Path:  "nat=PerZone",
			AWS:   parity.Supports("with a route table for each zone"),
			Azure: parity.Rejects("a subnet spans zones and takes one NAT gateway: use Single"),
			GCP:   parity.Emulates("Cloud NAT is regional and survives a zone; it gets an address for each zone"),
		},
	}
}

func clusterSupport() parity.Table {
	const overlay = "recorded for clusters, which overlay it; kept apart from the network's range"
	return parity.Table{
		{
			Path:  "kubernetes.podCIDR",
			AWS:   parity.Supports("a second range of the VPC with a subnet for each zone; /16 and smaller, and AWS restricts which ranges go together: use one inside 100.64.0.0/10"),
			Azure: parity.Emulates(overlay),
			GCP:   parity.Supports("a secondary range `pods` of the private subnet"),
		},
		{
			Path:  "kubernetes.serviceCIDR",
			AWS:   parity.Emulates("recorded for clusters, which alone know it"),
			Azure: parity.Emulates(overlay),
			GCP:   parity.Supports("a secondary range `services` of the private subnet"),
		},
	}
}

func flowLogSupport() parity.Table {
	return parity.Table{
		{
			Path:  "flowLogs.enabled",
			AWS:   parity.Supports("to CloudWatch Logs"),
			Azure: parity.Supports("to a storage account; needs the region's Network Watcher, and Microsoft.Insights registered in the subscription"),
			GCP:   parity.Supports("to Cloud Logging"),
		},
		{
			Path:  "flowLogs.retentionDays",
			AWS:   parity.Supports("the values of CloudWatch Logs only; others are refused with the next larger one"),
			Azure: parity.Supports("365 at most"),
			GCP:   parity.Rejects("30 only: the project's _Default log bucket decides"),
		},
	}
}

func endpointSupport() parity.Table {
	const (
		interfaceEndpoint = "interface endpoint; not in China"
		serviceEndpoint   = "service endpoint"
		googleAccess      = "Private Google Access for all services at once"
	)
	service := func(name string) parity.Field {
		return parity.Field{
			Path:  "privateEndpoints=" + name,
			AWS:   parity.Supports(interfaceEndpoint),
			Azure: parity.Supports(serviceEndpoint),
			GCP:   parity.Emulates(googleAccess),
		}
	}
	return parity.Table{
		{
			Path:  "privateEndpoints",
			AWS:   parity.Supports("for private and isolated subnets, one of which there must be"),
			Azure: parity.Supports("for private and isolated subnets"),
			GCP:   parity.Emulates("routes, and private DNS for googleapis.com, pkg.dev and gcr.io"),
		},
		service("ContainerRegistry"),
		service("KeyManagement"),
		{
			Path:  "privateEndpoints=Logs",
			AWS:   parity.Supports(interfaceEndpoint),
			Azure: parity.Rejects("Azure Monitor needs a Private Link Scope, which belongs to a whole subscription: remove Logs and send logs through NAT"),
			GCP:   parity.Emulates(googleAccess),
		},
		{
			Path:  "privateEndpoints=ObjectStorage",
			AWS:   parity.Supports("gateway endpoint, free of charge"),
			Azure: parity.Supports(serviceEndpoint),
			GCP:   parity.Emulates(googleAccess),
		},
		service("Secrets"),
	}
}

func firewallSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("firewall[].name"),
		parity.Everywhere("firewall[].direction"),
		parity.Everywhere("firewall[].action"),
		{
			Path:  "firewall[].action=Allow",
			AWS:   parity.Supports("security groups, up to 60 rules for each tier and direction, to be attached by what runs in the subnets"),
			Azure: parity.Supports("network security groups"),
			GCP:   parity.Supports("VPC firewall rules"),
		},
		{
			Path:  "firewall[].action=Deny",
			AWS:   parity.Emulates("what is denied is taken out of what security groups allow; public ranges narrower than /8 are denied by stateless network ACLs, which drop replies too"),
			Azure: parity.Supports("network security groups"),
			GCP:   parity.Supports("VPC firewall rules"),
		},
		parity.Everywhere("firewall[].protocol"),
		parity.Everywhere("firewall[].ports"),
		parity.Everywhere("firewall[].cidrs"),
		{
			Path:  "firewall[].tiers",
			AWS:   parity.Supports("a security group for each tier"),
			Azure: parity.Supports("a network security group for each tier"),
			GCP:   parity.Supports("by the ranges of the tiers' subnets"),
		},
	}
}

func connectionSupport() parity.Table {
	return parity.Table{
		{
			Path:  "dns.zone",
			AWS:   parity.Supports("a private hosted zone"),
			Azure: parity.Supports("34 labels at most"),
			GCP:   parity.Supports(""),
		},
		{
			Path:  "peerings[].networkRef.name",
			AWS:   parity.Supports("IPv4, across regions, within one account"),
			Azure: parity.Supports("each network makes its half"),
			GCP:   parity.Supports("each network makes its half"),
		},
		parity.Everywhere("peerings[].networkRef.namespace"),
		{
			Path:  "adopt.id",
			AWS:   parity.Supports("vpc-..."),
			Azure: parity.Supports("a resource id"),
			GCP:   parity.Supports("projects/.../global/networks/...; `status.cidr` stays empty"),
		},
		{
			Path:  "adopt.subnets[].id",
			AWS:   parity.Supports("subnet-..."),
			Azure: parity.Supports("a resource id"),
			GCP:   parity.Supports("projects/.../regions/.../subnetworks/..., in the network's region"),
		},
		{
			Path:  "adopt.subnets[].tier",
			AWS:   parity.Supports(""),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("one subnet for each tier"),
		},
		parity.Everywhere("shareWith"),
	}
}
