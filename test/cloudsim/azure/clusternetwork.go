// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// checkNetworkProfile refuses what does not go together.
// https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium
func checkNetworkProfile(r *cloud.Request) error {
	for path, values := range map[string][]string{
		"networkPlugin": {"azure", "kubenet", "none"}, "networkPluginMode": {"overlay"}, "networkDataPlane": {"azure", "cilium"},
		"networkPolicy": {"calico", "azure", "cilium"}, "loadBalancerSku": {"basic", "standard"},
		"outboundType": {"loadBalancer", "userDefinedRouting", "managedNATGateway", "userAssignedNATGateway", "none"},
	} {
		if err := oneOf(r, "networkProfile."+path, values...); err != nil {
			return err
		}
	}
	at := func(name string) string { return r.Args.String("networkProfile." + name) }
	cilium := at("networkDataPlane") == "cilium"
	switch {
	case at("loadBalancerSku") == "basic":
		return cloud.Refuse(400, invalidParameter, "The value of parameter networkProfile.loadBalancerSku is invalid. Error details: Basic Load Balancer is retired.")
	case at("podCidr") != "" && at("networkPlugin") == "azure" && at("networkPluginMode") != "overlay":
		return cloud.Plain("`pod_cidr` and `azure` cannot be set together unless specifying `network_plugin_mode` to `overlay`")
	case (at("dnsServiceIp") == "") != (at("serviceCidr") == ""):
		return cloud.Plain("`dns_service_ip` and `service_cidr` should all be empty or both should be set")
	case cilium && (at("networkPlugin") != "azure" || at("networkPluginMode") != "overlay"):
		return cloud.Refuse(400, invalidParameter, "Cilium dataplane requires either networkPluginMode overlay or pod subnets with networkPlugin azure.")
	case cilium != (at("networkPolicy") == "cilium"):
		return cloud.Plain("when the network data plane is set to `cilium`, the network policy can only be set to `cilium`")
	case r.Old.String("networkProfile.networkDataPlane") == "cilium" && !cilium:
		return cloud.Plain("refuse to update the external resource because the following update requires replacing it: cannot change the value of the argument \"network_profile.0.network_data_plane\" from \"cilium\" to %q", at("networkDataPlane"))
	}
	return nil
}

// reserved ranges that no cluster can use.
// https://learn.microsoft.com/azure/aks/configure-azure-cni#plan-ip-addressing-for-your-cluster
func reserved() []netip.Prefix {
	return cloud.CIDRs("169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24")
}

// checkRanges refuses ranges of pods and services that overlap each other or the
// network.
func checkRanges(r *cloud.Request) error {
	used := reserved()
	if s := r.To("defaultNodePool.vnetSubnetId"); s != nil && s.To("virtualNetworkName") != nil {
		used = append(used, cloud.CIDRs(s.To("virtualNetworkName").Args.Strings("addressSpace")...)...)
	}
	for _, field := range []string{"podCidr", "serviceCidr"} {
		text := r.Args.String("networkProfile." + field)
		if text == "" {
			continue
		}
		p, ok := cloud.CIDR(text)
		if !ok || field == "serviceCidr" && p.Bits() <= 12 {
			return cloud.Refuse(400, invalidParameter, "The value of parameter networkProfile.%s is invalid. Error details: %s is not a range that can be used.", field, text)
		}
		if other, overlap := cloud.Overlapping(p, used); overlap {
			return cloud.Refuse(400, "ServiceCidrOverlapExistingSubnetsCidr", "The specified %s %s is conflicted with an existing range %s", field, p, other)
		}
		used = append(used, p)
	}
	return checkDNS(r)
}

// checkDNS refuses an address that is not in the range of services, or the first of it.
func checkDNS(r *cloud.Request) error {
	text := r.Args.String("networkProfile.dnsServiceIp")
	if text == "" {
		return nil
	}
	services, _ := cloud.CIDR(r.Args.String("networkProfile.serviceCidr"))
	a, err := netip.ParseAddr(text)
	if err != nil || !services.Contains(a) || a == services.Addr() || a == services.Addr().Next() {
		return cloud.Refuse(400, invalidParameter, "The value of parameter networkProfile.dnsServiceIP is invalid. Error details: %s must be within %s, and not one of its first addresses.", text, services)
	}
	return nil
}

// checkOutbound refuses a cluster whose nodes have no way out.
// https://learn.microsoft.com/azure/aks/egress-outboundtype
func checkOutbound(r *cloud.Request) error {
	if r.Args.String("networkProfile.outboundType") != "userAssignedNATGateway" {
		return nil
	}
	s := r.To("defaultNodePool.vnetSubnetId")
	if s == nil || cloud.First(r.UsersOf(s, subnetNAT)) == nil {
		return cloud.Refuse(400, "SubnetNotAssociatedWithNATGateway", "OutboundType userAssignedNATGateway requires that subnet %s is associated with a NAT gateway.", r.Args.String("defaultNodePool.vnetSubnetId"))
	}
	return nil
}

// addressesOf a subnet that Azure leaves to it.
func addressesOf(s *cloud.Object) int {
	n := 0
	for _, p := range cloud.CIDRs(s.Args.Strings("addressPrefixes")...) {
		if p.Addr().Is4() {
			n += 1<<(32-p.Bits()) - 5
		}
	}
	return n
}

// checkRoom refuses more nodes than the subnet has addresses for, or the range of pods
// has parts for.
// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning
func checkRoom(r *cloud.Request, c *cloud.Object, s *cloud.Object, most int) error {
	if s != nil && most > addressesOf(s) {
		return cloud.Refuse(400, "InsufficientSubnetSize", "Pre-allocated IPs %d exceeds IPs available %d in Subnet Cidr %s. http://aka.ms/aks/insufficientsubnetsize", most, addressesOf(s), s.Args.Strings("addressPrefixes"))
	}
	pods, ok := cloud.CIDR(c.Args.String("networkProfile.podCidr"))
	if !ok || pods.Bits() > 24 {
		return nil
	}
	if room := 1 << (24 - pods.Bits()); nodesOf(r, c)+most > room {
		return cloud.Refuse(400, "InsufficientPodCidr", "The pod CIDR %s has room for %d nodes.", pods, room)
	}
	return nil
}

// nodesOf a cluster, besides those of the pool that the request is about.
func nodesOf(r *cloud.Request, c *cloud.Object) int {
	n := 0
	if r.Object != c {
		n = mostOf(poolOf(c.Args))
	}
	for p := range r.UsersOf(c, nodePool) {
		n += mostOf(p.Args)
	}
	return n
}

// mostOf a pool are the nodes that it may have.
func mostOf(pool cloud.Value) int {
	count, _ := pool.Int("nodeCount")
	most, _ := pool.Int("maxCount")
	return slices.Max([]int{count, most})
}
