// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
)

// Limits of Azure.
const (
	// Log Analytics keeps logs for this many days.
	// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
	minRetentionDays = 30
	maxRetentionDays = 730

	// maxAuthorizedRanges reach an API server.
	// https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
	maxAuthorizedRanges = 200

	// bitsNode is the size of the range of pods that each node gets.
	// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning
	bitsNode = 24
)

// Validate refuses the parts of a plan that Azure cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	if p.Adopt != nil {
		return validateAdopt(path.Child("adopt", "id"), p)
	}
	return slices.Concat(
		validateNetwork(path.Child("networkRef"), p),
		validatePools(path.Child("nodePools"), p),
		validateEndpoint(path.Child("endpoint"), p),
		validateSubjects(p.Subjects),
		validateRetention(path.Child("logging", "retentionDays"), p.Logging),
		validateAddons(p),
	)
}

// validateAdopt refuses what is no cluster, and a cluster of another subscription: it
// would be looked for in the one that the environment has credentials for.
func validateAdopt(path *field.Path, p plan.Plan) field.ErrorList {
	id, ok := parseClusterID(p.Adopt.ID)
	if !ok {
		return field.ErrorList{field.Invalid(path, p.Adopt.ID, "must be the resource id of a cluster of AKS: "+formClusterID)}
	}
	if ours := p.Claim.Guardrails.Azure.SubscriptionID; ours != "" && !strings.EqualFold(ours, id.subscription) {
		return field.ErrorList{field.Invalid(path, p.Adopt.ID, fmt.Sprintf(
			"is in subscription %s, and environment %q is served from %s: adopt it in the environment of its subscription", id.subscription, p.Claim.Environment, ours))}
	}
	return nil
}

// validateNetwork refuses a network that is known not to do, before there is a cluster
// in it.
func validateNetwork(path *field.Path, p plan.Plan) field.ErrorList {
	n := p.Network
	if n.Own != nil || p.Recorded.ID != "" || len(n.Referenced.Subnets) == 0 {
		return nil
	}
	if !slices.ContainsFunc(n.Referenced.Subnets, func(s network.Subnet) bool { return s.Tier == network.TierPrivate }) {
		return field.ErrorList{field.Invalid(path, n.Name,
			"has no private subnet, and nodes do not reach AKS from an isolated one: add private to the tiers of the network, and set its nat to Single")}
	}
	return validateRanges(path, n)
}

// validateRanges refuses ranges of pods and services that are in the network.
func validateRanges(path *field.Path, n plan.Network) field.ErrorList {
	cidr, err := netip.ParsePrefix(n.Referenced.CIDR)
	if err != nil {
		return nil
	}
	pods, services := rangesOf(n.Referenced.Kubernetes)
	for _, text := range []string{pods, services} {
		if r, err := netip.ParsePrefix(text); err == nil && r.Overlaps(cidr) {
			return field.ErrorList{field.Invalid(path, n.Name, fmt.Sprintf(
				"has the range %s, which overlaps %s, where pods and services would be: refer to a network that sets ranges aside in kubernetes", cidr, text))}
		}
	}
	return nil
}

func validatePools(path *field.Path, p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	for i, n := range p.NodePools {
		if n.Retiring {
			continue
		}
		for j, t := range n.Taints {
			if t.Value == "" {
				errs = append(errs, field.Required(path.Index(i).Child("taints").Index(j).Child("value"),
					"AKS takes no taint without a value: use for example \"true\""))
			}
		}
	}
	return append(errs, validateNodes(path, p)...)
}

// validateNodes refuses more nodes than the range of pods has room for, which nobody
// can change later.
func validateNodes(path *field.Path, p plan.Plan) field.ErrorList {
	if p.Recorded.ID != "" {
		return nil
	}
	pods, _ := rangesOf(p.Network.Referenced.Kubernetes)
	r, err := netip.ParsePrefix(pods)
	if err != nil || r.Bits() > bitsNode {
		return nil
	}
	nodes, room := p.SystemPool.Count+p.SystemPool.Surge, 1<<(bitsNode-r.Bits())
	for _, n := range p.NodePools {
		most := n.Count
		if n.Autoscaling != nil {
			most = n.Autoscaling.Max
		}
		nodes += most + n.Surge
	}
	if nodes <= room {
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
		"there are up to %d nodes, those of AKS and those of upgrades included, and pods have %s, which is enough for %d: lower count or autoscaling.max, or use a network with a larger kubernetes.podCIDR", nodes, r, room))}
}

// validateEndpoint refuses what only another cluster could have.
// https://learn.microsoft.com/azure/aks/private-clusters#limitations
func validateEndpoint(path *field.Path, p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	had := orNew(p.Recorded.Endpoint).Access
	wants := p.Endpoint.Access
	if p.Recorded.ID != "" && had != "" && (had == v1alpha1.EndpointPrivate) != (wants == v1alpha1.EndpointPrivate) {
		errs = append(errs, field.Invalid(path.Child("access"), wants, fmt.Sprintf(
			"cannot change to or from Private once the cluster exists, and was %s before: set it to %s, or create another cluster", had, had)))
	}
	for _, r := range p.Endpoint.AllowedCIDRs {
		if !r.Addr().Is4() {
			errs = append(errs, field.Invalid(path.Child("allowedCIDRs"), r.String(), "is a range of IPv6, from which no API server of AKS is reached: remove it"))
		}
	}
	if n := len(p.Endpoint.AllowedCIDRs); n >= maxAuthorizedRanges {
		errs = append(errs, field.Forbidden(path.Child("allowedCIDRs"), fmt.Sprintf(
			"there are %d ranges, those of the environment included, and AKS allows %d with the addresses of the nodes: use fewer and larger ranges", n, maxAuthorizedRanges)))
	}
	return errs
}

// objectID is the id of a group in Entra.
var objectID = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

func validateSubjects(subjects []plan.Subject) field.ErrorList {
	var errs field.ErrorList
	for _, s := range subjects {
		if !objectID.MatchString(s.Name) {
			errs = append(errs, field.Invalid(s.Path, s.Name, "must be the object id of a group in Entra ID, such as 11111111-2222-3333-4444-555555555555"))
		}
	}
	return errs
}

func validateRetention(path *field.Path, l plan.Logging) field.ErrorList {
	if l.RetentionDays >= minRetentionDays && l.RetentionDays <= maxRetentionDays {
		return nil
	}
	return field.ErrorList{field.Invalid(path, l.RetentionDays, fmt.Sprintf("Log Analytics keeps logs for %d to %d days: use %d",
		minRetentionDays, maxRetentionDays, min(max(l.RetentionDays, minRetentionDays), maxRetentionDays)))}
}

func validateAddons(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	for _, a := range p.Addons {
		if a.Path == nil {
			continue
		}
		errs = append(errs, validateAddon(p, a)...)
	}
	return errs
}

func validateAddon(p plan.Plan, a plan.Addon) field.ErrorList {
	var errs field.ErrorList
	if a.Version != "" {
		errs = append(errs, field.Forbidden(a.Path.Child("version"), "the cloud keeps it as it is: remove it"))
	}
	if a.Values != "" {
		errs = append(errs, field.Forbidden(a.Path.Child("values"), "the cloud keeps it as it is: remove it"))
	}
	switch {
	case isFixed(a.Name) && !a.Enabled:
		errs = append(errs, field.Invalid(a.Path.Child("enabled"), false, fmt.Sprintf("AKS always has %s: it cannot be switched off; remove the add-on", a.Name)))
	case a.Name == v1alpha1.AddonNetworkPolicy && had(p, a.Name) != a.Enabled && p.Recorded.ID != "":
		errs = append(errs, field.Invalid(a.Path.Child("enabled"), a.Enabled, "is settled when the cluster is created: take it back, or create another cluster"))
	case a.Name == v1alpha1.AddonGPU && a.Enabled && !p.Claim.Guardrails.InstallsHelm():
		errs = append(errs, field.Forbidden(a.Path, fmt.Sprintf(
			"needs provider-helm, and environment %q does not install anything into clusters; switch it off and bring a device plugin of your own, or ask your platform team (rule packages.helm)", p.Claim.Environment)))
	}
	return errs
}

// had says whether the cluster was last seen with an add-on.
func had(p plan.Plan, name v1alpha1.AddonName) bool {
	return slices.ContainsFunc(p.Recorded.Addons, func(a v1alpha1.AddonStatus) bool { return a.Name == name })
}
