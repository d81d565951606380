// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Firewall is one rule that holds for the machines of a network. Of the rules
// that match, the one with the smallest priority applies, and a denial before a
// permission of the same priority.
// https://cloud.google.com/firewall/docs/firewalls
type Firewall struct {
	Project           string            `json:"project,omitempty"`
	Network           string            `json:"network,omitempty"`
	NetworkSelector   *managed.Selector `json:"networkSelector,omitempty"`
	Direction         FirewallDirection `json:"direction,omitempty"`
	Priority          int               `json:"priority,omitempty"`
	SourceRanges      []string          `json:"sourceRanges,omitempty"`
	DestinationRanges []string          `json:"destinationRanges,omitempty"`

	// TargetTags are those of the machines that the rule is for. None means all.
	TargetTags []string           `json:"targetTags,omitempty"`
	Allow      []FirewallProtocol `json:"allow,omitempty"`
	Deny       []FirewallProtocol `json:"deny,omitempty"`
}

// A FirewallDirection is seen from the machine.
type FirewallDirection string

// Firewall directions.
const (
	FirewallDirectionIngress FirewallDirection = "INGRESS"
	FirewallDirectionEgress  FirewallDirection = "EGRESS"
)

// A FirewallProtocol is what a rule matches. No ports means all of them.
type FirewallProtocol struct {
	Protocol IPProtocol `json:"protocol"`
	Ports    []string   `json:"ports,omitempty"`
}

// An IPProtocol is a protocol on top of IP.
type IPProtocol string

// Protocols.
const (
	IPProtocolAll  IPProtocol = "all"
	IPProtocolTCP  IPProtocol = "tcp"
	IPProtocolUDP  IPProtocol = "udp"
	IPProtocolICMP IPProtocol = "icmp"
)

// Type of a Firewall.
func (Firewall) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "Firewall", Plural: "firewalls"}
}
