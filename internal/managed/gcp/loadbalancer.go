// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A HealthCheck finds out which machines are healthy. It is not in a region, as groups
// want it.
// https://cloud.google.com/load-balancing/docs/health-check-concepts
type HealthCheck struct {
	Project string `json:"project,omitempty"`
	HealthProbe
}

// A HealthProbe is what is asked of a machine, and how often. Exactly one of the checks
// is set.
type HealthProbe struct {
	Description        string     `json:"description,omitempty"`
	CheckIntervalSec   int        `json:"checkIntervalSec,omitempty"`
	TimeoutSec         int        `json:"timeoutSec,omitempty"`
	HealthyThreshold   int        `json:"healthyThreshold,omitempty"`
	UnhealthyThreshold int        `json:"unhealthyThreshold,omitempty"`
	TCPHealthCheck     *TCPCheck  `json:"tcpHealthCheck,omitempty"`
	HTTPHealthCheck    *HTTPCheck `json:"httpHealthCheck,omitempty"`
	HTTPSHealthCheck   *HTTPCheck `json:"httpsHealthCheck,omitempty"`
}

// A TCPCheck connects.
type TCPCheck struct {
	Port int `json:"port,omitempty"`
}

// An HTTPCheck asks for a path.
type HTTPCheck struct {
	Port        int    `json:"port,omitempty"`
	RequestPath string `json:"requestPath,omitempty"`
}

// Type of a HealthCheck.
func (HealthCheck) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "HealthCheck", Plural: "healthchecks"}
}

// A HealthCheckObservation is what we read of a HealthCheck.
type HealthCheckObservation struct {
	ID       string `json:"id"`
	SelfLink string `json:"selfLink"`
}

// A RegionHealthCheck is a health check in a region, as balancers want it.
type RegionHealthCheck struct {
	Project string `json:"project,omitempty"`
	Region  string `json:"region"`
	HealthProbe
}

// Type of a RegionHealthCheck.
func (RegionHealthCheck) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "RegionHealthCheck", Plural: "regionhealthchecks"}
}

// A BalancingScheme says from where a load balancer is reached.
type BalancingScheme string

// Schemes of load balancers that pass packets on as they are.
const (
	BalancingExternal BalancingScheme = "EXTERNAL"
	BalancingInternal BalancingScheme = "INTERNAL"
)

// A BalancingProtocol is a transport.
type BalancingProtocol string

// Transports.
const (
	BalancingTCP BalancingProtocol = "TCP"
	BalancingUDP BalancingProtocol = "UDP"
)

// A RegionBackendService distributes connections over groups of machines.
// https://cloud.google.com/load-balancing/docs/backend-service
type RegionBackendService struct {
	Project                      string            `json:"project,omitempty"`
	Region                       string            `json:"region"`
	Description                  string            `json:"description,omitempty"`
	LoadBalancingScheme          BalancingScheme   `json:"loadBalancingScheme,omitempty"`
	Protocol                     BalancingProtocol `json:"protocol,omitempty"`
	HealthChecksSelector         *managed.Selector `json:"healthChecksSelector,omitempty"`
	Backend                      []Backend         `json:"backend,omitempty"`
	ConnectionDrainingTimeoutSec int               `json:"connectionDrainingTimeoutSec,omitempty"`
}

// A BalancingMode says what a backend is full of.
type BalancingMode string

// BalancingModeConnection is the only one that there is where packets are passed on as
// they are.
const BalancingModeConnection BalancingMode = "CONNECTION"

// A Backend is a group of machines.
type Backend struct {
	// Group is the URL of the group in full.
	Group         string        `json:"group,omitempty"`
	BalancingMode BalancingMode `json:"balancingMode,omitempty"`
}

// Type of a RegionBackendService.
func (RegionBackendService) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "RegionBackendService", Plural: "regionbackendservices"}
}

// A RegionBackendServiceObservation is what we read of a RegionBackendService.
type RegionBackendServiceObservation struct {
	ID       string `json:"id"`
	SelfLink string `json:"selfLink"`
}

// A ForwardingRule sends what arrives at a port of an address to a backend service.
// Hardly anything of it can be changed.
// https://cloud.google.com/load-balancing/docs/forwarding-rule-concepts
type ForwardingRule struct {
	Project                string            `json:"project,omitempty"`
	Region                 string            `json:"region"`
	Description            string            `json:"description,omitempty"`
	LoadBalancingScheme    BalancingScheme   `json:"loadBalancingScheme,omitempty"`
	IPProtocol             BalancingProtocol `json:"ipProtocol,omitempty"`
	Ports                  []string          `json:"ports,omitempty"`
	IPAddressSelector      *managed.Selector `json:"ipAddressSelector,omitempty"`
	BackendServiceSelector *managed.Selector `json:"backendServiceSelector,omitempty"`
	NetworkTier            NetworkTier       `json:"networkTier,omitempty"`

	// Network and Subnetwork of an internal balancer.
	Network    string `json:"network,omitempty"`
	Subnetwork string `json:"subnetwork,omitempty"`

	// AllowGlobalAccess lets those reach an internal balancer who are in another
	// region of the network, or of one that it is connected with.
	AllowGlobalAccess *bool             `json:"allowGlobalAccess,omitempty"`
	Labels            map[string]string `json:"labels,omitempty"`
}

// Type of a ForwardingRule.
func (ForwardingRule) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "ForwardingRule", Plural: "forwardingrules"}
}
