// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// drainingSeconds is how long a machine that goes may finish what it does. It is Google
// Cloud's own default, which not every release of the provider has.
const drainingSeconds = 300

// A transport is what a backend service is for.
type transport struct {
	name     string
	protocol gcp.IPProtocol
	balancer gcp.BalancingProtocol

	// ports that the balancer listens at, sorted.
	ports []int
}

// transports of the ports of the balancer.
func (c *compute) transports() []transport {
	tcp := transport{name: "tcp", protocol: gcp.IPProtocolTCP, balancer: gcp.BalancingTCP}
	udp := transport{name: "udp", protocol: gcp.IPProtocolUDP, balancer: gcp.BalancingUDP}
	for _, p := range c.LoadBalancer.Ports {
		if p.Protocol == v1alpha1.PortUDP {
			udp.ports = append(udp.ports, p.Port)
			continue
		}
		tcp.ports = append(tcp.ports, p.Port)
	}
	var out []transport
	for _, t := range []transport{tcp, udp} {
		if len(t.ports) > 0 {
			slices.Sort(t.ports)
			out = append(out, t)
		}
	}
	return out
}

func (t transport) key() managed.Key { return keyBalancer.Join(t.name) }

// isPublic says whether the balancer is reached from the internet.
func (c *compute) isPublic() bool { return c.LoadBalancer.Scheme == v1alpha1.SchemePublic }

func (c *compute) scheme() gcp.BalancingScheme {
	if c.isPublic() {
		return gcp.BalancingExternal
	}
	return gcp.BalancingInternal
}

// checks find out which machines are healthy. Groups want a check that is in no region,
// and balancers one that is.
func (c *compute) checks() []managed.Resource {
	if c.LoadBalancer == nil {
		return nil
	}
	probe := c.probe()
	return []managed.Resource{
		{
			Key:          keyRepairCheck,
			Component:    plan.ComponentLoadBalancer,
			ExternalName: c.name(partBalancer),
			ForProvider:  gcp.HealthCheck{Project: c.project(), HealthProbe: probe},
		},
		{
			Key:          keyCheck,
			Component:    plan.ComponentLoadBalancer,
			ExternalName: c.name(partBalancer),
			ForProvider:  gcp.RegionHealthCheck{Project: c.project(), Region: c.region(), HealthProbe: probe},
		},
	}
}

func (c *compute) probe() gcp.HealthProbe {
	h := c.LoadBalancer.HealthCheck
	out := gcp.HealthProbe{
		Description:        c.description(),
		CheckIntervalSec:   h.IntervalSeconds,
		TimeoutSec:         h.TimeoutSeconds,
		HealthyThreshold:   h.Threshold,
		UnhealthyThreshold: h.Threshold,
	}
	switch h.Protocol {
	case v1alpha1.CheckHTTP:
		out.HTTPHealthCheck = &gcp.HTTPCheck{Port: h.Port, RequestPath: h.Path}
	case v1alpha1.CheckHTTPS:
		out.HTTPSHealthCheck = &gcp.HTTPCheck{Port: h.Port, RequestPath: h.Path}
	case v1alpha1.CheckTCP:
		out.TCPHealthCheck = &gcp.TCPCheck{Port: h.Port}
	}
	return out
}

// balancer in front of all groups.
func (c *compute) balancer() []managed.Resource {
	if c.LoadBalancer == nil {
		return nil
	}
	out := []managed.Resource{c.vip()}
	for _, t := range c.transports() {
		out = append(out, c.backendService(t))
		for _, port := range t.ports {
			out = append(out, c.forwardingRule(t, strconv.Itoa(port)))
		}
	}
	return out
}

// vip is the address of the balancer, which it keeps whatever happens to its ports.
// https://cloud.google.com/load-balancing/docs/internal/multiple-forwarding-rules-same-ip
func (c *compute) vip() managed.Resource {
	out := managed.Resource{Key: keyVIP, Component: plan.ComponentLoadBalancer, ExternalName: c.name(partBalancer)}
	a := gcp.Address{Project: c.project(), Region: c.region(), Labels: c.labels()}
	if c.isPublic() {
		a.AddressType, a.NetworkTier = gcp.AddressTypeExternal, gcp.NetworkTierPremium
		out.ForProvider = a
		return out
	}
	a.AddressType, a.Purpose = gcp.AddressTypeInternal, gcp.AddressPurposeSharedVIP
	a.Subnetwork = cmp.Or(c.subnetwork(), managed.Wanted[gcp.Address](c.observed, keyVIP).Subnetwork)
	out.ForProvider, out.Waits = a, slices.Clone(c.Network.Waits)
	return out
}

// backendService of a transport.
func (c *compute) backendService(t transport) managed.Resource {
	backends, waits := c.backends(t)
	out := managed.Resource{
		Key:          t.key(),
		Component:    plan.ComponentLoadBalancer,
		ExternalName: c.name(partBalancer, t.name),
		ForProvider: gcp.RegionBackendService{
			Project:                      c.project(),
			Region:                       c.region(),
			Description:                  c.description(),
			LoadBalancingScheme:          c.scheme(),
			Protocol:                     t.balancer,
			HealthChecksSelector:         managed.Select(keyCheck),
			Backend:                      backends,
			ConnectionDrainingTimeoutSec: drainingSeconds,
		},
		Waits: waits,
	}
	for _, g := range c.Groups {
		out.After = append(out.After, g.Key())
	}
	return out
}

// backends are the groups that exist. One that does not exist yet is added once it does.
func (c *compute) backends(t transport) (backends []gcp.Backend, waits []string) {
	had := managed.Wanted[gcp.RegionBackendService](c.observed, t.key()).Backend
	for _, g := range c.Groups {
		url := managed.At[gcp.RegionInstanceGroupManagerObservation](c.observed, g.Key()).InstanceGroup
		if i := slices.IndexFunc(had, func(b gcp.Backend) bool { return strings.HasSuffix(b.Group, "/"+c.name(g.Name)) }); i >= 0 {
			url = cmp.Or(url, had[i].Group)
		}
		if url == "" {
			waits = append(waits, "group "+g.Name+" has no id yet")
			continue
		}
		backends = append(backends, gcp.Backend{Group: url, BalancingMode: gcp.BalancingModeConnection})
	}
	return backends, waits
}

// forwardingRule sends what arrives at one port to the machines.
func (c *compute) forwardingRule(t transport, port string) managed.Resource {
	k := keyForwarding.Join(t.name, port)
	f := gcp.ForwardingRule{
		Project:                c.project(),
		Region:                 c.region(),
		Description:            c.description(),
		LoadBalancingScheme:    c.scheme(),
		IPProtocol:             t.balancer,
		Ports:                  []string{port},
		IPAddressSelector:      managed.Select(keyVIP),
		BackendServiceSelector: managed.Select(t.key()),
		Labels:                 c.labels(),
	}
	out := managed.Resource{Key: k, Component: plan.ComponentLoadBalancer, ExternalName: c.name(partBalancer, t.name, port)}
	if c.isPublic() {
		f.NetworkTier = gcp.NetworkTierPremium
		out.ForProvider = f
		return out
	}
	had := managed.Wanted[gcp.ForwardingRule](c.observed, k)
	f.Network = cmp.Or(c.Network.Status.ID, had.Network)
	f.Subnetwork = cmp.Or(c.subnetwork(), had.Subnetwork)
	f.AllowGlobalAccess = new(true)
	out.ForProvider, out.Waits = f, slices.Clone(c.Network.Waits)
	return out
}
