// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Defaults of the parameters. The XRD states them too, so that they show up in
// the claim; a test proves that both are the same.
const (
	DefaultCIDR                 = "10.0.0.0/16"
	DefaultZones                = 3
	DefaultPodCIDR              = "100.64.0.0/16"
	DefaultServiceCIDR          = "172.20.0.0/16"
	DefaultFlowLogRetentionDays = 30
)

// Limits of the parameters. The XRD states them too.
const (
	MaxZones                = 6
	MaxFlowLogRetentionDays = 3653
	MaxShares               = 50

	// The smallest range divides into zonal subnets of /28, which is the
	// smallest subnet on AWS.
	// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
	largestRange, smallestRange = 8, 22

	// A range for pods divides into zonal subnets too.
	largestPodRange, smallestPodRange = 10, 22

	// EKS takes /12 to /24, GKE no more than /16 and AKS less than /12. The
	// range must be one of RFC 1918 on EKS.
	// https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
	// https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips#cluster_sizing_secondary_range_svcs
	largestServiceRange, smallestServiceRange = 16, 24
)

// DefaultTiers are the tiers of a network that names none.
func DefaultTiers() []v1alpha1.Tier {
	return []v1alpha1.Tier{v1alpha1.TierPublic, v1alpha1.TierPrivate}
}

// New plans the network that the parameters describe. It does no I/O, so the same
// arguments always give the same plan. Everything that is wrong is returned at
// once, in the order of the fields, and there is no plan then.
func New(c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) (Plan, field.ErrorList) {
	r := planner{claim: c, p: WithDefaults(p), recorded: recorded, path: field.NewPath("spec", "parameters")}
	out := r.plan()
	if len(r.errs) > 0 {
		return Plan{}, validate.Sort(r.errs)
	}
	return out, nil
}

// WithDefaults returns the parameters with a default for everything that has
// one. A claim that comes from a control plane has most of them already.
func WithDefaults(p v1alpha1.Parameters) v1alpha1.Parameters {
	p.CIDR = cmp.Or(p.CIDR, DefaultCIDR)
	p.Zones = cmp.Or(p.Zones, DefaultZones)
	if len(p.Tiers) == 0 {
		p.Tiers = DefaultTiers()
	}
	if k := p.Kubernetes; k != nil {
		p.Kubernetes = &v1alpha1.Kubernetes{
			PodCIDR:     cmp.Or(k.PodCIDR, DefaultPodCIDR),
			ServiceCIDR: cmp.Or(k.ServiceCIDR, DefaultServiceCIDR),
		}
	}
	if f := p.FlowLogs; f != nil {
		p.FlowLogs = &v1alpha1.FlowLogs{Enabled: f.Enabled, RetentionDays: cmp.Or(f.RetentionDays, DefaultFlowLogRetentionDays)}
	}
	p.Firewall = slices.Clone(p.Firewall)
	for i := range p.Firewall {
		rule := &p.Firewall[i]
		rule.Direction = cmp.Or(rule.Direction, v1alpha1.DirectionInbound)
		rule.Action = cmp.Or(rule.Action, v1alpha1.ActionAllow)
		rule.Protocol = cmp.Or(rule.Protocol, v1alpha1.ProtocolTCP)
	}
	return p
}

// A planner turns parameters into a plan, and collects what is wrong with them.
type planner struct {
	claim    claim.Claim
	p        v1alpha1.Parameters
	recorded v1alpha1.Status

	path *field.Path
	errs field.ErrorList
}

func (r *planner) refuse(errs ...*field.Error) { r.errs = append(r.errs, errs...) }

// refuseRule refuses what the environment does not allow.
func (r *planner) refuseRule(path *field.Path, what, instead, rule string) {
	r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q %s; %s, or ask your platform team (rule %s)", r.claim.Environment, what, instead, rule)))
}

func (r *planner) plan() Plan {
	r.checkShares()
	r.checkAdoption()
	if r.p.Adopt != nil {
		return r.adopted()
	}
	out := Plan{
		Claim:                r.claim,
		CIDR:                 r.cidr(),
		Zones:                r.zones(),
		NAT:                  r.nat(),
		IPv6:                 r.p.IPv6,
		FlowLogRetentionDays: r.flowLogs(),
		Endpoints:            r.endpoints(),
		DNSZone:              r.dnsZone(),
		Recorded:             r.recorded,
	}
	tiers := r.tiers()
	if out.CIDR.IsValid() {
		out.Tiers, out.Reserved = divide(out.CIDR, out.Zones, tiers)
	}
	out.Kubernetes = r.kubernetes(out)
	out.Firewall = r.firewall(tiers)
	out.Peers = r.peers(out)
	r.checkChanges(out)
	return out
}

func (r *planner) cidr() netip.Prefix {
	path := r.path.Child("cidr")
	cidr, errs := validate.CIDR(path, r.p.CIDR)
	if len(errs) == 0 {
		errs = append(validate.Inside(path, cidr, validate.PrivateRanges(), "other addresses belong to somebody on the internet"),
			validate.Size(path, cidr, largestRange, smallestRange, "it is divided into tiers and zones, and a smaller one would leave subnets that are too small")...)
	}
	r.refuse(errs...)
	if len(errs) > 0 {
		return netip.Prefix{}
	}
	return cidr
}

func (r *planner) zones() []Zone {
	path, names := r.path.Child("zones"), r.claim.Region.Zones
	if errs := validate.Between(path, r.p.Zones, 1, MaxZones); len(errs) > 0 {
		r.refuse(errs...)
		return nil
	}
	// A region without zones serves everything from one place.
	if len(names) == 0 {
		names = []string{""}
	}
	if r.p.Zones > len(names) {
		r.refuse(field.Invalid(path, r.p.Zones, tooFewZones(r.claim.Region.Native, len(r.claim.Region.Zones))))
		return nil
	}
	return zones(names[:r.p.Zones])
}

func tooFewZones(region string, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("region %s has no zones: set zones to 1, or choose another region", region)
	case 1:
		return fmt.Sprintf("region %s has 1 zone: set zones to 1, or choose another region", region)
	}
	return fmt.Sprintf("region %s has %d zones: set zones to %d or less, or choose another region", region, n, n)
}

func (r *planner) tiers() []v1alpha1.Tier {
	path := r.path.Child("tiers")
	for i, t := range r.p.Tiers {
		r.refuse(validate.OneOf(path.Index(i), t, v1alpha1.Tiers()...)...)
	}
	r.refuse(validate.Unique(path, r.p.Tiers)...)
	return inOrder(r.p.Tiers)
}

// inOrder returns the tiers in the order of the address plan.
func inOrder(tiers []v1alpha1.Tier) []v1alpha1.Tier {
	out := make([]v1alpha1.Tier, 0, len(tiers))
	for _, t := range v1alpha1.Tiers() {
		if slices.Contains(tiers, t) {
			out = append(out, t)
		}
	}
	return out
}

// nat needs a tier to come from and a tier to go through.
func (r *planner) nat() v1alpha1.NATMode {
	path, mode := r.path.Child("nat"), r.p.NAT
	possible := slices.Contains(r.p.Tiers, v1alpha1.TierPublic) && slices.Contains(r.p.Tiers, v1alpha1.TierPrivate)
	switch {
	case mode == "" && possible:
		return v1alpha1.NATSingle
	case mode == "":
		return v1alpha1.NATNone
	}
	r.refuse(validate.OneOf(path, mode, v1alpha1.NATNone, v1alpha1.NATSingle, v1alpha1.NATPerZone)...)
	if mode != v1alpha1.NATNone && !possible {
		r.refuse(field.Invalid(path, mode, "needs the tiers public and private: add them to tiers, or set nat to None"))
	}
	return mode
}

func (r *planner) flowLogs() int {
	f := r.p.FlowLogs
	if environment.IsOn(r.claim.Guardrails.Network.FlowLogs) && (f == nil || !f.Enabled) {
		r.refuseRule(r.path.Child("flowLogs", "enabled"), "requires flow logs", "set it to true", "network.flowLogs")
	}
	if f == nil {
		return 0
	}
	r.refuse(validate.Between(r.path.Child("flowLogs", "retentionDays"), f.RetentionDays, 1, MaxFlowLogRetentionDays)...)
	if !f.Enabled {
		return 0
	}
	return f.RetentionDays
}

func (r *planner) endpoints() []v1alpha1.Service {
	path := r.path.Child("privateEndpoints")
	for i, s := range r.p.PrivateEndpoints {
		r.refuse(validate.OneOf(path.Index(i), s, v1alpha1.Services()...)...)
	}
	r.refuse(validate.Unique(path, r.p.PrivateEndpoints)...)
	return slices.Sorted(slices.Values(r.p.PrivateEndpoints))
}

// reservedDomains belong to a cloud, whose own private zones would hide ours or be
// hidden by it, or to the clusters within the network.
func reservedDomains() []string {
	return []string{
		"amazonaws.com", "amazonaws.com.cn", "api.aws", "compute.internal", "ec2.internal",
		"azure.com", "azure.net", "azurecr.io", "azmk8s.io", "cloudapp.net", "windows.net",
		"gcr.io", "googleapis.com", "google.internal", "pkg.dev",
		"cluster.local",
	}
}

func (r *planner) dnsZone() string {
	if r.p.DNS == nil {
		return ""
	}
	path, zone := r.path.Child("dns", "zone"), r.p.DNS.Zone
	r.refuse(validate.DomainName(path, zone)...)
	for _, d := range reservedDomains() {
		if zone == d || strings.HasSuffix(zone, "."+d) {
			r.refuse(field.Invalid(path, zone, "must not be "+d+" or below it, because a cloud or a cluster answers for that itself: use a domain of your own"))
		}
	}
	return zone
}

func (r *planner) kubernetes(network Plan) *Kubernetes {
	k := r.p.Kubernetes
	if k == nil {
		return nil
	}
	path := r.path.Child("kubernetes")
	out := &Kubernetes{
		PodCIDR: r.clusterRange(path.Child("podCIDR"), k.PodCIDR, validate.PrivateRanges(),
			largestPodRange, smallestPodRange, "every node takes a part of it, and every zone an eighth"),
		ServiceCIDR: r.clusterRange(path.Child("serviceCIDR"), k.ServiceCIDR, validate.RFC1918(),
			largestServiceRange, smallestServiceRange, "that is what the clusters of every cloud accept"),
	}
	r.refuseOverlap(path.Child("podCIDR"), out.PodCIDR, "cidr", network.CIDR)
	r.refuseOverlap(path.Child("serviceCIDR"), out.ServiceCIDR, "cidr", network.CIDR)
	r.refuseOverlap(path.Child("serviceCIDR"), out.ServiceCIDR, "podCIDR", out.PodCIDR)
	if out.PodCIDR.IsValid() {
		out.PodSubnets = subnets(out.PodCIDR, "", network.Zones, podIPv6Index)
	}
	return out
}

// clusterRange parses a range for clusters, and returns the zero Prefix if it is
// not one that they can use.
func (r *planner) clusterRange(path *field.Path, value string, ranges []netip.Prefix, largest, smallest int, why string) netip.Prefix {
	cidr, errs := validate.CIDR(path, value)
	if len(errs) == 0 {
		errs = append(validate.Inside(path, cidr, ranges, "clusters accept no other"),
			validate.Size(path, cidr, largest, smallest, why)...)
	}
	r.refuse(errs...)
	if len(errs) > 0 {
		return netip.Prefix{}
	}
	return cidr
}

func (r *planner) refuseOverlap(path *field.Path, cidr netip.Prefix, name string, other netip.Prefix) {
	if cidr.IsValid() && other.IsValid() && cidr.Overlaps(other) {
		r.refuse(field.Invalid(path, cidr.String(), fmt.Sprintf("overlaps %s %s: choose a private range outside of it", name, other)))
	}
}

func (r *planner) checkShares() {
	path := r.path.Child("shareWith")
	for i, ns := range r.p.ShareWith {
		r.refuse(validate.Namespace(path.Index(i), ns)...)
		if ns == r.claim.Namespace && ns != "" {
			r.refuse(field.Invalid(path.Index(i), ns, "is the network's own namespace, whose claims may refer to it anyway: leave it out"))
		}
	}
	r.refuse(validate.Unique(path, r.p.ShareWith)...)
	r.refuse(validate.AtMost(path, r.p.ShareWith, MaxShares)...)
}
