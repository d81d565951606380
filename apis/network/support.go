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

// Readme returns a reference page of the API with the support matrix as it is now.
func Readme(content string) (string, error) { return Support().Into(content) }

func supported(note string) parity.Entry {
	return parity.Entry{Level: parity.Supported, Note: note}
}

func emulated(note string) parity.Entry {
	return parity.Entry{Level: parity.Emulated, Note: note}
}

func rejected(note string) parity.Entry {
	return parity.Entry{Level: parity.Rejected, Note: note}
}

// everywhere is a parameter that all clouds support alike.
func everywhere(path string) parity.Field {
	return parity.Field{Path: path, AWS: supported(""), Azure: supported(""), GCP: supported("")}
}

func commonSupport() parity.Table {
	return parity.Table{
		everywhere("provider"),
		everywhere("region"),
		everywhere("environment"),
		{
			Path:  "tags",
			AWS:   supported(""),
			Azure: supported("a DNS zone takes 15 of them"),
			GCP:   supported("as labels, which only addresses and DNS zones have"),
		},
		everywhere("deletionPolicy"),
	}
}

func addressSupport() parity.Table {
	const regional = "subnets span zones, so that it changes nothing in the network"
	return parity.Table{
		{
			Path:  "cidr",
			AWS:   supported("/16 and smaller only"),
			Azure: supported(""),
			GCP:   supported("bounds the subnets; the network itself has no range"),
		},
		{
			Path:  "zones",
			AWS:   supported("a subnet for each tier and zone"),
			Azure: emulated(regional),
			GCP:   emulated("subnets span the region; zones only count the addresses of `nat=PerZone`"),
		},
		everywhere("tiers"),
		everywhere("tiers=public"),
		{
			Path:  "tiers=private",
			AWS:   supported(""),
			Azure: supported(""),
			GCP:   emulated("routes are the network's; Cloud NAT serves only private subnets"),
		},
		{
			Path:  "tiers=isolated",
			AWS:   supported(""),
			Azure: supported(""),
			GCP:   emulated("routes are the network's; a firewall rule denies all addresses that are not private"),
		},
		{
			Path:  "ipv6",
			AWS:   supported("a /56 of Amazon's and a /64 for each subnet; private subnets go out only where there is NAT"),
			Azure: emulated("a unique local /48, within the network only: there is no internet over IPv6"),
			GCP:   supported("public subnets have ranges of the internet, others internal ones"),
		},
		everywhere("allowReplacement"),
	}
}

func natSupport() parity.Table {
	return parity.Table{
		{
			Path:  "nat",
			AWS:   supported("NAT gateways in public subnets"),
			Azure: supported("a NAT gateway at the private subnet"),
			GCP:   supported("Cloud NAT for the private subnet"),
		},
		everywhere("nat=None"),
		everywhere("nat=Single"),
		{
			Path:  "nat=PerZone",
			AWS:   supported("with a route table for each zone"),
			Azure: rejected("a subnet spans zones and takes one NAT gateway: use Single"),
			GCP:   emulated("Cloud NAT is regional and survives a zone; it gets an address for each zone"),
		},
	}
}

func clusterSupport() parity.Table {
	const overlay = "recorded for clusters, which overlay it; kept apart from the network's range"
	return parity.Table{
		{
			Path:  "kubernetes.podCIDR",
			AWS:   supported("a second range of the VPC with a subnet for each zone; /16 and smaller, and AWS restricts which ranges go together: use one inside 100.64.0.0/10"),
			Azure: emulated(overlay),
			GCP:   supported("a secondary range `pods` of the private subnet"),
		},
		{
			Path:  "kubernetes.serviceCIDR",
			AWS:   emulated("recorded for clusters, which alone know it"),
			Azure: emulated(overlay),
			GCP:   supported("a secondary range `services` of the private subnet"),
		},
	}
}

func flowLogSupport() parity.Table {
	return parity.Table{
		{
			Path:  "flowLogs.enabled",
			AWS:   supported("to CloudWatch Logs"),
			Azure: supported("to a storage account; needs the region's Network Watcher, and Microsoft.Insights registered in the subscription"),
			GCP:   supported("to Cloud Logging"),
		},
		{
			Path:  "flowLogs.retentionDays",
			AWS:   supported("the values of CloudWatch Logs only; others are refused with the next larger one"),
			Azure: supported("365 at most"),
			GCP:   rejected("30 only: the project's _Default log bucket decides"),
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
			AWS:   supported(interfaceEndpoint),
			Azure: supported(serviceEndpoint),
			GCP:   emulated(googleAccess),
		}
	}
	return parity.Table{
		{
			Path:  "privateEndpoints",
			AWS:   supported("for private and isolated subnets, one of which there must be"),
			Azure: supported("for private and isolated subnets"),
			GCP:   emulated("routes, and private DNS for googleapis.com, pkg.dev and gcr.io"),
		},
		service("ContainerRegistry"),
		service("KeyManagement"),
		{
			Path:  "privateEndpoints=Logs",
			AWS:   supported(interfaceEndpoint),
			Azure: rejected("Azure Monitor needs a Private Link Scope, which belongs to a whole subscription: remove Logs and send logs through NAT"),
			GCP:   emulated(googleAccess),
		},
		{
			Path:  "privateEndpoints=ObjectStorage",
			AWS:   supported("gateway endpoint, free of charge"),
			Azure: supported(serviceEndpoint),
			GCP:   emulated(googleAccess),
		},
		service("Secrets"),
	}
}

func firewallSupport() parity.Table {
	return parity.Table{
		everywhere("firewall[].name"),
		everywhere("firewall[].direction"),
		everywhere("firewall[].action"),
		{
			Path:  "firewall[].action=Allow",
			AWS:   supported("security groups, up to 60 rules for each tier and direction, to be attached by what runs in the subnets"),
			Azure: supported("network security groups"),
			GCP:   supported("VPC firewall rules"),
		},
		{
			Path:  "firewall[].action=Deny",
			AWS:   emulated("what is denied is taken out of what security groups allow; public ranges narrower than /8 are denied by stateless network ACLs, which drop replies too"),
			Azure: supported("network security groups"),
			GCP:   supported("VPC firewall rules"),
		},
		everywhere("firewall[].protocol"),
		everywhere("firewall[].ports"),
		everywhere("firewall[].cidrs"),
		{
			Path:  "firewall[].tiers",
			AWS:   supported("a security group for each tier"),
			Azure: supported("a network security group for each tier"),
			GCP:   supported("by the ranges of the tiers' subnets"),
		},
	}
}

func connectionSupport() parity.Table {
	return parity.Table{
		{
			Path:  "dns.zone",
			AWS:   supported("a private hosted zone"),
			Azure: supported("34 labels at most"),
			GCP:   supported(""),
		},
		{
			Path:  "peerings[].networkRef.name",
			AWS:   supported("IPv4, across regions, within one account"),
			Azure: supported("each network makes its half"),
			GCP:   supported("each network makes its half"),
		},
		everywhere("peerings[].networkRef.namespace"),
		{
			Path:  "adopt.id",
			AWS:   supported("vpc-..."),
			Azure: supported("a resource id"),
			GCP:   supported("projects/.../global/networks/...; `status.cidr` stays empty"),
		},
		{
			Path:  "adopt.subnets[].id",
			AWS:   supported("subnet-..."),
			Azure: supported("a resource id"),
			GCP:   supported("projects/.../regions/.../subnetworks/..., in the network's region"),
		},
		{
			Path:  "adopt.subnets[].tier",
			AWS:   supported(""),
			Azure: supported(""),
			GCP:   supported("one subnet for each tier"),
		},
		everywhere("shareWith"),
	}
}
