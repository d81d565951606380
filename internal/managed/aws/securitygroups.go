// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A DefaultSecurityGroup is the security group that every VPC comes with. It is
// adopted, and stripped of all rules that it is not given. We give it none.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
type DefaultSecurityGroup struct {
	Region        string            `json:"region"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags          map[string]string `json:"tags,omitempty"`
}

// Type of a DefaultSecurityGroup.
func (DefaultSecurityGroup) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "DefaultSecurityGroup", Plural: "defaultsecuritygroups"}
}

// A SecurityGroup is a stateful firewall that denies what no rule allows.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
type SecurityGroup struct {
	Region        string            `json:"region"`
	Name          string            `json:"name,omitempty"`
	Description   string            `json:"description,omitempty"`
	VPCID         string            `json:"vpcId,omitempty"`
	VPCIDSelector *managed.Selector `json:"vpcIdSelector,omitempty"`
	Tags          map[string]string `json:"tags,omitempty"`
}

// Type of a SecurityGroup.
func (SecurityGroup) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "SecurityGroup", Plural: "securitygroups"}
}

// A SecurityGroupObservation is what we read of a SecurityGroup.
type SecurityGroupObservation struct {
	ID string `json:"id"`
}

// A SecurityGroupProtocol is the name of a protocol in a security group's rule.
type SecurityGroupProtocol string

// Protocols of security groups' rules.
const (
	SecurityGroupProtocolAll    SecurityGroupProtocol = "-1"
	SecurityGroupProtocolTCP    SecurityGroupProtocol = "tcp"
	SecurityGroupProtocolUDP    SecurityGroupProtocol = "udp"
	SecurityGroupProtocolICMP   SecurityGroupProtocol = "icmp"
	SecurityGroupProtocolICMPv6 SecurityGroupProtocol = "icmpv6"
)

// A SecurityGroupRule is what rules of both directions have in common. The other
// side is one of CIDRIPv4, CIDRIPv6, PrefixListID and another security group. Ports are absent when all
// protocols are meant, and -1 for every type or code of ICMP.
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
type SecurityGroupRule struct {
	Region                  string                `json:"region"`
	SecurityGroupID         string                `json:"securityGroupId,omitempty"`
	SecurityGroupIDSelector *managed.Selector     `json:"securityGroupIdSelector,omitempty"`
	Description             string                `json:"description,omitempty"`
	IPProtocol              SecurityGroupProtocol `json:"ipProtocol"`
	FromPort                *int                  `json:"fromPort,omitempty"`
	ToPort                  *int                  `json:"toPort,omitempty"`
	CIDRIPv4                string                `json:"cidrIpv4,omitempty"`
	CIDRIPv6                string                `json:"cidrIpv6,omitempty"`
	PrefixListID            string                `json:"prefixListId,omitempty"`
	ReferencedGroupSelector *managed.Selector     `json:"referencedSecurityGroupIdSelector,omitempty"`
	Tags                    map[string]string     `json:"tags,omitempty"`
}

// A SecurityGroupIngressRule allows traffic into what carries a security group.
type SecurityGroupIngressRule struct {
	SecurityGroupRule `json:",inline"`
}

// Type of a SecurityGroupIngressRule.
func (SecurityGroupIngressRule) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "SecurityGroupIngressRule", Plural: "securitygroupingressrules"}
}

// A SecurityGroupEgressRule allows traffic out of what carries a security group.
type SecurityGroupEgressRule struct {
	SecurityGroupRule `json:",inline"`
}

// Type of a SecurityGroupEgressRule.
func (SecurityGroupEgressRule) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "SecurityGroupEgressRule", Plural: "securitygroupegressrules"}
}
