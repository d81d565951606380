// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A NetworkACL is a stateless firewall of subnets. The rule with the lowest number
// that matches decides, and what none matches is denied.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
type NetworkACL struct {
	Region           string            `json:"region"`
	SubnetIDSelector *managed.Selector `json:"subnetIdSelector,omitempty"`
	VPCIDSelector    *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags             map[string]string `json:"tags,omitempty"`
}

// Type of a NetworkACL.
func (NetworkACL) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "NetworkACL", Plural: "networkacls"}
}

// A NetworkACLProtocol is the number of a protocol in a network ACL's rule.
type NetworkACLProtocol string

// Protocols of network ACLs' rules.
// https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml
const (
	NetworkACLProtocolAll  NetworkACLProtocol = "-1"
	NetworkACLProtocolICMP NetworkACLProtocol = "1"
	NetworkACLProtocolTCP  NetworkACLProtocol = "6"
	NetworkACLProtocolUDP  NetworkACLProtocol = "17"
)

// A NetworkACLAction says what happens to traffic that matches.
type NetworkACLAction string

// Actions of network ACLs' rules.
const (
	NetworkACLActionAllow NetworkACLAction = "allow"
	NetworkACLActionDeny  NetworkACLAction = "deny"
)

// A NetworkACLRule is one rule of a network ACL.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
type NetworkACLRule struct {
	Region               string             `json:"region"`
	NetworkACLIDSelector *managed.Selector  `json:"networkAclIdSelector,omitempty"`
	RuleNumber           int                `json:"ruleNumber"`
	RuleAction           NetworkACLAction   `json:"ruleAction"`
	Egress               *bool              `json:"egress,omitempty"`
	Protocol             NetworkACLProtocol `json:"protocol"`
	FromPort             *int               `json:"fromPort,omitempty"`
	ToPort               *int               `json:"toPort,omitempty"`
	ICMPType             *int               `json:"icmpType,omitempty"`
	ICMPCode             *int               `json:"icmpCode,omitempty"`
	CIDRBlock            string             `json:"cidrBlock,omitempty"`
	IPv6CIDRBlock        string             `json:"ipv6CidrBlock,omitempty"`
}

// Type of a NetworkACLRule.
func (NetworkACLRule) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "NetworkACLRule", Plural: "networkaclrules"}
}
