// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Report what was observed of a network. What was recorded before stays as long as
// its resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	n := &network{Plan: p, observed: o}
	if p.Adopt != nil {
		n.reportAdopted(s)
		return
	}
	vpc := managed.At[aws.VPCObservation](o, keyVPC)
	s.ID = managed.Known(n.observed, keyVPC, vpc.ID, p.Recorded.ID)
	s.CIDR = p.CIDR.String()
	if p.IPv6 {
		s.IPv6CIDR = managed.Known(n.observed, keyVPC, vpc.IPv6CIDRBlock, p.Recorded.IPv6CIDR)
	}
	s.Subnets = n.reportSubnets()
	s.SecurityGroups = n.reportSecurityGroups()
	s.NATAddresses = n.reportNATAddresses()
	s.DNSZone = n.reportDNSZone()
	s.Kubernetes = n.reportKubernetes()
	s.Peerings = n.reportPeerings()
	s.Plan = n.ZonalPlan()
}

func (n *network) reportSubnets() []v1alpha1.Subnet {
	recorded := make(map[string]v1alpha1.Subnet, len(n.Recorded.Subnets))
	for _, s := range n.Recorded.Subnets {
		recorded[s.Name] = s
	}
	var out []v1alpha1.Subnet
	for _, t := range n.Tiers {
		for _, s := range t.Subnets {
			key := subnetKey(s.Tier, s.Zone)
			at := managed.At[aws.SubnetObservation](n.observed, key)
			subnet := v1alpha1.Subnet{
				Name: s.Name(),
				ID:   managed.Known(n.observed, key, at.ID, recorded[s.Name()].ID),
				Tier: s.Tier,
				Zone: s.Zone.Name,
				CIDR: s.CIDR.String(),
			}
			if n.IPv6 {
				subnet.IPv6CIDR = managed.Known(n.observed, key, at.IPv6CIDRBlock, recorded[s.Name()].IPv6CIDR)
			}
			out = append(out, subnet)
		}
	}
	return out
}

func (n *network) reportSecurityGroups() []v1alpha1.SecurityGroup {
	recorded := make(map[v1alpha1.Tier]string, len(n.Recorded.SecurityGroups))
	for _, g := range n.Recorded.SecurityGroups {
		recorded[g.Tier] = g.ID
	}
	out := make([]v1alpha1.SecurityGroup, 0, len(n.Tiers))
	for _, t := range n.Tiers {
		key := keySecurityGroup.Join(string(t.Tier))
		at := managed.At[aws.SecurityGroupObservation](n.observed, key)
		out = append(out, v1alpha1.SecurityGroup{Tier: t.Tier, ID: managed.Known(n.observed, key, at.ID, recorded[t.Tier])})
	}
	return out
}

// reportNATAddresses in the order of zones. Recorded addresses bear no zone, so that
// they serve only while there is one for each zone.
func (n *network) reportNATAddresses() []string {
	var out []string
	zones := n.NATZones()
	for i, z := range zones {
		key := keyEIP.Join(z.Key)
		recorded := ""
		if len(n.Recorded.NATAddresses) == len(zones) {
			recorded = n.Recorded.NATAddresses[i]
		}
		if ip := managed.Known(n.observed, key, managed.At[aws.EIPObservation](n.observed, key).PublicIP, recorded); ip != "" {
			out = append(out, ip)
		}
	}
	return out
}

func (n *network) reportDNSZone() *v1alpha1.DNSZone {
	if n.DNSZone == "" {
		return nil
	}
	recorded := ""
	if z := n.Recorded.DNSZone; z != nil && z.Name == n.DNSZone {
		recorded = z.ID
	}
	at := managed.At[aws.ZoneObservation](n.observed, keyDNSZone)
	return &v1alpha1.DNSZone{Name: n.DNSZone, ID: managed.Known(n.observed, keyDNSZone, at.ZoneID, recorded)}
}

func (n *network) reportKubernetes() *v1alpha1.KubernetesRanges {
	if n.Kubernetes == nil {
		return nil
	}
	out := &v1alpha1.KubernetesRanges{}
	if n.Kubernetes.ServiceCIDR.IsValid() {
		out.ServiceCIDR = n.Kubernetes.ServiceCIDR.String()
	}
	if !n.hasPods() {
		return out
	}
	out.PodCIDR = n.Kubernetes.PodCIDR.String()
	recorded := make(map[string]string)
	if k := n.Recorded.Kubernetes; k != nil {
		for _, s := range k.PodSubnets {
			recorded[s.Zone] = s.ID
		}
	}
	for _, s := range n.Kubernetes.PodSubnets {
		key := podSubnetKey(s.Zone)
		out.PodSubnets = append(out.PodSubnets, v1alpha1.PodSubnet{
			ID:   managed.Known(n.observed, key, managed.At[aws.SubnetObservation](n.observed, key).ID, recorded[s.Zone.Name]),
			Zone: s.Zone.Name,
			CIDR: s.CIDR.String(),
		})
	}
	return out
}

func (n *network) reportPeerings() []v1alpha1.PeeringStatus {
	var out []v1alpha1.PeeringStatus
	for _, p := range n.Peers {
		key := keyAcceptedPeering.Join(p.Key)
		if p.Requester {
			key = keyPeering.Join(p.Key)
		}
		at := managed.At[aws.VPCPeeringConnectionObservation](n.observed, key)
		recorded := n.recordedPeering(p.Network)
		out = append(out, v1alpha1.PeeringStatus{
			Network: p.Network,
			ID:      managed.Known(n.observed, key, at.ID, recorded.ID),
			State:   managed.Known(n.observed, key, at.AcceptStatus, recorded.State),
		})
	}
	return out
}

func (n *network) recordedPeering(network string) v1alpha1.PeeringStatus {
	i := slices.IndexFunc(n.Recorded.Peerings, func(s v1alpha1.PeeringStatus) bool { return s.Network == network })
	if i < 0 {
		return v1alpha1.PeeringStatus{}
	}
	return n.Recorded.Peerings[i]
}

// reportAdopted fills the same status for a network that exists already.
func (n *network) reportAdopted(s *v1alpha1.Status) {
	vpc := managed.At[aws.VPCObservation](n.observed, adoptedKey(n.Adopt.ID))
	s.ID = vpc.ID
	if n.Recorded.ID == n.Adopt.ID {
		s.ID = n.Recorded.ID
	}
	s.CIDR = cmp.Or(vpc.CIDRBlock, n.Recorded.CIDR)
	s.IPv6CIDR = cmp.Or(vpc.IPv6CIDRBlock, n.Recorded.IPv6CIDR)

	recorded := make(map[string]v1alpha1.Subnet, len(n.Recorded.Subnets))
	for _, r := range n.Recorded.Subnets {
		recorded[r.ID] = r
	}
	for _, a := range n.Adopt.Subnets {
		at := managed.At[aws.SubnetObservation](n.observed, adoptedKey(a.ID))
		if at.VPCID != "" && at.VPCID != n.Adopt.ID {
			// It is not the adopted network's, so that nobody gets to use it.
			s.Subnets = append(s.Subnets, v1alpha1.Subnet{Tier: a.Tier})
			continue
		}
		s.Subnets = append(s.Subnets, v1alpha1.Subnet{
			ID:       cmp.Or(at.ID, recorded[a.ID].ID),
			Tier:     a.Tier,
			Zone:     cmp.Or(at.AvailabilityZone, recorded[a.ID].Zone),
			CIDR:     cmp.Or(at.CIDRBlock, recorded[a.ID].CIDR),
			IPv6CIDR: cmp.Or(at.IPv6CIDRBlock, recorded[a.ID].IPv6CIDR),
		})
	}
	n.nameAdopted(s.Subnets)
}

// nameAdopted names subnets after their tier and zone like those that we create, or
// after their id if the zone is not known or another subnet has the name.
func (n *network) nameAdopted(subnets []v1alpha1.Subnet) {
	count := make(map[string]int, len(subnets))
	for i := range subnets {
		s := &subnets[i]
		s.Name = string(s.Tier) + "-" + strings.TrimPrefix(s.Zone, n.region())
		count[s.Name]++
	}
	for i, a := range n.Adopt.Subnets {
		s := &subnets[i]
		if s.Zone == "" || count[s.Name] > 1 {
			s.Name = string(s.Tier) + "-" + a.ID
		}
	}
}
