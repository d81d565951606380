// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Keys of the resources that a network consists of. Most are joined with a tier, a
// zone or a peering.
const (
	keyVPC                       managed.Key = "vpc"
	keyInternetGateway           managed.Key = "internet-gateway"
	keyEgressOnlyInternetGateway managed.Key = "egress-only-internet-gateway"
	keyPodCIDR                   managed.Key = "pod-cidr"
	keySubnet                    managed.Key = "subnet"
	keyEIP                       managed.Key = "eip"
	keyNATGateway                managed.Key = "nat-gateway"
	keyRouteTable                managed.Key = "route-table"
	keyRouteTableAssociation     managed.Key = "route-table-association"
	keyRoute                     managed.Key = "route"
	keyDefaultSecurityGroup      managed.Key = "default-security-group"
	keySecurityGroup             managed.Key = "security-group"
	keyIngress                   managed.Key = "ingress"
	keyEgress                    managed.Key = "egress"
	keyNetworkACL                managed.Key = "network-acl"
	keyNetworkACLRule            managed.Key = "acl"
	keyFlowLog                   managed.Key = "flow-log"
	keyFlowLogGroup              managed.Key = "flow-log-group"
	keyFlowLogRole               managed.Key = "flow-log-role"
	keyFlowLogPolicy             managed.Key = "flow-log-policy"
	keyEndpoint                  managed.Key = "endpoint"
	keyEndpointRouteTable        managed.Key = "endpoint-route-table"
	keyEndpointSubnet            managed.Key = "endpoint-subnet"
	keyEndpointSecurityGroup     managed.Key = "endpoint-security-group"
	keyDNSZone                   managed.Key = "dns-zone"
	keyPeering                   managed.Key = "peering"
	keyAcceptedPeering           managed.Key = "accepted-peering"
	keyAdopted                   managed.Key = "adopted"
)

// Parts of keys and names.
const (
	partPods      = "pods"
	partEndpoints = "endpoints"
	partInternet  = "internet"
	partIPv6      = "ipv6"
	partPeer      = "peer"
	partFlowLogs  = "flow-logs"
	partVPC       = "vpc"
	partNAT       = "nat"
	partDNS       = "dns"
)

// labelTier is on every subnet, so that all subnets of a tier can be selected.
const labelTier = platform.Group + "/tier"
