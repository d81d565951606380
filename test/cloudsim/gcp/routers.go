// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func routers() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   computeType("v1beta2", "Router", "routers"),
			Naming: cloud.Given, Noun: "Router",
			Required:  []string{"network", "region"},
			Immutable: []string{"network"},
			Links:     []cloud.Link{toNetwork()},
			ID:        computeID,
			Check:     checkRouter,
		},
		{
			Type:   computeType("v1beta1", "Address", "addresses"),
			Naming: cloud.Given, Noun: "Address",
			Required:    []string{"region"},
			Immutable:   []string{"addressType", "networkTier", "address", "purpose", "subnetwork", "network", "prefixLength", "description"},
			Links:       []cloud.Link{{Field: "subnetwork", To: subnetwork, Holds: true}},
			Defaults:    cloud.Value{"addressType": "EXTERNAL", "networkTier": "PREMIUM"},
			ID:          computeID,
			Check:       checkAddress,
			CheckDelete: checkAddressUse,
			Attributes:  addressAttributes,
		},
		{
			Type:   computeType("v1beta2", "RouterNAT", "routernats"),
			Naming: cloud.Given, Noun: "RouterNat",
			Required:  []string{"router", "region", "sourceSubnetworkIpRangesToNat"},
			Immutable: []string{"router"},
			Links: []cloud.Link{
				{Field: "router", To: router, Nested: true},
				{Field: "natIps", To: address, Holds: true},
				{Field: "subnetwork[].name", To: subnetwork, Holds: true},
			},
			ID: func(r *cloud.Request) string {
				return project(r.Object) + "/" + r.Region() + "/" + r.Args.String("router") + "/" + r.Name
			},
			Defaults: cloud.Value{
				"natIpAllocateOption": "AUTO_ONLY", "udpIdleTimeoutSec": int64(30), "icmpIdleTimeoutSec": int64(30),
				"tcpEstablishedIdleTimeoutSec": int64(1200), "tcpTransitoryIdleTimeoutSec": int64(30), "tcpTimeWaitTimeoutSec": int64(120),
			},
			Check: checkNAT,
		},
	}
}

// maxRouters of one network in one region.
// https://cloud.google.com/network-connectivity/docs/router/quotas#limits
const maxRouters = 5

func checkRouter(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	routers := 0
	for other := range r.UsersOf(r.To("network"), router) {
		if other.Args.String("region") == r.Region() {
			routers++
		}
	}
	if routers >= maxRouters {
		return refuse(403, "quotaExceeded", "Quota 'ROUTERS_PER_NETWORK_PER_REGION' exceeded.  Limit: %d.0 in region %s.", maxRouters, r.Region())
	}
	return nil
}

func checkAddress(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	t := r.Args.String("addressType")
	if !slices.Contains([]string{"EXTERNAL", "INTERNAL"}, t) {
		return invalid("addressType", t, "Must be one of [EXTERNAL, INTERNAL]")
	}
	if tier := r.Args.String("networkTier"); !slices.Contains([]string{"PREMIUM", "STANDARD"}, tier) {
		return invalid("networkTier", tier, "Must be one of [PREMIUM, STANDARD]")
	}
	return checkAddressPlace(r)
}

func addressAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"creationTimestamp": "2026-01-01T00:00:00.000-08:00"}
	if !r.Args.Has("address") {
		out["address"] = ipOf(r)
	}
	users := []any{}
	for n := range r.Users(routerNAT) {
		users = append(users, selfLink(n.To("router")))
	}
	for rule := range r.Users(forwardingRule) {
		users = append(users, selfLink(rule))
	}
	if i := addressUser(r, ipOf(r)); i != nil {
		users = append(users, selfLink(i))
	}
	out["users"] = users
	return out
}

var natName = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,61}[a-z0-9])$`)

func checkNAT(r *cloud.Request) error {
	if !natName.MatchString(r.Name) {
		return invalid("nats[0].name", r.Name, "Must be a match of regex '[a-z]([-a-z0-9]{0,61}[a-z0-9])'")
	}
	if err := checkNATAddresses(r); err != nil {
		return err
	}
	if err := checkNATSources(r); err != nil {
		return err
	}
	return checkNATPorts(r)
}

func checkNATAddresses(r *cloud.Request) error {
	o, ips := r.Args.String("natIpAllocateOption"), r.Args.Strings("natIps")
	switch {
	case o != "AUTO_ONLY" && o != "MANUAL_ONLY":
		return invalid("nats[0].natIpAllocateOption", o, "Must be one of [AUTO_ONLY, MANUAL_ONLY]")
	case o == "AUTO_ONLY" && len(ips) > 0:
		return invalid("nats[0].natIps", ips[0], "NAT IPs must not be specified when NAT IP allocation is AUTO_ONLY.")
	case o == "MANUAL_ONLY" && len(ips) == 0:
		return invalid("nats[0].natIps", "", "At least one NAT IP must be specified when NAT IP allocation is MANUAL_ONLY.")
	}
	for _, ip := range ips {
		a := r.Find(address, ip)
		if a.Args.String("addressType") != "EXTERNAL" || a.Args.String("region") != r.Region() {
			return invalid("nats[0].natIps", ip, "NAT IP must be an external address of region %s.", r.Region())
		}
		if other := cloud.First(r.UsersOf(a, routerNAT)); other != nil {
			return refuse(400, "resourceInUseByAnotherResource", "The address resource '%s' is already being used by '%s'", a.ID, other.To("router").ID)
		}
	}
	return nil
}

const (
	allRanges        = "ALL_SUBNETWORKS_ALL_IP_RANGES"
	allPrimaryRanges = "ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES"
	listed           = "LIST_OF_SUBNETWORKS"
)

func checkNATSources(r *cloud.Request) error {
	from, subnets := r.Args.String("sourceSubnetworkIpRangesToNat"), r.Args.List("subnetwork")
	switch {
	case !slices.Contains([]string{allRanges, allPrimaryRanges, listed}, from):
		return invalid("nats[0].sourceSubnetworkIpRangesToNat", from, "Must be one of [%s, %s, %s]", allRanges, allPrimaryRanges, listed)
	case from == listed && len(subnets) == 0:
		return invalid("nats[0].subnetworks", "", "At least one subnetwork must be specified for %s.", listed)
	case from != listed && len(subnets) > 0:
		return invalid("nats[0].subnetworks", "", "Subnetworks must not be specified for %s.", from)
	}
	n := r.To("router").To("network")
	for _, s := range subnets {
		o := r.Find(subnetwork, s.String("name"))
		if o.To("network") != n {
			return invalid("nats[0].subnetworks[].name", s.String("name"), "The subnetwork does not belong to the network '%s' of the router.", n.ID)
		}
		if !s.Has("sourceIpRangesToNat") {
			return invalid("nats[0].subnetworks[].sourceIpRangesToNat", "", "At least one option must be specified.")
		}
		if other := cloud.First(r.UsersOf(o, routerNAT)); other != nil {
			return invalid("nats[0].subnetworks[].name", s.String("name"), "The subnetwork is configured in NAT '%s' already.", other.Name)
		}
	}
	return checkNATAlone(r, n, from)
}

// checkNATAlone refuses two gateways for everything in one region of a network.
func checkNATAlone(r *cloud.Request, n *cloud.Object, from string) error {
	for other := range r.Others(routerNAT) {
		rt := other.To("router")
		if rt == nil || rt.To("network") != n || rt.Args.String("region") != r.Region() {
			continue
		}
		if from != listed || other.Args.String("sourceSubnetworkIpRangesToNat") != listed {
			return invalid("nats[0].sourceSubnetworkIpRangesToNat", from, "Only one NAT of a network in a region can be for all subnetworks, and then it is the only one. There is NAT '%s' already.", other.Name)
		}
	}
	return nil
}

func checkNATPorts(r *cloud.Request) error {
	if r.Args.Bool("enableDynamicPortAllocation") && r.Args.Bool("enableEndpointIndependentMapping") {
		return invalid("nats[0].enableEndpointIndependentMapping", "true", "Endpoint-Independent Mapping and Dynamic Port Allocation are mutually exclusive.")
	}
	for _, field := range []string{"minPortsPerVm", "maxPortsPerVm"} {
		n, ok := r.Args.Int(field)
		if ok && r.Args.Bool("enableDynamicPortAllocation") && (n < 32 || n&(n-1) != 0) {
			return invalid("nats[0]."+field, strconv.Itoa(n), "Must be a power of two and at least 32 when dynamic port allocation is enabled.")
		}
	}
	if r.Args.Has("logConfig") {
		f := r.Args.String("logConfig.filter")
		if !slices.Contains([]string{"ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL"}, f) {
			return invalid("nats[0].logConfig.filter", f, "Must be one of [ERRORS_ONLY, TRANSLATIONS_ONLY, ALL]")
		}
	}
	return nil
}
