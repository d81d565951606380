// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A LoadBalancerType is a kind of load balancer.
type LoadBalancerType string

// LoadBalancerTypeNetwork balancers work at the transport layer.
const LoadBalancerTypeNetwork LoadBalancerType = "network"

// A LoadBalancer passes connections on to targets that are healthy.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
type LoadBalancer struct {
	Region                string            `json:"region"`
	Name                  string            `json:"name,omitempty"`
	CrossZone             *bool             `json:"enableCrossZoneLoadBalancing,omitempty"`
	Internal              *bool             `json:"internal,omitempty"`
	LoadBalancerType      LoadBalancerType  `json:"loadBalancerType,omitempty"`
	SecurityGroupSelector *managed.Selector `json:"securityGroupSelector,omitempty"`
	Subnets               []string          `json:"subnets,omitempty"`
	Tags                  map[string]string `json:"tags,omitempty"`
}

// Type of a LoadBalancer.
func (LoadBalancer) Type() managed.Type {
	return managed.Type{Group: groupELB, Version: "v1beta2", Kind: "LB", Plural: "lbs"}
}

// A LoadBalancerObservation is what we read of a LoadBalancer.
type LoadBalancerObservation struct {
	ARN     string `json:"arn"`
	DNSName string `json:"dnsName"`
	ZoneID  string `json:"zoneId"`
}

// A LoadBalancerProtocol is a protocol of listeners, targets and health checks.
type LoadBalancerProtocol string

// Protocols.
const (
	LoadBalancerProtocolHTTP   LoadBalancerProtocol = "HTTP"
	LoadBalancerProtocolHTTPS  LoadBalancerProtocol = "HTTPS"
	LoadBalancerProtocolTCP    LoadBalancerProtocol = "TCP"
	LoadBalancerProtocolTCPUDP LoadBalancerProtocol = "TCP_UDP"
	LoadBalancerProtocolTLS    LoadBalancerProtocol = "TLS"
	LoadBalancerProtocolUDP    LoadBalancerProtocol = "UDP"
)

// A TargetType is what the targets of a group are.
type TargetType string

// TargetTypeInstance targets are instances.
const TargetTypeInstance TargetType = "instance"

// A LoadBalancerTargetGroup is where a load balancer passes connections on to.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
type LoadBalancerTargetGroup struct {
	Region      string                   `json:"region"`
	Name        string                   `json:"name"`
	HealthCheck *LoadBalancerHealthCheck `json:"healthCheck,omitempty"`
	Port        int                      `json:"port,omitempty"`
	Protocol    LoadBalancerProtocol     `json:"protocol,omitempty"`
	TargetType  TargetType               `json:"targetType,omitempty"`
	VPCID       string                   `json:"vpcId,omitempty"`
	Tags        map[string]string        `json:"tags,omitempty"`
}

// Type of a LoadBalancerTargetGroup.
func (LoadBalancerTargetGroup) Type() managed.Type {
	return managed.Type{Group: groupELB, Version: "v1beta2", Kind: "LBTargetGroup", Plural: "lbtargetgroups"}
}

// A LoadBalancerHealthCheck finds out which targets are healthy.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
type LoadBalancerHealthCheck struct {
	HealthyThreshold   int                  `json:"healthyThreshold,omitempty"`
	Interval           int                  `json:"interval,omitempty"`
	Path               string               `json:"path,omitempty"`
	Port               string               `json:"port,omitempty"`
	Protocol           LoadBalancerProtocol `json:"protocol,omitempty"`
	Timeout            int                  `json:"timeout,omitempty"`
	UnhealthyThreshold int                  `json:"unhealthyThreshold,omitempty"`
}

// A LoadBalancerTargetGroupObservation is what we read of a LoadBalancerTargetGroup.
type LoadBalancerTargetGroupObservation struct {
	ARN string `json:"arn"`
}

// A TLSPolicy says which versions and ciphers of TLS a listener takes.
type TLSPolicy string

// TLSPolicy13 takes TLS 1.3, and 1.2 with forward secrecy.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
const TLSPolicy13 TLSPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06"

// A LoadBalancerListener is a port of a load balancer.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
type LoadBalancerListener struct {
	Region                  string               `json:"region"`
	CertificateARN          string               `json:"certificateArn,omitempty"`
	DefaultAction           []LoadBalancerAction `json:"defaultAction,omitempty"`
	LoadBalancerARNSelector *managed.Selector    `json:"loadBalancerArnSelector,omitempty"`
	Port                    int                  `json:"port,omitempty"`
	Protocol                LoadBalancerProtocol `json:"protocol,omitempty"`
	SSLPolicy               TLSPolicy            `json:"sslPolicy,omitempty"`
	Tags                    map[string]string    `json:"tags,omitempty"`
}

// Type of a LoadBalancerListener.
func (LoadBalancerListener) Type() managed.Type {
	return managed.Type{Group: groupELB, Version: "v1beta2", Kind: "LBListener", Plural: "lblisteners"}
}

// A LoadBalancerActionType is what a listener does.
type LoadBalancerActionType string

// LoadBalancerActionTypeForward passes connections on.
const LoadBalancerActionTypeForward LoadBalancerActionType = "forward"

// LoadBalancerActionIndex is the index of an action that is the only one.
const LoadBalancerActionIndex = "default"

// A LoadBalancerAction is what a listener does with connections. Actions are told apart
// by their index, so that a selector among them is resolved for good although it is in
// a list.
type LoadBalancerAction struct {
	Index                  string                 `json:"index,omitempty"`
	TargetGroupARNSelector *managed.Selector      `json:"targetGroupArnSelector,omitempty"`
	Type                   LoadBalancerActionType `json:"type,omitempty"`
}
