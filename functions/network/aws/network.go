// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws builds the managed resources of a network on AWS.
package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// A network is a plan, and what was observed of it.
type network struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of a network.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	n := &network{Plan: p, observed: o}
	if p.Adopt != nil {
		return n.adopt()
	}
	return slices.Concat(
		n.gateways(),
		n.subnets(),
		n.nat(),
		n.routing(),
		n.firewall(),
		n.flowLogs(),
		n.endpoints(),
		n.dns(),
		n.peerings(),
	)
}

// region that the network is in.
func (n *network) region() string { return n.Claim.Region.Native }

// tags of the resource that is made of the supplied parts.
func (n *network) tags(parts ...string) map[string]string {
	return n.Claim.Tags.AWS(n.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...))
}

// tagsAnd returns tags with one more.
func (n *network) tagsAnd(key, value string, parts ...string) map[string]string {
	t := n.tags(parts...)
	t[key] = value
	return t
}

// gateways of the network, and the VPC itself.
func (n *network) gateways() []managed.Resource {
	out := []managed.Resource{n.vpc()}
	if n.HasTier(v1alpha1.TierPublic) {
		out = append(out, managed.Resource{
			Key:       keyInternetGateway,
			Component: plan.ComponentNetwork,
			ForProvider: aws.InternetGateway{
				Region:        n.region(),
				VPCIDSelector: managed.Select(keyVPC),
				Tags:          n.tags(string(keyInternetGateway)),
			},
		})
	}
	if n.privateIPv6ToInternet() {
		out = append(out, managed.Resource{
			Key:       keyEgressOnlyInternetGateway,
			Component: plan.ComponentNetwork,
			ForProvider: aws.EgressOnlyInternetGateway{
				Region:        n.region(),
				VPCIDSelector: managed.Select(keyVPC),
				Tags:          n.tags(string(keyEgressOnlyInternetGateway)),
			},
		})
	}
	return out
}

func (n *network) vpc() managed.Resource {
	vpc := aws.VPC{
		Region:             n.region(),
		CIDRBlock:          n.CIDR.String(),
		EnableDNSSupport:   new(true),
		EnableDNSHostnames: new(true),
		Tags:               n.tags(partVPC),
	}
	if n.IPv6 {
		vpc.AssignGeneratedIPv6CIDRBlock = new(true)
	}
	return managed.Resource{Key: keyVPC, Component: plan.ComponentNetwork, ForProvider: vpc}
}

// privateIPv6ToInternet says whether private subnets reach the internet over IPv6.
// IPv6 has no NAT on AWS, but a network without NAT is one whose private subnets
// have no way to the internet.
func (n *network) privateIPv6ToInternet() bool {
	return n.IPv6 && n.HasTier(v1alpha1.TierPrivate) && n.NAT != v1alpha1.NATNone
}

// ipv6CIDR is the IPv6 range that AWS gave the VPC. It is empty while there is none.
func (n *network) ipv6CIDR() string {
	if !n.IPv6 {
		return ""
	}
	if v := managed.At[aws.VPCObservation](n.observed, keyVPC); v.IPv6CIDRBlock != "" {
		return v.IPv6CIDRBlock
	}
	return n.Recorded.IPv6CIDR
}
