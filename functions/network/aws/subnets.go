// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// Tags by which Kubernetes finds the subnets for load balancers and for pods.
// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
// https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
const (
	tagPublicLoadBalancer   = "kubernetes.io/role/elb"
	tagInternalLoadBalancer = "kubernetes.io/role/internal-elb"
	tagPods                 = "kubernetes.io/role/cni"
	tagEnabled              = "1"
)

// ipv6SubnetBits is the only size of a subnet's IPv6 range that every service of
// AWS supports, and ipv6VPCBits the size of the range that AWS gives a VPC.
// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
const (
	ipv6SubnetBits = 64
	ipv6VPCBits    = 56
)

// subnets appends the subnets of the network, those for pods included.
func (n *network) subnets(out []managed.Resource) []managed.Resource {
	ipv6 := n.ipv6CIDR()
	for _, t := range n.Tiers {
		for _, s := range t.Subnets {
			out = append(out, n.subnet(s, ipv6))
		}
	}
	if !n.hasPods() {
		return out
	}
	out = append(out, managed.Resource{
		Key:       keyPodCIDR,
		Component: plan.ComponentNetwork,
		ForProvider: aws.VPCIPv4CIDRBlockAssociation{
			Region:        n.region(),
			CIDRBlock:     n.Kubernetes.PodCIDR.String(),
			VPCIDSelector: managed.Select(keyVPC),
		},
	})
	for _, s := range n.Kubernetes.PodSubnets {
		out = append(out, n.podSubnet(s))
	}
	return out
}

// hasPods says whether pods have a range of their own.
func (n *network) hasPods() bool {
	return n.Kubernetes != nil && n.Kubernetes.PodCIDR.IsValid()
}

// subnet of a tier in a zone. It is not held up by an IPv6 range that is still
// unknown: the range is added once AWS has chosen it.
func (n *network) subnet(s plan.Subnet, vpcIPv6 string) managed.Resource {
	key := subnetKey(s.Tier, s.Zone)
	subnet := aws.Subnet{
		Region:              n.region(),
		AvailabilityZone:    s.Zone.Name,
		CIDRBlock:           s.CIDR.String(),
		MapPublicIPOnLaunch: new(false),
		VPCIDSelector:       managed.Select(keyVPC),
		Tags:                n.subnetTags(s),
	}
	if n.IPv6 {
		subnet.IPv6CIDRBlock = ipv6Subnet(vpcIPv6, s.IPv6Index)
		if subnet.IPv6CIDRBlock == "" {
			subnet.IPv6CIDRBlock = managed.Wanted[aws.Subnet](n.observed, key).IPv6CIDRBlock
		}
	}
	// AWS refuses to assign addresses of a range that the subnet lacks. In public
	// subnets an address is reachable, so that it must be asked for.
	if subnet.IPv6CIDRBlock != "" && s.Tier != v1alpha1.TierPublic {
		subnet.AssignIPv6AddressOnCreation = new(true)
	}
	return managed.Resource{
		Key:         key,
		Component:   plan.ComponentSubnets,
		ForProvider: subnet,
		Labels:      map[string]string{labelTier: string(s.Tier)},
	}
}

func (n *network) subnetTags(s plan.Subnet) *tags.Shared {
	t := n.sharedTags(string(s.Tier), s.Zone.Key)
	switch s.Tier {
	case v1alpha1.TierPublic:
		return t.With(tagPublicLoadBalancer, tagEnabled)
	case v1alpha1.TierPrivate:
		return t.With(tagInternalLoadBalancer, tagEnabled)
	case v1alpha1.TierIsolated:
		return t
	}
	return t
}

// podSubnet gives pods addresses in a zone. It is treated like a private subnet in
// every other respect.
func (n *network) podSubnet(s plan.Subnet) managed.Resource {
	return managed.Resource{
		Key:       podSubnetKey(s.Zone),
		Component: plan.ComponentSubnets,
		ForProvider: aws.Subnet{
			Region:              n.region(),
			AvailabilityZone:    s.Zone.Name,
			CIDRBlock:           s.CIDR.String(),
			MapPublicIPOnLaunch: new(false),
			VPCIDSelector:       managed.Select(keyVPC),
			Tags:                n.sharedTags(partPods, s.Zone.Key).With(tagPods, tagEnabled),
		},
		Labels: map[string]string{labelTier: string(v1alpha1.TierPrivate)},
		After:  []managed.Key{keyPodCIDR},
	}
}

func subnetKey(t v1alpha1.Tier, z plan.Zone) managed.Key { return keySubnet.Join(string(t), z.Key) }

func podSubnetKey(z plan.Zone) managed.Key { return keySubnet.Join(partPods, z.Key) }

// ipv6Subnet returns the index-th /64 of a VPC's /56. It is empty when the VPC has
// none.
func ipv6Subnet(vpc string, index int) string {
	p, err := netip.ParsePrefix(vpc)
	if err != nil || !p.Addr().Is6() || p.Bits() > ipv6VPCBits {
		return ""
	}
	b := p.Masked().Addr().As16()
	b[ipv6SubnetBits/8-1] |= byte(index) //nolint:gosec // An index is below 256.
	return netip.PrefixFrom(netip.AddrFrom16(b), ipv6SubnetBits).String()
}
