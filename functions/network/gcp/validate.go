// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// smallestSubnet is the prefix length of the smallest subnet.
// https://cloud.google.com/vpc/docs/subnets#valid-ranges
const smallestSubnet = 29

// Forms of the ids of what can be adopted.
const (
	formNetwork = "projects/<project>/global/networks/<name>"
	formSubnet  = "projects/<project>/regions/<region>/subnetworks/<name>"
)

// Validate what Google Cloud cannot do, or does in another way than the claim asks.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	if p.Adopt != nil {
		return validateAdopt(p, path.Child("adopt"))
	}
	return slices.Concat(
		validateRanges(p, path),
		validateKubernetes(p, path.Child("kubernetes")),
		validateFlowLogs(p, path.Child("flowLogs")),
		validateFirewall(p, path.Child("firewall")),
		validatePeers(p, path.Child("peerings")),
	)
}

// validateRanges refuses ranges that no subnet can have.
func validateRanges(p plan.Plan, path *field.Path) field.ErrorList {
	errs := prohibited(path.Child("cidr"), p.CIDR)
	for _, t := range p.Tiers {
		if t.Range.Bits() > smallestSubnet {
			errs = append(errs, field.Invalid(path.Child("cidr"), p.CIDR.String(), fmt.Sprintf(
				"leaves a /%d for the %s subnet, and the smallest subnet on GCP is a /%d; use a larger range", t.Range.Bits(), t.Tier, smallestSubnet)))
		}
	}
	return errs
}

// prohibited refuses a range that overlaps one that Google Cloud keeps to itself.
// https://cloud.google.com/vpc/docs/subnets#prohibited-ranges
func prohibited(path *field.Path, r netip.Prefix) field.ErrorList {
	for _, not := range []netip.Prefix{
		prefix(0, 0, 0, 0, 8), prefix(127, 0, 0, 0, 8), prefix(169, 254, 0, 0, 16), prefix(199, 36, 153, 4, 30),
		googleAPIs(), prefix(224, 0, 0, 0, 4), prefix(255, 255, 255, 255, 32),
	} {
		if r.Overlaps(not) {
			return field.ErrorList{field.Invalid(path, r.String(), fmt.Sprintf(
				"overlaps %s, which no subnet may have on GCP; use a range of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16", not))}
		}
	}
	return nil
}

// validateKubernetes refuses ranges that cannot be secondary ranges of the private
// subnet.
func validateKubernetes(p plan.Plan, path *field.Path) field.ErrorList {
	if p.Kubernetes == nil {
		return nil
	}
	if !p.HasTier(v1alpha1.TierPrivate) {
		return field.ErrorList{field.Forbidden(path,
			"ranges for clusters are secondary ranges of the private subnet on GCP: add private to spec.parameters.tiers, or remove kubernetes")}
	}
	var errs field.ErrorList
	for _, r := range []struct {
		name string
		cidr netip.Prefix
	}{{"podCIDR", p.Kubernetes.PodCIDR}, {"serviceCIDR", p.Kubernetes.ServiceCIDR}} {
		if !r.cidr.IsValid() {
			continue
		}
		at := path.Child(r.name)
		errs = append(errs, prohibited(at, r.cidr)...)
		if r.cidr.Bits() > smallestSubnet {
			errs = append(errs, field.Invalid(at, r.cidr.String(), fmt.Sprintf("must be a /%d or larger on GCP", smallestSubnet)))
		}
	}
	return errs
}

// validateFlowLogs refuses a retention that nothing of ours would see to.
func validateFlowLogs(p plan.Plan, path *field.Path) field.ErrorList {
	if p.FlowLogRetentionDays == 0 || p.FlowLogRetentionDays == flowLogRetentionDays {
		return nil
	}
	return field.ErrorList{field.Invalid(path.Child("retentionDays"), p.FlowLogRetentionDays, fmt.Sprintf(
		"must be %d on GCP: flow logs go to the _Default bucket of Cloud Logging, whose retention belongs to the whole project; to keep them for another time, use %d and have your platform team change the bucket or route the logs to another one",
		flowLogRetentionDays, flowLogRetentionDays))}
}

// validateFirewall refuses what a firewall rule cannot match, and more rules than
// there are priorities for.
func validateFirewall(p plan.Plan, path *field.Path) field.ErrorList {
	errs := validate.AtMost(path, p.Firewall, maxRules)
	for _, r := range p.Firewall {
		if len(r.Ports) == 0 || r.Protocol == v1alpha1.ProtocolTCP || r.Protocol == v1alpha1.ProtocolUDP {
			continue
		}
		errs = append(errs, field.Invalid(path.Index(r.Priority).Child("ports"), validate.PortTexts(r.Ports), fmt.Sprintf(
			"protocol %s has no ports on GCP; use one rule for TCP and one for UDP, or leave the ports out", r.Protocol)))
	}
	return errs
}

// validatePeers refuses to connect with what is not a network of Google Cloud.
func validatePeers(p plan.Plan, path *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, peer := range p.Peers {
		if peer.Peer.ID == "" {
			continue
		}
		if _, ok := networkLocation(peer.Peer.ID); !ok {
			errs = append(errs, field.Invalid(path, peer.Network, fmt.Sprintf(
				"has the id %q, which is not that of a network on GCP (%s); networks can only be peered within one cloud", peer.Peer.ID, formNetwork)))
		}
	}
	return errs
}

// validateAdopt refuses ids that the provider cannot look up, and subnets that the
// claim cannot offer.
func validateAdopt(p plan.Plan, path *field.Path) field.ErrorList {
	var errs field.ErrorList
	network, ok := networkLocation(p.Adopt.ID)
	if !ok {
		errs = append(errs, field.Invalid(path.Child("id"), p.Adopt.ID, notAnID(p.Adopt.ID, "a network", formNetwork)))
	}
	seen := make(map[v1alpha1.Tier]bool, len(p.Adopt.Subnets))
	for i, s := range p.Adopt.Subnets {
		at := path.Child("subnets").Index(i)
		if seen[s.Tier] {
			errs = append(errs, field.Invalid(at.Child("tier"), s.Tier, "is the tier of another subnet already; subnets span the zones of their region on GCP, so offer one subnet for each tier"))
		}
		seen[s.Tier] = true
		errs = append(errs, validateAdoptedSubnet(p, at.Child("id"), s.ID, network, ok)...)
	}
	return errs
}

// notAnID says what an id looks like. Google Cloud itself shows ids as links too.
func notAnID(id, what, form string) string {
	rule := "must be the id of " + what + " on GCP, " + form
	if i := strings.Index(id, "/projects/"); i >= 0 && strings.HasPrefix(id, "https://") {
		return rule + ": use " + id[i+1:]
	}
	return rule
}

func validateAdoptedSubnet(p plan.Plan, path *field.Path, id string, network location, networkOK bool) field.ErrorList {
	at, ok := subnetLocation(id)
	if !ok {
		return field.ErrorList{field.Invalid(path, id, notAnID(id, "a subnet", formSubnet))}
	}
	var errs field.ErrorList
	if at.Region != region(p) {
		errs = append(errs, field.Invalid(path, id, fmt.Sprintf(
			"is in region %s, and the claim is in %s; adopt a subnet of %s, or set spec.parameters.region to %s", at.Region, region(p), region(p), at.Region)))
	}
	if networkOK && at.Project != network.Project {
		errs = append(errs, field.Invalid(path, id, fmt.Sprintf(
			"is in project %s, and the network is in %s; a subnet is always in the project of its network", at.Project, network.Project)))
	}
	return errs
}
