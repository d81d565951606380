// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/tags"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// selected is the key that a selector selects.
func selected(s *managed.Selector) string {
	if s == nil {
		return ""
	}
	return string(s.Key)
}

// routesOf the network, as "table destination -> target".
func routesOf(resources []managed.Resource) []string {
	var out []string
	for _, r := range resources {
		route, ok := r.ForProvider.(aws.Route)
		if !ok {
			continue
		}
		var to []string
		for _, s := range []*managed.Selector{route.GatewayIDSelector, route.NATGatewayIDSelector, route.EgressOnlyGatewayIDSelector, route.VPCPeeringConnectionIDSelector} {
			if s != nil {
				to = append(to, selected(s))
			}
		}
		if route.VPCPeeringConnectionID != "" {
			to = append(to, route.VPCPeeringConnectionID)
		}
		table := strings.TrimPrefix(selected(route.RouteTableIDSelector), "route-table-")
		out = append(out, table+" "+route.DestinationCIDRBlock+route.DestinationIPv6CIDRBlock+" -> "+strings.Join(to, " and "))
	}
	slices.Sort(out)
	return out
}

// tablesOf subnets, as "subnet -> table".
func tablesOf(resources []managed.Resource) []string {
	var out []string
	for _, r := range resources {
		if a, ok := r.ForProvider.(aws.RouteTableAssociation); ok {
			// Nothing is observed: the table has no id, and is waited for.
			out = append(out, selected(a.SubnetIDSelector)+" -> "+string(r.After[0]))
		}
	}
	slices.Sort(out)
	return out
}

func TestRouting(t *testing.T) {
	t.Parallel()
	with := func(nat v1alpha1.NATMode, ipv6 bool, tiers ...v1alpha1.Tier) plan.Plan {
		p := newPlan(2, tiers...)
		p.NAT, p.IPv6 = nat, ipv6
		return p
	}
	pods := with(v1alpha1.NATPerZone, false, v1alpha1.TierPublic, v1alpha1.TierPrivate)
	pods.Kubernetes = kubernetes(pods.Zones)
	peered := with(v1alpha1.NATNone, false, v1alpha1.TierIsolated)
	peered.Peers = fullPlan().Peers
	type want struct {
		Routes, Tables []string
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   want
	}{
		"NoNAT": {
			reason: "Without NAT private subnets have no route to the internet, over IPv6 neither.",
			plan:   with(v1alpha1.NATNone, true, v1alpha1.Tiers()...),
			want: want{
				Routes: []string{"public 0.0.0.0/0 -> internet-gateway", "public ::/0 -> internet-gateway"},
				Tables: []string{
					"subnet-isolated-a -> route-table-isolated", "subnet-isolated-b -> route-table-isolated",
					"subnet-private-a -> route-table-private", "subnet-private-b -> route-table-private",
					"subnet-public-a -> route-table-public", "subnet-public-b -> route-table-public",
				},
			},
		},
		"SingleNAT": {
			reason: "All private subnets share one table and one NAT gateway.",
			plan:   with(v1alpha1.NATSingle, true, v1alpha1.TierPublic, v1alpha1.TierPrivate),
			want: want{
				Routes: []string{
					"private 0.0.0.0/0 -> nat-gateway-a", "private ::/0 -> egress-only-internet-gateway",
					"public 0.0.0.0/0 -> internet-gateway", "public ::/0 -> internet-gateway",
				},
				Tables: []string{
					"subnet-private-a -> route-table-private", "subnet-private-b -> route-table-private",
					"subnet-public-a -> route-table-public", "subnet-public-b -> route-table-public",
				},
			},
		},
		"NATPerZoneWithPods": {
			reason: "Each zone leaves through its own NAT gateway, and pods leave like private subnets.",
			plan:   pods,
			want: want{
				Routes: []string{
					"private-a 0.0.0.0/0 -> nat-gateway-a", "private-b 0.0.0.0/0 -> nat-gateway-b",
					"public 0.0.0.0/0 -> internet-gateway",
				},
				Tables: []string{
					"subnet-pods-a -> route-table-private-a", "subnet-pods-b -> route-table-private-b",
					"subnet-private-a -> route-table-private-a", "subnet-private-b -> route-table-private-b",
					"subnet-public-a -> route-table-public", "subnet-public-b -> route-table-public",
				},
			},
		},
		"IsolatedWithPeers": {
			reason: "Isolated subnets reach peered networks and nothing else.",
			plan:   peered,
			want: want{
				Routes: []string{"isolated 10.1.0.0/16 -> peering-team-b-data", "isolated 10.2.0.0/16 -> pcx-0c"},
				Tables: []string{"subnet-isolated-a -> route-table-isolated", "subnet-isolated-b -> route-table-isolated"},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(tc.plan, observations{})
			got := want{Routes: routesOf(resources), Tables: tablesOf(resources)}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
			egressOnly := slices.Contains(managedtest.Keys(resources), keyEgressOnlyInternetGateway)
			if want := strings.Contains(strings.Join(tc.want.Routes, ""), string(keyEgressOnlyInternetGateway)); egressOnly != want {
				t.Errorf("%s\nthere is an egress-only internet gateway: %t, want %t", tc.reason, egressOnly, want)
			}
			gateway := slices.Contains(managedtest.Keys(resources), keyInternetGateway)
			if want := tc.plan.HasTier(v1alpha1.TierPublic); gateway != want {
				t.Errorf("%s\nthere is an internet gateway: %t, want %t", tc.reason, gateway, want)
			}
			if got, want := countKind(resources, "NATGateway"), len(tc.plan.NATZones()); got != want {
				t.Errorf("%s\nthere are %d NAT gateways, want %d", tc.reason, got, want)
			}
		})
	}
}

func countKind(resources []managed.Resource, kind string) int {
	n := 0
	for _, r := range resources {
		if r.ForProvider.Type().Kind == kind {
			n++
		}
	}
	return n
}

// tagged returns the shop's tags.
func tagged(name string) map[string]string { return testClaim().Tags.AWS(name) }

// shared returns the shop's tags with others.
func shared(name string, more ...string) *tags.Shared {
	out := testClaim().Tags.SharedAWS(name)
	for i := 0; i < len(more); i += 2 {
		out = out.With(more[i], more[i+1])
	}
	return out
}

func nameTag(parts ...string) string {
	return testClaim().Names.Display(naming.AWSNameTag.MaxLength, parts...)
}

func TestBuildResource(t *testing.T) {
	t.Parallel()
	names := testClaim().Names
	known := observations{keyVPC: {Ready: true, AtProvider: `{"id":"vpc-0a","ipv6CidrBlock":"2a05:d018:abc:de00::/56"}`}}
	recorded := fullPlan()
	recorded.Recorded.IPv6CIDR = "2a05:d018:abc:de00::/56"
	adopted := plans()["Adopted"]
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     managed.Resource
	}{
		"VPC": {
			reason: "Private DNS names of endpoints and private zones need DNS support and host names.",
			plan:   fullPlan(),
			want: managed.Resource{Key: keyVPC, Component: plan.ComponentNetwork, ForProvider: aws.VPC{
				Region: testRegion, CIDRBlock: "10.0.0.0/16", EnableDNSSupport: new(true), EnableDNSHostnames: new(true),
				AssignGeneratedIPv6CIDRBlock: new(true), Tags: shared(nameTag("vpc")),
			}},
		},
		"PublicSubnet": {
			reason: "Instances in public subnets get no public address by themselves, and load balancers of Kubernetes find the subnet.",
			plan:   newPlan(1, v1alpha1.TierPublic),
			want: managed.Resource{
				Key: "subnet-public-a", Component: plan.ComponentSubnets, Labels: map[string]string{labelTier: "public"},
				ForProvider: aws.Subnet{
					Region: testRegion, AvailabilityZone: "eu-west-1a", CIDRBlock: "10.0.0.0/21", MapPublicIPOnLaunch: new(false),
					VPCIDSelector: managed.Select(keyVPC), Tags: shared(nameTag("public", "a"), "kubernetes.io/role/elb", "1"),
				},
			},
		},
		"PrivateSubnetBeforeIPv6": {
			reason: "A subnet does not wait for the VPC's IPv6 range.",
			plan:   fullPlan(),
			want: managed.Resource{
				Key: "subnet-private-b", Component: plan.ComponentSubnets, Labels: map[string]string{labelTier: "private"},
				ForProvider: aws.Subnet{
					Region: testRegion, AvailabilityZone: "eu-west-1b", CIDRBlock: "10.0.72.0/21", MapPublicIPOnLaunch: new(false),
					VPCIDSelector: managed.Select(keyVPC), Tags: shared(nameTag("private", "b"), "kubernetes.io/role/internal-elb", "1"),
				},
			},
		},
		"PrivateSubnetWithIPv6": {
			reason:   "The subnet's IPv6 range is the ninth of the VPC's, as planned.",
			plan:     fullPlan(),
			observed: known,
			want: managed.Resource{
				Key: "subnet-private-b", Component: plan.ComponentSubnets, Labels: map[string]string{labelTier: "private"},
				ForProvider: aws.Subnet{
					Region: testRegion, AvailabilityZone: "eu-west-1b", CIDRBlock: "10.0.72.0/21", MapPublicIPOnLaunch: new(false),
					IPv6CIDRBlock: "2a05:d018:abc:de09::/64", AssignIPv6AddressOnCreation: new(true),
					VPCIDSelector: managed.Select(keyVPC), Tags: shared(nameTag("private", "b"), "kubernetes.io/role/internal-elb", "1"),
				},
			},
		},
		"PublicSubnetWithRecordedIPv6": {
			reason: "The recorded range serves when the VPC's status is lost. Addresses in public subnets are asked for.",
			plan:   recorded,
			want: managed.Resource{
				Key: "subnet-public-c", Component: plan.ComponentSubnets, Labels: map[string]string{labelTier: "public"},
				ForProvider: aws.Subnet{
					Region: testRegion, AvailabilityZone: "eu-west-1c", CIDRBlock: "10.0.16.0/21", MapPublicIPOnLaunch: new(false),
					IPv6CIDRBlock: "2a05:d018:abc:de02::/64",
					VPCIDSelector: managed.Select(keyVPC), Tags: shared(nameTag("public", "c"), "kubernetes.io/role/elb", "1"),
				},
			},
		},
		"PodSubnet": {
			reason: "A subnet for pods waits for its range, and is treated like a private one.",
			plan:   fullPlan(),
			want: managed.Resource{
				Key: "subnet-pods-b", Component: plan.ComponentSubnets, Labels: map[string]string{labelTier: "private"}, After: []managed.Key{keyPodCIDR},
				ForProvider: aws.Subnet{
					Region: testRegion, AvailabilityZone: "eu-west-1b", CIDRBlock: "100.64.32.0/19", MapPublicIPOnLaunch: new(false),
					VPCIDSelector: managed.Select(keyVPC), Tags: shared(nameTag("pods", "b"), "kubernetes.io/role/cni", "1"),
				},
			},
		},
		"NATGateway": {
			reason: "A NAT gateway needs an internet gateway, which cannot be detached before it is gone.",
			plan:   fullPlan(),
			want: managed.Resource{
				Key: "nat-gateway-c", Component: plan.ComponentNAT, After: []managed.Key{keyInternetGateway}, DeleteBefore: []managed.Key{keyInternetGateway},
				ForProvider: aws.NATGateway{
					Region: testRegion, ConnectivityType: aws.ConnectivityTypePublic, AllocationIDSelector: managed.Select("eip-c"),
					SubnetIDSelector: managed.Select("subnet-public-c"), Tags: shared(nameTag("nat", "c")),
				},
			},
		},
		"Association": {
			reason: "An association waits for the id of the table of its tier.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "route-table-association-private-a", Component: plan.ComponentRouting, After: []managed.Key{"route-table-private-a"}, ForProvider: aws.RouteTableAssociation{
				Region: testRegion, SubnetIDSelector: managed.Select("subnet-private-a"),
			}},
		},
		"PodAssociation": {
			reason: "The association of a subnet that waits for its range waits for the subnet.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "route-table-association-pods-a", Component: plan.ComponentRouting, After: []managed.Key{"route-table-private-a", "subnet-pods-a"}, ForProvider: aws.RouteTableAssociation{
				Region: testRegion, SubnetIDSelector: managed.Select("subnet-pods-a"),
			}},
		},
		"RouteToNAT": {
			reason: "A route to a NAT gateway waits for it, because the gateway itself waits, and nothing would match the selector before.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "route-private-a-internet", Component: plan.ComponentRouting, After: []managed.Key{"nat-gateway-a"}, ForProvider: aws.Route{
				Region: testRegion, RouteTableIDSelector: managed.Select("route-table-private-a"), DestinationCIDRBlock: "0.0.0.0/0", NATGatewayIDSelector: managed.Select("nat-gateway-a"),
			}},
		},
		"DefaultSecurityGroup": {
			reason: "The default security group is adopted and given no rules.",
			plan:   newPlan(1, v1alpha1.TierPrivate),
			want: managed.Resource{Key: keyDefaultSecurityGroup, Component: plan.ComponentFirewall, ForProvider: aws.DefaultSecurityGroup{
				Region: testRegion, VPCIDSelector: managed.Select(keyVPC), Tags: tagged(nameTag("default")),
			}},
		},
		"InboundRule": {
			reason: "A rule of the claim becomes a rule of its tier's security group.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "ingress-public-tcp-443-0.0.0.0-0", Component: plan.ComponentFirewall, ForProvider: aws.SecurityGroupIngressRule{
				SecurityGroupRule: aws.SecurityGroupRule{
					Region: testRegion, SecurityGroupIDSelector: managed.Select("security-group-public"), Description: "web",
					IPProtocol: aws.SecurityGroupProtocolTCP, FromPort: new(443), ToPort: new(443), CIDRIPv4: "0.0.0.0/0",
					Tags: tagged(nameTag("ingress-public-tcp-443-0.0.0.0-0")),
				},
			}},
		},
		"OutboundRuleForWhatIsLeft": {
			reason: "Mail is denied, so that what may leave ends before its port.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "egress-private-tcp-0-24-0.0.0.0-0", Component: plan.ComponentFirewall, ForProvider: aws.SecurityGroupEgressRule{
				SecurityGroupRule: aws.SecurityGroupRule{
					Region: testRegion, SecurityGroupIDSelector: managed.Select("security-group-private"), Description: "anywhere",
					IPProtocol: aws.SecurityGroupProtocolTCP, FromPort: new(0), ToPort: new(24), CIDRIPv4: "0.0.0.0/0",
					Tags: tagged(nameTag("egress-private-tcp-0-24-0.0.0.0-0")),
				},
			}},
		},
		"OutboundICMPv6": {
			reason: "ICMP is another protocol over IPv6.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "egress-private-icmp-ipv6-anywhere", Component: plan.ComponentFirewall, ForProvider: aws.SecurityGroupEgressRule{
				SecurityGroupRule: aws.SecurityGroupRule{
					Region: testRegion, SecurityGroupIDSelector: managed.Select("security-group-private"), Description: "anywhere",
					IPProtocol: aws.SecurityGroupProtocolICMPv6, FromPort: new(-1), ToPort: new(-1), CIDRIPv6: "::/0",
					Tags: tagged(nameTag("egress-private-icmp-ipv6-anywhere")),
				},
			}},
		},
		"InboundIPv6Unknown": {
			reason: "A rule for the VPC's IPv6 range waits until AWS has chosen it.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "ingress-private-all-ipv6-inside", Component: plan.ComponentFirewall, Waits: []string{waitIPv6}, ForProvider: aws.SecurityGroupIngressRule{
				SecurityGroupRule: aws.SecurityGroupRule{
					Region: testRegion, SecurityGroupIDSelector: managed.Select("security-group-private"), Description: "inside the network",
					IPProtocol: aws.SecurityGroupProtocolAll, Tags: tagged(nameTag("ingress-private-all-ipv6-inside")),
				},
			}},
		},
		"IsolatedToS3": {
			reason:   "Isolated subnets may go to the addresses behind the endpoint of object storage.",
			plan:     fullPlan(),
			observed: observations{"endpoint-s3": {Ready: true, AtProvider: `{"prefixListId":"pl-0a"}`}},
			want: managed.Resource{Key: "egress-isolated-s3", Component: plan.ComponentEndpoints, ForProvider: aws.SecurityGroupEgressRule{
				SecurityGroupRule: aws.SecurityGroupRule{
					Region: testRegion, SecurityGroupIDSelector: managed.Select("security-group-isolated"), Description: "private endpoint of object storage",
					IPProtocol: aws.SecurityGroupProtocolTCP, FromPort: new(443), ToPort: new(443), PrefixListID: "pl-0a",
					Tags: tagged(nameTag("egress-isolated-s3")),
				},
			}},
		},
		"DenyByNetworkACL": {
			reason: "A small range of the internet is denied by a network ACL.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "acl-public-in-100-deny-all-203.0.113.0-24", Component: plan.ComponentFirewall, ForProvider: aws.NetworkACLRule{
				Region: testRegion, NetworkACLIDSelector: managed.Select("network-acl-public"), RuleNumber: 100, RuleAction: aws.NetworkACLActionDeny,
				Egress: new(false), Protocol: aws.NetworkACLProtocolAll, CIDRBlock: "203.0.113.0/24",
			}},
		},
		"LogGroup": {
			reason: "Logs are kept for as long as the claim says.",
			plan:   fullPlan(),
			want: managed.Resource{Key: keyFlowLogGroup, Component: plan.ComponentFlowLogs, ExternalName: names.Name(naming.AWSLogGroup, "flow-logs"), ForProvider: aws.LogGroup{
				Region: testRegion, RetentionInDays: 30, Tags: tagged(nameTag("flow-logs")),
			}},
		},
		"FlowLog": {
			reason: "All traffic is recorded, once the role may write it.",
			plan:   fullPlan(),
			want: managed.Resource{Key: keyFlowLog, Component: plan.ComponentFlowLogs, After: []managed.Key{keyFlowLogPolicy}, ForProvider: aws.FlowLog{
				Region: testRegion, TrafficType: aws.TrafficTypeAll, MaxAggregationInterval: 600, LogDestinationType: aws.LogDestinationTypeCloudWatchLogs,
				LogDestinationSelector: managed.Select(keyFlowLogGroup), IAMRoleARNSelector: managed.Select(keyFlowLogRole),
				VPCIDSelector: managed.Select(keyVPC), Tags: tagged(nameTag("flow-logs")),
			}},
		},
		"GatewayEndpoint": {
			reason: "Object storage is reached by routes.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "endpoint-s3", Component: plan.ComponentEndpoints, ForProvider: aws.VPCEndpoint{
				Region: testRegion, ServiceName: "com.amazonaws.eu-west-1.s3", VPCEndpointType: aws.VPCEndpointTypeGateway,
				VPCIDSelector: managed.Select(keyVPC), Tags: tagged(nameTag("endpoints", "s3")),
			}},
		},
		"InterfaceEndpoint": {
			reason: "The service's own name leads to the endpoint.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "endpoint-ecr.dkr", Component: plan.ComponentEndpoints, ForProvider: aws.VPCEndpoint{
				Region: testRegion, ServiceName: "com.amazonaws.eu-west-1.ecr.dkr", VPCEndpointType: aws.VPCEndpointTypeInterface,
				PrivateDNSEnabled: new(true), VPCIDSelector: managed.Select(keyVPC), Tags: tagged(nameTag("endpoints", "ecr.dkr")),
			}},
		},
		"EndpointRule": {
			reason: "Pods reach endpoints too, and nobody from outside does.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "ingress-endpoints-tcp-443-100.64.0.0-16", Component: plan.ComponentEndpoints, ForProvider: aws.SecurityGroupIngressRule{
				SecurityGroupRule: aws.SecurityGroupRule{
					Region: testRegion, SecurityGroupIDSelector: managed.Select("security-group-endpoints"), Description: "inside the network",
					IPProtocol: aws.SecurityGroupProtocolTCP, FromPort: new(443), ToPort: new(443), CIDRIPv4: "100.64.0.0/16",
					Tags: tagged(nameTag("ingress-endpoints-tcp-443-100.64.0.0-16")),
				},
			}},
		},
		"DNSZone": {
			reason: "A zone that is associated with a VPC is private.",
			plan:   fullPlan(),
			want: managed.Resource{Key: keyDNSZone, Component: plan.ComponentDNS, ForProvider: aws.Zone{
				Name: "shop.internal.example.com", Comment: "Managed by Hyperscalar",
				VPC: []aws.ZoneVPC{{VPCRegion: testRegion}}, Tags: tagged(nameTag("dns")),
			}, After: []managed.Key{keyVPC}, Waits: []string{"the VPC has no id yet"}},
		},
		"Requester": {
			reason: "The region of the other network is named only where it is another one.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "peering-team-b-data", Component: plan.ComponentPeerings, ForProvider: aws.VPCPeeringConnection{
				Region: testRegion, AutoAccept: new(false), PeerVPCID: "vpc-0b", PeerRegion: "eu-central-1",
				VPCIDSelector: managed.Select(keyVPC), Tags: tagged(nameTag("peer", "team-b-data")),
			}},
		},
		"RequesterWaits": {
			reason: "A network that does not exist cannot be asked for a peering.",
			plan:   plans()["UnknownPeers"],
			want: managed.Resource{Key: "peering-team-b-data", Component: plan.ComponentPeerings, Waits: []string{"network team-b/data does not exist"}, ForProvider: aws.VPCPeeringConnection{
				Region: testRegion, AutoAccept: new(false), VPCIDSelector: managed.Select(keyVPC), Tags: tagged(nameTag("peer", "team-b-data")),
			}},
		},
		"Accepter": {
			reason: "The other side accepts the connection that it was asked for.",
			plan:   fullPlan(),
			want: managed.Resource{Key: "accepted-peering-team-c-core", Component: plan.ComponentPeerings, ForProvider: aws.VPCPeeringConnectionAccepter{
				Region: testRegion, AutoAccept: new(true), VPCPeeringConnectionID: "pcx-0c", Tags: tagged(nameTag("peer", "team-c-core")),
			}},
		},
		"AccepterWaits": {
			reason: "There is nothing to accept before the other network asks.",
			plan:   plans()["UnknownPeers"],
			want: managed.Resource{Key: "accepted-peering-team-c-core", Component: plan.ComponentPeerings, Waits: []string{"network team-c/core has not asked for the peering yet"}, ForProvider: aws.VPCPeeringConnectionAccepter{
				Region: testRegion, AutoAccept: new(true), Tags: tagged(nameTag("peer", "team-c-core")),
			}},
		},
		"RouteToPeerWaits": {
			reason: "A route needs the range of the other network and a connection.",
			plan:   plans()["UnknownPeers"],
			want: managed.Resource{
				Key: "route-isolated-peer-team-b-data", Component: plan.ComponentPeerings, After: []managed.Key{"peering-team-b-data"},
				Waits: []string{"network team-b/data has no range yet"},
				ForProvider: aws.Route{
					Region: testRegion, RouteTableIDSelector: managed.Select("route-table-isolated"),
					VPCPeeringConnectionIDSelector: managed.Select("peering-team-b-data"),
				},
			},
		},
		"AdoptedVPC": {
			reason: "An adopted VPC is looked up by its id and only observed.",
			plan:   adopted,
			want: managed.Resource{
				Key: "adopted-vpc-0a1b2c3d4e5f67890", Component: plan.ComponentNetwork, ExternalName: "vpc-0a1b2c3d4e5f67890", ObserveOnly: true,
				ForProvider: aws.VPC{Region: testRegion},
			},
		},
		"AdoptedSubnet": {
			reason: "An adopted subnet is looked up by its id and only observed.",
			plan:   adopted,
			want: managed.Resource{
				Key: "adopted-subnet-0a1b2c3d4e5f67890", Component: plan.ComponentSubnets, ExternalName: "subnet-0a1b2c3d4e5f67890", ObserveOnly: true,
				ForProvider: aws.Subnet{Region: testRegion},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Find(t, Build(tc.plan, tc.observed), tc.want.Key)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestAssociationFollowsNAT shows that an association moves to the table of another NAT mode
// once that exists, is not without a table in between, and does not forget its table
// when the observed state is lost.
func TestAssociationFollowsNAT(t *testing.T) {
	t.Parallel()
	single, perZone := newPlan(2, v1alpha1.TierPublic, v1alpha1.TierPrivate), newPlan(2, v1alpha1.TierPublic, v1alpha1.TierPrivate)
	single.NAT, perZone.NAT = v1alpha1.NATSingle, v1alpha1.NATPerZone
	before, o := converge(t, single)
	_, later := converge(t, perZone)
	later[keyRouteTableAssociation.Join("private", "a")] = o[keyRouteTableAssociation.Join("private", "a")]
	cases := map[string]struct {
		reason string
		got    []managed.Resource
		want   string
	}{
		"Before": {reason: "One table serves all zones.", got: before, want: "id-of-route-table-private"},
		"Lost":   {reason: "What is known is not forgotten.", got: Build(single, o.Lost()), want: "id-of-route-table-private"},
		"During": {reason: "The table of the zone does not exist yet.", got: Build(perZone, o), want: "id-of-route-table-private"},
		"After":  {reason: "The table of the zone exists.", got: Build(perZone, later), want: "id-of-route-table-private-a"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, tc.got, "route-table-association-private-a")
			a, ok := r.ForProvider.(aws.RouteTableAssociation)
			if !ok || a.RouteTableID != tc.want || len(r.After) > 0 {
				t.Errorf("%s\nBuild(...): want %s and nothing to wait for, got %+v after %v", tc.reason, tc.want, a, r.After)
			}
		})
	}
}

func TestBuildAdoptsOnly(t *testing.T) {
	t.Parallel()
	got := Build(plans()["Adopted"], observations{})
	if len(got) != 2 {
		t.Errorf("Build(...) has %d resources, want the VPC and its subnet", len(got))
	}
	for _, r := range got {
		if !r.ObserveOnly {
			t.Errorf("%q of an adopted network is not merely observed", r.Key)
		}
	}
}

// TestNothingUnaskedFromOutside checks that no range from outside gets in without a
// rule of the claim.
func TestNothingUnaskedFromOutside(t *testing.T) {
	t.Parallel()
	p := fullPlan()
	p.Firewall = nil
	inside := append(knownInside(p), "") // IPv6 ranges are the VPC's own.
	for _, r := range Build(p, observations{}) {
		rule, ok := r.ForProvider.(aws.SecurityGroupIngressRule)
		if ok && (!slices.Contains(inside, rule.CIDRIPv4) || rule.CIDRIPv6 == anywhereIPv6) {
			t.Errorf("%q lets in %s%s", r.Key, rule.CIDRIPv4, rule.CIDRIPv6)
		}
	}
}

func knownInside(p plan.Plan) []string {
	out := []string{p.CIDR.String(), p.Kubernetes.PodCIDR.String()}
	for _, peer := range p.Peers {
		out = append(out, peer.Peer.CIDR)
	}
	return out
}

func TestNetworkACL(t *testing.T) {
	t.Parallel()
	key := managed.Key("network-acl-public")
	subnets := &managed.Selector{
		MatchControllerRef: true,
		Labels:             map[string]string{labelTier: "public"},
		Policy:             &managed.SelectorPolicy{Resolve: managed.ResolveAlways},
	}
	last := []managed.Key{"acl-public-in-32000-allow-all", "acl-public-in-32001-allow-all-ipv6", "acl-public-out-32000-allow-all", "acl-public-out-32001-allow-all-ipv6"}
	allReady := observations{}
	for _, k := range last {
		allReady[k] = managedtest.Observation{Ready: true}
	}
	allButOne := observations{last[0]: {}, last[1]: {Ready: true}, last[2]: {Ready: true}, last[3]: {Ready: true}}
	associated := observations{key: {ForProvider: `{"subnetIdSelector":{"matchControllerRef":true}}`}}
	cases := map[string]struct {
		reason   string
		observed observations
		want     *managed.Selector
	}{
		"New":        {reason: "A network ACL without entries would deny everything."},
		"AllButOne":  {reason: "One missing entry would deny one direction.", observed: allButOne},
		"AllReady":   {reason: "The network ACL gets its subnets once its entries let traffic pass.", observed: allReady, want: subnets},
		"Associated": {reason: "Subnets that it has are not taken away because an entry is lost.", observed: associated, want: subnets},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, Build(fullPlan(), tc.observed), key)
			acl, ok := r.ForProvider.(aws.NetworkACL)
			if !ok {
				t.Fatalf("%q is a %T", key, r.ForProvider)
			}
			if diff := cmp.Diff(tc.want, acl.SubnetIDSelector); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(last, r.DeleteBefore); diff != "" {
				t.Errorf("%s\nthe entries that allow traffic must be deleted last: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestNetworkACLOrder(t *testing.T) {
	t.Parallel()
	p := newPlan(1, v1alpha1.TierPublic, v1alpha1.TierPrivate)
	web := rule(0, "partner", v1alpha1.DirectionInbound, v1alpha1.ActionAllow, v1alpha1.ProtocolTCP, "203.0.113.7/32", v1alpha1.TierPublic)
	web.Ports = []validate.PortRange{{From: 443, To: 443}}
	unrelated := rule(1, "other", v1alpha1.DirectionInbound, v1alpha1.ActionAllow, v1alpha1.ProtocolTCP, "198.51.100.0/24", v1alpha1.TierPublic)
	deny := rule(2, "attackers", v1alpha1.DirectionInbound, v1alpha1.ActionDeny, v1alpha1.ProtocolAll, "192.0.2.0/24", v1alpha1.TierPublic)
	deny.CIDRs = append(deny.CIDRs, netip.MustParsePrefix("203.0.113.0/24"))
	after := rule(3, "late", v1alpha1.DirectionInbound, v1alpha1.ActionAllow, v1alpha1.ProtocolICMP, "203.0.113.9/32", v1alpha1.TierPublic)
	p.Firewall = []plan.FirewallRule{web, unrelated, deny, after}

	var got []string
	for _, k := range managedtest.Keys(Build(p, observations{})) {
		if strings.HasPrefix(string(k), "acl-") {
			got = append(got, string(k))
		}
	}
	want := []string{
		"acl-public-in-100-allow-tcp-443-203.0.113.7-32",
		"acl-public-in-300-deny-all-192.0.2.0-24",
		"acl-public-in-301-deny-all-203.0.113.0-24",
		"acl-public-in-32000-allow-all",
		"acl-public-out-32000-allow-all",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("A network ACL holds what it denies and what comes before that, in order; replies pass in the other direction.\n-want, +got:\n%s", diff)
	}
}

func TestFlowLogDocuments(t *testing.T) {
	t.Parallel()
	group := testClaim().Names.Name(naming.AWSLogGroup, "flow-logs")
	unknown, china := fullPlan(), fullPlan()
	unknown.Claim.Guardrails = environment.Environment{}
	china.Claim.Region.Native = "cn-north-1"
	type documents struct{ Trust, Permissions string }
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   documents
	}{
		"KnownAccount": {
			reason: "Flow logs of other accounts may not use the role, and it may write to its log group alone.",
			plan:   fullPlan(),
			want: documents{
				Trust: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":["sts:AssumeRole"],` +
					`"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},"ArnLike":{"aws:SourceArn":"arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*"}}}]}`,
				Permissions: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogStream","logs:DescribeLogStreams","logs:PutLogEvents"],` +
					`"Resource":["arn:aws:logs:eu-west-1:123456789012:log-group:` + group + `","arn:aws:logs:eu-west-1:123456789012:log-group:` + group + `:*"]}]}`,
			},
		},
		"UnknownAccount": {
			reason: "Without the account's id the log group is known by its name.",
			plan:   unknown,
			want: documents{
				Trust: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":["sts:AssumeRole"]}]}`,
				Permissions: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogStream","logs:DescribeLogStreams","logs:PutLogEvents"],` +
					`"Resource":["arn:aws:logs:eu-west-1:*:log-group:` + group + `","arn:aws:logs:eu-west-1:*:log-group:` + group + `:*"]}]}`,
			},
		},
		"China": {
			reason: "ARNs in China are of another partition.",
			plan:   china,
			want: documents{
				Trust: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":["sts:AssumeRole"],` +
					`"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"},"ArnLike":{"aws:SourceArn":"arn:aws-cn:ec2:cn-north-1:123456789012:vpc-flow-log/*"}}}]}`,
				Permissions: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogStream","logs:DescribeLogStreams","logs:PutLogEvents"],` +
					`"Resource":["arn:aws-cn:logs:cn-north-1:123456789012:log-group:` + group + `","arn:aws-cn:logs:cn-north-1:123456789012:log-group:` + group + `:*"]}]}`,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(tc.plan, observations{})
			role, _ := managedtest.Find(t, resources, keyFlowLogRole).ForProvider.(aws.Role)
			policy, _ := managedtest.Find(t, resources, keyFlowLogPolicy).ForProvider.(aws.RolePolicy)
			got := documents{Trust: role.AssumeRolePolicy, Permissions: policy.Policy}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestEndpoints(t *testing.T) {
	t.Parallel()
	with := func(nat v1alpha1.NATMode, services []v1alpha1.Service, tiers ...v1alpha1.Tier) plan.Plan {
		p := newPlan(2, tiers...)
		p.NAT, p.Endpoints = nat, services
		return p
	}
	locked := with(v1alpha1.NATNone, []v1alpha1.Service{v1alpha1.ServiceObjectStorage}, v1alpha1.TierIsolated)
	locked.Firewall = []plan.FirewallRule{rule(0, "nothing", v1alpha1.DirectionOutbound, v1alpha1.ActionDeny, v1alpha1.ProtocolAll, "0.0.0.0/0", v1alpha1.TierIsolated)}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"None": {
			reason: "Endpoints cost money, so that there are none unless asked for.",
			plan:   with(v1alpha1.NATNone, nil, v1alpha1.Tiers()...),
			want:   []managed.Key{},
		},
		"ObjectStorage": {
			reason: "The endpoint of object storage is routed to from everywhere but public subnets.",
			plan:   with(v1alpha1.NATPerZone, []v1alpha1.Service{v1alpha1.ServiceObjectStorage}, v1alpha1.Tiers()...),
			want: []managed.Key{
				"egress-isolated-s3", "endpoint-route-table-s3-isolated", "endpoint-route-table-s3-private-a",
				"endpoint-route-table-s3-private-b", "endpoint-s3",
			},
		},
		"ContainerRegistry": {
			reason: "The container registry keeps its images in object storage, so that it takes that endpoint too.",
			plan:   with(v1alpha1.NATNone, []v1alpha1.Service{v1alpha1.ServiceContainerRegistry}, v1alpha1.TierPrivate),
			want: []managed.Key{
				"endpoint-ecr.api", "endpoint-ecr.dkr", "endpoint-route-table-s3-private", "endpoint-s3",
				"endpoint-security-group-ecr.api", "endpoint-security-group-ecr.dkr",
				"endpoint-subnet-ecr.api-private-a", "endpoint-subnet-ecr.api-private-b",
				"endpoint-subnet-ecr.dkr-private-a", "endpoint-subnet-ecr.dkr-private-b",
				"ingress-endpoints-tcp-443-10.0.0.0-16", "security-group-endpoints",
			},
		},
		"Isolated": {
			reason: "Without private subnets an endpoint has its addresses in isolated ones.",
			plan:   with(v1alpha1.NATNone, []v1alpha1.Service{v1alpha1.ServiceKeyManagement}, v1alpha1.TierPublic, v1alpha1.TierIsolated),
			want: []managed.Key{
				"endpoint-kms", "endpoint-security-group-kms", "endpoint-subnet-kms-isolated-a", "endpoint-subnet-kms-isolated-b",
				"ingress-endpoints-tcp-443-10.0.0.0-16", "security-group-endpoints",
			},
		},
		"DeniedByFirewall": {
			reason: "Who denies everything outbound denies the addresses of object storage.",
			plan:   locked,
			want:   []managed.Key{"endpoint-route-table-s3-isolated", "endpoint-s3"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := slices.DeleteFunc(Build(tc.plan, observations{}), func(r managed.Resource) bool {
				return r.Component != plan.ComponentEndpoints
			})
			if diff := cmp.Diff(tc.want, managedtest.Keys(resources)); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestIPv6Subnet(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		vpc    string
		index  int
		want   string
	}{
		"First":    {reason: "The first subnet starts where the VPC does.", vpc: "2a05:d018:abc:de00::/56", want: "2a05:d018:abc:de00::/64"},
		"Last":     {reason: "A /56 holds 256 subnets.", vpc: "2a05:d018:abc:de00::/56", index: 255, want: "2a05:d018:abc:deff::/64"},
		"Unknown":  {reason: "Nothing is known before AWS has chosen.", vpc: "", index: 1, want: ""},
		"TooSmall": {reason: "A VPC with one /64 cannot be divided.", vpc: "2a05:d018:abc:de00::/64", index: 1, want: ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ipv6Subnet(tc.vpc, tc.index); got != tc.want {
				t.Errorf("%s\nipv6Subnet(%q, %d) is %q, want %q", tc.reason, tc.vpc, tc.index, got, tc.want)
			}
		})
	}
}
