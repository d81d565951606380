// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Sizes of ranges.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
// https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
const (
	largestRange         = 16
	smallestRange        = 28
	largestServiceRange  = 12
	smallestServiceRange = 24
)

// Quotas that hold unless AWS has raised them for an account.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const (
	maxGroupRules = 60
	maxACLRules   = 20
	maxPeerings   = 50
)

// Partitions whose services are known to have the names that we use. Elsewhere
// some services have names of their own.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
const (
	partitionCommercial = "aws"
	partitionGovCloud   = "aws-us-gov"
	partitionChina      = "aws-cn"
)

// hasEndpoint says whether a service is known to have an endpoint in a partition.
func hasEndpoint(partition string, s v1alpha1.Service) bool {
	switch partition {
	case partitionCommercial, partitionGovCloud:
		return true
	case partitionChina:
		return s == v1alpha1.ServiceObjectStorage
	default:
		return false
	}
}

// Validate refuses the parts of a plan that AWS cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	if p.Adopt != nil {
		return validateAdopt(path.Child("adopt"), *p.Adopt)
	}
	return slices.Concat(
		validateRanges(path, p),
		validateNAT(path, p),
		validateKubernetes(path.Child("kubernetes"), p),
		validateFlowLogs(path.Child("flowLogs"), p),
		validateEndpoints(path.Child("privateEndpoints"), p),
		validateFirewall(path.Child("firewall"), p),
		validate.AtMost(path.Child("peerings"), p.Peers, maxPeerings),
	)
}

func validateRanges(path *field.Path, p plan.Plan) field.ErrorList {
	cidr := path.Child("cidr")
	if p.CIDR.Bits() < largestRange {
		return field.ErrorList{tooLarge(cidr, p.CIDR, "the range of a VPC")}
	}
	for _, t := range p.Tiers {
		for _, s := range t.Subnets {
			if s.CIDR.Bits() > smallestRange {
				return field.ErrorList{field.Invalid(cidr, p.CIDR.String(), fmt.Sprintf(
					"is too small: subnet %s would be %s, and the smallest subnet on AWS is a /%d; use a larger range", s.Name(), s.CIDR, smallestRange))}
			}
		}
	}
	return nil
}

// tooLarge names a range that AWS does take. One that is too small for subnets is
// refused because of them.
func tooLarge(path *field.Path, r netip.Prefix, what string) *field.Error {
	return field.Invalid(path, r.String(), fmt.Sprintf(
		"is too large: %s on AWS is a /%d or smaller; use for example %s", what, largestRange, netip.PrefixFrom(r.Addr(), largestRange)))
}

// validateNAT refuses NAT without public subnets, which hold NAT gateways.
func validateNAT(path *field.Path, p plan.Plan) field.ErrorList {
	if p.NAT == v1alpha1.NATNone || p.HasTier(v1alpha1.TierPublic) {
		return nil
	}
	return field.ErrorList{field.Invalid(path.Child("nat"), p.NAT,
		"a NAT gateway of AWS is in a public subnet: add public to tiers, or set nat to None")}
}

func validateKubernetes(path *field.Path, p plan.Plan) field.ErrorList {
	if p.Kubernetes == nil {
		return nil
	}
	var errs field.ErrorList
	if p.Kubernetes.PodCIDR.IsValid() {
		errs = append(errs, validatePodCIDR(path, p)...)
	}
	if s := p.Kubernetes.ServiceCIDR; s.IsValid() {
		path := path.Child("serviceCIDR")
		errs = append(errs, validate.Size(path, s, largestServiceRange, smallestServiceRange, "EKS allows no other size")...)
		errs = append(errs, validate.Inside(path, s, validate.RFC1918(), "EKS allows no other range for services")...)
	}
	return errs
}

func validatePodCIDR(kubernetes *field.Path, p plan.Plan) field.ErrorList {
	pods, path := p.Kubernetes.PodCIDR, kubernetes.Child("podCIDR")
	if !p.HasTier(v1alpha1.TierPrivate) {
		return field.ErrorList{field.Forbidden(kubernetes,
			"pods on AWS have subnets with the routes of the private tier: add private to spec.parameters.tiers, or remove kubernetes")}
	}
	if pods.Bits() < largestRange {
		return field.ErrorList{tooLarge(path, pods, "a further range of a VPC")}
	}
	if reason := cannotAdd(p.CIDR, pods); reason != "" {
		return field.ErrorList{field.Invalid(path, pods.String(), fmt.Sprintf(
			"AWS does not add it to a VPC with range %s: %s; use a range inside 100.64.0.0/10", p.CIDR, reason))}
	}
	for _, s := range p.Kubernetes.PodSubnets {
		if s.CIDR.Bits() > smallestRange {
			return field.ErrorList{field.Invalid(path, pods.String(), fmt.Sprintf(
				"is too small: the subnet for pods in %s would be %s, and the smallest subnet on AWS is a /%d; use a larger range", s.Zone.Name, s.CIDR, smallestRange))}
		}
	}
	return nil
}

// cannotAdd returns why AWS does not add a range to a VPC with the supplied primary
// range. It is empty when AWS does.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
func cannotAdd(primary, added netip.Prefix) string {
	for _, r := range []string{"0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "198.19.0.0/16", "224.0.0.0/4"} {
		if netip.MustParsePrefix(r).Overlaps(added) {
			return r + " is reserved"
		}
	}
	for _, r := range validate.RFC1918() {
		if r.Overlaps(added) && !r.Overlaps(primary) {
			return "ranges inside " + r.String() + " go with each other only"
		}
	}
	for _, r := range []struct{ primary, added string }{{"10.0.0.0/15", "10.0.0.0/16"}, {"172.16.0.0/12", "172.31.0.0/16"}} {
		if netip.MustParsePrefix(r.primary).Overlaps(primary) && netip.MustParsePrefix(r.added).Overlaps(added) {
			return r.added + " is reserved where the VPC is inside " + r.primary
		}
	}
	return ""
}

// retentionDays that CloudWatch Logs offers.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
func retentionDays() []int {
	return []int{1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
}

func validateFlowLogs(path *field.Path, p plan.Plan) field.ErrorList {
	days, offered := p.FlowLogRetentionDays, retentionDays()
	i, found := slices.BinarySearch(offered, days)
	if days == 0 || found {
		return nil
	}
	instead := offered[min(i, len(offered)-1)]
	return field.ErrorList{field.Invalid(path.Child("retentionDays"), days, fmt.Sprintf(
		"CloudWatch Logs keeps logs for certain numbers of days only: use %d; it offers %s", instead, join(offered)))}
}

func join(numbers []int) string {
	out := make([]string, 0, len(numbers))
	for _, n := range numbers {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}

// validateEndpoints names endpoints by their values: a plan does not have them in the
// order of the claim.
func validateEndpoints(path *field.Path, p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	for _, s := range p.Endpoints {
		if !p.HasTier(v1alpha1.TierPrivate) && !p.HasTier(v1alpha1.TierIsolated) {
			errs = append(errs, field.Invalid(path, s, "private endpoints serve private and isolated subnets: add one of these to spec.parameters.tiers, or remove the endpoint"))
			continue
		}
		if !hasEndpoint(regions.Partition(p.Claim.Region.Native), s) {
			errs = append(errs, field.Invalid(path, s, fmt.Sprintf("has no private endpoint in region %s that is supported: remove it", p.Claim.Region.Native)))
		}
	}
	return errs
}

// validateFirewall refuses more rules than security groups and network ACLs have.
func validateFirewall(path *field.Path, p plan.Plan) field.ErrorList {
	f, unknown := knownPolicy(p)
	var errs field.ErrorList
	for _, t := range p.Tiers {
		for _, d := range directions() {
			if count := len(f.allowed(t.Tier, d)) + unknown + countS3Rules(p, t.Tier, d); count > maxGroupRules {
				errs = append(errs, field.Forbidden(path, fmt.Sprintf(
					"these rules take %d %s rules of the security group of tier %s, and AWS allows %d: use fewer or larger ranges and fewer ports, and put narrow Deny rules after wide Allow rules that they need not restrict", count, d, t.Tier, maxGroupRules)))
			}
			if count := countACLRules(f, t.Tier, d); count > maxACLRules {
				errs = append(errs, field.Forbidden(path, fmt.Sprintf(
					"these rules take %d %s rules of the network ACL of tier %s, and AWS allows %d: use fewer or larger ranges and fewer ports in Deny rules", count, d, t.Tier, maxACLRules)))
			}
		}
	}
	return errs
}

// knownPolicy returns the policy with the ranges of those peers that are known, and
// how many are not.
func knownPolicy(p plan.Plan) (f *policy, unknown int) {
	f = &policy{Plan: p}
	for _, peer := range p.Peers {
		c, err := netip.ParsePrefix(peer.Peer.CIDR)
		if err != nil {
			unknown++
			continue
		}
		f.peers = append(f.peers, c.Masked())
	}
	return f, unknown
}

// countS3Rules counts the rules for the addresses of S3, whose prefix list counts once.
// https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
func countS3Rules(p plan.Plan, t v1alpha1.Tier, d v1alpha1.Direction) int {
	if t == v1alpha1.TierIsolated && d == v1alpha1.DirectionOutbound && hasS3Endpoint(p) {
		return 1
	}
	return 0
}

// countACLRules counts the rules of a network ACL as AWS does: those that deny what no
// other one allows are part of every network ACL, and count.
func countACLRules(f *policy, t v1alpha1.Tier, d v1alpha1.Direction) int {
	const allowAllAndDenyAll = 2
	if f.IPv6 {
		return len(f.entries(t, d)) + 2*allowAllAndDenyAll
	}
	return len(f.entries(t, d)) + allowAllAndDenyAll
}

// Ids of AWS have 17 hexadecimal digits, and had 8.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
const idDigits = "([0-9a-f]{8}|[0-9a-f]{17})$"

func validateAdopt(path *field.Path, a v1alpha1.Adopt) field.ErrorList {
	var errs field.ErrorList
	if !regexp.MustCompile("^vpc-" + idDigits).MatchString(a.ID) {
		errs = append(errs, field.Invalid(path.Child("id"), a.ID, "must be the id of a VPC, for example vpc-0a1b2c3d4e5f67890"))
	}
	subnet := regexp.MustCompile("^subnet-" + idDigits)
	seen := make(map[string]bool, len(a.Subnets))
	for i, s := range a.Subnets {
		path := path.Child("subnets").Index(i).Child("id")
		if seen[s.ID] {
			errs = append(errs, field.Duplicate(path, s.ID))
		}
		seen[s.ID] = true
		if !subnet.MatchString(s.ID) {
			errs = append(errs, field.Invalid(path, s.ID, "must be the id of a subnet, for example subnet-0a1b2c3d4e5f67890"))
		}
	}
	return errs
}
