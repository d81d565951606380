// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	loadBalancer     cloud.Name = "network/LoadBalancer"
	loadBalancerPool cloud.Name = "network/LoadBalancerBackendAddressPool"
	loadBalancerRule cloud.Name = "network/LoadBalancerRule"
	healthProbe      cloud.Name = "network/LoadBalancerProbe"
)

func loadBalancers() []cloud.Kind {
	inBalancer := func(path string) func(r *cloud.Request) string {
		return func(r *cloud.Request) string { return r.Args.String("loadbalancerId") + "/" + path + "/" + r.Name }
	}
	toBalancer := cloud.Link{Field: "loadbalancerId", To: loadBalancer, Nested: true}
	return []cloud.Kind{
		{
			Type:   network("v1beta1", "LoadBalancer", "loadbalancers"),
			Naming: cloud.Given, Noun: "Load Balancer", Call: "Microsoft.Network/loadBalancers",
			Required:  []string{"location", "resourceGroupName"},
			Immutable: []string{"edgeZone", "sku", "skuTier"},
			Links: []cloud.Link{
				toGroup(),
				{Field: "frontendIpConfiguration[].subnetId", To: subnet, Holds: true},
				{Field: "frontendIpConfiguration[].publicIpAddressId", To: publicIP, Holds: true},
			},
			Defaults: cloud.Value{"sku": "Standard", "skuTier": "Regional"},
			ID:       inGroup("Microsoft.Network/loadBalancers"),
			Check:    checkBalancer, CheckDelete: checkBalancerDelete,
			Attributes: balancerAttributes,
		},
		{
			Type:   network("v1beta1", "LoadBalancerBackendAddressPool", "loadbalancerbackendaddresspools"),
			Naming: cloud.Given, Noun: "Load Balancer Backend Address Pool", Call: "Microsoft.Network/loadBalancers/backendAddressPools",
			Required:  []string{"loadbalancerId"},
			Immutable: []string{"loadbalancerId", "synchronousMode"},
			Links:     []cloud.Link{toBalancer},
			ID:        inBalancer("backendAddressPools"),
			Check:     checkUsualName,
		},
		{
			Type:   network("v1beta1", "LoadBalancerProbe", "loadbalancerprobes"),
			Naming: cloud.Given, Noun: "Probe", Call: "Microsoft.Network/loadBalancers/probes",
			Required:  []string{"loadbalancerId", "port"},
			Immutable: []string{"loadbalancerId"},
			Links:     []cloud.Link{toBalancer},
			Defaults:  cloud.Value{"protocol": "Tcp", "intervalInSeconds": int64(15), "numberOfProbes": int64(2), "probeThreshold": int64(1)},
			ID:        inBalancer("probes"),
			Check:     checkProbe,
		},
		{
			Type:   network("v1beta1", "LoadBalancerRule", "loadbalancerrules"),
			Naming: cloud.Given, Noun: "Load Balancing Rule", Call: "Microsoft.Network/loadBalancers/loadBalancingRules",
			Required:  []string{"loadbalancerId", "frontendIpConfigurationName", "protocol", "frontendPort", "backendPort"},
			Immutable: []string{"loadbalancerId"},
			Links: []cloud.Link{
				toBalancer,
				{Field: "backendAddressPoolIds", To: loadBalancerPool, Holds: true},
				{Field: "probeId", To: healthProbe, Holds: true},
			},
			Defaults: cloud.Value{"disableOutboundSnat": false, "loadDistribution": "Default", "idleTimeoutInMinutes": int64(4)},
			ID:       inBalancer("loadBalancingRules"),
			Check:    checkBalancerRule, CheckDelete: checkBalancerRuleDelete,
		},
	}
}

func checkBalancer(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	if r.Args.String("sku") == "Basic" {
		return cloud.Refuse(400, "BasicSkuLoadBalancerNotAllowed", "Basic SKU load balancers cannot be created any more.")
	}
	for _, f := range r.Args.List("frontendIpConfiguration") {
		if err := checkFrontend(r, f); err != nil {
			return err
		}
	}
	return checkAddresses(r, "frontendIpConfiguration[].subnetId", "frontendIpConfiguration[].publicIpAddressId")
}

func checkFrontend(r *cloud.Request, f cloud.Value) error {
	public, zones := f.Has("publicIpAddressId"), f.Strings("zones")
	switch {
	case f.String("name") == "":
		return cloud.Plain("%q: required field is not set", "frontend_ip_configuration.0.name")
	case public == f.Has("subnetId"):
		return cloud.Refuse(400, "LoadBalancerFrontendIPConfigurationInvalid", "Frontend IP configuration %s of %s must reference either a subnet or a public IP address.", f.String("name"), r.ID)
	case public && len(zones) > 0:
		return cloud.Refuse(400, "LoadBalancerFrontendIPConfigCannotHaveZoneWhenReferencingPublicIPAddress", "Load balancer frontend IP configuration %s cannot have zones when it references a public IP address.", f.String("name"))
	case f.String("privateIpAddressAllocation") == "Static" && !isAddress(f.String("privateIpAddress")):
		return cloud.Refuse(400, "PrivateIPAddressIsRequired", "A private IP address is required when the allocation method of frontend %s is Static.", f.String("name"))
	}
	for _, z := range zones {
		if !isZone(z) {
			return cloud.Refuse(400, "InvalidAvailabilityZone", "The zone(s) '%s' for resource '%s' is not supported. The supported zones for location '%s' are '1,2,3'", z, r.ID, r.Region())
		}
	}
	return nil
}

// checkBalancerDelete refuses what scale sets still use a part of.
func checkBalancerDelete(r *cloud.Request) error {
	for pool := range r.Users(loadBalancerPool) {
		for _, kind := range scaleSetKinds() {
			if s := cloud.First(r.UsersOf(pool, kind)); s != nil {
				return cloud.Refuse(400, "InUseBackendAddressPoolCannotBeDeleted", "Cannot remove backend address pool %s from load balancer since it is in use by virtual machine scale set %s.", pool.Name, s.ID)
			}
		}
	}
	return nil
}

func balancerAttributes(r *cloud.Request) cloud.Value {
	if r.To("frontendIpConfiguration[].subnetId") == nil {
		return cloud.Value{}
	}
	address := r.Address("frontend")
	return cloud.Value{"privateIpAddress": address, "privateIpAddresses": []any{address}}
}

// checkProbe applies the limits of probes.
// https://learn.microsoft.com/azure/load-balancer/load-balancer-custom-probe-overview
func checkProbe(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	if err := oneOf(r, "protocol", "Http", "Https", "Tcp"); err != nil {
		return err
	}
	port, _ := r.Args.Int("port")
	interval, _ := r.Args.Int("intervalInSeconds")
	threshold, _ := r.Args.Int("probeThreshold")
	tcp := r.Args.String("protocol") == "Tcp"
	switch {
	case port < 1 || port > 65535:
		return cloud.Plain("expected port to be in the range (1 - 65535), got %d", port)
	case interval < 5:
		return cloud.Plain("expected interval_in_seconds to be at least (5), got %d", interval)
	case threshold < 1 || threshold > 100:
		return cloud.Plain("expected probe_threshold to be in the range (1 - 100), got %d", threshold)
	case tcp && r.Args.Has("requestPath"):
		return cloud.Refuse(400, "ProbeRequestPathNotAllowed", "Probe %s of protocol Tcp cannot have a request path.", r.Name)
	case !tcp && !strings.HasPrefix(r.Args.String("requestPath"), "/"):
		return cloud.Refuse(400, "ProbeRequestPathRequired", "Probe %s of protocol %s needs a request path that starts with /.", r.Name, r.Args.String("protocol"))
	}
	return nil
}

func checkBalancerRule(r *cloud.Request) error {
	if err := checkUsualName(r); err != nil {
		return err
	}
	if err := oneOf(r, "protocol", "All", "Tcp", "Udp"); err != nil {
		return err
	}
	from, _ := r.Args.Int("frontendPort")
	to, _ := r.Args.Int("backendPort")
	name := r.Args.String("frontendIpConfigurationName")
	switch {
	case from < 0 || from > 65534:
		return cloud.Plain("expected frontend_port to be in the range (0 - 65534), got %d", from)
	case to < 0 || to > 65535:
		return cloud.Plain("expected backend_port to be in the range (0 - 65535), got %d", to)
	case !slices.Contains(r.To("loadbalancerId").Args.Strings("frontendIpConfiguration[].name"), name):
		return cloud.Plain("[ERROR] Cannot find FrontEnd IP Configuration with the name %s", name)
	case r.Args.Bool("tcpResetEnabled") && r.Args.String("protocol") == "Udp":
		return cloud.Refuse(400, "EnableTcpResetNotSupportedForUdp", "Load balancing rule %s of protocol Udp cannot have TCP reset enabled.", r.Name)
	}
	return checkRuleOfBalancer(r, from, to)
}

// checkRuleOfBalancer refuses a rule for ports that another one has, on either side.
func checkRuleOfBalancer(r *cloud.Request, from, to int) error {
	for _, field := range []string{"backendAddressPoolIds", "probeId"} {
		if o := r.To(field); o != nil && o.To("loadbalancerId") != r.To("loadbalancerId") {
			return elsewhere(r, o)
		}
	}
	for other := range r.UsersOf(r.To("loadbalancerId"), loadBalancerRule) {
		if other.Args.String("protocol") != r.Args.String("protocol") {
			continue
		}
		if p, _ := other.Args.Int("frontendPort"); p == from && other.Args.String("frontendIpConfigurationName") == r.Args.String("frontendIpConfigurationName") {
			return cloud.Refuse(400, "RulesUseSameFrontendPortAndFrontendIPConfig", "Load balancer rules %s and %s use the same frontend port %d and protocol %s, and must not be used with the same frontend IP configuration.", r.ID, other.ID, from, r.Args.String("protocol"))
		}
		if p, _ := other.Args.Int("backendPort"); p == to && other.To("backendAddressPoolIds") == r.To("backendAddressPoolIds") && !r.Args.Bool("floatingIpEnabled") {
			return cloud.Refuse(400, "RulesUseSameBackendPortProtocolAndPool", "Load balancer rules %s and %s with floating IP disabled use the same backend port %d and protocol %s, and must not be used with the same backend address pool %s.",
				r.ID, other.ID, to, r.Args.String("protocol"), r.Args.Strings("backendAddressPoolIds"))
		}
	}
	return nil
}

// checkBalancerRuleDelete refuses what uses the probe that a scale set looks at, whatever
// else uses it.
// https://github.com/Azure/azure-cli/issues/14167
func checkBalancerRuleDelete(r *cloud.Request) error {
	probe := r.To("probeId")
	for _, kind := range scaleSetKinds() {
		for s := range r.UsersOf(probe, kind) {
			return cloud.Refuse(400, "CannotRemoveRuleUsedByProbeUsedByVMSS", "Load balancer rule %s cannot be removed because the rule references the load balancer probe %s that is used as health probe by VM scale set %s. To remove this rule, please update VM scale set to remove the reference to the probe.", r.ID, probe.ID, s.ID)
		}
	}
	return nil
}
