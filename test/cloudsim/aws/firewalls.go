// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Quotas that every new account has.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const (
	maxGroupRules = 60
	maxACLRules   = 20
)

func ruleTargets() []string {
	return []string{"cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"}
}

func firewalls() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   ec2("v1beta1", "SecurityGroup", "securitygroups"),
			Prefix: "sg-", Noun: "EC2 Security Group", Service: "EC2", Call: "SecurityGroup",
			Required:   []string{"name"},
			Immutable:  []string{"name", "description", "vpcId"},
			Links:      []cloud.Link{toVPC(false)},
			Check:      checkSecurityGroup,
			Attributes: ownerAttributes,
		},
		{
			Type:    ec2("v1beta1", "DefaultSecurityGroup", "defaultsecuritygroups"),
			Noun:    "EC2 Default Security Group",
			Service: "EC2", Call: "SecurityGroup",
			Required:  []string{"vpcId"},
			Immutable: []string{"vpcId"},
			Links:     []cloud.Link{toVPC(true)},
			ID:        defaultGroupID,
			Attributes: func(r *cloud.Request) cloud.Value {
				return ownerAttributes(r).Over(cloud.Value{"name": "default", "description": "default VPC security group"})
			},
		},
		groupRule("SecurityGroupIngressRule", "securitygroupingressrules"),
		groupRule("SecurityGroupEgressRule", "securitygroupegressrules"),
		{
			Type: ec2("v1beta1", "NetworkACL", "networkacls"), Prefix: "acl-", Noun: "EC2 Network ACL", Service: "EC2", Call: "NetworkAcl",
			Required:   []string{"vpcId"},
			Immutable:  []string{"vpcId"},
			Links:      []cloud.Link{toVPC(false), toSubnet("subnetIds")},
			Check:      checkNetworkACL,
			Attributes: ownerAttributes,
		},
		{
			Type: ec2("v1beta1", "NetworkACLRule", "networkaclrules"), Prefix: "nacl-", Noun: "EC2 Network ACL Rule", Service: "EC2", Call: "NetworkAclEntry",
			Required:  []string{"networkAclId", "ruleNumber", "protocol", "ruleAction"},
			Immutable: []string{"networkAclId", "ruleNumber", "egress", "protocol", "ruleAction", "cidrBlock", "ipv6CidrBlock", "fromPort", "toPort", "icmpType", "icmpCode"},
			Links: []cloud.Link{
				{Field: "networkAclId", To: networkACL, Code: "InvalidNetworkAclID.NotFound", Text: "The networkAcl ID '%s' does not exist", Nested: true},
			},
			Check: checkNetworkACLRule,
		},
	}
}

func groupRule(kind, plural string) cloud.Kind {
	return cloud.Kind{
		Type: ec2("v1beta1", kind, plural), Prefix: "sgr-", Noun: "VPC Security Group Rule", Service: "EC2", Call: "SecurityGroupRules",
		Required:   []string{"securityGroupId", "ipProtocol"},
		Immutable:  []string{"securityGroupId"},
		Links:      []cloud.Link{loose(nested(toSecurityGroup("securityGroupId"))), holding(toSecurityGroup("referencedSecurityGroupId"))},
		Check:      checkGroupRule,
		Attributes: func(r *cloud.Request) cloud.Value { return cloud.Value{"securityGroupRuleId": r.ID} },
	}
}

// defaultGroupID is the id of the group that came with the VPC.
func defaultGroupID(r *cloud.Request) string {
	v := r.Find(vpc, r.Args.String("vpcId"))
	if v == nil {
		return ""
	}
	return defaultGroup(r.About(v))
}

var (
	groupName = regexp.MustCompile(`^[a-zA-Z0-9 ._:/()#,@\[\]+=&;{}!$*-]{1,255}$`)
	ruleText  = regexp.MustCompile(`^[a-zA-Z0-9 ._:/()#,@\[\]+=&;{}!$*-]{0,255}$`)
)

func checkSecurityGroup(r *cloud.Request) error {
	name := r.Args.String("name")
	if !groupName.MatchString(name) {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter GroupName is invalid. Character sets beyond ASCII are not supported.", name)
	}
	if strings.HasPrefix(name, "sg-") {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter GroupName is invalid. Group names may not be in the format sg-*.", name)
	}
	if name == "default" {
		return cloud.Refuse(400, "InvalidParameterValue", "Cannot use reserved security group name: default")
	}
	if d := r.Args.String("description"); !ruleText.MatchString(d) {
		return cloud.Refuse(400, "InvalidParameterValue", "Invalid security group description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*")
	}
	v := r.To("vpcId")
	for other := range r.UsersOf(v, securityGroup) {
		if other.Args.String("name") == name {
			return cloud.Refuse(400, "InvalidGroup.Duplicate", "The security group '%s' already exists for VPC '%s'", name, v.ID)
		}
	}
	return nil
}

func checkGroupRule(r *cloud.Request) error {
	if id := r.Args.String("securityGroupId"); r.To("securityGroupId") == nil && !isClusterGroup(r, id) {
		return cloud.Refuse(400, "InvalidGroup.NotFound", "The security group '%s' does not exist", id)
	}
	to := given(r.Args, ruleTargets())
	if len(to) != 1 {
		return cloud.Plain("Invalid Attribute Combination: %d attributes specified when one (and only one) of [%s] is required", len(to), snakes(ruleTargets()))
	}
	if to[0] == "cidrIpv4" || to[0] == "cidrIpv6" {
		text := r.Args.String(to[0])
		if p, ok := cloud.CIDR(text); !ok || p.Addr().Is4() != (to[0] == "cidrIpv4") {
			return cloud.Refuse(400, "InvalidParameterValue", "CIDR block %s is malformed", text)
		}
	}
	if d := r.Args.String("description"); !ruleText.MatchString(d) {
		return cloud.Refuse(400, "InvalidParameterValue", "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*")
	}
	if err := checkRulePorts(r); err != nil {
		return err
	}
	return checkRuleAmongOthers(r, to[0])
}

// isClusterGroup says whether a security group came with a cluster.
func isClusterGroup(r *cloud.Request, id string) bool {
	for c := range r.Others(cluster) {
		if clusterGroup(r.About(c)) == id && c.Args.String("region") == r.Region() && r.IsReady(c) {
			return true
		}
	}
	return false
}

func checkRulePorts(r *cloud.Request) error {
	from, fok := r.Args.Int("fromPort")
	to, tok := r.Args.Int("toPort")
	switch p := r.Args.String("ipProtocol"); p {
	case "-1", "all":
		if fok || tok {
			return cloud.Refuse(400, "InvalidParameterValue", "You may not specify ports for all protocols")
		}
	case "tcp", "udp", "6", "17":
		if !fok || !tok {
			return cloud.Refuse(400, "InvalidParameterValue", "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
		}
		if from < 0 || to > 65535 || from > to {
			return cloud.Refuse(400, "InvalidParameterValue", "Invalid value '%d - %d' for portRange.", from, to)
		}
	case "icmp", "icmpv6", "1", "58":
		if fok != tok {
			return cloud.Refuse(400, "InvalidParameterValue", "Must specify both type and code with ICMP")
		}
	default:
		return cloud.Refuse(400, "InvalidParameterValue", "Invalid value '%s' for IP protocol. Unknown protocol.", p)
	}
	return nil
}

func checkRuleAmongOthers(r *cloud.Request, to string) error {
	rules := 0
	for other := range r.UsersOf(r.To("securityGroupId"), r.Kind.Name()) {
		if other.To("securityGroupId") != r.To("securityGroupId") {
			continue
		}
		rules++
		if rulePeer(other.Args, to) == rulePeer(r.Args, to) {
			return cloud.Refuse(400, "InvalidPermission.Duplicate", "the specified rule \"%s, ALLOW\" already exists", rulePeer(r.Args, to))
		}
	}
	if rules >= maxGroupRules {
		return cloud.Refuse(400, "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.")
	}
	return nil
}

// rulePeer describes what a rule is about, like AWS does.
func rulePeer(args cloud.Value, to string) string {
	s := fmt.Sprintf("peer: %s, %s", args.String(to), strings.ToUpper(args.String("ipProtocol")))
	if args.String("ipProtocol") == "-1" {
		return fmt.Sprintf("peer: %s, ALL", args.String(to))
	}
	from, fok := args.Int("fromPort")
	until, _ := args.Int("toPort")
	if fok {
		s += fmt.Sprintf(", from port: %d, to port: %d", from, until)
	}
	return s
}

func checkNetworkACL(r *cloud.Request) error {
	v := r.To("vpcId")
	for _, id := range r.Args.Strings("subnetIds") {
		if s := r.Find(subnet, id); s != nil && s.To("vpcId") != v {
			return cloud.Refuse(400, "InvalidParameterValue", "Network ACL %s and subnet %s belong to different networks", r.ID, id)
		}
	}
	return nil
}

func checkNetworkACLRule(r *cloud.Request) error {
	number, _ := r.Args.Int("ruleNumber")
	if number < 1 || number > 32766 {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%d) for parameter ruleNumber is invalid. The rule number must be between 1 and 32766.", number)
	}
	if a := r.Args.String("ruleAction"); a != "allow" && a != "deny" {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter ruleAction is invalid. Invalid rule action.", a)
	}
	to := given(r.Args, []string{"cidrBlock", "ipv6CidrBlock"})
	if len(to) != 1 {
		return cloud.Refuse(400, "MissingParameter", "The request must contain exactly one of the parameters CidrBlock and Ipv6CidrBlock")
	}
	if p, ok := cloud.CIDR(r.Args.String(to[0])); !ok || p.Addr().Is4() != (to[0] == "cidrBlock") {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter %s is invalid. This is not a valid CIDR block.", r.Args.String(to[0]), to[0])
	}
	if err := checkEntryPorts(r); err != nil {
		return err
	}
	return checkEntryAmongOthers(r, number)
}

func checkEntryPorts(r *cloud.Request) error {
	p := r.Args.String("protocol")
	from, fok := r.Args.Int("fromPort")
	to, tok := r.Args.Int("toPort")
	_, icmp := r.Args.Int("icmpType")
	switch {
	case slices.Contains([]string{"6", "17", "tcp", "udp"}, p) && (!fok || !tok):
		return cloud.Refuse(400, "MissingParameter", "The request must contain the parameter PortRange")
	case slices.Contains([]string{"6", "17", "tcp", "udp"}, p) && (from < 0 || to > 65535 || from > to):
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%d-%d) for parameter portRange is invalid.", from, to)
	case slices.Contains([]string{"1", "58", "icmp", "ipv6-icmp"}, p) && !icmp:
		return cloud.Refuse(400, "MissingParameter", "The request must contain the parameter IcmpTypeCode")
	}
	return nil
}

func checkEntryAmongOthers(r *cloud.Request, number int) error {
	entries := 0
	for other := range r.UsersOf(r.To("networkAclId"), networkACLRule) {
		if other.Args.Bool("egress") != r.Args.Bool("egress") {
			continue
		}
		entries++
		if n, _ := other.Args.Int("ruleNumber"); n == number {
			return cloud.Refuse(400, "NetworkAclEntryAlreadyExists", "The network acl entry identified by %d already exists.", number)
		}
	}
	if entries >= maxACLRules {
		return cloud.Refuse(400, "NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.")
	}
	return nil
}
