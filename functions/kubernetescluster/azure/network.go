// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Ranges of pods and services in a network that sets none aside, because it was there
// before. They are those that the Network API sets aside.
const (
	defaultPodCIDR     = "100.64.0.0/16"
	defaultServiceCIDR = "172.20.0.0/16"
)

// dnsOffset is where in the range of services DNS is. AKS takes every address but the
// first.
// https://learn.microsoft.com/azure/aks/configure-azure-cni#plan-ip-addressing-for-your-cluster
const dnsOffset = 10

// bitsIPv4 is the size of the range that is one address.
const bitsIPv4 = 32

// ownNetwork is the Network that the cluster composes.
func (c *cluster) ownNetwork() []managed.Resource {
	n, ok := c.NetworkResource()
	if !ok {
		return nil
	}
	return []managed.Resource{n}
}

// networkName is what people know the network as.
func (c *cluster) networkName() string {
	if c.Network.Own != nil {
		return "the network of the cluster"
	}
	return "network " + c.network.Name
}

// subnet that nodes are in, or what they wait for. It is decided once: nodes with
// another one are other nodes.
func (c *cluster) subnet(had string) (id string, waits []string) {
	if had != "" {
		return had, nil
	}
	if c.Network.Waits != "" {
		return "", []string{c.Network.Waits}
	}
	for _, s := range c.network.Subnets {
		if s.Tier == network.TierPrivate && s.ID != "" {
			return s.ID, nil
		}
	}
	return "", []string{c.networkName() + " has no private subnet yet"}
}

// networkProfile gives pods addresses of an overlay, so that they take none from the
// network.
// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay
func (c *cluster) networkProfile() (profile *azure.AKSNetworkProfile, waits []string) {
	pods, services := c.ranges()
	out := &azure.AKSNetworkProfile{
		NetworkPlugin:     azure.AKSNetworkPluginAzure,
		NetworkPluginMode: azure.AKSNetworkPluginModeOverlay,
		NetworkDataPlane:  azure.AKSDataPlaneAzure,
		LoadBalancerSKU:   azure.AKSLoadBalancerStandard,
		PodCIDR:           pods,
		ServiceCIDR:       services,
		DNSServiceIP:      dnsAddress(services),
	}
	if c.Addon(v1alpha1.AddonNetworkPolicy).Enabled {
		out.NetworkDataPlane, out.NetworkPolicy = azure.AKSDataPlaneCilium, azure.AKSNetworkPolicyCilium
	}
	out.OutboundType, waits = c.outbound()
	return out, waits
}

// ranges of pods and services, which are decided once.
func (c *cluster) ranges() (pods, services string) {
	if had := c.had().NetworkProfile; had != nil && had.PodCIDR != "" {
		return had.PodCIDR, had.ServiceCIDR
	}
	return rangesOf(c.network.Kubernetes)
}

func rangesOf(k *network.KubernetesRanges) (pods, services string) {
	if k == nil {
		return defaultPodCIDR, defaultServiceCIDR
	}
	return cmp.Or(k.PodCIDR, defaultPodCIDR), cmp.Or(k.ServiceCIDR, defaultServiceCIDR)
}

// dnsAddress of a range of services.
func dnsAddress(services string) string {
	r, err := netip.ParsePrefix(services)
	if err != nil {
		return ""
	}
	a := r.Masked().Addr()
	for range dnsOffset {
		a = a.Next()
	}
	return a.String()
}

// outbound is the way that nodes leave the network: the NAT gateway of their subnet. A
// network that was adopted does not say whether it has one, and AKS then brings a load
// balancer. It is decided once, because another way has other addresses.
func (c *cluster) outbound() (way azure.AKSOutboundType, waits []string) {
	if had := c.had().NetworkProfile; had != nil && had.OutboundType != "" {
		return had.OutboundType, nil
	}
	if c.Network.Own != nil || len(c.natAddresses()) > 0 {
		return azure.AKSOutboundNATGateway, nil
	}
	if len(c.network.SecurityGroups) == 0 {
		return azure.AKSOutboundLoadBalancer, nil
	}
	return azure.AKSOutboundNATGateway, []string{c.networkName() + " has no NAT addresses, and nodes reach AKS from none: set nat to Single in it"}
}

// natAddresses that nodes leave the network from, as far as they are known.
func (c *cluster) natAddresses() []string {
	if c.Network.Own == nil {
		return c.Network.Referenced.NATAddresses
	}
	var s network.Status
	c.observed.Status(plan.KeyNetwork, &s)
	return s.NATAddresses
}

// setEndpoint says who reaches the API server. The name of a private one is known in the
// network only.
// https://learn.microsoft.com/azure/aks/private-clusters
func (c *cluster) setEndpoint(spec *azure.KubernetesCluster) {
	private := c.Endpoint.Access == v1alpha1.EndpointPrivate
	spec.PrivateClusterEnabled = new(private)
	if private {
		spec.PrivateDNSZoneID = azure.AKSPrivateDNSZoneSystem
	}
	if ranges := c.authorizedRanges(); len(ranges) > 0 {
		spec.APIServerAccessProfile = &azure.AKSAPIServerAccessProfile{AuthorizedIPRanges: ranges}
	}
}

// authorizedRanges reach the API server. Nodes come to it over the internet, from the
// addresses of the network's NAT, and must be let in too.
// https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
func (c *cluster) authorizedRanges() []string {
	if c.Endpoint.Access != v1alpha1.EndpointRestricted {
		return nil
	}
	nodes, known := c.nodeRanges()
	if !known && c.observed.Exists(plan.KeyCluster) {
		// Nodes that are not let in any more are lost.
		return c.hadRanges()
	}
	out := slices.Clone(nodes)
	for _, r := range c.Endpoint.AllowedCIDRs {
		out = append(out, r.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// nodeRanges are the addresses that nodes come from, and whether they are known. AKS
// knows those of a load balancer itself.
func (c *cluster) nodeRanges() (ranges []string, known bool) {
	if way, _ := c.outbound(); way == azure.AKSOutboundLoadBalancer {
		return nil, true
	}
	for _, text := range c.natAddresses() {
		if a, err := netip.ParseAddr(text); err == nil && a.Is4() {
			ranges = append(ranges, netip.PrefixFrom(a, bitsIPv4).String())
		}
	}
	if len(ranges) == 0 {
		ranges = c.hadNodeRanges()
	}
	return ranges, len(ranges) > 0
}

func (c *cluster) hadRanges() []string {
	if had := c.had().APIServerAccessProfile; had != nil {
		return had.AuthorizedIPRanges
	}
	return nil
}

// hadNodeRanges are the ranges that reach the API server and that nobody asked for.
func (c *cluster) hadNodeRanges() []string {
	asked := orNew(c.Recorded.Endpoint).AllowedCIDRs
	return slices.DeleteFunc(slices.Clone(c.hadRanges()), func(r string) bool { return slices.Contains(asked, r) })
}

// endpointWaits is what a cluster waits for whose API server is reached from some ranges
// only.
func (c *cluster) endpointWaits() []string {
	if c.Endpoint.Access != v1alpha1.EndpointRestricted || c.Network.Waits != "" {
		return nil
	}
	if _, waits := c.outbound(); len(waits) > 0 {
		return nil
	}
	if _, known := c.nodeRanges(); !known {
		return []string{c.networkName() + " has no NAT addresses yet"}
	}
	return nil
}

func orNew[T any](v *T) *T {
	if v == nil {
		return new(T)
	}
	return v
}
