// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
)

// Limits of Azure.
const (
	// maxFlowLogRetention is the number of days that flow logs are kept for.
	// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
	maxFlowLogRetention = 365

	// smallestSubnet leaves three addresses to the subnet: Azure keeps five.
	// https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
	smallestSubnet = 29

	// largestServiceRange is smaller than /12.
	// https://learn.microsoft.com/azure/aks/configure-azure-cni#plan-ip-addressing-for-your-cluster
	largestServiceRange = 13

	// maxZoneLabels is the number of labels in the name of a private zone.
	// https://learn.microsoft.com/azure/dns/private-dns-privatednszone#restrictions
	maxZoneLabels = 34
)

// Validate refuses the parts of a network that Azure cannot do.
func Validate(p plan.Plan) field.ErrorList {
	parameters := field.NewPath("spec", "parameters")
	if p.Adopt != nil {
		return validateAdopt(p, parameters.Child("adopt"))
	}
	return slices.Concat(
		validateSubnets(p, parameters.Child("cidr")),
		validateNAT(p, parameters.Child("nat")),
		validateEndpoints(p, parameters.Child("privateEndpoints")),
		validateFlowLogs(p, parameters.Child("flowLogs", "retentionDays")),
		validateFirewall(p, parameters.Child("firewall")),
		validateDNS(p, parameters.Child("dns", "zone")),
		validateKubernetes(p, parameters),
		validatePeerings(p, parameters.Child("peerings")),
	)
}

func validateSubnets(p plan.Plan, f *field.Path) field.ErrorList {
	for _, t := range p.Tiers {
		if t.Range.Bits() > smallestSubnet {
			return field.ErrorList{field.Invalid(f, p.CIDR.String(), fmt.Sprintf(
				"leaves /%d for the %s tier, and a subnet on Azure is /%d or larger: use a larger range", t.Range.Bits(), t.Tier, smallestSubnet))}
		}
	}
	return nil
}

func validateNAT(p plan.Plan, f *field.Path) field.ErrorList {
	if p.NAT != v1alpha1.NATPerZone {
		return nil
	}
	return field.ErrorList{field.Invalid(f, p.NAT,
		"a subnet on Azure spans zones and takes one NAT gateway: use Single")}
}

func validateEndpoints(p plan.Plan, f *field.Path) field.ErrorList {
	if !slices.Contains(p.Endpoints, v1alpha1.ServiceLogs) {
		return nil
	}
	return field.ErrorList{field.Invalid(f, v1alpha1.ServiceLogs,
		"Azure Monitor is reached privately through a Private Link Scope only, which belongs to a whole subscription: remove Logs and send logs through NAT")}
}

func validateFlowLogs(p plan.Plan, f *field.Path) field.ErrorList {
	if p.FlowLogRetentionDays <= maxFlowLogRetention {
		return nil
	}
	return field.ErrorList{field.Invalid(f, p.FlowLogRetentionDays, fmt.Sprintf(
		"Azure keeps flow logs for %d days at most: use %d or fewer", maxFlowLogRetention, maxFlowLogRetention))}
}

func validateFirewall(p plan.Plan, f *field.Path) field.ErrorList {
	if len(p.Firewall) <= maxFirewallRules {
		return nil
	}
	return field.ErrorList{field.Invalid(f, len(p.Firewall), fmt.Sprintf(
		"there is room for %d rules on Azure: join rules that differ in ports or cidrs only", maxFirewallRules))}
}

func validateDNS(p plan.Plan, f *field.Path) field.ErrorList {
	if strings.Count(p.DNSZone, ".") >= maxZoneLabels {
		return field.ErrorList{field.Invalid(f, p.DNSZone, fmt.Sprintf("has more than %d labels: use a shorter name", maxZoneLabels))}
	}
	if slices.Contains(reservedZones(), p.DNSZone) {
		return field.ErrorList{field.Invalid(f, p.DNSZone, "is reserved by Azure: use a domain of your own, or a subdomain")}
	}
	return nil
}

// reservedZones returns the zones that Azure does not create for anybody.
// https://learn.microsoft.com/azure/dns/private-dns-privatednszone#restrictions
func reservedZones() []string {
	return []string{
		"azclient.ms", "azure.com", "cloudapp.net", "core.windows.net", "microsoft.com", "msidentity.com", "trafficmanager.net", "windows.net",
	}
}

func validateKubernetes(p plan.Plan, parameters *field.Path) field.ErrorList {
	if p.Kubernetes == nil {
		return nil
	}
	kubernetes := parameters.Child("kubernetes")
	service := p.Kubernetes.ServiceCIDR
	errs := slices.Concat(
		validateClusterRange(p.CIDR, parameters.Child("cidr")),
		validateOverlayRange(p, p.Kubernetes.PodCIDR, kubernetes.Child("podCIDR")),
		validateOverlayRange(p, service, kubernetes.Child("serviceCIDR")),
	)
	if service.IsValid() && service.Bits() < largestServiceRange {
		errs = append(errs, field.Invalid(kubernetes.Child("serviceCIDR"), service.String(), fmt.Sprintf(
			"the range for services of an AKS cluster is /%d or smaller: use a smaller range", largestServiceRange)))
	}
	return errs
}

// validateOverlayRange refuses a range that clusters cannot use beside the
// network's own.
func validateOverlayRange(p plan.Plan, r netip.Prefix, f *field.Path) field.ErrorList {
	if !r.IsValid() {
		return nil
	}
	if r.Overlaps(p.CIDR) {
		return field.ErrorList{field.Invalid(f, r.String(), fmt.Sprintf(
			"overlaps the network's range %s: clusters on Azure use ranges outside of it", p.CIDR))}
	}
	return validateClusterRange(r, f)
}

// validateClusterRange refuses a range that AKS keeps to itself.
func validateClusterRange(r netip.Prefix, f *field.Path) field.ErrorList {
	for _, reserved := range reservedByAKS() {
		if r.Overlaps(reserved) {
			return field.ErrorList{field.Invalid(f, r.String(), fmt.Sprintf(
				"overlaps %s, which AKS clusters cannot use: choose another range", reserved))}
		}
	}
	return nil
}

// reservedByAKS returns the ranges that neither an AKS cluster nor its network
// may use, as far as they are private ranges.
// https://learn.microsoft.com/azure/aks/configure-azure-cni#plan-ip-addressing-for-your-cluster
func reservedByAKS() []netip.Prefix {
	return []netip.Prefix{
		netip.PrefixFrom(netip.AddrFrom4([4]byte{172, 30, 0, 0}), 16),
		netip.PrefixFrom(netip.AddrFrom4([4]byte{172, 31, 0, 0}), 16),
	}
}

// validatePeerings refuses peers that are not virtual networks.
func validatePeerings(p plan.Plan, f *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, peer := range p.Peers {
		if _, ok := parseVirtualNetworkID(peer.Peer.ID); peer.Peer.ID != "" && !ok {
			errs = append(errs, field.Invalid(f, peer.Network, fmt.Sprintf(
				"is %q, which is not a virtual network: peer with a network on Azure", peer.Peer.ID)))
		}
	}
	return errs
}

func validateAdopt(p plan.Plan, f *field.Path) field.ErrorList {
	network, ok := parseVirtualNetworkID(p.Adopt.ID)
	if !ok {
		return field.ErrorList{field.Invalid(f.Child("id"), p.Adopt.ID, "must be the resource id of a virtual network: "+formVirtualNetworkID)}
	}
	var errs field.ErrorList
	seen := make(map[string]bool, len(p.Adopt.Subnets))
	for i, s := range p.Adopt.Subnets {
		errs = append(errs, validateAdoptedSubnet(p, network, s, f.Child("subnets").Index(i).Child("id"), seen)...)
	}
	return errs
}

// validateAdoptedSubnet refuses a subnet of another network, and one that was
// seen before.
func validateAdoptedSubnet(p plan.Plan, network resourceID, s v1alpha1.AdoptedSubnet, f *field.Path, seen map[string]bool) field.ErrorList {
	subnet, ok := parseSubnetID(s.ID)
	if !ok {
		return field.ErrorList{field.Invalid(f, s.ID, "must be the resource id of a subnet: "+formSubnetID)}
	}
	if !network.holds(subnet) {
		return field.ErrorList{field.Invalid(f, s.ID, "must be a subnet of the adopted network "+p.Adopt.ID)}
	}
	name := strings.ToLower(subnet.subnet)
	if seen[name] {
		return field.ErrorList{field.Duplicate(f, s.ID)}
	}
	seen[name] = true
	return nil
}
