// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// frontend is the name of the address of the load balancer within it.
const frontend = "frontend"

// What things wait for.
const (
	waitPool  = "the address pool of the load balancer has no id yet"
	waitProbe = "the probe of the load balancer has no id yet"
)

// balancer in front of all groups.
// https://learn.microsoft.com/azure/load-balancer/load-balancer-overview
func (c *compute) balancer() []managed.Resource {
	b := c.LoadBalancer
	if b == nil {
		return nil
	}
	var out []managed.Resource
	if b.Scheme == v1alpha1.SchemePublic {
		out = append(out, c.publicIP(keyBalancerAddress, plan.ComponentLoadBalancer))
	}
	out = append(out, c.balancerItself(), managed.Resource{
		Key:          keyBalancerPool,
		Component:    plan.ComponentLoadBalancer,
		ExternalName: c.Claim.Names.Name(naming.AzureLoadBalancer, "pool"),
		ForProvider:  azure.LoadBalancerBackendAddressPool{LoadBalancerIDSelector: managed.Select(keyBalancer)},
	}, c.probe())
	for _, p := range b.Ports {
		out = append(out, c.balancerRule(p))
	}
	return out
}

// balancerItself has an address of the internet, or one of the machines' subnet. Both are
// in every zone.
// https://learn.microsoft.com/azure/reliability/reliability-load-balancer
func (c *compute) balancerItself() managed.Resource {
	ip := azure.LoadBalancerFrontendIP{Name: frontend}
	var had azure.LoadBalancerFrontendIP
	if fs := managed.Wanted[azure.LoadBalancer](c.observed, keyBalancer).FrontendIPConfiguration; len(fs) > 0 {
		had = fs[0]
	}
	out := managed.Resource{
		Key:          keyBalancer,
		Component:    plan.ComponentLoadBalancer,
		ExternalName: c.Claim.Names.Name(naming.AzureLoadBalancer),
	}
	if c.LoadBalancer.Scheme == v1alpha1.SchemePublic {
		ip.PublicIPAddressID = cmp.Or(c.publicIPID(keyBalancerAddress), had.PublicIPAddressID)
		out.After = []managed.Key{keyBalancerAddress}
		out.Waits = waits(map[string]string{waitAddress: ip.PublicIPAddressID})
	} else {
		ip.SubnetID = cmp.Or(had.SubnetID, c.subnet(""))
		ip.PrivateIPAddressAllocation = allocationDynamic
		ip.Zones = c.Claim.Region.Zones
		out.Waits = c.networkWaits(ip.SubnetID)
	}
	out.ForProvider = azure.LoadBalancer{
		Location:                  c.region(),
		ResourceGroupNameSelector: managed.Select(keyResourceGroup),
		SKU:                       skuStandard,
		FrontendIPConfiguration:   []azure.LoadBalancerFrontendIP{ip},
		Tags:                      c.tags(),
	}
	return out
}

// probe finds out which machines are well.
func (c *compute) probe() managed.Resource {
	h := c.LoadBalancer.HealthCheck
	return managed.Resource{
		Key:          keyBalancerProbe,
		Component:    plan.ComponentLoadBalancer,
		ExternalName: c.Claim.Names.Name(naming.AzureLoadBalancer, "probe"),
		ForProvider: azure.LoadBalancerProbe{
			LoadBalancerIDSelector: managed.Select(keyBalancer),
			Protocol:               probeProtocol(h.Protocol),
			Port:                   h.Port,
			RequestPath:            h.Path,
			IntervalInSeconds:      h.IntervalSeconds,
			ProbeThreshold:         h.Threshold,
		},
	}
}

// ruleKey is the key of the rule of a port. The ports on both sides are part of it: Azure
// refuses two rules for one port on either, and two that change places would block each
// other for ever.
func ruleKey(p plan.Port) managed.Key {
	return keyBalancerRule.Join(p.Name, strings.ToLower(portProtocol(p.Protocol)), strconv.Itoa(p.Port), strconv.Itoa(p.TargetPort))
}

// balancerRule passes on what arrives at a port. The machines leave by the NAT of their
// network and not by the address of the balancer.
// https://learn.microsoft.com/azure/load-balancer/load-balancer-outbound-connections
func (c *compute) balancerRule(p plan.Port) managed.Resource {
	key := ruleKey(p)
	had := managed.Wanted[azure.LoadBalancerRule](c.observed, key)
	pool, probe := c.poolID(had.BackendAddressPoolIDs), c.probeID(had.ProbeID)
	spec := azure.LoadBalancerRule{
		LoadBalancerIDSelector:      managed.Select(keyBalancer),
		FrontendIPConfigurationName: frontend,
		Protocol:                    azure.LoadBalancerRuleTCP,
		FrontendPort:                p.Port,
		BackendPort:                 p.TargetPort,
		ProbeID:                     probe,
		DisableOutboundSNAT:         new(true),
	}
	if pool != "" {
		spec.BackendAddressPoolIDs = []string{pool}
	}
	if p.Protocol == v1alpha1.PortUDP {
		spec.Protocol = azure.LoadBalancerRuleUDP
	} else {
		// Clients learn at once that a connection is gone.
		spec.TCPResetEnabled = new(true)
	}
	return managed.Resource{
		Key:          key,
		Component:    plan.ComponentLoadBalancer,
		ExternalName: c.Claim.Names.Name(naming.AzureLoadBalancer, "rule", string(key)),
		ForProvider:  spec,
		After:        []managed.Key{keyBalancerPool, keyBalancerProbe},
		Waits:        waits(map[string]string{waitPool: pool, waitProbe: probe}),
	}
}

// poolID is the id of the address pool. Had is what was wanted before by whoever asks.
func (c *compute) poolID(had []string) string {
	id := managed.At[azure.LoadBalancerBackendAddressPoolObservation](c.observed, keyBalancerPool).ID
	if id == "" && len(had) > 0 {
		return had[0]
	}
	return id
}

func (c *compute) probeID(had string) string {
	return cmp.Or(managed.At[azure.LoadBalancerProbeObservation](c.observed, keyBalancerProbe).ID, had)
}

func probeProtocol(p v1alpha1.CheckProtocol) azure.LoadBalancerProbeProtocol {
	switch p {
	case v1alpha1.CheckHTTP:
		return azure.LoadBalancerProbeHTTP
	case v1alpha1.CheckHTTPS:
		return azure.LoadBalancerProbeHTTPS
	case v1alpha1.CheckTCP:
	}
	return azure.LoadBalancerProbeTCP
}
