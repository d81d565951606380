// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A LoadBalancer passes connections on to machines.
// https://learn.microsoft.com/azure/load-balancer/load-balancer-overview
type LoadBalancer struct {
	Location                  string                   `json:"location,omitempty"`
	ResourceGroupNameSelector *managed.Selector        `json:"resourceGroupNameSelector,omitempty"`
	SKU                       string                   `json:"sku,omitempty"`
	FrontendIPConfiguration   []LoadBalancerFrontendIP `json:"frontendIpConfiguration,omitempty"`
	Tags                      map[string]string        `json:"tags,omitempty"`
}

// Type of a LoadBalancer.
func (LoadBalancer) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "LoadBalancer", Plural: "loadbalancers"}
}

// A LoadBalancerFrontendIP is the address of a load balancer: a public one, or one of a
// subnet, which alone names its zones itself.
type LoadBalancerFrontendIP struct {
	Name                       string   `json:"name"`
	PublicIPAddressID          string   `json:"publicIpAddressId,omitempty"`
	SubnetID                   string   `json:"subnetId,omitempty"`
	PrivateIPAddressAllocation string   `json:"privateIpAddressAllocation,omitempty"`
	Zones                      []string `json:"zones,omitempty"`
}

// A LoadBalancerObservation is what we read of a LoadBalancer.
type LoadBalancerObservation struct {
	ID               string `json:"id"`
	PrivateIPAddress string `json:"privateIpAddress"`
}

// A LoadBalancerBackendAddressPool holds the machines behind a load balancer.
type LoadBalancerBackendAddressPool struct {
	LoadBalancerIDSelector *managed.Selector `json:"loadbalancerIdSelector,omitempty"`
}

// Type of a LoadBalancerBackendAddressPool.
func (LoadBalancerBackendAddressPool) Type() managed.Type {
	return managed.Type{
		Group: groupNetwork, Version: v1beta1,
		Kind:   "LoadBalancerBackendAddressPool",
		Plural: "loadbalancerbackendaddresspools",
	}
}

// A LoadBalancerBackendAddressPoolObservation is what we read of a
// LoadBalancerBackendAddressPool.
type LoadBalancerBackendAddressPoolObservation struct {
	ID string `json:"id"`
}

// A LoadBalancerProbe finds out which machines are well.
// https://learn.microsoft.com/azure/load-balancer/load-balancer-custom-probe-overview
type LoadBalancerProbe struct {
	LoadBalancerIDSelector *managed.Selector         `json:"loadbalancerIdSelector,omitempty"`
	Protocol               LoadBalancerProbeProtocol `json:"protocol,omitempty"`
	Port                   int                       `json:"port,omitempty"`
	RequestPath            string                    `json:"requestPath,omitempty"`
	IntervalInSeconds      int                       `json:"intervalInSeconds,omitempty"`
	ProbeThreshold         int                       `json:"probeThreshold,omitempty"`
}

// Type of a LoadBalancerProbe.
func (LoadBalancerProbe) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "LoadBalancerProbe", Plural: "loadbalancerprobes"}
}

// A LoadBalancerProbeObservation is what we read of a LoadBalancerProbe.
type LoadBalancerProbeObservation struct {
	ID string `json:"id"`
}

// A LoadBalancerProbeProtocol is a protocol of a probe.
type LoadBalancerProbeProtocol string

// Protocols of probes.
const (
	LoadBalancerProbeTCP   LoadBalancerProbeProtocol = "Tcp"
	LoadBalancerProbeHTTP  LoadBalancerProbeProtocol = "Http"
	LoadBalancerProbeHTTPS LoadBalancerProbeProtocol = "Https"
)

// A LoadBalancerRule passes what arrives at one port on.
// https://learn.microsoft.com/azure/load-balancer/components#load-balancer-rules
type LoadBalancerRule struct {
	LoadBalancerIDSelector      *managed.Selector        `json:"loadbalancerIdSelector,omitempty"`
	FrontendIPConfigurationName string                   `json:"frontendIpConfigurationName,omitempty"`
	Protocol                    LoadBalancerRuleProtocol `json:"protocol,omitempty"`
	FrontendPort                int                      `json:"frontendPort,omitempty"`
	BackendPort                 int                      `json:"backendPort,omitempty"`
	BackendAddressPoolIDs       []string                 `json:"backendAddressPoolIds,omitempty"`
	ProbeID                     string                   `json:"probeId,omitempty"`
	DisableOutboundSNAT         *bool                    `json:"disableOutboundSnat,omitempty"`
	TCPResetEnabled             *bool                    `json:"tcpResetEnabled,omitempty"`
}

// Type of a LoadBalancerRule.
func (LoadBalancerRule) Type() managed.Type {
	return managed.Type{Group: groupNetwork, Version: v1beta1, Kind: "LoadBalancerRule", Plural: "loadbalancerrules"}
}

// A LoadBalancerRuleProtocol is a protocol of a rule.
type LoadBalancerRuleProtocol string

// Protocols of rules.
const (
	LoadBalancerRuleTCP LoadBalancerRuleProtocol = "Tcp"
	LoadBalancerRuleUDP LoadBalancerRuleProtocol = "Udp"
)
