// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func nextHops() []string {
	return []string{"nextHopGateway", "nextHopIlb", "nextHopInstance", "nextHopIp", "nextHopVpnTunnel"}
}

func routes() []cloud.Kind {
	return []cloud.Kind{{
		Type:   computeType("v1beta1", "Route", "routes"),
		Naming: cloud.Given, Noun: "Route",
		Required:  []string{"network", "destRange"},
		Immutable: slices.Concat([]string{"network", "destRange", "priority", "tags", "description"}, nextHops()),
		Links:     []cloud.Link{toNetwork()},
		Defaults:  cloud.Value{"priority": int64(1000)},
		ID:        computeID,
		Check:     checkRoute,
	}}
}

func checkRoute(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	via := slices.DeleteFunc(slices.Clone(nextHops()), func(n string) bool { return !r.Args.Has(n) })
	if len(via) != 1 {
		return cloud.Plain("exactly one of next_hop_gateway, next_hop_ilb, next_hop_instance, next_hop_ip, next_hop_vpn_tunnel must be specified")
	}
	if g := r.Args.String("nextHopGateway"); g != "" && !strings.HasSuffix(g, "default-internet-gateway") {
		return invalid("nextHopGateway", g, "The URL is malformed.")
	}
	text := r.Args.String("destRange")
	p, ok := cloud.CIDR(text)
	if !ok {
		return invalid("destRange", text, "Must be a valid CIDR address range.")
	}
	for s := range r.UsersOf(r.To("network"), subnetwork) {
		if cloud.Inside(p, cloud.CIDRs(rangesOf(s)...)) {
			return invalid("destRange", text, "The destination range hides the subnetwork '%s'.", s.ID)
		}
	}
	return nil
}
