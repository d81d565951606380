// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/references"
)

// A broken network is a good one with one mistake.
type broken struct {
	reason string

	// of is the object with the mistake.
	of string

	// with are fields of it that are different, below spec.forProvider. Nil
	// takes them away.
	with map[string]any

	// how else it is different.
	how func(us map[string]*unstructured.Unstructured)

	// also are further objects that the mistake is about. The ones that the
	// object refers to, and those of its kind, are always there.
	also []string

	// want is what the object says.
	want string
}

func TestBrokenNetworks(t *testing.T) {
	t.Parallel()
	for file, cases := range map[string]map[string]broken{"aws.yaml": brokenOnAWS(), "azure.yaml": brokenOnAzure(), "gcp.yaml": brokenOnGCP()} {
		for name, tc := range cases {
			t.Run(strings.TrimSuffix(file, ".yaml")+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				us := objects(t, file)
				for path, value := range tc.with {
					change(us[tc.of], "spec.forProvider."+path, value)
				}
				if tc.how != nil {
					tc.how(us)
				}
				w.apply(sorted(relevant(us, append(tc.also, tc.of)))...)
				w.run()
				mg := w.get(us[tc.of])
				if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
					t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
				}
				if diff := cmp.Diff(tc.want, message(mg)); diff != "" {
					t.Errorf("%s\nmessage of %s: -want, +got:\n%s", tc.reason, tc.of, diff)
				}
			})
		}
	}
}

// relevant objects: the named ones, those of the same kinds, and whatever they refer
// to.
func relevant(us map[string]*unstructured.Unstructured, names []string) map[string]*unstructured.Unstructured {
	out := map[string]*unstructured.Unstructured{}
	add := func(kind string) {
		for name := range us {
			if strings.HasPrefix(name, kind+"/") && out[name] == nil && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for i := 0; i < len(names); i++ { //nolint:intrange // The names grow.
		u := us[names[i]]
		out[names[i]] = u
		add(u.GetKind())
		rs, _, _ := references.Of(u.GroupVersionKind().GroupKind())
		for _, r := range rs {
			spec := cloud.Value(u.Object["spec"].(map[string]any)["forProvider"].(map[string]any))
			if spec.Has(r.Ref) || spec.Has(r.Selector) {
				add(r.Target().Kind)
			}
		}
	}
	return out
}

func change(u *unstructured.Unstructured, path string, value any) {
	if value == nil {
		unset(u, path)
		return
	}
	set(u, path, value)
}

// created is what the provider makes of the refusal to create something.
func created(text string) string {
	return "create failed: async create failed: failed to create the resource: [{0 " + text + "  []}]"
}

// answer of the API of AWS.
func answer(doing, service, method, text string) string {
	return created(doing + ": operation error " + service + ": " + method + ", https response error StatusCode: 400, RequestID: ..., api error " + text)
}

// copyOf adds a copy of an object under another name.
func copyOf(of, name string, with map[string]any) func(map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		u := us[of].DeepCopy()
		u.SetName(name)
		for path, value := range with {
			change(u, "spec.forProvider."+path, value)
		}
		us[u.GetKind()+"/"+name] = u
	}
}

func without(names ...string) func(map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		for _, n := range names {
			delete(us, n)
		}
	}
}

func named(of, name string) func(map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		us[of].SetAnnotations(map[string]string{"crossplane.io/external-name": name})
	}
}

func brokenOnAWS() map[string]broken {
	return map[string]broken{
		"WrongSelector": {
			reason: "A selector that selects nothing must not be ignored.",
			of:     "Subnet/public-a",
			with:   map[string]any{"vpcIdSelector": map[string]any{"matchControllerRef": true, "matchLabels": map[string]any{"no": "such"}}},
			want:   "cannot resolve references: mg.Spec.ForProvider.VPCID: no resources matched selector",
		},
		"WrongReference": {
			reason: "A reference to what does not exist must not be ignored.",
			of:     "Subnet/private-b",
			with:   map[string]any{"vpcIdRef.name": "other"},
			want:   `cannot resolve references: mg.Spec.ForProvider.VPCID: cannot get referenced resource: vpcs.ec2.aws.upbound.io "other" not found`,
		},
		"OtherComposite": {
			reason: "A selector for siblings must not select those of somebody else.",
			of:     "RouteTable/public",
			how:    func(us map[string]*unstructured.Unstructured) { own(us["RouteTable/public"], "other") },
			want:   "cannot resolve references: mg.Spec.ForProvider.VPCID: no resources matched selector",
		},
		"NoReference": {
			reason: "A required argument that a reference could fill is the cloud's to miss.",
			of:     "RouteTable/public",
			with:   map[string]any{"vpcIdSelector": nil},
			want:   answer("creating EC2 Route Table", "EC2", "CreateRouteTable", "MissingParameter: The request must contain the parameter vpcId"),
		},
		"NoSuchID": {
			reason: "An id of nothing is refused.",
			of:     "Subnet/private-b",
			with:   map[string]any{"vpcIdRef": nil, "vpcId": "vpc-0123"},
			want:   answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidVpcID.NotFound: The vpc ID 'vpc-0123' does not exist"),
		},
		"OtherRegion": {
			reason: "A region knows nothing of what is in another one.",
			of:     "Subnet/private-b",
			with:   map[string]any{"region": "eu-central-1", "availabilityZone": "eu-central-1a"},
			want:   answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidVpcID.NotFound: The vpc ID 'vpc-...' does not exist"),
		},
		"ForeignAccount": {
			reason: "An account knows nothing of what is in another one.",
			of:     "Subnet/private-b",
			how: func(us map[string]*unstructured.Unstructured) {
				set(us["Subnet/private-b"], "spec.providerConfigRef.name", "other")
			},
			want: answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidVpcID.NotFound: The vpc ID 'vpc-...' does not exist"),
		},
		"NoProviderConfig": {
			reason: "Without credentials nothing happens.",
			of:     "VPC/vpc",
			how: func(us map[string]*unstructured.Unstructured) {
				set(us["VPC/vpc"], "spec.providerConfigRef.name", "none")
			},
			want: `connect failed: cannot get terraform setup: cannot get referenced ProviderConfig: providerconfigs.aws.upbound.io "none" not found`,
		},
		"NoSuchRegion": {
			reason: "Regions are known.",
			of:     "VPC/vpc",
			with:   map[string]any{"region": "eu-west-9"},
			want:   created("invalid AWS Region: eu-west-9"),
		},
		"VPCTooLarge": {
			reason: "A VPC is a /16 at most.",
			of:     "VPC/vpc",
			with:   map[string]any{"cidrBlock": "10.0.0.0/8"},
			want:   answer("creating EC2 VPC", "EC2", "CreateVpc", "InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid."),
		},
		"VPCNotCanonical": {
			reason: "A range starts where its prefix says.",
			of:     "VPC/vpc",
			with:   map[string]any{"cidrBlock": "10.0.0.1/16"},
			want:   created(`"10.0.0.1/16" is not a valid CIDR block; did you mean "10.0.0.0/16"?`),
		},
		"TagReserved": {
			reason: "Tags of AWS are reserved.",
			of:     "VPC/vpc",
			with:   map[string]any{"tags": map[string]any{"aws:team": "shop"}},
			want:   answer("creating EC2 VPC", "EC2", "CreateVpc", "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use"),
		},
		"SubnetOutside": {
			reason: "A subnet lies in its VPC.",
			of:     "Subnet/public-a",
			with:   map[string]any{"cidrBlock": "10.1.0.0/24"},
			want:   answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid."),
		},
		"SubnetOverlap": {
			reason: "Subnets do not overlap.",
			of:     "Subnet/z",
			how:    copyOf("Subnet/private-b", "z", map[string]any{"cidrBlock": "10.0.1.128/25"}),
			want:   answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet"),
		},
		"SubnetTooSmall": {
			reason: "A subnet is a /28 at least.",
			of:     "Subnet/public-a",
			with:   map[string]any{"cidrBlock": "10.0.0.0/29"},
			want:   answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidSubnet.Range: The CIDR '10.0.0.0/29' is invalid."),
		},
		"SubnetZone": {
			reason: "A zone exists in its region.",
			of:     "Subnet/public-a",
			with:   map[string]any{"availabilityZone": "eu-west-1d"},
			want: answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidParameterValue: Value (eu-west-1d) for parameter availabilityZone is invalid. "+
				"Subnets can currently only be created in the following availability zones: eu-west-1a, eu-west-1b, eu-west-1c."),
		},
		"SubnetIPv6": {
			reason: "An IPv6 range of a subnet is of the VPC's.",
			of:     "Subnet/public-a",
			with:   map[string]any{"ipv6CidrBlock": "2600:1f00::/64"},
			want:   answer("creating EC2 Subnet", "EC2", "CreateSubnet", "InvalidSubnet.Range: The CIDR '2600:1f00::/64' is invalid."),
		},
		"RestrictedCIDR": {
			reason: "A VPC of 10.0.0.0/8 gets no second range of 192.168.0.0/16.",
			of:     "VPCIPv4CidrBlockAssociation/pods",
			with:   map[string]any{"cidrBlock": "192.168.0.0/16"},
			want: answer("creating EC2 VPC CIDR Block Association", "EC2", "AssociateVpcCidrBlock", "InvalidVpc.Range: The CIDR '192.168.0.0/16' is restricted. "+
				"Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. "+
				"For additional restrictions, see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Subnets.html#vpc-resize"),
		},
		"SecondInternetGateway": {
			reason: "A VPC has one internet gateway.",
			of:     "InternetGateway/z",
			how:    copyOf("InternetGateway/igw", "z", nil),
			want:   answer("creating EC2 Internet Gateway", "EC2", "CreateInternetGateway", "InvalidParameterValue: Network vpc-... already has an internet gateway attached (igw-...)"),
		},
		"NATWithoutInternetGateway": {
			reason: "A public NAT gateway fails in a VPC without an internet gateway.",
			of:     "NATGateway/nat",
			how:    without("InternetGateway/igw", "Route/internet"),
			want: created("waiting for EC2 NAT Gateway (nat-...) create: unexpected state 'failed', wanted target 'available'. " +
				"last error: Gateway.NotAttached: Network vpc-... has no Internet gateway attached"),
		},
		"NATWithoutAddress": {
			reason: "A public NAT gateway needs an address.",
			of:     "NATGateway/nat",
			with:   map[string]any{"allocationIdSelector": nil},
			want: answer("creating EC2 NAT Gateway", "EC2", "CreateNatGateway",
				"MissingParameter: The request must include the AllocationId parameter. Add the required parameter and retry the request."),
		},
		"NATSharesAddress": {
			reason: "An address is for one NAT gateway.",
			of:     "NATGateway/z",
			how:    copyOf("NATGateway/nat", "z", nil),
			also:   []string{"InternetGateway/igw"},
			want: created("waiting for EC2 NAT Gateway (nat-...) create: unexpected state 'failed', wanted target 'available'. " +
				"last error: Resource.AlreadyAssociated: Elastic IP address [eipalloc-...] is already associated"),
		},
		"RouteTwoDestinations": {
			reason: "A route has one destination.",
			of:     "Route/internet",
			with:   map[string]any{"destinationIpv6CidrBlock": "::/0"},
			want: created("invalid combination of arguments: only one of `destination_cidr_block,destination_ipv6_cidr_block,destination_prefix_list_id` can be specified, " +
				"but `destination_cidr_block,destination_ipv6_cidr_block` were specified."),
		},
		"RouteNoTarget": {
			reason: "A route has one target.",
			of:     "Route/internet",
			with:   map[string]any{"gatewayIdSelector": nil},
			want: created("invalid combination of arguments: one of `gateway_id,nat_gateway_id,egress_only_gateway_id,vpc_peering_connection_id,vpc_endpoint_id," +
				"network_interface_id,transit_gateway_id,carrier_gateway_id,local_gateway_id,core_network_arn` must be specified, but `` were specified."),
		},
		"RouteTwice": {
			reason: "A route table has one route for each destination.",
			of:     "Route/z",
			how:    copyOf("Route/internet", "z", nil),
			want:   answer("creating EC2 Route", "EC2", "CreateRoute", "RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists."),
		},
		"RouteLocal": {
			reason: "What is local cannot be routed to a gateway.",
			of:     "Route/internet",
			with:   map[string]any{"destinationCidrBlock": "10.0.0.0/16"},
			want: answer("creating EC2 Route", "EC2", "CreateRoute", "InvalidParameterValue: The destination CIDR block 10.0.0.0/16 is equal to or more specific than one of this VPC's CIDR blocks. "+
				"This route can target only an interface or an instance."),
		},
		"SubnetHasRouteTable": {
			reason: "A subnet has one route table.",
			of:     "RouteTableAssociation/z",
			how: copyOf("RouteTableAssociation/public-a", "z", map[string]any{
				"routeTableIdSelector": map[string]any{"matchControllerRef": true, "matchLabels": map[string]any{"tier": "private"}},
			}),
			want: answer("creating EC2 Route Table Association", "EC2", "AssociateRouteTable",
				"Resource.AlreadyAssociated: the specified association for route table rtb-... conflicts with an existing association"),
		},
		"SecurityGroupName": {
			reason: "Names of security groups do not look like ids.",
			of:     "SecurityGroup/endpoints",
			with:   map[string]any{"name": "sg-endpoints"},
			want: answer("creating EC2 Security Group", "EC2", "CreateSecurityGroup",
				"InvalidParameterValue: Value (sg-endpoints) for parameter GroupName is invalid. Group names may not be in the format sg-*."),
		},
		"SecurityGroupTwice": {
			reason: "Names of security groups are unique in a VPC.",
			of:     "SecurityGroup/z",
			how:    copyOf("SecurityGroup/endpoints", "z", nil),
			want: answer("creating EC2 Security Group", "EC2", "CreateSecurityGroup",
				"InvalidGroup.Duplicate: The security group 'endpoints' already exists for VPC 'vpc-...'"),
		},
		"RuleWithoutPorts": {
			reason: "TCP has ports.",
			of:     "SecurityGroupIngressRule/https",
			with:   map[string]any{"toPort": nil},
			want: answer("creating VPC Security Group Rule", "EC2", "AuthorizeSecurityGroupIngress",
				"InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange."),
		},
		"RuleTwoSources": {
			reason: "A rule is about one source.",
			of:     "SecurityGroupIngressRule/https",
			with:   map[string]any{"cidrIpv6": "::/0"},
			want: created("Invalid Attribute Combination: 2 attributes specified when one (and only one) of " +
				"[cidr_ipv4,cidr_ipv6,prefix_list_id,referenced_security_group_id] is required"),
		},
		"RuleTwice": {
			reason: "A rule is said once.",
			of:     "SecurityGroupIngressRule/z",
			how:    copyOf("SecurityGroupIngressRule/https", "z", nil),
			want: answer("creating VPC Security Group Rule", "EC2", "AuthorizeSecurityGroupIngress",
				`InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW" already exists`),
		},
		"ACLRuleNumber": {
			reason: "Numbers of rules end at 32766.",
			of:     "NetworkACLRule/all",
			with:   map[string]any{"ruleNumber": int64(40000)},
			want: answer("creating EC2 Network ACL Rule", "EC2", "CreateNetworkAclEntry",
				"InvalidParameterValue: Value (40000) for parameter ruleNumber is invalid. The rule number must be between 1 and 32766."),
		},
		"ACLRuleTwice": {
			reason: "Numbers of rules are unique.",
			of:     "NetworkACLRule/z",
			how:    copyOf("NetworkACLRule/all", "z", map[string]any{"ruleAction": "deny"}),
			want:   answer("creating EC2 Network ACL Rule", "EC2", "CreateNetworkAclEntry", "NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists."),
		},
		"EndpointRegion": {
			reason: "An endpoint is for a service of its region.",
			of:     "VPCEndpoint/s3",
			with:   map[string]any{"serviceName": "com.amazonaws.us-east-1.s3"},
			want:   answer("creating EC2 VPC Endpoint", "EC2", "CreateVpcEndpoint", "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist"),
		},
		"EndpointNeedsDNS": {
			reason: "Private DNS needs host names.",
			of:     "VPCEndpoint/sts",
			how: func(us map[string]*unstructured.Unstructured) {
				unset(us["VPC/vpc"], "spec.forProvider.enableDnsHostnames")
			},
			want: answer("creating EC2 VPC Endpoint", "EC2", "CreateVpcEndpoint",
				"InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-..."),
		},
		"EndpointSubnetZone": {
			reason: "An endpoint has one subnet in each zone.",
			of:     "VPCEndpointSubnetAssociation/z",
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("VPCEndpointSubnetAssociation/sts", "z", map[string]any{"subnetIdSelector.matchLabels": map[string]any{"tier": "other"}})(us)
				copyOf("Subnet/private-b", "other-b", map[string]any{"cidrBlock": "10.0.2.0/24"})(us)
				us["Subnet/other-b"].SetLabels(map[string]string{"tier": "other"})
			},
			want: answer("creating EC2 VPC Endpoint Subnet Association", "EC2", "ModifyVpcEndpoint",
				"DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of subnet-.... "+
					"VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service."),
		},
		"GatewayEndpointInSubnet": {
			reason: "Endpoints of type Gateway are in no subnet.",
			of:     "VPCEndpointSubnetAssociation/sts",
			with:   map[string]any{"vpcEndpointIdSelector.matchLabels": map[string]any{"service": "s3"}},
			want: answer("creating EC2 VPC Endpoint Subnet Association", "EC2", "ModifyVpcEndpoint",
				"InvalidParameter: Subnets cannot be associated with an endpoint of type Gateway: vpce-..."),
		},
		"LogRetention": {
			reason: "Logs are kept for one of a list of times.",
			of:     "Group/logs",
			with:   map[string]any{"retentionInDays": int64(31)},
			want: answer("creating CloudWatch Logs Log Group", "CloudWatch Logs", "CreateLogGroup",
				"InvalidParameterException: 1 validation error detected: Value '31' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set"),
		},
		"LogName": {
			reason: "Names of log groups have rules.",
			of:     "Group/logs",
			how:    named("Group/logs", "shop:flow-logs"),
			want: answer("creating CloudWatch Logs Log Group", "CloudWatch Logs", "CreateLogGroup",
				`InvalidParameterException: 1 validation error detected: Value 'shop:flow-logs' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+`),
		},
		"FlowLogInterval": {
			reason: "Flow logs are aggregated over one minute or ten.",
			of:     "FlowLog/logs",
			with:   map[string]any{"maxAggregationInterval": int64(300)},
			want:   answer("creating Flow Log", "EC2", "CreateFlowLogs", "InvalidParameter: Invalid MaxAggregationInterval: 300"),
		},
		"FlowLogWithoutRole": {
			reason: "Flow logs to CloudWatch need a role.",
			of:     "FlowLog/logs",
			with:   map[string]any{"iamRoleArnSelector": nil},
			want:   answer("creating Flow Log", "EC2", "CreateFlowLogs", "InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs."),
		},
		"RoleName": {
			reason: "Names of roles have rules.",
			of:     "Role/logs",
			how:    named("Role/logs", "shop/logs"),
			want: answer("creating IAM Role", "IAM", "CreateRole", "ValidationError: 1 validation error detected: Value 'shop/logs' failed to satisfy constraint: "+
				`Member must have length less than or equal to 64 and satisfy regular expression pattern: [\w+=,.@-]+`),
		},
		"RoleTrust": {
			reason: "A role says who may assume it, not what.",
			of:     "Role/logs",
			with:   map[string]any{"assumeRolePolicy": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}`},
			want:   answer("creating IAM Role", "IAM", "CreateRole", "MalformedPolicyDocument: Has prohibited field Resource"),
		},
		"PolicyJSON": {
			reason: "A policy is JSON.",
			of:     "RolePolicy/logs",
			with:   map[string]any{"policy": `{"Version":`},
			want:   answer("creating IAM Role Policy", "IAM", "PutRolePolicy", "MalformedPolicyDocument: This policy contains invalid Json"),
		},
		"ZoneTwice": {
			reason: "A VPC has one zone of a name.",
			of:     "Zone/zz",
			how:    copyOf("Zone/zone", "zz", nil),
			want: answer("creating Route53 Hosted Zone", "Route 53", "CreateHostedZone",
				"ConflictingDomainExists: The VPC vpc-... in region eu-west-1 has already been associated with the hosted zone Z... with the same domain name."),
		},
	}
}

const vnet = "/subscriptions/" + subscription + "/resourceGroups/group/providers/Microsoft.Network/virtualNetworks/network"

// arm is the answer of the API of Azure about a resource of the group.
func arm(doing, what, text string) string {
	group := `Subscription: "` + subscription + `"` + "\n" + `Resource Group Name: "group"`
	if what != "" {
		group += "\n" + what
	}
	return created(doing + " (" + group + "): performing CreateOrUpdate: unexpected status " + bad + " with error: " + text)
}

const bad = "400 (400 Bad Request)"

func brokenOnAzure() map[string]broken {
	rule := "Network Security Group Name: \"private\"\nSecurity Rule Name: \"inside\""
	ruleID := "/subscriptions/" + subscription + "/resourceGroups/group/providers/Microsoft.Network/networkSecurityGroups/private/securityRules/inside"
	sub := "Virtual Network Name: \"network\"\nSubnet Name: \"public\""
	return map[string]broken{
		"NoGroup": {
			reason: "Everything is in a group.",
			of:     "NATGateway/nat",
			with:   map[string]any{"resourceGroupNameSelector": nil, "resourceGroupName": "other"},
			want: created("creating Nat Gateway (Subscription: \"" + subscription + "\"\nResource Group Name: \"other\"\nNat Gateway Name: \"nat\"): " +
				"performing CreateOrUpdate: unexpected status 404 (404 Not Found) with error: ResourceGroupNotFound: Resource group 'other' could not be found."),
		},
		"NoSelector": {
			reason: "A required argument that a reference could fill is the provider's to miss.",
			of:     "SecurityGroup/private",
			with:   map[string]any{"resourceGroupNameSelector": nil},
			want:   created(`"resource_group_name": required field is not set`),
		},
		"Location": {
			reason: "Locations are known.",
			of:     "ResourceGroup/group",
			with:   map[string]any{"location": "eastmars"},
			want:   arm("creating Resource Group", "", "LocationNotAvailableForResourceType: The provided location 'eastmars' is not available for resource type 'Microsoft.Resources/resourceGroups'."),
		},
		"TagName": {
			reason: "Names of tags have rules.",
			of:     "ResourceGroup/group",
			with:   map[string]any{"tags": map[string]any{"team/name": "shop"}},
			want:   arm("creating Resource Group", "", `InvalidTagNameCharacters: The tag names 'team/name' have reserved characters '<,>,%,&,\,?,/' or control characters.`),
		},
		"GroupName": {
			reason: "Names of groups have rules.",
			of:     "ResourceGroup/group",
			how:    named("ResourceGroup/group", "group."),
			want: created("creating Resource Group (Subscription: \"" + subscription + "\"\nResource Group Name: \"group.\"): performing CreateOrUpdate: unexpected status " + bad +
				" with error: InvalidResourceGroup: Resource name group. is invalid. The name can be up to 90 characters long. It must match '^[-\\w._()]{0,89}[-\\w_()]$'."),
		},
		"SubnetOutside": {
			reason: "A subnet lies in its network.",
			of:     "Subnet/public",
			with:   map[string]any{"addressPrefixes": []any{"10.1.0.0/24"}},
			want: arm("creating Subnet", sub,
				"NetcfgSubnetRangeOutsideVnet: Subnet 'public' is not valid because its IP address range is outside the IP address range of virtual network 'network'."),
		},
		"SubnetOverlap": {
			reason: "Subnets do not overlap.",
			of:     "Subnet/public",
			with:   map[string]any{"addressPrefixes": []any{"10.0.0.128/25"}},
			want: arm("creating Subnet", sub,
				"NetcfgSubnetRangesOverlap: Subnet 'public' is not valid because its IP address range overlaps with that of an existing subnet in virtual network 'network'."),
		},
		"SubnetService": {
			reason: "Service endpoints are known.",
			of:     "Subnet/private",
			with:   map[string]any{"serviceEndpoints": []any{"Microsoft.Blob"}},
			want:   arm("creating Subnet", "Virtual Network Name: \"network\"\nSubnet Name: \"private\"", "SubnetServiceEndpointInvalid: Service endpoint Microsoft.Blob of subnet private is not valid."),
		},
		"PublicIPDynamic": {
			reason: "Standard addresses are static.",
			of:     "PublicIP/ip",
			with:   map[string]any{"allocationMethod": "Dynamic"},
			want:   created("static IP allocation must be used when creating Standard SKU public IP addresses"),
		},
		"NATZones": {
			reason: "A NAT gateway is in one zone at most.",
			of:     "NATGateway/nat",
			with:   map[string]any{"zones": []any{"1", "2"}},
			want: arm("creating Nat Gateway", "Nat Gateway Name: \"nat\"", "ResourceCannotHaveMultipleZonesSpecified: Resource /subscriptions/"+subscription+
				"/resourceGroups/group/providers/Microsoft.Network/natGateways/nat has 2 zones specified. Only one zone can be specified for this resource."),
		},
		"SecondNAT": {
			reason: "A subnet has one NAT gateway.",
			of:     "SubnetNATGatewayAssociation/z",
			how:    copyOf("SubnetNATGatewayAssociation/private", "z", nil),
			want: created(`A resource with the ID "` + vnet + `/subnets/private" already exists - to be managed via Terraform this resource needs to be imported into the State. ` +
				`Please see the resource documentation for "Subnet" for more information.`),
		},
		"RulePriority": {
			reason: "Priorities start at 100.",
			of:     "SecurityRule/inside",
			with:   map[string]any{"priority": int64(99)},
			want:   arm("creating Security Rule", rule, "SecurityRuleInvalidPriority: Security rule has invalid Priority. Value provided: 99 Allowed range 100-4096."),
		},
		"RuleConflict": {
			reason: "Priorities are unique in one direction.",
			of:     "SecurityRule/z",
			how:    copyOf("SecurityRule/inside", "z", map[string]any{"access": "Deny"}),
			want: arm("creating Security Rule", "Network Security Group Name: \"private\"\nSecurity Rule Name: \"z\"",
				"SecurityRuleConflict: Security rule z conflicts with rule inside. Rules cannot have the same Priority and Direction."),
		},
		"RuleTwoSources": {
			reason: "A source is one thing or a list.",
			of:     "SecurityRule/inside",
			with:   map[string]any{"sourceAddressPrefix": "*"},
			want:   created(`exactly one of "source_address_prefix" and "source_address_prefixes" must be specified`),
		},
		"RuleOverlap": {
			reason: "Prefixes of a rule do not overlap.",
			of:     "SecurityRule/inside",
			with:   map[string]any{"sourceAddressPrefixes": []any{"10.0.0.0/16", "10.0.1.0/24"}},
			want: arm("creating Security Rule", rule,
				"SecurityRuleInvalidAddressPrefix: Security rule "+ruleID+" has overlapping address prefixes. Value provided: 10.0.1.0/24"),
		},
		"RulePort": {
			reason: "Ports end at 65535.",
			of:     "SecurityRule/inside",
			with:   map[string]any{"destinationPortRange": "1-70000"},
			want: arm("creating Security Rule", rule, "SecurityRuleInvalidPortRange: Security rule has invalid Port range. Value provided: 1-70000. "+
				"Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535."),
		},
		"ZoneName": {
			reason: "A private zone has two labels at least.",
			of:     "PrivateDNSZone/zone",
			how:    named("PrivateDNSZone/zone", "internal"),
			want: arm("creating Private DNS Zone", "Private DNS Zone Name: \"internal\"",
				"BadRequest: The domain name 'internal' is invalid. The provided domain name is not a valid private zone name."),
		},
		"AccountName": {
			reason: "Names of storage accounts have no hyphens.",
			of:     "Account/logs",
			how:    named("Account/logs", "shop-logs"),
			want: arm("creating Storage Account", "Storage Account Name: \"shop-logs\"", "AccountNameInvalid: shop-logs is not a valid storage account name. "+
				"Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only."),
		},
		"AccountTaken": {
			reason: "Names of storage accounts are unique in the whole world.",
			of:     "Account/z",
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("Account/logs", "z", map[string]any{"resourceGroupNameSelector": nil, "resourceGroupNameRef": map[string]any{"name": "z"}})(us)
				copyOf("ResourceGroup/group", "z", nil)(us)
				set(us["Account/z"], "spec.providerConfigRef.name", "other")
				set(us["ResourceGroup/z"], "spec.providerConfigRef.name", "other")
				unset(us["Account/z"], "spec.writeConnectionSecretToRef")
				for _, name := range []string{"Account/z", "Account/logs"} {
					us[name].SetAnnotations(map[string]string{"crossplane.io/external-name": "shoplogs"})
				}
				unset(us["Account/logs"], "spec.forProvider.resourceGroupNameSelector")
				set(us["Account/logs"], "spec.forProvider.resourceGroupNameRef", map[string]any{"name": "group"})
			},
			want: created("creating Storage Account (Subscription: \"f7ac3ec9-d4ec-42f2-a0e3-37161937d2fe\"\nResource Group Name: \"z\"\nStorage Account Name: \"shoplogs\"): performing CreateOrUpdate: unexpected status 409 (409 Conflict) with error: StorageAccountAlreadyTaken: The storage account named shoplogs is already taken."),
		},
		"FlowLogWatcher": {
			reason: "Flow logs are made by the watcher of their location.",
			of:     "WatcherFlowLog/logs",
			also:   []string{"VirtualNetwork/network"},
			with:   map[string]any{"networkWatcherName": "NetworkWatcher_northeurope"},
			want: created("creating Flow Log (Subscription: \"" + subscription + "\"\nResource Group Name: \"NetworkWatcherRG\"\nNetwork Watcher Name: \"NetworkWatcher_northeurope\"\nFlow Log Name: \"logs\"): " +
				"performing CreateOrUpdate: unexpected status 404 (404 Not Found) with error: ParentResourceNotFound: Failed to perform 'write' on resource(s) of type 'networkWatchers/flowLogs', " +
				"because the parent resource '/subscriptions/" + subscription + "/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_northeurope' could not be found."),
		},
	}
}

// google is the answer of the API of Google Cloud.
func google(doing, text string) string {
	return created("Error " + doing + ": googleapi: Error 400: " + text)
}

func brokenOnGCP() map[string]broken {
	const project = "projects/" + projectID
	return map[string]broken{
		"NoNetwork": {
			reason: "A subnetwork is in a network.",
			of:     "Subnetwork/public",
			with:   map[string]any{"networkSelector": nil, "network": "other"},
			want:   created("Error creating Subnetwork: googleapi: Error 404: The resource '" + project + "/global/networks/other' was not found, notFound"),
		},
		"OtherProject": {
			reason: "Credentials are for one project.",
			of:     "Subnetwork/public",
			with:   map[string]any{"project": "other-project"},
			want:   created("Error creating Subnetwork: googleapi: Error 403: Required 'compute.subnetworks.create' permission for 'projects/other-project/regions/europe-west1/subnetworks/public', forbidden"),
		},
		"Name": {
			reason: "Names have rules.",
			of:     "Router/router",
			how:    named("Router/router", "Router_1"),
			want:   google("creating Router", "Invalid value for field 'resource.name': 'Router_1'. Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)', invalid"),
		},
		"Label": {
			reason: "Labels have rules.",
			of:     "Address/address",
			with:   map[string]any{"labels": map[string]any{"Team": "shop"}},
			want: google("creating Address", "Invalid value for field 'resource.labels': ''. Label key 'Team' violates format constraints. The key must start with a lowercase character, "+
				"can only contain lowercase letters, numeric characters, underscores and dashes. The key can be at most 63 characters long., invalid"),
		},
		"Region": {
			reason: "Regions are known.",
			of:     "Router/router",
			with:   map[string]any{"region": "europe-west99"},
			want:   google("creating Router", "Invalid value for field 'region': 'europe-west99'. Unknown region., invalid"),
		},
		"SubnetworkOverlap": {
			reason: "Subnetworks of a network do not overlap.",
			of:     "Subnetwork/public",
			with:   map[string]any{"ipCidrRange": "10.5.0.0/20"},
			want:   google("creating Subnetwork", "Invalid IPCidrRange: 10.5.0.0/20 conflicts with existing subnetwork 'private' in region 'europe-west1'., invalid"),
		},
		"SubnetworkTooSmall": {
			reason: "A subnetwork is a /29 at least.",
			of:     "Subnetwork/public",
			with:   map[string]any{"ipCidrRange": "10.0.16.0/30"},
			want:   google("creating Subnetwork", "Invalid value for field 'resource.ipCidrRange': '10.0.16.0/30'. Must be a valid IPV4 CIDR address range., invalid"),
		},
		"SubnetworkInternalIPv6": {
			reason: "Internal IPv6 needs a range of the network.",
			of:     "Subnetwork/private",
			how: func(us map[string]*unstructured.Unstructured) {
				unset(us["Network/network"], "spec.forProvider.enableUlaInternalIpv6")
			},
			want: google("creating Subnetwork", "Invalid value for field 'resource.ipv6AccessType': 'INTERNAL'. The network '"+project+"/global/networks/network' does not have an internal IPv6 range., invalid"),
		},
		"SecondaryName": {
			reason: "Names of secondary ranges are unique.",
			of:     "Subnetwork/private",
			with: map[string]any{"secondaryIpRange": []any{
				map[string]any{"rangeName": "pods", "ipCidrRange": "10.4.0.0/16"}, map[string]any{"rangeName": "pods", "ipCidrRange": "10.5.0.0/16"},
			}},
			want: google("creating Subnetwork", "Invalid value for field 'resource.secondaryIpRanges[].rangeName': 'pods'. Secondary range names must be unique within a subnetwork., invalid"),
		},
		"NATAddresses": {
			reason: "Addresses need manual allocation.",
			of:     "RouterNAT/nat",
			also:   []string{"Subnetwork/private"},
			with:   map[string]any{"natIpAllocateOption": "AUTO_ONLY"},
			want: google("creating RouterNat", "Invalid value for field 'resource.nats[0].natIps': 'https://www.googleapis.com/compute/v1/"+project+
				"/regions/europe-west1/addresses/address'. NAT IPs must not be specified when NAT IP allocation is AUTO_ONLY., invalid"),
		},
		"NATSubnets": {
			reason: "A list of subnetworks has one at least.",
			of:     "RouterNAT/nat",
			also:   []string{"Subnetwork/private"},
			with:   map[string]any{"subnetwork": nil},
			want:   google("creating RouterNat", "Invalid value for field 'resource.nats[0].subnetworks': ''. At least one subnetwork must be specified for LIST_OF_SUBNETWORKS., invalid"),
		},
		"NATMapping": {
			reason: "Two options exclude each other.",
			of:     "RouterNAT/nat",
			also:   []string{"Subnetwork/private"},
			with:   map[string]any{"enableDynamicPortAllocation": true, "enableEndpointIndependentMapping": true},
			want: google("creating RouterNat", "Invalid value for field 'resource.nats[0].enableEndpointIndependentMapping': 'true'. "+
				"Endpoint-Independent Mapping and Dynamic Port Allocation are mutually exclusive., invalid"),
		},
		"FirewallBoth": {
			reason: "A firewall allows or denies.",
			of:     "Firewall/inside",
			with:   map[string]any{"deny": []any{map[string]any{"protocol": "udp"}}},
			want:   google("creating Firewall", "Invalid value for field 'resource.allowed': ''. Exactly one of allowed and denied must be specified., invalid"),
		},
		"FirewallPriority": {
			reason: "Priorities end at 65535.",
			of:     "Firewall/inside",
			with:   map[string]any{"priority": int64(65536)},
			want:   google("creating Firewall", "Invalid value for field 'resource.priority': '65536'. Must be less than or equal to 65535, invalid"),
		},
		"FirewallICMPPorts": {
			reason: "ICMP has no ports.",
			of:     "Firewall/inside",
			with:   map[string]any{"allow": []any{map[string]any{"protocol": "icmp", "ports": []any{"8"}}}},
			want:   google("creating Firewall", "Invalid value for field 'resource.allowed[0].ports': '8'. Ports may only be specified on rules whose protocol is one of [TCP, UDP, SCTP]., invalid"),
		},
		"RouteHides": {
			reason: "A route does not hide a subnetwork.",
			of:     "Subnetwork/private",
			how: func(us map[string]*unstructured.Unstructured) {
				set(us["Route/internet"], "spec.forProvider.destRange", "10.0.0.0/24")
			},
			also: []string{"Route/internet"},
			want: google("creating Subnetwork", "Invalid IPCidrRange: 10.0.0.0/20 conflicts with static route 'internet' of destination 10.0.0.0/24., invalid"),
		},
		"RouteNoHop": {
			reason: "A route leads somewhere.",
			of:     "Route/internet",
			with:   map[string]any{"nextHopGateway": nil},
			want:   created("exactly one of next_hop_gateway, next_hop_ilb, next_hop_instance, next_hop_ip, next_hop_vpn_tunnel must be specified"),
		},
		"ZoneName": {
			reason: "Names of zones end with a dot.",
			of:     "ManagedZone/zone",
			with:   map[string]any{"dnsName": "shop.internal"},
			want:   google("creating ManagedZone", "Invalid value for 'entity.managedZone.dnsName': 'shop.internal', invalid"),
		},
		"RecordOutside": {
			reason: "Records are in their zone.",
			of:     "RecordSet/record",
			with:   map[string]any{"name": "www.example.org."},
			want:   google("creating RecordSet", "Invalid value for 'entity.change.additions[0].name': 'www.example.org.', invalid"),
		},
	}
}
