// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Descriptions of what cannot be described otherwise later, and of rules.
const (
	descriptionBalancer = "Traffic of a load balancer"
	descriptionClients  = "Clients"
	descriptionTargets  = "Machines"
)

// A listener is a port of the balancer. Ports of TCP and UDP with the same number are
// one.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
type listener struct {
	port     int
	protocol aws.LoadBalancerProtocol
	target   target
}

// A target is what machines listen at.
type target struct {
	port     int
	protocol aws.LoadBalancerProtocol
}

// listeners of the balancer, sorted by port.
func listeners(b plan.LoadBalancer) []listener {
	var out []listener
	for _, p := range b.Ports {
		l := listener{port: p.Port, protocol: aws.LoadBalancerProtocol(p.Protocol), target: target{port: p.TargetPort, protocol: aws.LoadBalancerProtocol(p.Protocol)}}
		if p.Protocol == v1alpha1.PortTLS {
			l.target.protocol = aws.LoadBalancerProtocolTCP
		}
		if i := slices.IndexFunc(out, func(o listener) bool { return o.port == p.Port }); i >= 0 {
			out[i].protocol, out[i].target.protocol = aws.LoadBalancerProtocolTCPUDP, aws.LoadBalancerProtocolTCPUDP
			continue
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b listener) int { return cmp.Compare(a.port, b.port) })
	return out
}

// targets of the listeners, each once, sorted.
func targets(b plan.LoadBalancer) []target {
	var out []target
	for _, l := range listeners(b) {
		if !slices.Contains(out, l.target) {
			out = append(out, l.target)
		}
	}
	slices.SortFunc(out, compareTargets)
	return out
}

func compareTargets(a, b target) int {
	return cmp.Or(cmp.Compare(a.port, b.port), cmp.Compare(a.protocol, b.protocol))
}

// transports that a protocol uses.
func transports(p aws.LoadBalancerProtocol) []aws.SecurityGroupProtocol {
	switch p {
	case aws.LoadBalancerProtocolUDP:
		return []aws.SecurityGroupProtocol{aws.SecurityGroupProtocolUDP}
	case aws.LoadBalancerProtocolTCPUDP:
		return []aws.SecurityGroupProtocol{aws.SecurityGroupProtocolTCP, aws.SecurityGroupProtocolUDP}
	case aws.LoadBalancerProtocolTCP, aws.LoadBalancerProtocolTLS, aws.LoadBalancerProtocolHTTP, aws.LoadBalancerProtocolHTTPS:
	}
	return []aws.SecurityGroupProtocol{aws.SecurityGroupProtocolTCP}
}

// parts of the key and the name of a target group: all that no target group can change,
// and the protocol of its check, which leaves behind what another protocol does not take.
func (c *compute) parts(t target) []string {
	protocol := strings.ReplaceAll(strings.ToLower(string(t.protocol)), "_", "")
	return []string{protocol, strconv.Itoa(t.port), strings.ToLower(string(c.LoadBalancer.HealthCheck.Protocol))}
}

func (c *compute) targetKey(t target) managed.Key { return keyTargetGroup.Join(c.parts(t)...) }

// balancer in front of all groups.
func (c *compute) balancer() []managed.Resource {
	b := c.LoadBalancer
	if b == nil {
		return nil
	}
	out := append(c.balancerFirewall(), c.loadBalancer())
	for _, t := range targets(*b) {
		out = append(out, c.targetGroup(t))
		for _, g := range c.Groups {
			out = append(out, c.targetAttachment(g, t))
		}
	}
	for _, l := range listeners(*b) {
		out = append(out, c.listener(l))
	}
	return out
}

func (c *compute) loadBalancer() managed.Resource {
	subnets, waits := c.balancerSubnets()
	return managed.Resource{
		Key:       keyBalancer,
		Component: plan.ComponentLoadBalancer,
		ForProvider: aws.LoadBalancer{
			Region:                c.region(),
			Name:                  c.Claim.Names.Name(naming.AWSLoadBalancer),
			CrossZone:             new(true),
			Internal:              new(c.LoadBalancer.Scheme == v1alpha1.SchemeInternal),
			LoadBalancerType:      aws.LoadBalancerTypeNetwork,
			SecurityGroupSelector: managed.Select(keyBalancerGroup),
			Subnets:               subnets,
			Tags:                  c.tags(),
		},
		// A balancer that starts without a security group never gets one.
		After: []managed.Key{keyBalancerGroup},
		Waits: waits,
	}
}

// publicSubnets are those that a public balancer is in: of the zones of the machines,
// unless none of these has any.
func (c *compute) publicSubnets() []networkv1alpha1.Subnet {
	all := c.Network.SubnetsOf(networkv1alpha1.TierPublic)
	out := slices.DeleteFunc(slices.Clone(all), func(s networkv1alpha1.Subnet) bool {
		return !slices.ContainsFunc(c.Template.Zones, func(z regions.Zone) bool { return z.Name == s.Zone })
	})
	if len(out) == 0 {
		return all
	}
	return out
}

func (c *compute) balancerSubnets() (ids, waits []string) {
	subnets := c.Network.Subnets
	if c.LoadBalancer.Scheme == v1alpha1.SchemePublic {
		subnets = c.publicSubnets()
	}
	waits = c.Network.Waits
	for _, s := range subnets {
		if s.ID == "" {
			waits = append(slices.Clip(waits), "subnet "+s.Name+" of network "+c.Network.Name+" has no id yet")
			continue
		}
		ids = append(ids, s.ID)
	}
	if had := managed.Wanted[aws.LoadBalancer](c.observed, keyBalancer).Subnets; len(waits) > 0 && len(had) > 0 {
		return had, waits
	}
	return ids, waits
}

// balancerFirewall lets clients reach the balancer, and the balancer reach the machines.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func (c *compute) balancerFirewall() []managed.Resource {
	out := []managed.Resource{c.securityGroup(keyBalancerGroup, plan.ComponentLoadBalancer, descriptionBalancer, partBalancer)}
	for _, l := range listeners(*c.LoadBalancer) {
		for _, t := range transports(l.protocol) {
			out = append(out, c.clients(l.port, t)...)
		}
	}
	out = append(out, c.egressRule(keyBalancerEgress, keyBalancerGroup, plan.ComponentLoadBalancer, aws.SecurityGroupRule{
		IPProtocol:              aws.SecurityGroupProtocolAll,
		Description:             descriptionTargets,
		ReferencedGroupSelector: managed.Select(keySecurityGroup),
	}))
	for _, r := range c.reached() {
		rule := ruleFor(r.protocol, validate.PortRange{From: r.port, To: r.port})
		rule.Description, rule.ReferencedGroupSelector = descriptionBalancer, managed.Select(keyBalancerGroup)
		key := keyTargetIngress.Join(string(r.protocol), strconv.Itoa(r.port))
		out = append(out, c.ingressRule(key, keySecurityGroup, plan.ComponentLoadBalancer, rule))
	}
	return out
}

// clients that reach a port of the balancer: the network, unless somebody is named.
func (c *compute) clients(port int, t aws.SecurityGroupProtocol) []managed.Resource {
	rule := ruleFor(t, validate.PortRange{From: port, To: port})
	rule.Description = descriptionClients
	key := keyBalancerIngress.Join(string(t), strconv.Itoa(port))
	if len(c.LoadBalancer.AllowedCIDRs) == 0 {
		return []managed.Resource{c.fromNetwork(key.Join(partNetwork), keyBalancerGroup, plan.ComponentLoadBalancer, rule)}
	}
	var out []managed.Resource
	for _, cidr := range c.LoadBalancer.AllowedCIDRs {
		rule.CIDRIPv4 = cidr.String()
		out = append(out, c.ingressRule(key.Join(c.hash(rule.CIDRIPv4)), keyBalancerGroup, plan.ComponentLoadBalancer, rule))
	}
	return out
}

// A reachable is a port of machines that the balancer reaches.
type reachable struct {
	protocol aws.SecurityGroupProtocol
	port     int
}

// reached are the ports that the balancer passes connections on to, and the one that it
// checks, each once, sorted.
func (c *compute) reached() []reachable {
	out := []reachable{{protocol: aws.SecurityGroupProtocolTCP, port: c.LoadBalancer.HealthCheck.Port}}
	for _, t := range targets(*c.LoadBalancer) {
		for _, p := range transports(t.protocol) {
			out = append(out, reachable{protocol: p, port: t.port})
		}
	}
	slices.SortFunc(out, func(a, b reachable) int {
		return cmp.Or(cmp.Compare(a.port, b.port), cmp.Compare(a.protocol, b.protocol))
	})
	return slices.Compact(out)
}

func (c *compute) targetGroup(t target) managed.Resource {
	h := c.LoadBalancer.HealthCheck
	had := managed.Wanted[aws.LoadBalancerTargetGroup](c.observed, c.targetKey(t))
	return managed.Resource{
		Key:       c.targetKey(t),
		Component: plan.ComponentLoadBalancer,
		ForProvider: aws.LoadBalancerTargetGroup{
			Region: c.region(),
			Name:   c.Claim.Names.Name(naming.AWSTargetGroup, c.parts(t)...),
			HealthCheck: &aws.LoadBalancerHealthCheck{
				HealthyThreshold:   h.Threshold,
				Interval:           h.IntervalSeconds,
				Path:               h.Path,
				Port:               strconv.Itoa(h.Port),
				Protocol:           aws.LoadBalancerProtocol(h.Protocol),
				Timeout:            h.TimeoutSeconds,
				UnhealthyThreshold: h.Threshold,
			},
			Port:       t.port,
			Protocol:   t.protocol,
			TargetType: aws.TargetTypeInstance,
			VPCID:      cmp.Or(had.VPCID, c.Network.Status.ID),
			Tags:       c.tags(c.parts(t)...),
		},
		Waits: c.Network.Waits,
	}
}

// targetAttachment makes the machines of a group targets.
func (c *compute) targetAttachment(g plan.Group, t target) managed.Resource {
	return managed.Resource{
		Key:       keyTargetAttachment.Join(append([]string{g.Name}, c.parts(t)...)...),
		Component: plan.ComponentLoadBalancer,
		ForProvider: aws.AutoscalingAttachment{
			Region:                       c.region(),
			AutoscalingGroupNameSelector: managed.Select(g.Key()),
			LBTargetGroupARNSelector:     managed.Select(c.targetKey(t)),
		},
		After: []managed.Key{g.Key(), c.targetKey(t)},
	}
}

// listener passes connections on. It follows when machines are to listen elsewhere.
func (c *compute) listener(l listener) managed.Resource {
	spec := aws.LoadBalancerListener{
		Region: c.region(),
		DefaultAction: []aws.LoadBalancerAction{{
			Index:                  aws.LoadBalancerActionIndex,
			TargetGroupARNSelector: managed.Follow(c.targetKey(l.target)),
			Type:                   aws.LoadBalancerActionTypeForward,
		}},
		LoadBalancerARNSelector: managed.Select(keyBalancer),
		Port:                    l.port,
		Protocol:                l.protocol,
		Tags:                    c.tags(strconv.Itoa(l.port)),
	}
	if l.protocol == aws.LoadBalancerProtocolTLS {
		spec.CertificateARN, spec.SSLPolicy = c.LoadBalancer.Certificate, aws.TLSPolicy13
	}
	return managed.Resource{
		Key:         keyListener.Join(strconv.Itoa(l.port)),
		Component:   plan.ComponentLoadBalancer,
		ForProvider: spec,
		After:       []managed.Key{keyBalancer, c.targetKey(l.target)},
	}
}
