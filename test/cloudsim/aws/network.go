// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func networks() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: ec2("v1beta1", "VPC", "vpcs"), Prefix: "vpc-", Noun: "EC2 VPC", Service: "EC2", Call: "Vpc",
			Required:   []string{"cidrBlock|ipv4IpamPoolId"},
			Immutable:  []string{"cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"},
			Defaults:   cloud.Value{"instanceTenancy": "default", "enableDnsSupport": true},
			Check:      checkVPC,
			Attributes: vpcAttributes,
		},
		{
			Type:   ec2("v1beta1", "VPCIPv4CidrBlockAssociation", "vpcipv4cidrblockassociations"),
			Prefix: "vpc-cidr-assoc-", Noun: "EC2 VPC CIDR Block Association", Service: "EC2", Call: "VpcCidrBlock",
			Required:    []string{"vpcId", "cidrBlock|ipv4IpamPoolId"},
			Immutable:   []string{"vpcId", "cidrBlock"},
			Links:       []cloud.Link{toVPC(true)},
			Check:       checkCIDRAssociation,
			CheckDelete: checkCIDRUnused,
		},
		{
			Type: ec2("v1beta1", "Subnet", "subnets"), Prefix: "subnet-", Noun: "EC2 Subnet", Service: "EC2", Call: "Subnet",
			Required:   []string{"vpcId", "cidrBlock|ipv6CidrBlock"},
			Immutable:  []string{"vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"},
			Links:      []cloud.Link{toVPC(false)},
			Defaults:   cloud.Value{"privateDnsHostnameTypeOnLaunch": "ip-name"},
			Check:      checkSubnet,
			Attributes: subnetAttributes,
		},
	}
}

func checkVPC(r *cloud.Request) error {
	if err := checkBlock(r, "InvalidVpc.Range"); err != nil {
		return err
	}
	if r.Args.Bool("enableDnsHostnames") && !r.Args.Bool("enableDnsSupport") {
		return cloud.Refuse(400, "InvalidParameterValue", "The VPC attribute enableDnsHostnames cannot be true while enableDnsSupport is false")
	}
	return nil
}

// checkBlock applies the limits of the size of a range.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
func checkBlock(r *cloud.Request, code string) error {
	text := r.Args.String("cidrBlock")
	if text == "" {
		return nil
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.", text)
	}
	if p != p.Masked() {
		return cloud.Plain("%q is not a valid CIDR block; did you mean %q?", text, p.Masked())
	}
	if !p.Addr().Is4() || p.Bits() < 16 || p.Bits() > 28 {
		return cloud.Refuse(400, code, "The CIDR '%s' is invalid.", text)
	}
	return nil
}

func vpcAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{
		"ownerId":                r.Account.ID,
		"mainRouteTableId":       "rtb-0" + r.Hex(16, "main route table"),
		"defaultRouteTableId":    "rtb-0" + r.Hex(16, "main route table"),
		"defaultSecurityGroupId": defaultGroup(r),
		"defaultNetworkAclId":    "acl-0" + r.Hex(16, "default network acl"),
		"dhcpOptionsId":          "dopt-0" + r.Hex(16, "dhcp options"),
	}
	if p := ipv6Of(r); p.IsValid() {
		out["ipv6CidrBlock"] = p.String()
		out["ipv6AssociationId"] = "vpc-cidr-assoc-0" + r.Hex(16, "ipv6")
	}
	return out
}

func defaultGroup(r *cloud.Request) string { return "sg-0" + r.Hex(16, "default security group") }

// ipv6Of returns the range that Amazon gave to a VPC, if it asked for one. It is of
// the range for documentation.
func ipv6Of(r *cloud.Request) netip.Prefix {
	if !r.Args.Bool("assignGeneratedIpv6CidrBlock") {
		return netip.Prefix{}
	}
	h := r.Hex(6, "ipv6")
	return netip.MustParsePrefix("2001:db8:" + h[:4] + ":" + h[4:] + "00::/56").Masked()
}

// blocksOf returns the IPv4 ranges of a VPC.
func blocksOf(r *cloud.Request, v *cloud.Object) []netip.Prefix {
	out := cloud.CIDRs(v.Args.String("cidrBlock"))
	for a := range r.UsersOf(v, cidrAssociation) {
		out = append(out, cloud.CIDRs(a.Args.String("cidrBlock"))...)
	}
	return out
}

func checkSubnet(r *cloud.Request) error {
	az := r.Args.String("availabilityZone")
	if has := zonesOf(r.Region()); az != "" && !slices.Contains(has, az) {
		return cloud.Refuse(400, "InvalidParameterValue",
			"Value (%s) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: %s.", az, strings.Join(has, ", "))
	}
	if err := checkBlock(r, "InvalidSubnet.Range"); err != nil {
		return err
	}
	if err := checkSubnetBlock(r); err != nil {
		return err
	}
	return checkSubnetIPv6(r)
}

func checkSubnetBlock(r *cloud.Request) error {
	text := r.Args.String("cidrBlock")
	if text == "" {
		return nil
	}
	p, _ := cloud.CIDR(text)
	v := r.To("vpcId")
	if !cloud.Inside(p, blocksOf(r, v)) {
		return cloud.Refuse(400, "InvalidSubnet.Range", "The CIDR '%s' is invalid.", text)
	}
	for s := range r.UsersOf(v, subnet) {
		if _, overlap := cloud.Overlapping(p, cloud.CIDRs(s.Args.String("cidrBlock"))); overlap {
			return cloud.Refuse(400, "InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet", text)
		}
	}
	return nil
}

func checkSubnetIPv6(r *cloud.Request) error {
	text := r.Args.String("ipv6CidrBlock")
	if text == "" && (r.Args.Bool("assignIpv6AddressOnCreation") || r.Args.Bool("ipv6Native")) {
		return cloud.Refuse(400, "InvalidParameterCombination", "A subnet without an IPv6 CIDR block cannot assign IPv6 addresses on creation")
	}
	if text == "" {
		return nil
	}
	p, ok := cloud.CIDR(text)
	v := r.To("vpcId")
	if !ok || p.Addr().Is4() || p.Bits() != 64 || !cloud.Inside(p, []netip.Prefix{ipv6Of(r.About(v))}) {
		return cloud.Refuse(400, "InvalidSubnet.Range", "The CIDR '%s' is invalid.", text)
	}
	for s := range r.UsersOf(v, subnet) {
		if s.Args.String("ipv6CidrBlock") == text {
			return cloud.Refuse(400, "InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet", text)
		}
	}
	return nil
}

func subnetAttributes(r *cloud.Request) cloud.Value {
	az := r.Args.String("availabilityZone")
	if az == "" {
		az = zonesOf(r.Region())[0]
	}
	out := cloud.Value{
		"ownerId":            r.Account.ID,
		"availabilityZone":   az,
		"availabilityZoneId": zoneID(r.Region(), az),
	}
	if r.Args.Has("ipv6CidrBlock") {
		out["ipv6CidrBlockAssociationId"] = "subnet-cidr-assoc-0" + r.Hex(16, "ipv6")
	}
	return out
}

// zoneID is the id of a zone, which is the same in every account.
func zoneID(region, az string) string {
	parts := strings.Split(region, "-")
	short := strings.Builder{}
	for _, part := range parts[1:] {
		short.WriteString(part[:1])
	}
	return parts[0] + short.String() + "-az" + string('1'+az[len(az)-1]-'a')
}

func zoneOf(o *cloud.Object) string { return o.Args.String("availabilityZone") }

// checkCIDRAssociation applies the limits of secondary ranges.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
func checkCIDRAssociation(r *cloud.Request) error {
	if err := checkBlock(r, "InvalidVpc.Range"); err != nil {
		return err
	}
	text := r.Args.String("cidrBlock")
	p, _ := cloud.CIDR(text)
	v := r.To("vpcId")
	have := blocksOf(r, v)
	if len(have) >= 5 {
		return cloud.Refuse(400, "CidrLimitExceeded", "This network '%s' has met its maximum number of allowed CIDRs: 5", v.ID)
	}
	if other, overlap := cloud.Overlapping(p, have); overlap {
		return cloud.Refuse(400, "InvalidVpc.Range", "The CIDR '%s' conflicts with CIDR '%s' of the VPC", text, other)
	}
	if cloud.Inside(p, restricted(have[0])) {
		return cloud.Refuse(400, "InvalidVpc.Range",
			"The CIDR '%s' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Subnets.html#vpc-resize", text)
	}
	return nil
}

// restricted returns the ranges that a VPC cannot have in addition to its first one.
func restricted(first netip.Prefix) []netip.Prefix {
	ten, oneSevenTwo, oneNineTwo := "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"
	switch {
	case cloud.Inside(first, cloud.CIDRs(ten)):
		return cloud.CIDRs(oneSevenTwo, oneNineTwo, "198.19.0.0/16")
	case cloud.Inside(first, cloud.CIDRs(oneSevenTwo)):
		return cloud.CIDRs(ten, oneNineTwo, "198.19.0.0/16", "172.31.0.0/16")
	case cloud.Inside(first, cloud.CIDRs(oneNineTwo)):
		return cloud.CIDRs(ten, oneSevenTwo, "198.19.0.0/16")
	case cloud.Inside(first, cloud.CIDRs("198.19.0.0/16")):
		return cloud.CIDRs(ten, oneSevenTwo, oneNineTwo)
	}
	return cloud.CIDRs(ten, oneSevenTwo, oneNineTwo, "198.19.0.0/16")
}

func checkCIDRUnused(r *cloud.Request) error {
	p, _ := cloud.CIDR(r.Args.String("cidrBlock"))
	for s := range r.UsersOf(r.To("vpcId"), subnet) {
		if sub, ok := cloud.CIDR(s.Args.String("cidrBlock")); ok && p.Overlaps(sub) {
			return cloud.Refuse(400, "InvalidCidrBlock.InUse", "The vpc currently has a subnet using CIDR block %s", p)
		}
	}
	return nil
}
