// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	healthCheck       cloud.Name = "compute/HealthCheck"
	regionHealthCheck cloud.Name = "compute/RegionHealthCheck"
	backendService    cloud.Name = "compute/RegionBackendService"
	forwardingRule    cloud.Name = "compute/ForwardingRule"
)

// Schemes of balancers that pass packets on as they are.
const (
	external = "EXTERNAL"
	internal = "INTERNAL"
)

func balancers() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   computeType("v1beta2", "HealthCheck", "healthchecks"),
			Naming: cloud.Given, Noun: "HealthCheck",
			ID:         computeID,
			Check:      checkHealthCheck,
			Attributes: checkAttributes,
		},
		{
			Type:   computeType("v1beta2", "RegionHealthCheck", "regionhealthchecks"),
			Naming: cloud.Given, Noun: "RegionHealthCheck",
			Required:   []string{"region"},
			ID:         computeID,
			Check:      checkHealthCheck,
			Attributes: checkAttributes,
		},
		{
			Type:   computeType("v1beta2", "RegionBackendService", "regionbackendservices"),
			Naming: cloud.Given, Noun: "RegionBackendService",
			Required:  []string{"region"},
			Immutable: []string{"loadBalancingScheme", "network"},
			Links: []cloud.Link{
				{Field: "healthChecks", To: regionHealthCheck, Holds: true},
				{Field: "backend[].group", To: instanceGroup, Holds: true},
			},
			Defaults: cloud.Value{"loadBalancingScheme": internal, "sessionAffinity": "NONE"},
			ID:       computeID,
			Check:    checkBackendService,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"creationTimestamp": "2026-01-01T00:00:00.000-08:00", "fingerprint": r.Hex(11, "fingerprint") + "="}
			},
		},
		{
			Type:   computeType("v1beta2", "ForwardingRule", "forwardingrules"),
			Naming: cloud.Given, Noun: "ForwardingRule",
			Required: []string{"region", "backendService|target"},
			Immutable: []string{
				"description", "loadBalancingScheme", "ipProtocol", "ports", "portRange", "allPorts", "ipAddress", "ipVersion", "backendService",
				"network", "subnetwork", "networkTier", "serviceLabel",
			},
			Links: []cloud.Link{
				{Field: "backendService", To: backendService, Holds: true},
				{Field: "ipAddress", To: address, Holds: true, Loose: true},
				{Field: "network", To: network, Holds: true},
				{Field: "subnetwork", To: subnetwork, Holds: true},
			},
			Defaults: cloud.Value{"loadBalancingScheme": external},
			ID:       computeID,
			Check:    checkForwardingRule,
			Attributes: func(r *cloud.Request) cloud.Value {
				number, _ := strconv.ParseInt("3"+r.Digits(15, "number"), 10, 64)
				out := cloud.Value{"creationTimestamp": "2026-01-01T00:00:00.000-08:00", "forwardingRuleId": number}
				if !r.Args.Has("ipAddress") {
					out["ipAddress"] = r.Address("ephemeral")
				}
				return out
			},
		},
	}
}

// protocolsOfChecks are the blocks of which exactly one says what to ask for.
func protocolsOfChecks() map[string]string {
	return map[string]string{
		"tcpHealthCheck": "TCP", "httpHealthCheck": "HTTP", "httpsHealthCheck": "HTTPS", "http2HealthCheck": "HTTP2", "sslHealthCheck": "SSL", "grpcHealthCheck": "GRPC",
	}
}

// block of a check.
func block(v cloud.Value) (field string, count int) {
	for f := range protocolsOfChecks() {
		if _, ok := v[f]; ok {
			field = f
			count++
		}
	}
	return field, count
}

func checkAttributes(r *cloud.Request) cloud.Value {
	field, _ := block(r.Args)
	return cloud.Value{"creationTimestamp": "2026-01-01T00:00:00.000-08:00", "type": protocolsOfChecks()[field]}
}

// within refuses a number that is out of bounds. One that nobody gave has a default.
func within(r *cloud.Request, path string, least, most int) error {
	n, given := r.Args.Int(path)
	if !given || n >= least && n <= most {
		return nil
	}
	return invalid(path, strconv.Itoa(n), "Must be between %d and %d.", least, most)
}

// checkHealthCheck applies the limits of health checks.
// https://cloud.google.com/compute/docs/reference/rest/v1/healthChecks
func checkHealthCheck(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	field, count := block(r.Args)
	if count != 1 {
		return cloud.Plain("\"%s\": one of `grpc_health_check,http2_health_check,http_health_check,https_health_check,ssl_health_check,tcp_health_check` must be specified", cloud.Snake("tcpHealthCheck"))
	}
	for path, limits := range map[string][2]int{
		"checkIntervalSec": {1, 300}, "timeoutSec": {1, 300}, "healthyThreshold": {1, 10}, "unhealthyThreshold": {1, 10}, field + ".port": {1, 65535},
	} {
		if err := within(r, path, limits[0], limits[1]); err != nil {
			return err
		}
	}
	interval, timeout := sizeOf(r.Args, "checkIntervalSec"), sizeOf(r.Args, "timeoutSec")
	if interval != 0 && timeout > interval {
		return invalid("timeoutSec", strconv.Itoa(timeout), "TimeoutSec should be less than checkIntervalSec.")
	}
	if path := r.Args.String(field + ".requestPath"); path != "" && !strings.HasPrefix(path, "/") {
		return invalid(field+".requestPath", path, "The request path must start with a '/'.")
	}
	return nil
}

func checkBackendService(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	scheme, protocol := r.Args.String("loadBalancingScheme"), r.Args.String("protocol")
	switch {
	case scheme != external && scheme != internal:
		return invalid("loadBalancingScheme", scheme, "Must be one of [%s, %s]", external, internal)
	case !slices.Contains([]string{"TCP", "UDP", "UNSPECIFIED"}, protocol):
		return invalid("protocol", protocol, "Protocol must be one of [TCP, UDP, UNSPECIFIED] for load balancing scheme %s.", scheme)
	case len(r.Args.Strings("healthChecks")) != 1:
		return invalid("healthChecks", "", "Exactly one health check must be specified.")
	case r.To("healthChecks").Args.String("region") != r.Region():
		return invalid("healthChecks", r.To("healthChecks").ID, "The health check must be in region %s.", r.Region())
	}
	for rule := range r.Users(forwardingRule) {
		if was := r.Old.String("protocol"); was != protocol {
			return invalid("protocol", protocol, "Cannot change the protocol of a backend service that is used by '%s'.", rule.ID)
		}
	}
	return checkBackends(r)
}

func checkBackends(r *cloud.Request) error {
	seen := map[string]bool{}
	for i, b := range r.Args.List("backend") {
		at := "backends[" + strconv.Itoa(i) + "]."
		group := b.String("group")
		switch {
		case !strings.HasPrefix(group, compute) || !strings.Contains(group, "/instanceGroups/"):
			return invalid(at+"group", group, "Unexpected resource collection, or the URL is not a full one. It must be that of an instance group.")
		case seen[group]:
			return invalid(at+"group", group, "Duplicate backend.")
		case !strings.Contains(group, "/regions/"+r.Region()+"/"):
			return invalid(at+"group", group, "The instance group must be in region %s.", r.Region())
		case b.String("balancingMode") != "CONNECTION":
			return invalid(at+"balancingMode", b.String("balancingMode"), "Balancing mode must be CONNECTION for an %s backend service.", r.Args.String("loadBalancingScheme"))
		}
		seen[group] = true
	}
	return nil
}

// Limits of forwarding rules.
// https://cloud.google.com/load-balancing/docs/internal/multiple-forwarding-rules-same-ip
const (
	maxRulePorts = 5
	maxSharing   = 10
	sharedVIP    = "SHARED_LOADBALANCER_VIP"
)

func checkForwardingRule(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	for _, check := range []func(*cloud.Request) error{checkRuleService, checkRulePorts, checkRuleNetwork, checkRuleAddress} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// checkRuleService refuses a backend service that is for something else.
func checkRuleService(r *cloud.Request) error {
	s := r.To("backendService")
	if s == nil {
		return nil
	}
	scheme, protocol := r.Args.String("loadBalancingScheme"), r.Args.String("ipProtocol")
	switch {
	case s.Args.String("region") != r.Region():
		return invalid("backendService", s.ID, "The backend service must be in region %s.", r.Region())
	case s.Args.String("loadBalancingScheme") != scheme:
		return invalid("backendService", s.ID, "Load balancing scheme of the backend service must be %s.", scheme)
	case protocol != "" && s.Args.String("protocol") != protocol:
		return invalid("IPProtocol", protocol, "Protocol of the forwarding rule must match that of the backend service, which is %s.", s.Args.String("protocol"))
	}
	return nil
}

func checkRulePorts(r *cloud.Request) error {
	ports := r.Args.Strings("ports")
	given := 0
	for _, path := range []string{"ports", "portRange", "allPorts"} {
		if r.Args.Has(path) {
			given++
		}
	}
	if given != 1 {
		return refuse(400, "invalid", "Invalid value for field 'resource.ports': ''. Exactly one of ports, portRange and allPorts must be specified.")
	}
	if len(ports) > maxRulePorts {
		return invalid("ports", "", "At most %d ports can be specified.", maxRulePorts)
	}
	for _, p := range ports {
		if n, err := strconv.Atoi(p); err != nil || n < 1 || n > 65535 {
			return invalid("ports", p, "Must be a port.")
		}
	}
	return nil
}

func checkRuleNetwork(r *cloud.Request) error {
	s := r.To("subnetwork")
	switch {
	case r.Args.String("loadBalancingScheme") == external && (s != nil || r.Args.Bool("allowGlobalAccess")):
		return invalid("subnetwork", r.Args.String("subnetwork"), "Subnetworks and global access are for internal load balancing only.")
	case r.Args.String("loadBalancingScheme") == external:
		return nil
	case s == nil:
		return invalid("subnetwork", "", "Subnetwork must be specified for internal load balancing in a network of custom mode.")
	case s.Args.String("region") != r.Region():
		return invalid("subnetwork", s.ID, "The subnetwork must be in region %s.", r.Region())
	case r.To("network") != nil && s.To("network") != r.To("network"):
		return invalid("subnetwork", s.ID, "The subnetwork does not belong to the network '%s'.", r.To("network").ID)
	case r.Args.Has("networkTier"):
		return invalid("networkTier", r.Args.String("networkTier"), "Network tier must not be specified for internal load balancing.")
	}
	return nil
}

// checkRuleAddress refuses addresses of another kind, and ports of an address at which
// another rule listens.
func checkRuleAddress(r *cloud.Request) error {
	a, wanted := r.To("ipAddress"), r.Args.String("ipAddress")
	if a == nil {
		if _, err := netip.ParseAddr(wanted); wanted == "" || err == nil {
			return nil
		}
		return refuse(404, "notFound", "The resource '%s' was not found", path(r, address, wanted))
	}
	scheme := r.Args.String("loadBalancingScheme")
	switch {
	case a.Args.String("region") != r.Region():
		return invalid("IPAddress", a.ID, "The address must be in region %s.", r.Region())
	case a.Args.String("addressType") != scheme:
		return invalid("IPAddress", a.ID, "Invalid IP address specified: an %s address is needed.", scheme)
	case scheme == internal && a.To("subnetwork") != r.To("subnetwork"):
		return invalid("IPAddress", a.ID, "Requested internal IP address is outside of the subnetwork range.")
	}
	if other := addressUser(r, ipOf(r.About(a))); other != nil {
		return invalid("IPAddress", a.ID, "Specified IP address is in-use by '%s' and would result in a conflict.", other.ID)
	}
	return checkSharing(r, a)
}

func checkSharing(r *cloud.Request, a *cloud.Object) error {
	sharing := 1
	for other := range r.UsersOf(a, forwardingRule) {
		sharing++
		if r.Args.String("loadBalancingScheme") == internal && a.Args.String("purpose") != sharedVIP {
			return invalid("IPAddress", a.ID, "Specified IP address is in-use by '%s'. Only addresses of purpose %s are shared.", other.ID, sharedVIP)
		}
		if other.Args.String("ipProtocol") != r.Args.String("ipProtocol") {
			continue
		}
		both := slices.ContainsFunc(r.Args.Strings("ports"), func(p string) bool { return slices.Contains(other.Args.Strings("ports"), p) })
		if both || r.Args.Bool("allPorts") || other.Args.Bool("allPorts") {
			return invalid("IPAddress", a.ID, "Specified IP address is in-use by '%s' and would result in a conflict.", other.ID)
		}
	}
	if sharing > maxSharing && r.Args.String("loadBalancingScheme") == internal {
		return invalid("IPAddress", a.ID, "At most %d forwarding rules can share an internal address.", maxSharing)
	}
	return nil
}

// addressUser returns the machine that has an address of the internet.
func addressUser(r *cloud.Request, ip string) *cloud.Object {
	for i := range r.Others(instance) {
		if slices.Contains(i.Args.Strings("networkInterface[].accessConfig[].natIp"), ip) {
			return i
		}
	}
	return nil
}

// checkAddressPlace refuses internal addresses that are in no subnetwork, and external
// ones that are in one.
// https://cloud.google.com/compute/docs/reference/rest/v1/addresses
func checkAddressPlace(r *cloud.Request) error {
	s, purpose := r.To("subnetwork"), r.Args.String("purpose")
	if r.Args.String("addressType") == external {
		if s != nil || purpose != "" {
			return invalid("purpose", purpose, "Purpose and subnetwork are for internal addresses only.")
		}
		return nil
	}
	purposes := []string{"", "GCE_ENDPOINT", sharedVIP, "VPC_PEERING", "IPSEC_INTERCONNECT", "PRIVATE_SERVICE_CONNECT"}
	switch {
	case !slices.Contains(purposes, purpose):
		return invalid("purpose", purpose, "Must be one of %v", purposes[1:])
	case s == nil && !r.Args.Has("network"):
		return invalid("subnetwork", "", "Subnetwork must be specified for an internal address in a network of custom mode.")
	case s != nil && s.Args.String("region") != r.Region():
		return invalid("subnetwork", s.ID, "The subnetwork must be in region %s.", r.Region())
	}
	return nil
}

// checkAddressUse refuses to delete an address that a machine has.
func checkAddressUse(r *cloud.Request) error {
	if by := addressUser(r, ipOf(r)); by != nil {
		return refuse(400, "resourceInUseByAnotherResource", "The address resource '%s' is already being used by '%s'", r.ID, by.ID)
	}
	return nil
}
