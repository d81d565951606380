// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Forms of resource ids, for people.
const (
	formVirtualNetworkID = "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>"
	formSubnetID         = formVirtualNetworkID + "/subnets/<subnet>"
)

// A resourceID is the id of a virtual network, or of a subnet of one.
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
type resourceID struct {
	subscription   string
	resourceGroup  string
	virtualNetwork string
	subnet         string
}

// parseVirtualNetworkID parses the id of a virtual network. Azure does not mind
// the case of ids, and returns them in more than one.
func parseVirtualNetworkID(id string) (resourceID, bool) {
	values, ok := parseID(id, "subscriptions", "resourceGroups", "providers", "virtualNetworks")
	if !ok {
		return resourceID{}, false
	}
	return resourceID{subscription: values[0], resourceGroup: values[1], virtualNetwork: values[3]}, true
}

// parseSubnetID parses the id of a subnet.
func parseSubnetID(id string) (resourceID, bool) {
	values, ok := parseID(id, "subscriptions", "resourceGroups", "providers", "virtualNetworks", "subnets")
	if !ok {
		return resourceID{}, false
	}
	return resourceID{subscription: values[0], resourceGroup: values[1], virtualNetwork: values[3], subnet: values[4]}, true
}

// parseID returns the values of an id that consists of the supplied names, each
// with a value after it. The value of providers is always the network's.
func parseID(id string, names ...string) ([]string, bool) {
	parts := strings.Split(id, "/")
	if len(parts) != 1+2*len(names) || parts[0] != "" {
		return nil, false
	}
	values := make([]string, 0, len(names))
	for i, name := range names {
		value := parts[2+2*i]
		if !strings.EqualFold(parts[1+2*i], name) || strings.TrimSpace(value) == "" {
			return nil, false
		}
		if name == "providers" && !strings.EqualFold(value, "Microsoft.Network") {
			return nil, false
		}
		values = append(values, value)
	}
	return values, true
}

// holds says whether a network holds a subnet.
func (r resourceID) holds(subnet resourceID) bool {
	return strings.EqualFold(r.subscription, subnet.subscription) &&
		strings.EqualFold(r.resourceGroup, subnet.resourceGroup) &&
		strings.EqualFold(r.virtualNetwork, subnet.virtualNetwork)
}

// adopt returns a network that exists already, to be observed only. The provider
// looks it up by its name and the names above it, in the subscription of its
// provider config.
func adopt(p plan.Plan) []managed.Resource {
	n, ok := parseVirtualNetworkID(p.Adopt.ID)
	if !ok {
		return nil
	}
	out := []managed.Resource{{
		Key:          keyVirtualNetwork,
		Component:    plan.ComponentNetwork,
		ExternalName: n.virtualNetwork,
		ForProvider:  azure.VirtualNetwork{ResourceGroupName: n.resourceGroup},
		ObserveOnly:  true,
	}}
	for _, s := range adoptedSubnets(p) {
		out = append(out, managed.Resource{
			Key:          adoptedSubnetKey(s.id.subnet),
			Component:    plan.ComponentSubnets,
			ExternalName: s.id.subnet,
			ForProvider: azure.Subnet{
				ResourceGroupName:  s.id.resourceGroup,
				VirtualNetworkName: s.id.virtualNetwork,
			},
			ObserveOnly: true,
		})
	}
	return out
}

// An adoptedSubnet exists already.
type adoptedSubnet struct {
	name string
	id   resourceID
	tier v1alpha1.Tier
}

// adoptedSubnets returns the subnets of a network that exists already, in the
// order of tiers. The first subnet of a tier goes by the tier's name, as it would
// if it had been created; the others by their own name too.
func adoptedSubnets(p plan.Plan) []adoptedSubnet {
	var out []adoptedSubnet
	for _, t := range v1alpha1.Tiers() {
		first := true
		for _, s := range p.Adopt.Subnets {
			id, ok := parseSubnetID(s.ID)
			if !ok || s.Tier != t {
				continue
			}
			name := string(t)
			if !first {
				name += "-" + strings.ToLower(id.subnet)
			}
			first = false
			out = append(out, adoptedSubnet{name: name, id: id, tier: t})
		}
	}
	return out
}

// reportAdopted reports a network that exists already.
func reportAdopted(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	if n, ok := parseVirtualNetworkID(p.Adopt.ID); ok {
		s.ResourceGroup = n.resourceGroup
	}
	network := managed.At[azure.VirtualNetworkObservation](o, keyVirtualNetwork)
	s.ID = managed.Known(o, keyVirtualNetwork, network.ID, p.Recorded.ID)
	s.CIDR = managed.Known(o, keyVirtualNetwork, ipv4(network.AddressSpace), p.Recorded.CIDR)
	s.IPv6CIDR = ipv6(network.AddressSpace)
	if network.ID == "" {
		s.IPv6CIDR = managed.Known(o, keyVirtualNetwork, "", p.Recorded.IPv6CIDR)
	}
	for _, a := range adoptedSubnets(p) {
		s.Subnets = append(s.Subnets, reportAdoptedSubnet(p, o, a))
	}
}

func reportAdoptedSubnet(p plan.Plan, o managed.Observed, a adoptedSubnet) v1alpha1.Subnet {
	key := adoptedSubnetKey(a.id.subnet)
	subnet := managed.At[azure.SubnetObservation](o, key)
	if subnet.ID == "" && o.Exists(key) {
		return recordedSubnet(p, v1alpha1.Subnet{Name: a.name, Tier: a.tier})
	}
	return v1alpha1.Subnet{
		Name:     a.name,
		ID:       subnet.ID,
		Tier:     a.tier,
		CIDR:     ipv4(subnet.AddressPrefixes),
		IPv6CIDR: ipv6(subnet.AddressPrefixes),
	}
}

// recordedSubnet returns what was recorded of a subnet, or the subnet itself if
// nothing was.
func recordedSubnet(p plan.Plan, s v1alpha1.Subnet) v1alpha1.Subnet {
	i := slices.IndexFunc(p.Recorded.Subnets, func(r v1alpha1.Subnet) bool { return r.Name == s.Name && r.Tier == s.Tier })
	if i < 0 {
		return s
	}
	return p.Recorded.Subnets[i]
}

// ipv4 returns the first IPv4 range, and ipv6 the first IPv6 range.
func ipv4(ranges []string) string {
	return first(ranges, func(r string) bool { return !strings.Contains(r, ":") })
}

func ipv6(ranges []string) string {
	return first(ranges, func(r string) bool { return strings.Contains(r, ":") })
}

func first(ranges []string, is func(string) bool) string {
	if i := slices.IndexFunc(ranges, is); i >= 0 {
		return ranges[i]
	}
	return ""
}
