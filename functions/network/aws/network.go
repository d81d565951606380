// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws builds the managed resources of a network on AWS.
package aws

import (
	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/tags"
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
	out := make([]managed.Resource, 0, usual)
	out = n.gateways(out)
	out = n.subnets(out)
	out = n.nat(out)
	out = n.routing(out)
	out = n.firewall(out)
	out = append(out, n.flowLogs()...)
	out = append(out, n.endpoints()...)
	out = append(out, n.dns()...)
	return append(out, n.peerings()...)
}

// usual is how many resources a network has at most, unless it has firewall rules,
// endpoints or peerings. Resources are large, and nobody wants to copy them.
const usual = 64

// region that the network is in.
func (n *network) region() string { return n.Claim.Region.Native }

// tags of the resource that is made of the supplied parts.
func (n *network) tags(parts ...string) map[string]string {
	return n.Claim.Tags.AWS(n.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...))
}

// sharedTags are the same, for the kinds that a network has many of.
func (n *network) sharedTags(parts ...string) *tags.Shared {
	return n.Claim.Tags.SharedAWS(n.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...))
}

// gateways appends the gateways of the network, and the VPC itself.
func (n *network) gateways(out []managed.Resource) []managed.Resource {
	out = append(out, n.vpc())
	if n.HasTier(v1alpha1.TierPublic) {
		out = append(out, managed.Resource{
			Key:       keyInternetGateway,
			Component: plan.ComponentNetwork,
			ForProvider: aws.InternetGateway{
				Region:        n.region(),
				VPCIDSelector: managed.Select(keyVPC),
				Tags:          n.sharedTags(string(keyInternetGateway)),
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
				Tags:          n.sharedTags(string(keyEgressOnlyInternetGateway)),
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
		Tags:               n.sharedTags(partVPC),
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
