// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/policy"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// Quotas that hold unless AWS has raised them for an account.
// https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
const (
	maxPublicCIDRs = 40
	maxPoolNodes   = 450
)

// maxNodeKey is the longest key, and value, of a label or a taint of a node group.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html
const maxNodeKey = 63

// minZones of a control plane.
// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
const minZones = 2

// Validate refuses the parts of a plan that AWS cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	if p.Adopt != nil {
		return validateAdopt(path.Child("adopt", "id"), p.Adopt.ID)
	}
	return slices.Concat(
		validateNetwork(path.Child("networkRef"), p),
		validatePools(path.Child("nodePools"), p.NodePools),
		validateEndpoint(path.Child("endpoint", "allowedCIDRs"), p.Endpoint.AllowedCIDRs),
		validateSubjects(p),
		validateRetention(path.Child("logging", "retentionDays"), p.Logging),
		validateAddons(p),
		validateInstalled(p),
	)
}

var clusterName = regexp.MustCompile(`^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$`)

func validateAdopt(path *field.Path, id string) field.ErrorList {
	if clusterName.MatchString(id) {
		return nil
	}
	if _, name, found := strings.Cut(id, ":cluster/"); found && clusterName.MatchString(name) {
		return field.ErrorList{field.Invalid(path, id, "must be the name of an EKS cluster and not its ARN: use "+name)}
	}
	return field.ErrorList{field.Invalid(path, id, "must be the name of an EKS cluster, for example shop-production")}
}

// validateNetwork refuses a network that is known not to do, before there is a cluster
// in it.
func validateNetwork(path *field.Path, p plan.Plan) field.ErrorList {
	n := p.Network
	if n.Own != nil || p.Recorded.ID != "" || len(n.Referenced.Subnets) == 0 {
		return nil
	}
	zones := make(map[string]bool)
	for _, s := range n.Referenced.Subnets {
		if s.Tier == network.TierPrivate {
			zones[s.Zone] = true
		}
	}
	if len(zones) == 0 {
		return field.ErrorList{field.Invalid(path, n.Name,
			"has no private subnets, and nodes reach neither EC2 nor EKS from isolated ones: add private to the tiers of the network, with a way out through NAT")}
	}
	if len(zones) < minZones {
		return field.ErrorList{field.Invalid(path, n.Name, fmt.Sprintf(
			"has private subnets in %d zone, and a control plane of EKS is in %d at least: raise zones of the network", len(zones), minZones))}
	}
	return nil
}

func validatePools(path *field.Path, pools []plan.NodePool) field.ErrorList {
	var errs field.ErrorList
	forAddons := false
	for i, n := range pools {
		if n.Retiring {
			continue
		}
		forAddons = forAddons || isForAddons(n)
		errs = append(errs, validatePool(plan.PoolPath(i), n)...)
	}
	if !forAddons {
		errs = append(errs, field.Forbidden(path,
			"all pools have taints that keep pods away, and EKS has no nodes of its own for DNS and other parts of a cluster: add a pool without taints"))
	}
	return errs
}

func validatePool(path *field.Path, n plan.NodePool) field.ErrorList {
	var errs field.ErrorList
	if n.Count > maxPoolNodes {
		errs = append(errs, tooMany(path.Child("count"), n.Count))
	}
	if a := n.Autoscaling; a != nil && a.Max > maxPoolNodes {
		errs = append(errs, tooMany(path.Child("autoscaling", "max"), a.Max))
	}
	for _, key := range slices.Sorted(maps.Keys(n.Labels)) {
		if len(key) > maxNodeKey {
			errs = append(errs, tooLong(path.Child("labels").Key(key), key))
		}
		if n.Labels[key] == "" {
			errs = append(errs, field.Invalid(path.Child("labels").Key(key), "", "must not be empty, because EKS takes no label without a value: use for example \"true\""))
		}
	}
	for i, t := range n.Taints {
		if len(t.Key) > maxNodeKey {
			errs = append(errs, tooLong(path.Child("taints").Index(i).Child("key"), t.Key))
		}
	}
	return errs
}

func tooMany(path *field.Path, nodes int) *field.Error {
	return field.Invalid(path, nodes, fmt.Sprintf("must be at most %d, which is what EKS allows in a node group: spread the nodes over several pools", maxPoolNodes))
}

func tooLong(path *field.Path, key string) *field.Error {
	return field.Invalid(path, key, fmt.Sprintf("must have at most %d characters on EKS, the domain name included: shorten it", maxNodeKey))
}

// notPublic are ranges that nobody reaches a public API server from. EKS refuses them.
func notPublic() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"),
		netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("172.16.0.0/12"),
		netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("224.0.0.0/4"),
	}
}

func validateEndpoint(path *field.Path, cidrs []netip.Prefix) field.ErrorList {
	var errs field.ErrorList
	if len(cidrs) > maxPublicCIDRs {
		errs = append(errs, field.Forbidden(path, fmt.Sprintf(
			"there are %d ranges, those of the environment included, and EKS allows %d: use fewer and larger ranges", len(cidrs), maxPublicCIDRs)))
	}
	for _, c := range cidrs {
		if slices.ContainsFunc(notPublic(), func(r netip.Prefix) bool { return r.Bits() <= c.Bits() && r.Contains(c.Addr()) }) {
			errs = append(errs, field.Invalid(path, c.String(), "is not a range of the internet, and EKS refuses it: remove it, because whoever is inside the network reaches the API server anyway"))
		}
	}
	return errs
}

// principal is a role or a user of IAM. Sessions and service-linked roles are none.
// https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
var principal = regexp.MustCompile(`^arn:(aws(?:-[a-z]+)*):iam::[0-9]{12}:(?:role|user)/([\w+=,.@/-]{1,512})$`)

// validateSubjects of the claim. Those of the environment are not the developer's fault.
func validateSubjects(p plan.Plan) field.ErrorList {
	partition := regions.Partition(p.Claim.Region.Native)
	example := policy.ARN{Partition: partition, Service: "iam", Account: "123456789012", Resource: "role/platform-admins"}
	var errs field.ErrorList
	for _, s := range p.Subjects {
		match := principal.FindStringSubmatch(s.Name)
		switch {
		case match == nil:
			errs = append(errs, field.Invalid(s.Path, s.Name, fmt.Sprintf("must be the ARN of a role or a user of IAM, such as %s: EKS lets no groups and no sessions in", example)))
		case match[1] != partition:
			errs = append(errs, field.Invalid(s.Path, s.Name, fmt.Sprintf("is in partition %q, and the cluster is in %q: use for example %s", match[1], partition, example)))
		case strings.HasPrefix(match[2], "aws-service-role/"):
			errs = append(errs, field.Invalid(s.Path, s.Name, "is a role that belongs to a service of AWS, which EKS does not let in: use a role of your own"))
		}
	}
	return errs
}

func validateRetention(path *field.Path, l plan.Logging) field.ErrorList {
	days, offered := l.RetentionDays, aws.LogRetentions()
	i, found := slices.BinarySearch(offered, days)
	if found {
		return nil
	}
	instead := offered[min(i, len(offered)-1)]
	return field.ErrorList{field.Invalid(path, days, fmt.Sprintf("CloudWatch Logs keeps logs for certain numbers of days only: use %d", instead))}
}

// addonVersion is a version of an add-on of EKS.
var addonVersion = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+$`)

func validateAddons(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	for _, a := range p.Addons {
		if !a.Enabled || a.Path == nil {
			continue
		}
		if _, ok := reportsAs(a.Name); !ok {
			errs = append(errs, validateRelease(a)...)
			continue
		}
		if a.Version != "" && !addonVersion.MatchString(a.Version) {
			errs = append(errs, field.Invalid(a.Path.Child("version"), a.Version,
				"must be a version of the EKS add-on, such as v1.20.1-eksbuild.3, or be removed for the one that EKS recommends"))
		}
	}
	return errs
}

// validateRelease refuses to change what EKS does not bring, and the platform keeps as
// it fits the rest.
func validateRelease(a plan.Addon) field.ErrorList {
	const instead = "is part of the platform on AWS and kept as it is: remove it, or switch the add-on off and bring your own"
	var errs field.ErrorList
	if a.Version != "" {
		errs = append(errs, field.Invalid(a.Path.Child("version"), a.Version, instead))
	}
	if a.Values != "" {
		errs = append(errs, field.Forbidden(a.Path.Child("values"), instead))
	}
	return errs
}

// validateInstalled refuses what EKS does not bring where nothing can be installed.
func validateInstalled(p plan.Plan) field.ErrorList {
	if p.Claim.Guardrails.InstallsHelm() {
		return nil
	}
	var errs field.ErrorList
	if a := p.Addon(v1alpha1.AddonNodeAutoscaling); a.Enabled {
		at := whose(p, a, "autoscaling", func(n plan.NodePool) bool { return n.Autoscaling != nil })
		errs = append(errs, notInstalled(at, p, "nothing scales nodes on EKS", "use count", a.Name))
	}
	if a := p.Addon(v1alpha1.AddonGPU); a.Enabled {
		at := whose(p, a, "machine", func(n plan.NodePool) bool { return n.Machine.GPU != nil })
		errs = append(errs, notInstalled(at, p, "nothing offers GPUs to pods on EKS", "use machines without GPUs", a.Name))
	}
	return errs
}

// whose is the field that asks for an add-on: the add-on itself, or one of the first
// pool that needs it.
func whose(p plan.Plan, a plan.Addon, child string, needs func(plan.NodePool) bool) *field.Path {
	if i := slices.IndexFunc(p.NodePools, needs); a.Path == nil && i >= 0 {
		return plan.PoolPath(i).Child(child)
	}
	return a.Path
}

func notInstalled(path *field.Path, p plan.Plan, why, instead string, a v1alpha1.AddonName) *field.Error {
	return field.Forbidden(path, fmt.Sprintf(
		"%s without provider-helm, which environment %q does not have: %s, switch add-on %s off and bring what does it yourself, or ask your platform team (rule packages.helm)",
		why, p.Claim.Environment, instead, a))
}
