// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Network is a Virtual Private Cloud network. It is global and has no range of
// its own.
// https://cloud.google.com/vpc/docs/vpc
type Network struct {
	Project                     string      `json:"project,omitempty"`
	AutoCreateSubnetworks       *bool       `json:"autoCreateSubnetworks,omitempty"`
	DeleteDefaultRoutesOnCreate *bool       `json:"deleteDefaultRoutesOnCreate,omitempty"`
	EnableULAInternalIPv6       *bool       `json:"enableUlaInternalIpv6,omitempty"`
	RoutingMode                 RoutingMode `json:"routingMode,omitempty"`
}

// A RoutingMode says which subnetworks a network's routers advertise.
type RoutingMode string

// RoutingModeRegional routers advertise the subnetworks of their own region.
const RoutingModeRegional RoutingMode = "REGIONAL"

// Type of a Network.
func (Network) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta1, Kind: "Network", Plural: "networks"}
}

// A NetworkObservation is what we read of a Network.
type NetworkObservation struct {
	ID                string `json:"id"`
	SelfLink          string `json:"selfLink"`
	InternalIPv6Range string `json:"internalIpv6Range"`
}

// A Subnetwork is a range of a network in one region. It spans the zones of the
// region.
// https://cloud.google.com/vpc/docs/subnets
type Subnetwork struct {
	Project               string               `json:"project,omitempty"`
	Region                string               `json:"region"`
	NetworkSelector       *managed.Selector    `json:"networkSelector,omitempty"`
	IPCIDRRange           string               `json:"ipCidrRange,omitempty"`
	SecondaryIPRange      []SecondaryIPRange   `json:"secondaryIpRange,omitempty"`
	Purpose               SubnetworkPurpose    `json:"purpose,omitempty"`
	PrivateIPGoogleAccess *bool                `json:"privateIpGoogleAccess,omitempty"`
	StackType             StackType            `json:"stackType,omitempty"`
	IPv6AccessType        IPv6AccessType       `json:"ipv6AccessType,omitempty"`
	LogConfig             *SubnetworkLogConfig `json:"logConfig,omitempty"`
}

// A SecondaryIPRange of a subnetwork serves addresses that are not those of
// machines, for example of a cluster's pods.
type SecondaryIPRange struct {
	RangeName   string `json:"rangeName"`
	IPCIDRRange string `json:"ipCidrRange"`
}

// A SubnetworkPurpose says what a subnetwork may be used for.
type SubnetworkPurpose string

// SubnetworkPurposePrivate subnetworks are for machines.
const SubnetworkPurposePrivate SubnetworkPurpose = "PRIVATE"

// A StackType says which versions of IP a subnetwork speaks.
type StackType string

// Stack types.
const (
	StackTypeIPv4Only StackType = "IPV4_ONLY"
	StackTypeIPv4IPv6 StackType = "IPV4_IPV6"
)

// An IPv6AccessType says whether the IPv6 addresses of a subnetwork can be reached
// from the internet.
type IPv6AccessType string

// IPv6 access types.
const (
	IPv6AccessTypeExternal IPv6AccessType = "EXTERNAL"
	IPv6AccessTypeInternal IPv6AccessType = "INTERNAL"
)

// A SubnetworkLogConfig switches flow logs on.
// https://cloud.google.com/vpc/docs/flow-logs
type SubnetworkLogConfig struct {
	AggregationInterval AggregationInterval `json:"aggregationInterval,omitempty"`
	FlowSampling        float64             `json:"flowSampling,omitempty"`
	Metadata            FlowLogMetadata     `json:"metadata,omitempty"`
}

// An AggregationInterval says over which time flows are summed up.
type AggregationInterval string

// AggregationIntervalMinute sums flows up over one minute.
const AggregationIntervalMinute AggregationInterval = "INTERVAL_1_MIN"

// A FlowLogMetadata says what a flow log tells beyond addresses and bytes.
type FlowLogMetadata string

// FlowLogMetadataAll includes which machine and zone each side is.
const FlowLogMetadataAll FlowLogMetadata = "INCLUDE_ALL_METADATA"

// Type of a Subnetwork.
func (Subnetwork) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta2, Kind: "Subnetwork", Plural: "subnetworks"}
}

// A SubnetworkObservation is what we read of a Subnetwork.
type SubnetworkObservation struct {
	ID                 string             `json:"id"`
	Network            string             `json:"network"`
	SelfLink           string             `json:"selfLink"`
	IPCIDRRange        string             `json:"ipCidrRange"`
	ExternalIPv6Prefix string             `json:"externalIpv6Prefix"`
	InternalIPv6Prefix string             `json:"internalIpv6Prefix"`
	SecondaryIPRange   []SecondaryIPRange `json:"secondaryIpRange"`
}

// A Route leads traffic for a range out of a network.
// https://cloud.google.com/vpc/docs/routes
type Route struct {
	Project         string            `json:"project,omitempty"`
	NetworkSelector *managed.Selector `json:"networkSelector,omitempty"`
	DestRange       string            `json:"destRange,omitempty"`
	NextHopGateway  string            `json:"nextHopGateway,omitempty"`
}

// NextHopInternet is the next hop for traffic that leaves a network to the
// internet or to Google's own APIs.
const NextHopInternet = "default-internet-gateway"

// Type of a Route.
func (Route) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta1, Kind: "Route", Plural: "routes"}
}

// A NetworkPeering is one side's consent to connect two networks.
// https://cloud.google.com/vpc/docs/vpc-peering
type NetworkPeering struct {
	NetworkSelector                *managed.Selector `json:"networkSelector,omitempty"`
	PeerNetwork                    string            `json:"peerNetwork,omitempty"`
	ImportCustomRoutes             *bool             `json:"importCustomRoutes,omitempty"`
	ExportCustomRoutes             *bool             `json:"exportCustomRoutes,omitempty"`
	ImportSubnetRoutesWithPublicIP *bool             `json:"importSubnetRoutesWithPublicIp,omitempty"`
}

// Type of a NetworkPeering.
func (NetworkPeering) Type() managed.Type {
	return managed.Type{Group: groupCompute, Version: v1beta1, Kind: "NetworkPeering", Plural: "networkpeerings"}
}

// A NetworkPeeringObservation is what we read of a NetworkPeering.
type NetworkPeeringObservation struct {
	ID    string `json:"id"`
	State string `json:"state"`
}
